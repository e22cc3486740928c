/* One stage of the board. */
#include "config.h"

#include "crm-board-column.h"

#include <glib/gi18n.h>

#include "crm-board-card.h"
#include "crm-drop.h"
#include "crm-money-text.h"
#include "crm-record-list.h"

/* As long as the animation of the style. */
#define CELEBRATION_MS 1200

struct _CrmBoardColumn {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmRecord *stage;        /* owned; NULL: deals of all stages */
  GHashTable *stages;      /* owned; gint64 to CrmRecord; NULL where @stage is set */
  CrmQuery *query;         /* owned; NULL until set */
  CrmRecordList *list;     /* owned */
  GtkSingleSelection *selection;

  GtkLabel *title;
  GtkLabel *count;
  GtkLabel *sum;
  GtkLabel *weighted;
  GtkListView *cards;
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (CrmBoardColumn, crm_board_column, GTK_TYPE_WIDGET)

enum { DROPPED, SHIFTED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- Cards --------------------------------------------------------------------------------------
 */

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, gpointer user_data)
{
  CrmBoardCard *card =
      CRM_BOARD_CARD (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source)));
  CrmRecord *record = crm_board_card_get_record (card);
  if (record == NULL)
    return NULL;
  return gdk_content_provider_new_typed (G_TYPE_INT64, crm_record_get_id (record));
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, gpointer user_data)
{
  GtkWidget *card = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (card);
  gtk_drag_source_set_icon (source, picture, gtk_widget_get_width (card) / 2, 12);
  gtk_widget_add_css_class (card, "dragged");
}

static void
drag_end_cb (GtkDragSource *source, GdkDrag *drag, gboolean delete_data, gpointer user_data)
{
  gtk_widget_remove_css_class (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source)),
                               "dragged");
}

static void
setup_cb (GtkSignalListItemFactory *factory, GObject *object, gpointer user_data)
{
  CrmBoardColumn *self = user_data;
  CrmBoardCard *card = crm_board_card_new (self->workspace, GTK_LIST_ITEM (object));
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), NULL);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), NULL);
  g_signal_connect (source, "drag-end", G_CALLBACK (drag_end_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (card), GTK_EVENT_CONTROLLER (source));
  gtk_list_item_set_child (GTK_LIST_ITEM (object), GTK_WIDGET (card));
}

static CrmRecord *
find_stage (CrmBoardColumn *self, gint64 id)
{
  return self->stage != NULL ? self->stage : g_hash_table_lookup (self->stages, &id);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GObject *object, gpointer user_data)
{
  CrmBoardColumn *self = user_data;
  GtkListItem *item = GTK_LIST_ITEM (object);
  CrmRecord *record = CRM_RECORD (gtk_list_item_get_item (item));

  crm_board_card_set_record (CRM_BOARD_CARD (gtk_list_item_get_child (item)), record,
                             find_stage (self, crm_record_get_integer (record, "stage")));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GObject *object, gpointer user_data)
{
  crm_board_card_set_record (CRM_BOARD_CARD (gtk_list_item_get_child (GTK_LIST_ITEM (object))),
                             NULL, NULL);
}

static void
activate_cb (CrmBoardColumn *self, guint position)
{
  gint64 id = crm_record_list_get_id_at (self->list, position);
  if (id != 0)
    crm_workspace_open_record (self->workspace, crm_entity_find ("deal"), id);
}

static gint64
get_selected (CrmBoardColumn *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  return position == GTK_INVALID_LIST_POSITION ? 0
                                               : crm_record_list_get_id_at (self->list, position);
}

static void
shift_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmBoardColumn *self = CRM_BOARD_COLUMN (widget);
  gint64 deal = get_selected (self);
  if (deal != 0)
    g_signal_emit (self, signals[SHIFTED], 0, deal, g_variant_get_int32 (parameter));
}

static void
shift_deal_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gint64 deal;
  int by;

  g_variant_get (parameter, "(xi)", &deal, &by);
  g_signal_emit (widget, signals[SHIFTED], 0, deal, by);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmBoardColumn *self = CRM_BOARD_COLUMN (widget);
  gint64 deal = get_selected (self);
  if (deal != 0)
    crm_workspace_delete (self->workspace, crm_entity_find ("deal"), &deal, 1);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CrmBoardColumn *self)
{
  gint64 deal = g_value_get_int64 (value);
  if (crm_record_list_find (self->list, deal, NULL))
    return FALSE; /* it is here already */
  g_signal_emit (self, signals[DROPPED], 0, deal);
  return TRUE;
}

