/* The application. */
#include "config.h"

#include "crm-application.h"

#include "crm-window.h"

struct _CrmApplication {
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (CrmApplication, crm_application, ADW_TYPE_APPLICATION)

static void
crm_application_class_init (CrmApplicationClass *klass)
{
}

static void
crm_application_init (CrmApplication *self)
{
}

CrmApplication *
crm_application_new (void)
{
  return g_object_new (CRM_TYPE_APPLICATION, "application-id", APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/io/github/voronka_crm/Voronka", NULL);
}
