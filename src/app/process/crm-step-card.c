/* A step of a process as a card. */
#include "config.h"

#include "crm-step-card.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define CARD_WIDTH 210
#define LONGEST_NAME 28

struct _CrmStepCard {
  GtkWidget parent_instance;

  GtkWidget *box;
  gint64 step;
  GtkWidget *head;  /* borrowed */
  GPtrArray *rows;  /* owned; of borrowed buttons, one an outcome */
  GPtrArray *marks; /* owned; of borrowed images in the outcomes' colours */
  GArray *ids;      /* owned; of gint64: the outcomes */
};

G_DEFINE_FINAL_TYPE (CrmStepCard, crm_step_card, GTK_TYPE_WIDGET)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
crm_step_card_dispose (GObject *object)
{
  g_clear_pointer (&CRM_STEP_CARD (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (crm_step_card_parent_class)->dispose (object);
}

static void
crm_step_card_finalize (GObject *object)
{
  CrmStepCard *self = CRM_STEP_CARD (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->marks);
  g_array_unref (self->ids);

  G_OBJECT_CLASS (crm_step_card_parent_class)->finalize (object);
}

static void
crm_step_card_class_init (CrmStepCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_step_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_step_card_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "stepcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[CHOSEN] = g_signal_new ("chosen", CRM_TYPE_STEP_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
}

static void
crm_step_card_init (CrmStepCard *self)
{
  self->rows = g_ptr_array_new ();
  self->marks = g_ptr_array_new ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_set_size_request (self->box, CARD_WIDTH, -1);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
head_cb (CrmStepCard *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, "task_type", self->step);
}

static void
row_cb (CrmStepCard *self, GtkWidget *row)
{
  guint i;

  if (g_ptr_array_find (self->rows, row, &i))
    g_signal_emit (self, signals[CHOSEN], 0, "outcome", g_array_index (self->ids, gint64, i));
}

static const char *
find_kind_icon (CrmRecord *record)
{
  static const struct {
    const char *kind;
    const char *icon;
  } icons[] = {
    { "call", "call-start-symbolic" },
    { "meeting", "system-users-symbolic" },
    { "letter", "mail-unread-symbolic" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_strcmp0 (crm_record_get_text (record, "kind"), icons[i].kind) == 0)
      return icons[i].icon;
  return "checkbox-checked-symbolic";
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LONGEST_NAME);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static void
add_count (GtkWidget *box, gint64 n, const char *css_class)
{
  g_autofree char *text = g_strdup_printf ("%" PRId64, n);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
make_button (CrmStepCard *self, GtkWidget *content, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (self->box), button);
  return button;
}

static void
add_head (CrmStepCard *self, const CrmGraphStep *step, gboolean with_counts)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = make_label (crm_record_get_title (step->record));
  g_autoptr (GString) name = g_string_new (crm_record_get_title (step->record));

  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (find_kind_icon (step->record)));
  gtk_box_append (GTK_BOX (box), label);
  if (crm_record_get_integer (step->record, "first") != 0) {
    GtkWidget *start = gtk_image_new_from_icon_name ("media-playback-start-symbolic");
    gtk_widget_set_tooltip_text (start, _ ("Starts the process"));
    gtk_box_append (GTK_BOX (box), start);
    g_string_append_printf (name, ". %s", _ ("Starts the process"));
  }
  if (!step->reached) {
    GtkWidget *warning = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
    gtk_widget_add_css_class (warning, "warning");
    gtk_widget_set_tooltip_text (warning, _ ("Nothing leads here"));
    gtk_box_append (GTK_BOX (box), warning);
    g_string_append_printf (name, ". %s", _ ("Nothing leads here"));
  }
  if (with_counts && step->n_open > 0) {
    g_autofree char *open = g_strdup_printf (
        ngettext ("%d open task", "%d open tasks", (gulong) step->n_open), (int) step->n_open);
    add_count (box, step->n_open, "count");
    g_string_append_printf (name, ". %s", open);
  }
  self->head = make_button (self, box, name->str, G_CALLBACK (head_cb));
  gtk_widget_add_css_class (self->head, "head");
}

static const char *
find_end (CrmRecord *outcome, const char **said)
{
  const char *ends = crm_record_get_text (outcome, "ends");

  *said = NULL;
  if (g_strcmp0 (ends, "success") == 0) {
    *said = _ ("The process ends well");
    return "emblem-ok-symbolic";
  }
  if (g_strcmp0 (ends, "failure") == 0) {
    *said = _ ("The process ends badly");
    return "process-stop-symbolic";
  }
  if (g_strcmp0 (ends, "branch") == 0) {
    *said = _ ("This branch ends");
    return "media-playback-stop-symbolic";
  }
  return NULL;
}

static void
add_outcome (CrmStepCard *self, const CrmGraphOutcome *outcome, gboolean with_counts)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *mark = gtk_image_new_from_icon_name ("media-record-symbolic");
  const char *colour = crm_record_get_text (outcome->record, "colour");
  const char *said;
  const char *icon = find_end (outcome->record, &said);
  gint64 id = crm_record_get_id (outcome->record);
  g_autoptr (GString) name = g_string_new (crm_record_get_title (outcome->record));
  GtkWidget *row;

  gtk_image_set_pixel_size (GTK_IMAGE (mark), 10);
  gtk_widget_add_css_class (mark, colour != NULL ? colour : "accent");
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), make_label (crm_record_get_title (outcome->record)));
  if (icon != NULL) {
    GtkWidget *image = gtk_image_new_from_icon_name (icon);
    gtk_widget_add_css_class (image, "dim-label");
    gtk_widget_set_tooltip_text (image, said);
    gtk_box_append (GTK_BOX (box), image);
    g_string_append_printf (name, ". %s", said);
  }
  if (with_counts && outcome->n_chosen > 0) {
    g_autofree char *chosen = g_strdup_printf (
        ngettext ("%d time", "%d times", (gulong) outcome->n_chosen), (int) outcome->n_chosen);
    add_count (box, outcome->n_chosen, "dim-label");
    g_string_append_printf (name, ". %s", chosen);
  }
  row = make_button (self, box, name->str, G_CALLBACK (row_cb));
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->marks, mark);
  g_array_append_val (self->ids, id);
}

