/* The head of a record's page. */
#include "config.h"

#include "crm-record-head.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-chooser.h"
#include "crm-loss.h"
#include "crm-message-row.h"
#include "crm-next-step.h"
#include "crm-relations.h"
#include "crm-stage-strip.h"
#include "crm-start-button.h"
#include "crm-stop-dialog.h"

/* More ways on are in a menu. */
#define MOST_BUTTONS 4

struct _CrmRecordHead {
  GtkWidget parent_instance;

  CrmRecordForm *form;    /* owned */
  const CrmField *status; /* NULL if nothing says how it stands */
  GArray *relations;      /* owned; of CrmRelation */
  const char *colour;     /* interned; the pill's class */
  GMenu *rest;            /* owned; what has no button */
  GMenu *whole;           /* owned; all that can be added, for a telephone */
  GPtrArray *buttons;     /* owned; borrowed widgets that are in the menu of a telephone */

  GtkWidget *clamp;
  GtkStack *names;
  GtkLabel *title;
  GtkEditable *entry;
  GtkMenuButton *status_button;
  GtkLabel *problem;
  GtkLabel *facts;
  GtkLabel *overdue;
  AdwBin *next;
  AdwWrapBox *actions;
  GtkMenuButton *more;
  AdwBin *stages;
};

G_DEFINE_FINAL_TYPE (CrmRecordHead, crm_record_head, GTK_TYPE_WIDGET)

/* --- Title */

static gboolean
can_rename (CrmRecordHead *self)
{
  const CrmField *field = crm_entity_title_field (crm_record_form_get_entity (self->form));
  int index = (int) (field - crm_record_form_get_entity (self->form)->fields);

  return field->kind == CRM_KIND_TEXT && crm_record_form_can_edit (self->form, index);
}

static gboolean
is_renaming (CrmRecordHead *self)
{
  return strcmp (gtk_stack_get_visible_child_name (self->names), "edited") == 0;
}

static void
show_problem (CrmRecordHead *self, const char *problem)
{
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
stop_rename (CrmRecordHead *self)
{
  show_problem (self, NULL);
  gtk_stack_set_visible_child_name (self->names, "shown");
}

static void
renamed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmRecordHead) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = crm_record_form_set_finish (CRM_RECORD_FORM (source), result, &error);

  if (self->form == NULL)
    return;
  if (saved)
    stop_rename (self);
  else if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    crm_workspace_report (crm_record_form_get_workspace (self->form), _ ("This could not be saved"),
                          error);
  else
    show_problem (self, error->message);
}

static void
save_title (CrmRecordHead *self)
{
  const CrmEntity *entity = crm_record_form_get_entity (self->form);
  int field = (int) (crm_entity_title_field (entity) - entity->fields);
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  if (!is_renaming (self))
    return;
  crm_field_parse (&entity->fields[field], gtk_editable_get_text (self->entry), &value, NULL);
  if (crm_value_equal (&value,
                       crm_record_get_value (crm_record_form_get_record (self->form), field)))
    stop_rename (self);
  else
    crm_record_form_set (self->form, field, &value, renamed_cb, g_object_ref (self));
}

static void
title_pressed_cb (CrmRecordHead *self)
{
  crm_record_head_start_rename (self);
}

static void
title_activate_cb (CrmRecordHead *self)
{
  save_title (self);
}

static void
title_leave_cb (CrmRecordHead *self)
{
  if (self->form != NULL)
    save_title (self);
}

static gboolean
title_key_cb (CrmRecordHead *self, guint key, guint code, GdkModifierType state)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  stop_rename (self);
  return GDK_EVENT_STOP;
}

/* --- Status */

static int
get_status_index (CrmRecordHead *self)
{
  return (int) (self->status - crm_record_form_get_entity (self->form)->fields);
}

static void
status_picked_cb (CrmRecordHead *self, const CrmValue *value)
{
  if (crm_loss_ask (GTK_WIDGET (self), crm_record_form_get_workspace (self->form),
                    crm_record_form_get_record (self->form), self->status, value))
    return;
  crm_record_form_write (self->form, get_status_index (self), value, _ ("This could not be saved"));
}

static void
show_status (CrmRecordHead *self)
{
  CrmRecord *record = crm_record_form_get_record (self->form);
  CrmDatabase *reader = crm_workspace_get_reader (crm_record_form_get_workspace (self->form));
  g_autofree char *text = NULL;
  g_autofree char *colour = NULL;
  g_autofree char *name = NULL;

  if (self->status == NULL)
    return;
  text = crm_record_format (record, get_status_index (self));
  colour = crm_record_dup_status_colour (record, self->status, reader);
  if (gtk_menu_button_get_popover (self->status_button) != NULL)
    crm_chooser_set_current (CRM_CHOOSER (gtk_menu_button_get_popover (self->status_button)),
                             crm_record_get_value (record, get_status_index (self)));
  gtk_menu_button_set_label (self->status_button, *text != '\0' ? text : "—");
  if (self->colour != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->status_button), self->colour);
  self->colour = g_intern_string (*text != '\0' ? colour : "neutral");
  gtk_widget_add_css_class (GTK_WIDGET (self->status_button), self->colour);
  name = g_strdup_printf ("%s: %s", crm_field_get_label (self->status),
                          *text != '\0' ? text : C_ ("no value", "None"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status_button),
                               crm_field_get_label (self->status));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* The first deadline that has passed and is still waited for. */
