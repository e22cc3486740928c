/* What tests of lists share. */
#include "config.h"

#include "list-fixture.h"

#include "crm-cell.h"
#include "crm-line.h"

void
list_add_companies (AppFixture *fixture)
{
  RecordFixture *record = &fixture->record;

  record_fixture_add (record, "person", "name", "Anna", NULL);
  record_fixture_add (record, "company", "name", "Orion", "city", "Kyiv", "type", "client",
                      "relation", "permanent", "phone", "+380441234567", "responsible", "Anna",
                      "tax_number", "00032112", "revenue", "1250000.50", NULL);
  record_fixture_add (record, "company", "name", "Altair", "city", "Łódź", "type", "partner",
                      "relation", "lost", "revenue", "20", NULL);
  record_fixture_add (record, "company", "name", "Вега Трейд", "city", "Киев", "type", "competitor",
                      NULL);
  record_fixture_add (record, "company", "name", "Żubr & Synowie <b>", "city", "Kyiv", "relation",
                      "returned", NULL);
}

typedef struct {
  const char *pattern;
  int n;
  int next;
} Feed;

static gboolean
feed_companies (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  Feed *feed = data;
  for (int i = 0; i < 500 && feed->next < feed->n; i++, feed->next++) {
    g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find ("company"));
    g_autofree char *name = g_strdup_printf (feed->pattern, feed->next);
    crm_record_set_text (record, "name", name);
    crm_record_set_text (record, "city", feed->next % 2 == 0 ? "Kyiv" : "Lviv");
    crm_change_add (change, record);
  }
  return feed->next < feed->n;
}

static void
add_companies (AppFixture *fixture, const char *pattern, int n)
{
  g_autoptr (CrmChange) change = crm_change_new ("Add", 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GError) error = NULL;
  Feed feed = { .pattern = pattern, .n = n };

  crm_change_set_feed (change, feed_companies, &feed, NULL, (gsize) n);
  crm_change_commit_sync (change, fixture->record.store, &error);
  g_assert_no_error (error);
  app_settle (10);
}

void
list_add_many (AppFixture *fixture, int n)
{
  add_companies (fixture, "Company %06d", n);
}

void
list_add_between (AppFixture *fixture, int n)
{
  add_companies (fixture, "Company %06d between", n);
}

CrmListPage *
list_show_page (AppFixture *fixture, const char *entity, int width)
{
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find (entity));
  CrmListPage *page = crm_list_page_new (fixture->workspace, query, NULL);

  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (page), width, 700);
  list_wait (page);
  return page;
}

static gboolean
is_answered (gpointer data)
{
  CrmListPage *page = data;
  return crm_list_loader_is_answered (page->loader);
}

void
list_wait (CrmListPage *page)
{
  g_assert_true (app_wait_for (is_answered, page));
  app_settle (50);
}

void
list_assert_titles (CrmListPage *page, const char *titles)
{
  CrmRecordList *list;
  g_autoptr (GString) found = g_string_new (NULL);

  list_wait (page);
  list = crm_list_loader_get_list (page->loader);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
    g_autoptr (CrmRecord) record = g_list_model_get_item (G_LIST_MODEL (list), i);
    g_string_append_printf (found, "%s%s", i > 0 ? "|" : "", crm_record_get_title (record));
  }
  g_assert_cmpstr (found->str, ==, titles);
}

static void
collect_cells (GtkWidget *widget, GPtrArray *texts)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (crm_is_cell (widget)) {
    if (crm_cell_get_record (widget) != NULL)
      g_ptr_array_add (texts, crm_cell_dup_shown (widget));
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_cells (child, texts);
}

char *
list_dup_cells (gpointer root)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  collect_cells (GTK_WIDGET (root), texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("|", (char **) texts->pdata);
}

void
list_picture (AppFixture *fixture, const char *name)
{
  const char *folder = g_getenv ("VORONKA_TEST_PICTURES");
  g_autofree char *command = NULL;

  if (folder == NULL || g_getenv ("VORONKA_TEST_GRIM") == NULL) {
    app_picture (fixture->window, name);
    return;
  }
  app_settle (400);
  command = g_strdup_printf ("grim '%s/%s.png'", folder, name);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

void
list_click (gpointer button)
{
  g_assert_true (GTK_IS_BUTTON (button));
  g_signal_emit_by_name (button, "clicked");
  app_settle (50);
}

static const char *
get_text (GtkWidget *widget)
{
  if (CRM_IS_LINE (widget))
    return crm_line_get_text (CRM_LINE (widget));
  return GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;
}

static GtkWidget *
find_text (GtkWidget *widget, const char *text, gsize length)
{
  const char *shown = get_text (widget);

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (shown != NULL && strncmp (shown, text, length) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_text (child, text, length);
    if (found != NULL)
      return found;
  }
  return NULL;
}

GtkWidget *
list_find_text (gpointer root, const char *text)
{
  return find_text (GTK_WIDGET (root), text, strlen (text) + 1);
}

GtkWidget *
list_find_prefix (gpointer root, const char *prefix)
{
  return find_text (GTK_WIDGET (root), prefix, strlen (prefix));
}

void
list_click_labelled (gpointer root, const char *label)
{
  GtkWidget *found = list_find_text (root, label);

  g_assert_nonnull (found);
  list_click (gtk_widget_get_ancestor (found, GTK_TYPE_BUTTON));
}

gint64
list_get_id (CrmListPage *page, guint position)
{
  return crm_record_list_get_id_at (crm_list_loader_get_list (page->loader), position);
}
