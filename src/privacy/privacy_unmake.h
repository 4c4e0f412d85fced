/* privacy_unmake.h -- customers an import made go with it, where nobody touched them since. */
#ifndef PRIVACY_PRIVACY_UNMAKE_H
#define PRIVACY_PRIVACY_UNMAKE_H

#include "customer/customer.h"

/* Rows of CustomerMade of those of the ids the import made: `why` says who was touched, and how.
 * What the house itself thought of somebody (rules, audiences, attributes) is no touch. */
Code privacy_unmake_look(Ctx *cx, int64_t job_id, Ids ids, Rows *made) MUST_USE;

typedef struct Unmade {
    int64_t gone;   /* taken away, with all that was kept of them     */
    int64_t stayed; /* because somebody touched them; it is noted why */
    Ids     left;   /* of the ids, rising, all who were not taken away */
} Unmade;

/* Takes away those nobody touched, nobody if the caller does not see them; in an open transaction,
 * a few hundred at a time.  Their events stay as numbers without a name: whoever removed some says
 * log.rewritten in the end.  Once more it finds none of them: nothing happens twice. */
Code privacy_unmake(Ctx *cx, int64_t job_id, Ids ids, bool sees_them, Unmade *out) MUST_USE;
/* Older events say less now: says so, once for each `id`. */
Code privacy_unmake_end(Ctx *cx, Str id) MUST_USE;

extern const SqlList privacy_unmake_sql;

#endif
