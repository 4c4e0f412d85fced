/* wecom_group.h -- customer groups (客户群) as the platform knows them.  Private to channel/.
 * Source: developer documentation of WeCom, "客户群", paths externalcontact/groupchat/. */
#ifndef CHANNEL_WECOM_GROUP_H
#define CHANNEL_WECOM_GROUP_H

#include "channel/channel_effect.h"

extern const EffectKind wecom_group_read;

/* An effect that reads one group and tells platform.group_read; several become one. */
Code wecom_group_put_read(Ctx *cx, const Connection *connection, Str chat_id, Str key,
                          int64_t next_at_ms) MUST_USE;

/* Who joined or left, as a callback tells it at once; the read that follows knows the rest. */
typedef struct GroupTold {
    Str     chat_id;
    Str     detail; /* "joined", "left", "dismissed" */
    Str     how;    /* of a leaving: "self" or "removed" */
    Strs    members;
    int64_t at_ms;
    Str     key;
} GroupTold;
Code wecom_group_emit_told(Ctx *cx, const Connection *connection, const GroupTold *told) MUST_USE;

#endif
