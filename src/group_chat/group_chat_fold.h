/* group_chat_fold.h -- the rule: how stays follow from what a reading shows.  Pure. */
#ifndef GROUP_CHAT_GROUP_CHAT_FOLD_H
#define GROUP_CHAT_GROUP_CHAT_FOLD_H

#include "group_chat/group_chat.h"

/* What follows for one member. */
typedef enum StayMove {
    STAY_KEEP = 1, /* nothing                                                        */
    STAY_JOIN,     /* a new stay from `at_ms`                                        */
    STAY_MOVE,     /* the same stay; its beginning was `at_ms` in truth              */
    STAY_REJOIN,   /* the stay known ended, unseen, when a new one began at `at_ms`  */
    STAY_REOPEN,   /* its end was a guess: it goes on                                */
} StayMove;

enum { STAY_SAME_MS = 60 * 1000 }; /* a callback's time and the platform's own differ by less */

/* `last` is the member's latest stay, NULL if none; `shown_ms` when he joined as the reading says,
 * 0 if it does not; `read_at_ms` when it was made. */
StayMove group_chat_fold(const GroupStay *last, int64_t shown_ms, int64_t read_at_ms,
                         int64_t *at_ms);

/* A member who is present, and whom a reading does not show, has left: unless he came about when
 * it was made. */
bool group_chat_fold_is_unseen(const GroupStay *stay, int64_t read_at_ms);

/* How many people who joined in [from_ms, to_ms) were still there `days` days later, of those for
 * whom that day has come by `now_ms`.  A person counts from his first joining in the period; a
 * stay that began again before that day counts as being there. */
typedef struct StayedPoint {
    int32_t day;
    int64_t people, stayed;
} StayedPoint;
void group_chat_fold_stayed(Arena *arena, Rows stays, int64_t from_ms, int64_t to_ms,
                            int64_t now_ms, StayedPoint *point);

#endif
