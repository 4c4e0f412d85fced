/* report_pivot.c -- reading a pivot with its totals. */
#include "report/report_pivot.h"

#include <math.h>
#include <stdlib.h>

enum { DIMENSIONS_MAX = 8 };

const ReportColumn *report_pivot_dimension(const ReportPivot *pivot, ReportPivotSide side,
                                           size_t depth)
{
    ASSERT(depth >= 1 && depth <= pivot->deep[side]);
    return &pivot->card->columns[(side == PIVOT_ROWS ? 0 : pivot->deep[PIVOT_ROWS]) + depth - 1];
}

/* ---- reading it ------------------------------------------------------------------------------ */

static Str key_of(Arena *arena, const Json *path, size_t depth)
{
    StrBuf out = strbuf(arena, 16 * 1024);
    for (size_t i = 0; i < depth; i++) {
        strbuf_add(&out, report_column_key(arena, &path[i]));
        strbuf_char(&out, '\x1f');
    }
    return strbuf_str(&out);
}

static ReportPivotLine *take(ReportPivot *pivot, ReportPivotSide side, const Json *path,
                             size_t depth)
{
    Arena           *arena = pivot->card->cx->arena;
    const Str        key   = key_of(arena, path, depth);
    ReportPivotLine *one   = strmap_find(pivot->lines[side], key);
    if (one) return one;
    one  = arena_make(arena, ReportPivotLine, 1);
    *one = (ReportPivotLine){
        .key = key, .depth = depth, .direction = 1, .below = vec_of(arena, ReportPivotLine *)
    };
    (void)strmap_put(pivot->lines[side], key, one);
    if (depth == 0) return one;
    one->name   = report_column_said(arena, report_pivot_dimension(pivot, side, depth),
                                     &path[depth - 1], pivot->card->english);
    one->parent = take(pivot, side, path, depth - 1);
    *VEC_ADD(&one->parent->below, ReportPivotLine *) = one;
    return one;
}

static Str cell_key(Arena *arena, const ReportPivotLine *row, const ReportPivotLine *column)
{
    return str_fmt(arena, "%.*s\x1e%.*s", FMT(row->key), FMT(column->key));
}

double report_pivot_value(const ReportPivot *pivot, const ReportPivotLine *row,
                          const ReportPivotLine *column, size_t figure)
{
    Arena          *arena = pivot->card->cx->arena;
    const ArenaMark mark  = arena_mark(arena);
    const Json     *found = strmap_find(pivot->cells, cell_key(arena, row, column));
    double          value = NAN;
    arena_rewind(arena, mark);
    if (found) (void)report_word_number(&found->as.first[pivot->first + figure], &value);
    return value;
}

static bool level_at(const Json *row, size_t at, size_t most, size_t *out)
{
    if (row->as.first[at].kind != JSON_INT || row->as.first[at].as.integer < 0 ||
        (size_t)row->as.first[at].as.integer > most)
        return false;
    *out = (size_t)row->as.first[at].as.integer;
    return true;
}

static void read_row(ReportPivot *pivot, const Json *row)
{
    const size_t down = pivot->deep[PIVOT_ROWS], all = down + pivot->deep[PIVOT_COLUMNS];
    size_t       level = 0, column_level = 0;
    if (row->count < pivot->card->count || !level_at(row, all, down, &level)) return;
    if (all > down && !level_at(row, all + 1, all - down, &column_level)) return;
    const ReportPivotLine *one    = take(pivot, PIVOT_ROWS, row->as.first, level);
    const ReportPivotLine *column = take(pivot, PIVOT_COLUMNS, &row->as.first[down], column_level);
    (void)strmap_put(pivot->cells, cell_key(pivot->card->cx->arena, one, column), (void *)row);
}

/* ---- its order ------------------------------------------------------------------------------- */

static int by_weight(const void *a, const void *b)
{
    const ReportPivotLine *one   = *(ReportPivotLine *const *)a;
    const ReportPivotLine *other = *(ReportPivotLine *const *)b;
    if (one->weight > other->weight) return -1;
    if (one->weight < other->weight) return 1;
    return str_compare(one->key, other->key) * one->direction;
}

/* A column as the console keeps it in how a pivot stands: ["2026-11"]. */
static const ReportPivotLine *column_of(ReportPivot *pivot, Str kept)
{
    const Json *path = NULL;
    JsonError   error;
    if (kept.len == 0 ||
        json_parse(pivot->card->cx->arena, kept, JSON_LIMITS, &path, &error) != OK ||
        path->kind != JSON_ARRAY)
        return pivot->whole[PIVOT_COLUMNS];
    return strmap_find(pivot->lines[PIVOT_COLUMNS],
                       key_of(pivot->card->cx->arena, path->as.first, path->count));
}

