-- What a sale that runs itself needs: processes, gates of stages, the calendar, and what tasks carry.
-- Each section says what it is for.

-- Gates: what must be there before a deal enters a stage, a field of the deal or of its company, or
-- a document that has come far enough.
CREATE TABLE gate (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT,
  name_key BLOB,
  stage INTEGER NOT NULL REFERENCES stage (id) DEFERRABLE INITIALLY DEFERRED,
  field TEXT,
  document TEXT,
  status TEXT
) STRICT;
CREATE INDEX gate_by_stage ON gate (stage) WHERE stage IS NOT NULL;
-- Processes: steps with fixed outcomes, what each outcome does, who takes over from whom, and the runs of a process;
-- what a run leaves: planned receipts, messages that wait to be sent, and what people are reminded of.
CREATE TABLE process (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  name_key BLOB,
  code TEXT NOT NULL,
  version INTEGER,
  state TEXT NOT NULL,
  pipeline INTEGER REFERENCES pipeline (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER,
  note TEXT,
  created INTEGER,
  changed INTEGER
) STRICT;
CREATE INDEX process_by_name ON process (name_key);
CREATE INDEX process_by_pipeline ON process (pipeline) WHERE pipeline IS NOT NULL;

CREATE TABLE task_type (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  name_key BLOB,
  process INTEGER NOT NULL REFERENCES process (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT,
  kind TEXT NOT NULL,
  role TEXT,
  "first" INTEGER,
  days INTEGER,
  priority TEXT,
  position INTEGER,
  note TEXT
) STRICT;
CREATE INDEX task_type_by_name ON task_type (name_key);
CREATE INDEX task_type_by_process ON task_type (process);

CREATE TABLE outcome (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  name_key BLOB,
  task_type INTEGER NOT NULL REFERENCES task_type (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT,
  colour TEXT,
  position INTEGER,
  required TEXT,
  ends TEXT NOT NULL,
  event TEXT
) STRICT;
CREATE INDEX outcome_by_name ON outcome (name_key);
CREATE INDEX outcome_by_task_type ON outcome (task_type);

CREATE TABLE effect (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  kind TEXT NOT NULL,
  outcome INTEGER NOT NULL REFERENCES outcome (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER,
  condition TEXT,
  target TEXT,
  field TEXT,
  value TEXT,
  stage INTEGER REFERENCES stage (id) DEFERRABLE INITIALLY DEFERRED,
  "next" INTEGER REFERENCES task_type (id) DEFERRABLE INITIALLY DEFERRED,
  who TEXT,
  role TEXT,
  days INTEGER,
  hours INTEGER,
  "from" TEXT,
  priority TEXT,
  state TEXT,
  document_kind TEXT,
  document_status TEXT,
  template INTEGER REFERENCES message_template (id) DEFERRABLE INITIALLY DEFERRED,
  text TEXT
) STRICT;
CREATE INDEX effect_by_outcome ON effect (outcome);
CREATE INDEX effect_by_stage ON effect (stage) WHERE stage IS NOT NULL;
CREATE INDEX effect_by_next ON effect ("next") WHERE "next" IS NOT NULL;
CREATE INDEX effect_by_template ON effect (template) WHERE template IS NOT NULL;

CREATE TABLE process_member (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  person INTEGER NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  process INTEGER NOT NULL REFERENCES process (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER
) STRICT;
CREATE INDEX process_member_by_person ON process_member (person);
CREATE INDEX process_member_by_process ON process_member (process);

CREATE TABLE process_run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  name_key BLOB,
  company INTEGER NOT NULL REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
  deal INTEGER REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
  process INTEGER NOT NULL REFERENCES process (id) DEFERRABLE INITIALLY DEFERRED,
  state TEXT NOT NULL,
  starter INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  started INTEGER,
  ended INTEGER,
  created INTEGER,
  changed INTEGER
) STRICT;
CREATE INDEX process_run_by_name ON process_run (name_key);
CREATE INDEX process_run_by_company ON process_run (company);
CREATE INDEX process_run_by_deal ON process_run (deal) WHERE deal IS NOT NULL;
CREATE INDEX process_run_by_process ON process_run (process);
CREATE INDEX process_run_by_state ON process_run (state);
CREATE INDEX process_run_by_starter ON process_run (starter) WHERE starter IS NOT NULL;
CREATE INDEX process_run_by_started ON process_run (started);

CREATE TABLE message_template (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  name_key BLOB,
  code TEXT,
  channel TEXT NOT NULL,
  subject_line TEXT,
  body TEXT NOT NULL,
  created INTEGER,
  changed INTEGER
) STRICT;
CREATE INDEX message_template_by_name ON message_template (name_key);

CREATE TABLE message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  subject_line TEXT NOT NULL,
  channel TEXT NOT NULL,
  state TEXT NOT NULL,
  recipient TEXT,
  body TEXT,
  company INTEGER REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
  contact INTEGER REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
  deal INTEGER REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
  document INTEGER REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
  template INTEGER REFERENCES message_template (id) DEFERRABLE INITIALLY DEFERRED,
  responsible INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  sent INTEGER,
  problem TEXT,
  created INTEGER,
  changed INTEGER
) STRICT;
CREATE INDEX message_by_state ON message (state);
CREATE INDEX message_by_company ON message (company) WHERE company IS NOT NULL;
CREATE INDEX message_by_contact ON message (contact) WHERE contact IS NOT NULL;
CREATE INDEX message_by_deal ON message (deal) WHERE deal IS NOT NULL;
CREATE INDEX message_by_document ON message (document) WHERE document IS NOT NULL;
CREATE INDEX message_by_template ON message (template) WHERE template IS NOT NULL;
CREATE INDEX message_by_responsible ON message (responsible) WHERE responsible IS NOT NULL;

CREATE TABLE receipt (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  purpose TEXT,
  date INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  currency TEXT,
  state TEXT NOT NULL,
  company INTEGER REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
  deal INTEGER REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
  document INTEGER REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
  responsible INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  note TEXT,
  created INTEGER,
  changed INTEGER
) STRICT;
CREATE INDEX receipt_by_date ON receipt (date);
CREATE INDEX receipt_by_state ON receipt (state);
CREATE INDEX receipt_by_company ON receipt (company) WHERE company IS NOT NULL;
CREATE INDEX receipt_by_deal ON receipt (deal) WHERE deal IS NOT NULL;
CREATE INDEX receipt_by_document ON receipt (document) WHERE document IS NOT NULL;
CREATE INDEX receipt_by_responsible ON receipt (responsible) WHERE responsible IS NOT NULL;

CREATE TABLE reminder (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  text TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  subject INTEGER,
  person INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  moment INTEGER NOT NULL,
  until INTEGER,
  created INTEGER,
  changed INTEGER
) STRICT;
CREATE INDEX reminder_by_state ON reminder (state);
CREATE INDEX reminder_by_subject ON reminder (subject) WHERE subject IS NOT NULL;
CREATE INDEX reminder_by_person ON reminder (person) WHERE person IS NOT NULL;

ALTER TABLE activity ADD COLUMN task_type INTEGER REFERENCES task_type (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX activity_by_task_type ON activity (task_type) WHERE task_type IS NOT NULL;
ALTER TABLE activity ADD COLUMN run INTEGER REFERENCES process_run (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX activity_by_run ON activity (run) WHERE run IS NOT NULL;
ALTER TABLE activity ADD COLUMN basis INTEGER REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX activity_by_basis ON activity (basis) WHERE basis IS NOT NULL;
ALTER TABLE activity ADD COLUMN result INTEGER REFERENCES outcome (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX activity_by_result ON activity (result) WHERE result IS NOT NULL;
ALTER TABLE activity ADD COLUMN next_person INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX activity_by_next_person ON activity (next_person) WHERE next_person IS NOT NULL;
ALTER TABLE activity ADD COLUMN postponed INTEGER;
ALTER TABLE activity ADD COLUMN next_start INTEGER;
ALTER TABLE activity ADD COLUMN next_place TEXT;
ALTER TABLE document ADD COLUMN postponed INTEGER;
-- Ready views, in the language of the file: "My clients", what is to be done, "My affairs". A new file gets them with
-- its dictionaries; this is for files that have been worked in. Who saved the same view already keeps that one alone.
INSERT INTO saved_view (name, entity, query, opens_first, position, created, changed)
SELECT CASE (SELECT value FROM setting WHERE name = 'country')
    WHEN 'ru' THEN 'Мои клиенты' WHEN 'ua' THEN 'Мої клієнти' WHEN 'pl' THEN 'Moi klienci' ELSE 'My clients' END,
  'company', 'list company' || char (10) || 'where responsible = me',
  0,
  (SELECT coalesce (max (position), 0) + 1 FROM saved_view WHERE entity = 'company'), unixepoch (), unixepoch ()
WHERE EXISTS (SELECT 1 FROM person)
  AND NOT EXISTS (SELECT 1 FROM saved_view WHERE entity = 'company' AND query = 'list company' || char (10) || 'where responsible = me');
INSERT INTO saved_view (name, entity, query, opens_first, position, created, changed)
SELECT CASE (SELECT value FROM setting WHERE name = 'country')
    WHEN 'ru' THEN 'Предстоящие' WHEN 'ua' THEN 'Майбутні' WHEN 'pl' THEN 'Do zrobienia' ELSE 'To do' END,
  'activity', 'list activity' || char (10) || 'where state in new, attention, in_work' || char (10) || 'sort due',
  NOT EXISTS (SELECT 1 FROM saved_view WHERE entity = 'activity' AND opens_first = 1),
  (SELECT coalesce (max (position), 0) + 1 FROM saved_view WHERE entity = 'activity'), unixepoch (), unixepoch ()
WHERE EXISTS (SELECT 1 FROM person)
  AND NOT EXISTS (SELECT 1 FROM saved_view WHERE entity = 'activity' AND query = 'list activity' || char (10) || 'where state in new, attention, in_work' || char (10) || 'sort due');
INSERT INTO saved_view (name, entity, query, opens_first, position, created, changed)
SELECT CASE (SELECT value FROM setting WHERE name = 'country')
    WHEN 'ru' THEN 'Мои дела' WHEN 'ua' THEN 'Мої справи' WHEN 'pl' THEN 'Moje sprawy' ELSE 'My affairs' END,
  'activity', 'list activity' || char (10) || 'where responsible = me' || char (10) || 'where state in new, attention, in_work' || char (10) || 'sort due',
  0,
  (SELECT coalesce (max (position), 0) + 1 FROM saved_view WHERE entity = 'activity'), unixepoch (), unixepoch ()
WHERE EXISTS (SELECT 1 FROM person)
  AND NOT EXISTS (SELECT 1 FROM saved_view WHERE entity = 'activity' AND query = 'list activity' || char (10) || 'where responsible = me' || char (10) || 'where state in new, attention, in_work' || char (10) || 'sort due');
-- The journal knows them, as everything that stands in a file: given, so no step that Undo takes back.
INSERT INTO change (moment, origin, kind, label, n_operations)
SELECT unixepoch (), 1, 4,
  CASE (SELECT value FROM setting WHERE name = 'country')
    WHEN 'ru' THEN 'Готовые списки' WHEN 'ua' THEN 'Готові списки' WHEN 'pl' THEN 'Gotowe widoki' ELSE 'Ready views' END,
  count (*)
FROM saved_view WHERE id NOT IN (SELECT record FROM operation WHERE entity = 42) HAVING count (*) > 0;
INSERT INTO operation (change, entity, record, action)
SELECT (SELECT max (id) FROM change), 42, id, 1
FROM saved_view WHERE id NOT IN (SELECT record FROM operation WHERE entity = 42);
-- What a line of a document was made from: how much of an invoice is delivered already, and what a correction says
-- anew.
ALTER TABLE document_line ADD COLUMN base INTEGER REFERENCES document_line (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX document_line_by_base ON document_line (base) WHERE base IS NOT NULL;

-- The funnel asks what became of the deals of a stage, deal by deal.
CREATE INDEX stage_move_by_stage_deal ON stage_move (stage, deal, entered, "left", next_stage);

-- Tasks that are still to come, by the moment at which somebody is told: kept beside every write of a task, gone when it
-- rang. And the papers that time has to look at, apart from the many that are settled.
CREATE TABLE alarm (
  activity INTEGER PRIMARY KEY,
  moment INTEGER NOT NULL
) STRICT;
CREATE INDEX alarm_by_moment ON alarm (moment);
INSERT INTO alarm (activity, moment)
SELECT id, coalesce ("start", due) FROM activity
WHERE state NOT IN ('done', 'cancelled') AND coalesce ("start", due) > unixepoch ();
CREATE INDEX document_for_signature ON document (status_since) WHERE status = 'for_signature';
CREATE INDEX document_awaited ON document (due_date) WHERE status NOT IN ('completed', 'rejected', 'lapsed');
CREATE INDEX reminder_once ON reminder (subject, kind, moment);
CREATE INDEX reminder_snoozed ON reminder (until) WHERE state = 'snoozed';
CREATE INDEX deal_open_by_responsible ON deal (responsible) WHERE closed IS NULL;
-- What a task is made of, step by step, and who of the company takes part in it.
CREATE TABLE checklist_item (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  text TEXT NOT NULL,
  text_key BLOB,
  activity INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
  done INTEGER,
  position INTEGER
) STRICT;
CREATE INDEX checklist_item_by_text ON checklist_item (text_key);
CREATE INDEX checklist_item_by_activity ON checklist_item (activity);

CREATE TABLE participant (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  person INTEGER NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  activity INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT
) STRICT;
CREATE INDEX participant_by_person ON participant (person);
CREATE INDEX participant_by_activity ON participant (activity);
-- The journal of issued documents (src/core/document/crm-document-journal.c): each entry is bound to the one before by
-- a digest.
CREATE TABLE issue (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  document INTEGER NOT NULL,
  moment INTEGER NOT NULL,
  content TEXT NOT NULL,
  previous TEXT,
  digest TEXT NOT NULL
) STRICT;
