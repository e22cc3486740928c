/* One kind of request to colleagues. */
#include "config.h"

#include "crm-request-page.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-field-row.h"
#include "crm-order-row.h"
#include "crm-record-form.h"

typedef enum { SIDE_INPUT, SIDE_OUTPUT, N_SIDES } Side;

static const char *const side_names[N_SIDES] = { "input", "output" };

struct _CrmRequestPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace;   /* owned */
  CrmRecordForm *form;       /* owned; of the kind */
  GPtrArray *items[N_SIDES]; /* owned; CrmRecord; as shown */

  AdwPreferencesPage *page;
  AdwPreferencesGroup *lists[N_SIDES]; /* NULL until shown */
  AdwPreferencesGroup *end;

  gboolean removing; /* the focus goes where the question @removed stood */
  Side removed_side;
  guint removed;
};

G_DEFINE_FINAL_TYPE (CrmRequestPage, crm_request_page, ADW_TYPE_NAVIGATION_PAGE)

static const CrmEntity *
items (void)
{
  return crm_entity_find ("request_item");
}

static gint64
get_kind (CrmRequestPage *self)
{
  return crm_record_get_id (crm_record_form_get_record (self->form));
}

static Side
get_side (gpointer widget)
{
  return (Side) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (widget), "side"));
}

/* --- Questions */

static void
move (CrmRequestPage *self, Side side, guint from, guint to)
{
  GPtrArray *moving = self->items[side];
  CrmChange *change;
  gpointer moved;

  if (self->workspace == NULL || MAX (from, to) >= moving->len)
    return;
  moved = g_ptr_array_steal_index (moving, from);
  g_ptr_array_insert (moving, (int) to, moved);
  change = crm_workspace_begin (self->workspace, C_ ("change", "Order of questions"));
  for (guint i = 0; i < moving->len; i++)
    crm_change_set_integer (change, items (), crm_record_get_id (moving->pdata[i]), "position",
                            i + 1);
  crm_workspace_commit (self->workspace, change, NULL, NULL);
}

static void
move_input_cb (gpointer owner, guint from, guint to)
{
  move (owner, SIDE_INPUT, from, to);
}

static void
move_output_cb (gpointer owner, guint from, guint to)
{
  move (owner, SIDE_OUTPUT, from, to);
}

static void
activated_cb (CrmRequestPage *self, GtkWidget *row)
{
  adw_dialog_present (crm_request_item_dialog_new (self->workspace, get_kind (self),
                                                   side_names[get_side (row)],
                                                   g_object_get_data (G_OBJECT (row), "item")),
                      GTK_WIDGET (self));
}

static void
add_cb (CrmRequestPage *self, GtkWidget *row)
{
  adw_dialog_present (crm_request_item_dialog_new (self->workspace, get_kind (self),
                                                   side_names[get_side (row)], NULL),
                      GTK_WIDGET (self));
}

static void
delete_cb (CrmRequestPage *self, GtkWidget *button)
{
  gint64 id = crm_record_get_id (g_object_get_data (G_OBJECT (button), "item"));

  for (int side = 0; side < N_SIDES; side++)
    for (guint i = 0; i < self->items[side]->len; i++)
      if (crm_record_get_id (self->items[side]->pdata[i]) == id) {
        self->removing = TRUE;
        self->removed_side = (Side) side;
        self->removed = i;
      }
  crm_workspace_delete (self->workspace, items (), &id, 1);
}

static GtkWidget *
make_delete_button (CrmRequestPage *self, CrmRecord *item)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* Translators: %s is the title of a record */
  g_autofree char *name = g_strdup_printf (_ ("Delete “%s”"), crm_record_get_title (item));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "item", g_object_ref (item), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (delete_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_row (CrmRequestPage *self, Side side, guint i)
{
  CrmRecord *item = self->items[side]->pdata[i];
  g_autofree char *form = crm_record_format (item, crm_entity_field_index (items (), "form"));
  gboolean required = crm_record_get_integer (item, "required") != 0;
  /* Translators: what is given: “File”; it need not be */
  g_autofree char *facts =
      required ? g_strdup (form) : g_strdup_printf (C_ ("request", "%s, optional"), form);
  GtkWidget *row;

  if (!crm_store_is_writable (crm_workspace_get_store (self->workspace))) {
    row = adw_action_row_new ();
    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_record_get_title (item));
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
    return row;
  }
  row = crm_order_row_new (crm_record_get_title (item), facts, i, self->items[side]->len,
                           side == SIDE_INPUT ? move_input_cb : move_output_cb, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_delete_button (self, item));
  g_object_set_data (G_OBJECT (row), "side", GINT_TO_POINTER (side));
  g_object_set_data_full (G_OBJECT (row), "item", g_object_ref (item), g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
show_side (CrmRequestPage *self, Side side, GPtrArray *all)
{
  const char *const titles[N_SIDES] = { _ ("Given with It"), _ ("What Comes Back") };
  const char *const descriptions[N_SIDES] = { _ ("Nothing is asked without it"),
                                              _ ("The request is not done without it") };
  GtkWidget *add =
      crm_button_row_new (_ ("_Add Question…"), "list-add-symbolic", G_CALLBACK (add_cb), self);
  GtkWidget *next = add;

  g_ptr_array_set_size (self->items[side], 0);
  for (guint i = 0; all != NULL && i < all->len; i++)
    if (g_strcmp0 (crm_record_get_text (all->pdata[i], "side"), side_names[side]) == 0)
      g_ptr_array_add (self->items[side], g_object_ref (all->pdata[i]));
  if (self->lists[side] != NULL)
    adw_preferences_page_remove (self->page, self->lists[side]);
  self->lists[side] = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->lists[side], titles[side]);
  adw_preferences_group_set_description (self->lists[side], descriptions[side]);
  for (guint i = 0; i < self->items[side]->len; i++) {
    GtkWidget *row = make_row (self, side, i);
    adw_preferences_group_add (self->lists[side], row);
    if (i == self->removed)
      next = row;
  }
  g_object_set_data (G_OBJECT (add), "side", GINT_TO_POINTER (side));
  gtk_widget_set_visible (add, crm_store_is_writable (crm_workspace_get_store (self->workspace)));
  adw_preferences_group_add (self->lists[side], add);
  adw_preferences_page_add (self->page, self->lists[side]);
  if (self->removing && self->removed_side == side)
    gtk_widget_grab_focus (next);
}

/* --- The end */

static void
gone_cb (CrmRequestPage *self)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);

  if (dialog != NULL)
    adw_preferences_dialog_pop_subpage (ADW_PREFERENCES_DIALOG (dialog));
}

