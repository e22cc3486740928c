/* A person of somebody's address book, as it becomes a row: what has no column of its own is kept
 * in the remark under its name. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CRM_CARD_CELL = 1 << 0,
  CRM_CARD_FAX = 1 << 1,
  CRM_CARD_PAGER = 1 << 2,
  CRM_CARD_PREFERRED = 1 << 3,
} CrmCardFlags;

typedef struct _CrmCard CrmCard;

CrmCard *crm_card_new (void);
void crm_card_free (CrmCard *self);
/* A column that has one value; the first stays. */
void crm_card_set (CrmCard *self, const char *column, const char *text);
const char *crm_card_get (CrmCard *self, const char *column);
/* @label: (nullable): how the book calls it, in brackets behind what it is */
void crm_card_add_phone (CrmCard *self, const char *text, CrmCardFlags flags, const char *label);
void crm_card_add_email (CrmCard *self, const char *text, CrmCardFlags flags, const char *label);
void crm_card_add_address (CrmCard *self, const char *text, CrmCardFlags flags, const char *label);
void crm_card_add_link (CrmCard *self, const char *text, const char *label);
void crm_card_add_messenger (CrmCard *self, const char *text, const char *label);
void crm_card_add_tags (CrmCard *self, const char *text);
void crm_card_add_note (CrmCard *self, const char *label, const char *text);
void crm_card_set_picture (CrmCard *self, const char *media_type, const char *base64);
void crm_card_set_birthday (CrmCard *self, const char *text);
void crm_card_set_problem (CrmCard *self, const char *sentence);
/* The row; frees the card. Marks in @seen (by name) the columns that are filled. */
GHashTable *crm_card_end (CrmCard *self, GHashTable *seen);
/* Of all columns that a card may have those in @seen, in order. (element-type utf8) */
void crm_card_list_columns (GHashTable *seen, GPtrArray *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCard, crm_card_free)

G_END_DECLS
