/* insight.h -- boards: figures of many customers, asked of their whole history.
 *
 * The words of all figures are defined in docs/metrics.md.  Every function sees what
 * cx->scope_id may see; what is filtered for and does not exist gives nothing. */
#ifndef INSIGHT_INSIGHT_H
#define INSIGHT_INSIGHT_H

#include "insight/figure.h"
#include "insight/retention.h"
#include "org/org.h"

/* The answers kept between questions, until something happens.  One per process, in
 * services->insight; without one each question is computed anew.  Relations are asked of the
 * people index (customer_people_begin), with its failures. */
InsightMemory *insight_memory_new(void);
void           insight_memory_free(InsightMemory *memory);

/* The columnar store that queries are answered from (projection.h); lent, not owned.  NULL: none,
 * and each query is refused. */
void        insight_memory_lend(InsightMemory *memory, Projection *projection);
Projection *insight_memory_events(const InsightMemory *memory);

typedef enum BoardBy {
    BY_DAY = 1,
    BY_WEEK,
    BY_MONTH,
    BY_STAFF,
    BY_DEPARTMENT,
    BY_STORE,
    BY_REGION,
    BY_CODE,
    BY_SOURCE
} BoardBy;
extern const Words board_by_words, board_compare_words, cohort_member_words;

/* 0 and absent: not asked for; no dates: the last 30 days. */
typedef struct GrowthQuery {
    Str     from, to; /* business days, inclusive */
    BoardBy by;       /* 0 = BY_DAY               */
    Compare compare;
    int64_t staff_id, store_id, region_id, department_id;
    Str     code_token;
    Str     lang; /* of a file's words: "en-US", else Chinese */
} GrowthQuery;
extern const Shape growth_query_shape;

typedef struct GrowthFigures {
    int64_t added, new_people, again, moved_in;
    int64_t lost, lost_by_customer, lost_by_staff, lost_by_system, moved_out;
    int64_t net, open_before, open_after;
    int64_t people_before, joined, churned, given_away, people_after;
} GrowthFigures;
extern const Shape growth_figures_shape;

typedef struct GrowthRow {
    Str           key, label, parent_key; /* of a part; a bucket has a key only  */
    bool          is_complete;            /* of a bucket: over, and all of it asked for */
    GrowthFigures now, before;
} GrowthRow;
extern const Shape growth_row_shape;

typedef struct GrowthBoard {
    Str           from, to, before_from, before_to;
    BoardBy       by;
    bool          has_before;
    GrowthFigures now, before;
    Rows          rows; /* of GrowthRow: buckets in order, or parts that have something */
    ScopeTold     scope; /* whose customers these are */
    int64_t       updated_at_ms, revision;
} GrowthBoard;
extern const Shape growth_board_shape;

/* "board.bad_range" when a date is none, the range is upside down or over PERIOD_DAYS_MAX. */
Code insight_growth(Ctx *cx, const GrowthQuery *query, GrowthBoard *out) MUST_USE;

typedef struct RetentionQuery {
    Str          from, to;
    BoardBy      by;
    CohortMember member; /* 0 = COHORT_ALL */
    int64_t      staff_id, store_id, region_id, department_id;
    Str          code_token;
    Str          lang; /* as above */
} RetentionQuery;
extern const Shape retention_query_shape;

typedef struct CohortRow {
    Str     key, label, parent_key;
    int64_t size;
    Ints    reached, retained; /* by point; a cell is complete when reached == size */
} CohortRow;
extern const Shape cohort_row_shape;

typedef struct RetentionBoard {
    Str       from, to;
    BoardBy   by;
    Ints      points; /* days after adding */
    CohortRow total;
    Rows      rows;  /* of CohortRow              */
    ScopeTold scope; /* whose customers these are */
    int64_t   updated_at_ms, revision;
} RetentionBoard;
extern const Shape retention_board_shape;

/* As insight_growth; buckets or parts are the cohorts, with `by` 0 = BY_WEEK. */
Code insight_retention(Ctx *cx, const RetentionQuery *query, RetentionBoard *out) MUST_USE;

/* The same boards as a spreadsheet: `xlsx` is the file, `name` what to call it. */
Code insight_sheet_growth(Ctx *cx, const GrowthQuery *query, Str *xlsx, Str *name) MUST_USE;
Code insight_sheet_retention(Ctx *cx, const RetentionQuery *query, Str *xlsx, Str *name) MUST_USE;

/* Who stands behind a figure. */
typedef enum BoardFigure {
    FIGURE_ADDED = 1,
    FIGURE_NEW_PEOPLE,
    FIGURE_AGAIN,
    FIGURE_MOVED_IN,
    FIGURE_LOST,
    FIGURE_LOST_BY_CUSTOMER,
    FIGURE_LOST_BY_STAFF,
    FIGURE_LOST_BY_SYSTEM,
    FIGURE_MOVED_OUT,
    FIGURE_JOINED,
    FIGURE_CHURNED,
    FIGURE_GIVEN_AWAY,
    FIGURE_OPEN_AFTER,
    FIGURE_PEOPLE_AFTER,
    FIGURE_COHORT,
    FIGURE_RETAINED,
    FIGURE_GONE
} BoardFigure;
extern const Words board_figure_words;

typedef struct BoardPeopleQuery {
    Str          from, to;
    BoardBy      by;
    Str          key; /* of a row; absent = the total */
    BoardFigure  figure;
    int32_t      days;   /* of retained and gone: days after adding */
    CohortMember member;  /* of cohorts */
    Compare      compare; /* of growth: who stood behind the figure it is compared with */
    int64_t      staff_id, store_id, region_id, department_id;
    Str          code_token;
    int64_t      offset, limit;
} BoardPeopleQuery;
extern const Shape board_people_query_shape;

typedef struct BoardPerson {
    int64_t customer_id;
    Str     customer_name, avatar;
    int64_t staff_id;
    Str     staff_name;
    int64_t at_ms; /* what happened, when it happened */
    int64_t added_at_ms, ended_at_ms;
    Str     ended_by, add_way;
    Str     code_token;
} BoardPerson;
extern const Shape board_person_shape;

typedef struct BoardPeople {
    int64_t total, offset;
    Rows    items; /* of BoardPerson, newest first */
} BoardPeople;
extern const Shape board_people_shape;

/* `total` is the figure.  "board.unknown_key" (also of a bucket that is compared with),
 * "board.unknown_day". */
Code insight_people(Ctx *cx, const BoardPeopleQuery *query, BoardPeople *out) MUST_USE;

typedef struct BoardResult {
    Str     result_id;
    int64_t total; /* persons, each once */
} BoardResult;
extern const Shape board_result_shape;

/* The same people as a result that the list of customers opens, newest first. */
Code insight_people_result(Ctx *cx, const BoardPeopleQuery *query, BoardResult *out) MUST_USE;

extern const SqlList insight_sql;

#endif
