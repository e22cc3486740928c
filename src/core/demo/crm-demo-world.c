/* What all demo companies share, as the file has it: its country, stages and dictionaries. */
#include "config.h"

#include "crm-demo-world.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-clock.h"
#include "crm-error.h"
#include "crm-query.h"
#include "crm-setting.h"
#include "crm-setup.h"

static const struct {
  const char *country;
  int hours; /* ahead of UTC, without summer time: the same day makes the same file anywhere */
} countries[] = { { "ru", 3 }, { "ua", 2 }, { "pl", 1 }, { "other", 0 } };

static gboolean
load_words (CrmDemoWorld *self, const char *own, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++)
    if (g_strcmp0 (countries[i].country, own) == 0 || i == G_N_ELEMENTS (countries) - 1) {
      own = countries[i].country;
      self->utc_offset = countries[i].hours * 3600;
      break;
    }
  self->words[self->n_words++] = crm_demo_words_load (own, error);
  /* Companies of another country are only in files of that country. */
  for (gsize i = 0; i < G_N_ELEMENTS (countries) - 1 && self->words[self->n_words - 1] != NULL; i++)
    if (!g_str_equal (countries[i].country, own))
      self->words[self->n_words++] = crm_demo_words_load (countries[i].country, error);
  return self->words[self->n_words - 1] != NULL;
}

/* Ids of @entity in its own order, of those whose @field is @value. */
static gboolean
read_ids (CrmDatabase *database, const char *entity, const char *field, const char *value,
          GArray **ids, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity));
  g_autoptr (CrmQuery) query =
      field != NULL ? crm_query_filter (all, field, CRM_OP_EQUAL, value, database, error)
                    : crm_query_ref (all);

  if (*ids == NULL)
    *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return query != NULL && crm_query_read_ids (query, database, -1, 0, *ids, error);
}

static gint64
first_id (const GArray *ids)
{
  return ids->len > 0 ? g_array_index (ids, gint64, 0) : 0;
}

/* Those of the first pipeline. */
static gboolean
read_stages (CrmDemoWorld *self, CrmDatabase *database, GError **error)
{
  static const char *const outcomes[] = { "open", "won", "lost" };
  GArray *lists[G_N_ELEMENTS (outcomes)] = { NULL };
  g_autoptr (GArray) pipelines = NULL;
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("stage"));
  g_autoptr (CrmQuery) of_first = NULL;
  gboolean done = read_ids (database, "pipeline", NULL, NULL, &pipelines, error);

  of_first =
      crm_query_filter_integer (all, "pipeline", CRM_OP_EQUAL, done ? first_id (pipelines) : 0);
  for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++) {
    g_autoptr (CrmQuery) query = NULL;
    lists[i] = g_array_new (FALSE, FALSE, sizeof (gint64));
    if (!done)
      continue;
    query = crm_query_filter (of_first, "outcome", CRM_OP_EQUAL, outcomes[i], database, error);
    done = query != NULL && crm_query_read_ids (query, database, -1, 0, lists[i], error);
  }
  self->stages = lists[0];
  g_array_set_size (self->stages, MIN (self->stages->len, CRM_DEMO_MOST_STAGES));
  self->won = first_id (lists[1]);
  self->lost = first_id (lists[2]);
  g_array_unref (lists[1]);
  g_array_unref (lists[2]);
  return done;
}

static gboolean
read_dictionaries (CrmDemoWorld *self, CrmDatabase *database, GError **error)
{
  return read_ids (database, "choice", "list", "source", &self->sources, error) &&
         read_ids (database, "choice", "list", "lost_reason", &self->reasons, error) &&
         read_ids (database, "choice", "list", "end_reason", &self->ends, error) &&
         read_ids (database, "choice", "list", "contact_status", &self->statuses, error);
}