/**
 * crm_step_card_new:
 * @graph: a process
 * @step: which one of its steps
 * @with_counts: whether the numbers of tasks are shown
 *
 * Returns: (transfer floating): its card
 */
GtkWidget *
crm_step_card_new (CrmProcessGraph *graph, guint step, gboolean with_counts)
{
  CrmStepCard *self = g_object_new (CRM_TYPE_STEP_CARD, NULL);
  const CrmGraphStep *shown = &g_array_index (graph->steps, CrmGraphStep, step);

  self->step = crm_record_get_id (shown->record);
  add_head (self, shown, with_counts);
  for (guint i = 0; i < graph->outcomes->len; i++)
    if (g_array_index (graph->outcomes, CrmGraphOutcome, i).step == step)
      add_outcome (self, &g_array_index (graph->outcomes, CrmGraphOutcome, i), with_counts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  crm_record_get_title (shown->record), -1);
  return GTK_WIDGET (self);
}

GtkWidget *
crm_step_card_get_head (CrmStepCard *self)
{
  return self->head;
}

static guint
find_outcome (CrmStepCard *self, gint64 outcome)
{
  guint i = 0;

  while (i < self->ids->len && g_array_index (self->ids, gint64, i) != outcome)
    i++;
  g_assert (i < self->ids->len);
  return i;
}

GtkWidget *
crm_step_card_get_outcome_row (CrmStepCard *self, gint64 outcome)
{
  return self->rows->pdata[find_outcome (self, outcome)];
}

void
crm_step_card_get_outcome_colour (CrmStepCard *self, gint64 outcome, GdkRGBA *colour)
{
  gtk_widget_get_color (self->marks->pdata[find_outcome (self, outcome)], colour);
}

static void
set_chosen (GtkWidget *button, gboolean chosen)
{
  if (chosen)
    gtk_widget_add_css_class (button, "chosen");
  else
    gtk_widget_remove_css_class (button, "chosen");
}

/**
 * crm_step_card_mark:
 * @self: a card
 * @entity: (nullable): "task_type" or "outcome"
 * @id: of what is looked at
 */
void
crm_step_card_mark (CrmStepCard *self, const char *entity, gint64 id)
{
  set_chosen (self->head, g_strcmp0 (entity, "task_type") == 0 && id == self->step);
  for (guint i = 0; i < self->rows->len; i++)
    set_chosen (self->rows->pdata[i],
                g_strcmp0 (entity, "outcome") == 0 && id == g_array_index (self->ids, gint64, i));
}
