/* clock.c -- the clocks of the system. */
#include "sys/clock.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

static int64_t        offset_ms;
static pthread_once_t offset_once = PTHREAD_ONCE_INIT;

static void read_offset(void)
{
    const char *text = getenv("WEFT_CLOCK_OFFSET_MS");
    if (text && !str_to_i64(str_of(text), &offset_ms)) offset_ms = 0;
}

int64_t clock_now_ms(void)
{
    pthread_once(&offset_once, read_offset);
    struct timespec now;
    ASSERT(clock_gettime(CLOCK_REALTIME, &now) == 0);
    return (int64_t)now.tv_sec * MS_PER_SECOND + now.tv_nsec / 1000000 + offset_ms;
}

int64_t clock_mono_us(void)
{
    struct timespec now;
    ASSERT(clock_gettime(CLOCK_MONOTONIC, &now) == 0);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void clock_sleep_ms(int64_t ms)
{
    if (ms <= 0) return;
    const struct timespec wait = { .tv_sec  = ms / MS_PER_SECOND,
                                   .tv_nsec = ms % MS_PER_SECOND * 1000000 };
    (void)nanosleep(&wait, NULL); /* EINTR is the promised early return */
}
