/* The records of a JSON file one by one: an array of objects, alone or as a member of an object. */
#include "config.h"

#include "crm-table-objects-private.h"

#include "crm-error.h"
#include "crm-table-records-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define OBJECT_MOST ((gsize) 8 << 20)
#define DEPTH_MOST 32

/*
 * A whole file of JSON takes many times its size in memory, so that it is cut into its objects
 * first, which only needs to know strings from brackets; json-glib then reads one at a time.
 */
typedef struct {
  CrmTableText *text; /* owned */
  gsize at;           /* the next character in it */
  gsize keep;         /* what stands before may be forgotten */
  guint64 line;
  gboolean begun;
  gboolean wrapped; /* the array is a member of an object */
  gboolean ended;
  gboolean any;
  char *entity;       /* owned: the object's "entity" */
  GPtrArray *names;   /* owned: of all objects so far, in the order in which they came */
  GHashTable *known;  /* owned: the same as a set */
  JsonParser *parser; /* owned */
} CrmJsonRows;

static gpointer
make_rows (CrmTableText *text)
{
  CrmJsonRows *rows = g_new0 (CrmJsonRows, 1);
  rows->text = text;
  rows->line = 1;
  rows->names = g_ptr_array_new_with_free_func (g_free);
  rows->known = g_hash_table_new (g_str_hash, g_str_equal);
  rows->parser = json_parser_new ();
  return rows;
}

static void
free_rows (gpointer data)
{
  CrmJsonRows *rows = data;
  if (rows != NULL) {
    crm_table_text_free (rows->text);
    g_free (rows->entity);
    g_hash_table_unref (rows->known);
    g_ptr_array_unref (rows->names);
    g_object_unref (rows->parser);
    g_free (rows);
  }
}

/* The names of all members met so far: those of objects in objects are joined with dots. */
static GPtrArray *
get_names (gpointer rows)
{
  return ((CrmJsonRows *) rows)->names;
}

/* What the file says its records are; NULL where it does not. */
static const char *
get_entity (gpointer rows)
{
  return ((CrmJsonRows *) rows)->entity;
}

static CrmTableText *
get_text (gpointer rows)
{
  return ((CrmJsonRows *) rows)->text;
}

static gboolean
fail (CrmJsonRows *rows, const char *what, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Line %" PRIu64 " of “%s”: %s"), rows->line,
               crm_table_text_get_name (rows->text), what);
  return FALSE;
}

/* The next character without taking it, '\0' at the end. */
static gboolean
peek (CrmJsonRows *rows, char *c, GCancellable *cancellable, GError **error)
{
  while (rows->at >= crm_table_text_get (rows->text)->len) {
    if (crm_table_text_has_ended (rows->text)) {
      *c = '\0';
      return TRUE;
    }
    if (rows->at - rows->keep > OBJECT_MOST) {
      return fail (rows, _ ("an object of more than 8 MB"), error);
    }
    gsize past = rows->keep;
    if (!crm_table_text_read_on (rows->text, &past, cancellable, error)) {
      return FALSE;
    }
    rows->at -= rows->keep - past;
    rows->keep = past;
  }
  *c = crm_table_text_get (rows->text)->str[rows->at];
  return TRUE;
}

static void
take (CrmJsonRows *rows, char c)
{
  rows->at++;
  rows->line += c == '\n' ? 1 : 0;
}

/* The next character that is not white space, without taking it. */
static gboolean
peek_token (CrmJsonRows *rows, char *c, GCancellable *cancellable, GError **error)
{
  while (TRUE) {
    if (!peek (rows, c, cancellable, error)) {
      return FALSE;
    }
    if (*c != ' ' && *c != '\t' && *c != '\n' && *c != '\r') {
      return TRUE;
    }
    take (rows, *c);
  }
}

/* Passes over a value: a string, a number or word, or an object or array with all in it. */
static gboolean
skip_value (CrmJsonRows *rows, GCancellable *cancellable, GError **error)
{
  guint depth = 0;
  gboolean in_string = FALSE;
  gboolean escaped = FALSE;
  gboolean any = FALSE;
  while (TRUE) {
    char c;
    if (!peek (rows, &c, cancellable, error)) {
      return FALSE;
    }
    if (c == '\0') {
      return fail (rows, _ ("the file ends too early: it is cut off"), error);
    }
    if (!in_string && depth == 0 && any &&
        (c == ',' || c == ']' || c == '}' || c == ' ' || c == '\n' || c == '\r' || c == '\t')) {
      return TRUE;
    }
    if (!in_string && depth == 0 && (c == ',' || c == ']' || c == '}' || c == ':')) {
      return fail (rows, _ ("a value is missing"), error);
    }
    take (rows, c);
    any = TRUE;
    if (in_string) {
      in_string = escaped || c != '"';
      escaped = !escaped && c == '\\';
    } else if (c == '"') {
      in_string = TRUE;
    } else if (c == '{' || c == '[') {
      if (++depth > DEPTH_MOST) {
        return fail (rows, _ ("objects are nested too deeply"), error);
      }
    } else if (c == '}' || c == ']') {
      depth--;
    }
    if (!in_string && depth == 0 && (c == '"' || c == '}' || c == ']')) {
      return TRUE;
    }
  }
}

