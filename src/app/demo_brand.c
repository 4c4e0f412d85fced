/* One brand of the demo.  Each step looks first whether it was done, so a start that was
 * interrupted goes on. */
#include "app/demo.h"

#include "channel/channel.h"
#include "org/org.h"

#include <stdio.h>

/* ---- brand, users, key ------------------------------------------------------------------- */

static Code open_tenant(Demo *demo, Str code, Str name)
{
    Ctx   *cx = &demo->cx;
    Tenant tenant;
    if (org_tenant_find_by_code(cx, code, &tenant) != OK) {
        if (cx->err.code != ERR_NOT_FOUND) return cx->err.code;
        forgive(cx);
        TRY(org_tenant_create(cx, code, name, S("Asia/Shanghai"), &tenant));
    }
    TRY(org_ctx_for_tenant(cx, tenant.id));
    for (int permission = 1; permission < PERMISSION_COUNT; permission++)
        permission_add(&cx->permissions, (Permission)permission);
    return OK;
}

static Code open_user(Demo *demo, Str name, Str display_name, Str password, RoleWord role_word)
{
    Ctx *cx = &demo->cx;
    User user;
    Role role;
    bool found = false;
    TRY(org_user_find_by_name(cx, name, &user, &found));
    if (found) return OK;
    TRY(org_role_preset(cx, role_word, &role));
    const UserDraft draft = { .name         = name,
                              .display_name = display_name,
                              .password     = password,
                              .locale       = S("zh-CN"),
                              .role_id      = role.id };
    return org_user_create(cx, &draft, &user);
}

/* A key for this start only; the one of the start before is taken away. */
static Code open_key(Demo *demo)
{
    Ctx *cx   = &demo->cx;
    Rows keys = { 0 };
    TRY(org_api_key_list(cx, &keys));
    for (size_t i = 0; i < keys.count; i++) {
        const ApiKey *key = ROWS_AT(ApiKey, keys, i);
        if (str_equal(key->name, S("demo"))) TRY(org_api_key_delete(cx, (ApiKeyId){ key->id }));
    }
    Vec words = vec_of(cx->arena, Str);
    for (int permission = PERM_SIGNED_IN + 1; permission < PERMISSION_COUNT; permission++)
        *VEC_ADD(&words, Str) = word_of(&permission_words, permission);
    const ApiKeyDraft draft = { S("demo"), { (const Str *)(const void *)words.at, words.count } };
    ApiKey            key;
    return org_api_key_create(cx, &draft, &key, &demo->key);
}

/* ---- the connection ------------------------------------------------------------------------ */

static Str secret_of(const Json *corp, Str kind)
{
    const JsonItems apps = json_items(corp, S("apps"));
    for (size_t i = 0; i < apps.count; i++)
        if (str_equal(json_str(&apps.at[i], S("kind")), kind))
            return json_str(&apps.at[i], S("secret"));
    return (Str){ 0 };
}

static Code make_connection(Demo *demo, const Json *corp, Str *id)
{
    JsonOut out = json_out(demo->cx.arena, 4096);
    json_open_object(&out);
    json_pair_str(&out, S("name"), json_str(corp, S("name")));
    json_pair_str(&out, S("corp_id"), json_str(corp, S("corp_id")));
    json_pair_i64(&out, S("agent_id"), json_i64(json_at(corp, "apps[0]"), S("agent_id"), 0));
    json_pair_str(&out, S("app_secret"), secret_of(corp, S("built")));
    json_pair_str(&out, S("contact_secret"), secret_of(corp, S("customer")));
    json_pair_str(&out, S("base_url"), demo->sim);
    json_pair_str(&out, S("login_url"), demo->sim);
    json_close_object(&out);
    Str         body;
    const Json *answer = NULL;
    TRY(json_out_done(&out, &body));
    TRY(demo_ask(demo, "POST", demo_url(demo, "/api/connections"), body, &answer));
    *id = json_str(answer, S("id"));
    return OK;
}

/* Pastes our callback into the platform, as the person of the wizard does. */
static Code paste_callback(Demo *demo, const Json *corp, Str id)
{
    const Json *made = NULL, *answer = NULL;
    TRY(demo_ask(demo, "GET",
                 str_fmt(demo->cx.arena, "%.*s/api/connections/%.*s", FMT(demo->api), FMT(id)),
                 (Str){ 0 }, &made));
    JsonOut out = json_out(demo->cx.arena, 4096);
    json_open_object(&out);
    json_pair_str(&out, S("url"), json_str(made, S("callback_url")));
    json_pair_str(&out, S("token"), json_str(made, S("callback_token")));
    json_pair_str(&out, S("aes_key"), json_str(made, S("callback_aes_key")));
    json_close_object(&out);
    Str body;
    TRY(json_out_done(&out, &body));
    return demo_ask(demo, "POST",
                    str_fmt(demo->cx.arena, "%.*s/sim/apps/%.*s/%lld/callback", FMT(demo->sim),
                            FMT(json_str(corp, S("corp_id"))),
                            (long long)json_i64(json_at(corp, "apps[0]"), S("agent_id"), 0)),
                    body, &answer);
}

static Code open_connection(Demo *demo, const Json *corp, Str *id, bool *is_new)
{
    const Json *list = NULL;
    TRY(demo_ask(demo, "GET", demo_url(demo, "/api/connections"), (Str){ 0 }, &list));
    const JsonItems items = json_items(list, S("items"));
    *is_new               = true;
    for (size_t i = 0; i < items.count && *is_new; i++) {
        if (!str_equal(json_str(&items.at[i], S("corp_id")), json_str(corp, S("corp_id"))))
            continue;
        *id     = json_str(&items.at[i], S("id"));
        *is_new = false;
    }
    if (*is_new) TRY(make_connection(demo, corp, id));
    return paste_callback(demo, corp, *id);
}

