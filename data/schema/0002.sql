-- What people arrange for themselves and what lists, cards and imports need beside the first tables.
-- Each section says what it is for.

-- Duplicates: pairs that people said are two, what became one, and the keys by which records of a kind are compared
-- (src/core/record/search/crm-match.h). Keys are derived, as search words are.
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
-- When something was last done for a company, a contact or a deal, and when something is to be done
-- next; of deals also the date that a person typed, which holds as long as no open task has one.
-- They are kept by crm-activity-dates.c; here they are counted for the first time.
ALTER TABLE deal ADD COLUMN planned_activity INTEGER;
ALTER TABLE company ADD COLUMN next_activity INTEGER;
ALTER TABLE company ADD COLUMN last_activity INTEGER;
ALTER TABLE contact ADD COLUMN next_activity INTEGER;
ALTER TABLE contact ADD COLUMN last_activity INTEGER;
CREATE INDEX activity_open_by_company ON activity (company, due)
WHERE state NOT IN ('done', 'cancelled') AND company IS NOT NULL;
CREATE INDEX activity_open_by_contact ON activity (contact, due)
WHERE state NOT IN ('done', 'cancelled') AND contact IS NOT NULL;
CREATE INDEX activity_open_by_deal ON activity (deal, due)
WHERE state NOT IN ('done', 'cancelled') AND deal IS NOT NULL;
UPDATE deal SET planned_activity = next_activity WHERE next_activity IS NOT NULL;
UPDATE deal
SET last_activity = (SELECT max (moment) FROM (
  SELECT max (created) AS moment FROM note WHERE subject = (17 << 48) + deal.id
  UNION ALL SELECT max (done) FROM activity WHERE deal = deal.id
  UNION ALL SELECT max (issued) FROM document WHERE deal = deal.id
  UNION ALL SELECT max ("left") FROM stage_move WHERE deal = deal.id
));
UPDATE contact
SET last_activity = (SELECT max (moment) FROM (
  SELECT max (created) AS moment FROM note WHERE subject = (13 << 48) + contact.id
  UNION ALL SELECT max (done) FROM activity WHERE contact = contact.id
  UNION ALL SELECT max (issued) FROM document WHERE contact = contact.id
  UNION ALL SELECT max (last_activity) FROM deal WHERE contact = contact.id
));
UPDATE company
SET last_activity = (SELECT max (moment) FROM (
  SELECT max (created) AS moment FROM note WHERE subject = (10 << 48) + company.id
  UNION ALL SELECT max (done) FROM activity WHERE company = company.id
  UNION ALL SELECT max (issued) FROM document WHERE company = company.id
  UNION ALL SELECT max (last_activity) FROM deal WHERE company = company.id
));
UPDATE deal
SET next_activity = task.day
FROM (
  SELECT deal AS id, unixepoch (min (due), 'unixepoch', 'localtime', 'start of day') / 86400 AS day
  FROM activity WHERE deal IS NOT NULL AND due IS NOT NULL AND state NOT IN ('done', 'cancelled')
  GROUP BY deal
) AS task
WHERE deal.id = task.id;
UPDATE contact
SET next_activity = step.day
FROM (
  SELECT id, min (day) AS day
  FROM (
    SELECT contact AS id, unixepoch (min (due), 'unixepoch', 'localtime', 'start of day') / 86400 AS day
    FROM activity WHERE contact IS NOT NULL AND due IS NOT NULL AND state NOT IN ('done', 'cancelled')
    GROUP BY contact
    UNION ALL
    SELECT contact, min (next_activity)
    FROM deal WHERE contact IS NOT NULL AND next_activity IS NOT NULL AND closed IS NULL
    GROUP BY contact
  )
  GROUP BY id
) AS step
WHERE contact.id = step.id;
UPDATE company
SET next_activity = step.day
FROM (
  SELECT id, min (day) AS day
  FROM (
    SELECT company AS id, unixepoch (min (due), 'unixepoch', 'localtime', 'start of day') / 86400 AS day
    FROM activity WHERE company IS NOT NULL AND due IS NOT NULL AND state NOT IN ('done', 'cancelled')
    GROUP BY company
    UNION ALL
    SELECT company, min (next_activity)
    FROM deal WHERE company IS NOT NULL AND next_activity IS NOT NULL AND closed IS NULL
    GROUP BY company
  )
  GROUP BY id
) AS step
WHERE company.id = step.id;
CREATE INDEX deal_by_next_activity ON deal (next_activity);
CREATE INDEX deal_by_last_activity ON deal (last_activity);
CREATE INDEX company_by_next_activity ON company (next_activity);
CREATE INDEX company_by_last_activity ON company (last_activity);

-- Replies to notes, and who is mentioned in a note: "@" and a name, whatever the person is called now.
ALTER TABLE note ADD COLUMN reply_to INTEGER REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX note_by_reply_to ON note (reply_to) WHERE reply_to IS NOT NULL;
CREATE TABLE mention (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  note INTEGER NOT NULL REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED,
  person INTEGER NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  seen INTEGER,
  created INTEGER,
  changed INTEGER
) STRICT;
CREATE INDEX mention_by_note ON mention (note);
CREATE INDEX mention_by_person ON mention (person);

-- What a person works on: the working filter narrows lists to these segments and product groups.
CREATE TABLE person_segment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  segment INTEGER NOT NULL REFERENCES choice (id) DEFERRABLE INITIALLY DEFERRED,
  person INTEGER NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX person_segment_by_segment ON person_segment (segment);
CREATE INDEX person_segment_by_person ON person_segment (person);

CREATE TABLE person_group (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  "group" INTEGER NOT NULL REFERENCES choice (id) DEFERRABLE INITIALLY DEFERRED,
  person INTEGER NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX person_group_by_group ON person_group ("group");
CREATE INDEX person_group_by_person ON person_group (person);
-- What other currencies were worth in the company's own, day by day. The newest rate on or before a day is the last entry
-- of its currency in the index.
CREATE TABLE rate (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT,
  currency TEXT NOT NULL,
  date INTEGER NOT NULL,
  rate INTEGER NOT NULL,
  units INTEGER,
  source TEXT,
  created INTEGER,
  changed INTEGER
) STRICT;
CREATE INDEX rate_by_currency ON rate (currency, date);
CREATE INDEX rate_by_date ON rate (date);
