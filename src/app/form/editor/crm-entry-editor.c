/* Texts, numbers, money, e-mails, phones and links: a line to type into. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-field-editor.h"

static const struct {
  CrmKind kind;
  const char *icon;
  const char *label;
} actions[] = {
  { CRM_KIND_EMAIL, "mail-send-symbolic", N_ ("Write an E-mail") },
  { CRM_KIND_PHONE, "call-start-symbolic", N_ ("Call") },
  { CRM_KIND_LINK, "web-browser-symbolic", N_ ("Open in the Browser") },
};

/* Only what is harmless to open: a record may come from a stranger's file. */
static char *
dup_uri (CrmKind kind, const char *text)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));
  g_autofree char *scheme = g_uri_parse_scheme (bare);
  g_autofree char *escaped = NULL;

  if (*bare == '\0')
    return NULL;
  switch (kind) {
  case CRM_KIND_EMAIL:
    escaped = g_uri_escape_string (bare, "@", FALSE);
    return g_strconcat ("mailto:", escaped, NULL);
  case CRM_KIND_PHONE:
    escaped = g_uri_escape_string (bare, "+", FALSE);
    return g_strconcat ("tel:", escaped, NULL);
  default:
    if (scheme != NULL && (strcmp (scheme, "http") == 0 || strcmp (scheme, "https") == 0))
      return g_steal_pointer (&bare);
    return scheme == NULL ? g_strconcat ("https://", bare, NULL) : NULL;
  }
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmWorkspace) workspace = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error) &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    crm_workspace_say (workspace, error->message);
}

static void
action_cb (CrmFieldRow *row, GtkButton *button)
{
  GtkWidget *text = crm_editor_get_part (GTK_WIDGET (button), "text");
  g_autofree char *uri = dup_uri (crm_field_row_get_description (row)->kind,
                                  gtk_editable_get_text (GTK_EDITABLE (text)));
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (row))), NULL,
                           launched_cb, g_object_ref (crm_field_row_get_workspace (row)));
}

static void
changed_cb (GtkWidget *button, GtkEditable *text)
{
  CrmKind kind = (CrmKind) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "kind"));
  g_autofree char *uri = dup_uri (kind, gtk_editable_get_text (text));

  gtk_widget_set_visible (button, uri != NULL);
}

static GtkWidget *
make (CrmFieldRow *row)
{
  CrmKind kind = crm_field_row_get_description (row)->kind;
  GtkWidget *editor = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = crm_editor_make_text (row);

  crm_editor_set_part (editor, "text", text);
  gtk_box_append (GTK_BOX (editor), text);
  if (crm_kind_is_number (kind))
    gtk_widget_add_css_class (text, "numeric");
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++) {
    GtkWidget *button;
    if (actions[i].kind != kind)
      continue;
    button = crm_editor_make_button (actions[i].icon, _ (actions[i].label));
    crm_editor_set_part (button, "text", text);
    g_object_set_data (G_OBJECT (button), "kind", GINT_TO_POINTER ((int) kind));
    g_signal_connect_object (text, "changed", G_CALLBACK (changed_cb), button, G_CONNECT_SWAPPED);
    g_signal_connect_object (button, "clicked", G_CALLBACK (action_cb), row, G_CONNECT_SWAPPED);
    changed_cb (button, GTK_EDITABLE (text));
    gtk_box_append (GTK_BOX (editor), button);
  }
  return editor;
}

static void
show (CrmFieldRow *row, GtkWidget *editor, const CrmValue *value)
{
  g_autofree char *text = crm_editor_format (row, value);
  gtk_editable_set_text (GTK_EDITABLE (crm_editor_get_part (editor, "text")), text);
}

static gboolean
read_value (CrmFieldRow *row, GtkWidget *editor, CrmValue *value, GError **error)
{
  GtkEditable *text = GTK_EDITABLE (crm_editor_get_part (editor, "text"));
  return crm_field_parse_typed (crm_field_row_get_description (row), gtk_editable_get_text (text),
                                value, error);
}

static char *
dup_text (GtkWidget *editor)
{
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (crm_editor_get_part (editor, "text"))));
}

static void
set_text (GtkWidget *editor, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (crm_editor_get_part (editor, "text")), text);
}

const CrmFieldEditor crm_entry_editor = {
  .make = make,
  .show = show,
  .read = read_value,
  .dup_text = dup_text,
  .set_text = set_text,
};
