/* customer_list_shape.c -- customers as lists and single pages show them: fields. */
#include "customer/customer_list.h"

// clang-format off
static const char *const active_word[] = {
    [ACTIVE_STATE_ACTIVE] = "active", [ACTIVE_STATE_LOST] = "lost",
};
const Words active_state_words = { active_word, COUNT(active_word) };

static const char *const tag_match_word[] = { [TAG_MATCH_ANY] = "any", [TAG_MATCH_ALL] = "all" };
const Words tag_match_words = { tag_match_word, COUNT(tag_match_word) };

static const char *const sort_word[] = {
    [CUSTOMER_SORT_ADDED_DESC]      = "added_desc",      [CUSTOMER_SORT_ADDED_ASC] = "added_asc",
    [CUSTOMER_SORT_LAST_EVENT_DESC] = "last_event_desc", [CUSTOMER_SORT_NAME_ASC]  = "name_asc",
};
const Words customer_sort_words = { sort_word, COUNT(sort_word) };

static const Field filter_fields[] = {
    FIELD_WITH(CustomerFilter, q,               .min = 0, .max = 100, .about = "Part of name or remark, their pinyin or initials, or a phone number"),
    FIELD_WITH(CustomerFilter, tag_ids,         .min = 0, .max = 100),
    FIELD_ENUM(CustomerFilter, tag_match,       tag_match_words),
    FIELD_WITH(CustomerFilter, without_tag_ids, .min = 0, .max = 100),
    FIELD_ID  (CustomerFilter, staff_id),
    FIELD_ID  (CustomerFilter, store_id),
    FIELD_ID  (CustomerFilter, department_id,   .about = "With all below it"),
    FIELD_ID  (CustomerFilter, region_id,       .about = "With all below it"),
    FIELD_ENUM(CustomerFilter, source,          add_way_words),
    FIELD_ENUM(CustomerFilter, state,           active_state_words),
    FIELD_WITH(CustomerFilter, code_token,      .min = 0, .max = 64, .about = "The state a channel code gave"),
    FIELD_TIME(CustomerFilter, added_from_ms),
    FIELD_TIME(CustomerFilter, added_to_ms),
    FIELD_TIME(CustomerFilter, last_event_from_ms),
    FIELD_TIME(CustomerFilter, last_event_to_ms),
    FIELD_ENUM(CustomerFilter, sort,            customer_sort_words),
    FIELD_WITH(CustomerFilter, result_id,       .min = 0, .max = 40, .about = "A window of this result; the filter no longer counts"),
    FIELD_WITH(CustomerFilter, offset,          .min = 0, .max = 100000000),
    FIELD_WITH(CustomerFilter, limit,           .min = 1, .max = CUSTOMER_LIMIT_MAX),
};
const Shape customer_filter_shape = SHAPE(CustomerFilter, filter_fields);

static const Field staff_fields[] = {
    FIELD_ID(StaffBrief, id),
    FIELD   (StaffBrief, name),
};
static const Shape staff_shape = SHAPE(StaffBrief, staff_fields);

static const Field tag_fields[] = {
    FIELD_ID  (TagBrief, id),
    FIELD     (TagBrief, name),
    FIELD_ENUM(TagBrief, kind, tag_kind_words),
    FIELD     (TagBrief, group_name),
};
static const Shape tag_brief_shape = SHAPE(TagBrief, tag_fields);

static const Field row_fields[] = {
    FIELD_ID  (CustomerRow, id),
    FIELD     (CustomerRow, name),
    FIELD     (CustomerRow, avatar),
    FIELD_ENUM(CustomerRow, gender,            gender_words),
    FIELD_ENUM(CustomerRow, kind,              customer_kind_words),
    FIELD     (CustomerRow, corp_name),
    FIELD     (CustomerRow, is_active),
    FIELD_ENUM(CustomerRow, source,            add_way_words),
    FIELD_TIME(CustomerRow, first_added_at_ms),
    FIELD_TIME(CustomerRow, last_event_at_ms),
    FIELD_LIST(CustomerRow, staff,             staff_shape),
    FIELD_LIST(CustomerRow, tags,              tag_brief_shape),
    FIELD     (CustomerRow, phone_masked),
};
const Shape customer_row_shape = SHAPE(CustomerRow, row_fields);

