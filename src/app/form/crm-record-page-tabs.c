/* The tabs of a record's page: what stands in the overview, what points at it, and how much. */
#include "config.h"

#include "crm-record-page-private.h"

#include <glib/gi18n.h>

#include "crm-checklist-group.h"
#include "crm-duplicate-hint.h"
#include "crm-file-list.h"
#include "crm-message-row.h"
#include "crm-owned-list.h"
#include "crm-person-work.h"
#include "crm-progress-group.h"
#include "crm-relations.h"
#include "crm-repeat-group.h"
#include "crm-request-group.h"
#include "crm-payment-habit-group.h"
#include "crm-run-group.h"
#include "crm-share-out.h"
#include "crm-value-history.h"
#include "crm-way-ahead.h"
#include "crm-why-button.h"

typedef struct {
  CrmRecordPage *self; /* owned */
  GPtrArray *queries;
  GArray *counts; /* of gint64 */
} Counting;

static gboolean
count_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Counting *counting = data;

  for (guint i = 0; i < counting->queries->len; i++) {
    gint64 count = crm_query_count (counting->queries->pdata[i], database, error);
    if (count < 0)
      return FALSE;
    g_array_append_val (counting->counts, count);
  }
  return TRUE;
}

static void
show_count (AdwViewStackPage *tab, const char *title, gint64 count)
{
  g_autofree char *counted = g_strdup_printf ("%s %" G_GINT64_FORMAT, title, count);
  adw_view_stack_page_set_title (tab, count > 0 ? counted : title);
}

static void
show_counts (CrmRecordPage *self, GArray *counts)
{
  for (guint i = 0; i < counts->len && i < self->tabs->len; i++) {
    const CrmRelation *relation = &g_array_index (self->relations, CrmRelation, i);
    AdwViewStackPage *tab = self->tabs->pdata[i];
    gint64 count = g_array_index (counts, gint64, i);
    g_autofree char *title = crm_relation_dup_title (relation);

    if (tab == NULL)
      continue;
    show_count (tab, title, count);
    /* What points here by a second field is rare: it has a tab only where there is something. */
    adw_view_stack_page_set_visible (tab, relation->first || count > 0);
  }
  if (self->files != NULL && counts->len > self->relations->len)
    show_count (self->files, _ ("Files"), g_array_index (counts, gint64, self->relations->len));
}

static void
count_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Counting *counting = user_data;
  g_autoptr (CrmRecordPage) self = counting->self;
  gboolean counted = crm_store_read_finish (CRM_STORE (source), result, NULL);

  self->counting = FALSE;
  if (counted && self->workspace != NULL)
    show_counts (self, counting->counts);
  g_ptr_array_unref (counting->queries);
  g_array_unref (counting->counts);
  g_free (counting);
  if (self->stale && self->workspace != NULL)
    crm_record_page_count (self);
}

void
crm_record_page_count (CrmRecordPage *self)
{
  Counting *counting;

  self->stale = self->counting;
  if (self->counting)
    return;
  self->counting = TRUE;
  counting = g_new0 (Counting, 1);
  counting->self = g_object_ref (self);
  counting->queries = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_query_unref);
  counting->counts = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->relations->len; i++)
    g_ptr_array_add (
        counting->queries,
        crm_relation_make_query (&g_array_index (self->relations, CrmRelation, i), self->id));
  g_ptr_array_add (counting->queries, crm_file_list_make_query (self->entity, self->id));
  crm_store_read_async (crm_workspace_get_store (self->workspace), count_func, counting, NULL, NULL,
                        count_cb, counting);
}

void
crm_record_page_count_changed (CrmRecordPage *self, CrmAnnouncement *announcement)
{
  if (crm_announcement_touches (announcement, crm_entity_find ("file"))) {
    crm_record_page_count (self);
    return;
  }
  for (guint i = 0; i < self->relations->len; i++)
    if (crm_announcement_touches (announcement,
                                  g_array_index (self->relations, CrmRelation, i).entity)) {
      crm_record_page_count (self);
      return;
    }
}

/* --- Cards that the description names */

static GtkWidget *
make_requests (CrmRecordForm *form)
{
  return crm_request_group_new (form, NULL);
}

static const struct {
  const char *name;
  GtkWidget *(*make) (CrmRecordForm *form);
  gboolean below; /* the fields, else above them */
} cards[] = {
  { "messages", crm_message_card_new },   { "payments", crm_payment_habit_group_new },
  { "progress", crm_progress_group_new }, { "repeat", crm_repeat_group_new, TRUE },
  { "requests", make_requests },          { "run", crm_run_group_new },
  { "sale", crm_way_ahead_new },          { "share-out", crm_share_out_group_new },
  { "work", crm_person_work_new },
};

static void
add_card (CrmRecordPage *self, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    if (g_str_equal (cards[i].name, name)) {
      if (cards[i].below)
        crm_record_fields_append (self->fields, cards[i].make (self->form));
      else
        crm_record_fields_prepend (self->fields, cards[i].make (self->form));
      return;
    }
  g_assert_not_reached ();
}

/* Each stands above those that were put there before it. */
static void
add_cards (CrmRecordPage *self)
{
  g_auto (GStrv) names =
      g_strsplit (self->entity->cards != NULL ? self->entity->cards : "", "|", -1);

  for (guint i = g_strv_length (names); i-- > 0;)
    add_card (self, names[i]);
}

void
crm_record_page_make_tabs (CrmRecordPage *self)
{
  self->fields = CRM_RECORD_FIELDS (crm_record_fields_new (self->form));
  self->timeline = CRM_TIMELINE (crm_timeline_new (self->workspace, self->entity, self->id));
  crm_why_buttons_attach (self->form, GTK_WIDGET (self->fields));
  crm_record_fields_append (self->fields, crm_duplicate_hint_new (self->form));
  if (crm_entity_find_tracked (self->entity) != NULL)
    crm_record_fields_append (
        self->fields, crm_value_history_new (self->form, crm_entity_find_tracked (self->entity)));
  adw_view_stack_add_titled (self->views, GTK_WIDGET (self->fields), "overview", _ ("Overview"));
  adw_view_stack_add_titled (self->views, GTK_WIDGET (self->timeline), "timeline", _ ("Timeline"));
  for (guint i = 0; i < self->relations->len; i++) {
    const CrmRelation *relation = &g_array_index (self->relations, CrmRelation, i);
    if (relation->owned) {
      crm_record_fields_append (self->fields,
                                crm_entity_is_checklist (relation->entity)
                                    ? crm_checklist_group_new (self->workspace, self->id)
                                    : crm_owned_list_new (self->form, relation));
      g_ptr_array_add (self->tabs, NULL);
      continue;
    }
    g_autofree char *title = crm_relation_dup_title (relation);
    g_autofree char *name =
        g_strdup_printf ("%s.%s", relation->entity->name, relation->field->name);
    AdwViewStackPage *tab = adw_view_stack_add_titled (self->views, adw_bin_new (), name, title);
    adw_view_stack_page_set_visible (tab, relation->first);
    g_ptr_array_add (self->tabs, tab);
  }
  add_cards (self);
  self->files = adw_view_stack_add_titled (
      self->views, crm_file_list_new (self->workspace, self->entity, self->id), "files",
      _ ("Files"));
}
