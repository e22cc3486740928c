/* One line of a document in the table. */
#include "config.h"

#include "crm-line-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-chooser.h"

#define N_CELLS 5

struct _CrmLineRow {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmRecordForm *form;     /* owned; NULL: shows no line */
  gulong refreshed_id;
  guint position;
  gboolean editable;

  GtkWidget *box;
  GtkLabel *number;
  CrmLineCell *name;
  CrmLineCell *quantity;
  CrmLineCell *unit;
  CrmLineCell *price;
  CrmLineCell *discount;
  GtkBox *halves;
  GtkMenuButton *vat;
  GtkLabel *vat_text;
  GtkLabel *sum;
  GtkWidget *remove;
  GtkLabel *problem;
  GtkDropTarget *drop;
};

G_DEFINE_FINAL_TYPE (CrmLineRow, crm_line_row, GTK_TYPE_WIDGET)

enum { REMOVE, DROPPED, NAME_TYPED, NAME_LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
get_cells (CrmLineRow *self, CrmLineCell *cells[N_CELLS])
{
  cells[0] = self->name;
  cells[1] = self->quantity;
  cells[2] = self->unit;
  cells[3] = self->price;
  cells[4] = self->discount;
}

static const CrmField *
get_vat_field (int *index)
{
  const CrmEntity *lines = crm_entity_find ("document_line");

  *index = crm_entity_field_index (lines, "vat_rate");
  return &lines->fields[*index];
}

static void
show_vat (CrmLineRow *self, CrmRecord *line)
{
  int index;
  const CrmField *field = get_vat_field (&index);
  const CrmValue *value = crm_record_get_value (line, index);
  g_autofree char *text = crm_field_format (field, value, NULL, crm_number_style_local ());
  g_autofree char *name = g_strdup_printf ("%s: %s", crm_field_get_label (field),
                                           *text != '\0' ? text : C_ ("no value", "None"));
  gboolean none = value->type != CRM_VALUE_TEXT || g_str_equal (value->text, "none");

  gtk_label_set_text (self->vat_text, none ? "—" : text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->vat), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->vat), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
show_line (CrmLineRow *self)
{
  CrmRecord *line = crm_record_form_get_record (self->form);
  g_autofree char *sum =
      crm_decimal_format (crm_record_get_integer (line, "total"), CRM_MONEY_DECIMALS,
                          CRM_MONEY_DECIMALS, crm_number_style_local ());

  gtk_label_set_text (self->sum, sum);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->sum), sum);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), crm_record_get_title (line));
  show_vat (self, line);
}

static void
show_names (CrmLineRow *self)
{
  g_autofree char *number = g_strdup_printf ("%u", self->position + 1);
  CrmLineCell *cells[N_CELLS];

  gtk_label_set_text (self->number, number);
  get_cells (self, cells);
  for (int i = 0; i < N_CELLS; i++) {
    const CrmField *field =
        crm_entity_field (crm_entity_find ("document_line"), crm_line_cell_get_field (cells[i]));
    /* Translators: the name of a column and the number of a line: "Price, line 3" */
    g_autofree char *name =
        g_strdup_printf (_ ("%s, line %u"), crm_field_get_label (field), self->position + 1);
    crm_line_cell_set_name (cells[i], name);
  }
}

static void
problem_cb (CrmLineRow *self)
{
  CrmLineCell *cells[N_CELLS];
  const char *problem = NULL;

  get_cells (self, cells);
  for (int i = 0; i < N_CELLS && problem == NULL; i++)
    problem = crm_line_cell_get_problem (cells[i]);
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
name_typed_cb (CrmLineRow *self)
{
  g_signal_emit (self, signals[NAME_TYPED], 0);
}

static void
name_left_cb (CrmLineRow *self)
{
  g_signal_emit (self, signals[NAME_LEFT], 0);
}

/* --- VAT */

static void
vat_picked_cb (CrmLineRow *self, const CrmValue *value)
{
  int index;

  get_vat_field (&index);
  if (self->form != NULL)
    crm_record_form_write (self->form, index, value, _ ("This could not be saved"));
}

static void
create_vat_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  CrmLineRow *self = user_data;
  int index;
  GtkWidget *chooser;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  chooser = crm_chooser_new (self->workspace, get_vat_field (&index));
  g_signal_connect_object (chooser, "picked", G_CALLBACK (vat_picked_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, chooser);
}

/* --- Moving and deleting */

static void
remove_cb (CrmLineRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static GdkContentProvider *
drag_prepare_cb (CrmLineRow *self, double x, double y, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) picture = NULL;

  if (self->form == NULL || !self->editable)
    return NULL;
  picture = gtk_widget_paintable_new (GTK_WIDGET (self));
  gtk_drag_source_set_icon (source, picture, (int) x, (int) y);
  return gdk_content_provider_new_typed (CRM_TYPE_RECORD, crm_record_form_get_record (self->form));
}

static gboolean
drop_cb (CrmLineRow *self, const GValue *value, double x, double y)
{
  CrmRecord *line = g_value_get_object (value);

  if (line == NULL || self->form == NULL || !self->editable)
    return FALSE;
  g_signal_emit (self, signals[DROPPED], 0, line);
  return TRUE;
}

static void
crm_line_row_dispose (GObject *object)
{
  CrmLineRow *self = CRM_LINE_ROW (object);

  if (self->name != NULL)
    crm_line_row_set_line (self, NULL, 0);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_LINE_ROW);

  G_OBJECT_CLASS (crm_line_row_parent_class)->dispose (object);
}

