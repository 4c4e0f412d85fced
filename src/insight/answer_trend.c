/* answer_trend.c -- metrics over time, and metrics by any dimensions. */
#include "insight/answer.h"

#include <stdlib.h>

static void put_values(Answer *answer, const Question *question, const GroupRow *row)
{
    for (size_t i = 0; i < question->metrics.count; i++)
        answer_cell(answer, row ? row->values[i]
                                : answer_nothing(ROWS_AT(QuestionMetric, question->metrics, i)));
}

typedef struct ByKeys {
    size_t count;
} ByKeys;

static int by_keys(const void *a, const void *b, void *with)
{
    const GroupRow *one = a, *other = b;
    const ByKeys   *by = with;
    for (size_t i = 0; i < by->count; i++) {
        const int order = answer_compare(&one->keys[i], &other->keys[i]);
        if (order != 0) return order;
    }
    return 0;
}

static void sort_rows(Vec *rows, size_t keys)
{
    ByKeys by = { keys };
    if (rows->count > 0) qsort_r(rows->at, rows->count, sizeof(GroupRow), by_keys, &by);
}

/* ---- pivot --------------------------------------------------------------------------- */

/* Over the first `rows` of what is not a column, and the first `columns` of what is. */
typedef struct Level {
    size_t rows, columns;
} Level;

/* The place of dimension `at` among the keys of a level; none: its count. */
static size_t key_at(const Question *question, Level level, size_t at)
{
    const size_t first = question->dimensions.count - question->columns;
    if (at < level.rows) return at;
    if (at >= first && at - first < level.columns) return level.rows + at - first;
    return level.rows + level.columns;
}

static Code ask_level(Asking *asking, Level level, Vec *rows)
{
    QuestionDimension dimensions[QUESTION_DIMENSIONS_MAX];
    const Question   *question = asking->question;
    const size_t      count = level.rows + level.columns, all = question->dimensions.count;
    for (size_t i = 0; i < all; i++) {
        const size_t key = key_at(question, level, i);
        if (key < count) dimensions[key] = *ROWS_AT(QuestionDimension, question->dimensions, i);
    }
    TRY(asking_groups(asking,
                      &(GroupAsk){ .dimensions      = dimensions,
                                   .dimension_count = count,
                                   .from_ms         = question->from_ms,
                                   .until_ms        = question->until_ms },
                      rows));
    sort_rows(rows, count);
    return OK;
}

