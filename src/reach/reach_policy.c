/* reach_policy.c -- welcome policies as people write them.  The choice is reach_choose.c;
 * statements are in reach_sql.c. */
#include "reach/reach_policy.h"

#include "channel/channel.h"
#include "reach/reach_sql.h"
#include "wire/shape_json.h"

enum { LIST_MAX = 64 * 1024 };

static Str object_of(Ctx *cx, int64_t id)
{
    return str_fmt(cx->arena, "welcome_policy:%lld", (long long)id);
}

static Code emit(Ctx *cx, int64_t id)
{
    return event_emit(cx, EV_WELCOME_POLICY_CHANGED, (EventDraft){ .object = object_of(cx, id) });
}

/* ---- lists as text and back ---------------------------------------------------------- */

static Code ids_text(Ctx *cx, Ids ids, Str *text)
{
    JsonOut json = json_out(cx->arena, LIST_MAX);
    json_open_array(&json);
    for (size_t i = 0; i < ids.count; i++) json_put_id(&json, ids.at[i]);
    json_close_array(&json);
    return json_out_done(&json, text);
}

static Code windows_text(Ctx *cx, Rows windows, Str *text)
{
    JsonOut json = json_out(cx->arena, LIST_MAX);
    json_open_array(&json);
    for (size_t i = 0; i < windows.count; i++)
        shape_to_json(&json, &window_view_shape, ROWS_AT(WindowView, windows, i), cx->zone);
    json_close_array(&json);
    return json_out_done(&json, text);
}

static Code parse(Ctx *cx, Str text, const Json **out)
{
    JsonError  error = { 0 };
    const Code code  = json_parse(cx->arena, text, JSON_LIMITS, out, &error);
    if (code != OK) return fail(cx, ERR_INTERNAL, "welcome_policy.unreadable", "%s", error.reason);
    return OK;
}

static Code ids_of(Ctx *cx, Str text, Ids *out)
{
    const Json *json = NULL;
    TRY(parse(cx, text, &json));
    int64_t *ids   = arena_make(cx->arena, int64_t, json->count);
    size_t   count = 0;
    for (size_t i = 0; json->kind == JSON_ARRAY && i < json->count; i++)
        if (str_to_i64(json->as.first[i].as.str, &ids[count])) count++;
    *out = (Ids){ ids, count };
    return OK;
}

static Code windows_of(Ctx *cx, Str text, Rows *out)
{
    const Json *json = NULL;
    TRY(parse(cx, text, &json));
    WindowView *views = arena_make(cx->arena, WindowView, json->count);
    for (size_t i = 0; json->kind == JSON_ARRAY && i < json->count; i++) {
        ShapeError error = { 0 };
        if (shape_from_json(cx->arena, &window_view_shape, &json->as.first[i], &views[i], NULL,
                            &error) != OK)
            return fail(cx, ERR_INTERNAL, "welcome_policy.unreadable", "%s", error.reason);
    }
    *out = (Rows){ views, json->count };
    return OK;
}

Code reach_policy_window(Ctx *cx, const WindowView *view, Str field, WeekWindow *out)
{
    WeekWindow window = { 0 };
    for (size_t i = 0; i < view->weekdays.count; i++) {
        const int64_t day = view->weekdays.at[i];
        if (day < 1 || day > 7)
            return fail_field(cx, "welcome_policy.bad_window", field, "weekdays 1..7");
        window.weekdays |= 1u << (day - 1);
    }
    const bool holds = window.weekdays != 0 && clock_parse(view->from, &window.from_minute) &&
                       clock_parse(view->until, &window.until_minute) &&
                       window.from_minute < MINUTES_PER_DAY;
    if (!holds) return fail_field(cx, "welcome_policy.bad_window", field, "09:00..18:00");
    /* "00:00" as an end is the end of that day. */
    if (window.until_minute == 0) window.until_minute = MINUTES_PER_DAY;
    *out = window;
    return OK;
}

