/* What happened to a record, newest first. */
#include "config.h"

#include "crm-timeline.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-list-follow.h"
#include "crm-note-composer.h"
#include "crm-relations.h"
#include "crm-search-escape.h"
#include "crm-text.h"
#include "crm-timeline-item.h"
#include "crm-timeline-row.h"

#define FIRST_PAGE 100
/* With fewer entries in sight, older ones are read at once. */
#define ENOUGH 30
#define MOST_PERSONS 200

/**
 * CrmTimeline:
 *
 * Reads on the reader thread, first the newest, more when one scrolls to the end. It follows the
 * store, and moves nothing that stays as it is.
 */
struct _CrmTimeline {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  gint64 id;
  GArray *filters;         /* owned; of Filter, as in the drop-down */
  GListStore *items;       /* owned; all that was read */
  GtkCustomFilter *chosen; /* borrowed: the filter model's */
  GArray *persons;         /* owned; ids, as in the drop-down behind "Everybody" */
  gint64 person;           /* by whom; 0: everybody */
  char *words;             /* owned; folded, what is searched for; NULL: nothing */
  guint most;
  gboolean more;
  gboolean reading;
  gboolean stale;

  GtkWidget *box;
  CrmNoteComposer *composer;
  GtkDropDown *filter;
  GtkDropDown *who;
  GtkSearchEntry *search;
  GtkWidget *scroller;
  GtkListView *view;
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (CrmTimeline, crm_timeline, GTK_TYPE_WIDGET)

/* Which kinds are shown; of related records those of one entity. */
typedef struct {
  guint kinds; /* bit per CrmTimelineKind */
  const CrmEntity *entity;
} Filter;

#define KIND(kind) (1u << (kind))
#define ALL_KINDS G_MAXUINT

/* --- Reading */

typedef struct {
  CrmTimeline *self; /* owned */
  const CrmEntity *entity;
  gint64 id;
  guint most;
  gboolean more;
  GPtrArray *items;
} Reading;

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  reading->items = crm_timeline_read (database, reading->entity, reading->id, reading->most,
                                      &reading->more, error);
  return reading->items != NULL;
}

static void
show_emptiness (CrmTimeline *self)
{
  GtkSelectionModel *model = gtk_list_view_get_model (self->view);
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (model)) == 0;

  gtk_widget_set_visible (self->empty, empty);
  gtk_widget_set_visible (self->scroller, !empty);
}

static void read_items (CrmTimeline *self);

/* What is looked for may be far back: it is read until there is a page of it, or the end. */
static gboolean
read_further (CrmTimeline *self)
{
  GListModel *shown = G_LIST_MODEL (gtk_list_view_get_model (self->view));

  if (!self->more || self->reading || g_list_model_get_n_items (shown) >= ENOUGH)
    return FALSE;
  self->most *= 4;
  read_items (self);
  return TRUE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (CrmTimeline) self = reading->self;
  g_autoptr (GError) error = NULL;
  gboolean read = crm_store_read_finish (CRM_STORE (source), result, &error);

  self->reading = FALSE;
  if (self->workspace != NULL && read) {
    self->more = reading->more;
    crm_list_follow (self->items, reading->items, (GEqualFunc) crm_timeline_item_equal);
    show_emptiness (self);
  } else if (self->workspace != NULL)
    crm_workspace_report (self->workspace, _ ("The timeline could not be read"), error);
  g_clear_pointer (&reading->items, g_ptr_array_unref);
  g_free (reading);
  if (self->workspace == NULL || !read)
    return;
  if (self->stale)
    read_items (self);
  else
    read_further (self);
}

static void
read_items (CrmTimeline *self)
{
  Reading *reading;

  /* One reading at a time: what changes meanwhile is read after it. */
  self->stale = self->reading || !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale)
    return;
  self->reading = TRUE;
  reading = g_new0 (Reading, 1);
  reading->self = g_object_ref (self);
  reading->entity = self->entity;
  reading->id = self->id;
  reading->most = self->most;
  crm_store_read_async (crm_workspace_get_store (self->workspace), read_func, reading, NULL, NULL,
                        read_cb, reading);
}

