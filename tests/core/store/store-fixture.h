/* A company file in a folder of its own, gone with the test. */
#pragma once

#include "crm-store.h"

typedef struct {
  char *folder; /* owned */
  char *path;   /* owned; an empty company file */
} Fixture;

typedef void (*FixtureFunc) (Fixture *fixture, gconstpointer data);

void fixture_add (const char *name, FixtureFunc func);
void fixture_add_with_data (const char *name, gconstpointer data, FixtureFunc func);
CrmStore *fixture_open (Fixture *fixture);
char *fixture_dup_path (Fixture *fixture, const char *name);
char *fixture_dup_digest (const char *path);
