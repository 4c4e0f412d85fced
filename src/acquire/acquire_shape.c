/* The words and fields of channel codes: data only. */
#include "acquire/acquire.h"

static const char *const state_words[] = {
    [CODE_DRAFT] = "draft", [CODE_SYNCING] = "syncing", [CODE_ACTIVE] = "active",
    [CODE_DEGRADED] = "degraded", [CODE_PAUSED] = "paused", [CODE_EXPIRED] = "expired",
    [CODE_FAILED] = "failed", [CODE_DELETED] = "deleted",
};
const Words code_state_words = { state_words, COUNT(state_words) };

static const char *const allocation_names[] = {
    [ALLOCATION_RANDOM] = "random", [ALLOCATION_ROUND_ROBIN] = "round_robin",
    [ALLOCATION_WEIGHTED] = "weighted", [ALLOCATION_LEAST_LOADED] = "least_loaded",
};
const Words allocation_words = { allocation_names, COUNT(allocation_names) };

static const Field staff_fields[] = {
    FIELD_ID  (CodeStaff, staff_id,  .flags = REQUIRED, .min = 1),
    FIELD_WITH(CodeStaff, name,      .flags = NOT_STORED, .max = 200),
    FIELD_WITH(CodeStaff, avatar,    .flags = NOT_STORED, .max = 1000),
    FIELD_WITH(CodeStaff, weight,    .min = 0, .max = 100, .about = "Share of a weighted code; 0 counts as 1"),
    FIELD_WITH(CodeStaff, daily_cap, .min = 0, .max = 2000, .about = "Adds a day through this code; 0 = no limit"),
};
const Shape code_staff_shape = SHAPE(CodeStaff, staff_fields);

static const Field slot_fields[] = {
    FIELD_WITH(CodeSlot, name,     .max = 40),
    FIELD_WITH(CodeSlot, weekdays, .flags = REQUIRED, .min = 1, .max = 7, .about = "1 Monday .. 7 Sunday"),
    FIELD_WITH(CodeSlot, from,     .flags = REQUIRED, .min = 5, .max = 5, .about = "HH:MM"),
    FIELD_WITH(CodeSlot, until,    .flags = REQUIRED, .min = 5, .max = 5, .about = "HH:MM; not after `from` means the next day"),
    FIELD_LIST(CodeSlot, staff, code_staff_shape, .flags = REQUIRED, .min = 1, .max = 100),
};
const Shape code_slot_shape = SHAPE(CodeSlot, slot_fields);

static const Field person_fields[] = {
    FIELD_ID(CodePerson, staff_id),
    FIELD   (CodePerson, name),
    FIELD   (CodePerson, avatar),
};
const Shape code_person_shape = SHAPE(CodePerson, person_fields);

static const Field code_fields[] = {
    FIELD_ID    (ChannelCode, id),
    FIELD_ID    (ChannelCode, tenant_id,     .flags = SECRET),
    FIELD_ID    (ChannelCode, group_id),
    FIELD_WITH  (ChannelCode, group_name,    .flags = NOT_STORED),
    FIELD_ID    (ChannelCode, connection_id),
    FIELD       (ChannelCode, name),
    FIELD       (ChannelCode, medium),
    FIELD_ENUM  (ChannelCode, state,         code_state_words),
    FIELD       (ChannelCode, sync_reason),
    FIELD       (ChannelCode, token),
    FIELD       (ChannelCode, config_id),
    FIELD_WITH  (ChannelCode, qr_url,        .about = "Address of the platform's picture"),
    FIELD_WITH  (ChannelCode, link,          .about = "What a scan yields; null while the picture is not read yet"),
    FIELD_ENUM  (ChannelCode, allocation,    allocation_words),
    FIELD_LIST  (ChannelCode, staff,         code_staff_shape),
    FIELD       (ChannelCode, backup_staff_ids),
    FIELD_LIST  (ChannelCode, slots,         code_slot_shape),
    FIELD       (ChannelCode, skip_verify),
    FIELD       (ChannelCode, tag_ids),
    FIELD       (ChannelCode, remark_pattern),
    FIELD_TIME  (ChannelCode, valid_from_ms),
    FIELD_TIME  (ChannelCode, valid_until_ms),
    FIELD_ENUM  (ChannelCode, welcome_mode,  welcome_mode_words),
    FIELD_OBJECT(ChannelCode, welcome,       message_shape),
    FIELD_LIST  (ChannelCode, on_duty,       code_person_shape),
    FIELD_WITH  (ChannelCode, on_platform,   .flags = SECRET),
    FIELD       (ChannelCode, added_count),
    FIELD       (ChannelCode, lost_count),
    FIELD_WITH  (ChannelCode, added_today,   .flags = NOT_STORED),
    FIELD_WITH  (ChannelCode, net_count,     .flags = NOT_STORED),
    FIELD_TIME  (ChannelCode, created_at_ms),
    FIELD_TIME  (ChannelCode, updated_at_ms),
    FIELD       (ChannelCode, revision),
};
const Shape channel_code_shape = SHAPE(ChannelCode, code_fields);

