-- What sandboxed plugins keep for a user, by way of the page: the user's own records, and those it shares with everybody in the
-- scope. org_id '' is the host level. A key may be there twice, once of each kind.
create table plugin_records (
  host_id text not null references hosts (id) on delete cascade,
  plugin text not null,
  org_id text not null,
  uid text not null,
  shared boolean not null,
  key text not null,
  value_json text not null,
  size integer not null,
  updated_at integer not null,
  primary key (host_id, plugin, org_id, uid, shared, key)
);
create index plugin_records_shared on plugin_records (host_id, plugin, org_id, updated_at desc, uid, key) where shared;
-- What a user's records of both kinds take up; uid '' counts what all users share. Kept in step with plugin_records in the same
-- unit of work.
create table plugin_record_usage (
  host_id text not null references hosts (id) on delete cascade,
  plugin text not null,
  org_id text not null,
  uid text not null,
  entries integer not null,
  bytes integer not null,
  primary key (host_id, plugin, org_id, uid)
);

-- The server's own keys, which sign users' tokens for plugins; the private part is encrypted. state: active (at most one),
-- retiring (still published), revoked.
create table signing_keys (
  id text primary key,
  public_jwk text not null,
  ciphertext text not null,
  created_at integer not null,
  state text not null
);
create unique index signing_keys_active on signing_keys (state) where state = 'active';
