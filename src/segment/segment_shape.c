/* segment_shape.c -- fields and words of audiences. */
#include "segment/segment_sql.h"

static const char *const kind_words[] = {
    [SEGMENT_LIVE]      = "live",
    [SEGMENT_FIXED]     = "fixed",
    [SEGMENT_SCHEDULED] = "scheduled",
};
const Words segment_kind_words = { kind_words, COUNT(kind_words) };

static const char *const state_words[] = {
    [SEGMENT_COUNTING] = "counting",
    [SEGMENT_READY]    = "ready",
};
const Words segment_state_words = { state_words, COUNT(state_words) };

// clang-format off
static const Field point_fields[] = {
    FIELD_TIME(SegmentPoint, at_ms),
    FIELD     (SegmentPoint, size),
    FIELD     (SegmentPoint, entered),
    FIELD     (SegmentPoint, gone),
    FIELD     (SegmentPoint, why),
};
const Shape segment_point_shape = SHAPE(SegmentPoint, point_fields);

static const Field segment_fields[] = {
    FIELD_ID  (Segment, id),
    FIELD     (Segment, name),
    FIELD     (Segment, definition),
    FIELD_ENUM(Segment, kind,         segment_kind_words),
    FIELD_JSON(Segment, rule),
    FIELD     (Segment, pool),
    FIELD     (Segment, priority),
    FIELD     (Segment, every_hours),
    FIELD     (Segment, tells),
    FIELD_ENUM(Segment, state,        segment_state_words, .about = "counting: being loaded after a start; segment.ready is said when it is done"),
    FIELD_WITH(Segment, size,         .flags = OR_NULL, .about = "Of those the caller may see; null while it is counting"),
    FIELD_TIME(Segment, filled_at_ms),
    FIELD_TIME(Segment, next_at_ms),
    FIELD_WITH(Segment, sentence_zh,  .min = 0, .max = SEGMENT_RULE_JSON_MAX),
    FIELD_WITH(Segment, sentence_en,  .min = 0, .max = SEGMENT_RULE_JSON_MAX),
    FIELD_JSON(Segment, origin,       .about = "The question its people came of; null: they came of its rule"),
    FIELD     (Segment, reason),
    FIELD     (Segment, place),
    FIELD_LIST(Segment, trend,        segment_point_shape),
    FIELD_ID  (Segment, created_by),
    FIELD_TIME(Segment, created_at_ms),
    FIELD_TIME(Segment, updated_at_ms),
    FIELD     (Segment, revision),
};
const Shape segment_shape = SHAPE(Segment, segment_fields);

static const Field draft_fields[] = {
    FIELD_WITH(SegmentDraft, name,        .flags = REQUIRED, .min = 1, .max = 60),
    FIELD_WITH(SegmentDraft, definition,  .min = 0, .max = 500),
    FIELD_ENUM(SegmentDraft, kind,        segment_kind_words, .flags = REQUIRED),
    FIELD_JSON(SegmentDraft, rule,        .flags = REQUIRED, .min = 1, .max = SEGMENT_RULE_JSON_MAX, .about = "JsonLogic: an object, or its text"),
    FIELD_WITH(SegmentDraft, pool,        .min = 0, .max = 40, .about = "Of its audiences a customer is in one at most"),
    FIELD_WITH(SegmentDraft, priority,    .min = 0, .max = 1000, .about = "In its pool, 1 comes first"),
    FIELD_WITH(SegmentDraft, every_hours, .min = 0, .max = 8784),
    FIELD     (SegmentDraft, tells),
    FIELD_WITH(SegmentDraft, revision,    .min = 0, .max = -1),
};
const Shape segment_draft_shape = SHAPE(SegmentDraft, draft_fields);

static const Field ask_fields[] = {
    FIELD_JSON(SegmentAsk, rule,         .flags = REQUIRED, .min = 1, .max = SEGMENT_RULE_JSON_MAX, .about = "JsonLogic: an object, or its text"),
    FIELD_ID  (SegmentAsk, id),
    FIELD_WITH(SegmentAsk, wants_sample, .about = "Names and overlaps, too"),
};
const Shape segment_ask_shape = SHAPE(SegmentAsk, ask_fields);

static const Field step_fields[] = {
    FIELD(SegmentStep, ask), FIELD(SegmentStep, how),
    FIELD_WITH(SegmentStep, count, .flags = OR_NULL, .about = "null: only candidates were looked at, or the caller sees a part of the brand"),
};
static const Shape step_shape = SHAPE(SegmentStep, step_fields);

static const Field person_fields[] = { FIELD_ID(SegmentPerson, customer_id), FIELD(SegmentPerson, name) };
static const Shape person_shape    = SHAPE(SegmentPerson, person_fields);

static const Field overlap_fields[] = {
    FIELD_ID(SegmentOverlap, segment_id),
    FIELD   (SegmentOverlap, name),
    FIELD   (SegmentOverlap, size),
    FIELD   (SegmentOverlap, both),
    FIELD   (SegmentOverlap, share),
    FIELD   (SegmentOverlap, lift),
};
static const Shape overlap_shape = SHAPE(SegmentOverlap, overlap_fields);

