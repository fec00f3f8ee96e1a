-- What browsers say became of extensions: counts by day (UTC, days since the epoch); load times of those that were ready.
create table extension_reports (
  host_id text collate "C" not null references hosts (id) on delete cascade,
  day bigint not null,
  plugin text collate "C" not null,
  version text collate "C" not null,
  extension text collate "C" not null,
  outcome text collate "C" not null,
  reports bigint not null,
  timed bigint not null,
  load_ms_sum bigint not null,
  load_ms_max bigint not null,
  last_seen bigint not null,
  primary key (host_id, day, plugin, version, extension, outcome)
);
create index extension_reports_day on extension_reports (day);
-- In which order an admin wants the extensions of a slot: a JSON array of "plugin/extension". level: 'host' (org_id '') or 'org'.
create table slot_orders (
  host_id text collate "C" not null references hosts (id) on delete cascade,
  level text collate "C" not null,
  org_id text collate "C" not null,
  slot text collate "C" not null,
  order_json text collate "C" not null,
  set_by text collate "C" not null,
  set_at bigint not null,
  primary key (host_id, level, org_id, slot)
);
