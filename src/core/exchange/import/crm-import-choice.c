/* Which value of a choice a cell of another program's file means. */
#include "config.h"

#include "crm-import-mapping-private.h"

#include "crm-text.h"
#include "crm-translations.h"

#include <string.h>

static void
add_text (GHashTable *choices, const char *text, const CrmChoice *choice)
{
  char *squeezed = crm_text_squeeze (text);
  if (squeezed[0] == '\0' || g_hash_table_contains (choices, squeezed))
    g_free (squeezed);
  else
    g_hash_table_insert (choices, squeezed, (gpointer) choice);
}

/* Codes before labels before aliases: "new" is a code of one and may be an alias of another. */
static GHashTable *
make_texts (const CrmField *field)
{
  GHashTable *texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (const CrmChoice *choice = field->choices; choice->code != NULL; choice++)
    add_text (texts, choice->code, choice);
  for (const CrmChoice *choice = field->choices; choice->code != NULL; choice++) {
    static const char *const contexts[] = { "choice",   "relation", "task",   "priority", "country",
                                            "currency", "vat",      "status", "language" };
    add_text (texts, choice->label, choice);
    add_text (texts, crm_choice_get_label (choice), choice);
    for (gsize i = 0; i < G_N_ELEMENTS (contexts); i++) {
      g_autoptr (GPtrArray) labels = crm_translations_of (contexts[i], choice->label);
      for (guint j = 0; j < labels->len; j++)
        add_text (texts, labels->pdata[j], choice);
    }
  }
  for (const CrmChoice *choice = field->choices; choice->code != NULL; choice++) {
    g_auto (GStrv) aliases = g_strsplit (choice->aliases != NULL ? choice->aliases : "", "|", -1);
    for (char **alias = aliases; *alias != NULL; alias++)
      add_text (texts, *alias, choice);
  }
  return texts;
}

/*
 * crm_import_find_choice:
 * @field: of kind choice
 * @cell: a cell
 *
 * Returns: (nullable): the value whose code, label in any language or alias the cell is
 */
const CrmChoice *
crm_import_find_choice (const CrmField *field, const char *cell)
{
  static GMutex mutex;
  static GHashTable *all; /* choices to their texts, for ever */
  g_autofree char *squeezed = crm_text_squeeze (cell);
  GHashTable *texts;

  g_mutex_lock (&mutex);
  if (all == NULL)
    all = g_hash_table_new (NULL, NULL);
  texts = g_hash_table_lookup (all, field->choices);
  if (texts == NULL) {
    texts = make_texts (field);
    g_hash_table_insert (all, (gpointer) field->choices, texts);
  }
  g_mutex_unlock (&mutex);
  return g_hash_table_lookup (texts, squeezed);
}
