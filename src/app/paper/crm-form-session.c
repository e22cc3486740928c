/* A form while it is edited. */
#include "config.h"

#include "crm-form-session.h"

#include <glib/gi18n.h>

struct _CrmFormSession {
  GObject parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmFormDraft *draft;     /* owned */
  guint selected;
};

G_DEFINE_FINAL_TYPE (CrmFormSession, crm_form_session, G_TYPE_OBJECT)

enum { SELECTED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
crm_form_session_finalize (GObject *object)
{
  CrmFormSession *self = CRM_FORM_SESSION (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_form_session_parent_class)->finalize (object);
}

static void
crm_form_session_class_init (CrmFormSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_form_session_finalize;

  /**
   * CrmFormSession::selected:
   *
   * Another block is looked at, or the same one was asked for again.
   */
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_form_session_init (CrmFormSession *self)
{
}

/**
 * crm_form_session_new:
 * @workspace: where the form is
 * @draft: what is edited
 *
 * Returns: (transfer full): the session
 */
CrmFormSession *
crm_form_session_new (CrmWorkspace *workspace, CrmFormDraft *draft)
{
  CrmFormSession *self = g_object_new (CRM_TYPE_FORM_SESSION, NULL);

  self->workspace = g_object_ref (workspace);
  self->draft = g_object_ref (draft);
  return self;
}

CrmFormDraft *
crm_form_session_get_draft (CrmFormSession *self)
{
  return self->draft;
}

void
crm_form_session_select (CrmFormSession *self, guint block)
{
  crm_form_draft_end_step (self->draft);
  self->selected = block;
  g_signal_emit (self, signals[SELECTED], 0);
}

guint
crm_form_session_get_selected (CrmFormSession *self)
{
  return self->selected;
}

gboolean
crm_form_session_check (CrmFormSession *self, GError *error)
{
  g_autoptr (GError) owned = error;

  if (owned != NULL)
    crm_workspace_say (self->workspace, owned->message);
  return owned == NULL;
}

static const struct {
  const char *label;
  const char *icon;
} parts[] = {
  [CRM_FORM_PART_TEXT] = { NC_ ("form part", "Text"), "format-text-rich-symbolic" },
  [CRM_FORM_PART_TABLE] = { NC_ ("form part", "Table"), "view-grid-symbolic" },
  [CRM_FORM_PART_PICTURE] = { NC_ ("form part", "Picture"), "image-x-generic-symbolic" },
  [CRM_FORM_PART_CODE] = { NC_ ("form part", "Payment code"), "view-app-grid-symbolic" },
  [CRM_FORM_PART_RULE] = { NC_ ("form part", "Line across"), "list-remove-symbolic" },
  [CRM_FORM_PART_SPACE] = { NC_ ("form part", "Empty space"), "view-fullscreen-symbolic" },
  [CRM_FORM_PART_DIGITS] = { NC_ ("form part", "Number in cells"), "view-grid-symbolic" },
  [CRM_FORM_PART_BOXES] = { NC_ ("form part", "Ruled cells"), "view-grid-symbolic" },
  [CRM_FORM_PART_ROW] = { NC_ ("form part", "Side by side"), "view-dual-symbolic" },
  [CRM_FORM_PART_COLUMN] = { NC_ ("form part", "One under another"), "view-list-symbolic" },
  [CRM_FORM_PART_HEADER] = { NC_ ("form part", "Head of the page"), "go-top-symbolic" },
  [CRM_FORM_PART_FOOTER] = { NC_ ("form part", "Foot of the page"), "go-bottom-symbolic" },
  [CRM_FORM_PART_BREAK] = { NC_ ("form part", "New page"), "document-new-symbolic" },
};

const char *
crm_form_part_get_label (CrmFormPart part)
{
  return g_dpgettext2 (NULL, "form part", parts[part].label);
}

const char *
crm_form_part_get_icon (CrmFormPart part)
{
  return parts[part].icon;
}
