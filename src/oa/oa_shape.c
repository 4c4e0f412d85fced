/* oa_shape.c -- the fields and words of official accounts. */
#include "oa/oa_sql.h"

enum { INSIDE = SERVER_SET | SECRET, URL_MAX = 1024, NAME_MAX = 60 };

// clang-format off
static const char *const qr_state[] = { [OA_QR_MAKING] = "making", [OA_QR_READY] = "ready", [OA_QR_FAILED] = "failed" };
const Words oa_qr_state_words = { qr_state, COUNT(qr_state) };
static const char *const menu_state[] = {
    [OA_MENU_DRAFT] = "draft", [OA_MENU_PUBLISHING] = "publishing", [OA_MENU_PUBLISHED] = "published", [OA_MENU_FAILED] = "failed",
};
const Words oa_menu_state_words = { menu_state, COUNT(menu_state) };
static const char *const button_kind[] = {
    [OA_BUTTON_CLICK] = "click", [OA_BUTTON_VIEW] = "view", [OA_BUTTON_MINI_PROGRAM] = "mini_program", [OA_BUTTON_CODE] = "code",
};
const Words oa_button_kind_words = { button_kind, COUNT(button_kind) };
static const char *const occasion[] = {
    [OA_ON_FOLLOW] = "follow", [OA_ON_KEYWORD] = "keyword", [OA_ON_DEFAULT] = "default", [OA_ON_MENU] = "menu",
};
const Words oa_occasion_words = { occasion, COUNT(occasion) };
static const char *const part_kind[] = {
    [OA_PART_TEXT] = "text", [OA_PART_IMAGE] = "image", [OA_PART_LINK] = "link", [OA_PART_CODE] = "code",
};
const Words oa_part_kind_words = { part_kind, COUNT(part_kind) };
static const char *const place_kind[] = {
    [OA_PLACE_MENU] = "menu", [OA_PLACE_REPLY] = "reply", [OA_PLACE_QR] = "qr", [OA_PLACE_ARTICLE] = "article",
};
const Words oa_place_kind_words = { place_kind, COUNT(place_kind) };

static const Field fan_fields[] = {
    FIELD_ID  (OaFan, id,                   .flags = SERVER_SET),
    FIELD_ID  (OaFan, tenant_id,            .flags = INSIDE),
    FIELD_ID  (OaFan, connection_id),
    FIELD     (OaFan, openid),
    FIELD     (OaFan, unionid),
    FIELD_ID  (OaFan, customer_id),
    FIELD     (OaFan, is_following),
    FIELD     (OaFan, scene),
    FIELD_ID  (OaFan, qr_id),
    FIELD     (OaFan, remark),
    FIELD_TIME(OaFan, first_followed_at_ms),
    FIELD_TIME(OaFan, followed_at_ms),
    FIELD_TIME(OaFan, unfollowed_at_ms),
    FIELD_TIME(OaFan, last_seen_at_ms),
    FIELD_TIME(OaFan, read_at_ms),
    FIELD_ID  (OaFan, last_place_id),
    FIELD_TIME(OaFan, last_place_at_ms),
};
const Shape oa_fan_shape = SHAPE(OaFan, fan_fields);

static const Field follow_fields[] = {
    FIELD_ID  (OaFollow, tenant_id,   .flags = INSIDE),
    FIELD_ID  (OaFollow, fan_id),
    FIELD_TIME(OaFollow, began_at_ms),
    FIELD_TIME(OaFollow, ended_at_ms),
    FIELD     (OaFollow, scene),
    FIELD_ID  (OaFollow, qr_id),
};
const Shape oa_follow_shape = SHAPE(OaFollow, follow_fields);

static const Field fan_filter_fields[] = {
    FIELD_ID  (OaFanFilter, connection_id),
    FIELD_ID  (OaFanFilter, customer_id),
    FIELD     (OaFanFilter, cursor),
    FIELD_WITH(OaFanFilter, limit,        .min = 1, .max = PAGE_LIMIT_MAX),
};
const Shape oa_fan_filter_shape = SHAPE(OaFanFilter, fan_filter_fields);

