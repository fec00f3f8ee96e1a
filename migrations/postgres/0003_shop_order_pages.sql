-- Pages of an organisation's orders come in the order of the index.
drop index shop_orders_org;
create index shop_orders_org on shop_orders (host_id, org_id, created_at, id);
