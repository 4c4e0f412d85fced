/* track_sensors_fuzz.c -- any form as a client of Sensors Data posts it, and any record in it. What
 * begins with a brace is a record; everything else is a form. */
#include "track/track_message.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(Ctx *cx, const Json *record)
{
    const TrackVisit visit    = { .now_ms = cx->now_ms };
    const Json      *payload  = NULL;
    JsonError        error    = { 0 };
    Vec              messages = vec_of(cx->arena, TrackMessage);
    track_sensors_read(cx, record, &visit, &messages);
    ASSERT(messages.count == 1);
    const TrackMessage *message = VEC_AT(messages, TrackMessage, 0);
    ASSERT(message->who.count <= DOOR_CLAIMS_MAX);
    if (message->refusal) return;
    ASSERT(message->event.len > 0 && message->event.len <= 100);
    ASSERT(message->occurred_at_ms > 0 && message->occurred_at_ms <= cx->now_ms);
    ASSERT(str_is_utf8(message->payload));
    ASSERT(json_parse(cx->arena, message->payload, TRACK_JSON_LIMITS(64 * 1024), &payload,
                      &error) == OK);
    for (size_t i = 0; i < message->who.count; i++)
        ASSERT(track_is_plain(message->who.claims[i].value));
}

static void check_text(Ctx *cx, Str text)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (json_parse(cx->arena, text, TRACK_JSON_LIMITS(TRACK_LIST_BYTES_MAX), &json, &error) != OK)
        return;
    if (json->kind != JSON_ARRAY) check(cx, json);
    for (uint32_t i = 0; json->kind == JSON_ARRAY && i < json->count; i++)
        check(cx, &json->as.first[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena    *arena = arena_new(64u << 20);
    Ctx       cx    = { .arena = arena, .now_ms = 1800000000000 };
    const Str body  = { (const char *)data, size };
    Str       text  = { 0 };
    if (size > 0 && (data[0] == '{' || data[0] == '[')) {
        check_text(&cx, body);
    } else {
        const Pairs form = query_parse(arena, body, 16);
        Str         sent = pairs_find(form, S("data_list"));
        if (!sent.len) sent = pairs_find(form, S("data"));
        if (track_sensors_open(&cx, form, sent, &text) == OK) check_text(&cx, text);
    }
    arena_free(arena);
    return 0;
}
