-- What the calendar, requests and papers that repeat need. Each section says what it is for.

-- How long before its time a task rings; empty: as is usual for its kind, which for meetings is a quarter of an hour.
ALTER TABLE activity ADD COLUMN remind TEXT;
UPDATE alarm SET moment = moment - 900
WHERE moment - 900 > unixepoch () AND activity IN (SELECT id FROM activity WHERE kind = 'meeting');
-- How far a run of a process has come, for lists of them: the open task that is due first, and the share that is done;
-- and why one was stopped.
ALTER TABLE process_run ADD COLUMN step INTEGER REFERENCES task_type (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE process_run ADD COLUMN person INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE process_run ADD COLUMN due INTEGER;
ALTER TABLE process_run ADD COLUMN percent INTEGER;
ALTER TABLE process_run ADD COLUMN reason TEXT;
CREATE INDEX process_run_by_step ON process_run (step) WHERE step IS NOT NULL;
CREATE INDEX process_run_by_person ON process_run (person) WHERE person IS NOT NULL;
CREATE INDEX process_run_by_due ON process_run (due);
-- Requests to colleagues: their kinds, what each asks for, and what was given with one request.
CREATE TABLE request_kind (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  name_key BLOB,
  person INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT,
  days INTEGER,
  note TEXT,
  active INTEGER,
  position INTEGER
) STRICT;
CREATE INDEX request_kind_by_name ON request_kind (name_key);
CREATE INDEX request_kind_by_person ON request_kind (person) WHERE person IS NOT NULL;

CREATE TABLE request_item (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  name_key BLOB,
  request INTEGER NOT NULL REFERENCES request_kind (id) DEFERRABLE INITIALLY DEFERRED,
  side TEXT NOT NULL,
  form TEXT NOT NULL,
  document_kind TEXT,
  field TEXT,
  required INTEGER,
  position INTEGER
) STRICT;
CREATE INDEX request_item_by_request ON request_item (request);

CREATE TABLE request_answer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  name_key BLOB,
  activity INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
  side TEXT NOT NULL,
  form TEXT NOT NULL,
  document_kind TEXT,
  field TEXT,
  required INTEGER,
  text TEXT,
  date INTEGER,
  document INTEGER REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
  file INTEGER REFERENCES file (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER
) STRICT;
CREATE INDEX request_answer_by_activity ON request_answer (activity);
CREATE INDEX request_answer_by_document ON request_answer (document) WHERE document IS NOT NULL;
CREATE INDEX request_answer_by_file ON request_answer (file) WHERE file IS NOT NULL;

ALTER TABLE activity ADD COLUMN request INTEGER REFERENCES request_kind (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE activity ADD COLUMN checklist TEXT;
ALTER TABLE person ADD COLUMN month_plan INTEGER;
ALTER TABLE activity ADD COLUMN asker INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX activity_by_request ON activity (request) WHERE request IS NOT NULL;
CREATE INDEX activity_by_asker ON activity (asker) WHERE asker IS NOT NULL;
-- Forms: how documents look on paper, where the company has changed it from the standard.
CREATE TABLE form (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1, name TEXT NOT NULL, name_key BLOB,
  kind TEXT NOT NULL, state TEXT NOT NULL,
  company INTEGER REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
  country TEXT, language TEXT, base TEXT, source TEXT NOT NULL,
  created INTEGER, changed INTEGER
) STRICT;
CREATE INDEX form_by_company ON form (company) WHERE company IS NOT NULL;
-- The calendar: when something ends, whether it takes whole days, by which rule it comes again; and which occurrence of
-- which series a record of its own stands for. What is longer than two days is found by an index of its own.
ALTER TABLE activity ADD COLUMN ends INTEGER;
ALTER TABLE activity ADD COLUMN all_day INTEGER;
ALTER TABLE activity ADD COLUMN repeat TEXT;
ALTER TABLE activity ADD COLUMN series INTEGER REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE activity ADD COLUMN occurrence INTEGER;
CREATE INDEX activity_by_start ON activity ("start");
CREATE INDEX activity_by_series ON activity (series, occurrence) WHERE series IS NOT NULL;
CREATE INDEX activity_long ON activity (ends) WHERE ends - "start" > 172800;
CREATE INDEX activity_repeating ON activity (id) WHERE repeat IS NOT NULL;
-- What has only a beginning is a next step too: counted here for the first time, later by crm-activity-dates.c.
CREATE INDEX activity_begins_by_company ON activity (company, "start")
WHERE due IS NULL AND state NOT IN ('done', 'cancelled') AND company IS NOT NULL;
CREATE INDEX activity_begins_by_contact ON activity (contact, "start")
WHERE due IS NULL AND state NOT IN ('done', 'cancelled') AND contact IS NOT NULL;
CREATE INDEX activity_begins_by_deal ON activity (deal, "start")
WHERE due IS NULL AND state NOT IN ('done', 'cancelled') AND deal IS NOT NULL;
UPDATE deal
SET next_activity = task.day
FROM (
  SELECT deal AS id,
    unixepoch (min (coalesce (due, "start")), 'unixepoch', 'localtime', 'start of day') / 86400 AS day
  FROM activity WHERE deal IS NOT NULL AND coalesce (due, "start") IS NOT NULL AND state NOT IN ('done', 'cancelled')
  GROUP BY deal
) AS task
WHERE deal.id = task.id AND deal.next_activity IS NOT task.day;
UPDATE contact
SET next_activity = step.day
FROM (
  SELECT id, min (day) AS day
  FROM (
    SELECT contact AS id,
      unixepoch (min (coalesce (due, "start")), 'unixepoch', 'localtime', 'start of day') / 86400 AS day
    FROM activity WHERE contact IS NOT NULL AND coalesce (due, "start") IS NOT NULL AND state NOT IN ('done', 'cancelled')
    GROUP BY contact
    UNION ALL
    SELECT contact, min (next_activity)
    FROM deal WHERE contact IS NOT NULL AND next_activity IS NOT NULL AND closed IS NULL
    GROUP BY contact
  )
  GROUP BY id
) AS step
WHERE contact.id = step.id AND contact.next_activity IS NOT step.day;
UPDATE company
SET next_activity = step.day
FROM (
  SELECT id, min (day) AS day
  FROM (
    SELECT company AS id,
      unixepoch (min (coalesce (due, "start")), 'unixepoch', 'localtime', 'start of day') / 86400 AS day
    FROM activity WHERE company IS NOT NULL AND coalesce (due, "start") IS NOT NULL AND state NOT IN ('done', 'cancelled')
    GROUP BY company
    UNION ALL
    SELECT company, min (next_activity)
    FROM deal WHERE company IS NOT NULL AND next_activity IS NOT NULL AND closed IS NULL
    GROUP BY company
  )
  GROUP BY id
) AS step
WHERE company.id = step.id AND company.next_activity IS NOT step.day;
-- The end of the calendar's part.
-- E-invoice files: the one kept when a document was issued, the number that the tax office's system gave it, and why
-- a company charges no VAT.
ALTER TABLE document ADD COLUMN einvoice INTEGER REFERENCES file (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX document_by_einvoice ON document (einvoice) WHERE einvoice IS NOT NULL;
ALTER TABLE document ADD COLUMN ksef_number TEXT;
ALTER TABLE company ADD COLUMN vat_exemption TEXT;
-- Calls and meetings that are still to be over, by the moment at which their result is asked for: as alarm.
CREATE TABLE result_alarm (
  activity INTEGER PRIMARY KEY,
  moment INTEGER NOT NULL
) STRICT;
CREATE INDEX result_alarm_by_moment ON result_alarm (moment);
INSERT INTO result_alarm (activity, moment)
SELECT id, CASE WHEN "start" IS NOT NULL AND due > "start" AND due - "start" <= 86400 THEN due
  ELSE coalesce ("start", due) + CASE kind WHEN 'call' THEN 900 ELSE 3600 END END
FROM activity
WHERE kind IN ('call', 'meeting') AND state NOT IN ('done', 'cancelled') AND coalesce ("start", due) > unixepoch ();

-- Documents that come again every month, quarter or year.
CREATE TABLE recurrence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  document INTEGER NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
  state TEXT NOT NULL,
  deed TEXT NOT NULL,
  responsible INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  every INTEGER NOT NULL,
  unit TEXT NOT NULL,
  next INTEGER NOT NULL,
  day INTEGER,
  rest TEXT NOT NULL,
  until INTEGER,
  times INTEGER,
  made INTEGER,
  last INTEGER,
  created INTEGER,
  changed INTEGER
) STRICT;
CREATE INDEX recurrence_by_document ON recurrence (document);
CREATE INDEX recurrence_by_responsible ON recurrence (responsible) WHERE responsible IS NOT NULL;
CREATE INDEX recurrence_by_next ON recurrence (next);
-- Days on which the company works otherwise than its country does.
CREATE TABLE own_day (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  name_key BLOB,
  date INTEGER NOT NULL,
  day TEXT NOT NULL
) STRICT;
CREATE INDEX own_day_by_date ON own_day (date);
