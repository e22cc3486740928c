/* What a correction changes, line by line: before, after, by how much more and by how much less, as
 * Russian corrections list it. */
#include "config.h"

#include <string.h>

#include "crm-document-private.h"

static const char *const sums[] = { "net", "vat", "gross" };

typedef struct {
  CrmFormData *data; /* borrowed */
  const char *currency;
  gint64 more[G_N_ELEMENTS (sums)];
  gint64 less[G_N_ELEMENTS (sums)];
  gint64 n_items;
} Listing;

static gint64
get_number (const CrmFormData *item, const char *name)
{
  const CrmFormData *value = item != NULL ? crm_form_data_lookup (item, name) : NULL;
  return value != NULL ? crm_form_data_get_number (value) : 0;
}

static void
copy_text (CrmFormData *to, const CrmFormData *from, const char *name)
{
  const CrmFormData *value = crm_form_data_lookup (from, name);
  if (!crm_form_data_is_empty (value))
    crm_form_data_set_text (to, name, crm_form_data_get_text (value));
}

static CrmFormData *
add_row (Listing *self, const char *row)
{
  CrmFormData *item = crm_form_data_add_item (self->data, "corrections");

  crm_form_data_set_text (item, "row", row);
  return item;
}

/* What the line says; a line that is not there says nothing. */
static void
add_state (Listing *self, const char *row, const CrmFormData *line, const CrmFormData *named)
{
  static const char *const texts[] = { "unit", "unit_code", "vat_rate" };
  CrmFormData *item = add_row (self, row);

  if (named != NULL) {
    crm_form_data_set_integer (item, "position", ++self->n_items);
    copy_text (item, named, "name");
    copy_text (item, named, "article");
    copy_text (item, named, "origin");
  }
  if (line == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    copy_text (item, line, texts[i]);
  crm_form_data_set_quantity (item, "quantity", get_number (line, "quantity"));
  crm_form_data_set_price (item, "net_price", get_number (line, "net_price"));
  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++)
    crm_form_data_set_money (item, sums[i], get_number (line, sums[i]), self->currency);
}

static void
add_to (gint64 *sum, gint64 amount)
{
  if (__builtin_add_overflow (*sum, amount, sum))
    *sum = G_MAXINT64;
}

/* Each sum by itself: the tax may grow where the price falls. */
static void
add_change (Listing *self, const char *row, const CrmFormData *before, const CrmFormData *after,
            int sign, gint64 *totals)
{
  CrmFormData *item = add_row (self, row);

  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++) {
    gint64 change = sign * (get_number (after, sums[i]) - get_number (before, sums[i]));
    if (change <= 0)
      continue;
    crm_form_data_set_money (item, sums[i], change, self->currency);
    add_to (&totals[i], change);
  }
}

static void
add_line (Listing *self, const CrmFormData *before, const CrmFormData *after)
{
  add_state (self, "before", before, after != NULL ? after : before);
  add_state (self, "after", after, NULL);
  add_change (self, "more", before, after, 1, self->more);
  add_change (self, "less", before, after, -1, self->less);
}

static void
add_total (Listing *self, const char *row, const gint64 *totals)
{
  CrmFormData *item = add_row (self, row);

  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++) {
    g_autofree char *path = g_strconcat (row, ".", sums[i], NULL);
    crm_form_data_set_money (item, sums[i], totals[i], self->currency);
    crm_form_data_set_money (self->data, path, totals[i], self->currency);
  }
}

static const CrmFormData *
find_after (const CrmFormData *lines, gint64 id)
{
  for (gsize i = 0; i < crm_form_data_get_n_items (lines); i++) {
    const CrmFormData *line = crm_form_data_get_item (lines, i);
    if (id != 0 && get_number (line, "base") == id)
      return line;
  }
  return NULL;
}

static gboolean
has_before (const CrmFormData *befores, gint64 base)
{
  for (gsize i = 0; i < crm_form_data_get_n_items (befores); i++)
    if (base != 0 && get_number (crm_form_data_get_item (befores, i), "id") == base)
      return TRUE;
  return FALSE;
}

/* The list "corrections" out of the lists "before" and "lines": four rows for each line of either,
 * then the sums of what grew (all_more) and of what fell (all_less). What both say alike is no
 * correction and is left out. */
void
crm_document_set_corrections (CrmFormData *data, const char *currency)
{
  const CrmFormData *befores = crm_form_data_lookup (data, "before");
  const CrmFormData *lines = crm_form_data_lookup (data, "lines");
  Listing self = { data, currency };

  crm_form_data_add_list (data, "corrections");
  for (gsize i = 0; i < crm_form_data_get_n_items (befores); i++) {
    const CrmFormData *before = crm_form_data_get_item (befores, i);
    const CrmFormData *after = find_after (lines, get_number (before, "id"));
    gboolean same = after != NULL &&
                    get_number (before, "quantity") == get_number (after, "quantity") &&
                    get_number (before, "net_price") == get_number (after, "net_price");
    for (gsize j = 0; j < G_N_ELEMENTS (sums) && same; j++)
      same = get_number (before, sums[j]) == get_number (after, sums[j]);
    if (!same)
      add_line (&self, before, after);
  }
  for (gsize i = 0; i < crm_form_data_get_n_items (lines); i++) {
    const CrmFormData *after = crm_form_data_get_item (lines, i);
    if (!has_before (befores, get_number (after, "base")))
      add_line (&self, NULL, after);
  }
  add_total (&self, "all_more", self.more);
  add_total (&self, "all_less", self.less);
}
