/* oa_menu.c -- the menu: edited here, published there, compared. */
#include "oa/oa_menu.h"

#include "oa/oa_reply.h"
#include "wire/wire.h"

enum { MENU_MAX = 60 * 1024, TOP_BYTES_MAX = 16, SUB_BYTES_MAX = 60 };

/* ---- as it is stored --------------------------------------------------------------- */

static bool read_stored(Arena *arena, Str stored, OaMenuDraft *out)
{
    const Json *json   = NULL;
    JsonError   error  = { 0 };
    ShapeError  broken = { 0 };
    *out               = (OaMenuDraft){ 0 };
    if (stored.len == 0 || json_parse(arena, stored, JSON_LIMITS, &json, &error) != OK)
        return false;
    return shape_from_json(arena, &oa_menu_draft_shape, json, out, NULL, &broken) == OK;
}

bool oa_menu_button(Arena *arena, Str stored, Str key, OaButton *out)
{
    OaMenuDraft menu;
    if (key.len == 0 || !read_stored(arena, stored, &menu)) return false;
    for (size_t i = 0; i < menu.buttons.count; i++) {
        const OaButton *top = ROWS_AT(OaButton, menu.buttons, i);
        for (size_t j = 0; j <= top->buttons.count; j++) {
            const OaButton *one = j ? ROWS_AT(OaButton, top->buttons, j - 1) : top;
            if (!str_equal(one->key, key) && !str_equal(one->url, key) &&
                !str_equal(one->page, key))
                continue;
            *out = *one;
            return true;
        }
    }
    return false;
}

/* ---- as the platform wants it --------------------------------------------------------- */

static void put_button(JsonOut *out, const OaButton *button)
{
    json_open_object(out);
    json_pair_str(out, S("name"), button->name);
    if (button->buttons.count > 0) {
        json_key(out, S("sub_button"));
        json_open_array(out);
        for (size_t i = 0; i < button->buttons.count; i++)
            put_button(out, ROWS_AT(OaButton, button->buttons, i));
        json_close_array(out);
    } else if (button->kind == OA_BUTTON_VIEW) {
        json_pair_str(out, S("type"), S("view"));
        json_pair_str(out, S("url"), button->url);
    } else if (button->kind == OA_BUTTON_MINI_PROGRAM) {
        json_pair_str(out, S("type"), S("miniprogram"));
        json_pair_str(out, S("url"), button->url);
        json_pair_str(out, S("appid"), button->app_id);
        json_pair_str(out, S("pagepath"), button->page);
    } else {
        json_pair_str(out, S("type"), S("click"));
        json_pair_str(out, S("key"), button->key);
    }
    json_close_object(out);
}

Str oa_menu_platform_json(Arena *arena, const Rows *buttons)
{
    JsonOut out  = json_out(arena, MENU_MAX);
    Str     text = { 0 };
    json_open_array(&out);
    for (size_t i = 0; i < buttons->count; i++) put_button(&out, ROWS_AT(OaButton, *buttons, i));
    json_close_array(&out);
    return json_out_done(&out, &text) == OK ? text : (Str){ 0 };
}

/* ---- checking ---------------------------------------------------------------------------- */

static Code bad(Ctx *cx, const char *reason, size_t top, size_t sub, const char *field)
{
    const Str path = sub ? str_fmt(cx->arena, "buttons[%zu].buttons[%zu].%s", top, sub - 1, field)
                         : str_fmt(cx->arena, "buttons[%zu].%s", top, field);
    return fail_field(cx, reason, path, NULL);
}

static bool is_web(Str url)
{
    Url parsed;
    return url_parse(url, &parsed) == OK;
}

static Code check_button(Ctx *cx, OaButton *button, size_t top, size_t sub)
{
    const size_t max = sub ? SUB_BYTES_MAX : TOP_BYTES_MAX;
    if (str_trim(button->name).len == 0 || button->name.len > max)
        return bad(cx, "oa.button_name", top, sub, "name");
    if (!sub && button->buttons.count > 0) {
        button->kind = 0;
        return OK;
    }
    switch (button->kind) {
    case OA_BUTTON_VIEW:
        return is_web(button->url) ? OK : bad(cx, "oa.button_url", top, sub, "url");
    case OA_BUTTON_MINI_PROGRAM:
        if (!is_web(button->url)) return bad(cx, "oa.button_url", top, sub, "url");
        if (button->app_id.len == 0 || button->page.len == 0)
            return bad(cx, "oa.button_empty", top, sub, "app_id");
        return OK;
    case OA_BUTTON_CODE:
        if (button->channel_code_id == 0)
            return bad(cx, "oa.button_empty", top, sub, "channel_code_id");
        TRY(oa_reply_check_code(cx, button->channel_code_id, "channel_code_id"));
        break;
    case OA_BUTTON_CLICK: break;
    default: return bad(cx, "oa.button_empty", top, sub, "kind");
    }
    if (button->key.len == 0) button->key = str_fmt(cx->arena, "k%lld", (long long)cx_new_id(cx));
    return OK;
}