static const Field preview_fields[] = {
    FIELD     (SegmentPreview, is_good),
    FIELD     (SegmentPreview, reason),
    FIELD     (SegmentPreview, place),
    FIELD     (SegmentPreview, allowed),
    FIELD     (SegmentPreview, count),
    FIELD     (SegmentPreview, total),
    FIELD     (SegmentPreview, is_exact),
    FIELD     (SegmentPreview, fit),
    FIELD     (SegmentPreview, candidates),
    FIELD     (SegmentPreview, examined),
    FIELD_WITH(SegmentPreview, sentence_zh, .min = 0, .max = SEGMENT_RULE_JSON_MAX),
    FIELD_WITH(SegmentPreview, sentence_en, .min = 0, .max = SEGMENT_RULE_JSON_MAX),
    FIELD_OBJECT(SegmentPreview, scope,     scope_told_shape, .about = "Whose customers count and total are: the data scope of who asked"),
    FIELD_LIST(SegmentPreview, steps,       step_shape),
    FIELD_LIST(SegmentPreview, sample,      person_shape),
    FIELD_LIST(SegmentPreview, overlaps,    overlap_shape),
};
const Shape segment_preview_shape = SHAPE(SegmentPreview, preview_fields);

static const Field result_fields[] = { FIELD(SegmentResult, result_id), FIELD(SegmentResult, total) };
const Shape segment_result_shape   = SHAPE(SegmentResult, result_fields);

static const Field change_fields[] = {
    FIELD_ID  (SegmentChange, id),
    FIELD_ID  (SegmentChange, customer_id),
    FIELD     (SegmentChange, name),
    FIELD_TIME(SegmentChange, at_ms),
    FIELD     (SegmentChange, entered),
    FIELD     (SegmentChange, why),
};
const Shape segment_change_shape = SHAPE(SegmentChange, change_fields);

/* ---- rows ------------------------------------------------------------------------------- */

static const Field row_fields[] = {
    FIELD_ID  (SegmentRow, tenant_id, .flags = SECRET),
    FIELD_ID  (SegmentRow, id),
    FIELD     (SegmentRow, name),
    FIELD     (SegmentRow, definition),
    FIELD_ENUM(SegmentRow, kind, segment_kind_words),
    FIELD_JSON(SegmentRow, rule_json),
    FIELD     (SegmentRow, pool),
    FIELD     (SegmentRow, priority),
    FIELD     (SegmentRow, every_hours),
    FIELD     (SegmentRow, tells),
    FIELD     (SegmentRow, snapshot),
    FIELD     (SegmentRow, size),
    FIELD_TIME(SegmentRow, sized_at_ms),
    FIELD_TIME(SegmentRow, filled_at_ms),
    FIELD_ID  (SegmentRow, created_by),
    FIELD_TIME(SegmentRow, created_at_ms),
    FIELD_TIME(SegmentRow, updated_at_ms),
    FIELD     (SegmentRow, revision),
    FIELD     (SegmentRow, origin),
};
const Shape segment_row_shape = SHAPE(SegmentRow, row_fields);

static const Field chunk_fields[] = {
    FIELD_ID(SegmentChunk, tenant_id, .flags = SECRET),
    FIELD_ID(SegmentChunk, segment_id),
    FIELD   (SegmentChunk, snapshot),
    FIELD   (SegmentChunk, no),
    FIELD   (SegmentChunk, members),
};
const Shape segment_chunk_shape = SHAPE(SegmentChunk, chunk_fields);

static const Field moved_fields[] = {
    FIELD_ID  (SegmentMoved, tenant_id, .flags = SECRET),
    FIELD_ID  (SegmentMoved, segment_id),
    FIELD_ID  (SegmentMoved, customer_id),
    FIELD     (SegmentMoved, is_in),
    FIELD     (SegmentMoved, seq),
    FIELD_TIME(SegmentMoved, at_ms),
};
const Shape segment_moved_shape = SHAPE(SegmentMoved, moved_fields);

static const Field change_row_fields[] = {
    FIELD_ID  (SegmentChangeRow, tenant_id, .flags = SECRET),
    FIELD_ID  (SegmentChangeRow, id),
    FIELD_ID  (SegmentChangeRow, segment_id),
    FIELD_ID  (SegmentChangeRow, customer_id),
    FIELD_TIME(SegmentChangeRow, at_ms),
    FIELD     (SegmentChangeRow, entered),
    FIELD     (SegmentChangeRow, why),
};
const Shape segment_change_row_shape = SHAPE(SegmentChangeRow, change_row_fields);

static const Field size_fields[] = {
    FIELD_ID  (SegmentSizeRow, tenant_id, .flags = SECRET),
    FIELD_ID  (SegmentSizeRow, segment_id),
    FIELD_TIME(SegmentSizeRow, at_ms),
    FIELD     (SegmentSizeRow, size),
    FIELD     (SegmentSizeRow, entered),
    FIELD     (SegmentSizeRow, gone),
    FIELD     (SegmentSizeRow, why),
};
const Shape segment_size_row_shape = SHAPE(SegmentSizeRow, size_fields);
// clang-format on
