/* dictionary.h -- raw values of platforms translated into tags and attributes.
 *
 * A version is a document: the fields raw values come from (a type of event and a path into it),
 * and rules.  There is one draft and at most one live version.  All rules that match a value count,
 * in their order; of two that give one attribute the first.  Raw values are kept per person, so a
 * new version is applied to history as well: the job "dictionary.rerun" may be repeated and killed
 * at will, it ends in the same state. */
#ifndef DICTIONARY_DICTIONARY_H
#define DICTIONARY_DICTIONARY_H

#include "attribute/attribute.h"
#include "dictionary/dictionary_pattern.h"
#include "wire/json.h"

typedef enum DictionaryKind { DICTIONARY_EXACT = 1, DICTIONARY_PATTERN } DictionaryKind;
extern const Words dictionary_kind_words;

/* All patterns together have so many tokens: a value of PATTERN_TEXT_MAX bytes costs at most five
 * million steps, some hundredths of a second. */
enum {
    DICTIONARY_RULES_MAX  = 1000,
    DICTIONARY_FIELDS_MAX = 60,
    DICTIONARY_TOKENS_MAX = 10000,
    DICTIONARY_JSON_MAX   = 900 * 1024
};

/* Where raw values come from.  `path` walks the payload ("traits.taste", "items[].color");
 * "@remark" and
 * "@description" are those of the person's open relations. */
typedef struct DictionaryField {
    Str key, name, type, path, source;
} DictionaryField;

typedef struct DictionaryGive {
    Str key, about, value; /* of the attribute; {name} is what a pattern took */
} DictionaryGive;

typedef struct DictionaryRule {
    Str            id;
    Str            field; /* absent: any */
    DictionaryKind kind;
    Str            match;
    Ids            tag_ids;
    Rows           gives; /* of DictionaryGive */
    int32_t        confidence;
} DictionaryRule;

typedef struct DictionaryDocument {
    Rows fields; /* of DictionaryField */
    Rows rules;  /* of DictionaryRule */
} DictionaryDocument;
extern const Shape dictionary_document_shape, dictionary_rule_shape;

/* ---- translating --------------------------------------------------------------------- */

typedef struct Dictionary Dictionary;

typedef struct DictionaryValue {
    Str     key, about, value;
    int32_t confidence;
} DictionaryValue;

typedef struct Translation {
    Ids  tag_ids;
    Rows values; /* of DictionaryValue */
    Strs rules;  /* ids of those that matched */
} Translation;

/* Everything the rules name must be there.  ERR_INVALID with the field: "dictionary.bad_pattern",
 * "dictionary.pattern_long", "dictionary.too_heavy", "dictionary.unknown_field",
 * "dictionary.unknown_part", "dictionary.twice", "attribute.unknown_key", "tag.unknown". */
Code dictionary_compile(Ctx *cx, const DictionaryDocument *document, bool checks,
                        const Dictionary **out) MUST_USE;
/* What the rules make of a raw value; values that do not fit their attribute are left out. */
Code dictionary_translate(Ctx *cx, const Dictionary *dictionary, Str field, Str raw,
                          Translation *out) MUST_USE;
/* The texts at a path of a payload. */
Strs dictionary_texts_at(Arena *arena, const Json *payload, Str path);

/* ---- versions ---------------------------------------------------------------------------- */

typedef struct DictionaryVersion {
    int64_t version;
    Str     state, note;
    int64_t rule_count, published_by;
    Str     published_by_name;
    int64_t published_at_ms;
} DictionaryVersion;

typedef struct DictionaryView {
    DictionaryDocument draft;
    int64_t            live_version; /* 0: none yet */
    int64_t            revision;     /* of the draft */
    Rows               versions;     /* of DictionaryVersion, newest first */
} DictionaryView;
extern const Shape dictionary_view_shape;

/* Fields are the same by key, type and path.  `changed_from` is `changed` as it was, in its order.
 */
typedef struct DictionaryFieldDiff {
    Rows added, removed, changed, changed_from; /* of DictionaryField */
} DictionaryFieldDiff;

/* Rules are the same by id.  What both have may stand in another order, too: of two rules that
 * give one attribute, and of two fields of one key, the first counts. */
typedef struct DictionaryDiff {
    Rows                added, removed, changed, changed_from; /* of DictionaryRule */
    DictionaryFieldDiff fields;
    bool                is_reordered;
} DictionaryDiff;
extern const Shape dictionary_diff_shape;

/* Draft and versions; a draft with the usual fields when nobody wrote one yet. */
Code dictionary_view(Ctx *cx, DictionaryView *out) MUST_USE;
/* Those of compile; ERR_CONFLICT "dictionary.changed_meanwhile". */
Code dictionary_save(Ctx *cx, int64_t revision, const DictionaryDocument *document,
                     DictionaryView *out) MUST_USE;
/* The draft becomes the live version, and history is translated anew as a job. */
Code dictionary_publish(Ctx *cx, int64_t revision, Str note, DictionaryView *out) MUST_USE;
/* An old version becomes the draft again. */
Code dictionary_restore(Ctx *cx, int64_t version, int64_t revision, DictionaryView *out) MUST_USE;
/* What `to` (0: the draft) has that `from` (0: nothing) has not.  ERR_NOT_FOUND
 * "dictionary.no_version". */
Code dictionary_diff(Ctx *cx, int64_t from, int64_t to, DictionaryDiff *out) MUST_USE;

typedef struct DictionarySample {
    Str     field, value;
    int64_t count; /* of persons; 0: typed in */
    bool    was_matched, is_matched, differs;
    Str     was, is; /* in words: tags and attributes */
} DictionarySample;

typedef struct DictionaryTrial {
    int64_t values, matched_before, matched_after, differ;
    Rows    samples; /* of DictionarySample */
} DictionaryTrial;
extern const Shape dictionary_trial_shape;

typedef struct DictionaryTrialDraft {
    Str  field; /* of `samples`; absent: any rule */
    Strs samples;
} DictionaryTrialDraft;
extern const Shape dictionary_trial_draft_shape;

/* The draft against the live version, over what is typed in and the 500 most frequent raw values.
 */
Code dictionary_try(Ctx *cx, const DictionaryTrialDraft *draft, DictionaryTrial *out) MUST_USE;

typedef struct DictionaryUnmatched {
    Str     field, value;
    int64_t count, last_at_ms;
} DictionaryUnmatched;
extern const Shape dictionary_unmatched_shape;

/* Values no rule matches, most frequent first; `field` may be absent. */
Code dictionary_unmatched(Ctx *cx, Str field, int64_t limit, Rows *items) MUST_USE;

/* ---- hearing and history --------------------------------------------------------------------- */

/* Translates what an event says of its person, when the live version reads its type. */
Code dictionary_hear(Ctx *cx, const Event *event) MUST_USE;
/* Whether it does. */
Code dictionary_reads(Ctx *cx, Str type, bool *is_read) MUST_USE;
/* History is translated anew. */
Code dictionary_rerun(Ctx *cx, Job *job) MUST_USE;

/* Why a person has a tag by the dictionary: Rows of DictionaryReason; none when he has not. */
typedef struct DictionaryReason {
    Str     field, value, rules;
    int64_t at_ms;
} DictionaryReason;
Code dictionary_reasons(Ctx *cx, CustomerId customer, int64_t tag_id, Rows *reasons) MUST_USE;

extern const SqlList dictionary_sql;
extern const JobKind dictionary_rerun_job;

#endif
