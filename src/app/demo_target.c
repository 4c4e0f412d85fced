/* demo_target.c -- targets of this month for the brand and the stores of the demo. */
#include "app/demo.h"

#include "target/target.h"

enum { STORES_MAX = 20 };

static Code set(Demo *demo, const char *metric, int64_t brand, int64_t first, Rows stores)
{
    Ctx            *cx    = &demo->cx;
    const CivilTime now   = civil_time(cx->now_ms, cx->zone);
    const CivilTime next  = { .year = now.year, .month = now.month + 1, .day = 1 };
    TargetLine     *lines = arena_make(cx->arena, TargetLine, stores.count + 1);
    lines[0]              = (TargetLine){ .owner_kind = TARGET_BRAND, .value = brand };
    /* Each store has a little more to do than the one before. */
    for (size_t i = 0; i < stores.count; i++)
        lines[i + 1] = (TargetLine){ .owner_kind = TARGET_STORE,
                                     .owner_id   = ROWS_AT(Store, stores, i)->id,
                                     .value      = first + first * (int64_t)i / 6 };
    const int64_t     last  = day_of(civil_to_ms(next, cx->zone), cx->zone) - 1;
    const TargetSheet sheet = {
        .metric  = str_of(metric),
        .from_on = str_fmt(cx->arena, "%04d-%02d-01", now.year, now.month),
        .to_on   = day_text(cx->arena, last),
        .lines   = { lines, stores.count + 1 },
    };
    TargetSheet done;
    return target_set(cx, &sheet, &done);
}

/* Again in the same month the same values. */
Code demo_targets(Demo *demo)
{
    Rows stores = { 0 };
    Str  next;
    TRY(org_store_list(&demo->cx, &(StoreFilter){ .limit = STORES_MAX }, &stores, &next));
    TRY(set(demo, "order.paid_fen", 60000000, 2000000, stores));
    return set(demo, "customer.adds", 3600, 180, stores);
}
