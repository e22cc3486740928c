/* How a client pays: what became of the days on which money was promised. */
#pragma once

#include "crm-database.h"

G_BEGIN_DECLS

/**
 * CrmPaymentHabit:
 * @n_paid: papers that asked for money by a day, and were paid
 * @n_on_time: of those, not after that day
 * @days: from the day to the payment, on average; less than 0: before it. 0 while nothing is paid
 * @n_postponed: how often a promise was put off
 * @n_lapsed: papers that lapsed unpaid
 * @n_late: papers that are waited for since before today
 *
 * Of the latest %CRM_PAYMENT_HABIT_MOST papers of one client.
 */
typedef struct {
  guint n_paid;
  guint n_on_time;
  gint64 days;
  guint n_postponed;
  guint n_lapsed;
  guint n_late;
} CrmPaymentHabit;

#define CRM_PAYMENT_HABIT_MOST 100

/* Any thread with its own connection. @today: days since 1970. */
gboolean crm_payment_habit_read (CrmDatabase *database, gint64 company, gint64 today,
                                 CrmPaymentHabit *habit, GError **error);
/* (transfer full): "Pays 4 days late on average"; NULL: nothing is known yet */
char *crm_payment_habit_dup_text (const CrmPaymentHabit *habit);
/* (transfer full): "6 of 10 on time · put off 3 times", or "" */
char *crm_payment_habit_dup_details (const CrmPaymentHabit *habit);

G_END_DECLS
