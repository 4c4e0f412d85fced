/* target.h -- targets: what a metric is to reach, by whom and in which days, beside what it is.
 *
 * A target is seen by who sees everybody of its owner. */
#ifndef TARGET_TARGET_H
#define TARGET_TARGET_H

#include "insight/insight.h"
#include "metric/metric.h"
#include "org/org.h"

typedef struct TargetId {
    int64_t v;
} TargetId;

enum { TARGETS_MAX = 5000 /* of one brand */, TARGET_ROWS_MAX = 500, TARGET_LIST_MAX = 300,
       TARGET_STAFF_MAX = 8000 /* of one owner, as a filter */ };

typedef enum TargetOwner {
    TARGET_BRAND = 1,
    TARGET_DEPARTMENT,
    TARGET_STORE,
    TARGET_STAFF
} TargetOwner;

typedef enum TargetState {
    TARGET_WAITING = 1, /* its days have not begun                    */
    TARGET_ON_PACE,     /* as much as is expected by now              */
    TARGET_BEHIND,
    TARGET_REACHED,
    TARGET_MISSED,      /* over, or more than a ceiling               */
    TARGET_UNKNOWN      /* there is no number; `reason` tells why     */
} TargetState;

extern const Words target_owner_words, target_state_words;

typedef struct Target {
    int64_t     id, tenant_id, user_id;
    Str         scene;       /* what it is for: "双 11"; may be empty    */
    Str         metric;      /* a key of the catalogue                  */
    Str         from_on, to_on; /* business days, both in it             */
    TargetOwner owner_kind;
    int64_t     owner_id;    /* 0 of the brand                          */
    int64_t     value;       /* in the unit; of ratios in 1/10,000      */
    bool        is_ceiling;  /* at most, not at least                   */
    int64_t     revision, created_at_ms, changed_at_ms;
    int64_t     deleted_at_ms;
    /* In answers only: */
    Str         owner_name;
    int64_t     actual_num, actual_den; /* den 0: none                  */
    int64_t     expected;    /* by now, in the unit of `value`          */
    TargetState state;
    Str         reason;
    Str         filters;     /* JSON: which events are the owner's      */
} Target;
extern const Shape target_shape;

typedef struct TargetQuery {
    Str from, to; /* business days; absent: this month */
    Str metric;   /* absent: all                       */
} TargetQuery;
extern const Shape target_query_shape;

/* Those whose days meet the asked days, with their numbers; by metric, scene, days and owner.
 * Outside a transaction.  `is_cut`: there are more. */
Code target_list(Ctx *cx, const TargetQuery *query, Rows *targets, bool *is_cut) MUST_USE;
/* With its number.  Outside a transaction. */
Code target_get(Ctx *cx, TargetId id, Target *out) MUST_USE;

/* Of those of an owner in a metric whose days hold `day` the one with the fewest days, the newest
 * of several, with its number; not `found`: there is none the caller sees all of the owner of.
 * Outside a transaction. */
Code target_find(Ctx *cx, Str metric, TargetOwner kind, int64_t id, Str day, Target *out,
                 bool *found) MUST_USE;
/* Which events are an owner's, as a filter of a question about events of `types` (none: any), and
 * how he is called; of an owner seen in part those of the staff the caller sees.  ERR_NOT_FOUND
 * "target.unknown_owner", also where he sees nobody of it; ERR_LIMIT "target.too_many_staff". */
Code target_owner_filter(Ctx *cx, TargetOwner kind, int64_t id, Strs types, Str *filters,
                         Str *name) MUST_USE;

/* One line of a sheet; value 0 takes the target away. */
typedef struct TargetLine {
    TargetOwner owner_kind;
    int64_t     owner_id, value;
} TargetLine;
extern const Shape target_line_shape;

/* Many owners of one metric and the same days at once. */
typedef struct TargetSheet {
    Str     scene, metric, from_on, to_on;
    bool    is_ceiling;
    Rows    lines; /* of TargetLine */
    int64_t saved, removed; /* in answers */
} TargetSheet;
extern const Shape target_sheet_shape;

/* Sets them all or none.  "target.bad_days", "target.unknown_metric", "target.unknown_owner",
 * "target.too_many". */
Code target_set(Ctx *cx, const TargetSheet *sheet, TargetSheet *out) MUST_USE;
/* "target.changed_meanwhile". */
Code target_update(Ctx *cx, TargetId id, int64_t revision, int64_t value) MUST_USE;
Code target_delete(Ctx *cx, TargetId id) MUST_USE;
/* Takes a deletion back; "target.taken" when there is another in its place. */
Code target_restore(Ctx *cx, TargetId id) MUST_USE;

extern const SqlList target_sql;

#endif
