/* Texts that this thread has shaped while it laid a form out, for the PDF that it makes next:
 * shaping is the dearest part of both. What pango shaped belongs to a thread, so no other one sees
 * it. */
#include "config.h"

#include "crm-layout-private.h"

/* More are shaped again: a layout of thousands of pages would hold them all. */
#define MOST_SHAPED 4096

static GPrivate shaped = G_PRIVATE_INIT ((GDestroyNotify) g_hash_table_unref);

typedef struct {
  PangoLayout *layout; /* owned */
  int shift;           /* of its lines, in units of pango */
} Shaped;

static void
unref_spec (gpointer spec)
{
  crm_text_spec_unref (spec);
}

static void
free_shaped (gpointer data)
{
  Shaped *kept = data;
  g_object_unref (kept->layout);
  g_free (kept);
}

/* Remembers how a text looks that is not changed any more. */
void
crm_shaped_keep (CrmTextSpec *spec, PangoLayout *layout, int shift)
{
  GHashTable *table = g_private_get (&shaped);

  if (table == NULL) {
    table = g_hash_table_new_full (NULL, NULL, unref_spec, free_shaped);
    g_private_set (&shaped, table);
  }
  if (g_hash_table_size (table) >= MOST_SHAPED)
    return;
  Shaped *kept = g_new (Shaped, 1);
  *kept = (Shaped) { g_object_ref (layout), shift };
  g_hash_table_insert (table, crm_text_spec_ref (spec), kept);
}

/* (transfer full): shaped by this thread, or now; its lines stand where pango says, moved to the
 * right by @shift. */
PangoLayout *
crm_shaped_get (CrmTextSpec *spec, PangoContext *context, int *shift)
{
  GHashTable *table = g_private_get (&shaped);
  const Shaped *kept = table != NULL ? g_hash_table_lookup (table, spec) : NULL;

  *shift = kept != NULL ? kept->shift : 0;
  return kept != NULL ? g_object_ref (kept->layout) : crm_text_spec_create_layout (spec, context);
}

void
crm_shaped_forget (void)
{
  GHashTable *table = g_private_get (&shaped);

  if (table != NULL)
    g_hash_table_remove_all (table);
}
