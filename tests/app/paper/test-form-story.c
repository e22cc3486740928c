/* A manager makes the invoice the company's own, issues and prints it, and goes on with its papers.
 */
#include "config.h"

#include <gio/gunixfdlist.h>
#include <gio/gunixinputstream.h>
#include <string.h>

#include "app-fixture.h"
#include "crm-block-page.h"
#include "crm-document-page-private.h"
#include "crm-document-print.h"
#include "crm-document.h"
#include "crm-file-content.h"
#include "crm-form-page-private.h"
#include "crm-text-edit.h"

typedef struct {
  AppFixture app;
  gint64 seller;
  gint64 document;
  CrmDocumentPage *page;
  AdwNavigationView *view;
  gint64 opened;
  char *said; /* last */
} Story;

static void
opened_cb (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id, Story *story)
{
  story->opened = id;
}

static void
said_cb (CrmWorkspace *workspace, const char *text, gboolean with_undo, Story *story)
{
  g_test_message ("said: %s", text);
  g_set_str (&story->said, text);
}

/* A red square, as a company's logo. */
static void
add_logo (Story *story)
{
  const CrmEntity *companies = crm_entity_find ("company");
  g_autoptr (CrmChange) change = crm_change_new ("Logo", 0, CRM_ORIGIN_COMMAND);
  guint32 pixels[32 * 32];
  g_autoptr (GBytes) raw = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GError) error = NULL;
  gint64 file;

  for (gsize i = 0; i < G_N_ELEMENTS (pixels); i++)
    pixels[i] = 0xffc01c28;
  raw = g_bytes_new (pixels, sizeof pixels);
  texture = gdk_memory_texture_new (32, 32, GDK_MEMORY_B8G8R8A8, raw, 32 * 4);
  png = gdk_texture_save_to_png_bytes (texture);
  file = crm_change_add_file (change, crm_subject_make (companies, story->seller), "logo.png", png);
  crm_change_set_integer (change, companies, story->seller, "logo", file);
  crm_change_commit_sync (change, story->app.record.store, &error);
  g_assert_no_error (error);
}

static void
set_up (Story *story, gconstpointer country)
{
  RecordFixture *record = &story->app.record;
  gint64 deal;

  app_fixture_set_up (&story->app, country);
  g_signal_connect (story->app.workspace, "open-record", G_CALLBACK (opened_cb), story);
  g_signal_connect (story->app.workspace, "said", G_CALLBACK (said_cb), story);
  story->seller = record_fixture_add (record, "company", "name", "Wisła Sp. z o.o.", "type",
                                      "my_company", "country", "pl", "tax_number", "5260250274",
                                      "legal_address", "ul. Prosta 1, 00-001 Warszawa", NULL);
  record_fixture_add (record, "bank_account", "company", "Wisła Sp. z o.o.", "account",
                      "PL61109010140000071219812874", "bank", "Bank S.A.", NULL);
  record_fixture_add (record, "company", "name", "Orion Sp. z o.o.", "legal_address",
                      "ul. Nowa 2, 00-002 Warszawa", "website", "orion.example", "email",
                      "biuro@orion.example", "payment_days", "14", NULL);
  record_fixture_add (record, "product", "name", "Okno", "article", "GTX-7", "price", "1000",
                      "unit", "szt.", "vat_rate", "23", NULL);
  deal = record_fixture_add (record, "deal", "name", "Okna", "company", "Orion Sp. z o.o.",
                             "product", "Okno", "value", "1230", NULL);
  add_logo (story);
  story->document = app_add_draft (&story->app, "invoice", deal);
  record_fixture_set (record, "document_line", 1, "quantity", "2");
}

static void
tear_down (Story *story, gconstpointer country)
{
  crm_drafts_flush (crm_workspace_get_drafts (story->app.workspace));
  app_settle (200);
  app_fixture_tear_down (&story->app, country);
  g_clear_pointer (&story->said, g_free);
}

