/* customer_shape.c -- fields and words of persons, relations and tags. */
#include "customer/customer.h"

// clang-format off
static const char *const gender_word[] = {
    [GENDER_UNKNOWN] = "unknown", [GENDER_MALE] = "male", [GENDER_FEMALE] = "female",
};
const Words gender_words = { gender_word, COUNT(gender_word) };

static const char *const kind_word[] = {
    [CUSTOMER_WECHAT] = "wechat", [CUSTOMER_WECOM] = "wecom", [CUSTOMER_ANONYMOUS] = "anonymous",
};
const Words customer_kind_words = { kind_word, COUNT(kind_word) };

static const char *const ended_by_word[] = {
    [ENDED_BY_CUSTOMER] = "customer", [ENDED_BY_STAFF]  = "staff",
    [ENDED_BY_TRANSFER] = "transfer", [ENDED_BY_SYSTEM] = "system",
};
const Words ended_by_words = { ended_by_word, COUNT(ended_by_word) };

static const char *const tag_kind_word[] = { [TAG_CORP] = "corp", [TAG_INTERNAL] = "internal" };
const Words tag_kind_words = { tag_kind_word, COUNT(tag_kind_word) };

static const char *const sync_state_word[] = {
    [SYNC_SYNCED] = "synced", [SYNC_PENDING] = "pending", [SYNC_FAILED] = "failed",
};
const Words sync_state_words = { sync_state_word, COUNT(sync_state_word) };

static const char *const add_way_word[] = {
    [ADD_WAY_UNKNOWN] = "unknown", [ADD_WAY_QR_CODE] = "qr_code", [ADD_WAY_MOBILE_SEARCH] = "mobile_search",
    [ADD_WAY_NAME_CARD] = "name_card", [ADD_WAY_GROUP_CHAT] = "group_chat",
    [ADD_WAY_PHONE_CONTACTS] = "phone_contacts", [ADD_WAY_WECHAT_CONTACTS] = "wechat_contacts",
    [ADD_WAY_FRIEND_REQUEST] = "friend_request", [ADD_WAY_SERVICE_STAFF] = "service_staff",
    [ADD_WAY_EMAIL_SEARCH] = "email_search", [ADD_WAY_CHANNELS] = "channels", [ADD_WAY_CALENDAR] = "calendar",
    [ADD_WAY_MEETING] = "meeting", [ADD_WAY_LINKED_WECOM] = "linked_wecom", [ADD_WAY_HARDWARE] = "hardware",
    [ADD_WAY_DOOR_SERVICE] = "door_service", [ADD_WAY_ACQUISITION_LINK] = "acquisition_link",
    [ADD_WAY_CUSTOM] = "custom", [ADD_WAY_DEMAND_REPLY] = "demand_reply", [ADD_WAY_PRESALES] = "presales",
    [ADD_WAY_PARTNER] = "partner", [ADD_WAY_ACCEPTED_REQUEST] = "accepted_request",
    [ADD_WAY_INTERNAL_SHARE] = "internal_share", [ADD_WAY_ASSIGNED] = "assigned", [ADD_WAY_IMPORT] = "import",
};
const Words add_way_words = { add_way_word, COUNT(add_way_word) };

/* The platform's numbers. */
static const int32_t add_way_number[] = {
    [ADD_WAY_UNKNOWN] = 0, [ADD_WAY_QR_CODE] = 1, [ADD_WAY_MOBILE_SEARCH] = 2, [ADD_WAY_NAME_CARD] = 3,
    [ADD_WAY_GROUP_CHAT] = 4, [ADD_WAY_PHONE_CONTACTS] = 5, [ADD_WAY_WECHAT_CONTACTS] = 6,
    [ADD_WAY_FRIEND_REQUEST] = 7, [ADD_WAY_SERVICE_STAFF] = 8, [ADD_WAY_EMAIL_SEARCH] = 9,
    [ADD_WAY_CHANNELS] = 10, [ADD_WAY_CALENDAR] = 11, [ADD_WAY_MEETING] = 12, [ADD_WAY_LINKED_WECOM] = 13,
    [ADD_WAY_HARDWARE] = 14, [ADD_WAY_DOOR_SERVICE] = 15, [ADD_WAY_ACQUISITION_LINK] = 16,
    [ADD_WAY_CUSTOM] = 17, [ADD_WAY_DEMAND_REPLY] = 18, [ADD_WAY_PRESALES] = 21, [ADD_WAY_PARTNER] = 22,
    [ADD_WAY_ACCEPTED_REQUEST] = 24, [ADD_WAY_INTERNAL_SHARE] = 201, [ADD_WAY_ASSIGNED] = 202,
};

