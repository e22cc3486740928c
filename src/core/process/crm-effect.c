/* What an effect of an outcome does to the records of its scene; in a preview, what it would do. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-date.h"
#include "crm-error.h"
#include "crm-process-private.h"

#define is_preview(scene) ((scene)->change == NULL)

static const char *
text_of (CrmRecord *record, const char *field)
{
  return record != NULL ? crm_record_get_text (record, field) : NULL;
}

/* --- Set a field, move to a stage */

static void
say_set (CrmScene *scene, CrmRecord *record, int field)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autofree char *value = NULL;

  if (scene->sentences == NULL)
    return;
  value = crm_record_is_empty (record, entity->fields[field].name)
              ? NULL
              : crm_record_format (record, field);
  if (entity->fields[field].kind == CRM_KIND_REFERENCE && value != NULL) {
    g_clear_pointer (&value, g_free);
    value = crm_reference_title (scene->database, crm_field_get_target (&entity->fields[field]),
                                 crm_record_get_integer (record, entity->fields[field].name));
  }
  if (value != NULL && value[0] != '\0')
    /* Translators: what an outcome does; “Deal”, “Stage”, “Contract” */
    crm_scene_say (scene, C_ ("preview", "%s: %s becomes “%s”"), crm_entity_get_label (entity),
                   crm_field_get_label (&entity->fields[field]), value);
  else
    crm_scene_say (scene, C_ ("preview", "%s: %s is emptied"), crm_entity_get_label (entity),
                   crm_field_get_label (&entity->fields[field]));
}

static void
set_value (CrmScene *scene, CrmRecord *record, int field, const CrmValue *value)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  if (crm_value_equal (crm_record_get_value (record, field), value))
    return;
  crm_record_set_value (record, field, value);
  if (!is_preview (scene))
    crm_change_set (scene->change, entity, crm_record_get_id (record), entity->fields[field].name,
                    value);
  say_set (scene, record, field);
}

static gboolean
follow_set (CrmScene *scene, CrmRecord *effect, GError **error)
{
  CrmRecord *record = crm_scene_get (scene, text_of (effect, "target"));
  const CrmEntity *entity = crm_entity_find (text_of (effect, "target"));
  const CrmField *field = crm_entity_require_field (entity, text_of (effect, "field"), error);
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  if (field == NULL ||
      !crm_scene_read_value (scene, field, text_of (effect, "value"), &value, error))
    return FALSE;
  /* A paper made by an effect before this one is not read: it gets the value as it is added. */
  if (scene->new_document != 0 && g_strcmp0 (text_of (effect, "target"), "document") == 0) {
    if (!is_preview (scene))
      crm_change_set (scene->change, entity, scene->new_document, field->name, &value);
    return TRUE;
  }
  if (record != NULL)
    set_value (scene, record, (int) (field - entity->fields), &value);
  return TRUE;
}

static gboolean
follow_stage (CrmScene *scene, CrmRecord *effect, GError **error)
{
  gint64 stage = crm_record_get_integer (effect, "stage");
  CrmValue value = { .type = CRM_VALUE_INTEGER, .integer = stage };

  if (scene->deal != NULL && stage != 0)
    set_value (scene, scene->deal,
               crm_entity_field_index (crm_record_get_entity (scene->deal), "stage"), &value);
  return TRUE;
}

/* --- Tasks */

static gboolean
is_open (CrmRecord *activity)
{
  const char *state = text_of (activity, "state");
  return g_strcmp0 (state, "done") != 0 && g_strcmp0 (state, "cancelled") != 0;
}

/* A run has a step open once: a task that was finished again, or a branch that leads where another
 * one has led, finds it there. */
static gboolean
has_follower (CrmScene *scene, CrmRecord *type)
{
  gint64 run = scene->run != NULL ? crm_record_get_id (scene->run) : 0;
  g_autoptr (GPtrArray) tasks =
      run > 0 ? crm_process_read (scene->database, "activity", "run", run, NULL) : NULL;

  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    if (is_open (tasks->pdata[i]) &&
        crm_record_get_id (tasks->pdata[i]) != crm_record_get_id (scene->activity) &&
        crm_record_get_integer (tasks->pdata[i], "task_type") == crm_record_get_id (type))
      return TRUE;
  return FALSE;
}

