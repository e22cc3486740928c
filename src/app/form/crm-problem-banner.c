/* Why something was not written, above what a person typed. */
#include "config.h"

#include "crm-problem-banner.h"

/**
 * crm_problem_banner_show:
 * @banner: in a dialog that stays open
 * @text: what stands against it; names in it may hold any characters
 */
void
crm_problem_banner_show (AdwBanner *banner, const char *text)
{
  adw_banner_set_use_markup (banner, FALSE);
  adw_banner_set_title (banner, text);
  adw_banner_set_revealed (banner, TRUE);
}
