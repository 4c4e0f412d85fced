/* org_user.c -- users: who may sign in, and with which role. */
#include "org/org_role.h"
#include "org/org_scope_sql.h"
#include "org/org_view_sql.h"

enum { PASSWORD_CHARS_MIN = 8 };

/* ---- reading -------------------------------------------------------------- */

/* Both are ordered by user. */
static Code fill_places(Ctx *cx, Rows *users)
{
    int64_t *ids    = arena_make(cx->arena, int64_t, users->count);
    Rows     places = { 0 };
    size_t   at     = 0;
    for (size_t i = 0; i < users->count; i++) ids[i] = ROWS_AT(User, *users, i)->id;
    TRY(org_scope_places(cx, (Ids){ ids, users->count }, &places));
    for (size_t i = 0; i < users->count; i++) {
        User        *user  = ROWS_AT(User, *users, i);
        const size_t first = at;
        while (at < places.count && ROWS_AT(UserPlace, places, at)->user_id == user->id) at++;
        user->places = (Rows){ ROWS_AT(UserPlace, places, first), at - first };
    }
    return OK;
}

Code org_user_get(Ctx *cx, UserId id, User *out)
{
    TRY(cx_one(cx, &org_sql_user_by_id, out, ARGS(V(cx->tenant_id), V(id.v), V(cx->scope_id))));
    ASSERT(out->tenant_id == cx->tenant_id);
    return fill_places(cx, &(Rows){ out, 1 });
}

Code org_user_list(Ctx *cx, Str cursor, int64_t limit, Rows *users, Str *next_cursor)
{
    int64_t after = 0;
    TRY(page_keys(cx, cursor, 0, &after, 1));
    const int64_t count = page_limit(limit);
    TRY(cx_list(cx, &org_sql_user_page, users,
                ARGS(V(cx->tenant_id), V(after), V(count + 1), V(cx->scope_id))));
    if ((int64_t)users->count > count) {
        users->count = (size_t)count;
        *next_cursor = page_cursor(cx->arena, &ROWS_AT(User, *users, count - 1)->id, 1);
    }
    return fill_places(cx, users);
}

Code org_user_find_by_name(Ctx *cx, Str name, User *out, bool *found)
{
    return cx_find(cx, &org_sql_user_by_name, out, found, ARGS(V(str_trim(name))));
}

Code org_user_find_by_staff(Ctx *cx, StaffId id, User *out, bool *found)
{
    return cx_find(cx, &org_sql_user_by_staff, out, found, ARGS(V(cx->tenant_id), V(id.v)));
}

/* ---- rules ------------------------------------------------------------------ */

static Code check_password(Ctx *cx, Str password)
{
    REQUIRE(cx, str_chars(password) >= PASSWORD_CHARS_MIN, ERR_INVALID, "user.password_too_short");
    return OK;
}

static Code check_name(Ctx *cx, Str name, int64_t own_id)
{
    User known = { 0 };
    bool found = false;
    REQUIRE(cx, name.len > 0, ERR_INVALID, "user.name_missing");
    TRY(org_user_find_by_name(cx, name, &known, &found));
    REQUIRE(cx, !found || known.id == own_id, ERR_CONFLICT, "user.name_taken");
    return OK;
}

/* Absence of what is named is the caller's mistake here, not a missing page.  `was_so`: he was
 * enabled as that member before. */
static Code check_links(Ctx *cx, const User *user, bool was_so, Role *role)
{
    bool found = false;
    TRY(cx_find(cx, &org_sql_role_by_id, role, &found, ARGS(V(cx->tenant_id), V(user->role_id))));
    REQUIRE(cx, found, ERR_INVALID, "user.unknown_role");
    TRY(org_role_get(cx, (RoleId){ role->id }, role));
    if (user->staff_id == 0) return OK;
    Staff staff = { 0 };
    TRY(cx_find(cx, &org_sql_staff_by_id, &staff, &found,
                ARGS(V(cx->tenant_id), V(user->staff_id), V(cx->scope_id))));
    REQUIRE(cx, found, ERR_INVALID, "user.unknown_staff");
    REQUIRE(cx, user->is_disabled || was_so || staff.status != STAFF_DISABLED, ERR_CONFLICT,
            "user.staff_disabled");
    return OK;
}

static bool is_admin_word(RoleWord word) { return word == ROLE_ADMIN || word == ROLE_OWNER; }

/* Somebody must be left who can give rights.  Under the lock: two who demote each other at once
 * come one after the other. */
static Code check_admin_left(Ctx *cx, int64_t user_id)
{
    OrgNumber others = { 0 };
    TRY(cx_one(cx, &org_sql_user_other_admins, &others, ARGS(V(cx->tenant_id), V(user_id))));
    REQUIRE(cx, others.n > 0, ERR_CONFLICT, "user.last_admin");
    return OK;
}