static void
copy_link (CrmRecord *task, const char *field, CrmRecord *record)
{
  if (record != NULL && crm_record_get_id (record) != 0)
    crm_record_set_integer (task, field, crm_record_get_id (record));
}

static void
say_task (CrmScene *scene, const char *title, gint64 person, gint64 due)
{
  g_autofree char *name = NULL;
  g_autofree char *when = NULL;

  if (scene->sentences == NULL)
    return;
  name = crm_scene_dup_person_name (scene, person);
  when = crm_moment_format (due, NULL);
  /* Translators: title of the task, name of a person, date and time */
  crm_scene_say (scene, C_ ("preview", "Task “%s” for %s, due %s"), title, name, when);
}

static void
add_links (CrmScene *scene, CrmRecord *task)
{
  copy_link (task, "company", scene->company);
  copy_link (task, "contact", scene->contact);
  copy_link (task, "deal", scene->deal);
  copy_link (task, "run", scene->run);
  copy_link (task, "basis", scene->activity);
  if (scene->new_run != 0)
    crm_record_set_integer (task, "run", scene->new_run);
  if (scene->new_deal != 0)
    crm_record_set_integer (task, "deal", scene->new_deal);
  if (scene->new_document != 0)
    crm_record_set_integer (task, "document", scene->new_document);
  else
    copy_link (task, "document", scene->document);
}

/**
 * crm_effect_add_task:
 * @scene: a scene
 * @type: the step
 * @effect: (nullable): what asks for it; %NULL: the start of a process
 * @error: of the store
 *
 * Returns: whether it was added, or told in a preview
 */
gboolean
crm_effect_add_task (CrmScene *scene, CrmRecord *type, CrmRecord *effect, GError **error)
{
  g_autoptr (CrmRecord) task = NULL;
  const char *who = text_of (effect, "who");
  const char *role =
      text_of (effect, "role") != NULL ? text_of (effect, "role") : text_of (type, "role");
  const char *text = text_of (effect, "text");
  const char *priority = text_of (effect, "priority");
  g_autofree char *title = crm_scene_fill (scene, text != NULL ? text : text_of (type, "name"));
  gint64 person;
  gint64 start, due;

  if (crm_record_get_id (type) != 0 && has_follower (scene, type))
    return TRUE;
  if (who == NULL || (role != NULL && strcmp (who, "same") == 0))
    who = role != NULL ? "role" : "same";
  person = crm_scene_find_person (scene, who, role, error);
  if (!crm_scene_find_term (scene, effect, type, &start, &due, error))
    return FALSE;
  say_task (scene, title, person, due);
  if (is_preview (scene))
    return TRUE;
  task = crm_record_new (crm_entity_find ("activity"));
  add_links (scene, task);
  crm_record_set_text (task, "title", title);
  crm_record_set_text (task, "kind", text_of (type, "kind"));
  copy_link (task, "task_type", type);
  crm_record_set_text (task, "note", text_of (type, "note"));
  if (priority == NULL)
    priority = text_of (type, "priority");
  if (priority != NULL)
    crm_record_set_text (task, "priority", priority);
  if (text_of (effect, "state") != NULL)
    crm_record_set_text (task, "state", text_of (effect, "state"));
  if (person != 0)
    crm_record_set_integer (task, "responsible", person);
  if (start != 0)
    crm_record_set_integer (task, "start", start);
  crm_record_set_integer (task, "due", due);
  if (start != 0 && crm_record_get_integer (scene->activity, "next_start") == start)
    crm_record_set_text (task, "place", text_of (scene->activity, "next_place"));
  crm_change_add (scene->change, task);
  return TRUE;
}

