/* intake_testing_sql.h -- for tests only: what several of them ask of the store. */
#ifndef INTAKE_INTAKE_TESTING_SQL_H
#define INTAKE_INTAKE_TESTING_SQL_H

#include "kernel/ctx.h"

/* How many batches' digests of rows are kept for runs that may go on. */
static inline int64_t intake_testing_met(Ctx *cx)
{
    typedef struct Count {
        int64_t n;
    } Count;
    static const Field fields[] = { FIELD(Count, n) };
    static const Shape shape    = SHAPE(Count, fields);
    static const Query query    = { .name = "test.met",
                                    .sql  = "SELECT count(*) AS n FROM intake_met"
                                               " WHERE tenant_id = $1",
                                    .out  = &shape };
    Count              got      = { 0 };
    ASSERT(cx_one(cx, &query, &got, ARGS(V(cx->tenant_id))) == OK);
    return got.n;
}

#endif
