/* How the command line is used, from the tables of the verbs. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-command-private.h"

static void
append_line (GString *text, const char *left, const char *right)
{
  glong width = g_utf8_strlen (left, -1);

  g_string_append_printf (text, "  %s", left);
  if (width > 26) {
    g_string_append_c (text, '\n');
    width = -2;
  }
  for (; width < 28; width++)
    g_string_append_c (text, ' ');
  g_string_append_printf (text, "%s\n", right);
}

static void
append_options (GString *text, const CrmVerbOption *options)
{
  for (; options != NULL && options->name != NULL; options++) {
    g_autofree char *left = g_strdup_printf (
        "--%s%s%s%s", options->name, options->argument != NULL ? " " : "",
        options->argument != NULL ? options->argument : "", options->repeats ? "..." : "");

    append_line (text, left, _ (options->help));
  }
}

/**
 * crm_verb_dup_help:
 * @verb: a verb
 *
 * Returns: (transfer full): its usage and options
 */
char *
crm_verb_dup_help (const CrmVerb *verb)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("usage: voronkactl %s %s"), verb->name, verb->usage);
  g_string_append_printf (text, "\n%s\n\n", _ (verb->help));
  append_options (text, verb->options);
  append_options (text, crm_common_options);
  if (verb->notes != NULL)
    g_string_append_printf (text, "\n%s\n", _ (verb->notes));
  return g_string_free (text, FALSE);
}

/**
 * crm_verb_dup_overview:
 *
 * Returns: (transfer full): all verbs, a line each
 */
char *
crm_verb_dup_overview (void)
{
  GString *text = g_string_new (_ ("usage: voronkactl VERB ARGUMENT... [OPTION...]"));

  g_string_append (text, "\n\n");
  for (gsize i = 0; crm_verbs[i] != NULL; i++) {
    g_autofree char *left = g_strdup_printf ("%s %s", crm_verbs[i]->name, crm_verbs[i]->usage);

    append_line (text, left, _ (crm_verbs[i]->help));
  }
  g_string_append_printf (text, "\n%s\n", _ ("Every verb takes:"));
  append_options (text, crm_common_options);
  g_string_append_printf (text, "\n%s\n%s\n%s\n",
                          _ ("Dates are ISO (2026-11-23), money a decimal number (1234.50)."),
                          _ ("A reference is the number of a record, its key or its title."),
                          _ ("Exit code: 0 done, 1 refused or not found, 2 wrong usage, 3 damaged "
                             "or unreadable file."));
  return g_string_free (text, FALSE);
}
