/* Where the company files of the current user stand. */
#include "config.h"

#include "crm-company-file.h"

/**
 * crm_company_folder:
 *
 * Company files stand in the user's data folder and nowhere else: SQLite needs its log beside them,
 * which a file that came through a file chooser's portal does not have.
 *
 * Returns: (transfer full): `$XDG_DATA_HOME/voronka`; it need not exist
 */
char *
crm_company_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "voronka", NULL);
}

/**
 * crm_company_file_default:
 *
 * The file that the window opens by itself and `voronkactl` takes without `--file`.
 *
 * Returns: (transfer full): its path; it need not exist
 */
char *
crm_company_file_default (void)
{
  return g_build_filename (g_get_user_data_dir (), "voronka", "company.voronka", NULL);
}

/**
 * crm_company_file_demo:
 * @n_companies: how many companies of demo data it holds
 *
 * Demo data never mixes with one's own: each size has a file of its own.
 *
 * Returns: (transfer full): its path; it need not exist
 */
char *
crm_company_file_demo (gint64 n_companies)
{
  g_autofree char *name = g_strdup_printf ("demo-%" G_GINT64_FORMAT ".voronka", n_companies);

  return g_build_filename (g_get_user_data_dir (), "voronka", name, NULL);
}
