/* report_said.h -- values of dimensions and conditions in words, as the console has them.
 * Private to report/. */
#ifndef REPORT_REPORT_SAID_H
#define REPORT_REPORT_SAID_H

#include "report/report_word.h"

/* "contact.added" of the dimension "type" as "添加好友"; one without a word is said as it is. */
Str report_said_value(Str dimension, Str value, bool english);
/* Channels, or other values of a dimension, with commas. */
Str report_said_values(Arena *arena, Str dimension, const Json *values, bool english);
/* "渠道 = 公众号，城市 = 上海"; absent when it says more than single comparisons. */
Str report_said_conditions(Arena *arena, const Json *logic, bool english);

#endif
