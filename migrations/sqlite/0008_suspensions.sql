-- Ends of sandboxed plugins by pages of signed-in users, as their browsers reported them (THREATS m); kept for as long as they
-- count together.
create table plugin_stops (
  id text primary key,
  host_id text not null references hosts (id) on delete cascade,
  plugin text not null,
  version text not null,
  uid text not null,
  at integer not null
);
create index plugin_stops_user on plugin_stops (host_id, uid, plugin, at);
create index plugin_stops_at on plugin_stops (at);
-- Plugins that are off after such ends, of one version. uid '': for a whole organisation; else for a user, and org_id is the
-- organisation that had turned it on, '' the host or the user itself. lifted_at: when the user turned it on again; it counts
-- for the organisation all the same.
create table plugin_suspensions (
  host_id text not null references hosts (id) on delete cascade,
  uid text not null,
  org_id text not null,
  plugin text not null,
  version text not null,
  since integer not null,
  lifted_at integer,
  primary key (host_id, uid, org_id, plugin)
);
create index plugin_suspensions_org on plugin_suspensions (host_id, org_id, plugin);
create index plugin_suspensions_since on plugin_suspensions (since);
-- Users whose pages showed sandboxed plugins that an organisation turned on, and when last (UTC, days since the epoch): of how many
-- those with a suspension are a part.
create table plugin_readers (
  host_id text not null references hosts (id) on delete cascade,
  org_id text not null,
  uid text not null,
  day integer not null,
  primary key (host_id, org_id, uid)
);
create index plugin_readers_day on plugin_readers (day);
