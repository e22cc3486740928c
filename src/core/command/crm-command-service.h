/* The verbs that write, served to other processes of the session by the one that holds the file. */
#pragma once

#include "crm-store.h"

G_BEGIN_DECLS

#define CRM_COMMAND_BUS_NAME APP_ID
#define CRM_COMMAND_OBJECT_PATH "/io/github/voronka_crm/Voronka/Commands"
#define CRM_COMMAND_INTERFACE APP_ID ".Commands"
#define CRM_COMMAND_OTHER_FILE CRM_COMMAND_INTERFACE ".Error.OtherFile"

#define CRM_TYPE_COMMAND_SERVICE (crm_command_service_get_type ())
G_DECLARE_FINAL_TYPE (CrmCommandService, crm_command_service, CRM, COMMAND_SERVICE, GObject)

CrmCommandService *crm_command_service_export (GDBusConnection *connection, CrmStore *store,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
void crm_command_service_unexport (CrmCommandService *self);

G_END_DECLS
