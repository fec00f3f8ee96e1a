-- What browsers say became of extensions: counts by day (UTC, days since the epoch); load times of those that were ready.
create table extension_reports (
  host_id text not null references hosts (id) on delete cascade,
  day integer not null,
  plugin text not null,
  version text not null,
  extension text not null,
  outcome text not null,
  reports integer not null,
  timed integer not null,
  load_ms_sum integer not null,
  load_ms_max integer not null,
  last_seen integer not null,
  primary key (host_id, day, plugin, version, extension, outcome)
);
create index extension_reports_day on extension_reports (day);
-- In which order an admin wants the extensions of a slot: a JSON array of "plugin/extension". level: 'host' (org_id '') or 'org'.
create table slot_orders (
  host_id text not null references hosts (id) on delete cascade,
  level text not null,
  org_id text not null,
  slot text not null,
  order_json text not null,
  set_by text not null,
  set_at integer not null,
  primary key (host_id, level, org_id, slot)
);
