/* attribute.h -- what can be known of a person, who said so, and which value counts.
 *
 * Every value is evidence: who said it, when, how sure, of which event.  It belongs to the person
 * it was said of, for good; who was folded into another is read with him, so a split finds all as
 * it was.  The value that counts follows from the evidence by the attribute's policy
 * (attribute_decide.h) and is decided anew whenever evidence comes, ends or is taken back. */
#ifndef ATTRIBUTE_ATTRIBUTE_H
#define ATTRIBUTE_ATTRIBUTE_H

#include "attribute/attribute_decide.h"
#include "customer/customer.h"

typedef struct AttributeId {
    int64_t v;
} AttributeId;

typedef enum AttributeType {
    ATTRIBUTE_TEXT = 1,
    ATTRIBUTE_NUMBER,
    ATTRIBUTE_DATE,
    ATTRIBUTE_ENUM,
    ATTRIBUTE_BOOL
} AttributeType;
extern const Words attribute_type_words;

enum { ATTRIBUTES_MAX = 500, ATTRIBUTE_VALUE_CHARS_MAX = 200, ATTRIBUTE_CHOICES_MAX = 200 };

typedef struct Attribute {
    int64_t         id;
    Str             key, name;
    AttributeType   type;
    Str             unit, category, definition;
    Str             owner;       /* who answers for it, in words */
    bool            is_personal; /* shown as the caller's role sees remarks */
    Strs            choices;
    AttributePolicy policy;
    int64_t         customer_count;
    int64_t         updated_at_ms, revision;
} Attribute;
extern const Shape attribute_shape, attribute_policy_shape;

typedef struct AttributeDraft {
    Str             key, name;
    AttributeType   type;
    Str             unit, category, definition, owner;
    bool            is_personal;
    Strs            choices;
    AttributePolicy policy;
} AttributeDraft;
extern const Shape attribute_draft_shape;

/* All, by category and name: Rows of Attribute. */
Code             attribute_list(Ctx *cx, Rows *attributes) MUST_USE;
/* ERR_NOT_FOUND "attribute.not_found". */
Code             attribute_get(Ctx *cx, AttributeId id, Attribute *out) MUST_USE;
/* NULL when there is none of that key. */
const Attribute *attribute_of_key(const Rows *attributes, Str key);
/* ERR_INVALID "attribute.bad_key", "attribute.needs_choices", "attribute.bad_source"; ERR_CONFLICT
 * "attribute.key_taken"; ERR_LIMIT "attribute.too_many". */
Code             attribute_create(Ctx *cx, const AttributeDraft *draft, Attribute *out) MUST_USE;
/* Key and type stay ("attribute.fixed").  Another policy decides for everybody anew, as a job.
 * "attribute.changed_meanwhile". */
Code attribute_update(Ctx *cx, AttributeId id, int64_t revision, const AttributeDraft *draft,
                      Attribute *out) MUST_USE;
/* ERR_CONFLICT "attribute.in_use" while anything was said of it. */
Code attribute_delete(Ctx *cx, AttributeId id, int64_t revision) MUST_USE;

/* ---- values -------------------------------------------------------------------------- */

/* The form in which a value of that type is kept; absent when it is none: numbers without needless
 * zeros, days as YYYY-MM-DD, "true" and "false". */
Str    attribute_value(Arena *arena, AttributeType type, Strs choices, Str text);
/* Of a value in that form. */
double attribute_value_number(Str value);

/* ---- evidence ------------------------------------------------------------------------- */

typedef struct Evidence {
    int64_t id, tenant_id, customer_id, attribute_id;
    Str     about, value, source, ref, raw;
    int64_t store_id;
    int32_t distance_m, confidence;
    int64_t at_ms, until_ms, ended_at_ms, event_seq;
} Evidence;
extern const Shape evidence_shape;

typedef struct EvidenceDraft {
    Str key, about, value, source;
    Str ref; /* names the saying; absent: a new one that replaces what this source said before */
    Str raw; /* the words it was read from          */
    int64_t store_id;
    int32_t distance_m; /* -1: not known                       */
    int32_t confidence;
    int64_t at_ms; /* 0: now                              */
    int64_t until_ms;
    int64_t event_seq;
} EvidenceDraft;
extern const Shape evidence_draft_shape;

/* Keeps what was said and decides anew.  The same ref again replaces what it said.  Says
 * attribute.decided when another value counts.  `evidence_id` may be NULL.
 * ERR_INVALID "attribute.unknown_key", "attribute.bad_value", "attribute.bad_instant". */
Code attribute_tell(Ctx *cx, CustomerId customer, const EvidenceDraft *draft,
                    int64_t *evidence_id) MUST_USE;
/* Takes back what `ref` said of that person, of any attribute, but for those in `keep` (ids of
 * evidence; may be empty). */
Code attribute_untell(Ctx *cx, CustomerId customer, Str ref, Ids keep) MUST_USE;
/* One saying ends now.  ERR_NOT_FOUND "attribute.no_evidence". */
Code attribute_end(Ctx *cx, CustomerId customer, int64_t evidence_id) MUST_USE;
/* Decides all attributes of a person anew. */
Code attribute_decide_all(Ctx *cx, CustomerId customer) MUST_USE;
/* customer.merged, customer.split: what counts for both. */
Code attribute_hear(Ctx *cx, const Event *event) MUST_USE;

/* ---- what counts ------------------------------------------------------------------------ */

typedef struct CustomerAttribute {
    int64_t tenant_id, customer_id, attribute_id;
    Str     about, value, why_json;
} CustomerAttribute;
extern const Shape customer_attribute_shape;

/* Of one person: Rows of CustomerAttribute, as they are kept. */
Code attribute_values(Ctx *cx, CustomerId customer, Rows *values) MUST_USE;

typedef struct StandingView {
    Str     value;
    int64_t count;
    int32_t percent;
    Str     source;
    int64_t last_at_ms;
} StandingView;

typedef struct AttributeView {
    int64_t       attribute_id;
    Str           key, name;
    AttributeType type;
    Str           unit, category, about, value;
    bool          is_personal;
    PolicyKind    policy;
    DecidedBy     decided_by;
    Rows          standings; /* of StandingView, the one that counts first; at most 5 */
} AttributeView;

typedef struct EvidenceView {
    int64_t id;
    Str     key, name, about, value, source, raw;
    int64_t store_id;
    Str     store_name;
    int32_t distance_m, confidence;
    int64_t at_ms, until_ms, ended_at_ms, event_seq;
} EvidenceView;

typedef struct CustomerAttributes {
    Rows items;    /* of AttributeView */
    Rows evidence; /* of EvidenceView, newest first; at most 200 */
} CustomerAttributes;
extern const Shape customer_attributes_shape;

/* What is known of a customer, with reasons and evidence.  ERR_NOT_FOUND "customer.not_found". */
Code attribute_view(Ctx *cx, CustomerId customer, CustomerAttributes *out) MUST_USE;

extern const SqlList   attribute_sql;
extern const JobKind   attribute_decide_job;  /* "attribute.decide"      */
extern const TimerKind attribute_until_timer; /* "attribute.until": a saying is over */

#endif
