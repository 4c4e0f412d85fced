/* intake_touch.c -- persons who wait to be told of their last event. */
#include "intake/intake_touch.h"

#include <stdlib.h>

enum { WAITING_MAX = 200000, TOLD_TOGETHER = 10000, BYTES_MAX = 256 << 20 };

struct IntakeTouches {
    Arena *own, *arena;
    IdMap *by_id; /* -> PersonSeen, by its place in the list          */
    Vec    list;  /* of PersonSeen *                                  */
    Vec    added; /* PersonSeen, of the transaction that is open      */
};

IntakeTouches *intake_touches_new(void)
{
    Arena         *own     = arena_new(1 << 12);
    IntakeTouches *touches = arena_make(own, IntakeTouches, 1);
    touches->own           = own;
    touches->arena         = arena_new(BYTES_MAX);
    intake_touches_forget(touches);
    return touches;
}

void intake_touches_free(IntakeTouches *touches)
{
    if (!touches) return;
    arena_free(touches->arena);
    arena_free(touches->own);
}

void intake_touches_forget(IntakeTouches *touches)
{
    arena_reset(touches->arena);
    touches->by_id = idmap_new(touches->arena);
    touches->list  = vec_of(touches->arena, PersonSeen *);
    touches->added = vec_of(touches->arena, PersonSeen);
}

void intake_touches_add(IntakeTouches *touches, int64_t person_id, int64_t at_ms)
{
    *VEC_ADD(&touches->added, PersonSeen) = (PersonSeen){ person_id, at_ms };
}

static void keep(IntakeTouches *touches, int64_t person_id, int64_t at_ms)
{
    PersonSeen *known = idmap_find(touches->by_id, person_id);
    if (known) {
        if (known->at_ms < at_ms) known->at_ms = at_ms;
        return;
    }
    known  = arena_make(touches->arena, PersonSeen, 1);
    *known = (PersonSeen){ person_id, at_ms };
    (void)idmap_put(touches->by_id, person_id, known); /* was absent above */
    *VEC_ADD(&touches->list, PersonSeen *) = known;
}

void intake_touches_keep(IntakeTouches *touches)
{
    if (!touches) return;
    for (size_t i = 0; i < touches->added.count; i++) {
        const PersonSeen *seen = VEC_AT(touches->added, PersonSeen, i);
        keep(touches, seen->id, seen->at_ms);
    }
    touches->added.count = 0;
}

void intake_touches_undo(IntakeTouches *touches)
{
    if (touches) touches->added.count = 0;
}

bool intake_touches_are_many(const IntakeTouches *touches)
{
    return touches->list.count >= WAITING_MAX;
}

static int by_id(const void *a, const void *b)
{
    const int64_t left = (*(PersonSeen *const *)a)->id, right = (*(PersonSeen *const *)b)->id;
    return left < right ? -1 : left > right;
}

/* In the order in which persons are stored. */
Code intake_touches_tell(Ctx *cx, IntakeTouches *touches)
{
    if (touches->list.count == 0) return OK;
    const ArenaMark mark  = arena_mark(cx->arena);
    PersonSeen     *few   = arena_make(cx->arena, PersonSeen, TOLD_TOGETHER);
    size_t          count = 0;
    qsort(touches->list.at, touches->list.count, sizeof(PersonSeen *), by_id);
    for (size_t i = 0; i < touches->list.count; i++) {
        few[count++] = **VEC_AT(touches->list, PersonSeen *, i);
        if (count < TOLD_TOGETHER && i + 1 < touches->list.count) continue;
        const ArenaMark told = arena_mark(cx->arena);
        TRY(customer_touch_all(cx, few, count));
        arena_rewind(cx->arena, told);
        count = 0;
    }
    arena_rewind(cx->arena, mark);
    return OK;
}
