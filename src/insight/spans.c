/* spans.c -- relation intervals as columns. */
#include "insight/spans.h"

#include <string.h>

enum { ROOM_MIN = 1024 };

Spans *spans_new(Arena *arena)
{
    Spans *spans                  = arena_make(arena, Spans, 1);
    spans->arena                  = arena;
    spans->staff_ids              = vec_of(arena, int64_t);
    spans->states                 = vec_of(arena, Str);
    spans->staff_of_id            = idmap_new(arena);
    spans->no_of_state            = strmap_new(arena);
    spans->late                   = idmap_new(arena);
    *VEC_ADD(&spans->states, Str) = S("");
    return spans;
}

/* ---- room ---------------------------------------------------------------------- */

static void *wider(Arena *arena, const void *old, size_t count, size_t room, size_t size)
{
    void *wide = arena_alloc(arena, room, size);
    if (count) memcpy(wide, old, count * size);
    return wide;
}

#define WIDEN(member, used, to) \
    spans->member = wider(spans->arena, spans->member, (used), (to), sizeof *spans->member)

static void make_room(Spans *spans, size_t more)
{
    if (spans->count + more <= spans->room) return;
    size_t room = spans->room ? spans->room * 2 : ROOM_MIN;
    while (room < spans->count + more) room *= 2;
    WIDEN(staff_no, spans->count, room);
    WIDEN(state_no, spans->count, room);
    WIDEN(added_s, spans->count, room);
    WIDEN(ended_s, spans->count, room);
    WIDEN(ended_by, spans->count, room);
    WIDEN(add_way, spans->count, room);
    spans->room = room;
}

static void make_person_room(Spans *spans)
{
    if (spans->person_count < spans->person_room) return;
    const size_t room = spans->person_room ? spans->person_room * 2 : ROOM_MIN;
    WIDEN(person_id, spans->person_count, room);
    WIDEN(first, spans->person_count, room);
    WIDEN(length, spans->person_count, room);
    spans->person_room = room;
}

/* ---- numbers of staff, states and persons ---------------------------------------- */

/* Maps hold pointers: a number is kept as the address that far from `base`. */
static const char base[1];
static void      *as_pointer(size_t no) { return (void *)(uintptr_t)((uintptr_t)base + no + 1); }
static size_t     as_number(const void *at) { return (uintptr_t)at - (uintptr_t)base - 1; }

static uint32_t staff_no(Spans *spans, int64_t id)
{
    const void *known = id ? idmap_find(spans->staff_of_id, id) : NULL;
    if (known) return (uint32_t)as_number(known);
    const size_t no                      = spans->staff_ids.count;
    *VEC_ADD(&spans->staff_ids, int64_t) = id;
    if (id) idmap_put(spans->staff_of_id, id, as_pointer(no));
    return (uint32_t)no;
}

static uint32_t state_no(Spans *spans, Str state)
{
    if (state.len == 0) return 0;
    const void *known = strmap_find(spans->no_of_state, state);
    if (known) return (uint32_t)as_number(known);
    const size_t no               = spans->states.count;
    const Str    kept             = str_copy(spans->arena, state);
    *VEC_ADD(&spans->states, Str) = kept;
    strmap_put(spans->no_of_state, kept, as_pointer(no));
    return (uint32_t)no;
}

static bool find_sorted(const Spans *spans, int64_t id, size_t *out)
{
    size_t low = 0, high = spans->sorted;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (spans->person_id[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    *out = low;
    return low < spans->sorted && spans->person_id[low] == id;
}

static size_t person_no(Spans *spans, int64_t id)
{
    size_t no = 0;
    if (spans->sorted && id <= spans->person_id[spans->sorted - 1]) {
        if (find_sorted(spans, id, &no)) return no;
    }
    const void *late = idmap_find(spans->late, id);
    if (late) return as_number(late);
    make_person_room(spans);
    no                   = spans->person_count++;
    spans->person_id[no] = id;
    const bool in_order  = spans->sorted == no && (no == 0 || spans->person_id[no - 1] < id);
    if (in_order)
        spans->sorted++;
    else
        idmap_put(spans->late, id, as_pointer(no));
    return no;
}

/* ---- putting --------------------------------------------------------------------- */

static uint32_t seconds(int64_t at_ms)
{
    const int64_t s = at_ms / MS_PER_SECOND;
    return s < 0 ? 0 : s >= SPAN_OPEN ? SPAN_OPEN - 1 : (uint32_t)s;
}

/* Behind all that stands before it and began no later: the spans of one are few. */
static void insert(Spans *spans, size_t from, const Span *span)
{
    const uint32_t added = seconds(span->added_at_ms);
    size_t         at    = spans->count++;
    for (; at > from && spans->added_s[at - 1] > added; at--) {
        spans->staff_no[at] = spans->staff_no[at - 1];
        spans->state_no[at] = spans->state_no[at - 1];
        spans->added_s[at]  = spans->added_s[at - 1];
        spans->ended_s[at]  = spans->ended_s[at - 1];
        spans->ended_by[at] = spans->ended_by[at - 1];
        spans->add_way[at]  = spans->add_way[at - 1];
    }
    const uint32_t ended = span->ended_at_ms ? seconds(span->ended_at_ms) : SPAN_OPEN;
    spans->staff_no[at]  = staff_no(spans, span->staff_id);
    spans->state_no[at]  = state_no(spans, span->state);
    spans->added_s[at]   = added;
    spans->ended_s[at]   = ended < added ? added : ended;
    spans->ended_by[at]  = (uint8_t)span->ended_by;
    spans->add_way[at]   = (uint8_t)span->add_way;
}

void spans_put(Spans *spans, int64_t person_id, const Span *list, size_t count)
{
    ASSERT(person_id != 0);
    if (count == 0 && spans->person_count == 0) return;
    const size_t no = person_no(spans, person_id);
    make_room(spans, count);
    const size_t from = spans->count;
    spans->dead += spans->length[no];
    for (size_t i = 0; i < count; i++) insert(spans, from, &list[i]);
    spans->first[no]  = (uint32_t)from;
    spans->length[no] = (uint32_t)count;
}

bool spans_is_worn(const Spans *spans)
{
    return spans->dead > 10000 && spans->dead > spans->count / 4;
}
