/* What must be there before a deal enters a stage, asked at one place for everybody who writes. */
#include "config.h"

#include "crm-gate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-change-private.h"
#include "crm-error.h"

static const CrmEntity *
deals (void)
{
  return crm_entity_find ("deal");
}

static const CrmEntity *
documents (void)
{
  return crm_entity_find ("document");
}

/* --- The error */

typedef struct {
  CrmMissing missing;
} CrmGateErrorPrivate;

static void
crm_gate_error_private_init (CrmGateErrorPrivate *priv)
{
  priv->missing.needs = g_array_new (FALSE, FALSE, sizeof (CrmNeed));
}

static void
crm_gate_error_private_copy (const CrmGateErrorPrivate *from, CrmGateErrorPrivate *to)
{
  to->missing.deal = from->missing.deal;
  to->missing.stage = from->missing.stage;
  g_clear_pointer (&to->missing.needs, g_array_unref);
  to->missing.needs = g_array_copy (from->missing.needs);
}

static void
crm_gate_error_private_clear (CrmGateErrorPrivate *priv)
{
  g_array_unref (priv->missing.needs);
}

/* Defines crm_gate_error_quark () and crm_gate_error_get_private (). */
G_DEFINE_EXTENDED_ERROR (CrmGateError, crm_gate_error)

/**
 * crm_gate_error_get_missing:
 * @error: (nullable): of a commit
 *
 * Returns: (transfer none) (nullable): what is missing; %NULL: the error is another one
 */
const CrmMissing *
crm_gate_error_get_missing (const GError *error)
{
  if (!g_error_matches (error, CRM_GATE_ERROR, CRM_GATE_ERROR_MISSING))
    return NULL;
  return &crm_gate_error_get_private (error)->missing;
}

/* --- Fields and names */

static gboolean
can_ask (const CrmField *field)
{
  return (field->flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN | CRM_FIELD_GONE)) == 0 &&
         field->kind != CRM_KIND_SUBJECT;
}

/**
 * crm_gate_find_field:
 * @path: a field of a deal, or of what it refers to: "company.tax_number"
 * @through: (out) (optional): place of the deal's reference; -1: it is the deal's own field
 * @field: (out) (optional): place of the field
 *
 * Returns: whether there is such a field
 */
gboolean
crm_gate_find_field (const char *path, int *through, int *field)
{
  const char *dot = strchr (path, '.');
  const CrmEntity *entity = deals ();
  int first = -1;
  int last;

  if (dot != NULL) {
    g_autofree char *head = g_strndup (path, (gsize) (dot - path));
    first = crm_entity_field_index (entity, head);
    entity = first >= 0 ? crm_field_get_target (&entity->fields[first]) : NULL;
    path = dot + 1;
  }
  last = entity != NULL ? crm_entity_field_index (entity, path) : -1;
  if (last < 0 || !can_ask (&entity->fields[last]))
    return FALSE;
  if (through != NULL)
    *through = first;
  if (field != NULL)
    *field = last;
  return TRUE;
}

static char *
dup_document_name (const char *kind, const char *status)
{
  const CrmChoice *what = crm_field_find_choice (crm_entity_field (documents (), "kind"), kind);
  const CrmChoice *state =
      status != NULL ? crm_field_find_choice (crm_entity_field (documents (), "status"), status)
                     : NULL;

  if (state == NULL)
    return g_strdup (what != NULL ? crm_choice_get_label (what) : kind);
  /* Translators: a kind of document and the status that it must have: "Contract (Signed)" */
  return g_strdup_printf (C_ ("gate", "%s (%s)"), what != NULL ? crm_choice_get_label (what) : kind,
                          crm_choice_get_label (state));
}

static char *
dup_field_name (const CrmEntity *entity, int field)
{
  const char *label = crm_field_get_label (&entity->fields[field]);

  if (entity == deals ())
    return g_strdup (label);
  /* Translators: a kind of record and one of its fields: "Company: Tax number" */
  return g_strdup_printf (C_ ("gate", "%s: %s"), crm_entity_get_label (entity), label);
}

/**
 * crm_gate_dup_name:
 * @path: (nullable): of a field
 * @kind: (nullable): of a document
 * @status: (nullable): of the document
 *
 * Returns: (transfer full): what people call it, translated
 */
char *
crm_gate_dup_name (const char *path, const char *kind, const char *status)
{
  int through, field;

  if (path == NULL)
    return dup_document_name (kind, status);
  if (!crm_gate_find_field (path, &through, &field))
    return g_strdup (path);
  return dup_field_name (
      through >= 0 ? crm_field_get_target (&deals ()->fields[through]) : deals (), field);
}

/**
 * crm_need_dup_text:
 * @self: what is missing
 *
 * Returns: (transfer full): its name, translated
 */
