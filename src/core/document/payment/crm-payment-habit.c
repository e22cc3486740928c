/* How a client pays: what became of the days on which money was promised. */
#include "config.h"

#include "crm-payment-habit.h"

#include <glib/gi18n-lib.h>

#include "crm-document-private.h"

/* The latest first. */
static GPtrArray *
read_papers (CrmDatabase *database, gint64 company, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("document"));
  g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "company", CRM_OP_EQUAL, company);
  g_autoptr (CrmQuery) promised =
      crm_query_filter (own, "due_date", CRM_OP_NOT_EMPTY, NULL, NULL, error);
  g_autoptr (CrmQuery) sorted =
      promised != NULL ? crm_query_sort (promised, "due_date", TRUE, error) : NULL;

  return sorted != NULL ? crm_query_fetch_all (sorted, database, CRM_PAYMENT_HABIT_MOST, error)
                        : NULL;
}

/* The day on which the last money for a paper came. Money that came for the paper it was made from
 * counts where none came for it. */
static gboolean
read_last_payment (CrmDatabase *database, CrmRecord *document, gint64 *date, GError **error)
{
  gint64 papers[] = { crm_record_get_id (document), crm_record_get_integer (document, "base") };

  *date = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (papers) && papers[i] != 0 && *date == 0; i++) {
    g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("payment"));
    g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "document", CRM_OP_EQUAL, papers[i]);
    g_autoptr (GPtrArray) payments = crm_query_fetch_all (own, database, -1, error);
    if (payments == NULL)
      return FALSE;
    for (guint j = 0; j < payments->len; j++)
      if (g_strcmp0 (crm_record_get_text (payments->pdata[j], "direction"), "in") == 0)
        *date = MAX (*date, crm_record_get_integer (payments->pdata[j], "date"));
  }
  return TRUE;
}

static gboolean
count (CrmPaymentHabit *habit, CrmDatabase *database, CrmRecord *document, gint64 today,
       gint64 *sum, GError **error)
{
  gint64 due = crm_record_get_integer (document, "due_date");
  gint64 total = crm_record_get_integer (document, "total");
  gint64 date;

  habit->n_postponed += (guint) CLAMP (crm_record_get_integer (document, "postponed"), 0, 1000);
  if (total <= 0 || crm_record_get_integer (document, "paid") < total) {
    habit->n_lapsed += crm_document_has_status (document, "lapsed");
    habit->n_late += !crm_document_has_status (document, "lapsed") && due < today &&
                     !crm_document_has_status (document, "planned") && total > 0;
    return TRUE;
  }
  if (!read_last_payment (database, document, &date, error))
    return FALSE;
  if (date == 0)
    return TRUE;
  habit->n_paid++;
  habit->n_on_time += date <= due;
  *sum += date - due;
  return TRUE;
}

gboolean
crm_payment_habit_read (CrmDatabase *database, gint64 company, gint64 today, CrmPaymentHabit *habit,
                        GError **error)
{
  g_autoptr (GPtrArray) papers = read_papers (database, company, error);
  gint64 sum = 0;

  *habit = (CrmPaymentHabit) { 0 };
  for (guint i = 0; papers != NULL && i < papers->len; i++)
    if (crm_document_asks_money (papers->pdata[i]) &&
        !crm_document_has_status (papers->pdata[i], "rejected") &&
        !count (habit, database, papers->pdata[i], today, &sum, error))
      return FALSE;
  /* To the nearest day, away from the term where it is as far to both. */
  if (habit->n_paid > 0)
    habit->days = (sum + (sum < 0 ? -1 : 1) * (gint64) (habit->n_paid / 2)) / habit->n_paid;
  return papers != NULL;
}

char *
crm_payment_habit_dup_text (const CrmPaymentHabit *habit)
{
  gulong days = (gulong) ABS (habit->days);

  if (habit->n_paid == 0 && habit->n_late + habit->n_lapsed > 0)
    return g_strdup (_ ("Has not paid anything yet"));
  if (habit->n_paid == 0)
    return NULL;
  if (habit->days == 0)
    return g_strdup (_ ("Pays on the day it was promised for"));
  if (habit->days > 0)
    return g_strdup_printf (
        ngettext ("Pays %lu day late on average", "Pays %lu days late on average", days), days);
  return g_strdup_printf (
      ngettext ("Pays %lu day early on average", "Pays %lu days early on average", days), days);
}

static void
join (GString *text, char *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
  g_free (part);
}

char *
crm_payment_habit_dup_details (const CrmPaymentHabit *habit)
{
  GString *text = g_string_new (NULL);

  if (habit->n_paid > 0)
    /* Translators: of the papers that were paid: "6 of 10 on time" */
    join (text, g_strdup_printf (_ ("%u of %u on time"), habit->n_on_time, habit->n_paid));
  if (habit->n_postponed > 0)
    join (text,
          g_strdup_printf (ngettext ("put off %u time", "put off %u times", habit->n_postponed),
                           habit->n_postponed));
  if (habit->n_late > 0)
    join (text,
          g_strdup_printf (ngettext ("%u overdue", "%u overdue", habit->n_late), habit->n_late));
  if (habit->n_lapsed > 0)
    join (text,
          g_strdup_printf (ngettext ("%u lapsed", "%u lapsed", habit->n_lapsed), habit->n_lapsed));
  return g_string_free (text, FALSE);
}
