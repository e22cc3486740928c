/* Envelopes and labels for records. */
#include "config.h"

#include "crm-address-dialog.h"

#include <glib/gi18n.h>

#include "crm-address-run.h"
#include "crm-document-sheet.h"
#include "crm-render.h"

#define KEY "address-paper" /* of the settings: the last choice */
#define SHOWN_WIDTH 300     /* logical pixels that the page in view may take */
#define SHOWN_HEIGHT 250
#define PIXELS 2 /* device pixels to a logical one: no page is grainy */

static const struct {
  const char *kind;
  const char *label;
} envelopes[] = {
  { "envelope_c5", NC_ ("choice", "Envelope C5") },
  { "envelope_dl", NC_ ("choice", "Envelope DL") },
  { "envelope_c4", NC_ ("choice", "Envelope C4") },
};

struct _CrmAddressDialog {
  AdwDialog parent_instance;

  GtkWidget *parent;       /* weak */
  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  GArray *ids;               /* owned; gint64 */
  GSettings *settings;       /* owned */
  GCancellable *cancellable; /* owned; of the page that is being made; NULL: none is */
  guint edition;             /* of the page in view */

  AdwPreferencesGroup *preview_group;
  GtkStack *stack;
  CrmDocumentSheet *sheet;
  GtkLabel *reason;
  AdwComboRow *paper_row;
  AdwSpinRow *first_row;
  GtkWidget *print_button;
  GtkWidget *save_row;
};

G_DEFINE_FINAL_TYPE (CrmAddressDialog, crm_address_dialog, ADW_TYPE_DIALOG)

/* --- What is chosen */

static const CrmLabelSheet *
get_sheet (CrmAddressDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->paper_row);
  gsize n_sheets;
  const CrmLabelSheet *sheets = crm_label_sheet_list (&n_sheets);

  if (selected < G_N_ELEMENTS (envelopes) || selected - G_N_ELEMENTS (envelopes) >= n_sheets)
    return NULL;
  return &sheets[selected - G_N_ELEMENTS (envelopes)];
}

static CrmAddressPaper
get_paper (CrmAddressDialog *self)
{
  const CrmLabelSheet *sheet = get_sheet (self);
  guint selected = MIN (adw_combo_row_get_selected (self->paper_row), G_N_ELEMENTS (envelopes) - 1);
  CrmAddressPaper paper = { sheet != NULL ? "label" : envelopes[selected].kind, sheet };

  if (sheet != NULL)
    paper.first = (guint) adw_spin_row_get_value (self->first_row) - 1;
  return paper;
}

static char *
dup_sheet_label (const CrmLabelSheet *sheet)
{
  CrmNumberStyle style = crm_number_style_local ();
  guint n = sheet->columns * sheet->rows;
  g_autofree char *width = crm_decimal_format ((gint64) (sheet->width * 10 + 0.5), 1, 0, style);
  g_autofree char *height = crm_decimal_format ((gint64) (sheet->height * 10 + 0.5), 1, 0, style);

  return g_strdup_printf (
      /* Translators: the width and height of a label, and how many are on a sheet of A4 */
      ngettext ("%u label %s × %s mm", "%u labels %s × %s mm", n), n, width, height);
}

static void
fill_papers (CrmAddressDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *last = g_settings_get_string (self->settings, KEY);
  gsize n_sheets;
  const CrmLabelSheet *sheets = crm_label_sheet_list (&n_sheets);
  guint chosen = self->ids->len > 1 ? G_N_ELEMENTS (envelopes) : 0;

  for (guint i = 0; i < G_N_ELEMENTS (envelopes); i++) {
    gtk_string_list_append (names, g_dpgettext2 (NULL, "choice", envelopes[i].label));
    if (g_strcmp0 (envelopes[i].kind, last) == 0)
      chosen = i;
  }
  for (guint i = 0; i < n_sheets; i++) {
    g_autofree char *label = dup_sheet_label (&sheets[i]);
    gtk_string_list_append (names, label);
    if (g_strcmp0 (sheets[i].name, last) == 0)
      chosen = (guint) G_N_ELEMENTS (envelopes) + i;
  }
  adw_combo_row_set_model (self->paper_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->paper_row, chosen);
}

