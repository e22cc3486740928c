-- What people arrange for themselves and what lists, cards and imports need beside the first tables.
-- Each section says what it is for.

-- Duplicates: pairs that people said are two, what became one, and the keys by which records of a kind are compared
-- (src/core/record/crm-match.h). Keys are derived, as search words are.
CREATE TABLE different (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT,
  first INTEGER NOT NULL,
  second INTEGER NOT NULL,
  author INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  created INTEGER
) STRICT;
CREATE INDEX different_by_first ON different (first);
CREATE INDEX different_by_second ON different (second);
CREATE INDEX different_by_author ON different (author) WHERE author IS NOT NULL;

CREATE TABLE merge (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  kept INTEGER NOT NULL,
  lost INTEGER NOT NULL,
  created INTEGER
) STRICT;
CREATE INDEX merge_by_kept ON merge (kept);

-- key: a letter for its kind (t number, p phone, e e-mail, n name, r name backwards) and what is compared.
CREATE TABLE match_key (
  entity INTEGER NOT NULL,
  key TEXT NOT NULL,
  record INTEGER NOT NULL,
  PRIMARY KEY (entity, key, record)
) STRICT, WITHOUT ROWID;
-- Files with records get their keys when they are opened, with everything else that is derived.
INSERT OR REPLACE INTO setting (name, value)
SELECT 'rebuild', '1'
WHERE EXISTS (SELECT 1 FROM company) OR EXISTS (SELECT 1 FROM contact) OR EXISTS (SELECT 1 FROM product);
-- The trash lists what was deleted, newest first, out of a journal of any length.
CREATE INDEX operation_deleted ON operation (id) WHERE action = 3;
-- Saved views: lists as people need them again. Without an owner a view is for all.
CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  entity TEXT NOT NULL,
  owner INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  query TEXT,
  columns TEXT,
  grouped_by TEXT,
  opens_first INTEGER,
  position INTEGER,
  created INTEGER,
  changed INTEGER
) STRICT;
CREATE INDEX saved_view_by_owner ON saved_view (owner) WHERE owner IS NOT NULL;
-- Fields that users add themselves. Each is described here; its values stand in a column x_NAME of the entity's own
-- table, which the program adds when the field is made and never takes away. Choices with a code are the company's own
-- words for values that the program knows, or further ones; their list is ENTITY.FIELD.

CREATE TABLE custom_field (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  label TEXT NOT NULL,
  entity TEXT NOT NULL,
  name TEXT,
  kind TEXT NOT NULL,
  "group" TEXT,
  hint TEXT,
  position INTEGER,
  required INTEGER,
  listed INTEGER,
  searched INTEGER,
  sorted INTEGER
) STRICT;
CREATE INDEX custom_field_by_entity ON custom_field (entity);

ALTER TABLE choice ADD COLUMN code TEXT;
CREATE INDEX choice_by_list ON choice ("list", position);

-- Filters through links, and lists sorted by day: "no deal opened this quarter" reads days and companies from the index
-- alone, and with the id in its place the same index gives the order.
CREATE INDEX deal_by_opened ON deal (opened, id, company);
CREATE INDEX deal_by_expected_close ON deal (expected_close, id, company);
CREATE INDEX deal_by_closed ON deal (closed, id, company) WHERE closed IS NOT NULL;
CREATE INDEX company_by_type ON company (type);
CREATE INDEX company_by_relation ON company (relation) WHERE relation IS NOT NULL;
-- Campaigns: deals with something in common, planned and counted together.
CREATE TABLE campaign (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  name_key BLOB,
  status TEXT NOT NULL,
  responsible INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  start_date INTEGER,
  end_date INTEGER,
  goal TEXT,
  tags TEXT,
  planned_value INTEGER,
  budget INTEGER,
  currency TEXT,
  rules TEXT,
  texts TEXT,
  note TEXT,
  created INTEGER,
  changed INTEGER
) STRICT;
CREATE INDEX campaign_by_name ON campaign (name_key);
CREATE INDEX campaign_by_status ON campaign (status);
CREATE INDEX campaign_by_responsible ON campaign (responsible) WHERE responsible IS NOT NULL;
CREATE VIRTUAL TABLE campaign_search USING fts5 (body, content = '', contentless_delete = 1, detail = 'none', prefix = '1 2 3 4 5 6 7 8', tokenize = 'unicode61 remove_diacritics 0');
ALTER TABLE deal ADD COLUMN campaign INTEGER REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX deal_by_campaign ON deal (campaign) WHERE campaign IS NOT NULL;
