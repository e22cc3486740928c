/* Documents of a deal with their lines and payments. */
#include "config.h"

#include "crm-demo-paper.h"

#include "crm-decimal.h"
#include "crm-document.h"

static const char *const statuses[] = {
  [CRM_DEMO_PLANNED] = "planned",   [CRM_DEMO_FOR_SIGNATURE] = "for_signature",
  [CRM_DEMO_SIGNED] = "signed",     [CRM_DEMO_COMPLETED] = "completed",
  [CRM_DEMO_REJECTED] = "rejected",
};

/* One document on its way into rows. */
typedef struct {
  CrmDemoStory *story;
  const CrmDemoDeal *deal;
  const CrmDemoPaper *plan;
  const CrmDemoOrder *order;
  const CrmDemoTaskSubject *subject;
  CrmVatResult *sums; /* owned */
  char *number;       /* owned; NULL while it is planned */
  const char *basis;
  gint64 base;
  gint64 paid;
  gint64 issued; /* moment */
  gint64 id;
} Paper;

static gboolean
is_numbered (const CrmDemoPaper *plan)
{
  return plan->status != CRM_DEMO_PLANNED;
}

/**
 * crm_demo_numbering_make:
 * @story: a teller, before its first company
 *
 * Counts the documents of each day and kind, so that the first number of each day is known. Numbers
 * begin anew each year.
 */
void
crm_demo_numbering_make (CrmDemoStory *story)
{
  CrmDemoNumbering *numbering = story->numbering = g_new0 (CrmDemoNumbering, 1);
  const CrmDemoWorld *world = story->world;
  CrmDemoPlan plan;

  numbering->first = world->today - CRM_DEMO_DAYS;
  for (guint i = 0; i < world->n_companies; i++) {
    crm_demo_plan_make (&plan, world, i);
    for (guint j = 0; j < plan.n_deals; j++)
      for (guint k = 0; k < plan.deals[j].n_papers; k++) {
        const CrmDemoPaper *paper = &plan.deals[j].papers[k];
        if (is_numbered (paper))
          numbering->next[paper->kind][paper->date - numbering->first]++;
      }
  }
  for (guint kind = 0; kind < CRM_DEMO_N_PAPER_KINDS; kind++) {
    guint next = 1;
    int last_year = 0;
    for (guint day = 0; day < CRM_DEMO_DAYS; day++) {
      guint n = numbering->next[kind][day];
      int year;
      crm_date_to_ymd (numbering->first + day, &year, NULL, NULL);
      if (year != last_year)
        next = 1;
      last_year = year;
      numbering->next[kind][day] = next;
      next += n;
    }
    numbering->after[kind] = next;
    numbering->year = last_year;
  }
}

/**
 * crm_demo_numbering_write:
 * @story: a teller with a numbering
 *
 * The next documents go on where those of the demo end.
 */
void
crm_demo_numbering_write (CrmDemoStory *story)
{
  const CrmEntity *entity = crm_entity_find ("sequence");
  CrmChange *change = story->writer->change;

  for (guint kind = 0; kind < CRM_DEMO_N_PAPER_KINDS; kind++) {
    CrmRecord *sequence = story->world->sequences[kind];
    if (sequence == NULL)
      continue;
    crm_change_set_integer (change, entity, crm_record_get_id (sequence), "year",
                            story->numbering->year);
    crm_change_set_integer (change, entity, crm_record_get_id (sequence), "next",
                            story->numbering->after[kind]);
  }
}

static gboolean
take_number (Paper *paper, GError **error)
{
  const CrmDemoPaper *plan = paper->plan;
  CrmDemoNumbering *numbering = paper->story->numbering;
  CrmRecord *sequence = paper->story->world->sequences[plan->kind];
  const char *pattern = sequence != NULL ? crm_record_get_text (sequence, "pattern") : "{number}";

  if (!is_numbered (plan))
    return TRUE;
  paper->number = crm_sequence_format (
      pattern, numbering->next[plan->kind][plan->date - numbering->first]++, plan->date, error);
  return paper->number != NULL;
}

