/* customer_selection.c -- whom somebody chose in a list, in batches. */
#include "customer/customer_index.h"

enum { BATCH = 1000 };

// clang-format off
static const Field selection_fields[] = {
    FIELD_WITH(CustomerSelection, result_id,  .min = 0, .max = 40, .about = "All of this result"),
    FIELD_WITH(CustomerSelection, except_ids, .min = 0, .max = 10000, .about = "But for these"),
    FIELD_WITH(CustomerSelection, ids,        .min = 0, .max = 10000, .about = "Or these alone"),
};
const Shape customer_selection_shape = SHAPE(CustomerSelection, selection_fields);
// clang-format on

typedef struct Choosing {
    const CustomerSelection *selection;
    People                  *people;
    Ids                      scope;
    IdMap                   *dropped; /* by id: left out, or told already */
    uint32_t                 persons[BATCH];
    int64_t                  ids[BATCH];
} Choosing;

static Code open_choice(Ctx *cx, Choosing *choosing)
{
    static char mark;
    if (cx->scope_id) TRY(customer_people_scope(cx, &choosing->scope));
    choosing->dropped = idmap_new(cx->arena);
    const Ids except  = choosing->selection->except_ids;
    for (size_t i = 0; i < except.count; i++)
        if (except.at[i]) idmap_put(choosing->dropped, except.at[i], &mark);
    return OK;
}

/* The next ids of the result, those who are gone left out; `more` is false at its end. */
static Code next_of_result(Ctx *cx, Choosing *choosing, size_t offset, size_t *count, bool *more)
{
    size_t window = 0, total = 0, kept = 0;
    if (!people_results_window(customer_index_results(cx), customer_index_owner(cx),
                               choosing->selection->result_id, offset, BATCH, choosing->persons,
                               &window, &total))
        return fail(cx, ERR_NOT_FOUND, "customer.result_gone", "no such result");
    people_ids(choosing->people, choosing->persons, window, choosing->ids);
    for (size_t i = 0; i < window; i++)
        if (choosing->ids[i] && !idmap_find(choosing->dropped, choosing->ids[i]))
            choosing->ids[kept++] = choosing->ids[i];
    *count = kept;
    *more  = offset + window < total;
    return OK;
}

static size_t next_of_ids(Choosing *choosing, size_t offset, bool *more)
{
    static char  mark;
    const Ids    ids  = choosing->selection->ids;
    const size_t end  = ids.count - offset < BATCH ? ids.count : offset + BATCH;
    size_t       kept = 0;
    for (size_t i = offset; i < end; i++) {
        if (!ids.at[i] || idmap_find(choosing->dropped, ids.at[i])) continue;
        idmap_put(choosing->dropped, ids.at[i], &mark);
        choosing->ids[kept++] = ids.at[i];
    }
    *more = end < ids.count;
    return kept;
}

/* One batch: who is in it, and may be seen. */
static Code next(Ctx *cx, Choosing *choosing, size_t offset, Ids *batch, bool *more)
{
    size_t count = 0;
    TRY(customer_people_begin(cx, &choosing->people));
    Code code = OK;
    if (choosing->selection->result_id.len)
        code = next_of_result(cx, choosing, offset, &count, more);
    else
        count = next_of_ids(choosing, offset, more);
    count = people_keep_seen(choosing->people, cx->scope_id != 0, choosing->scope, choosing->ids,
                             count);
    customer_people_end(cx);
    *batch = (Ids){ choosing->ids, count };
    return code;
}

Code customer_selection_each(Ctx *cx, const CustomerSelection        *selection,
                             Code (*each)(void *with, Ids ids), void *with)
{
    Choosing *choosing  = arena_make(cx->arena, Choosing, 1);
    choosing->selection = selection;
    TRY(open_choice(cx, choosing));
    bool more = true;
    for (size_t offset = 0; more; offset += BATCH) {
        Ids batch = { 0 };
        TRY(next(cx, choosing, offset, &batch, &more));
        if (batch.count) TRY(each(with, batch));
    }
    return OK;
}
