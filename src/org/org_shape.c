/* org_shape.c -- the fields and words of org; what may be in them, and what stays inside. */
#include "org/org.h"

#include "org/org_role_edit.h"

enum { INSIDE = SERVER_SET | SECRET, ANSWERED = SERVER_SET | NOT_STORED };

// clang-format off
static const char *const role_word_words[] = {
    [ROLE_ADMIN] = "admin", [ROLE_OPERATOR] = "operator", [ROLE_CUSTOM] = "custom",
    [ROLE_OWNER] = "owner", [ROLE_HQ_OPERATOR] = "hq_operator", [ROLE_BRANCH_ADMIN] = "branch_admin",
    [ROLE_COURSE_ADVISER] = "course_adviser", [ROLE_STORE_MANAGER] = "store_manager",
    [ROLE_GUIDE] = "guide", [ROLE_SERVICE] = "service", [ROLE_FINANCE] = "finance",
    [ROLE_AUDITOR] = "auditor",
};
const Words role_words = { role_word_words, COUNT(role_word_words) };

static const char *const scope_word_words[] = {
    [SCOPE_ALL] = "all", [SCOPE_REGION] = "region", [SCOPE_STORE] = "store",
    [SCOPE_SUBTREE] = "subtree", [SCOPE_DEPARTMENT] = "department", [SCOPE_SELF] = "self",
};
const Words scope_words = { scope_word_words, COUNT(scope_word_words) };

static const char *const status_words[] = {
    [STAFF_ACTIVE] = "active", [STAFF_DISABLED] = "disabled",
    [STAFF_INACTIVE] = "inactive", [STAFF_LEFT] = "left",
};
const Words staff_status_words = { status_words, COUNT(status_words) };

static const char *const way_words[] = {
    [WAY_PASSWORD] = "password", [WAY_TOTP] = "totp", [WAY_RECOVERY] = "recovery", [WAY_WECOM] = "wecom",
};
const Words session_way_words = { way_words, COUNT(way_words) };

static const Field tenant_fields[] = {
    FIELD_ID  (Tenant, id,         .flags = SERVER_SET),
    FIELD_WITH(Tenant, code,       .flags = REQUIRED, .min = 1, .max = 40),
    FIELD_WITH(Tenant, name,       .flags = REQUIRED, .min = 1, .max = 100),
    FIELD     (Tenant, zone),
    FIELD_TIME(Tenant, created_at_ms, .flags = SERVER_SET),
};
const Shape tenant_shape = SHAPE(Tenant, tenant_fields);

static const Field role_fields[] = {
    FIELD_ID  (Role, id,              .flags = SERVER_SET),
    FIELD_ID  (Role, tenant_id,       .flags = INSIDE),
    FIELD     (Role, name),
    FIELD_ENUM(Role, word,            role_words),
    FIELD_WITH(Role, permission_json, .flags = INSIDE),
    FIELD     (Role, permissions),
    FIELD_ENUM(Role, scope,           scope_words),
    FIELD_WITH(Role, mask_json,       .flags = INSIDE),
    FIELD_OBJECT(Role, masks,         masks_shape),
    FIELD_WITH(Role, landing,         .about = "The page its holders begin with, unless they chose another"),
    FIELD_WITH(Role, user_count,      .flags = ANSWERED),
    FIELD_WITH(Role, revision,        .flags = SERVER_SET),
    FIELD_TIME(Role, created_at_ms,      .flags = INSIDE),
};
const Shape role_shape = SHAPE(Role, role_fields);

static const Field role_draft_fields[] = {
    FIELD_WITH(RoleDraft, name,        .flags = REQUIRED, .min = 1, .max = 40),
    FIELD_WITH(RoleDraft, permissions, .min = 0, .max = 128),
    FIELD_ENUM(RoleDraft, scope,       scope_words, .flags = REQUIRED),
    FIELD_OBJECT(RoleDraft, masks,     masks_shape),
    FIELD_WITH(RoleDraft, landing,     .min = 0, .max = 100, .about = "A path of the console; absent: /"),
};
const Shape role_draft_shape = SHAPE(RoleDraft, role_draft_fields);

