/* Notes as a discussion: mentions, replies, what survives a crash, filters of the timeline. */
#include "config.h"

#include "crm-mention.h"
#include "crm-timeline-item.h"
#include "form-fixture.h"

static void
wait_for (gpointer root, GType type, const char *name)
{
  app_expect (root, type, name, TRUE);
}

static void
wait_away (gpointer root, GType type, const char *name)
{
  app_expect (root, type, name, FALSE);
}

static GtkTextBuffer *
get_buffer (gpointer root)
{
  GtkWidget *view = app_find (root, GTK_TYPE_TEXT_VIEW, "New note");
  g_assert_nonnull (view);
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
}

static char *
dup_text (gpointer root)
{
  GtkTextIter start, end;
  GtkTextBuffer *buffer = get_buffer (root);

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
type (gpointer root, const char *text)
{
  gtk_text_buffer_insert_at_cursor (get_buffer (root), text, -1);
  app_settle (50);
}

static CrmRecordPage *
show (AppFixture *fixture, const char *entity, gint64 id)
{
  CrmRecordPage *page = form_show (fixture, entity, id, 800, 700);
  gtk_widget_activate_action (GTK_WIDGET (page), "record.note", NULL);
  app_settle (200);
  return page;
}

/* "@" offers persons, Enter takes one, and the note leads to the person, whatever the name is. */
static void
test_mention (AppFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  gint64 anna = record_fixture_add (&fixture->record, "person", "name", "Anna Petrova", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) mentions = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find ("note"));
  g_autoptr (GError) error = NULL;
  CrmRecordPage *page;

  record_fixture_add (&fixture->record, "person", "name", "Oleh Anders", NULL);
  page = show (fixture, "company", company);
  type (page, "Ask @");
  g_assert_nonnull (app_find (page, GTK_TYPE_LIST_BOX_ROW, "Oleh Anders"));
  type (page, "pet");
  g_assert_null (app_find (page, GTK_TYPE_LIST_BOX_ROW, "Oleh Anders"));
  g_assert_nonnull (app_find (page, GTK_TYPE_LIST_BOX_ROW, "Anna Petrova"));
  app_picture (fixture->window, "mention");
  form_press_key ("Return");
  app_settle (50);
  text = dup_text (page);
  g_assert_cmpstr (text, ==, "Ask @Anna Petrova ");
  type (page, "<b>about it</b>");
  form_press_key ("ctrl+Return");
  wait_for (page, GTK_TYPE_LABEL, "Ask @Anna Petrova <b>about it</b>");
  notes = crm_query_fetch_all (query, crm_workspace_get_reader (fixture->workspace), 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, ==, 1);
  mentions = crm_mentions_read (crm_workspace_get_reader (fixture->workspace),
                                crm_record_get_id (notes->pdata[0]), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mentions->len, ==, 1);
  g_assert_cmpint (((CrmMention *) mentions->pdata[0])->person, ==, anna);
  record_fixture_set (&fixture->record, "person", anna, "name", "Anna Bondar");
  wait_for (page, GTK_TYPE_LABEL, "Ask @Anna Bondar <b>about it</b>");
  app_picture (fixture->window, "mentioned");
  form_check_names (GTK_WIDGET (page));
}

/* An answer stands beneath its note, and the discussion where it went on last. */
static void
test_reply (AppFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  g_autofree char *subject = g_strdup_printf ("company:%" G_GINT64_FORMAT, company);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  CrmRecordPage *page;
  gboolean more;

  record_fixture_add (&fixture->record, "note", "text", "Who calls them?", "subject", subject,
                      "created", "2026-01-01T10:00", NULL);
  page = show (fixture, "company", company);
  form_press (page, "Reply to the Note");
  app_settle (100);
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "Reply to “Who calls them?”"));
  type (page, "I do");
  form_press (page, "Reply");
  wait_for (page, GTK_TYPE_LABEL, "I do");
  g_assert_null (app_find (page, GTK_TYPE_LABEL, "Reply to “Who calls them?”"));
  record_fixture_add (&fixture->record, "note", "text", "Between", "subject", subject, "created",
                      "2026-02-01T10:00", NULL);
  wait_for (page, GTK_TYPE_LABEL, "Between");
  app_picture (fixture->window, "discussion");
  items = crm_timeline_read (crm_workspace_get_reader (fixture->workspace),
                             crm_entity_find ("company"), company, 100, &more, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 4);
  g_assert_cmpstr (crm_timeline_item_get_text (items->pdata[0]), ==, "Who calls them?");
  g_assert_cmpstr (crm_timeline_item_get_text (items->pdata[1]), ==, "I do");
  g_assert_true (crm_timeline_item_is_reply (items->pdata[1]));
  g_assert_cmpstr (crm_timeline_item_get_text (items->pdata[3]), ==, "Between");
}

