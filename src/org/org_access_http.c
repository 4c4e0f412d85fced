/* org_access_http.c -- the routes of rights: roles, seeing as another, codes, sessions, security. */
#include "org/org_http.h"
#include "org/org_me.h"
#include "org/org_role_edit.h"
#include "org/org_security.h"
#include "org/org_session_list.h"
#include "org/org_totp.h"

typedef struct Page { Rows items; Str next_cursor; } Page;
typedef struct CopyDraft { Str name; } CopyDraft;
typedef struct MoveQuery { int64_t move_to; } MoveQuery;
typedef struct PasswordDraft { Str password; } PasswordDraft;
typedef struct CodeDraft { Str code; } CodeDraft;
typedef struct DisableDraft { Str password, code; } DisableDraft;

// clang-format off
#define PAGE_SHAPE(stem, Name)                                                         \
    static const Field stem##_page_fields[] = {                                        \
        FIELD_LIST(Page, items, stem##_shape, .flags = 0), FIELD(Page, next_cursor),   \
    };                                                                                 \
    static const Shape stem##_page_shape = { .name = Name, .fields = stem##_page_fields, \
        .count = COUNT(stem##_page_fields), .size = sizeof(Page) }
PAGE_SHAPE(role, "RolePage");
PAGE_SHAPE(user, "UserPage");
PAGE_SHAPE(permission_view, "PermissionPage");
PAGE_SHAPE(session_view, "SessionPage");
static const Field copy_fields[] = { FIELD_WITH(CopyDraft, name, .flags = REQUIRED, .min = 1, .max = 40) };
static const Shape copy_shape = SHAPE(CopyDraft, copy_fields);
static const Field move_query_fields[] = { FIELD_ID(MoveQuery, move_to, .about = "The role its holders get in its place") };
static const Shape move_query_shape = SHAPE(MoveQuery, move_query_fields);
static const Field password_fields[] = { FIELD_WITH(PasswordDraft, password, .min = 1, .max = 200, .about = "Absent: who came by WeCom just now") };
static const Shape password_shape = SHAPE(PasswordDraft, password_fields);
static const Field code_fields[] = { FIELD_WITH(CodeDraft, code, .flags = REQUIRED, .min = 1, .max = 40) };
static const Shape code_shape = SHAPE(CodeDraft, code_fields);
static const Field disable_fields[] = {
    FIELD_WITH(DisableDraft, password, .min = 1, .max = 200, .about = "Absent: who came by WeCom just now"),
    FIELD_WITH(DisableDraft, code, .flags = REQUIRED, .min = 1, .max = 40),
};
static const Shape disable_shape = SHAPE(DisableDraft, disable_fields);
// clang-format on

static void note(Call *call, const char *noun, int64_t id)
{
    call->object = str_fmt(call->cx->arena, "%s:%lld", noun, (long long)id);
}

static Str token_of(const Call *call) { return http_cookie(call->request, S("weft_session")); }

/* ---- roles ------------------------------------------------------------------ */

static Code list_roles(Call *call) { return org_role_list(call->cx, &((Page *)call->out)->items); }

static Code list_permissions(Call *call)
{
    return org_role_permission_list(call->cx, &((Page *)call->out)->items);
}

static Code get_role(Call *call) { return org_role_get(call->cx, (RoleId){ call->id }, call->out); }

static Code create_role(Call *call)
{
    TRY(org_role_create(call->cx, call->in, call->out));
    note(call, "role", ((const Role *)call->out)->id);
    return OK;
}

static Code update_role(Call *call)
{
    note(call, "role", call->id);
    return org_role_update(call->cx, (RoleId){ call->id }, call->if_match, call->in, call->out);
}

static Code copy_role(Call *call)
{
    TRY(org_role_copy(call->cx, (RoleId){ call->id }, ((const CopyDraft *)call->in)->name,
                      call->out));
    note(call, "role", ((const Role *)call->out)->id);
    return OK;
}

static Code delete_role(Call *call)
{
    note(call, "role", call->id);
    return org_role_delete(call->cx, (RoleId){ call->id }, call->if_match,
                           ((const MoveQuery *)call->query)->move_to);
}

static Code list_holders(Call *call)
{
    Role role;
    TRY(org_role_get(call->cx, (RoleId){ call->id }, &role));
    return org_role_holders(call->cx, (RoleId){ call->id }, &((Page *)call->out)->items);
}

/* ---- seeing as another -------------------------------------------------------- */

static Code start_view(Call *call)
{
    const ViewDraft *draft = call->in;
    note(call, draft->user_id != 0 ? "user" : "role",
         draft->user_id != 0 ? draft->user_id : draft->role_id);
    return org_view_start(call->cx, token_of(call), draft);
}

static Code end_view(Call *call) { return org_view_end(call->cx, token_of(call)); }

/* ---- codes beside the password -------------------------------------------------- */

static Code get_totp(Call *call)
{
    TRY(org_session_require(call->cx));
    return org_totp_state(call->cx, token_of(call), call->out);
}

static Code enrol_totp(Call *call)
{
    TRY(org_session_require(call->cx));
    return org_totp_enrol(call->cx, ((const PasswordDraft *)call->in)->password, token_of(call), call->out);
}

static Code confirm_totp(Call *call)
{
    TRY(org_session_require(call->cx));
    return org_totp_confirm(call->cx, ((const CodeDraft *)call->in)->code, token_of(call),
                            call->out);
}

static Code renew_codes(Call *call)
{
    TRY(org_session_require(call->cx));
    return org_totp_renew(call->cx, ((const CodeDraft *)call->in)->code, call->out);
}

static Code disable_totp(Call *call)
{
    const DisableDraft *draft = call->in;
    TRY(org_session_require(call->cx));
    return org_totp_disable(call->cx, draft->password, draft->code, token_of(call));
}

static Code reset_totp(Call *call)
{
    note(call, "user", call->id);
    return org_totp_reset(call->cx, (UserId){ call->id });
}

/* ---- sessions ---------------------------------------------------------------------- */

static Code list_own(Call *call)
{
    TRY(org_session_require(call->cx));
    return org_session_list(call->cx, (UserId){ call->cx->user_id }, token_of(call),
                            &((Page *)call->out)->items);
}

static Code end_own(Call *call)
{
    note(call, "session", call->id);
    TRY(org_session_require(call->cx));
    return org_session_end_own(call->cx, call->id);
}

static Code end_others(Call *call)
{
    TRY(org_session_require(call->cx));
    return org_session_end_others(call->cx, token_of(call));
}

static Code list_sessions(Call *call)
{
    return org_session_list(call->cx, (UserId){ call->id }, token_of(call),
                            &((Page *)call->out)->items);
}

static Code end_sessions(Call *call)
{
    note(call, "user", call->id);
    return org_session_end_user(call->cx, (UserId){ call->id });
}

static Code end_session(Call *call)
{
    note(call, "session", call->id);
    return org_session_end(call->cx, call->id);
}

/* ---- security ------------------------------------------------------------------------- */

static Code get_security(Call *call)
{
    return org_security_get(call->cx, call->request->address, call->out);
}

static Code set_security(Call *call)
{
    note(call, "tenant", call->cx->tenant_id);
    return org_security_set(call->cx, call->if_match, call->in, call->request->address, call->out);
}

// clang-format off
static const Route routes[] = {
    { GET,     "/api/permissions",                PERM_USER_READ,      list_permissions, NULL, NULL, &permission_view_page_shape, 0, "Every permission a role can have" },
    { GET,     "/api/roles",                      PERM_USER_READ,      list_roles,    NULL, NULL, &role_page_shape, 0, "List roles" },
    { POST,    "/api/roles",                      PERM_ROLE_WRITE,     create_role,   NULL, &role_draft_shape, &role_shape, AUDITED | IDEMPOTENT | CREATED, "Create a role" },
    { GET,     "/api/roles/{id}",                 PERM_USER_READ,      get_role,      NULL, NULL, &role_shape, 0, "Read one role" },
    { PUT,     "/api/roles/{id}",                 PERM_ROLE_WRITE,     update_role,   NULL, &role_draft_shape, &role_shape, AUDITED | IDEMPOTENT | IF_MATCH, "Change a role; its holders work by it at once" },
    { DELETE_, "/api/roles/{id}",                 PERM_ROLE_WRITE,     delete_role,   &move_query_shape, NULL, NULL, AUDITED | NO_BODY | IF_MATCH, "Delete a role nobody holds, or give its holders another" },
    { POST,    "/api/roles/{id}/copy",            PERM_ROLE_WRITE,     copy_role,     NULL, &copy_shape, &role_shape, AUDITED | IDEMPOTENT | CREATED, "A custom role like another" },
    { GET,     "/api/roles/{id}/users",           PERM_USER_READ,      list_holders,  NULL, NULL, &user_page_shape, 0, "Who has a role" },
    { POST,    "/api/me/view-as",                 PERM_USER_VIEW_AS,   start_view,    NULL, &view_draft_shape, NULL, AUDITED | NO_BODY, "See the console as another user or role, read-only" },
    { DELETE_, "/api/me/view-as",                 PERM_SIGNED_IN,      end_view,      NULL, NULL, NULL, AUDITED | NO_BODY | VIEWING, "See with one's own eyes again" },
    { GET,     "/api/me/totp",                    PERM_SIGNED_IN,      get_totp,      NULL, NULL, &totp_state_shape, 0, "Whether I give a code beside the password" },
    { POST,    "/api/me/totp/enrol",              PERM_SIGNED_IN,      enrol_totp,    NULL, &password_shape, &totp_enrolment_shape, AUDITED | OUTSIDE, "A secret for my authenticator, not in force yet" },
    { POST,    "/api/me/totp/confirm",            PERM_SIGNED_IN,      confirm_totp,  NULL, &code_shape, &recovery_codes_shape, AUDITED, "From now on I give codes; answers recovery codes, once" },
    { POST,    "/api/me/totp/recovery-codes",     PERM_SIGNED_IN,      renew_codes,   NULL, &code_shape, &recovery_codes_shape, AUDITED | OUTSIDE, "New recovery codes in place of the old" },
    { POST,    "/api/me/totp/disable",            PERM_SIGNED_IN,      disable_totp,  NULL, &disable_shape, NULL, AUDITED | OUTSIDE | NO_BODY, "No codes any more" },
    { GET,     "/api/me/sessions",                PERM_SIGNED_IN,      list_own,      NULL, NULL, &session_view_page_shape, 0, "Where I am signed in" },
    { DELETE_, "/api/me/sessions/{id}",           PERM_SIGNED_IN,      end_own,       NULL, NULL, NULL, AUDITED | NO_BODY, "Sign one of my browsers out" },
    { POST,    "/api/me/sessions/end-others",     PERM_SIGNED_IN,      end_others,    NULL, NULL, NULL, AUDITED | NO_BODY, "Sign out all my browsers but this one" },
    { DELETE_, "/api/users/{id}/totp",            PERM_USER_WRITE,     reset_totp,    NULL, NULL, NULL, AUDITED | NO_BODY, "Somebody lost his authenticator: the password alone, until he enrols anew" },
    { GET,     "/api/users/{id}/sessions",        PERM_USER_READ,      list_sessions, NULL, NULL, &session_view_page_shape, 0, "Where a user is signed in" },
    { DELETE_, "/api/users/{id}/sessions",        PERM_USER_WRITE,     end_sessions,  NULL, NULL, NULL, AUDITED | NO_BODY, "Sign a user out everywhere" },
    { DELETE_, "/api/sessions/{id}",              PERM_USER_WRITE,     end_session,   NULL, NULL, NULL, AUDITED | NO_BODY, "Sign one browser of a user out" },
    { GET,     "/api/security",                   PERM_SECURITY_WRITE, get_security,  NULL, NULL, &security_shape, 0, "Who must give a code, and from where one may sign in" },
    { PUT,     "/api/security",                   PERM_SECURITY_WRITE, set_security,  NULL, &security_draft_shape, &security_shape, AUDITED | IF_MATCH, "Set who must give a code, and from where one may sign in" },
};
// clang-format on
const RouteList org_access_routes = ROUTE_LIST("org", routes);
