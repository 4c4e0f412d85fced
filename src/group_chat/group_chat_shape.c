/* group_chat_shape.c -- the fields and words of customer groups. */
#include "group_chat/group_chat_list.h"

enum { INSIDE = SERVER_SET | SECRET };

// clang-format off
static const char *const state_words[] = {
    [GROUP_CHAT_ACTIVE] = "active", [GROUP_CHAT_OWNER_LEFT] = "owner_left",
    [GROUP_CHAT_INHERITING] = "inheriting", [GROUP_CHAT_INHERITED] = "inherited",
    [GROUP_CHAT_DISMISSED] = "dismissed",
};
const Words group_chat_state_words = { state_words, COUNT(state_words) };

static const char *const scene_words[] = {
    [SCENE_UNKNOWN] = "unknown", [SCENE_INVITED] = "invited", [SCENE_LINK] = "link",
    [SCENE_QR_CODE] = "qr_code",
};
const Words group_scene_words = { scene_words, COUNT(scene_words) };

static const char *const left_words[] = {
    [LEFT_SELF] = "self", [LEFT_REMOVED] = "removed", [LEFT_DISMISSED] = "dismissed",
    [LEFT_UNSEEN] = "unseen",
};
const Words left_by_words = { left_words, COUNT(left_words) };

static const Field group_fields[] = {
    FIELD_ID  (GroupChat, id,             .flags = SERVER_SET),
    FIELD_ID  (GroupChat, tenant_id,      .flags = INSIDE),
    FIELD_ID  (GroupChat, connection_id),
    FIELD     (GroupChat, chat_id),
    FIELD     (GroupChat, name),
    FIELD     (GroupChat, owner_userid),
    FIELD_ID  (GroupChat, owner_staff_id),
    FIELD     (GroupChat, notice),
    FIELD_ENUM(GroupChat, state,          group_chat_state_words),
    FIELD     (GroupChat, member_count),
    FIELD     (GroupChat, external_count),
    FIELD_TIME(GroupChat, created_at_ms),
    FIELD_TIME(GroupChat, dismissed_at_ms),
    FIELD_TIME(GroupChat, read_at_ms),
    FIELD_TIME(GroupChat, listed_at_ms,   .flags = INSIDE),
};
const Shape group_chat_shape = SHAPE(GroupChat, group_fields);

static const Field stay_fields[] = {
    FIELD_ID  (GroupStay, id,            .flags = SERVER_SET),
    FIELD_ID  (GroupStay, tenant_id,     .flags = INSIDE),
    FIELD_ID  (GroupStay, group_chat_id),
    FIELD     (GroupStay, member_key),
    FIELD     (GroupStay, is_staff),
    FIELD_ID  (GroupStay, customer_id),
    FIELD     (GroupStay, name),
    FIELD_ENUM(GroupStay, scene,         group_scene_words),
    FIELD     (GroupStay, state),
    FIELD     (GroupStay, invited_by),
    FIELD_TIME(GroupStay, joined_at_ms),
    FIELD_TIME(GroupStay, left_at_ms),
    FIELD_ENUM(GroupStay, left_by,       left_by_words),
};
const Shape group_stay_shape = SHAPE(GroupStay, stay_fields);

/* ---- as people see them ---------------------------------------------------- */

static const char *const filter_words[] = {
    [GROUP_FILTER_PRESENT] = "present", [GROUP_FILTER_DISMISSED] = "dismissed",
};
const Words group_chat_filter_words = { filter_words, COUNT(filter_words) };

static const char *const member_words[] = {
    [MEMBER_FILTER_PRESENT] = "present", [MEMBER_FILTER_LEFT] = "left",
};
const Words group_chat_member_words = { member_words, COUNT(member_words) };

static const Field filter_fields[] = {
    FIELD_WITH(GroupChatFilter, q,              .max = 100, .about = "Part of the name"),
    FIELD_ID  (GroupChatFilter, owner_staff_id, .flags = 0),
    FIELD_ENUM(GroupChatFilter, state,          group_chat_filter_words),
    FIELD_WITH(GroupChatFilter, cursor,         .max = 200),
    FIELD_WITH(GroupChatFilter, limit,          .min = 0, .max = PAGE_LIMIT_MAX),
};
const Shape group_chat_filter_shape = SHAPE(GroupChatFilter, filter_fields);

#define ROW_FIELDS(Type)                                  \
    FIELD_ID  (Type, id),                                 \
    FIELD     (Type, name),                               \
    FIELD_ID  (Type, owner_staff_id, .flags = 0),         \
    FIELD     (Type, owner_name),                         \
    FIELD     (Type, store_name),                         \
    FIELD_ENUM(Type, state, group_chat_state_words),      \
    FIELD     (Type, member_count),                       \
    FIELD     (Type, external_count),                     \
    FIELD     (Type, joined_today),                       \
    FIELD     (Type, left_today),                         \
    FIELD_TIME(Type, created_at_ms, .flags = 0),          \
    FIELD_TIME(Type, read_at_ms, .flags = 0)
