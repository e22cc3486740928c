/* Addresses as the post wants them: out of the one line that a card has. */
#pragma once

#include "crm-form-data.h"
#include "crm-record.h"

G_BEGIN_DECLS

/* The lines without the code of the post, where that stands by itself, and the code. */
char *crm_address_split (const char *address, const char *country, char **code);
/* sender.name .address .index .phone, recipient.name .person .address .index .country: what
 * envelopes and labels say. Each record may be NULL. */
void crm_address_set (CrmFormData *data, CrmRecord *seller, CrmRecord *company, CrmRecord *contact);

G_END_DECLS
