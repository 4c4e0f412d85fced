/* track_message.h -- one message as a client sent it, read into what the log takes.
 * Private to track/. */
#ifndef TRACK_TRACK_MESSAGE_H
#define TRACK_TRACK_MESSAGE_H

#include "consent/consent.h"
#include "customer/customer.h"
#include "track/track.h"
#include "wire/wire.h"

enum {
    TRACK_MESSAGE_BYTES_MAX = 32 * 1024,
    TRACK_BATCH_BYTES_MAX   = 500 * 1024,
    TRACK_POST_BYTES_MAX    = 5 << 20, /* of /sa, as it came      */
    TRACK_LIST_BYTES_MAX    = 4 << 20, /* of /sa, unpacked        */
    TRACK_ID_BYTES_MAX      = 255,
    TRACK_NODES_MAX         = 100000
};
#define TRACK_JSON_LIMITS(bytes_) \
    ((JsonLimits){ .bytes = (bytes_), .nodes = TRACK_NODES_MAX, .depth = 32 })

typedef struct TrackMessage {
    Str         type;       /* as the client named it: track, identify, profile_set, ...   */
    Str         event;      /* the type in the log                                         */
    Str         message_id; /* absent: it cannot be told from another                      */
    Str         id;         /* of the event in the log; absent: a new one                  */
    DoorWho     who;
    int64_t     occurred_at_ms;
    Str         payload;
    const char *refusal; /* why it is not taken; NULL: it is                            */
    Str         detail;
    bool        is_refused_now; /* found out while it is stored                             */
    uint8_t     consent[CONSENT_PURPOSE_END]; /* ConsentState by purpose; 0: not said       */
    bool        is_declined;                  /* refused for that alone                     */
} TrackMessage;

/* What the door knows beside the message. */
typedef struct TrackVisit {
    Str     user_agent, address;
    int64_t now_ms;
} TrackVisit;

/* The messages of a Segment call; `kind` is the last segment of the path: "batch", "track", "t".
 * Rows of TrackMessage, also the refused ones.  ERR_NOT_FOUND for a kind nobody knows. */
Code track_segment_read(Ctx *cx, Str kind, const Json *body, const TrackVisit *visit,
                        Vec *messages) MUST_USE;
/* The JSON that stands in `data` or `data_list` of a form: base64, perhaps packed, with a checksum.
 * ERR_INVALID "track.bad_crc", "track.bad_base64", "track.bad_gzip", "track.too_large". */
Code track_sensors_open(Ctx *cx, Pairs form, Str data, Str *json) MUST_USE;
/* One record of Sensors Data. */
void track_sensors_read(Ctx *cx, const Json *record, const TrackVisit *visit, Vec *messages);

/* Text, or a number as text; absent when neither or empty. */
Str  track_text(Ctx *cx, const Json *object, Str key);
/* Whether no control character is in it. */
bool track_is_plain(Str text);
/* Refuses, unless it was refused before. */
void track_refuse(TrackMessage *message, const char *reason, Str detail);
/* An id of a person; too long or with control characters is refused. */
void track_add_claim(TrackMessage *message, DoorClaim claim);
/* Phone, e-mail, unionid, openid and name as they stand in traits. */
void track_add_traits(Ctx *cx, TrackMessage *message, const Json *traits);
/* `object` with what is sealed elsewhere left out (phones, e-mails). */
void track_put_traits(JsonOut *out, const Json *object);
/* The same in all formats: the event's name, bots. */
void track_check(TrackMessage *message, Str user_agent);

#endif
