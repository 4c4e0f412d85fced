/* org_module_sql.h -- the statements of modules.  Private to org/. */
#ifndef ORG_ORG_MODULE_SQL_H
#define ORG_ORG_MODULE_SQL_H

#include "org/org_sql.h"

/* A switch that is off. */
typedef struct ModuleOff {
    int64_t tenant_id;
    Str     word;
    int64_t store_id, changed_by, changed_at_ms;
} ModuleOff;

extern const Query org_sql_module_all, org_sql_module_clear, org_sql_module_mine,
    org_sql_module_off_at, org_sql_module_stores, org_sql_module_without, org_sql_module_works_for;
extern const Table org_sql_module_off;

#endif
