/* The filters of a list as removable chips. */
#include "config.h"

#include "crm-filter-bar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-filter-chip.h"
#include "crm-text.h"

struct _CrmFilterBar {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  const CrmField *mine; /* who is responsible; NULL where nobody is */

  AdwWrapBox *box;
  GtkToggleButton *mine_button;
  GtkMenuButton *add_button;
  GtkPopover *add_popover;
  GtkSearchEntry *search_entry;
  GtkListBox *list_box;
};

G_DEFINE_FINAL_TYPE (CrmFilterBar, crm_filter_bar, GTK_TYPE_WIDGET)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
emit_changed (CrmFilterBar *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- Chips */

static GtkWidget *
next_chip (GtkWidget *child)
{
  while (child != NULL && !CRM_IS_FILTER_CHIP (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
first_chip (CrmFilterBar *self)
{
  return next_chip (gtk_widget_get_first_child (GTK_WIDGET (self->box)));
}

static void
remove_chip (CrmFilterBar *self, GtkWidget *chip)
{
  g_signal_handlers_disconnect_by_data (crm_filter_chip_get_filter (CRM_FILTER_CHIP (chip)), self);
  adw_wrap_box_remove (self->box, chip);
}

static void
removed_cb (CrmFilterBar *self, GtkWidget *chip)
{
  remove_chip (self, chip);
  gtk_widget_grab_focus (GTK_WIDGET (self->add_button));
  emit_changed (self);
}

void
crm_filter_bar_add (CrmFilterBar *self, CrmFilter *filter, gboolean edit)
{
  GtkWidget *chip;

  g_return_if_fail (CRM_IS_FILTER_BAR (self));
  chip = crm_filter_chip_new (self->workspace, filter);
  g_signal_connect_swapped (chip, "removed", G_CALLBACK (removed_cb), self);
  g_signal_connect_object (filter, "changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  adw_wrap_box_insert_child_after (self->box, chip,
                                   gtk_widget_get_prev_sibling (GTK_WIDGET (self->add_button)));
  if (edit)
    crm_filter_chip_edit (CRM_FILTER_CHIP (chip));
  if (crm_filter_is_complete (filter))
    emit_changed (self);
}

/* --- The menu of fields */

static void
field_chosen_cb (CrmFilterBar *self, GtkListBoxRow *row)
{
  const CrmField *field = g_object_get_data (G_OBJECT (row), "field");
  g_autoptr (CrmFilter) filter = crm_filter_new (self->workspace, field);

  gtk_popover_popdown (self->add_popover);
  crm_filter_bar_add (self, filter, TRUE);
}

static void
append_field (CrmFilterBar *self, const CrmField *field)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", crm_field_get_label (field), "xalign",
                                   0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  crm_field_get_label (field), -1);
  g_object_set_data (G_OBJECT (row), "field", (gpointer) field);
  gtk_list_box_append (self->list_box, row);
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer user_data)
{
  CrmFilterBar *self = user_data;
  const CrmField *field = g_object_get_data (G_OBJECT (row), "field");
  g_autofree char *label = crm_text_fold (crm_field_get_label (field));
  g_autofree char *wanted =
      crm_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));

  return strstr (label, wanted) != NULL;
}

static void
search_changed_cb (CrmFilterBar *self)
{
  gtk_list_box_invalidate_filter (self->list_box);
}

/* Enter takes the first that fits. */
static void
search_activate_cb (CrmFilterBar *self)
{
  for (int i = 0;; i++) {
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list_box, i);
    if (row == NULL)
      return;
    if (gtk_widget_get_child_visible (GTK_WIDGET (row))) {
      field_chosen_cb (self, row);
      return;
    }
  }
}

static void
popover_shown_cb (CrmFilterBar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* What the list shows at first comes first. */
static void
append_fields (CrmFilterBar *self)
{
  for (int pass = 0; pass < 2; pass++)
    for (int i = 0; i < self->entity->n_fields; i++) {
      const CrmField *field = &self->entity->fields[i];
      gboolean is_listed = (field->flags & CRM_FIELD_LISTED) != 0;
      gsize n_tests;
      if ((field->flags & CRM_FIELD_HIDDEN) == 0 && is_listed == (pass == 0) &&
          crm_filter_get_tests (field, &n_tests) != NULL)
        append_field (self, field);
    }
}

/* --- Mine */

/* Who a new record of mine belongs to is whose it is. */
static const CrmField *
find_mine (const CrmEntity *entity)
{
  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].kind == CRM_KIND_REFERENCE &&
        g_strcmp0 (entity->fields[i].initial, "me") == 0)
      return &entity->fields[i];
  return NULL;
}

/* --- Object */