/* Rows of a list that were dragged here. */
static gboolean
drop_records_func (GtkWidget *widget, const CrmDragged *dragged, double x, double y, gboolean take,
                   gpointer data)
{
  CrmBoardColumn *self = data;

  return self->stage != NULL &&
         crm_drop_on_stage (widget, self->workspace, self->stage, dragged, take);
}

/* --- The list ------------------------------------------------------------------------------------
 */

static void
n_items_cb (CrmBoardColumn *self)
{
  gtk_widget_set_visible (self->empty, g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0 &&
                                           !crm_record_list_get_loading (self->list));
}

static void replace_list (CrmBoardColumn *self);

static void
replaced_cb (CrmBoardColumn *self)
{
  replace_list (self);
}

static void
replace_list (CrmBoardColumn *self)
{
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  self->list = crm_record_list_new (crm_workspace_get_store (self->workspace), self->query);
  g_signal_connect_swapped (self->list, "replaced", G_CALLBACK (replaced_cb), self);
  g_signal_connect_swapped (self->list, "notify::n-items", G_CALLBACK (n_items_cb), self);
  g_signal_connect_swapped (self->list, "notify::loading", G_CALLBACK (n_items_cb), self);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->list));
  n_items_cb (self);
}

static void
crm_board_column_dispose (GObject *object)
{
  CrmBoardColumn *self = CRM_BOARD_COLUMN (object);
  GtkWidget *child;

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_object (&self->workspace);
  g_clear_object (&self->stage);
  g_clear_pointer (&self->stages, g_hash_table_unref);
  g_clear_pointer (&self->query, crm_query_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_BOARD_COLUMN);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (crm_board_column_parent_class)->dispose (object);
}

static void
crm_board_column_class_init (CrmBoardColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_board_column_dispose;
  gtk_widget_class_set_css_name (widget_class, "boardcolumn");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-board-column.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, title);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, count);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, sum);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, weighted);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, cards);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, empty);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "column.shift", "i", shift_action);
  gtk_widget_class_install_action (widget_class, "column.shift-deal", "(xi)", shift_deal_action);
  gtk_widget_class_install_action (widget_class, "column.delete", NULL, delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK, "column.shift", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK, "column.shift", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "column.delete", NULL);

  signals[DROPPED] = g_signal_new ("dropped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SHIFTED] = g_signal_new ("shifted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT);
}

static void
crm_board_column_init (CrmBoardColumn *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT64, GDK_ACTION_MOVE);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_factory (self->cards, factory);
  gtk_list_view_set_model (self->cards, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (self->selection); /* the view holds it */
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  crm_dragged_add_target (GTK_WIDGET (self), drop_records_func, self);
}

static CrmBoardColumn *
create (CrmWorkspace *workspace, const char *title, const char *colour)
{
  CrmBoardColumn *self = g_object_new (CRM_TYPE_BOARD_COLUMN, NULL);
  g_autofree char *class = g_strconcat ("stage-", colour != NULL ? colour : "neutral", NULL);

  self->workspace = g_object_ref (workspace);
  gtk_label_set_label (self->title, title);
  gtk_widget_add_css_class (GTK_WIDGET (self), class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cards), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  return self;
}

CrmBoardColumn *
crm_board_column_new (CrmWorkspace *workspace, CrmRecord *stage)
{
  CrmBoardColumn *self =
      create (workspace, crm_record_get_title (stage), crm_record_get_text (stage, "colour"));

  self->stage = g_object_ref (stage);
  return self;
}

/**
 * crm_board_column_new_mixed:
 * @workspace: an open company file
 * @title: of the column
 * @colour: (nullable): named as those of stages
 * @stages: (element-type gint64 CrmRecord): all there are
 *
 * Returns: (transfer floating): a column for deals of any stage
 */
CrmBoardColumn *
crm_board_column_new_mixed (CrmWorkspace *workspace, const char *title, const char *colour,
                            GHashTable *stages)
{
  CrmBoardColumn *self = create (workspace, title, colour);

  self->stages = g_hash_table_ref (stages);
  return self;
}

CrmRecord *
crm_board_column_get_stage (CrmBoardColumn *self)
{
  return self->stage;
}

void
crm_board_column_set_query (CrmBoardColumn *self, CrmQuery *query)
{
  g_autoptr (CrmQuery) here =
      self->stage != NULL
          ? crm_query_filter_integer (query, "stage", CRM_OP_EQUAL, crm_record_get_id (self->stage))
          : crm_query_ref (query);
  g_clear_pointer (&self->query, crm_query_unref);
  self->query = crm_query_sort (here, "id", TRUE, NULL);
  replace_list (self);
}

