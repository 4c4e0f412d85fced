/* channel_callback.h -- what became of callbacks.  Private to channel/. */
#ifndef CHANNEL_CHANNEL_CALLBACK_H
#define CHANNEL_CHANNEL_CALLBACK_H

#include "channel/channel_sql.h"

/* A callback as people see it: the event with its state. */
typedef struct Callback {
    int64_t       id; /* the event's seq */
    int64_t       connection_id;
    int64_t       received_at_ms;
    Str           event, change_type;
    CallbackState state;
    Str           reason, detail;
    int32_t       attempts;
    Str           payload;
} Callback;
extern const Shape callback_shape;

typedef struct CallbackFilter {
    int64_t       connection_id;
    CallbackState state;
    Str           cursor;
    int64_t       limit;
} CallbackFilter;
extern const Shape callback_filter_shape;

/* Newest first. */
Code channel_callback_list(Ctx *cx, const CallbackFilter *filter, Rows *items,
                           Str *next_cursor) MUST_USE;
/* Carries it out once more. */
Code channel_callback_replay(Ctx *cx, int64_t id) MUST_USE;
/* How the work of a callback ended that went on after it was heard. */
typedef struct CallbackEnd {
    int64_t       event_seq;
    CallbackState state;
    Str           reason, detail;
    Str           object; /* what could not be read: "contact:…"; a later read repairs it */
} CallbackEnd;
/* Sets the state of a callback whose work ended later. */
Code channel_callback_settle(Ctx *cx, const CallbackEnd *end) MUST_USE;
/* These objects of a connection were read: callbacks that failed for want of it are applied,
 * with the reason "callback.repaired". */
Code channel_callback_repair(Ctx *cx, ConnectionId id, Strs objects) MUST_USE;
/* Carries out one callback event and writes its row; what fails for good becomes its state. */
Code channel_callback_apply(Ctx *cx, const Event *event) MUST_USE;

#endif
