/* report_ways.c -- paths as nodes and ribbons.  Ribbons are as wide as they are many; a node has
 * room for its label, though its bar is thinner. */
#include "report/report_ways.h"

#include <stdlib.h>

enum { SHARE_LEAST = 100 /* less than one of so many is not told by its name */ };

/* A name wherever it stands. */
typedef struct Name {
    Str            said;
    ReportWaysKind kind;
    size_t         at; /* in the order of the answer */
    int64_t        come[WAYS_STEPS], go[WAYS_STEPS];
    size_t         place[WAYS_STEPS]; /* among the nodes of the column */
} Name;

typedef struct Reading {
    Arena              *arena;
    const ReportColumn *columns;
    const Json         *rows;
    size_t              step, from, to, count; /* where they stand in a row */
    bool                english;
    StrMap             *known;
    Vec                 names; /* of Name * */
    Name               *left;
} Reading;

/* ---- rows ----------------------------------------------------------------------------------- */

static bool find_columns(Reading *reading, size_t count)
{
    const struct {
        const char *name;
        size_t     *at;
    } wanted[] = { { "step", &reading->step },
                   { "from", &reading->from },
                   { "to", &reading->to },
                   { "count", &reading->count } };
    for (size_t k = 0; k < COUNT(wanted); k++) {
        *wanted[k].at = report_column_find(reading->columns, count, wanted[k].name);
        if (*wanted[k].at == count) return false;
    }
    return true;
}

static Name *add_name(Reading *reading, Str said, ReportWaysKind kind)
{
    Name *made                        = arena_make(reading->arena, Name, 1);
    *made                             = (Name){ .said = said, .kind = kind };
    made->at                          = reading->names.count;
    *VEC_ADD(&reading->names, Name *) = made;
    return made;
}

static Name *name_of(Reading *reading, size_t column, const Json *cell)
{
    if (column == reading->to && cell->kind == JSON_NULL) return reading->left;
    const Str key = report_column_key(reading->arena, cell);
    Name     *one = strmap_find(reading->known, key);
    if (one) return one;
    one = add_name(
        reading,
        report_column_said(reading->arena, &reading->columns[column], cell, reading->english),
        str_equal(key, S("other")) ? WAYS_OTHER : WAYS_NAME);
    (void)strmap_put(reading->known, key, one);
    return one;
}

typedef struct Edge {
    size_t  step; /* from 0 */
    bool    ends; /* the session: there is no step behind it */
    Name   *from, *to;
    int64_t count;
} Edge;

/* False: the row says nothing. */
static bool read_edge(Reading *reading, const Json *row, Edge *out)
{
    const size_t last = reading->step > reading->count ? reading->step : reading->count;
    if (row->count <= last || row->count <= reading->from || row->count <= reading->to)
        return false;
    const Json *step = &row->as.first[reading->step], *count = &row->as.first[reading->count];
    if (step->kind != JSON_INT || step->as.integer < 1 || count->kind != JSON_INT ||
        count->as.integer < 1)
        return false;
    *out = (Edge){ .step = (size_t)step->as.integer - 1,
                   .ends = row->as.first[reading->to].kind == JSON_NULL };
    if (out->step + 1 >= WAYS_STEPS) return true; /* who goes there is not drawn */
    *out = (Edge){ .step  = out->step,
                   .ends  = out->ends,
                   .from  = name_of(reading, reading->from, &row->as.first[reading->from]),
                   .to    = name_of(reading, reading->to, &row->as.first[reading->to]),
                   .count = count->as.integer };
    return true;
}

