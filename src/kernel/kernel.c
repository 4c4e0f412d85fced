/* kernel.c -- what the kernel brings for the start-up check. */
#include "kernel/kernel.h"

#include "kernel/audit_sql.h"
#include "kernel/idempotency_sql.h"
#include "kernel/node_sql.h"

static const Query *const queries[] = {
    &audit_sql_before,        &idempotency_sql_by_key,    &idempotency_sql_forget,
    &idempotency_sql_expired, &idempotency_sql_unreserve, &idempotency_sql_answer,
    &node_sql_all_held,       &node_sql_upsert,           &node_sql_touch,
    &node_sql_drop,
};
static const Table *const tables[] = { &audit_table, &idempotency_table, &node_table };

static const char *const bound_columns[]   = { "customer_id", "person_id", "staff_id" };
static const char *const bound_tables[]    = { "customer", "staff" };
const ScopeRule          kernel_scope_rule = {
             .columns      = bound_columns,
             .column_count = COUNT(bound_columns),
             .tables       = bound_tables,
             .table_count  = COUNT(bound_tables),
             .word         = "org_scope",
};

const SqlList kernel_sql = SQL_LIST("kernel", queries, tables);
