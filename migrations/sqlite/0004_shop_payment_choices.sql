-- What an organisation decided about a payment method; without a row the shop's own choice counts.
create table shop_payment_choices (
  host_id text not null references hosts (id) on delete cascade,
  org_id text not null,
  method_id text not null,
  enabled boolean not null,
  primary key (host_id, org_id, method_id)
);
