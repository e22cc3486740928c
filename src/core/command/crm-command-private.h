/* The inside of a command, shared by the files of this room: what was asked, and the verbs. */
#pragma once

#include "crm-change.h"
#include "crm-command-output.h"
#include "crm-query.h"

G_BEGIN_DECLS

/* One option of a verb; the list ends with a NULL name. */
typedef struct {
  const char *name;     /* without the dashes */
  const char *argument; /* what follows it, for the help; NULL: nothing does */
  const char *help;     /* untranslated, N_() */
  gboolean repeats;
  gboolean only_reads; /* with it, a verb that writes writes nothing */
} CrmVerbOption;

/* Which records are meant, for verbs that take any number of them. */
#define CRM_QUERY_OPTIONS                                                                          \
  { "filter", "'FIELD OP VALUE'",                                                                  \
    N_ ("only records like this; OP is one of = != < <= > >= ~ in empty not-empty"),               \
    .repeats = TRUE },                                                                             \
      { "search", "TEXT", N_ ("only records with words that begin so") },                          \
  {                                                                                                \
    "sort", "FIELD|-FIELD", N_ ("in this order; - from the greatest down"), .repeats = TRUE        \
  }

/* How filters are written, for the notes of such verbs. */
#define CRM_QUERY_NOTES                                                                            \
  N_ ("A filter may join conditions by and, or and parentheses; several filters must all hold.\n"  \
      "OP is also one of !~ begins not-in all (all of these tags); values are 10..20, \"in "       \
      "quotes\", #17 (a record), me, now, today, this quarter, last 30 days, older than 2 "        \
      "weeks.\n"                                                                                   \
      "FIELD goes through references: company.city; back along them: has deal:company (value > "   \
      "1000), no deal:company (opened = this quarter).")

/**
 * CrmVerbAccess:
 * @CRM_VERB_PLAIN: needs no company file
 * @CRM_VERB_READ: runs on a reading connection, beside whoever writes
 * @CRM_VERB_WRITE: runs in one transaction on the writer's thread, in this process or in the one
 *   that holds the file
 * @CRM_VERB_FILE: opens, makes or replaces files itself
 */
typedef enum { CRM_VERB_PLAIN, CRM_VERB_READ, CRM_VERB_WRITE, CRM_VERB_FILE } CrmVerbAccess;

typedef struct _CrmCommand CrmCommand;

typedef struct {
  const char *name;
  const char *usage; /* its arguments; contract, not translated */
  const char *help;  /* untranslated, N_() */
  CrmVerbAccess access;
  int least; /* arguments beside options */
  int most;  /* -1: any number */
  const CrmVerbOption *options;
  const char *notes;      /* untranslated, N_(); more lines of its help, may be NULL */
  void (*prepare) (void); /* nullable; what goes on beside the opening of the file */
  gboolean (*run) (CrmCommand *command, GError **error);
} CrmVerb;

struct _CrmCommand {
  const CrmVerb *verb; /* borrowed */
  char *folder;        /* owned; what relative paths start from */
  char *file;          /* owned; absolute path of the company file */
  gboolean wants_help;
  CrmCommandFormat format;
  GPtrArray *options;   /* borrowed CrmVerbOption, as often as given */
  GPtrArray *values;    /* owned strings, one an option; NULL where it takes none */
  GPtrArray *arguments; /* owned strings */

  GCancellable *cancellable; /* owned; may be NULL */
  CrmDatabase *database;     /* borrowed, for the time of the verb */
  CrmCommandOutput *output;  /* owned */
  int exit_code;             /* of a verb that did its work, but not all of it */
  GString *warnings;         /* owned; whole lines, of no consequence when the verb fails */
};

#define CRM_AS_OF_OPTION                                                                           \
  { "as-of", "MOMENT", N_ ("as it was then: 2026-11-23 or 2026-11-23T09:00") }

extern const CrmVerb crm_verb_entities;
extern const CrmVerb crm_verb_fields;
extern const CrmVerb crm_verb_list;
extern const CrmVerb crm_verb_get;
extern const CrmVerb crm_verb_history;
extern const CrmVerb crm_verb_add;
extern const CrmVerb crm_verb_set;
extern const CrmVerb crm_verb_delete;
extern const CrmVerb crm_verb_merge;
extern const CrmVerb crm_verb_undo;
extern const CrmVerb crm_verb_redo;
extern const CrmVerb crm_verb_changes;
extern const CrmVerb crm_verb_new;
extern const CrmVerb crm_verb_check;
extern const CrmVerb crm_verb_backup;
extern const CrmVerb crm_verb_restore;
extern const CrmVerb crm_verb_recover;
extern const CrmVerb crm_verb_render;
extern const CrmVerb crm_verb_render_all;
extern const CrmVerb crm_verb_report;
extern const CrmVerb crm_verb_start;
extern const CrmVerb crm_verb_finish;
extern const CrmVerb crm_verb_stop;
extern const CrmVerb crm_verb_tick;
extern const CrmVerb crm_verb_try;
extern const CrmVerb crm_verb_import;
extern const CrmVerb crm_verb_export;

extern const CrmVerb *const crm_verbs[]; /* ends with NULL */
extern const CrmVerbOption crm_common_options[];

const CrmVerb *crm_verb_find (const char *name);
char *crm_verb_dup_help (const CrmVerb *verb);
char *crm_verb_dup_overview (void);

CrmCommand *crm_command_new (const char *const *arguments, const char *folder, GError **error);
void crm_command_free (CrmCommand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCommand, crm_command_free)

const char *crm_command_get_argument (CrmCommand *self, guint index);
const char *crm_command_get_option (CrmCommand *self, const char *name);
gboolean crm_command_has_option (CrmCommand *self, const char *name);
GPtrArray *crm_command_get_options (CrmCommand *self, const char *name);
gboolean crm_command_read_number (CrmCommand *self, const char *option, gint64 otherwise,
                                  gint64 *number, GError **error);
const CrmEntity *crm_command_require_entity (CrmCommand *self, guint index, GError **error);
gboolean crm_command_require_id (CrmCommand *self, guint index, gint64 *id, GError **error);
char *crm_command_dup_path (CrmCommand *self, const char *path);
char *crm_command_find_file (GError **error) G_GNUC_WARN_UNUSED_RESULT;
CrmVerbAccess crm_command_get_access (CrmCommand *self);
CrmQuery *crm_command_build_query (CrmCommand *self, const CrmEntity *entity, GError **error);
gboolean crm_command_print_path (CrmCommand *self, const char *name, const char *path,
                                 const char *sentence, GError **error);
gboolean crm_command_refuse_cancelled (CrmCommand *self, GError **error);
/* Runs what reads, on the base as it was where --as-of says so. */
gboolean crm_command_run_as_of (CrmCommand *self,
                                gboolean (*run) (CrmCommand *command, GError **error),
                                GError **error);
void crm_command_warn (CrmCommand *self, const char *sentence);
gboolean crm_command_refuse_usage (CrmCommand *self, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Runs a writing verb inside a transaction of the writer; a CrmStoreFunc with the command as data.
 */
gboolean crm_command_write_func (CrmDatabase *database, gpointer command, GCancellable *cancellable,
                                 GError **error);

/* The same verb in the process that holds the file. FALSE where no process of the session serves
 * it. */
gboolean crm_command_send (CrmCommand *self, const char *const *arguments, int *exit_code,
                           char **output, char **errors);
char *crm_command_dup_error_line (const GError *error);

G_END_DECLS
