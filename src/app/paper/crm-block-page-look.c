/* How a block of a form looks: which of its settings can be chosen, by what it is. */
#include "config.h"

#include "crm-block-page-private.h"

#include <glib/gi18n.h>

#include "crm-form-rows.h"

#define ALIGNS "left center right justify"
#define ALIGN_NAMES NC_ ("form choice", "Left|Centre|Right|Both sides")

static const CrmFormRowKind size_row = {
  "size", NC_ ("form setting", "Size of type"), N_ ("Size changed"), NULL, NULL, 4, 72, 0.5, "9"
};
static const CrmFormRowKind bold_row = { "bold", NC_ ("form setting", "Bold"), N_ ("Style changed"),
                                         .otherwise = "no" };
static const CrmFormRowKind italic_row = { "italic", NC_ ("form setting", "Italic"),
                                           N_ ("Style changed"), .otherwise = "no" };
static const CrmFormRowKind align_row = { "align",
                                          NC_ ("form setting", "Alignment"),
                                          N_ ("Alignment changed"),
                                          ALIGNS,
                                          ALIGN_NAMES,
                                          .otherwise = "left" };
static const CrmFormRowKind picture_align_row = { "align",
                                                  NC_ ("form setting", "Alignment"),
                                                  N_ ("Alignment changed"),
                                                  "left center right",
                                                  NC_ ("form choice", "Left|Centre|Right"),
                                                  .otherwise = "left" };
static const CrmFormRowKind color_row = { "color", NC_ ("form setting", "Colour"),
                                          N_ ("Colour changed"), .otherwise = "#000000" };
static const CrmFormRowKind fill_row = { "fill", NC_ ("form setting", "Background"),
                                         N_ ("Colour changed"), .otherwise = "#ffffff" };
static const CrmFormRowKind head_fill_row = { "head-fill",
                                              NC_ ("form setting", "Background of the head"),
                                              N_ ("Colour changed"), .otherwise = "#ffffff" };
static const CrmFormRowKind head_bold_row = { "head-bold", NC_ ("form setting", "Bold head"),
                                              N_ ("Style changed"), .otherwise = "no" };
static const CrmFormRowKind ruled_row = {
  "ruled",
  NC_ ("form setting", "Rules"),
  N_ ("Rules changed"),
  "all rows outer none",
  NC_ ("form choice", "Around every cell|Between lines|Around the table|None"),
  .otherwise = "all"
};
static const CrmFormRowKind above_row = {
  "above", NC_ ("form setting", "Space above, mm"), N_ ("Space changed"), NULL, NULL, 0, 200, 0.5,
  "0"
};
static const CrmFormRowKind below_row = {
  "below", NC_ ("form setting", "Space below, mm"), N_ ("Space changed"), NULL, NULL, 0, 200, 0.5,
  "0"
};
static const CrmFormRowKind width_row = {
  "width", NC_ ("form setting", "Width, mm"), N_ ("Width changed"), NULL, NULL, 1, 400, 1, "40"
};
static const CrmFormRowKind height_row = {
  "height", NC_ ("form setting", "Height, mm"), N_ ("Height changed"), NULL, NULL, 0.5, 400, 0.5,
  "10"
};
static const CrmFormRowKind thickness_row = { "thickness",
                                              NC_ ("form setting", "Thickness, points"),
                                              N_ ("Thickness changed"),
                                              NULL,
                                              NULL,
                                              0.1,
                                              20,
                                              0.1,
                                              "0.5" };
static const CrmFormRowKind pages_row = { "pages",
                                          NC_ ("form setting", "On pages"),
                                          N_ ("Pages changed"),
                                          "all first rest",
                                          NC_ ("form choice", "All|The first|All but the first"),
                                          .otherwise = "all" };

#define MOST_ROWS 7

static const CrmFormRowKind *const rows_of_part[][MOST_ROWS] = {
  [CRM_FORM_PART_TEXT] = { &size_row, &bold_row, &italic_row, &align_row, &color_row, &above_row,
                           &below_row },
  [CRM_FORM_PART_TABLE] = { &size_row, &head_bold_row, &head_fill_row, &ruled_row, &above_row,
                            &below_row },
  [CRM_FORM_PART_PICTURE] = { &width_row, &height_row, &picture_align_row, &above_row, &below_row },
  [CRM_FORM_PART_CODE] = { &width_row, &above_row, &below_row },
  [CRM_FORM_PART_RULE] = { &thickness_row, &color_row, &above_row, &below_row },
  [CRM_FORM_PART_SPACE] = { &height_row },
  [CRM_FORM_PART_DIGITS] = { &size_row, &above_row, &below_row },
  [CRM_FORM_PART_BOXES] = { &size_row, &above_row, &below_row },
  [CRM_FORM_PART_ROW] = { &size_row, &bold_row, &above_row, &below_row },
  [CRM_FORM_PART_COLUMN] = { &size_row, &bold_row, &fill_row, &above_row, &below_row },
  [CRM_FORM_PART_HEADER] = { &pages_row, &size_row, &color_row },
  [CRM_FORM_PART_FOOTER] = { &pages_row, &size_row, &color_row },
  [CRM_FORM_PART_BREAK] = { NULL },
};

void
crm_block_page_add_look (CrmBlockPage *self)
{
  AdwPreferencesGroup *group;

  if (rows_of_part[self->part][0] == NULL)
    return;
  group = crm_block_page_add_group (self, _ ("Look"));
  for (gsize i = 0; i < MOST_ROWS && rows_of_part[self->part][i] != NULL; i++)
    adw_preferences_group_add (
        group, crm_form_row_new (self->session, self->ordinal, rows_of_part[self->part][i]));
}

void
crm_block_page_add_column_look (CrmBlockPage *self, AdwPreferencesGroup *group)
{
  adw_preferences_group_add (group, crm_form_row_new (self->session, self->ordinal, &align_row));
  adw_preferences_group_add (group, crm_form_row_new (self->session, self->ordinal, &bold_row));
}
