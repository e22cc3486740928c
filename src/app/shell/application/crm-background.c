/* Whether the program stays when its window is closed. */
#include "config.h"

#include "crm-background.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <libportal-gtk4/portal-gtk4.h>
#include <libportal/portal.h>

#define KEY "remind-in-background"
#define ARGUMENT "--background"

/**
 * CrmBackground:
 *
 * The desktop is asked through its Background portal. Where there is none and no sandbox either,
 * nobody need be asked: a file in the folder of what begins with the session does the same.
 */
struct _CrmBackground {
  GObject parent_instance;

  GSettings *settings; /* owned */
  XdpPortal *portal;   /* owned; NULL where there is none to ask */
  guint n_asked;       /* the number of the question that counts */
  CrmBackgroundState state;
};

G_DEFINE_FINAL_TYPE (CrmBackground, crm_background, G_TYPE_OBJECT)

typedef enum { PROP_STATE = 1 } CrmBackgroundProperty;
static GParamSpec *properties[PROP_STATE + 1];

static void
set_state (CrmBackground *self, CrmBackgroundState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* --- What begins with the session */

static char *
dup_autostart_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", APP_ID ".desktop", NULL);
}

/* As the desktop entry specification quotes an argument of Exec; a percent sign is doubled. */
static char *
quote (const char *argument)
{
  GString *quoted = g_string_new ("\"");

  for (const char *c = argument; *c != '\0'; c++) {
    if (strchr ("\"`$\\", *c) != NULL)
      g_string_append_c (quoted, '\\');
    if (*c == '%')
      g_string_append_c (quoted, '%');
    g_string_append_c (quoted, *c);
  }
  g_string_append_c (quoted, '"');
  return g_string_free_and_steal (quoted);
}

static char *
dup_program (void)
{
  g_autofree char *found = g_find_program_in_path ("voronka");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *target = found != NULL ? g_canonicalize_filename (found, NULL) : NULL;

  /* The one on the path outlives an update. */
  if (target != NULL && (self == NULL || g_strcmp0 (target, self) == 0))
    return g_steal_pointer (&found);
  return self != NULL ? g_steal_pointer (&self) : g_strdup ("voronka");
}

static gboolean
write_autostart (GError **error)
{
  g_autofree char *path = dup_autostart_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *program = dup_program ();
  g_autofree char *quoted = quote (program);
  g_autofree char *command = g_strdup_printf ("%s " ARGUMENT, quoted);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    int code = errno;
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", folder,
                 g_strerror (code));
    return FALSE;
  }
  g_key_file_set_string (file, "Desktop Entry", "Type", "Application");
  g_key_file_set_string (file, "Desktop Entry", "Name", "Voronka");
  g_key_file_set_string (file, "Desktop Entry", "Icon", APP_ID);
  g_key_file_set_string (file, "Desktop Entry", "Exec", command);
  g_key_file_set_boolean (file, "Desktop Entry", "X-GNOME-Autostart-enabled", TRUE);
  return g_key_file_save_to_file (file, path, error);
}

static void
remove_autostart (void)
{
  g_autofree char *path = dup_autostart_path ();

  g_unlink (path);
}

/* --- The desktop */

static gboolean
is_sandboxed (void)
{
  return xdp_portal_running_under_sandbox ();
}

static void
settle (CrmBackground *self, CrmBackgroundState state)
{
  g_settings_set_boolean (self->settings, KEY,
                          state == CRM_BACKGROUND_ON || state == CRM_BACKGROUND_STAYS);
  set_state (self, state);
}

/* Nobody to ask: in a sandbox only the desktop can allow it, elsewhere nothing forbids it. */
static void
settle_alone (CrmBackground *self)
{
  g_autoptr (GError) error = NULL;

  if (is_sandboxed ())
    settle (self, CRM_BACKGROUND_REFUSED);
  else if (write_autostart (&error))
    settle (self, CRM_BACKGROUND_ON);
  else {
    g_message ("%s", error->message);
    settle (self, CRM_BACKGROUND_STAYS);
  }
}

/* What the portal grants outside of a sandbox it may keep to itself. */
static void
settle_granted (CrmBackground *self)
{
  g_autofree char *path = dup_autostart_path ();

  if (is_sandboxed () || g_file_test (path, G_FILE_TEST_EXISTS))
    settle (self, CRM_BACKGROUND_ON);
  else
    settle_alone (self);
}

/* A question is never taken back: libportal forgets who asked then. An answer that comes late is
 * known by its number. */
typedef struct {
  CrmBackground *background; /* owned */
  guint number;
} Question;

static void
request (CrmBackground *self, XdpParent *parent, XdpBackgroundFlags flags,
         GAsyncReadyCallback callback)
{
  g_autoptr (GPtrArray) command = g_ptr_array_new ();
  Question *question = g_new0 (Question, 1);

  question->background = g_object_ref (self);
  question->number = ++self->n_asked;
  g_ptr_array_add (command, (char *) "voronka");
  g_ptr_array_add (command, (char *) ARGUMENT);
  xdp_portal_request_background (
      self->portal, parent,
      /* Translators: why the program wants to run in the background; the desktop shows it */
      _ ("Reminders of tasks and meetings come while the window is closed"), command, flags, NULL,
      callback, question);
}

/* (transfer full): the background; FALSE in @counts where another question was asked since. */
static CrmBackground *
take_answer (gpointer data, gboolean *counts)
{
  Question *question = data;
  CrmBackground *self = question->background;

  *counts = question->number == self->n_asked;
  g_free (question);
  return self;
}

/* Whether the person or the desktop said no; every other failure means that there is nobody who
 * could say it. */
