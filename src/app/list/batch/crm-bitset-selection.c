/* A selection of any size over any list. */
#include "config.h"

#include "crm-bitset-selection.h"

struct _CrmBitsetSelection {
  GObject parent_instance;

  GListModel *model;   /* owned */
  GtkBitset *selected; /* owned */
  /* Whether the last single row that went was chosen: it may come again elsewhere. */
  gboolean carried;
  CrmCanSelect can_select; /* NULL: all rows can be chosen */
};

static void crm_bitset_selection_list_model_init (GListModelInterface *iface);
static void crm_bitset_selection_selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
    CrmBitsetSelection, crm_bitset_selection, G_TYPE_OBJECT,
    G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, crm_bitset_selection_list_model_init)
        G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, crm_bitset_selection_selection_model_init))

typedef enum { PROP_N_SELECTED = 1, PROP_ITEM_TYPE, PROP_N_ITEMS } Property;
static GParamSpec *properties[PROP_N_ITEMS + 1];

static void
notify_selected (CrmBitsetSelection *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

/* Tells the views of the range in which anything differs from before. */
static void
adopt (CrmBitsetSelection *self, GtkBitset *selected)
{
  g_autoptr (GtkBitset) before = self->selected;
  g_autoptr (GtkBitset) changes = gtk_bitset_copy (before);

  self->selected = selected;
  gtk_bitset_difference (changes, selected);
  if (gtk_bitset_is_empty (changes))
    return;
  guint first = gtk_bitset_get_minimum (changes);
  guint last = gtk_bitset_get_maximum (changes);
  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), first, last - first + 1);
  notify_selected (self);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added,
                  CrmBitsetSelection *self)
{
  guint64 before = gtk_bitset_get_size (self->selected);

  if (removed > 0)
    self->carried = removed == 1 && gtk_bitset_contains (self->selected, position);
  gtk_bitset_splice (self->selected, position, removed, added);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
  if (gtk_bitset_get_size (self->selected) != before)
    notify_selected (self);
}

static GType
crm_bitset_selection_get_item_type (GListModel *model)
{
  return g_list_model_get_item_type (CRM_BITSET_SELECTION (model)->model);
}

static guint
crm_bitset_selection_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (CRM_BITSET_SELECTION (model)->model);
}

static gpointer
crm_bitset_selection_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (CRM_BITSET_SELECTION (model)->model, position);
}

static void
crm_bitset_selection_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = crm_bitset_selection_get_item_type;
  iface->get_n_items = crm_bitset_selection_get_n_items;
  iface->get_item = crm_bitset_selection_get_item;
}

static gboolean
crm_bitset_selection_is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_bitset_contains (CRM_BITSET_SELECTION (model)->selected, position);
}

static GtkBitset *
crm_bitset_selection_get_selection_in_range (GtkSelectionModel *model, guint position,
                                             guint n_items)
{
  return gtk_bitset_ref (CRM_BITSET_SELECTION (model)->selected);
}

static void
remove_fixed (CrmBitsetSelection *self, GtkBitset *wanted)
{
  g_autoptr (GtkBitset) fixed = gtk_bitset_new_empty ();
  GtkBitsetIter iter;
  guint position;

  if (self->can_select == NULL)
    return;
  for (gboolean valid = gtk_bitset_iter_init_first (&iter, wanted, &position); valid;
       valid = gtk_bitset_iter_next (&iter, &position))
    if (!self->can_select (self->model, position))
      gtk_bitset_add (fixed, position);
  gtk_bitset_subtract (wanted, fixed);
}

/* Every way to choose comes down to this one. */
static gboolean
crm_bitset_selection_set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  CrmBitsetSelection *self = CRM_BITSET_SELECTION (model);
  g_autoptr (GtkBitset) wanted = gtk_bitset_copy (selected);
  GtkBitset *kept = gtk_bitset_copy (self->selected);
  guint n_items = g_list_model_get_n_items (self->model);

  gtk_bitset_intersect (wanted, mask);
  remove_fixed (self, wanted);
  gtk_bitset_subtract (kept, mask);
  gtk_bitset_union (kept, wanted);
  gtk_bitset_remove_range (kept, n_items, G_MAXUINT - n_items);
  adopt (self, kept);
  return TRUE;
}

static gboolean
crm_bitset_selection_select_range (GtkSelectionModel *model, guint position, guint n_items,
                                   gboolean unselect_rest)
{
  g_autoptr (GtkBitset) range = gtk_bitset_new_range (position, n_items);
  g_autoptr (GtkBitset) all =
      gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (model)));
  return crm_bitset_selection_set_selection (model, range, unselect_rest ? all : range);
}

static gboolean
crm_bitset_selection_unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  g_autoptr (GtkBitset) none = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) range = gtk_bitset_new_range (position, n_items);
  return crm_bitset_selection_set_selection (model, none, range);
}

static gboolean
crm_bitset_selection_select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  return crm_bitset_selection_select_range (model, position, 1, unselect_rest);
}

static gboolean
crm_bitset_selection_unselect_item (GtkSelectionModel *model, guint position)
{
  return crm_bitset_selection_unselect_range (model, position, 1);
}

