/* wecom_message.h -- app messages to staff.  Private to channel/. */
#ifndef CHANNEL_WECOM_MESSAGE_H
#define CHANNEL_WECOM_MESSAGE_H

#include "channel/channel_effect.h"

extern const EffectKind wecom_message_send;

typedef struct AppMessage {
    Str         userids, title, text, url, object, key; /* as channel_send_app_message() says */
    const char *media_kind;                             /* as AppPost                         */
    Str         media, queue;        /* queue: goes after what of it went before         */
    int64_t     due_ms, deadline_ms; /* not before, not after; 0 = now, whenever         */
    Str         lane; /* takes the place of one of the same lane that has not gone; absent = none */
} AppMessage;
Code wecom_message_put(Ctx *cx, ConnectionId id, const AppMessage *message) MUST_USE;

#endif
