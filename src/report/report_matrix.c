/* report_matrix.c -- a pivot of two dimensions of a picture as a shaded table: hours and weekdays,
 * shops and months. */
#include "report/report_heat.h"
#include "report/report_side.h"

#include <math.h>

typedef struct Matrix {
    const ReportCard *card;
    ReportSides       rows, columns;
    size_t            figure; /* of the answer */
} Matrix;

/* ---- its sides ------------------------------------------------------------------------------ */

static ReportSide *side_at(Matrix *matrix, ReportSides *sides, size_t column, const Json *cell)
{
    const ReportCard *card = matrix->card;
    const Str         key  = report_column_key(card->cx->arena, cell);
    ReportSide       *one  = report_sides_find(sides, key);
    if (one) return one;
    return report_sides_add(
        card->cx->arena, sides, key,
        report_column_said(card->cx->arena, &card->columns[column], cell, card->english));
}

static bool is_row(const Matrix *matrix, const Json *row, int64_t level)
{
    return row->count > matrix->figure && row->as.first[2].kind == JSON_INT &&
           row->as.first[2].as.integer == level;
}

/* Every hour and weekday has its place, though nothing happened then. */
static void add_whole(Matrix *matrix, ReportSides *sides, size_t column)
{
    const Str  name  = matrix->card->columns[column].name;
    const bool hours = str_equal(name, S("hour_of_day"));
    const bool days  = str_equal(name, S("weekday"));
    for (int64_t i = hours ? 0 : 1; i <= (hours ? 23 : days ? 7 : 0); i++)
        (void)side_at(matrix, sides, column, &(Json){ .kind = JSON_INT, .as.integer = i });
}

static void read_pivot(Matrix *matrix)
{
    add_whole(matrix, &matrix->rows, 0);
    add_whole(matrix, &matrix->columns, 1);
    for (uint32_t i = 0; i < matrix->card->rows->count; i++) {
        const Json *row   = &matrix->card->rows->as.first[i];
        double      value = 0;
        if (is_row(matrix, row, 2)) {
            ReportSide *from = side_at(matrix, &matrix->rows, 0, &row->as.first[0]);
            ReportSide *to   = side_at(matrix, &matrix->columns, 1, &row->as.first[1]);
            (void)report_word_number(&row->as.first[matrix->figure], &value);
            from->weight += value;
            to->weight += value;
        } else if (is_row(matrix, row, 1) &&
                   report_word_number(&row->as.first[matrix->figure], &value)) {
            side_at(matrix, &matrix->rows, 0, &row->as.first[0])->total = value;
        }
    }
}

static void fill(Matrix *matrix, ReportHeat *heat)
{
    for (uint32_t i = 0; i < matrix->card->rows->count; i++) {
        const Json *row = &matrix->card->rows->as.first[i];
        if (!is_row(matrix, row, 2)) continue;
        const ReportSide *from = side_at(matrix, &matrix->rows, 0, &row->as.first[0]);
        const ReportSide *to   = side_at(matrix, &matrix->columns, 1, &row->as.first[1]);
        if (from->place < HEAT_ROWS && to->place < HEAT_COLUMNS)
            (void)report_word_number(&row->as.first[matrix->figure],
                                     &heat->cells[from->place][to->place]);
    }
}

/* ---- what is shown --------------------------------------------------------------------------- */

static Vec names_of(const Matrix *matrix, const ReportSides *sides)
{
    Vec     out  = vec_of(matrix->card->cx->arena, Str);
    StrMap *seen = strmap_new(matrix->card->cx->arena);
    for (size_t i = 0; i < sides->all.count; i++)
        *VEC_ADD(&out, Str) = report_column_again(matrix->card->cx->arena, seen,
                                                  (*VEC_AT(sides->all, ReportSide *, i))->name);
    return out;
}

static void name_rows(const Matrix *matrix, ReportHeat *heat)
{
    const Vec names = names_of(matrix, &matrix->rows);
    for (size_t i = 0; i < matrix->rows.all.count; i++) {
        const ReportSide *one = *VEC_AT(matrix->rows.all, ReportSide *, i);
        if (one->place < HEAT_ROWS)
            heat->rows[one->place] =
                (ReportHeatHead){ .name = *VEC_AT(names, Str, i), .total = one->total };
    }
}

static void name_columns(const Matrix *matrix, ReportHeat *heat)
{
    const Vec names = names_of(matrix, &matrix->columns);
    for (size_t i = 0; i < matrix->columns.all.count; i++) {
        const ReportSide *one  = *VEC_AT(matrix->columns.all, ReportSide *, i);
        const Str         name = *VEC_AT(names, Str, i);
        if (one->place < HEAT_COLUMNS)
            heat->columns[one->place] = (ReportHeatHead){
                .name = name, .brief = matrix->columns.is_time ? report_word_time(name) : (Str){ 0 }
            };
    }
}

/* The cells of a rate, a mean or people make no size of a row. */
static ReportEnd end_of(const Matrix *matrix, const ReportSides *sides)
{
    if (sides->is_time) return REPORT_NEWEST;
    return matrix->card->columns[matrix->figure].is_sum ? REPORT_LARGEST : REPORT_SOME;
}

static double draw_note(const Matrix *matrix, const ReportHeat *heat, double y)
{
    const ReportCard *card = matrix->card;
    StrBuf            out  = strbuf(card->cx->arena, 1000);
    if (card->count > matrix->figure + 1)
        strbuf_fmt(&out, "%.*s", FMT(card->columns[matrix->figure].heading));
    report_card_part(card, end_of(matrix, &matrix->rows), REPORT_ROWS, heat->row_count,
                     matrix->rows.all.count, &out);
    report_card_part(card, end_of(matrix, &matrix->columns), REPORT_COLUMNS, heat->column_count,
                     matrix->columns.all.count, &out);
    return report_card_note(card, strbuf_str(&out), y);
}

double report_card_matrix(const ReportCard *card)
{
    Arena *arena  = card->cx->arena;
    Matrix matrix = { .card = card, .figure = 3 };
    if (card->count < 4 || !str_equal(card->columns[2].name, S("level")))
        return report_card_table(card);
    ReportHeat *heat = report_heat_new(arena);
    matrix.rows      = report_sides_new(arena, report_column_is_time(card->columns[0].name));
    matrix.columns   = report_sides_new(arena, report_column_is_time(card->columns[1].name));
    read_pivot(&matrix);
    heat->row_count    = report_sides_place(&matrix.rows, HEAT_ROWS);
    heat->column_count = report_sides_place(&matrix.columns, HEAT_COLUMNS);
    if (heat->row_count == 0 || heat->column_count == 0) return report_card_table(card);
    heat->corner = card->columns[0].heading;
    heat->total  = card->english ? S("Total") : S("合计");
    heat->unit = heat->total_unit = card->columns[matrix.figure].unit;
    name_rows(&matrix, heat);
    name_columns(&matrix, heat);
    if (!matrix.columns.is_time) { /* every other name tells when, but not which shop */
        heat->column_count = report_sides_place(&matrix.columns, report_heat_fit(card, heat));
        name_columns(&matrix, heat);
    }
    fill(&matrix, heat);
    return draw_note(&matrix, heat, report_heat_draw(card, heat, card->inner.y));
}