const char *
crm_demo_paper_kind_name (const CrmDemoWorld *self, CrmDemoPaperKind kind)
{
  static const char *const names[] = {
    [CRM_DEMO_PROPOSAL] = "proposal", [CRM_DEMO_CONTRACT] = "contract", [CRM_DEMO_BILL] = "invoice",
    [CRM_DEMO_ACT] = "act",           [CRM_DEMO_WAYBILL] = "waybill",
  };
  /* A Polish faktura follows the payment and is made elsewhere; what is sent before is a pro forma.
   */
  if (kind == CRM_DEMO_BILL && strcmp (self->words[0]->country, "pl") == 0)
    return "proforma";
  return names[kind];
}

static gboolean
read_sequences (CrmDemoWorld *self, CrmDatabase *database, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find ("sequence"));
  g_autoptr (GPtrArray) sequences = crm_query_fetch_all (query, database, -1, error);

  for (guint i = 0; sequences != NULL && i < sequences->len; i++)
    for (guint kind = 0; kind < CRM_DEMO_N_PAPER_KINDS; kind++)
      if (g_strcmp0 (crm_record_get_text (sequences->pdata[i], "kind"),
                     crm_demo_paper_kind_name (self, kind)) == 0)
        g_set_object (&self->sequences[kind], sequences->pdata[i]);
  return sequences != NULL;
}

/* Demo data are for a file of their own: among real records nobody could tell them apart. */
static gboolean
refuse_used (const CrmDemoWorld *self, CrmDatabase *database, GError **error)
{
  g_autoptr (CrmQuery) companies = crm_query_new (crm_entity_find ("company"));
  gint64 n_companies = crm_query_count (companies, database, error);

  if (n_companies < 0)
    return FALSE;
  if (n_companies == 0 && self->stages->len > 0 && self->won != 0 && self->lost != 0)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED,
                       _ ("Demo data are made in a new company file only"));
  return FALSE;
}

/**
 * crm_demo_world_new:
 * @database: the writer's connection
 * @n_companies: how many there will be
 * @seed: of all chance
 * @error: REFUSED when the file is in use already
 *
 * Returns: (transfer full) (nullable): what all companies share; the own company is not written yet
 */
CrmDemoWorld *
crm_demo_world_new (CrmDatabase *database, guint n_companies, guint64 seed, GError **error)
{
  g_autoptr (CrmDemoWorld) self = g_new0 (CrmDemoWorld, 1);
  g_autofree char *country = crm_setting_dup (database, CRM_SETTING_COUNTRY, NULL);

  self->seed = seed;
  self->n_companies = n_companies;
  self->today = crm_clock_today ();
  self->me = crm_setup_get_me (database);
  self->sellers = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->segments = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->products = g_array_new (FALSE, FALSE, sizeof (CrmDemoProduct));
  self->groups = g_array_new (FALSE, FALSE, sizeof (guint));
  self->services = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->campaigns = g_array_new (FALSE, FALSE, sizeof (CrmDemoCampaign));
  if (!load_words (self, country, error) || !read_stages (self, database, error) ||
      !read_dictionaries (self, database, error) || !read_sequences (self, database, error) ||
      !refuse_used (self, database, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * crm_demo_world_free:
 * @self: a world
 */
void
crm_demo_world_free (CrmDemoWorld *self)
{
  GArray **arrays[] = { &self->sellers, &self->stages,   &self->sources,  &self->reasons,
                        &self->ends,    &self->statuses, &self->segments, &self->products,
                        &self->groups,  &self->services, &self->campaigns };

  for (gsize i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_clear_pointer (arrays[i], g_array_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (self->sequences); i++)
    g_clear_object (&self->sequences[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (self->words); i++)
    g_clear_pointer (&self->words[i], crm_demo_words_free);
  g_free (self);
}

gint64
crm_demo_world_moment (const CrmDemoWorld *self, gint64 date, int minutes)
{
  return date * 86400 + minutes * 60 - self->utc_offset;
}