static Code pivot_level(Asking *asking, Level level)
{
    const Question *question = asking->question;
    Answer         *answer   = &asking->answer;
    Vec             rows     = vec_of(answer->arena, GroupRow);
    TRY(ask_level(asking, level, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        const GroupRow *row = VEC_AT(rows, GroupRow, i);
        for (size_t at = 0; at < question->dimensions.count; at++) {
            const size_t key = key_at(question, level, at);
            if (key < level.rows + level.columns)
                answer_cell(answer, row->keys[key]);
            else
                answer_null(answer);
        }
        if (question->subtotals) answer_int(answer, (int64_t)level.rows);
        if (question->columns > 0) answer_int(answer, (int64_t)level.columns);
        put_values(answer, question, row);
    }
    return OK;
}

static void metric_columns(Asking *asking, const char *suffix)
{
    const Rows metrics = asking->question->metrics;
    for (size_t i = 0; i < metrics.count; i++)
        answer_column(&asking->answer,
                      str_fmt(asking->answer.arena, "%.*s%s",
                              FMT(ROWS_AT(QuestionMetric, metrics, i)->name), suffix));
}

static void dimension_columns(Asking *asking)
{
    const Rows dimensions = asking->question->dimensions;
    for (size_t i = 0; i < dimensions.count; i++)
        answer_column(&asking->answer, ROWS_AT(QuestionDimension, dimensions, i)->name);
}

/* The widest totals first: what a limit cuts off are cells. */
static Code crossed(Asking *asking, size_t rows)
{
    const size_t columns = asking->question->columns;
    for (Level level = { 0 }; level.rows <= rows; level.rows++)
        for (level.columns = 0; level.columns <= columns; level.columns++)
            TRY(pivot_level(asking, level));
    return OK;
}

Code answer_pivot(Asking *asking)
{
    const Question *question = asking->question;
    const size_t    all      = question->dimensions.count;
    dimension_columns(asking);
    if (question->subtotals) answer_column(&asking->answer, S("level"));
    if (question->columns > 0) answer_column(&asking->answer, S("column_level"));
    metric_columns(asking, "");
    if (question->columns > 0) return crossed(asking, all - question->columns);
    TRY(pivot_level(asking, (Level){ .rows = all }));
    for (size_t level = all; question->subtotals && level-- > 0;)
        TRY(pivot_level(asking, (Level){ .rows = level }));
    return OK;
}

/* ---- trend --------------------------------------------------------------------------- */

/* Buckets of a range, and the rows found in each. */
typedef struct Course {
    int64_t  from_ms, until_ms;
    int64_t *starts;
    size_t   count;
    Vec      rows; /* of GroupRow, by bucket and then the other keys */
} Course;

static const QuestionBy unit_dimensions[] = {
    [UNIT_OF_HOUR] = DIMENSION_HOUR,       [UNIT_OF_DAY] = DIMENSION_DAY,
    [UNIT_OF_WEEK] = DIMENSION_WEEK,       [UNIT_OF_MONTH] = DIMENSION_MONTH,
    [UNIT_OF_QUARTER] = DIMENSION_QUARTER, [UNIT_OF_YEAR] = DIMENSION_YEAR
};

static Code take_course(Asking *asking, int64_t from_ms, int64_t until_ms, Course *out)
{
    const Question    *question = asking->question;
    Arena             *arena    = asking->answer.arena;
    const size_t       others   = question->dimensions.count;
    QuestionDimension *keys     = arena_make(arena, QuestionDimension, others + 1);
    Vec                starts   = vec_of(arena, int64_t);
    *out    = (Course){ .from_ms = from_ms, .until_ms = until_ms, .rows = vec_of(arena, GroupRow) };
    keys[0] = (QuestionDimension){ .by = unit_dimensions[question->unit] };
    for (size_t i = 0; i < others; i++)
        keys[i + 1] = *ROWS_AT(QuestionDimension, question->dimensions, i);
    for (int64_t at = from_ms; at < until_ms;
         at         = question_unit_start(question->unit, question->zone, at, 1))
        *VEC_ADD(&starts, int64_t) = question_unit_start(question->unit, question->zone, at, 0);
    out->starts = (int64_t *)(void *)starts.at;
    out->count  = starts.count;
    TRY(asking_groups(asking, &(GroupAsk){ keys, others + 1, from_ms, until_ms }, &out->rows));
    /* Names of buckets sort as their instants do. */
    sort_rows(&out->rows, others + 1);
    return OK;
}

/* The bucket of a row, as its number. */
static size_t bucket_of(const Course *course, const GroupRow *row)
{
    size_t low = 0, high = course->count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (course->starts[middle] <= row->keys[0].integer)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The row at the same bucket and keys of the other course, or NULL. */
static const GroupRow *counterpart(const Course *before, size_t bucket, const AnswerCell *keys,
                                   size_t others)
{
    size_t low = 0, high = before->rows.count;
    while (low < high) {
        const size_t    middle = low + (high - low) / 2;
        const GroupRow *row    = VEC_AT(before->rows, GroupRow, middle);
        const size_t    at     = bucket_of(before, row);
        int             order  = (at > bucket) - (at < bucket);
        for (size_t i = 0; order == 0 && i < others; i++)
            order = answer_compare(&row->keys[i + 1], &keys[i + 1]);
        if (order == 0) return row;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static void put_row(Asking *asking, const Course *course, size_t bucket, const GroupRow *row,
                    const Course *before)
{
    const Question  *question = asking->question;
    const size_t     others   = question->dimensions.count;
    const AnswerCell none     = { 0 };
    answer_text(&asking->answer, question_unit_name(asking->answer.arena, question->unit,
                                                    question->zone, course->starts[bucket]));
    for (size_t i = 0; i < others; i++) answer_cell(&asking->answer, row ? row->keys[i + 1] : none);
    put_values(&asking->answer, question, row);
    if (before)
        put_values(&asking->answer, question,
                   counterpart(before, bucket, row ? row->keys : NULL, others));
}

/* Without other dimensions each bucket has its row, also where nothing happened. */
static void put_course(Asking *asking, const Course *course, const Course *before)
{
    size_t next = 0;
    if (asking->question->dimensions.count > 0) {
        for (size_t i = 0; i < course->rows.count; i++) {
            const GroupRow *row = VEC_AT(course->rows, GroupRow, i);
            put_row(asking, course, bucket_of(course, row), row, before);
        }
        return;
    }
    for (size_t bucket = 0; bucket < course->count; bucket++) {
        const GroupRow *row = NULL;
        if (next < course->rows.count &&
            bucket_of(course, VEC_AT(course->rows, GroupRow, next)) == bucket)
            row = VEC_AT(course->rows, GroupRow, next++);
        put_row(asking, course, bucket, row, before);
    }
}

/* The same time of the same date. */
static int64_t a_year_before(Zone zone, int64_t ms)
{
    const int64_t day = day_of(ms, zone);
    return ms - (day - day_year_before(day)) * MS_PER_DAY;
}

Code answer_trend(Asking *asking)
{
    const Question *question = asking->question;
    Course          course, before;
    const bool      does = question->compare != COMPARE_NOTHING;
    answer_column(&asking->answer, word_of(&query_unit_words, (int)question->unit));
    dimension_columns(asking);
    metric_columns(asking, "");
    if (does) metric_columns(asking, "_before");
    TRY(take_course(asking, question->from_ms, question->until_ms, &course));
    if (does) {
        int64_t from  = question->from_ms - (question->until_ms - question->from_ms);
        int64_t until = question->from_ms;
        if (question->compare == COMPARE_LAST_YEAR) {
            from  = a_year_before(question->zone, question->from_ms);
            until = a_year_before(question->zone, question->until_ms - 1) + 1;
        }
        TRY(take_course(asking, from, until, &before));
    }
    put_course(asking, &course, does ? &before : NULL);
    return OK;
}
