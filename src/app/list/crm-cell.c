/* One field of one record in a list. */
#include "config.h"

#include "crm-cell.h"

#include <glib/gi18n.h>

#include "crm-cell-text.h"
#include "crm-clock.h"
#include "crm-colours.h"
#include "crm-pill.h"

typedef enum { FAMILY_TEXT, FAMILY_FIGURE, FAMILY_DATE, FAMILY_PILL, FAMILY_CHECK } Family;

struct _CrmCell {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* borrowed: the page that holds the list keeps it */
  const CrmEntity *entity;
  int field;
  Family family;
  GtkWidget *child;  /* owned: a GtkInscription, a pill or a GtkImage */
  CrmRecord *record; /* owned; NULL while unused */
  gulong changed;
};

G_DEFINE_FINAL_TYPE (CrmCell, crm_cell, GTK_TYPE_WIDGET)

/* How a kind is shown, and how many characters wide its column is at first. */
static const struct {
  Family family;
  int characters;
} kinds[CRM_N_KINDS] = {
  [CRM_KIND_TEXT] = { FAMILY_TEXT, 20 },      [CRM_KIND_NOTE] = { FAMILY_TEXT, 30 },
  [CRM_KIND_INTEGER] = { FAMILY_FIGURE, 9 },  [CRM_KIND_MONEY] = { FAMILY_FIGURE, 15 },
  [CRM_KIND_PRICE] = { FAMILY_FIGURE, 13 },   [CRM_KIND_QUANTITY] = { FAMILY_FIGURE, 9 },
  [CRM_KIND_PERCENT] = { FAMILY_FIGURE, 8 },  [CRM_KIND_DATE] = { FAMILY_DATE, 13 },
  [CRM_KIND_MOMENT] = { FAMILY_DATE, 16 },    [CRM_KIND_DURATION] = { FAMILY_FIGURE, 8 },
  [CRM_KIND_YES_NO] = { FAMILY_CHECK, 8 },    [CRM_KIND_CHOICE] = { FAMILY_TEXT, 16 },
  [CRM_KIND_REFERENCE] = { FAMILY_TEXT, 18 }, [CRM_KIND_EMAIL] = { FAMILY_TEXT, 22 },
  [CRM_KIND_PHONE] = { FAMILY_TEXT, 17 },     [CRM_KIND_LINK] = { FAMILY_TEXT, 22 },
  [CRM_KIND_FILE] = { FAMILY_TEXT, 18 },      [CRM_KIND_TAGS] = { FAMILY_TEXT, 20 },
  [CRM_KIND_SUBJECT] = { FAMILY_TEXT, 20 },
};
#define LEAST_CHARACTERS 5
#define TITLE_CHARACTERS 28

static const CrmField *
get_field (CrmCell *self)
{
  return &self->entity->fields[self->field];
}

static void
show_pill (CrmCell *self, const char *text)
{
  const CrmValue *value = crm_record_get_value (self->record, self->field);

  /* Hidden without giving up its height: all rows are as tall as one another. */
  gtk_widget_set_child_visible (self->child, text[0] != '\0');
  crm_pill_set (self->child, text, crm_colour_find (self->workspace, get_field (self), value));
}

static void
show_record (CrmCell *self)
{
  g_autofree char *text = crm_cell_dup_shown (self);
  gboolean is_yes;

  switch (self->family) {
  case FAMILY_TEXT:
  case FAMILY_FIGURE:
    gtk_inscription_set_text (GTK_INSCRIPTION (self->child), text);
    break;
  case FAMILY_DATE:
    gtk_inscription_set_text (GTK_INSCRIPTION (self->child), text);
    if (self->record != NULL && crm_record_is_overdue (self->record, self->field, crm_clock_now ()))
      gtk_widget_add_css_class (self->child, "error");
    else
      gtk_widget_remove_css_class (self->child, "error");
    break;
  case FAMILY_PILL:
    if (self->record != NULL)
      show_pill (self, text);
    break;
  case FAMILY_CHECK:
    is_yes = self->record != NULL &&
             crm_record_get_value (self->record, self->field)->type == CRM_VALUE_INTEGER &&
             crm_record_get_value (self->record, self->field)->integer != 0;
    gtk_widget_set_child_visible (self->child, is_yes);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    text, -1);
    break;
  }
}

