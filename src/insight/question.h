/* question.h -- a query value, read: every word known, every bound kept, nothing looked up yet. */
#ifndef INSIGHT_QUESTION_H
#define INSIGHT_QUESTION_H

#include "columnar/spread.h"
#include "insight/query.h"

enum {
    QUESTION_STEPS_MAX      = 16,
    QUESTION_METRICS_MAX    = 20,
    QUESTION_DIMENSIONS_MAX = 6,
    QUESTION_TYPES_MAX      = 50,
    QUESTION_PERIODS_MAX    = 400,
    QUESTION_AXES_MAX       = 3,
    QUESTION_LIFT_MAX       = 60, /* names: each with each other is a row */
    QUESTION_ANY_BUCKET     = -1,
};

/* Events that are meant: of one of the types (none: any) that pass the filter. */
typedef struct QuestionEvents {
    Str         name; /* how a step is called; absent: its types */
    Strs        types;
    const Json *filter; /* NULL: all */
    Str         field;  /* its place in the query value */
} QuestionEvents;

typedef enum QuestionMeasure {
    MEASURE_EVENTS = 1,
    MEASURE_PEOPLE,
    MEASURE_PER_PERSON, /* events a person */
    MEASURE_SUM,
    MEASURE_AVERAGE,
    MEASURE_MIN,
    MEASURE_MAX,
    MEASURE_MEDIAN,
    MEASURE_P90,
    MEASURE_P95,
    MEASURE_P99,
    MEASURE_RATIO /* of two of the catalogue: no word of its own */
} QuestionMeasure;
extern const Words question_measure_words;

typedef struct QuestionMetric {
    Str                          name;
    QuestionMeasure              measure;
    QuestionEvents               events;
    Str                          property;     /* of sums and the like */
    const struct QuestionMetric *of, *over;    /* of MEASURE_RATIO */
    uint64_t                     formula_hash; /* of the catalogue's, which may change; 0: none */
} QuestionMetric;

typedef enum QuestionBy {
    DIMENSION_HOUR = 1,
    DIMENSION_DAY,
    DIMENSION_WEEK,
    DIMENSION_MONTH,
    DIMENSION_QUARTER,
    DIMENSION_YEAR,
    DIMENSION_WEEKDAY,
    DIMENSION_HOUR_OF_DAY,
    DIMENSION_TYPE,
    DIMENSION_SOURCE,
    DIMENSION_CHANNEL, /* the source, whether it told us or was read through */
    DIMENSION_OBJECT,
    DIMENSION_ACTOR,
    DIMENSION_PROPERTY
} QuestionBy;
extern const Words question_by_words;

typedef struct QuestionDimension {
    QuestionBy by;
    Str        property; /* of DIMENSION_PROPERTY */
    Str        name;     /* its column            */
} QuestionDimension;

typedef struct QuestionOrder {
    Str  column;
    bool is_down;
} QuestionOrder;

enum {
    MODEL_FIRST = 1,
    MODEL_LAST,
    MODEL_LINEAR,
    MODEL_DECAY,
    MODEL_POSITION,
    MODEL_MARKOV,
    MODEL_SHAPLEY,
    MODEL_COUNT
};
extern const Words question_model_words;

/* A number of each person: how often, on how many days, how long ago, or of a property. */
typedef enum SpreadMeasure {
    SPREAD_EVENTS = 1,
    SPREAD_DAYS,
    SPREAD_RECENCY, /* business days from the last one to the end of the range */
    SPREAD_SUM,
    SPREAD_AVERAGE,
    SPREAD_MAX
} SpreadMeasure;
extern const Words question_shapes_words;

typedef struct QuestionAxis {
    SpreadMeasure  measure;
    QuestionEvents events;
    Str            property; /* of sums and the like               */
    SpreadAxis     given;    /* its cuts; without any they are made */
    int32_t        parts;    /* as many people in each; 0: at round numbers */
} QuestionAxis;

/* Which number of which query the people are asked of. */
typedef struct QuestionCell {
    int32_t step;       /* funnel, paths: from 1    */
    bool    is_dropped; /* funnel: who went no further */
    Str     cohort;     /* retention: its name; absent: all */
    int32_t period;     /* retention                */
    Str     from, to;   /* paths, lift: names; to absent: ended  */
    Ints    buckets;    /* distribution, interval: one an axis, or QUESTION_ANY_BUCKET */
} QuestionCell;

typedef struct Question {
    QueryKind              kind;
    Zone                   zone;
    int64_t                from_ms, until_ms; /* from <= at < until         */
    int64_t                first_day, last_day;
    const Json            *filter;
    Rows                   who;        /* of QuestionWho: question_who.h */
    Rows                   metrics;    /* of QuestionMetric    */
    Rows                   dimensions; /* of QuestionDimension */
    Rows                   steps;      /* of QuestionEvents    */
    Rows                   axes;       /* of QuestionAxis: distribution, interval */
    Rows                   order;      /* of QuestionOrder     */
    int64_t                limit;
    int64_t                offset; /* events */
    QueryUnit              unit;
    QueryCompare           compare;
    bool                   subtotals, merge_repeats;
    size_t                 columns; /* pivot: the last dimensions, crossed with the others */
    QueryMode              mode;
    QueryCounted           by;
    int64_t                window_ms, session_ms, half_life_ms;
    Ints                   periods;
    QuestionEvents         start, end; /* paths; without types: anywhere */
    Strs                   excluded;
    int32_t                length, nodes;
    QuestionDimension      node;
    QuestionEvents         touches, goal;
    QuestionDimension      touched_by;
    QuestionEvents         cost; /* without types: not asked */
    QuestionDimension      cost_by;
    Str                    cost_value; /* a property */
    int32_t                cost_model; /* of ROI     */
    bool                   with_people; /* who came by a touch first */
    Str                    value; /* of the goal or the return: a property; absent: each counts 1 */
    bool                   models[MODEL_COUNT];
    const struct Question *of; /* people */
    QuestionCell           cell;
} Question;

/* ERR_INVALID "query.…" with field and what is allowed. */
Code    question_read(Ctx *cx, const QueryValue *value, Question *out) MUST_USE;
/* The types of events that an answer depends on; none: on all. */
Strs    question_types(Arena *arena, const Question *question);
/* A word of a dimension; false when there is none. */
bool    question_dimension(Arena *arena, Str word, QuestionDimension *out);
/* The instant `periods` units after the beginning of the unit an instant falls in. */
int64_t question_unit_start(QueryUnit unit, Zone zone, int64_t at_ms, int64_t periods);
/* How a unit that begins at an instant is called: "2026-11-22", "2026-11", "2026-Q4", "2026". */
Str     question_unit_name(Arena *arena, QueryUnit unit, Zone zone, int64_t start_ms);

#endif
