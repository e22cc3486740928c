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
