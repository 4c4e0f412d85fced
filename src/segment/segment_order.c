/* segment_order.c -- all audiences of a tenant, compiled and put in order. */
#include "segment/segment_order.h"

/* Those of its pool that come first: they are asked for, too. */
Ids segment_order_before(Arena *arena, const Rows *rows, const SegmentRow *row)
{
    int64_t *ids   = arena_make(arena, int64_t, rows->count);
    size_t   count = 0;
    for (size_t i = 0; row->pool.len && i < rows->count; i++) {
        const SegmentRow *other = ROWS_AT(SegmentRow, *rows, i);
        const bool        first = other->priority < row->priority ||
                           (other->priority == row->priority && other->id < row->id);
        if (other->id != row->id && first && str_equal(other->pool, row->pool))
            ids[count++] = other->id;
    }
    return (Ids){ ids, count };
}

static void compile(Arena *arena, const TagLanguage *language, const Rows *rows, SegmentHeld *held)
{
    RuleError error = { 0 };
    held->text      = segment_rule_without(arena, held->row.rule_json,
                                           segment_order_before(arena, rows, &held->row));
    /* On its own first: what its pool adds is not to be seen in a place. */
    held->is_good =
        segment_rule_compile(arena, language, held->row.rule_json, held->row.id, &held->rule,
                             &error) == OK &&
        segment_rule_compile(arena, language, held->text, held->row.id, &held->rule, &error) == OK;
    held->reason = error.reason;
    held->place  = error.place;
}

static size_t place_of(const SegmentHeld *all, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (all[i].row.id == id) return i;
    return count;
}

/* Everything it asks is in order already. */
static bool is_ready(const SegmentHeld *held, const SegmentHeld *ordered, size_t count)
{
    for (size_t i = 0; held->is_good && i < held->rule.segments.count; i++)
        if (place_of(ordered, count, held->rule.segments.at[i]) == count) return false;
    return true;
}

/* Round by round those that are ready; who is left asks himself by way of others. */
static void put_in_order(SegmentHeld *all, size_t count, SegmentHeld *ordered)
{
    size_t done = 0;
    for (bool moved = true; moved;) {
        moved = false;
        for (size_t i = 0; i < count; i++) {
            if (!all[i].row.id || !is_ready(&all[i], ordered, done)) continue;
            ordered[done++] = all[i];
            all[i].row.id   = 0;
            moved           = true;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (!all[i].row.id) continue;
        all[i].is_good  = false;
        all[i].reason   = "segment.circular";
        ordered[done++] = all[i];
    }
}

Code segment_order_read(Ctx *cx, TagLanguage *language, SegmentHeld **segments, size_t *count)
{
    Rows rows = { 0 };
    TRY(tagging_language(cx, language));
    TRY(segment_sql_list(cx, &rows));
    TagName *names = arena_make(cx->arena, TagName, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        names[i] =
            (TagName){ ROWS_AT(SegmentRow, rows, i)->id, ROWS_AT(SegmentRow, rows, i)->name };
    language->segments = (Rows){ names, rows.count };
    SegmentHeld *all   = arena_make(cx->arena, SegmentHeld, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        all[i].row = *ROWS_AT(SegmentRow, rows, i);
        compile(cx->arena, language, &rows, &all[i]);
    }
    *segments = arena_make(cx->arena, SegmentHeld, rows.count);
    *count    = rows.count;
    put_in_order(all, rows.count, *segments);
    return OK;
}

bool segment_order_asks(const SegmentHold *hold, Ids ids, int64_t id)
{
    /* Those asked stand before those who ask: one walk tells of all whether they lead there. */
    bool leads[SEGMENTS_MAX] = { false };
    for (size_t i = 0; i < hold->count && i < SEGMENTS_MAX; i++) {
        const SegmentHeld *held = &hold->segments[i];
        leads[i]                = held->row.id == id;
        for (size_t k = 0; k < held->rule.segments.count; k++) {
            const size_t at = place_of(hold->segments, i, held->rule.segments.at[k]);
            leads[i]        = leads[i] || (at < i && leads[at]);
        }
    }
    for (size_t k = 0; k < ids.count; k++) {
        const size_t at = place_of(hold->segments, hold->count, ids.at[k]);
        if (at < hold->count && at < SEGMENTS_MAX && leads[at]) return true;
    }
    return false;
}
