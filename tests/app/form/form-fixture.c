/* What tests of a record's page do again and again. */
#include "config.h"

#include "form-fixture.h"

#include "crm-chooser.h"
#include "crm-line.h"
#include "crm-option.h"

#include <string.h>

CrmRecordPage *
form_show (AppFixture *fixture, const char *entity, gint64 id, int width, int height)
{
  CrmRecordPage *page = crm_record_page_new (fixture->workspace, crm_entity_find (entity), id);
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (page), width, height);
  return page;
}

CrmFieldRow *
form_find_row (gpointer root, const char *label)
{
  GtkWidget *row = app_find (root, CRM_TYPE_FIELD_ROW, label);

  g_test_message ("row %s", label);
  g_assert_nonnull (row);
  return CRM_FIELD_ROW (row);
}

static GtkWidget *
find_text (CrmFieldRow *row)
{
  GtkWidget *text = app_find_type (row, GTK_TYPE_TEXT);
  return text != NULL ? text : app_find_type (row, GTK_TYPE_TEXT_VIEW);
}

void
form_type (CrmFieldRow *row, const char *text)
{
  GtkWidget *widget = find_text (row);

  g_assert_nonnull (widget);
  gtk_widget_grab_focus (widget);
  if (GTK_IS_TEXT (widget))
    gtk_editable_set_text (GTK_EDITABLE (widget), text);
  else
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), text, -1);
}

void
form_leave (AppFixture *fixture)
{
  gtk_window_set_focus (fixture->window, NULL);
  app_settle (20);
}

void
form_press_key (const char *key)
{
  g_autofree char *command = g_strdup_printf (
      "xdotool search --onlyvisible --class . windowfocus --sync key --clearmodifiers %s", key);
  g_autoptr (GError) error = NULL;

  g_spawn_command_line_sync (command, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  app_settle (200);
}

char *
form_dup_stored (AppFixture *fixture, const char *entity, gint64 id, const char *field)
{
  const CrmEntity *description = crm_entity_find (entity);
  g_autoptr (CrmRecord) record =
      crm_record_load (crm_workspace_get_reader (fixture->workspace), description, id, NULL);
  return record != NULL ? crm_record_format (record, crm_entity_field_index (description, field))
                        : NULL;
}

typedef struct {
  AppFixture *fixture;
  const char *entity;
  gint64 id;
  const char *field;
  const char *text;
} Stored;

static gboolean
is_stored (gpointer data)
{
  Stored *stored = data;
  g_autofree char *text =
      form_dup_stored (stored->fixture, stored->entity, stored->id, stored->field);
  return g_strcmp0 (text, stored->text) == 0;
}

void
form_wait_stored (AppFixture *fixture, const char *entity, gint64 id, const char *field,
                  const char *text)
{
  Stored stored = { fixture, entity, id, field, text };
  g_autofree char *now = NULL;

  if (app_wait_for (is_stored, &stored))
    return;
  now = form_dup_stored (fixture, entity, id, field);
  g_assert_cmpstr (now, ==, text);
}

char *
form_dup_shown (CrmFieldRow *row)
{
  GtkWidget *text = find_text (row);
  GtkTextIter start, end;

  if (GTK_IS_TEXT (text))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (text)));
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), &start, &end);
  return gtk_text_buffer_get_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), &start, &end,
                                   FALSE);
}

typedef struct {
  CrmFieldRow *row;
  const char *text;
} Shown;

static gboolean
is_shown (gpointer data)
{
  Shown *shown = data;
  g_autofree char *text = form_dup_shown (shown->row);
  return g_strcmp0 (text, shown->text) == 0;
}

void
form_wait_shown (CrmFieldRow *row, const char *text)
{
  Shown shown = { row, text };
  g_autofree char *now = NULL;

  if (app_wait_for (is_shown, &shown))
    return;
  now = form_dup_shown (row);
  g_assert_cmpstr (now, ==, text);
}