static void
store_changed_cb (CrmTimeline *self)
{
  read_items (self);
}

static void
edge_reached_cb (CrmTimeline *self, GtkPositionType position)
{
  if (position != GTK_POS_BOTTOM || !self->more || self->reading)
    return;
  self->most *= 2;
  read_items (self);
}

/* --- Filter */

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  CrmTimeline *self = user_data;
  guint selected = gtk_drop_down_get_selected (self->filter);
  const Filter *filter;

  if (self->person != 0 && crm_timeline_item_get_author (item) != self->person)
    return FALSE;
  if (self->words != NULL && !crm_timeline_item_contains (item, self->words))
    return FALSE;
  if (selected >= self->filters->len)
    return TRUE;
  filter = &g_array_index (self->filters, Filter, selected);
  return (filter->kinds & KIND (crm_timeline_item_get_kind (item))) != 0 &&
         (filter->entity == NULL || filter->entity == crm_timeline_item_get_entity (item));
}

static void
filter_cb (CrmTimeline *self)
{
  if (self->chosen == NULL)
    return;
  gtk_filter_changed (GTK_FILTER (self->chosen), GTK_FILTER_CHANGE_DIFFERENT);
  show_emptiness (self);
  read_further (self);
}

static void
add_filter (CrmTimeline *self, GtkStringList *labels, const char *label, guint kinds,
            const CrmEntity *entity)
{
  Filter filter = { kinds, entity };

  g_array_append_val (self->filters, filter);
  gtk_string_list_append (labels, label);
}

static void
make_filters (CrmTimeline *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autoptr (GArray) relations = crm_relations_read (self->entity);

  add_filter (self, labels, _ ("Everything"), ALL_KINDS, NULL);
  add_filter (self, labels, _ ("Notes"), KIND (CRM_TIMELINE_NOTE), NULL);
  add_filter (self, labels, _ ("Changes"),
              KIND (CRM_TIMELINE_CHANGE) | KIND (CRM_TIMELINE_ADDED) | KIND (CRM_TIMELINE_DELETED),
              NULL);
  add_filter (self, labels, _ ("Files"), KIND (CRM_TIMELINE_FILE), NULL);
  for (guint i = 0; i < relations->len; i++) {
    const CrmRelation *relation = &g_array_index (relations, CrmRelation, i);
    if (relation->first && !relation->owned && crm_entity_has_search (relation->entity))
      add_filter (self, labels, crm_entity_get_label_plural (relation->entity),
                  KIND (CRM_TIMELINE_RELATED), relation->entity);
  }
  gtk_drop_down_set_model (self->filter, G_LIST_MODEL (labels));
}

/* --- By whom, and which words */

static void
person_cb (CrmTimeline *self)
{
  guint selected = gtk_drop_down_get_selected (self->who);

  self->person = selected > 0 && selected <= self->persons->len
                     ? g_array_index (self->persons, gint64, selected - 1)
                     : 0;
  filter_cb (self);
}

static void
search_cb (CrmTimeline *self)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));

  g_free (self->words);
  self->words = *text != '\0' ? crm_text_fold (text) : NULL;
  filter_cb (self);
}

static void
make_persons (CrmTimeline *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find ("person"));
  g_autoptr (GPtrArray) persons =
      crm_query_fetch_all (query, crm_workspace_get_reader (self->workspace), MOST_PERSONS, NULL);

  gtk_string_list_append (names, C_ ("by whom", "Everybody"));
  for (guint i = 0; persons != NULL && i < persons->len; i++) {
    gint64 id = crm_record_get_id (persons->pdata[i]);
    g_array_append_val (self->persons, id);
    gtk_string_list_append (names, crm_record_get_title (persons->pdata[i]));
  }
  gtk_drop_down_set_model (self->who, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->who), self->persons->len > 1);
}

static void
reply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTimeline *self = CRM_TIMELINE (widget);
  crm_note_composer_reply (self->composer, g_variant_get_int64 (parameter));
}

