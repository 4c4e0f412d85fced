/* log.h -- one line per thing worth knowing, to standard error.
 *
 * logfmt: time level what key=value ...  Slices never log; the doors (HTTP, job
 * runner, consumers, command line) do, once, with tenant, user and request id. */
#ifndef SYS_LOG_H
#define SYS_LOG_H

#include "base/base.h"

typedef enum LogLevel { LOG_DEBUG = 1, LOG_INFO, LOG_WARN, LOG_ERROR } LogLevel;

/* Lines below this level are dropped; LOG_INFO until told otherwise. */
void log_set_level(LogLevel least);
/* `what` is a short stable phrase; the format appends key=value pairs, e.g.
 * log_line(LOG_INFO, "request", "method=%s status=%d", ...). */
void log_line(LogLevel level, const char *what, const char *format, ...) PRINTF_LIKE(3, 4);
/* A value with quotes, spaces and control characters escaped, for %s above. */
const char *log_quote(Arena *arena, Str value);

#endif
