/* wecom_tag.h -- the corp's tag library and marks on contacts.  Private to channel/. */
#ifndef CHANNEL_WECOM_TAG_H
#define CHANNEL_WECOM_TAG_H

#include "channel/channel_effect.h"

extern const EffectKind wecom_tag_read, wecom_tag_save, wecom_tag_mark, wecom_tag_remark;

/* An effect that reads the whole library again; several become one. */
Code wecom_tag_put_read(Ctx *cx, const Connection *connection, Str key) MUST_USE;
/* Tells that a tag or group is gone. */
Code wecom_tag_emit_deleted(Ctx *cx, const Connection *connection, Str platform_id,
                            Str key) MUST_USE;
/* Asks for the library and tells it, for the sync job. */
Code wecom_tag_sync(Ctx *cx, const Connection *connection, Str key,
                    PlatformAnswer *answer) MUST_USE;

#endif