static gboolean
is_quiet (gpointer data)
{
  return !crm_document_preview_is_busy (data);
}

static void
settle (Story *story, CrmDocumentPreview *preview)
{
  app_settle_writes (&story->app, 60);
  g_assert_true (app_wait_for (is_quiet, preview));
  app_settle (60);
}

static char *
dup_shown (CrmDocumentPreview *preview)
{
  return crm_pdf_pages_dup_text (crm_document_preview_get_pages (preview), 0);
}

static void
assert_shown (CrmDocumentPreview *preview, const char *wanted)
{
  g_autofree char *text = dup_shown (preview);

  if (strstr (text, wanted) == NULL)
    g_error ("“%s” is not on the page:\n%s", wanted, text);
}

static void
activate (Story *story, const char *action, const char *parameter)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (story->page), action,
                                             parameter != NULL ? "s" : NULL, parameter));
  settle (story, story->page->preview);
}

/* --- The editor, pressed as a person does */

static GtkWidget *
find (gpointer root, GType type, const char *name)
{
  GtkWidget *widget = app_find (root, type, name);

  if (widget == NULL)
    g_error ("there is no %s “%s”", g_type_name (type), name);
  return widget;
}

static void
press (gpointer root, const char *name)
{
  g_signal_emit_by_name (find (root, GTK_TYPE_BUTTON, name), "clicked");
  app_settle (300);
}

/* What is in a list by its label. */
static void
choose_row (gpointer root, const char *name)
{
  GtkWidget *label = find (root, GTK_TYPE_LABEL, name);
  GtkWidget *row = gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW);
  GtkWidget *list = gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX);

  g_signal_emit_by_name (list, "row-activated", row);
  app_settle (400);
}

/* A button that opens the list of fields, and the field. */
static void
choose_field (gpointer root, const char *button, const char *search, const char *name)
{
  GtkWidget *menu =
      gtk_widget_get_ancestor (find (root, GTK_TYPE_LABEL, button), GTK_TYPE_MENU_BUTTON);
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu)));

  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  app_settle (400);
  gtk_editable_set_text (GTK_EDITABLE (find (popover, GTK_TYPE_SEARCH_ENTRY, NULL)), search);
  app_settle (400);
  choose_row (popover, name);
}

static void
change_logo (CrmFormPage *page)
{
  GtkWidget *row = find (page, ADW_TYPE_EXPANDER_ROW, "Logo");

  if (!adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (row)))
    gtk_widget_activate (find (row, GTK_TYPE_SWITCH, NULL));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  app_settle (400);
  adw_spin_row_set_value (ADW_SPIN_ROW (find (row, ADW_TYPE_SPIN_ROW, "Width, mm")), 25);
  adw_spin_row_set_value (ADW_SPIN_ROW (find (row, ADW_TYPE_SPIN_ROW, "Height, mm")), 25);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find (row, ADW_TYPE_COMBO_ROW, "Side")), 2);
  app_settle (200);
}

static void
change_color (CrmFormPage *page)
{
  GtkWidget *button = find (page, GTK_TYPE_COLOR_DIALOG_BUTTON, "Colour of the form");
  GdkRGBA green;

  g_assert_true (gdk_rgba_parse (&green, "#26a269"));
  gtk_color_dialog_button_set_rgba (GTK_COLOR_DIALOG_BUTTON (button), &green);
  app_settle (200);
}

/* The first block of a kind. */
static void
choose_block (CrmFormPage *page, const char *part)
{
  GtkWidget *list = find (page, GTK_TYPE_LIST_BOX, "Blocks");
  GtkWidget *row = gtk_widget_get_first_child (list);

  while (row != NULL && g_strcmp0 (gtk_widget_get_tooltip_text (row), part) != 0)
    row = gtk_widget_get_next_sibling (row);
  g_assert_nonnull (row);
  g_signal_emit_by_name (list, "row-activated", row);
  app_settle (400);
}

