/* What the cells of a column are, and how its dates and numbers are to be read. */
#pragma once

#include "crm-date.h"

G_BEGIN_DECLS

/**
 * CrmColumnKind:
 * @CRM_COLUMN_EMPTY: no cell is filled
 * @CRM_COLUMN_TEXT: nothing below
 * @CRM_COLUMN_NUMBER: numbers, also sums of money with their currency
 * @CRM_COLUMN_DATE: dates, also with a time
 * @CRM_COLUMN_YES_NO: yes and no in one of the four languages
 * @CRM_COLUMN_EMAIL: addresses of e-mail
 *
 * What nine tenths of the filled cells are.
 */
typedef enum {
  CRM_COLUMN_EMPTY,
  CRM_COLUMN_TEXT,
  CRM_COLUMN_NUMBER,
  CRM_COLUMN_DATE,
  CRM_COLUMN_YES_NO,
  CRM_COLUMN_EMAIL,
} CrmColumnKind;

typedef struct _CrmColumnGuess CrmColumnGuess;

CrmColumnGuess *crm_column_guess_new (void);
void crm_column_guess_free (CrmColumnGuess *guess);
void crm_column_guess_add (CrmColumnGuess *guess, const char *cell);
void crm_column_guess_add_typed (CrmColumnGuess *guess, const char *cell);
CrmColumnKind crm_column_guess_get_kind (CrmColumnGuess *guess);
guint64 crm_column_guess_get_n_of_kind (CrmColumnGuess *guess, CrmColumnKind kind);
CrmDateOrder crm_column_guess_get_date_order (CrmColumnGuess *guess, CrmDateOrder otherwise,
                                              gboolean *certain);
char crm_column_guess_get_decimal_separator (CrmColumnGuess *guess, gboolean *certain);
guint64 crm_column_guess_get_n_filled (CrmColumnGuess *guess);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmColumnGuess, crm_column_guess_free)

char *crm_number_tidy (const char *text, char decimal_separator, const char **currency);
gboolean crm_yes_no_parse (const char *text, gboolean *value);

G_END_DECLS
