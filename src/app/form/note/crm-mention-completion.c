/* Offers persons while "@" and the beginning of a name is typed. */
#include "config.h"

#include "crm-mention-completion.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-text.h"

#define MOST_ROWS 6
#define MOST_LETTERS 40

/* Lives as long as the text view. */
typedef struct {
  CrmWorkspace *workspace; /* owned */
  GtkTextView *view;       /* borrowed */
  GtkWidget *popover;      /* the host's */
  GtkListBox *list;
  gboolean inserting;
} Completion;

static void
completion_free (gpointer data)
{
  Completion *self = data;
  g_object_unref (self->workspace);
  g_free (self);
}

/* What is typed behind the "@" before the cursor; NULL where there is none. @start: behind it. */
static char *
dup_typed (Completion *self, GtkTextIter *start)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter cursor, at;

  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  at = cursor;
  for (int i = 0; i < MOST_LETTERS && gtk_text_iter_backward_char (&at); i++) {
    GtkTextIter before = at;
    gunichar letter = gtk_text_iter_get_char (&at);
    if (letter == '\n')
      return NULL;
    if (letter != '@')
      continue;
    /* Within a word it is an e-mail address. */
    if (gtk_text_iter_backward_char (&before) &&
        g_unichar_isalnum (gtk_text_iter_get_char (&before)))
      return NULL;
    *start = at;
    gtk_text_iter_forward_char (start);
    return gtk_text_buffer_get_text (buffer, start, &cursor, FALSE);
  }
  return NULL;
}

/* By the beginning of any of its words, written in any way. */
static gboolean
fits (const char *name, const char *typed)
{
  g_autofree char *folded_name = crm_text_fold (name);
  g_autofree char *folded = crm_text_fold (typed);

  for (const char *word = folded_name; word != NULL;) {
    if (g_str_has_prefix (word, folded))
      return TRUE;
    word = strchr (word, ' ');
    word = word != NULL ? word + 1 : NULL;
  }
  return FALSE;
}

static void
hide (Completion *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
append_person (Completion *self, const char *name)
{
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  gtk_list_box_append (self->list, row);
}

static guint
fill (Completion *self, const char *typed)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("person"));
  g_autoptr (CrmQuery) working = crm_query_filter_expression (all, "active = yes", NULL, NULL);
  g_autoptr (GPtrArray) persons = crm_query_fetch_all (
      working != NULL ? working : all, crm_workspace_get_reader (self->workspace), 200, NULL);
  guint n = 0;

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; persons != NULL && i < persons->len && n < MOST_ROWS; i++) {
    const char *name = crm_record_get_title (persons->pdata[i]);
    /* A name that stands there in full needs no help. */
    if (g_str_has_prefix (typed, name))
      return 0;
    if (fits (name, typed)) {
      append_person (self, name);
      n++;
    }
  }
  return n;
}

static void
show_at (Completion *self, const GtkTextIter *start)
{
  GdkRectangle place;
  graphene_point_t point;

  gtk_text_view_get_iter_location (self->view, start, &place);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y,
                                         &place.x, &place.y);
  if (!gtk_widget_compute_point (GTK_WIDGET (self->view), gtk_widget_get_parent (self->popover),
                                 &GRAPHENE_POINT_INIT ((float) place.x, (float) place.y), &point))
    return;
  place.x = (int) point.x;
  place.y = (int) point.y;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
changed_cb (Completion *self)
{
  GtkTextIter start;
  g_autofree char *typed = NULL;

  if (self->inserting)
    return;
  typed = gtk_widget_get_mapped (GTK_WIDGET (self->view)) ? dup_typed (self, &start) : NULL;
  if (typed != NULL && fill (self, typed) > 0)
    show_at (self, &start);
  else
    hide (self);
}

static void
insert (Completion *self, const char *name)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, cursor;
  g_autofree char *typed = dup_typed (self, &start);
  g_autofree char *text = g_strconcat (name, " ", NULL);

  hide (self);
  if (typed == NULL)
    return;
  self->inserting = TRUE;
  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &cursor);
  gtk_text_buffer_insert (buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  self->inserting = FALSE;
}

static void
activated_cb (Completion *self, GtkListBoxRow *row)
{
  insert (self, g_object_get_data (G_OBJECT (row), "name"));
}

static void
move (Completion *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;

  row = gtk_list_box_get_row_at_index (self->list, MAX (index, 0));
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}

static gboolean
key_pressed_cb (Completion *self, guint key, guint code, GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (!gtk_widget_get_visible (self->popover) || (state & GDK_CONTROL_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key) {
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    move (self, -1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    move (self, 1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
  case GDK_KEY_Tab:
    if (row != NULL)
      insert (self, g_object_get_data (G_OBJECT (row), "name"));
    return GDK_EVENT_STOP;
  case GDK_KEY_Escape:
    hide (self);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

/**
 * crm_mention_completion_attach:
 * @view: where notes are written
 * @host: a widget around it that holds the list of persons
 * @workspace: whose persons are offered
 *
 * Up and down choose, Enter and Tab take, Escape leaves the text as it is.
 */
void
crm_mention_completion_attach (GtkTextView *view, GtkWidget *host, CrmWorkspace *workspace)
{
  Completion *self = g_new0 (Completion, 1);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->workspace = g_object_ref (workspace);
  self->view = view;
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->list));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Persons"), -1);
  gtk_widget_set_parent (self->popover, host);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  g_object_set_data_full (G_OBJECT (view), "mention-completion", self, completion_free);
  g_signal_connect_swapped (gtk_text_view_get_buffer (view), "changed", G_CALLBACK (changed_cb),
                            self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  g_signal_connect_object (host, "destroy", G_CALLBACK (gtk_widget_unparent), self->popover,
                           G_CONNECT_SWAPPED);
}
