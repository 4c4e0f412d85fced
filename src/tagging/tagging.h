/* tagging.h -- what tags mean, the rules that give them, and why somebody has one.
 *
 * A tag of the library may have a type (flag, enum, number band, date), an owner, a definition, a
 * review date, an expiry and a rule: a JsonLogic document over attributes, relations, tags and
 * events. A rule is asked again for a person when something happens that it reads, when one of his
 * events leaves a window, and for everybody when it changes.  What a person had, from when until
 * when and why, stays.  Tags of an exclusive group are one at most: the newest given by hand, else
 * the first in the library's order whose rule holds. */
#ifndef TAGGING_TAGGING_H
#define TAGGING_TAGGING_H

#include "tagging/tagging_language.h"

typedef enum TagType { TAG_FLAG = 1, TAG_ENUM, TAG_BAND, TAG_DATE } TagType;
extern const Words tag_type_words;

/* from <= number < to; 15 digits with a fraction of 6 at most, absent: open. */
typedef struct TagBand {
    Str label, from, to;
} TagBand;

enum { TAG_RULES_MAX = 500, TAG_RULE_JSON_MAX = 16 * 1024 };

typedef struct TypedTag {
    int64_t id;
    Str     name;
    int64_t group_id;
    Str     group_name;
    TagKind kind;
    bool    is_exclusive; /* the group */
    TagType type;
    Str     category;
    int64_t owner_id;
    Str     owner_name, definition, review_on;
    int32_t expires_days;
    Strs    choices;
    Rows    bands; /* of TagBand */
    Str     rule;  /* JSON; absent: none */
    bool    is_on;
    Str     sentence_zh, sentence_en;
    int64_t customer_count, revision;
} TypedTag;
extern const Shape typed_tag_shape;

typedef struct TypedTagDraft {
    TagType type;
    Str     category;
    int64_t owner_id;
    Str     definition, review_on;
    int32_t expires_days;
    Strs    choices;
    Rows    bands;
    Str     rule;
    bool    is_on;
    int64_t revision; /* 0: it has no details yet */
} TypedTagDraft;
extern const Shape typed_tag_draft_shape;

/* All tags of the library, with what is known of them: Rows of TypedTag. */
Code tagging_list(Ctx *cx, Rows *tags) MUST_USE;
/* A rule that is switched on is applied to everybody, as a job.  ERR_INVALID
 * "tagging.needs_values", "tagging.bad_bands", "tagging.bad_date", those of a check; ERR_CONFLICT
 * "tagging.changed_meanwhile"; ERR_NOT_FOUND "tag.not_found". */
Code tagging_save(Ctx *cx, TagId id, const TypedTagDraft *draft, TypedTag *out) MUST_USE;
/* ERR_NOT_FOUND "tag_group.not_found". */
Code tagging_set_exclusive(Ctx *cx, TagGroupId group, bool is_exclusive) MUST_USE;
/* By hand, with a value where the type has one.  ERR_INVALID "tagging.bad_value", "tag.unknown". */
Code tagging_give(Ctx *cx, CustomerId customer, TagId tag, Str value) MUST_USE;

/* ---- trying a rule ----------------------------------------------------------------------- */

typedef struct TagRuleDraft {
    TagType type;
    Strs    choices;
    Rows    bands;
    Str     rule;
} TagRuleDraft;
extern const Shape tag_rule_draft_shape;

typedef struct TagRuleCheck {
    bool is_good;
    Str  reason, place, allowed; /* of what is wrong */
    Str  sentence_zh, sentence_en;
    Strs reads;
} TagRuleCheck;
extern const Shape tag_rule_check_shape;

/* Whether it could be saved, and what it says. */
Code tagging_check(Ctx *cx, const TagRuleDraft *draft, TagRuleCheck *out) MUST_USE;

typedef struct TagRuleMatch {
    int64_t customer_id;
    Str     name, value;
} TagRuleMatch;
typedef struct TagRulePreview {
    int64_t count, examined, total;
    bool    is_exact; /* else counted from those examined */
    Rows    matches;  /* of TagRuleMatch: the first 10 */
} TagRulePreview;
extern const Shape tag_rule_preview_shape;

/* Whom it would give the tag now; nothing changes. */
Code tagging_preview(Ctx *cx, const TagRuleDraft *draft, TagRulePreview *out) MUST_USE;

typedef struct TagRuleVariable {
    Str  name, label, label_zh, unit;
    Str  type; /* of rule_type_words */
    Strs choices;
} TagRuleVariable;
typedef struct TagRuleWords {
    Rows variables;   /* of TagRuleVariable */
    Rows event_types; /* of EventCount */
} TagRuleWords;
extern const Shape tag_rule_words_shape;

/* What rules may speak of. */
Code tagging_words(Ctx *cx, TagRuleWords *out) MUST_USE;

/* ---- why ---------------------------------------------------------------------------------- */

typedef struct TagFact {
    Str name, name_zh, value;
} TagFact;

typedef struct TagReason {
    int64_t tag_id;
    Str     name, group_name;
    TagType type;
    Str     value, source;
    Str     sentence_zh, sentence_en; /* of a rule; of the dictionary what was said */
    Rows    facts;                    /* of TagFact: what the rule saw */
    int64_t since_ms, until_ms, expires_at_ms;
    Str     ended_by, replaced_by_name;
} TagReason;

typedef struct TagReasons {
    Rows items, history; /* of TagReason: held now; ended, newest first */
} TagReasons;
extern const Shape tag_reasons_shape;

/* Why a customer has each of his tags, and had others.  ERR_NOT_FOUND "customer.not_found". */
Code tagging_reasons(Ctx *cx, CustomerId customer, TagReasons *out) MUST_USE;

/* ---- keeping them true ----------------------------------------------------------------------- */

/* Compiled rules of each tenant, shared by all threads. */
TagBook *tagging_book_new(void);
void     tagging_book_free(TagBook *book);

/* Hears everything: evidence and dictionary first, then the rules that read it. */
extern const Consumer  tagging_consumer;
extern const TimerKind tagging_due_timer;    /* "tagging.due": a window moves        */
extern const TimerKind tagging_expiry_timer; /* "tagging.expiry": a tag is over      */
extern const JobKind   tagging_apply_job;    /* "tagging.apply": a rule for everybody */
extern const SqlList   tagging_sql;

#endif
