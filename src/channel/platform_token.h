/* platform_token.h -- access tokens and JS tickets, shared by all processes.  Private to channel/.
 */
#ifndef CHANNEL_PLATFORM_TOKEN_H
#define CHANNEL_PLATFORM_TOKEN_H

#include "channel/platform_api.h"

/* A token of kind "app", "contact" (access tokens), "ticket" or "agent_ticket" (JS-SDK), from the
 * table while it is fresh, else from the platform: one caller fetches, the others wait for it.
 * `token` stays absent when the platform gives none: then `answer` says why. */
Code platform_token_get(Ctx *cx, const Connection *connection, const char *kind, Str *token,
                        PlatformAnswer *answer) MUST_USE;
/* The platform refused this token: the next platform_token_get fetches another. */
Code platform_token_drop(Ctx *cx, const Connection *connection, const char *kind,
                         Str token) MUST_USE;

#endif
