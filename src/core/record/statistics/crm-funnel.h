/* What became of deals on each stage of a pipeline: how many came, went on, were lost, are there.
 */
#pragma once

#include "crm-currency.h"

G_BEGIN_DECLS

/**
 * CrmFunnelPart:
 * @CRM_FUNNEL_ENTERED: all that came to the stage
 * @CRM_FUNNEL_MOVED_ON: left it for a later one, for the won or for another pipeline
 * @CRM_FUNNEL_STILL: are there yet
 * @CRM_FUNNEL_BACK: left it for an earlier one and have not come again
 * @CRM_FUNNEL_LOST: were lost there
 *
 * The last four add up to the first.
 */
typedef enum {
  CRM_FUNNEL_ENTERED,
  CRM_FUNNEL_MOVED_ON,
  CRM_FUNNEL_STILL,
  CRM_FUNNEL_BACK,
  CRM_FUNNEL_LOST,
  CRM_FUNNEL_N_PARTS
} CrmFunnelPart;

typedef struct {
  gint64 pipeline;
  gint64 from;     /* first moment at which they came */
  gint64 to;       /* the last one */
  gint64 at;       /* as it was then: what happened later is not known yet */
  CrmQuery *deals; /* borrowed: which are looked at */
} CrmFunnelQuestion;

typedef struct {
  CrmRecord *stage; /* owned */
  gint64 counts[CRM_FUNNEL_N_PARTS];
  GArray *amounts; /* CrmAmount: what those that came are worth; owned */
  gint64 median;   /* seconds from coming to leaving; -1: none has left */
} CrmFunnelStep;

/* In the order of the stages: (element-type CrmFunnelStep). Any thread with its own connection. */
GPtrArray *crm_funnel_read (CrmDatabase *database, const CrmFunnelQuestion *question,
                            GError **error);
/* The deals behind one figure, appended to @ids. */
gboolean crm_funnel_read_ids (CrmDatabase *database, const CrmFunnelQuestion *question,
                              gint64 stage, CrmFunnelPart part, GArray *ids, GError **error);

G_END_DECLS
