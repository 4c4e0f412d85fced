/* org_http.c -- the routes of the people: sessions, me, users, roles, keys, notifications,
 * audit.  Directory and stores are in org_directory_http.c. */
#include "org/org_http.h"

#include "org/org_directory_http.h"
#include "org/org_me.h"
#include "org/org_session_list.h"
#include "org/org_totp.h"

/* ---- me ------------------------------------------------------------------- */

typedef struct MeDraft { Str display_name, locale; } MeDraft;
typedef struct PasswordChange { Str old_password, new_password; } PasswordChange;
typedef struct NotificationQuery { bool unread; Str cursor; int64_t limit; } NotificationQuery;
typedef struct Page { Rows items; Str next_cursor; } Page;
typedef struct NotificationPage { Rows items; Str next_cursor; int64_t unread_count; } NotificationPage;

// clang-format off
static const Field me_draft_fields[] = {
    FIELD_WITH(MeDraft, display_name, .min = 1, .max = 60), FIELD_WITH(MeDraft, locale, .min = 2, .max = 10),
};
static const Shape me_draft_shape = SHAPE(MeDraft, me_draft_fields);
static const Field sign_in_fields[] = {
    FIELD_WITH(SignIn, name, .flags = REQUIRED, .min = 1, .max = 200),
    FIELD_WITH(SignIn, password, .flags = REQUIRED, .min = 1, .max = 200),
    FIELD_WITH(SignIn, code, .max = 40, .about = "Of the authenticator, or a recovery code"),
};
static const Shape sign_in_shape = SHAPE(SignIn, sign_in_fields);
static const Field sign_in_code_fields[] = {
    FIELD_WITH(SignIn, code, .flags = REQUIRED, .min = 1, .max = 40, .about = "Of the authenticator, or a recovery code"),
};
static const Shape sign_in_code_shape = { .name = "SignInCode", .fields = sign_in_code_fields,
    .count = COUNT(sign_in_code_fields), .size = sizeof(SignIn) };
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
#define PAGE_SHAPE(stem, Name)                                                         \
    static const Field stem##_page_fields[] = {                                        \
        FIELD_LIST(Page, items, stem##_shape, .flags = 0), FIELD(Page, next_cursor),   \
    };                                                                                 \
    static const Shape stem##_page_shape = { .name = Name, .fields = stem##_page_fields, \
        .count = COUNT(stem##_page_fields), .size = sizeof(Page) }
PAGE_SHAPE(user, "UserPage");
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

static Str token_of(const Call *call) { return http_cookie(call->request, S("weft_session")); }

static SignIn sign_in_of(const Call *call)
{
    SignIn in     = *(const SignIn *)call->in;
    in.user_agent = http_header(call->request, S("User-Agent"));
    in.address    = call->request->address;
    return in;
}

/* Welcome with a cookie, or told how long to wait. */
static Code signed_in(Call *call, Code code, Str cookie, int64_t retry_after_s)
{
    Ctx *cx = call->cx;
    if (retry_after_s > 0)
        http_reply_header(call->reply, S("Retry-After"),
                          str_fmt(cx->arena, "%lld", (long long)retry_after_s));
    if (code != OK) return code;
    http_reply_header(call->reply, S("Set-Cookie"), cookie);
    call->object = object(call, "user", cx->user_id);
    return org_me_get(cx, (Str){ 0 }, call->out);
}

static Code sign_in(Call *call)
{
    const SignIn in            = sign_in_of(call);
    int64_t      retry_after_s = 0;
    Str          cookie        = { 0 };
    const Code   code          = org_session_sign_in(call->cx, &in, &cookie, &retry_after_s);
    return signed_in(call, code, cookie, retry_after_s);
}

static Code give_code(Call *call)
{
    const SignIn in            = sign_in_of(call);
    const Str    kept          = http_cookie(call->request, S("weft_code"));
    int64_t      retry_after_s = 0;
    Str          cookie        = { 0 };
    const Code   code = org_session_give_code(call->cx, kept, &in, &cookie, &retry_after_s);
    if (code == OK) http_reply_header(call->reply, S("Set-Cookie"), org_session_code_gone(call->cx));
    return signed_in(call, code, cookie, retry_after_s);
}

static Code sign_out(Call *call)
{
    http_reply_header(call->reply, S("Set-Cookie"), org_session_cookie_gone(call->cx));
    return org_session_close(call->cx, http_cookie(call->request, S("weft_session")));
}

static Code get_me(Call *call) { return org_me_get(call->cx, token_of(call), call->out); }

static Code change_me(Call *call)
{
    const MeDraft *in = call->in;
    TRY(org_me_change(call->cx, in->display_name, in->locale));
    return org_me_get(call->cx, token_of(call), call->out);
}

static Code change_password(Call *call)
{
    const PasswordChange *in = call->in;
    Ctx                  *cx = call->cx;
    Str                   cookie;
    bool                  has = false;
    TRY(org_session_require(cx));
    TRY(org_user_change_password(cx, in->old_password, in->new_password));
    TRY(org_totp_has(cx, cx->user_id, &has));
    const SessionWay way = has ? WAY_TOTP : WAY_PASSWORD; /* he had given one to get here */
    /* All sessions ended; this browser goes on with a new one. */
    TRY(org_session_open(cx, cx->user_id, way, http_header(call->request, S("User-Agent")),
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

static bool says(const Call *call, const Shape *shape, Str name)
{
    return call->given >> (shape_field(shape, name) - shape->fields) & 1;
}

static Code update_user(Call *call)
{
    UserDraft draft      = *(const UserDraft *)call->in;
    call->object         = object(call, "user", call->id);
    draft.keeps_places   = !says(call, &user_draft_shape, S("places"));
    draft.keeps_disabled = !says(call, &user_draft_shape, S("is_disabled"));
    return org_user_update(call->cx, (UserId){ call->id }, call->if_match, &draft, call->out);
}

static Code delete_user(Call *call)
{
    call->object = object(call, "user", call->id);
    return org_user_delete(call->cx, (UserId){ call->id }, call->if_match);
}

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

/* They name people, whatever the permissions of a key: only their owner reads them. */
static Code list_notifications(Call *call)
{
    const NotificationQuery *query = call->query;
    NotificationPage        *page  = call->out;
    TRY(org_session_require(call->cx));
    return org_notification_list(call->cx, query->unread, query->cursor, query->limit, &page->items,
                                 &page->next_cursor, &page->unread_count);
}

static Code read_notification(Call *call)
{
    TRY(org_session_require(call->cx));
    return org_notification_read(call->cx, call->id);
}

static Code read_all_notifications(Call *call)
{
    TRY(org_session_require(call->cx));
    return org_notification_read_all(call->cx);
}

static Code list_audit(Call *call)
{
    Page *page = call->out;
    return org_me_audit(call->cx, call->query, &page->items, &page->next_cursor);
}

static Code verify_audit(Call *call) { return audit_chain_verify(call->cx, call->out); }

/* ---- the table ------------------------------------------------------------------------ */

// clang-format off
#define CHANGE (AUDITED | IDEMPOTENT)
#define DIRECTORY(name) org_directory_http_##name
static const Route routes[] = {
    { POST,    "/api/sessions",               PERM_PUBLIC,        sign_in,            NULL, &sign_in_shape, &me_shape, AUDITED | OUTSIDE | CREATED, "Sign in" },
    { POST,    "/api/sessions/code",          PERM_PUBLIC,        give_code,          NULL, &sign_in_code_shape, &me_shape, AUDITED | OUTSIDE | CREATED, "The code after signing in with WeCom" },
    { DELETE_, "/api/sessions/current",       PERM_SIGNED_IN,     sign_out,           NULL, NULL, NULL, AUDITED | NO_BODY | VIEWING, "Sign out" },
    { GET,     "/api/me",                     PERM_SIGNED_IN,     get_me,             NULL, NULL, &me_shape, 0, "Who am I, and what may I do" },
    { PATCH,   "/api/me",                     PERM_SIGNED_IN,     change_me,          NULL, &me_draft_shape, &me_shape, AUDITED, "Change my name or language" },
    { POST,    "/api/me/password",            PERM_SIGNED_IN,     change_password,    NULL, &password_change_shape, NULL, AUDITED | OUTSIDE | NO_BODY, "Change my password; ends my other sessions" },
    { GET,     "/api/users",                  PERM_USER_READ,     list_users,         &page_query_shape, NULL, &user_page_shape, 0, "List users" },
    { POST,    "/api/users",                  PERM_USER_WRITE,    create_user,        NULL, &user_draft_shape, &user_shape, CHANGE | OUTSIDE | CREATED, "Create a user" },
    { GET,     "/api/users/{id}",             PERM_USER_READ,     get_user,           NULL, NULL, &user_shape, 0, "Read one user" },
    { PUT,     "/api/users/{id}",             PERM_USER_WRITE,    update_user,        NULL, &user_draft_shape, &user_shape, CHANGE | OUTSIDE | IF_MATCH, "Change a user" },
    { DELETE_, "/api/users/{id}",             PERM_USER_WRITE,    delete_user,        NULL, NULL, NULL, AUDITED | NO_BODY | IF_MATCH, "Delete a user" },
    { GET,     "/api/api-keys",               PERM_API_KEY_WRITE, list_keys,          NULL, NULL, &api_key_page_shape, 0, "List API keys" },
    { POST,    "/api/api-keys",               PERM_API_KEY_WRITE, create_key,         NULL, &api_key_draft_shape, &api_key_shape, AUDITED | CREATED, "Create an API key; it is shown once" },
    { DELETE_, "/api/api-keys/{id}",          PERM_API_KEY_WRITE, delete_key,         NULL, NULL, NULL, AUDITED | NO_BODY, "Revoke an API key" },
    { GET,     "/api/notifications",          PERM_SIGNED_IN,     list_notifications, &notification_query_shape, NULL, &notification_page_shape, 0, "My notifications" },
    { POST,    "/api/notifications/{id}/read", PERM_SIGNED_IN,    read_notification,  NULL, NULL, NULL, AUDITED | NO_BODY, "Mark a notification as read" },
    { POST,    "/api/notifications/read-all", PERM_SIGNED_IN,     read_all_notifications, NULL, NULL, NULL, AUDITED | NO_BODY, "Mark all notifications as read" },
    { GET,     "/api/audit",                  PERM_AUDIT_READ,    list_audit,         &audit_filter_shape, NULL, &audit_row_page_shape, 0, "Who did what" },
    { GET,     "/api/audit/verify",           PERM_AUDIT_READ,    verify_audit,       NULL, NULL, &audit_verdict_shape, 0, "Whether the audit is as it was written" },
    { GET,     "/api/departments",  PERM_ORG_READ,  DIRECTORY(departments),   NULL, NULL, &DIRECTORY(department_page_shape), 0, "All departments, flat" },
    { GET,     "/api/staff",        PERM_ORG_READ,  DIRECTORY(staff_page),    &staff_filter_shape, NULL, &DIRECTORY(staff_page_shape), 0, "Search staff" },
    { GET,     "/api/staff/{id}",   PERM_ORG_READ,  DIRECTORY(staff),         NULL, NULL, &staff_shape, 0, "Read one member of staff" },
    { PUT,     "/api/staff/{id}",   PERM_ORG_WRITE, DIRECTORY(set_store),     NULL, &DIRECTORY(store_of_staff_shape), &staff_shape, AUDITED | IDEMPOTENT | IF_MATCH, "Say in which store a member works" },
    { GET,     "/api/regions",      PERM_ORG_READ,  DIRECTORY(regions),       NULL, NULL, &DIRECTORY(region_page_shape), 0, "All regions, flat" },
    { POST,    "/api/regions",      PERM_ORG_WRITE, DIRECTORY(create_region), NULL, &region_shape, &region_shape, AUDITED | IDEMPOTENT | CREATED, "Create a region" },
    { PUT,     "/api/regions/{id}", PERM_ORG_WRITE, DIRECTORY(update_region), NULL, &region_shape, &region_shape, AUDITED | IDEMPOTENT | IF_MATCH, "Change a region" },
    { DELETE_, "/api/regions/{id}", PERM_ORG_WRITE, DIRECTORY(delete_region), NULL, NULL, NULL, AUDITED | NO_BODY | IF_MATCH, "Delete an empty region" },
    { GET,     "/api/stores",       PERM_ORG_READ,  DIRECTORY(stores),        &store_filter_shape, NULL, &DIRECTORY(store_page_shape), 0, "Search stores" },
    { POST,    "/api/stores",       PERM_ORG_WRITE, DIRECTORY(create_store),  NULL, &store_shape, &store_shape, AUDITED | IDEMPOTENT | CREATED, "Create a store" },
    { GET,     "/api/stores/{id}",  PERM_ORG_READ,  DIRECTORY(store),         NULL, NULL, &store_shape, 0, "Read one store" },
    { PUT,     "/api/stores/{id}",  PERM_ORG_WRITE, DIRECTORY(update_store),  NULL, &store_shape, &store_shape, AUDITED | IDEMPOTENT | IF_MATCH, "Change a store" },
    { DELETE_, "/api/stores/{id}",  PERM_ORG_WRITE, DIRECTORY(delete_store),  NULL, NULL, NULL, AUDITED | NO_BODY | IF_MATCH, "Delete a store nobody works in" },
};
// clang-format on
const RouteList org_routes = ROUTE_LIST("org", routes);