static gboolean
follow_next (CrmScene *scene, CrmRecord *effect, GError **error)
{
  g_autoptr (CrmRecord) type = NULL;

  if (crm_record_is_empty (effect, "next"))
    return TRUE;
  type = crm_record_load (scene->database, crm_entity_find ("task_type"),
                          crm_record_get_integer (effect, "next"), error);
  return type != NULL && crm_effect_add_task (scene, type, effect, error);
}

/* Until there are projects of their own, somebody is asked to make one. */
static gboolean
follow_project (CrmScene *scene, CrmRecord *effect, GError **error)
{
  g_autoptr (CrmRecord) type = crm_record_new (crm_entity_find ("task_type"));
  const char *text = text_of (effect, "text");

  crm_record_set_text (type, "name", text != NULL ? text : _ ("Create a project"));
  crm_record_set_text (type, "role", "project_manager");
  crm_record_set_text (type, "kind", "task");
  return crm_effect_add_task (scene, type, effect, error);
}

/* --- Papers and money */

static void
say_document (CrmScene *scene, const char *kind, const char *status)
{
  const CrmEntity *documents = crm_entity_find ("document");
  const CrmChoice *choice =
      crm_field_find_choice (crm_entity_field (documents, "kind"), kind != NULL ? kind : "");
  const CrmChoice *state = crm_field_find_choice (crm_entity_field (documents, "status"),
                                                  status != NULL ? status : "planned");

  if (choice != NULL)
    /* Translators: kind and status of a new document */
    crm_scene_say (scene, C_ ("preview", "New document: %s (%s)"), crm_choice_get_label (choice),
                   state != NULL ? crm_choice_get_label (state) : "");
}

static gboolean
follow_document (CrmScene *scene, CrmRecord *effect, GError **error)
{
  const CrmEntity *documents = crm_entity_find ("document");
  const CrmProcessPaper *paper = crm_process_get_paper ();
  const char *kind = text_of (effect, "document_kind");
  const char *status = text_of (effect, "document_status");
  gint64 company = scene->company != NULL ? crm_record_get_id (scene->company) : 0;
  gint64 deal = scene->deal != NULL ? crm_record_get_id (scene->deal) : 0;

  if (kind == NULL)
    return TRUE;
  say_document (scene, kind, status);
  if (is_preview (scene)) {
    scene->new_document = -1;
    return TRUE;
  }
  if (paper == NULL)
    return TRUE;
  scene->new_document =
      paper->add_draft (scene->change, scene->database, kind, company, deal, error);
  if (scene->new_document == 0)
    return FALSE;
  if (status != NULL && strcmp (status, "planned") != 0)
    crm_change_set_text (scene->change, documents, scene->new_document, "status", status);
  if (scene->document != NULL)
    crm_change_set_integer (scene->change, documents, scene->new_document, "base",
                            crm_record_get_id (scene->document));
  return TRUE;
}

static gboolean
follow_reissue (CrmScene *scene, CrmRecord *effect, GError **error)
{
  const CrmEntity *documents = crm_entity_find ("document");
  const CrmProcessPaper *paper = crm_process_get_paper ();
  CrmValue empty = CRM_VALUE_INIT;

  if (scene->document == NULL)
    return TRUE;
  say_document (scene, text_of (scene->document, "kind"), NULL);
  if (is_preview (scene)) {
    scene->new_document = -1;
    return TRUE;
  }
  if (paper == NULL)
    return TRUE;
  scene->new_document =
      paper->add_copy (scene->change, scene->database, crm_record_get_id (scene->document), error);
  if (scene->new_document == 0)
    return FALSE;
  crm_change_set_integer (scene->change, documents, scene->new_document, "base",
                          crm_record_get_id (scene->document));
  /* When it will be paid is asked anew. */
  crm_change_set (scene->change, documents, scene->new_document, "due_date", &empty);
  return TRUE;
}

static CrmRecord *
find_planned (CrmScene *scene)
{
  gint64 document = scene->document != NULL ? crm_record_get_id (scene->document) : 0;
  g_autoptr (GPtrArray) receipts =
      document > 0 ? crm_process_read (scene->database, "receipt", "document", document, NULL)
                   : NULL;

  for (guint i = 0; receipts != NULL && i < receipts->len; i++)
    if (g_strcmp0 (text_of (receipts->pdata[i], "state"), "planned") == 0)
      return g_object_ref (receipts->pdata[i]);
  return NULL;
}

