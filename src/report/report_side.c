/* report_side.c -- the order of what stands beside and above a table. */
#include "report/report_side.h"

#include <math.h>
#include <stdlib.h>

ReportSide *report_sides_find(const ReportSides *sides, Str key)
{
    return strmap_find(sides->known, key);
}

ReportSide *report_sides_add(Arena *arena, ReportSides *sides, Str key, Str name)
{
    ReportSide *one   = arena_make(arena, ReportSide, 1);
    one->name         = name;
    one->key          = key;
    one->total        = NAN;
    one->at           = sides->all.count;
    one->place        = SIDE_LEFT_OUT;
    const bool is_new = strmap_put(sides->known, key, one) == NULL;
    ASSERT(is_new);
    *VEC_ADD(&sides->all, ReportSide *) = one;
    return one;
}

ReportSides report_sides_new(Arena *arena, bool is_time)
{
    return (ReportSides){ .known   = strmap_new(arena),
                          .all     = vec_of(arena, ReportSide *),
                          .is_time = is_time };
}

/* ---- their order ---------------------------------------------------------------------------- */

static int by_weight(const void *a, const void *b)
{
    const ReportSide *one = *(ReportSide *const *)a, *other = *(ReportSide *const *)b;
    if (fabs(one->weight) < fabs(other->weight)) return 1; /* refunds are below nothing */
    if (fabs(one->weight) > fabs(other->weight)) return -1;
    return (one->at > other->at) - (one->at < other->at);
}

static int by_time(const void *a, const void *b)
{
    const ReportSide *one = *(ReportSide *const *)a, *other = *(ReportSide *const *)b;
    return str_compare(one->key, other->key);
}

size_t report_sides_place(ReportSides *sides, size_t most)
{
    const size_t count = sides->all.count, shown = count < most ? count : most;
    const size_t first = sides->is_time ? count - shown : 0;
    if (count > 1)
        qsort(sides->all.at, count, sizeof(ReportSide *), sides->is_time ? by_time : by_weight);
    for (size_t i = 0; i < count; i++)
        (*VEC_AT(sides->all, ReportSide *, i))->place =
            i >= first && i - first < shown ? i - first : SIDE_LEFT_OUT;
    return shown;
}