/* Passes over a value and returns it as it is written. */
static char *
take_value (CrmJsonRows *rows, GCancellable *cancellable, GError **error)
{
  rows->keep = rows->at;
  if (!skip_value (rows, cancellable, error)) {
    return NULL;
  }
  char *value =
      g_strndup (crm_table_text_get (rows->text)->str + rows->keep, rows->at - rows->keep);
  rows->keep = rows->at;
  return value;
}

static char *
unquote (const char *value)
{
  g_autoptr (JsonNode) node = json_from_string (value, NULL);
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_dup_string (node)
             : NULL;
}

/* Takes "name": and returns the name. */
static char *
take_name (CrmJsonRows *rows, GCancellable *cancellable, GError **error)
{
  char c;
  g_autofree char *value = take_value (rows, cancellable, error);
  if (value == NULL || !peek_token (rows, &c, cancellable, error)) {
    return NULL;
  }
  g_autofree char *name = unquote (value);
  if (name == NULL || c != ':') {
    fail (rows, _ ("a name and a colon should stand here"), error);
    return NULL;
  }
  take (rows, c);
  return g_steal_pointer (&name);
}

/* Goes into the array of objects that is a member of the file's object. */
static gboolean
find_array_member (CrmJsonRows *rows, GCancellable *cancellable, GError **error)
{
  while (TRUE) {
    char c;
    if (!peek_token (rows, &c, cancellable, error)) {
      return FALSE;
    }
    if (c == ',') {
      take (rows, c);
      continue;
    }
    if (c != '"') {
      return fail (rows, _ ("there is no array of objects in it"), error);
    }
    g_autofree char *name = take_name (rows, cancellable, error);
    if (name == NULL || !peek_token (rows, &c, cancellable, error)) {
      return FALSE;
    }
    if (c == '[') {
      take (rows, c);
      if (!peek_token (rows, &c, cancellable, error)) {
        return FALSE;
      }
      if (c == '{' || g_str_equal (name, "records")) {
        return TRUE;
      }
      while (c != ']') { /* an array of something else */
        if (c == ',') {
          take (rows, c);
        } else if (!skip_value (rows, cancellable, error)) {
          return FALSE;
        }
        rows->keep = rows->at;
        if (!peek_token (rows, &c, cancellable, error)) {
          return FALSE;
        }
      }
      take (rows, c);
    } else {
      g_autofree char *value = take_value (rows, cancellable, error);
      if (value == NULL) {
        return FALSE;
      }
      if (g_str_equal (name, "entity")) {
        g_free (rows->entity);
        rows->entity = unquote (value);
      }
    }
  }
}

static gboolean
begin (CrmJsonRows *rows, GCancellable *cancellable, GError **error)
{
  char c;
  rows->begun = TRUE;
  if (!peek_token (rows, &c, cancellable, error)) {
    return FALSE;
  }
  if (c != '[' && c != '{') {
    return fail (rows, _ ("an array of objects should begin here"), error);
  }
  take (rows, c);
  rows->wrapped = c == '{';
  return !rows->wrapped || find_array_member (rows, cancellable, error);
}

/* After the array: the rest of the object around it, then nothing. */
static gboolean
finish (CrmJsonRows *rows, GCancellable *cancellable, GError **error)
{
  char c;
  rows->ended = TRUE;
  while (TRUE) {
    rows->keep = rows->at;
    if (!peek_token (rows, &c, cancellable, error)) {
      return FALSE;
    }
    if (!rows->wrapped) {
      return c == '\0' || fail (rows, _ ("something stands after the end of the array"), error);
    }
    if (c == '}') {
      take (rows, c);
      rows->wrapped = FALSE;
    } else if (c == ',' || c == ':') {
      take (rows, c);
    } else if (!skip_value (rows, cancellable, error)) {
      return FALSE;
    }
  }
}

static char *
get_scalar_text (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node)) {
    return g_strdup ("");
  }
  switch (json_node_get_value_type (node)) {
  case G_TYPE_STRING:
    return json_node_dup_string (node);
  case G_TYPE_INT64:
    return g_strdup_printf ("%" PRId64, json_node_get_int (node));
  case G_TYPE_BOOLEAN:
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  case G_TYPE_DOUBLE: {
    /* Fifteen digits come back from a double as they were written. */
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", json_node_get_double (node)));
  }
  default:
    return g_strdup ("");
  }
}

