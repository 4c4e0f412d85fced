/* demo_alert.c -- rules on metrics of the demo brand: who looks after it is told when refunds or
 * losses pass a line, or sales fall. */
#include "app/demo.h"

#include "alert/alert.h"

typedef struct DemoAlert {
    const char    *name, *metric;
    AlertPeriod    period;
    AlertCondition condition;
    int64_t        threshold;
    int32_t        percent;
    AlertBase      base;
    AlertEvery     every;
    int32_t        hour;
} DemoAlert;

// clang-format off
static const DemoAlert alerts[] = {
    { "退款率偏高", "order.refund_rate", ALERT_LAST_7_DAYS, ALERT_ABOVE, 300, 0, ALERT_BEFORE, ALERT_DAILY, 9 },
    { "今日新增客户突增", "customer.adds", ALERT_TODAY, ALERT_ABOVE, 60, 0, ALERT_BEFORE, ALERT_HOURLY, 0 },
    { "昨日支付金额大跌", "order.paid_fen", ALERT_YESTERDAY, ALERT_FALLEN, 0, 90, ALERT_WEEK_BEFORE, ALERT_DAILY, 9 },
    { "近 7 日流失客户激增", "customer.lost", ALERT_LAST_7_DAYS, ALERT_RISEN, 0, 100, ALERT_BEFORE, ALERT_DAILY, 10 },
};
// clang-format on

/* What was made before stays as it is. */
Code demo_alerts(Demo *demo)
{
    Ctx *cx    = &demo->cx;
    Rows known = { 0 };
    User owner = { 0 }, manager = { 0 };
    bool found = false, has_manager = false;
    TRY(alert_list(cx, &known));
    TRY(org_user_find_by_name(cx, S("operator"), &owner, &found));
    TRY(org_user_find_by_name(cx, S("owner"), &manager, &has_manager));
    if (known.count || !found) return OK;
    Ctx           mine   = *cx;
    const int64_t told[] = { owner.id, manager.id };
    mine.user_id         = owner.id;
    for (size_t i = 0; i < COUNT(alerts); i++) {
        const DemoAlert *one   = &alerts[i];
        const Alert      draft = {
                 .name      = str_of(one->name),
                 .metric    = str_fmt(cx->arena, "{\"metric\":\"%s\"}", one->metric),
                 .period    = one->period,
                 .condition = one->condition,
                 .threshold = one->threshold,
                 .percent   = one->percent,
                 .base      = one->base,
                 .every     = one->every,
                 .hour      = one->hour,
                 .is_on     = true,
                 .user_ids  = { told, has_manager ? 2 : 1 },
        };
        Alert made;
        if (alert_create(&mine, &draft, &made) == OK) continue;
        cx->err = mine.err;
        return cx->err.code;
    }
    return OK;
}