static const Field qr_fields[] = {
    FIELD_ID  (OaQr, id,              .flags = SERVER_SET),
    FIELD_ID  (OaQr, tenant_id,       .flags = INSIDE),
    FIELD_ID  (OaQr, connection_id),
    FIELD     (OaQr, name),
    FIELD     (OaQr, scene),
    FIELD     (OaQr, is_permanent),
    FIELD     (OaQr, life_s),
    FIELD_ENUM(OaQr, state,           oa_qr_state_words),
    FIELD     (OaQr, reason),
    FIELD     (OaQr, ticket),
    FIELD     (OaQr, url),
    FIELD_TIME(OaQr, expires_at_ms),
    FIELD_ID  (OaQr, channel_code_id),
    FIELD     (OaQr, scan_count),
    FIELD     (OaQr, follow_count),
    FIELD     (OaQr, add_count),
    FIELD_TIME(OaQr, created_at_ms),
    FIELD     (OaQr, revision),
};
const Shape oa_qr_shape = SHAPE(OaQr, qr_fields);

static const Field qr_draft_fields[] = {
    FIELD_ID  (OaQrDraft, connection_id),
    FIELD_WITH(OaQrDraft, name,            .flags = REQUIRED, .min = 1, .max = NAME_MAX),
    FIELD     (OaQrDraft, is_permanent),
    FIELD_WITH(OaQrDraft, life_s,          .min = 0, .max = 2592000, .about = "Seconds of a temporary one; absent: 30 days"),
    FIELD_ID  (OaQrDraft, channel_code_id),
};
const Shape oa_qr_draft_shape = SHAPE(OaQrDraft, qr_draft_fields);

#define BUTTON_FIELDS                                                       \
    FIELD_WITH(OaButton, name, .flags = REQUIRED, .min = 1, .max = 20),     \
    FIELD_ENUM(OaButton, kind, oa_button_kind_words),                       \
    FIELD_WITH(OaButton, key,  .min = 0, .max = 64),                        \
    FIELD_WITH(OaButton, url,  .min = 0, .max = URL_MAX),                   \
    FIELD_WITH(OaButton, app_id, .min = 0, .max = 64),                      \
    FIELD_WITH(OaButton, page, .min = 0, .max = 256),                       \
    FIELD_ID  (OaButton, channel_code_id)
static const Field sub_button_fields[] = { BUTTON_FIELDS };
static const Shape sub_button_shape = { .name = "OaSubButton", .fields = sub_button_fields,
    .count = COUNT(sub_button_fields), .size = sizeof(OaButton) };
static const Field button_fields[] = {
    BUTTON_FIELDS,
    FIELD_LIST(OaButton, buttons, sub_button_shape, .min = 0, .max = 5),
};
const Shape oa_button_shape = SHAPE(OaButton, button_fields);

static const Field menu_fields[] = {
    FIELD_ID  (OaMenu, tenant_id,       .flags = INSIDE),
    FIELD_ID  (OaMenu, connection_id),
    FIELD_WITH(OaMenu, draft,           .flags = INSIDE),
    FIELD_WITH(OaMenu, published,       .flags = INSIDE),
    FIELD_LIST(OaMenu, buttons,         oa_button_shape),
    FIELD_ENUM(OaMenu, state,           oa_menu_state_words),
    FIELD     (OaMenu, reason),
    FIELD_TIME(OaMenu, published_at_ms),
    FIELD_TIME(OaMenu, changed_at_ms),
    FIELD     (OaMenu, revision),
};
const Shape oa_menu_shape = SHAPE(OaMenu, menu_fields);

static const Field menu_draft_fields[] = {
    FIELD_LIST(OaMenuDraft, buttons, oa_button_shape, .min = 0, .max = 3),
};
const Shape oa_menu_draft_shape = SHAPE(OaMenuDraft, menu_draft_fields);

static const Field menu_diff_fields[] = {
    FIELD     (OaMenuDiff, is_there),
    FIELD     (OaMenuDiff, is_same),
    FIELD_JSON(OaMenuDiff, platform),
    FIELD_JSON(OaMenuDiff, ours),
};
const Shape oa_menu_diff_shape = SHAPE(OaMenuDiff, menu_diff_fields);

