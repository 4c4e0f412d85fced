/* What a code brought, by day and by member of staff. */
#include "acquire/acquire_sql.h"
#include "acquire/figure_sql.h"
#include "org/org.h"

#include <stdlib.h>

enum { STATS_DAYS_MAX = 366 };

static CodeStaffFigures *figures_of(Vec *list, IdMap *known, int64_t staff_id)
{
    const uintptr_t at = (uintptr_t)idmap_find(known, staff_id);
    if (at != 0) return VEC_AT(*list, CodeStaffFigures, at - 1);
    CodeStaffFigures *figures = VEC_ADD(list, CodeStaffFigures);
    figures->staff_id         = staff_id;
    (void)idmap_put(known, staff_id, (void *)(uintptr_t)list->count);
    return figures;
}

static int more_first(const void *a, const void *b)
{
    const int64_t x = ((const CodeStaffFigures *)a)->added,
                  y = ((const CodeStaffFigures *)b)->added;
    return (y > x) - (y < x);
}

static Code name_some(Ctx *cx, CodeStaffFigures *figures, size_t count)
{
    int64_t *ids   = arena_make(cx->arena, int64_t, count);
    Rows     staff = { 0 };
    for (size_t i = 0; i < count; i++) ids[i] = figures[i].staff_id;
    TRY(org_staff_list_by_ids(cx, (Ids){ ids, count }, &staff));
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < staff.count; k++)
            if (ROWS_AT(Staff, staff, k)->id == ids[i])
                figures[i].name = ROWS_AT(Staff, staff, k)->name;
    return OK;
}

/* A code has 1000 members at most, but over a year others took their places. */
static Code add_names(Ctx *cx, Rows figures)
{
    enum { ASKED_MAX = 1000 };
    for (size_t at = 0; at < figures.count; at += ASKED_MAX) {
        const size_t left = figures.count - at;
        TRY(name_some(cx, ROWS_AT(CodeStaffFigures, figures, at),
                      left < ASKED_MAX ? left : ASKED_MAX));
    }
    return OK;
}

static void add_caps(Vec *figures, IdMap *known, Rows staff_rows)
{
    for (size_t i = 0; i < staff_rows.count; i++) {
        const StaffRow *row = ROWS_AT(StaffRow, staff_rows, i);
        if (row->slot_no < 0) continue;
        CodeStaffFigures *of = figures_of(figures, known, row->staff_id);
        if (row->daily_cap > of->cap) of->cap = row->daily_cap;
    }
}

Code acquire_code_stats(Ctx *cx, ChannelCodeId id, int64_t days, CodeStats *out)
{
    ChannelCode code;
    TRY(acquire_sql_get(cx, id, &code));
    const int64_t count = days < 1 ? 30 : days > STATS_DAYS_MAX ? STATS_DAYS_MAX : days;
    const int64_t today = day_of(cx->now_ms, cx->zone), first = today - count + 1;
    Rows          rows  = { 0 };
    CodeParts     parts = { 0 };
    TRY(figure_sql_days(cx, id, first, &rows));
    TRY(acquire_sql_parts(cx, id, &parts));

    CodeDay *by_day = arena_make(cx->arena, CodeDay, (size_t)count);
    for (int64_t i = 0; i < count; i++) by_day[i].date = day_text(cx->arena, first + i);
    Vec    figures = vec_of(cx->arena, CodeStaffFigures);
    IdMap *known   = idmap_new(cx->arena);
    add_caps(&figures, known, parts.staff);

    CodeStats stats = { .days = { by_day, (size_t)count } };
    for (size_t i = 0; i < rows.count; i++) {
        const DayRow *row = ROWS_AT(DayRow, rows, i);
        if (row->day > today) continue;
        by_day[row->day - first].added += row->added;
        by_day[row->day - first].lost += row->lost;
        stats.added += row->added;
        stats.lost += row->lost;
        CodeStaffFigures *of = figures_of(&figures, known, row->staff_id);
        of->added += row->added;
        if (row->day == today) of->today += row->added;
        if (row->day == today) stats.today += row->added;
    }
    stats.net   = stats.added - stats.lost;
    stats.staff = vec_rows(&figures);
    qsort(stats.staff.at, stats.staff.count, sizeof(CodeStaffFigures), more_first);
    TRY(add_names(cx, stats.staff));
    *out = stats;
    return OK;
}
