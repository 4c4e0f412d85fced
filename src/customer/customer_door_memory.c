/* customer_door_memory.c -- a table of fixed size: a new one takes the place of the oldest of its
 * set. */
#include "customer/customer_door_memory.h"

#include "db/db.h"

#include <string.h>

enum { SETS = 1 << 14, WAYS = 4, TEXT_MAX = 84, ARENA_MAX = 16 << 20 };

/* 128 bytes; a longer text is not kept. */
typedef struct Kept {
    int64_t tenant_id, mark; /* mark 0: free */
    int64_t id, customer_id, verified_at_ms;
    bool    has_row, has_user, knows_user;
    uint8_t len;
    char    text[TEXT_MAX];
} Kept;

/* When somebody was last heard of, as his row says. */
typedef struct Seen {
    int64_t tenant_id, mark; /* mark 0: free */
    int64_t id, last_ms;
} Seen;

struct DoorMemory {
    Arena *arena;
    Kept (*sets)[WAYS]; /* NULL until something is kept: an idle house needs none */
    Seen (*seen)[WAYS]; /* the same */
};

/* Who is told of as another may be told of earlier instants when that is taken back. */
static const DbWatch watches[] = {
    { "customer_identity", "customer_id", false },
    { "customer", "id", true },
    { "event_fold", "into_id", false },
};

DoorMemory *customer_door_memory_new(Db *db)
{
    Arena      *arena  = arena_new(ARENA_MAX);
    DoorMemory *memory = arena_make(arena, DoorMemory, 1);
    memory->arena      = arena;
    db_watch(db, watches, COUNT(watches));
    return memory;
}

void customer_door_memory_free(DoorMemory *memory)
{
    if (memory) arena_free(memory->arena);
}

static Kept *set_of(const DoorMemory *memory, const Ctx *cx, Str text)
{
    return memory->sets[(str_hash(text) ^ (uint64_t)cx->tenant_id) % SETS];
}

static bool is_of(const Kept *kept, const Ctx *cx, Str text)
{
    return kept->mark && kept->tenant_id == cx->tenant_id &&
           str_equal((Str){ kept->text, kept->len }, text);
}

static void fetch(const void *set, size_t size)
{
    enum { LINE = 64 };
    for (size_t at = 0; at < size; at += LINE) __builtin_prefetch((const char *)set + at);
}

void customer_door_memory_expect(const Ctx *cx, Str text)
{
    const DoorMemory *memory = cx->services->door_memory;
    if (memory && memory->sets) fetch(set_of(memory, cx, text), sizeof *memory->sets);
}

bool customer_door_memory_find(const Ctx *cx, Str text, bool asks_user, DoorHolder *out)
{
    const DoorMemory *memory = cx->services->door_memory;
    if (!memory || !memory->sets) return false;
    const Kept *set = set_of(memory, cx, text);
    for (int i = 0; i < WAYS; i++) {
        const Kept *kept = &set[i];
        if (!is_of(kept, cx, text)) continue;
        if (asks_user && !kept->knows_user) return false;
        if (!db_is_as_marked(cx->link, kept->customer_id, kept->mark)) return false;
        *out = (DoorHolder){ .id             = kept->id,
                             .customer_id    = kept->customer_id,
                             .verified_at_ms = kept->verified_at_ms,
                             .has_row        = kept->has_row,
                             .has_user       = kept->has_user };
        return true;
    }
    return false;
}

/* Its own place, else that of the oldest. */
static Kept *place_of(const DoorMemory *memory, const Ctx *cx, Str text)
{
    Kept *set = set_of(memory, cx, text), *oldest = set;
    for (int i = 0; i < WAYS; i++) {
        if (is_of(&set[i], cx, text)) return &set[i];
        if (set[i].mark < oldest->mark) oldest = &set[i];
    }
    return oldest;
}

void customer_door_memory_keep(const Ctx *cx, Str text, bool asks_user, const DoorHolder *holder)
{
    DoorMemory *memory = cx->services->door_memory;
    if (!memory || text.len > TEXT_MAX) return;
    const int64_t mark = db_mark(cx->link);
    if (!mark) return;
    if (!memory->sets) memory->sets = arena_alloc(memory->arena, SETS, sizeof *memory->sets);
    Kept *kept = place_of(memory, cx, text);
    *kept      = (Kept){ .tenant_id      = cx->tenant_id,
                         .mark           = mark,
                         .id             = holder->id,
                         .customer_id    = holder->customer_id,
                         .verified_at_ms = holder->verified_at_ms,
                         .has_row        = holder->has_row,
                         .has_user       = holder->has_user,
                         .knows_user     = asks_user,
                         .len            = (uint8_t)text.len };
    memcpy(kept->text, text.ptr, text.len);
}

/* ---- when somebody was last heard of --------------------------------------------------------- */

static Seen *seen_of(const DoorMemory *memory, const Ctx *cx, int64_t id)
{
    uint64_t state = (uint64_t)id ^ (uint64_t)cx->tenant_id;
    return memory->seen[prng_next(&state) % SETS];
}

void customer_door_memory_expect_person(const Ctx *cx, int64_t id)
{
    const DoorMemory *memory = cx->services->door_memory;
    if (memory && memory->seen) fetch(seen_of(memory, cx, id), sizeof *memory->seen);
}

bool customer_door_memory_saw(const Ctx *cx, int64_t id, int64_t at_ms)
{
    const DoorMemory *memory = cx->services->door_memory;
    if (!memory || !memory->seen) return false;
    const Seen *set = seen_of(memory, cx, id);
    for (int i = 0; i < WAYS; i++) {
        const Seen *seen = &set[i];
        if (!seen->mark || seen->id != id || seen->tenant_id != cx->tenant_id) continue;
        return seen->last_ms >= at_ms && db_is_as_marked(cx->link, id, seen->mark) &&
               db_stands(cx->link, seen->mark);
    }
    return false;
}

void customer_door_memory_see(const Ctx *cx, int64_t id, int64_t last_ms)
{
    DoorMemory *memory = cx->services->door_memory;
    if (!memory) return;
    const int64_t mark = db_mark(cx->link);
    if (!mark) return;
    if (!memory->seen) memory->seen = arena_alloc(memory->arena, SETS, sizeof *memory->seen);
    Seen *set = seen_of(memory, cx, id), *place = set;
    for (int i = 0; i < WAYS; i++) {
        if (set[i].id == id && set[i].tenant_id == cx->tenant_id) {
            place = &set[i];
            break;
        }
        if (set[i].mark < place->mark) place = &set[i];
    }
    *place = (Seen){ .tenant_id = cx->tenant_id, .mark = mark, .id = id, .last_ms = last_ms };
}
