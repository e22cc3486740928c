/* A funnel as widgets. */
#include "config.h"

#include "crm-funnel-view.h"

#include <glib/gi18n.h>

#include "crm-date.h"
#include "crm-funnel-band.h"
#include "crm-money-text.h"

#define DAY 86400
#define HOUR 3600

typedef struct {
  CrmFunnelOpen open;
  gpointer owner; /* borrowed: it holds the widgets */
  gint64 stage;
  CrmFunnelPart part;
} Target;

const char *
crm_funnel_part_get_label (CrmFunnelPart part)
{
  switch (part) {
  case CRM_FUNNEL_ENTERED:
    return C_ ("funnel", "Came");
  case CRM_FUNNEL_MOVED_ON:
    return C_ ("funnel", "Moved on");
  case CRM_FUNNEL_STILL:
    return C_ ("funnel", "Still there");
  case CRM_FUNNEL_BACK:
    return C_ ("funnel", "Went back");
  case CRM_FUNNEL_LOST:
    return C_ ("funnel", "Lost there");
  case CRM_FUNNEL_N_PARTS:
    break;
  }
  g_return_val_if_reached ("");
}

static gboolean
is_outcome (const CrmFunnelStep *step, const char *outcome)
{
  return g_strcmp0 (crm_record_get_text (step->stage, "outcome"), outcome) == 0;
}

static char *
dup_number (gint64 number)
{
  return crm_decimal_format (number, 0, 0, crm_number_style_local ());
}

/* "71 %", of all that came. */
static char *
dup_percent (gint64 part, gint64 whole)
{
  g_autofree char *number = dup_number (whole > 0 ? (part * 100 + whole / 2) / whole : 0);
  /* Translators: a share: "71 %" */
  return g_strdup_printf (_ ("%s %%"), number);
}

char *
crm_funnel_dup_time (gint64 seconds)
{
  gulong n;

  if (seconds < 0)
    return g_strdup ("—");
  if (seconds < 2 * DAY) {
    n = (gulong) ((seconds + HOUR / 2) / HOUR);
    return g_strdup_printf (ngettext ("%lu hour", "%lu hours", n), n);
  }
  n = (gulong) ((seconds + DAY / 2) / DAY);
  return g_strdup_printf (ngettext ("%lu day", "%lu days", n), n);
}

/* --- How wide a level is */

/* By value: in the company's own currency, by today's rates. Amounts without a rate are left out;
 * the text beside the level names them. */
static gint64
get_measure (CrmWorkspace *workspace, const CrmFunnelStep *step, gboolean by_value)
{
  gint64 sum = 0;
  gboolean converted;

  if (!by_value)
    return step->counts[CRM_FUNNEL_ENTERED];
  if (!crm_currency_sum (crm_workspace_get_reader (workspace), step->amounts,
                         crm_workspace_get_today (workspace), &sum, &converted, NULL))
    return 0;
  return sum;
}

/* --- One level */

static void
clicked_cb (GtkWidget *button, gpointer data)
{
  Target *target = g_object_get_data (G_OBJECT (button), "target");
  target->open (target->owner, target->stage, target->part);
}

static void
set_target (GtkWidget *button, const Target *target, CrmFunnelPart part)
{
  Target *copy = g_memdup2 (target, sizeof *target);

  copy->part = part;
  g_object_set_data_full (G_OBJECT (button), "target", copy, g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), NULL);
}

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, class);
  if (box != NULL)
    gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
make_heading (CrmWorkspace *workspace, const CrmFunnelStep *step)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *count = dup_number (step->counts[CRM_FUNNEL_ENTERED]);
  g_autofree char *sum = crm_money_text_new (workspace, step->amounts, " · ", NULL);
  GtkWidget *label = add_label (box, crm_record_get_title (step->stage), "heading");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  label = add_label (box, sum, "dimmed");
  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_ellipsize (GTK_LABEL (add_label (box, count, "numeric")), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  return box;
}

static char *
dup_part_text (const CrmFunnelStep *step, CrmFunnelPart part)
{
  g_autofree char *count = dup_number (step->counts[part]);
  g_autofree char *percent = dup_percent (step->counts[part], step->counts[CRM_FUNNEL_ENTERED]);

  /* Translators: part of a funnel: "Lost there: 5 (12 %)" */
  return g_strdup_printf (_ ("%s: %s (%s)"), crm_funnel_part_get_label (part), count, percent);
}