/* Whether the user who is to be changed is one of those. */
static Code is_admin(Ctx *cx, const User *user, bool *out)
{
    Role role = { 0 };
    TRY(org_role_get(cx, (RoleId){ user->role_id }, &role));
    TRY(org_role_within_own(cx, &role));
    *out = is_admin_word(role.word) && !user->is_disabled;
    return OK;
}

/* ---- changing --------------------------------------------------------------- */

static Str or_else(Str given, Str otherwise) { return given.len > 0 ? given : otherwise; }

static Code insert(Ctx *cx, User *user, Rows places, Str hash)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(org_scope_sql_lock(cx)); /* the role does not go meanwhile */
    Role role = { 0 };
    if (user->role_id == 0) {
        TRY(org_role_preset(cx, ROLE_OPERATOR, &role));
        user->role_id = role.id;
    }
    TRY(check_links(cx, user, false, &role));
    TRY(org_role_within_own(cx, &role));
    TRY(check_name(cx, user->name, 0));
    TRY(cx_insert(cx, &org_sql_user, user));
    TRY(cx_run(cx, &org_sql_user_set_password, NULL, ARGS(V(cx->tenant_id), V(user->id), V(hash))));
    TRY(org_scope_set_places(cx, (UserId){ user->id }, places));
    TRY(org_scope_refresh(cx, (UserId){ user->id }));
    TRY(org_scope_within_own(cx, (UserId){ user->id }));
    return cx_commit(cx, &txn);
}

Code org_user_create(Ctx *cx, const UserDraft *draft, User *out)
{
    ASSERT(cx->depth == 0); /* hashing takes a tenth of a second: not while others wait */
    TRY(check_password(cx, draft->password));
    const Str hash = password_hash(cx, draft->password);
    const Str name = str_trim(draft->name);
    User      user = { .id            = cx_new_id(cx),
                       .tenant_id     = cx->tenant_id,
                       .name          = name,
                       .display_name  = or_else(str_trim(draft->display_name), name),
                       .role_id       = draft->role_id,
                       .staff_id      = draft->staff_id,
                       .locale        = or_else(draft->locale, S("zh-CN")),
                       .is_disabled   = draft->is_disabled,
                       .created_at_ms = cx->now_ms,
                       .revision      = 1 };
    TRY(insert(cx, &user, draft->places, hash));
    return org_user_get(cx, (UserId){ user.id }, out);
}

/* What follows from other rights: whom he sees, through whose eyes he looks, what his open pages
 * are told. */
static Code settle(Ctx *cx, const User *old, const User *user)
{
    TRY(org_scope_refresh(cx, (UserId){ user->id }));
    TRY(org_scope_within_own(cx, (UserId){ user->id }));
    if (old->role_id == user->role_id && old->staff_id == user->staff_id && !user->is_disabled)
        return OK;
    TRY(org_view_sql_end_user(cx, user->id));
    return org_role_tell(cx, str_fmt(cx->arena, "user:%lld", (long long)user->id));
}