/* Since when it has the status it has. */
static gint64
find_status_since (const Paper *paper)
{
  const CrmDemoWorld *world = paper->story->world;
  gint64 date = paper->plan->date;

  switch (paper->plan->status) {
  case CRM_DEMO_COMPLETED:
    date = paper->plan->kind == CRM_DEMO_BILL ? paper->deal->paid_date : date + 1;
    break;
  case CRM_DEMO_REJECTED:
    date = paper->deal->closed;
    break;
  case CRM_DEMO_PLANNED:
  case CRM_DEMO_FOR_SIGNATURE:
  case CRM_DEMO_SIGNED:
    return paper->issued;
  }
  date = MIN (date, world->today - 1);
  return MAX (paper->issued, crm_demo_world_moment (world, date, 15 * 60));
}

static void
write_document (Paper *paper)
{
  CrmDemoStory *story = paper->story;
  const CrmDemoWorld *world = story->world;
  const CrmDemoPaper *plan = paper->plan;
  const CrmDemoWords *words = world->words[0];
  gboolean bill = plan->kind == CRM_DEMO_BILL;
  gint64 since = find_status_since (paper);
  CrmDemoRow row = crm_demo_row_begin (story->writer, CRM_DEMO_DOCUMENT_ROW);

  paper->id = row.id;
  crm_demo_row_text (&row, "number", paper->number);
  crm_demo_row_text (&row, "kind", crm_demo_paper_kind_name (world, plan->kind));
  crm_demo_row_integer (&row, "date", plan->date);
  crm_demo_row_text (&row, "status", statuses[plan->status]);
  crm_demo_row_integer (&row, "company", story->company);
  crm_demo_row_integer (&row, "seller", world->seller);
  if (bill)
    crm_demo_row_integer (&row, "account", world->account);
  crm_demo_row_integer (&row, "contact", paper->subject->contact);
  crm_demo_row_integer (&row, "deal", paper->subject->deal);
  crm_demo_row_reference (&row, "base", paper->base);
  crm_demo_row_text (&row, "basis", paper->basis);
  crm_demo_row_integer (&row, "responsible", paper->subject->responsible);
  crm_demo_row_integer (&row, "total", paper->sums->total.gross);
  crm_demo_row_integer (&row, "net", paper->sums->total.net);
  crm_demo_row_integer (&row, "vat", paper->sums->total.vat);
  crm_demo_row_reference (&row, "paid", paper->paid);
  if (bill)
    crm_demo_row_integer (&row, "due_date", plan->date + story->plan.payment_days);
  crm_demo_row_text (&row, "currency", words->currency);
  crm_demo_row_text (&row, "vat_policy",
                     crm_vat_policy_to_string (crm_vat_default_policy (words->country)));
  crm_demo_row_integer (&row, "prices_include_vat", crm_demo_prices_include_vat (world));
  crm_demo_row_text (&row, "language", words->language);
  if (bill)
    crm_demo_row_text (&row, "note", crm_demo_words_office (words, "thanks"));
  if (is_numbered (plan))
    crm_demo_row_integer (&row, "issued", paper->issued);
  crm_demo_row_integer (&row, "status_since", since);
  crm_demo_row_integer (&row, "created", paper->issued);
  crm_demo_row_integer (&row, "changed", since);
  crm_demo_row_add (&row);
}

static void
write_lines (Paper *paper)
{
  const CrmDemoOrder *order = paper->order;
  const char *code = crm_demo_order_vat_code (order, paper->story->world, paper->plan->date);

  for (guint i = 0; i < order->n_lines; i++) {
    const CrmDemoProduct *product = order->products[i];
    const CrmVatSums *sums = &paper->sums->lines[i];
    CrmDemoRow row = crm_demo_row_begin (paper->story->writer, CRM_DEMO_LINE_ROW);
    crm_demo_row_text (&row, "name", product->entry[1]);
    crm_demo_row_integer (&row, "document", paper->id);
    crm_demo_row_integer (&row, "position", i + 1);
    crm_demo_row_integer (&row, "product", product->id);
    crm_demo_row_text (&row, "article", product->article);
    crm_demo_row_text (&row, "unit", product->entry[3]);
    crm_demo_row_text (&row, "unit_code", product->entry[4]);
    crm_demo_row_integer (&row, "quantity", order->quantities[i]);
    crm_demo_row_integer (&row, "price", product->price);
    crm_demo_row_reference (&row, "discount", order->discount);
    crm_demo_row_text (&row, "vat_rate", code);
    crm_demo_row_integer (&row, "net", sums->net);
    crm_demo_row_integer (&row, "vat", sums->vat);
    crm_demo_row_integer (&row, "total", sums->gross);
    crm_demo_row_add (&row);
  }
}

