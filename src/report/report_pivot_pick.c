/* report_pivot_pick.c -- which lines of a pivot are drawn. */
#include "report/report_pivot_pick.h"

typedef struct Picking {
    const ReportPivot *pivot;
    ReportPivotSide    side;
    size_t             depth;
    ReportPivotPicked *out;
} Picking;

/* Which of those of a depth come first. */
static ReportEnd end_at(const Picking *picking, size_t depth)
{
    const Json *sort = json_get(picking->pivot->show, S("sort"));
    const Str   name = report_pivot_dimension(picking->pivot, picking->side, depth)->name;
    if (picking->side == PIVOT_ROWS && sort && sort->kind == JSON_OBJECT) return REPORT_FIRST;
    if (report_column_is_round(name)) return REPORT_FIRST;
    return report_column_is_time(name) ? REPORT_NEWEST : REPORT_LARGEST;
}

static void leave_out(ReportPivotLine *line)
{
    line->is_picked = false;
    for (size_t i = 0; i < line->below.count; i++)
        leave_out(*VEC_AT(line->below, ReportPivotLine *, i));
}

/* Of how many lines it is with what is part of it. */
static size_t size_of(const Picking *picking, const ReportPivotLine *line)
{
    size_t out = 1;
    for (size_t i = 0; i < line->below.count && line->depth < picking->depth; i++)
        out += size_of(picking, *VEC_AT(line->below, ReportPivotLine *, i));
    return out;
}

/* Of a line with what is part of it, as many as there is room for: how many. */
static size_t pick(const Picking *picking, ReportPivotLine *line, size_t room)
{
    size_t taken = 1, i = 0;
    ASSERT(room > 0);
    line->is_picked = true;
    if (line->depth == picking->depth || line->below.count == 0) return taken;
    const ReportEnd end = end_at(picking, line->depth + 1);
    for (; i < line->below.count && taken < room; i++) {
        const size_t     at    = end == REPORT_NEWEST ? line->below.count - 1 - i : i;
        ReportPivotLine *one   = *VEC_AT(line->below, ReportPivotLine *, at);
        const size_t     whole = size_of(picking, one);
        if (whole > room - taken && (i > 0 || (whole > 1 && room - taken < 2)))
            break; /* half of it, or its total alone, would be taken for it */
        taken += pick(picking, one, room - taken);
    }
    if (i < line->below.count || line->depth + 1 == picking->depth) picking->out->end = end;
    return taken;
}

ReportPivotPicked report_pivot_pick(const ReportPivot *pivot, ReportPivotSide side, size_t depth,
                                    size_t most)
{
    const Vec         all = report_pivot_lines(pivot, side, depth);
    ReportPivotPicked out = { .lines = vec_of(pivot->card->cx->arena, ReportPivotLine *),
                              .all   = all.count };
    leave_out(pivot->whole[side]);
    (void)pick(&(Picking){ pivot, side, depth, &out }, pivot->whole[side], most);
    for (size_t i = 0; i < all.count; i++) {
        ReportPivotLine *one = *VEC_AT(all, ReportPivotLine *, i);
        if (one->is_picked) *VEC_ADD(&out.lines, ReportPivotLine *) = one;
    }
    return out;
}
