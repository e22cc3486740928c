/* One field of one record in a list. */
#include "config.h"

#include "crm-cell.h"

#include "crm-cell-text.h"
#include "crm-colours.h"
#include "crm-line.h"
#include "crm-pill.h"
#include "crm-steady-bin.h"

typedef enum { FAMILY_TEXT, FAMILY_FIGURE, FAMILY_DATE, FAMILY_PILL, FAMILY_CHECK } Family;

/* What a cell knows beyond its widget; goes with it. */
typedef struct {
  CrmWorkspace *workspace; /* borrowed: the page that holds the list keeps it */
  const CrmEntity *entity;
  int field;
  Family family;
  GtkWidget *content; /* borrowed: a CrmLine, which is the cell, or what is in the bin */
  CrmRecord *record;  /* owned; NULL while unused */
  gulong changed;
} Cell;

#define CELL_KEY "crm-cell"

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
#define TITLE_CHARACTERS 30
#define NUMBER_CHARACTERS 12
/* Narrower columns would say too little: the list scrolls sideways instead. Part of a number, a
 * date or a phone says nothing at all. */
#define LEAST_OF(characters) ((characters) * 3 / 5)

static Cell *
get_cell (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), CELL_KEY);
}

static const CrmField *
get_field (Cell *cell)
{
  return &cell->entity->fields[cell->field];
}

static char *
dup_shown (Cell *cell)
{
  if (cell->record == NULL)
    return g_strdup ("");
  return crm_cell_dup_text (cell->record, cell->field, crm_workspace_get_currency (cell->workspace),
                            crm_workspace_get_now (cell->workspace));
}

/* The deadline itself, and the name of the record, by which one looks for it. */
static gboolean
is_overdue (Cell *cell)
{
  gint64 now = crm_workspace_get_now (cell->workspace);
  return get_field (cell)->flags & CRM_FIELD_TITLE
             ? crm_record_has_overdue (cell->record, now)
             : crm_record_is_overdue (cell->record, cell->field, now);
}

static void
show_overdue (Cell *cell)
{
  if (is_overdue (cell))
    gtk_widget_add_css_class (cell->content, "error");
  else
    gtk_widget_remove_css_class (cell->content, "error");
}

/* What is empty is hidden without giving up its height: all rows are as tall as one another. */
static void
show_record (Cell *cell)
{
  const CrmValue *value = crm_record_get_value (cell->record, cell->field);
  g_autofree char *text = dup_shown (cell);

  switch (cell->family) {
  case FAMILY_DATE:
  case FAMILY_TEXT:
    show_overdue (cell);
    G_GNUC_FALLTHROUGH;
  case FAMILY_FIGURE:
    crm_line_set_text (CRM_LINE (cell->content), text);
    return;
  case FAMILY_PILL:
    gtk_widget_set_child_visible (cell->content, text[0] != '\0');
    crm_pill_set (cell->content, text, crm_colour_find (cell->workspace, get_field (cell), value));
    return;
  case FAMILY_CHECK:
    gtk_widget_set_child_visible (cell->content,
                                  value->type == CRM_VALUE_INTEGER && value->integer != 0);
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell->content), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    text, -1);
    return;
  }
}

