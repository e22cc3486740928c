/* Reads a table ahead: while one thread writes rows, which holds up everybody else who wants to
 * write, another takes the next ones out of the file.
 *
 * Rows go over in stacks, so that the threads seldom wait for one another, and only so many of them
 * that a file of any size takes the same memory. */
#include "config.h"

#include "crm-table-ahead-private.h"
#include "crm-table-text-private.h"

#include <string.h>

#define MOST_STACKS 8
#define MOST_ROWS 128           /* of one stack */
#define MOST_BYTES (512 * 1024) /* of one stack, as soon as a row goes beyond it */

typedef struct {
  GPtrArray *rows; /* CrmTableRow, each with its cells in one piece of memory */
  gsize n_bytes;
  gboolean is_last;
  GError *error; /* owned: why there are no more */
} Stack;

struct _CrmTableAhead {
  CrmTableReader *reader;    /* owned */
  GCancellable *cancellable; /* owned */
  GThread *thread;

  GMutex mutex;
  GCond moved; /* a stack came or went, or it is enough */
  GQueue stacks;
  gboolean stopped;

  Stack *current; /* owned: the one that is given out */
  guint next;     /* of its rows */
};

static Stack *
new_stack (void)
{
  Stack *stack = g_new0 (Stack, 1);
  stack->rows = g_ptr_array_new_with_free_func (g_free);
  return stack;
}

static void
free_stack (Stack *stack)
{
  if (stack == NULL)
    return;
  g_ptr_array_unref (stack->rows);
  g_clear_error (&stack->error);
  g_free (stack);
}

static char *
put (char **free_space, gconstpointer data, gsize size)
{
  char *place = *free_space;
  memcpy (place, data, size);
  *free_space += size;
  return place;
}

/* The row, then its cells, then what they say. */
static void
add_copy (Stack *stack, const CrmTableRow *row)
{
  gsize size = sizeof *row + (row->n_cells + 1) * sizeof (char *);
  CrmTableRow *copy;
  const char **cells;
  char *free_space;

  for (guint i = 0; i < row->n_cells; i++)
    size += strlen (row->cells[i]) + 1;
  size += row->typed != NULL ? row->n_cells : 0;
  size += row->problem != NULL ? strlen (row->problem) + 1 : 0;
  copy = g_malloc (size);
  cells = (const char **) (copy + 1);
  free_space = (char *) (cells + row->n_cells + 1);
  *copy = *row;
  copy->cells = cells;
  for (guint i = 0; i < row->n_cells; i++)
    cells[i] = put (&free_space, row->cells[i], strlen (row->cells[i]) + 1);
  cells[row->n_cells] = NULL;
  if (row->typed != NULL)
    copy->typed = (const guint8 *) put (&free_space, row->typed, row->n_cells);
  if (row->problem != NULL)
    copy->problem = put (&free_space, row->problem, strlen (row->problem) + 1);
  g_ptr_array_add (stack->rows, copy);
  stack->n_bytes += size;
}

/* Waits for room; returns whether to go on. */
static gboolean
hand_over (CrmTableAhead *self, Stack *stack)
{
  gboolean goes_on;

  g_mutex_lock (&self->mutex);
  while (self->stacks.length >= MOST_STACKS && !self->stopped)
    g_cond_wait (&self->moved, &self->mutex);
  goes_on = !self->stopped && !stack->is_last;
  g_queue_push_tail (&self->stacks, stack);
  g_cond_signal (&self->moved);
  g_mutex_unlock (&self->mutex);
  return goes_on;
}

static gpointer
read_thread (gpointer data)
{
  CrmTableAhead *self = data;
  Stack *stack;

  do {
    stack = new_stack ();
    while (!stack->is_last && stack->rows->len < MOST_ROWS && stack->n_bytes < MOST_BYTES) {
      const CrmTableRow *row;
      if (crm_table_reader_read (self->reader, &row, self->cancellable, &stack->error) &&
          row != NULL)
        add_copy (stack, row);
      else
        stack->is_last = TRUE;
    }
  } while (hand_over (self, stack));
  return NULL;
}

CrmTableAhead *
crm_table_ahead_new (CrmTableReader *reader, GCancellable *cancellable)
{
  CrmTableAhead *self = g_new0 (CrmTableAhead, 1);

  self->reader = g_object_ref (reader);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->moved);
  g_queue_init (&self->stacks);
  self->thread = g_thread_new ("crm-ahead", read_thread, self);
  return self;
}

static void
take_stack (CrmTableAhead *self)
{
  g_clear_pointer (&self->current, free_stack);
  self->next = 0;
  g_mutex_lock (&self->mutex);
  while (self->stacks.length == 0)
    g_cond_wait (&self->moved, &self->mutex);
  self->current = g_queue_pop_head (&self->stacks);
  g_cond_signal (&self->moved);
  g_mutex_unlock (&self->mutex);
}

gboolean
crm_table_ahead_read (CrmTableAhead *self, const CrmTableRow **row, GError **error)
{
  *row = NULL;
  /* What is read already must not go in either. */
  if (!crm_table_check_cancelled (crm_table_reader_get_name (self->reader), self->cancellable,
                                  error))
    return FALSE;
  while (self->current == NULL ||
         (self->next >= self->current->rows->len && !self->current->is_last))
    take_stack (self);
  if (self->next < self->current->rows->len) {
    *row = self->current->rows->pdata[self->next++];
    return TRUE;
  }
  if (self->current->error == NULL)
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (self->current->error);
  return FALSE;
}

void
crm_table_ahead_free (CrmTableAhead *self)
{
  g_mutex_lock (&self->mutex);
  self->stopped = TRUE;
  g_cond_signal (&self->moved);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  g_queue_clear_full (&self->stacks, (GDestroyNotify) free_stack);
  g_clear_pointer (&self->current, free_stack);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->moved);
  g_clear_object (&self->cancellable);
  g_object_unref (self->reader);
  g_free (self);
}
