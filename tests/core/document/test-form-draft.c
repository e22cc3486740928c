/* A form that is changed: steps in plain terms, exact Undo, and forms that mean harm. */
#include "config.h"

#include "crm-error.h"
#include "crm-form-draft.h"
#include "document-fixture.h"

#include <string.h>

static char *
dup_source (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = crm_form_read_builtin (name, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static CrmFormDraft *
open_draft (const char *name)
{
  g_autofree char *source = dup_source (name);
  g_autoptr (GError) error = NULL;
  CrmFormDraft *draft = crm_form_draft_new (source, &error);

  g_assert_no_error (error);
  return draft;
}

static CrmFormLayout *
lay_out (CrmForm *form, const char *name)
{
  g_autoptr (CrmFormData) data = document_fixture_new (name, 3, 0);
  g_autoptr (GError) error = NULL;
  CrmFormLayout *layout = crm_form_layout_new (form, data, 0, NULL, &error);

  g_assert_no_error (error);
  return layout;
}

/* All that is written on the pages. */
static char *
dup_written (CrmForm *form, const char *name)
{
  g_autoptr (CrmFormLayout) layout = lay_out (form, name);
  g_autoptr (GString) written = g_string_new (NULL);

  for (guint page = 0; page < crm_form_layout_get_n_pages (layout); page++)
    for (guint i = 0; i < crm_form_layout_get_n_boxes (layout, page); i++) {
      CrmFormBox box;
      crm_form_layout_get_box (layout, page, i, &box);
      g_string_append_printf (written, "%d %.2f %.2f %.2f %.2f %s\n", box.kind, box.x, box.y,
                              box.width, box.height, box.text != NULL ? box.text : "");
    }
  return g_string_free (g_steal_pointer (&written), FALSE);
}

static guint
find_text (CrmFormDraft *draft, const char *excerpt)
{
  g_autoptr (GPtrArray) blocks = crm_form_draft_list_blocks (draft);

  for (guint i = 0; i < blocks->len; i++) {
    const CrmFormBlock *block = blocks->pdata[i];
    if (block->part == CRM_FORM_PART_TEXT && strstr (block->excerpt, excerpt) != NULL)
      return block->ordinal;
  }
  g_error ("no text “%s”", excerpt);
}

static guint
find_part (CrmFormDraft *draft, CrmFormPart part)
{
  g_autoptr (GPtrArray) blocks = crm_form_draft_list_blocks (draft);

  for (guint i = 0; i < blocks->len; i++)
    if (((CrmFormBlock *) blocks->pdata[i])->part == part)
      return ((CrmFormBlock *) blocks->pdata[i])->ordinal;
  g_error ("no such part");
}

/* Written back, every form that comes with the program is laid out as it was; and written back once
 * more it is the same file. */
static void
test_round_trip (void)
{
  g_auto (GStrv) names = crm_form_list_builtin ();

  for (gsize i = 0; names[i] != NULL; i++) {
    g_autoptr (CrmFormDraft) draft = open_draft (names[i]);
    g_autoptr (CrmFormDraft) again = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *original = g_strdup (crm_form_draft_get_source (draft));
    g_autofree char *before = dup_written (crm_form_draft_get_form (draft), names[i]);
    g_autofree char *after = NULL;
    g_autofree char *once = NULL;
    g_assert_true (crm_form_draft_set_attribute (draft, 1, "name", "own", "Name", &error));
    g_assert_no_error (error);
    after = dup_written (crm_form_draft_get_form (draft), names[i]);
    g_assert_cmpstr (after, ==, before);
    once = g_strdup (crm_form_draft_get_source (draft));
    again = crm_form_draft_new (once, &error);
    g_assert_no_error (error);
    g_assert_true (crm_form_draft_set_attribute (again, 1, "name", "x", "Name", &error));
    g_assert_true (crm_form_draft_set_attribute (again, 1, "name", "own", "Name", &error));
    g_assert_cmpstr (crm_form_draft_get_source (again), ==, once);
    g_assert_true (crm_form_draft_undo (draft));
    g_assert_cmpstr (crm_form_draft_get_source (draft), ==, original);
  }
}

static void
count_cb (CrmFormDraft *draft, guint *count)
{
  (*count)++;
}

/* Every step back gives the bytes that were, every step forth those that came. */
static void
test_undo (void)
{
  g_autoptr (CrmFormDraft) draft = open_draft ("ru-invoice");
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  guint table = find_part (draft, CRM_FORM_PART_TABLE);
  guint changes = 0;

  g_signal_connect (draft, "changed", G_CALLBACK (count_cb), &changes);
#define STEP(call)                                                                                 \
  g_ptr_array_add (sources, g_strdup (crm_form_draft_get_source (draft)));                         \
  g_assert_true (call);                                                                            \
  g_assert_no_error (error)
  STEP (crm_form_draft_set_content (draft, find_text (draft, "Внимание"),
                                    "Счёт &lt;действителен&gt; {{document.due_date|date-long}}",
                                    &error));
  STEP (crm_form_draft_set_attribute (draft, table, "head-bold", "no", "Head", &error));
  STEP (crm_form_draft_add_column (draft, table, "Код", "{{article?}}", &error) != 0);
  STEP (crm_form_draft_set_logo (draft, TRUE, 30, 12, CRM_FORM_SIDE_IS_RIGHT, &error));
  STEP (crm_form_draft_set_accent (draft, "#a51d2d", &error));
  STEP (crm_form_draft_set_shown (draft, find_part (draft, CRM_FORM_PART_CODE), FALSE, &error));
  STEP (crm_form_draft_add_field (draft, 0, "Сайт", "seller.website", &error) != 0);
  STEP (crm_form_draft_add_text (draft, find_text (draft, "Сайт"), "Спасибо", &error) != 0);
  STEP (crm_form_draft_move (draft, find_text (draft, "Спасибо"), -1, &error) != 0);
  STEP (crm_form_draft_remove (draft, find_text (draft, "Спасибо"), &error));
#undef STEP
  g_ptr_array_add (sources, g_strdup (crm_form_draft_get_source (draft)));
  g_assert_cmpuint (changes, ==, sources->len - 1);
  for (guint i = sources->len - 1; i-- > 0;) {
    g_assert_nonnull (crm_form_draft_get_undo_label (draft));
    g_assert_true (crm_form_draft_undo (draft));
    g_assert_cmpstr (crm_form_draft_get_source (draft), ==, sources->pdata[i]);
  }
  g_assert_false (crm_form_draft_undo (draft));
  for (guint i = 1; i < sources->len; i++) {
    g_assert_true (crm_form_draft_redo (draft));
    g_assert_cmpstr (crm_form_draft_get_source (draft), ==, sources->pdata[i]);
  }
  g_assert_null (crm_form_draft_get_redo_label (draft));
  g_assert_finalize_object (g_steal_pointer (&draft));
}

static void
test_typing_is_one_step (void)
{
  g_autoptr (CrmFormDraft) draft = open_draft ("en-invoice");
  g_autoptr (GError) error = NULL;
  guint title = find_text (draft, "INVOICE");

  g_assert_true (crm_form_draft_set_content (draft, title, "B", &error));
  g_assert_true (crm_form_draft_set_content (draft, title, "BI", &error));
  g_assert_true (crm_form_draft_set_content (draft, title, "BILL", &error));
  crm_form_draft_end_step (draft);
  g_assert_true (crm_form_draft_set_content (draft, title, "BILL!", &error));
  g_assert_true (crm_form_draft_undo (draft));
  find_text (draft, "BILL");
  g_assert_true (crm_form_draft_undo (draft));
  find_text (draft, "INVOICE");
  g_assert_false (crm_form_draft_undo (draft));
}

/* What would break the form is refused with a reason, and the form is what it was. */
static void
test_refusals (void)
{
  g_autoptr (CrmFormDraft) draft = open_draft ("en-invoice");
  g_autofree char *original = g_strdup (crm_form_draft_get_source (draft));
  guint title = find_text (draft, "INVOICE");
  static const char *const contents[] = { "{{",    "{{#seller.name}}", "{{/}}",
                                          "<b>",   "<table/>",         "{{seller.name|nothing}}",
                                          "a & b", "</text><text>" };

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_false (crm_form_draft_set_content (draft, title, contents[i], &error));
    g_assert_nonnull (error);
    g_assert_cmpstr (crm_form_draft_get_source (draft), ==, original);
    g_assert_null (crm_form_draft_get_undo_label (draft));
  }
  g_autoptr (GError) error = NULL;
  g_assert_false (crm_form_draft_set_attribute (draft, title, "size", "huge", "Size", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (crm_form_draft_set_source (draft, "<form name='x'>\n<body><oops/></body></form>",
                                             "Source", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "2"));
  g_clear_error (&error);
  g_assert_false (crm_form_draft_remove (draft, 9999, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_assert_cmpstr (crm_form_draft_get_source (draft), ==, original);
}

static void
test_columns (void)
{
  g_autoptr (CrmFormDraft) draft = open_draft ("ru-invoice");
  g_autoptr (GError) error = NULL;
  guint table = find_part (draft, CRM_FORM_PART_TABLE);
  g_autoptr (GArray) columns = crm_form_draft_list_columns (draft, table);
  g_autofree char *first = NULL;
  g_autofree char *content = NULL;
  g_autofree char *written = NULL;
  guint moved;

  g_assert_cmpuint (columns->len, ==, 8);
  first = crm_form_draft_dup_attribute (draft, g_array_index (columns, guint, 1), "title");
  g_assert_cmpstr (first, ==, "Товары (работы, услуги)");
  content = crm_form_draft_dup_content (draft, g_array_index (columns, guint, 1));
  g_assert_cmpstr (content, ==, "{{name}}{{#article}} ({{article}}){{/}}");
  moved = crm_form_draft_move (draft, g_array_index (columns, guint, 1), 1, &error);
  g_assert_cmpuint (moved, ==, g_array_index (columns, guint, 2));
  g_assert_false (crm_form_draft_can_move (draft, g_array_index (columns, guint, 0), -1));
  g_assert_true (
      crm_form_draft_set_shown (draft, g_array_index (columns, guint, 3), FALSE, &error));
  written = dup_written (crm_form_draft_get_form (draft), "ru-invoice");
  g_assert_null (strstr (written, "Ед."));
  g_assert_nonnull (strstr (written, "Кол-во"));
}

static void
test_logo (void)
{
  g_autoptr (CrmFormDraft) draft = open_draft ("en-invoice");
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmFormData) data = document_fixture_new ("en-invoice", 2, DOCUMENT_FIXTURE_PICTURES);
  g_autoptr (CrmFormLayout) layout = NULL;
  gboolean shown, seen = FALSE;
  double width, height;
  CrmFormSide side;

  g_assert_true (crm_form_draft_get_logo (draft, &shown, &width, &height, &side));
  g_assert_true (shown);
  g_assert_cmpfloat (width, ==, 55);
  g_assert_cmpint (side, ==, CRM_FORM_SIDE_IS_LEFT);
  g_assert_true (crm_form_draft_set_logo (draft, TRUE, 30, 20, CRM_FORM_SIDE_IS_RIGHT, &error));
  g_assert_true (crm_form_draft_get_logo (draft, &shown, &width, &height, &side));
  g_assert_cmpfloat (width, ==, 30);
  g_assert_cmpint (side, ==, CRM_FORM_SIDE_IS_RIGHT);
  layout = crm_form_layout_new (crm_form_draft_get_form (draft), data, 0, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < crm_form_layout_get_n_boxes (layout, 0); i++) {
    CrmFormBox box;
    crm_form_layout_get_box (layout, 0, i, &box);
    if (box.kind == CRM_FORM_BOX_IMAGE && box.y < 120) {
      g_assert_cmpfloat (box.x, >, 300);
      g_assert_cmpuint (box.element, ==, find_part (draft, CRM_FORM_PART_PICTURE));
      seen = TRUE;
    }
  }
  g_assert_true (seen);
}

static void
test_logo_where_none_was (void)
{
  static const char *const source = "<form name='x'><body><text>One</text></body></form>";
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmFormDraft) draft = crm_form_draft_new (source, &error);
  gboolean shown;
  double width, height;
  CrmFormSide side;

  g_assert_false (crm_form_draft_get_logo (draft, &shown, &width, &height, &side));
  g_assert_true (crm_form_draft_set_logo (draft, TRUE, 40, 0, CRM_FORM_SIDE_IS_CENTER, &error));
  g_assert_true (crm_form_draft_get_logo (draft, &shown, &width, &height, &side));
  g_assert_cmpint (side, ==, CRM_FORM_SIDE_IS_CENTER);
  g_assert_true (crm_form_draft_undo (draft));
  g_assert_cmpstr (crm_form_draft_get_source (draft), ==, source);
}

static void
test_accent (void)
{
  g_auto (GStrv) names = crm_form_list_builtin ();

  for (gsize i = 0; names[i] != NULL; i++) {
    g_autoptr (CrmFormDraft) draft = open_draft (names[i]);
    g_autoptr (GError) error = NULL;
    g_autofree char *accent = NULL;
    g_autofree char *none = NULL;
    g_assert_true (crm_form_draft_set_accent (draft, "#a51d2d", &error));
    g_assert_no_error (error);
    accent = crm_form_draft_dup_accent (draft);
    if (accent != NULL) /* УПД and its like have nothing that could be coloured */
      g_assert_cmpstr (accent, ==, "#a51d2d");
    g_assert_true (crm_form_draft_set_accent (draft, NULL, &error));
    none = crm_form_draft_dup_accent (draft);
    g_assert_null (none);
  }
}

/* A point on the page leads to the block that was laid out there. */
static void
test_boxes_know_their_blocks (void)
{
  g_auto (GStrv) names = crm_form_list_builtin ();

  for (gsize i = 0; names[i] != NULL; i++) {
    g_autoptr (CrmFormDraft) draft = open_draft (names[i]);
    g_autoptr (CrmFormLayout) layout = lay_out (crm_form_draft_get_form (draft), names[i]);
    guint named = 0, all = 0;
    for (guint j = 0; j < crm_form_layout_get_n_boxes (layout, 0); j++) {
      CrmFormBox box;
      crm_form_layout_get_box (layout, 0, j, &box);
      all++;
      if (box.element == 0)
        g_test_message ("%s: %d “%s”", names[i], box.kind, box.text);
      if (box.element != 0) {
        g_assert_cmpuint (crm_form_draft_find_block (draft, box.element), !=, 0);
        named++;
      }
    }
    g_assert_cmpuint (all, ==, named);
  }
}

static void
test_order_of_rows (void)
{
  g_autoptr (CrmFormDraft) draft = open_draft ("ru-invoice");
  g_autoptr (GError) error = NULL;
  guint title = find_text (draft, "Счет на оплату");
  guint added = crm_form_draft_add_text (draft, title, "Срок поставки — {{deal.name}}", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (added, >, title);
  /* Beside a text in a row nothing is added: below the row. */
  added = crm_form_draft_add_text (draft, find_text (draft, "Основание"), "Ниже", &error);
  g_assert_cmpuint (crm_form_draft_get_parent (draft, added), ==, 0);
}

/* --- Forms that mean harm */

static void
assert_bounded (const char *xml)
{
  g_autoptr (GBytes) bytes = g_bytes_new (xml, strlen (xml));
  g_autoptr (CrmFormData) data = document_fixture_new ("ru-invoice", 300, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmForm) form = crm_form_parse (bytes, &error);
  g_autoptr (CrmFormLayout) layout = NULL;
  gint64 start = g_get_monotonic_time ();

  if (form != NULL)
    layout = crm_form_layout_new (form, data, CRM_FORM_LAYOUT_SHORTLY, NULL, &error);
  g_assert_true ((layout != NULL) == (error == NULL));
  g_assert_cmpint (g_get_monotonic_time () - start, <,
                   (CRM_FORM_LAYOUT_MOST_SECONDS + 15) * G_USEC_PER_SEC);
}

static void
test_hostile (void)
{
  g_autoptr (GString) lists = g_string_new ("<form name='x'><body><text>");
  g_autoptr (GString) wide = g_string_new ("<form name='x'><body><table list='lines'>");
  g_autoptr (GString) nested = g_string_new ("<form name='x'><body>");
  g_autoptr (GString) entities =
      g_string_new ("<!DOCTYPE x [<!ENTITY a '1234567890'><!ENTITY b '&a;&a;&a;'>"
                    "<!ENTITY f SYSTEM 'file:///etc/passwd'>]><form name='x'><body><text>&b;&f;"
                    "</text></body></form>");

  for (int i = 0; i < 12; i++)
    g_string_append (lists, "{{#lines}}");
  g_string_append (lists, "{{name}}");
  for (int i = 0; i < 12; i++)
    g_string_append (lists, "{{/}}");
  g_string_append (lists, "</text></body></form>");
  for (int i = 0; i < 2000; i++)
    g_string_append (wide, "<col>{{#lines}}{{name}}{{/}}</col>");
  g_string_append (wide, "</table></body></form>");
  for (int i = 0; i < 25; i++)
    g_string_append (nested, "<row><column width='2000' padding='2000'>");
  g_string_truncate (nested, nested->len);
  for (int i = 0; i < 25; i++)
    g_string_append (nested, "</column></row>");
  g_string_append (nested, "</body></form>");
  assert_bounded (lists->str);
  assert_bounded (wide->str);
  assert_bounded (nested->str);
  assert_bounded (entities->str);
  assert_bounded ("<form name='x'><body><text size='500' line-spacing='1000'>"
                  "{{#lines}}{{name}}{{/}}</text></body></form>");
}

/* Random steps on all forms: each is taken or refused, and all of them back give the same bytes. */
static void
test_random_steps (void)
{
  static const char *const values[] = { NULL, "no", "yes", "10", "-1", "auto", "right", "#123456" };
  static const char *const attributes[] = { "shown", "width", "size", "color", "align", "title" };
  static const char *const contents[] = { "", "a", "{{name}}", "{{", "&lt;", "<b>x</b>", "<br/>" };
  g_auto (GStrv) names = crm_form_list_builtin ();
  g_autoptr (GRand) random = g_rand_new_with_seed (20261130);

  for (gsize i = 0; names[i] != NULL; i++) {
    g_autoptr (CrmFormDraft) draft = open_draft (names[i]);
    g_autofree char *original = g_strdup (crm_form_draft_get_source (draft));
    for (int step = 0; step < 60; step++) {
      guint ordinal = (guint) g_rand_int_range (random, 1, 90);
      g_autoptr (GError) error = NULL;
      gboolean done;
      switch (g_rand_int_range (random, 0, 6)) {
      case 0:
        done = crm_form_draft_set_attribute (
            draft, ordinal, attributes[g_rand_int_range (random, 0, G_N_ELEMENTS (attributes))],
            values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))], "Set", &error);
        break;
      case 1:
        done = crm_form_draft_set_content (
            draft, ordinal, contents[g_rand_int_range (random, 0, G_N_ELEMENTS (contents))],
            &error);
        break;
      case 2:
        done = crm_form_draft_move (draft, ordinal, g_rand_boolean (random) ? 1 : -1, &error) != 0;
        break;
      case 3:
        done = crm_form_draft_add_text (draft, ordinal, "x", &error) != 0;
        break;
      case 4:
        done = crm_form_draft_add_column (draft, ordinal, "x", "{{name}}", &error) != 0;
        break;
      default:
        done = ordinal > 1 && crm_form_draft_remove (draft, ordinal, &error);
        break;
      }
      g_assert_true (done || error != NULL || ordinal == 1);
    }
    while (crm_form_draft_undo (draft))
      ;
    g_assert_cmpstr (crm_form_draft_get_source (draft), ==, original);
  }
}

/* Damaged files are refused with a reason, or can be changed and taken back like any other. */
static void
test_damaged (void)
{
  g_auto (GStrv) names = crm_form_list_builtin ();
  g_autoptr (GRand) random = g_rand_new_with_seed (20261201);
  guint n_whole = 0;

  for (guint round = 0; round < 800; round++) {
    g_autofree char *source = dup_source (names[round % g_strv_length (names)]);
    g_autoptr (GString) xml = g_string_new (source);
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmFormDraft) draft = NULL;
    if (round % 3 == 0)
      g_string_truncate (xml, (gsize) g_rand_int_range (random, 0, (gint32) xml->len));
    for (guint i = 0; i < round % 7; i++)
      xml->str[g_rand_int_range (random, 0, (gint32) xml->len + 1) % MAX (xml->len, 1)] =
          (char) g_rand_int_range (random, 1, 256);
    draft = crm_form_draft_new (xml->str, &error);
    g_assert_true ((draft != NULL) == (error == NULL));
    if (draft == NULL)
      continue;
    n_whole++;
    crm_form_draft_set_accent (draft, "#123456", NULL);
    while (crm_form_draft_undo (draft))
      ;
    g_assert_cmpstr (crm_form_draft_get_source (draft), ==, xml->str);
  }
  g_assert_cmpuint (n_whole, >, 60);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form-draft/round-trip", test_round_trip);
  g_test_add_func ("/form-draft/undo-is-exact", test_undo);
  g_test_add_func ("/form-draft/typing-is-one-step", test_typing_is_one_step);
  g_test_add_func ("/form-draft/refusals-change-nothing", test_refusals);
  g_test_add_func ("/form-draft/columns", test_columns);
  g_test_add_func ("/form-draft/logo", test_logo);
  g_test_add_func ("/form-draft/logo-where-none-was", test_logo_where_none_was);
  g_test_add_func ("/form-draft/accent", test_accent);
  g_test_add_func ("/form-draft/boxes-know-their-blocks", test_boxes_know_their_blocks);
  g_test_add_func ("/form-draft/order", test_order_of_rows);
  g_test_add_func ("/form-draft/hostile-forms-end-soon", test_hostile);
  g_test_add_func ("/form-draft/random-steps", test_random_steps);
  g_test_add_func ("/form-draft/damaged-files", test_damaged);
  return g_test_run ();
}
