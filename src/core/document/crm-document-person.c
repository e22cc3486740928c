/* Sole traders: who they are, and that they sign for themselves. */
#include "config.h"

#include <string.h>

#include "crm-document-private.h"
#include "crm-einvoice-private.h"

#define MOST_WORDS 4 /* of a person's name */

/* By the length of the tax number, as the law of either country gives it to people. */
static const struct {
  const char *number;
  gsize length;
  const char *language, *post;
  const char *titles[5];
} laws[] = {
  { "inn",
    12,
    "ru",
    "Индивидуальный предприниматель",
    { "Индивидуальный предприниматель ", "индивидуальный предприниматель ", "ИП ", "Ип ", "ип " } },
  { "edrpou",
    10,
    "uk",
    "Фізична особа – підприємець",
    { "Фізична особа – підприємець ", "Фізична особа-підприємець ", "ФОП ", "Фоп ", "фоп " } },
};

static const char *
get_of (const CrmFormData *data, const char *party, const char *name)
{
  g_autofree char *path = g_strconcat (party, ".", name, NULL);
  return crm_einvoice_get_text (data, path);
}

static void
set_missing (CrmFormData *data, const char *party, const char *name, const char *text)
{
  g_autofree char *path = g_strconcat (party, ".", name, NULL);

  if (crm_einvoice_get_text (data, path) == NULL)
    crm_form_data_set_text (data, path, text);
}

/* Sets PARTY.is_person and PARTY.person: "ИП Иванов Иван Иванович" -> "Иванов Иван Иванович". A
 * sole trader is a director of itself where no other is named. */
void
crm_document_set_person (CrmFormData *data, const char *party)
{
  g_autofree char *flag = g_strconcat (party, ".is_person", NULL);
  const char *name = crm_einvoice_get_name (data, party);
  gboolean is_person = FALSE;
  g_auto (GStrv) words = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (laws) && name != NULL && !is_person; i++) {
    g_autofree char *number = crm_einvoice_dup_code (get_of (data, party, laws[i].number));
    is_person = number != NULL && strlen (number) == laws[i].length;
    for (gsize j = 0; j < G_N_ELEMENTS (laws[i].titles) && is_person; j++)
      if (g_str_has_prefix (name, laws[i].titles[j])) {
        name += strlen (laws[i].titles[j]);
        break;
      }
    if (is_person &&
        g_strcmp0 (crm_einvoice_get_text (data, "document.language"), laws[i].language) == 0)
      set_missing (data, party, "director_post", laws[i].post);
  }
  crm_form_data_set_flag (data, flag, is_person);
  if (!is_person)
    return;
  set_missing (data, party, "person", name);
  words = g_strsplit (name, " ", -1);
  if (g_strv_length (words) <= MOST_WORDS)
    set_missing (data, party, "director", name);
}
