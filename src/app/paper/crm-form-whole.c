/* What is set for a form as a whole: its name, for whom it is, logo, colour and type. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-form-page-private.h"
#include "crm-form-rows.h"

/* Those that come with the program, as far as the system has them. */
static const char *const families[] = { "PT Sans",          "PT Serif",    "Liberation Sans",
                                        "Liberation Serif", "DejaVu Sans", "DejaVu Serif",
                                        "Noto Sans",        "Noto Serif",  NULL };

static const CrmFormRowKind size_row = {
  "size", NC_ ("form setting", "Size of type"), N_ ("Size changed"), NULL, NULL, 5, 20, 0.5, "9"
};

/* --- Name */

static void
name_cb (CrmFormPage *page, GtkWidget *row)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (row));

  if (name[0] == '\0')
    return;
  g_set_str (&page->name, name);
  crm_form_page_show_title (page);
  if (page->form != 0) {
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    crm_value_set_text (&value, name);
    crm_workspace_set_field (page->workspace, crm_entity_find ("form"), page->form, "name", &value,
                             NULL, NULL);
  }
}

static GtkWidget *
create_name (CrmFormPage *page)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Name"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (row), page->name);
  g_signal_connect_object (row, "apply", G_CALLBACK (name_cb), page, G_CONNECT_SWAPPED);
  return row;
}

/* --- For whom, where there are several own companies */

static void
company_cb (CrmFormPage *page, GParamSpec *pspec, AdwComboRow *row)
{
  GArray *ids = g_object_get_data (G_OBJECT (row), "ids");
  guint selected = adw_combo_row_get_selected (row);
  gint64 company;

  if (selected >= ids->len)
    return;
  company = g_array_index (ids, gint64, selected);
  if (company == page->company)
    return;
  page->company = company;
  if (page->form != 0) {
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    if (company != 0)
      crm_value_set_integer (&value, company);
    crm_workspace_set_field (page->workspace, crm_entity_find ("form"), page->form, "company",
                             &value, NULL, NULL);
  }
}

static GtkWidget *
create_company (CrmFormPage *page)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("company"));
  g_autoptr (CrmQuery) own = crm_query_filter (all, "type", CRM_OP_EQUAL, "my_company", NULL, NULL);
  g_autoptr (GPtrArray) companies =
      own != NULL ? crm_query_fetch_all (own, crm_workspace_get_reader (page->workspace), 100, NULL)
                  : NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkWidget *row = adw_combo_row_new ();
  gint64 id = 0;
  guint selected = 0;

  gtk_string_list_append (names, _ ("All own companies"));
  g_array_append_val (ids, id);
  for (guint i = 0; companies != NULL && i < companies->len; i++) {
    id = crm_record_get_id (companies->pdata[i]);
    if (id == page->company)
      selected = ids->len;
    gtk_string_list_append (names, crm_record_get_title (companies->pdata[i]));
    g_array_append_val (ids, id);
  }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("For"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  gtk_widget_set_visible (row, ids->len > 2 || page->company != 0);
  g_object_set_data_full (G_OBJECT (row), "ids", ids, (GDestroyNotify) g_array_unref);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (company_cb), page,
                           G_CONNECT_SWAPPED);
  return row;
}

/* --- Logo */

typedef struct {
  CrmFormPage *page;     /* borrowed; the rows stand on it */
  AdwExpanderRow *shown; /* borrowed */
  AdwSpinRow *width;
  AdwSpinRow *height;
  AdwComboRow *side;
} Logo;

static void
logo_cb (Logo *logo)
{
  GError *error = NULL;

  if (logo->side == NULL)
    return;
  crm_form_draft_set_logo (
      crm_form_page_get_draft (logo->page), adw_expander_row_get_enable_expansion (logo->shown),
      adw_spin_row_get_value (logo->width), adw_spin_row_get_value (logo->height),
      (CrmFormSide) adw_combo_row_get_selected (logo->side), &error);
  crm_form_session_check (logo->page->session, error);
}

static gboolean
has_logo (CrmFormPage *page)
{
  gint64 own = crm_workspace_get_own_company (page->workspace);
  g_autoptr (CrmRecord) company = own != 0
                                      ? crm_record_load (crm_workspace_get_reader (page->workspace),
                                                         crm_entity_find ("company"), own, NULL)
                                      : NULL;

  return company != NULL && !crm_record_is_empty (company, "logo");
}