Code reach_policy_candidate(Ctx *cx, const WelcomePolicy *policy, ReachCandidate *out)
{
    Rows views = { 0 };
    *out       = (ReachCandidate){ .policy_id     = policy->id,
                                   .name          = policy->name,
                                   .scope         = policy->scope,
                                   .mode          = policy->mode,
                                   .token         = policy->token,
                                   .is_enabled    = policy->is_enabled,
                                   .updated_at_ms = policy->updated_at_ms };
    TRY(ids_of(cx, policy->staff_json, &out->staff_ids));
    TRY(ids_of(cx, policy->department_json, &out->department_ids));
    TRY(windows_of(cx, policy->window_json, &views));
    WeekWindow *windows = arena_make(cx->arena, WeekWindow, views.count);
    for (size_t i = 0; i < views.count; i++)
        TRY(reach_policy_window(cx, ROWS_AT(WindowView, views, i), S("windows"), &windows[i]));
    out->windows      = windows;
    out->window_count = views.count;
    return OK;
}

static Code view_of(Ctx *cx, const WelcomePolicy *policy, PolicyView *out)
{
    *out = (PolicyView){ .id            = policy->id,
                         .name          = policy->name,
                         .scope         = policy->scope,
                         .code_id       = policy->code_id,
                         .is_enabled    = policy->is_enabled,
                         .sent_count    = policy->sent_count,
                         .failed_count  = policy->failed_count,
                         .created_at_ms = policy->created_at_ms,
                         .updated_at_ms = policy->updated_at_ms,
                         .revision      = policy->revision };
    TRY(ids_of(cx, policy->staff_json, &out->staff_ids));
    TRY(ids_of(cx, policy->department_json, &out->department_ids));
    TRY(windows_of(cx, policy->window_json, &out->windows));
    TRY(content_message_parse(cx, policy->message_json, &out->message));
    content_message_urls(cx, &out->message);
    return OK;
}

/* ---- the checks -------------------------------------------------------------------------- */

static bool holds(Ids ids, int64_t id)
{
    for (size_t i = 0; i < ids.count; i++)
        if (ids.at[i] == id) return true;
    return false;
}

/* Somebody who has gone since may stay in a policy that names him; nobody new is taken in who is
 * not there. */
static Code check_known(Ctx *cx, Ids ids, const IdMap *known, Ids kept, const char *reason,
                        const char *field)
{
    for (size_t i = 0; i < ids.count; i++)
        if (!idmap_find(known, ids.at[i]) && !holds(kept, ids.at[i]))
            return fail_field(cx, reason, str_fmt(cx->arena, "%s[%zu]", field, i), NULL);
    return OK;
}

static Code check_staff(Ctx *cx, Ids ids, Ids kept)
{
    Rows   rows  = { 0 };
    IdMap *known = idmap_new(cx->arena);
    if (ids.count == 0) return OK;
    TRY(org_staff_list_by_ids(cx, ids, &rows));
    for (size_t i = 0; i < rows.count; i++) (void)idmap_put(known, ROWS_AT(Staff, rows, i)->id, cx);
    return check_known(cx, ids, known, kept, "welcome_policy.unknown_staff", "staff_ids");
}

static Code check_departments(Ctx *cx, Ids ids, Ids kept)
{
    Rows   rows  = { 0 };
    IdMap *known = idmap_new(cx->arena);
    if (ids.count == 0) return OK;
    TRY(org_department_list(cx, &rows));
    for (size_t i = 0; i < rows.count; i++)
        (void)idmap_put(known, ROWS_AT(Department, rows, i)->id, cx);
    return check_known(cx, ids, known, kept, "welcome_policy.unknown_department", "department_ids");
}

