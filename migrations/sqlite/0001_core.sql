-- Portable types throughout: text ids (UUIDv7 for our own), integer milliseconds, JSON as text, money in minor units.

create table meta (
  key text primary key,
  value text not null
);
insert into meta (key, value) values ('min_server', '1');

-- Console accounts: operators and host developers.
create table accounts (
  id text primary key,
  email text not null unique,
  name text not null,
  password_hash text not null,
  is_operator boolean not null,
  created_at integer not null,
  disabled_at integer
);
create table account_sessions (
  token_hash text primary key,
  account_id text not null references accounts (id) on delete cascade,
  created_at integer not null,
  expires_at integer not null
);
create index account_sessions_account on account_sessions (account_id);
create index account_sessions_expiry on account_sessions (expires_at);

create table hosts (
  id text primary key,
  name text not null,
  logo_url text not null,
  accent text not null,
  site_url text not null,
  sign_in_url text not null,
  org_plugins boolean not null,
  user_installs boolean not null,
  purchases boolean not null,
  created_at integer not null
);
create index hosts_created on hosts (created_at, id);
create table host_members (
  host_id text not null references hosts (id) on delete cascade,
  account_id text not null references accounts (id) on delete cascade,
  role text not null,
  created_at integer not null,
  primary key (host_id, account_id)
);
create index host_members_account on host_members (account_id);
create table invitations (
  id text primary key,
  host_id text not null references hosts (id) on delete cascade,
  email text not null,
  role text not null,
  token_hash text not null unique,
  invited_by text not null,
  account_id text references accounts (id) on delete cascade,
  created_at integer not null,
  expires_at integer not null,
  accepted_at integer
);
create index invitations_host on invitations (host_id);
create index invitations_account on invitations (account_id);
create table host_origins (
  host_id text not null references hosts (id) on delete cascade,
  origin text not null,
  created_at integer not null,
  primary key (host_id, origin)
);
create index host_origins_origin on host_origins (origin);
-- kind: 'secret' (ciphertext set) or 'jwk' (jwk set); state: active, retiring, revoked.
create table host_keys (
  id text not null,
  host_id text not null references hosts (id) on delete cascade,
  kind text not null,
  ciphertext text,
  jwk text,
  state text not null,
  created_at integer not null,
  created_by text not null,
  retire_at integer,
  last_used_at integer,
  primary key (host_id, id)
);
create index host_keys_id on host_keys (id);
create table host_api_tokens (
  id text primary key,
  host_id text not null references hosts (id) on delete cascade,
  name text not null,
  token_hash text not null unique,
  created_by text not null,
  account_id text references accounts (id) on delete cascade,
  created_at integer not null,
  last_used_at integer,
  revoked_at integer
);
create index host_api_tokens_host on host_api_tokens (host_id);
create index host_api_tokens_account on host_api_tokens (account_id);

-- What the live tokens told us; a cache, never the truth about roles.
create table orgs (
  host_id text not null references hosts (id) on delete cascade,
  external_id text not null,
  first_seen integer not null,
  primary key (host_id, external_id)
);
create table users (
  host_id text not null references hosts (id) on delete cascade,
  external_id text not null,
  first_seen integer not null,
  primary key (host_id, external_id)
);

create table sessions (
  token_hash text primary key,
  host_id text not null references hosts (id) on delete cascade,
  uid text not null,
  identity_json text not null,
  key_id text not null,
  kind text not null,
  created_at integer not null,
  expires_at integer not null
);
create index sessions_user on sessions (host_id, uid);
create index sessions_key on sessions (host_id, key_id);
create index sessions_expiry on sessions (expires_at);
create table used_token_ids (
  host_id text not null references hosts (id) on delete cascade,
  token_id text not null,
  expires_at integer not null,
  primary key (host_id, token_id)
);
create index used_token_ids_expiry on used_token_ids (expires_at);

