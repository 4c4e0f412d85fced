/* together.c -- the leader's part, and what happens when one of many fails. */
#include "kernel/together.h"

#include "db/db_line.h"

static Code do_items(Ctx *cx, const Together *what, void *const *items, size_t count, bool *lost)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(what->work(cx, items, count));
    const Code code = cx_commit(cx, &txn);
    *lost           = code != OK;
    return code;
}

static Code lead(Ctx *cx, const Together *what, const DbWaiter *group, bool *is_alone, bool *lost)
{
    const int64_t tenant_id = cx->tenant_id, now_ms = cx->now_ms;
    const Str     actor = cx->actor;
    Vec           items = vec_of(cx->arena, void *);
    for (const DbWaiter *one = group; one != NULL; one = one->next)
        *VEC_ADD(&items, void *) = one->item;
    *is_alone       = items.count == 1;
    const Code code = do_items(cx, what, (void *const *)items.at, items.count, lost);
    cx->tenant_id   = tenant_id;
    cx->now_ms      = now_ms;
    cx->actor       = actor;
    return code;
}

/* Who brings much gains nothing by waiting: the store lets such ones share a commit as they come.
 */
static bool is_much(const Together *what, size_t weight) { return weight * 4 > what->weight_max; }

Code together(Ctx *cx, const Together *what, void *item, size_t weight)
{
    ASSERT(cx->link == NULL);
    DbWaiter me = { .item = item, .weight = weight }, *group = NULL;
    bool     lost = false, is_alone = false;
    if (is_much(what, weight)) return lead(cx, what, &me, &is_alone, &lost);
    if (db_line_join(cx->db, what, what->weight_max, &me, &group)) {
        const Code code = lead(cx, what, group, &is_alone, &lost);
        db_line_end(cx->db, what, group,
                    code == OK ? DB_LINE_DONE
                    : lost     ? DB_LINE_LOST
                               : DB_LINE_APART);
        if (code == OK || is_alone || lost) return code;
        forgive(cx);
    } else if (me.end == DB_LINE_DONE) {
        return OK;
    } else if (me.end == DB_LINE_LOST) {
        return fail(cx, ERR_UNAVAILABLE, "db.unavailable", "the commit of many failed");
    }
    const DbWaiter alone = { .item = item };
    return lead(cx, what, &alone, &is_alone, &lost);
}
