/* event_oldest.h -- the log as it grew, for programs that read it page by page. */
#ifndef LOG_EVENT_OLDEST_H
#define LOG_EVENT_OLDEST_H

#include "log/event.h"

/* Of the tenant, oldest first, by type ("" = all).  For what follows the log, a consumer: at its
 * end a page tells nothing of events whose transaction still runs. */
Code event_oldest(Ctx *cx, Str type, Str cursor, int64_t limit, Rows *items,
                  Str *next_cursor) MUST_USE;

#endif
