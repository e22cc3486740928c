/* Note and file: what people write and attach to any record; whom a note mentions. */
#include "config.h"

#include "entities.h"

static const CrmField note_fields[] = {
  { "text", NC_ ("field", "Text"), CRM_KIND_NOTE,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_SEARCHED | CRM_FIELD_LISTED },
  { "subject", NC_ ("field", "About"), CRM_KIND_SUBJECT,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED },
  { "author", NC_ ("field", "Author"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED, .target = "person",
    .initial = "me" },
  { "reply_to", NC_ ("field", "Reply to"), CRM_KIND_REFERENCE, CRM_FIELD_OWNER | CRM_FIELD_INDEXED,
    .target = "note" },
  { "pinned", NC_ ("field", "Pinned"), CRM_KIND_YES_NO, 0, .initial = "no" },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_note = {
  .code = 30,
  .name = "note",
  .label = NC_ ("entity", "Note"),
  .label_plural = NC_ ("entity", "Notes"),
  .label_new = NC_ ("entity", "New note"),
  .purpose = NC_ ("purpose", "What is worth remembering about a record."),
  .icon = "document-edit-symbolic",
  .fields = note_fields,
  .n_fields = G_N_ELEMENTS (note_fields),
  .sort = "-created",
};

static const CrmField mention_fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_LISTED },
  { "note", NC_ ("field", "Note"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED | CRM_FIELD_LISTED, .target = "note" },
  { "person", NC_ ("field", "Person"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED | CRM_FIELD_LISTED,
    .target = "person" },
  { "seen", NC_ ("field", "Seen"), CRM_KIND_YES_NO, CRM_FIELD_LISTED, .initial = "no" },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_mention = {
  .code = 51,
  .name = "mention",
  .label = NC_ ("entity", "Mention"),
  .label_plural = NC_ ("entity", "Mentions"),
  .icon = "avatar-default-symbolic",
  .fields = mention_fields,
  .n_fields = G_N_ELEMENTS (mention_fields),
  .sort = "-created",
  .internal = TRUE,
  .no_search = TRUE,
};

static const CrmField file_fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_SEARCHED | CRM_FIELD_LISTED },
  { "subject", NC_ ("field", "Attached to"), CRM_KIND_SUBJECT,
    CRM_FIELD_OWNER | CRM_FIELD_INDEXED },
  { "media_type", NC_ ("field", "Type"), CRM_KIND_TEXT, CRM_FIELD_LISTED | CRM_FIELD_READ_ONLY },
  { "size", NC_ ("field", "Size in bytes"), CRM_KIND_INTEGER,
    CRM_FIELD_LISTED | CRM_FIELD_READ_ONLY },
  { "sha256", NC_ ("field", "Check sum"), CRM_KIND_TEXT,
    CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN | CRM_FIELD_REQUIRED },
  { "author", NC_ ("field", "Added by"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED, .target = "person",
    .initial = "me" },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_file = {
  .code = 31,
  .name = "file",
  .label = NC_ ("entity", "File"),
  .label_plural = NC_ ("entity", "Files"),
  .label_new = NC_ ("entity", "New file"),
  .purpose = NC_ ("purpose", "Pictures, scans and texts that belong to a record."),
  .icon = "mail-attachment-symbolic",
  .fields = file_fields,
  .n_fields = G_N_ELEMENTS (file_fields),
  .sort = "name",
  .no_merge = TRUE,
};