static void count_names(Reading *reading, ReportWays *ways)
{
    size_t columns = 0;
    for (uint32_t i = 0; i < reading->rows->count; i++) {
        Edge edge;
        if (!read_edge(reading, &reading->rows->as.first[i], &edge)) continue;
        const size_t last = edge.step + (edge.ends ? 1 : 2);
        if (last > ways->all_steps) ways->all_steps = last;
        if (edge.step + 2 > columns) columns = edge.step + 2;
        if (edge.step == 0) ways->whole += edge.count;
        if (edge.step + 1 >= WAYS_STEPS) continue;
        edge.from->go[edge.step] += edge.count;
        edge.to->come[edge.step + 1] += edge.count;
    }
    ways->steps = columns < WAYS_STEPS ? columns : WAYS_STEPS;
}

/* ---- who has a node of his own ------------------------------------------------------------- */

static int64_t count_of(const Name *name, size_t step)
{
    return name->come[step] > name->go[step] ? name->come[step] : name->go[step];
}

typedef struct Ranked {
    Name   *name;
    int64_t count;
} Ranked;

static int by_count(const void *a, const void *b)
{
    const Ranked *one = a, *other = b;
    if (one->name->kind != other->name->kind)
        return (int)one->name->kind - (int)other->name->kind; /* other, then who left, at the end */
    if (one->count != other->count) return one->count < other->count ? 1 : -1;
    return (one->name->at > other->name->at) - (one->name->at < other->name->at);
}

static Vec ranked_at(const Reading *reading, size_t step)
{
    Vec out = vec_of(reading->arena, Ranked);
    for (size_t i = 0; i < reading->names.count; i++) {
        Name         *name  = *VEC_AT(reading->names, Name *, i);
        const int64_t count = count_of(name, step);
        if (count > 0) *VEC_ADD(&out, Ranked) = (Ranked){ name, count };
    }
    if (out.count > 1) qsort(out.at, out.count, sizeof(Ranked), by_count);
    return out;
}

/* How many of the first stand under their own names: a tail of one is not told better as other. */
static size_t kept_of(const Vec *ranked, int64_t whole)
{
    size_t named = 0, kept = 0;
    while (named < ranked->count && VEC_AT(*ranked, Ranked, named)->name->kind == WAYS_NAME)
        named++;
    while (kept < named && kept < WAYS_NAMED &&
           VEC_AT(*ranked, Ranked, kept)->count >= whole / SHARE_LEAST)
        kept++;
    const bool has_other =
        named < ranked->count && VEC_AT(*ranked, Ranked, named)->name->kind == WAYS_OTHER;
    return named - kept == 1 && !has_other ? named : kept;
}

static void place_names(const Reading *reading, ReportWays *ways, size_t step)
{
    const Vec    ranked = ranked_at(reading, step);
    const size_t kept   = kept_of(&ranked, ways->whole);
    const Str    other  = reading->english ? S("Other") : S("其他");
    size_t       count  = 0;
    for (size_t i = 0; i < ranked.count; i++) {
        Name                *name = VEC_AT(ranked, Ranked, i)->name;
        const ReportWaysKind kind = name->kind == WAYS_NAME && i >= kept ? WAYS_OTHER : name->kind;
        const bool           is_more =
            kind == WAYS_OTHER && count > 0 && ways->nodes[step][count - 1].kind == WAYS_OTHER;
        if (!is_more)
            ways->nodes[step][count++] = (ReportWaysNode){
                .kind = kind, .name = kind == WAYS_OTHER ? other : name->said, .tone = name->at
            };
        name->place[step] = count - 1;
    }
    ways->counts[step] = count;
}

/* Names have tones in the order of the answer, those that nowhere have a node none. */
static void give_tones(const Reading *reading, ReportWays *ways)
{
    size_t *tones = arena_make(reading->arena, size_t, reading->names.count + 1);
    for (size_t step = 0; step < ways->steps; step++)
        for (size_t i = 0; i < ways->counts[step]; i++)
            if (ways->nodes[step][i].kind == WAYS_NAME) tones[ways->nodes[step][i].tone] = 1;
    size_t next = 0;
    for (size_t i = 0; i < reading->names.count; i++)
        if (tones[i]) tones[i] = next++;
    for (size_t step = 0; step < ways->steps; step++)
        for (size_t i = 0; i < ways->counts[step]; i++)
            ways->nodes[step][i].tone = tones[ways->nodes[step][i].tone];
}