static GtkWidget *
make_parts (const CrmFunnelStep *step, const Target *target)
{
  GtkWidget *box = adw_wrap_box_new ();
  g_autofree char *time = crm_funnel_dup_time (step->median);
  /* Translators: %s is a time: "6 days" */
  g_autofree char *median = g_strdup_printf (_ ("Median: %s"), time);
  static const char *const classes[] = { NULL, "success", "accent", "warning", "error" };

  adw_wrap_box_set_align (ADW_WRAP_BOX (box), 0.5f);
  for (int i = CRM_FUNNEL_MOVED_ON; i < CRM_FUNNEL_N_PARTS; i++) {
    g_autofree char *text = NULL;
    GtkWidget *button;
    if (step->counts[i] == 0)
      continue;
    text = dup_part_text (step, (CrmFunnelPart) i);
    button = gtk_button_new_with_label (text);
    gtk_widget_add_css_class (button, "flat");
    gtk_widget_add_css_class (button, "caption");
    gtk_widget_add_css_class (button, classes[i]);
    set_target (button, target, (CrmFunnelPart) i);
    adw_wrap_box_append (ADW_WRAP_BOX (box), button);
  }
  if (step->median >= 0) {
    GtkWidget *label = add_label (NULL, median, "caption");
    gtk_widget_add_css_class (label, "dimmed");
    gtk_widget_set_margin_start (label, 12);
    gtk_widget_set_tooltip_text (label, _ ("Half of those that left were there so long or less"));
    adw_wrap_box_append (ADW_WRAP_BOX (box), label);
  }
  return box;
}

static GtkWidget *
make_level (CrmWorkspace *workspace, const CrmFunnelStep *step, const Target *target, double width,
            double next)
{
  GtkWidget *level = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = gtk_button_new ();
  gboolean won = is_outcome (step, "won");
  g_autoptr (GString) name = g_string_new (crm_record_get_title (step->stage));
  gint64 counts[CRM_FUNNEL_N_PARTS];

  for (int i = 0; i < CRM_FUNNEL_N_PARTS; i++)
    counts[i] = step->counts[i];
  /* What is won has arrived, it does not wait there. */
  if (won) {
    counts[CRM_FUNNEL_MOVED_ON] += counts[CRM_FUNNEL_STILL];
    counts[CRM_FUNNEL_STILL] = 0;
  }
  for (int i = CRM_FUNNEL_ENTERED; i < CRM_FUNNEL_N_PARTS; i++)
    if (i == CRM_FUNNEL_ENTERED || (step->counts[i] > 0 && !won)) {
      g_autofree char *text = dup_part_text (step, (CrmFunnelPart) i);
      g_string_append_printf (name, ", %s", text);
    }
  gtk_button_set_child (GTK_BUTTON (button), crm_funnel_band_new (counts, width, next));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "funnel-level");
  gtk_widget_set_tooltip_text (button, _ ("Show these deals"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  -1);
  set_target (button, target, CRM_FUNNEL_ENTERED);
  gtk_box_append (GTK_BOX (level), make_heading (workspace, step));
  gtk_box_append (GTK_BOX (level), button);
  if (!won)
    gtk_box_append (GTK_BOX (level), make_parts (step, target));
  return level;
}

/* --- The whole */

/* "Of 120 deals that came 18 were won (15 %)" */
static GtkWidget *
make_summary (GPtrArray *steps)
{
  gint64 came = 0, won = 0;
  g_autofree char *all = NULL;
  g_autofree char *part = NULL;
  g_autofree char *percent = NULL;
  g_autofree char *text = NULL;
  GtkWidget *label;

  for (guint i = 0; i < steps->len; i++) {
    const CrmFunnelStep *step = steps->pdata[i];
    if (is_outcome (step, "won"))
      won += step->counts[CRM_FUNNEL_ENTERED];
    else if (!is_outcome (step, "lost"))
      came = MAX (came, step->counts[CRM_FUNNEL_ENTERED]);
  }
  all = dup_number (came);
  part = dup_number (won);
  percent = dup_percent (won, came);
  /* Translators: numbers of deals: came to the fullest stage, won, and the share of these */
  text = g_strdup_printf (_ ("Came: %s. Won: %s (%s)."), all, part, percent);
  label = add_label (NULL, text, "title-4");
  gtk_widget_set_margin_bottom (label, 12);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  return label;
}

