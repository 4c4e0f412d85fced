/* privacy_shape.c -- fields and words of deletions. */
#include "privacy/privacy.h"

static const char *const state_word[]        = { [ERASURE_WAITING] = "waiting",
                                                 [ERASURE_RUNNING] = "running",
                                                 [ERASURE_DONE]    = "done",
                                                 [ERASURE_REFUSED] = "refused" };
const Words              erasure_state_words = { state_word, COUNT(state_word) };

static const char *const ground_word[]        = { [ERASURE_REQUEST] = "request",
                                                  [ERASURE_CONSENT] = "consent",
                                                  [ERASURE_LAW]     = "law",
                                                  [ERASURE_MISTAKE] = "mistake" };
const Words              erasure_ground_words = { ground_word, COUNT(ground_word) };

static const char *const decision_word[] = {
    [ERASURE_CARRY_OUT] = "carry_out", [ERASURE_REFUSE] = "refuse"
};
static const Words decision_words = { decision_word, COUNT(decision_word) };

enum { NOTE_CHARS_MAX = 500, CONFIRM_CHARS_MAX = 200 };

// clang-format off
static const Field erasure_fields[] = {
    FIELD_ID  (Erasure, id),
    FIELD_ID  (Erasure, tenant_id,       .flags = SECRET),
    FIELD_ID  (Erasure, customer_id,     .about = "Of who is gone a number that leads to nobody"),
    FIELD_ENUM(Erasure, state,           erasure_state_words),
    FIELD_ENUM(Erasure, ground,          erasure_ground_words),
    FIELD     (Erasure, note),
    FIELD_ID  (Erasure, requested_by),
    FIELD     (Erasure, requested_by_name),
    FIELD_TIME(Erasure, requested_at_ms),
    FIELD_ID  (Erasure, decided_by),
    FIELD     (Erasure, decided_by_name),
    FIELD_TIME(Erasure, decided_at_ms),
    FIELD     (Erasure, answer),
    FIELD_ID  (Erasure, job_id),
    FIELD_TIME(Erasure, erased_at_ms,    .about = "When the person was gone from every list"),
    FIELD_TIME(Erasure, done_at_ms,      .about = "When nothing was left in any text"),
    FIELD     (Erasure, event_count),
    FIELD     (Erasure, row_count),
    FIELD_WITH(Erasure, sealed,          .flags = SECRET),
    FIELD     (Erasure, revision),
};
const Shape erasure_shape = SHAPE(Erasure, erasure_fields);

static const Field draft_fields[] = {
    FIELD_ENUM(ErasureDraft, ground, erasure_ground_words, .flags = REQUIRED),
    FIELD_WITH(ErasureDraft, note,   .min = 0, .max = NOTE_CHARS_MAX),
};
const Shape erasure_draft_shape = SHAPE(ErasureDraft, draft_fields);

static const Field decision_fields[] = {
    FIELD_ENUM(ErasureDecisionDraft, decision, decision_words, .flags = REQUIRED),
    FIELD_WITH(ErasureDecisionDraft, confirm,  .min = 0, .max = CONFIRM_CHARS_MAX, .about = "Of carry_out: `confirm` of the preview, typed"),
    FIELD_WITH(ErasureDecisionDraft, answer,   .min = 0, .max = NOTE_CHARS_MAX, .about = "Of refuse: why"),
};
const Shape erasure_decision_shape = SHAPE(ErasureDecisionDraft, decision_fields);

static const Field preview_fields[] = {
    FIELD_ID(ErasurePreview, customer_id),
    FIELD   (ErasurePreview, confirm),
    FIELD   (ErasurePreview, identity_count),
    FIELD   (ErasurePreview, relation_count),
    FIELD   (ErasurePreview, note_count),
    FIELD   (ErasurePreview, event_count),
    FIELD   (ErasurePreview, tag_count),
    FIELD   (ErasurePreview, attribute_count),
    FIELD   (ErasurePreview, order_count),
    FIELD   (ErasurePreview, paid_fen),
    FIELD_ID(ErasurePreview, open_id),
};
const Shape erasure_preview_shape = SHAPE(ErasurePreview, preview_fields);

static const Field filter_fields[] = {
    FIELD_ENUM(ErasureFilter, state, erasure_state_words),
    FIELD     (ErasureFilter, cursor),
    FIELD     (ErasureFilter, limit),
};
const Shape erasure_filter_shape = SHAPE(ErasureFilter, filter_fields);
// clang-format on
