/* track_segment_fuzz.c -- any body as a call of Segment's clients: what is taken has a form the log
 * takes. The first byte chooses the call. */
#include "track/track_message.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const TrackMessage *message, Arena *arena)
{
    const Json *payload = NULL;
    JsonError   error   = { 0 };
    ASSERT(message->who.count <= DOOR_CLAIMS_MAX);
    if (message->refusal) return;
    ASSERT(message->event.len > 0 && message->event.len <= 100);
    ASSERT(track_is_plain(message->event));
    ASSERT(message->occurred_at_ms > 0);
    ASSERT(message->payload.len > 0 && message->payload.ptr[0] == '{');
    ASSERT(str_is_utf8(message->payload));
    ASSERT(json_parse(arena, message->payload, TRACK_JSON_LIMITS(64 * 1024), &payload, &error) ==
           OK);
    for (size_t i = 0; i < message->who.count; i++) {
        ASSERT(message->who.claims[i].value.len > 0);
        ASSERT(message->who.claims[i].value.len <= TRACK_ID_BYTES_MAX);
        ASSERT(track_is_plain(message->who.claims[i].value));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const kinds[] = { "batch", "track", "identify", "page",
                                         "alias", "group", "import",   "s" };
    if (size == 0) return 0;
    Arena           *arena    = arena_new(64u << 20);
    Ctx              cx       = { .arena = arena, .now_ms = 1800000000000 };
    const TrackVisit visit    = { .user_agent = S("fuzz"),
                                  .address    = S("127.0.0.1"),
                                  .now_ms     = cx.now_ms };
    const Str        body     = { (const char *)data + 1, size - 1 };
    const Str        kind     = str_of(kinds[data[0] % COUNT(kinds)]);
    const Json      *json     = NULL;
    JsonError        error    = { 0 };
    Vec              messages = vec_of(arena, TrackMessage);
    if (json_parse(arena, body, TRACK_JSON_LIMITS(TRACK_BATCH_BYTES_MAX), &json, &error) == OK &&
        json->kind == JSON_OBJECT && track_segment_read(&cx, kind, json, &visit, &messages) == OK)
        for (size_t i = 0; i < messages.count; i++) check(VEC_AT(messages, TrackMessage, i), arena);
    arena_free(arena);
    return 0;
}
