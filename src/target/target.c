/* target.c -- the rules of targets: seen, set by the sheet, changed, deleted, taken back. */
#include "target/target_ask.h"

enum { DAYS_MAX = 3 * 366 };

/* ---- reading ------------------------------------------------------------------------- */

static Str or_day(Ctx *cx, Str given, int64_t day)
{
    return given.len > 0 ? given : day_text(cx->arena, day);
}

static Code asked_days(Ctx *cx, const TargetQuery *query, Str *from, Str *to)
{
    const CivilTime now   = civil_time(cx->now_ms, cx->zone);
    const CivilTime first = { .year = now.year, .month = now.month, .day = 1 };
    const CivilTime next  = { .year = now.year, .month = now.month + 1, .day = 1 };
    int64_t         a = 0, b = 0;
    *from = or_day(cx, query->from, day_of(civil_to_ms(first, cx->zone), cx->zone));
    *to   = or_day(cx, query->to, day_of(civil_to_ms(next, cx->zone), cx->zone) - 1);
    if (day_parse(*from, &a) && day_parse(*to, &b) && a <= b) return OK;
    return fail_field(cx, "target.bad_days", S("from"), "2026-11-01, the first one first");
}

Code target_list(Ctx *cx, const TargetQuery *query, Rows *targets, bool *is_cut)
{
    Str          from = { 0 }, to = { 0 };
    Rows         rows = { 0 };
    TargetPlaces places;
    Vec          shown = vec_of(cx->arena, Target);
    TRY(asked_days(cx, query, &from, &to));
    TRY(target_sql_list(cx, from, to, query->metric, &rows));
    TRY(target_place_load(cx, &places));
    *is_cut = false;
    for (size_t i = 0; i < rows.count && !*is_cut; i++) {
        Target            one   = *ROWS_AT(Target, rows, i);
        const TargetPlace place = target_place_of(cx->arena, &places, one.owner_kind, one.owner_id);
        if (!place.is_there || !place.is_seen) continue;
        *is_cut = shown.count == TARGET_LIST_MAX;
        if (*is_cut) break;
        TRY(target_ask(cx, &one, &place));
        *VEC_ADD(&shown, Target) = one;
    }
    *targets = vec_rows(&shown);
    return OK;
}

/* One whose owner is seen, deleted or not. */
static Code get_any(Ctx *cx, TargetId id, Target *out, TargetPlace *place)
{
    bool         found = false;
    TargetPlaces places;
    TRY(target_sql_find(cx, id.v, out, &found));
    REQUIRE(cx, found, ERR_NOT_FOUND, "not_found");
    TRY(target_place_load(cx, &places));
    *place = target_place_of(cx->arena, &places, out->owner_kind, out->owner_id);
    REQUIRE(cx, place->is_there && place->is_seen, ERR_NOT_FOUND, "not_found");
    return OK;
}

static Code get(Ctx *cx, TargetId id, Target *out, TargetPlace *place)
{
    TRY(get_any(cx, id, out, place));
    REQUIRE(cx, out->deleted_at_ms == 0, ERR_NOT_FOUND, "not_found");
    return OK;
}

Code target_get(Ctx *cx, TargetId id, Target *out)
{
    TargetPlace place;
    TRY(get(cx, id, out, &place));
    return target_ask(cx, out, &place);
}

static int64_t day_count(const Target *target)
{
    int64_t    from = 0, to = 0;
    const bool is_good = day_parse(target->from_on, &from) && day_parse(target->to_on, &to);
    ASSERT(is_good);
    return to - from + 1;
}

