/* What the writers of e-invoice files share. */
#pragma once

#include "crm-einvoice.h"

#include <libxml/tree.h>

G_BEGIN_DECLS

/* Values of a filled form; what is empty is NULL or 0. */
const char *crm_einvoice_get_text (const CrmFormData *data, const char *path);
gint64 crm_einvoice_get_number (const CrmFormData *data, const char *path);
gboolean crm_einvoice_has (const CrmFormData *data, const char *path);
/* The full name where there is one. */
const char *crm_einvoice_get_name (const CrmFormData *data, const char *party);
/* A number as files have it, without the blanks and dashes that people type; NULL of NULL. */
char *crm_einvoice_dup_code (const char *number);
char *crm_einvoice_format_money (gint64 money);
/* A number of @decimals without needless zeros: "1.5". */
char *crm_einvoice_format_number (gint64 number, guint decimals);
/* A price that multiplied by the quantity gives the amount again. */
char *crm_einvoice_format_unit_price (gint64 amount, gint64 quantity, guint decimals);

/* Elements; where there is no text, there is no element and no attribute. */
xmlNodePtr crm_einvoice_add (xmlNodePtr parent, const char *name);
xmlNodePtr crm_einvoice_add_text (xmlNodePtr parent, const char *name, const char *text);
void crm_einvoice_add_money (xmlNodePtr parent, const char *name, gint64 money);
void crm_einvoice_set (xmlNodePtr node, const char *name, const char *text);
GBytes *crm_einvoice_dump (xmlDocPtr document, const char *encoding);

/* ОКЕИ or recommendation 20 of a line's unit; NULL where it is not known. Borrowed, for good. */
const char *crm_einvoice_find_okei (const char *code, const char *unit);
const char *crm_einvoice_find_unit (const char *okei, const char *unit);

/* Sets what follows from what is filled in: country codes, numbers for VAT, who signs. */
void crm_einvoice_derive (CrmFormData *data);
/* The sentences about what is missing or wrong; empty: nothing. NULL: error. */
GStrv crm_einvoice_check (const CrmFormData *data, CrmEinvoiceFormat format, GError **error);

xmlDocPtr crm_einvoice_write_ubl (const CrmFormData *data);
xmlDocPtr crm_einvoice_write_ksef (const CrmFormData *data);
xmlDocPtr crm_einvoice_write_upd (const CrmFormData *data, const char *name);
/* "ON_NSCHFDOPPR_…", without ".xml" */
char *crm_einvoice_dup_upd_name (const CrmFormData *data);

G_END_DECLS