static void
crm_filter_bar_dispose (GObject *object)
{
  CrmFilterBar *self = CRM_FILTER_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_FILTER_BAR);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_filter_bar_parent_class)->dispose (object);
}

static void
crm_filter_bar_class_init (CrmFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_filter_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFilterBar, box);
  gtk_widget_class_bind_template_child (widget_class, CrmFilterBar, mine_button);
  gtk_widget_class_bind_template_child (widget_class, CrmFilterBar, add_button);
  gtk_widget_class_bind_template_child (widget_class, CrmFilterBar, add_popover);
  gtk_widget_class_bind_template_child (widget_class, CrmFilterBar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CrmFilterBar, list_box);
  gtk_widget_class_bind_template_callback (widget_class, emit_changed);
  gtk_widget_class_bind_template_callback (widget_class, field_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);

  /**
   * CrmFilterBar::changed:
   * @self: the bar
   *
   * The filters ask for something else.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_filter_bar_init (CrmFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list_box, is_wanted, self, NULL);
}

/**
 * crm_filter_bar_new:
 *
 * Returns: (transfer floating): a bar that does not know yet what is listed
 */
GtkWidget *
crm_filter_bar_new (void)
{
  return g_object_new (CRM_TYPE_FILTER_BAR, NULL);
}

/**
 * crm_filter_bar_set_entity:
 * @self: a bar
 * @workspace: the workspace
 * @entity: what is listed; once
 */
void
crm_filter_bar_set_entity (CrmFilterBar *self, CrmWorkspace *workspace, const CrmEntity *entity)
{
  g_return_if_fail (CRM_IS_FILTER_BAR (self) && self->entity == NULL);
  self->workspace = g_object_ref (workspace);
  self->entity = entity;
  self->mine = find_mine (entity);
  gtk_widget_set_visible (GTK_WIDGET (self->mine_button),
                          self->mine != NULL && crm_workspace_get_me (workspace) != 0);
  append_fields (self);
}

/**
 * crm_filter_bar_apply:
 * @self: a bar
 * @query: a question to its entity
 *
 * Returns: (transfer full): @query, narrowed down by all filters
 */
CrmQuery *
crm_filter_bar_apply (CrmFilterBar *self, CrmQuery *query)
{
  g_autoptr (CrmQuery) narrowed = NULL;

  g_return_val_if_fail (CRM_IS_FILTER_BAR (self), NULL);
  narrowed = crm_query_ref (query);
  if (gtk_toggle_button_get_active (self->mine_button)) {
    g_autoptr (CrmQuery) wider = g_steal_pointer (&narrowed);
    narrowed = crm_query_filter_integer (wider, self->mine->name, CRM_OP_EQUAL,
                                         crm_workspace_get_me (self->workspace));
  }
  for (GtkWidget *chip = first_chip (self); chip != NULL;
       chip = next_chip (gtk_widget_get_next_sibling (chip))) {
    g_autoptr (CrmQuery) wider = g_steal_pointer (&narrowed);
    narrowed = crm_filter_apply (crm_filter_chip_get_filter (CRM_FILTER_CHIP (chip)), wider);
  }
  return g_steal_pointer (&narrowed);
}

gboolean
crm_filter_bar_is_empty (CrmFilterBar *self)
{
  g_return_val_if_fail (CRM_IS_FILTER_BAR (self), TRUE);
  if (gtk_toggle_button_get_active (self->mine_button))
    return FALSE;
  for (GtkWidget *chip = first_chip (self); chip != NULL;
       chip = next_chip (gtk_widget_get_next_sibling (chip)))
    if (crm_filter_is_complete (crm_filter_chip_get_filter (CRM_FILTER_CHIP (chip))))
      return FALSE;
  return TRUE;
}

/**
 * crm_filter_bar_clear:
 * @self: a bar
 *
 * Takes all filters away.
 */
void
crm_filter_bar_clear (CrmFilterBar *self)
{
  GtkWidget *chip;
  gboolean was_empty;

  g_return_if_fail (CRM_IS_FILTER_BAR (self));
  was_empty = crm_filter_bar_is_empty (self);
  while ((chip = first_chip (self)) != NULL)
    remove_chip (self, chip);
  g_signal_handlers_block_by_func (self->mine_button, emit_changed, self);
  gtk_toggle_button_set_active (self->mine_button, FALSE);
  g_signal_handlers_unblock_by_func (self->mine_button, emit_changed, self);
  if (!was_empty)
    emit_changed (self);
}

void
crm_filter_bar_choose_field (CrmFilterBar *self)
{
  g_return_if_fail (CRM_IS_FILTER_BAR (self));
  gtk_menu_button_popup (self->add_button);
}
