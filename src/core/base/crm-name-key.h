/* Names as they sound: one key for all alphabets, word orders and legal forms, and how far apart
 * two keys are. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "ООО «Орион Строй»", "Orion-Stroy LLC" and "Stroy Orion" have one key. "" for nothing. */
char *crm_name_key (const char *name);
/* How many letters must be put, taken, changed or swapped with their neighbour to make one of the
 * other; @most + 1 where it is more than @most. */
guint crm_name_distance (const char *a, const char *b, guint most);
/* How many letters two keys of what is still one name differ by; -1: they are two names. */
int crm_name_difference (const char *a, const char *b);
/* The key from its end to its beginning, letter by letter. */
char *crm_name_key_reverse (const char *key);

G_END_DECLS
