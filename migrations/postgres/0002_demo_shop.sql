-- The demo host's storefront. Filled only with --demo.
create table shop_products (
  host_id text collate "C" not null references hosts (id) on delete cascade,
  id text collate "C" not null,
  title_json text collate "C" not null,
  description_json text collate "C" not null,
  image text collate "C" not null,
  price bigint not null,
  currency text collate "C" not null,
  position bigint not null,
  primary key (host_id, id)
);
create table shop_payment_methods (
  host_id text collate "C" not null references hosts (id) on delete cascade,
  id text collate "C" not null,
  title_json text collate "C" not null,
  hint_json text collate "C" not null,
  provider text collate "C" not null,
  enabled boolean not null,
  position bigint not null,
  primary key (host_id, id)
);
create table shop_cart_items (
  host_id text collate "C" not null references hosts (id) on delete cascade,
  cart_id text collate "C" not null,
  product_id text collate "C" not null,
  quantity bigint not null check (quantity > 0),
  updated_at bigint not null,
  primary key (host_id, cart_id, product_id)
);
create index shop_cart_items_age on shop_cart_items (updated_at);
create table shop_orders (
  id text collate "C" primary key,
  host_id text collate "C" not null references hosts (id) on delete cascade,
  cart_id text collate "C" not null,
  number text collate "C" not null,
  uid text collate "C" not null,
  org_id text collate "C" not null,
  email text collate "C" not null,
  payment_method text collate "C" not null,
  payment_reference text collate "C" not null,
  amount bigint not null,
  currency text collate "C" not null,
  created_at bigint not null,
  unique (host_id, number)
);
create index shop_orders_org on shop_orders (host_id, org_id, created_at);
-- One payment pays one order.
create unique index shop_orders_payment on shop_orders (host_id, payment_reference) where payment_reference <> '';
create table shop_order_items (
  order_id text collate "C" not null references shop_orders (id) on delete cascade,
  position bigint not null,
  product_id text collate "C" not null,
  title_json text collate "C" not null,
  quantity bigint not null,
  price bigint not null,
  primary key (order_id, position)
);
