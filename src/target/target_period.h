/* target_period.h -- days as people write them in a spreadsheet.  Private to target/. */
#ifndef TARGET_TARGET_PERIOD_H
#define TARGET_TARGET_PERIOD_H

#include "base/base.h"

/* The first and the last day of "2026-11-01~2026-11-11", "2026年11月", "2026/11", "2026Q4",
 * "2026"; of a day alone both are that day.  A time of day behind a day does not count.  False
 * when it is none of them. */
bool target_period_read(Str text, int64_t *from, int64_t *to);

#endif
