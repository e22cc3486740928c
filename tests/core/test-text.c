/* Folding, keys and phones. */
#include "config.h"

#include "crm-text.h"

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  return g_test_run ();
}
