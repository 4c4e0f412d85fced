/* customer_erased.h -- persons deleted on request: what stays of them, and that they stay gone.
 *
 * The row, identities, remarks, tags and likenesses of the person, and of those folded into him,
 * are deleted; relations stay as intervals without a name, so boards count as before.  What he was
 * known by stays as a keyed digest: what a platform tells of the time until the deletion is not
 * taken any more, while whoever comes later under the same identity is somebody new. */
#ifndef CUSTOMER_CUSTOMER_ERASED_H
#define CUSTOMER_CUSTOMER_ERASED_H

#include "customer/customer.h"

typedef struct ErasedKey {
    int64_t customer_id;  /* whose it was      */
    int64_t erased_at_ms; /* 0: nobody's       */
} ErasedKey;

/* How many values of persons deleted are kept, and when the last was: who is deleted moves it. */
typedef struct ErasedMark { int64_t count, newest_ms; } ErasedMark;

/* Deletes all that this slice knows of him; in an open transaction.  `id` is who he is now.
 * ERR_NOT_FOUND "customer.not_found". */
Code customer_erase(Ctx *cx, CustomerId id) MUST_USE;
/* Whether anybody of the tenant ever was deleted: mostly nobody, and asked of every batch. */
Code customer_erased_any(Ctx *cx, bool *any) MUST_USE;
/* For who keeps persons in mind over transactions: where it moved, one of them may be gone. */
Code customer_erased_mark(Ctx *cx, ErasedMark *out) MUST_USE;
/* Who was known by that and is gone; `value` in the form of customer_door_claim. */
Code customer_erased_find(Ctx *cx, Str kind, Str scope, Str value, ErasedKey *out) MUST_USE;

extern const SqlList customer_erased_sql;

#endif