static const Field permission_view_fields[] = {
    FIELD(PermissionView, word),
    FIELD(PermissionView, noun),
    FIELD(PermissionView, about),
    FIELD_WITH(PermissionView, needs_all, .about = "Only a role whose scope is all can have it"),
    FIELD_WITH(PermissionView, is_given,  .about = "The caller has it, and may give it"),
};
const Shape permission_view_shape = SHAPE(PermissionView, permission_view_fields);

static const char *const place_words[] = {
    [PLACE_REGION] = "region", [PLACE_STORE] = "store", [PLACE_DEPARTMENT] = "department",
};
const Words place_kind_words = { place_words, COUNT(place_words) };

static const Field user_place_fields[] = {
    FIELD_ID  (UserPlace, tenant_id, .flags = INSIDE),
    FIELD_ID  (UserPlace, user_id,   .flags = INSIDE),
    FIELD_ENUM(UserPlace, kind,      place_kind_words, .flags = REQUIRED),
    FIELD_ID  (UserPlace, place_id,  .flags = REQUIRED),
    FIELD_WITH(UserPlace, name,      .flags = ANSWERED),
};
const Shape user_place_shape = SHAPE(UserPlace, user_place_fields);

static const Field user_fields[] = {
    FIELD_ID  (User, id,                .flags = SERVER_SET),
    FIELD_ID  (User, tenant_id,         .flags = INSIDE),
    FIELD_WITH(User, name,              .min = 1, .max = 60),
    FIELD_WITH(User, display_name,      .min = 0, .max = 60),
    FIELD_ID  (User, role_id,           .flags = 0),
    FIELD_WITH(User, role_name,         .flags = ANSWERED),
    FIELD_ID  (User, staff_id,          .flags = 0),
    FIELD_WITH(User, staff_name,        .flags = ANSWERED),
    FIELD     (User, locale),
    FIELD     (User, is_disabled),
    FIELD_WITH(User, is_shut_out,       .flags = SERVER_SET, .about = "Disabled with the member of staff, by the platform"),
    FIELD_WITH(User, has_totp,          .flags = ANSWERED),
    FIELD_LIST(User, places,            user_place_shape, .flags = SERVER_SET),
    FIELD_TIME(User, last_signed_in_at_ms, .flags = SERVER_SET),
    FIELD_TIME(User, created_at_ms,        .flags = SERVER_SET),
    FIELD_WITH(User, revision,          .flags = SERVER_SET),
};
const Shape user_shape = SHAPE(User, user_fields);

/* What a person gives; which of it is required differs between making and changing. */
static const Field user_draft_fields[] = {
    FIELD_WITH(UserDraft, name,         .min = 1, .max = 60, .about = "To sign in with; unique on this server"),
    FIELD_WITH(UserDraft, display_name, .min = 0, .max = 60),
    FIELD_WITH(UserDraft, password,     .min = 8, .max = 200),
    FIELD_WITH(UserDraft, locale,       .min = 2, .max = 10),
    FIELD_ID  (UserDraft, role_id,      .flags = 0),
    FIELD_ID  (UserDraft, staff_id,     .flags = 0),
    FIELD_WITH(UserDraft, is_disabled,  .about = "Absent in a change = as it is"),
    FIELD_LIST(UserDraft, places,       user_place_shape, .max = 500, .about = "Regions, stores and departments he is responsible for; absent = as they are"),
};
const Shape user_draft_shape = SHAPE(UserDraft, user_draft_fields);

