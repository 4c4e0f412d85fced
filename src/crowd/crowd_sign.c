/* crowd_sign.c -- for each person a hint of the audiences he may be in.
 *
 * One event asks many audiences and moves him in few: most answers are that he is not in one and
 * was not.  To find that in the set of each is a walk through memory that is nowhere near; here it
 * is one place for all of them. */
#include "crowd/crowd_store.h"

enum { SLOTS = 64 };

static uint64_t slot_of(uint32_t at) { return (uint64_t)1 << at % SLOTS; }

bool crowd_sign_may(const CrowdSigns *signs, uint32_t at, uint32_t person)
{
    if (person >= signs->room) return false;
    const CrowdSign *sign = &signs->of[person];
    return ((sign->low | sign->high) & slot_of(at)) != 0;
}

static void add(CrowdSign *sign, uint64_t slot)
{
    if (!(sign->low & slot)) {
        sign->low |= slot;
    } else if (!(sign->high & slot)) {
        sign->low ^= slot;
        sign->high |= slot;
    }
}

static void take_away(CrowdSign *sign, uint64_t slot)
{
    ASSERT((sign->low | sign->high) & slot);
    if (sign->low & sign->high & slot) return; /* of how many is not known any more */
    if (!(sign->low & slot)) sign->high ^= slot;
    sign->low ^= slot;
}

void crowd_sign_put(CrowdSigns *signs, uint32_t at, uint32_t person, bool is_in)
{
    signs->of = crowd_grow(signs->of, sizeof *signs->of, &signs->room, (size_t)person + 1);
    if (is_in)
        add(&signs->of[person], slot_of(at));
    else
        take_away(&signs->of[person], slot_of(at));
}

/* Who is in the one and not in the other. */
static void put_all(CrowdSigns *signs, uint32_t at, const roaring_bitmap_t *one,
                    const roaring_bitmap_t *other, bool is_in)
{
    if (!one) return;
    roaring_bitmap_t *rest = other ? roaring_bitmap_andnot(one, other) : roaring_bitmap_copy(one);
    roaring_uint32_iterator_t *next = roaring_create_iterator(rest);
    for (; next->has_value; (void)roaring_advance_uint32_iterator(next))
        crowd_sign_put(signs, at, next->current_value, is_in);
    roaring_free_uint32_iterator(next);
    roaring_bitmap_free(rest);
}

void crowd_sign_swap(CrowdSigns *signs, uint32_t at, const roaring_bitmap_t *was,
                     const roaring_bitmap_t *is)
{
    put_all(signs, at, was, is, false);
    put_all(signs, at, is, was, true);
}