/* Parts of a converted sum, or which rate is missing, are read on it. */
static void
show_amounts (GtkLabel *label, CrmWorkspace *workspace, GArray *amounts)
{
  g_autofree char *parts = NULL;
  g_autofree char *text = crm_money_text_new (workspace, amounts, " · ", &parts);

  gtk_label_set_label (label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), parts != NULL ? parts : text);
}

static void
show_weighted (CrmBoardColumn *self, GArray *amounts)
{
  g_autofree char *parts = NULL;
  g_autofree char *sum = crm_money_text_new (self->workspace, amounts, " · ", &parts);
  g_autofree char *percent = NULL;
  g_autofree char *text = NULL;
  g_autofree char *tip = NULL;

  if (sum[0] == '\0') {
    gtk_label_set_label (self->weighted, "");
    return;
  }
  if (self->stage != NULL) {
    percent = crm_decimal_format (crm_record_get_integer (self->stage, "probability"),
                                  CRM_PERCENT_DECIMALS, 0, crm_number_style_local ());
    /* Translators: probability of the stage and the sum weighted by it: "40 % → 168 000 ₽" */
    text = g_strdup_printf (_ ("%s %% → %s"), percent, sum);
  } else
    /* Translators: a sum weighted by the probability of each deal */
    text = g_strdup_printf (_ ("Weighted: %s"), sum);
  gtk_label_set_label (self->weighted, text);
  tip = g_strjoin ("\n",
                   self->stage != NULL ? _ ("Sum weighted by the probability of this stage")
                                       : _ ("Sum weighted by the probability of each stage"),
                   parts, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->weighted), tip);
}

void
crm_board_column_set_sums (CrmBoardColumn *self, GArray *groups)
{
  g_autoptr (GArray) sums = g_array_new (FALSE, FALSE, sizeof (CrmAmount));
  g_autoptr (GArray) weighted = g_array_new (FALSE, FALSE, sizeof (CrmAmount));
  g_autofree char *count = NULL;
  gint64 n = 0;

  for (guint i = 0; i < groups->len; i++) {
    const CrmGroup *group = &g_array_index (groups, CrmGroup, i);
    const char *currency = group->subgroup.type == CRM_VALUE_TEXT ? group->subgroup.text : NULL;
    CrmRecord *stage;
    gint64 part;
    if (group->group.type != CRM_VALUE_INTEGER ||
        (self->stage != NULL && group->group.integer != crm_record_get_id (self->stage)))
      continue;
    stage = find_stage (self, group->group.integer);
    n += group->count;
    crm_money_text_add (sums, currency, group->sum);
    if (stage != NULL && g_strcmp0 (crm_record_get_text (stage, "outcome"), "open") == 0 &&
        crm_decimal_multiply (group->sum, crm_record_get_integer (stage, "probability"), 10000,
                              &part))
      crm_money_text_add (weighted, currency, part);
  }
  count = crm_decimal_format (n, 0, 0, crm_number_style_local ());
  gtk_label_set_label (self->count, count);
  show_amounts (self->sum, self->workspace, sums);
  show_weighted (self, weighted);
}

gboolean
crm_board_column_focus_deal (CrmBoardColumn *self, gint64 deal)
{
  guint position;
  if (!crm_record_list_find (self->list, deal, &position))
    return FALSE;
  gtk_list_view_scroll_to (self->cards, position, GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT,
                           NULL);
  return TRUE;
}

static gboolean
calm_cb (gpointer data)
{
  gtk_widget_remove_css_class (data, "celebrating");
  return G_SOURCE_REMOVE;
}

/**
 * crm_board_column_celebrate:
 * @self: a column
 * @deal: that may have come here
 *
 * Shines for a moment if the deal is here; not where the person wants nothing to move.
 *
 * Returns: whether the deal is here
 */
gboolean
crm_board_column_celebrate (CrmBoardColumn *self, gint64 deal)
{
  gboolean moves = FALSE;

  if (self->list == NULL || !crm_record_list_find (self->list, deal, NULL))
    return FALSE;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &moves, NULL);
  if (moves) {
    gtk_widget_add_css_class (GTK_WIDGET (self), "celebrating");
    g_timeout_add_full (G_PRIORITY_DEFAULT, CELEBRATION_MS, calm_cb, g_object_ref (self),
                        g_object_unref);
  }
  return TRUE;
}
