/* time.h -- the parts of a date a rule may ask for. */
#ifndef RULE_TIME_H
#define RULE_TIME_H

#include "rule/node.h"

enum {
    RULE_YEAR_PART = 1, RULE_MONTH_PART, RULE_DAY_PART, RULE_HOUR_PART, RULE_MINUTE_PART,
    RULE_WEEKDAY_PART /* 1 Monday .. 7 Sunday */
};

extern const Words rule_part_words;

#endif
