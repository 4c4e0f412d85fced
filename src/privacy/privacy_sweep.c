/* privacy_sweep.c -- one page after the other: what is found is put back without him. */
#include "privacy/privacy_sweep_sql.h"

/* ---- tables -------------------------------------------------------------------------------- */

/* Whether anything changed; a sealed text is opened and sealed again. */
static Code clean_text(Ctx *cx, const Sweep *sweep, const Needles *needles, Str *text,
                       bool is_first, bool *changed)
{
    Str plain = *text;
    if (text->len == 0) return OK;
    const bool is_sealed = is_first && sweep->sealed_as != NULL;
    if (is_sealed) TRY(secret_open(cx, str_of(sweep->sealed_as), *text, &plain));
    const Str clean = privacy_needle_clean(cx->arena, needles, plain);
    if (clean.ptr == plain.ptr) return OK;
    *text    = is_sealed ? secret_seal(cx, str_of(sweep->sealed_as), clean) : clean;
    *changed = true;
    return OK;
}

/* An effect that names him and still waits would go out into the world. */
static Code give_up(Ctx *cx, int64_t effect_id)
{
    const Code code = outbox_discard(cx, effect_id);
    if (code != ERR_CONFLICT) return code;
    forgive(cx); /* it is settled */
    return OK;
}

static Code clean_row(Ctx *cx, const Sweep *sweep, const Needles *needles, SweptRow *row,
                      int64_t *changed)
{
    Str *texts[SWEPT_TEXTS] = { &row->a, &row->b, &row->c, &row->d, &row->e };
    bool is_changed         = false;
    for (size_t i = 0; i < sweep->texts; i++)
        TRY(clean_text(cx, sweep, needles, texts[i], i == 0, &is_changed));
    if (!is_changed) return OK;
    (*changed)++;
    if (sweep->is_outbox) TRY(give_up(cx, row->id));
    return privacy_sweep_sql_put(cx, sweep, row);
}

Code privacy_sweep_page(Ctx *cx, const Sweep *sweep, const Needles *needles, int64_t limit,
                        int64_t *after, int64_t *changed, bool *more)
{
    Rows rows = { 0 };
    TRY(privacy_sweep_sql_page(cx, sweep->page, *after, limit, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        SweptRow *row = ROWS_AT(SweptRow, rows, i);
        TRY(clean_row(cx, sweep, needles, row, changed));
        *after = row->id;
    }
    *more = (int64_t)rows.count == limit;
    return OK;
}

/* ---- the log --------------------------------------------------------------------------------- */

static bool is_in(Ids ids, int64_t id)
{
    for (size_t i = 0; i < ids.count; i++)
        if (ids.at[i] == id) return true;
    return false;
}

static bool is_reduced(Str payload)
{
    return str_starts(payload, S("{\"erased\":true")) || str_equal(payload, S("{}"));
}

/* An id of the log or the name of an object that names him tells of him, too. */
static bool clean_names(Ctx *cx, const Needles *needles, bool with_shared, SweptEvent *event)
{
    const bool in_id = privacy_needle_hits(needles, event->id, with_shared) &&
                       !str_equal(privacy_needle_clean(cx->arena, needles, event->id), event->id);
    const Str  object  = privacy_needle_clean(cx->arena, needles, event->object);
    const Str  actor   = privacy_needle_clean(cx->arena, needles, event->actor);
    const bool changed = in_id || object.ptr != event->object.ptr || actor.ptr != event->actor.ptr;
    if (in_id) event->id = str_fmt(cx->arena, "erased:%lld", (long long)event->seq);
    event->object = object;
    event->actor  = actor;
    return changed;
}

static Code clean_event(Ctx *cx, const Needles *needles, Ids him, SweptEvent *event,
                        int64_t *changed)
{
    const bool is_his      = is_in(him, event->person_id);
    const bool with_shared = is_his || event->person_id == 0;
    bool       is_changed  = false;
    if (is_his && !is_reduced(event->payload)) {
        event->payload = privacy_needle_reduce(cx->arena, event->payload);
        is_changed     = true;
    } else if (!is_his && privacy_needle_hits(needles, event->payload, with_shared)) {
        const Str clean = privacy_needle_clean(cx->arena, needles, event->payload);
        is_changed      = !str_equal(clean, event->payload);
        event->payload  = clean;
    }
    if (is_his || with_shared || privacy_needle_hits(needles, event->id, false) ||
        privacy_needle_hits(needles, event->object, false))
        is_changed = clean_names(cx, needles, with_shared, event) || is_changed;
    if (!is_changed) return OK;
    (*changed)++;
    return privacy_sweep_sql_put_event(cx, event);
}

Code privacy_sweep_events(Ctx *cx, const Needles *needles, Ids him, int64_t limit, int64_t *after,
                          int64_t *changed, bool *more)
{
    Rows rows = { 0 };
    TRY(privacy_sweep_sql_events(cx, *after, limit, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        SweptEvent *event = ROWS_AT(SweptEvent, rows, i);
        TRY(clean_event(cx, needles, him, event, changed));
        *after = event->seq;
    }
    *more = (int64_t)rows.count == limit;
    return OK;
}

Code privacy_sweep_head(Ctx *cx, int64_t *seq) { return privacy_sweep_sql_head(cx, seq); }