static gboolean add_members (CrmJsonRows *rows, JsonObject *object, const char *prefix,
                             GHashTable *row, GError **error);

static gboolean
add_cell (CrmJsonRows *rows, const char *name, char *cell, GHashTable *row, GError **error)
{
  if (strlen (cell) > CRM_TABLE_CELL_MOST) {
    g_free (cell);
    return fail (rows, _ ("a value of more than 1 MB"), error);
  }
  if (!g_hash_table_contains (rows->known, name)) {
    if (rows->names->len >= CRM_TABLE_COLUMNS_MOST) {
      g_free (cell);
      return fail (rows, _ ("more than 1,000 different names"), error);
    }
    char *kept = g_strdup (name);
    g_ptr_array_add (rows->names, kept);
    g_hash_table_add (rows->known, kept);
  }
  g_hash_table_insert (row, g_strdup (name), cell);
  return TRUE;
}

static gboolean
add_array (CrmJsonRows *rows, JsonArray *array, const char *name, GHashTable *row, GError **error)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  guint length = json_array_get_length (array);
  for (guint i = 0; i < length; i++) {
    JsonNode *element = json_array_get_element (array, i);
    if (JSON_NODE_HOLDS_OBJECT (element)) {
      g_autofree char *prefix = g_strdup_printf ("%s.%u.", name, i + 1);
      if (!add_members (rows, json_node_get_object (element), prefix, row, error)) {
        return FALSE;
      }
    } else {
      g_autofree char *text = get_scalar_text (element);
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? ", " : "", text);
    }
  }
  return joined->len == 0 ||
         add_cell (rows, name, g_string_free (g_steal_pointer (&joined), FALSE), row, error);
}

static gboolean
add_members (CrmJsonRows *rows, JsonObject *object, const char *prefix, GHashTable *row,
             GError **error)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member, &node)) {
    gboolean added;
    g_autofree char *name = g_strconcat (prefix, member, NULL);
    if (JSON_NODE_HOLDS_OBJECT (node)) {
      g_autofree char *inner = g_strconcat (name, ".", NULL);
      added = add_members (rows, json_node_get_object (node), inner, row, error);
    } else if (JSON_NODE_HOLDS_ARRAY (node)) {
      added = add_array (rows, json_node_get_array (node), name, row, error);
    } else {
      added = add_cell (rows, name, get_scalar_text (node), row, error);
    }
    if (!added) {
      return FALSE;
    }
  }
  return TRUE;
}

static GHashTable *
read_object (CrmJsonRows *rows, const char *object, GError **error)
{
  g_autoptr (GHashTable) row = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) reason = NULL;
  if (!json_parser_load_from_data (rows->parser, object, -1, &reason)) {
    fail (rows, reason->message, error);
    return NULL;
  }
  JsonNode *root = json_parser_get_root (rows->parser);
  g_assert (root != NULL && JSON_NODE_HOLDS_OBJECT (root));
  if (!add_members (rows, json_node_get_object (root), "", row, error)) {
    return NULL;
  }
  return g_steal_pointer (&row);
}

static gboolean
next_row (gpointer data, GHashTable **row, guint64 *line, GCancellable *cancellable, GError **error)
{
  CrmJsonRows *rows = data;
  char c;
  *row = NULL;
  if (rows->ended) {
    return TRUE;
  }
  if ((!rows->begun && !begin (rows, cancellable, error)) ||
      !peek_token (rows, &c, cancellable, error)) {
    return FALSE;
  }
  if (c == ',' && rows->any) {
    take (rows, c);
    if (!peek_token (rows, &c, cancellable, error)) {
      return FALSE;
    }
  } else if (rows->any && c != ']') {
    return c == '\0' ? fail (rows, _ ("the file ends too early: it is cut off"), error)
                     : fail (rows, _ ("a comma should stand here"), error);
  }
  if (c == ']') {
    take (rows, c);
    return finish (rows, cancellable, error);
  }
  if (c != '{') {
    return c == '\0' ? fail (rows, _ ("the file ends too early: it is cut off"), error)
                     : fail (rows, _ ("an object should stand here"), error);
  }
  rows->any = TRUE;
  *line = rows->line;
  g_autofree char *object = take_value (rows, cancellable, error);
  if (object == NULL) {
    return FALSE;
  }
  *row = read_object (rows, object, error);
  return *row != NULL;
}

/* An array of objects, alone or as a member of an object; those in objects are joined with dots. */
const CrmTableObjects crm_json_objects = {
  .make = make_rows,
  .free = free_rows,
  .next = next_row,
  .get_names = get_names,
  .get_entity = get_entity,
  .get_text = get_text,
};
