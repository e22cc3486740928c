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
