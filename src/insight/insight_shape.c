/* insight_shape.c -- fields and words of boards. */
#include "insight/insight.h"

// clang-format off
static const char *const by_word[] = {
    [BY_DAY] = "day", [BY_WEEK] = "week", [BY_MONTH] = "month", [BY_STAFF] = "staff",
    [BY_DEPARTMENT] = "department", [BY_STORE] = "store", [BY_REGION] = "region",
    [BY_CODE] = "code", [BY_SOURCE] = "source",
};
const Words board_by_words = { by_word, COUNT(by_word) };

static const char *const compare_word[] = {
    [COMPARE_NONE] = "none", [COMPARE_PREVIOUS] = "previous", [COMPARE_YEAR] = "year",
};
const Words board_compare_words = { compare_word, COUNT(compare_word) };

static const char *const member_word[] = { [COHORT_ALL] = "all", [COHORT_NEW] = "new" };
const Words cohort_member_words = { member_word, COUNT(member_word) };

static const char *const figure_word[] = {
    [FIGURE_ADDED] = "added", [FIGURE_NEW_PEOPLE] = "new_people", [FIGURE_AGAIN] = "again",
    [FIGURE_MOVED_IN] = "moved_in", [FIGURE_LOST] = "lost",
    [FIGURE_LOST_BY_CUSTOMER] = "lost_by_customer", [FIGURE_LOST_BY_STAFF] = "lost_by_staff",
    [FIGURE_LOST_BY_SYSTEM] = "lost_by_system", [FIGURE_MOVED_OUT] = "moved_out",
    [FIGURE_JOINED] = "joined", [FIGURE_CHURNED] = "churned", [FIGURE_GIVEN_AWAY] = "given_away",
    [FIGURE_OPEN_AFTER] = "open_after", [FIGURE_PEOPLE_AFTER] = "people_after",
    [FIGURE_COHORT] = "cohort", [FIGURE_RETAINED] = "retained", [FIGURE_GONE] = "gone",
};
const Words board_figure_words = { figure_word, COUNT(figure_word) };

#define RANGE_AND_FILTER(Type)                                                           \
    FIELD_WITH(Type, from, .max = 10, .about = "First business day, 2026-11-01"),        \
    FIELD_WITH(Type, to,   .max = 10, .about = "Last business day, inclusive"),          \
    FIELD_ENUM(Type, by, board_by_words, .about = "What the rows are"),                  \
    FIELD_ID  (Type, staff_id),                                                          \
    FIELD_ID  (Type, store_id),                                                          \
    FIELD_ID  (Type, region_id,     .about = "With all regions below"),                  \
    FIELD_ID  (Type, department_id, .about = "With all departments below"),              \
    FIELD_WITH(Type, code_token,    .max = 100, .about = "Of a channel code")

static const Field growth_query_fields[] = {
    RANGE_AND_FILTER(GrowthQuery),
    FIELD_ENUM(GrowthQuery, compare, board_compare_words),
    FIELD_WITH(GrowthQuery, lang, .max = 10, .about = "Of the words of a file"),
};
const Shape growth_query_shape = SHAPE(GrowthQuery, growth_query_fields);

static const Field figures_fields[] = {
    FIELD(GrowthFigures, added), FIELD(GrowthFigures, new_people), FIELD(GrowthFigures, again),
    FIELD(GrowthFigures, moved_in), FIELD(GrowthFigures, lost), FIELD(GrowthFigures, lost_by_customer),
    FIELD(GrowthFigures, lost_by_staff), FIELD(GrowthFigures, lost_by_system),
    FIELD(GrowthFigures, moved_out), FIELD(GrowthFigures, net), FIELD(GrowthFigures, open_before),
    FIELD(GrowthFigures, open_after), FIELD(GrowthFigures, people_before), FIELD(GrowthFigures, joined),
    FIELD(GrowthFigures, churned), FIELD(GrowthFigures, given_away), FIELD(GrowthFigures, people_after),
};
const Shape growth_figures_shape = SHAPE(GrowthFigures, figures_fields);

static const Field growth_row_fields[] = {
    FIELD       (GrowthRow, key),
    FIELD       (GrowthRow, label),
    FIELD       (GrowthRow, parent_key),
    FIELD       (GrowthRow, is_complete),
    FIELD_OBJECT(GrowthRow, now,    growth_figures_shape),
    FIELD_OBJECT(GrowthRow, before, growth_figures_shape),
};
const Shape growth_row_shape = SHAPE(GrowthRow, growth_row_fields);

