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

/* What one caller brings. */
typedef struct Share {
    void *const *items;
    size_t       count;
} Share;

static Code lead(Ctx *cx, const Together *what, const DbWaiter *group, bool *is_alone, bool *lost)
{
    const int64_t tenant_id = cx->tenant_id, now_ms = cx->now_ms;
    const Str     actor = cx->actor;
    Vec           items = vec_of(cx->arena, void *);
    for (const DbWaiter *one = group; one != NULL; one = one->next) {
        const Share *share = one->item;
        for (size_t i = 0; i < share->count; i++) *VEC_ADD(&items, void *) = share->items[i];
    }
    *is_alone       = items.count == 1;
    const Code code = do_items(cx, what, (void *const *)items.at, items.count, lost);
    cx->tenant_id   = tenant_id;
    cx->now_ms      = now_ms;
    cx->actor       = actor;
    return code;
}

static Code lead_alone(Ctx *cx, const Together *what, void *item)
{
    bool           lost = false, is_alone = false;
    Share          share = { &item, 1 };
    const DbWaiter alone = { .item = &share };
    return lead(cx, what, &alone, &is_alone, &lost);
}

/* Who brings much gains nothing by waiting: the store lets such ones share a commit as they come.
 */
static bool is_much(const Together *what, size_t weight) { return weight * 4 > what->weight_max; }

/* True: it is over, with *code.  False: nothing of it happened, and each is to be tried alone. */
static bool do_at_once(Ctx *cx, const Together *what, Share share, size_t weight, Code *code)
{
    ASSERT(cx->link == NULL);
    DbWaiter   me = { .item = &share, .weight = weight }, *group = &me;
    const bool stands = !is_much(what, weight);
    bool       lost = false, is_alone = false;
    if (stands && !db_line_join(cx->db, what, what->weight_max, &me, &group)) {
        *code = me.end == DB_LINE_LOST
                    ? fail(cx, ERR_UNAVAILABLE, "db.unavailable", "the commit of many failed")
                    : OK;
        return me.end != DB_LINE_APART;
    }
    *code               = lead(cx, what, group, &is_alone, &lost);
    const DbLineEnd end = *code == OK ? DB_LINE_DONE : lost ? DB_LINE_LOST : DB_LINE_APART;
    if (stands) db_line_end(cx->db, what, group, end);
    if (end != DB_LINE_APART || is_alone) return true;
    forgive(cx);
    return false;
}

Code together(Ctx *cx, const Together *what, void *item, size_t weight)
{
    Code code = OK;
    return do_at_once(cx, what, (Share){ &item, 1 }, weight, &code) ? code
                                                                    : lead_alone(cx, what, item);
}

/* The store is away, or another process holds it: each try more would take as long. */
static bool is_hopeless(const Err *err, int64_t began_us)
{
    enum { HOPE_US = 2000000 };
    return err->code == ERR_UNAVAILABLE && (!err->retry || clock_mono_us() - began_us > HOPE_US);
}

static void try_apart(const Together *what, TogetherItem *items, size_t count, int64_t began_us)
{
    const Err *given_up = NULL;
    for (size_t i = 0; i < count; i++) {
        TogetherItem *item = &items[i];
        if (given_up) {
            item->cx->err       = *given_up;
            item->cx->err.retry = false;
            item->code          = given_up->code;
            continue;
        }
        item->code = lead_alone(item->cx, what, item->item);
        if (item->code != OK && is_hopeless(&item->cx->err, began_us)) given_up = &item->cx->err;
    }
}

void together_all(const Together *what, TogetherItem *items, size_t count)
{
    if (count == 0) return;
    const int64_t began_us = clock_mono_us();
    Ctx          *cx       = items[0].cx;
    void        **all      = arena_make(cx->arena, void *, count);
    size_t        weight   = 0;
    Code          code     = OK;
    for (size_t i = 0; i < count; i++) {
        all[i] = items[i].item;
        weight += items[i].weight;
    }
    if (!do_at_once(cx, what, (Share){ all, count }, weight, &code)) {
        try_apart(what, items, count, began_us);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        items[i].code = code;
        if (code != OK) items[i].cx->err = cx->err;
    }
}