static gboolean
is_refusal (const GError *error)
{
  return error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
stays_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean counts;
  g_autoptr (CrmBackground) self = take_answer (user_data, &counts);
  g_autoptr (GError) error = NULL;
  gboolean granted = xdp_portal_request_background_finish (XDP_PORTAL (source), result, &error);

  if (counts)
    settle (self, granted ? CRM_BACKGROUND_STAYS : CRM_BACKGROUND_REFUSED);
}

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean counts;
  g_autoptr (CrmBackground) self = take_answer (user_data, &counts);
  g_autoptr (GError) error = NULL;

  if (!xdp_portal_request_background_finish (XDP_PORTAL (source), result, &error) && error != NULL)
    g_message ("%s", error->message);
}

/* The desktop keeps what begins with the session; outside of a sandbox it was the file. */
static void
take_back (CrmBackground *self)
{
  remove_autostart ();
  if (self->portal != NULL && is_sandboxed ())
    request (self, NULL, XDP_BACKGROUND_FLAG_NONE, taken_back_cb);
  else
    self->n_asked++;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean counts;
  g_autoptr (CrmBackground) self = take_answer (user_data, &counts);
  g_autoptr (GError) error = NULL;
  gboolean granted = xdp_portal_request_background_finish (XDP_PORTAL (source), result, &error);

  if (!counts) {
    if (granted && self->state == CRM_BACKGROUND_OFF)
      take_back (self);
    return;
  }
  if (granted)
    settle_granted (self);
  else if (error ==
           NULL) /* to begin with the session was asked for, too; perhaps it is that alone */
    request (self, NULL, XDP_BACKGROUND_FLAG_NONE, stays_cb);
  else if (is_refusal (error)) {
    remove_autostart ();
    settle (self, CRM_BACKGROUND_REFUSED);
  } else {
    g_message ("%s", error->message);
    settle_alone (self);
  }
}

static void
ask (CrmBackground *self, GtkWindow *parent)
{
  XdpParent *over = parent != NULL ? xdp_parent_new_gtk (parent) : NULL;

  request (self, over, XDP_BACKGROUND_FLAG_AUTOSTART, asked_cb);
  g_clear_pointer (&over, xdp_parent_free);
}

/**
 * crm_background_set:
 * @self: the background
 * @on: whether the program is to stay
 * @parent: (nullable): the window over which the desktop asks
 *
 * The answer comes with "state"; the choice is kept once it is granted.
 */
void
crm_background_set (CrmBackground *self, gboolean on, GtkWindow *parent)
{
  g_return_if_fail (CRM_IS_BACKGROUND (self));

  if (on && self->portal == NULL)
    settle_alone (self);
  else if (on) {
    set_state (self, CRM_BACKGROUND_ASKING);
    ask (self, parent);
  } else {
    settle (self, CRM_BACKGROUND_OFF);
    take_back (self);
  }
}

CrmBackgroundState
crm_background_get_state (CrmBackground *self)
{
  g_return_val_if_fail (CRM_IS_BACKGROUND (self), CRM_BACKGROUND_OFF);

  return self->state;
}

/**
 * crm_background_stays:
 * @self: the background
 *
 * Returns: whether the program stays without a window
 */
gboolean
crm_background_stays (CrmBackground *self)
{
  return self->state == CRM_BACKGROUND_ON || self->state == CRM_BACKGROUND_STAYS;
}

const char *
crm_background_get_text (CrmBackground *self)
{
  switch (self->state) {
  case CRM_BACKGROUND_OFF:
    return _ ("Reminders come only while Voronka is open.");
  case CRM_BACKGROUND_ASKING:
    return _ ("The desktop is being asked…");
  case CRM_BACKGROUND_ON:
    return _ ("Reminders come with the window closed, from the moment you log in.");
  case CRM_BACKGROUND_STAYS:
    return _ ("Reminders come with the window closed, once Voronka was opened after you log in.");
  case CRM_BACKGROUND_REFUSED:
    return _ ("The desktop does not let Voronka run in the background. Reminders come only while "
              "it is open.");
  }
  return "";
}

static void
crm_background_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CrmBackground *self = CRM_BACKGROUND (object);

  switch ((CrmBackgroundProperty) id) {
  case PROP_STATE:
    g_value_set_int (value, (int) self->state);
    break;
  }
}

static void
crm_background_dispose (GObject *object)
{
  CrmBackground *self = CRM_BACKGROUND (object);

  g_clear_object (&self->portal);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (crm_background_parent_class)->dispose (object);
}

static void
crm_background_class_init (CrmBackgroundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = crm_background_get_property;
  object_class->dispose = crm_background_dispose;
  /**
   * CrmBackground:state:
   *
   * A #CrmBackgroundState.
   */
  properties[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, CRM_BACKGROUND_OFF, CRM_BACKGROUND_REFUSED,
                        CRM_BACKGROUND_OFF, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
crm_background_init (CrmBackground *self)
{
}

/**
 * crm_background_new:
 * @settings: of the program; they keep the choice
 *
 * In a sandbox what was granted once is asked for again, without a word where it still holds: the
 * person may have taken it back in the desktop's settings.
 *
 * Returns: (transfer full): the background
 */
CrmBackground *
crm_background_new (GSettings *settings)
{
  CrmBackground *self = g_object_new (CRM_TYPE_BACKGROUND, NULL);
  g_autoptr (GError) error = NULL;

  self->settings = g_object_ref (settings);
  self->portal = xdp_portal_initable_new (&error);
  if (self->portal == NULL)
    g_message ("%s", error->message);
  if (g_settings_get_boolean (settings, KEY)) {
    self->state = CRM_BACKGROUND_ON;
    if (self->portal != NULL && is_sandboxed ())
      ask (self, NULL);
  }
  return self;
}
