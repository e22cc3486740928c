/* What else a typed text may have meant: the same keys in another keyboard layout, the same sounds
 * in another alphabet. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "ghbdtn" as "привет", "руддщ" as "hello", "ывано" as "івано"; folded, without @text itself. */
GStrv crm_text_read_layouts (const char *text);
/* "Kovalenko" as "коваленко", "Вишневский" as "vishnevskiy" and "wisniewski"; folded, without @text
 * itself, the likeliest first. */
GStrv crm_text_read_scripts (const char *text);

G_END_DECLS
