/* thread.c -- threads and wake-ups. */
#include "sys/thread.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

enum { STACK_KIB_MIN = 128 };

pthread_t thread_start(const char *name, size_t stack_kib, void *(*run)(void *), void *arg)
{
    if (stack_kib < STACK_KIB_MIN) stack_kib = STACK_KIB_MIN;
    pthread_attr_t attr;
    ASSERT(pthread_attr_init(&attr) == 0);
    ASSERT(pthread_attr_setstacksize(&attr, stack_kib * 1024) == 0);
    pthread_t thread;
    ASSERT(pthread_create(&thread, &attr, run, arg) == 0);
    ASSERT(pthread_attr_destroy(&attr) == 0);
    char short_name[16]; /* what the kernel keeps */
    strncpy(short_name, name, sizeof(short_name) - 1);
    short_name[sizeof(short_name) - 1] = 0;
    (void)pthread_setname_np(thread, short_name); /* only a help for people */
    return thread;
}

void thread_join(pthread_t thread) { ASSERT(pthread_join(thread, NULL) == 0); }

struct Wake {
    pthread_mutex_t lock;
    pthread_cond_t  raise;
    bool            raised;
};

Wake *wake_new(void)
{
    Wake *wake = calloc(1, sizeof(*wake));
    ASSERT(wake != NULL);
    pthread_condattr_t attr;
    ASSERT(pthread_condattr_init(&attr) == 0);
    ASSERT(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC) == 0);
    ASSERT(pthread_cond_init(&wake->raise, &attr) == 0);
    ASSERT(pthread_condattr_destroy(&attr) == 0);
    ASSERT(pthread_mutex_init(&wake->lock, NULL) == 0);
    return wake;
}

void wake_free(Wake *wake)
{
    if (!wake) return;
    ASSERT(pthread_cond_destroy(&wake->raise) == 0);
    ASSERT(pthread_mutex_destroy(&wake->lock) == 0);
    free(wake);
}

void wake_raise(Wake *wake)
{
    LOCKED(&wake->lock);
    wake->raised = true;
    pthread_cond_signal(&wake->raise);
}

static struct timespec deadline(int64_t timeout_ms)
{
    struct timespec at;
    ASSERT(clock_gettime(CLOCK_MONOTONIC, &at) == 0);
    const int64_t ns = at.tv_nsec + timeout_ms % MS_PER_SECOND * 1000000;
    at.tv_sec += timeout_ms / MS_PER_SECOND + ns / 1000000000;
    at.tv_nsec = ns % 1000000000;
    return at;
}

bool wake_wait(Wake *wake, int64_t timeout_ms)
{
    const struct timespec until = deadline(timeout_ms > 0 ? timeout_ms : 0);
    LOCKED(&wake->lock);
    int failed = 0;
    while (!wake->raised && failed == 0) {
        if (timeout_ms < 0)
            failed = pthread_cond_wait(&wake->raise, &wake->lock);
        else
            failed = pthread_cond_timedwait(&wake->raise, &wake->lock, &until);
    }
    const bool raised = wake->raised;
    wake->raised      = false;
    return raised;
}

/* ThreadSanitizer does not know the locks with a clock: it is told. */
static void tell_before(pthread_rwlock_t *lock, bool is_read)
{
#ifdef __SANITIZE_THREAD__
    __tsan_mutex_pre_lock(lock, __tsan_mutex_try_lock | (is_read ? __tsan_mutex_read_lock : 0));
#else
    (void)lock;
    (void)is_read;
#endif
}

static void tell_after(pthread_rwlock_t *lock, bool is_read, bool is_taken)
{
#ifdef __SANITIZE_THREAD__
    __tsan_mutex_post_lock(lock,
                           __tsan_mutex_try_lock | (is_read ? __tsan_mutex_read_lock : 0) |
                               (is_taken ? 0 : __tsan_mutex_try_lock_failed),
                           0);
#else
    (void)lock;
    (void)is_read;
    (void)is_taken;
#endif
}

static bool lock_within(pthread_rwlock_t *lock, bool is_read, int64_t wait_ms)
{
    const struct timespec until = deadline(wait_ms);
    tell_before(lock, is_read);
    const int failed = is_read ? pthread_rwlock_clockrdlock(lock, CLOCK_MONOTONIC, &until)
                               : pthread_rwlock_clockwrlock(lock, CLOCK_MONOTONIC, &until);
    tell_after(lock, is_read, failed == 0);
    ASSERT(failed == 0 || failed == ETIMEDOUT);
    return failed == 0;
}

bool lock_write_within(pthread_rwlock_t *lock, int64_t wait_ms)
{
    return lock_within(lock, false, wait_ms);
}

bool lock_read_within(pthread_rwlock_t *lock, int64_t wait_ms)
{
    return lock_within(lock, true, wait_ms);
}

void thread_unlock_(pthread_mutex_t **lock) { pthread_mutex_unlock(*lock); }