static gint64
receipt_date (CrmScene *scene, CrmRecord *effect)
{
  const char *from = text_of (effect, "from");
  g_autoptr (CrmRecord) record = NULL;
  const CrmField *field;

  if (crm_scene_find (scene, from != NULL ? from : "document.due_date", &record, NULL, &field,
                      NULL) &&
      record != NULL && !crm_record_is_empty (record, field->name)) {
    gint64 value = crm_record_get_integer (record, field->name);
    return field->kind == CRM_KIND_MOMENT ? crm_moment_to_date (value) : value;
  }
  return crm_moment_to_date (scene->now) + MAX (crm_record_get_integer (effect, "days"), 0);
}

static gboolean
follow_receipt (CrmScene *scene, CrmRecord *effect, GError **error)
{
  const CrmEntity *receipts = crm_entity_find ("receipt");
  g_autoptr (CrmRecord) receipt = find_planned (scene);
  gboolean is_new = receipt == NULL;
  CrmRecord *source = scene->document != NULL ? scene->document : scene->deal;
  gint64 date = receipt_date (scene, effect);
  gint64 amount = scene->document != NULL ? crm_record_get_integer (scene->document, "total") : 0;
  g_autofree char *when = crm_date_format_short (date, NULL);

  if (amount == 0 && scene->deal != NULL)
    amount = crm_record_get_integer (scene->deal, "value");
  /* Translators: a date */
  crm_scene_say (scene, C_ ("preview", "Receipt of money planned for %s"), when);
  if (is_preview (scene))
    return TRUE;
  if (!is_new) {
    crm_change_set_integer (scene->change, receipts, crm_record_get_id (receipt), "date", date);
    crm_change_set_integer (scene->change, receipts, crm_record_get_id (receipt), "amount", amount);
    return TRUE;
  }
  receipt = crm_record_new (receipts);
  crm_record_set_integer (receipt, "date", date);
  crm_record_set_integer (receipt, "amount", amount);
  if (source != NULL)
    crm_record_set_text (receipt, "currency", crm_record_get_currency (source));
  copy_link (receipt, "company", scene->company);
  copy_link (receipt, "deal", scene->deal);
  if (scene->new_document != 0)
    crm_record_set_integer (receipt, "document", scene->new_document);
  else
    copy_link (receipt, "document", scene->document);
  crm_change_add (scene->change, receipt);
  return TRUE;
}

/* What was paid is noted once: where the payment itself finished the step it is there already. */
static gboolean
follow_payment (CrmScene *scene, CrmRecord *effect, GError **error)
{
  const CrmProcessPaper *paper = crm_process_get_paper ();

  if (scene->document == NULL || crm_record_get_integer (scene->document, "total") <=
                                     crm_record_get_integer (scene->document, "paid"))
    return TRUE;
  crm_scene_say (scene, "%s", C_ ("preview", "The payment is noted"));
  return is_preview (scene) || paper == NULL ||
         paper->add_payment (scene->change, scene->database, crm_record_get_id (scene->document),
                             crm_moment_to_date (scene->now), error);
}

/* --- Words */

/* Where it goes: the contact's address, else the company's. */
static const char *
find_address (CrmScene *scene, gboolean is_sms)
{
  CrmRecord *const sides[] = { scene->contact, scene->company };
  const char *field = is_sms ? "phone" : "email";

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    if (sides[i] != NULL && crm_entity_field (crm_record_get_entity (sides[i]), field) != NULL &&
        text_of (sides[i], field) != NULL)
      return text_of (sides[i], field);
  return NULL;
}

