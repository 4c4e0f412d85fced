/* track.h -- events from pages, apps and servers by the wire formats of Segment (/v1) and of
 * Sensors Data (/sa), under the write key of a source.
 *
 * An accepted message is one event of the log with the person it is of, durable before the
 * answer, once however often it is sent.  What is refused is counted and shown with its reason;
 * clients hear of it only where their libraries expect to. */
#ifndef TRACK_TRACK_H
#define TRACK_TRACK_H

#include "log/log.h"

typedef struct TrackSourceId {
    int64_t v;
} TrackSourceId;

typedef struct TrackSource {
    int64_t id, tenant_id;
    Str     name, write_key;
    bool    is_on;
    int64_t events_per_s_max; /* 0: as many as come                                */
    int64_t sample_percent;   /* of visitors; who they are is always heard         */
    int64_t accepted, refused, sampled_out;
    int64_t created_at_ms, rotated_at_ms, revision;
} TrackSource;
extern const Shape track_source_shape;

typedef struct TrackSourceDraft {
    Str     name;
    bool    is_on;
    int64_t events_per_s_max;
    int64_t sample_percent; /* 0: all, as 100 */
} TrackSourceDraft;
extern const Shape track_source_draft_shape;

/* Newest last: Rows of TrackSource. */
Code track_source_list(Ctx *cx, Rows *rows) MUST_USE;
/* On, with a new write key. */
Code track_source_create(Ctx *cx, Str name, TrackSource *out) MUST_USE;
/* ERR_NOT_FOUND "track.no_source", ERR_CONFLICT "track.changed_meanwhile", in all of these. */
Code track_source_update(Ctx *cx, TrackSourceId id, int64_t revision, const TrackSourceDraft *draft,
                         TrackSource *out) MUST_USE;
/* A new write key; what still uses the old one is dropped from now on. */
Code track_source_rotate(Ctx *cx, TrackSourceId id, TrackSource *out) MUST_USE;

/* What was refused, for the debugger. */
typedef struct TrackRefusal {
    int64_t id, tenant_id, source_id, at_ms;
    Str     type, event, reason, detail;
} TrackRefusal;
extern const Shape track_refusal_shape;
/* Newest first, of a source or (0) of all: Rows of TrackRefusal. */
Code track_refusal_list(Ctx *cx, TrackSourceId source, int64_t limit, Rows *rows) MUST_USE;

/* A type of events that tracking brought, and what was decided of it. */
typedef struct TrackType {
    int64_t id, tenant_id;
    Str     name;
    bool    is_blocked;
    Str     rename_to, owner, description;
    Str     properties; /* a JSON object: name -> kind */
    int64_t count, first_at_ms, last_at_ms, revision;
} TrackType;
extern const Shape track_type_shape;

typedef struct TrackTypeDraft {
    bool is_blocked;
    Str  rename_to, owner, description;
} TrackTypeDraft;
extern const Shape track_type_draft_shape;

/* Most events first: Rows of TrackType. */
Code track_type_list(Ctx *cx, Rows *rows) MUST_USE;
/* ERR_NOT_FOUND "track.no_type", ERR_INVALID "track.reserved_event". */
Code track_type_update(Ctx *cx, int64_t id, int64_t revision, const TrackTypeDraft *draft,
                       TrackType *out) MUST_USE;

/* What sources sent of late (Services.track_gate); made and freed by app. */
TrackGate *track_gate_new(void);
void       track_gate_free(TrackGate *gate);
/* Events under keys nobody has, since the start. */
int64_t    track_gate_unknown_count(TrackGate *gate);

extern const SqlList  track_sql;
extern const Consumer track_consumer; /* counts types, their properties, and sources' events */

#endif
