/* Pages: no row lost or doubled, heads on each page, totals never alone, and the same pages every
 * time. */
#include "config.h"

#include "crm-error.h"
#include "crm-layout.h"
#include "document-fixture.h"

#include <math.h>
#include <string.h>

static CrmFormLayout *
lay_out (CrmForm *form, const CrmFormData *data, CrmFormLayoutFlags flags)
{
  g_autoptr (GError) error = NULL;
  CrmFormLayout *layout = crm_form_layout_new (form, data, flags, NULL, &error);
  g_assert_no_error (error);
  return layout;
}

static CrmForm *
parse (const char *body)
{
  g_autofree char *xml = g_strconcat ("<form name='test' language='ru'>", body, "</form>", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (xml, strlen (xml));
  g_autoptr (GError) error = NULL;
  CrmForm *form = crm_form_parse (bytes, &error);
  g_assert_no_error (error);
  return form;
}

static gboolean
find_text (CrmFormLayout *layout, guint page, const char *pattern, CrmFormBox *found)
{
  for (guint i = 0; i < crm_form_layout_get_n_boxes (layout, page); i++) {
    crm_form_layout_get_box (layout, page, i, found);
    if (found->text != NULL && g_pattern_match_simple (pattern, found->text))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_row (const CrmFormBox *box, int table)
{
  return box->kind == CRM_FORM_BOX_TEXT && box->table == table && box->row >= 0;
}

/* Each row of the first table once, in order, on a page that has the table's head above it. */
static void
assert_rows (CrmFormLayout *layout, int n_rows)
{
  int next = 0;
  for (guint page = 0; page < crm_form_layout_get_n_pages (layout); page++) {
    double head = HUGE_VAL;
    int last = -1;
    for (guint i = 0; i < crm_form_layout_get_n_boxes (layout, page); i++) {
      CrmFormBox box;
      crm_form_layout_get_box (layout, page, i, &box);
      if (box.kind == CRM_FORM_BOX_TEXT && box.table == 1 && box.row < 0 && box.column == 0)
        head = MIN (head, box.y);
      if (!is_row (&box, 1))
        continue;
      g_assert_cmpfloat (head, <, box.y);
      if (box.row == last)
        continue;
      g_assert_cmpint (box.row, ==, next);
      last = box.row;
      next++;
    }
  }
  g_assert_cmpint (next, ==, n_rows);
}

/* Nothing leaves the page, and no fill covers what was drawn before it. */
static void
assert_inside_page (CrmFormLayout *layout)
{
  double width, height;
  crm_form_layout_get_page_size (layout, &width, &height);
  for (guint page = 0; page < crm_form_layout_get_n_pages (layout); page++) {
    gboolean drawn = FALSE;
    for (guint i = 0; i < crm_form_layout_get_n_boxes (layout, page); i++) {
      CrmFormBox box;
      crm_form_layout_get_box (layout, page, i, &box);
      g_assert_false (drawn && box.kind == CRM_FORM_BOX_FILL);
      drawn = drawn || box.kind != CRM_FORM_BOX_FILL;
      g_assert_cmpfloat (box.x, >=, -0.1);
      g_assert_cmpfloat (box.y, >=, -0.1);
      g_assert_cmpfloat (box.x + box.width, <=, width + 0.1);
      g_assert_cmpfloat (box.y + box.height, <=, height + 0.1);
    }
  }
}

/* No two texts lie on each other. */
static void
assert_no_overlap (CrmFormLayout *layout)
{
  for (guint page = 0; page < crm_form_layout_get_n_pages (layout); page++) {
    guint n = crm_form_layout_get_n_boxes (layout, page);
    for (guint i = 0; i < n; i++) {
      CrmFormBox one;
      crm_form_layout_get_box (layout, page, i, &one);
      for (guint j = i + 1; one.kind == CRM_FORM_BOX_TEXT && j < n; j++) {
        CrmFormBox other;
        crm_form_layout_get_box (layout, page, j, &other);
        if (other.kind != CRM_FORM_BOX_TEXT)
          continue;
        gboolean apart =
            one.x + one.width <= other.x + 0.1 || other.x + other.width <= one.x + 0.1 ||
            one.y + one.height <= other.y + 0.5 || other.y + other.height <= one.y + 0.5;
        if (!apart)
          g_error ("“%s” lies on “%s”", one.text, other.text);
      }
    }
  }
}

static void
test_invoices (void)
{
  static const gsize counts[] = { 0, 1, 2, 5, 19, 20, 21, 25, 26, 30, 60, 120, 500 };
  static const struct {
    const char *form, *total;
  } forms[] = {
    { "ru-invoice", "Всего к оплате*" },
    { "ua-invoice", "Усього до сплати*" },
    { "pl-proforma", "Razem" },
    { "en-invoice", "Total due" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autoptr (CrmForm) form = document_fixture_load (forms[i].form);
    for (gsize j = 0; j < G_N_ELEMENTS (counts); j++) {
      DocumentFixtureFlags flags = (DocumentFixtureFlags) (j + i) % 4;
      g_autoptr (CrmFormData) data = document_fixture_new (forms[i].form, counts[j], flags);
      g_autoptr (CrmFormLayout) layout = lay_out (form, data, 0);
      CrmFormBox box, total;
      guint last = crm_form_layout_get_n_pages (layout) - 1;
      gboolean has_row = counts[j] == 0;
      assert_rows (layout, (int) counts[j]);
      assert_inside_page (layout);
      if (counts[j] <= 60)
        assert_no_overlap (layout);
      /* Totals are on the last page and there is a row with them. */
      g_assert_true (find_text (layout, last, forms[i].total, &total));
      for (guint k = 0; k < crm_form_layout_get_n_boxes (layout, last); k++) {
        crm_form_layout_get_box (layout, last, k, &box);
        has_row = has_row || is_row (&box, 1);
      }
      g_assert_true (has_row);
      g_assert_null (crm_form_layout_get_missing (layout)[0]);
      g_assert_null (crm_form_layout_get_warnings (layout)[0]);
    }
  }
}

static void
test_bare (void)
{
  static const char *const forms[] = { "ru-invoice", "ua-invoice", "pl-proforma", "en-invoice" };
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autoptr (CrmForm) form = document_fixture_load (forms[i]);
    g_autoptr (CrmFormData) data =
        document_fixture_new (forms[i], 3, DOCUMENT_FIXTURE_BARE | DOCUMENT_FIXTURE_NO_VAT);
    g_autoptr (CrmFormLayout) layout = lay_out (form, data, CRM_FORM_LAYOUT_WITH_STAMP);
    g_assert_cmpuint (crm_form_layout_get_n_pages (layout), ==, 1);
    g_assert_null (crm_form_layout_get_missing (layout)[0]);
    assert_no_overlap (layout);
  }
}

#define TOTALS_FORM                                                                                \
  "<page margin-top='20' margin-bottom='20'/><footer><text>page {{page}} of "                      \
  "{{pages}}</text></footer>"                                                                      \
  "<body><table list='rows' page-total='Итого' carry='Перенос' grand-total='Всего' numbers='yes'>" \
  "<col title='№' width='auto'>{{n}}</col><col title='Имя' group='Товар'>{{name}}</col>"           \
  "<col title='Код' group='Товар' width='20'>x</col>"                                              \
  "<col title='Сумма' width='auto' align='right' sum='sum'>{{sum}}</col></table>"                  \
  "<text keep-with-previous='yes'>the end</text></body>"

static gint64
read_sum (CrmFormLayout *layout, guint page, double y)
{
  CrmFormBox box;
  gint64 value = 0;
  for (guint i = 0; i < crm_form_layout_get_n_boxes (layout, page); i++) {
    crm_form_layout_get_box (layout, page, i, &box);
    if (box.table == 1 && box.row < 0 && box.column == 3 && fabs (box.y - y) < 1)
      for (const char *p = box.text; *p != '\0'; p++)
        value = g_ascii_isdigit (*p) ? value * 10 + (*p - '0') : value;
  }
  return value;
}

static void
test_page_totals (void)
{
  static const gsize counts[] = { 1, 2, 40, 41, 42, 43, 44, 45, 46, 47, 48, 100, 300 };
  g_autoptr (CrmForm) form = parse (TOTALS_FORM);
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++) {
    g_autoptr (CrmFormData) data = crm_form_data_new ();
    gint64 carried = 0, all = 0;
    for (gsize row = 0; row < counts[i]; row++) {
      CrmFormData *item = crm_form_data_add_item (data, "rows");
      crm_form_data_set_integer (item, "n", (gint64) row + 1);
      crm_form_data_set_text (item, "name", row % 7 == 3 ? "имя\nв две строки" : "имя");
      crm_form_data_set_money (item, "sum", (gint64) row * 111 + 5, "RUB");
      all += (gint64) row * 111 + 5;
    }
    g_autoptr (CrmFormLayout) layout = lay_out (form, data, 0);
    guint n_pages = crm_form_layout_get_n_pages (layout);
    assert_rows (layout, (int) counts[i]);
    assert_inside_page (layout);
    assert_no_overlap (layout);
    for (guint page = 0; page < n_pages; page++) {
      CrmFormBox box;
      gint64 here = 0;
      g_autofree char *footer = g_strdup_printf ("page %u of %u", page + 1, n_pages);
      g_assert_true (find_text (layout, page, footer, &box));
      g_assert_cmpint (find_text (layout, page, "Перенос", &box), ==, page > 0);
      if (page > 0)
        g_assert_cmpint (read_sum (layout, page, box.y), ==, carried);
      for (guint k = 0; k < crm_form_layout_get_n_boxes (layout, page); k++) {
        crm_form_layout_get_box (layout, page, k, &box);
        if (is_row (&box, 1) && box.column == 3)
          here += box.row * 111 + 5;
      }
      g_assert_true (find_text (layout, page, "Итого", &box));
      g_assert_cmpint (read_sum (layout, page, box.y), ==, here);
      carried += here;
      g_assert_cmpint (find_text (layout, page, "Всего", &box), ==, page == n_pages - 1);
      if (page == n_pages - 1)
        g_assert_cmpint (read_sum (layout, page, box.y), ==, all);
    }
    g_assert_cmpint (carried, ==, all);
  }
}

/* The name of a group stands in one cell over its columns. */
static void
test_group_head (void)
{
  g_autoptr (CrmForm) form = parse (TOTALS_FORM);
  g_autoptr (CrmFormData) data = crm_form_data_new ();
  g_autoptr (CrmFormLayout) layout = lay_out (form, data, 0);
  CrmFormBox group, name, code, box;
  g_assert_true (find_text (layout, 0, "Товар", &group) && find_text (layout, 0, "Имя", &name) &&
                 find_text (layout, 0, "Код", &code));
  g_assert_cmpfloat (group.y + group.height, <, name.y);
  g_assert_cmpfloat (group.x, <=, name.x + 0.1);
  g_assert_cmpfloat (group.x + group.width, >=, code.x + code.width - 0.1);
  for (guint i = 0; i < crm_form_layout_get_n_boxes (layout, 0); i++) {
    crm_form_layout_get_box (layout, 0, i, &box);
    gboolean beside = box.y < group.y + 1 && box.y + box.height > group.y + 1;
    if (box.kind == CRM_FORM_BOX_RULE && box.width == 0 && beside)
      g_assert_false (box.x > group.x && box.x < group.x + group.width);
  }
}

static CrmFormData *
create_words (gsize n)
{
  CrmFormData *data = crm_form_data_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "w%05u ", (guint) i);
  crm_form_data_set_text (data, "words", text->str);
  CrmFormData *item = crm_form_data_add_item (data, "rows");
  crm_form_data_set_text (item, "words", text->str);
  return data;
}

static void
test_flowing_text (void)
{
  g_autoptr (CrmForm) form =
      parse ("<body><text size='20'>head</text><text keep-with-next='yes'>title</text>"
             "<text>{{words}}</text><text>after</text></body>");
  g_autoptr (CrmFormData) data = create_words (6000);
  g_autoptr (CrmFormLayout) layout = lay_out (form, data, 0);
  guint n_pages = crm_form_layout_get_n_pages (layout);
  CrmFormBox box;
  g_assert_cmpuint (n_pages, >, 3);
  assert_inside_page (layout);
  assert_no_overlap (layout);
  for (guint page = 0; page < n_pages; page++)
    g_assert_true (find_text (layout, page, "w00000*", &box)); /* a part of the text on each */
  g_assert_true (find_text (layout, n_pages - 1, "after", &box));
  g_assert_null (crm_form_layout_get_warnings (layout)[0]);
}

static void
test_keep (void)
{
  /* A heading, its table's head and first row never part, wherever the page happens to end. */
  for (guint height = 200; height < 290; height += 3) {
    g_autofree char *xml = g_strdup_printf (
        "<body><space height='%u'/><text keep-with-next='yes'>title</text>"
        "<table list='rows'><col title='column'>row</col></table>"
        "<column keep='yes' keep-with-previous='yes'><text>total</text><text>sign</text></column>"
        "</body>",
        height);
    g_autoptr (CrmForm) form = parse (xml);
    g_autoptr (CrmFormData) data = create_words (1);
    g_autoptr (CrmFormLayout) layout = lay_out (form, data, 0);
    CrmFormBox box;
    for (guint page = 0; page < crm_form_layout_get_n_pages (layout); page++) {
      gboolean here = find_text (layout, page, "title", &box);
      g_assert_cmpint (find_text (layout, page, "column", &box), ==, here);
      g_assert_cmpint (find_text (layout, page, "row", &box), ==, here);
      g_assert_cmpint (find_text (layout, page, "total", &box), ==, here);
      g_assert_cmpint (find_text (layout, page, "sign", &box), ==, here);
    }
    assert_inside_page (layout);
  }
}

static void
test_tall_row (void)
{
  g_autoptr (CrmForm) form =
      parse ("<body><table list='rows'><col title='head'>{{words}}</col>"
             "<col title='other' width='30'>short</col></table><text>after</text></body>");
  g_autoptr (CrmFormData) data = create_words (3000);
  g_autoptr (CrmFormLayout) layout = lay_out (form, data, 0);
  CrmFormBox box;
  guint n_pages = crm_form_layout_get_n_pages (layout);
  g_assert_cmpuint (n_pages, >, 1);
  assert_inside_page (layout);
  assert_no_overlap (layout);
  for (guint page = 0; page < n_pages; page++) {
    g_assert_true (find_text (layout, page, "head", &box));
    g_assert_true (find_text (layout, page, "w00000*", &box));
  }
  g_assert_true (find_text (layout, n_pages - 1, "after", &box));
}

static void
test_headers (void)
{
  g_autoptr (CrmForm) form =
      parse ("<header pages='first'><text size='40'>first</text></header><header "
             "pages='rest'><text>rest</text></header>"
             "<footer><text>always</text></footer>"
             "<body><text>one</text><break/><text>two</text><break "
             "visible-if='nobody'/><text>three</text></body>");
  g_autoptr (CrmFormData) data = crm_form_data_new ();
  g_autoptr (CrmFormLayout) layout = lay_out (form, data, 0);
  CrmFormBox box, one, two;
  g_assert_cmpuint (crm_form_layout_get_n_pages (layout), ==, 2);
  g_assert_true (find_text (layout, 0, "first", &box));
  g_assert_false (find_text (layout, 0, "rest", &box));
  g_assert_false (find_text (layout, 1, "first", &box));
  g_assert_true (find_text (layout, 1, "rest", &box));
  g_assert_true (find_text (layout, 0, "always", &box));
  g_assert_true (find_text (layout, 1, "three", &box));
  g_assert_true (find_text (layout, 0, "one", &one));
  g_assert_true (find_text (layout, 1, "two", &two));
  g_assert_cmpfloat (one.y, >, two.y); /* under the larger header */
  crm_form_layout_get_box (layout, 0, 0, &box);
  g_assert_cmpstr (box.text, ==, "first"); /* read first */
}

static void
test_boxes (void)
{
  g_autoptr (CrmForm) form = parse (
      "<page margin-left='10' margin-right='10'/><body><boxes columns='40 * 2*' padding='1'>"
      "<line><cell rowspan='2'><text>tall</text></cell><cell "
      "colspan='2'><text>wide</text></cell></line>"
      "<line><cell><text>a</text></cell><cell><text>b</text><text>b2</text></cell></line></boxes>"
      "<row gap='5' above='4'><text width='20'>left</text><text weight='3'>right</text></row>"
      "<digits value='0330212' count='9' width='45'/>"
      "<text shrink='yes' width='20'>This line is too long</text></body>");
  g_autoptr (CrmFormData) data = crm_form_data_new ();
  g_autoptr (CrmFormLayout) layout = lay_out (form, data, 0);
  const double mm = 72 / 25.4;
  CrmFormBox tall, wide, a, b, left, right, digit, shrunk;
  g_assert_true (find_text (layout, 0, "tall", &tall) && find_text (layout, 0, "wide", &wide) &&
                 find_text (layout, 0, "a", &a) && find_text (layout, 0, "b", &b));
  g_assert_cmpfloat_with_epsilon (tall.x, 11 * mm, 0.1);
  g_assert_cmpfloat_with_epsilon (wide.x, 51 * mm, 0.1);
  g_assert_cmpfloat_with_epsilon (a.x, wide.x, 0.1);
  g_assert_cmpfloat_with_epsilon (b.x, 101 * mm, 0.1);
  g_assert_cmpfloat_with_epsilon (b.width, 98 * mm, 0.1);
  g_assert_cmpfloat (a.y, >, wide.y);
  g_assert_true (find_text (layout, 0, "left", &left) && find_text (layout, 0, "right", &right));
  g_assert_cmpfloat_with_epsilon (right.x, 35 * mm, 0.1);
  g_assert_cmpfloat_with_epsilon (left.y, right.y, 0.01);
  g_assert_true (find_text (layout, 0, "2", &digit));
  g_assert_cmpfloat_with_epsilon (digit.x, 30 * mm, 0.1); /* the fifth of nine cells of 5 mm */
  g_assert_true (find_text (layout, 0, "This line*", &shrunk));
  g_assert_cmpfloat (shrunk.height, <, left.height); /* smaller, and still one line */
  assert_no_overlap (layout);
}

static void
test_missing (void)
{
  g_autoptr (CrmForm) form = parse (
      "<body><text>{{document.number}} of {{seller.inn}}{{seller.kpp?}}</text>"
      "<image field='seller.logo' width='20'/><qr field='code' width='20'/>"
      "<qr field='long' kind='epc' width='20'/><qr field='short' kind='odd' width='20'/></body>");
  g_autoptr (CrmFormData) data = crm_form_data_new ();
  g_autofree char *long_text = g_strnfill (600, 'x');
  g_autoptr (GBytes) junk = g_bytes_new_static ("not a picture", 13);
  crm_form_data_set_text (data, "document.number", "15");
  crm_form_data_set_bytes (data, "seller.logo", junk);
  crm_form_data_set_text (data, "long", long_text);
  crm_form_data_set_text (data, "short", "x");
  g_autoptr (CrmFormLayout) printed = lay_out (form, data, 0);
  g_autoptr (CrmFormLayout) preview = lay_out (form, data, CRM_FORM_LAYOUT_MARK_MISSING);
  CrmFormBox box;
  g_assert_true (find_text (printed, 0, "15 of", &box));
  g_assert_true (find_text (preview, 0, "15 of [[]seller.inn[]]", &box) ||
                 find_text (preview, 0, "15 of *seller.inn*", &box));
  g_assert_cmpuint (g_strv_length ((char **) crm_form_layout_get_missing (printed)), ==, 1);
  g_assert_cmpstr (crm_form_layout_get_missing (printed)[0], ==, "seller.inn");
  g_assert_cmpuint (g_strv_length ((char **) crm_form_layout_get_warnings (printed)), ==, 3);
}

static void
test_stamp (void)
{
  g_autoptr (CrmForm) form = document_fixture_load ("ru-invoice");
  g_autoptr (CrmFormData) data = document_fixture_new ("ru-invoice", 3, DOCUMENT_FIXTURE_PICTURES);
  for (guint stamped = 0; stamped < 2; stamped++) {
    g_autoptr (CrmFormLayout) layout =
        lay_out (form, data, stamped ? CRM_FORM_LAYOUT_WITH_STAMP : 0);
    guint n_images = 0;
    for (guint i = 0; i < crm_form_layout_get_n_boxes (layout, 0); i++) {
      CrmFormBox box;
      crm_form_layout_get_box (layout, 0, i, &box);
      n_images += box.kind == CRM_FORM_BOX_IMAGE;
    }
    g_assert_cmpuint (n_images, ==, stamped ? 4 : 1); /* the logo is always there */
    assert_inside_page (layout);
  }
}

static void
test_same_every_time (void)
{
  g_autoptr (CrmForm) form = document_fixture_load ("pl-proforma");
  g_autoptr (CrmFormData) data = document_fixture_new ("pl-proforma", 70, DOCUMENT_FIXTURE_NASTY);
  g_autoptr (CrmFormLayout) one = lay_out (form, data, 0);
  g_autoptr (CrmFormLayout) other = lay_out (form, data, 0);
  g_assert_cmpuint (crm_form_layout_get_n_pages (one), ==, crm_form_layout_get_n_pages (other));
  for (guint page = 0; page < crm_form_layout_get_n_pages (one); page++) {
    guint n = crm_form_layout_get_n_boxes (one, page);
    g_assert_cmpuint (n, ==, crm_form_layout_get_n_boxes (other, page));
    for (guint i = 0; i < n; i++) {
      CrmFormBox a, b;
      crm_form_layout_get_box (one, page, i, &a);
      crm_form_layout_get_box (other, page, i, &b);
      g_assert_true (a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height);
      g_assert_cmpstr (a.text, ==, b.text);
    }
  }
}

static void
test_limits (void)
{
  g_autoptr (CrmForm) form =
      parse ("<body><table list='rows' size='300' head='no'><col>x</col></table></body>");
  g_autoptr (CrmForm) narrow =
      parse ("<page margin-top='200' margin-bottom='200'/><body><text>x</text></body>");
  g_autoptr (CrmFormData) data = crm_form_data_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_assert_null (crm_form_layout_new (narrow, data, 0, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  for (guint i = 0; i < 2 * CRM_FORM_LAYOUT_MAX_PAGES + 1; i++)
    crm_form_data_add_item (data, "rows");
  g_assert_null (crm_form_layout_new (form, data, 0, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (crm_form_layout_new (form, data, 0, cancellable, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CANCELLED);
}

/* However little of it is to be seen. */
static void
test_most_work (void)
{
  g_autoptr (GString) xml = g_string_new ("<body><column padding='1'><table list='rows'>");
  g_autoptr (CrmForm) form = NULL;
  g_autoptr (CrmFormData) data = crm_form_data_new ();
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < 100; i++)
    g_string_append (xml, "<col>{{absent}}</col>");
  g_string_append (xml, "</table></column></body>");
  form = parse (xml->str);
  for (guint i = 0; i < 25000; i++)
    crm_form_data_add_item (data, "rows");
  g_assert_null (crm_form_layout_new (form, data, CRM_FORM_LAYOUT_BOUNDED, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "takes too long"));
}

/* How high a text of several lines is. */
static double
measure_text (const char *attributes)
{
  g_autofree char *body = g_strdup_printf (
      "<body><text width='40' %s>Слова, которых хватит на несколько строк, если место узко, как "
      "здесь, и ещё немного, чтобы их было больше.</text><text>Конец</text></body>",
      attributes);
  g_autoptr (CrmForm) form = parse (body);
  g_autoptr (CrmFormData) data = crm_form_data_new ();
  g_autoptr (CrmFormLayout) layout = lay_out (form, data, 0);
  CrmFormBox first, last;
  g_assert_true (find_text (layout, 0, "*Слова*", &first));
  g_assert_true (find_text (layout, 0, "Конец", &last));
  g_assert_cmpfloat (last.y, >=, first.y + first.height - 0.01);
  return first.height;
}

/* Wider lines take their room, so that the next text does not run into them. */
static void
test_line_spacing (void)
{
  double plain = measure_text (""), wide = measure_text ("line-spacing='2'");
  g_assert_cmpfloat_with_epsilon (wide, 2 * plain, plain * 0.1);
}

/* Clauses count themselves, level by level; one that is not shown does not count. */
static void
test_clauses (void)
{
  g_autoptr (CrmForm) form = parse ("<body><text clause='1'>A</text><text clause='2'>B</text>"
                                    "<text clause='2' visible-if='none'>C</text>"
                                    "<text clause='2'>D</text><text clause='1'>E</text>"
                                    "<text clause='2'>F</text><text clause='3'>G</text></body>");
  g_autoptr (CrmFormData) data = crm_form_data_new ();
  g_autoptr (CrmFormLayout) layout = lay_out (form, data, 0);
  static const char *const texts[] = { "1. A", "1.1. B", "1.2. D", "2. E", "2.1. F", "2.1.1. G" };
  CrmFormBox box;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_true (find_text (layout, 0, texts[i], &box));
}

/* Of columns that are not added up the totals say what the form says. */
static void
test_total_marks (void)
{
  g_autoptr (CrmForm) form =
      parse ("<body><table list='lines' grand-total='Итого'><col title='a'>{{name}}</col>"
             "<col title='b' sum='places'>{{places?}}</col><col title='c' total='X'>-</col>"
             "<col title='d' sum='net'>{{net|money}}</col></table></body>");
  g_autoptr (CrmFormData) data = document_fixture_new ("ru-invoice", 2, 0);
  g_autoptr (CrmFormLayout) layout = lay_out (form, data, 0);
  CrmFormBox box;
  g_assert_true (find_text (layout, 0, "X", &box));
  g_assert_false (find_text (layout, 0, "0", &box));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form-layout/invoices", test_invoices);
  g_test_add_func ("/form-layout/bare-invoices", test_bare);
  g_test_add_func ("/form-layout/page-totals", test_page_totals);
  g_test_add_func ("/form-layout/group-head", test_group_head);
  g_test_add_func ("/form-layout/flowing-text", test_flowing_text);
  g_test_add_func ("/form-layout/keep-together", test_keep);
  g_test_add_func ("/form-layout/row-higher-than-a-page", test_tall_row);
  g_test_add_func ("/form-layout/headers-and-breaks", test_headers);
  g_test_add_func ("/form-layout/boxes-rows-digits", test_boxes);
  g_test_add_func ("/form-layout/missing-and-warnings", test_missing);
  g_test_add_func ("/form-layout/stamp-on-request", test_stamp);
  g_test_add_func ("/form-layout/same-every-time", test_same_every_time);
  g_test_add_func ("/form-layout/limits", test_limits);
  g_test_add_func ("/form-layout/most-work", test_most_work);
  g_test_add_func ("/form-layout/line-spacing", test_line_spacing);
  g_test_add_func ("/form-layout/clauses", test_clauses);
  g_test_add_func ("/form-layout/total-marks", test_total_marks);
  return g_test_run ();
}
