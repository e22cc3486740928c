/* Whose work is shown. */
#include "config.h"

#include "crm-whose.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-focus.h"
#include "crm-people.h"

#define PERSONS "crm-persons"

/* What stands above the persons. Mine only where somebody sits, those whom I lead only where there
 * are some. */
typedef enum { WHOSE_MINE, WHOSE_TEAM, WHOSE_ALL, WHOSE_PERSON } Whose;

typedef struct {
  CrmWorkspace *workspace; /* owned */
  gboolean has_me;
  gboolean has_team;
  GPtrArray *persons; /* owned; CrmRecord */
} Persons;

static void
free_persons (gpointer data)
{
  Persons *persons = data;

  g_clear_object (&persons->workspace);
  g_clear_pointer (&persons->persons, g_ptr_array_unref);
  g_free (persons);
}

/* How many choices stand above the persons. */
static guint
count_first (Persons *persons)
{
  return (persons->has_me ? 1 : 0) + (persons->has_team ? 1 : 0) + 1;
}

static guint
find_place (Persons *persons, Whose whose, guint person)
{
  switch (whose) {
  case WHOSE_MINE:
    break;
  case WHOSE_TEAM:
    return persons->has_team ? 1 : 0;
  case WHOSE_ALL:
    return count_first (persons) - 1;
  case WHOSE_PERSON:
    return count_first (persons) + person;
  }
  return 0;
}

static Whose
get_whose (GtkDropDown *down, guint *person)
{
  Persons *persons = g_object_get_data (G_OBJECT (down), PERSONS);
  guint selected = gtk_drop_down_get_selected (down);

  if (selected == GTK_INVALID_LIST_POSITION)
    selected = 0;
  if (selected >= count_first (persons)) {
    *person = selected - count_first (persons);
    return *person < persons->persons->len ? WHOSE_PERSON : WHOSE_ALL;
  }
  if (selected == find_place (persons, WHOSE_ALL, 0))
    return WHOSE_ALL;
  return selected == 0 ? WHOSE_MINE : WHOSE_TEAM;
}

static Persons *
read_persons (CrmWorkspace *workspace)
{
  Persons *persons = g_new0 (Persons, 1);

  persons->workspace = g_object_ref (workspace);
  persons->persons = crm_people_read (workspace);
  persons->has_me = crm_workspace_get_me (workspace) != 0;
  persons->has_team = crm_people_are_led (workspace);
  return persons;
}

static GtkStringList *
make_names (Persons *persons)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  if (persons->has_me)
    gtk_string_list_append (names, C_ ("whose work", "Mine"));
  if (persons->has_team)
    gtk_string_list_append (names, C_ ("whose work", "My People's"));
  gtk_string_list_append (names, C_ ("whose work", "Everybody's"));
  for (guint i = 0; i < persons->persons->len; i++)
    gtk_string_list_append (names, crm_record_get_title (persons->persons->pdata[i]));
  return names;
}

static gboolean
is_same (Persons *a, Persons *b)
{
  if (a->has_me != b->has_me || a->has_team != b->has_team || a->persons->len != b->persons->len)
    return FALSE;
  for (guint i = 0; i < a->persons->len; i++) {
    CrmRecord *first = a->persons->pdata[i];
    CrmRecord *second = b->persons->pdata[i];
    if (crm_record_get_id (first) != crm_record_get_id (second) ||
        crm_record_get_integer (first, "supervisor") !=
            crm_record_get_integer (second, "supervisor") ||
        g_strcmp0 (crm_record_get_title (first), crm_record_get_title (second)) != 0)
      return FALSE;
  }
  return TRUE;
}