static const Field draft_fields[] = {
    FIELD_WITH  (ChannelCodeDraft, name,       .flags = REQUIRED, .min = 1, .max = 60),
    FIELD_WITH  (ChannelCodeDraft, medium,     .max = 60),
    FIELD_ID    (ChannelCodeDraft, group_id,   .about = "null: no group"),
    FIELD_ENUM  (ChannelCodeDraft, allocation, allocation_words, .flags = REQUIRED),
    FIELD_LIST  (ChannelCodeDraft, staff,      code_staff_shape, .max = 100),
    FIELD_WITH  (ChannelCodeDraft, backup_staff_ids, .max = 20),
    FIELD_LIST  (ChannelCodeDraft, slots,      code_slot_shape, .max = 20),
    FIELD       (ChannelCodeDraft, skip_verify),
    FIELD_WITH  (ChannelCodeDraft, tag_ids,    .max = 20),
    FIELD_WITH  (ChannelCodeDraft, remark_pattern, .max = 40,
                 .about = "{客户昵称} {日期} {渠道}; cut at 20 characters when filled"),
    FIELD_TIME  (ChannelCodeDraft, valid_from_ms),
    FIELD_TIME  (ChannelCodeDraft, valid_until_ms),
    FIELD_ENUM  (ChannelCodeDraft, welcome_mode, welcome_mode_words, .flags = REQUIRED),
    FIELD_OBJECT(ChannelCodeDraft, welcome,    message_shape),
};
const Shape channel_code_draft_shape = SHAPE(ChannelCodeDraft, draft_fields);

static const Field group_fields[] = {
    FIELD_ID  (ChannelCodeGroup, id,         .flags = SERVER_SET),
    FIELD_ID  (ChannelCodeGroup, tenant_id,  .flags = SERVER_SET | SECRET),
    FIELD_WITH(ChannelCodeGroup, name,       .flags = REQUIRED, .min = 1, .max = 40),
    FIELD_WITH(ChannelCodeGroup, sort,       .min = 0, .max = 1000000),
    FIELD_WITH(ChannelCodeGroup, code_count, .flags = SERVER_SET | NOT_STORED),
    FIELD_WITH(ChannelCodeGroup, revision,   .flags = SERVER_SET),
};
const Shape channel_code_group_shape = SHAPE(ChannelCodeGroup, group_fields);

static const Field filter_fields[] = {
    FIELD_WITH(CodeFilter, q,        .max = 60),
    FIELD_ID  (CodeFilter, group_id),
    FIELD_ENUM(CodeFilter, state,    code_state_words),
    FIELD_WITH(CodeFilter, cursor,   .max = 200),
    FIELD_WITH(CodeFilter, limit,    .min = 0, .max = 200),
};
const Shape code_filter_shape = SHAPE(CodeFilter, filter_fields);

static const Field name_fields[] = {
    FIELD_ID(CodeName, id), FIELD(CodeName, name), FIELD(CodeName, token),
};
const Shape code_name_shape = SHAPE(CodeName, name_fields);

static const Field names_query_fields[] = {
    FIELD_WITH(CodeNamesQuery, q,     .max = 60, .about = "Part of name or medium"),
    FIELD_WITH(CodeNamesQuery, ids,   .max = 200, .about = "Or these alone, also deleted ones"),
    FIELD_WITH(CodeNamesQuery, token, .max = 64, .about = "Or the one with this token"),
    FIELD_JSON(CodeNamesQuery, names, .about = "Or those called exactly so: up to 50 as [\"a\",\"b\"]; two at most of each name"),
    FIELD_WITH(CodeNamesQuery, limit, .min = 0, .max = 200),
};
const Shape code_names_query_shape = SHAPE(CodeNamesQuery, names_query_fields);

static const Field day_fields[] = {
    FIELD(CodeDay, date), FIELD(CodeDay, added), FIELD(CodeDay, lost),
};
static const Shape code_day_shape = SHAPE(CodeDay, day_fields);

static const Field figure_fields[] = {
    FIELD_ID(CodeStaffFigures, staff_id), FIELD(CodeStaffFigures, name), FIELD(CodeStaffFigures, added),
    FIELD(CodeStaffFigures, today), FIELD(CodeStaffFigures, cap),
};
static const Shape code_figures_shape = SHAPE(CodeStaffFigures, figure_fields);

static const Field stats_fields[] = {
    FIELD(CodeStats, added), FIELD(CodeStats, lost), FIELD(CodeStats, net), FIELD(CodeStats, today),
    FIELD_LIST(CodeStats, days, code_day_shape),
    FIELD_LIST(CodeStats, staff, code_figures_shape),
};
const Shape code_stats_shape = SHAPE(CodeStats, stats_fields);
