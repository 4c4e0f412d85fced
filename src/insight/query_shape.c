/* query_shape.c -- the query value and its answer, as seen from outside. */
#include "insight/query.h"

#define WORDS(name, ...)                                         \
    static const char *const name##_list[] = { NULL, __VA_ARGS__ }; \
    const Words name = { name##_list, COUNT(name##_list) }

WORDS(query_kind_words, "trend", "funnel", "paths", "retention", "pivot", "attribution", "people",
      "distribution", "interval", "lift", "events");
WORDS(query_unit_words, "hour", "day", "week", "month", "quarter", "year");
WORDS(query_mode_words, "ordered", "any", "strict");
WORDS(query_counted_words, "person", "session");
WORDS(query_compare_words, "none", "previous", "year");

// clang-format off
static const Field value_fields[] = {
    FIELD_ENUM(QueryValue, kind, query_kind_words, .flags = REQUIRED, .about = "What is asked"),
    FIELD_JSON(QueryValue, range, .about = "{\"from\",\"to\"}: business days, both in it; or {\"days\"}: so many until today"),
    FIELD_JSON(QueryValue, filters, .about = "JsonLogic over type, source, object, actor, occurred_at, weekday, hour_of_day, person and property.NAME, and of people in_segment, has_tag and customer.NAME"),
    FIELD_JSON(QueryValue, metrics, .about = "trend, pivot, distribution: {\"measure\",\"event\",\"property\",\"filters\",\"name\"}"),
    FIELD_JSON(QueryValue, dimensions, .about = "day, week, month, quarter, year, hour, weekday, hour_of_day, type, source, channel, object, actor, property.NAME"),
    FIELD_JSON(QueryValue, steps, .about = "funnel: what follows what; retention, interval: first and next"),
    FIELD_JSON(QueryValue, order, .about = "[{\"by\":COLUMN,\"desc\":true}]"),
    FIELD_WITH(QueryValue, timezone, .max = 40, .about = "Of days and weeks; absent: the brand's"),
    FIELD_WITH(QueryValue, limit, .max = 100000, .about = "Rows; absent: 10,000"),
    FIELD_WITH(QueryValue, offset, .min = 0, .max = 10000, .about = "events: so many newer ones are left out"),
    FIELD_ENUM(QueryValue, unit, query_unit_words, .about = "trend, retention: day when absent"),
    FIELD_ENUM(QueryValue, compare, query_compare_words, .about = "trend: beside the period before, or the year before"),
    FIELD_WITH(QueryValue, subtotals, .about = "pivot: with rows over fewer dimensions"),
    FIELD_WITH(QueryValue, columns, .max = QUERY_COLUMNS_MAX, .about = "pivot with subtotals: so many of the last dimensions are columns, crossed with the rows"),
    FIELD_ENUM(QueryValue, mode, query_mode_words, .about = "funnel: ordered when absent"),
    FIELD_ENUM(QueryValue, by, query_counted_words, .about = "funnel: person when absent"),
    FIELD_WITH(QueryValue, window, .max = 10, .about = "funnel, attribution, interval: 30m, 24h, 7d"),
    FIELD_WITH(QueryValue, session, .max = 10, .about = "A pause that ends a session; absent: 30m"),
    FIELD_WITH(QueryValue, half_life, .max = 10, .about = "attribution: of time decay; absent: 7d"),
    FIELD_JSON(QueryValue, periods, .about = "retention: how many, or which"),
    FIELD_WITH(QueryValue, value, .max = 220, .about = "retention: a property of the returning events: its sum since the first event"),
    FIELD_JSON(QueryValue, start, .about = "paths: begin at the first of these"),
    FIELD_JSON(QueryValue, end, .about = "paths: lead to the last of these"),
    FIELD_JSON(QueryValue, exclude, .about = "paths: types left out"),
    FIELD_WITH(QueryValue, length, .min = 2, .max = 20, .about = "paths: steps; absent: 5"),
    FIELD_WITH(QueryValue, merge_repeats, .about = "paths: equal nodes one after the other are one"),
    FIELD_WITH(QueryValue, nodes, .min = 1, .max = 200, .about = "paths, lift: how many names; absent: 20"),
    FIELD_WITH(QueryValue, node, .max = 220, .about = "paths, lift: the dimension that names; absent: type"),
    FIELD_JSON(QueryValue, touches, .about = "attribution: {\"event\",\"filters\",\"by\"}"),
    FIELD_JSON(QueryValue, goal, .about = "attribution: {\"event\",\"filters\",\"value\"}"),
    FIELD_JSON(QueryValue, cost, .about = "attribution: {\"event\",\"filters\",\"by\",\"value\",\"model\"}: what touches cost, and what came of it"),
    FIELD_WITH(QueryValue, people, .about = "attribution: with the people who came by a touch first, and who of them bought (again)"),
    FIELD_JSON(QueryValue, models, .about = "attribution: which; absent: all"),
    FIELD_JSON(QueryValue, cuts, .about = "interval: where buckets begin, [\"1d\",\"7d\"], or median, quartiles, fifths; absent: round ones"),
    FIELD_JSON(QueryValue, of, .about = "people: the query a number of which is meant"),
    FIELD_JSON(QueryValue, cell, .about = "people: which number"),
};
const Shape query_value_shape = SHAPE(QueryValue, value_fields);

static const Field audience_fields[] = {
    FIELD_WITH(QueryAudienceDraft, name,       .flags = REQUIRED, .min = 1, .max = 60),
    FIELD_WITH(QueryAudienceDraft, definition, .min = 0, .max = 500),
    FIELD_JSON(QueryAudienceDraft, query,      .flags = REQUIRED, .about = "A query of kind people"),
};
const Shape query_audience_draft_shape = SHAPE(QueryAudienceDraft, audience_fields);

static const Field name_fields[] = {
    FIELD(QueryName, dimension), FIELD(QueryName, value), FIELD(QueryName, name),
};
const Shape query_name_shape = SHAPE(QueryName, name_fields);

static const Field answer_fields[] = {
    FIELD     (QueryAnswer, columns),
    FIELD_JSON(QueryAnswer, rows),
    FIELD     (QueryAnswer, row_count),
    FIELD     (QueryAnswer, is_cut),
    FIELD     (QueryAnswer, seq),
    FIELD_WITH(QueryAnswer, engine, .about = "index, duckdb or clickhouse"),
    FIELD_WITH(QueryAnswer, plan, .about = "Why it was not the index; empty when it was"),
    FIELD_OBJECT(QueryAnswer, scope, scope_told_shape, .about = "Whose customers were counted: the data scope of who asked"),
    FIELD_LIST(QueryAnswer, names, query_name_shape, .about = "What ids of dimensions are called: staff, users, stores, regions, departments, codes, tags, shops, audiences"),
};
const Shape query_answer_shape = SHAPE(QueryAnswer, answer_fields);
// clang-format on
