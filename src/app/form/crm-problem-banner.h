/* Why something was not written, above what a person typed. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @text: plain, whatever stands in it. */
void crm_problem_banner_show (AdwBanner *banner, const char *text);

G_END_DECLS