static Code check(Ctx *cx, const OaMenuDraft *draft)
{
    REQUIRE(cx, draft->buttons.count <= 3, ERR_INVALID, "oa.too_many_buttons");
    for (size_t i = 0; i < draft->buttons.count; i++) {
        OaButton *top = ROWS_AT(OaButton, draft->buttons, i);
        REQUIRE(cx, top->buttons.count <= 5, ERR_INVALID, "oa.too_many_buttons");
        TRY(check_button(cx, top, i, 0));
        for (size_t j = 0; j < top->buttons.count; j++)
            TRY(check_button(cx, ROWS_AT(OaButton, top->buttons, j), i, j + 1));
    }
    return OK;
}

/* ---- changing ------------------------------------------------------------------------------ */

static Code find_or_make(Ctx *cx, int64_t connection_id, OaMenu *out)
{
    bool found = false;
    TRY(oa_sql_menu(cx, connection_id, out, &found));
    if (found) return OK;
    const OaMenu none = { .tenant_id     = cx->tenant_id,
                          .connection_id = connection_id,
                          .draft         = S("{\"buttons\":[]}"),
                          .published     = S(""),
                          .state         = OA_MENU_DRAFT,
                          .reason        = S(""),
                          .changed_at_ms = cx->now_ms,
                          .revision      = 1 };
    TRY(oa_sql_menu_insert(cx, &none));
    TRY(oa_sql_menu(cx, connection_id, out, &found));
    ASSERT(found);
    return OK;
}

static void fill(Ctx *cx, OaMenu *menu)
{
    OaMenuDraft draft;
    if (read_stored(cx->arena, menu->draft, &draft)) menu->buttons = draft.buttons;
}

Code oa_menu_get(Ctx *cx, ConnectionId id, OaMenu *out)
{
    Connection account;
    bool       found = false;
    TRY(oa_reply_account(cx, id, &account));
    TRY(oa_sql_menu(cx, id.v, out, &found));
    if (!found)
        *out = (OaMenu){ .tenant_id     = cx->tenant_id,
                         .connection_id = id.v,
                         .state         = OA_MENU_DRAFT,
                         .reason        = S(""),
                         .revision      = 1 };
    fill(cx, out);
    return OK;
}

Code oa_menu_save(Ctx *cx, ConnectionId id, int64_t revision, const OaMenuDraft *draft, OaMenu *out)
{
    Connection account;
    TRY(oa_reply_account(cx, id, &account));
    TRY(check(cx, draft));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(find_or_make(cx, id.v, out));
    out->draft         = shape_json(cx->arena, &oa_menu_draft_shape, draft);
    out->changed_at_ms = cx->now_ms;
    if (out->state != OA_MENU_PUBLISHING) out->state = OA_MENU_DRAFT;
    TRY(oa_sql_menu_update(cx, out, revision));
    TRY(oa_reply_emit_changed(cx, "oa_menu", id.v));
    TRY(oa_menu_get(cx, id, out));
    return cx_commit(cx, &txn);
}

/* The codes that stand in the menu, and only those, are places of it. */
static Code put_places(Ctx *cx, int64_t connection_id, const Rows *buttons)
{
    Rows known = { 0 };
    TRY(oa_sql_places(cx, connection_id, &known));
    for (size_t i = 0; i < known.count; i++) {
        const OaPlace *place = ROWS_AT(OaPlace, known, i);
        if (place->kind == OA_PLACE_MENU && place->add_count == 0)
            TRY(oa_sql_place_drop(cx, connection_id, OA_PLACE_MENU, place->ref));
    }
    for (size_t i = 0; i < buttons->count; i++) {
        const OaButton *top = ROWS_AT(OaButton, *buttons, i);
        for (size_t j = 0; j <= top->buttons.count; j++) {
            const OaButton *one = j ? ROWS_AT(OaButton, top->buttons, j - 1) : top;
            if (one->kind != OA_BUTTON_CODE) continue;
            TRY(oa_sql_place_put(cx, &(OaPlace){ .id              = cx_new_id(cx),
                                                 .connection_id   = connection_id,
                                                 .kind            = OA_PLACE_MENU,
                                                 .ref             = one->key,
                                                 .name            = one->name,
                                                 .channel_code_id = one->channel_code_id,
                                                 .created_at_ms   = cx->now_ms }));
        }
    }
    return OK;
}

static Code put_effect(Ctx *cx, int64_t connection_id, OaEffectKind what, Str body)
{
    const Str      object = str_fmt(cx->arena, "oa_menu:%lld", (long long)connection_id);
    const OaEffect effect = {
        .what = what, .body = body, .object = object, .lane = object, .supersede = true
    };
    return channel_oa_put(cx, (ConnectionId){ connection_id }, &effect);
}

