/* Permissions that hold for the superuser too. */
#include "config.h"

#include "store-privilege.h"

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PASSING_OVER ((1u << CAP_DAC_OVERRIDE) | (1u << CAP_DAC_READ_SEARCH))

static guint32 held;

static gboolean
set_effective (guint32 drop, guint32 add)
{
  struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
  struct __user_cap_data_struct sets[2];

  if (syscall (SYS_capget, &header, sets) != 0)
    return FALSE;
  held |= sets[0].effective & drop;
  sets[0].effective = (sets[0].effective & ~drop) | add;
  return syscall (SYS_capset, &header, sets) == 0;
}

gboolean
privilege_drop (void)
{
  held = 0;
  return set_effective (PASSING_OVER, 0);
}

void
privilege_restore (void)
{
  set_effective (0, held);
}
