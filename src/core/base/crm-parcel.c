/* Values that one process sends another through a pipe: their length, then their bytes. */
#include "config.h"

#include "crm-parcel.h"

#include "crm-error.h"

/**
 * crm_parcel_write:
 * @stream: to the other process
 * @value: a value; a floating reference is taken over
 * @error: what the system says
 *
 * Returns: whether all of it went out. Any thread.
 */
gboolean
crm_parcel_write (GOutputStream *stream, GVariant *value, GError **error)
{
  g_autoptr (GVariant) kept = g_variant_ref_sink (value);
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (kept);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  guint64 length = GUINT64_TO_BE (size);

  return g_output_stream_write_all (stream, &length, sizeof length, NULL, NULL, error) &&
         g_output_stream_write_all (stream, data, size, NULL, NULL, error) &&
         g_output_stream_flush (stream, NULL, error);
}

/**
 * crm_parcel_read:
 * @stream: from the other process
 * @type: what the value must be
 * @most_bytes: it is no longer
 * @error: DAMAGED when the other process ended or sends something else; what the system says
 *
 * Waits for a value. What is sent is not trusted: it is of @type, whatever its bytes are.
 *
 * Returns: (transfer full) (nullable): the value. Any thread.
 */
GVariant *
crm_parcel_read (GInputStream *stream, const GVariantType *type, gsize most_bytes, GError **error)
{
  guint64 length = 0;
  gsize n_read = 0;
  g_autofree guint8 *data = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!g_input_stream_read_all (stream, &length, sizeof length, &n_read, NULL, error))
    return NULL;
  length = GUINT64_FROM_BE (length);
  if (n_read == sizeof length && length <= most_bytes) {
    data = g_try_malloc (MAX (1, (gsize) length));
    if (data != NULL &&
        !g_input_stream_read_all (stream, data, (gsize) length, &n_read, NULL, error))
      return NULL;
  }
  if (data == NULL || n_read != length) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED, "The other process ended");
    return NULL;
  }
  bytes = g_bytes_new_take (g_steal_pointer (&data), (gsize) length);
  return g_variant_ref_sink (g_variant_new_from_bytes (type, bytes, FALSE));
}
