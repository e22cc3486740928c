/* Who owes, for how long, and which letter is next. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

#define CRM_DEBTOR_LEVELS 3

/**
 * CrmDebtorTerms:
 * @first: days after the payment was expected that the first letter is written
 * @gap: days after a letter that the next one is
 *
 * When letters are written; kept in the company file.
 */
typedef struct {
  gint64 first;
  gint64 gap;
} CrmDebtorTerms;

/**
 * CrmDebtor:
 * @company: who owes
 * @seller: to whom; 0: nobody is named
 * @currency: (owned): in what
 * @name: (owned): of @company
 * @document: the invoice that was due first
 * @n_documents: how many are overdue
 * @total: what they come to
 * @paid: what came of it
 * @left: what is owed still
 * @days: how late the first one is
 * @level: of the letter that is next, 1 to %CRM_DEBTOR_LEVELS; the last one is written again
 * @last: day of the last letter; 0: there was none
 * @ready: the day from which the next one may be written
 *
 * What one company owes to one seller in one currency.
 */
typedef struct {
  gint64 company;
  gint64 seller;
  char *currency;
  char *name;
  gint64 document;
  guint n_documents;
  gint64 total;
  gint64 paid;
  gint64 left;
  gint64 days;
  int level;
  gint64 last;
  gint64 ready;
} CrmDebtor;

void crm_debtor_free (CrmDebtor *debtor);

void crm_debtor_terms_read (CrmDatabase *database, CrmDebtorTerms *terms);
/* Writer thread, inside a transaction. */
gboolean crm_debtor_terms_write (CrmDatabase *database, const CrmDebtorTerms *terms,
                                 GError **error);
/* (element-type CrmDebtor): those that owe most first. Any thread. */
GPtrArray *crm_document_list_debtors (CrmDatabase *database, gint64 today,
                                      const CrmDebtorTerms *terms, GError **error);
/* To @change: a letter to @debtor, issued with its number and its PDF. Returns its stand-in, 0 on
 * error. */
gint64 crm_document_add_letter (CrmChange *change, CrmDatabase *database, const CrmDebtor *debtor,
                                GError **error);

G_END_DECLS