/* --- The first page, on the reader thread */

typedef struct {
  CrmAddressDialog *dialog; /* owned */
  const CrmEntity *entity;
  GArray *ids; /* owned */
  CrmAddressPaper paper;
  guint edition;
  GPtrArray *problems; /* owned */

  GdkTexture *picture; /* owned */
  double width;
  double height;
} Looking;

static void
free_looking (Looking *looking)
{
  g_object_unref (looking->dialog);
  g_array_unref (looking->ids);
  g_ptr_array_unref (looking->problems);
  g_clear_object (&looking->picture);
  g_free (looking);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Looking, free_looking)

static double
find_zoom (double width, double height)
{
  return MIN (SHOWN_WIDTH / width, SHOWN_HEIGHT / height);
}

static GdkTexture *
draw (CrmFormLayout *layout, double width, double height)
{
  double scale = find_zoom (width, height) * PIXELS;
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int) (width * scale + 0.5), (int) (height * scale + 0.5));
  cairo_t *cr = cairo_create (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  int rows = cairo_image_surface_get_height (surface);
  g_autoptr (GBytes) pixels = NULL;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  crm_form_layout_draw_page (layout, 0, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels =
      g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize) rows,
                                  (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new (cairo_image_surface_get_width (surface), rows, GDK_MEMORY_DEFAULT,
                                 pixels, stride);
}

static gboolean
look_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Looking *looking = data;
  g_autoptr (CrmFormLayout) layout =
      crm_address_lay_out (database, looking->entity, looking->ids, &looking->paper,
                           looking->problems, NULL, NULL, cancellable, error);

  if (layout == NULL)
    return FALSE;
  crm_form_layout_get_page_size (layout, &looking->width, &looking->height);
  looking->picture = draw (layout, looking->width, looking->height);
  return TRUE;
}

static void
show_page (CrmAddressDialog *self, Looking *looking)
{
  guint n = looking->problems->len;
  g_autofree char *left_out = g_strdup_printf (
      ngettext ("%u address is left out: %s", "%u addresses are left out, the first one: %s", n), n,
      n > 0 ? (const char *) looking->problems->pdata[0] : "");

  crm_document_sheet_set_size (self->sheet, looking->width, looking->height);
  crm_document_sheet_set_zoom (self->sheet, find_zoom (looking->width, looking->height));
  crm_document_sheet_set_picture (self->sheet, looking->picture, looking->edition);
  crm_document_sheet_set_text (self->sheet, _ ("How the first page will look"), "");
  adw_preferences_group_set_description (self->preview_group, n > 0 ? left_out : NULL);
  gtk_stack_set_visible_child_name (self->stack, "page");
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Looking) looking = user_data;
  g_autoptr (GError) error = NULL;
  CrmAddressDialog *self = looking->dialog;
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, &error);

  /* Meanwhile another was chosen, or the dialog is gone. */
  if (self->workspace == NULL || looking->edition != self->edition)
    return;
  g_clear_object (&self->cancellable);
  gtk_widget_set_sensitive (self->print_button, done);
  gtk_widget_set_sensitive (self->save_row, done);
  if (done) {
    show_page (self, looking);
    return;
  }
  gtk_label_set_text (self->reason, error->message);
  adw_preferences_group_set_description (self->preview_group, NULL);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

/* As many as the first page takes; who is left out further on is told when all are made. */
static GArray *
dup_first_ids (CrmAddressDialog *self)
{
  const CrmLabelSheet *sheet = get_sheet (self);
  guint most = sheet != NULL ? sheet->columns * sheet->rows : 3;

  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (ids, self->ids->data, MIN (self->ids->len, most));
  return ids;
}

