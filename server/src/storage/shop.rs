//! The demo shop: products, carts, ways to pay, orders.

use portico_sdk::i18n::LocaleText;

use super::{FromRow, Row, Runner, StorageError, sql};

/// A row of `shop_products`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductRow {
    /// Product id.
    pub id: String,
    /// Shown name.
    pub title: LocaleText,
    /// A paragraph.
    pub description: LocaleText,
    /// Path of the picture.
    pub image: String,
    /// Price in minor units.
    pub price: i64,
    /// ISO 4217.
    pub currency: String,
}

impl FromRow for ProductRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.text("id")?,
            title: row.json("title_json")?,
            description: row.json("description_json")?,
            image: row.text("image")?,
            price: row.int("price")?,
            currency: row.text("currency")?,
        })
    }
}

/// A cart line with its product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartRow {
    /// The product.
    pub product: ProductRow,
    /// Pieces.
    pub quantity: i64,
}

impl FromRow for CartRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            product: ProductRow::from_row(row)?,
            quantity: row.int("quantity")?,
        })
    }
}

/// A row of `shop_payment_methods`.
#[derive(Debug, Clone)]
pub struct MethodRow {
    /// Id.
    pub id: String,
    /// Shown name.
    pub title: LocaleText,
    /// A few words beside the name.
    pub hint: LocaleText,
    /// The plugin behind it, or `invoice`.
    pub provider: String,
    /// Offered in the checkout.
    pub enabled: bool,
}

impl FromRow for MethodRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.text("id")?,
            title: row.json("title_json")?,
            hint: row.json("hint_json")?,
            provider: row.text("provider")?,
            enabled: row.bool("enabled")?,
        })
    }
}

/// A row of `shop_orders`.
#[derive(Debug, Clone)]
pub struct OrderRow {
    /// UUID.
    pub id: String,
    /// The cart it came from: a visitor who is not signed in is known by it.
    pub cart_id: String,
    /// The number shown to people.
    pub number: String,
    /// Who bought it; empty: not signed in.
    pub uid: String,
    /// For which organisation; empty: none.
    pub org_id: String,
    /// Where the receipt goes.
    pub email: String,
    /// Id of the payment method.
    pub payment_method: String,
    /// What the payment plugin answered.
    pub payment_reference: String,
    /// Sum in minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// Milliseconds since the epoch.
    pub created_at: i64,
}

impl FromRow for OrderRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.text("id")?,
            cart_id: row.text("cart_id")?,
            number: row.text("number")?,
            uid: row.text("uid")?,
            org_id: row.text("org_id")?,
            email: row.text("email")?,
            payment_method: row.text("payment_method")?,
            payment_reference: row.text("payment_reference")?,
            amount: row.int("amount")?,
            currency: row.text("currency")?,
            created_at: row.int("created_at")?,
        })
    }
}

/// A row of `shop_order_items`.
#[derive(Debug, Clone)]
pub struct OrderItemRow {
    /// Product id.
    pub product_id: String,
    /// Name at the time of the order.
    pub title: LocaleText,
    /// Pieces.
    pub quantity: i64,
    /// Price of one piece at the time of the order, minor units.
    pub price: i64,
}

impl FromRow for OrderItemRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            product_id: row.text("product_id")?,
            title: row.json("title_json")?,
            quantity: row.int("quantity")?,
            price: row.int("price")?,
        })
    }
}

/// The orders of one day of the UTC calendar, for statistics.
#[derive(Debug, Clone, Copy)]
pub struct DaySum {
    /// Days since the epoch.
    pub day: i64,
    /// How many.
    pub orders: i64,
    /// What they cost together, minor units.
    pub amount: i64,
}

impl FromRow for DaySum {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            day: row.int("day")?,
            orders: row.int("orders")?,
            amount: row.int("amount")?,
        })
    }
}

/// All products in the shop's order.
pub async fn products(on: &mut impl Runner, host: &str) -> Result<Vec<ProductRow>, StorageError> {
    sql("select * from shop_products where host_id = $1 order by position, id")
        .bind(host)
        .all(on)
        .await
}

/// One product.
pub async fn product(
    on: &mut impl Runner,
    host: &str,
    id: &str,
) -> Result<Option<ProductRow>, StorageError> {
    sql("select * from shop_products where host_id = $1 and id = $2")
        .bind(host)
        .bind(id)
        .optional(on)
        .await
}

