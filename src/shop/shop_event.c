/* shop_event.c -- what the shop slice hears: callbacks to be carried out. */
#include "shop/shop_push.h"
#include "wire/json.h"

static Code hear(Ctx *cx, const Event *event)
{
    const Json *payload = NULL;
    JsonError   error   = { 0 };
    if (json_parse(cx->arena, event->payload, JSON_LIMITS, &payload, &error) != OK) return OK;
    return shop_push_apply(cx, json_i64(payload, S("push_id"), 0));
}

static const char *const types[]       = { "shop.pushed", NULL };
const Consumer           shop_consumer = { .name = "shop", .types = types, .hear = hear };
