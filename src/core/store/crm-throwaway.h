/* Copies of a company file that live while somebody looks at them, and what removes them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where such copies stand. */
char *crm_throwaway_dup_folder (void);
/* A name there that no other copy has. */
char *crm_throwaway_dup_path (void);
/* Takes away what crashes left there. Any thread. */
void crm_throwaway_tidy (void);
void crm_throwaway_remove (const char *path);

G_END_DECLS