/* --- Rows */

static void
setup_cb (CrmTimeline *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, crm_timeline_row_new (self->workspace));
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (CrmTimeline *self, GtkListItem *item)
{
  CrmTimelineItem *entry = gtk_list_item_get_item (item);
  const char *text = crm_timeline_item_get_text (entry);

  crm_timeline_row_set_item (CRM_TIMELINE_ROW (gtk_list_item_get_child (item)), entry);
  gtk_list_item_set_accessible_label (item, text != NULL ? text : "");
}

static void
unbind_cb (CrmTimeline *self, GtkListItem *item)
{
  crm_timeline_row_set_item (CRM_TIMELINE_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
crm_timeline_map (GtkWidget *widget)
{
  CrmTimeline *self = CRM_TIMELINE (widget);

  GTK_WIDGET_CLASS (crm_timeline_parent_class)->map (widget);

  if (self->stale)
    read_items (self);
}

static void
crm_timeline_dispose (GObject *object)
{
  CrmTimeline *self = CRM_TIMELINE (object);

  self->chosen = NULL;
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_TIMELINE);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (crm_timeline_parent_class)->dispose (object);
}

static void
crm_timeline_finalize (GObject *object)
{
  g_array_unref (CRM_TIMELINE (object)->filters);
  g_array_unref (CRM_TIMELINE (object)->persons);
  g_free (CRM_TIMELINE (object)->words);

  G_OBJECT_CLASS (crm_timeline_parent_class)->finalize (object);
}

static void
crm_timeline_class_init (CrmTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_timeline_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_timeline_finalize;
  widget_class->map = crm_timeline_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/voronka_crm/Voronka/ui/crm-timeline.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTimeline, box);
  gtk_widget_class_bind_template_child (widget_class, CrmTimeline, composer);
  gtk_widget_class_bind_template_child (widget_class, CrmTimeline, filter);
  gtk_widget_class_bind_template_child (widget_class, CrmTimeline, who);
  gtk_widget_class_bind_template_child (widget_class, CrmTimeline, search);
  gtk_widget_class_bind_template_child (widget_class, CrmTimeline, scroller);
  gtk_widget_class_bind_template_child (widget_class, CrmTimeline, view);
  gtk_widget_class_bind_template_child (widget_class, CrmTimeline, empty);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached_cb);
  gtk_widget_class_install_action (widget_class, "timeline.reply", "x", reply_action);
  g_type_ensure (CRM_TYPE_NOTE_COMPOSER);
}

static void
crm_timeline_init (CrmTimeline *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *shown;

  gtk_widget_init_template (GTK_WIDGET (self));
  crm_search_escape_add (self->search);
  self->most = FIRST_PAGE;
  self->stale = TRUE;
  self->filters = g_array_new (FALSE, FALSE, sizeof (Filter));
  self->persons = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_list_store_new (CRM_TYPE_TIMELINE_ITEM);
  self->chosen = gtk_custom_filter_new (is_shown, self, NULL);
  shown = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->items)),
                                     GTK_FILTER (self->chosen));
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  /* The text within the entry is what a screen reader meets. */
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self->search))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search the Timeline"), -1);
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (G_LIST_MODEL (shown));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

/**
 * crm_timeline_new:
 * @workspace: where the record is
 * @entity: of the record
 * @id: of the record
 *
 * Returns: (transfer floating): its timeline, which reads once it is seen
 */
GtkWidget *
crm_timeline_new (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  CrmTimeline *self = g_object_new (CRM_TYPE_TIMELINE, NULL);

  self->workspace = g_object_ref (workspace);
  self->entity = entity;
  self->id = id;
  make_filters (self);
  make_persons (self);
  crm_note_composer_set_subject (self->composer, workspace, entity, id);
  gtk_widget_set_visible (GTK_WIDGET (self->composer),
                          crm_store_is_writable (crm_workspace_get_store (workspace)));
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * crm_timeline_start_note:
 * @self: a timeline
 *
 * Puts the cursor where a note is written.
 */
void
crm_timeline_start_note (CrmTimeline *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}
