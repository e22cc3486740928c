/* Whose work is shown. */
#include "config.h"

#include "crm-whose.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-focus.h"

#define MOST_PERSONS 200
#define PERSONS "crm-persons"

/* What stands above the persons. Those whom I lead only where there are some. */
typedef enum { WHOSE_MINE, WHOSE_TEAM, WHOSE_ALL, WHOSE_PERSON } Whose;

typedef struct {
  gboolean has_team;
  GPtrArray *persons; /* owned; CrmRecord */
} Persons;

static void
free_persons (gpointer data)
{
  Persons *persons = data;

  g_clear_pointer (&persons->persons, g_ptr_array_unref);
  g_free (persons);
}

static Whose
get_whose (GtkDropDown *down, guint *person)
{
  Persons *persons = g_object_get_data (G_OBJECT (down), PERSONS);
  guint selected = gtk_drop_down_get_selected (down);
  guint n_first = persons->has_team ? 3 : 2;

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return WHOSE_MINE;
  if (selected >= n_first) {
    *person = selected - n_first;
    return *person < persons->persons->len ? WHOSE_PERSON : WHOSE_ALL;
  }
  return persons->has_team && selected == 1 ? WHOSE_TEAM : WHOSE_ALL;
}

/**
 * crm_whose_set_up:
 * @down: gets its choices: the first is what is mine
 * @workspace: who sits here, and who works here
 */
void
crm_whose_set_up (GtkDropDown *down, CrmWorkspace *workspace)
{
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("person"));
  g_autoptr (CrmQuery) working = crm_query_filter (all, "active", CRM_OP_EQUAL, "yes", NULL, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  Persons *persons = g_new0 (Persons, 1);

  persons->persons = crm_query_fetch_all (working, reader, MOST_PERSONS, NULL);
  if (persons->persons == NULL)
    persons->persons = g_ptr_array_new ();
  persons->has_team =
      crm_focus_is_possible (reader, crm_workspace_get_me (workspace), CRM_FOCUS_TEAM);
  gtk_string_list_append (names, C_ ("whose work", "Mine"));
  if (persons->has_team)
    gtk_string_list_append (names, C_ ("whose work", "My People's"));
  gtk_string_list_append (names, C_ ("whose work", "Everybody's"));
  for (guint i = 0; i < persons->persons->len; i++)
    gtk_string_list_append (names, crm_record_get_title (persons->persons->pdata[i]));
  g_object_set_data_full (G_OBJECT (down), PERSONS, persons, free_persons);
  gtk_drop_down_set_model (down, G_LIST_MODEL (names));
}

/**
 * crm_whose_narrow:
 * @down: that was set up
 * @workspace: who sits here
 * @query: of an entity with a "responsible"
 *
 * Returns: (transfer full): what of it is chosen
 */
CrmQuery *
crm_whose_narrow (GtkDropDown *down, CrmWorkspace *workspace, CrmQuery *query)
{
  Persons *persons = g_object_get_data (G_OBJECT (down), PERSONS);
  gint64 me = crm_workspace_get_me (workspace);
  CrmQuery *team;
  guint person = 0;

  switch (get_whose (down, &person)) {
  case WHOSE_MINE:
    return crm_query_filter_integer (query, "responsible", CRM_OP_EQUAL, me);
  case WHOSE_TEAM:
    team = crm_focus_narrow (CRM_FOCUS_TEAM, query, me, crm_workspace_get_reader (workspace), NULL);
    return team != NULL ? team : crm_query_ref (query);
  case WHOSE_PERSON:
    return crm_query_filter_integer (query, "responsible", CRM_OP_EQUAL,
                                     crm_record_get_id (persons->persons->pdata[person]));
  case WHOSE_ALL:
    break;
  }
  return crm_query_ref (query);
}

gboolean
crm_whose_is_one (GtkDropDown *down)
{
  guint person = 0;
  Whose whose = get_whose (down, &person);

  return whose == WHOSE_MINE || whose == WHOSE_PERSON;
}

/* --- Persons */

static CrmRecord *
find_person (Persons *persons, gint64 id)
{
  for (guint i = 0; i < persons->persons->len; i++)
    if (crm_record_get_id (persons->persons->pdata[i]) == id)
      return persons->persons->pdata[i];
  return NULL;
}

/* Whether @leader is above the person, however far. */
static gboolean
is_led_by (Persons *persons, CrmRecord *person, gint64 leader)
{
  for (guint i = 0; person != NULL && i < MOST_PERSONS; i++) {
    gint64 above = crm_record_get_integer (person, "supervisor");
    if (above == leader)
      return TRUE;
    person = find_person (persons, above);
  }
  return FALSE;
}