static const Field growth_board_fields[] = {
    FIELD       (GrowthBoard, from),
    FIELD       (GrowthBoard, to),
    FIELD       (GrowthBoard, before_from),
    FIELD       (GrowthBoard, before_to),
    FIELD_ENUM  (GrowthBoard, by,     board_by_words),
    FIELD       (GrowthBoard, has_before),
    FIELD_OBJECT(GrowthBoard, now,    growth_figures_shape),
    FIELD_OBJECT(GrowthBoard, before, growth_figures_shape),
    FIELD_LIST  (GrowthBoard, rows,   growth_row_shape),
    FIELD_OBJECT(GrowthBoard, scope,  scope_told_shape, .about = "Whose customers were counted: the data scope of who asked"),
    FIELD_TIME  (GrowthBoard, updated_at_ms),
    FIELD       (GrowthBoard, revision),
};
const Shape growth_board_shape = SHAPE(GrowthBoard, growth_board_fields);

static const Field retention_query_fields[] = {
    RANGE_AND_FILTER(RetentionQuery),
    FIELD_ENUM(RetentionQuery, member, cohort_member_words),
    FIELD_WITH(RetentionQuery, lang, .max = 10, .about = "Of the words of a file"),
};
const Shape retention_query_shape = SHAPE(RetentionQuery, retention_query_fields);

static const Field cohort_fields[] = {
    FIELD(CohortRow, key), FIELD(CohortRow, label), FIELD(CohortRow, parent_key),
    FIELD(CohortRow, size), FIELD(CohortRow, reached), FIELD(CohortRow, retained),
};
const Shape cohort_row_shape = SHAPE(CohortRow, cohort_fields);

static const Field retention_board_fields[] = {
    FIELD       (RetentionBoard, from),
    FIELD       (RetentionBoard, to),
    FIELD_ENUM  (RetentionBoard, by,    board_by_words),
    FIELD       (RetentionBoard, points),
    FIELD_OBJECT(RetentionBoard, total, cohort_row_shape),
    FIELD_LIST  (RetentionBoard, rows,  cohort_row_shape),
    FIELD_OBJECT(RetentionBoard, scope, scope_told_shape, .about = "Whose customers were counted: the data scope of who asked"),
    FIELD_TIME  (RetentionBoard, updated_at_ms),
    FIELD       (RetentionBoard, revision),
};
const Shape retention_board_shape = SHAPE(RetentionBoard, retention_board_fields);

static const Field people_query_fields[] = {
    RANGE_AND_FILTER(BoardPeopleQuery),
    FIELD_WITH(BoardPeopleQuery, key, .max = 100, .about = "A row's key; without it the total"),
    FIELD_ENUM(BoardPeopleQuery, figure, board_figure_words, .flags = REQUIRED),
    FIELD_WITH(BoardPeopleQuery, days, .min = 0, .max = 365, .about = "Of retained and gone: days after adding"),
    FIELD_ENUM(BoardPeopleQuery, member, cohort_member_words),
    FIELD_ENUM(BoardPeopleQuery, compare, board_compare_words, .about = "Who stood behind the figure it is compared with"),
    FIELD_WITH(BoardPeopleQuery, offset, .min = 0, .max = 10000000),
    FIELD_WITH(BoardPeopleQuery, limit,  .min = 0, .max = PAGE_LIMIT_MAX),
};
const Shape board_people_query_shape = SHAPE(BoardPeopleQuery, people_query_fields);

static const Field person_fields[] = {
    FIELD_ID  (BoardPerson, customer_id),
    FIELD     (BoardPerson, customer_name),
    FIELD     (BoardPerson, avatar),
    FIELD_ID  (BoardPerson, staff_id),
    FIELD     (BoardPerson, staff_name),
    FIELD_TIME(BoardPerson, at_ms),
    FIELD_TIME(BoardPerson, added_at_ms),
    FIELD_TIME(BoardPerson, ended_at_ms),
    FIELD     (BoardPerson, ended_by),
    FIELD     (BoardPerson, add_way),
    FIELD     (BoardPerson, code_token),
};
const Shape board_person_shape = SHAPE(BoardPerson, person_fields);

static const Field people_fields[] = {
    FIELD     (BoardPeople, total),
    FIELD     (BoardPeople, offset),
    FIELD_LIST(BoardPeople, items, board_person_shape),
};
const Shape board_people_shape = SHAPE(BoardPeople, people_fields);

static const Field result_fields[] = { FIELD(BoardResult, result_id), FIELD(BoardResult, total) };
const Shape board_result_shape = SHAPE(BoardResult, result_fields);
// clang-format on
