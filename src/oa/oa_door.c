/* oa_door.c -- one transaction: whose it is, the callback, the person's event, what was answered.
 */
#include "oa/oa_door.h"

#include "kernel/again.h"
#include "oa/oa_answer.h"
#include "oa/oa_fan.h"
#include "oa/oa_told.h"
#include "wire/wire.h"

enum { TRIES_MAX = 8, PAYLOAD_MAX = 60 * 1024 };

typedef struct Visit {
    Ctx        *cx;
    OaDelivered got;
    OaTold      told;
    OaAnswer    answer;
    Str         id; /* of the callback */
    int64_t     person_id;
} Visit;

/* Who sent it; of what we do not know only somebody who is known already. */
static Code find_person(Visit *v)
{
    Ctx              *cx    = v->cx;
    const Connection *c     = &v->got.connection;
    CustomerId        known = { 0 };
    bool              found = false;
    const int64_t     at_ms = v->told.at_ms ? v->told.at_ms : cx->now_ms;
    if (v->told.is_person)
        return oa_fan_person(cx, S("oa"), c->corp_id, v->told.openid, (Str){ 0 }, at_ms,
                             &v->person_id);
    TRY(customer_identity_find(cx, IDENTITY_OPENID, c->corp_id, v->told.openid, &known, &found));
    v->person_id = found ? known.v : 0;
    return OK;
}

static void put_common(JsonOut *out, const Visit *v)
{
    json_pair_id(out, S("connection_id"), v->got.connection.id);
    json_pair_str(out, S("app_id"), v->got.connection.corp_id);
    json_pair_str(out, S("account"), v->got.connection.name);
    json_pair_str(out, S("openid"), v->told.openid);
    json_pair_str(out, S("event"), v->told.event);
}

static EventDraft draft_of(Visit *v, EventType type, const char *what, Str payload)
{
    Ctx *cx = v->cx;
    return (EventDraft){
        .id             = str_fmt(cx->arena, "%.*s:%s", FMT(v->id), what),
        .type           = event_word(type),
        .person_id      = v->person_id,
        .actor          = v->person_id && type != EV_OA_REPLIED
                              ? str_fmt(cx->arena, "customer:%lld", (long long)v->person_id)
                              : S("platform:oa"),
        .object         = str_fmt(cx->arena, "connection:%lld", (long long)v->got.connection.id),
        .source         = S("oa"),
        .occurred_at_ms = v->told.at_ms,
        .payload        = payload,
    };
}

static Code append_told(Visit *v)
{
    JsonOut out     = json_out(v->cx->arena, PAYLOAD_MAX);
    Str     payload = { 0 };
    json_open_object(&out);
    put_common(&out, v);
    oa_told_put(&out, &v->told);
    if (v->answer.button.len) json_pair_str(&out, S("button"), v->answer.button);
    if (v->answer.qr.id) {
        json_pair_id(&out, S("qr_id"), v->answer.qr.id);
        json_pair_str(&out, S("qr_name"), v->answer.qr.name);
    }
    json_close_object(&out);
    REQUIRE(v->cx, json_out_done(&out, &payload) == OK, ERR_INVALID, "callback.malformed");
    const EventDraft draft = draft_of(v, v->told.type, "told", payload);
    return event_append(v->cx, &draft, NULL);
}

static Code append_replied(Visit *v)
{
    const OaAnswer *answer  = &v->answer;
    JsonOut         out     = json_out(v->cx->arena, PAYLOAD_MAX);
    Str             payload = { 0 };
    if (answer->parts.count == 0) return OK;
    json_open_object(&out);
    put_common(&out, v);
    if (answer->reply.id) {
        json_pair_id(&out, S("reply_id"), answer->reply.id);
        json_pair_str(&out, S("reply_name"), answer->reply.name);
    }
    if (answer->place.id) {
        json_pair_id(&out, S("place_id"), answer->place.id);
        json_pair_str(&out, S("place_name"), answer->place.name);
    }
    json_pair_i64(&out, S("at_once"), answer->at_once ? 1 : 0);
    json_pair_i64(&out, S("deadline_ms"), oa_answer_deadline_ms(&v->told, v->cx->now_ms));
    json_key(&out, S("parts"));
    oa_answer_put_parts(&out, &answer->parts);
    json_close_object(&out);
    REQUIRE(v->cx, json_out_done(&out, &payload) == OK, ERR_INVALID, "callback.malformed");
    const EventDraft draft = draft_of(v, EV_OA_REPLIED, "replied", payload);
    return event_append(v->cx, &draft, NULL);
}

static Code store(Visit *v)
{
    bool is_new = false;
    TXN(txn);
    TRY(cx_begin(v->cx, &txn));
    TRY(find_person(v));
    TRY(channel_oa_append(v->cx, &v->got, v->id, v->person_id, &is_new));
    if (is_new) TRY(append_told(v));
    if (is_new) TRY(append_replied(v));
    return cx_commit(v->cx, &txn);
}

Code oa_door_receive(Ctx *cx, Str app_id, const Delivery *delivery, Str *body)
{
    Visit v = { .cx = cx };
    TRY(channel_oa_open(cx, app_id, delivery, &v.got));
    cx->actor = S("platform:oa");
    TRY(oa_told_read(cx, &v.got.told, &v.told));
    v.id = str_fmt(cx->arena, "oa:%lld:%.*s", (long long)v.got.connection.id, FMT(v.told.id));
    TRY(oa_answer_find(cx, &v.got.connection, &v.told, &v.answer));
    for (int tried = 0;; tried++) {
        const Code code = store(&v);
        if (code == OK) break;
        if (!cx_again(cx, tried, TRIES_MAX)) return code; /* two met the same person */
    }
    return channel_oa_seal(cx, &v.got, oa_answer_xml(cx, &v.told, &v.answer), body);
}