static void
delete_kind_cb (CrmRequestPage *self)
{
  gint64 id = get_kind (self);

  crm_workspace_delete (self->workspace, crm_entity_find ("request_kind"), &id, 1);
}

static void
show_end (CrmRequestPage *self)
{
  GtkWidget *row =
      crm_button_row_new (_ ("_Delete This Kind"), NULL, G_CALLBACK (delete_kind_cb), self);

  if (self->end != NULL)
    adw_preferences_page_remove (self->page, self->end);
  self->end = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  gtk_widget_add_css_class (row, "destructive-action");
  gtk_widget_set_visible (row, crm_store_is_writable (crm_workspace_get_store (self->workspace)));
  adw_preferences_group_add (self->end, row);
  adw_preferences_page_add (self->page, self->end);
}

static void
show_items (CrmRequestPage *self)
{
  g_autoptr (CrmQuery) all = crm_query_new (items ());
  g_autoptr (CrmQuery) own =
      crm_query_filter_integer (all, "request", CRM_OP_EQUAL, get_kind (self));
  g_autoptr (CrmQuery) sorted = crm_query_sort_text (own, "position,id", NULL);
  g_autoptr (GPtrArray) read =
      sorted != NULL
          ? crm_query_fetch_all (sorted, crm_workspace_get_reader (self->workspace), -1, NULL)
          : NULL;

  for (int side = 0; side < N_SIDES; side++)
    show_side (self, (Side) side, read);
  self->removing = FALSE;
  show_end (self);
}

static void
store_changed_cb (CrmRequestPage *self, CrmAnnouncement *announcement)
{
  if (crm_announcement_touches (announcement, items ()))
    show_items (self);
}

static void
crm_request_page_hidden (AdwNavigationPage *page)
{
  CrmRequestPage *self = CRM_REQUEST_PAGE (page);

  if (self->form != NULL)
    crm_record_form_flush (self->form);
}

static void
crm_request_page_dispose (GObject *object)
{
  CrmRequestPage *self = CRM_REQUEST_PAGE (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->form);
  for (int side = 0; side < N_SIDES; side++)
    g_clear_pointer (&self->items[side], g_ptr_array_unref);

  G_OBJECT_CLASS (crm_request_page_parent_class)->dispose (object);
}

static void
crm_request_page_class_init (CrmRequestPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_request_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->hidden = crm_request_page_hidden;
}

static void
crm_request_page_init (CrmRequestPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  for (int side = 0; side < N_SIDES; side++)
    self->items[side] = g_ptr_array_new_with_free_func (g_object_unref);
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->page));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

static void
refreshed_cb (CrmRequestPage *self)
{
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 crm_record_get_title (crm_record_form_get_record (self->form)));
}

static void
show_fields (CrmRequestPage *self)
{
  static const char *const names[] = { "name", "person", "role", "days", "note", "active" };
  GtkWidget *group = adw_preferences_group_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    adw_preferences_group_add (
        ADW_PREFERENCES_GROUP (group),
        crm_field_row_new (self->form, crm_entity_field_index (
                                           crm_record_form_get_entity (self->form), names[i])));
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
}

/**
 * crm_request_page_show:
 * @parent: a widget of the preferences
 * @workspace: an open company file
 * @kind: of request
 */
void
crm_request_page_show (GtkWidget *parent, CrmWorkspace *workspace, gint64 kind)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (parent, ADW_TYPE_PREFERENCES_DIALOG);
  g_autoptr (CrmRecord) record = crm_record_load (crm_workspace_get_reader (workspace),
                                                  crm_entity_find ("request_kind"), kind, NULL);
  CrmRequestPage *self;

  if (dialog == NULL || record == NULL)
    return;
  self = g_object_new (CRM_TYPE_REQUEST_PAGE, "title", crm_record_get_title (record), NULL);
  self->workspace = g_object_ref (workspace);
  self->form = crm_record_form_new (workspace, record);
  show_fields (self);
  show_items (self);
  g_signal_connect_object (self->form, "refreshed", G_CALLBACK (refreshed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "gone", G_CALLBACK (gone_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (dialog), ADW_NAVIGATION_PAGE (self));
}
