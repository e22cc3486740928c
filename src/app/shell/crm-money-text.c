/* Sums of money in several currencies as one text. */
#include "config.h"

#include "crm-money-text.h"

gboolean
crm_money_text_add (GArray *amounts, const char *currency, gint64 money)
{
  for (guint i = 0; i < amounts->len; i++) {
    CrmAmount *amount = &g_array_index (amounts, CrmAmount, i);
    if (g_strcmp0 (amount->currency, currency) == 0)
      return !__builtin_add_overflow (amount->money, money, &amount->money);
  }
  g_array_append_val (amounts, ((CrmAmount) { currency, money }));
  return TRUE;
}

char *
crm_money_text_format_total (CrmWorkspace *workspace, gint64 sum, gboolean converted)
{
  g_autofree char *money =
      crm_money_format (sum, crm_workspace_get_currency (workspace), crm_number_style_local ());
  /* What is next to the sign never stands on a line without it. */
  return g_strconcat (converted ? "≈\u00a0" : "", money, NULL);
}

static char *
join_amounts (CrmWorkspace *workspace, GArray *amounts, const char *joint)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < amounts->len; i++) {
    const CrmAmount *amount = &g_array_index (amounts, CrmAmount, i);
    g_autofree char *money = NULL;
    if (amount->money == 0)
      continue;
    money = crm_money_format (amount->money,
                              amount->currency != NULL ? amount->currency
                                                       : crm_workspace_get_currency (workspace),
                              crm_number_style_local ());
    g_string_append_printf (text, "%s%s", text->len > 0 ? joint : "", money);
  }
  return g_string_free (text, FALSE);
}

char *
crm_money_text_new (CrmWorkspace *workspace, GArray *amounts, const char *joint, char **parts)
{
  g_autofree char *all = join_amounts (workspace, amounts, joint);
  g_autoptr (GError) error = NULL;
  gboolean converted;
  gint64 sum;

  if (parts != NULL)
    *parts = NULL;
  /* A file that is being closed has no rates any more. */
  if (all[0] == '\0' || crm_workspace_get_reader (workspace) == NULL)
    return g_steal_pointer (&all);
  if (!crm_currency_sum (crm_workspace_get_reader (workspace), amounts,
                         crm_workspace_get_today (workspace), &sum, &converted, &error)) {
    if (parts != NULL)
      *parts = g_strdup_printf ("%s\n%s", all, error->message);
    return g_steal_pointer (&all);
  }
  if (parts != NULL && converted)
    *parts = g_steal_pointer (&all);
  return crm_money_text_format_total (workspace, sum, converted);
}