static double number_or_nothing(double value) { return isnan(value) ? 0 : value; }

/* By the figure or the name that was chosen. */
static void weigh_as_chosen(ReportPivot *pivot, const Json *sort, ReportPivotLine *row)
{
    const ReportPivotLine *column = column_of(pivot, json_str(sort, S("column")));
    const int64_t          figure = json_i64(sort, S("figure"), -1);
    const bool             down   = json_bool(sort, S("desc"), false);
    row->direction                = down ? -1 : 1;
    row->weight                   = 0;
    if (figure < 0 || (size_t)figure >= pivot->figures || !column) return;
    row->weight =
        number_or_nothing(report_pivot_value(pivot, row, column, (size_t)figure)) * (down ? 1 : -1);
}

/* Times as they follow each other, of all else the most first. */
static void weigh(ReportPivot *pivot, ReportPivotSide side, ReportPivotLine *line)
{
    const Json *sort = json_get(pivot->show, S("sort"));
    if (side == PIVOT_ROWS && sort && sort->kind == JSON_OBJECT) {
        weigh_as_chosen(pivot, sort, line);
        return;
    }
    if (report_column_is_time(report_pivot_dimension(pivot, side, line->depth)->name)) return;
    const ReportPivotLine *row    = side == PIVOT_ROWS ? line : pivot->whole[PIVOT_ROWS];
    const ReportPivotLine *column = side == PIVOT_ROWS ? pivot->whole[PIVOT_COLUMNS] : line;
    line->weight                  = number_or_nothing(report_pivot_value(pivot, row, column, 0));
}

static void order(ReportPivot *pivot, ReportPivotSide side, ReportPivotLine *line)
{
    for (size_t i = 0; i < line->below.count; i++) {
        ReportPivotLine *one = *VEC_AT(line->below, ReportPivotLine *, i);
        weigh(pivot, side, one);
        order(pivot, side, one);
    }
    if (line->below.count > 1)
        qsort(line->below.at, line->below.count, sizeof(ReportPivotLine *), by_weight);
}

static void tell_apart(Arena *arena, ReportPivotLine *line)
{
    StrMap *seen = strmap_new(arena);
    for (size_t i = 0; i < line->below.count; i++) {
        ReportPivotLine *one = *VEC_AT(line->below, ReportPivotLine *, i);
        one->name            = report_column_again(arena, seen, one->name);
        tell_apart(arena, one);
    }
}

static void add_lines(Vec *out, ReportPivotSide side, ReportPivotLine *line, size_t depth)
{
    if (side == PIVOT_ROWS) *VEC_ADD(out, ReportPivotLine *) = line;
    for (size_t i = 0; i < line->below.count && line->depth < depth; i++)
        add_lines(out, side, *VEC_AT(line->below, ReportPivotLine *, i), depth);
    if (side == PIVOT_COLUMNS) *VEC_ADD(out, ReportPivotLine *) = line;
}

Vec report_pivot_lines(const ReportPivot *pivot, ReportPivotSide side, size_t depth)
{
    Vec out = vec_of(pivot->card->cx->arena, ReportPivotLine *);
    add_lines(&out, side, pivot->whole[side], depth);
    return out;
}

bool report_pivot_read(const ReportCard *card, ReportPivot *out)
{
    const size_t  all    = json_items(card->query, S("dimensions")).count;
    const int64_t across = json_i64(card->query, S("columns"), 0);
    *out                 = (ReportPivot){ .card = card, .show = card->show };
    if (all < 1 || all > DIMENSIONS_MAX || across < 0 || (size_t)across > all) return false;
    out->deep[PIVOT_ROWS]    = all - (size_t)across;
    out->deep[PIVOT_COLUMNS] = (size_t)across;
    out->first               = all + (across > 0 ? 2 : 1);
    if (card->count <= out->first || !str_equal(card->columns[all].name, S("level"))) return false;
    out->figures = card->count - out->first;
    out->cells   = strmap_new(card->cx->arena);
    for (ReportPivotSide side = 0; side < PIVOT_SIDES; side++) {
        out->lines[side] = strmap_new(card->cx->arena);
        out->whole[side] = take(out, side, NULL, 0);
    }
    for (uint32_t i = 0; i < card->rows->count; i++) read_row(out, &card->rows->as.first[i]);
    for (ReportPivotSide side = 0; side < PIVOT_SIDES; side++) {
        order(out, side, out->whole[side]);
        tell_apart(card->cx->arena, out->whole[side]);
    }
    return out->whole[PIVOT_ROWS]->below.count > 0 || out->whole[PIVOT_COLUMNS]->below.count > 0;
}