static gboolean
follow_message (CrmScene *scene, CrmRecord *effect, GError **error)
{
  g_autoptr (CrmRecord) form = NULL;
  g_autoptr (CrmRecord) message = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *body = NULL;
  const char *address;
  const char *channel;

  if (crm_record_is_empty (effect, "template"))
    return TRUE;
  form = crm_record_load (scene->database, crm_entity_find ("message_template"),
                          crm_record_get_integer (effect, "template"), error);
  if (form == NULL)
    return FALSE;
  channel = text_of (form, "channel");
  address = find_address (scene, g_strcmp0 (channel, "sms") == 0);
  /* Translators: name of a template, an address */
  crm_scene_say (scene, C_ ("preview", "Message “%s” to %s"), crm_record_get_title (form),
                 address != NULL ? address : C_ ("preview", "nobody: there is no address"));
  if (is_preview (scene))
    return TRUE;
  subject = crm_scene_fill (scene, text_of (form, "subject_line"));
  body = crm_scene_fill (scene, text_of (form, "body"));
  message = crm_record_new (crm_entity_find ("message"));
  crm_record_set_text (message, "subject_line",
                       subject[0] != '\0' ? subject : crm_record_get_title (form));
  crm_record_set_text (message, "channel", channel);
  crm_record_set_text (message, "body", body);
  crm_record_set_text (message, "recipient", address);
  if (address == NULL) {
    crm_record_set_text (message, "state", "failed");
    crm_record_set_text (message, "problem", _ ("There is no address to send it to"));
  }
  copy_link (message, "company", scene->company);
  copy_link (message, "contact", scene->contact);
  copy_link (message, "deal", scene->deal);
  copy_link (message, "document", scene->document);
  copy_link (message, "template", form);
  crm_change_add (scene->change, message);
  return TRUE;
}

static gboolean
follow_notify (CrmScene *scene, CrmRecord *effect, GError **error)
{
  g_autofree char *text = crm_scene_fill (scene, text_of (effect, "text"));
  gint64 person =
      crm_scene_find_person (scene, text_of (effect, "who"), text_of (effect, "role"), error);
  CrmRecord *about = scene->deal != NULL ? scene->deal : scene->activity;
  g_autoptr (CrmRecord) reminder = NULL;

  if (text[0] == '\0')
    g_set_str (&text, crm_record_get_title (scene->outcome));
  if (scene->sentences != NULL) {
    g_autofree char *name = crm_scene_dup_person_name (scene, person);
    /* Translators: name of a person, a text */
    crm_scene_say (scene, C_ ("preview", "%s is told: %s"), name, text);
  }
  if (is_preview (scene))
    return TRUE;
  reminder = crm_record_new (crm_entity_find ("reminder"));
  crm_record_set_text (reminder, "text", text);
  crm_record_set_text (reminder, "kind", "notice");
  crm_record_set_integer (
      reminder, "subject",
      crm_subject_make (crm_record_get_entity (about), crm_record_get_id (about)));
  crm_record_set_integer (reminder, "moment", scene->now);
  if (person != 0)
    crm_record_set_integer (reminder, "person", person);
  crm_change_add (scene->change, reminder);
  return TRUE;
}

static const struct {
  const char *kind;
  gboolean (*follow) (CrmScene *scene, CrmRecord *effect, GError **error);
} kinds[] = {
  { "set", follow_set },           { "stage", follow_stage },     { "next", follow_next },
  { "document", follow_document }, { "reissue", follow_reissue }, { "receipt", follow_receipt },
  { "payment", follow_payment },   { "message", follow_message }, { "project", follow_project },
  { "notify", follow_notify },
};

/**
 * crm_effect_follow:
 * @scene: a scene with its outcome
 * @effect: of that outcome
 * @error: INVALID, NOT_FOUND: the effect is wrong
 *
 * Returns: whether it was done, or told in a preview, or does not apply
 */
gboolean
crm_effect_follow (CrmScene *scene, CrmRecord *effect, GError **error)
{
  const char *kind = text_of (effect, "kind");
  gboolean meets;

  if (!crm_scene_meets (scene, text_of (effect, "condition"), &meets, error))
    return FALSE;
  for (gsize i = 0; meets && i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return kinds[i].follow (scene, effect, error);
  return TRUE;
}
