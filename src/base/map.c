/* map.c -- open addressing with linear probing; nothing is ever removed. */
#include "base/map.h"

enum { ROOM_FIRST = 16 };

typedef struct StrSlot {
    Str   key;
    void *value; /* NULL: empty */
} StrSlot;

struct StrMap {
    Arena   *arena;
    StrSlot *slot;
    size_t   count, room;
};

typedef struct IdSlot {
    int64_t key; /* 0: empty */
    void   *value;
} IdSlot;

struct IdMap {
    Arena  *arena;
    IdSlot *slot;
    size_t  count, room;
};

/* Kept at most three quarters full, so that a search ends soon. */
static bool is_full(size_t count, size_t room) { return count * 4 >= room * 3; }

StrMap *strmap_new(Arena *arena)
{
    StrMap *map = arena_make(arena, StrMap, 1);
    *map        = (StrMap){ .arena = arena, .room = ROOM_FIRST };
    map->slot   = arena_make(arena, StrSlot, map->room);
    return map;
}

static StrSlot *str_slot(StrSlot *slot, size_t room, Str key)
{
    size_t at = (size_t)str_hash(key) & (room - 1);
    while (slot[at].value && !str_equal(slot[at].key, key)) at = (at + 1) & (room - 1);
    return &slot[at];
}

static void str_grow(StrMap *map)
{
    const size_t room = map->room * 2;
    StrSlot     *slot = arena_make(map->arena, StrSlot, room);
    for (size_t i = 0; i < map->room; i++)
        if (map->slot[i].value) *str_slot(slot, room, map->slot[i].key) = map->slot[i];
    map->slot = slot;
    map->room = room;
}

void *strmap_find(const StrMap *map, Str key) { return str_slot(map->slot, map->room, key)->value; }

void *strmap_put(StrMap *map, Str key, void *value)
{
    ASSERT(value != NULL);
    if (is_full(map->count, map->room)) str_grow(map);
    StrSlot *slot = str_slot(map->slot, map->room, key);
    void    *old  = slot->value;
    if (!old) {
        slot->key = key;
        map->count++;
    }
    slot->value = value;
    return old;
}

size_t strmap_count(const StrMap *map) { return map->count; }

IdMap *idmap_new(Arena *arena)
{
    IdMap *map = arena_make(arena, IdMap, 1);
    *map       = (IdMap){ .arena = arena, .room = ROOM_FIRST };
    map->slot  = arena_make(arena, IdSlot, map->room);
    return map;
}

/* Ids count upwards in their high bits: mix them all into the low ones. */
static size_t id_hash(int64_t key)
{
    uint64_t hash = (uint64_t)key;
    hash          = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9u;
    hash          = (hash ^ (hash >> 27)) * 0x94D049BB133111EBu;
    return (size_t)(hash ^ (hash >> 31));
}

static IdSlot *id_slot(IdSlot *slot, size_t room, int64_t key)
{
    size_t at = id_hash(key) & (room - 1);
    while (slot[at].key && slot[at].key != key) at = (at + 1) & (room - 1);
    return &slot[at];
}

static void id_grow(IdMap *map)
{
    const size_t room = map->room * 2;
    IdSlot      *slot = arena_make(map->arena, IdSlot, room);
    for (size_t i = 0; i < map->room; i++)
        if (map->slot[i].key) *id_slot(slot, room, map->slot[i].key) = map->slot[i];
    map->slot = slot;
    map->room = room;
}

void *idmap_find(const IdMap *map, int64_t key)
{
    return key ? id_slot(map->slot, map->room, key)->value : NULL;
}

void *idmap_put(IdMap *map, int64_t key, void *value)
{
    ASSERT(key != 0);
    ASSERT(value != NULL);
    if (is_full(map->count, map->room)) id_grow(map);
    IdSlot *slot = id_slot(map->slot, map->room, key);
    void   *old  = slot->value;
    if (!old) {
        slot->key = key;
        map->count++;
    }
    slot->value = value;
    return old;
}

size_t idmap_count(const IdMap *map) { return map->count; }
