/* org_me.c -- who am I, and who did what. */
#include "org/org_me.h"

#include "org/org_security.h"
#include "org/org_sql.h"

static const Field me_user_fields[] = {
    FIELD_ID(MeUser, id, .flags = 0),
    FIELD(MeUser, name),
    FIELD(MeUser, display_name),
    FIELD(MeUser, avatar),
    FIELD(MeUser, locale),
    FIELD_ID(MeUser, role_id, .flags = 0),
    FIELD(MeUser, role_name),
    FIELD_ID(MeUser, staff_id, .flags = 0),
};
static const Shape me_user_shape = SHAPE(MeUser, me_user_fields);
static const Field me_fields[]   = {
      FIELD_OBJECT(Me, user, me_user_shape, .flags = 0),
      FIELD_OBJECT(Me, tenant, tenant_shape, .flags = 0),
      FIELD(Me, permissions),
      FIELD(Me, modules),
      FIELD_ENUM(Me, scope, scope_words),
      FIELD_OBJECT(Me, masks, masks_shape, .flags = 0),
      FIELD(Me, landing),
      FIELD_OBJECT(Me, view_as, view_brief_shape, .flags = 0),
      FIELD(Me, has_totp),
      FIELD(Me, must_enrol_totp),
      FIELD(Me, version),
      FIELD_TIME(Me, now_ms, .flags = 0),
};
const Shape        me_shape           = SHAPE(Me, me_fields);
static const Field audit_row_fields[] = {
    FIELD_ID(AuditRow, id, .flags = 0),
    FIELD(AuditRow, actor),
    FIELD(AuditRow, user_name),
    FIELD(AuditRow, action),
    FIELD(AuditRow, object),
    FIELD(AuditRow, outcome),
    FIELD_JSON(AuditRow, detail, .flags = 0),
    FIELD(AuditRow, request_id),
    FIELD(AuditRow, address),
    FIELD_TIME(AuditRow, at_ms, .flags = 0),
};
const Shape audit_row_shape = SHAPE(AuditRow, audit_row_fields);

/* What the role at work gives: one's own, or the one whose eyes one looks through. */
static Code fill_rights(Ctx *cx, Str token, const User *user, Me *me)
{
    Role      role     = { 0 };
    ViewBrief view     = { 0 };
    Security  security = { 0 };
    bool      is_view = false, found = false;
    me->masks    = mask_decided(&cx->masks);
    me->scope    = SCOPE_ALL;
    me->has_totp = user->has_totp;
    TRY(org_view_find(cx, token, &view, &is_view));
    if (is_view) me->view_as = view;
    const int64_t role_id = is_view ? view.role_id : user->role_id;
    TRY(cx_find(cx, &org_sql_role_by_id, &role, &found, ARGS(V(cx->tenant_id), V(role_id))));
    if (found) TRY(org_role_get(cx, (RoleId){ role_id }, &role));
    if (found) me->scope = role.scope;
    me->landing = found ? role.landing : S("/");
    TRY(org_security_get(cx, (Str){ 0 }, &security));
    /* Without permissions, because he has to enrol first. */
    me->must_enrol_totp = security.is_totp_required && found && !user->has_totp && token.len > 0 &&
                          me->permissions.count == 0;
    return OK;
}

Code org_me_get(Ctx *cx, Str token, Me *me)
{
    User user  = { 0 };
    bool found = false;
    TRY(org_tenant_get(cx, cx->tenant_id, &me->tenant));
    /* A key of the command line belongs to no user. */
    TRY(cx_find(cx, &org_sql_user_by_id, &user, &found,
                ARGS(V(cx->tenant_id), V(cx->user_id), V((int64_t)0))));
    me->user              = (MeUser){ .id        = user.id,
                                      .name      = user.name,
                                      .locale    = user.locale,
                                      .role_id   = user.role_id,
                                      .role_name = user.role_name,
                                      .staff_id  = user.staff_id };
    me->user.display_name = user.display_name;
    if (user.staff_id != 0) {
        Staff staff = { 0 };
        TRY(cx_find(cx, &org_sql_staff_by_id, &staff, &found,
                    ARGS(V(cx->tenant_id), V(user.staff_id), V((int64_t)0))));
        me->user.avatar = staff.avatar;
    }
    me->permissions = permission_set_words(cx->arena, &cx->permissions);
    TRY(org_module_mine(cx, &me->modules));
    me->version = S(WEFT_VERSION);
    me->now_ms  = cx->now_ms;
    return fill_rights(cx, token, &user, me);
}

Code org_me_change(Ctx *cx, Str display_name, Str locale)
{
    User user;
    TRY(org_user_get(cx, (UserId){ cx->user_id }, &user));
    const Str name = str_trim(display_name);
    return cx_run(cx, &org_sql_user_set_profile, NULL,
                  ARGS(V(cx->tenant_id), V(cx->user_id), V(name.len > 0 ? name : user.display_name),
                       V(locale.len > 0 ? locale : user.locale)));
}

/* ---- audit ------------------------------------------------------------------ */

static Str name_of(Rows names, int64_t user_id)
{
    for (size_t i = 0; i < names.count; i++)
        if (ROWS_AT(OrgName, names, i)->id == user_id) return ROWS_AT(OrgName, names, i)->name;
    return (Str){ 0 };
}

Code org_me_audit(Ctx *cx, const AuditFilter *filter, Rows *items, Str *next_cursor)
{
    Rows lines = { 0 }, names = { 0 };
    TRY(audit_list(cx, filter, &lines, next_cursor));
    TRY(cx_list(cx, &org_sql_user_names, &names, ARGS(V(cx->tenant_id))));
    AuditRow *rows = arena_make(cx->arena, AuditRow, lines.count);
    for (size_t i = 0; i < lines.count; i++) {
        const Audit *line = ROWS_AT(Audit, lines, i);
        rows[i]           = (AuditRow){ .id         = line->id,
                                        .actor      = line->actor,
                                        .user_name  = name_of(names, line->user_id),
                                        .action     = line->action,
                                        .object     = line->object,
                                        .outcome    = line->outcome,
                                        .detail     = line->detail,
                                        .request_id = line->request_id,
                                        .address    = line->address,
                                        .at_ms      = line->at_ms };
    }
    *items = (Rows){ rows, lines.count };
    return OK;
}
