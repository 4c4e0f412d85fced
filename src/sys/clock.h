/* clock.h -- the only place that asks what time it is. */
#ifndef SYS_CLOCK_H
#define SYS_CLOCK_H

#include "base/base.h"

/* Milliseconds since 1970 UTC.  WEFT_CLOCK_OFFSET_MS shifts it (tests). */
int64_t clock_now_ms(void);
/* A clock that only goes forward, for durations: microseconds since some start. */
int64_t clock_mono_us(void);
/* Sleeps; returns early only when the process is signalled. */
void    clock_sleep_ms(int64_t ms);

#endif