/* `was` is the policy before, of no lists when it is new. */
static Code check(Ctx *cx, const PolicyDraft *draft, const PolicyView *was)
{
    if (draft->scope == WELCOME_SCOPE_CODE)
        return fail_field(cx, "welcome_policy.scope_code", S("scope"),
                          "slot, staff, department, default");
    if (draft->scope == WELCOME_SCOPE_SLOT && draft->windows.count == 0)
        return fail_field(cx, "welcome_policy.window_missing", S("windows"), "1..50");
    if (draft->scope == WELCOME_SCOPE_STAFF && draft->staff_ids.count == 0)
        return fail_field(cx, "welcome_policy.staff_missing", S("staff_ids"), "1..1000");
    if (draft->scope == WELCOME_SCOPE_DEPARTMENT && draft->department_ids.count == 0)
        return fail_field(cx, "welcome_policy.department_missing", S("department_ids"), "1..1000");
    for (size_t i = 0; i < draft->windows.count; i++) {
        WeekWindow window = { 0 };
        TRY(reach_policy_window(cx, ROWS_AT(WindowView, draft->windows, i),
                                str_fmt(cx->arena, "windows[%zu]", i), &window));
    }
    TRY(check_staff(cx, draft->staff_ids, was->staff_ids));
    TRY(check_departments(cx, draft->department_ids, was->department_ids));
    return content_message_check(cx, &draft->message, S("message"));
}

static Code fill(Ctx *cx, const PolicyDraft *draft, WelcomePolicy *policy)
{
    policy->name         = draft->name;
    policy->scope        = draft->scope;
    policy->mode         = WELCOME_POLICY;
    policy->is_enabled   = draft->is_enabled;
    policy->message_json = content_message_json(cx, &draft->message);
    TRY(ids_text(cx, draft->staff_ids, &policy->staff_json));
    TRY(ids_text(cx, draft->department_ids, &policy->department_json));
    return windows_text(cx, draft->windows, &policy->window_json);
}

/* ---- what people do ------------------------------------------------------------------------ */

Code reach_policy_get(Ctx *cx, WelcomePolicyId id, PolicyView *out)
{
    WelcomePolicy policy = { 0 };
    TRY(reach_sql_policy_get(cx, id.v, &policy));
    return view_of(cx, &policy, out);
}

Code reach_policy_list(Ctx *cx, PolicyList *out)
{
    Rows rows = { 0 }, of_codes = { 0 };
    Vec  views = vec_of(cx->arena, PolicyView);
    TRY(reach_sql_policy_list(cx, &rows));
    TRY(reach_sql_policy_of_codes(cx, POLICY_CODES_MAX, &of_codes, &out->code_count));
    for (size_t i = 0; i < of_codes.count; i++)
        TRY(view_of(cx, ROWS_AT(WelcomePolicy, of_codes, i), VEC_ADD(&views, PolicyView)));
    for (int scope = WELCOME_SCOPE_CODE + 1; scope <= WELCOME_SCOPE_DEFAULT; scope++)
        for (size_t i = 0; i < rows.count; i++) {
            const WelcomePolicy *policy = ROWS_AT(WelcomePolicy, rows, i);
            if ((int)policy->scope != scope) continue;
            TRY(view_of(cx, policy, VEC_ADD(&views, PolicyView)));
        }
    out->items = vec_rows(&views);
    return OK;
}

