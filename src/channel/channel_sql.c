/* channel_sql.c -- every statement of channel. */
#include "channel/channel_sql.h"

static const Field token_fields[] = {
    FIELD(PlatformToken, tenant_id),     FIELD(PlatformToken, connection_id),
    FIELD(PlatformToken, kind),          FIELD(PlatformToken, sealed),
    FIELD(PlatformToken, expires_at_ms), FIELD(PlatformToken, claimed_until_ms),
};
static const Shape token_shape = SHAPE(PlatformToken, token_fields);

static const char *const callback_words[] = {
    [CALLBACK_RECEIVED] = "received",
    [CALLBACK_APPLIED]  = "applied",
    [CALLBACK_FAILED]   = "failed",
    [CALLBACK_IGNORED]  = "ignored",
};
const Words callback_state_words = { callback_words, COUNT(callback_words) };

static const Field callback_fields[] = {
    FIELD(CallbackRow, tenant_id),     FIELD(CallbackRow, event_seq),
    FIELD(CallbackRow, connection_id), FIELD_ENUM(CallbackRow, state, callback_state_words),
    FIELD(CallbackRow, reason),        FIELD(CallbackRow, detail),
    FIELD(CallbackRow, attempts),      FIELD(CallbackRow, received_at_ms),
    FIELD(CallbackRow, changed_at_ms), FIELD(CallbackRow, object),
};
static const Shape callback_shape = SHAPE(CallbackRow, callback_fields);

static const Field media_fields[] = {
    FIELD(PlatformMedia, tenant_id),     FIELD(PlatformMedia, connection_id),
    FIELD(PlatformMedia, sha256),        FIELD(PlatformMedia, kind),
    FIELD(PlatformMedia, media_id),      FIELD(PlatformMedia, media_json),
    FIELD(PlatformMedia, expires_at_ms),
};
static const Shape media_shape = SHAPE(PlatformMedia, media_fields);

static const Field number_fields[] = { FIELD(ChannelNumber, n) };
static const Shape number_shape    = SHAPE(ChannelNumber, number_fields);

static const Field callback_old_fields[] = { FIELD(CallbackOld, n), FIELD(CallbackOld, last) };
static const Shape callback_old_shape    = SHAPE(CallbackOld, callback_old_fields);

const Table channel_sql_connection = { "connection", &connection_shape };
const Table channel_sql_token      = { "wecom_token", &token_shape };
const Table channel_sql_callback   = { "callback", &callback_shape };
const Table channel_sql_media      = { "platform_media", &media_shape };

/* ---- connections ---------------------------------------------------------- */

