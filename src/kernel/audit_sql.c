/* audit_sql.c -- the statements of the audit log. */
#include "kernel/audit_sql.h"

const Table audit_table = { "audit_log", &audit_shape };

const Query audit_sql_before = {
    .name = "audit.before",
    .sql  = "SELECT {cols} FROM audit_log WHERE tenant_id = $1 AND id < $2"
            " ORDER BY id DESC LIMIT $3",
    .out  = &audit_shape,
};

Code audit_sql_insert(Ctx *cx, const Audit *audit) { return cx_insert(cx, &audit_table, audit); }

Code audit_sql_list(Ctx *cx, int64_t before, int64_t limit, Rows *items)
{
    return cx_list(cx, &audit_sql_before, items, ARGS(V(cx->tenant_id), V(before), V(limit)));
}