Code oa_menu_publish(Ctx *cx, ConnectionId id, OaMenu *out)
{
    Connection account;
    TRY(oa_reply_account(cx, id, &account));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(oa_menu_get(cx, id, out));
    REQUIRE(cx, out->buttons.count > 0, ERR_CONFLICT, "oa.menu_empty");
    const Str buttons = oa_menu_platform_json(cx->arena, &out->buttons);
    REQUIRE(cx, buttons.len > 0, ERR_INVALID, "oa.too_many_buttons");
    TRY(put_effect(cx, id.v, OA_PUBLISH_MENU,
                   str_fmt(cx->arena, "{\"button\":%.*s}", FMT(buttons))));
    out->published = out->draft; /* keys are known from now on: taps may come before the answer */
    out->state     = OA_MENU_PUBLISHING;
    out->reason    = S("");
    TRY(oa_sql_menu_update(cx, out, out->revision));
    TRY(put_places(cx, id.v, &out->buttons));
    TRY(oa_reply_emit_changed(cx, "oa_menu", id.v));
    TRY(oa_menu_get(cx, id, out));
    return cx_commit(cx, &txn);
}

Code oa_menu_withdraw(Ctx *cx, ConnectionId id, OaMenu *out)
{
    Connection account;
    TRY(oa_reply_account(cx, id, &account));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(find_or_make(cx, id.v, out));
    TRY(put_effect(cx, id.v, OA_DELETE_MENU, (Str){ 0 }));
    out->state = OA_MENU_PUBLISHING;
    TRY(oa_sql_menu_update(cx, out, out->revision));
    TRY(oa_reply_emit_changed(cx, "oa_menu", id.v));
    TRY(oa_menu_get(cx, id, out));
    return cx_commit(cx, &txn);
}

Code oa_menu_settled(Ctx *cx, int64_t connection_id, bool is_done, bool is_withdrawn, Str reason)
{
    OaMenu menu;
    bool   found = false;
    TRY(oa_sql_menu(cx, connection_id, &menu, &found));
    if (!found) return OK;
    menu.state = !is_done ? OA_MENU_FAILED : is_withdrawn ? OA_MENU_DRAFT : OA_MENU_PUBLISHED;
    if (is_done && !str_equal(menu.draft, menu.published)) menu.state = OA_MENU_DRAFT;
    menu.reason = is_done ? S("") : reason;
    if (is_done) menu.published_at_ms = is_withdrawn ? 0 : cx->now_ms;
    if (is_done && is_withdrawn) menu.published = S("");
    TRY(oa_sql_menu_update(cx, &menu, menu.revision));
    return oa_reply_emit_changed(cx, "oa_menu", connection_id);
}

/* ---- comparing ------------------------------------------------------------------------------- */

static bool same_button(const Json *a, const Json *b)
{
    static const char *const names[] = { "name", "type", "key", "url", "appid", "pagepath" };
    const JsonItems of_a = json_items(a, S("sub_button")), of_b = json_items(b, S("sub_button"));
    for (size_t i = 0; i < COUNT(names); i++)
        if (!str_equal(json_str(a, str_of(names[i])), json_str(b, str_of(names[i])))) return false;
    if (of_a.count != of_b.count) return false;
    for (size_t i = 0; i < of_a.count; i++)
        if (!same_button(&of_a.at[i], &of_b.at[i])) return false;
    return true;
}

static bool same_list(const Json *a, const Json *b)
{
    if (!a || !b || a->kind != JSON_ARRAY || b->kind != JSON_ARRAY || a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (!same_button(&a->as.first[i], &b->as.first[i])) return false;
    return true;
}

Code oa_menu_compare(Ctx *cx, ConnectionId id, OaMenuDiff *out)
{
    enum { NO_MENU = 46003 };
    Connection     account;
    OaMenu         menu;
    PlatformAnswer answer = { 0 };
    const Json    *ours   = NULL;
    JsonError      error  = { 0 };
    JsonOut        text   = json_out(cx->arena, MENU_MAX);
    TRY(oa_reply_account(cx, id, &account));
    TRY(oa_menu_get(cx, id, &menu));
    TRY(channel_oa_ask(cx, &account, S("/cgi-bin/menu/get"), (Str){ 0 }, &answer));
    const bool is_none = answer.errcode == NO_MENU;
    if (answer.class != PLATFORM_OK && !is_none)
        return fail(cx, ERR_UNAVAILABLE, answer.reason ? answer.reason : "oa.refused", "%lld %.*s",
                    (long long)answer.errcode, FMT(answer.errmsg));
    const Json *theirs = is_none ? NULL : json_get(json_get(answer.json, S("menu")), S("button"));
    out->ours          = oa_menu_platform_json(cx->arena, &menu.buttons);
    out->platform      = S("[]");
    out->is_there      = theirs != NULL;
    if (theirs) {
        json_put(&text, theirs);
        if (json_out_done(&text, &out->platform) != OK) out->platform = S("[]");
    }
    if (json_parse(cx->arena, out->ours, JSON_LIMITS, &ours, &error) != OK) return OK;
    out->is_same = theirs ? same_list(theirs, ours) : ours->count == 0;
    return OK;
}
