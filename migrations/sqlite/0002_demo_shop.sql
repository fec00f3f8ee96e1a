-- The demo host's storefront. Filled only with --demo.
create table shop_products (
  host_id text not null references hosts (id) on delete cascade,
  id text not null,
  title_json text not null,
  description_json text not null,
  image text not null,
  price integer not null,
  currency text not null,
  position integer not null,
  primary key (host_id, id)
);
create table shop_payment_methods (
  host_id text not null references hosts (id) on delete cascade,
  id text not null,
  title_json text not null,
  hint_json text not null,
  provider text not null,
  enabled boolean not null,
  position integer not null,
  primary key (host_id, id)
);
create table shop_cart_items (
  host_id text not null references hosts (id) on delete cascade,
  cart_id text not null,
  product_id text not null,
  quantity integer not null check (quantity > 0),
  updated_at integer not null,
  primary key (host_id, cart_id, product_id)
);
create index shop_cart_items_age on shop_cart_items (updated_at);
create table shop_orders (
  id text primary key,
  host_id text not null references hosts (id) on delete cascade,
  cart_id text not null,
  number text not null,
  uid text not null,
  org_id text not null,
  email text not null,
  payment_method text not null,
  payment_reference text not null,
  amount integer not null,
  currency text not null,
  created_at integer not null,
  unique (host_id, number)
);
create index shop_orders_org on shop_orders (host_id, org_id, created_at);
-- One payment pays one order.
create unique index shop_orders_payment on shop_orders (host_id, payment_reference) where payment_reference <> '';
create table shop_order_items (
  order_id text not null references shop_orders (id) on delete cascade,
  position integer not null,
  product_id text not null,
  title_json text not null,
  quantity integer not null,
  price integer not null,
  primary key (order_id, position)
);