static const Field part_fields[] = {
    FIELD_ENUM(OaPart, kind,            oa_part_kind_words, .flags = REQUIRED),
    FIELD_WITH(OaPart, text,            .min = 0, .max = 600),
    FIELD_WITH(OaPart, description,     .min = 0, .max = 200),
    FIELD_WITH(OaPart, url,             .min = 0, .max = URL_MAX),
    FIELD_WITH(OaPart, picture_url,     .min = 0, .max = URL_MAX),
    FIELD_ID  (OaPart, media_id),
    FIELD_ID  (OaPart, channel_code_id),
};
const Shape oa_part_shape = SHAPE(OaPart, part_fields);

static const Field reply_fields[] = {
    FIELD_ID  (OaReply, id,            .flags = SERVER_SET),
    FIELD_ID  (OaReply, tenant_id,     .flags = INSIDE),
    FIELD_ID  (OaReply, connection_id),
    FIELD     (OaReply, name),
    FIELD_ENUM(OaReply, occasion,      oa_occasion_words),
    FIELD     (OaReply, is_exact),
    FIELD_WITH(OaReply, body,          .flags = INSIDE),
    FIELD     (OaReply, keywords),
    FIELD_LIST(OaReply, messages,      oa_part_shape),
    FIELD     (OaReply, is_on),
    FIELD     (OaReply, hit_count),
    FIELD_TIME(OaReply, created_at_ms),
    FIELD     (OaReply, revision),
};
const Shape oa_reply_shape = SHAPE(OaReply, reply_fields);

static const Field reply_draft_fields[] = {
    FIELD_ID  (OaReplyDraft, connection_id),
    FIELD_WITH(OaReplyDraft, name,          .flags = REQUIRED, .min = 1, .max = NAME_MAX),
    FIELD_ENUM(OaReplyDraft, occasion,      oa_occasion_words, .flags = REQUIRED),
    FIELD     (OaReplyDraft, is_exact),
    FIELD     (OaReplyDraft, is_on),
    FIELD_WITH(OaReplyDraft, keywords,      .min = 0, .max = 20),
    FIELD_LIST(OaReplyDraft, messages,      oa_part_shape, .min = 1, .max = 3),
};
const Shape oa_reply_draft_shape = SHAPE(OaReplyDraft, reply_draft_fields);

static const Field reply_body_fields[] = {
    FIELD     (OaReplyBody, keywords),
    FIELD_LIST(OaReplyBody, messages, oa_part_shape),
};
const Shape oa_reply_body_shape = SHAPE(OaReplyBody, reply_body_fields);

static const Field place_fields[] = {
    FIELD_ID  (OaPlace, id,              .flags = SERVER_SET),
    FIELD_ID  (OaPlace, tenant_id,       .flags = INSIDE),
    FIELD_ID  (OaPlace, connection_id),
    FIELD_ENUM(OaPlace, kind,            oa_place_kind_words),
    FIELD     (OaPlace, ref),
    FIELD     (OaPlace, name),
    FIELD_ID  (OaPlace, channel_code_id),
    FIELD     (OaPlace, touch_count),
    FIELD     (OaPlace, add_count),
    FIELD_TIME(OaPlace, last_add_at_ms),
    FIELD_TIME(OaPlace, created_at_ms),
};
const Shape oa_place_shape = SHAPE(OaPlace, place_fields);

static const Field place_draft_fields[] = {
    FIELD_ID  (OaPlaceDraft, connection_id,   .flags = REQUIRED),
    FIELD_WITH(OaPlaceDraft, name,            .flags = REQUIRED, .min = 1, .max = NAME_MAX),
    FIELD_WITH(OaPlaceDraft, url,             .flags = REQUIRED, .min = 1, .max = URL_MAX),
    FIELD_ID  (OaPlaceDraft, channel_code_id, .flags = REQUIRED),
};
const Shape oa_place_draft_shape = SHAPE(OaPlaceDraft, place_draft_fields);
static const Field figures_fields[] = {
    FIELD_LIST(OaFigures, days,     oa_day_shape),
    FIELD_LIST(OaFigures, articles, oa_article_shape),
    FIELD_LIST(OaFigures, taps,     oa_tap_shape),
};
const Shape oa_figures_shape = SHAPE(OaFigures, figures_fields);
// clang-format on
