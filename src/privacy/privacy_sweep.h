/* privacy_sweep.h -- every text of the store in which somebody may be named, table by table.
 *
 * The map of privacy_test.c says of every other text why nobody is named there. */
#ifndef PRIVACY_PRIVACY_SWEEP_H
#define PRIVACY_PRIVACY_SWEEP_H

#include "privacy/privacy.h"
#include "privacy/privacy_needle.h"

/* Up to five texts of a row. */
enum { SWEPT_TEXTS = 5 };
typedef struct SweptRow {
    int64_t id;
    Str     a, b, c, d, e;
} SweptRow;

/* `page`: tenant, after, limit; `put`: tenant, id, the texts. */
typedef struct Sweep {
    const char  *table;
    const Query *page, *put;
    size_t       texts;     /* how many of a to e the table has */
    const char  *sealed_as; /* a is sealed under this name; else NULL */
    bool         is_outbox; /* what still waits there is not sent any more */
} Sweep;
extern const Sweep  privacy_sweeps[];
extern const size_t privacy_sweep_count;

/* One page of a table behind `after`: cleans it, and moves `after` to its last row.  `more` is
 * false behind the last page.  In an open transaction. */
Code privacy_sweep_page(Ctx *cx, const Sweep *sweep, const Needles *needles, int64_t limit,
                        int64_t *after, int64_t *changed, bool *more) MUST_USE;
/* The same for the log: what is of `him` is reduced, of another living person only what cannot be
 * his is looked for. */
Code privacy_sweep_events(Ctx *cx, const Needles *needles, Ids him, int64_t limit, int64_t *after,
                          int64_t *changed, bool *more) MUST_USE;
/* The newest place of the log. */
Code privacy_sweep_head(Ctx *cx, int64_t *seq) MUST_USE;

#endif
