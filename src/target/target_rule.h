/* target_rule.h -- what is expected by now, and who is behind.  Private to target/. */
#ifndef TARGET_TARGET_RULE_H
#define TARGET_TARGET_RULE_H

#include "target/target.h"

/* from <= at < until. */
typedef struct TargetDays {
    int64_t from_ms, until_ms;
} TargetDays;

/* Of a value that adds up as much as of its days has passed; a ratio is expected as it is. */
int64_t     target_rule_expected(int64_t value, bool is_ratio, TargetDays days, int64_t now_ms);
/* `actual` may be none. */
TargetState target_rule_state(const Target *target, bool is_ratio, Figure actual, TargetDays days,
                              int64_t now_ms);

#endif
