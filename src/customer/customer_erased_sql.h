/* customer_erased_sql.h -- the statements of persons deleted on request. */
#ifndef CUSTOMER_CUSTOMER_ERASED_SQL_H
#define CUSTOMER_CUSTOMER_ERASED_SQL_H

#include "customer/customer_erased.h"

/* What stays of a person. */
typedef struct CustomerErased {
    int64_t id, tenant_id;
    AddWay  source;
    int64_t first_added_at_ms, last_event_at_ms, created_at_ms, erased_at_ms;
} CustomerErased;

typedef struct CustomerErasedKey {
    int64_t tenant_id;
    Str     blind;
    int64_t customer_id, erased_at_ms;
} CustomerErasedKey;

/* Whether there is a digest of anybody. */
Code customer_erased_sql_any(Ctx *cx, bool *any) MUST_USE;
/* How many digests there are, and when the newest was kept. */
Code customer_erased_sql_mark(Ctx *cx, ErasedMark *out) MUST_USE;
/* Under that digest. */
Code customer_erased_sql_find(Ctx *cx, Str blind, CustomerErasedKey *out, bool *found) MUST_USE;
/* The newest deletion under that digest counts. */
Code customer_erased_sql_keep_key(Ctx *cx, const CustomerErasedKey *key) MUST_USE;
/* Deletes and blanks all of him and of those folded into him, and keeps what stays. */
Code customer_erased_sql_erase(Ctx *cx, const CustomerErased *left) MUST_USE;

#endif
