/* audit_sql.h -- the statements of audit.c. */
#ifndef KERNEL_AUDIT_SQL_H
#define KERNEL_AUDIT_SQL_H

#include "kernel/audit.h"

extern const Table audit_table;
extern const Query audit_sql_before;

/* One more line. */
Code audit_sql_insert(Ctx *cx, const Audit *audit) MUST_USE;
/* The newest `limit` lines that fit, with ids from `from` to below `before`. */
Code audit_sql_list(Ctx *cx, const AuditFilter *filter, int64_t from, int64_t before, int64_t limit,
                    Rows *items) MUST_USE;

#endif