/* What is typed and not sent stands there again after a crash; what was sent does not. */
static void
test_draft (AppFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  g_autoptr (CrmWorkspace) other = NULL;
  CrmRecordPage *page = show (fixture, "company", company);
  g_autofree char *kept = NULL;
  g_autofree char *again = NULL;

  type (page, "Half a thou");
  crm_drafts_flush (crm_workspace_get_drafts (fixture->workspace));
  app_settle (300);
  /* Another program that opens the file afterwards. */
  other = crm_workspace_new (fixture->record.store);
  kept = crm_drafts_dup (crm_workspace_get_drafts (other), "note:company:1");
  g_assert_cmpstr (kept, ==, "Half a thou");
  page = show (fixture, "company", company);
  again = dup_text (page);
  g_assert_cmpstr (again, ==, "Half a thou");
  form_press (page, "Add Note");
  wait_for (page, GTK_TYPE_LABEL, "Half a thou");
  app_settle (300);
  g_assert_null (crm_drafts_dup (crm_workspace_get_drafts (fixture->workspace), "note:company:1"));
  g_clear_object (&other);
  other = crm_workspace_new (fixture->record.store);
  g_assert_null (crm_drafts_dup (crm_workspace_get_drafts (other), "note:company:1"));
  /* It is no step of Undo. */
  g_assert_true (record_fixture_undo (&fixture->record));
  wait_away (page, GTK_TYPE_LABEL, "Half a thou");
}

static void
select_text (GtkDropDown *down, const char *text)
{
  GtkStringList *texts = GTK_STRING_LIST (gtk_drop_down_get_model (down));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (texts)); i++)
    if (g_strcmp0 (gtk_string_list_get_string (texts, i), text) == 0)
      gtk_drop_down_set_selected (down, i);
}

static void
test_filters (AppFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  g_autofree char *subject = g_strdup_printf ("company:%" G_GINT64_FORMAT, company);
  CrmRecordPage *page;
  GtkWidget *search;
  GtkWidget *who;

  record_fixture_add (&fixture->record, "person", "name", "Anna Petrova", NULL);
  record_fixture_add (&fixture->record, "person", "name", "Oleh", NULL);
  record_fixture_add (&fixture->record, "note", "text", "Синие окна", "subject", subject, "author",
                      "Anna Petrova", NULL);
  record_fixture_add (&fixture->record, "note", "text", "Doors", "subject", subject, "author",
                      "Oleh", NULL);
  page = show (fixture, "company", company);
  wait_for (page, GTK_TYPE_LABEL, "Doors");
  search = app_find (page, GTK_TYPE_SEARCH_ENTRY, "Search the Timeline");
  g_assert_nonnull (search);
  gtk_editable_set_text (GTK_EDITABLE (search), "ОКНА");
  wait_away (page, GTK_TYPE_LABEL, "Doors");
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "Синие окна"));
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  wait_for (page, GTK_TYPE_LABEL, "Doors");
  who = app_find (page, GTK_TYPE_DROP_DOWN, "By Whom");
  g_assert_nonnull (who);
  select_text (GTK_DROP_DOWN (who), "Oleh");
  wait_away (page, GTK_TYPE_LABEL, "Синие окна");
  g_assert_nonnull (app_find (page, GTK_TYPE_LABEL, "Doors"));
  app_picture (fixture->window, "timeline-filtered");
}

/* A screenshot in the clipboard becomes a file of the record. */
static void
test_paste (AppFixture *fixture, gconstpointer country)
{
  gint64 company = record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);
  CrmRecordPage *page = show (fixture, "company", company);
  static const guchar pixels[4 * 4 * 4] = { 255, 0, 0, 255 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixels, sizeof pixels);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (4, 4, GDK_MEMORY_R8G8B8A8, bytes, 16);
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find ("file"));
  g_autoptr (GPtrArray) files = NULL;

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (page)), texture);
  gtk_widget_activate_action (GTK_WIDGET (page), "record.paste", NULL);
  app_settle (600);
  files = crm_query_fetch_all (query, crm_workspace_get_reader (fixture->workspace), 10, NULL);
  g_assert_cmpuint (files->len, ==, 1);
  g_assert_true (g_str_has_prefix (crm_record_get_text (files->pdata[0], "name"), "Picture 20"));
  g_assert_cmpstr (crm_record_get_text (files->pdata[0], "media_type"), ==, "image/png");
  g_assert_cmpint (crm_record_get_integer (files->pdata[0], "subject"), ==,
                   crm_subject_make (crm_entity_find ("company"), company));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);

#define ADD(path, func)                                                                            \
  g_test_add ("/discussion/" path, AppFixture, NULL, app_fixture_set_up, func,                     \
              app_fixture_tear_down)
  ADD ("mention", test_mention);
  ADD ("reply", test_reply);
  ADD ("draft-survives", test_draft);
  ADD ("filters", test_filters);
  ADD ("paste-a-picture", test_paste);
#undef ADD

  return g_test_run ();
}
