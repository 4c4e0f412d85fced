/* tagging_shape.c -- fields and words of typed tags. */
#include "tagging/tagging_sql.h"

static const char *const type_words[] = {
    [TAG_FLAG] = "flag", [TAG_ENUM] = "enum", [TAG_BAND] = "band", [TAG_DATE] = "date",
};
const Words tag_type_words = { type_words, COUNT(type_words) };

// clang-format off
static const Field band_fields[] = {
    FIELD_WITH(TagBand, label, .flags = REQUIRED, .min = 1, .max = 40),
    FIELD_WITH(TagBand, from,  .min = 0, .max = 20),
    FIELD_WITH(TagBand, to,    .min = 0, .max = 20),
};
static const Shape tag_band_shape = SHAPE(TagBand, band_fields);

static const Field tag_fields[] = {
    FIELD_ID  (TypedTag, id),
    FIELD     (TypedTag, name),
    FIELD_ID  (TypedTag, group_id),
    FIELD     (TypedTag, group_name),
    FIELD_ENUM(TypedTag, kind,        tag_kind_words),
    FIELD     (TypedTag, is_exclusive),
    FIELD_ENUM(TypedTag, type,        tag_type_words),
    FIELD     (TypedTag, category),
    FIELD_ID  (TypedTag, owner_id),
    FIELD     (TypedTag, owner_name),
    FIELD     (TypedTag, definition),
    FIELD     (TypedTag, review_on),
    FIELD     (TypedTag, expires_days),
    FIELD     (TypedTag, choices),
    FIELD_LIST(TypedTag, bands,       tag_band_shape),
    FIELD_WITH(TypedTag, rule,        .min = 0, .max = TAG_RULE_JSON_MAX),
    FIELD     (TypedTag, is_on),
    FIELD_WITH(TypedTag, sentence_zh, .min = 0, .max = TAG_RULE_JSON_MAX),
    FIELD_WITH(TypedTag, sentence_en, .min = 0, .max = TAG_RULE_JSON_MAX),
    FIELD     (TypedTag, customer_count),
    FIELD     (TypedTag, revision),
};
const Shape typed_tag_shape = SHAPE(TypedTag, tag_fields);

static const Field draft_fields[] = {
    FIELD_ENUM(TypedTagDraft, type,         tag_type_words, .flags = REQUIRED),
    FIELD_WITH(TypedTagDraft, category,     .min = 0, .max = 40),
    FIELD_ID  (TypedTagDraft, owner_id),
    FIELD_WITH(TypedTagDraft, definition,   .min = 0, .max = 500),
    FIELD_WITH(TypedTagDraft, review_on,    .min = 0, .max = 10, .about = "YYYY-MM-DD"),
    FIELD_WITH(TypedTagDraft, expires_days, .min = 0, .max = 3650, .about = "0: never"),
    FIELD_WITH(TypedTagDraft, choices,      .min = 0, .max = 100),
    FIELD_LIST(TypedTagDraft, bands,        tag_band_shape, .min = 0, .max = 50),
    FIELD_WITH(TypedTagDraft, rule,         .min = 0, .max = TAG_RULE_JSON_MAX, .about = "JsonLogic as text; absent: none"),
    FIELD     (TypedTagDraft, is_on),
    FIELD_WITH(TypedTagDraft, revision,     .min = 0, .max = -1),
};
const Shape typed_tag_draft_shape = SHAPE(TypedTagDraft, draft_fields);

static const Field rule_draft_fields[] = {
    FIELD_ENUM(TagRuleDraft, type,    tag_type_words, .flags = REQUIRED),
    FIELD_WITH(TagRuleDraft, choices, .min = 0, .max = 100),
    FIELD_LIST(TagRuleDraft, bands,   tag_band_shape, .min = 0, .max = 50),
    FIELD_WITH(TagRuleDraft, rule,    .flags = REQUIRED, .min = 1, .max = TAG_RULE_JSON_MAX),
};
const Shape tag_rule_draft_shape = SHAPE(TagRuleDraft, rule_draft_fields);

static const Field check_fields[] = {
    FIELD     (TagRuleCheck, is_good),
    FIELD     (TagRuleCheck, reason),
    FIELD     (TagRuleCheck, place),
    FIELD     (TagRuleCheck, allowed),
    FIELD_WITH(TagRuleCheck, sentence_zh, .min = 0, .max = TAG_RULE_JSON_MAX),
    FIELD_WITH(TagRuleCheck, sentence_en, .min = 0, .max = TAG_RULE_JSON_MAX),
    FIELD     (TagRuleCheck, reads),
};
const Shape tag_rule_check_shape = SHAPE(TagRuleCheck, check_fields);