static void
show_overdue (CrmRecordHead *self)
{
  CrmRecord *record = crm_record_form_get_record (self->form);
  const CrmEntity *entity = crm_record_get_entity (record);
  gint64 now = crm_workspace_get_now (crm_record_form_get_workspace (self->form));

  gtk_widget_set_visible (GTK_WIDGET (self->overdue), FALSE);
  for (int i = 0; i < entity->n_fields; i++)
    if (crm_record_is_overdue (record, i, now)) {
      g_autofree char *when = crm_record_format (record, i);
      /* Translators: the name of a field with a deadline, and the deadline */
      g_autofree char *text =
          g_strdup_printf (_ ("Overdue. %s: %s"), crm_field_get_label (&entity->fields[i]), when);
      gtk_label_set_text (self->overdue, text);
      gtk_widget_set_visible (GTK_WIDGET (self->overdue), TRUE);
      return;
    }
}

static void
refreshed_cb (CrmRecordHead *self)
{
  CrmRecord *record = crm_record_form_get_record (self->form);
  g_autofree char *facts = crm_record_dup_facts (record);

  gtk_label_set_text (self->title, crm_record_get_title (record));
  gtk_label_set_text (self->facts, facts);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), *facts != '\0');
  show_status (self);
  show_overdue (self);
}

/* --- What to do next */

/* A task's ways to end; the next step of what tasks are about. */
static void
make_next (CrmRecordHead *self)
{
  GtkWidget *next = crm_next_step_new (self->form);

  if (next == NULL)
    next = crm_message_buttons_new (self->form);
  if (next != NULL)
    adw_bin_set_child (self->next, next);
}

/* What starts a sale, and what stops a process. */
static void
make_start (CrmRecordHead *self)
{
  GtkWidget *start = crm_start_button_new (self->form);
  GtkWidget *stop = crm_stop_button_new (self->form);

  if (start != NULL)
    adw_wrap_box_append (self->actions, start);
  if (stop != NULL)
    adw_wrap_box_append (self->actions, stop);
}

static GtkWidget *
make_button (CrmRecordHead *self, guint index)
{
  const CrmRelation *relation = &g_array_index (self->relations, CrmRelation, index);
  const char *label = crm_entity_get_label (relation->entity);
  const char *name = crm_entity_get_label_new (relation->entity);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "record.new");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", index);
  return button;
}

/* A task is said in a line; its whole form stays in the menu. */
static GtkWidget *
make_quick_button (void)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _ ("Quick Task"));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Quick Task"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "record.quick-task");
  return button;
}

static gboolean
is_frequent (const CrmRelation *relation, const CrmEntity *entity)
{
  return relation->first && !relation->owned && relation->entity != entity &&
         crm_entity_has_search (relation->entity);
}

static void
append_new (GMenu *menu, const CrmRelation *relation, guint index)
{
  g_autofree char *label = relation->first ? g_strdup (crm_entity_get_label (relation->entity))
                                           : crm_relation_dup_title (relation);
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
  /* A menu's label takes an underscore for a mnemonic. */
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *escaped = g_strjoinv ("__", parts);

  g_menu_item_set_label (item, escaped);
  g_menu_item_set_action_and_target (item, "record.new", "u", index);
  g_menu_append_item (menu, item);
}

static void
add_more (CrmRecordHead *self)
{
  self->more = GTK_MENU_BUTTON (gtk_menu_button_new ());
  if (gtk_widget_get_first_child (GTK_WIDGET (self->actions)) != NULL)
    gtk_menu_button_set_icon_name (self->more, "view-more-horizontal-symbolic");
  else { /* three dots alone say nothing */
    GtkWidget *content = adw_button_content_new ();
    adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
    adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _ ("Add"));
    gtk_menu_button_set_child (self->more, content);
  }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->more), _ ("More to Add"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("More to Add"), -1);
  adw_wrap_box_append (self->actions, GTK_WIDGET (self->more));
}