static void
add_column (Story *story, CrmFormPage *page)
{
  GtkWidget *block;
  GtkWidget *row;

  choose_block (page, "Table");
  block = find (page, CRM_TYPE_BLOCK_PAGE, NULL);
  choose_field (block, "Add Column", "article", "Article");
  settle (story, page->preview);
  block = find (page, CRM_TYPE_BLOCK_PAGE, NULL);
  choose_row (block, "Article");
  row = find (find (page, CRM_TYPE_BLOCK_PAGE, NULL), ADW_TYPE_ENTRY_ROW, "Title");
  gtk_editable_set_text (GTK_EDITABLE (row), "Kod");
  settle (story, page->preview);
  adw_navigation_view_pop (page->side);
  app_settle (400);
}

static void
add_terms (Story *story, CrmFormPage *page)
{
  GtkWidget *edit;

  press (find (page, CRM_TYPE_BLOCK_PAGE, NULL), "Add Text");
  edit = find (page, CRM_TYPE_TEXT_EDIT, NULL);
  gtk_text_buffer_set_text (crm_text_edit_get_buffer (CRM_TEXT_EDIT (edit)),
                            "Gwarancja: 24 miesiące. ", -1);
  choose_field (edit, "Insert Field", "buyer: web", "Buyer: Website");
  settle (story, page->preview);
}

/* Logo, column, terms and colour; then Save. */
static void
change_form (Story *story)
{
  CrmFormPage *page;

  activate (story, "document.form", NULL);
  app_settle (400);
  page = CRM_FORM_PAGE (adw_navigation_view_get_visible_page (story->view));
  settle (story, page->preview);
  change_logo (page);
  change_color (page);
  add_column (story, page);
  add_terms (story, page);
  assert_shown (page->preview, "Gwarancja: 24 miesiące. orion.example");
  assert_shown (page->preview, "Kod");
  g_assert_nonnull (strstr (crm_form_draft_get_source (crm_form_page_get_draft (page)), "#26a269"));
  app_picture (GTK_WINDOW (story->app.window), "story-form");
  press (page, "Save");
  settle (story, page->preview);
  adw_navigation_view_pop (story->view);
  app_settle (400);
  settle (story, story->page->preview);
}

static char *
dup_stored_text (Story *story)
{
  CrmDatabase *reader = record_fixture_reader (&story->app.record);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) document =
      crm_record_load (reader, crm_entity_find ("document"), story->document, &error);
  g_autoptr (CrmRecord) file = crm_record_load (reader, crm_entity_find ("file"),
                                                crm_record_get_integer (document, "pdf"), &error);
  g_autoptr (GBytes) bytes =
      crm_file_read_content (reader, crm_record_get_text (file, "sha256"), &error);
  g_autoptr (CrmPdfPages) pages = crm_pdf_pages_new (bytes, &error);

  g_assert_no_error (error);
  return crm_pdf_pages_dup_text (pages, 0);
}

/* The printer's own way, into a file. */
static char *
print_to_file (Story *story)
{
  g_autofree char *path = g_build_filename (story->app.record.folder, "story.pdf", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkPrintOperation) operation = crm_document_print_operation_new (
      crm_document_preview_get_paper (story->page->preview), &error);
  g_autofree char *content = NULL;
  gsize length;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CrmPdfPages) pages = NULL;

  g_assert_no_error (error);
  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, story->app.window, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, &length, &error));
  bytes = g_bytes_new (content, length);
  pages = crm_pdf_pages_new (bytes, &error);
  g_assert_no_error (error);
  return crm_pdf_pages_dup_text (pages, 0);
}

/* --- The desktop's mail portal, on the test's bus */

typedef struct {
  GDBusConnection *connection;
  guint object;
  GStrv addresses;
  char *subject;
  GBytes *attached;
} MailPortal;

static const char mail_interface[] =
    "<node><interface name='org.freedesktop.portal.Email'><method name='ComposeEmail'>"
    "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='o' direction='out'/></method></interface></node>";

