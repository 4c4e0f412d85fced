/* group_chat_fold.c -- no statements here, no time but what is given. */
#include "group_chat/group_chat_fold.h"

static bool is_same_start(const GroupStay *stay, int64_t shown_ms)
{
    const int64_t apart = shown_ms - stay->joined_at_ms;
    return apart <= STAY_SAME_MS && apart >= -STAY_SAME_MS;
}

StayMove group_chat_fold(const GroupStay *last, int64_t shown_ms, int64_t read_at_ms,
                         int64_t *at_ms)
{
    const bool is_present = last && last->left_at_ms == 0;
    *at_ms                = shown_ms ? shown_ms : read_at_ms;
    if (!last) return STAY_JOIN;
    if (shown_ms == 0) return is_present ? STAY_KEEP : STAY_JOIN;
    if (is_same_start(last, shown_ms)) {
        if (is_present) return last->joined_at_ms == shown_ms ? STAY_KEEP : STAY_MOVE;
        /* The platform shows for a while who has left; only a guess is taken back. */
        return last->left_by == LEFT_UNSEEN ? STAY_REOPEN : STAY_KEEP;
    }
    if (shown_ms < last->joined_at_ms) return is_present ? STAY_MOVE : STAY_KEEP;
    if (is_present) return STAY_REJOIN;
    if (shown_ms > last->left_at_ms) return STAY_JOIN;
    /* Told to have left after this beginning: the reading is older than that. */
    return last->left_by == LEFT_UNSEEN ? STAY_REJOIN : STAY_KEEP;
}

bool group_chat_fold_is_unseen(const GroupStay *stay, int64_t read_at_ms)
{
    enum { ABOUT_MS = 5000 }; /* a callback tells whole seconds, and the platform follows later */
    return stay->left_at_ms == 0 && stay->joined_at_ms < read_at_ms - ABOUT_MS;
}

/* ---- staying ---------------------------------------------------------------------------- */

typedef struct Person {
    int64_t joined_at_ms; /* first, in the period */
    bool    is_there;
} Person;

static bool holds(const GroupStay *stay, int64_t at_ms)
{
    return stay->joined_at_ms <= at_ms && (stay->left_at_ms == 0 || stay->left_at_ms > at_ms);
}

static StrMap *first_joins(Arena *arena, Rows stays, int64_t from_ms, int64_t to_ms)
{
    StrMap *people = strmap_new(arena);
    for (size_t i = 0; i < stays.count; i++) {
        const GroupStay *stay = ROWS_AT(GroupStay, stays, i);
        if (stay->is_staff || stay->joined_at_ms < from_ms || stay->joined_at_ms >= to_ms) continue;
        Person *known = strmap_find(people, stay->member_key);
        if (!known) {
            known               = arena_make(arena, Person, 1);
            known->joined_at_ms = stay->joined_at_ms;
            (void)strmap_put(people, stay->member_key, known);
        }
        if (stay->joined_at_ms < known->joined_at_ms) known->joined_at_ms = stay->joined_at_ms;
    }
    return people;
}

void group_chat_fold_stayed(Arena *arena, Rows stays, int64_t from_ms, int64_t to_ms,
                            int64_t now_ms, StayedPoint *point)
{
    StrMap       *people  = first_joins(arena, stays, from_ms, to_ms);
    StrMap       *counted = strmap_new(arena);
    const int64_t later   = (int64_t)point->day * MS_PER_DAY;
    point->people = point->stayed = 0;
    for (size_t i = 0; i < stays.count; i++) {
        const GroupStay *stay   = ROWS_AT(GroupStay, stays, i);
        Person          *person = strmap_find(people, stay->member_key);
        if (!person || person->joined_at_ms + later > now_ms) continue;
        if (!strmap_put(counted, stay->member_key, person)) point->people++;
        if (person->is_there || !holds(stay, person->joined_at_ms + later)) continue;
        person->is_there = true;
        point->stayed++;
    }
}