static gboolean
query_tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip,
                  Cell *cell)
{
  g_autofree char *text = NULL;

  if (cell->record == NULL || cell->family == FAMILY_CHECK)
    return FALSE;
  text =
      crm_cell_dup_exact (cell->record, cell->field, crm_workspace_get_currency (cell->workspace));
  if (text == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
forget_record (Cell *cell)
{
  if (cell->record != NULL)
    g_clear_signal_handler (&cell->changed, cell->record);
  g_clear_object (&cell->record);
}

static void
free_cell (gpointer data)
{
  forget_record (data);
  g_free (data);
}

static gboolean
is_said_whole (Cell *cell)
{
  return cell->family == FAMILY_FIGURE || cell->family == FAMILY_DATE ||
         get_field (cell)->kind == CRM_KIND_PHONE;
}

static GtkWidget *
create_line (int characters, gboolean is_figure, gboolean whole)
{
  GtkWidget *line = crm_line_new (whole ? characters : LEAST_OF (characters), characters);
  if (is_figure) {
    crm_line_set_figure (CRM_LINE (line));
    gtk_widget_add_css_class (line, "crm-figure");
  }
  return line;
}

/* The words of a choice are known: none is to be cut. */
static const char *
find_longest_label (const CrmField *field)
{
  const char *longest = "";
  for (const CrmChoice *choice = field->choices; choice->code != NULL; choice++) {
    const char *label = crm_choice_get_label (choice);
    if (g_utf8_strlen (label, -1) > g_utf8_strlen (longest, -1))
      longest = label;
  }
  return longest;
}

static int
count_characters (Cell *cell)
{
  const CrmField *field = get_field (cell);

  if (field->flags & CRM_FIELD_TITLE)
    return field->flags & CRM_FIELD_KEY ? NUMBER_CHARACTERS : TITLE_CHARACTERS;
  return kinds[field->kind].characters;
}

static GtkWidget *
create_widget (Cell *cell)
{
  int characters = count_characters (cell);

  switch (cell->family) {
  case FAMILY_TEXT:
  case FAMILY_DATE:
  case FAMILY_FIGURE:
    cell->content = create_line (characters, cell->family == FAMILY_FIGURE, is_said_whole (cell));
    return cell->content;
  case FAMILY_PILL:
    cell->content = crm_pill_new ();
    if (get_field (cell)->kind == CRM_KIND_CHOICE)
      return crm_steady_bin_new_for_text (cell->content, find_longest_label (get_field (cell)));
    break;
  case FAMILY_CHECK:
    cell->content = g_object_new (GTK_TYPE_IMAGE, "icon-name", "object-select-symbolic", "halign",
                                  GTK_ALIGN_CENTER, NULL);
    break;
  }
  return crm_steady_bin_new (cell->content, characters, characters);
}

GtkWidget *
crm_cell_new (CrmWorkspace *workspace, const CrmEntity *entity, int field)
{
  const CrmField *description = &entity->fields[field];
  Cell *cell = g_new0 (Cell, 1);
  GtkWidget *widget;

  cell->workspace = workspace;
  cell->entity = entity;
  cell->field = field;
  cell->family =
      crm_field_is_coloured (description) ? FAMILY_PILL : kinds[description->kind].family;
  widget = create_widget (cell);
  g_object_set_data_full (G_OBJECT (widget), CELL_KEY, cell, free_cell);
  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_tooltip_cb), cell);
  return widget;
}

gboolean
crm_is_cell (GtkWidget *widget)
{
  return get_cell (widget) != NULL;
}

/**
 * crm_cell_set_record:
 * @cell: a cell
 * @record: (nullable): what to show; its later values too
 */
void
crm_cell_set_record (GtkWidget *widget, CrmRecord *record)
{
  Cell *cell = get_cell (widget);

  g_return_if_fail (cell != NULL);
  if (cell->record == record)
    return;
  forget_record (cell);
  if (record == NULL)
    return;
  cell->record = g_object_ref (record);
  cell->changed = g_signal_connect_swapped (record, "changed", G_CALLBACK (show_record), cell);
  show_record (cell);
}

CrmRecord *
crm_cell_get_record (GtkWidget *widget)
{
  Cell *cell = get_cell (widget);
  return cell != NULL ? cell->record : NULL;
}

int
crm_cell_get_field (GtkWidget *widget)
{
  Cell *cell = get_cell (widget);
  g_return_val_if_fail (cell != NULL, -1);
  return cell->field;
}

/**
 * crm_cell_dup_shown:
 * @cell: a cell
 *
 * Returns: (transfer full): the text it shows; "" without a record
 */
char *
crm_cell_dup_shown (GtkWidget *widget)
{
  Cell *cell = get_cell (widget);
  g_return_val_if_fail (cell != NULL, NULL);
  return dup_shown (cell);
}

gboolean
crm_cell_expands (const CrmEntity *entity, const CrmField *field)
{
  /* Beside a number it is the second line that needs room. */
  CrmFieldFlags wanted =
      crm_entity_title_field (entity)->flags & CRM_FIELD_KEY ? CRM_FIELD_SUBTITLE : CRM_FIELD_TITLE;
  return (field->flags & wanted) != 0;
}

gboolean
crm_cell_is_figure (const CrmField *field)
{
  return kinds[field->kind].family == FAMILY_FIGURE;
}
