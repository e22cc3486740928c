/* Message: what is written to clients, from templates, and waits in the outbox until it is sent. */
#include "config.h"

#include "entities.h"

const CrmChoice crm_channels[] = {
  { "email", NC_ ("channel", "E-mail"), "accent" },
  { "sms", NC_ ("channel", "SMS"), "success" },
  { NULL },
};

static const CrmField template_fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_INDEXED | CRM_FIELD_LISTED },
  { "code", NC_ ("field", "Code"), CRM_KIND_TEXT, 0 },
  { "channel", NC_ ("field", "Sent by"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = crm_channels, .initial = "email" },
  { "subject_line", NC_ ("field", "Subject"), CRM_KIND_TEXT, CRM_FIELD_LISTED },
  { "body", NC_ ("field", "Text"), CRM_KIND_NOTE, CRM_FIELD_REQUIRED,
    .hint = NC_ ("hint", "{{company.name}}, {{deal.value}}, {{next_start}} become what they are") },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_message_template = {
  .code = 76,
  .name = "message_template",
  .label = NC_ ("entity", "Message template"),
  .label_plural = NC_ ("entity", "Message templates"),
  .label_new = NC_ ("entity", "New template"),
  .purpose = NC_ ("purpose", "Letters and text messages that processes write."),
  .icon = "mail-unread-symbolic",
  .fields = template_fields,
  .n_fields = G_N_ELEMENTS (template_fields),
  .sort = "name",
  .no_search = TRUE,
};

static const CrmChoice states[] = {
  { "waiting", NC_ ("message", "Waiting"), "warning" },
  { "sent", NC_ ("message", "Sent"), "success" },
  { "failed", NC_ ("message", "Failed"), "error" },
  { "cancelled", NC_ ("message", "Cancelled"), "neutral" },
  { NULL },
};

static gboolean
is_settled (CrmRecord *record)
{
  return g_strcmp0 (crm_record_get_text (record, "state"), "waiting") != 0;
}

static const CrmField fields[] = {
  { "subject_line", NC_ ("field", "Subject"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_LISTED },
  { "channel", NC_ ("field", "Sent by"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = crm_channels, .initial = "email" },
  { "state", NC_ ("field", "State"), CRM_KIND_CHOICE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_INDEXED, .choices = states,
    .initial = "waiting" },
  { "recipient", NC_ ("field", "To"), CRM_KIND_TEXT, CRM_FIELD_LISTED | CRM_FIELD_SUBTITLE },
  { "body", NC_ ("field", "Text"), CRM_KIND_NOTE, 0 },
  { "company", NC_ ("field", "Company"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED | CRM_FIELD_INDEXED,
    .target = "company" },
  { "contact", NC_ ("field", "Contact"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED,
    .target = "contact" },
  { "deal", NC_ ("field", "Deal"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED, .target = "deal" },
  { "document", NC_ ("field", "Document"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED,
    .target = "document" },
  { "template", NC_ ("field", "Message template"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED,
    .target = "message_template" },
  { "responsible", NC_ ("field", "Responsible"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED,
    .target = "person", .initial = "me" },
  { "sent", NC_ ("field", "Sent on"), CRM_KIND_MOMENT, CRM_FIELD_READ_ONLY | CRM_FIELD_LISTED },
  { "problem", NC_ ("field", "Why it was not sent"), CRM_KIND_TEXT, CRM_FIELD_READ_ONLY },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_message = {
  .code = 75,
  .name = "message",
  .label = NC_ ("entity", "Message"),
  .label_plural = NC_ ("entity", "Messages"),
  .label_new = NC_ ("entity", "New message"),
  .purpose = NC_ ("purpose", "The outbox: what was written to clients and what waits to be sent."),
  .icon = "mail-send-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .is_settled = is_settled,
  .sort = "-created",
  .no_search = TRUE,
  .no_merge = TRUE,
};
