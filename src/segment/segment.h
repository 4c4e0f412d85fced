/* segment.h -- audiences: customers for whom a rule holds.
 *
 * A rule is a JsonLogic document over variables, tags, relations, events and other audiences
 * (docs/rules.md).  A live audience is always true: what changed for a person is asked again for
 * him, windows wake whom they leave behind.  A fixed one is whom the rule held for once, a
 * scheduled one is taken anew every few hours.  Of the audiences of a pool a person is in one at
 * most, the one with the least priority number.  Who came and went, when and why, stays.
 *
 * All is answered from memory (crowd/), which is loaded when it is first asked for; memberships
 * outlive the process as packed snapshots and moves since then. */
#ifndef SEGMENT_SEGMENT_H
#define SEGMENT_SEGMENT_H

#include "bulk/bulk.h"
#include "crowd/crowd.h"
#include "org/org.h"
#include "tagging/tagging.h"

typedef struct SegmentId {
    int64_t v;
} SegmentId;

typedef enum SegmentKind { SEGMENT_LIVE = 1, SEGMENT_FIXED, SEGMENT_SCHEDULED } SegmentKind;
extern const Words segment_kind_words;

/* While its memory is loaded, after a start, its size is not known. */
typedef enum SegmentState { SEGMENT_COUNTING = 1, SEGMENT_READY } SegmentState;
extern const Words segment_state_words;

enum {
    SEGMENTS_MAX          = 5000,
    SEGMENT_RULE_JSON_MAX = 16 * 1024,
    SEGMENT_EXAMINE_MAX   = 200000 /* candidates of a preview that are asked one by one */
};

typedef struct SegmentPoint {
    int64_t at_ms, size, entered, gone;
    Str     why; /* filled, rule, hour, schedule */
} SegmentPoint;

typedef struct Segment {
    int64_t      id;
    Str          name, definition;
    SegmentKind  kind;
    Str          rule; /* JSON */
    Str          pool;
    int32_t      priority, every_hours;
    bool         tells;
    SegmentState state;
    int64_t      size; /* now, of those the caller may see; -1: counting, outside null */
    int64_t      filled_at_ms, next_at_ms;
    Str          sentence_zh, sentence_en;
    Str          origin;        /* JSON: the question its people came of; absent: of its rule */
    Str          reason, place; /* why its rule no longer works, "segment.unknown_tag" */
    Rows         trend;         /* of SegmentPoint: the last 30 */
    int64_t      created_by, created_at_ms, updated_at_ms, revision;
} Segment;
extern const Shape segment_shape, segment_point_shape;

typedef struct SegmentDraft {
    Str         name, definition;
    SegmentKind kind;
    Str         rule;
    Str         pool;
    int32_t     priority, every_hours;
    bool        tells;
    int64_t     revision; /* 0: a new one */
} SegmentDraft;
extern const Shape segment_draft_shape;

/* All, by pool and priority, then by name: Rows of Segment.  Neither waits for loading: what is not
 * in memory yet is "counting", and "segment.ready" is said when it is. */
Code segment_list(Ctx *cx, Rows *segments) MUST_USE;
/* ERR_NOT_FOUND "segment.not_found". */
Code segment_get(Ctx *cx, SegmentId id, Segment *out) MUST_USE;
/* Makes or changes it, and writes down who is in it.  ERR_INVALID those of a check; ERR_CONFLICT
 * "segment.name_taken", "segment.changed_meanwhile"; ERR_LIMIT "segment.too_many",
 * "segment.too_large". */
Code segment_save(Ctx *cx, SegmentId id, const SegmentDraft *draft, Segment *out) MUST_USE;

/* People who have nothing in common but the question they came of. */
typedef struct SegmentPeopleDraft {
    Str name, definition;
    Str origin; /* JSON */
} SegmentPeopleDraft;

/* A fixed audience of these people; who is no customer is left out.  As segment_save(). */
Code segment_save_people(Ctx *cx, const SegmentPeopleDraft *draft, Ids people,
                         Segment *out) MUST_USE;
/* ERR_CONFLICT "segment.in_use" while another one asks it. */
Code segment_delete(Ctx *cx, SegmentId id, int64_t revision) MUST_USE;
/* Takes a fixed or scheduled one anew, now.  ERR_INVALID "segment.always_live", "segment.of_people"
 * when it has no rule. */
Code segment_refresh(Ctx *cx, SegmentId id, Segment *out) MUST_USE;

/* ---- trying a rule ------------------------------------------------------------------------- */

