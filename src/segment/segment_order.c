/* segment_order.c -- all audiences of a tenant, compiled and put in order. */
#include "segment/segment_order.h"

/* Those of its pool that come first: they are asked for, too. */
Ids segment_order_before(Arena *arena, const Rows *rows, const SegmentRow *row)
{
    Vec ids = vec_of(arena, int64_t);
    for (size_t i = 0; row->pool.len && i < rows->count; i++) {
        const SegmentRow *other = ROWS_AT(SegmentRow, *rows, i);
        const bool        first = other->priority < row->priority ||
                           (other->priority == row->priority && other->id < row->id);
        if (other->id != row->id && first && str_equal(other->pool, row->pool))
            *VEC_ADD(&ids, int64_t) = other->id;
    }
    return (Ids){ (const int64_t *)(const void *)ids.at, ids.count };
}

static bool is_good(Arena *arena, const TagLanguage *language, Str text, SegmentHeld *held)
{
    RuleError  error = { 0 };
    const bool good =
        segment_rule_compile(arena, language, text, held->row.id, &held->rule, &error) == OK;
    held->reason = error.reason;
    held->place  = error.place;
    return good;
}

/* On its own first: what its pool adds is not to be seen in a place. */
static void compile(Arena *arena, const TagLanguage *language, const Rows *rows, SegmentHeld *held)
{
    const Ids before = segment_order_before(arena, rows, &held->row);
    held->text       = segment_rule_without(arena, held->row.rule_json, before);
    held->is_good    = is_good(arena, language, held->row.rule_json, held);
    if (held->is_good && before.count) held->is_good = is_good(arena, language, held->text, held);
}

/* Everything it asks is in order already. */
static bool is_ready(const SegmentHeld *held, const IdMap *ordered)
{
    for (size_t i = 0; held->is_good && i < held->rule.segments.count; i++)
        if (!idmap_find(ordered, held->rule.segments.at[i])) return false;
    return true;
}

static void put_next(SegmentOrder *out, const SegmentHeld *held)
{
    out->segments[out->count] = *held;
    idmap_put(out->by_id, held->row.id, &out->segments[out->count++]);
}

/* Round by round those that are ready; who is left asks himself by way of others. */
static void put_in_order(SegmentHeld *all, size_t count, SegmentOrder *out)
{
    for (bool moved = true; moved;) {
        moved = false;
        for (size_t i = 0; i < count; i++) {
            if (!all[i].row.id || !is_ready(&all[i], out->by_id)) continue;
            put_next(out, &all[i]);
            all[i].row.id = 0;
            moved         = true;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (!all[i].row.id) continue;
        all[i].is_good = false;
        all[i].reason  = "segment.circular";
        put_next(out, &all[i]);
    }
}

Code segment_order_read(Ctx *cx, TagLanguage *language, SegmentOrder *out)
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
    *out = (SegmentOrder){ .segments = arena_make(cx->arena, SegmentHeld, rows.count),
                           .by_id    = idmap_new(cx->arena) };
    put_in_order(all, rows.count, out);
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
            const SegmentHeld *asked = segment_index_find(hold, held->rule.segments.at[k]);
            leads[i] = leads[i] || (asked && asked < held && leads[asked - hold->segments]);
        }
    }
    for (size_t k = 0; k < ids.count; k++) {
        const SegmentHeld *asked = segment_index_find(hold, ids.at[k]);
        if (asked && asked - hold->segments < SEGMENTS_MAX && leads[asked - hold->segments])
            return true;
    }
    return false;
}
