/* answer.c -- rows of answers: built, ordered, cut and written. */
#include "insight/answer.h"

#include <math.h>
#include <stdlib.h>

enum { JSON_MAX = 48 << 20 };

Answer answer_new(Arena *arena)
{
    return (Answer){ .arena   = arena,
                     .columns = vec_of(arena, Str),
                     .cells   = vec_of(arena, AnswerCell) };
}

void answer_column(Answer *answer, Str name) { *VEC_ADD(&answer->columns, Str) = name; }

void answer_cell(Answer *answer, AnswerCell cell) { *VEC_ADD(&answer->cells, AnswerCell) = cell; }

void answer_null(Answer *answer) { answer_cell(answer, (AnswerCell){ .kind = ANSWER_NULL }); }

void answer_int(Answer *answer, int64_t value)
{
    answer_cell(answer, (AnswerCell){ .kind = ANSWER_INT, .integer = value });
}

void answer_id(Answer *answer, int64_t value)
{
    answer_cell(answer, (AnswerCell){ .kind = ANSWER_ID, .integer = value });
}

void answer_real(Answer *answer, double value)
{
    answer_cell(answer,
                (AnswerCell){ .kind = isfinite(value) ? ANSWER_REAL : ANSWER_NULL, .real = value });
}

void answer_text(Answer *answer, Str value)
{
    answer_cell(answer,
                (AnswerCell){ .kind = value.ptr ? ANSWER_TEXT : ANSWER_NULL, .text = value });
}

size_t answer_rows(const Answer *answer)
{
    return answer->columns.count ? answer->cells.count / answer->columns.count : 0;
}

Code answer_check_room(Ctx *cx, const Answer *answer)
{
    if (!arena_overrun(answer->arena)) return OK;
    return fail(cx, ERR_LIMIT, "query.too_large", "%zu rows", answer_rows(answer));
}

/* ---- order -------------------------------------------------------------------------- */

typedef struct Ordering {
    const AnswerCell *cells;
    size_t            columns;
    size_t            by[QUESTION_DIMENSIONS_MAX];
    bool              is_down[QUESTION_DIMENSIONS_MAX];
    size_t            count;
} Ordering;

static double number_of(const AnswerCell *cell)
{
    return cell->kind == ANSWER_REAL ? cell->real : (double)cell->integer;
}

/* Null, then numbers, then texts. */
int answer_compare(const AnswerCell *a, const AnswerCell *b)
{
    static const int ranks[] = {
        [ANSWER_NULL] = 0, [ANSWER_INT] = 1, [ANSWER_REAL] = 1, [ANSWER_ID] = 1, [ANSWER_TEXT] = 2
    };
    if (ranks[a->kind] != ranks[b->kind]) return ranks[a->kind] - ranks[b->kind];
    if (a->kind == ANSWER_TEXT) return str_compare(a->text, b->text);
    if (a->kind == ANSWER_NULL) return 0;
    const double one = number_of(a), other = number_of(b);
    return (one > other) - (one < other);
}

static int by_order(const void *a, const void *b, void *with)
{
    const Ordering *ordering = with;
    const size_t    one = *(const size_t *)a, other = *(const size_t *)b;
    for (size_t i = 0; i < ordering->count; i++) {
        const int order =
            answer_compare(&ordering->cells[one * ordering->columns + ordering->by[i]],
                           &ordering->cells[other * ordering->columns + ordering->by[i]]);
        if (order != 0) return ordering->is_down[i] ? -order : order;
    }
    return (one > other) - (one < other); /* else as they came */
}

static Code find_order(Ctx *cx, const Answer *answer, const Question *question, Ordering *out)
{
    for (size_t i = 0; i < question->order.count; i++) {
        const QuestionOrder *order = ROWS_AT(QuestionOrder, question->order, i);
        size_t               at    = 0;
        while (at < answer->columns.count &&
               !str_equal(*VEC_AT(answer->columns, Str, at), order->column))
            at++;
        if (at == answer->columns.count)
            return fail_field(cx, "query.not_allowed", str_fmt(cx->arena, "order[%zu].by", i),
                              "a column of the answer");
        out->by[i]      = at;
        out->is_down[i] = order->is_down;
    }
    out->count = question->order.count;
    return OK;
}

/* ---- writing ------------------------------------------------------------------------- */

static void put(JsonOut *out, Arena *arena, const AnswerCell *cell)
{
    switch (cell->kind) {
    case ANSWER_INT: json_put_i64(out, cell->integer); break;
    case ANSWER_ID: json_put_str(out, str_fmt(arena, "%lld", (long long)cell->integer)); break;
    case ANSWER_REAL: json_put_real(out, cell->real); break;
    case ANSWER_TEXT: json_put_str(out, cell->text); break;
    case ANSWER_NULL: json_null(out); break;
    }
}

Code answer_done(Ctx *cx, Answer *answer, const Question *question, QueryAnswer *out)
{
    const size_t columns = answer->columns.count, rows = answer_rows(answer);
    Ordering     ordering = { .cells   = (const AnswerCell *)(const void *)answer->cells.at,
                              .columns = columns };
    size_t      *order    = arena_make(answer->arena, size_t, rows);
    /* It grows in the answer's own arena: of a request's there is little. */
    JsonOut      json = json_out(answer->arena, JSON_MAX);
    Str          text = { 0 };
    ASSERT(answer->cells.count == rows * columns);
    TRY(answer_check_room(cx, answer));
    TRY(find_order(cx, answer, question, &ordering));
    for (size_t i = 0; i < rows; i++) order[i] = i;
    if (ordering.count > 0) qsort_r(order, rows, sizeof *order, by_order, &ordering);
    const size_t told = (int64_t)rows > question->limit ? (size_t)question->limit : rows;
    json_open_array(&json);
    for (size_t i = 0; i < told; i++) {
        json_open_array(&json);
        for (size_t c = 0; c < columns; c++)
            put(&json, answer->arena, &ordering.cells[order[i] * columns + c]);
        json_close_array(&json);
    }
    json_close_array(&json);
    if (json_out_done(&json, &text) != OK)
        return fail(cx, ERR_LIMIT, "query.too_large", "%s", "the answer passes 48 MiB");
    out->rows  = str_copy(cx->arena, text);
    Str *names = arena_make(cx->arena, Str, columns); /* the answer's own arena goes before it */
    for (size_t c = 0; c < columns; c++)
        names[c] = str_copy(cx->arena, *VEC_AT(answer->columns, Str, c));
    out->columns   = (Strs){ names, columns };
    out->row_count = (int64_t)told;
    out->is_cut    = answer->is_cut || told < rows;
    return OK;
}
