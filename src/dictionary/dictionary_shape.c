/* dictionary_shape.c -- fields and words of the dictionary. */
#include "dictionary/dictionary_sql.h"

static const char *const kind_words[] = { [DICTIONARY_EXACT] = "exact", [DICTIONARY_PATTERN] = "pattern" };
const Words dictionary_kind_words = { kind_words, COUNT(kind_words) };

// clang-format off
static const Field field_fields[] = {
    FIELD_WITH(DictionaryField, key,    .flags = REQUIRED, .min = 1, .max = 40),
    FIELD_WITH(DictionaryField, name,   .min = 0, .max = 40),
    FIELD_WITH(DictionaryField, type,   .flags = REQUIRED, .min = 1, .max = 100, .about = "Of the events that hold it"),
    FIELD_WITH(DictionaryField, path,   .flags = REQUIRED, .min = 1, .max = 200, .about = "traits.taste, items[].color, @remark"),
    FIELD_WITH(DictionaryField, source, .flags = REQUIRED, .min = 1, .max = 60, .about = "Of the evidence"),
};
static const Shape dictionary_field_shape = SHAPE(DictionaryField, field_fields);

static const Field give_fields[] = {
    FIELD_WITH(DictionaryGive, key,   .flags = REQUIRED, .min = 1, .max = 40),
    FIELD_WITH(DictionaryGive, about, .min = 0, .max = 40),
    FIELD_WITH(DictionaryGive, value, .flags = REQUIRED, .min = 1, .max = 200, .about = "{name} is what the pattern took"),
};
static const Shape dictionary_give_shape = SHAPE(DictionaryGive, give_fields);

static const Field rule_fields[] = {
    FIELD_WITH(DictionaryRule, id,         .flags = REQUIRED, .min = 1, .max = 40),
    FIELD_WITH(DictionaryRule, field,      .min = 0, .max = 40),
    FIELD_ENUM(DictionaryRule, kind,       dictionary_kind_words, .flags = REQUIRED),
    FIELD_WITH(DictionaryRule, match,      .flags = REQUIRED, .min = 1, .max = 200),
    FIELD_WITH(DictionaryRule, tag_ids,    .min = 0, .max = 20),
    FIELD_LIST(DictionaryRule, gives,      dictionary_give_shape, .min = 0, .max = 10),
    FIELD_WITH(DictionaryRule, confidence, .min = 0, .max = 100, .about = "Of the evidence; 0: 80"),
};
const Shape dictionary_rule_shape = SHAPE(DictionaryRule, rule_fields);

static const Field document_fields[] = {
    FIELD_LIST(DictionaryDocument, fields, dictionary_field_shape, .min = 0, .max = DICTIONARY_FIELDS_MAX),
    FIELD_LIST(DictionaryDocument, rules,  dictionary_rule_shape,  .min = 0, .max = DICTIONARY_RULES_MAX),
};
const Shape dictionary_document_shape = SHAPE(DictionaryDocument, document_fields);

static const Field version_fields[] = {
    FIELD     (DictionaryVersion, version),
    FIELD     (DictionaryVersion, state),
    FIELD     (DictionaryVersion, note),
    FIELD     (DictionaryVersion, rule_count),
    FIELD_ID  (DictionaryVersion, published_by),
    FIELD     (DictionaryVersion, published_by_name),
    FIELD_TIME(DictionaryVersion, published_at_ms),
};
static const Shape dictionary_version_shape = SHAPE(DictionaryVersion, version_fields);

static const Field view_fields[] = {
    FIELD_OBJECT(DictionaryView, draft,        dictionary_document_shape),
    FIELD       (DictionaryView, live_version),
    FIELD       (DictionaryView, revision),
    FIELD_LIST  (DictionaryView, versions,     dictionary_version_shape),
};
const Shape dictionary_view_shape = SHAPE(DictionaryView, view_fields);

static const Field field_diff_fields[] = {
    FIELD_LIST(DictionaryFieldDiff, added,        dictionary_field_shape),
    FIELD_LIST(DictionaryFieldDiff, removed,      dictionary_field_shape),
    FIELD_LIST(DictionaryFieldDiff, changed,      dictionary_field_shape, .about = "As it is in the newer one"),
    FIELD_LIST(DictionaryFieldDiff, changed_from, dictionary_field_shape, .about = "Each of changed as it was"),
};
static const Shape dictionary_field_diff_shape = SHAPE(DictionaryFieldDiff, field_diff_fields);

