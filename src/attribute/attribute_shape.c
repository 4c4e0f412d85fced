/* attribute_shape.c -- fields and words of attributes. */
#include "attribute/attribute_sql.h"

static const char *const type_words[] = {
    [ATTRIBUTE_TEXT] = "text", [ATTRIBUTE_NUMBER] = "number", [ATTRIBUTE_DATE] = "date",
    [ATTRIBUTE_ENUM] = "enum", [ATTRIBUTE_BOOL] = "bool",
};
const Words attribute_type_words = { type_words, COUNT(type_words) };

// clang-format off
static const Field source_fields[] = {
    FIELD_WITH(PolicySource, source, .flags = REQUIRED, .min = 1, .max = 60),
    FIELD_WITH(PolicySource, weight, .min = 0, .max = 1000, .about = "In percent; of weighed policies"),
};
static const Shape policy_source_shape = SHAPE(PolicySource, source_fields);

static const Field policy_fields[] = {
    FIELD_ENUM(AttributePolicy, kind,            policy_kind_words, .flags = REQUIRED),
    FIELD_LIST(AttributePolicy, sources,         policy_source_shape, .min = 0, .max = 30, .about = "The first counts most"),
    FIELD_WITH(AttributePolicy, half_life_days,  .min = 0, .max = 3650, .about = "0: age does not matter"),
    FIELD_WITH(AttributePolicy, near_m,          .min = 0, .max = 1000000, .about = "At this distance a saying counts half; 0: distance does not matter"),
    FIELD_WITH(AttributePolicy, nowhere_percent, .min = 0, .max = 100, .about = "What counts a saying without a place"),
};
const Shape attribute_policy_shape = SHAPE(AttributePolicy, policy_fields);

static const Field attribute_fields[] = {
    FIELD_ID    (Attribute, id),
    FIELD       (Attribute, key),
    FIELD       (Attribute, name),
    FIELD_ENUM  (Attribute, type, attribute_type_words),
    FIELD       (Attribute, unit),
    FIELD       (Attribute, category),
    FIELD       (Attribute, definition),
    FIELD       (Attribute, owner),
    FIELD       (Attribute, is_personal),
    FIELD       (Attribute, choices),
    FIELD_OBJECT(Attribute, policy, attribute_policy_shape),
    FIELD       (Attribute, customer_count),
    FIELD_TIME  (Attribute, updated_at_ms),
    FIELD       (Attribute, revision),
};
const Shape attribute_shape = SHAPE(Attribute, attribute_fields);

static const Field draft_fields[] = {
    FIELD_WITH  (AttributeDraft, key,         .flags = REQUIRED, .min = 1, .max = 40),
    FIELD_WITH  (AttributeDraft, name,        .flags = REQUIRED, .min = 1, .max = 40),
    FIELD_ENUM  (AttributeDraft, type,        attribute_type_words, .flags = REQUIRED),
    FIELD_WITH  (AttributeDraft, unit,        .min = 0, .max = 20),
    FIELD_WITH  (AttributeDraft, category,    .min = 0, .max = 40),
    FIELD_WITH  (AttributeDraft, definition,  .min = 0, .max = 500),
    FIELD_WITH  (AttributeDraft, owner,       .min = 0, .max = 60, .about = "Who answers for it"),
    FIELD       (AttributeDraft, is_personal),
    FIELD_WITH  (AttributeDraft, choices,     .min = 0, .max = ATTRIBUTE_CHOICES_MAX),
    FIELD_OBJECT(AttributeDraft, policy,      attribute_policy_shape),
};
const Shape attribute_draft_shape = SHAPE(AttributeDraft, draft_fields);

static const Field row_fields[] = {
    FIELD_ID  (AttributeRow, id),
    FIELD_ID  (AttributeRow, tenant_id,    .flags = SECRET),
    FIELD     (AttributeRow, key),
    FIELD     (AttributeRow, name),
    FIELD_ENUM(AttributeRow, type,         attribute_type_words),
    FIELD     (AttributeRow, unit),
    FIELD     (AttributeRow, category),
    FIELD     (AttributeRow, definition),
    FIELD     (AttributeRow, owner),
    FIELD     (AttributeRow, is_personal),
    FIELD_JSON(AttributeRow, choices_json),
    FIELD_JSON(AttributeRow, policy_json),
    FIELD_TIME(AttributeRow, updated_at_ms),
    FIELD     (AttributeRow, revision),
};
const Shape attribute_row_shape = SHAPE(AttributeRow, row_fields);

