-- The first version: what a company file says about itself.

CREATE TABLE setting (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT
) STRICT;
