/* token.c -- access tokens, tickets and who is behind an OAuth code. */
#include "sim/api.h"
#include "sim/ids.h"

enum { TOKEN_MS = 7200000, TICKET_MS = 7200000 };

static void renew(Call *call, App *app)
{
    World *world = call->world;
    if (app->access_token.len) strmap_put(world->old_tokens, app->access_token, app);
    app->token_number++;
    app->access_token   = ids_text(world->arena, app->corp->seed ^ str_hash(app->secret),
                                   (uint64_t)app->token_number, "", 214);
    app->token_until_ms = call->now_ms + TOKEN_MS;
    strmap_put(world->token_app, app->access_token, app);
}

static int gettoken(Call *call)
{
    const Str corp_id = api_text(call, "corpid"), secret = api_text(call, "corpsecret");
    if (corp_id.len == 0) return api_refuse(call, 41002, NULL);
    if (secret.len == 0) return api_refuse(call, 41004, NULL);
    call->corp = world_corp(call->world, corp_id);
    if (call->corp == NULL) return api_refuse(call, 40013, NULL);
    LIST_EACH(App, app, call->corp->apps)
    {
        if (!str_equal(app->secret, secret)) continue;
        const bool is_valid = app->access_token.len && call->now_ms < app->token_until_ms;
        if (!is_valid) renew(call, app);
        call->wrote_nothing = is_valid;
        api_put_text(call, "access_token", app->access_token);
        api_put_number(call, "expires_in",
                       is_valid ? (app->token_until_ms - call->now_ms) / MS_PER_SECOND
                                : TOKEN_MS / MS_PER_SECOND);
        return 0;
    }
    return api_refuse(call, 40001, NULL);
}

static int addresses(Call *call)
{
    api_open(call, "ip_list", true);
    json_put_str(&call->out, S("127.0.0.1"));
    json_put_str(&call->out, S("127.0.0.*"));
    json_put_str(&call->out, S("::1"));
    api_close(call, true);
    return 0;
}

static int ticket_of(Call *call, int which)
{
    App *app = call->app;
    if (app->ticket[which].len == 0 || call->now_ms >= app->ticket_until_ms[which]) {
        app->ticket[which] =
            ids_text(call->world->arena, app->corp->seed, world_number(call->world), "sM4AO", 81);
        app->ticket_until_ms[which] = call->now_ms + TICKET_MS;
    } else {
        call->wrote_nothing = true;
    }
    api_put_text(call, "ticket", app->ticket[which]);
    api_put_number(call, "expires_in",
                   (app->ticket_until_ms[which] - call->now_ms) / MS_PER_SECOND);
    return 0;
}

static int jsapi_ticket(Call *call) { return ticket_of(call, 0); }

static int agent_ticket(Call *call)
{
    return ticket_of(call, str_equal(api_text(call, "type"), S("agent_config")) ? 1 : 0);
}

/* ---- OAuth ------------------------------------------------------------------------------- */

static int take_code(Call *call, OauthCode **out)
{
    OauthCode *code = strmap_find(call->world->oauth_by_code, api_text(call, "code"));
    if (code == NULL || code->corp != call->corp) return api_refuse(call, 40029, NULL);
    if (code->is_used) return api_refuse(call, 42022, NULL);
    if (call->now_ms >= code->until_ms) return api_refuse(call, 40029, NULL);
    code->is_used = true;
    *out          = code;
    return 0;
}

static Str openid_of(Call *call, const Customer *customer)
{
    return ids_text(call->arena, call->corp->seed, customer->index, "oO", 26);
}

static int user_info(Call *call)
{
    OauthCode *code = NULL;
    TRY_API(take_code(call, &code));
    if (code->member) {
        api_put_text(call, "userid", code->member->userid);
        if (code->is_private) {
            api_put_text(call, "user_ticket", str_fmt(call->arena, "UT_%.*s", FMT(code->code)));
        }
        return 0;
    }
    api_put_text(call, "openid", openid_of(call, code->customer));
    api_put_text(call, "external_userid", world_external_userid(call->arena, code->customer));
    return 0;
}

static int old_user_info(Call *call)
{
    OauthCode *code = NULL;
    TRY_API(take_code(call, &code));
    if (code->member)
        api_put_text(call, "UserId", code->member->userid);
    else
        api_put_text(call, "OpenId", openid_of(call, code->customer));
    api_put_text(call, "DeviceId", S("sim-device"));
    return 0;
}

static int user_detail(Call *call)
{
    const Str  ticket = api_text(call, "user_ticket");
    OauthCode *code   = str_starts(ticket, S("UT_")) ? strmap_find(call->world->oauth_by_code,
                                                                   str_slice(ticket, 3, ticket.len))
                                                     : NULL;
    if (code == NULL || code->member == NULL) return api_refuse(call, 40035, NULL);
    api_put_text(call, "userid", code->member->userid);
    api_put_text(call, "gender", code->member->gender);
    api_put_text(call, "mobile", code->member->mobile);
    api_put_text(call, "email", code->member->email);
    return 0;
}

static const Endpoint endpoints[] = {
    { "gettoken", gettoken, WRITES | NO_TOKEN },
    { "get_api_domain_ip", addresses, 0 },
    { "getcallbackip", addresses, 0 },
    { "get_jsapi_ticket", jsapi_ticket, WRITES },
    { "ticket/get", agent_ticket, WRITES },
    { "auth/getuserinfo", user_info, WRITES },
    { "user/getuserinfo", old_user_info, WRITES },
    { "auth/getuserdetail", user_detail, 0 },
};
const Endpoints token_endpoints = { endpoints, COUNT(endpoints) };
