/* In which a filter is filled in. */
#include "config.h"

#include "crm-filter-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-accessible.h"
#include "crm-clock.h"
#include "crm-date.h"
#include "crm-error.h"
#include "crm-filter-periods.h"
#include "crm-value-list.h"

/* Letters and digits that follow one another quickly are one question. */
#define TYPING_MS 200

struct _CrmFilterEditor {
  GtkBox parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmFilter *filter;       /* owned */
  GtkWidget *content;      /* what the test is made with; NULL where it needs nothing */
  GHashTable *typing;      /* GtkWidget -> GUINT_TO_POINTER (source) */
  GtkWidget *entries[2];   /* of the content, by the number of their value; NULL: there is none */
};

G_DEFINE_FINAL_TYPE (CrmFilterEditor, crm_filter_editor, GTK_TYPE_BOX)

static gboolean
is_day (CrmFilterEditor *self)
{
  const CrmField *field = crm_filter_get_field (self->filter);
  return field->kind == CRM_KIND_DATE || field->kind == CRM_KIND_MOMENT;
}

static gboolean
takes_words (CrmTest test)
{
  return test == CRM_TEST_CONTAINS || test == CRM_TEST_NOT_CONTAINS || test == CRM_TEST_BEGINS;
}

/* --- Entries */

static gboolean
parse (CrmFilterEditor *self, const char *text, CrmValue *value, GError **error)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));
  gint64 day;

  if (bare[0] == '\0')
    return TRUE;
  if (takes_words (crm_filter_get_test (self->filter))) {
    crm_value_set_text (value, bare);
    return TRUE;
  }
  if (!is_day (self))
    return crm_field_parse_typed (crm_filter_get_field (self->filter), bare, value, error);
  if (!crm_date_parse_typed (bare, crm_clock_today (), &day, error))
    return FALSE;
  crm_value_set_integer (value, day);
  return TRUE;
}

/* The line beneath an entry that says what is wrong with what stands there. */
static GtkWidget *
get_reason (GtkWidget *entry)
{
  return g_object_get_data (G_OBJECT (entry), "reason");
}

static void
show_problem (GtkWidget *entry, const char *problem)
{
  GtkWidget *reason = get_reason (entry);

  gtk_label_set_text (GTK_LABEL (reason), problem != NULL ? problem : "");
  gtk_widget_set_visible (reason, problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
      problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* What would be looked for between has to have an order. */
static gboolean
check_order (CrmFilterEditor *self, guint i, const CrmValue *value, GError **error)
{
  const CrmValue *first = i == 0 ? value : crm_filter_get_value (self->filter, 0);
  const CrmValue *last = i == 1 ? value : crm_filter_get_value (self->filter, 1);

  if (crm_filter_get_test (self->filter) != CRM_TEST_BETWEEN || first->type != CRM_VALUE_INTEGER ||
      last->type != CRM_VALUE_INTEGER || first->integer <= last->integer)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                       is_day (self) ? _ ("The end is before the start")
                                     : _ ("The least is greater than the most"));
  return FALSE;
}

/* FALSE: it is wrong, and the filter is as it was. */
static gboolean
take_typed (CrmFilterEditor *self, GtkWidget *entry)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "value"));
  GtkWidget *other = self->entries[1 - i];
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_hash_table_remove (self->typing, entry);
  if (!parse (self, gtk_editable_get_text (GTK_EDITABLE (entry)), &value, &error) ||
      !check_order (self, i, &value, &error)) {
    show_problem (entry, error->message);
    return FALSE;
  }
  show_problem (entry, NULL);
  crm_filter_set_value (self->filter, i, &value);
  /* What was wrong beside this one may be right now. */
  if (other != NULL && gtk_widget_get_visible (get_reason (other)))
    take_typed (self, other);
  return TRUE;
}

static gboolean
typing_cb (gpointer data)
{
  GtkWidget *entry = data;
  CrmFilterEditor *self = g_object_get_data (G_OBJECT (entry), "editor");

  take_typed (self, entry);
  return G_SOURCE_REMOVE;
}

static void
stop_typing (CrmFilterEditor *self, GtkWidget *entry)
{
  gpointer source = g_hash_table_lookup (self->typing, entry);
  if (source != NULL)
    g_source_remove (GPOINTER_TO_UINT (source));
  g_hash_table_remove (self->typing, entry);
}

static void
text_changed_cb (GtkWidget *entry, CrmFilterEditor *self)
{
  stop_typing (self, entry);
  g_hash_table_insert (self->typing, entry,
                       GUINT_TO_POINTER (g_timeout_add (TYPING_MS, typing_cb, entry)));
}

