/* customer_conflict.c -- who changed what since, from the events of the customer. */
#include "customer/customer_conflict.h"

#include "org/org.h"
#include "wire/json.h"

enum { CHANGES_MAX = 20, MORE_MAX = 16 * 1024 };

Str customer_actor_name(Ctx *cx, Str actor)
{
    User    user = { 0 };
    Str     id   = actor;
    int64_t number;
    if (!str_equal(str_cut(&id, ':'), S("user")) || !str_to_i64(id, &number)) return (Str){ 0 };
    if (org_user_get(cx, (UserId){ number }, &user) == OK) return user.name;
    forgive(cx);
    return (Str){ 0 };
}

static void put_change(Ctx *cx, JsonOut *out, const Event *event, const Json *payload)
{
    json_open_object(out);
    json_pair_str(out, S("actor"), event->actor);
    json_pair_str(out, S("name"), customer_actor_name(cx, event->actor));
    json_key(out, S("at"));
    json_put_time(out, event->occurred_at_ms, cx->zone);
    json_key(out, S("fields"));
    json_put(out, json_get(payload, S("fields")));
    json_close_object(out);
}

Code customer_conflict(Ctx *cx, CustomerId id, int64_t revision)
{
    const Str type   = event_word(EV_CUSTOMER_CHANGED);
    Rows      events = { 0 };
    Str       next = { 0 }, more = { 0 };
    JsonOut   out = json_out(cx->arena, MORE_MAX);
    TRY(event_timeline(cx, id.v, (Strs){ &type, 1 }, (Str){ 0 }, CHANGES_MAX, &events, &next));
    json_open_object(&out);
    json_key(&out, S("changes"));
    json_open_array(&out);
    for (size_t i = 0; i < events.count; i++) {
        const Event *event   = ROWS_AT(Event, events, i);
        const Json  *payload = NULL;
        JsonError    error   = { 0 };
        if (json_parse(cx->arena, event->payload, JSON_LIMITS, &payload, &error) != OK) continue;
        if (json_i64(payload, S("revision"), 0) > revision) put_change(cx, &out, event, payload);
    }
    json_close_array(&out);
    json_close_object(&out);
    TRY(json_out_done(&out, &more));
    const Code code =
        fail(cx, ERR_CONFLICT, "customer.changed_meanwhile", "revision %lld", (long long)revision);
    cx->err.more = more;
    return code;
}
