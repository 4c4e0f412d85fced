/* metric_shape.c -- metrics and dimensions, as seen from outside. */
#include "metric/metric.h"

static const char *const unit_list[] = { NULL, "count", "fen", "ratio", "ms", "people" };
const Words              metric_unit_words = { unit_list, COUNT(unit_list) };
static const char *const kind_list[] = { NULL, "time", "event" };
const Words              dimension_kind_words = { kind_list, COUNT(kind_list) };

enum { INSIDE = SERVER_SET | SECRET, ANSWERED = SERVER_SET | NOT_STORED };

// clang-format off
static const Field metric_fields[] = {
    FIELD_ID  (Metric, id,            .flags = SERVER_SET),
    FIELD_ID  (Metric, tenant_id,     .flags = INSIDE),
    FIELD_ID  (Metric, user_id,       .flags = INSIDE),
    FIELD_WITH(Metric, name_zh,       .flags = REQUIRED, .min = 1, .max = 40),
    FIELD_WITH(Metric, name_en,       .max = 60),
    FIELD_ENUM(Metric, unit,          metric_unit_words, .flags = REQUIRED),
    FIELD_WITH(Metric, about_zh,      .max = 300),
    FIELD_WITH(Metric, about_en,      .max = 300),
    FIELD_JSON(Metric, formula,       .flags = REQUIRED, .about = "A metric of a query, or {\"of\",\"over\"}: a ratio of two"),
    FIELD_WITH(Metric, revision,      .flags = SERVER_SET),
    FIELD_TIME(Metric, created_at_ms, .flags = SERVER_SET),
    FIELD_WITH(Metric, key,           .flags = ANSWERED, .about = "What a query calls it by"),
    FIELD_WITH(Metric, is_built_in,   .flags = ANSWERED),
    FIELD_WITH(Metric, is_mine,       .flags = ANSWERED),
    FIELD_WITH(Metric, owner_name,    .flags = ANSWERED),
};
const Shape metric_shape = SHAPE(Metric, metric_fields);

static const Field dimension_fields[] = {
    FIELD     (Dimension, key),
    FIELD_ENUM(Dimension, kind, dimension_kind_words),
    FIELD     (Dimension, name_zh),
    FIELD     (Dimension, name_en),
};
const Shape dimension_shape = SHAPE(Dimension, dimension_fields);
// clang-format on
