/* audit_sql.c -- the statements of the audit log. */
#include "kernel/audit_sql.h"

const Table audit_table = { "audit_log", &audit_shape };

/* $4 user, $5 action, $6 object, $7 outcome, $8 text in any of them; each may be empty. */
const Query audit_sql_before = {
    .name = "audit.before",
    .sql  = "SELECT {cols} FROM audit_log WHERE tenant_id = $1 AND id < $2 AND id >= $9"
            " AND (CAST($4 AS BIGINT) = 0 OR user_id = $4)"
            " AND (CAST($5 AS TEXT) = '' OR action LIKE $5 ESCAPE '!')"
            " AND (CAST($6 AS TEXT) = '' OR object LIKE $6 ESCAPE '!')"
            " AND (CAST($7 AS TEXT) = '' OR outcome = $7"
            "  OR (CAST($7 AS TEXT) = 'failed' AND outcome <> 'ok'))"
            " AND (CAST($8 AS TEXT) = '' OR lower(actor) LIKE $8 ESCAPE '!'"
            "  OR lower(action) LIKE $8 ESCAPE '!'"
            "  OR lower(coalesce(object, '')) LIKE $8 ESCAPE '!'"
            "  OR lower(coalesce(detail, '')) LIKE $8 ESCAPE '!'"
            "  OR coalesce(address, '') LIKE $8 ESCAPE '!')"
            " ORDER BY id DESC LIMIT $3",
    .out  = &audit_shape,
};

Code audit_sql_insert(Ctx *cx, const Audit *audit) { return cx_insert(cx, &audit_table, audit); }

Code audit_sql_list(Ctx *cx, const AuditFilter *filter, int64_t from, int64_t before, int64_t limit,
                    Rows *items)
{
    return cx_list(cx, &audit_sql_before, items,
                   ARGS(V(cx->tenant_id), V(before), V(limit), V(filter->user_id),
                        V(like_beginning(cx->arena, filter->action)),
                        V(like_beginning(cx->arena, filter->object)),
                        V(filter->outcome.ptr ? filter->outcome : S("")),
                        V(like_anywhere(cx->arena, filter->q)), V(from)));
}
