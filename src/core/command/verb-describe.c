/* entities, fields: what there is. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-command-private.h"
#include "crm-descriptions.h"

static gboolean
run_entities (CrmCommand *self, GError **error)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  crm_command_output_add_column (self->output, "name", FALSE);
  crm_command_output_add_column (self->output, "label", FALSE);
  crm_command_output_add_column (self->output, "label_plural", FALSE);
  for (int i = 0; i < n_entities; i++) {
    if (entities[i]->internal)
      continue;
    crm_command_output_add_text (self->output, entities[i]->name);
    crm_command_output_add_text (self->output, crm_entity_get_label (entities[i]));
    crm_command_output_add_text (self->output, crm_entity_get_label_plural (entities[i]));
    if (!crm_command_output_end_row (self->output, error))
      return FALSE;
  }
  return crm_command_output_end (self->output, error);
}

static GStrv
dup_flags (const CrmField *field)
{
  static const struct {
    CrmFieldFlags flag;
    const char *name;
  } flags[] = {
    { CRM_FIELD_REQUIRED, "required" }, { CRM_FIELD_TITLE, "title" },
    { CRM_FIELD_SUBTITLE, "subtitle" }, { CRM_FIELD_KEY, "key" },
    { CRM_FIELD_SEARCHED, "searched" }, { CRM_FIELD_INDEXED, "indexed" },
    { CRM_FIELD_LISTED, "listed" },     { CRM_FIELD_READ_ONLY, "read-only" },
    { CRM_FIELD_HIDDEN, "hidden" },     { CRM_FIELD_OWNER, "owner" },
    { CRM_FIELD_RESTRICT, "restrict" }, { CRM_FIELD_CUSTOM, "custom" },
  };
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    if (field->flags & flags[i].flag)
      g_strv_builder_add (names, flags[i].name);
  return g_strv_builder_end (names);
}

/* What a value may be: the codes of a choice, the dictionary a reference is restricted to. */
static GStrv
dup_values (const CrmField *field)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();

  for (const CrmChoice *choice = field->choices; choice != NULL && choice->code != NULL; choice++)
    g_strv_builder_add (values, choice->code);
  if (field->list != NULL)
    g_strv_builder_take (values, g_strdup_printf ("list=%s", field->list));
  return g_strv_builder_end (values);
}

/* What there is of itself can be told without a file; in an open one there may be more. */
static gboolean
load_descriptions (CrmCommand *self, GError **error)
{
  g_autofree char *file = self->file != NULL ? g_strdup (self->file) : crm_command_find_file (NULL);
  g_autoptr (CrmStore) store = NULL;

  if (file == NULL || (self->file == NULL && !g_file_test (file, G_FILE_TEST_EXISTS)))
    return TRUE;
  store = crm_store_open (file, CRM_STORE_READ_ONLY, error);
  return store != NULL && crm_descriptions_load (crm_store_get_reader (store), error) &&
         crm_store_close (store, error);
}

static gboolean
run_fields (CrmCommand *self, GError **error)
{
  static const char *const columns[] = { "name",   "kind",    "flags", "target",
                                         "values", "initial", "group", "label" };
  const CrmEntity *entity = crm_command_require_entity (self, 0, error);
  gboolean table = self->format == CRM_COMMAND_TABLE;

  if (entity == NULL || !load_descriptions (self, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    crm_command_output_add_column (self->output, columns[i], FALSE);
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    g_auto (GStrv) flags = dup_flags (field);
    g_auto (GStrv) values = dup_values (field);
    const char *group = crm_field_get_group (field);

    if ((field->flags & CRM_FIELD_GONE) != 0)
      continue;
    crm_command_output_add_text (self->output, field->name);
    crm_command_output_add_text (self->output, crm_kind_get_name (field->kind));
    crm_command_output_add_list (self->output, (const char *const *) flags);
    crm_command_output_add_text (self->output, field->target);
    crm_command_output_add_list (self->output, (const char *const *) values);
    crm_command_output_add_text (self->output, field->initial);
    crm_command_output_add_text (self->output, table && group == NULL ? "" : group);
    crm_command_output_add_text (self->output, crm_field_get_label (field));
    if (!crm_command_output_end_row (self->output, error))
      return FALSE;
  }
  return crm_command_output_end (self->output, error);
}

const CrmVerb crm_verb_entities = {
  .name = "entities",
  .usage = "",
  .help = N_ ("list the kinds of records"),
  .access = CRM_VERB_PLAIN,
  .most = 0,
  .run = run_entities,
};

const CrmVerb crm_verb_fields = {
  .name = "fields",
  .usage = "ENTITY",
  .help = N_ ("list the fields of a kind of record"),
  .access = CRM_VERB_PLAIN,
  .least = 1,
  .most = 1,
  .run = run_fields,
};
