/* One deal as a card. */
#include "config.h"

#include "crm-board-card.h"

#include <glib/gi18n.h>

#include "crm-date.h"

struct _CrmBoardCard {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  GtkListItem *item;       /* borrowed: the card is its child */
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
append (GString *name, GtkWidget *widget, const char *text)
{
  if (gtk_widget_get_visible (widget) && text != NULL && *text != '\0')
    g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", text);
}

/* All that is seen on the card, in one sentence; days that are short for the eye are not for the
 * ear, and a warning is what the sign means. */
static void
tell_name (CrmBoardCard *self)
{
  GtkLabel *const labels[] = { self->title, self->name, self->value, self->next, self->owner };
  g_autoptr (GString) name = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    append (name, GTK_WIDGET (labels[i]), gtk_label_get_label (labels[i]));
  append (name, GTK_WIDGET (self->age), gtk_widget_get_tooltip_text (GTK_WIDGET (self->age)));
  append (name, self->warning, _ ("longer than is usual"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  -1);
  gtk_list_item_set_accessible_label (self->item, name->str);
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

  gtk_label_set_label (self->title, company != NULL ? company : title);
  gtk_label_set_label (self->name, title);
  gtk_widget_set_visible (GTK_WIDGET (self->name),
                          company != NULL && g_strcmp0 (company, title) != 0);
  show_text (self->value, self->record, "value");
  show_text (self->owner, self->record, "responsible");
  show_next (self, open);
  show_age (self, open);
  tell_name (self);
}

/* --- What a screen reader presses */

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmBoardCard *self = CRM_BOARD_CARD (widget);

  if (self->record != NULL)
    crm_workspace_open_record (self->workspace, crm_record_get_entity (self->record),
                               crm_record_get_id (self->record));
}

static void
shift_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmBoardCard *self = CRM_BOARD_CARD (widget);

  if (self->record != NULL)
    gtk_widget_activate_action (widget, "column.shift-deal", "(xi)",
                                crm_record_get_id (self->record),
                                g_strcmp0 (name, "card.forward") == 0 ? 1 : -1);
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
  gtk_widget_class_install_action (widget_class, "card.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "card.back", NULL, shift_action);
  gtk_widget_class_install_action (widget_class, "card.forward", NULL, shift_action);
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
crm_board_card_new (CrmWorkspace *workspace, GtkListItem *item)
{
  CrmBoardCard *self = g_object_new (CRM_TYPE_BOARD_CARD, NULL);

  self->workspace = g_object_ref (workspace);
  self->item = item;
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