typedef struct SegmentAsk {
    Str     rule;
    int64_t id;           /* of the audience it is for, which it may not ask itself; 0: none   */
    bool    wants_sample; /* names and overlaps too                                           */
} SegmentAsk;
extern const Shape segment_ask_shape;

typedef struct SegmentPerson {
    int64_t customer_id;
    Str     name;
} SegmentPerson;

typedef struct SegmentStep {
    Str     ask, how; /* "gender" by "bitmap", "column", "events" */
    int64_t count;    /* -1, outside null: only candidates were looked at, or not for the caller */
} SegmentStep;

/* Those of another audience who are in this one too. */
typedef struct SegmentOverlap {
    int64_t segment_id;
    Str     name;
    int64_t size, both;
    double  share; /* of this one, who are in the other as well: 0..1             */
    double  lift;  /* how much oftener than among all customers; 0: nobody to tell by */
} SegmentOverlap;

typedef struct SegmentPreview {
    bool    is_good;
    Str     reason, place, allowed; /* of what is wrong                                      */
    int64_t count, total;           /* of those the caller may see                           */
    bool    is_exact;               /* else reckoned from `examined` of `candidates`          */
    Str     fit;                    /* exact, wider, unknown: what of it the index knows      */
    int64_t candidates, examined;
    Str     sentence_zh, sentence_en;
    ScopeTold scope;  /* who those are, in words */
    Rows    steps;    /* of SegmentStep    */
    Rows    sample;   /* of SegmentPerson  */
    Rows    overlaps; /* of SegmentOverlap */
} SegmentPreview;
extern const Shape segment_preview_shape;

/* Whom it would hold now; nothing changes.  A rule that makes no sense is told, not refused. */
Code segment_preview(Ctx *cx, const SegmentAsk *ask, SegmentPreview *out) MUST_USE;
/* How many people the rule holds for, all asked.  ERR_INVALID with the reason and place. */
Code segment_count(Ctx *cx, Str rule, int64_t *count) MUST_USE;
/* The ids of those of them whom the caller may see, rising.  As above. */
Code segment_rule_ids(Ctx *cx, Str rule, Ids *ids) MUST_USE;
/* What rules may speak of. */
Code segment_words(Ctx *cx, TagRuleWords *out) MUST_USE;

/* ---- who is in it ---------------------------------------------------------------------------- */

/* For other slices: whether a person is in it now; ids from behind `after` on, rising, at most
 * `limit`.  Not bound by the caller's scope.  ERR_NOT_FOUND "segment.not_found". */
Code segment_has(Ctx *cx, SegmentId id, CustomerId customer, bool *has) MUST_USE;
Code segment_ids(Ctx *cx, SegmentId id, int64_t after, size_t limit, Ids *ids) MUST_USE;

typedef struct SegmentResult {
    Str     result_id;
    int64_t total;
} SegmentResult;
extern const Shape segment_result_shape;

/* Those the caller may see as a frozen list of customers. */
Code segment_people(Ctx *cx, SegmentId id, SegmentResult *out) MUST_USE;
/* The same of a rule that is not saved. */
Code segment_rule_people(Ctx *cx, const SegmentAsk *ask, SegmentResult *out) MUST_USE;
/* The customers as a file, by a job. */
Code segment_export(Ctx *cx, SegmentId id, const ExportDraft *draft, bool english,
                    Job *out) MUST_USE;

typedef struct SegmentChange {
    int64_t id, customer_id;
    Str     name;
    int64_t at_ms;
    bool    entered;
    Str     why;
} SegmentChange;
extern const Shape segment_change_shape;

/* Who entered and left, newest first, of those the caller may see. */
Code segment_changes(Ctx *cx, SegmentId id, Str cursor, int64_t limit, Rows *items,
                     Str *next_cursor) MUST_USE;
/* How large it was, oldest first: Rows of SegmentPoint. */
Code segment_history(Ctx *cx, SegmentId id, Rows *points) MUST_USE;

/* ---- keeping them true -------------------------------------------------------------- */

/* Nothing is loaded yet, and no thread follows: a question loads what it asks. */
SegmentIndex *segment_index_new(const Services *services);
/* Follows the log in the background, for brands that have audiences. */
void          segment_index_start(SegmentIndex *index);
void          segment_index_free(SegmentIndex *index);
/* Brings the tenant's audiences up to date and writes down who moved. */
Code          segment_index_settle(Ctx *cx) MUST_USE;
/* Bytes in memory. */
size_t        segment_index_bytes(SegmentIndex *index);

/* "segment.refresh": a scheduled one is due; "segment.measure": sizes of the hour. */
extern const TimerKind segment_refresh_timer, segment_measure_timer;
extern const SqlList   segment_sql, segment_load_sql;

#endif
