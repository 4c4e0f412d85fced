/* metric.h -- the catalogue of metrics and dimensions: one word has one number.
 *
 * A formula is a metric of docs/query.md as JSON, or {"of": …, "over": …}, a ratio of two.  It is
 * kept as it is here; insight/ reads it. */
#ifndef METRIC_METRIC_H
#define METRIC_METRIC_H

#include "org/org.h"

typedef struct MetricId {
    int64_t v;
} MetricId;

enum { METRICS_MAX = 200 }; /* of one brand, made by itself */

typedef enum MetricUnit {
    METRIC_COUNT = 1,
    METRIC_FEN,
    METRIC_RATIO,
    METRIC_MS,
    METRIC_PEOPLE
} MetricUnit;
extern const Words metric_unit_words;

typedef struct Metric {
    int64_t    id, tenant_id, user_id; /* 0 of built-in ones */
    Str        name_zh, name_en;
    MetricUnit unit;
    Str        about_zh, about_en; /* one sentence */
    Str        formula;            /* JSON         */
    int64_t    revision, created_at_ms;
    /* In answers only: */
    Str        key; /* "order.paid_fen", "own.77" */
    bool       is_built_in, is_mine;
    Str        owner_name;
} Metric;
extern const Shape metric_shape;

typedef enum DimensionKind { DIMENSION_OF_TIME = 1, DIMENSION_OF_EVENT } DimensionKind;
extern const Words dimension_kind_words;

typedef struct Dimension {
    Str           key;
    DimensionKind kind;
    Str           name_zh, name_en;
} Dimension;
extern const Shape dimension_shape;

/* Built-in ones first, then the brand's own in the order they were made. */
Code metric_list(Ctx *cx, Rows *metrics) MUST_USE;
/* "metric.bad_formula", "metric.too_many". */
Code metric_create(Ctx *cx, const Metric *draft, Metric *out) MUST_USE;
/* Own ones only: another's is ERR_NOT_FOUND.  "metric.changed_meanwhile". */
Code metric_update(Ctx *cx, MetricId id, int64_t revision, const Metric *draft,
                   Metric *out) MUST_USE;
Code metric_delete(Ctx *cx, MetricId id) MUST_USE;

/* The formula of a key; absent when there is none. */
Code metric_find_formula(Ctx *cx, Str key, Str *formula) MUST_USE;

/* What comes with the program. */
extern const Metric    metric_catalogue[];
extern const size_t    metric_catalogue_count;
extern const Dimension metric_dimensions[];
extern const size_t    metric_dimension_count;

extern const SqlList metric_sql;

#endif
