/* "Start Sale" in the palette. */
#include "config.h"

#include "crm-palette-sale.h"

#include <glib/gi18n.h>

#include "crm-pages.h"
#include "crm-sale.h"
#include "crm-text.h"

#define MOST_SALES 4

static void
add_sale_with (GPtrArray *entries, const CrmEntity *entity, gint64 id, const char *name,
               const char *subtitle)
{
  /* Translators: a command; %s is a company or a deal. Found by the beginnings of its words. */
  g_autofree char *title = g_strdup_printf (_ ("Start Sale: %s"), name);

  crm_palette_add (entries, _ ("Actions"), "media-playback-start-symbolic", title, "win.start-sale",
                   g_variant_new_take_string (crm_pages_dup_name (entity, id)))
      ->subtitle = g_strdup (subtitle);
}

/**
 * crm_palette_add_sale:
 * @entries: (element-type CrmPaletteEntry): gets one more where a sale can be started
 * @subject: (nullable): the record one looks at
 * @text: what was typed, folded
 */
void
crm_palette_add_sale (GPtrArray *entries, CrmRecord *subject, const char *text)
{
  const CrmEntity *entity = subject != NULL ? crm_record_get_entity (subject) : NULL;
  g_autofree char *title = NULL;

  if (entity == NULL || !crm_sale_is_possible (entity))
    return;
  title = g_strdup_printf (_ ("Start Sale: %s"), crm_record_get_title (subject));
  if (crm_palette_matches (title, text))
    add_sale_with (entries, entity, crm_record_get_id (subject), crm_record_get_title (subject),
                   NULL);
}

/* What follows the words of the command; NULL where none of them stands at the beginning. */
static char *
dup_rest (const char *typed)
{
  g_auto (GStrv) words = g_strsplit (typed, " ", -1);
  guint n = 0;

  while (words[n] != NULL && words[n][0] != '\0') {
    g_autofree char *folded = crm_text_fold (words[n]);
    if (!crm_palette_matches (_ ("Start Sale"), folded))
      break;
    n++;
  }
  return n > 0 && words[n] != NULL && words[n][0] != '\0' ? g_strjoinv (" ", words + n) : NULL;
}

GPtrArray *
crm_palette_find_sales (CrmDatabase *database, const char *typed)
{
  g_autofree char *rest = dup_rest (typed);

  return rest != NULL ? crm_search_read (database, crm_sale_get_owner (), rest, MOST_SALES, NULL)
                      : NULL;
}

/**
 * crm_palette_add_sales:
 * @entries: (element-type CrmPaletteEntry): gets more
 * @hits: (nullable) (element-type CrmSearchHit): of crm_palette_find_sales()
 */
void
crm_palette_add_sales (GPtrArray *entries, GPtrArray *hits)
{
  for (guint i = 0; hits != NULL && i < hits->len; i++) {
    const CrmSearchHit *hit = hits->pdata[i];
    add_sale_with (entries, hit->entity, hit->id, hit->title, hit->subtitle);
  }
}