Code reach_policy_create(Ctx *cx, const PolicyDraft *draft, PolicyView *out)
{
    WelcomePolicy policy = { .tenant_id     = cx->tenant_id,
                             .created_at_ms = cx->now_ms,
                             .updated_at_ms = cx->now_ms,
                             .revision      = 1 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(check(cx, draft, &(PolicyView){ 0 }));
    policy.id = cx_new_id(cx);
    TRY(fill(cx, draft, &policy));
    TRY(reach_sql_policy_insert(cx, &policy));
    TRY(content_message_uses(cx, object_of(cx, policy.id), &draft->message));
    TRY(emit(cx, policy.id));
    TRY(view_of(cx, &policy, out));
    return cx_commit(cx, &txn);
}

/* Those of channel codes are changed with their code. */
static Code get_own(Ctx *cx, WelcomePolicyId id, WelcomePolicy *out)
{
    TRY(reach_sql_policy_get(cx, id.v, out));
    REQUIRE(cx, out->scope != WELCOME_SCOPE_CODE, ERR_CONFLICT, "welcome_policy.scope_code");
    return OK;
}

Code reach_policy_update(Ctx *cx, WelcomePolicyId id, int64_t revision, const PolicyDraft *draft,
                         PolicyView *out)
{
    WelcomePolicy policy = { 0 };
    PolicyView    was    = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(get_own(cx, id, &policy));
    TRY(view_of(cx, &policy, &was));
    TRY(check(cx, draft, &was));
    TRY(fill(cx, draft, &policy));
    TRY(reach_sql_policy_save(cx, &policy, revision));
    TRY(content_message_uses(cx, object_of(cx, policy.id), &draft->message));
    TRY(emit(cx, policy.id));
    policy.updated_at_ms = cx->now_ms;
    policy.revision      = revision + 1;
    TRY(view_of(cx, &policy, out));
    return cx_commit(cx, &txn);
}

Code reach_policy_delete(Ctx *cx, WelcomePolicyId id, int64_t revision)
{
    WelcomePolicy policy = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(get_own(cx, id, &policy));
    TRY(reach_sql_policy_delete(cx, id.v, revision));
    TRY(content_message_uses(cx, object_of(cx, id.v), NULL));
    TRY(emit(cx, id.v));
    return cx_commit(cx, &txn);
}

/* ---- of channel codes ------------------------------------------------------------------------ */

static Code make_for_code(Ctx *cx, int64_t code_id, WelcomePolicy *policy, bool *is_known)
{
    TRY(reach_sql_policy_of_code(cx, code_id, policy, is_known));
    if (*is_known) return OK;
    *policy = (WelcomePolicy){ .id              = cx_new_id(cx),
                               .tenant_id       = cx->tenant_id,
                               .scope           = WELCOME_SCOPE_CODE,
                               .code_id         = code_id,
                               .staff_json      = S("[]"),
                               .department_json = S("[]"),
                               .window_json     = S("[]"),
                               .is_enabled      = true,
                               .created_at_ms   = cx->now_ms,
                               .updated_at_ms   = cx->now_ms,
                               .revision        = 1 };
    return OK;
}

Code reach_code_welcome_put(Ctx *cx, int64_t code_id, Str token, Str name, WelcomeMode mode,
                            const Message *message)
{
    const Message none     = { 0 };
    WelcomePolicy policy   = { 0 };
    bool          is_known = false;
    const bool    is_own   = mode == WELCOME_OWN;
    ASSERT(code_id != 0 && mode != 0);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    if (!message) message = &none;
    if (is_own) TRY(content_message_check(cx, message, S("welcome")));
    TRY(make_for_code(cx, code_id, &policy, &is_known));
    policy.token        = token;
    policy.name         = name;
    policy.mode         = mode;
    policy.message_json = content_message_json(cx, message);
    if (is_known)
        TRY(reach_sql_policy_save(cx, &policy, policy.revision));
    else
        TRY(reach_sql_policy_insert(cx, &policy));
    TRY(content_message_uses(cx, object_of(cx, policy.id), message));
    return cx_commit(cx, &txn);
}

Code reach_code_welcome_get(Ctx *cx, int64_t code_id, WelcomeMode *mode, Message *message)
{
    WelcomePolicy policy = { 0 };
    bool          found  = false;
    TRY(reach_sql_policy_of_code(cx, code_id, &policy, &found));
    TRY(content_message_parse(cx, policy.message_json, message));
    content_message_urls(cx, message);
    *mode = found ? policy.mode : WELCOME_POLICY;
    return OK;
}

Code reach_code_welcome_delete(Ctx *cx, int64_t code_id)
{
    WelcomePolicy policy = { 0 };
    bool          found  = false;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(reach_sql_policy_of_code(cx, code_id, &policy, &found));
    if (found) {
        TRY(reach_sql_policy_delete(cx, policy.id, policy.revision));
        TRY(content_message_uses(cx, object_of(cx, policy.id), NULL));
    }
    return cx_commit(cx, &txn);
}
