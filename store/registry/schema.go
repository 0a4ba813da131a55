package registry

// schema stands beside records' own in one database: text, integer and bytes only, the same text for both databases. Times are
// milliseconds, 0 for never; codes and tokens are kept as SHA-256 in hex.
const schema = `
create table if not exists commission (number bigint primary key);

create table if not exists desk (
	id text primary key, number bigint not null unique, name text not null, commission bigint not null, signing blob not null, reading blob not null,
	enrolled bigint not null, revoked bigint not null default 0);

create table if not exists enrol_code (hash text primary key, commission bigint not null, name text not null, expires bigint not null, desk text not null default '');

create table if not exists signer (
	id text primary key, desk text not null, commission bigint not null, certificate blob not null, number_from bigint not null, number_to bigint not null,
	index_from bigint not null, index_to bigint not null, issued bigint not null, revoked_since bigint not null default 0);
create index if not exists signer_desk on signer (desk);
create table if not exists disputed_signer (signer text primary key);

create table if not exists institution (hash text primary key, code text not null unique, name text not null, added bigint not null);
create table if not exists intake (institution text not null, reference text not null, case_file text not null, number text not null, primary key (institution, reference));
create table if not exists intake_body (institution text not null, reference text not null, mac text not null, primary key (institution, reference));

create table if not exists counter (name text primary key, last bigint not null);
insert into counter (name, last) values ('law', 0) on conflict (name) do nothing;
create table if not exists law (number bigint primary key, hash text not null, body blob not null, signature blob not null, at bigint not null);

create table if not exists tree_hash (idx bigint primary key, hash blob not null);

create table if not exists scope (commission bigint not null, entity_kind text not null, entity text not null, primary key (entity_kind, entity, commission));
create table if not exists feed (commission bigint not null, place bigint not null, seq bigint not null, primary key (commission, place));
create unique index if not exists feed_seq on feed (commission, seq);
`