/* ---- where they stand ---------------------------------------------------------------------- */

static void add_ribbons(Reading *reading, ReportWays *ways)
{
    int64_t edges[WAYS_STEPS - 1][WAYS_NODES][WAYS_NODES] = { 0 };
    for (uint32_t i = 0; i < reading->rows->count; i++) {
        Edge edge;
        if (!read_edge(reading, &reading->rows->as.first[i], &edge)) continue;
        if (edge.step + 1 < WAYS_STEPS)
            edges[edge.step][edge.from->place[edge.step]][edge.to->place[edge.step + 1]] +=
                edge.count;
    }
    for (size_t step = 0; step + 1 < ways->steps; step++)
        for (size_t from = 0; from < ways->counts[step]; from++)
            for (size_t to = 0; to < ways->counts[step + 1]; to++) {
                const int64_t count = edges[step][from][to];
                if (count == 0) continue;
                ways->nodes[step][from].go += count;
                ways->nodes[step + 1][to].come += count;
                ways->ribbons[ways->ribbon_count++] =
                    (ReportWaysRibbon){ .step = step, .from = from, .to = to, .count = count };
            }
}

static void stand(ReportWays *ways, double scale)
{
    for (size_t step = 0; step < ways->steps; step++) {
        double y = 0;
        for (size_t i = 0; i < ways->counts[step]; i++) {
            ReportWaysNode *node = &ways->nodes[step][i];
            node->count          = node->come > node->go ? node->come : node->go;
            node->tall           = (double)node->count * scale;
            node->slot           = node->tall > WAYS_SLOT ? node->tall : WAYS_SLOT;
            node->y              = y + (node->slot - node->tall) / 2;
            y += node->slot + WAYS_GAP;
        }
        if (y - WAYS_GAP > ways->tall) ways->tall = y - WAYS_GAP;
    }
}

/* Ribbons come in the order of both sides: they leave and arrive side by side. */
static void lay_ribbons(ReportWays *ways, double scale)
{
    double left[WAYS_STEPS][WAYS_NODES] = { 0 }, arrived[WAYS_STEPS][WAYS_NODES] = { 0 };
    for (size_t i = 0; i < ways->ribbon_count; i++) {
        ReportWaysRibbon *one = &ways->ribbons[i];
        one->tall             = (double)one->count * scale;
        one->y_from           = ways->nodes[one->step][one->from].y + left[one->step][one->from];
        one->y_to = ways->nodes[one->step + 1][one->to].y + arrived[one->step + 1][one->to];
        left[one->step][one->from] += one->tall;
        arrived[one->step + 1][one->to] += one->tall;
    }
}

bool report_ways_read(Arena *arena, const ReportColumn *columns, size_t count, const Json *rows,
                      bool english, ReportWays *out)
{
    Reading reading = { .arena   = arena,
                        .columns = columns,
                        .rows    = rows,
                        .english = english,
                        .known   = strmap_new(arena),
                        .names   = vec_of(arena, Name *) };
    *out            = (ReportWays){ 0 };
    if (!find_columns(&reading, count)) return false;
    reading.left  = arena_make(arena, Name, 1);
    *reading.left = (Name){ .said = columns[reading.to].nothing, .kind = WAYS_LEFT };
    count_names(&reading, out);
    if (out->whole == 0) return false;
    *VEC_ADD(&reading.names, Name *) = reading.left;
    for (size_t step = 0; step < out->steps; step++) place_names(&reading, out, step);
    give_tones(&reading, out);
    add_ribbons(&reading, out);
    const double scale = (double)WAYS_TALL / (double)out->whole;
    stand(out, scale);
    lay_ribbons(out, scale);
    return true;
}
