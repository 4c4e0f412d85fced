/* outbox.c -- putting effects, and what a person sees and does.  Sending is in claim.c,
 * settle.c and dispatcher.c. */
#include "log/outbox.h"

#include "log/outbox_sql.h"

#include <string.h>

enum { OUTBOX_WORD_MAX = 200, OUTBOX_PAYLOAD_MAX = 256 * 1024 };

static bool has_space(Str text) { return text.len > 0 && memchr(text.ptr, ' ', text.len) != NULL; }

static Code check(Ctx *cx, const EffectDraft *draft)
{
    ASSERT(cx->tenant_id > 0);
    ASSERT(draft->kind.len > 0 && !has_space(draft->kind));
    ASSERT(!draft->supersede || draft->lane.len > 0);
    REQUIRE(cx,
            draft->kind.len <= OUTBOX_WORD_MAX && draft->key.len <= OUTBOX_WORD_MAX &&
                draft->quota.len <= OUTBOX_WORD_MAX && draft->lane.len <= OUTBOX_WORD_MAX &&
                draft->object.len <= OUTBOX_WORD_MAX,
            ERR_INVALID, "outbox.word_too_long");
    REQUIRE(cx, draft->payload.len <= OUTBOX_PAYLOAD_MAX, ERR_LIMIT, "outbox.payload_too_large");
    return OK;
}

static Str text_or_absent(Str text) { return text.len > 0 ? text : (Str){ 0 }; }

static Code insert(Ctx *cx, const EffectDraft *draft, Str key, int64_t id, bool *is_new)
{
    int64_t   changed = 0;
    const Str queue   = str_fmt(cx->arena, "%lld %.*s %.*s", (long long)cx->tenant_id,
                                FMT(draft->kind), FMT(draft->quota));
    TRY(cx_run(cx, &outbox_sql_put, &changed,
               ARGS(V(cx->tenant_id), V(id), V(draft->kind), V(key),
                    V(text_or_absent(draft->quota)), V(text_or_absent(draft->lane)),
                    V(text_or_absent(draft->object)), V(draft->payload),
                    V(draft->next_at_ms > 0 ? draft->next_at_ms : cx->now_ms),
                    V(draft->deadline_ms), V(cx->now_ms), V(queue))));
    *is_new = changed > 0;
    return OK;
}

static Code supersede(Ctx *cx, const EffectDraft *draft, int64_t id)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &outbox_sql_supersede, &changed,
               ARGS(V(cx->tenant_id), V(draft->kind), V(draft->lane), V(id), V(cx->now_ms))));
    if (changed == 0) return OK;
    return cx_run(cx, &outbox_sql_next_of_lane, NULL, ARGS(V(cx->tenant_id), V(draft->lane)));
}

Code outbox_put(Ctx *cx, EffectDraft draft, int64_t *id)
{
    TRY(check(cx, &draft));
    EffectId  row    = { cx_new_id(cx) };
    bool      is_new = false;
    const Str key = draft.key.len > 0 ? draft.key : str_fmt(cx->arena, "%lld", (long long)row.id);
    /* No part of its own in a transaction that is open: when one of these fails, all of it goes
     * back, and a part would have the pages it changes copied. */
    TXN(txn);
    TRY(cx->link == NULL ? cx_begin(cx, &txn) : OK);
    TRY(insert(cx, &draft, key, row.id, &is_new));
    if (!is_new)
        TRY(cx_one(cx, &outbox_sql_known, &row, ARGS(V(cx->tenant_id), V(draft.kind), V(key))));
    if (is_new && draft.supersede) TRY(supersede(cx, &draft, row.id));
    if (is_new) db_signal(cx->link, TOPIC_OUTBOX);
    if (txn.is_open) TRY(cx_commit(cx, &txn));
    if (id != NULL) *id = row.id;
    return OK;
}

/* ---- for people ------------------------------------------------------ */

static Code list_rows(Ctx *cx, Str state, Str object, int64_t before, int64_t limit, Rows *rows)
{
    if (object.len > 0)
        return cx_list(cx, &outbox_sql_list_object, rows,
                       ARGS(V(cx->tenant_id), V(before), V(limit), V(object),
                            V(state.len > 0 ? state : S(""))));
    if (state.len > 0)
        return cx_list(cx, &outbox_sql_list_state, rows,
                       ARGS(V(cx->tenant_id), V(before), V(limit), V(state)));
    return cx_list(cx, &outbox_sql_list, rows, ARGS(V(cx->tenant_id), V(before), V(limit)));
}

Code outbox_list(Ctx *cx, EffectState state, Str object, Str cursor, int64_t limit, Rows *items,
                 Str *next_cursor)
{
    int64_t before = 0;
    TRY(page_keys(cx, cursor, INT64_MAX, &before, 1));
    limit     = page_limit(limit);
    Rows rows = { 0 };
    TRY(list_rows(cx, word_of(&effect_state_words, (int)state), object, before, limit + 1, &rows));
    Str next = { 0 };
    if ((int64_t)rows.count > limit) {
        rows.count = (size_t)limit;
        next       = page_cursor(cx->arena, &ROWS_AT(Effect, rows, rows.count - 1)->id, 1);
    }
    *items       = rows;
    *next_cursor = next;
    return OK;
}

Code outbox_get(Ctx *cx, int64_t id, Effect *out)
{
    TRY(cx_one(cx, &outbox_sql_get, out, ARGS(V(cx->tenant_id), V(id))));
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code outbox_replay(Ctx *cx, int64_t id)
{
    Effect  effect;
    int64_t changed = 0;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_one(cx, &outbox_sql_lock, &effect, ARGS(V(cx->tenant_id), V(id))));
    TRY(cx_run(cx, &outbox_sql_replay, &changed, ARGS(V(cx->tenant_id), V(id), V(cx->now_ms))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "outbox.not_dead");
    db_signal(cx->link, TOPIC_OUTBOX);
    return cx_commit(cx, &txn);
}

Code outbox_discard(Ctx *cx, int64_t id)
{
    Effect  effect;
    int64_t changed = 0;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_one(cx, &outbox_sql_lock, &effect, ARGS(V(cx->tenant_id), V(id))));
    TRY(cx_run(cx, &outbox_sql_discard, &changed, ARGS(V(cx->tenant_id), V(id), V(cx->now_ms))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "outbox.not_discardable");
    if (effect.lane.len > 0)
        TRY(cx_run(cx, &outbox_sql_next_of_lane, NULL, ARGS(V(cx->tenant_id), V(effect.lane))));
    db_signal(cx->link, TOPIC_OUTBOX); /* the next of its lane may go */
    return cx_commit(cx, &txn);
}

Code outbox_counts(Ctx *cx, OutboxCounts *out)
{
    return cx_one(cx, &outbox_sql_counts, out, ARGS(V(cx->tenant_id)));
}

Code outbox_is_underway(Ctx *cx, Str kind, Str object, int64_t since_ms, bool *underway)
{
    EffectId one = { 0 };
    return cx_find(cx, &outbox_sql_underway, &one, underway,
                   ARGS(V(cx->tenant_id), V(object), V(kind), V(since_ms)));
}
