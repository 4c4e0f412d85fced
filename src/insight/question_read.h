/* question_read.h -- between the files that read a query value: parts that several kinds have. */
#ifndef INSIGHT_QUESTION_READ_H
#define INSIGHT_QUESTION_READ_H

#include "insight/question.h"

/* A nested member of the value as JSON; NULL when it is not there. */
Code question_read_json(Ctx *cx, Str text, const char *field, const Json **out) MUST_USE;
/* "30m", "24h", "7d", "4w"; `otherwise` when it is absent. */
Code question_read_duration(Ctx *cx, Str text, const char *field, int64_t otherwise,
                            int64_t *ms) MUST_USE;
/* "product.viewed", ["a", "b"], or {"event":…,"filters":…,"name":…} and what `names` has more. */
Code question_read_events(Ctx *cx, const Json *json, Str field, const char *names,
                          QuestionEvents *out) MUST_USE;
/* out->steps: so many events at least and at most. */
Code question_read_steps(Ctx *cx, Str text, size_t least, size_t most, Question *out) MUST_USE;
/* out->dimensions, at most `max`. */
Code question_read_dimensions(Ctx *cx, Str text, size_t max, Question *out) MUST_USE;
/* out->node and out->nodes: what is named by, and how many names there are. */
Code question_read_node(Ctx *cx, const QueryValue *value, int32_t nodes, Question *out) MUST_USE;

/* The kinds whose members are their own (question_shapes.c). */
Code question_shapes_distribution(Ctx *cx, const QueryValue *value, Question *out) MUST_USE;
Code question_shapes_interval(Ctx *cx, const QueryValue *value, Question *out) MUST_USE;
Code question_shapes_lift(Ctx *cx, const QueryValue *value, Question *out) MUST_USE;
/* "buckets" of a cell: one for each axis, null for any. */
Code question_shapes_buckets(Ctx *cx, const Json *cell, Question *out) MUST_USE;

#endif
