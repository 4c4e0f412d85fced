/* consent_shape.c -- fields and words of consent. */
#include "consent/consent.h"

static const char *const purpose_word[] = {
    [CONSENT_MARKETING]       = "marketing",
    [CONSENT_SMS]             = "sms",
    [CONSENT_EMAIL]           = "email",
    [CONSENT_PHONE]           = "phone",
    [CONSENT_PERSONALIZATION] = "personalization",
    [CONSENT_ANALYTICS]       = "analytics",
    [CONSENT_SHARING]         = "sharing",
};
const Words consent_purpose_words = { purpose_word, COUNT(purpose_word) };

static const char *const state_word[] = {
    [CONSENT_UNKNOWN] = "unknown", [CONSENT_GIVEN] = "given", [CONSENT_WITHDRAWN] = "withdrawn"
};
const Words consent_state_words = { state_word, COUNT(state_word) };

// clang-format off
static const Field consent_fields[] = {
    FIELD_ID  (Consent, id),
    FIELD_ID  (Consent, tenant_id,    .flags = SECRET),
    FIELD_ID  (Consent, customer_id),
    FIELD_ENUM(Consent, purpose,      consent_purpose_words),
    FIELD_ENUM(Consent, state,        consent_state_words),
    FIELD     (Consent, source),
    FIELD     (Consent, evidence),
    FIELD_TIME(Consent, at_ms),
    FIELD_ID  (Consent, told_by),
    FIELD     (Consent, told_by_name),
    FIELD_TIME(Consent, created_at_ms),
};
const Shape consent_shape = SHAPE(Consent, consent_fields);

static const Field draft_fields[] = {
    FIELD_ENUM(ConsentDraft, purpose,  consent_purpose_words, .flags = REQUIRED),
    FIELD_ENUM(ConsentDraft, state,    consent_state_words, .flags = REQUIRED, .about = "given or withdrawn"),
    FIELD_WITH(ConsentDraft, source,   .flags = REQUIRED, .min = 1, .max = CONSENT_SOURCE_CHARS_MAX, .about = "How it reached us: form, store, phone, message, contract, ..."),
    FIELD_WITH(ConsentDraft, evidence, .min = 0, .max = CONSENT_EVIDENCE_CHARS_MAX, .about = "Where it can be looked up"),
    FIELD_TIME(ConsentDraft, at_ms,    .about = "When it was said; now if absent"),
};
const Shape consent_draft_shape = SHAPE(ConsentDraft, draft_fields);

static const Field standing_fields[] = {
    FIELD_ENUM(ConsentStanding, purpose,   consent_purpose_words),
    FIELD_ENUM(ConsentStanding, state,     consent_state_words),
    FIELD_WITH(ConsentStanding, needs_yes, .about = "Unknown counts as no"),
    FIELD_WITH(ConsentStanding, may,       .about = "Whether weft acts for that purpose"),
    FIELD     (ConsentStanding, source),
    FIELD     (ConsentStanding, evidence),
    FIELD_TIME(ConsentStanding, at_ms),
    FIELD     (ConsentStanding, told_by_name),
};
static const Shape standing_shape = SHAPE(ConsentStanding, standing_fields);

static const Field consents_fields[] = {
    FIELD_LIST(Consents, purposes, standing_shape),
    FIELD_LIST(Consents, history,  consent_shape),
};
const Shape consents_shape = SHAPE(Consents, consents_fields);
// clang-format on
