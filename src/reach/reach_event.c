/* reach_event.c -- what this slice hears: payloads into structs, handed to the rules. */
#include "reach/reach_welcome.h"
#include "wire/json.h"

static Code parse(Ctx *cx, const Event *event, const Json **out)
{
    JsonError  error = { 0 };
    const Code code  = json_parse(cx->arena, event->payload, JSON_LIMITS, out, &error);
    if (code != OK) return fail(cx, code, "event.malformed", "%s", error.reason);
    return OK;
}

static Code hear_contact(Ctx *cx, const Event *event)
{
    const Json *json = NULL;
    TRY(parse(cx, event, &json));
    const WelcomeDue due = { .relation_id     = json_i64(json, S("relation_id"), 0),
                             .customer_id     = json_i64(json, S("customer_id"), 0),
                             .staff_id        = json_i64(json, S("staff_id"), 0),
                             .connection_id   = json_i64(json, S("connection_id"), 0),
                             .customer_name   = json_str(json, S("customer_name")),
                             .state           = json_str(json, S("state")),
                             .welcome_code    = json_str(json, S("welcome_code")),
                             .requested_at_ms = json_i64(json, S("requested_at_ms"), 0),
                             .deadline_ms     = json_i64(json, S("deadline_ms"), 0) };
    return due.welcome_code.len ? reach_welcome_send(cx, &due) : OK;
}

static Code hear_settled(Ctx *cx, const Event *event)
{
    const Json    *json    = NULL;
    WelcomeSettled settled = { 0 };
    TRY(parse(cx, event, &json));
    const Str object = json_str(json, S("object"));
    if (!str_starts(object, S("welcome:"))) return OK;
    if (!str_to_i64(str_slice(object, 8, object.len), &settled.welcome_id)) return OK;
    settled.is_done       = str_equal(json_str(json, S("state")), S("done"));
    settled.reason        = json_str(json, S("reason"));
    settled.settled_at_ms = json_i64(json, S("settled_at_ms"), event->occurred_at_ms);
    return reach_welcome_settled(cx, &settled);
}

/* contact.welcome_offered: the code came after the relation was known by other ways. */
static const char *const types[] = { "contact.added", "contact.welcome_offered",
                                     "platform.effect_settled", NULL };

static Code hear(Ctx *cx, const Event *event)
{
    if (str_equal(event->type, event_word(EV_EFFECT_SETTLED))) return hear_settled(cx, event);
    return hear_contact(cx, event);
}

const Consumer reach_consumer = { .name = "reach", .types = types, .hear = hear };
