/* What is asked once a field has got a certain value: why and when a client went away. */
#include "config.h"

#include "crm-follow-up.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-record-fields.h"

typedef struct {
  const char *entity;
  const char *field;
  const char *value;
  const char *fields[2]; /* asked for; not where the first is filled */
} FollowUp;

static const FollowUp follow_ups[] = {
  { "company", "relation", "lost", { "end_reason", "end_date" } },
};

typedef struct {
  const FollowUp *what;
  GtkWidget *widget; /* borrowed: the signal ends with it */
  gboolean was_so;
} Watch;

static gboolean
is_so (CrmRecordForm *form, const FollowUp *what)
{
  return g_strcmp0 (crm_record_get_text (crm_record_form_get_record (form), what->field),
                    what->value) == 0;
}

static void
ask (CrmRecordForm *form, const Watch *watch)
{
  const CrmEntity *entity = crm_record_form_get_entity (form);
  g_autofree char *title = g_strdup_printf (
      _ ("Why Did “%s” Go Away?"), crm_record_get_title (crm_record_form_get_record (form)));
  int fields[G_N_ELEMENTS (watch->what->fields)];
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    fields[i] = crm_entity_field_index (entity, watch->what->fields[i]);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (crm_field_group_new (
                                form, NULL, fields, G_N_ELEMENTS (fields), FALSE)));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, title);
  adw_dialog_set_content_width (dialog, 460);
  adw_dialog_set_child (dialog, view);
  /* What is typed is saved as everywhere, when the row is left. */
  g_signal_connect_object (dialog, "closed", G_CALLBACK (crm_record_form_flush), form,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, watch->widget);
}

static void
refreshed_cb (CrmRecordForm *form, Watch *watch)
{
  gboolean was_so = watch->was_so;

  watch->was_so = is_so (form, watch->what);
  if (watch->was_so && !was_so && gtk_widget_get_mapped (watch->widget) &&
      crm_record_is_empty (crm_record_form_get_record (form), watch->what->fields[0]))
    ask (form, watch);
}

static void
free_watch (gpointer data, GClosure *closure)
{
  g_free (data);
}

/**
 * crm_follow_up_attach:
 * @form: of a record
 * @widget: where it is shown; goes before the form
 */
void
crm_follow_up_attach (CrmRecordForm *form, GtkWidget *widget)
{
  for (gsize i = 0; i < G_N_ELEMENTS (follow_ups); i++) {
    GClosure *closure;
    Watch *watch;

    if (g_strcmp0 (crm_record_form_get_entity (form)->name, follow_ups[i].entity) != 0)
      continue;
    watch = g_new0 (Watch, 1);
    watch->what = &follow_ups[i];
    watch->widget = widget;
    watch->was_so = is_so (form, watch->what);
    closure = g_cclosure_new (G_CALLBACK (refreshed_cb), watch, free_watch);
    g_object_watch_closure (G_OBJECT (widget), closure);
    g_signal_connect_closure (form, "refreshed", closure, FALSE);
  }
}