static const Field page_fields[] = {
    FIELD     (CustomerPage, result_id),
    FIELD     (CustomerPage, total),
    FIELD     (CustomerPage, offset),
    FIELD_LIST(CustomerPage, items, customer_row_shape),
};
const Shape customer_page_shape = SHAPE(CustomerPage, page_fields);

static const Field place_fields[] = {
    FIELD_ID(CustomerPlace, previous_id),
    FIELD_ID(CustomerPlace, next_id),
    FIELD   (CustomerPlace, position),
    FIELD   (CustomerPlace, total),
};
const Shape customer_place_shape = SHAPE(CustomerPlace, place_fields);

static const Field identity_fields[] = {
    FIELD_ID  (IdentityView, id),
    FIELD     (IdentityView, kind),
    FIELD     (IdentityView, value_masked),
    FIELD     (IdentityView, scope),
    FIELD     (IdentityView, source),
    FIELD     (IdentityView, is_holder),
    FIELD     (IdentityView, confidence),
    FIELD_TIME(IdentityView, verified_at_ms),
    FIELD_TIME(IdentityView, since_ms),
    FIELD_TIME(IdentityView, until_ms),
};
const Shape identity_view_shape = SHAPE(IdentityView, identity_fields);

static const Field relation_fields[] = {
    FIELD_ID  (RelationView, id),
    FIELD_ID  (RelationView, staff_id),
    FIELD     (RelationView, staff_name),
    FIELD     (RelationView, staff_userid),
    FIELD     (RelationView, store_name),
    FIELD     (RelationView, remark),
    FIELD     (RelationView, description),
    FIELD_ENUM(RelationView, add_way,     add_way_words),
    FIELD     (RelationView, state),
    FIELD_ID  (RelationView, code_id),
    FIELD     (RelationView, code_name),
    FIELD_TIME(RelationView, added_at_ms),
    FIELD_TIME(RelationView, ended_at_ms),
    FIELD_ENUM(RelationView, ended_by,    ended_by_words),
    FIELD     (RelationView, interval_no),
};
static const Shape relation_view_shape = SHAPE(RelationView, relation_fields);

static const Field tagger_fields[] = {
    FIELD_ID  (TaggerView, staff_id),
    FIELD     (TaggerView, staff_name),
    FIELD     (TaggerView, source),
    FIELD     (TaggerView, user_name),
    FIELD_TIME(TaggerView, at_ms),
};
static const Shape tagger_shape = SHAPE(TaggerView, tagger_fields);

static const Field customer_tag_fields[] = {
    FIELD_ID  (CustomerTagView, id),
    FIELD     (CustomerTagView, name),
    FIELD_ENUM(CustomerTagView, kind,      tag_kind_words),
    FIELD_ID  (CustomerTagView, group_id),
    FIELD     (CustomerTagView, group_name),
    FIELD_LIST(CustomerTagView, by,        tagger_shape),
};
static const Shape customer_tag_view_shape = SHAPE(CustomerTagView, customer_tag_fields);

static const Field view_fields[] = {
    FIELD_ID  (CustomerView, id),
    FIELD     (CustomerView, name),
    FIELD     (CustomerView, avatar),
    FIELD_ENUM(CustomerView, gender,            gender_words),
    FIELD_ENUM(CustomerView, kind,              customer_kind_words),
    FIELD     (CustomerView, corp_name),
    FIELD     (CustomerView, position),
    FIELD     (CustomerView, is_active),
    FIELD_ENUM(CustomerView, source,            add_way_words),
    FIELD_TIME(CustomerView, first_added_at_ms),
    FIELD_TIME(CustomerView, last_event_at_ms),
    FIELD_LIST(CustomerView, staff,             staff_shape),
    FIELD     (CustomerView, phone_masked),
    FIELD     (CustomerView, email_masked),
    FIELD     (CustomerView, member_no),
    FIELD_WITH(CustomerView, birthday,          .about = "Masked as the role sees it"),
    FIELD_WITH(CustomerView, address,           .about = "Masked as the role sees it"),
    FIELD     (CustomerView, remark),
    FIELD     (CustomerView, description),
    FIELD     (CustomerView, unionid_known),
    FIELD_TIME(CustomerView, created_at_ms),
    FIELD     (CustomerView, revision),
    FIELD_LIST(CustomerView, identities,        identity_view_shape),
    FIELD_LIST(CustomerView, relations,         relation_view_shape),
    FIELD_LIST(CustomerView, tags,              customer_tag_view_shape),
};
const Shape customer_view_shape = SHAPE(CustomerView, view_fields);
// clang-format on
