/* What stood in pages of records when the program ended, and waits there. */
#include "config.h"

#include "crm-shell-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-drafts.h"
#include "crm-pages.h"
#include "crm-record-form.h"

#define PREFIX "form:" /* of the drafts of CrmRecordForm */

/* NULL where the record is deleted, or nothing is to be saved any more. */
static char *
dup_title (CrmShell *self, const char *name)
{
  const CrmEntity *entity = NULL;
  gint64 id = 0;
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (CrmRecordForm) form = NULL;

  if (!crm_pages_parse_name (name + strlen (PREFIX), &entity, &id) || id <= 0)
    return NULL;
  record = crm_record_load (crm_workspace_get_reader (self->workspace), entity, id, NULL);
  if (record == NULL)
    return NULL;
  form = crm_record_form_new (self->workspace, record);
  return crm_record_form_count_kept (form, NULL) > 0 ? g_strdup (crm_record_get_title (record))
                                                     : NULL;
}

/* One after another. */
static void
show_unsaved (CrmShell *self)
{
  for (guint i = 0; i < self->unsaved->len; i++) {
    const char *name = self->unsaved->pdata[i];
    g_autofree char *title = dup_title (self, name);
    g_autofree char *text = NULL;
    g_autofree char *action = NULL;

    if (title == NULL)
      continue;
    text =
        g_strdup_printf (_ ("“%s” has values that are not saved. They wait on its page."), title);
    action = g_strdup_printf ("win.open-record::%s", name + strlen (PREFIX));
    crm_shell_show_banner (self, "unsaved", text, _ ("_Open"), action);
    return;
  }
  crm_shell_hide_banner (self, "unsaved");
}

static void
gone_cb (CrmShell *self, const char *name)
{
  guint index;

  if (self->unsaved == NULL ||
      !g_ptr_array_find_with_equal_func (self->unsaved, name, g_str_equal, &index))
    return;
  g_ptr_array_remove_index (self->unsaved, index);
  show_unsaved (self);
}

/**
 * crm_shell_remind_unsaved:
 * @self: a new shell
 *
 * Names the records in whose pages something was typed that the program could not write before it
 * ended, until it is saved or given up.
 */
void
crm_shell_remind_unsaved (CrmShell *self)
{
  CrmDrafts *drafts = crm_workspace_get_drafts (self->workspace);

  if (!crm_store_is_writable (crm_workspace_get_store (self->workspace)))
    return;
  self->unsaved = crm_drafts_list (drafts, PREFIX);
  /* Drafts of what was written after all go at the first look. */
  show_unsaved (self);
  g_signal_connect_object (drafts, "gone", G_CALLBACK (gone_cb), self, G_CONNECT_SWAPPED);
}
