/* answer.h -- between the kinds of query: the rows of an answer, and the events of a trail. */
#ifndef INSIGHT_ANSWER_H
#define INSIGHT_ANSWER_H

#include "columnar/people_walk.h"
#include "insight/question_sql.h"

/* A cell of a row. */
typedef enum AnswerKind {
    ANSWER_NULL = 0,
    ANSWER_INT,
    ANSWER_REAL,
    ANSWER_TEXT,
    ANSWER_ID
} AnswerKind;

typedef struct AnswerCell {
    AnswerKind kind;
    int64_t    integer;
    double     real;
    Str        text;
} AnswerCell;

/* What is answered: a table of cells. */
typedef struct Answer {
    Arena *arena;
    Vec    columns; /* of Str        */
    Vec    cells;   /* of AnswerCell */
    bool   is_cut;  /* there is more than these rows */
} Answer;

/* Nothing yet. */
Answer answer_new(Arena *arena);
/* A column, before the first row. */
void   answer_column(Answer *answer, Str name);
/* Cells, in the order of the columns. */
void   answer_null(Answer *answer);
void   answer_int(Answer *answer, int64_t value);
void   answer_id(Answer *answer, int64_t value); /* a text outside */
void   answer_real(Answer *answer, double value);
void   answer_text(Answer *answer, Str value); /* absent: null   */
void   answer_cell(Answer *answer, AnswerCell cell);
size_t answer_rows(const Answer *answer);
/* ERR_LIMIT "query.too_large" when the rows so far take more than an answer may: for kinds whose
 * rows multiply, as they are put. */
Code   answer_check_room(Ctx *cx, const Answer *answer) MUST_USE;
/* In the asked order, cut to the limit; "query.not_allowed" for an order by no column. */
Code   answer_done(Ctx *cx, Answer *answer, const Question *question, QueryAnswer *out) MUST_USE;

/* ---- what every kind works on --------------------------------------------------- */

typedef struct Asking {
    Ctx                  *cx;
    const ProjectionView *view;
    const Question       *question;
    ColumnarWait         *wait;
    bool                  is_scoped;
    const QuestionSight  *sight; /* of who is scoped, else NULL */
    Rows                  folds;   /* of ColumnarFold */
    const char           *plan;    /* why the people index was not used; NULL: it was */
    bool                  is_read; /* the store is read, whatever the index holds */
    bool                  is_lent; /* the store has the persons that filters ask for */
    Answer                answer;
} Asking;

/* ERR_UNAVAILABLE "query.cancelled" when nobody waits any more. */
Code asking_check(const Asking *asking) MUST_USE;
/* Lends the store the persons that filters ask for; again is fine. */
Code asking_lend(Asking *asking) MUST_USE;
/* Asks the store, which is lent them before. */
Code asking_read(Asking *asking, const ColumnarAsk *ask) MUST_USE;

/* Which events make a trail. */
typedef struct TrailAsk {
    const QuestionEvents    *steps; /* bit i of the mask: meets step i    */
    size_t                   step_count;
    bool                     is_all;   /* also events that meet no step     */
    const Strs              *excluded; /* types left out, or NULL           */
    const QuestionDimension *node;     /* NULL: no nodes                    */
    Str                      value;    /* a property; absent: no values     */
    double                   no_value; /* of an event without the property  */
    int64_t                  from_ms, until_ms;
} TrailAsk;

/* The names that nodes stand for, in their natural order. */
typedef struct TrailNames {
    Vec     cells; /* of AnswerCell, by node             */
    StrMap *known; /* while it is read: name to its node */
} TrailNames;

/* Metrics by dimensions, in one statement. */
typedef struct GroupAsk {
    const QuestionDimension *dimensions;
    size_t                   dimension_count;
    int64_t                  from_ms, until_ms;
} GroupAsk;

typedef struct GroupRow {
    AnswerCell *keys;   /* of dimensions; of time they have `integer`, too: where it begins, ms */
    AnswerCell *values; /* of the question's metrics */
} GroupRow;

/* In no order; rows are in the answer's arena. */
Code       asking_groups(Asking *asking, const GroupAsk *ask, Vec *rows) MUST_USE;
/* The same out of memory; asking->plan is NULL when the rows are there. */
Code       answer_held_groups(Asking *asking, const GroupAsk *ask, Strs hidden, Vec *rows) MUST_USE;
/* A unit of time as the store numbers it. */
AnswerCell answer_time(Arena *arena, const Question *question, QuestionBy by, int64_t raw);
/* What a metric is where nothing happened: 0 of counts and sums, else null. */
AnswerCell answer_nothing(const QuestionMetric *metric);
/* Cells in their natural order: null, numbers, texts. */
int        answer_compare(const AnswerCell *a, const AnswerCell *b);

/* What is counted of a trail, piece by piece: each state in a thread of its own.  All but begin()
 * work on states alone. */
typedef struct TrailWork {
    void *(*begin)(void *with, const TrailNames *names); /* NULL: it cannot be counted so */
    void (*add)(void *state, const Trail *piece);
    void (*add_runs)(void *state, const PeopleRuns *runs); /* or NULL */
    bool is_of_all;                                        /* of runs: people_piece.h */
    void (*join)(void *state, void *from);                 /* from is gone */
    void (*forget)(void *state);
    void *with;
    bool  is_alone; /* one thread */
} TrailWork;
/* Counts out of memory; NULL: asking_trail is to be asked. */
Code asking_pieces(Asking *asking, const TrailAsk *ask, const TrailWork *work, TrailNames *names,
                   void **state) MUST_USE;

/* Reads, numbers and sorts; `names` is filled where there are nodes. */
Code asking_trail(Asking *asking, const TrailAsk *ask, Trail *trail, TrailNames *names) MUST_USE;

/* The kinds: each fills asking->answer. */
Code answer_trend(Asking *asking) MUST_USE;
Code answer_pivot(Asking *asking) MUST_USE;
Code answer_funnel(Asking *asking) MUST_USE;
Code answer_paths(Asking *asking) MUST_USE;
Code answer_retention(Asking *asking) MUST_USE;
Code answer_attribution(Asking *asking) MUST_USE;
Code answer_people(Asking *asking) MUST_USE;
Code answer_distribution(Asking *asking) MUST_USE;
Code answer_interval(Asking *asking) MUST_USE;
Code answer_lift(Asking *asking) MUST_USE;
Code answer_events(Asking *asking) MUST_USE;

/* Persons behind a number, each once: Ids in the arena. */
/* Of whichever kind asking->question is. */
Code answer_people_behind(Asking *asking, const QuestionCell *cell, Ids *out) MUST_USE;
Code answer_funnel_people(Asking *asking, const QuestionCell *cell, Ids *out) MUST_USE;
Code answer_paths_people(Asking *asking, const QuestionCell *cell, Ids *out) MUST_USE;
Code answer_retention_people(Asking *asking, const QuestionCell *cell, Ids *out) MUST_USE;
Code answer_distribution_people(Asking *asking, const QuestionCell *cell, Ids *out) MUST_USE;
Code answer_interval_people(Asking *asking, const QuestionCell *cell, Ids *out) MUST_USE;
Code answer_lift_people(Asking *asking, const QuestionCell *cell, Ids *out) MUST_USE;

#endif