AddWay add_way_of_platform(int64_t number)
{
    for (size_t i = ADD_WAY_UNKNOWN; i < COUNT(add_way_number); i++)
        if (add_way_number[i] == number) return (AddWay)i;
    return ADD_WAY_UNKNOWN;
}

static const Field customer_fields[] = {
    FIELD_ID  (Customer, id),
    FIELD_ID  (Customer, tenant_id,         .flags = SECRET),
    FIELD     (Customer, name),
    FIELD     (Customer, avatar),
    FIELD_ENUM(Customer, gender,            gender_words),
    FIELD_ENUM(Customer, kind,              customer_kind_words),
    FIELD     (Customer, corp_name),
    FIELD     (Customer, position),
    FIELD     (Customer, description),
    FIELD     (Customer, birthday),
    FIELD     (Customer, address),
    FIELD     (Customer, is_active),
    FIELD_ENUM(Customer, source,            add_way_words),
    FIELD_WITH(Customer, is_named,          .flags = SECRET),
    FIELD_WITH(Customer, search_text,       .flags = SECRET),
    FIELD_TIME(Customer, first_added_at_ms),
    FIELD_TIME(Customer, last_event_at_ms),
    FIELD_TIME(Customer, created_at_ms),
    FIELD_TIME(Customer, updated_at_ms),
    FIELD     (Customer, revision),
};
const Shape customer_shape = SHAPE(Customer, customer_fields);

static const Field relation_fields[] = {
    FIELD_ID  (Relation, id),
    FIELD_ID  (Relation, tenant_id,       .flags = SECRET),
    FIELD_ID  (Relation, customer_id),
    FIELD_ID  (Relation, staff_id),
    FIELD_ID  (Relation, connection_id),
    FIELD     (Relation, external_userid),
    FIELD     (Relation, staff_userid),
    FIELD_TIME(Relation, added_at_ms),
    FIELD     (Relation, is_exact),
    FIELD_TIME(Relation, ended_at_ms),
    FIELD_ENUM(Relation, ended_by,        ended_by_words),
    FIELD_ENUM(Relation, add_way,         add_way_words),
    FIELD     (Relation, state),
    FIELD     (Relation, remark),
    FIELD     (Relation, description),
    FIELD     (Relation, interval_no),
    FIELD_TIME(Relation, seen_at_ms),
    FIELD     (Relation, revision),
};
const Shape relation_shape = SHAPE(Relation, relation_fields);

static const Field tag_group_fields[] = {
    FIELD_ID  (TagGroup, id),
    FIELD_ID  (TagGroup, tenant_id,     .flags = SECRET),
    FIELD_ID  (TagGroup, connection_id),
    FIELD_ENUM(TagGroup, kind,          tag_kind_words),
    FIELD     (TagGroup, name),
    FIELD     (TagGroup, platform_id),
    FIELD     (TagGroup, sort),
    FIELD     (TagGroup, is_editable),
    FIELD_WITH(TagGroup, is_deleted,    .flags = SECRET),
    FIELD_ENUM(TagGroup, sync_state,    sync_state_words),
    FIELD     (TagGroup, sync_reason),
    FIELD     (TagGroup, revision),
};
const Shape tag_group_shape = SHAPE(TagGroup, tag_group_fields);

static const Field tag_fields[] = {
    FIELD_ID  (Tag, id),
    FIELD_ID  (Tag, tenant_id,      .flags = SECRET),
    FIELD_ID  (Tag, group_id),
    FIELD_ID  (Tag, connection_id,  .flags = SECRET),
    FIELD_ENUM(Tag, kind,           tag_kind_words),
    FIELD     (Tag, name),
    FIELD     (Tag, platform_id),
    FIELD     (Tag, sort),
    FIELD     (Tag, customer_count),
    FIELD_WITH(Tag, is_deleted,     .flags = SECRET),
    FIELD_ENUM(Tag, sync_state,     sync_state_words),
    FIELD     (Tag, sync_reason),
    FIELD     (Tag, revision),
};
const Shape tag_shape = SHAPE(Tag, tag_fields);
// clang-format on
