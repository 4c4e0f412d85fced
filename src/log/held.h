/* held.h -- what a consumer holds back: the events of a lane (a person, else an object) one of
 * whose events was set aside although it failed for now only.  They are kept as dead letters
 * behind it and heard in order when it is replayed. */
#ifndef LOG_HELD_H
#define LOG_HELD_H

#include "log/consumer_sql.h"

enum { HELD_LANES_MAX = 256 };

/* Which lanes may be held, as last read; the store decides. */
typedef struct Held {
    uint64_t lanes[HELD_LANES_MAX];
    size_t   count;
    bool     is_too_many; /* any lane may be held */
} Held;

/* "p7" or "o" and the object; "" for an event nothing can come behind. */
Str  held_lane(Arena *arena, const Event *event);
/* Reads which lanes the consumer holds. */
Code held_learn(Ctx *cx, Held *held, Str consumer) MUST_USE;
/* In the open transaction: whether `event` must wait, so that it was set aside. */
Code held_back(Ctx *cx, Held *held, Str consumer, const Event *event, bool *is_held) MUST_USE;
/* Sets `event` aside with what failed; its lane waits behind it. */
Code held_put(Ctx *cx, Held *held, Str consumer, const Event *event, const Err *err,
              int attempts) MUST_USE;

#endif
