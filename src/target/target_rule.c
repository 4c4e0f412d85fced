/* target_rule.c -- what is expected by now, and who is behind. */
#include "target/target_rule.h"

int64_t target_rule_expected(int64_t value, bool is_ratio, TargetDays days, int64_t now_ms)
{
    ASSERT(days.from_ms < days.until_ms);
    if (is_ratio || now_ms >= days.until_ms) return value;
    if (now_ms <= days.from_ms) return 0;
    /* By minutes, so that the product stays within 64 bits. */
    const int64_t all    = (days.until_ms - days.from_ms) / MS_PER_MINUTE;
    const int64_t passed = (now_ms - days.from_ms) / MS_PER_MINUTE;
    return value / all * passed + value % all * passed / all;
}

static Figure in_unit(int64_t value, bool is_ratio)
{
    return (Figure){ value, is_ratio ? 10000 : 1 };
}

TargetState target_rule_state(const Target *target, bool is_ratio, Figure actual, TargetDays days,
                              int64_t now_ms)
{
    const bool is_over = now_ms >= days.until_ms;
    if (now_ms < days.from_ms) return TARGET_WAITING;
    if (actual.den == 0) return TARGET_UNKNOWN;
    const int64_t expected = target_rule_expected(target->value, is_ratio, days, now_ms);
    const int     whole    = figure_compare(actual, in_unit(target->value, is_ratio));
    const int     by_now   = figure_compare(actual, in_unit(expected, is_ratio));
    if (target->is_ceiling) {
        if (whole > 0) return TARGET_MISSED;
        if (is_over) return TARGET_REACHED;
        return by_now <= 0 ? TARGET_ON_PACE : TARGET_BEHIND;
    }
    if (whole >= 0 && (is_over || !is_ratio)) return TARGET_REACHED;
    if (is_over) return TARGET_MISSED;
    return by_now >= 0 ? TARGET_ON_PACE : TARGET_BEHIND;
}
