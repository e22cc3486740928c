/* Pages put on sheets: envelopes one after another, labels in their grid. */
#pragma once

#include "crm-layout.h"

G_BEGIN_DECLS

/**
 * CrmLabelSheet:
 * @name: as settings and scripts call it: "70x37"
 * @columns: labels side by side
 * @rows: labels one under another
 * @width: of a label, millimetres
 * @height: of a label, millimetres
 * @left: from the edge of the sheet to the first label, millimetres
 * @top: likewise
 * @step_x: from a label to the next one, millimetres
 * @step_y: likewise
 *
 * A sheet of A4 with labels, as they are sold.
 */
typedef struct {
  const char *name;
  guint columns;
  guint rows;
  double width;
  double height;
  double left;
  double top;
  double step_x;
  double step_y;
} CrmLabelSheet;

const CrmLabelSheet *crm_label_sheet_list (gsize *n_sheets);
const CrmLabelSheet *crm_label_sheet_find (const char *name); /* NULL: there is none */

/* Both take the pages out of the layouts (element-type CrmFormLayout). */
CrmFormLayout *crm_form_layout_join (GPtrArray *layouts, const char *title);
CrmFormLayout *crm_form_layout_impose (GPtrArray *layouts, const CrmLabelSheet *sheet, guint first,
                                       const char *title);

G_END_DECLS