static Code sync(Demo *demo, Str connection_id, const char *what)
{
    const Json *job = NULL;
    TRY(demo_ask(demo, "POST",
                 str_fmt(demo->cx.arena, "%.*s/api/connections/%.*s/sync", FMT(demo->api),
                         FMT(connection_id)),
                 str_fmt(demo->cx.arena, "{\"what\":\"%s\"}", what), &job));
    return demo_wait_for_job(demo, job);
}

/* A sync shows only what still stands; the simulated platform can tell of the year's losses, of
 * who left a group, and of the days since it was made. */
static Code hear_history(Demo *demo, const Json *corp, Str what, const char *name)
{
    JsonOut out = json_out(demo->cx.arena, 1024);
    json_open_object(&out);
    json_pair_str(&out, S("corp"), json_str(corp, S("corp_id")));
    json_pair_str(&out, S("what"), what);
    json_close_object(&out);
    Str         body;
    const Json *answer = NULL;
    TRY(json_out_done(&out, &body));
    TRY(demo_ask(demo, "POST", str_fmt(demo->cx.arena, "%.*s/sim/history", FMT(demo->sim)), body,
                 &answer));
    fprintf(stderr, "  %s: %lld\n", name, (long long)json_i64(answer, S("told"), 0));
    return OK;
}

/* The operator is a member of staff, too, so that signing in by 企业微信 can be tried. */
static Code link_operator(Demo *demo)
{
    Ctx              *cx     = &demo->cx;
    const StaffFilter filter = { .q = S("zhu"), .limit = 1 };
    Rows              staff  = { 0 };
    User              user;
    bool              found = false;
    Str               next;
    TRY(org_user_find_by_name(cx, S("operator"), &user, &found));
    TRY(org_staff_list(cx, &filter, &staff, &next));
    if (!found || user.staff_id != 0 || staff.count == 0) return OK;
    const UserDraft draft = { .name         = user.name,
                              .display_name = user.display_name,
                              .locale       = user.locale,
                              .role_id      = user.role_id,
                              .staff_id     = ROWS_AT(Staff, staff, 0)->id };
    return org_user_update(cx, (UserId){ user.id }, user.revision, &draft, &user);
}

/* ---- all of it
 * --------------------------------------------------------------------------------------- */

static Code first_start(Demo *demo, const Json *corp, Str connection_id, bool is_first)
{
    TRY(sync(demo, connection_id, "org"));
    TRY(sync(demo, connection_id, "tags"));
    TRY(demo_policies(demo));
    if (is_first) TRY(link_operator(demo));
    if (is_first) TRY(demo_codes(demo, connection_id));
    TRY(sync(demo, connection_id, "contacts"));
    TRY(sync(demo, connection_id, "groups"));
    TRY(hear_history(demo, corp, S("losses"), "流失记录"));
    TRY(hear_history(demo, corp, S("quits"), "退群记录"));
    if (!is_first) return OK;
    TRY(demo_stores(demo));
    return demo_people(demo);
}

/* Some scan the codes just now, so that today has welcomes, too; without them it is a demo still.
 */
static void greet_some(Demo *demo, const Json *corp)
{
    Ctx        *cx     = &demo->cx;
    const Json *answer = NULL;
    const Str   body   = str_fmt(cx->arena, "{\"corp\":\"%.*s\",\"rate\":8,\"count\":12}",
                                 FMT(json_str(corp, S("corp_id"))));
    if (demo_ask(demo, "POST", str_fmt(cx->arena, "%.*s/sim/burst", FMT(demo->sim)), body,
                 &answer) != OK)
        forgive(cx);
}

Code demo_brand(Demo *demo, const Json *corp, Str code, Str user, Str password)
{
    const Str name = json_str(corp, S("name"));
    fprintf(stderr, "%.*s\n", FMT(name));
    TRY(open_tenant(demo, code, name));
    TRY(open_user(demo, user, S("管理员"), password, ROLE_ADMIN));
    const bool is_first = str_equal(user, S("admin"));
    if (is_first)
        TRY(open_user(demo, S("operator"), S("运营小陈"), S(DEMO_PASSWORD), ROLE_OPERATOR));
    TRY(open_key(demo));

    Str  connection_id = { 0 };
    bool is_new        = false;
    TRY(open_connection(demo, corp, &connection_id, &is_new));
    Rows stores = { 0 };
    Str  next;
    TRY(org_store_list(&demo->cx, &(StoreFilter){ .limit = 1 }, &stores, &next));
    const bool is_done = !is_new && (stores.count > 0 || !is_first);
    if (!is_done) TRY(first_start(demo, corp, connection_id, is_first));
    if (is_first) TRY(demo_facts(demo));
    if (is_first) TRY(demo_trade(demo));
    if (is_first) TRY(demo_oa(demo, corp));
    if (is_first) TRY(demo_segments(demo));
    TRY(hear_history(demo, corp, S("days"), "近日往来"));
    if (is_first) greet_some(demo, corp);
    if (is_first) TRY(demo_alerts(demo));
    if (is_first) TRY(demo_targets(demo));
    if (is_first) TRY(demo_spends(demo));
    return OK;
}
