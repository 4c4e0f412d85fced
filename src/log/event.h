/* event.h -- the event log: everything that happens, once, in order.
 *
 * A change to a record emits its event in the same transaction.  An event's id makes
 * it idempotent within the tenant.  `type` is noun.past_verb. */
#ifndef LOG_EVENT_H
#define LOG_EVENT_H

#include "kernel/kernel.h"
#include "kernel/module.h"

enum { EVENT_PARTS = 64, EVENT_PAYLOAD_MAX = 256 * 1024 };

typedef enum EventType {
    EV_NONE = 0,
#define EVENT(name, word, permission, module, about) name,
#include "log/event_words.def"
#undef EVENT
    EVENT_TYPE_COUNT
} EventType;

typedef struct Event {
    int64_t seq;       /* place in the log, over all tenants                              */
    int64_t tenant_id;
    Str     id;        /* at most 100 bytes                                               */
    Str     type;
    int64_t person_id; /* 0 if nobody in particular                                       */
    Str     actor;     /* who did it: "user:12", "staff:7", "customer:9", "system:import" */
    Str     object;    /* what it was done to: "channel_code:77"                          */
    Str     source;    /* where it came from: "wecom", "console", "import:FILE"           */
    int64_t occurred_at_ms, received_at_ms;
    Str     payload;   /* a JSON object                                                   */
    int32_t part;      /* 0..63: of the person, else of the object                        */
} Event;

extern const Shape event_shape;

typedef struct EventDraft {
    Str     id;             /* absent: a new one         */
    Str     type;
    int64_t person_id;
    Str     actor;          /* absent: cx->actor         */
    Str     object, source; /* source absent: "weft"     */
    int64_t occurred_at_ms; /* 0: cx->now_ms             */
    Str     payload;        /* absent: {}                */
} EventDraft;

/* The word of one of our own types; the permission to see a type live. */
Str        event_word(EventType type);
Permission event_permission(Str type); /* PERM_CUSTOMER_READ for types from outside */
/* Whose news it is: nobody who does without the module is told.  MODULE_CUSTOMER from outside. */
Module     event_module(Str type);
/* Its payload is for the slices only: it holds personal data in clear, or what was told to
 * one person.  Lists and live pages show that it happened, not what it says. */
bool       event_is_private(Str type);
/* Empties the payloads that are private or whose type cx may not see. */
void       event_hide(const Ctx *cx, Rows events);
/* Appends and signals the readers.  A known id changes nothing; `is_new` (may be
 * NULL) tells. */
Code       event_emit(Ctx *cx, EventType type, EventDraft draft) MUST_USE;
Code       event_append(Ctx *cx, const EventDraft *draft, bool *is_new) MUST_USE;
/* Many at once, for imports and batches; `added` counts the new ones. */
Code event_append_all(Ctx *cx, const EventDraft *drafts, size_t count, int64_t *added) MUST_USE;

/* A person's events, newest first; `types` (may be empty) filters by exact type. */
Code event_timeline(Ctx *cx, int64_t person_id, Strs types, Str cursor, int64_t limit, Rows *items,
                    Str *next_cursor) MUST_USE;
/* The same by more: instants from `from_ms` until before `to_ms` (0: any), and what a member of
 * staff did or was part of. */
typedef struct TimelineFilter {
    Strs    types;
    int64_t from_ms, to_ms, staff_id;
} TimelineFilter;
Code event_timeline_of(Ctx *cx, int64_t person_id, const TimelineFilter *filter, Str cursor,
                       int64_t limit, Rows *items, Str *next_cursor) MUST_USE;
/* A person's events, oldest first, those of persons folded into him too; `type` "" = all. */
Code event_history(Ctx *cx, int64_t person_id, Str type, Str cursor, int64_t limit, Rows *items,
                   Str *next_cursor) MUST_USE;
/* His events of one type at from <= at < until, the newest `limit`, newest first; no pages. */
Code event_of_type(Ctx *cx, int64_t person_id, Str type, int64_t from_ms, int64_t until_ms,
                   int64_t limit, Rows *items) MUST_USE;
/* Of many persons at once, for the slices and not for pages: the first `limit` of their events
 * behind a place, rising, without those of persons folded into them. */
Code event_of_persons(Ctx *cx, Ids persons, int64_t after_seq, int64_t limit,
                      Rows *items) MUST_USE;
/* Of the tenant, newest first, by type ("" = all) and object ("" = all). */
Code event_list(Ctx *cx, Str type, Str object, Str cursor, int64_t limit, Rows *items,
                Str *next_cursor) MUST_USE;
Code event_get(Ctx *cx, int64_t seq, Event *out) MUST_USE;

typedef struct EventCount {
    Str     type;
    int64_t count, last_at_ms;
} EventCount;
extern const Shape event_count_shape;
/* How many of each type, most first: exact, from a projection and what came after it. */
Code event_counts(Ctx *cx, Rows *items) MUST_USE;
/* When a person is folded into another: future timelines of `into` include `from`
 * (docs/adr/0005-event-person.md); and when that is taken back. */
Code event_fold(Ctx *cx, int64_t from, int64_t into) MUST_USE;
Code event_unfold(Ctx *cx, int64_t from, int64_t into) MUST_USE;

#endif