char *
crm_need_dup_text (const CrmNeed *self)
{
  return self->field < 0 ? dup_document_name (self->kind, self->status)
                         : dup_field_name (self->entity, self->field);
}

static void
add_paths (GPtrArray *paths, const CrmEntity *entity, const char *through)
{
  g_autoptr (GArray) places = crm_entity_list_fields (entity);

  for (guint i = 0; i < places->len; i++) {
    const CrmField *field = &entity->fields[g_array_index (places, int, i)];
    /* What is always there need not be asked for. */
    if (can_ask (field) && (field->flags & (CRM_FIELD_REQUIRED | CRM_FIELD_TITLE)) == 0)
      g_ptr_array_add (paths, through != NULL ? g_strconcat (through, ".", field->name, NULL)
                                              : g_strdup (field->name));
  }
}

GPtrArray *
crm_gate_dup_paths (void)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  add_paths (paths, deals (), NULL);
  for (int i = 0; i < deals ()->n_fields; i++)
    if ((deals ()->fields[i].flags & CRM_FIELD_PARTY) != 0)
      add_paths (paths, crm_field_get_target (&deals ()->fields[i]), deals ()->fields[i].name);
  return paths;
}

/* --- What is missing */

/* A "no" is an answer in a form; at a gate it is what the gate is there for. */
static gboolean
is_missing (CrmRecord *record, int field)
{
  const CrmValue *value = crm_record_get_value (record, field);

  if (crm_record_get_entity (record)->fields[field].kind == CRM_KIND_YES_NO)
    return value->type != CRM_VALUE_INTEGER || value->integer == 0;
  return value->type == CRM_VALUE_EMPTY;
}

static void
add_field_need (GArray *needs, CrmRecord *record, int field)
{
  CrmNeed need = { .entity = crm_record_get_entity (record),
                   .id = crm_record_get_id (record),
                   .field = field };

  for (guint i = 0; i < needs->len; i++) {
    const CrmNeed *other = &g_array_index (needs, CrmNeed, i);
    if (other->entity == need.entity && other->field == field)
      return;
  }
  g_array_append_val (needs, need);
}

static gboolean
need_field (CrmDatabase *database, CrmRecord *deal, const char *path, GArray *needs, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  int through, field;

  /* A field that was deleted since cannot be filled in any more. */
  if (!crm_gate_find_field (path, &through, &field))
    return TRUE;
  if (through < 0) {
    if (is_missing (deal, field))
      add_field_need (needs, deal, field);
    return TRUE;
  }
  /* Without a company there is nothing whose number could be filled in: the company comes first. */
  if (is_missing (deal, through)) {
    add_field_need (needs, deal, through);
    return TRUE;
  }
  record = crm_record_load (database, crm_field_get_target (&deals ()->fields[through]),
                            crm_record_get_value (deal, through)->integer, error);
  if (record == NULL)
    return FALSE;
  if (is_missing (record, field))
    add_field_need (needs, record, field);
  return TRUE;
}

/* How far a status is; -1 for what is off the way: a paper that was refused is no paper. */
static int
rank_status (const char *status)
{
  const CrmField *field = crm_entity_field (documents (), "status");

  if (status == NULL)
    return 0;
  if (strcmp (status, "rejected") == 0)
    return -1;
  for (int i = 0; field->choices[i].code != NULL; i++)
    if (strcmp (field->choices[i].code, status) == 0)
      return i;
  return 0;
}

/* A literal of the description: it outlives every record. */
static const char *
find_code (const char *field, const char *code)
{
  const CrmChoice *choice =
      code != NULL ? crm_field_find_choice (crm_entity_field (documents (), field), code) : NULL;

  return choice != NULL ? choice->code : g_intern_string (code);
}

static gboolean
need_document (CrmDatabase *database, CrmRecord *deal, const char *kind, const char *status,
               GArray *needs, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database, "SELECT id, status FROM document WHERE deal = ?1 AND kind = ?2 ORDER BY id DESC",
      error);
  CrmNeed need = { .entity = documents (), .field = -1 };
  int best = -1;
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, crm_record_get_id (deal));
  crm_statement_bind_text (statement, 2, kind);
  while (has_row) {
    int rank;
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      break;
    rank = rank_status (crm_statement_get_text (statement, 1));
    if (rank >= rank_status (status))
      return TRUE;
    if (rank > best) {
      best = rank;
      need.id = crm_statement_get_integer (statement, 0);
    }
  }
  need.kind = find_code ("kind", kind);
  need.status = find_code ("status", status);
  g_array_append_val (needs, need);
  return TRUE;
}

