/* calls.h -- what was called lately, for tests and the phone page. */
#ifndef SIM_CALLS_H
#define SIM_CALLS_H

#include "sim/api.h"

typedef struct CallLog CallLog;

/* An empty log of the last few thousand calls. */
CallLog *calls_new(void);
void     calls_free(CallLog *log);
/* Remembers an answered call; `path` is the short one. */
void     calls_add(CallLog *log, const Call *call, Str path, int64_t took_us, bool is_faulted);
/* Forgets all; numbers go on. */
void     calls_clear(CallLog *log);
/* The newest calls first: array of objects.  `path` empty = all. */
void     calls_list(const CallLog *log, JsonOut *out, Str path, int64_t after, size_t limit);
/* The number of the newest call. */
int64_t  calls_last(const CallLog *log);
/* Calls and refusals by path. */
void     calls_counts(const CallLog *log, JsonOut *out);

#endif
