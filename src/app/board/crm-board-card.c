/* One deal as a card. */
#include "config.h"

#include "crm-board-card.h"

#include <glib/gi18n.h>

#include "crm-date.h"

struct _CrmBoardCard {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmRecord *record;       /* owned; NULL while the card waits to be used again */
  CrmRecord *stage;        /* owned */
  gulong changed;

  GtkLabel *title;
  GtkLabel *name;
  GtkLabel *value;
  GtkLabel *next;
  GtkLabel *owner;
  GtkLabel *age;
  GtkWidget *warning;
};

G_DEFINE_FINAL_TYPE (CrmBoardCard, crm_board_card, GTK_TYPE_WIDGET)

static void
show_text (GtkLabel *label, CrmRecord *record, const char *field)
{
  g_autofree char *text =
      crm_record_format (record, crm_entity_field_index (crm_record_get_entity (record), field));
  gtk_label_set_label (label, text);
}

/* The next step, or that there is none: an open deal without one is forgotten sooner or later. */
static void
show_next (CrmBoardCard *self, gboolean open)
{
  gint64 date = crm_record_get_integer (self->record, "next_activity");
  gint64 today = crm_workspace_get_today (self->workspace);
  gboolean none = crm_record_is_empty (self->record, "next_activity");

  gtk_widget_remove_css_class (GTK_WIDGET (self->next), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->next), "warning");
  gtk_widget_set_visible (GTK_WIDGET (self->next), open);
  if (!open)
    return;
  if (none) {
    gtk_label_set_label (self->next, C_ ("card", "no next step"));
    gtk_widget_add_css_class (GTK_WIDGET (self->next), "warning");
  } else if (date == today)
    gtk_label_set_label (self->next, _ ("today"));
  else if (date == today + 1)
    gtk_label_set_label (self->next, _ ("tomorrow"));
  else {
    g_autofree char *text = crm_date_format_short (date, NULL);
    gtk_label_set_label (self->next, text);
    if (date < today)
      gtk_widget_add_css_class (GTK_WIDGET (self->next), "error");
  }
}

static void
show_age (CrmBoardCard *self, gboolean open)
{
  gint64 since = crm_record_get_integer (self->record, "stage_since");
  gint64 days = (crm_workspace_get_now (self->workspace) - since) / 86400;
  gint64 stale = self->stage != NULL ? crm_record_get_integer (self->stage, "stale_days") : 0;
  g_autofree char *text = NULL;
  g_autofree char *tip = NULL;

  gtk_widget_set_visible (self->warning, open && stale > 0 && days > stale);
  if (crm_record_is_empty (self->record, "stage_since")) {
    gtk_label_set_label (self->age, "");
    return;
  }
  /* Translators: days on this stage, short: "8 d" */
  text = g_strdup_printf (ngettext ("%d d", "%d d", (gulong) days), (int) MIN (days, G_MAXINT));
  tip = g_strdup_printf (
      ngettext ("On this stage for %d day", "On this stage for %d days", (gulong) days),
      (int) MIN (days, G_MAXINT));
  gtk_label_set_label (self->age, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->age), tip);
  gtk_widget_set_tooltip_text (self->warning, tip);
}

static void
refresh (CrmBoardCard *self)
{
  gboolean open =
      self->stage != NULL && g_strcmp0 (crm_record_get_text (self->stage, "outcome"), "open") == 0;
  const CrmEntity *deals = crm_record_get_entity (self->record);
  const char *company =
      crm_record_get_reference_title (self->record, crm_entity_field_index (deals, "company"));
  const char *title = crm_record_get_title (self->record);
  g_autofree char *value = NULL;

  gtk_label_set_label (self->title, company != NULL ? company : title);
  gtk_label_set_label (self->name, title);
  gtk_widget_set_visible (GTK_WIDGET (self->name),
                          company != NULL && g_strcmp0 (company, title) != 0);
  show_text (self->value, self->record, "value");
  show_text (self->owner, self->record, "responsible");
  show_next (self, open);
  show_age (self, open);
  value = g_strdup (gtk_label_get_label (self->value));
  g_autofree char *name =
      g_strdup_printf ("%s, %s, %s", gtk_label_get_label (self->title), title, value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
crm_board_card_dispose (GObject *object)
{
  CrmBoardCard *self = CRM_BOARD_CARD (object);
  GtkWidget *child;

  crm_board_card_set_record (self, NULL, NULL);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_BOARD_CARD);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (crm_board_card_parent_class)->dispose (object);
}

static void
crm_board_card_class_init (CrmBoardCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_board_card_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-board-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmBoardCard, title);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardCard, name);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardCard, value);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardCard, next);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardCard, owner);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardCard, age);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardCard, warning);
}

static void
crm_board_card_init (CrmBoardCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CrmBoardCard *
crm_board_card_new (CrmWorkspace *workspace)
{
  CrmBoardCard *self = g_object_new (CRM_TYPE_BOARD_CARD, NULL);

  self->workspace = g_object_ref (workspace);
  return self;
}

void
crm_board_card_set_record (CrmBoardCard *self, CrmRecord *record, CrmRecord *stage)
{
  if (self->record != NULL)
    g_clear_signal_handler (&self->changed, self->record);
  g_set_object (&self->record, record);
  g_set_object (&self->stage, stage);
  if (record == NULL)
    return;
  self->changed = g_signal_connect_swapped (record, "changed", G_CALLBACK (refresh), self);
  refresh (self);
}

CrmRecord *
crm_board_card_get_record (CrmBoardCard *self)
{
  return self->record;
}
