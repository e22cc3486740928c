/* What was asked: verbs, options and arguments of a command line. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-command-private.h"

const CrmVerbOption crm_common_options[] = {
  { "file", "FILE", N_ ("the company file, instead of the usual one") },
  { "json", NULL, N_ ("print JSON") },
  { "csv", NULL, N_ ("print CSV") },
  { "help", NULL, N_ ("say how the verb is used") },
  { NULL },
};

static const CrmVerbOption *
find_option (const CrmVerbOption *options, const char *name, gsize length)
{
  for (; options != NULL && options->name != NULL; options++)
    if (strncmp (options->name, name, length) == 0 && options->name[length] == '\0')
      return options;
  return NULL;
}

/**
 * crm_command_refuse_usage:
 * @self: a command
 * @error: return location for an error
 * @format: what is wrong, translated
 * @...: for @format
 *
 * Sets %CRM_ERROR_USAGE that says where to find help.
 *
 * Returns: %FALSE
 */
gboolean
crm_command_refuse_usage (CrmCommand *self, GError **error, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (self->verb != NULL)
    g_set_error (error, CRM_ERROR, CRM_ERROR_USAGE, _ ("%s: %s. See “voronkactl %s --help”."),
                 self->verb->name, sentence, self->verb->name);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_USAGE, _ ("%s. See “voronkactl --help”."), sentence);
  return FALSE;
}

/* "--option", "--option value" or "--option=value" at *@at; moves on behind what it used. */
static gboolean
take_option (CrmCommand *self, const char *const *arguments, gsize *at, GError **error)
{
  const char *text = arguments[(*at)++] + 2;
  gsize length = strcspn (text, "=");
  const CrmVerbOption *option = find_option (crm_common_options, text, length);
  const char *value = text[length] == '=' ? text + length + 1 : NULL;

  if (option == NULL && self->verb != NULL)
    option = find_option (self->verb->options, text, length);
  if (option == NULL)
    return crm_command_refuse_usage (self, error, _ ("there is no option “--%.*s”"), (int) length,
                                     text);
  if (option->argument == NULL && value != NULL)
    return crm_command_refuse_usage (self, error, _ ("the option “--%s” takes no value"),
                                     option->name);
  if (option->argument != NULL && value == NULL) {
    value = arguments[*at];
    if (value == NULL)
      return crm_command_refuse_usage (self, error, _ ("the option “--%s” needs %s after it"),
                                       option->name, option->argument);
    (*at)++;
  }
  if (!option->repeats && crm_command_has_option (self, option->name))
    return crm_command_refuse_usage (self, error, _ ("the option “--%s” is given twice"),
                                     option->name);
  g_ptr_array_add (self->options, (gpointer) option);
  g_ptr_array_add (self->values, g_strdup (value));
  return TRUE;
}

static gboolean
is_option (const char *text)
{
  return g_str_has_prefix (text, "--") && text[2] != '\0';
}

/* The verb may stand behind options that every verb has; those of its own are known once it is. */
static const char *
find_verb_name (const char *const *arguments)
{
  for (gsize i = 0; arguments[i] != NULL; i++) {
    if (!is_option (arguments[i]))
      return arguments[i];
    if (strcmp (arguments[i], "--file") == 0 && arguments[i + 1] != NULL)
      i++;
  }
  return NULL;
}

static gboolean
take_all (CrmCommand *self, const char *const *arguments, GError **error)
{
  gboolean only_arguments = FALSE;
  gboolean verb_passed = FALSE;

  for (gsize i = 0; arguments[i] != NULL;) {
    const char *text = arguments[i];

    if (!only_arguments && strcmp (text, "--") == 0) {
      only_arguments = TRUE;
      i++;
    } else if (!only_arguments && is_option (text)) {
      if (!take_option (self, arguments, &i, error))
        return FALSE;
    } else {
      if (verb_passed)
        g_ptr_array_add (self->arguments, g_strdup (text));
      verb_passed = TRUE;
      i++;
    }
  }
  return TRUE;
}

