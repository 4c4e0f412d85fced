/* intake_people.c -- persons met lately, by what they are known by. */
#include "intake/intake_people.h"

#include <string.h>

enum { MET_MAX = 200000, BYTES_MAX = 256 << 20, KEY_MAX = 1200 };

struct IntakePeople {
    Arena     *own;
    Arena     *arena; /* of those that are held       */
    StrMap    *ids;   /* text of the claim -> int64_t */
    ErasedMark mark;  /* as of the transaction that is open */
};

IntakePeople *intake_people_new(void)
{
    Arena        *own    = arena_new(1 << 12);
    IntakePeople *people = arena_make(own, IntakePeople, 1);
    people->own          = own;
    people->arena        = arena_new(BYTES_MAX);
    people->ids          = strmap_new(people->arena);
    return people;
}

void intake_people_free(IntakePeople *people)
{
    if (!people) return;
    arena_free(people->arena);
    arena_free(people->own);
}

void intake_people_forget(IntakePeople *people)
{
    if (!people) return;
    arena_reset(people->arena);
    people->ids = strmap_new(people->arena);
}

Code intake_people_check(IntakePeople *people, Ctx *cx)
{
    const ErasedMark before = people->mark;
    TRY(customer_erased_mark(cx, &people->mark));
    if (people->mark.count != before.count || people->mark.newest_ms != before.newest_ms)
        intake_people_forget(people);
    return OK;
}

void intake_people_expect(IntakePeople *people, size_t count)
{
    if (strmap_count(people->ids) + count > MET_MAX) intake_people_forget(people);
}

/* "kind\nscope\nvalue" in the room; absent when it is too long for it. */
static Str key_of(const DoorClaim *claim, char *room)
{
    const Str parts[] = { claim->kind, claim->scope, claim->value };
    size_t    len     = 0;
    for (size_t i = 0; i < COUNT(parts); i++) {
        if (len + parts[i].len + 1 > KEY_MAX) return (Str){ 0 };
        if (parts[i].len) memcpy(room + len, parts[i].ptr, parts[i].len);
        len += parts[i].len;
        room[len++] = '\n';
    }
    return (Str){ room, len };
}

int64_t intake_people_find(const IntakePeople *people, const DoorClaim *claim)
{
    char           room[KEY_MAX];
    const Str      key = key_of(claim, room);
    const int64_t *id  = key.ptr ? strmap_find(people->ids, key) : NULL;
    return id ? *id : 0;
}

void intake_people_add(IntakePeople *people, const DoorClaim *claim, int64_t person_id)
{
    char      room[KEY_MAX];
    const Str key = key_of(claim, room);
    if (!key.ptr || strmap_find(people->ids, key)) return;
    if (strmap_count(people->ids) == MET_MAX) intake_people_forget(people);
    int64_t *id = arena_make(people->arena, int64_t, 1);
    *id         = person_id;
    (void)strmap_put(people->ids, str_copy(people->arena, key), id); /* was absent */
}