static const Field match_fields[] = {
    FIELD_ID(TagRuleMatch, customer_id),
    FIELD   (TagRuleMatch, name),
    FIELD   (TagRuleMatch, value),
};
static const Shape match_shape = SHAPE(TagRuleMatch, match_fields);
static const Field preview_fields[] = {
    FIELD     (TagRulePreview, count),
    FIELD     (TagRulePreview, examined),
    FIELD     (TagRulePreview, total),
    FIELD     (TagRulePreview, is_exact),
    FIELD_LIST(TagRulePreview, matches, match_shape),
};
const Shape tag_rule_preview_shape = SHAPE(TagRulePreview, preview_fields);

static const Field variable_fields[] = {
    FIELD(TagRuleVariable, name),
    FIELD(TagRuleVariable, label),
    FIELD(TagRuleVariable, label_zh),
    FIELD(TagRuleVariable, unit),
    FIELD(TagRuleVariable, type),
    FIELD(TagRuleVariable, choices),
};
static const Shape variable_shape = SHAPE(TagRuleVariable, variable_fields);
static const Field words_fields[] = {
    FIELD_LIST(TagRuleWords, variables,   variable_shape),
    FIELD_LIST(TagRuleWords, event_types, event_count_shape),
};
const Shape tag_rule_words_shape = SHAPE(TagRuleWords, words_fields);

static const Field fact_fields[] = {
    FIELD(TagFact, name),
    FIELD(TagFact, name_zh),
    FIELD(TagFact, value),
};
const Shape tag_fact_shape = SHAPE(TagFact, fact_fields);

static const Field why_fields[] = {
    FIELD_WITH(TagWhy, sentence_zh, .min = 0, .max = TAG_RULE_JSON_MAX),
    FIELD_WITH(TagWhy, sentence_en, .min = 0, .max = TAG_RULE_JSON_MAX),
    FIELD_LIST(TagWhy, facts, tag_fact_shape),
};
const Shape tag_why_shape = SHAPE(TagWhy, why_fields);

static const Field reason_fields[] = {
    FIELD_ID  (TagReason, tag_id),
    FIELD     (TagReason, name),
    FIELD     (TagReason, group_name),
    FIELD_ENUM(TagReason, type, tag_type_words),
    FIELD     (TagReason, value),
    FIELD     (TagReason, source),
    FIELD_WITH(TagReason, sentence_zh, .min = 0, .max = TAG_RULE_JSON_MAX),
    FIELD_WITH(TagReason, sentence_en, .min = 0, .max = TAG_RULE_JSON_MAX),
    FIELD_LIST(TagReason, facts, tag_fact_shape),
    FIELD_TIME(TagReason, since_ms),
    FIELD_TIME(TagReason, until_ms),
    FIELD_TIME(TagReason, expires_at_ms),
    FIELD     (TagReason, ended_by),
    FIELD     (TagReason, replaced_by_name),
};
static const Shape tag_reason_shape = SHAPE(TagReason, reason_fields);
static const Field reasons_fields[] = {
    FIELD_LIST(TagReasons, items,   tag_reason_shape),
    FIELD_LIST(TagReasons, history, tag_reason_shape),
};
const Shape tag_reasons_shape = SHAPE(TagReasons, reasons_fields);

static const Field detail_fields[] = {
    FIELD_ID  (TagDetail, tenant_id, .flags = SECRET),
    FIELD_ID  (TagDetail, tag_id),
    FIELD_ENUM(TagDetail, type, tag_type_words),
    FIELD     (TagDetail, category),
    FIELD_ID  (TagDetail, owner_id),
    FIELD     (TagDetail, definition),
    FIELD     (TagDetail, review_on),
    FIELD     (TagDetail, expires_days),
    FIELD_JSON(TagDetail, values_json),
    FIELD_JSON(TagDetail, rule_json),
    FIELD     (TagDetail, is_on),
    FIELD     (TagDetail, reads),
    FIELD_TIME(TagDetail, updated_at_ms),
    FIELD     (TagDetail, revision),
};
const Shape tag_detail_shape = SHAPE(TagDetail, detail_fields);

static const Field holding_fields[] = {
    FIELD_ID  (TagHolding, tenant_id, .flags = SECRET),
    FIELD_ID  (TagHolding, id),
    FIELD_ID  (TagHolding, customer_id),
    FIELD_ID  (TagHolding, tag_id),
    FIELD     (TagHolding, value),
    FIELD     (TagHolding, source),
    FIELD_JSON(TagHolding, why_json),
    FIELD_TIME(TagHolding, since_ms),
    FIELD_TIME(TagHolding, until_ms),
    FIELD     (TagHolding, ended_by),
    FIELD_ID  (TagHolding, replaced_by),
    FIELD_TIME(TagHolding, expires_at_ms),
};
const Shape tag_holding_shape = SHAPE(TagHolding, holding_fields);
// clang-format on
