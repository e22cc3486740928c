/* The filters of a list as removable chips. */
#include "config.h"

#include "crm-filter-bar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-filter-chip.h"
#include "crm-filter-group.h"
#include "crm-filter-menu.h"

struct _CrmFilterBar {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  const CrmField *mine; /* who is responsible; NULL where nobody is */

  AdwWrapBox *box;
  GtkToggleButton *mine_button;
  GtkMenuButton *add_button;
  GtkPopover *add_popover;
  CrmFilterMenu *menu;
  GtkWidget *partner; /* the chip that gets an alternative; NULL: none is meant */
};

G_DEFINE_FINAL_TYPE (CrmFilterBar, crm_filter_bar, GTK_TYPE_WIDGET)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
emit_changed (CrmFilterBar *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- Chips, and groups of them: items of the bar */

static GtkWidget *
next_item (GtkWidget *child)
{
  while (child != NULL && !CRM_IS_FILTER_CHIP (child) && !CRM_IS_FILTER_GROUP (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
first_item (CrmFilterBar *self)
{
  return next_item (gtk_widget_get_first_child (GTK_WIDGET (self->box)));
}

static GtkWidget *
item_after (GtkWidget *item)
{
  return next_item (gtk_widget_get_next_sibling (item));
}

static GtkWidget *
item_before (CrmFilterBar *self, GtkWidget *item)
{
  GtkWidget *before = NULL;
  for (GtkWidget *at = first_item (self); at != NULL && at != item; at = item_after (at))
    before = at;
  return before;
}

/* The chip of a one-chip item, or the one in a group; NULL beyond the last. */
static GtkWidget *
chip_of (GtkWidget *item, guint i)
{
  if (CRM_IS_FILTER_GROUP (item))
    return crm_filter_group_get_chip (CRM_FILTER_GROUP (item), i);
  return i == 0 ? item : NULL;
}

static GtkWidget *
group_of (GtkWidget *chip)
{
  return gtk_widget_get_ancestor (chip, CRM_TYPE_FILTER_GROUP);
}

static void
place_chips (CrmFilterBar *self)
{
  for (GtkWidget *item = first_item (self); item != NULL; item = item_after (item)) {
    GtkWidget *chip;
    for (guint i = 0; (chip = chip_of (item, i)) != NULL; i++)
      crm_filter_chip_set_place (CRM_FILTER_CHIP (chip),
                                 chip == item && item_before (self, item) != NULL,
                                 CRM_IS_FILTER_GROUP (item));
  }
}

/* A group of one is no group. */
static void
dissolve (CrmFilterBar *self, GtkWidget *group)
{
  g_autoptr (GtkWidget) last = NULL;

  if (crm_filter_group_get_chip (CRM_FILTER_GROUP (group), 1) != NULL)
    return;
  last = crm_filter_group_get_chip (CRM_FILTER_GROUP (group), 0);
  if (last != NULL) {
    g_object_ref (last);
    crm_filter_group_remove (CRM_FILTER_GROUP (group), last);
    adw_wrap_box_insert_child_after (self->box, last, group);
  }
  adw_wrap_box_remove (self->box, group);
}

static void
take_out (CrmFilterBar *self, GtkWidget *chip)
{
  GtkWidget *group = group_of (chip);

  if (group != NULL) {
    crm_filter_group_remove (CRM_FILTER_GROUP (group), chip);
    dissolve (self, group);
  } else
    adw_wrap_box_remove (self->box, chip);
}

static void
remove_chip (CrmFilterBar *self, GtkWidget *chip)
{
  if (self->partner == chip)
    self->partner = NULL;
  g_signal_handlers_disconnect_by_data (crm_filter_chip_get_filter (CRM_FILTER_CHIP (chip)), self);
  take_out (self, chip);
  place_chips (self);
}

static void
removed_cb (CrmFilterBar *self, GtkWidget *chip)
{
  remove_chip (self, chip);
  gtk_widget_grab_focus (GTK_WIDGET (self->add_button));
  emit_changed (self);
}

/* @item becomes a group, if it is none, and gets @chip, which is nowhere. */
static void
add_to_group (CrmFilterBar *self, GtkWidget *item, GtkWidget *chip)
{
  GtkWidget *group = item;

  if (!CRM_IS_FILTER_GROUP (item)) {
    g_autoptr (GtkWidget) first = g_object_ref (item);
    group = crm_filter_group_new ();
    adw_wrap_box_insert_child_after (self->box, group, first);
    adw_wrap_box_remove (self->box, first);
    crm_filter_group_append (CRM_FILTER_GROUP (group), first);
  }
  crm_filter_group_append (CRM_FILTER_GROUP (group), chip);
}

static void
alternative_cb (CrmFilterBar *self, GtkWidget *chip)
{
  gtk_menu_button_popup (self->add_button);
  self->partner = chip;
}

static void
joined_cb (CrmFilterBar *self, GtkWidget *chip)
{
  GtkWidget *before = item_before (self, chip);
  g_autoptr (GtkWidget) kept = g_object_ref (chip);

  if (before == NULL || group_of (chip) != NULL)
    return;
  adw_wrap_box_remove (self->box, chip);
  add_to_group (self, before, chip);
  place_chips (self);
  emit_changed (self);
}

static void
left_cb (CrmFilterBar *self, GtkWidget *chip)
{
  GtkWidget *group = group_of (chip);
  g_autoptr (GtkWidget) kept = g_object_ref (chip);

  if (group == NULL)
    return;
  crm_filter_group_remove (CRM_FILTER_GROUP (group), chip);
  adw_wrap_box_insert_child_after (self->box, chip, group);
  dissolve (self, group);
  place_chips (self);
  emit_changed (self);
}

static GtkWidget *
create_chip (CrmFilterBar *self, CrmFilter *filter)
{
  GtkWidget *chip = crm_filter_chip_new (self->workspace, filter);

  g_signal_connect_swapped (chip, "removed", G_CALLBACK (removed_cb), self);
  g_signal_connect_swapped (chip, "alternative", G_CALLBACK (alternative_cb), self);
  g_signal_connect_swapped (chip, "joined", G_CALLBACK (joined_cb), self);
  g_signal_connect_swapped (chip, "left", G_CALLBACK (left_cb), self);
  g_signal_connect_object (filter, "changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  return chip;
}

static void
append_item (CrmFilterBar *self, GtkWidget *item)
{
  adw_wrap_box_insert_child_after (self->box, item,
                                   gtk_widget_get_prev_sibling (GTK_WIDGET (self->add_button)));
}

/**
 * crm_filter_bar_add:
 * @self: a bar
 * @filter: is shown as a chip
 * @edit: whether its editor opens
 */
void
crm_filter_bar_add (CrmFilterBar *self, CrmFilter *filter, gboolean edit)
{
  GtkWidget *chip;

  g_return_if_fail (CRM_IS_FILTER_BAR (self));
  chip = create_chip (self, filter);
  if (self->partner != NULL) {
    GtkWidget *group = group_of (self->partner);
    add_to_group (self, group != NULL ? group : self->partner, chip);
  } else
    append_item (self, chip);
  self->partner = NULL;
  place_chips (self);
  if (edit)
    crm_filter_chip_edit (CRM_FILTER_CHIP (chip));
  if (crm_filter_is_complete (filter))
    emit_changed (self);
}

/* --- The menu of fields */

static void
chosen_cb (CrmFilterBar *self, CrmFilter *filter)
{
  GtkWidget *partner = self->partner;

  gtk_popover_popdown (self->add_popover);
  self->partner = partner;
  crm_filter_bar_add (self, filter, TRUE);
}

static void
popover_shown_cb (CrmFilterBar *self)
{
  crm_filter_menu_start (self->menu);
}

static void
popover_closed_cb (CrmFilterBar *self)
{
  self->partner = NULL;
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
  gtk_widget_class_bind_template_child (widget_class, CrmFilterBar, menu);
  gtk_widget_class_bind_template_callback (widget_class, emit_changed);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_closed_cb);
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
  g_type_ensure (CRM_TYPE_FILTER_MENU);
  gtk_widget_init_template (GTK_WIDGET (self));
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

/* Users delete fields of their own while somebody filters by them. */
static void
store_changed_cb (CrmFilterBar *self)
{
  for (GtkWidget *item = first_item (self); item != NULL; item = item_after (item)) {
    GtkWidget *chip;
    for (guint i = 0; (chip = chip_of (item, i)) != NULL; i++)
      crm_filter_follow (crm_filter_chip_get_filter (CRM_FILTER_CHIP (chip)));
  }
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
  crm_filter_menu_set_entity (self->menu, workspace, entity);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
}

static CrmCondition *
make_mine (CrmFilterBar *self)
{
  const CrmOperand me = { .kind = CRM_OPERAND_ME };
  return crm_condition_new_test (self->entity, self->mine->name, CRM_OP_EQUAL, &me, 1, NULL);
}

/* NULL where the item asks for nothing yet. */
static CrmCondition *
make_condition (CrmFilterBar *self, GtkWidget *item)
{
  g_autoptr (GPtrArray) children =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_condition_unref);
  GtkWidget *chip;

  for (guint i = 0; (chip = chip_of (item, i)) != NULL; i++) {
    CrmCondition *condition = crm_filter_make_condition (
        crm_filter_chip_get_filter (CRM_FILTER_CHIP (chip)), self->entity);
    if (condition != NULL)
      g_ptr_array_add (children, condition);
  }
  if (children->len < 2)
    return children->len == 1 ? crm_condition_ref (children->pdata[0]) : NULL;
  return crm_condition_new_group (CRM_CONDITION_ANY, g_steal_pointer (&children));
}

/**
 * crm_filter_bar_apply:
 * @self: a bar
 * @query: a question to its entity
 *
 * Returns: (transfer full): @query, narrowed down by all filters, as it is asked at present
 */
CrmQuery *
crm_filter_bar_apply (CrmFilterBar *self, CrmQuery *query)
{
  g_autoptr (CrmQuery) narrowed = NULL;

  g_return_val_if_fail (CRM_IS_FILTER_BAR (self), NULL);
  narrowed = crm_query_at (query, crm_workspace_get_now (self->workspace),
                           crm_workspace_get_me (self->workspace));
  if (gtk_toggle_button_get_active (self->mine_button)) {
    g_autoptr (CrmQuery) wider = g_steal_pointer (&narrowed);
    g_autoptr (CrmCondition) mine = make_mine (self);
    narrowed = crm_query_where (wider, mine);
  }
  for (GtkWidget *item = first_item (self); item != NULL; item = item_after (item)) {
    g_autoptr (CrmCondition) condition = make_condition (self, item);
    if (condition != NULL) {
      g_autoptr (CrmQuery) wider = g_steal_pointer (&narrowed);
      narrowed = crm_query_where (wider, condition);
    }
  }
  return g_steal_pointer (&narrowed);
}

gboolean
crm_filter_bar_is_empty (CrmFilterBar *self)
{
  g_return_val_if_fail (CRM_IS_FILTER_BAR (self), TRUE);
  if (gtk_toggle_button_get_active (self->mine_button))
    return FALSE;
  for (GtkWidget *item = first_item (self); item != NULL; item = item_after (item)) {
    GtkWidget *chip;
    for (guint i = 0; (chip = chip_of (item, i)) != NULL; i++)
      if (crm_filter_is_complete (crm_filter_chip_get_filter (CRM_FILTER_CHIP (chip))))
        return FALSE;
  }
  return TRUE;
}

/* --- A question as chips */

static void
set_mine (CrmFilterBar *self, gboolean on)
{
  g_signal_handlers_block_by_func (self->mine_button, emit_changed, self);
  gtk_toggle_button_set_active (self->mine_button, on);
  g_signal_handlers_unblock_by_func (self->mine_button, emit_changed, self);
}

static gboolean
is_mine (CrmFilterBar *self, CrmCondition *condition)
{
  gsize n;
  g_autofree char *path = crm_condition_dup_path (condition);
  const CrmOperand *operands = crm_condition_get_operands (condition, &n);

  return self->mine != NULL && gtk_widget_get_visible (GTK_WIDGET (self->mine_button)) &&
         crm_condition_get_kind (condition) == CRM_CONDITION_TEST &&
         crm_condition_get_op (condition) == CRM_OP_EQUAL && n == 1 &&
         operands[0].kind == CRM_OPERAND_ME && g_strcmp0 (path, self->mine->name) == 0;
}

static GtkWidget *
create_chip_of (CrmFilterBar *self, CrmCondition *condition)
{
  g_autoptr (CrmFilter) filter =
      crm_filter_new_condition (self->workspace, self->entity, condition);
  return create_chip (self, filter);
}

static void
append_condition (CrmFilterBar *self, CrmCondition *condition)
{
  CrmConditionKind kind = crm_condition_get_kind (condition);
  guint n = crm_condition_get_n_children (condition);
  GtkWidget *group;

  if (kind == CRM_CONDITION_ALL) {
    for (guint i = 0; i < n; i++)
      append_condition (self, crm_condition_get_child (condition, i));
    return;
  }
  if (is_mine (self, condition)) {
    set_mine (self, TRUE);
    return;
  }
  if (kind != CRM_CONDITION_ANY) {
    append_item (self, create_chip_of (self, condition));
    return;
  }
  group = crm_filter_group_new ();
  for (guint i = 0; i < n; i++)
    crm_filter_group_append (CRM_FILTER_GROUP (group),
                             create_chip_of (self, crm_condition_get_child (condition, i)));
  append_item (self, group);
}

/**
 * crm_filter_bar_set_query:
 * @self: a bar
 * @query: a question to its entity
 *
 * Shows what @query asks for as chips, instead of those that are there. "changed" is not emitted.
 */
void
crm_filter_bar_set_query (CrmFilterBar *self, CrmQuery *query)
{
  GtkWidget *item;

  g_return_if_fail (CRM_IS_FILTER_BAR (self));
  while ((item = first_item (self)) != NULL)
    remove_chip (self, chip_of (item, 0));
  set_mine (self, FALSE);
  for (guint i = 0; i < crm_query_get_n_conditions (query); i++)
    append_condition (self, crm_query_get_condition (query, i));
  place_chips (self);
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
  g_autoptr (CrmQuery) all = NULL;
  gboolean was_empty;

  g_return_if_fail (CRM_IS_FILTER_BAR (self));
  was_empty = crm_filter_bar_is_empty (self);
  all = crm_query_new (self->entity);
  crm_filter_bar_set_query (self, all);
  if (!was_empty)
    emit_changed (self);
}

void
crm_filter_bar_choose_field (CrmFilterBar *self)
{
  g_return_if_fail (CRM_IS_FILTER_BAR (self));
  gtk_menu_button_popup (self->add_button);
}

void
crm_filter_bar_prepend (CrmFilterBar *self, GtkWidget *widget)
{
  g_return_if_fail (CRM_IS_FILTER_BAR (self));
  adw_wrap_box_prepend (self->box, widget);
}
