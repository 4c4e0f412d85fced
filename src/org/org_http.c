/* org_http.c -- the routes of the people: sessions, me, users, roles, keys, notifications,
 * audit.  Directory and stores are in org_directory_http.c. */
#include "org/org_http.h"

#include "org/org.h"
#include "org/org_directory_http.h"
#include "org/org_sql.h"

/* ---- me ------------------------------------------------------------------- */

typedef struct MeUser {
    int64_t id;
    Str     name, display_name, avatar, locale;
    int64_t role_id;
    Str     role_name;
    int64_t staff_id;
} MeUser;
typedef struct Me {
    MeUser  user;
    Tenant  tenant;
    Strs    permissions;
    Str     version;
    int64_t now_ms;
} Me;
typedef struct MeDraft { Str display_name, locale; } MeDraft;
typedef struct SignIn { Str name, password; } SignIn;
typedef struct PasswordChange { Str old_password, new_password; } PasswordChange;
typedef struct NotificationQuery { bool unread; Str cursor; int64_t limit; } NotificationQuery;
typedef struct AuditRow {
    int64_t id;
    Str     actor, user_name, action, object, outcome, detail, request_id, address;
    int64_t at_ms;
} AuditRow;
typedef struct Page { Rows items; Str next_cursor; } Page;
typedef struct NotificationPage { Rows items; Str next_cursor; int64_t unread_count; } NotificationPage;

// clang-format off
static const Field me_user_fields[] = {
    FIELD_ID(MeUser, id, .flags = 0), FIELD(MeUser, name), FIELD(MeUser, display_name),
    FIELD(MeUser, avatar), FIELD(MeUser, locale), FIELD_ID(MeUser, role_id, .flags = 0),
    FIELD(MeUser, role_name), FIELD_ID(MeUser, staff_id, .flags = 0),
};
static const Shape me_user_shape = SHAPE(MeUser, me_user_fields);
static const Field me_fields[] = {
    FIELD_OBJECT(Me, user, me_user_shape, .flags = 0), FIELD_OBJECT(Me, tenant, tenant_shape, .flags = 0),
    FIELD(Me, permissions), FIELD(Me, version), FIELD_TIME(Me, now_ms, .flags = 0),
};
static const Shape me_shape = SHAPE(Me, me_fields);
static const Field me_draft_fields[] = {
    FIELD_WITH(MeDraft, display_name, .min = 1, .max = 60), FIELD_WITH(MeDraft, locale, .min = 2, .max = 10),
};
static const Shape me_draft_shape = SHAPE(MeDraft, me_draft_fields);
static const Field sign_in_fields[] = {
    FIELD_WITH(SignIn, name, .flags = REQUIRED, .min = 1, .max = 200),
    FIELD_WITH(SignIn, password, .flags = REQUIRED, .min = 1, .max = 200),
};
static const Shape sign_in_shape = SHAPE(SignIn, sign_in_fields);
static const Field password_change_fields[] = {
    FIELD_WITH(PasswordChange, old_password, .flags = REQUIRED, .min = 1, .max = 200),
    FIELD_WITH(PasswordChange, new_password, .flags = REQUIRED, .min = 8, .max = 200),
};
static const Shape password_change_shape = SHAPE(PasswordChange, password_change_fields);
static const Field notification_query_fields[] = {
    FIELD(NotificationQuery, unread), FIELD(NotificationQuery, cursor),
    FIELD_WITH(NotificationQuery, limit, .min = 1, .max = PAGE_LIMIT_MAX),
};
static const Shape notification_query_shape = SHAPE(NotificationQuery, notification_query_fields);
static const Field audit_row_fields[] = {
    FIELD_ID(AuditRow, id, .flags = 0), FIELD(AuditRow, actor), FIELD(AuditRow, user_name),
    FIELD(AuditRow, action), FIELD(AuditRow, object), FIELD(AuditRow, outcome),
    FIELD_JSON(AuditRow, detail, .flags = 0), FIELD(AuditRow, request_id), FIELD(AuditRow, address),
    FIELD_TIME(AuditRow, at_ms, .flags = 0),
};
static const Shape audit_row_shape = SHAPE(AuditRow, audit_row_fields);