/* Enter closes the editor: the filter is as it is to be. */
static void
activate_cb (GtkWidget *entry, CrmFilterEditor *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  stop_typing (self, entry);
  if (take_typed (self, entry) && popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static char *
format (CrmFilterEditor *self, const CrmValue *value)
{
  if (value->type == CRM_VALUE_EMPTY)
    return g_strdup ("");
  if (is_day (self))
    return crm_date_format_short (value->integer, NULL);
  if (value->type == CRM_VALUE_TEXT)
    return g_strdup (value->text);
  return crm_field_format (crm_filter_get_field (self->filter), value, NULL,
                           crm_number_style_local ());
}

static GtkWidget *
create_reason (void)
{
  static const char *const classes[] = { "caption", "error", NULL };

  return g_object_new (GTK_TYPE_LABEL, "visible", FALSE, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                       PANGO_WRAP_WORD_CHAR, "max-width-chars", 30, "accessible-role",
                       GTK_ACCESSIBLE_ROLE_ALERT, "css-classes", classes, NULL);
}

static GtkWidget *
create_entry (CrmFilterEditor *self, guint i, const char *name)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *reason = create_reason ();
  g_autofree char *text = format (self, crm_filter_get_value (self->filter, i));

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), name);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  self->entries[i] = entry;
  g_object_set_data (G_OBJECT (entry), "value", GUINT_TO_POINTER (i));
  g_object_set_data (G_OBJECT (entry), "editor", self);
  g_object_set_data_full (G_OBJECT (entry), "reason", g_object_ref_sink (reason), g_object_unref);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE,
                                  reason, NULL, -1);
  g_signal_connect (entry, "changed", G_CALLBACK (text_changed_cb), self);
  g_signal_connect (entry, "activate", G_CALLBACK (activate_cb), self);
  return entry;
}

/* --- Days: an entry with a calendar */

static void
day_selected_cb (GtkCalendar *calendar, GtkWidget *entry)
{
  CrmFilterEditor *self = g_object_get_data (G_OBJECT (entry), "editor");
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  CrmValue value = { .type = CRM_VALUE_INTEGER };
  g_autofree char *text = NULL;

  value.integer = crm_date_from_ymd (g_date_time_get_year (day), g_date_time_get_month (day),
                                     g_date_time_get_day_of_month (day));
  text = format (self, &value);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  stop_typing (self, entry);
  take_typed (self, entry);
  gtk_popover_popdown (
      GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (calendar), GTK_TYPE_POPOVER)));
}

static GtkWidget *
create_day_box (GtkWidget *entry)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = gtk_calendar_new ();

  crm_accessible_name_calendar (GTK_CALENDAR (calendar));
  gtk_widget_add_css_class (box, "linked");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Choose a Day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Choose a Day"), -1);
  g_signal_connect (calendar, "day-selected", G_CALLBACK (day_selected_cb), entry);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static GtkWidget *
create_value_entry (CrmFilterEditor *self, guint i, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *entry = create_entry (self, i, name);

  gtk_box_append (GTK_BOX (box), is_day (self) ? create_day_box (entry) : entry);
  gtk_box_append (GTK_BOX (box), get_reason (entry));
  return box;
}

static GtkWidget *
create_range (CrmFilterEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), create_value_entry (self, 0, C_ ("range", "From")));
  gtk_box_append (GTK_BOX (box), create_value_entry (self, 1, C_ ("range", "To")));
  return box;
}

/* --- The content follows the test */

static GtkWidget *
create_content (CrmFilterEditor *self)
{
  CrmTest test = crm_filter_get_test (self->filter);
  const CrmField *field = crm_filter_get_field (self->filter);
  const char *label = field != NULL ? crm_field_get_label (field) : NULL;

  switch (test) {
  case CRM_TEST_ONE_OF:
  case CRM_TEST_NONE_OF:
  case CRM_TEST_ALL_OF:
    return crm_value_list_new (self->workspace, self->filter);
  case CRM_TEST_CONTAINS:
  case CRM_TEST_NOT_CONTAINS:
  case CRM_TEST_BEGINS:
  case CRM_TEST_EQUAL:
  case CRM_TEST_AT_LEAST:
  case CRM_TEST_AT_MOST:
    return create_value_entry (self, 0, label);
  case CRM_TEST_BETWEEN:
    return create_range (self);
  case CRM_TEST_PERIOD:
    return crm_filter_periods_new (self->filter);
  case CRM_TEST_OVERDUE:
  case CRM_TEST_EMPTY:
  case CRM_TEST_NOT_EMPTY:
    return NULL;
  case CRM_N_TESTS:
    break;
  }
  g_assert_not_reached ();
}

static void
stop_all_typing (CrmFilterEditor *self)
{
  GHashTableIter iterator;
  gpointer source;

  g_hash_table_iter_init (&iterator, self->typing);
  while (g_hash_table_iter_next (&iterator, NULL, &source))
    g_source_remove (GPOINTER_TO_UINT (source));
  g_hash_table_remove_all (self->typing);
}