static void
look (CrmAddressDialog *self)
{
  Looking *looking = g_new0 (Looking, 1);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  looking->dialog = g_object_ref (self);
  looking->entity = self->entity;
  looking->ids = dup_first_ids (self);
  looking->paper = get_paper (self);
  looking->edition = ++self->edition;
  looking->problems = g_ptr_array_new_with_free_func (g_free);
  crm_store_read_async (crm_workspace_get_store (self->workspace), look_func, looking, NULL,
                        self->cancellable, looked_cb, looking);
}

static void
paper_cb (CrmAddressDialog *self)
{
  const CrmLabelSheet *sheet;
  CrmAddressPaper paper;

  if (self->workspace == NULL)
    return;
  sheet = get_sheet (self);
  paper = get_paper (self);
  gtk_widget_set_visible (GTK_WIDGET (self->first_row), sheet != NULL);
  if (sheet != NULL)
    gtk_adjustment_set_upper (adw_spin_row_get_adjustment (self->first_row),
                              sheet->columns * sheet->rows);
  g_settings_set_string (self->settings, KEY, sheet != NULL ? sheet->name : paper.kind);
  look (self);
}

static void
first_cb (CrmAddressDialog *self)
{
  if (self->workspace != NULL && get_sheet (self) != NULL)
    look (self);
}

/* --- What is done */

static void
run (CrmAddressDialog *self, CrmDocumentOutput output)
{
  CrmAddressPaper paper = get_paper (self);

  crm_address_run (self->parent != NULL ? self->parent : GTK_WIDGET (self), self->workspace,
                   self->entity, self->ids, &paper, output);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
print_cb (CrmAddressDialog *self)
{
  run (self, CRM_DOCUMENT_PRINT);
}

static void
save_cb (CrmAddressDialog *self)
{
  run (self, CRM_DOCUMENT_SAVE);
}

/* --- Object */

static void
crm_address_dialog_dispose (GObject *object)
{
  CrmAddressDialog *self = CRM_ADDRESS_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_ADDRESS_DIALOG);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_object (&self->settings);
  g_clear_weak_pointer (&self->parent);

  G_OBJECT_CLASS (crm_address_dialog_parent_class)->dispose (object);
}

static void
crm_address_dialog_class_init (CrmAddressDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_address_dialog_dispose;
  g_type_ensure (CRM_TYPE_DOCUMENT_SHEET);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-address-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmAddressDialog, preview_group);
  gtk_widget_class_bind_template_child (widget_class, CrmAddressDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmAddressDialog, sheet);
  gtk_widget_class_bind_template_child (widget_class, CrmAddressDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, CrmAddressDialog, paper_row);
  gtk_widget_class_bind_template_child (widget_class, CrmAddressDialog, first_row);
  gtk_widget_class_bind_template_child (widget_class, CrmAddressDialog, print_button);
  gtk_widget_class_bind_template_child (widget_class, CrmAddressDialog, save_row);
  gtk_widget_class_bind_template_callback (widget_class, paper_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
crm_address_dialog_init (CrmAddressDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_address_dialog_new:
 * @parent: over what progress and questions are shown once it is closed
 * @workspace: where the records are
 * @entity: of which kind, see crm_address_paper_is_for()
 * @ids: (element-type gint64): to whom
 *
 * Begins with what was printed on last.
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
crm_address_dialog_new (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *entity,
                        GArray *ids)
{
  CrmAddressDialog *self = g_object_new (CRM_TYPE_ADDRESS_DIALOG, NULL);

  g_set_weak_pointer (&self->parent, parent);
  self->entity = entity;
  self->ids = g_array_ref (ids);
  self->settings = g_settings_new (APP_ID);
  fill_papers (self);
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (self->first_row, "notify::value", G_CALLBACK (first_cb), self,
                           G_CONNECT_SWAPPED);
  paper_cb (self);
  return ADW_DIALOG (self);
}

void
crm_address_dialog_present_for (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *entity,
                                gint64 id)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, id);
  adw_dialog_present (crm_address_dialog_new (parent, workspace, entity, ids), parent);
}
