/* shop_push.h -- callbacks of platforms: what came, and what became of it.  Private to shop/. */
#ifndef SHOP_SHOP_PUSH_H
#define SHOP_SHOP_PUSH_H

#include "shop/shop.h"

typedef enum PushState {
    PUSH_RECEIVED = 1, /* to be carried out, or waiting for the platform's answer */
    PUSH_APPLIED,
    PUSH_FAILED,
    PUSH_IGNORED /* a test, or nothing we keep */
} PushState;
extern const Words push_state_words;

typedef struct Push {
    int64_t   id, tenant_id, shop_id;
    Str       message_no, topic;
    PushState state;
    Str       reason, detail;
    int32_t   attempts;
    Str       body_sealed;
    int64_t   received_at_ms, applied_at_ms;
    Str       body; /* opened, of a single one */
} Push;
extern const Shape push_shape;

typedef struct PushFilter {
    int64_t   shop_id;
    PushState state;
    Str       cursor;
    int64_t   limit;
} PushFilter;
extern const Shape push_filter_shape;

/* Newest first, without their bodies: Rows of Push. */
Code shop_push_list(Ctx *cx, const PushFilter *filter, Rows *items, Str *next_cursor) MUST_USE;
/* With its body; ERR_NOT_FOUND "shop.no_push". */
Code shop_push_get(Ctx *cx, int64_t id, Push *out) MUST_USE;
/* Carries it out once more. */
Code shop_push_replay(Ctx *cx, int64_t id, Push *out) MUST_USE;
/* Carries out one callback, in a transaction; what fails for good becomes its state. */
Code shop_push_apply(Ctx *cx, int64_t id) MUST_USE;

#endif
