/* login.c -- "sign in as": lists the staff, makes a code of 5 minutes, goes back to the app. */
#include "sim/login.h"

#include "sim/ids.h"

enum { CODE_MS = 300000, PAGE_MAX = 1 << 20 };

static bool is_login(Str path, bool *is_scan)
{
    *is_scan = !str_equal(path, S("/connect/oauth2/authorize"));
    return !*is_scan || str_equal(path, S("/wwlogin/sso/login")) ||
           str_equal(path, S("/wwopen/sso/qrConnect"));
}

static void put_head(StrBuf *page, const Call *call, const Corp *corp, bool is_scan)
{
    strbuf_fmt(
        page,
        "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta "
        "name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>企业微信 · "
        "模拟登录</title><style>body{font:15px/1.5 system-ui,\"PingFang SC\",\"Noto Sans CJK "
        "SC\",sans-serif;background:#f2f3f5;margin:0;color:#1f2329}main{max-width:420px;"
        "margin:24px auto;background:#fff;border-radius:12px;overflow:hidden;box-shadow:0 "
        "2px 12px #0001}h1{font-size:17px;margin:0;padding:18px "
        "20px;background:#2d6cdf;color:#fff}p{margin:0;padding:10px "
        "20px;color:#646a73;font-size:13px}a{display:flex;gap:12px;align-items:center;"
        "padding:10px 20px;color:inherit;text-decoration:none;border-top:1px solid "
        "#eff0f1}a:hover,a:focus{background:#f5f8ff}img{width:36px;height:36px;"
        "border-radius:6px}small{color:#8f959e;display:block}input{width:calc(100%% - "
        "40px);margin:0 20px 12px;padding:8px 10px;border:1px solid #d0d3d6;border-radius:"
        "8px;font:inherit;box-sizing:border-box}</style></head><body><main><h1>%s · "
        "%.*s</h1><p>%s</p><input id=\"q\" placeholder=\"搜索姓名或账号\" "
        "oninput=\"for(const a of document.querySelectorAll('a'))a.style.display="
        "a.textContent.includes(this.value)?'':'none'\">",
        is_scan ? "扫码登录" : "企业微信授权", FMT(xml_escape(call->arena, corp->name)),
        "这是模拟器：选择一位员工，以其身份登录。Simulator: pick whom to sign in as.");
}

static void put_choice(StrBuf *page, const Call *call, const Member *member, Str back)
{
    const Department *place = world_department(member->corp, member->main_department);
    strbuf_fmt(page,
               "<a href=\"/sim/login/as?corp=%.*s&amp;userid=%.*s&amp;%.*s\"><img alt=\"\" "
               "src=\"/a/m%zu/0?corp=%.*s\"><span>%.*s<small>%.*s · %.*s %.*s</small></span></a>",
               FMT(member->corp->corp_id), FMT(url_encode(call->arena, member->userid)), FMT(back),
               member->index, FMT(member->corp->corp_id),
               FMT(xml_escape(call->arena, member->name)), FMT(member->userid),
               FMT(place ? xml_escape(call->arena, place->name) : S("")),
               FMT(xml_escape(call->arena, member->position.ptr ? member->position : S(""))));
}

static Str login_html(Call *call, const Corp *corp, bool is_scan)
{
    StrBuf    page = strbuf(call->arena, PAGE_MAX);
    const Str back =
        str_fmt(call->arena, "redirect_uri=%.*s&amp;state=%.*s&amp;scope=%.*s&amp;agentid=%.*s",
                FMT(url_encode(call->arena, pairs_find(call->query, S("redirect_uri")))),
                FMT(url_encode(call->arena, pairs_find(call->query, S("state")))),
                FMT(url_encode(call->arena, pairs_find(call->query, S("scope")))),
                FMT(url_encode(call->arena, pairs_find(call->query, S("agentid")))));
    put_head(&page, call, corp, is_scan);
    int64_t agent_id = 0;
    (void)str_to_i64(pairs_find(call->query, S("agentid")), &agent_id);
    const App *app = world_app(corp, agent_id);
    LIST_EACH(Member, member, corp->members)
    {
        if (member->is_gone || member->status != 1) continue;
        if (app == NULL || world_app_sees(app, member)) put_choice(&page, call, member, back);
    }
    strbuf_add(&page, S("</main></body></html>"));
    return strbuf_str(&page);
}

bool login_page(Call *call)
{
    bool is_scan;
    if (!is_login(call->path, &is_scan)) return false;
    LOCKED(&call->world->lock);
    const Str   corp_id = pairs_find(call->query, S("appid"));
    const Corp *corp    = corp_id.len ? world_corp(call->world, corp_id) : NULL;
    call->status        = 200;
    call->reply_type    = S("text/html; charset=utf-8");
    if (corp == NULL || pairs_find(call->query, S("redirect_uri")).len == 0) {
        call->status     = 400;
        call->reply_body = S("<!doctype html><meta charset=\"utf-8\"><p>appid 或 redirect_uri 无效 "
                             "(40013)</p>");
        return true;
    }
    call->reply_body = login_html(call, corp, is_scan);
    return true;
}

static bool is_trusted(const App *app, Str redirect_uri)
{
    Url url;
    if (app == NULL || app->redirect_domain.len == 0) return true;
    return url_parse(redirect_uri, &url) == OK && str_equal_nocase(url.host, app->redirect_domain);
}

int login_as(Call *call)
{
    World    *world        = call->world;
    const Str redirect_uri = api_text(call, "redirect_uri");
    Member   *member       = world_member(call->corp, api_text(call, "userid"));
    Customer *customer     = world_customer(call->corp, api_text(call, "external_userid"));
    if (member == NULL && customer == NULL) return api_refuse(call, 60111, NULL);
    if (!is_trusted(world_app(call->corp, api_number(call, "agentid", 0)), redirect_uri)) {
        return api_refuse(call, 50001, NULL);
    }
    OauthCode *code  = arena_make(world->arena, OauthCode, 1);
    code->code       = ids_text(world->arena, call->corp->seed, world_number(world), "", 43);
    code->corp       = call->corp;
    code->member     = member;
    code->customer   = customer;
    code->until_ms   = call->now_ms + CODE_MS;
    code->is_private = str_equal(api_text(call, "scope"), S("snsapi_privateinfo"));
    strmap_put(world->oauth_by_code, code->code, code);
    if (redirect_uri.len == 0) {
        api_put_text(call, "code", code->code);
        return 0;
    }
    const char join = str_find(redirect_uri, S("?")) >= 0 ? '&' : '?';
    api_header(call, S("Location"),
               str_fmt(call->arena, "%.*s%ccode=%.*s&state=%.*s", FMT(redirect_uri), join,
                       FMT(code->code), FMT(url_encode(call->arena, api_text(call, "state")))));
    call->status     = 302;
    call->reply_body = S("");
    call->reply_type = S("text/plain");
    return 0;
}