static const Field api_key_fields[] = {
    FIELD_ID  (ApiKey, id,           .flags = SERVER_SET),
    FIELD_ID  (ApiKey, tenant_id,    .flags = INSIDE),
    FIELD     (ApiKey, name),
    FIELD_WITH(ApiKey, prefix,       .flags = SERVER_SET),
    FIELD_WITH(ApiKey, key_hash,     .flags = INSIDE),
    FIELD_WITH(ApiKey, scope_json,   .flags = INSIDE),
    FIELD     (ApiKey, scopes),
    FIELD_WITH(ApiKey, key,          .flags = ANSWERED, .about = "Shown once, when the key is made"),
    FIELD_TIME(ApiKey, expires_at_ms),
    FIELD_WITH(ApiKey, address_json, .flags = INSIDE),
    FIELD     (ApiKey, addresses),
    FIELD_ID  (ApiKey, created_by,   .flags = SERVER_SET),
    FIELD_TIME(ApiKey, last_used_at_ms, .flags = SERVER_SET),
    FIELD_TIME(ApiKey, created_at_ms,   .flags = SERVER_SET),
};
const Shape api_key_shape = SHAPE(ApiKey, api_key_fields);

static const Field api_key_draft_fields[] = {
    FIELD_WITH(ApiKeyDraft, name,   .flags = REQUIRED, .min = 1, .max = 60),
    FIELD_WITH(ApiKeyDraft, scopes, .flags = REQUIRED, .min = 1, .max = 100),
    FIELD_TIME(ApiKeyDraft, expires_at_ms, .about = "Absent = never"),
    FIELD_WITH(ApiKeyDraft, addresses, .min = 0, .max = 200, .about = "Networks it may be used from; none = all"),
};
const Shape api_key_draft_shape = SHAPE(ApiKeyDraft, api_key_draft_fields);

static const Field department_fields[] = {
    FIELD_ID  (Department, id,                 .flags = SERVER_SET),
    FIELD_ID  (Department, tenant_id,          .flags = INSIDE),
    FIELD_ID  (Department, connection_id,      .flags = SERVER_SET),
    FIELD     (Department, platform_id),
    FIELD_WITH(Department, platform_parent_id, .flags = INSIDE),
    FIELD_ID  (Department, parent_id,          .flags = ANSWERED),
    FIELD     (Department, name),
    FIELD     (Department, sort),
    FIELD_WITH(Department, is_gone,            .flags = INSIDE),
    FIELD_WITH(Department, staff_count,        .flags = ANSWERED),
    FIELD_WITH(Department, staff_total,        .flags = ANSWERED, .about = "With all below, each once"),
};
const Shape department_shape = SHAPE(Department, department_fields);

static const Field staff_fields[] = {
    FIELD_ID  (Staff, id,                 .flags = SERVER_SET),
    FIELD_ID  (Staff, tenant_id,          .flags = INSIDE),
    FIELD_ID  (Staff, connection_id,      .flags = SERVER_SET),
    FIELD     (Staff, userid),
    FIELD_WITH(Staff, userid_key,         .flags = INSIDE),
    FIELD     (Staff, name),
    FIELD     (Staff, avatar),
    FIELD     (Staff, position),
    FIELD     (Staff, alias),
    FIELD_ENUM(Staff, status,             staff_status_words),
    FIELD     (Staff, is_contact),
    FIELD_ID  (Staff, store_id,           .flags = 0),
    FIELD_ID  (Staff, main_department_id, .flags = SERVER_SET),
    FIELD_WITH(Staff, customer_count,     .flags = SERVER_SET),
    FIELD_WITH(Staff, revision,           .flags = SERVER_SET),
    FIELD_TIME(Staff, created_at_ms,         .flags = SERVER_SET),
    FIELD_TIME(Staff, updated_at_ms,         .flags = SERVER_SET),
    FIELD_WITH(Staff, store_name,         .flags = ANSWERED),
    FIELD_WITH(Staff, department_names,   .flags = ANSWERED),
    FIELD_WITH(Staff, department_ids,     .flags = SERVER_SET),
    FIELD_ID  (Staff, user_id,            .flags = ANSWERED),
    FIELD_WITH(Staff, user_name,          .flags = ANSWERED),
};
const Shape staff_shape = SHAPE(Staff, staff_fields);