Code target_find(Ctx *cx, Str metric, TargetOwner kind, int64_t id, Str day, Target *out,
                 bool *found)
{
    Rows          rows = { 0 };
    TargetPlaces  places;
    const Target *best = NULL;
    *found             = false;
    TRY(target_sql_list(cx, day, day, metric, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        const Target *one = ROWS_AT(Target, rows, i);
        if (one->owner_kind != kind || one->owner_id != id) continue;
        if (!best || day_count(one) < day_count(best) ||
            (day_count(one) == day_count(best) && one->id > best->id))
            best = one;
    }
    if (!best) return OK;
    TRY(target_place_load(cx, &places));
    const TargetPlace place = target_place_of(cx->arena, &places, kind, id);
    if (!place.is_there || !place.is_seen) return OK;
    *out   = *best;
    *found = true;
    return target_ask(cx, out, &place);
}

/* ---- writing ------------------------------------------------------------------------- */

static Code say_changed(Ctx *cx)
{
    return event_emit(cx, EV_TARGET_CHANGED, (EventDraft){ .object = S("target:all") });
}

static Code check_sheet(Ctx *cx, const TargetSheet *sheet)
{
    int64_t from = 0, to = 0;
    Metric  metric;
    bool    found = false;
    if (!day_parse(sheet->from_on, &from) || !day_parse(sheet->to_on, &to) || from > to ||
        to - from > DAYS_MAX)
        return fail_field(cx, "target.bad_days", S("from_on"), "2026-11-01, the first one first");
    TRY(target_ask_metric(cx, sheet->metric, &metric, &found));
    return found ? OK
                 : fail_field(cx, "target.unknown_metric", S("metric"), "a key of /api/metrics");
}

static Code set_line(Ctx *cx, const TargetSheet *sheet, const TargetLine *line, TargetSheet *out)
{
    bool   found = false, is_done = true;
    Target known = { 0 };
    Target like  = { .id            = cx_new_id(cx),
                     .tenant_id     = cx->tenant_id,
                     .user_id       = cx->user_id,
                     .scene         = sheet->scene.ptr ? str_trim(sheet->scene) : S(""),
                     .metric        = sheet->metric,
                     .from_on       = sheet->from_on,
                     .to_on         = sheet->to_on,
                     .owner_kind    = line->owner_kind,
                     .owner_id      = line->owner_id,
                     .value         = line->value,
                     .is_ceiling    = sheet->is_ceiling,
                     .revision      = 1,
                     .created_at_ms = cx->now_ms,
                     .changed_at_ms = cx->now_ms };
    TRY(target_sql_same(cx, &like, &known, &found));
    out->removed += found && line->value == 0;
    out->saved += line->value > 0;
    if (line->value == 0) return found ? target_sql_set_deleted(cx, known.id, cx->now_ms) : OK;
    if (!found) return target_sql_insert(cx, &like);
    TRY(target_sql_set(cx, known.id, known.revision, line->value, sheet->is_ceiling, &is_done));
    REQUIRE(cx, is_done, ERR_CONFLICT, "target.changed_meanwhile");
    return OK;
}

Code target_set(Ctx *cx, const TargetSheet *sheet, TargetSheet *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TargetPlaces places;
    int64_t      count = 0;
    TRY(check_sheet(cx, sheet));
    TRY(target_place_load(cx, &places));
    *out = *sheet;
    for (size_t i = 0; i < sheet->lines.count; i++) {
        const TargetLine *line = ROWS_AT(TargetLine, sheet->lines, i);
        const TargetPlace place =
            target_place_of(cx->arena, &places, line->owner_kind, line->owner_id);
        if (!place.is_there || !place.is_seen)
            return fail_field(cx, "target.unknown_owner",
                              str_fmt(cx->arena, "lines[%zu].owner_id", i), NULL);
        TRY(set_line(cx, sheet, line, out));
    }
    TRY(target_sql_count(cx, &count));
    REQUIRE(cx, count <= TARGETS_MAX, ERR_LIMIT, "target.too_many");
    TRY(say_changed(cx));
    return cx_commit(cx, &txn);
}

Code target_update(Ctx *cx, TargetId id, int64_t revision, int64_t value)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Target      known;
    TargetPlace place;
    bool        is_done = false;
    TRY(get(cx, id, &known, &place));
    TRY(target_sql_set(cx, id.v, revision, value, known.is_ceiling, &is_done));
    REQUIRE(cx, is_done, ERR_CONFLICT, "target.changed_meanwhile");
    TRY(say_changed(cx));
    return cx_commit(cx, &txn);
}

Code target_delete(Ctx *cx, TargetId id)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Target      known;
    TargetPlace place;
    TRY(get(cx, id, &known, &place));
    TRY(target_sql_set_deleted(cx, id.v, cx->now_ms));
    TRY(say_changed(cx));
    return cx_commit(cx, &txn);
}

Code target_restore(Ctx *cx, TargetId id)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Target      known, other;
    TargetPlace place;
    bool        found = false;
    TRY(get_any(cx, id, &known, &place));
    if (known.deleted_at_ms == 0) return cx_commit(cx, &txn);
    TRY(target_sql_same(cx, &known, &other, &found));
    REQUIRE(cx, !found, ERR_CONFLICT, "target.taken");
    TRY(target_sql_set_deleted(cx, id.v, 0));
    TRY(say_changed(cx));
    return cx_commit(cx, &txn);
}
