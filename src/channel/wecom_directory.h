/* wecom_directory.h -- departments and staff from the platform.  Private to channel/. */
#ifndef CHANNEL_WECOM_DIRECTORY_H
#define CHANNEL_WECOM_DIRECTORY_H

#include "channel/channel_effect.h"

extern const EffectKind wecom_directory_read_staff, wecom_directory_read_departments;

/* Effects that read one member, or all departments, again. */
Code wecom_directory_put_staff(Ctx *cx, const Connection *connection, Str userid, Str key) MUST_USE;
Code wecom_directory_put_departments(Ctx *cx, const Connection *connection, Str key) MUST_USE;

/* The whole directory, for the sync job: each asks, then writes in one transaction.  `answer` says
 * how asking went; only with PLATFORM_OK something was written. */
Code wecom_directory_sync_departments(Ctx *cx, const Connection *connection,
                                      PlatformAnswer *answer) MUST_USE;
Code wecom_directory_sync_staff(Ctx *cx, const Connection *connection, PlatformAnswer *answer,
                                int64_t *count) MUST_USE;

#endif
