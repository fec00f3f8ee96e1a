-- Plugins that came as packages, and the version of each that is in service. Those compiled in have no row.
create table plugins (
  name text primary key,
  version text not null,
  digest text not null,
  added_at integer not null,
  added_by text not null
);
-- A version never changes. state: approved (of the check), later also yanked and revoked. digest: of its contents, whatever archive
-- they came in.
create table plugin_versions (
  plugin text not null,
  version text not null,
  digest text not null,
  state text not null,
  manifest_json text not null,
  added_at integer not null,
  added_by text not null,
  primary key (plugin, version)
);
-- Files by what is in them; several versions share one.
create table artifacts (
  sha256 text primary key,
  size integer not null,
  bytes blob not null
);
create table version_files (
  plugin text not null,
  version text not null,
  path text not null,
  sha256 text not null references artifacts (sha256),
  primary key (plugin, version, path),
  foreign key (plugin, version) references plugin_versions (plugin, version) on delete cascade
);
create index version_files_artifact on version_files (sha256);
-- An approval is of these contents; empty: of a plugin compiled in.
alter table host_approvals add column digest text not null default '';
create index host_approvals_plugin on host_approvals (plugin);