static Code write_changes(Ctx *cx, const User *old, const User *user, int64_t revision, Str hash)
{
    Role role = { 0 };
    bool was = false, stays = false;
    TRY(check_links(cx, user, !old->is_disabled && old->staff_id == user->staff_id, &role));
    TRY(org_role_within_own(cx, &role));
    TRY(check_name(cx, user->name, user->id));
    TRY(is_admin(cx, old, &was));
    stays = is_admin_word(role.word) && !user->is_disabled;
    if (was && !stays) TRY(check_admin_left(cx, user->id));
    int64_t changed = 0;
    TRY(cx_run(cx, &org_sql_user_update, &changed,
               ARGS(V(cx->tenant_id), V(user->id), V(revision), V(user->name),
                    V(user->display_name), V(user->role_id), V(user->staff_id),
                    V(user->is_disabled), V(user->is_shut_out), V(user->locale))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "user.changed_meanwhile");
    if (hash.len > 0)
        TRY(cx_run(cx, &org_sql_user_set_password, NULL,
                   ARGS(V(cx->tenant_id), V(user->id), V(hash))));
    if (hash.len > 0 || user->is_disabled) TRY(org_session_end_all(cx, (UserId){ user->id }));
    return settle(cx, old, user);
}

Code org_user_update(Ctx *cx, UserId id, int64_t revision, const UserDraft *draft, User *out)
{
    ASSERT(cx->depth == 0);
    Str hash = { 0 };
    if (draft->password.len > 0) {
        TRY(check_password(cx, draft->password));
        hash = password_hash(cx, draft->password);
    }
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(org_scope_sql_lock(cx));
    User old;
    TRY(org_user_get(cx, id, &old));
    User user         = old;
    user.name         = or_else(str_trim(draft->name), old.name);
    user.display_name = or_else(str_trim(draft->display_name), old.display_name);
    user.locale       = or_else(draft->locale, old.locale);
    user.role_id      = draft->role_id != 0 ? draft->role_id : old.role_id;
    user.staff_id     = draft->staff_id;
    if (!draft->keeps_disabled) user.is_disabled = draft->is_disabled;
    user.is_shut_out = old.is_shut_out && draft->keeps_disabled && user.staff_id == old.staff_id;
    if (!draft->keeps_places) TRY(org_scope_set_places(cx, id, draft->places));
    TRY(write_changes(cx, &old, &user, revision, hash));
    TRY(org_user_get(cx, id, out));
    return cx_commit(cx, &txn);
}

Code org_user_delete(Ctx *cx, UserId id, int64_t revision)
{
    REQUIRE(cx, id.v != cx->user_id, ERR_CONFLICT, "user.self");
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    User user;
    bool admin = false;
    TRY(org_scope_sql_lock(cx));
    TRY(org_user_get(cx, id, &user));
    TRY(is_admin(cx, &user, &admin));
    if (admin) TRY(check_admin_left(cx, id.v));
    int64_t changed = 0;
    TRY(cx_run(cx, &org_sql_user_delete, &changed, ARGS(V(cx->tenant_id), V(id.v), V(revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "user.changed_meanwhile");
    TRY(org_session_end_all(cx, id));
    TRY(org_scope_refresh(cx, id));
    return cx_commit(cx, &txn);
}

Code org_user_set_password(Ctx *cx, UserId id, Str password)
{
    ASSERT(cx->depth == 0);
    TRY(check_password(cx, password));
    const Str hash = password_hash(cx, password);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    int64_t changed = 0;
    TRY(cx_run(cx, &org_sql_user_set_password, &changed, ARGS(V(cx->tenant_id), V(id.v), V(hash))));
    REQUIRE(cx, changed == 1, ERR_NOT_FOUND, "user.not_found");
    TRY(org_session_end_all(cx, id));
    return cx_commit(cx, &txn);
}

Code org_user_change_password(Ctx *cx, Str old_password, Str new_password)
{
    TRY(org_user_check_password(cx, old_password));
    return org_user_set_password(cx, (UserId){ cx->user_id }, new_password);
}

/* Whether nobody else could give rights. */
static Code is_last_admin(Ctx *cx, UserId id, bool *out)
{
    Rows admins = { 0 };
    TRY(cx_list(cx, &org_sql_user_admins, &admins, ARGS(V(cx->tenant_id))));
    *out = admins.count == 1 && ROWS_AT(OrgNumber, admins, 0)->n == id.v;
    return OK;
}

/* He stays, and those who may do something about it are told, once a day. */
static Code keep_last_admin(Ctx *cx, UserId id)
{
    User    user   = { 0 };
    Str     params = { 0 };
    JsonOut out    = json_out(cx->arena, 2048);
    TRY(org_user_get(cx, id, &user));
    json_open_object(&out);
    json_pair_str(&out, S("user_name"), user.display_name);
    json_close_object(&out);
    if (json_out_done(&out, &params) != OK)
        return fail(cx, ERR_INTERNAL, "internal", "a name is too long");
    return org_notify(cx,
                      &(NotificationDraft){
                          .kind          = S("user.last_admin"),
                          .severity      = S("warning"),
                          .to_holders_of = PERM_USER_WRITE,
                          .params        = params,
                          .link          = S("/settings/users"),
                          .key = str_fmt(cx->arena, "user.last_admin:%lld:%lld", (long long)id.v,
                                         (long long)day_of(cx->now_ms, cx->zone)) });
}

static Code follow(Ctx *cx, UserId id, StaffStatus status)
{
    const bool is_shut_out = status == STAFF_DISABLED, is_out = is_shut_out || status == STAFF_LEFT;
    bool       is_last = false;
    if (is_out) TRY(is_last_admin(cx, id, &is_last));
    if (is_last) return keep_last_admin(cx, id);
    TRY(cx_run(cx, &org_sql_user_follow, NULL,
               ARGS(V(cx->tenant_id), V(id.v), V(is_out), V(is_shut_out))));
    if (is_out) TRY(org_view_sql_end_user(cx, id.v));
    TRY(org_scope_refresh(cx, id));
    return is_out ? org_session_end_all(cx, id) : OK;
}

Code org_user_follow_staff(Ctx *cx)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Rows apart = { 0 };
    TRY(org_scope_sql_lock(cx)); /* who is apart now is so until the end */
    TRY(cx_list(cx, &org_sql_user_apart, &apart, ARGS(V(cx->tenant_id))));
    for (size_t i = 0; i < apart.count; i++) {
        const OrgName *one = ROWS_AT(OrgName, apart, i);
        TRY(follow(cx, (UserId){ one->id }, (StaffStatus)value_of(&staff_status_words, one->name)));
    }
    return cx_commit(cx, &txn);
}
