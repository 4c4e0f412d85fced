/* bulk_unmake.c -- an import taken back: who it concerns, and what it would do. */
#include "bulk/bulk_unmake.h"

#include "bulk/bulk_sql.h"
#include "bulk/selection.h"
#include "privacy/privacy.h"

enum { PAGE = 1000, FEW = 500, LOOKED_MAX = 10000 };

Str bulk_unmake_source(Ctx *cx, int64_t import_id)
{
    return str_fmt(cx->arena, "import:%lld", (long long)import_id);
}

/* ---- whom it concerns -------------------------------------------------------------------- */

static Code list_made(Ctx *cx, int64_t import_id, Vec *out)
{
    for (int64_t after = 0;;) {
        const ArenaMark mark = arena_mark(cx->arena);
        Rows            rows = { 0 };
        TRY(customer_made_list(cx, import_id, after, PAGE, &rows));
        if (rows.count == 0) return OK;
        if (out->count + rows.count > SELECTION_MAX)
            return fail(cx, ERR_LIMIT, "bulk.too_many", "more than %d", SELECTION_MAX);
        for (size_t i = 0; i < rows.count; i++) {
            after                  = ROWS_AT(CustomerMade, rows, i)->customer_id;
            *VEC_ADD(out, int64_t) = after;
        }
        arena_rewind(cx->arena, mark);
    }
}

/* Both rise; who is in both counts once. */
static void unite(Arena *arena, Ids tagged, Ids made, UnmakePlan *out)
{
    int64_t *who   = arena_make(arena, int64_t, tagged.count + made.count);
    size_t   count = 0, at = 0;
    for (size_t i = 0; i < tagged.count; i++) {
        while (at < made.count && made.at[at] < tagged.at[i]) who[count++] = made.at[at++];
        if (at < made.count && made.at[at] == tagged.at[i]) continue;
        out->tagged++;
        who[count++] = tagged.at[i];
    }
    while (at < made.count) who[count++] = made.at[at++];
    out->who = (Ids){ who, count };
}

Code bulk_unmake_plan(Ctx *cx, Arena *arena, int64_t import_id, UnmakePlan *out)
{
    Ids tagged = { 0 };
    Vec made   = vec_of(arena, int64_t);
    *out       = (UnmakePlan){ 0 };
    TRY(bulk_sql_given(cx, arena, bulk_unmake_source(cx, import_id), &tagged, &out->tags));
    TRY(list_made(cx, import_id, &made));
    out->made = (int64_t)made.count;
    unite(arena, tagged, (Ids){ (const int64_t *)(const void *)made.at, made.count }, out);
    return OK;
}

/* ---- what it would do ----------------------------------------------------------------------- */

static Code count_untouched(Ctx *cx, int64_t import_id, BulkUndoPreview *out)
{
    int64_t looked = 0;
    for (int64_t after = 0; looked < LOOKED_MAX;) {
        const ArenaMark mark = arena_mark(cx->arena);
        Rows            rows = { 0 }, made = { 0 };
        TRY(customer_made_list(cx, import_id, after, FEW, &rows));
        if (rows.count == 0) break;
        int64_t *ids = arena_make(cx->arena, int64_t, rows.count);
        for (size_t i = 0; i < rows.count; i++)
            ids[i] = ROWS_AT(CustomerMade, rows, i)->customer_id;
        after = ids[rows.count - 1];
        looked += (int64_t)rows.count;
        TRY(privacy_unmake_look(cx, import_id, (Ids){ ids, rows.count }, &made));
        for (size_t i = 0; i < made.count; i++) {
            const MadeWhy why = ROWS_AT(CustomerMade, made, i)->why;
            out->leaves += why == 0;
            out->stays += why != 0 && why != MADE_GONE;
        }
        arena_rewind(cx->arena, mark);
    }
    out->is_whole = looked >= out->made;
    return OK;
}

Code bulk_undo_preview(Ctx *cx, int64_t job_id, BulkUndoPreview *out)
{
    Job        job  = { 0 };
    UnmakePlan plan = { 0 };
    *out            = (BulkUndoPreview){ .is_whole = true };
    TRY(bulk_undo_may(cx, job_id, &job));
    if (!str_equal(job.kind, S(KIND_INTAKE))) {
        BulkWalk walk = { 0 };
        TRY(bulk_job_walk(cx, &job, &walk));
        out->changes = walk.changed;
        return OK;
    }
    Arena     *arena = arena_new((size_t)SELECTION_MAX * 6 * sizeof(int64_t));
    const Code code  = bulk_unmake_plan(cx, arena, job_id, &plan);
    arena_free(arena);
    TRY(code);
    out->made    = plan.made;
    out->changes = plan.tagged;
    return count_untouched(cx, job_id, out);
}

/* ---- while it goes --------------------------------------------------------------------------- */

Code bulk_unmake_heard(Ctx *cx, const Job *undo)
{
    Rows states = { 0 };
    TRY(consumer_states(cx, &states));
    for (size_t i = 0; i < states.count; i++) {
        const int64_t oldest_ms = ROWS_AT(ConsumerState, states, i)->oldest_at_ms;
        if (oldest_ms && oldest_ms <= undo->created_at_ms)
            return fail(cx, ERR_UNAVAILABLE, "bulk.not_heard", "a consumer is behind");
    }
    return OK;
}

Code bulk_unmake_said(Ctx *cx, const Job *undo, const BulkWalk *before, bool is_over)
{
    BulkWalk walk = { 0 };
    TXN(txn);
    TRY(bulk_job_walk(cx, undo, &walk));
    if (walk.gone == (is_over ? 0 : before->gone)) return OK;
    TRY(cx_begin(cx, &txn));
    TRY(privacy_unmake_end(cx, str_fmt(cx->arena, "rewritten:undo:%lld:%lld", (long long)undo->id,
                                       (long long)walk.at)));
    return cx_commit(cx, &txn);
}