/// Adds a product at a position.
pub async fn insert_product(
    on: &mut impl Runner,
    host: &str,
    product: &ProductRow,
    position: i64,
) -> Result<(), StorageError> {
    sql("insert into shop_products (host_id, id, title_json, description_json, image, price, currency, position) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(host)
    .bind(&product.id)
    .bind(json(&product.title))
    .bind(json(&product.description))
    .bind(&product.image)
    .bind(product.price)
    .bind(&product.currency)
    .bind(position)
    .execute(on)
    .await?;
    Ok(())
}

/// The lines of a cart, in the shop's order.
pub async fn cart(
    on: &mut impl Runner,
    host: &str,
    cart: &str,
) -> Result<Vec<CartRow>, StorageError> {
    sql("select p.*, i.quantity from shop_cart_items i \
         join shop_products p on p.host_id = i.host_id and p.id = i.product_id \
         where i.host_id = $1 and i.cart_id = $2 order by p.position, p.id")
    .bind(host)
    .bind(cart)
    .all(on)
    .await
}

/// Sets how many pieces of a product are in a cart; 0 takes it out.
pub async fn set_cart_line(
    on: &mut impl Runner,
    host: &str,
    cart: &str,
    product: &str,
    quantity: i64,
    now: i64,
) -> Result<(), StorageError> {
    if quantity == 0 {
        sql("delete from shop_cart_items where host_id = $1 and cart_id = $2 and product_id = $3")
            .bind(host)
            .bind(cart)
            .bind(product)
            .execute(on)
            .await?;
        return Ok(());
    }
    sql("insert into shop_cart_items (host_id, cart_id, product_id, quantity, updated_at) values ($1, $2, $3, $4, $5) \
         on conflict (host_id, cart_id, product_id) do update set quantity = excluded.quantity, updated_at = excluded.updated_at")
    .bind(host)
    .bind(cart)
    .bind(product)
    .bind(quantity)
    .bind(now)
    .execute(on)
    .await?;
    Ok(())
}

/// Takes everything out of a cart.
pub async fn clear_cart(on: &mut impl Runner, host: &str, cart: &str) -> Result<(), StorageError> {
    sql("delete from shop_cart_items where host_id = $1 and cart_id = $2")
        .bind(host)
        .bind(cart)
        .execute(on)
        .await?;
    Ok(())
}

/// All payment methods in the shop's order, enabled as an organisation decided, else as the shop did. `org` is empty for
/// those without an organisation.
pub async fn methods(
    on: &mut impl Runner,
    host: &str,
    org: &str,
) -> Result<Vec<MethodRow>, StorageError> {
    sql("select m.id, m.title_json, m.hint_json, m.provider, coalesce(c.enabled, m.enabled) as enabled \
         from shop_payment_methods m left join shop_payment_choices c \
         on c.host_id = m.host_id and c.method_id = m.id and c.org_id = $2 \
         where m.host_id = $1 order by m.position, m.id")
        .bind(host)
        .bind(org)
        .all(on)
        .await
}

/// Adds a payment method at a position.
pub async fn insert_method(
    on: &mut impl Runner,
    host: &str,
    method: &MethodRow,
    position: i64,
) -> Result<(), StorageError> {
    sql("insert into shop_payment_methods (host_id, id, title_json, hint_json, provider, enabled, position) \
         values ($1, $2, $3, $4, $5, $6, $7)")
    .bind(host)
    .bind(&method.id)
    .bind(json(&method.title))
    .bind(json(&method.hint))
    .bind(&method.provider)
    .bind(method.enabled)
    .bind(position)
    .execute(on)
    .await?;
    Ok(())
}

/// Offers a payment method to the buyers of an organisation, or no longer; with an empty `org` to everybody else. False when
/// there is none of that id.
pub async fn enable_method(
    on: &mut impl Runner,
    host: &str,
    org: &str,
    id: &str,
    enabled: bool,
) -> Result<bool, StorageError> {
    let query = if org.is_empty() {
        sql("update shop_payment_methods set enabled = $3 where host_id = $1 and id = $2")
    } else {
        sql(
            "insert into shop_payment_choices (host_id, org_id, method_id, enabled) \
             select host_id, $4, id, $3 from shop_payment_methods where host_id = $1 and id = $2 \
             on conflict (host_id, org_id, method_id) do update set enabled = excluded.enabled",
        )
    };
    let query = query.bind(host).bind(id).bind(enabled);
    let query = if org.is_empty() {
        query
    } else {
        query.bind(org)
    };
    Ok(query.execute(on).await? > 0)
}

/// One order of a host.
pub async fn order(
    on: &mut impl Runner,
    host: &str,
    id: &str,
) -> Result<Option<OrderRow>, StorageError> {
    sql("select * from shop_orders where host_id = $1 and id = $2")
        .bind(host)
        .bind(id)
        .optional(on)
        .await
}

/// What an order holds.
pub async fn order_items(
    on: &mut impl Runner,
    order: &str,
) -> Result<Vec<OrderItemRow>, StorageError> {
    sql("select * from shop_order_items where order_id = $1 order by position")
        .bind(order)
        .all(on)
        .await
}

/// Orders of an organisation, the newest first: `limit` of them after `offset`.
pub async fn orders(
    on: &mut impl Runner,
    host: &str,
    org: &str,
    limit: i64,
    offset: i64,
) -> Result<Vec<OrderRow>, StorageError> {
    sql(
        "select * from shop_orders where host_id = $1 and org_id = $2 \
         order by created_at desc, id desc limit $3 offset $4",
    )
    .bind(host)
    .bind(org)
    .bind(limit)
    .bind(offset)
    .all(on)
    .await
}

/// How many orders an organisation has.
pub async fn order_count(on: &mut impl Runner, host: &str, org: &str) -> Result<i64, StorageError> {
    struct Count(i64);
    impl FromRow for Count {
        fn from_row(row: &Row) -> Result<Self, StorageError> {
            row.int("n").map(Self)
        }
    }
    let count = sql("select count(*) as n from shop_orders where host_id = $1 and org_id = $2")
        .bind(host)
        .bind(org)
        .optional::<Count>(on)
        .await?;
    Ok(count.map_or(0, |count| count.0))
}

/// An organisation's orders since a moment by day, oldest first; days without orders are left out.
pub async fn day_sums(
    on: &mut impl Runner,
    host: &str,
    org: &str,
    since: i64,
) -> Result<Vec<DaySum>, StorageError> {
    // PostgreSQL adds up in a wider type than it counts in.
    sql("select created_at / 86400000 as day, count(*) as orders, cast(sum(amount) as bigint) as amount from shop_orders \
         where host_id = $1 and org_id = $2 and created_at >= $3 group by created_at / 86400000 order by day")
    .bind(host)
    .bind(org)
    .bind(since)
    .all(on)
    .await
}

/// True when an order was paid with this reference already; the empty one is no payment.
pub async fn is_paid_with(
    on: &mut impl Runner,
    host: &str,
    reference: &str,
) -> Result<bool, StorageError> {
    let orders: Vec<OrderRow> =
        sql("select * from shop_orders where host_id = $1 and payment_reference = $2 and payment_reference <> ''")
            .bind(host)
            .bind(reference)
            .all(on)
            .await?;
    Ok(!orders.is_empty())
}

/// The next free order number of a host, counted from 1,001.
pub async fn next_order_number(on: &mut impl Runner, host: &str) -> Result<i64, StorageError> {
    struct Next(i64);
    impl FromRow for Next {
        fn from_row(row: &Row) -> Result<Self, StorageError> {
            row.int("next").map(Self)
        }
    }
    let next = sql("select count(*) + 1001 as next from shop_orders where host_id = $1")
        .bind(host)
        .optional::<Next>(on)
        .await?;
    Ok(next.map_or(1001, |next| next.0))
}

/// Adds an order with its lines.
pub async fn insert_order(
    on: &mut impl Runner,
    host: &str,
    order: &OrderRow,
    items: &[OrderItemRow],
) -> Result<(), StorageError> {
    sql("insert into shop_orders (id, host_id, cart_id, number, uid, org_id, email, payment_method, payment_reference, \
         amount, currency, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
    .bind(&order.id)
    .bind(host)
    .bind(&order.cart_id)
    .bind(&order.number)
    .bind(&order.uid)
    .bind(&order.org_id)
    .bind(&order.email)
    .bind(&order.payment_method)
    .bind(&order.payment_reference)
    .bind(order.amount)
    .bind(&order.currency)
    .bind(order.created_at)
    .execute(on)
    .await?;
    for (position, item) in (0_i64..).zip(items) {
        sql("insert into shop_order_items (order_id, position, product_id, title_json, quantity, price) \
             values ($1, $2, $3, $4, $5, $6)")
        .bind(&order.id)
        .bind(position)
        .bind(&item.product_id)
        .bind(json(&item.title))
        .bind(item.quantity)
        .bind(item.price)
        .execute(on)
        .await?;
    }
    Ok(())
}

/// A map of texts always serialises.
fn json(text: &LocaleText) -> String {
    serde_json::to_string(text).unwrap_or_else(|_| "{}".to_owned())
}