static void
write_payment (Paper *paper, CrmDemoRandom *random)
{
  CrmDemoStory *story = paper->story;
  const CrmDemoWorld *world = story->world;
  g_autofree char *date = crm_date_format_short (paper->plan->date, world->words[0]->language);
  gint64 moment = crm_demo_world_moment (world, paper->deal->paid_date,
                                         crm_demo_random_between (random, 14 * 60, 15 * 60));
  CrmDemoRow row = crm_demo_row_begin (story->writer, CRM_DEMO_PAYMENT_ROW);
  char number[12];

  g_string_printf (story->text, crm_demo_words_office (world->words[0], "purpose"), paper->number,
                   date);
  g_snprintf (number, sizeof number, "%d", crm_demo_random_between (random, 1, 980));
  crm_demo_row_text (&row, "purpose", story->text->str);
  crm_demo_row_text (&row, "direction", "in");
  crm_demo_row_integer (&row, "date", paper->deal->paid_date);
  crm_demo_row_integer (&row, "amount", paper->paid);
  crm_demo_row_text (&row, "currency", world->words[0]->currency);
  crm_demo_row_integer (&row, "company", story->company);
  crm_demo_row_integer (&row, "document", paper->id);
  crm_demo_row_integer (&row, "deal", paper->subject->deal);
  crm_demo_row_integer (&row, "account", world->account);
  crm_demo_row_text (&row, "number", number);
  crm_demo_row_integer (&row, "created", moment);
  crm_demo_row_integer (&row, "changed", moment);
  crm_demo_row_add (&row);
}

/* "Договор № 17 от 03.03.2026": what later documents of the deal rest on. */
static char *
make_basis (const Paper *paper)
{
  const CrmDemoWords *words = paper->story->world->words[0];
  g_autofree char *date = crm_date_format_short (paper->plan->date, words->language);
  return g_strdup_printf (crm_demo_words_office (words, "contract"), paper->number, date);
}

/**
 * crm_demo_papers_write:
 * @story: a teller whose company, contacts and deal are written
 * @deal: what is planned
 * @order: what it is about
 * @subject: whom it concerns; its document is set to the bill
 * @random: chance
 * @error: of the arithmetic
 *
 * Returns: whether the documents wait in the change
 */
gboolean
crm_demo_papers_write (CrmDemoStory *story, const CrmDemoDeal *deal, const CrmDemoOrder *order,
                       CrmDemoTaskSubject *subject, CrmDemoRandom *random, GError **error)
{
  const CrmDemoWorld *world = story->world;
  g_autofree char *basis = NULL;

  for (guint i = 0; i < deal->n_papers; i++) {
    g_autoptr (CrmVatResult) sums =
        crm_demo_order_compute (order, world, deal->papers[i].date, error);
    g_autofree char *number = NULL;
    Paper paper = { .story = story,
                    .deal = deal,
                    .plan = &deal->papers[i],
                    .order = order,
                    .subject = subject,
                    .sums = sums,
                    .basis = basis };

    if (sums == NULL || !take_number (&paper, error))
      return FALSE;
    number = paper.number;
    paper.issued = crm_demo_world_moment (world, paper.plan->date,
                                          crm_demo_random_between (random, 12 * 60, 14 * 60));
    if (paper.plan->kind == CRM_DEMO_BILL)
      crm_decimal_multiply (sums->total.gross, deal->paid_percent, 100, &paper.paid);
    else if (paper.plan->kind != CRM_DEMO_CONTRACT)
      paper.base = subject->document;
    write_document (&paper);
    write_lines (&paper);
    if (paper.paid != 0)
      write_payment (&paper, random);
    if (paper.plan->kind == CRM_DEMO_BILL)
      subject->document = paper.id;
    else if (paper.plan->kind == CRM_DEMO_CONTRACT && paper.number != NULL)
      basis = make_basis (&paper);
  }
  return TRUE;
}
