package records

// Both texts are one for both databases: text, integer and bytes only.

// journalSchema is what a database is: the ops, the keys that open them, and named values. It never changes in a way that an older file
// does not follow by itself. seq is null until the registry has numbered the op. refused holds the code and sentence of the refusal; such
// an op is kept and changes nothing.
const journalSchema = `
create table if not exists op (
	id text primary key, kind text not null, entity_kind text not null, entity text not null, subject text not null,
	desk text not null, n bigint not null, at bigint not null, seq bigint, refused text,
	bytes blob not null, signature blob not null);
create unique index if not exists op_chain on op (desk, n);
create index if not exists op_entity on op (entity_kind, entity);
create unique index if not exists op_seq on op (seq);
create index if not exists op_unsent on op (desk, n) where seq is null and refused is null;
create index if not exists op_issued on op (desk, n) where kind = 'certificate.issued';
create index if not exists op_refused on op (at) where refused is not null;

create table if not exists person_key (person text primary key, wrapped blob not null);

create table if not exists meta (name text primary key, value blob not null);
`

// schemaVersion is of the tables below. Whoever changes them, or what the fold writes into them, adds one: a file of an earlier version
// gets them anew from its ops. 1 was every file that did not say its version.
const schemaVersion = 3

// projectedTables are made of ops and can be made again.
var projectedTables = []string{"person", "person_foreign", "case_file", "decision", "certificate", "due", "sitting", "appointment", "act", "rule", "member"}

const projectedSchema = `
create table person (
	id text primary key, no integer not null unique, surname text not null, given text not null, patronymic text not null, sex text not null, birth text not null,
	scheme text not null, identifier text not null, district text not null default '', conflicts integer not null, merged integer not null, sealed integer not null, locked integer not null);
create index person_conflict on person (id) where conflicts > 0;
create index person_identifier on person (scheme, identifier);

create table person_foreign (system text not null, code text not null, person text not null, primary key (system, code, person));
create index person_foreign_person on person_foreign (person);

create table case_file (
	id text primary key, number text not null, person text not null, commission integer not null, state text not null, purpose text not null,
	received text not null, assigned text not null, examined text not null, touched bigint not null, refused integer not null, locked integer not null);
create index case_state on case_file (state, received, id);
create index case_received on case_file (received, id);
create index case_person on case_file (person);
create index case_number on case_file (number);
create index case_running on case_file (ltrim(substr(number, 9), '0'));

create table decision (
	id text primary key, case_file text not null, person text not null, previous text not null, outcome text not null, percent integer not null,
	cause text not null, since text not null, until text not null, next text not null, in_force integer not null, at bigint not null,
	differs integer not null, disputed integer not null default 0, repeated integer not null default 0, proposed text not null default '',
	proposed_until text not null default '', services integer not null default 0);
create index decision_next on decision (next, id) where in_force = 1;
create index decision_without_term on decision (since) where in_force = 1 and repeated = 1 and until = '';
create index decision_disputed on decision (id) where disputed = 1;
create index decision_case on decision (case_file);
create index decision_person on decision (person);

create table certificate (
	id text primary key, case_file text not null, person text not null, decision text not null, kind integer not null, number bigint not null,
	commission integer not null, idx bigint not null, seal_hash text not null, state text not null, issued bigint not null, sample integer not null,
	replaces text not null, reason text not null, receiver text not null, given text not null);
create index certificate_case on certificate (case_file);
create index certificate_idx on certificate (idx);
create index certificate_number on certificate (number);
create index certificate_replaces on certificate (replaces) where replaces <> '';

create index decision_until on decision (until) where in_force = 1;

create table due (
	person text primary key, case_file text not null, decision text not null, next text not null, until text not null, outcome text not null, percent integer not null,
	act text not null default '', district text not null default '', commission integer not null default 0, examined text not null default '');
create index due_decision on due (decision, next);
create index due_district on due (district, next, person);
create index due_commission on due (commission, next, person);

create table sitting (
	id text primary key, commission integer not null, on_day text not null, trip integer not null, district text not null, place text not null,
	begins integer not null, minutes integer not null, places integer not null, cancelled text not null, locked integer not null);
create index sitting_day on sitting (on_day, commission);

create table appointment (
	sitting text not null, person text not null, place integer not null, on_day text not null, invited integer not null, missed integer not null,
	primary key (sitting, person));
create index appointment_person on appointment (person, on_day);

create table act (id text primary key, body blob not null, withdrawn text not null, enacted bigint not null);
create index due_next on due (next, person);

create table rule (id text primary key, edition text not null, name text not null, body blob not null, stands integer not null);

create table member (id text primary key, name text not null, role text not null, key blob not null, desk text not null);
`
