/* welcome.c -- send_welcome_msg: a code lives 20 s, works once, and the first app wins. */
#include "sim/content.h"
#include "sim/pump.h"
#include "sys/clock.h"

static void measure(const WelcomeCode *code, bool is_sent)
{
    if (code->item == NULL) return;
    if (is_sent)
        code->item->welcome_us = clock_mono_us();
    else
        code->item->welcomes++;
}

/* The customer-contact app speaks for the whole corp; another app only for itself. */
static bool may_use(const App *app, const WelcomeCode *code)
{
    if (code->app == app) return true;
    return app->kind == APP_CUSTOMER && code->app->corp == app->corp;
}

static int send(Call *call)
{
    const Str text = api_text(call, "welcome_code");
    if (text.len == 0) return api_refuse(call, 41049, NULL);
    WelcomeCode *code = strmap_find(call->world->welcome_by_code, text);
    if (code == NULL || !may_use(call->app, code)) return api_refuse(call, 41050, NULL);
    code->uses++;
    measure(code, false);
    Welcome *welcome = code->welcome;
    if (call->now_ms >= welcome->until_ms) return api_refuse(call, 41050, NULL);
    if (welcome->sent_by == code->app) return api_refuse(call, 41050, NULL);
    if (welcome->sent_by || welcome->relation->has_chatted) return api_refuse(call, 41051, NULL);
    TRY_API(content_check(call));
    welcome->sent_by = code->app;
    content_deliver(welcome->relation, "welcome", content_of(call));
    measure(code, true);
    return 0;
}

static const Endpoint endpoints[] = {
    { "externalcontact/send_welcome_msg", send, WRITES | CUSTOMERS },
};
const Endpoints welcome_endpoints = { endpoints, COUNT(endpoints) };
