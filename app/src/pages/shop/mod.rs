//! The demo's storefront: products → cart → checkout → confirmation. Present only with `--demo`.

mod cart;
mod checkout;
mod frame;
mod order;
mod product;
mod products;

pub use cart::CartPage;
pub use checkout::{CheckoutPage, CheckoutRefused};
pub use order::OrderPage;
pub use product::ProductPage;
pub use products::ProductsPage;
