/* What needs a decision, at the foot of the pages. */
#include "config.h"

#include "crm-banners.h"

/* Of a banner that gives way: whether it would be seen alone. */
#define WANTED_KEY "crm-wanted"

struct _CrmBanners {
  GtkWidget parent_instance;

  GHashTable *banners; /* name -> AdwBanner, borrowed */
  AdwBanner *humble;   /* borrowed; the one that gives way; NULL: none does */
};

G_DEFINE_FINAL_TYPE (CrmBanners, crm_banners, GTK_TYPE_WIDGET)

static gboolean
is_wanted (AdwBanner *banner)
{
  return g_object_get_data (G_OBJECT (banner), WANTED_KEY) != NULL;
}

static void
reveal (CrmBanners *self)
{
  GHashTableIter iterator;
  gpointer banner;
  gboolean is_alone = TRUE;

  g_hash_table_iter_init (&iterator, self->banners);
  while (g_hash_table_iter_next (&iterator, NULL, &banner))
    if (banner != self->humble) {
      adw_banner_set_revealed (banner, is_wanted (banner));
      is_alone = is_alone && !is_wanted (banner);
    }
  if (self->humble != NULL)
    adw_banner_set_revealed (self->humble, is_alone && is_wanted (self->humble));
}

static AdwBanner *
ensure_banner (CrmBanners *self, const char *name)
{
  AdwBanner *banner = g_hash_table_lookup (self->banners, name);

  if (banner != NULL)
    return banner;
  banner = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (banner, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (banner), GTK_WIDGET (self));
  g_hash_table_insert (self->banners, g_strdup (name), banner);
  return banner;
}

static void
set_wanted (CrmBanners *self, AdwBanner *banner, gboolean is_wanted)
{
  g_object_set_data (G_OBJECT (banner), WANTED_KEY, GINT_TO_POINTER (is_wanted));
  reveal (self);
}

void
crm_banners_show (CrmBanners *self, const char *name, const char *text, const char *button,
                  const char *action)
{
  AdwBanner *banner = ensure_banner (self, name);

  adw_banner_set_title (banner, text);
  adw_banner_set_button_label (banner, button);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (banner), action);
  set_wanted (self, banner, TRUE);
}

void
crm_banners_hide (CrmBanners *self, const char *name)
{
  AdwBanner *banner = g_hash_table_lookup (self->banners, name);

  if (banner != NULL)
    set_wanted (self, banner, FALSE);
}

void
crm_banners_let_give_way (CrmBanners *self, const char *name)
{
  self->humble = ensure_banner (self, name);
  reveal (self);
}

static void
crm_banners_dispose (GObject *object)
{
  CrmBanners *self = CRM_BANNERS (object);
  GtkWidget *child;

  g_hash_table_remove_all (self->banners);
  self->humble = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (crm_banners_parent_class)->dispose (object);
}

static void
crm_banners_finalize (GObject *object)
{
  g_hash_table_unref (CRM_BANNERS (object)->banners);

  G_OBJECT_CLASS (crm_banners_parent_class)->finalize (object);
}

static void
crm_banners_class_init (CrmBannersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_banners_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_banners_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
crm_banners_init (CrmBanners *self)
{
  self->banners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
}
