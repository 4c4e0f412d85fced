/* insight_ask.c -- what all boards ask alike. */
#include "insight/insight_ask.h"

enum { DAYS_DEFAULT = 30 };

int64_t insight_ask_today(const Ctx *cx) { return day_of(cx->now_ms, cx->zone); }
int32_t insight_ask_zone_s(const Ctx *cx) { return cx->zone.offset_minutes * 60; }

static Code day_asked(Ctx *cx, Str text, const char *field, int64_t otherwise, int64_t *day)
{
    *day = otherwise;
    if (text.len == 0 || day_parse(text, day)) return OK;
    return fail_field(cx, "board.bad_range", str_of(field), "2026-11-27");
}

static Unit unit_of(BoardBy by)
{
    return by == BY_WEEK ? UNIT_WEEK : by == BY_MONTH ? UNIT_MONTH : UNIT_DAY;
}

Code insight_ask_period(Ctx *cx, const Asked *asked, Period *out)
{
    int64_t first = 0, last = 0;
    TRY(day_asked(cx, asked->to, "to", insight_ask_today(cx), &last));
    TRY(day_asked(cx, asked->from, "from", last - DAYS_DEFAULT + 1, &first));
    if (first > last || last - first >= PERIOD_DAYS_MAX || first < 0)
        return fail_field(cx, "board.bad_range", S("from"), "1..1100 days, the first one first");
    *out = period_of(cx->arena, cx->zone, first, last, unit_of(asked->by));
    return OK;
}

Code insight_ask_key(Ctx *cx, const char *name, const Asked *asked, const Period *period, int extra,
                     Str *out)
{
    Rows     staff = { 0 };
    uint64_t scope = 0;
    if (cx->scope_id) TRY(insight_sql_staff(cx, &staff));
    for (size_t i = 0; i < staff.count; i++)
        scope = scope * 1099511628211u + (uint64_t)ROWS_AT(StaffFact, staff, i)->id;
    const ViewFilter *f = &asked->filter;
    const Str         whence =
        str_fmt(cx->arena, "staff %lld store %lld %lld %lld code %.*s", (long long)f->staff_id,
                (long long)f->store_id, (long long)f->region_id, (long long)f->department_id,
                FMT(f->code_token));
    *out = str_fmt(cx->arena, "%s %lld %lld %llu %lld..%lld@%lld by %d %d %.*s", name,
                   (long long)cx->tenant_id, (long long)cx->scope_id, (unsigned long long)scope,
                   (long long)period->first_day, (long long)period->last_day,
                   (long long)insight_ask_today(cx), (int)asked->by, extra, FMT(whence));
    return OK;
}

Code insight_ask_look(Ctx *cx, const Asked *asked, Sight *out)
{
    People *people = NULL;
    TRY(view_facts(cx, &out->facts));
    TRY(customer_people_begin(cx, &people));
    out->cx     = cx;
    out->people = people;
    people_spans_begin(people, &out->spans);
    out->view =
        view_of(cx->arena, &out->spans, &out->facts, &asked->filter, asked->by, cx->scope_id == 0);
    return OK;
}

void insight_ask_look_away(Sight *sight)
{
    if (sight->cx == NULL) return;
    people_spans_end(sight->people);
    customer_people_end(sight->cx);
    sight->cx = NULL;
}