static gboolean
is_meant (Persons *persons, Whose whose, guint chosen, guint i, gint64 me)
{
  CrmRecord *person = persons->persons->pdata[i];

  switch (whose) {
  case WHOSE_MINE:
    return crm_record_get_id (person) == me;
  case WHOSE_TEAM:
    return crm_record_get_id (person) == me || is_led_by (persons, person, me);
  case WHOSE_PERSON:
    return i == chosen;
  case WHOSE_ALL:
    break;
  }
  return TRUE;
}

/**
 * crm_whose_list_persons:
 * @down: that was set up
 * @workspace: who sits here
 *
 * Returns: (transfer full) (element-type CrmRecord): the persons whose work is shown
 */
GPtrArray *
crm_whose_list_persons (GtkDropDown *down, CrmWorkspace *workspace)
{
  Persons *persons = g_object_get_data (G_OBJECT (down), PERSONS);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 me = crm_workspace_get_me (workspace);
  guint chosen = 0;
  Whose whose = get_whose (down, &chosen);

  for (guint i = 0; i < persons->persons->len; i++)
    if (is_meant (persons, whose, chosen, i, me))
      g_ptr_array_add (list, g_object_ref (persons->persons->pdata[i]));
  return list;
}

CrmQuery *
crm_whose_narrow_by (GtkDropDown *down, CrmWorkspace *workspace, CrmQuery *query, const char *field)
{
  g_autoptr (GPtrArray) persons = crm_whose_list_persons (down, workspace);
  g_autofree CrmValue *values = g_new0 (CrmValue, persons->len + 1);
  guint person = 0;

  switch (get_whose (down, &person)) {
  case WHOSE_ALL:
    return crm_query_filter_values (query, field, CRM_OP_NOT_EMPTY, NULL, 0);
  case WHOSE_MINE:
    return crm_query_filter_integer (query, field, CRM_OP_EQUAL, crm_workspace_get_me (workspace));
  case WHOSE_TEAM:
  case WHOSE_PERSON:
    break;
  }
  for (guint i = 0; i < persons->len; i++) {
    values[i].type = CRM_VALUE_INTEGER;
    values[i].integer = crm_record_get_id (persons->pdata[i]);
  }
  return crm_query_filter_values (query, field, CRM_OP_IN, values, persons->len);
}

/* --- Chips */

static guint
get_place (GtkWidget *chip)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "place"));
}

static void
chip_cb (GtkDropDown *down, GtkToggleButton *chip)
{
  if (gtk_toggle_button_get_active (chip))
    gtk_drop_down_set_selected (down, get_place (GTK_WIDGET (chip)));
}

static void
selected_cb (GtkWidget *chips, GParamSpec *property, GtkDropDown *down)
{
  for (GtkWidget *chip = gtk_widget_get_first_child (chips); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip),
                                  get_place (chip) == gtk_drop_down_get_selected (down));
}

static void
add_chip (GtkWidget *chips, GtkDropDown *down, const char *label, guint place)
{
  GtkWidget *chip = gtk_toggle_button_new_with_label (label);
  GtkWidget *first = gtk_widget_get_first_child (chips);

  g_object_set_data (G_OBJECT (chip), "place", GUINT_TO_POINTER (place));
  gtk_widget_add_css_class (chip, "crm-chip");
  if (first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (chip), GTK_TOGGLE_BUTTON (first));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip),
                                place == gtk_drop_down_get_selected (down));
  g_signal_connect_object (chip, "toggled", G_CALLBACK (chip_cb), down, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (chips), chip);
}

/**
 * crm_whose_chips_new:
 * @down: that was set up
 * @workspace: who sits here
 *
 * Returns: (transfer floating): a button for oneself, for all whom one leads and for each of them;
 *   not shown to who leads nobody
 */
GtkWidget *
crm_whose_chips_new (GtkDropDown *down, CrmWorkspace *workspace)
{
  Persons *persons = g_object_get_data (G_OBJECT (down), PERSONS);
  GtkWidget *chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  gint64 me = crm_workspace_get_me (workspace);

  /* One line, however many there are. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), chips);
  gtk_widget_set_visible (scroller, persons->has_team);
  if (!persons->has_team)
    return scroller;
  add_chip (chips, down, C_ ("whose work", "Mine"), 0);
  add_chip (chips, down, C_ ("whose work", "My People's"), 1);
  for (guint i = 0; i < persons->persons->len; i++)
    if (is_led_by (persons, persons->persons->pdata[i], me))
      add_chip (chips, down, crm_record_get_title (persons->persons->pdata[i]), 3 + i);
  g_signal_connect_object (down, "notify::selected", G_CALLBACK (selected_cb), chips,
                           G_CONNECT_SWAPPED);
  return scroller;
}