create table host_approvals (
  host_id text not null references hosts (id) on delete cascade,
  plugin text not null,
  approved_by text not null,
  approved_at integer not null,
  primary key (host_id, plugin)
);
-- level: 'host' (org_id '') or 'org'; selector_kind: plugin, category, any.
create table policies (
  host_id text not null references hosts (id) on delete cascade,
  level text not null,
  org_id text not null,
  selector_kind text not null,
  selector_value text not null,
  mode text not null,
  set_by text not null,
  set_at integer not null,
  note text not null,
  primary key (host_id, level, org_id, selector_kind, selector_value)
);
-- subject_kind: host (subject ''), org, user. Every change of what a session sees raises the epoch of its subject. The rows outlive
-- their host, so that its end is seen, too.
create table policy_epochs (
  host_id text not null,
  subject_kind text not null,
  subject text not null,
  epoch integer not null,
  primary key (host_id, subject_kind, subject)
);
create index policy_epochs_order on policy_epochs (epoch);
-- One row. Its lock makes changes commit in the order of their numbers, so that "what is newer than n" misses nothing.
create table epoch_counter (
  id integer primary key check (id = 1),
  value integer not null
);
insert into epoch_counter (id, value) values (1, 0);
create table installs (
  host_id text not null references hosts (id) on delete cascade,
  uid text not null,
  plugin text not null,
  installed_at integer not null,
  primary key (host_id, uid, plugin)
);
create index installs_plugin on installs (host_id, plugin);

-- Settings by level: 'host' (org_id '') or 'org'. Secrets lie apart, encrypted.
create table settings (
  host_id text not null references hosts (id) on delete cascade,
  plugin text not null,
  level text not null,
  org_id text not null,
  key text not null,
  value_json text not null,
  updated_at integer not null,
  updated_by text not null,
  primary key (host_id, plugin, level, org_id, key)
);
create table secrets (
  host_id text not null references hosts (id) on delete cascade,
  plugin text not null,
  level text not null,
  org_id text not null,
  key text not null,
  ciphertext text not null,
  updated_at integer not null,
  updated_by text not null,
  primary key (host_id, plugin, level, org_id, key)
);
create table settings_revs (
  host_id text not null references hosts (id) on delete cascade,
  plugin text not null,
  level text not null,
  org_id text not null,
  rev integer not null,
  primary key (host_id, plugin, level, org_id)
);
create table plugin_kv (
  host_id text not null references hosts (id) on delete cascade,
  plugin text not null,
  org_id text not null,
  key text not null,
  value_json text not null,
  size integer not null,
  updated_at integer not null,
  primary key (host_id, plugin, org_id, key)
);
-- What a plugin's keys take up for each organisation ('' is the host level); kept in step with plugin_kv in the same unit of
-- work.
create table plugin_kv_usage (
  host_id text not null references hosts (id) on delete cascade,
  plugin text not null,
  org_id text not null,
  entries integer not null,
  bytes integer not null,
  primary key (host_id, plugin, org_id)
);
-- Host events on their way to a plugin; state: waiting, delivered, failed.
create table plugin_deliveries (
  id text primary key,
  host_id text not null references hosts (id) on delete cascade,
  org_id text not null,
  plugin text not null,
  event_json text not null,
  state text not null,
  attempts integer not null,
  next_at integer not null,
  last_error text not null,
  created_at integer not null
);
create index plugin_deliveries_due on plugin_deliveries (state, next_at);
create index plugin_deliveries_host on plugin_deliveries (host_id, state, next_at desc, id);

-- Hash-chained: hash = sha256(prev_hash, canonical row).
create table audit_log (
  seq integer primary key,
  id text not null unique,
  host_id text not null,
  org_id text not null,
  at integer not null,
  actor text not null,
  via text not null,
  action text not null,
  subject text not null,
  before_json text not null,
  after_json text not null,
  prev_hash text not null,
  hash text not null
);
-- One row: the end of the chain. Its lock puts writers in a row.
create table audit_head (
  id integer primary key check (id = 1),
  seq integer not null,
  hash text not null
);
insert into audit_head (id, seq, hash) values (1, 0, '');
create index audit_log_host on audit_log (host_id, seq);
create index audit_log_org on audit_log (host_id, org_id, seq);
