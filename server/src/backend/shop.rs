//! The demo shop for pages.

use portico_app::backend::{
    Answer, Cart, Dashboard, Order, OrderPage, PaymentMethod, Product, ShopAdminBackend,
    ShopBackend,
};

use super::RequestBackend;
use crate::services::shop::{admin, checkout, storefront};

#[async_trait::async_trait]
impl ShopBackend for RequestBackend {
    async fn products(&self) -> Answer<Vec<Product>> {
        Ok(storefront::products(&self.state, &self.caller).await?)
    }

    async fn product(&self, id: &str) -> Answer<Product> {
        Ok(storefront::product(&self.state, &self.caller, id).await?)
    }

    async fn cart(&self) -> Answer<Cart> {
        Ok(storefront::cart(&self.state, &self.caller, self.cart.as_deref()).await?)
    }

    async fn payment_methods(&self) -> Answer<Vec<PaymentMethod>> {
        Ok(storefront::payment_methods(&self.state, &self.caller).await?)
    }

    async fn order(&self, id: &str) -> Answer<Order> {
        Ok(checkout::order(&self.state, &self.caller, self.cart.as_deref(), id).await?)
    }
}

#[async_trait::async_trait]
impl ShopAdminBackend for RequestBackend {
    async fn dashboard(&self, days: u32) -> Answer<Dashboard> {
        Ok(admin::dashboard(&self.state, &self.caller, days).await?)
    }

    async fn orders(&self, page: u32) -> Answer<OrderPage> {
        Ok(admin::orders(&self.state, &self.caller, page).await?)
    }

    async fn all_payment_methods(&self) -> Answer<Vec<PaymentMethod>> {
        Ok(admin::payment_methods(&self.state, &self.caller).await?)
    }

    async fn payment_method(&self, id: &str) -> Answer<PaymentMethod> {
        Ok(admin::payment_method(&self.state, &self.caller, id).await?)
    }
}
