/* shop_pull.h -- what changed is asked for: by a timer, by a button, after a hint.  Private to
 * shop/. */
#ifndef SHOP_SHOP_PULL_H
#define SHOP_SHOP_PULL_H

#include "shop/shop_connector.h"

typedef struct PullDraft {
    int64_t from_ms, to_ms;
} PullDraft;
extern const Shape shop_pull_draft_shape;

/* Asks for all that changed in the window, page by page, as a job; the same window again changes
 * nothing that is known.  "shop.bad_window", "shop.no_pull". */
Code shop_pull_start(Ctx *cx, ShopId id, const PullDraft *draft, Job *out) MUST_USE;
/* Sets the shop's timer as its settings say; nothing where it is never pulled. */
Code shop_pull_schedule(Ctx *cx, const Shop *shop) MUST_USE;
/* Asks for single things a callback named, as an effect that settles the callback. */
Code shop_pull_want(Ctx *cx, const Shop *shop, int64_t push_id, int32_t attempt,
                    const Vec *wanted) MUST_USE;

#endif
