/* report_heads.c -- the names over the columns of a shaded table. */
#include "report/report_heads.h"

#include <math.h>

enum {
    PIXELS     = 17,
    SMALLEST   = 14,
    TALL       = 38, /* of one line                          */
    GAP        = 4,  /* between names                        */
    LEAST      = 60, /* room for the beginning of a name     */
    LINES_MOST = 3,
    LINES_ALL  = 100, /* more than any name has */
    APART_FROM = 4,   /* characters: where more are alike, they are left out ... */
    APART_KEPT = 2,   /* ... but for the first of them                           */
};

static const PaintText head = { .pixels = PIXELS, .ink = INK_SOFT };

static double wide_of(const ReportCard *card, Str said)
{
    return report_paint_wide(card->cx, card->paint, said, &head);
}

static double widest(const ReportCard *card, const Str *said, size_t count)
{
    double out = 0;
    for (size_t k = 0; k < count; k++) out = fmax(out, wide_of(card, said[k]));
    return out;
}

/* The widest of what has no blank in it, which is broken last. */
static double widest_word(const ReportCard *card, Str said)
{
    double out = 0;
    while (said.ptr) out = fmax(out, wide_of(card, str_cut(&said, ' ')));
    return out;
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static void say_briefly(const ReportHeat *heat, Str *said)
{
    for (size_t k = 0; k < heat->column_count; k++) {
        const ReportHeatHead *one = &heat->columns[k];
        said[k]                   = one->brief.len > 0 ? one->brief : one->name;
    }
}

/* ---- those that are cut ---------------------------------------------------------------------- */

/* With how many bytes both begin, in whole characters. */
static size_t alike(Str one, Str other)
{
    size_t out = 0;
    while (out < one.len && out < other.len && one.ptr[out] == other.ptr[out]) out++;
    return str_prefix_bytes(one, out).len;
}

/* Where the word begins that a place lies within. */
static size_t word_begin(Str text, size_t at)
{
    while (at > 0 && at < text.len && is_letter(text.ptr[at - 1]) && is_letter(text.ptr[at])) at--;
    return at;
}

/* "上海…北路店" beside "上海…南路店": what it shares with the most alike would be all one sees. */
static Str told_apart(Arena *arena, const Str *names, size_t count, size_t at)
{
    const Str name = names[at];
    size_t    same = 0;
    for (size_t k = 0; k < count; k++) {
        const size_t shared = str_equal(names[k], name) ? 0 : alike(name, names[k]);
        if (shared > same) same = shared;
    }
    const size_t begin = word_begin(name, same);
    if (same == name.len || str_chars(str_slice(name, 0, same)) <= APART_FROM) return name;
    if (str_chars(str_slice(name, 0, begin)) > APART_FROM) same = begin;
    return str_fmt(arena, "%.*s…%.*s", FMT(str_prefix_chars(name, APART_KEPT)),
                   FMT(str_slice(name, same, name.len)));
}

static int lines_of(const ReportCard *card, Str said, double room, double pixels)
{
    const PaintText all  = { .pixels = pixels, .lines = LINES_ALL };
    const double    one  = report_paint_tall(card->cx, card->paint, room, S("字"), &all);
    const double    tall = report_paint_tall(card->cx, card->paint, room, said, &all);
    return said.len == 0 ? 0 : (int)lround(tall / one);
}

/* Smaller where a Latin word would be broken. */
static double pixels_of(const ReportCard *card, const Str *said, size_t count, double room)
{
    double word = 0;
    for (size_t k = 0; k < count; k++)
        if (said[k].len > 0 && is_letter(said[k].ptr[0]))
            word = fmax(word, widest_word(card, said[k]));
    return word > room ? fmax(floor(PIXELS * room / word), SMALLEST) : PIXELS;
}

static void break_lines(const ReportCard *card, size_t count, double room, ReportHeads *out)
{
    Str names[HEAT_COLUMNS];
    for (size_t k = 0; k < count; k++) names[k] = out->said[k];
    out->pixels = pixels_of(card, names, count, room);
    for (size_t k = 0; k < count; k++) {
        int lines = lines_of(card, names[k], room, out->pixels);
        if (lines > LINES_MOST) {
            out->said[k] = told_apart(card->cx->arena, names, count, k);
            lines        = lines_of(card, out->said[k], room, out->pixels);
        }
        if (lines > out->lines) out->lines = lines < LINES_MOST ? lines : LINES_MOST;
    }
    const PaintText some = { .pixels = out->pixels, .lines = LINES_MOST };
    for (size_t k = 0; k < count; k++)
        out->tall = fmax(out->tall,
                         report_paint_tall(card->cx, card->paint, room, out->said[k], &some) + GAP);
}

/* ---- all of them ----------------------------------------------------------------------------- */

ReportHeads report_heads_lay(const ReportCard *card, const ReportHeat *heat, double cell)
{
    ReportHeads  out   = { .every = 1, .lines = 1, .pixels = PIXELS, .tall = TALL };
    const size_t count = heat->column_count;
    const double room  = cell - GAP;
    for (size_t k = 0; k < count; k++) out.said[k] = heat->columns[k].name;
    if (widest(card, out.said, count) <= room) return out;
    say_briefly(heat, out.said);
    const double wide = widest(card, out.said, count);
    if (wide <= room) return out;
    if (cell >= LEAST)
        break_lines(card, count, room, &out);
    else
        out.every = (size_t)ceil((wide + GAP) / cell);
    return out;
}

void report_heads_draw(const ReportCard *card, const ReportHeads *heads, size_t count, PaintBox at)
{
    const double right = card->inner.x + card->inner.width;
    PaintText    how   = head;
    how.lines          = heads->lines;
    how.pixels         = heads->pixels;
    how.align          = heads->every > 1 ? PAINT_LEFT : PAINT_CENTER;
    for (size_t k = 0; k < count; k += heads->every) {
        const double x    = at.x + at.width * (double)k;
        const double room = fmin(at.width * (double)heads->every - GAP, right - x);
        if (k > 0 && heads->every > 1 && wide_of(card, heads->said[k]) > room) break;
        (void)report_paint_text(card->cx, card->paint, (PaintBox){ x, at.y, room, heads->tall },
                                heads->said[k], &how);
    }
}

double report_heads_least(const ReportCard *card, const ReportHeat *heat)
{
    Str said[HEAT_COLUMNS];
    say_briefly(heat, said);
    return fmin(widest(card, said, heat->column_count) + GAP, LEAST);
}
