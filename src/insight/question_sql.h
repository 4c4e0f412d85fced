/* question_sql.h -- the parts of statements that questions are put together from.
 *
 * Each adds constants and bound values to a statement over `event e`, on either engine.  Logic is
 * of two values: a property that is not there meets no comparison, so `!` of one is true. */
#ifndef INSIGHT_QUESTION_SQL_H
#define INSIGHT_QUESTION_SQL_H

#include "insight/question_sight.h"

typedef struct QuestionSql {
    Ctx                  *cx;
    const ProjectionView *view;
    const Question       *question;
    ColumnarSql           sql;
    Strs                  hidden;    /* types the caller may not read         */
    const QuestionSight  *sight;  /* only the persons that the reader was lent; NULL: all */
} QuestionSql;

/* A statement with nothing in it yet. */
QuestionSql question_sql(Ctx *cx, const ProjectionView *view, const Question *question,
                         const QuestionSight *sight);
/* Begins the list of columns. */
void question_sql_select(QuestionSql *q);
/* "FROM event e …": the tenant, the range, the filters, who may be seen. */
Code question_sql_from(QuestionSql *q, int64_t from_ms, int64_t until_ms) MUST_USE;
/* A condition: an event is one of those meant. */
Code question_sql_events(QuestionSql *q, const QuestionEvents *events) MUST_USE;
/* A condition: a JsonLogic filter holds; `field` is its place in the query value.  Refuses what is
 * not of the subset in docs/query.md. */
Code question_filter_sql(QuestionSql *q, const Json *filter, Str field) MUST_USE;
/* The person an event counts for. */
void question_sql_person(QuestionSql *q);
/* The weekday or the hour of the day, a whole number. */
void question_sql_clock(QuestionSql *q, QuestionBy by);
/* A property's number, and its text, or null. */
void question_sql_number(QuestionSql *q, Str property);
void question_sql_text(QuestionSql *q, Str property);
/* The columns of a dimension, one or two (text and number), called d0, d1, … from `first` on, and
 * how they are read. */
size_t question_sql_dimension(QuestionSql *q, const QuestionDimension *dimension, size_t first,
                              ColumnarKind kinds[2]);

#endif