static void
crm_line_row_class_init (CrmLineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_line_row_dispose;
  g_type_ensure (CRM_TYPE_LINE_CELL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/voronka_crm/Voronka/ui/crm-line-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmLineRow, box);
  gtk_widget_class_bind_template_child (widget_class, CrmLineRow, number);
  gtk_widget_class_bind_template_child (widget_class, CrmLineRow, name);
  gtk_widget_class_bind_template_child (widget_class, CrmLineRow, quantity);
  gtk_widget_class_bind_template_child (widget_class, CrmLineRow, unit);
  gtk_widget_class_bind_template_child (widget_class, CrmLineRow, price);
  gtk_widget_class_bind_template_child (widget_class, CrmLineRow, discount);
  gtk_widget_class_bind_template_child (widget_class, CrmLineRow, halves);
  gtk_widget_class_bind_template_child (widget_class, CrmLineRow, vat);
  gtk_widget_class_bind_template_child (widget_class, CrmLineRow, vat_text);
  gtk_widget_class_bind_template_child (widget_class, CrmLineRow, sum);
  gtk_widget_class_bind_template_child (widget_class, CrmLineRow, remove);
  gtk_widget_class_bind_template_child (widget_class, CrmLineRow, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmLineRow, drop);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_prepare_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_cb);

  /**
   * CrmLineRow::remove:
   *
   * The person wants the line away.
   */
  signals[REMOVE] =
      g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CrmLineRow::dropped:
   * @self: the row
   * @line: the line that was dropped on it
   */
  signals[DROPPED] = g_signal_new ("dropped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, CRM_TYPE_RECORD);
  /**
   * CrmLineRow::name-typed:
   *
   * The person typed a letter of the name.
   */
  signals[NAME_TYPED] =
      g_signal_new ("name-typed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CrmLineRow::name-left:
   *
   * The focus left the name.
   */
  signals[NAME_LEFT] =
      g_signal_new ("name-left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_line_row_init (CrmLineRow *self)
{
  CrmLineCell *cells[N_CELLS];
  GType type = CRM_TYPE_RECORD;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->editable = TRUE;
  get_cells (self, cells);
  for (int i = 0; i < N_CELLS; i++)
    g_signal_connect_object (cells[i], "problem", G_CALLBACK (problem_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->name, "typed", G_CALLBACK (name_typed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->name, "left", G_CALLBACK (name_left_cb), self, G_CONNECT_SWAPPED);
  gtk_drop_target_set_gtypes (self->drop, &type, 1);
  gtk_menu_button_set_create_popup_func (self->vat, create_vat_popover_cb, self, NULL);
}

GtkWidget *
crm_line_row_new (CrmWorkspace *workspace)
{
  CrmLineRow *self = g_object_new (CRM_TYPE_LINE_ROW, NULL);

  self->workspace = g_object_ref (workspace);
  return GTK_WIDGET (self);
}

/**
 * crm_line_row_set_line:
 * @self: a row
 * @line: (nullable): what it shows; what is typed into it for the one before is written
 * @position: of the line, from 0
 */
void
crm_line_row_set_line (CrmLineRow *self, CrmRecord *line, guint position)
{
  CrmLineCell *cells[N_CELLS];

  self->position = position;
  if (self->form != NULL && line == crm_record_form_get_record (self->form)) {
    show_names (self);
    return;
  }
  if (self->form != NULL)
    g_clear_signal_handler (&self->refreshed_id, self->form);
  g_clear_object (&self->form);
  if (line != NULL) {
    self->form = crm_record_form_new (self->workspace, line);
    self->refreshed_id =
        g_signal_connect_swapped (self->form, "refreshed", G_CALLBACK (show_line), self);
  }
  get_cells (self, cells);
  for (int i = 0; i < N_CELLS; i++)
    crm_line_cell_set_form (cells[i], self->form);
  if (line == NULL)
    return;
  show_names (self);
  show_line (self);
  problem_cb (self);
}

void
crm_line_row_set_editable (CrmLineRow *self, gboolean editable)
{
  CrmLineCell *cells[N_CELLS];

  self->editable = editable;
  get_cells (self, cells);
  for (int i = 0; i < N_CELLS; i++)
    crm_line_cell_set_editable (cells[i], editable);
  gtk_widget_set_can_target (GTK_WIDGET (self->vat), editable);
  gtk_widget_set_can_focus (GTK_WIDGET (self->vat), editable);
  gtk_widget_set_visible (self->remove, editable);
}

/**
 * crm_line_row_set_narrow:
 * @self: a row
 * @narrow: whether the cells stand in two rows
 */
void
crm_line_row_set_narrow (CrmLineRow *self, gboolean narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->halves),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->halves, narrow ? 0 : 6);
}

CrmRecord *
crm_line_row_get_line (CrmLineRow *self)
{
  return self->form != NULL ? crm_record_form_get_record (self->form) : NULL;
}

guint
crm_line_row_get_position (CrmLineRow *self)
{
  return self->position;
}

CrmLineCell *
crm_line_row_get_cell (CrmLineRow *self, const char *field)
{
  CrmLineCell *cells[N_CELLS];

  get_cells (self, cells);
  for (int i = 0; i < N_CELLS; i++)
    if (g_strcmp0 (field, crm_line_cell_get_field (cells[i])) == 0)
      return cells[i];
  return NULL;
}

void
crm_line_row_focus (CrmLineRow *self, const char *field)
{
  CrmLineCell *cell = field != NULL ? crm_line_row_get_cell (self, field) : self->name;

  if (cell != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (cell));
}

gboolean
crm_line_row_commit (CrmLineRow *self)
{
  CrmLineCell *cells[N_CELLS];
  gboolean done = TRUE;

  get_cells (self, cells);
  for (int i = 0; i < N_CELLS; i++)
    done = crm_line_cell_commit (cells[i]) && done;
  return done;
}