static void
show_content (CrmFilterEditor *self)
{
  stop_all_typing (self);
  if (self->content != NULL)
    gtk_box_remove (GTK_BOX (self), self->content);
  memset (self->entries, 0, sizeof self->entries);
  self->content = create_content (self);
  if (self->content != NULL)
    gtk_box_append (GTK_BOX (self), self->content);
}

static void
test_chosen_cb (GtkDropDown *drop_down, GParamSpec *pspec, CrmFilterEditor *self)
{
  const CrmField *field = crm_filter_get_field (self->filter);
  gsize n_tests;
  const CrmTest *tests = crm_filter_get_tests (field, &n_tests);

  crm_filter_set_test (self->filter, tests[gtk_drop_down_get_selected (drop_down)]);
  show_content (self);
}

static void
append_tests (CrmFilterEditor *self)
{
  const CrmField *field = crm_filter_get_field (self->filter);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  gsize n_tests;
  const CrmTest *tests = crm_filter_get_tests (field, &n_tests);
  GtkWidget *drop_down;
  guint selected = 0;

  if (n_tests < 2)
    return;
  for (guint i = 0; i < n_tests; i++) {
    gtk_string_list_append (labels, crm_filter_get_test_label (field, tests[i]));
    if (tests[i] == crm_filter_get_test (self->filter))
      selected = i;
  }
  drop_down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How to Compare"), -1);
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (test_chosen_cb), self);
  gtk_box_append (GTK_BOX (self), drop_down);
}

/* --- Of records that point here: some, or none */

static void
negated_cb (GtkDropDown *drop_down, GParamSpec *pspec, CrmFilterEditor *self)
{
  crm_filter_set_negated (self->filter, gtk_drop_down_get_selected (drop_down) == 1);
}

static void
append_negation (CrmFilterEditor *self)
{
  const CrmFilterWay *way = crm_filter_get_way (self->filter);
  const CrmField *field = crm_filter_get_field (self->filter);
  g_autofree char *with = NULL;
  g_autofree char *without = NULL;
  GtkDropDown *drop_down;

  if (way->source == NULL)
    return;
  with = crm_filter_way_dup_label (way, FALSE, field);
  without = crm_filter_way_dup_label (way, TRUE, field);
  {
    const char *const labels[] = { with, without, NULL };
    drop_down = crm_filter_choice_new (labels, crm_filter_get_negated (self->filter) ? 1 : 0,
                                       _ ("Some or None"));
  }
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (negated_cb), self);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (drop_down));
}

static gboolean
crm_filter_editor_grab_focus (GtkWidget *widget)
{
  CrmFilterEditor *self = CRM_FILTER_EDITOR (widget);

  if (self->content == NULL)
    return gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
  return gtk_widget_grab_focus (self->content) ||
         gtk_widget_child_focus (self->content, GTK_DIR_TAB_FORWARD);
}

static void
crm_filter_editor_dispose (GObject *object)
{
  CrmFilterEditor *self = CRM_FILTER_EDITOR (object);

  stop_all_typing (self);
  g_clear_object (&self->filter);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_filter_editor_parent_class)->dispose (object);
}

static void
crm_filter_editor_finalize (GObject *object)
{
  g_hash_table_unref (CRM_FILTER_EDITOR (object)->typing);

  G_OBJECT_CLASS (crm_filter_editor_parent_class)->finalize (object);
}

static void
crm_filter_editor_class_init (CrmFilterEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_filter_editor_dispose;
  object_class->finalize = crm_filter_editor_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_filter_editor_grab_focus;
}

static void
crm_filter_editor_init (CrmFilterEditor *self)
{
  self->typing = g_hash_table_new (NULL, NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "crm-filter-editor");
}

/**
 * crm_filter_editor_new:
 * @workspace: the workspace
 * @filter: what is filled in
 *
 * Returns: (transfer floating): the editor
 */
GtkWidget *
crm_filter_editor_new (CrmWorkspace *workspace, CrmFilter *filter)
{
  CrmFilterEditor *self = g_object_new (CRM_TYPE_FILTER_EDITOR, NULL);

  self->workspace = g_object_ref (workspace);
  self->filter = g_object_ref (filter);
  append_negation (self);
  if (crm_filter_get_field (filter) != NULL)
    append_tests (self);
  show_content (self);
  return GTK_WIDGET (self);
}

/**
 * crm_filter_editor_has_problem:
 * @self: an editor
 *
 * Returns: whether something wrong stands in it
 */
gboolean
crm_filter_editor_has_problem (CrmFilterEditor *self)
{
  g_return_val_if_fail (CRM_IS_FILTER_EDITOR (self), FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (self->entries); i++)
    if (self->entries[i] != NULL && gtk_widget_get_visible (get_reason (self->entries[i])))
      return TRUE;
  return FALSE;
}
