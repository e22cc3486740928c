/* The descriptions, one file each; crm-entity.c lists them. */
#pragma once

#include <glib/gi18n-lib.h>

#include "crm-check-digits.h"
#include "crm-database.h"
#include "crm-record.h"

extern const CrmEntity crm_entity_person;
extern const CrmEntity crm_entity_person_segment;
extern const CrmEntity crm_entity_person_group;
extern const CrmEntity crm_entity_choice;
extern const CrmEntity crm_entity_tag;
extern const CrmEntity crm_entity_custom_field;
extern const CrmEntity crm_entity_company;
extern const CrmEntity crm_entity_address;
extern const CrmEntity crm_entity_bank_account;
extern const CrmEntity crm_entity_contact;
extern const CrmEntity crm_entity_product;
extern const CrmEntity crm_entity_pipeline;
extern const CrmEntity crm_entity_stage;
extern const CrmEntity crm_entity_gate;
extern const CrmEntity crm_entity_campaign;
extern const CrmEntity crm_entity_deal;
extern const CrmEntity crm_entity_stage_move;
extern const CrmEntity crm_entity_process;
extern const CrmEntity crm_entity_task_type;
extern const CrmEntity crm_entity_outcome;
extern const CrmEntity crm_entity_message_template;
extern const CrmEntity crm_entity_effect;
extern const CrmEntity crm_entity_process_member;
extern const CrmEntity crm_entity_process_run;
extern const CrmEntity crm_entity_receipt;
extern const CrmEntity crm_entity_message;
extern const CrmEntity crm_entity_recurrence;
extern const CrmEntity crm_entity_reminder;
extern const CrmEntity crm_entity_own_day;
extern const CrmEntity crm_entity_checklist_item;
extern const CrmEntity crm_entity_participant;
extern const CrmEntity crm_entity_request_kind;
extern const CrmEntity crm_entity_request_item;
extern const CrmEntity crm_entity_request_answer;
extern const CrmEntity crm_entity_activity;
extern const CrmEntity crm_entity_sequence;
extern const CrmEntity crm_entity_document;
extern const CrmEntity crm_entity_document_line;
extern const CrmEntity crm_entity_form;
extern const CrmEntity crm_entity_issue;
extern const CrmEntity crm_entity_payment;
extern const CrmEntity crm_entity_rate;
extern const CrmEntity crm_entity_saved_view;
extern const CrmEntity crm_entity_note;
extern const CrmEntity crm_entity_file;
extern const CrmEntity crm_entity_different;
extern const CrmEntity crm_entity_merge;
extern const CrmEntity crm_entity_mention;

extern const CrmChoice crm_countries[];
extern const CrmChoice crm_currencies[];
extern const CrmChoice crm_vat_rates[];
extern const CrmChoice crm_languages[];
extern const CrmChoice crm_colours[];
extern const CrmChoice crm_roles[];
extern const CrmChoice crm_activity_kinds[];
extern const CrmChoice crm_activity_states[];
extern const CrmChoice crm_activity_priorities[];
extern const CrmChoice crm_document_kinds[];
extern const CrmChoice crm_form_kinds[];
extern const CrmChoice crm_document_statuses[];
extern const CrmChoice crm_channels[];

gboolean crm_place_last (CrmRecord *record, const char *within, const char *and_within,
                         CrmDatabase *database, GError **error);
char *crm_check_company_tax_number (CrmRecord *record, const CrmField *field);
char *crm_check_email_field (CrmRecord *record, const CrmField *field);

#define CRM_FIELD_CREATED                                                                          \
  { "created", NC_ ("field", "Created"), CRM_KIND_MOMENT, CRM_FIELD_READ_ONLY,                     \
    .group = NC_ ("group", "Record") }
#define CRM_FIELD_CHANGED                                                                          \
  { "changed", NC_ ("field", "Changed"), CRM_KIND_MOMENT, CRM_FIELD_READ_ONLY,                     \
    .group = NC_ ("group", "Record") }
