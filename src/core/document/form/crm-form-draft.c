/* A form that is being changed: the file as it is, and as it was before each step. */
#include "config.h"

#include "crm-form-draft-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-error.h"

#define MOST_STEPS 500

typedef struct {
  char *source; /* as it was before */
  char *label;
} Step;

/**
 * CrmFormDraft:
 *
 * Always a whole form: a step that would break it is refused and leaves it as it was. A step back
 * gives the very bytes that were. Main thread; forms that it gave away are free.
 */
struct _CrmFormDraft {
  GObject parent_instance;

  char *source;      /* owned */
  CrmForm *form;     /* owned */
  CrmFormNode *file; /* owned */
  GPtrArray *done;   /* owned, of Step */
  GPtrArray *undone; /* owned, of Step */
  char *key;         /* owned, nullable: of the last step, while it may grow */
};

G_DEFINE_FINAL_TYPE (CrmFormDraft, crm_form_draft, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static Step *
create_step (const char *source, const char *label)
{
  Step *step = g_new (Step, 1);

  step->source = g_strdup (source);
  step->label = g_strdup (label);
  return step;
}

static void
free_step (gpointer data)
{
  Step *step = data;

  g_free (step->source);
  g_free (step->label);
  g_free (step);
}

static void
crm_form_draft_finalize (GObject *object)
{
  CrmFormDraft *self = CRM_FORM_DRAFT (object);

  g_free (self->source);
  g_clear_pointer (&self->form, crm_form_unref);
  crm_form_node_free (self->file);
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  g_free (self->key);

  G_OBJECT_CLASS (crm_form_draft_parent_class)->finalize (object);
}

static void
crm_form_draft_class_init (CrmFormDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_form_draft_finalize;

  /**
   * CrmFormDraft::changed:
   *
   * The form is another than it was.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_form_draft_init (CrmFormDraft *self)
{
  self->done = g_ptr_array_new_with_free_func (free_step);
  self->undone = g_ptr_array_new_with_free_func (free_step);
}

/* Takes the file's text in place of what is there, if it is a form. */
static gboolean
take_source (CrmFormDraft *self, const char *source, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (source, strlen (source));
  g_autoptr (CrmForm) form = crm_form_parse (bytes, error);
  g_autoptr (CrmFormNode) file = form != NULL ? crm_form_tree_parse (source, error) : NULL;

  if (file == NULL)
    return FALSE;
  g_clear_pointer (&self->form, crm_form_unref);
  g_clear_pointer (&self->file, crm_form_node_free);
  self->form = g_steal_pointer (&form);
  self->file = g_steal_pointer (&file);
  g_set_str (&self->source, source);
  return TRUE;
}

/**
 * crm_form_draft_new:
 * @source: the file of a form
 * @error: %CRM_ERROR_INVALID or %CRM_ERROR_REFUSED, saying line and element
 *
 * Returns: (transfer full): the form to be changed, or %NULL
 */
CrmFormDraft *
crm_form_draft_new (const char *source, GError **error)
{
  g_autoptr (CrmFormDraft) self = g_object_new (CRM_TYPE_FORM_DRAFT, NULL);

  g_return_val_if_fail (source != NULL, NULL);
  return take_source (self, source, error) ? g_steal_pointer (&self) : NULL;
}

const char *
crm_form_draft_get_source (CrmFormDraft *self)
{
  g_return_val_if_fail (CRM_IS_FORM_DRAFT (self), NULL);
  return self->source;
}

/**
 * crm_form_draft_get_form:
 * @self: a draft
 *
 * Returns: (transfer none): the form as it is now
 */
CrmForm *
crm_form_draft_get_form (CrmFormDraft *self)
{
  g_return_val_if_fail (CRM_IS_FORM_DRAFT (self), NULL);
  return self->form;
}

/* Takes @before. */
static void
note_step (CrmFormDraft *self, char *before, const char *key, const char *label)
{
  g_autofree char *owned = before;
  gboolean grows = key != NULL && g_strcmp0 (self->key, key) == 0 && self->done->len > 0;

  g_ptr_array_set_size (self->undone, 0);
  if (!grows)
    g_ptr_array_add (self->done, create_step (owned, label));
  if (self->done->len > MOST_STEPS)
    g_ptr_array_remove_index (self->done, 0);
  g_set_str (&self->key, key);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * crm_form_draft_set_source:
 * @self: a draft
 * @source: another file
 * @label: what Undo calls it, translated
 * @error: %CRM_ERROR_INVALID or %CRM_ERROR_REFUSED, saying line and element
 *
 * Returns: whether it is a form; if not, nothing has changed
 */
gboolean
crm_form_draft_set_source (CrmFormDraft *self, const char *source, const char *label,
                           GError **error)
{
  g_autofree char *before = NULL;

  g_return_val_if_fail (CRM_IS_FORM_DRAFT (self) && source != NULL && label != NULL, FALSE);
  before = g_strdup (self->source);
  if (!take_source (self, source, error))
    return FALSE;
  if (strcmp (before, source) != 0)
    note_step (self, g_steal_pointer (&before), NULL, label);
  return TRUE;
}

CrmFormNode *
crm_form_draft_get_root (CrmFormDraft *self)
{
  return crm_form_node_find (self->file, 1);
}

CrmFormNode *
crm_form_draft_get_node (CrmFormDraft *self, guint ordinal)
{
  return crm_form_node_find (self->file, ordinal);
}

guint
crm_form_draft_get_ordinal (CrmFormDraft *self, const CrmFormNode *node)
{
  return crm_form_node_get_ordinal (self->file, node);
}

gboolean
crm_form_draft_commit (CrmFormDraft *self, const char *key, const char *label, GError **error)
{
  g_autofree char *source = crm_form_tree_write (self->file);
  g_autofree char *before = g_strdup (self->source);

  if (!take_source (self, source, error)) {
    g_clear_pointer (&self->file, crm_form_node_free);
    self->file = crm_form_tree_parse (self->source, NULL);
    return FALSE;
  }
  note_step (self, g_steal_pointer (&before), key, label);
  return TRUE;
}

/* --- Back and forth */

static const char *
get_label (const GPtrArray *steps)
{
  return steps->len > 0 ? ((Step *) steps->pdata[steps->len - 1])->label : NULL;
}

/**
 * crm_form_draft_get_undo_label:
 * @self: a draft
 *
 * Returns: (nullable): what the last step was; %NULL where there is none to take back
 */
const char *
crm_form_draft_get_undo_label (CrmFormDraft *self)
{
  g_return_val_if_fail (CRM_IS_FORM_DRAFT (self), NULL);
  return get_label (self->done);
}

const char *
crm_form_draft_get_redo_label (CrmFormDraft *self)
{
  g_return_val_if_fail (CRM_IS_FORM_DRAFT (self), NULL);
  return get_label (self->undone);
}

static gboolean
step_over (CrmFormDraft *self, GPtrArray *from, GPtrArray *to)
{
  Step *step;

  if (from->len == 0)
    return FALSE;
  step = g_ptr_array_steal_index (from, from->len - 1);
  g_ptr_array_add (to, create_step (self->source, step->label));
  if (!take_source (self, step->source, NULL))
    g_assert_not_reached (); /* it was a form before */
  free_step (step);
  g_clear_pointer (&self->key, g_free);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

gboolean
crm_form_draft_undo (CrmFormDraft *self)
{
  g_return_val_if_fail (CRM_IS_FORM_DRAFT (self), FALSE);
  return step_over (self, self->done, self->undone);
}

gboolean
crm_form_draft_redo (CrmFormDraft *self)
{
  g_return_val_if_fail (CRM_IS_FORM_DRAFT (self), FALSE);
  return step_over (self, self->undone, self->done);
}

/**
 * crm_form_draft_end_step:
 * @self: a draft
 *
 * What is typed from now on is a step of its own.
 */
void
crm_form_draft_end_step (CrmFormDraft *self)
{
  g_return_if_fail (CRM_IS_FORM_DRAFT (self));
  g_clear_pointer (&self->key, g_free);
}
