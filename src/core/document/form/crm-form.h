/* A printed form: a declarative file, read and checked once, filled with data at will. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The language of forms. Lengths are millimetres, sizes of type and thickness of rules points,
 * colours #rrggbb, flags yes or no. data/forms has whole ones.
 *
 * - form: name title language version (the month that its wording is of); font size bold italic
 * color align line-spacing, for all inside
 * - page: paper (A4 A5 letter C4 C5 DL) landscape, or width and height; margin-top margin-right
 * margin-bottom margin-left
 * - header, footer: pages (all first rest); {{page}} and {{pages}} count
 * - body: what flows over pages
 *
 * In these stand blocks, which all know width weight above below valign, shown (no: left out),
 * visible-if, keep (not on two pages), keep-with-next and keep-with-previous:
 *
 * - column: blocks one under another; gap padding border (all none top right bottom left)
 *   border-width fill height
 * - row: blocks side by side, by width or weight; gap
 * - text: wrap (word char none) shrink (one line, smaller) underline (a rule below) caption (under
 *   the rule) max-lines role (text title heading) height, clause (1 2 3: "2.", "2.1.", "2.1.3."
 *   before it, counted); holds b i span br
 * - boxes: ruled cells; columns ("45 2* *") padding; line holds cell: colspan rowspan border fill
 * - table: list; ruled (all rows outer none) numbers stripe head head-bold head-fill head-size
 *   page-total carry grand-total, keep-rows (last rows that stay with what follows)
 *   rows-together (so many are one item and stay on one page)
 * - col, of a table: title group number width (or auto) min-width weight sum wrap shrink, total
 * (what stands in its cell of a line of totals: "X"); holds the text of a cell
 * - image: field width height; over (takes no room) offset-x offset-y with-stamp (on request)
 * - qr: field width caption, kind (see crm_qr_find_shape())
 * - digits: value count; a character to a cell
 * - rule, space, break
 *
 * Texts hold {{path}}, {{path?}} where nothing is missing if it is empty, {{path|filter:argument}}
 * (see CrmFormFilter), {{#path}}shown if there is a value, repeated over a list{{/}} and
 * {{^path}}shown if there is none{{/}}. A condition may have several terms: "a !b c=x d!=y". */

#define CRM_FORM_MAX_SIZE (1024 * 1024) /* bytes of the file */
#define CRM_FORM_MAX_DEPTH 32
#define CRM_FORM_MAX_ELEMENTS 5000

/**
 * CrmForm:
 *
 * A form that has been read. Immutable; any thread.
 */
typedef struct _CrmForm CrmForm;

CrmForm *crm_form_parse (GBytes *xml, GError **error);
CrmForm *crm_form_load (GFile *file, GCancellable *cancellable, GError **error);
GBytes *crm_form_read_builtin (const char *name, GError **error);
CrmForm *crm_form_load_builtin (const char *name, GError **error);
CrmForm *crm_form_ref (CrmForm *form);
void crm_form_unref (CrmForm *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmForm, crm_form_unref)

const char *crm_form_get_name (const CrmForm *form);
const char *crm_form_get_language (const CrmForm *form);

gboolean crm_form_is_behind (const CrmForm *form, const char *standard);

char **crm_form_list_builtin (void);
const char *crm_form_find_builtin (const char *kind, const char *country, const char *language);

/* How people call a path of a form; previews mark with it what is not filled in. */
typedef char *(*CrmFormNamer) (const char *path);
void crm_form_set_namer (CrmFormNamer func);
char *crm_form_dup_path_name (const char *path);

G_END_DECLS
