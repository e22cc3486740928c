/* Notifications on desktops other than GNOME. */
#include "config.h"

#include "notification-script.h"

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add ("/notifications/others", ApplicationFixture, GINT_TO_POINTER (FAKE_DESKTOP_OTHERS),
              application_fixture_set_up, notification_script_run, application_fixture_tear_down);
  return g_test_run ();
}