static const Field evidence_fields[] = {
    FIELD_ID  (Evidence, id),
    FIELD_ID  (Evidence, tenant_id, .flags = SECRET),
    FIELD_ID  (Evidence, customer_id),
    FIELD_ID  (Evidence, attribute_id),
    FIELD     (Evidence, about),
    FIELD     (Evidence, value),
    FIELD     (Evidence, source),
    FIELD     (Evidence, ref),
    FIELD     (Evidence, raw),
    FIELD_ID  (Evidence, store_id),
    FIELD     (Evidence, distance_m),
    FIELD     (Evidence, confidence),
    FIELD_TIME(Evidence, at_ms),
    FIELD_TIME(Evidence, until_ms),
    FIELD_TIME(Evidence, ended_at_ms),
    FIELD     (Evidence, event_seq),
};
const Shape evidence_shape = SHAPE(Evidence, evidence_fields);

static const Field evidence_draft_fields[] = {
    FIELD_WITH(EvidenceDraft, key,        .flags = REQUIRED, .min = 1, .max = 40),
    FIELD_WITH(EvidenceDraft, about,      .min = 0, .max = 40, .about = "Which part of it: a year, a product line"),
    FIELD_WITH(EvidenceDraft, value,      .flags = REQUIRED, .min = 1, .max = ATTRIBUTE_VALUE_CHARS_MAX),
    FIELD_WITH(EvidenceDraft, source,     .min = 0, .max = 60, .about = "console when absent"),
    FIELD_WITH(EvidenceDraft, ref,        .min = 0, .max = 100, .about = "Names the saying: once more changes nothing"),
    FIELD_WITH(EvidenceDraft, raw,        .min = 0, .max = 500),
    FIELD_ID  (EvidenceDraft, store_id),
    FIELD_WITH(EvidenceDraft, distance_m, .min = -1, .max = 100000000, .about = "-1: not known"),
    FIELD_WITH(EvidenceDraft, confidence, .min = 1, .max = 100),
    FIELD_TIME(EvidenceDraft, at_ms),
    FIELD_TIME(EvidenceDraft, until_ms),
};
const Shape evidence_draft_shape = SHAPE(EvidenceDraft, evidence_draft_fields);

static const Field value_fields[] = {
    FIELD_ID  (CustomerAttribute, tenant_id, .flags = SECRET),
    FIELD_ID  (CustomerAttribute, customer_id),
    FIELD_ID  (CustomerAttribute, attribute_id),
    FIELD     (CustomerAttribute, about),
    FIELD     (CustomerAttribute, value),
    FIELD_JSON(CustomerAttribute, why_json),
};
const Shape customer_attribute_shape = SHAPE(CustomerAttribute, value_fields);

static const Field standing_fields[] = {
    FIELD     (StandingView, value),
    FIELD     (StandingView, count),
    FIELD     (StandingView, percent),
    FIELD     (StandingView, source),
    FIELD_TIME(StandingView, last_at_ms),
};
static const Shape standing_view_shape = SHAPE(StandingView, standing_fields);

static const Field view_fields[] = {
    FIELD_ID  (AttributeView, attribute_id),
    FIELD     (AttributeView, key),
    FIELD     (AttributeView, name),
    FIELD_ENUM(AttributeView, type,        attribute_type_words),
    FIELD     (AttributeView, unit),
    FIELD     (AttributeView, category),
    FIELD     (AttributeView, about),
    FIELD     (AttributeView, value),
    FIELD     (AttributeView, is_personal),
    FIELD_ENUM(AttributeView, policy,      policy_kind_words),
    FIELD_ENUM(AttributeView, decided_by,  decided_by_words),
    FIELD_LIST(AttributeView, standings,   standing_view_shape),
};
static const Shape attribute_view_shape = SHAPE(AttributeView, view_fields);

static const Field evidence_view_fields[] = {
    FIELD_ID  (EvidenceView, id),
    FIELD     (EvidenceView, key),
    FIELD     (EvidenceView, name),
    FIELD     (EvidenceView, about),
    FIELD     (EvidenceView, value),
    FIELD     (EvidenceView, source),
    FIELD     (EvidenceView, raw),
    FIELD_ID  (EvidenceView, store_id),
    FIELD     (EvidenceView, store_name),
    FIELD     (EvidenceView, distance_m),
    FIELD     (EvidenceView, confidence),
    FIELD_TIME(EvidenceView, at_ms),
    FIELD_TIME(EvidenceView, until_ms),
    FIELD_TIME(EvidenceView, ended_at_ms),
    FIELD     (EvidenceView, event_seq),
};
static const Shape evidence_view_shape = SHAPE(EvidenceView, evidence_view_fields);

static const Field customer_fields[] = {
    FIELD_LIST(CustomerAttributes, items,    attribute_view_shape),
    FIELD_LIST(CustomerAttributes, evidence, evidence_view_shape),
};
const Shape customer_attributes_shape = SHAPE(CustomerAttributes, customer_fields);
// clang-format on