void
form_press (gpointer root, const char *label)
{
  GtkWidget *button = app_find (root, GTK_TYPE_BUTTON, label);

  g_test_message ("button %s", label);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* A row of a list says what stands in it. */
static gboolean
is_named_row (GtkWidget *widget)
{
  const char *css = gtk_widget_get_css_name (widget);

  return g_strcmp0 (css, "row") == 0 && (app_find_type (widget, GTK_TYPE_LABEL) != NULL ||
                                         app_find_type (widget, CRM_TYPE_LINE) != NULL);
}

/* The list within a column view and the text within an entry are named by it. */
static gboolean
is_named_part (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return (GTK_IS_COLUMN_VIEW (parent) || GTK_IS_ENTRY (parent) || GTK_IS_SEARCH_ENTRY (parent)) &&
         (gtk_test_accessible_has_property (GTK_ACCESSIBLE (parent),
                                            GTK_ACCESSIBLE_PROPERTY_LABEL) ||
          gtk_test_accessible_has_relation (GTK_ACCESSIBLE (parent),
                                            GTK_ACCESSIBLE_RELATION_LABELLED_BY));
}

/* What libraries make of several pieces: the sheet of a dialog, the list of a row of choices, a row
 * with a number, the arrows of a calendar. */
static gboolean
is_of_library (GtkWidget *widget)
{
  return strcmp (G_OBJECT_TYPE_NAME (widget), "AdwGizmo") == 0 ||
         (GTK_IS_LIST_VIEW (widget) &&
          gtk_widget_get_ancestor (widget, ADW_TYPE_COMBO_ROW) != NULL) ||
         gtk_widget_get_ancestor (widget, ADW_TYPE_SPIN_ROW) != NULL ||
         (GTK_IS_BUTTON (widget) && gtk_widget_get_ancestor (widget, GTK_TYPE_CALENDAR) != NULL);
}

void
form_check_names (GtkWidget *widget)
{
  /* What stands within a drop-down is named by it. */
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_DROP_DOWN (widget)) {
    if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL)) {
      g_test_message ("a drop-down in %s has no name",
                      G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
      g_test_fail ();
    }
    return;
  }
  if (gtk_widget_get_focusable (widget) && !GTK_IS_SCROLLED_WINDOW (widget) &&
      !GTK_IS_LIST_BOX (widget) && !GTK_IS_WINDOW (widget)) {
    gboolean named =
        gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL) ||
        gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                          GTK_ACCESSIBLE_RELATION_LABELLED_BY) ||
        (GTK_IS_BUTTON (widget) && app_find_type (widget, GTK_TYPE_LABEL) != NULL) ||
        (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0') ||
        GTK_IS_LIST_BOX_ROW (widget) || is_named_row (widget) || is_named_part (widget) ||
        is_of_library (widget);
    GtkWidget *parent = gtk_widget_get_parent (widget);
    /* The button within a menu button is named by it. */
    while (!named && parent != NULL && !GTK_IS_BOX (parent)) {
      named =
          GTK_IS_MENU_BUTTON (parent) &&
          gtk_test_accessible_has_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL);
      parent = gtk_widget_get_parent (parent);
    }
    if (!named && gtk_widget_get_tooltip_text (widget) == NULL) {
      g_test_message ("%s in %s has no name", G_OBJECT_TYPE_NAME (widget),
                      G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
      g_test_fail ();
    }
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    form_check_names (child);
}

typedef struct {
  GListModel *options;
  const char *title;
} Wanted;

static CrmOption *
find_option (GListModel *options, const char *title)
{
  for (guint i = 0; i < g_list_model_get_n_items (options); i++) {
    g_autoptr (CrmOption) option = g_list_model_get_item (options, i);
    if (g_strcmp0 (crm_option_get_title (option), title) == 0)
      return option;
  }
  return NULL;
}

static gboolean
is_offered (gpointer data)
{
  Wanted *wanted = data;
  return find_option (wanted->options, wanted->title) != NULL;
}

void
form_choose (gpointer root, const char *row, const char *typed, const char *option)
{
  GtkWidget *button = gtk_widget_get_ancestor (
      app_find_type (form_find_row (root, row), GTK_TYPE_TOGGLE_BUTTON), GTK_TYPE_MENU_BUTTON);
  CrmChooser *chooser;
  Wanted wanted = { NULL, option };

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  app_settle (100);
  chooser = CRM_CHOOSER (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  if (typed != NULL)
    crm_chooser_set_text (chooser, typed);
  wanted.options = crm_chooser_get_options (chooser);
  g_assert_true (app_wait_for (is_offered, &wanted));
  for (guint i = 0; i < g_list_model_get_n_items (wanted.options); i++) {
    g_autoptr (CrmOption) found = g_list_model_get_item (wanted.options, i);
    if (g_strcmp0 (crm_option_get_title (found), option) == 0) {
      g_signal_emit_by_name (app_find_type (chooser, GTK_TYPE_LIST_VIEW), "activate", i);
      return;
    }
  }
}