static const Field staff_filter_fields[] = {
    FIELD_WITH(StaffFilter, q,             .min = 0, .max = 60),
    FIELD_ID  (StaffFilter, department_id, .flags = 0),
    FIELD_ID  (StaffFilter, store_id,      .flags = 0),
    FIELD_ENUM(StaffFilter, status,        staff_status_words),
    FIELD     (StaffFilter, cursor),
    FIELD_WITH(StaffFilter, limit,         .min = 1, .max = PAGE_LIMIT_MAX),
};
const Shape staff_filter_shape = SHAPE(StaffFilter, staff_filter_fields);

static const Field region_fields[] = {
    FIELD_ID  (Region, id,          .flags = SERVER_SET),
    FIELD_ID  (Region, tenant_id,   .flags = INSIDE),
    FIELD_ID  (Region, parent_id,   .flags = 0),
    FIELD_WITH(Region, name,        .flags = REQUIRED, .min = 1, .max = 60),
    FIELD     (Region, sort),
    FIELD_WITH(Region, store_count, .flags = ANSWERED),
    FIELD_WITH(Region, revision,    .flags = SERVER_SET),
};
const Shape region_shape = SHAPE(Region, region_fields);

static const Field store_fields[] = {
    FIELD_ID  (Store, id,          .flags = SERVER_SET),
    FIELD_ID  (Store, tenant_id,   .flags = INSIDE),
    FIELD_WITH(Store, code,        .flags = REQUIRED, .min = 1, .max = 40),
    FIELD_WITH(Store, name,        .flags = REQUIRED, .min = 1, .max = 60),
    FIELD_ID  (Store, region_id,   .flags = 0),
    FIELD_WITH(Store, region_name, .flags = ANSWERED),
    FIELD_WITH(Store, address,     .min = 0, .max = 200),
    FIELD_WITH(Store, phone,       .min = 0, .max = 40),
    FIELD_WITH(Store, longitude,   .min = -180, .max = 180, .about = "GCJ-02"),
    FIELD_WITH(Store, latitude,    .min = -90, .max = 90, .about = "GCJ-02"),
    FIELD_WITH(Store, hours,       .min = 0, .max = 40, .about = "\"09:00-21:00\""),
    FIELD     (Store, is_open),
    FIELD_WITH(Store, sort,        .flags = SERVER_SET),
    FIELD_WITH(Store, staff_count, .flags = ANSWERED),
    FIELD_WITH(Store, revision,    .flags = SERVER_SET),
};
const Shape store_shape = SHAPE(Store, store_fields);

static const Field store_filter_fields[] = {
    FIELD_WITH(StoreFilter, q,         .min = 0, .max = 60),
    FIELD_ID  (StoreFilter, region_id, .flags = 0),
    FIELD     (StoreFilter, cursor),
    FIELD_WITH(StoreFilter, limit,     .min = 1, .max = PAGE_LIMIT_MAX),
};
const Shape store_filter_shape = SHAPE(StoreFilter, store_filter_fields);

static const Field notification_fields[] = {
    FIELD_ID  (Notification, id,         .flags = SERVER_SET),
    FIELD_ID  (Notification, tenant_id,  .flags = INSIDE),
    FIELD_ID  (Notification, user_id,    .flags = INSIDE),
    FIELD     (Notification, kind),
    FIELD     (Notification, severity),
    FIELD_WITH(Notification, title_key,  .flags = ANSWERED),
    FIELD_JSON(Notification, params,     .flags = SERVER_SET),
    FIELD     (Notification, link),
    FIELD_WITH(Notification, key,        .flags = INSIDE),
    FIELD_TIME(Notification, created_at_ms, .flags = SERVER_SET),
    FIELD_TIME(Notification, read_at_ms,    .flags = SERVER_SET),
};
const Shape notification_shape = SHAPE(Notification, notification_fields);
// clang-format on