/* Lost deals are shown where they were lost. */
static GPtrArray *
dup_shown (GPtrArray *steps)
{
  GPtrArray *shown = g_ptr_array_new ();

  for (guint i = 0; i < steps->len; i++)
    if (!is_outcome (steps->pdata[i], "lost"))
      g_ptr_array_add (shown, steps->pdata[i]);
  return shown;
}

/**
 * crm_funnel_view_new:
 * @workspace: whose currency sums are said in
 * @steps: (element-type CrmFunnelStep): the funnel
 * @by_value: whether a level is as wide as its deals are worth, else as they are many
 * @open: called for the deals behind a part
 * @owner: for @open; outlives the widget
 *
 * Returns: (transfer floating): the drawing
 */
GtkWidget *
crm_funnel_view_new (CrmWorkspace *workspace, GPtrArray *steps, gboolean by_value,
                     CrmFunnelOpen open, gpointer owner)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autoptr (GPtrArray) shown = dup_shown (steps);
  g_autofree gint64 *measures = g_new0 (gint64, shown->len + 1);
  gint64 most = 1;

  for (guint i = 0; i < shown->len; i++) {
    measures[i] = MAX (get_measure (workspace, shown->pdata[i], by_value), 0);
    most = MAX (most, measures[i]);
  }
  gtk_box_append (GTK_BOX (box), make_summary (steps));
  for (guint i = 0; i < shown->len; i++) {
    const CrmFunnelStep *step = shown->pdata[i];
    Target target = { open, owner, crm_record_get_id (step->stage), CRM_FUNNEL_ENTERED };
    gtk_box_append (
        GTK_BOX (box),
        make_level (workspace, step, &target, (double) measures[i] / (double) most,
                    i + 1 < shown->len ? (double) measures[i + 1] / (double) most : -1));
  }
  return box;
}

static void
attach (GtkGrid *grid, const char *text, int column, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_add_css_class (label, row == 0 ? "heading" : column > 0 ? "numeric" : "body");
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

/**
 * crm_funnel_table_new:
 * @workspace: whose currency sums are said in
 * @steps: (element-type CrmFunnelStep): the funnel
 *
 * Returns: (transfer floating): the same in figures
 */
GtkWidget *
crm_funnel_table_new (CrmWorkspace *workspace, GPtrArray *steps)
{
  GtkWidget *grid = gtk_grid_new ();
  g_autoptr (GPtrArray) shown = dup_shown (steps);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 12);
  attach (GTK_GRID (grid), _ ("Stage"), 0, 0);
  for (int part = 0; part < CRM_FUNNEL_N_PARTS; part++)
    attach (GTK_GRID (grid), crm_funnel_part_get_label ((CrmFunnelPart) part), part + 1, 0);
  attach (GTK_GRID (grid), C_ ("funnel", "Conversion"), CRM_FUNNEL_N_PARTS + 1, 0);
  attach (GTK_GRID (grid), C_ ("funnel", "Median time"), CRM_FUNNEL_N_PARTS + 2, 0);
  attach (GTK_GRID (grid), C_ ("funnel", "Value"), CRM_FUNNEL_N_PARTS + 3, 0);
  for (guint i = 0; i < shown->len; i++) {
    const CrmFunnelStep *step = shown->pdata[i];
    g_autofree char *percent =
        dup_percent (step->counts[CRM_FUNNEL_MOVED_ON], step->counts[CRM_FUNNEL_ENTERED]);
    g_autofree char *time = crm_funnel_dup_time (step->median);
    g_autofree char *sum = crm_money_text_new (workspace, step->amounts, " · ", NULL);
    int row = (int) i + 1;
    attach (GTK_GRID (grid), crm_record_get_title (step->stage), 0, row);
    for (int part = 0; part < CRM_FUNNEL_N_PARTS; part++) {
      g_autofree char *number = dup_number (step->counts[part]);
      attach (GTK_GRID (grid), number, part + 1, row);
    }
    attach (GTK_GRID (grid), percent, CRM_FUNNEL_N_PARTS + 1, row);
    attach (GTK_GRID (grid), time, CRM_FUNNEL_N_PARTS + 2, row);
    attach (GTK_GRID (grid), sum, CRM_FUNNEL_N_PARTS + 3, row);
  }
  return grid;
}