static void
make_actions (CrmRecordHead *self)
{
  const CrmEntity *entity = crm_record_form_get_entity (self->form);
  g_autoptr (GMenu) asking = g_menu_new ();
  guint n_buttons = 0;

  make_start (self);
  make_next (self);
  for (guint i = 0; i < self->relations->len; i++) {
    const CrmRelation *relation = &g_array_index (self->relations, CrmRelation, i);
    gboolean has_button = is_frequent (relation, entity) && n_buttons++ < MOST_BUTTONS;
    if (crm_entity_is_task (relation->entity) && relation->first)
      g_menu_append (asking, _ ("Ask a Colleague…"), "record.ask");
    if (has_button && crm_entity_is_task (relation->entity)) {
      adw_wrap_box_append (self->actions, make_quick_button ());
      has_button = FALSE;
    }
    if (has_button) {
      GtkWidget *button = make_button (self, i);
      adw_wrap_box_append (self->actions, button);
      g_ptr_array_add (self->buttons, button);
    } else if (!relation->owned)
      append_new (self->rest, relation, i);
    if (!relation->owned)
      append_new (self->whole, relation, i);
  }
  if (g_menu_model_get_n_items (G_MENU_MODEL (asking)) > 0) {
    g_menu_append_section (self->rest, NULL, G_MENU_MODEL (asking));
    g_menu_append_section (self->whole, NULL, G_MENU_MODEL (asking));
  }
  add_more (self);
  crm_record_head_set_narrow (self, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->actions),
                          gtk_widget_get_first_child (GTK_WIDGET (self->actions)) !=
                                  GTK_WIDGET (self->more) ||
                              gtk_widget_get_visible (GTK_WIDGET (self->more)));
}

static void
crm_record_head_dispose (GObject *object)
{
  CrmRecordHead *self = CRM_RECORD_HEAD (object);

  g_clear_object (&self->form);
  g_clear_object (&self->rest);
  g_clear_object (&self->whole);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  g_clear_pointer (&self->relations, g_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_RECORD_HEAD);

  G_OBJECT_CLASS (crm_record_head_parent_class)->dispose (object);
}

static void
crm_record_head_class_init (CrmRecordHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_record_head_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-record-head.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmRecordHead, clamp);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordHead, names);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordHead, title);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordHead, entry);
  gtk_widget_class_bind_template_child_full (widget_class, "status", FALSE,
                                             G_STRUCT_OFFSET (CrmRecordHead, status_button));
  gtk_widget_class_bind_template_child (widget_class, CrmRecordHead, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordHead, facts);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordHead, overdue);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordHead, next);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordHead, actions);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordHead, stages);
  gtk_widget_class_bind_template_callback (widget_class, title_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_key_cb);
}

static void
crm_record_head_init (CrmRecordHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rest = g_menu_new ();
  self->whole = g_menu_new ();
  self->buttons = g_ptr_array_new ();
}

/**
 * crm_record_head_new:
 * @form: whose record
 *
 * Returns: (transfer floating): a head; its buttons activate "record.new" with the number of a
 *   relation of crm_relations_read()
 */
GtkWidget *
crm_record_head_new (CrmRecordForm *form)
{
  CrmRecordHead *self = g_object_new (CRM_TYPE_RECORD_HEAD, NULL);
  const CrmEntity *entity = crm_record_form_get_entity (form);

  self->form = g_object_ref (form);
  self->relations = crm_relations_read (entity);
  self->status = crm_entity_find_status (entity);
  gtk_widget_set_visible (GTK_WIDGET (self->status_button), self->status != NULL);
  if (self->status != NULL) {
    if (crm_record_form_can_edit (form, get_status_index (self))) {
      GtkWidget *chooser = crm_chooser_new (crm_record_form_get_workspace (form), self->status);
      g_signal_connect_object (chooser, "picked", G_CALLBACK (status_picked_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (self->status_button, chooser);
    }
  }
  if (crm_entity_find_stage (entity) != NULL)
    adw_bin_set_child (self->stages, crm_stage_strip_new (form));
  if (crm_store_is_writable (crm_workspace_get_store (crm_record_form_get_workspace (form))))
    make_actions (self);
  gtk_widget_set_visible (GTK_WIDGET (self->stages), adw_bin_get_child (self->stages) != NULL);
  refreshed_cb (self);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * crm_record_head_set_narrow:
 * @self: a head
 * @narrow: whether there is little room
 */
void
crm_record_head_set_narrow (CrmRecordHead *self, gboolean narrow)
{
  /* A single button takes no more room than the menu. */
  gboolean folds = narrow && self->buttons->len > 1;
  GMenuModel *menu = G_MENU_MODEL (folds ? self->whole : self->rest);

  for (guint i = 0; i < self->buttons->len; i++)
    gtk_widget_set_visible (self->buttons->pdata[i], !folds);
  if (self->more == NULL)
    return;
  gtk_menu_button_set_menu_model (self->more, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->more), g_menu_model_get_n_items (menu) > 0);
}

/**
 * crm_record_head_start_rename:
 * @self: a head
 *
 * The title becomes a text; Enter saves it, Escape leaves it as it was.
 */
void
crm_record_head_start_rename (CrmRecordHead *self)
{
  const char *title;

  if (!can_rename (self) || is_renaming (self))
    return;
  title =
      crm_record_get_text (crm_record_form_get_record (self->form),
                           crm_entity_title_field (crm_record_form_get_entity (self->form))->name);
  gtk_editable_set_text (self->entry, title != NULL ? title : "");
  gtk_stack_set_visible_child_name (self->names, "edited");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