static gboolean
check_number_of_arguments (CrmCommand *self, GError **error)
{
  int n = (int) self->arguments->len;

  if (n < self->verb->least)
    return crm_command_refuse_usage (self, error, _ ("something is missing; it needs %s"),
                                     self->verb->usage);
  if (self->verb->most >= 0 && n > self->verb->most)
    return crm_command_refuse_usage (self, error, _ ("“%s” is one argument too many"),
                                     crm_command_get_argument (self, (guint) self->verb->most));
  return TRUE;
}

static gboolean
parse (CrmCommand *self, const char *const *arguments, GError **error)
{
  const char *name;
  const char *file;

  for (gsize i = 0; arguments[i] != NULL; i++)
    if (!g_utf8_validate (arguments[i], -1, NULL))
      return crm_command_refuse_usage (self, error, _ ("argument %u is not UTF-8"), (guint) i + 1);
  name = find_verb_name (arguments);
  if (name != NULL) {
    self->verb = crm_verb_find (name);
    if (self->verb == NULL)
      return crm_command_refuse_usage (self, error, _ ("there is no verb “%s”"), name);
  }
  if (!take_all (self, arguments, error))
    return FALSE;
  self->wants_help = crm_command_has_option (self, "help");
  if (crm_command_has_option (self, "json") && crm_command_has_option (self, "csv"))
    return crm_command_refuse_usage (self, error, _ ("“--json” and “--csv” exclude each other"));
  if (crm_command_has_option (self, "json"))
    self->format = CRM_COMMAND_JSON;
  else if (crm_command_has_option (self, "csv"))
    self->format = CRM_COMMAND_CSV;
  file = crm_command_get_option (self, "file");
  if (file != NULL && file[0] == '\0')
    return crm_command_refuse_usage (self, error, _ ("the option “--%s” needs %s after it"), "file",
                                     "FILE");
  if (file != NULL)
    self->file = crm_command_dup_path (self, file);
  if (self->wants_help)
    return TRUE;
  if (self->verb == NULL)
    return crm_command_refuse_usage (self, error, _ ("a verb is missing"));
  return check_number_of_arguments (self, error);
}

/**
 * crm_command_new:
 * @arguments: (array zero-terminated=1): as after the program's name
 * @folder: the working folder of whoever asks
 * @error: return location for an error
 *
 * Returns: (transfer full): the command; it still needs an output
 * Errors: %CRM_ERROR_USAGE
 */
