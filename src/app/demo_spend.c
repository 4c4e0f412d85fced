/* demo_spend.c -- what the demo brand paid for its channels in the last months. */
#include "app/demo.h"

#include "spend/spend.h"

enum { DAYS = 90 };

typedef struct DemoSpend {
    const char *touch;
    int64_t     yuan;
    int32_t     every;
} DemoSpend;

// clang-format off
static const DemoSpend channels[] = {
    { "qr_code", 180, 1 }, { "acquisition_link", 260, 2 }, { "channels", 90, 3 }, { "mobile_search", 40, 2 },
};
// clang-format on

/* Again the same days the same amounts: what was set changes nothing. */
Code demo_spends(Demo *demo)
{
    Ctx          *cx    = &demo->cx;
    const int64_t today = day_of(cx->now_ms, cx->zone);
    Vec           lines = vec_of(cx->arena, Spend);
    SpendSheet    done;
    for (size_t i = 0; i < COUNT(channels); i++)
        for (int64_t day = today - DAYS + 1; day <= today; day++) {
            if (day % channels[i].every != 0) continue;
            /* Dearer at the end of the week. */
            const int64_t yuan = channels[i].yuan + channels[i].yuan * (day % 7) / 12;

            *VEC_ADD(&lines, Spend) = (Spend){ .kind       = SPEND_CHANNEL,
                                               .touch      = str_of(channels[i].touch),
                                               .day_on     = day_text(cx->arena, day),
                                               .amount_fen = yuan * 100 };
        }
    return spend_set(cx, &(SpendSheet){ .lines = vec_rows(&lines) }, &done);
}