static GtkWidget *
create_child (Family family)
{
  switch (family) {
  case FAMILY_TEXT:
  case FAMILY_DATE:
    return g_object_new (GTK_TYPE_INSCRIPTION, "text-overflow",
                         GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, NULL);
  case FAMILY_FIGURE:
    return g_object_new (GTK_TYPE_INSCRIPTION, "text-overflow",
                         GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, "xalign", 1.0, "css-classes",
                         (const char *const[]) { "numeric", NULL }, NULL);
  case FAMILY_PILL:
    return crm_pill_new ();
  case FAMILY_CHECK:
    return g_object_new (GTK_TYPE_IMAGE, "icon-name", "object-select-symbolic", "halign",
                         GTK_ALIGN_CENTER, NULL);
  }
  g_assert_not_reached ();
}

static int
measure_characters (CrmCell *self, int characters)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics));

  pango_font_metrics_unref (metrics);
  return width * characters;
}

static void
crm_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                  int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmCell *self = CRM_CELL (widget);
  const CrmField *field = get_field (self);

  if (orientation == GTK_ORIENTATION_VERTICAL) {
    gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
    return;
  }
  *minimum = measure_characters (self, LEAST_CHARACTERS);
  *natural = measure_characters (
      self, field->flags & CRM_FIELD_TITLE ? TITLE_CHARACTERS : kinds[field->kind].characters);
}

static void
crm_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmCell *self = CRM_CELL (widget);
  int least;

  /* What is narrower than its least size may be cut: the column says how wide it is. */
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_allocate (self->child, MAX (width, least), height, baseline, NULL);
}

static gboolean
crm_cell_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  CrmCell *self = CRM_CELL (widget);
  g_autofree char *text = NULL;

  if (self->record == NULL || self->family == FAMILY_CHECK)
    return FALSE;
  text =
      crm_cell_dup_exact (self->record, self->field, crm_workspace_get_currency (self->workspace));
  if (text == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
crm_cell_dispose (GObject *object)
{
  CrmCell *self = CRM_CELL (object);

  if (self->record != NULL)
    g_clear_signal_handler (&self->changed, self->record);
  g_clear_object (&self->record);
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (crm_cell_parent_class)->dispose (object);
}

static void
crm_cell_class_init (CrmCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_cell_dispose;
  widget_class->measure = crm_cell_measure;
  widget_class->size_allocate = crm_cell_size_allocate;
  widget_class->query_tooltip = crm_cell_query_tooltip;
}

static void
crm_cell_init (CrmCell *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * crm_cell_new:
 * @workspace: the workspace; must outlive the cell
 * @entity: of the records
 * @field: index of the field
 *
 * Returns: (transfer floating): a cell that shows nothing yet
 */
GtkWidget *
crm_cell_new (CrmWorkspace *workspace, const CrmEntity *entity, int field)
{
  CrmCell *self = g_object_new (CRM_TYPE_CELL, NULL);
  const CrmField *description = &entity->fields[field];

  self->workspace = workspace;
  self->entity = entity;
  self->field = field;
  self->family =
      crm_field_is_coloured (description) ? FAMILY_PILL : kinds[description->kind].family;
  self->child = create_child (self->family);
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * crm_cell_set_record:
 * @self: a cell
 * @record: (nullable): what to show; its later values too
 */
void
crm_cell_set_record (CrmCell *self, CrmRecord *record)
{
  g_return_if_fail (CRM_IS_CELL (self));
  if (self->record == record)
    return;
  if (self->record != NULL)
    g_clear_signal_handler (&self->changed, self->record);
  g_set_object (&self->record, record);
  if (record == NULL)
    return;
  self->changed = g_signal_connect_swapped (record, "changed", G_CALLBACK (show_record), self);
  show_record (self);
}

CrmRecord *
crm_cell_get_record (CrmCell *self)
{
  g_return_val_if_fail (CRM_IS_CELL (self), NULL);
  return self->record;
}

/**
 * crm_cell_dup_shown:
 * @self: a cell
 *
 * Returns: (transfer full): the text it shows; "" without a record
 */
char *
crm_cell_dup_shown (CrmCell *self)
{
  g_return_val_if_fail (CRM_IS_CELL (self), NULL);
  if (self->record == NULL)
    return g_strdup ("");
  return crm_cell_dup_text (self->record, self->field, crm_workspace_get_currency (self->workspace),
                            crm_clock_now ());
}

gboolean
crm_cell_is_figure (const CrmField *field)
{
  return kinds[field->kind].family == FAMILY_FIGURE;
}