static GBytes *
read_all (int file)
{
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (file, TRUE);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
compose_cb (GDBusConnection *connection, const char *sender, const char *path,
            const char *interface, const char *method, GVariant *parameters,
            GDBusMethodInvocation *invocation, gpointer user_data)
{
  MailPortal *portal = user_data;
  GUnixFDList *files =
      g_dbus_message_get_unix_fd_list (g_dbus_method_invocation_get_message (invocation));
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 1);
  g_autoptr (GVariant) handles = NULL;
  g_autoptr (GError) error = NULL;
  int file;

  g_assert_true (g_variant_lookup (options, "addresses", "^as", &portal->addresses));
  g_assert_true (g_variant_lookup (options, "subject", "s", &portal->subject));
  handles = g_variant_lookup_value (options, "attachment_fds", G_VARIANT_TYPE ("ah"));
  g_assert_nonnull (handles);
  g_assert_cmpuint (g_variant_n_children (handles), ==, 1);
  file = g_unix_fd_list_get (files, 0, &error);
  g_assert_no_error (error);
  portal->attached = read_all (file);
  g_dbus_method_invocation_return_value (
      invocation, g_variant_new ("(o)", "/org/freedesktop/portal/desktop/request/1"));
}

static void
mail_portal_open (MailPortal *portal)
{
  static const GDBusInterfaceVTable table = { .method_call = compose_cb };
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (mail_interface, NULL);
  g_autoptr (GVariant) owned = NULL;
  g_autoptr (GError) error = NULL;

  portal->connection =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  portal->object =
      g_dbus_connection_register_object (portal->connection, "/org/freedesktop/portal/desktop",
                                         node->interfaces[0], &table, portal, NULL, &error);
  g_assert_no_error (error);
  owned = g_dbus_connection_call_sync (
      portal->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "RequestName", g_variant_new ("(su)", "org.freedesktop.portal.Desktop", 4), NULL,
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
mail_portal_close (MailPortal *portal)
{
  g_dbus_connection_unregister_object (portal->connection, portal->object);
  g_dbus_connection_close_sync (portal->connection, NULL, NULL);
  g_clear_object (&portal->connection);
  g_clear_pointer (&portal->addresses, g_strfreev);
  g_clear_pointer (&portal->subject, g_free);
  g_clear_pointer (&portal->attached, g_bytes_unref);
}

static gboolean
is_composed (gpointer data)
{
  return ((MailPortal *) data)->attached != NULL;
}

/* A letter to the client with the paper, in the mail program: whether it is sent a person says. */
static void
send_by_mail (Story *story)
{
  CrmDocumentPaper *paper = crm_document_preview_get_paper (story->page->preview);
  g_autofree char *file_name = crm_document_paper_dup_file_name (paper);
  MailPortal portal = { NULL };

  mail_portal_open (&portal);
  activate (story, "document.send", NULL);
  g_assert_true (app_wait_for (is_composed, &portal));
  app_settle (200);
  g_assert_cmpuint (g_strv_length (portal.addresses), ==, 1);
  g_assert_cmpstr (portal.addresses[0], ==, "biuro@orion.example");
  g_assert_cmpstr (portal.subject, ==, crm_document_paper_get_title (paper));
  g_assert_true (g_bytes_equal (portal.attached, crm_document_paper_get_bytes (paper)));
  g_assert_true (g_str_has_suffix (file_name, ".pdf"));
  g_assert_cmpstr (story->said, ==, "Opened in the mail program");
  mail_portal_close (&portal);
}

static gboolean
is_opened (gpointer data)
{
  return ((Story *) data)->opened != 0;
}

static void
assert_made (Story *story, const char *kind)
{
  g_autoptr (CrmRecord) made = NULL;

  story->opened = 0;
  activate (story, "document.make", kind);
  g_assert_true (app_wait_for (is_opened, story));
  made = crm_record_load (record_fixture_reader (&story->app.record), crm_entity_find ("document"),
                          story->opened, NULL);
  g_assert_cmpstr (crm_record_get_text (made, "kind"), ==, kind);
  g_assert_cmpint (crm_record_get_integer (made, "base"), ==, story->document);
}

static void
test_story (Story *story, gconstpointer country)
{
  RecordFixture *record = &story->app.record;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, story->document);
  g_autofree char *stored = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *still = NULL;
  g_autoptr (CrmRecord) document = NULL;

  story->page = crm_document_page_new (story->app.workspace, story->document);
  app_fixture_show (&story->app, ADW_NAVIGATION_PAGE (story->page), 1180, 780);
  story->view = ADW_NAVIGATION_VIEW (
      gtk_widget_get_ancestor (GTK_WIDGET (story->page), ADW_TYPE_NAVIGATION_VIEW));
  settle (story, story->page->preview);
  change_form (story);
  assert_shown (story->page->preview, "Gwarancja: 24 miesiące. orion.example");
  activate (story, "document.issue", NULL);
  stored = dup_stored_text (story);
  g_assert_nonnull (strstr (stored, "Gwarancja: 24 miesiące. orion.example"));
  g_assert_nonnull (strstr (stored, "Kod"));
  printed = print_to_file (story);
  g_assert_nonnull (strstr (printed, "GTX-7"));
  app_picture (GTK_WINDOW (story->app.window), "story-issued");

  /* One of the two is fitted, the other one is handed over. */
  assert_made (story, "act");
  record_fixture_set (record, "document_line", 2, "quantity", "1");
  assert_made (story, "waybill");
  record_fixture_add (record, "payment", "document", id, "amount", "500", NULL);
  app_settle (100);
  document = crm_record_load (record_fixture_reader (record), crm_entity_find ("document"),
                              story->document, NULL);
  g_assert_cmpint (crm_record_get_integer (document, "paid"), ==, 50000);
  assert_made (story, "correction");
  /* The paper that is sent is the one that was issued, whatever the form is by now. */
  send_by_mail (story);
  crm_workspace_delete (story->app.workspace, crm_entity_find ("form"), (gint64[]) { 1 }, 1);
  settle (story, story->page->preview);
  still = dup_stored_text (story);
  g_assert_cmpstr (still, ==, stored);
}

/* What the form wants and is empty is said before the document is locked. */
static void
test_warned (Story *story, gconstpointer country)
{
  RecordFixture *record = &story->app.record;
  g_autoptr (CrmRecord) document = NULL;
  GtkWidget *button;

  record_fixture_add (record, "form", "name", "Strict", "kind", "invoice", "state", "in_use",
                      "base", "pl-invoice", "source",
                      "<form name='x'><body><text>{{buyer.phone}}</text></body></form>", NULL);
  story->page = crm_document_page_new (story->app.workspace, story->document);
  app_fixture_show (&story->app, ADW_NAVIGATION_PAGE (story->page), 1180, 780);
  settle (story, story->page->preview);
  activate (story, "document.issue", NULL);
  app_settle (300);
  document = crm_record_load (record_fixture_reader (record), crm_entity_find ("document"),
                              story->document, NULL);
  g_assert_false (crm_document_is_issued (document));
  app_picture (GTK_WINDOW (story->app.window), "story-warned");
  button = app_find (story->app.window, GTK_TYPE_BUTTON, "Issue Anyway");
  g_assert_nonnull (button);
  gtk_widget_activate (button);
  app_settle (300);
  settle (story, story->page->preview);
  g_assert_true (crm_record_reload (document, record_fixture_reader (record), NULL));
  g_assert_true (crm_document_is_issued (document));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  crm_document_register ();
  g_test_add ("/form-story/own-invoice", Story, "pl", set_up, test_story, tear_down);
  g_test_add ("/form-story/warned-before-issue", Story, "pl", set_up, test_warned, tear_down);
  return g_test_run ();
}