/* Somebody came, went, is called otherwise, or sits here now: what was chosen stays chosen. */
static void
refresh (GtkDropDown *down)
{
  Persons *before = g_object_get_data (G_OBJECT (down), PERSONS);
  Persons *persons = read_persons (before->workspace);
  g_autoptr (GtkStringList) names = NULL;
  guint person = 0;
  Whose whose = get_whose (down, &person);
  gint64 chosen = 0;

  if (is_same (before, persons)) {
    free_persons (persons);
    return;
  }
  if (whose == WHOSE_PERSON)
    chosen = crm_record_get_id (before->persons->pdata[person]);
  /* Whoever sits down sees what is theirs. */
  if (whose == WHOSE_ALL && !before->has_me)
    whose = WHOSE_MINE;
  for (guint i = 0; i < persons->persons->len; i++)
    if (crm_record_get_id (persons->persons->pdata[i]) == chosen) {
      person = i;
      chosen = 0;
    }
  if (chosen != 0)
    whose = WHOSE_MINE;
  names = make_names (persons);
  g_object_freeze_notify (G_OBJECT (down));
  g_object_set_data_full (G_OBJECT (down), PERSONS, persons, free_persons);
  gtk_drop_down_set_model (down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (down, find_place (persons, whose, person));
  g_object_thaw_notify (G_OBJECT (down));
}

static void
store_changed_cb (GtkDropDown *down, CrmAnnouncement *announcement)
{
  if (crm_announcement_touches (announcement, crm_entity_find ("person")))
    refresh (down);
}

/**
 * crm_whose_set_up:
 * @down: gets its choices: the first is what is mine, or everybody's where nobody sits
 * @workspace: who sits here, and who works here
 *
 * The choices follow who works here.
 */
void
crm_whose_set_up (GtkDropDown *down, CrmWorkspace *workspace)
{
  Persons *persons = read_persons (workspace);
  g_autoptr (GtkStringList) names = make_names (persons);

  g_object_set_data_full (G_OBJECT (down), PERSONS, persons, free_persons);
  gtk_drop_down_set_model (down, G_LIST_MODEL (names));
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), down, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::me", G_CALLBACK (refresh), down, G_CONNECT_SWAPPED);
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

static gboolean
is_meant (Persons *persons, Whose whose, guint chosen, guint i, gint64 me)
{
  CrmRecord *person = persons->persons->pdata[i];

  switch (whose) {
  case WHOSE_MINE:
    return crm_record_get_id (person) == me;
  case WHOSE_TEAM:
    return crm_record_get_id (person) == me || crm_people_is_led_by (persons->persons, person, me);
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

static void
show_chips (GtkWidget *chips, GParamSpec *property, GtkDropDown *down)
{
  Persons *persons = g_object_get_data (G_OBJECT (down), PERSONS);
  gint64 me = crm_workspace_get_me (persons->workspace);
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (chips)) != NULL)
    gtk_box_remove (GTK_BOX (chips), chip);
  gtk_widget_set_visible (gtk_widget_get_ancestor (chips, GTK_TYPE_SCROLLED_WINDOW),
                          persons->has_team);
  if (!persons->has_team)
    return;
  add_chip (chips, down, C_ ("whose work", "Mine"), find_place (persons, WHOSE_MINE, 0));
  add_chip (chips, down, C_ ("whose work", "My People's"), find_place (persons, WHOSE_TEAM, 0));
  for (guint i = 0; i < persons->persons->len; i++)
    if (crm_people_is_led_by (persons->persons, persons->persons->pdata[i], me))
      add_chip (chips, down, crm_record_get_title (persons->persons->pdata[i]),
                find_place (persons, WHOSE_PERSON, i));
}

/**
 * crm_whose_chips_new:
 * @down: that was set up
 *
 * Returns: (transfer floating): a button for oneself, for all whom one leads and for each of them;
 *   not shown to who leads nobody
 */
GtkWidget *
crm_whose_chips_new (GtkDropDown *down)
{
  GtkWidget *chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  /* One line, however many there are. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), chips);
  show_chips (chips, NULL, down);
  g_signal_connect_object (down, "notify::model", G_CALLBACK (show_chips), chips,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (down, "notify::selected", G_CALLBACK (selected_cb), chips,
                           G_CONNECT_SWAPPED);
  return scroller;
}