const Query channel_sql_connection_by_id = {
    .name = "connection.by_id",
    .sql  = "SELECT {cols} FROM connection WHERE tenant_id = $1 AND id = $2",
    .out  = &connection_shape,
};
const Query channel_sql_connections = {
    .name = "connection.all",
    .sql  = "SELECT {cols} FROM connection WHERE tenant_id = $1 ORDER BY id LIMIT 1000",
    .out  = &connection_shape,
};
const Query channel_sql_connection_default = {
    .name = "connection.default",
    .sql  = "SELECT {cols} FROM connection WHERE tenant_id = $1 AND kind = 'wecom'"
            " AND state = 'active' ORDER BY id LIMIT 1",
    .out  = &connection_shape,
};
/* The door and the sign-in page know no tenant yet. */
const Query channel_sql_connection_by_corp = {
    .name   = "connection.by_corp",
    .sql    = "SELECT {cols} FROM connection WHERE corp_id = $1",
    .out    = &connection_shape,
    .global = true,
};
const Query channel_sql_connection_of_server = {
    .name   = "connection.of_server",
    .sql    = "SELECT {cols} FROM connection WHERE id = $1 AND state = 'active'",
    .out    = &connection_shape,
    .global = true,
};
const Query channel_sql_connections_to_sign_in = {
    .name = "connection.to_sign_in",
    .sql  = "SELECT {cols} FROM connection WHERE tenant_id = $1 AND state = 'active'"
            " AND agent_id <> 0 ORDER BY id LIMIT 50",
    .out  = &connection_shape,
};
const Query channel_sql_connection_update = {
    .name = "connection.update",
    .sql =
        "UPDATE connection SET name = $4, agent_id = $5, base_url = $6, login_url = $7, state = $8,"
        " app_secret_sealed = $9, contact_secret_sealed = $10, has_contact_secret = $11,"
        " token_sealed = $12, aes_key_sealed = $13, callback_verified_at_ms = $14,"
        " revision = revision + 1 WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};
const Query channel_sql_connection_delete = {
    .name = "connection.delete",
    .sql  = "DELETE FROM connection WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};
const Query channel_sql_connection_verified = {
    .name = "connection.verified",
    .sql  = "UPDATE connection SET callback_verified_at_ms = $3 WHERE tenant_id = $1 AND id = $2",
};
const Query channel_sql_connection_called = {
    .name = "connection.called",
    .sql  = "UPDATE connection SET last_callback_at_ms = {greatest}(last_callback_at_ms, $3)"
            " WHERE tenant_id = $1 AND id = $2",
};
const Query channel_sql_connection_answered = {
    .name = "connection.answered",
    .sql  = "UPDATE connection SET last_api_ok_at_ms = $3, health = $4, health_reason = $5"
            " WHERE tenant_id = $1 AND id = $2",
};
const Query channel_sql_connection_ailing = {
    .name = "connection.ailing",
    .sql  = "UPDATE connection SET health = $3, health_reason = $4 WHERE tenant_id = $1 AND id = $2"
            " AND coalesce(health_reason, '') <> $4",
};
const Query channel_sql_connection_synced = {
    .name = "connection.synced",
    .sql  = "UPDATE connection SET last_sync_at_ms = $3,"
            " contact_count = CASE WHEN CAST($4 AS BIGINT) < 0 THEN contact_count ELSE $4 END"
            " WHERE tenant_id = $1 AND id = $2",
};

/* ---- tokens ------------------------------------------------------------------ */

const Query channel_sql_token_by_kind = {
    .name = "wecom_token.by_kind",
    .sql =
        "SELECT {cols} FROM wecom_token WHERE tenant_id = $1 AND connection_id = $2 AND kind = $3",
    .out = &token_shape,
};
const Query channel_sql_token_claim = {
    .name = "platform_token.claim",
    .sql =
        "UPDATE wecom_token SET claimed_until_ms = $5 WHERE tenant_id = $1 AND connection_id = $2"
        " AND kind = $3 AND claimed_until_ms <= $4",
};
const Query channel_sql_token_store = {
    .name = "wecom_token.store",
    .sql  = "UPDATE wecom_token SET sealed = $4, expires_at_ms = $5, claimed_until_ms = 0"
            " WHERE tenant_id = $1 AND connection_id = $2 AND kind = $3",
};
const Query channel_sql_token_release = {
    .name = "wecom_token.release",
    .sql  = "UPDATE wecom_token SET claimed_until_ms = 0"
            " WHERE tenant_id = $1 AND connection_id = $2 AND kind = $3",
};
/* Only the token that was refused: another one may have been fetched meanwhile. */
const Query channel_sql_token_drop = {
    .name = "wecom_token.drop",
    .sql  = "UPDATE wecom_token SET expires_at_ms = 0 WHERE tenant_id = $1 AND connection_id = $2"
            " AND kind = $3 AND sealed = $4",
};
const Query channel_sql_tokens_delete = {
    .name = "wecom_token.delete",
    .sql  = "DELETE FROM wecom_token WHERE tenant_id = $1 AND connection_id = $2",
};

/* ---- callbacks ------------------------------------------------------------------ */

const Query channel_sql_callback_by_seq = {
    .name = "callback.by_seq",
    .sql  = "SELECT {cols} FROM callback WHERE tenant_id = $1 AND event_seq = $2",
    .out  = &callback_shape,
};
const Query channel_sql_callback_range = {
    .name = "callback.range",
    .sql  = "SELECT {cols} FROM callback WHERE tenant_id = $1 AND event_seq BETWEEN $2 AND $3"
            " ORDER BY event_seq DESC LIMIT 100000",
    .out  = &callback_shape,
};
const Query channel_sql_callback_of_state = {
    .name = "callback.of_state",
    .sql  = "SELECT {cols} FROM callback WHERE tenant_id = $1 AND state = $2 AND event_seq < $3"
            " AND (CAST($4 AS BIGINT) = 0 OR connection_id = $4) ORDER BY event_seq DESC LIMIT $5",
    .out  = &callback_shape,
};
const Query channel_sql_callback_put = {
    .name = "callback.put",
    .sql  = "INSERT INTO callback (tenant_id, event_seq, connection_id, state, reason, detail,"
            " attempts, received_at_ms, changed_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
            " ON CONFLICT (tenant_id, event_seq) DO UPDATE SET state = excluded.state,"
            " reason = excluded.reason, detail = excluded.detail, attempts = excluded.attempts,"
            " changed_at_ms = excluded.changed_at_ms",
};
const Query channel_sql_callback_settle = {
    .name = "callback.settle",
    .sql  = "UPDATE callback SET state = $3, reason = $4, detail = $5, object = $6,"
            " changed_at_ms = $7 WHERE tenant_id = $1 AND event_seq = $2",
};
/* Whether there are any that a read could repair. */
const Query channel_sql_callback_failed = {
    .name = "callback.failed",
    .sql  = "SELECT count(*) AS n FROM (SELECT event_seq FROM callback WHERE tenant_id = $1"
            " AND connection_id = $2 AND state = 'failed' AND object <> '' LIMIT 1) AS one",
    .out  = &number_shape,
};
const Query channel_sql_callback_failed_of = {
    .name = "callback.failed_of",
    .sql  = "SELECT {cols} FROM callback WHERE tenant_id = $1 AND connection_id = $2"
            " AND object = $3 AND state = 'failed' ORDER BY event_seq LIMIT 100",
    .out  = &callback_shape,
};
const Query channel_sql_callback_oldest = {
    .name = "callback.oldest",
    .sql  = "SELECT coalesce(min(received_at_ms), 0) AS n FROM callback"
            " WHERE tenant_id = $1 AND state = 'received' AND connection_id = $2",
    .out  = &number_shape,
};

/* The rows to forget: how many, and the last of them. */
const Query channel_sql_callback_old = {
    .name = "callback.old",
    .sql  = "SELECT count(*) AS n, coalesce(max(event_seq), 0) AS last FROM (SELECT event_seq"
            " FROM callback WHERE tenant_id = $1 AND state <> 'received' AND received_at_ms < $2"
            " ORDER BY event_seq LIMIT $3) AS old",
    .out  = &callback_old_shape,
};
const Query channel_sql_callback_forget = {
    .name = "callback.forget",
    .sql  = "DELETE FROM callback WHERE tenant_id = $1 AND event_seq <= $2 AND state <> 'received'"
            " AND received_at_ms < $3",
};
const Query channel_sql_callback_swept = {
    .name = "callback.swept",
    .sql  = "SELECT event_seq AS n FROM callback_swept WHERE tenant_id = $1",
    .out  = &number_shape,
};
const Query channel_sql_callback_swept_to = {
    .name = "callback.swept_to",
    .sql  = "INSERT INTO callback_swept (tenant_id, event_seq) VALUES ($1, $2)"
            " ON CONFLICT (tenant_id) DO UPDATE SET"
            " event_seq = {greatest}(callback_swept.event_seq, excluded.event_seq)",
};

/* ---- media --------------------------------------------------------------------------- */

const Query channel_sql_media_find = {
    .name = "platform_media.find",
    .sql  = "SELECT {cols} FROM platform_media WHERE tenant_id = $1 AND connection_id = $2"
            " AND sha256 = $3 AND kind = $4 AND expires_at_ms > $5",
    .out  = &media_shape,
};
const Query channel_sql_media_put = {
    .name = "platform_media.put",
    .sql =
        "INSERT INTO platform_media (tenant_id, connection_id, sha256, kind, media_id, media_json,"
        " expires_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)"
        " ON CONFLICT (tenant_id, connection_id, sha256, kind) DO UPDATE SET"
        " media_id = excluded.media_id, media_json = excluded.media_json,"
        " expires_at_ms = excluded.expires_at_ms",
};
const Query channel_sql_media_forget = {
    .name = "platform_media.forget",
    .sql =
        "DELETE FROM platform_media WHERE tenant_id = $1 AND connection_id = $2 AND media_id = $3",
};

/* ---- app messages ------------------------------------------------------------------------ */

static const Field window_fields[] = {
    FIELD(NoticeWindow, tenant_id), FIELD(NoticeWindow, staff_id), FIELD(NoticeWindow, kind),
    FIELD(NoticeWindow, until_ms),  FIELD(NoticeWindow, gathered),
};
static const Shape window_shape = SHAPE(NoticeWindow, window_fields);

const Query channel_sql_window_open = {
    .name     = "notice_window.open",
    .unscoped = "whom to notify",
    .sql      = "INSERT INTO notice_window (tenant_id, staff_id, kind, until_ms, gathered)"
                " VALUES ($1, $2, $3, 0, 0) ON CONFLICT DO NOTHING",
};
const Query channel_sql_window_get = {
    .name     = "notice_window.get",
    .unscoped = "whom to notify",
    .sql      = "SELECT {cols} FROM notice_window"
                " WHERE tenant_id = $1 AND staff_id = $2 AND kind = $3 {for_update}",
    .out      = &window_shape,
};
const Query channel_sql_window_set = {
    .name     = "notice_window.set",
    .unscoped = "whom to notify",
    .sql      = "UPDATE notice_window SET until_ms = $4, gathered = $5"
                " WHERE tenant_id = $1 AND staff_id = $2 AND kind = $3",
};

/* ---- the list ---------------------------------------------------------------------------- */

static const Query *const queries[] = {
    &channel_sql_callback_by_seq,
    &channel_sql_callback_failed,
    &channel_sql_callback_failed_of,
    &channel_sql_callback_forget,
    &channel_sql_callback_of_state,
    &channel_sql_callback_old,
    &channel_sql_callback_swept,
    &channel_sql_callback_swept_to,
    &channel_sql_callback_oldest,
    &channel_sql_callback_put,
    &channel_sql_callback_range,
    &channel_sql_callback_settle,
    &channel_sql_connection_ailing,
    &channel_sql_connection_answered,
    &channel_sql_connection_by_corp,
    &channel_sql_connection_by_id,
    &channel_sql_connection_called,
    &channel_sql_connection_default,
    &channel_sql_connection_delete,
    &channel_sql_connection_of_server,
    &channel_sql_connection_synced,
    &channel_sql_connection_update,
    &channel_sql_connection_verified,
    &channel_sql_connections,
    &channel_sql_connections_to_sign_in,
    &channel_sql_media_find,
    &channel_sql_media_forget,
    &channel_sql_media_put,
    &channel_sql_token_by_kind,
    &channel_sql_token_claim,
    &channel_sql_token_drop,
    &channel_sql_token_release,
    &channel_sql_token_store,
    &channel_sql_tokens_delete,
    &channel_sql_window_get,
    &channel_sql_window_open,
    &channel_sql_window_set,
};
static const Table *const tables[] = { &channel_sql_connection, &channel_sql_token,
                                       &channel_sql_callback, &channel_sql_media };

const SqlList channel_sql = SQL_LIST("channel", queries, tables);
