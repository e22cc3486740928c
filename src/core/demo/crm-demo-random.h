/* Chance that repeats itself: the same seed, stream and number give the same draws on every
 * machine. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint64 state;
} CrmDemoRandom;

/* What is drawn for: each has draws of its own, so that a change in one part leaves the others. */
typedef enum {
  CRM_DEMO_STREAM_OFFICE = 1,
  CRM_DEMO_STREAM_PLAN,
  CRM_DEMO_STREAM_COMPANY,
  CRM_DEMO_STREAM_CONTACT,
  CRM_DEMO_STREAM_DEAL,
  CRM_DEMO_STREAM_LINES,
  CRM_DEMO_STREAM_TASKS,
  CRM_DEMO_STREAM_CALLS,
  CRM_DEMO_STREAM_CAMPAIGN,
  CRM_DEMO_STREAM_SALES,
} CrmDemoStream;

/* SplitMix64 (Steele, Lea, Flood 2014): a counter through a mixing function. */
static inline guint64
crm_demo_mix (guint64 value)
{
  value = (value ^ (value >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  value = (value ^ (value >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return value ^ (value >> 31);
}

static inline void
crm_demo_random_begin (CrmDemoRandom *self, guint64 seed, CrmDemoStream stream, guint64 number)
{
  self->state = crm_demo_mix (seed + (guint64) stream * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) ^
                crm_demo_mix (number * G_GUINT64_CONSTANT (0xd1342543de82ef95) + stream);
}

static inline guint64
crm_demo_random_next (CrmDemoRandom *self)
{
  self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return crm_demo_mix (self->state);
}

/* 0 to @n - 1; 0 where @n is 0. */
static inline guint
crm_demo_random_below (CrmDemoRandom *self, guint n)
{
  return (guint) (((crm_demo_random_next (self) >> 32) * n) >> 32);
}

/* @least to @most, both included. */
static inline int
crm_demo_random_between (CrmDemoRandom *self, int least, int most)
{
  return least + (int) crm_demo_random_below (self, (guint) (most - least + 1));
}

static inline gboolean
crm_demo_random_chance (CrmDemoRandom *self, guint permille)
{
  return crm_demo_random_below (self, 1000) < permille;
}

G_END_DECLS
