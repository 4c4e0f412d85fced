/* track_shape.c -- fields of sources, refusals and types. */
#include "track/track.h"

// clang-format off
static const Field source_fields[] = {
    FIELD_ID  (TrackSource, id),
    FIELD_ID  (TrackSource, tenant_id, .flags = SECRET),
    FIELD     (TrackSource, name),
    FIELD     (TrackSource, write_key),
    FIELD     (TrackSource, is_on),
    FIELD     (TrackSource, events_per_s_max),
    FIELD     (TrackSource, sample_percent),
    FIELD     (TrackSource, accepted),
    FIELD     (TrackSource, refused),
    FIELD     (TrackSource, sampled_out),
    FIELD_TIME(TrackSource, created_at_ms),
    FIELD_TIME(TrackSource, rotated_at_ms),
    FIELD     (TrackSource, revision),
};
const Shape track_source_shape = SHAPE(TrackSource, source_fields);

static const Field draft_fields[] = {
    FIELD_WITH(TrackSourceDraft, name,  .flags = REQUIRED, .min = 1, .max = 60),
    FIELD     (TrackSourceDraft, is_on),
    FIELD_WITH(TrackSourceDraft, events_per_s_max, .min = 0, .max = 1000000),
    FIELD_WITH(TrackSourceDraft, sample_percent,   .min = 0, .max = 100),
};
const Shape track_source_draft_shape = SHAPE(TrackSourceDraft, draft_fields);

static const Field refusal_fields[] = {
    FIELD_ID  (TrackRefusal, id),
    FIELD_ID  (TrackRefusal, tenant_id, .flags = SECRET),
    FIELD_ID  (TrackRefusal, source_id),
    FIELD_TIME(TrackRefusal, at_ms),
    FIELD     (TrackRefusal, type),
    FIELD     (TrackRefusal, event),
    FIELD     (TrackRefusal, reason),
    FIELD     (TrackRefusal, detail),
};
const Shape track_refusal_shape = SHAPE(TrackRefusal, refusal_fields);

static const Field type_fields[] = {
    FIELD_ID  (TrackType, id),
    FIELD_ID  (TrackType, tenant_id, .flags = SECRET),
    FIELD     (TrackType, name),
    FIELD     (TrackType, is_blocked),
    FIELD     (TrackType, rename_to),
    FIELD     (TrackType, owner),
    FIELD     (TrackType, description),
    FIELD_JSON(TrackType, properties),
    FIELD     (TrackType, count),
    FIELD_TIME(TrackType, first_at_ms),
    FIELD_TIME(TrackType, last_at_ms),
    FIELD     (TrackType, revision),
};
const Shape track_type_shape = SHAPE(TrackType, type_fields);

static const Field type_draft_fields[] = {
    FIELD     (TrackTypeDraft, is_blocked),
    FIELD_WITH(TrackTypeDraft, rename_to,   .max = 100),
    FIELD_WITH(TrackTypeDraft, owner,       .max = 60),
    FIELD_WITH(TrackTypeDraft, description, .max = 500),
};
const Shape track_type_draft_shape = SHAPE(TrackTypeDraft, type_draft_fields);
// clang-format on
