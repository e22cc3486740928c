/* What tests of a record's page do again and again. */
#pragma once

#include "app-fixture.h"
#include "crm-field-row.h"
#include "crm-record-page.h"

G_BEGIN_DECLS

CrmRecordPage *form_show (AppFixture *fixture, const char *entity, gint64 id, int width,
                          int height);
/* The row of a field by its English label; asserts that it is there. */
CrmFieldRow *form_find_row (gpointer root, const char *label);
/* Types into the text of a row, as a person would, without leaving it. */
void form_type (CrmFieldRow *row, const char *text);
void form_leave (AppFixture *fixture); /* takes the focus elsewhere */
/* As the keyboard does it, with the window in front: "F2", "ctrl+Return". */
void form_press_key (const char *key);
/* The stored value as people read it. */
char *form_dup_stored (AppFixture *fixture, const char *entity, gint64 id, const char *field);
void form_wait_stored (AppFixture *fixture, const char *entity, gint64 id, const char *field,
                       const char *text);
char *form_dup_shown (CrmFieldRow *row);
void form_wait_shown (CrmFieldRow *row, const char *text);
/* Clicks the button of that name; asserts that it is there. */
void form_press (gpointer root, const char *label);
/* Fails the test for every widget that can have the focus and has no name. */
void form_check_names (GtkWidget *widget);
/* Opens the chooser of a row, types if @typed is not NULL, and takes the option of this title. */
void form_choose (gpointer root, const char *row, const char *typed, const char *option);

G_END_DECLS