CrmCommand *
crm_command_new (const char *const *arguments, const char *folder, GError **error)
{
  g_autoptr (CrmCommand) self = g_new0 (CrmCommand, 1);

  self->folder = g_strdup (folder);
  self->options = g_ptr_array_new ();
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->arguments = g_ptr_array_new_with_free_func (g_free);
  self->warnings = g_string_new (NULL);
  if (!parse (self, arguments, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * crm_command_free:
 * @self: a command
 */
void
crm_command_free (CrmCommand *self)
{
  g_free (self->folder);
  g_free (self->file);
  g_ptr_array_unref (self->options);
  g_ptr_array_unref (self->values);
  g_ptr_array_unref (self->arguments);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->output, crm_command_output_free);
  g_string_free (self->warnings, TRUE);
  g_free (self);
}

/**
 * crm_command_get_argument:
 * @self: a command
 * @index: which, from 0, options left out
 *
 * Returns: (nullable): the argument
 */
const char *
crm_command_get_argument (CrmCommand *self, guint index)
{
  return index < self->arguments->len ? self->arguments->pdata[index] : NULL;
}

/**
 * crm_command_get_option:
 * @self: a command
 * @name: of an option
 *
 * Returns: (nullable): its value
 */
const char *
crm_command_get_option (CrmCommand *self, const char *name)
{
  for (guint i = 0; i < self->options->len; i++)
    if (strcmp (((const CrmVerbOption *) self->options->pdata[i])->name, name) == 0)
      return self->values->pdata[i];
  return NULL;
}

/**
 * crm_command_has_option:
 * @self: a command
 * @name: of an option
 *
 * Returns: whether it was given
 */
gboolean
crm_command_has_option (CrmCommand *self, const char *name)
{
  for (guint i = 0; i < self->options->len; i++)
    if (strcmp (((const CrmVerbOption *) self->options->pdata[i])->name, name) == 0)
      return TRUE;
  return FALSE;
}

/**
 * crm_command_get_access:
 * @self: a command
 *
 * Returns: what its verb needs of the company file, as it was asked for
 */
CrmVerbAccess
crm_command_get_access (CrmCommand *self)
{
  for (guint i = 0; i < self->options->len; i++)
    if (((const CrmVerbOption *) self->options->pdata[i])->only_reads)
      return CRM_VERB_READ;
  return self->verb->access;
}

/**
 * crm_command_get_options:
 * @self: a command
 * @name: of an option that may be repeated
 *
 * Returns: (transfer container) (element-type utf8): its values in their order
 */
GPtrArray *
crm_command_get_options (CrmCommand *self, const char *name)
{
  GPtrArray *values = g_ptr_array_new ();

  for (guint i = 0; i < self->options->len; i++)
    if (strcmp (((const CrmVerbOption *) self->options->pdata[i])->name, name) == 0)
      g_ptr_array_add (values, self->values->pdata[i]);
  return values;
}

/**
 * crm_command_read_number:
 * @self: a command
 * @option: name of an option
 * @otherwise: what it is when the option is not given
 * @number: (out): its value, 0 or greater
 * @error: return location for an error
 *
 * Returns: whether it is a number
 */
gboolean
crm_command_read_number (CrmCommand *self, const char *option, gint64 otherwise, gint64 *number,
                         GError **error)
{
  const char *text = crm_command_get_option (self, option);

  *number = otherwise;
  if (text == NULL || g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, number, NULL))
    return TRUE;
  return crm_command_refuse_usage (self, error, _ ("“%s” is no number for “--%s”"), text, option);
}

/**
 * crm_command_require_entity:
 * @self: a command
 * @index: of the argument that names it
 * @error: NOT_FOUND names what there is
 *
 * Returns: (nullable): the description
 */
const CrmEntity *
crm_command_require_entity (CrmCommand *self, guint index, GError **error)
{
  return crm_entity_require (crm_command_get_argument (self, index), error);
}

/**
 * crm_command_require_id:
 * @self: a command
 * @index: of the argument
 * @id: (out): the record's number
 * @error: return location for an error
 *
 * Returns: whether the argument is the number of a record
 */
gboolean
crm_command_require_id (CrmCommand *self, guint index, gint64 *id, GError **error)
{
  const char *text = crm_command_get_argument (self, index);

  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, id, NULL))
    return TRUE;
  return crm_command_refuse_usage (self, error, _ ("“%s” is not the number of a record"), text);
}

/**
 * crm_command_dup_path:
 * @self: a command
 * @path: as typed
 *
 * Returns: (transfer full): the absolute path
 */
char *
crm_command_dup_path (CrmCommand *self, const char *path)
{
  return g_canonicalize_filename (path, self->folder);
}

/**
 * crm_command_refuse_cancelled:
 * @self: a command
 * @error: CANCELLED
 *
 * Returns: whether it is to stop
 */
gboolean
crm_command_refuse_cancelled (CrmCommand *self, GError **error)
{
  if (!g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED, _ ("Stopped."));
  return TRUE;
}

/**
 * crm_command_warn:
 * @self: a command
 * @sentence: what is doubtful, but stops nothing
 */
void
crm_command_warn (CrmCommand *self, const char *sentence)
{
  g_autofree char *line = crm_command_one_line (sentence);

  g_string_append_printf (self->warnings, "warning: %s\n", line);
}
