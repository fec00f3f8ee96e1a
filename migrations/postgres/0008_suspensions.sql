-- Ends of sandboxed plugins by pages of signed-in users, as their browsers reported them (THREATS m); kept for as long as they
-- count together.
create table plugin_stops (
  id text collate "C" primary key,
  host_id text collate "C" not null references hosts (id) on delete cascade,
  plugin text collate "C" not null,
  version text collate "C" not null,
  uid text collate "C" not null,
  at bigint not null
);
create index plugin_stops_user on plugin_stops (host_id, uid, plugin, at);
create index plugin_stops_at on plugin_stops (at);
-- Plugins that are off after such ends, of one version. uid '': for a whole organisation; else for a user, and org_id is the
-- organisation that had turned it on, '' the host or the user itself. lifted_at: when the user turned it on again; it counts
-- for the organisation all the same.
create table plugin_suspensions (
  host_id text collate "C" not null references hosts (id) on delete cascade,
  uid text collate "C" not null,
  org_id text collate "C" not null,
  plugin text collate "C" not null,
  version text collate "C" not null,
  since bigint not null,
  lifted_at bigint,
  primary key (host_id, uid, org_id, plugin)
);
create index plugin_suspensions_org on plugin_suspensions (host_id, org_id, plugin);
create index plugin_suspensions_since on plugin_suspensions (since);
-- Users whose pages showed sandboxed plugins that an organisation turned on, and when last (UTC, days since the epoch): of how many
-- those with a suspension are a part.
create table plugin_readers (
  host_id text collate "C" not null references hosts (id) on delete cascade,
  org_id text collate "C" not null,
  uid text collate "C" not null,
  day bigint not null,
  primary key (host_id, org_id, uid)
);
create index plugin_readers_day on plugin_readers (day);
