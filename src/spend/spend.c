/* spend.c -- the rules of costs: listed by days, set by sheets; each change is an event. */
#include "spend/spend.h"

#include "spend/spend_set.h"
#include "spend/spend_sql.h"
#include "wire/wire.h"

enum { DAYS_DEFAULT = 30, PAYLOAD_MAX = 2048 };

static Code bad_day(Ctx *cx, Str field)
{
    return fail_field(cx, "spend.bad_day", field, "2026-11-01; at most 366 days");
}

Code spend_list(Ctx *cx, const SpendQuery *query, Rows *spends, bool *is_cut)
{
    const int64_t today = day_of(cx->now_ms, cx->zone);
    int64_t       from = today - DAYS_DEFAULT + 1, to = today;
    if (query->from.len > 0 && !day_parse(query->from, &from)) return bad_day(cx, S("from"));
    if (query->to.len > 0 && !day_parse(query->to, &to)) return bad_day(cx, S("to"));
    if (from > to || to - from >= SPEND_DAYS_MAX) return bad_day(cx, S("from"));
    TRY(spend_sql_list(cx, day_text(cx->arena, from), day_text(cx->arena, to), spends));
    *is_cut = spends->count > SPEND_LIST_MAX;
    if (*is_cut) spends->count = SPEND_LIST_MAX;
    return OK;
}

/* Noon: then it is that day in most zones.  What today cost is paid by now. */
static int64_t moment_of(const Ctx *cx, int64_t day)
{
    const int64_t noon_ms  = day_start_ms(day, cx->zone) + 12 * (int64_t)MS_PER_HOUR;
    const bool    is_today = day == day_of(cx->now_ms, cx->zone);
    return is_today && cx->now_ms < noon_ms ? cx->now_ms : noon_ms;
}

/* What the cell is worth more than before. */
static Code say_recorded(Ctx *cx, const Spend *spend, int64_t day, int64_t more_fen)
{
    JsonOut json    = json_out(cx->arena, PAYLOAD_MAX);
    Str     payload = { 0 };
    json_open_object(&json);
    json_pair_str(&json, S("kind"), word_of(&spend_kind_words, (int)spend->kind));
    json_pair_str(&json, S("touch"), spend->touch);
    json_pair_i64(&json, S("amount_fen"), more_fen);
    json_close_object(&json);
    TRY(json_out_done(&json, &payload));
    return event_emit(
        cx, EV_SPEND_RECORDED,
        (EventDraft){ .object         = str_fmt(cx->arena, "spend:%lld", (long long)spend->id),
                      .occurred_at_ms = moment_of(cx, day),
                      .payload        = payload });
}

static Code check_line(Ctx *cx, const Spend *line, size_t at, Spend *out, int64_t *day)
{
    *out               = *line;
    out->id            = cx_new_id(cx);
    out->tenant_id     = cx->tenant_id;
    out->user_id       = cx->user_id;
    out->touch         = str_trim(line->touch);
    out->changed_at_ms = cx->now_ms;
    out->brought_by    = (Str){ 0 };
    if (!day_parse(line->day_on, day) || *day < 0)
        return bad_day(cx, str_fmt(cx->arena, "lines[%zu].day_on", at));
    if (out->touch.len == 0)
        return fail_field(cx, "spend.bad_touch", str_fmt(cx->arena, "lines[%zu].touch", at),
                          "1..100 bytes");
    return OK;
}

/* The row of the cell as it is; one that is made, `is_new`, is worth what it is to be. */
static Code hold_or_make(Ctx *cx, const Spend *next, Spend *was, bool *is_new)
{
    bool found = false;
    TRY(spend_sql_hold(cx, next, was, &found));
    if (found || next->amount_fen == 0) return OK;
    TRY(spend_sql_insert(cx, next, is_new));
    return *is_new ? OK : spend_sql_held(cx, next, was); /* somebody else made it just now */
}

Code spend_set_cell(Ctx *cx, Spend *next, int64_t day, Spend *was, SpendSheet *sheet)
{
    bool is_new = false;
    *was        = (Spend){ 0 };
    TRY(hold_or_make(cx, next, was, &is_new));
    if (was->id) next->id = was->id;
    const int64_t more = next->amount_fen - was->amount_fen;
    if (more == 0 && (!was->id || str_equal(next->brought_by, was->brought_by))) return OK;
    if (!is_new) TRY(spend_sql_update(cx, next));
    if (more == 0) return OK; /* another says the same */
    sheet->changed++;
    sheet->amount_fen += more;
    return say_recorded(cx, next, day, more);
}

static Code set_line(Ctx *cx, const Spend *line, size_t at, SpendSheet *out)
{
    Spend   next = { 0 }, was;
    int64_t day  = 0;
    TRY(check_line(cx, line, at, &next, &day));
    return spend_set_cell(cx, &next, day, &was, out);
}

Code spend_set(Ctx *cx, const SpendSheet *sheet, SpendSheet *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    *out = (SpendSheet){ .lines = sheet->lines };
    for (size_t i = 0; i < sheet->lines.count; i++)
        TRY(set_line(cx, ROWS_AT(Spend, sheet->lines, i), i, out));
    out->lines.count = 0; /* who sent them has them */
    return cx_commit(cx, &txn);
}