static const Field diff_fields[] = {
    FIELD_LIST  (DictionaryDiff, added,        dictionary_rule_shape),
    FIELD_LIST  (DictionaryDiff, removed,      dictionary_rule_shape),
    FIELD_LIST  (DictionaryDiff, changed,      dictionary_rule_shape, .about = "As it is in the newer one"),
    FIELD_LIST  (DictionaryDiff, changed_from, dictionary_rule_shape, .about = "Each of changed as it was"),
    FIELD_OBJECT(DictionaryDiff, fields,       dictionary_field_diff_shape),
    FIELD_WITH  (DictionaryDiff, is_reordered, .about = "What both have stands in another order: the first counts"),
};
const Shape dictionary_diff_shape = SHAPE(DictionaryDiff, diff_fields);

static const Field sample_fields[] = {
    FIELD(DictionarySample, field),
    FIELD(DictionarySample, value),
    FIELD(DictionarySample, count),
    FIELD(DictionarySample, was_matched),
    FIELD(DictionarySample, is_matched),
    FIELD(DictionarySample, differs),
    FIELD(DictionarySample, was),
    FIELD(DictionarySample, is),
};
static const Shape dictionary_sample_shape = SHAPE(DictionarySample, sample_fields);

static const Field trial_fields[] = {
    FIELD     (DictionaryTrial, values),
    FIELD     (DictionaryTrial, matched_before),
    FIELD     (DictionaryTrial, matched_after),
    FIELD     (DictionaryTrial, differ),
    FIELD_LIST(DictionaryTrial, samples, dictionary_sample_shape),
};
const Shape dictionary_trial_shape = SHAPE(DictionaryTrial, trial_fields);

static const Field trial_draft_fields[] = {
    FIELD_WITH(DictionaryTrialDraft, field,   .min = 0, .max = 40),
    FIELD_WITH(DictionaryTrialDraft, samples, .min = 0, .max = 200),
};
const Shape dictionary_trial_draft_shape = SHAPE(DictionaryTrialDraft, trial_draft_fields);

static const Field unmatched_fields[] = {
    FIELD     (DictionaryUnmatched, field),
    FIELD     (DictionaryUnmatched, value),
    FIELD     (DictionaryUnmatched, count),
    FIELD_TIME(DictionaryUnmatched, last_at_ms),
};
const Shape dictionary_unmatched_shape = SHAPE(DictionaryUnmatched, unmatched_fields);

static const Field row_fields[] = {
    FIELD_ID  (DictionaryRow, tenant_id, .flags = SECRET),
    FIELD     (DictionaryRow, version),
    FIELD     (DictionaryRow, state),
    FIELD_WITH(DictionaryRow, document, .min = 0, .max = DICTIONARY_JSON_MAX),
    FIELD_WITH(DictionaryRow, types,    .min = 0, .max = 8000),
    FIELD     (DictionaryRow, note),
    FIELD     (DictionaryRow, rule_count),
    FIELD_ID  (DictionaryRow, published_by),
    FIELD_TIME(DictionaryRow, published_at_ms),
    FIELD     (DictionaryRow, revision),
};
const Shape dictionary_row_shape = SHAPE(DictionaryRow, row_fields);

static const Field raw_fields[] = {
    FIELD_ID  (DictionaryRaw, tenant_id, .flags = SECRET),
    FIELD_ID  (DictionaryRaw, customer_id),
    FIELD     (DictionaryRaw, field),
    FIELD     (DictionaryRaw, value),
    FIELD_TIME(DictionaryRaw, at_ms),
    FIELD     (DictionaryRaw, event_seq),
    FIELD     (DictionaryRaw, is_matched),
    FIELD     (DictionaryRaw, tag_ids),
    FIELD     (DictionaryRaw, rules),
    FIELD     (DictionaryRaw, version),
};
const Shape dictionary_raw_shape = SHAPE(DictionaryRaw, raw_fields);
// clang-format on
