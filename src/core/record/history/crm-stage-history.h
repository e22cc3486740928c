/* Every deal's stays on its stages. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

void crm_stage_history_register (void);

G_END_DECLS