/**
 * crm_gate_read_needs:
 * @database: any connection of this thread
 * @deal: a deal as it is to be
 * @stage: that it is to enter
 * @error: of the database
 *
 * Returns: (transfer full) (element-type CrmNeed): what is missing, in the order of the gates
 */
GArray *
crm_gate_read_needs (CrmDatabase *database, CrmRecord *deal, gint64 stage, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database, "SELECT field, document, status FROM gate WHERE stage = ?1 ORDER BY id", error);
  g_autoptr (GArray) needs = g_array_new (FALSE, FALSE, sizeof (CrmNeed));
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, stage);
  while (has_row) {
    const char *path, *kind;
    if (!crm_statement_step (statement, &has_row, error))
      return NULL;
    if (!has_row)
      break;
    path = crm_statement_get_text (statement, 0);
    kind = crm_statement_get_text (statement, 1);
    if (path != NULL && !need_field (database, deal, path, needs, error))
      return NULL;
    if (kind != NULL &&
        !need_document (database, deal, kind, crm_statement_get_text (statement, 2), needs, error))
      return NULL;
  }
  return g_steal_pointer (&needs);
}

/* --- In the change */

static void
set_error (GError **error, CrmDatabase *database, CrmRecord *deal, gint64 stage, GArray *needs)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *title = crm_reference_title (database, crm_entity_find ("stage"), stage);
  CrmMissing *missing;

  if (error == NULL)
    return;
  for (guint i = 0; i < needs->len; i++) {
    g_autofree char *text = crm_need_dup_text (&g_array_index (needs, CrmNeed, i));
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", text);
  }
  /* Translators: a deal, a stage, and a list: "Value, Company: Tax number" */
  g_set_error (error, CRM_GATE_ERROR, CRM_GATE_ERROR_MISSING,
               _ ("“%s” cannot enter “%s” yet. Missing: %s"), crm_record_get_title (deal),
               title != NULL ? title : "", list->str);
  missing = &crm_gate_error_get_private (*error)->missing;
  missing->deal = crm_record_get_id (deal);
  missing->stage = stage;
  g_array_append_vals (missing->needs, needs->data, needs->len);
}

static gboolean check_deal (CrmChange *change, CrmDatabase *database, gint64 id, GError **error);

/* Whether steps of others wait: they may still add what is missing. */
static gboolean
others_wait (CrmChange *change)
{
  for (guint i = change->next_later; i < change->laters->len; i++)
    if (g_array_index (change->laters, CrmLater, i).func != check_deal)
      return TRUE;
  return FALSE;
}

static gboolean
check_deal (CrmChange *change, CrmDatabase *database, gint64 id, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) deal = NULL;
  g_autoptr (GArray) needs = NULL;
  gint64 stage;

  if (others_wait (change)) {
    crm_change_later (change, check_deal, id);
    return TRUE;
  }
  deal = crm_record_load (database, deals (), id, &local);
  if (deal == NULL) {
    /* Deleted again by the same change. */
    if (g_error_matches (local, CRM_ERROR, CRM_ERROR_NOT_FOUND))
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  stage = crm_record_get_integer (deal, "stage");
  needs = crm_gate_read_needs (database, deal, stage, error);
  if (needs == NULL)
    return FALSE;
  if (needs->len == 0)
    return TRUE;
  set_error (error, database, deal, stage, needs);
  return FALSE;
}

static gboolean
has_gate (CrmDatabase *database, gint64 stage, gboolean *has, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database, "SELECT 1 FROM gate WHERE stage = ?1 LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, stage);
  return crm_statement_step (statement, has, error);
}

/* Asked at the end of the change and not at the deed: what is missing may come with the same change
 * after the deal has moved, a document that is made for it say.
 *
 * An import passes: old deals come as they are, and a gate says what is asked of those who sell
 * today, not of what was sold before there was a gate. So do deals whose stage is deleted under
 * them (they are not led on, they are left over), and what comes back from the trash or by Undo.
 */
static gboolean
follow (CrmChange *change, CrmDatabase *database, const CrmDeed *deed, GError **error)
{
  gboolean has = FALSE;

  if (deed->entity != deals () || deed->action == CRM_ACTION_DELETE ||
      !crm_fields_has (deed->fields, crm_entity_field_index (deals (), "stage")) ||
      change->origin == CRM_ORIGIN_IMPORT || crm_change_is_restoring (change) ||
      crm_change_get_relinks (change))
    return TRUE;
  if (!has_gate (database, crm_record_get_integer (deed->after, "stage"), &has, error))
    return FALSE;
  if (has)
    crm_change_later (change, check_deal, deed->id);
  return TRUE;
}

/**
 * crm_gate_register:
 *
 * Lets every change of a deal's stage pass its gate. Once, at start, before any commit.
 */
void
crm_gate_register (void)
{
  crm_reactor_register (follow);
}