static gboolean
crm_bitset_selection_select_all (GtkSelectionModel *model)
{
  return crm_bitset_selection_select_range (model, 0,
                                            g_list_model_get_n_items (G_LIST_MODEL (model)), FALSE);
}

static gboolean
crm_bitset_selection_unselect_all (GtkSelectionModel *model)
{
  return crm_bitset_selection_unselect_range (model, 0,
                                              g_list_model_get_n_items (G_LIST_MODEL (model)));
}

static void
crm_bitset_selection_selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = crm_bitset_selection_is_selected;
  iface->get_selection_in_range = crm_bitset_selection_get_selection_in_range;
  iface->select_item = crm_bitset_selection_select_item;
  iface->unselect_item = crm_bitset_selection_unselect_item;
  iface->select_range = crm_bitset_selection_select_range;
  iface->unselect_range = crm_bitset_selection_unselect_range;
  iface->select_all = crm_bitset_selection_select_all;
  iface->unselect_all = crm_bitset_selection_unselect_all;
  iface->set_selection = crm_bitset_selection_set_selection;
}

static void
crm_bitset_selection_get_property (GObject *object, guint property, GValue *value,
                                   GParamSpec *pspec)
{
  CrmBitsetSelection *self = CRM_BITSET_SELECTION (object);

  switch ((Property) property) {
  case PROP_N_SELECTED:
    g_value_set_uint64 (value, gtk_bitset_get_size (self->selected));
    return;
  case PROP_ITEM_TYPE:
    g_value_set_gtype (value, g_list_model_get_item_type (self->model));
    return;
  case PROP_N_ITEMS:
    g_value_set_uint (value, g_list_model_get_n_items (self->model));
    return;
  }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
crm_bitset_selection_dispose (GObject *object)
{
  CrmBitsetSelection *self = CRM_BITSET_SELECTION (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);

  G_OBJECT_CLASS (crm_bitset_selection_parent_class)->dispose (object);
}

static void
crm_bitset_selection_finalize (GObject *object)
{
  CrmBitsetSelection *self = CRM_BITSET_SELECTION (object);

  g_clear_object (&self->model);
  gtk_bitset_unref (self->selected);

  G_OBJECT_CLASS (crm_bitset_selection_parent_class)->finalize (object);
}

static void
crm_bitset_selection_class_init (CrmBitsetSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = crm_bitset_selection_get_property;
  object_class->dispose = crm_bitset_selection_dispose;
  object_class->finalize = crm_bitset_selection_finalize;

  properties[PROP_N_SELECTED] =
      g_param_spec_uint64 ("n-selected", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_ITEM_TYPE] = g_param_spec_gtype ("item-type", NULL, NULL, G_TYPE_OBJECT, flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
crm_bitset_selection_init (CrmBitsetSelection *self)
{
  self->selected = gtk_bitset_new_empty ();
}

/**
 * crm_bitset_selection_new:
 * @model: any list
 *
 * Returns: (transfer full): a selection over it, of nothing
 */
CrmBitsetSelection *
crm_bitset_selection_new (GListModel *model)
{
  CrmBitsetSelection *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);
  self = g_object_new (CRM_TYPE_BITSET_SELECTION, NULL);
  self->model = g_object_ref (model);
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), self);
  return self;
}

/**
 * crm_bitset_selection_set_can_select:
 * @self: a selection
 * @can_select: (nullable) (scope forever): whether the row of a list can be chosen
 */
void
crm_bitset_selection_set_can_select (CrmBitsetSelection *self, CrmCanSelect can_select)
{
  g_return_if_fail (CRM_IS_BITSET_SELECTION (self));
  self->can_select = can_select;
}

/**
 * crm_bitset_selection_get_model:
 * @self: a selection
 *
 * Returns: (transfer none): the list it was made over
 */
GListModel *
crm_bitset_selection_get_model (CrmBitsetSelection *self)
{
  g_return_val_if_fail (CRM_IS_BITSET_SELECTION (self), NULL);
  return self->model;
}

/**
 * crm_bitset_selection_get_n_selected:
 * @self: a selection
 *
 * Returns: how many rows are chosen
 */
guint64
crm_bitset_selection_get_n_selected (CrmBitsetSelection *self)
{
  g_return_val_if_fail (CRM_IS_BITSET_SELECTION (self), 0);
  return gtk_bitset_get_size (self->selected);
}

/**
 * crm_bitset_selection_get_first:
 * @self: a selection
 * @position: (out): the topmost chosen row
 *
 * Returns: whether any row is chosen
 */
gboolean
crm_bitset_selection_get_first (CrmBitsetSelection *self, guint *position)
{
  g_return_val_if_fail (CRM_IS_BITSET_SELECTION (self), FALSE);
  if (gtk_bitset_is_empty (self->selected))
    return FALSE;
  *position = gtk_bitset_get_minimum (self->selected);
  return TRUE;
}

/**
 * crm_bitset_selection_carry:
 * @self: a selection
 * @position: of a row that has just been inserted
 *
 * Says that the row at @position is the one that was removed last, by itself: a row that moves
 * stays chosen.
 */
void
crm_bitset_selection_carry (CrmBitsetSelection *self, guint position)
{
  g_return_if_fail (CRM_IS_BITSET_SELECTION (self));
  if (self->carried)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self), position, FALSE);
  self->carried = FALSE;
}
