/* thread.h -- threads, locks and wake-ups, thin over pthreads. */
#ifndef SYS_THREAD_H
#define SYS_THREAD_H

#include "base/base.h"

#include <pthread.h>

/* A named thread with a stack of `stack_kib`; aborts if the system refuses. */
pthread_t thread_start(const char *name, size_t stack_kib, void *(*run)(void *), void *arg);
void      thread_join(pthread_t thread);

/* A flag one side raises and the other waits for.  Raising twice before the
 * waiter looks counts once; a raise before the wait is not lost. */
typedef struct Wake Wake;
Wake *wake_new(void);
void  wake_free(Wake *wake);
void  wake_raise(Wake *wake);
/* Waits until raised or `timeout_ms` passed (-1 = for ever); lowers the flag and
 * says whether it was raised. */
bool  wake_wait(Wake *wake, int64_t timeout_ms);

/* Takes the lock for writing, for reading; false when others kept it for `wait_ms`. */
bool lock_write_within(pthread_rwlock_t *lock, int64_t wait_ms) MUST_USE;
bool lock_read_within(pthread_rwlock_t *lock, int64_t wait_ms) MUST_USE;

/* Releases a mutex at the end of the scope:
 * LOCKED(&pool->lock);  */
void thread_unlock_(pthread_mutex_t **lock);
#define LOCKED(mutex_pointer)                                                    \
    ON_SCOPE_EXIT(thread_unlock_) pthread_mutex_t *locked_ = (mutex_pointer);    \
    pthread_mutex_lock(locked_)

#endif
