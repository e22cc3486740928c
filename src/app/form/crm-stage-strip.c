/* The stages of a deal's pipeline in a row. */
#include "config.h"

#include "crm-stage-strip.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-announcement.h"
#include "crm-loss.h"
#include "crm-relations.h"

/* A longer name is cut. */
#define MOST_LETTERS 20
/* More stages than anybody can tell apart. */
#define MOST_STAGES 30

struct _CrmStageStrip {
  GtkWidget parent_instance;

  CrmRecordForm *form; /* owned */
  const CrmField *field;
  gint64 shown;        /* the stage that is marked */
  GtkWidget *scroller; /* borrowed */
  GtkWidget *box;      /* borrowed */
  guint scrolling;     /* a source that brings the marked stage into view */
  GtkWidget *current;  /* borrowed: the marked stage's button */
};

G_DEFINE_FINAL_TYPE (CrmStageStrip, crm_stage_strip, GTK_TYPE_WIDGET)

/* Where it means that the deal is lost it is asked why. */
static void
clicked_cb (CrmStageStrip *self, GtkButton *button)
{
  gint64 stage = *(gint64 *) g_object_get_data (G_OBJECT (button), "stage");
  CrmValue value = { .type = CRM_VALUE_INTEGER, .integer = stage };
  int index = (int) (self->field - crm_record_form_get_entity (self->form)->fields);

  if (!crm_loss_ask (GTK_WIDGET (self), crm_record_form_get_workspace (self->form),
                     crm_record_form_get_record (self->form), self->field, &value))
    crm_record_form_write (self->form, index, &value, _ ("The stage could not be changed"));
}

static GtkWidget *
make_stage (CrmStageStrip *self, CrmRecord *stage)
{
  const char *colour = crm_record_get_text (stage, "colour");
  gint64 id = crm_record_get_id (stage);
  gboolean current = id == self->shown;
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (crm_record_get_title (stage));
  g_autofree char *name = NULL;

  if (g_utf8_strlen (crm_record_get_title (stage), -1) > MOST_LETTERS) {
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    gtk_label_set_width_chars (GTK_LABEL (label), MOST_LETTERS);
    gtk_label_set_max_width_chars (GTK_LABEL (label), MOST_LETTERS);
  }
  gtk_widget_add_css_class (button, "stage");
  if (current) {
    gtk_widget_add_css_class (button, "current");
    gtk_widget_add_css_class (button, colour != NULL ? colour : "accent");
    self->current = button;
    name = g_strdup_printf (_ ("%s: the present stage"), crm_record_get_title (stage));
  } else
    name = g_strdup_printf (_ ("Move to “%s”"), crm_record_get_title (stage));
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_button_set_child (GTK_BUTTON (button), label);
  g_object_set_data_full (G_OBJECT (button), "stage", g_memdup2 (&id, sizeof id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_sensitive (
      button,
      crm_record_form_can_edit (
          self->form, (int) (self->field - crm_record_form_get_entity (self->form)->fields)));
  return button;
}

/* The field by which stages belong together: their pipeline. */
static const CrmField *
find_owner (const CrmEntity *stages)
{
  for (int i = 0; i < stages->n_fields; i++)
    if (stages->fields[i].kind == CRM_KIND_REFERENCE &&
        (stages->fields[i].flags & CRM_FIELD_OWNER) != 0)
      return &stages->fields[i];
  return NULL;
}

static GPtrArray *
read_stages (CrmStageStrip *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (crm_record_form_get_workspace (self->form));
  const CrmEntity *stages = crm_field_get_target (self->field);
  const CrmField *owner = find_owner (stages);
  g_autoptr (CrmRecord) stage = crm_record_load (reader, stages, self->shown, NULL);
  g_autoptr (CrmQuery) all = crm_query_new (stages);
  g_autoptr (CrmQuery) of_owner = NULL;

  if (owner == NULL || stage == NULL)
    return crm_query_fetch_all (all, reader, MOST_STAGES, NULL);
  of_owner = crm_query_filter_integer (all, owner->name, CRM_OP_EQUAL,
                                       crm_record_get_integer (stage, owner->name));
  return crm_query_fetch_all (of_owner, reader, MOST_STAGES, NULL);
}

static gboolean
scroll_cb (gpointer data)
{
  CrmStageStrip *self = data;
  GtkWidget *viewport = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->scroller));

  self->scrolling = 0;
  if (self->current != NULL)
    gtk_viewport_scroll_to (GTK_VIEWPORT (viewport), self->current, NULL);
  return G_SOURCE_REMOVE;
}

/* Once it has its place: a viewport cannot scroll to what has none. */
static void
scroll_to_current (CrmStageStrip *self)
{
  if (self->scrolling == 0)
    self->scrolling = g_timeout_add (50, scroll_cb, self);
}

static void
show_stages (CrmStageStrip *self)
{
  g_autoptr (GPtrArray) stages = NULL;
  GtkWidget *child;

  self->shown = crm_record_get_integer (crm_record_form_get_record (self->form), self->field->name);
  self->current = NULL;
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  stages = read_stages (self);
  for (guint i = 0; stages != NULL && i < stages->len; i++)
    if (stages->pdata[i] != NULL)
      gtk_box_append (GTK_BOX (self->box), make_stage (self, stages->pdata[i]));
  scroll_to_current (self);
}

static void
refreshed_cb (CrmStageStrip *self)
{
  if (crm_record_get_integer (crm_record_form_get_record (self->form), self->field->name) !=
      self->shown)
    show_stages (self);
}

static void
store_changed_cb (CrmStageStrip *self, CrmAnnouncement *announcement)
{
  if (crm_announcement_touches (announcement, crm_field_get_target (self->field)))
    show_stages (self);
}

static void
crm_stage_strip_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (crm_stage_strip_parent_class)->map (widget);

  scroll_to_current (CRM_STAGE_STRIP (widget));
}

static void
crm_stage_strip_dispose (GObject *object)
{
  CrmStageStrip *self = CRM_STAGE_STRIP (object);

  g_clear_handle_id (&self->scrolling, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (crm_stage_strip_parent_class)->dispose (object);
}

static void
crm_stage_strip_class_init (CrmStageStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_stage_strip_dispose;
  widget_class->map = crm_stage_strip_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
crm_stage_strip_init (CrmStageStrip *self)
{
  self->scroller = gtk_scrolled_window_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->box);
  gtk_widget_add_css_class (self->scroller, "stage-strip");
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * crm_stage_strip_new:
 * @form: whose record has a stage (crm_entity_find_stage())
 *
 * Returns: (transfer floating): the stages of its pipeline in their order
 */
GtkWidget *
crm_stage_strip_new (CrmRecordForm *form)
{
  CrmStageStrip *self = g_object_new (CRM_TYPE_STAGE_STRIP, NULL);
  CrmWorkspace *workspace = crm_record_form_get_workspace (form);

  self->form = g_object_ref (form);
  self->field = crm_entity_find_stage (crm_record_form_get_entity (form));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  crm_field_get_label (self->field), -1);
  show_stages (self);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
