/* Texts that this thread has shaped while it laid a form out, for the PDF that it makes next:
 * shaping is the dearest part of both. What pango shaped belongs to a thread, so no other one sees
 * it. */
#include "config.h"

#include "crm-layout-private.h"

/* More are shaped again: a layout of thousands of pages would hold them all. */
#define MOST_SHAPED 4096

static GPrivate shaped = G_PRIVATE_INIT ((GDestroyNotify) g_hash_table_unref);

static void
unref_spec (gpointer spec)
{
  crm_text_spec_unref (spec);
}

/* Remembers how a text looks that is not changed any more. */
void
crm_shaped_keep (CrmTextSpec *spec, PangoLayout *layout)
{
  GHashTable *table = g_private_get (&shaped);

  if (table == NULL) {
    table = g_hash_table_new_full (NULL, NULL, unref_spec, g_object_unref);
    g_private_set (&shaped, table);
  }
  if (g_hash_table_size (table) < MOST_SHAPED)
    g_hash_table_insert (table, crm_text_spec_ref (spec), g_object_ref (layout));
}

/* (transfer full): shaped by this thread, or now. */
PangoLayout *
crm_shaped_get (CrmTextSpec *spec, PangoContext *context)
{
  GHashTable *table = g_private_get (&shaped);
  PangoLayout *layout = table != NULL ? g_hash_table_lookup (table, spec) : NULL;

  return layout != NULL ? g_object_ref (layout) : crm_text_spec_create_layout (spec, context);
}

void
crm_shaped_forget (void)
{
  GHashTable *table = g_private_get (&shaped);

  if (table != NULL)
    g_hash_table_remove_all (table);
}