static GtkWidget *
create_spin (const char *title, double least, double value)
{
  GtkWidget *row = adw_spin_row_new_with_range (least, 200, 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_spin_row_set_value (ADW_SPIN_ROW (row), value);
  return row;
}

static GtkWidget *
create_logo (CrmFormPage *page)
{
  const char *const sides[] = { C_ ("logo", "Left"), C_ ("logo", "Centre"), C_ ("logo", "Right"),
                                NULL };
  g_autoptr (GtkStringList) names = gtk_string_list_new (sides);
  Logo *logo = g_new0 (Logo, 1);
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *side = adw_combo_row_new ();
  gboolean shown;
  double width, height;
  CrmFormSide at;

  crm_form_draft_get_logo (crm_form_page_get_draft (page), &shown, &width, &height, &at);
  logo->page = page;
  logo->shown = ADW_EXPANDER_ROW (row);
  logo->width = ADW_SPIN_ROW (create_spin (_ ("Width, mm"), 5, width));
  logo->height = ADW_SPIN_ROW (create_spin (_ ("Height, mm"), 5, height));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Logo"));
  adw_expander_row_set_show_enable_switch (logo->shown, TRUE);
  adw_expander_row_set_enable_expansion (logo->shown, shown);
  adw_expander_row_set_expanded (logo->shown, FALSE);
  if (!has_logo (page))
    adw_expander_row_set_subtitle (logo->shown,
                                   _ ("Your company has none yet: add it on its page"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (side), _ ("Side"));
  adw_combo_row_set_model (ADW_COMBO_ROW (side), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (side), at);
  adw_expander_row_add_row (logo->shown, GTK_WIDGET (logo->width));
  adw_expander_row_add_row (logo->shown, GTK_WIDGET (logo->height));
  adw_expander_row_add_row (logo->shown, side);
  logo->side = ADW_COMBO_ROW (side);
  g_object_set_data_full (G_OBJECT (row), "logo", logo, g_free);
  g_signal_connect_swapped (row, "notify::enable-expansion", G_CALLBACK (logo_cb), logo);
  g_signal_connect_swapped (logo->width, "notify::value", G_CALLBACK (logo_cb), logo);
  g_signal_connect_swapped (logo->height, "notify::value", G_CALLBACK (logo_cb), logo);
  g_signal_connect_swapped (side, "notify::selected", G_CALLBACK (logo_cb), logo);
  return row;
}

/* --- Colour */

static void
set_accent (CrmFormPage *page, const char *color)
{
  GError *error = NULL;

  crm_form_draft_set_accent (crm_form_page_get_draft (page), color, &error);
  crm_form_session_check (page->session, error);
}

static void
colored_cb (CrmFormPage *page, GParamSpec *pspec, GtkWidget *button)
{
  g_autofree char *color = crm_form_color_button_dup (button);

  set_accent (page, color);
}

static void
black_cb (CrmFormPage *page)
{
  page->stepping = TRUE;
  crm_form_draft_end_step (crm_form_page_get_draft (page));
  set_accent (page, NULL);
  page->stepping = FALSE;
}

static GtkWidget *
create_accent (CrmFormPage *page)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *accent = crm_form_draft_dup_accent (crm_form_page_get_draft (page));
  GtkWidget *button = crm_form_color_button_new (accent, _ ("Colour of the form"));
  GtkWidget *black = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  const char *name = _ ("Black and White");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Colour"));
  gtk_widget_set_valign (black, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (black, "flat");
  gtk_widget_set_tooltip_text (black, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (black), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (black, accent != NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), black);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_signal_connect_object (button, "notify::rgba", G_CALLBACK (colored_cb), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (black, "clicked", G_CALLBACK (black_cb), page, G_CONNECT_SWAPPED);
  return row;
}

/* --- Type */

static gboolean
has_family (GtkWidget *widget, const char *name)
{
  PangoFontMap *map = pango_context_get_font_map (gtk_widget_get_pango_context (widget));

  return pango_font_map_get_family (map, name) != NULL;
}

static void
family_cb (CrmFormPage *page, GParamSpec *pspec, AdwComboRow *row)
{
  GtkStringObject *chosen = adw_combo_row_get_selected_item (row);
  GError *error = NULL;

  if (chosen == NULL)
    return;
  crm_form_draft_set_attribute (crm_form_page_get_draft (page), 1, "font",
                                gtk_string_object_get_string (chosen), _ ("Typeface changed"),
                                &error);
  crm_form_session_check (page->session, error);
}

static GtkWidget *
create_family (CrmFormPage *page)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *now = crm_form_draft_dup_attribute (crm_form_page_get_draft (page), 1, "font");
  const char *family = now != NULL ? now : families[0];
  gboolean listed = g_strv_contains (families, family);
  guint selected = 0;

  if (!listed)
    gtk_string_list_append (names, family);
  for (gsize i = 0; families[i] != NULL; i++) {
    if (!has_family (row, families[i]) && strcmp (families[i], family) != 0)
      continue;
    if (strcmp (families[i], family) == 0)
      selected = g_list_model_get_n_items (G_LIST_MODEL (names));
    gtk_string_list_append (names, families[i]);
  }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Typeface"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (family_cb), page,
                           G_CONNECT_SWAPPED);
  return row;
}

/**
 * crm_form_whole_new:
 * @page: the editor
 *
 * Returns: (transfer floating): the settings of the form as a whole
 */
GtkWidget *
crm_form_whole_new (CrmFormPage *page)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("The Whole Form"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_name (page));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_company (page));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_logo (page));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_accent (page));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_family (page));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             crm_form_row_new (page->session, 1, &size_row));
  return group;
}
