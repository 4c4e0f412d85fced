/* channel_sql.h -- the statements of channel, by name.  Private to channel/. */
#ifndef CHANNEL_CHANNEL_SQL_H
#define CHANNEL_CHANNEL_SQL_H

#include "channel/channel.h"

/* A token or ticket of a connection. */
typedef struct PlatformToken {
    int64_t tenant_id, connection_id;
    Str     kind, sealed;
    int64_t expires_at_ms, claimed_until_ms;
} PlatformToken;

/* What became of a callback. */
typedef struct CallbackRow {
    int64_t       tenant_id, event_seq, connection_id;
    CallbackState state;
    Str           reason, detail;
    int32_t       attempts;
    int64_t       received_at_ms, changed_at_ms;
    Str           object; /* of a failed one: what could not be read */
} CallbackRow;

/* A file as the platform knows it. */
typedef struct PlatformMedia {
    int64_t tenant_id, connection_id;
    Str     sha256, kind, media_id, media_json;
    int64_t expires_at_ms;
} PlatformMedia;

/* What is being gathered for one message to a member. */
typedef struct NoticeWindow {
    int64_t tenant_id, staff_id;
    Str     kind;
    int64_t until_ms, gathered;
} NoticeWindow;

typedef struct ChannelNumber {
    int64_t n;
} ChannelNumber;

typedef struct CallbackOld {
    int64_t n, last;
} CallbackOld;

extern const Query channel_sql_callback_old, channel_sql_callback_forget,
    channel_sql_callback_swept, channel_sql_callback_swept_to;
extern const Query channel_sql_callback_failed; /* tenant, connection */
extern const Query channel_sql_callback_failed_of; /* tenant, connection, object */
extern const Query channel_sql_callback_by_seq, channel_sql_callback_of_state,
    channel_sql_callback_oldest, channel_sql_callback_put, channel_sql_callback_range,
    channel_sql_callback_settle, channel_sql_connection_ailing, channel_sql_connection_answered,
    channel_sql_connection_by_corp, channel_sql_connection_by_id, channel_sql_connection_called,
    channel_sql_connection_default, channel_sql_connection_delete, channel_sql_connection_of_server,
    channel_sql_connection_synced, channel_sql_connection_update, channel_sql_connection_verified,
    channel_sql_connections, channel_sql_connections_to_sign_in, channel_sql_media_find,
    channel_sql_media_forget, channel_sql_media_put, channel_sql_token_by_kind,
    channel_sql_token_claim, channel_sql_token_drop, channel_sql_token_release,
    channel_sql_token_store, channel_sql_tokens_delete, channel_sql_window_get,
    channel_sql_window_open, channel_sql_window_set;

extern const Table channel_sql_connection, channel_sql_token, channel_sql_callback,
    channel_sql_media;

#endif
