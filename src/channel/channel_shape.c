/* channel_shape.c -- the fields and words of connections and what is asked of platforms. */
#include "channel/channel.h"

enum { INSIDE = SERVER_SET | SECRET, ANSWERED = SERVER_SET | NOT_STORED };

// clang-format off
static const char *const kind_words[] = { 
    [CONNECTION_WECOM] = "wecom", [CONNECTION_OA] = "oa", [CONNECTION_MINI_PROGRAM] = "mini_program",
};
const Words connection_kind_words = { kind_words, COUNT(kind_words) };

static const char *const state_words[] = {
    [CONNECTION_ACTIVE] = "active", [CONNECTION_PAUSED] = "paused", [CONNECTION_FAILED] = "failed",
};
const Words connection_state_words = { state_words, COUNT(state_words) };

static const char *const health_words[] = {
    [HEALTH_GOOD] = "good", [HEALTH_WARNING] = "warning", [HEALTH_BAD] = "bad", [HEALTH_UNKNOWN] = "unknown",
};
const Words connection_health_words = { health_words, COUNT(health_words) };

static const Field connection_fields[] = {
    FIELD_ID  (Connection, id,                      .flags = SERVER_SET),
    FIELD_ID  (Connection, tenant_id,               .flags = INSIDE),
    FIELD_ENUM(Connection, kind,                    connection_kind_words),
    FIELD     (Connection, name),
    FIELD     (Connection, corp_id),
    FIELD     (Connection, agent_id),
    FIELD     (Connection, base_url),
    FIELD     (Connection, login_url),
    FIELD_ENUM(Connection, state,                   connection_state_words),
    FIELD_ENUM(Connection, health,                  connection_health_words),
    FIELD     (Connection, health_reason),
    FIELD     (Connection, has_contact_secret),
    FIELD     (Connection, has_app_secret),
    FIELD_WITH(Connection, app_secret_sealed,       .flags = INSIDE),
    FIELD_WITH(Connection, contact_secret_sealed,   .flags = INSIDE),
    FIELD_WITH(Connection, token_sealed,            .flags = INSIDE),
    FIELD_WITH(Connection, aes_key_sealed,          .flags = INSIDE),
    FIELD_TIME(Connection, callback_verified_at_ms, .flags = SERVER_SET),
    FIELD_TIME(Connection, last_callback_at_ms,     .flags = SERVER_SET),
    FIELD_TIME(Connection, last_api_ok_at_ms,       .flags = SERVER_SET),
    FIELD_TIME(Connection, last_sync_at_ms,         .flags = SERVER_SET),
    FIELD_WITH(Connection, contact_count,           .flags = SERVER_SET),
    FIELD_TIME(Connection, created_at_ms,           .flags = SERVER_SET),
    FIELD_WITH(Connection, revision,                .flags = SERVER_SET),
    FIELD_WITH(Connection, staff_count,             .flags = ANSWERED),
    FIELD_WITH(Connection, lag_ms,                  .flags = ANSWERED),
    FIELD_WITH(Connection, callback_url,            .flags = ANSWERED),
    FIELD_WITH(Connection, callback_token,          .flags = ANSWERED),
    FIELD_WITH(Connection, callback_aes_key,        .flags = ANSWERED),
};
const Shape connection_shape = SHAPE(Connection, connection_fields);

static const Field connection_draft_fields[] = {
    FIELD_ENUM(ConnectionDraft, kind,           connection_kind_words),
    FIELD_WITH(ConnectionDraft, name,           .min = 1, .max = 60),
    FIELD_WITH(ConnectionDraft, corp_id,        .min = 1, .max = 64, .about = "Of an official account its app_id"),
    FIELD_WITH(ConnectionDraft, agent_id,       .min = 0, .max = INT64_MAX),
    FIELD_WITH(ConnectionDraft, app_secret,     .min = 1, .max = 200),
    FIELD_WITH(ConnectionDraft, contact_secret, .min = 0, .max = 200),
    FIELD_WITH(ConnectionDraft, token,          .min = 0, .max = 32, .about = "Of the callback; absent: made by us"),
    FIELD_WITH(ConnectionDraft, aes_key,        .min = 0, .max = 43, .about = "Of the callback; absent: made by us"),
    FIELD_WITH(ConnectionDraft, base_url,       .min = 0, .max = 200, .about = "Absent: the platform's own"),
    FIELD_WITH(ConnectionDraft, login_url,      .min = 0, .max = 200, .about = "Absent: the platform's own"),
    FIELD_ENUM(ConnectionDraft, state,          connection_state_words),
};
const Shape connection_draft_shape = SHAPE(ConnectionDraft, connection_draft_fields);

static const char *const tag_action_words[] = {
    [PLATFORM_TAG_CREATE] = "create", [PLATFORM_TAG_EDIT] = "edit", [PLATFORM_TAG_DELETE] = "delete",
};
const Words platform_tag_action_words = { tag_action_words, COUNT(tag_action_words) };

static const Field platform_tag_draft_fields[] = {
    FIELD_ENUM(PlatformTagDraft, action,     platform_tag_action_words),
    FIELD     (PlatformTagDraft, group_id),
    FIELD     (PlatformTagDraft, group_name),
    FIELD     (PlatformTagDraft, id),
    FIELD     (PlatformTagDraft, name),
    FIELD     (PlatformTagDraft, tag_names),
    FIELD     (PlatformTagDraft, tag_ids),
    FIELD     (PlatformTagDraft, group_ids),
    FIELD     (PlatformTagDraft, order),
};
const Shape platform_tag_draft_shape = SHAPE(PlatformTagDraft, platform_tag_draft_fields);
// clang-format on