static const Field row_fields[] = { ROW_FIELDS(GroupChatRow) };
const Shape group_chat_row_shape = SHAPE(GroupChatRow, row_fields);

static const Field day_fields[] = {
    FIELD(GroupDay, date), FIELD(GroupDay, joined), FIELD(GroupDay, left),
};
static const Shape group_day_shape = SHAPE(GroupDay, day_fields);

static const Field stayed_fields[] = {
    FIELD(StayedPoint, day), FIELD(StayedPoint, people), FIELD(StayedPoint, stayed),
};
static const Shape stayed_shape = SHAPE(StayedPoint, stayed_fields);

static const Field figures_fields[] = {
    FIELD_WITH(GroupFigures, joined,   .about = "Joinings of people who are not staff"),
    FIELD_WITH(GroupFigures, left,     .about = "Leavings"),
    FIELD_WITH(GroupFigures, net,      .about = "joined - left"),
    FIELD_WITH(GroupFigures, people,   .about = "Persons who joined"),
    FIELD_WITH(GroupFigures, retained, .about = "Of them, who are there now"),
};
static const Shape group_figures_shape = SHAPE(GroupFigures, figures_fields);

static const Field view_fields[] = {
    ROW_FIELDS(GroupChatView),
    FIELD       (GroupChatView, chat_id),
    FIELD       (GroupChatView, notice),
    FIELD_TIME  (GroupChatView, dismissed_at_ms, .flags = 0),
    FIELD_OBJECT(GroupChatView, figures, group_figures_shape),
    FIELD_LIST  (GroupChatView, days,    group_day_shape),
    FIELD_LIST  (GroupChatView, stayed,  stayed_shape),
};
const Shape group_chat_view_shape = SHAPE(GroupChatView, view_fields);

static const Field view_query_fields[] = {
    FIELD_WITH(GroupViewQuery, days, .min = 0, .max = 366, .about = "0 = 30"),
};
const Shape group_chat_view_query_shape = SHAPE(GroupViewQuery, view_query_fields);

static const Field member_filter_fields[] = {
    FIELD_WITH(GroupMemberFilter, q,      .max = 100, .about = "Part of the name"),
    FIELD_ENUM(GroupMemberFilter, state,  group_chat_member_words),
    FIELD_WITH(GroupMemberFilter, cursor, .max = 200),
    FIELD_WITH(GroupMemberFilter, limit,  .min = 0, .max = PAGE_LIMIT_MAX),
};
const Shape group_chat_member_filter_shape = SHAPE(GroupMemberFilter, member_filter_fields);

static const Field member_fields[] = {
    FIELD_ID  (GroupMemberRow, id),
    FIELD     (GroupMemberRow, name),
    FIELD     (GroupMemberRow, is_staff),
    FIELD_ID  (GroupMemberRow, customer_id, .flags = 0),
    FIELD_ENUM(GroupMemberRow, scene, group_scene_words),
    FIELD     (GroupMemberRow, invited_by),
    FIELD_TIME(GroupMemberRow, joined_at_ms, .flags = 0),
    FIELD_TIME(GroupMemberRow, left_at_ms, .flags = 0),
    FIELD_ENUM(GroupMemberRow, left_by, left_by_words),
};
const Shape group_chat_member_shape = SHAPE(GroupMemberRow, member_fields);

static const Field of_customer_fields[] = {
    FIELD_ID  (GroupOfCustomer, group_chat_id, .flags = 0),
    FIELD     (GroupOfCustomer, name),
    FIELD     (GroupOfCustomer, owner_name),
    FIELD_TIME(GroupOfCustomer, joined_at_ms, .flags = 0),
    FIELD_TIME(GroupOfCustomer, left_at_ms, .flags = 0),
    FIELD_ENUM(GroupOfCustomer, left_by, left_by_words),
};
const Shape group_chat_of_customer_shape = SHAPE(GroupOfCustomer, of_customer_fields);

static const Field owner_fields[] = {
    FIELD_ID    (OwnerFigures, owner_staff_id, .flags = 0),
    FIELD       (OwnerFigures, owner_name),
    FIELD       (OwnerFigures, store_name),
    FIELD       (OwnerFigures, group_count),
    FIELD       (OwnerFigures, external_count),
    FIELD_OBJECT(OwnerFigures, figures, group_figures_shape),
};
static const Shape owner_shape = SHAPE(OwnerFigures, owner_fields);

static const Field summary_fields[] = {
    FIELD       (GroupSummary, from),
    FIELD       (GroupSummary, to),
    FIELD       (GroupSummary, group_count),
    FIELD       (GroupSummary, external_count),
    FIELD_OBJECT(GroupSummary, figures, group_figures_shape),
    FIELD_LIST  (GroupSummary, owners,  owner_shape),
};
const Shape group_chat_summary_shape = SHAPE(GroupSummary, summary_fields);
// clang-format on