#define PAGE_SHAPE(stem, Name)                                                         \
    static const Field stem##_page_fields[] = {                                        \
        FIELD_LIST(Page, items, stem##_shape, .flags = 0), FIELD(Page, next_cursor),   \
    };                                                                                 \
    static const Shape stem##_page_shape = { .name = Name, .fields = stem##_page_fields, \
        .count = COUNT(stem##_page_fields), .size = sizeof(Page) }
PAGE_SHAPE(user, "UserPage");
PAGE_SHAPE(role, "RolePage");
PAGE_SHAPE(api_key, "ApiKeyPage");
PAGE_SHAPE(audit_row, "AuditPage");
static const Field notification_page_fields[] = {
    FIELD_LIST(NotificationPage, items, notification_shape, .flags = 0),
    FIELD(NotificationPage, next_cursor), FIELD(NotificationPage, unread_count),
};
static const Shape notification_page_shape = SHAPE(NotificationPage, notification_page_fields);
// clang-format on

static Str object(Call *call, const char *noun, int64_t id)
{
    return str_fmt(call->cx->arena, "%s:%lld", noun, (long long)id);
}

static Code fill_me(Ctx *cx, Me *me)
{
    User user = { 0 };
    bool found = false;
    TRY(org_tenant_get(cx, cx->tenant_id, &me->tenant));
    /* A key of the command line belongs to no user. */
    TRY(cx_find(cx, &org_sql_user_by_id, &user, &found, ARGS(V(cx->tenant_id), V(cx->user_id))));
    me->user = (MeUser){ .id        = user.id,
                         .name      = user.name,
                         .locale    = user.locale,
                         .role_id   = user.role_id,
                         .role_name = user.role_name,
                         .staff_id  = user.staff_id };
    me->user.display_name = user.display_name;
    if (user.staff_id != 0) {
        Staff staff = { 0 };
        TRY(cx_find(cx, &org_sql_staff_by_id, &staff, &found, ARGS(V(cx->tenant_id), V(user.staff_id))));
        me->user.avatar = staff.avatar;
    }
    me->permissions = permission_set_words(cx->arena, &cx->permissions);
    me->version     = S(WEFT_VERSION);
    me->now_ms      = cx->now_ms;
    return OK;
}

static Code sign_in(Call *call)
{
    const SignIn *in            = call->in;
    Ctx          *cx            = call->cx;
    int64_t       retry_after_s = 0;
    Str           cookie        = { 0 };
    const Code    code = org_session_sign_in(cx, in->name, in->password,
                                             http_header(call->request, S("User-Agent")),
                                             call->request->address, &cookie, &retry_after_s);
    if (retry_after_s > 0)
        http_reply_header(call->reply, S("Retry-After"),
                          str_fmt(cx->arena, "%lld", (long long)retry_after_s));
    if (code != OK) return code;
    http_reply_header(call->reply, S("Set-Cookie"), cookie);
    call->object = object(call, "user", cx->user_id);
    return fill_me(cx, call->out);
}

static Code sign_out(Call *call)
{
    http_reply_header(call->reply, S("Set-Cookie"), org_session_cookie_gone(call->cx));
    return org_session_close(call->cx, http_cookie(call->request, S("weft_session")));
}

static Code get_me(Call *call) { return fill_me(call->cx, call->out); }

static Code change_me(Call *call)
{
    const MeDraft *in = call->in;
    Ctx           *cx = call->cx;
    User           user;
    TRY(org_user_get(cx, (UserId){ cx->user_id }, &user));
    TRY(cx_run(cx, &org_sql_user_set_profile, NULL,
               ARGS(V(cx->tenant_id), V(cx->user_id),
                    V(in->display_name.len > 0 ? str_trim(in->display_name) : user.display_name),
                    V(in->locale.len > 0 ? in->locale : user.locale))));
    return fill_me(cx, call->out);
}

static Code change_password(Call *call)
{
    const PasswordChange *in = call->in;
    Ctx                  *cx = call->cx;
    Str                   cookie;
    TRY(org_user_change_password(cx, in->old_password, in->new_password));
    /* All sessions ended; this browser goes on with a new one. */
    TRY(org_session_open(cx, cx->user_id, http_header(call->request, S("User-Agent")),
                         call->request->address, &cookie));
    http_reply_header(call->reply, S("Set-Cookie"), cookie);
    return OK;
}

/* ---- users, roles, keys --------------------------------------------------------- */

static Code list_users(Call *call)
{
    const PageQuery *query = call->query;
    Page            *page  = call->out;
    return org_user_list(call->cx, query->cursor, query->limit, &page->items, &page->next_cursor);
}

static Code create_user(Call *call)
{
    User *user = call->out;
    TRY(org_user_create(call->cx, call->in, user));
    call->object = object(call, "user", user->id);
    return OK;
}

static Code get_user(Call *call) { return org_user_get(call->cx, (UserId){ call->id }, call->out); }

static Code update_user(Call *call)
{
    call->object = object(call, "user", call->id);
    return org_user_update(call->cx, (UserId){ call->id }, call->if_match, call->in, call->out);
}

static Code delete_user(Call *call)
{
    call->object = object(call, "user", call->id);
    return org_user_delete(call->cx, (UserId){ call->id }, call->if_match);
}

static Code list_roles(Call *call) { return org_role_list(call->cx, &((Page *)call->out)->items); }

static Code list_keys(Call *call) { return org_api_key_list(call->cx, &((Page *)call->out)->items); }

static Code create_key(Call *call)
{
    ApiKey *key = call->out;
    Str     text;
    TRY(org_api_key_create(call->cx, call->in, key, &text));
    call->object = object(call, "api_key", key->id);
    return OK;
}

static Code delete_key(Call *call)
{
    call->object = object(call, "api_key", call->id);
    return org_api_key_delete(call->cx, (ApiKeyId){ call->id });
}

/* ---- notifications and audit ------------------------------------------------------- */

static Code list_notifications(Call *call)
{
    const NotificationQuery *query = call->query;
    NotificationPage        *page  = call->out;
    return org_notification_list(call->cx, query->unread, query->cursor, query->limit, &page->items,
                                 &page->next_cursor, &page->unread_count);
}

static Code read_notification(Call *call) { return org_notification_read(call->cx, call->id); }

static Code read_all_notifications(Call *call) { return org_notification_read_all(call->cx); }

static Str name_of(Rows names, int64_t user_id)
{
    for (size_t i = 0; i < names.count; i++)
        if (ROWS_AT(OrgName, names, i)->id == user_id) return ROWS_AT(OrgName, names, i)->name;
    return (Str){ 0 };
}

static Code list_audit(Call *call)
{
    const PageQuery *query = call->query;
    Ctx             *cx    = call->cx;
    Page            *page  = call->out;
    Rows             lines = { 0 }, names = { 0 };
    TRY(audit_list(cx, query->cursor, query->limit, &lines, &page->next_cursor));
    TRY(cx_list(cx, &org_sql_user_names, &names, ARGS(V(cx->tenant_id))));
    AuditRow *rows = arena_make(cx->arena, AuditRow, lines.count);
    for (size_t i = 0; i < lines.count; i++) {
        const Audit *line = ROWS_AT(Audit, lines, i);
        rows[i] = (AuditRow){ line->id, line->actor, name_of(names, line->user_id), line->action,
                              line->object, line->outcome, line->detail, line->request_id,
                              line->address, line->at_ms };
    }
    page->items = (Rows){ rows, lines.count };
    return OK;
}

/* ---- the table ------------------------------------------------------------------------ */

// clang-format off
#define CHANGE (AUDITED | IDEMPOTENT)
static const Route routes[] = {
    { POST,    "/api/sessions",               PERM_PUBLIC,        sign_in,            NULL, &sign_in_shape, &me_shape, AUDITED | OUTSIDE | CREATED, "Sign in" },
    { DELETE_, "/api/sessions/current",       PERM_SIGNED_IN,     sign_out,           NULL, NULL, NULL, AUDITED | NO_BODY, "Sign out" },
    { GET,     "/api/me",                     PERM_SIGNED_IN,     get_me,             NULL, NULL, &me_shape, 0, "Who am I, and what may I do" },
    { PATCH,   "/api/me",                     PERM_SIGNED_IN,     change_me,          NULL, &me_draft_shape, &me_shape, AUDITED, "Change my name or language" },
    { POST,    "/api/me/password",            PERM_SIGNED_IN,     change_password,    NULL, &password_change_shape, NULL, AUDITED | OUTSIDE | NO_BODY, "Change my password; ends my other sessions" },
    { GET,     "/api/users",                  PERM_USER_READ,     list_users,         &page_query_shape, NULL, &user_page_shape, 0, "List users" },
    { POST,    "/api/users",                  PERM_USER_WRITE,    create_user,        NULL, &user_draft_shape, &user_shape, CHANGE | OUTSIDE | CREATED, "Create a user" },
    { GET,     "/api/users/{id}",             PERM_USER_READ,     get_user,           NULL, NULL, &user_shape, 0, "Read one user" },
    { PUT,     "/api/users/{id}",             PERM_USER_WRITE,    update_user,        NULL, &user_draft_shape, &user_shape, CHANGE | OUTSIDE | IF_MATCH, "Change a user" },
    { DELETE_, "/api/users/{id}",             PERM_USER_WRITE,    delete_user,        NULL, NULL, NULL, AUDITED | NO_BODY | IF_MATCH, "Delete a user" },
    { GET,     "/api/roles",                  PERM_USER_READ,     list_roles,         NULL, NULL, &role_page_shape, 0, "List roles" },
    { GET,     "/api/api-keys",               PERM_API_KEY_WRITE, list_keys,          NULL, NULL, &api_key_page_shape, 0, "List API keys" },
    { POST,    "/api/api-keys",               PERM_API_KEY_WRITE, create_key,         NULL, &api_key_draft_shape, &api_key_shape, AUDITED | CREATED, "Create an API key; it is shown once" },
    { DELETE_, "/api/api-keys/{id}",          PERM_API_KEY_WRITE, delete_key,         NULL, NULL, NULL, AUDITED | NO_BODY, "Revoke an API key" },
    { GET,     "/api/notifications",          PERM_SIGNED_IN,     list_notifications, &notification_query_shape, NULL, &notification_page_shape, 0, "My notifications" },
    { POST,    "/api/notifications/{id}/read", PERM_SIGNED_IN,    read_notification,  NULL, NULL, NULL, AUDITED | NO_BODY, "Mark a notification as read" },
    { POST,    "/api/notifications/read-all", PERM_SIGNED_IN,     read_all_notifications, NULL, NULL, NULL, AUDITED | NO_BODY, "Mark all notifications as read" },
    { GET,     "/api/audit",                  PERM_AUDIT_READ,    list_audit,         &page_query_shape, NULL, &audit_row_page_shape, 0, "Who did what" },
    ORG_DIRECTORY_ROUTES
};
// clang-format on
const RouteList org_routes = ROUTE_LIST("org", routes);
