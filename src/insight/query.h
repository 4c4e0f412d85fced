/* query.h -- one question about events, as a value: what is asked, and the rows it gives.
 *
 * Everything it may say stands in docs/query.md.  Its nested members are JSON and are read by
 * question.h, which names the place of what is wrong. */
#ifndef INSIGHT_QUERY_H
#define INSIGHT_QUERY_H

#include "columnar/projection.h"
#include "org/org.h"
#include "segment/segment.h"

typedef enum QueryKind {
    QUERY_TREND = 1,
    QUERY_FUNNEL,
    QUERY_PATHS,
    QUERY_RETENTION,
    QUERY_PIVOT,
    QUERY_ATTRIBUTION,
    QUERY_PEOPLE,
    QUERY_DISTRIBUTION,
    QUERY_INTERVAL,
    QUERY_LIFT,
    QUERY_EVENTS
} QueryKind;

typedef enum QueryUnit {
    UNIT_OF_HOUR = 1,
    UNIT_OF_DAY,
    UNIT_OF_WEEK,
    UNIT_OF_MONTH,
    UNIT_OF_QUARTER,
    UNIT_OF_YEAR
} QueryUnit;

typedef enum QueryMode { MODE_ORDERED = 1, MODE_ANY, MODE_STRICT } QueryMode;
typedef enum QueryCounted { COUNTED_PERSON = 1, COUNTED_SESSION } QueryCounted;
typedef enum QueryCompare { COMPARE_NOTHING = 1, COMPARE_BEFORE, COMPARE_LAST_YEAR } QueryCompare;

extern const Words query_kind_words, query_unit_words, query_mode_words, query_counted_words,
    query_compare_words;

enum { QUERY_COLUMNS_MAX = 6 };

typedef struct QueryValue {
    QueryKind    kind;
    Str          range, filters, metrics, dimensions, steps, order; /* JSON */
    Str          timezone;
    int64_t      limit;  /* rows; 0: 10,000 */
    int32_t      offset; /* events: so many newer ones are left out */
    QueryUnit    unit;  /* trend, retention */
    QueryCompare compare;
    bool         subtotals;
    bool         merge_repeats; /* paths */
    int32_t      columns; /* pivot: of the dimensions, the last so many */
    QueryMode    mode;
    QueryCounted by;
    Str          window, session, half_life; /* "7d", "30m" */
    Str          periods;                    /* JSON        */
    Str          value; /* retention: a property that is summed */
    Str          start, end, exclude;        /* JSON        */
    int32_t      length, nodes;
    Str          node;
    Str          touches, goal, cost, models; /* JSON       */
    bool         people; /* attribution: who came by a touch first */
    Str          cuts;                       /* JSON        */
    Str          of, cell;                   /* JSON        */
} QueryValue;
extern const Shape query_value_shape;

/* What a value of a dimension is called: an id of staff, a store, a channel code … */
typedef struct QueryName {
    Str dimension, value, name;
} QueryName;
extern const Shape query_name_shape;

typedef struct QueryAnswer {
    Strs    columns;
    Str     rows;       /* JSON: arrays, one a row, as long as `columns` */
    int64_t row_count;
    bool    is_cut;     /* there were more than `limit`                  */
    int64_t seq;        /* of the log as it was read                     */
    Str     engine;      /* that counted: "index", or the store's name    */
    Str     plan;        /* why not the index; absent: it was             */
    ScopeTold scope;     /* whose customers were counted: org_scope_tell(), for who tells it */
    Rows    names;       /* of QueryName: of ids in `rows`, as far as the caller may know them */
} QueryAnswer;
extern const Shape query_answer_shape;

/* The answer, as of the log when asked, without names and scope.  `wait` may be NULL.
 * Outside a transaction.  Refusals are "query.…" with field and what is allowed there. */
Code query_answer(Ctx *cx, const QueryValue *value, ColumnarWait *wait,
                  QueryAnswer *out) MUST_USE;
/* Sets answer->names for who tells them: of the values in the columns of dimensions that are ids
 * of staff, users, stores, regions, departments, channel codes, tags, shops and audiences.  A
 * member of staff or a user outside the caller's scope has none, nor has what is there no longer.
 * Takes of cx->arena what the names take, however many rows there are. */
Code query_names(Ctx *cx, const QueryValue *value, QueryAnswer *answer) MUST_USE;
/* Who sees a part of the brand is told of the people outside it in one row, by this in place of
 * their names; and whether the values of a dimension ("actor", "property.staff_id") name people. */
#define QUERY_OTHERS "others"
bool query_names_people(Str dimension);
/* The persons of a query of kind people, each once, rising, however many; "query.not_allowed" for
 * another kind, "query.too_large" for over QUERY_PEOPLE_MAX. */
enum { QUERY_PEOPLE_MAX = 1000000 };
Code query_people(Ctx *cx, const QueryValue *value, ColumnarWait *wait, Ids *out) MUST_USE;

/* The people of a query as a fixed audience. */
typedef struct QueryAudienceDraft {
    Str name, definition;
    Str query; /* JSON, of kind people */
} QueryAudienceDraft;
extern const Shape query_audience_draft_shape;

/* Those of query_people() and segment_save_people(); ERR_DENIED "permission.denied" for who may
 * not ask. */
Code query_save_people(Ctx *cx, const QueryAudienceDraft *draft, ColumnarWait *wait,
                       Segment *out) MUST_USE;
/* The answer to a document, with names. */
Code query_answer_text(Ctx *cx, Str text, ColumnarWait *wait, QueryAnswer *out) MUST_USE;
/* Reads a value without answering it: its refusals, and the types of events it depends on (none:
 * all). */
Code query_check(Ctx *cx, const QueryValue *value, Strs *types) MUST_USE;
/* A document as a value; "query.bad_json" or what its shape refuses. */
Code query_read(Ctx *cx, Str text, QueryValue *out) MUST_USE;

#endif
