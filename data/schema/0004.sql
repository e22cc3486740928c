-- What the calendar, requests and papers that repeat need. Each section says what it is for.

-- How long before its time a task rings; empty: as is usual for its kind, which for meetings is a quarter of an hour.
ALTER TABLE activity ADD COLUMN remind TEXT;
UPDATE alarm SET moment = moment - 900
WHERE moment - 900 > unixepoch () AND activity IN (SELECT id FROM activity WHERE kind = 'meeting');
