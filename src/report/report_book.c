/* report_book.c -- a board with its tiles. */
#include "report/report_book.h"

#include "report/report_said.h"
#include "report/report_tile.h"

#include <stdlib.h>

enum { TEXT_MAX = 256 * 1024 };

static Code parse(Ctx *cx, Str text, const Json **out)
{
    const JsonLimits limits = { .bytes = 1u << 20, .nodes = 100000, .depth = 63 };
    JsonError        error;
    if (json_parse(cx->arena, text, limits, out, &error) != OK)
        return fail(cx, ERR_INTERNAL, error.reason, "%s", "a board as it is kept");
    return OK;
}

/* A title of one's own, or {"zh","en"} of a board of the program. */
static Str title_of(const Json *tile, bool english)
{
    const Json *title = json_get(tile, S("title"));
    if (title && title->kind == JSON_OBJECT) return json_str(title, english ? S("en") : S("zh"));
    return json_str(tile, S("title"));
}

static int by_place(const void *a, const void *b)
{
    const ReportPart *one = a, *other = b;
    if (one->y != other->y) return one->y < other->y ? -1 : 1;
    return (one->x > other->x) - (one->x < other->x);
}

static Code read_parts(Ctx *cx, Str tiles, ReportBook *out)
{
    const Json *json  = NULL;
    Vec         parts = vec_of(cx->arena, ReportPart);
    TRY(parse(cx, tiles, &json));
    for (uint32_t i = 0; i < json->count; i++) {
        const Json *tile = &json->as.first[i];
        JsonOut     text = json_out(cx->arena, TEXT_MAX);
        ReportPart *part = VEC_ADD(&parts, ReportPart);
        *part            = (ReportPart){ .title = title_of(tile, out->english),
                                         .note  = json_str(tile, S("note")),
                                         .look  = json_str(tile, S("look")),
                                         .x     = json_i64(tile, S("x"), 0),
                                         .y     = json_i64(tile, S("y"), 0),
                                         .w     = json_i64(tile, S("w"), 1),
                                         .h     = json_i64(tile, S("h"), 1) };
        json_put(&text, tile);
        if (json_out_done(&text, &part->tile) != OK)
            return fail(cx, ERR_LIMIT, "board.bad_tiles", "tile %u", i);
    }
    out->parts = vec_rows(&parts);
    if (out->parts.count > 1) qsort(out->parts.at, out->parts.count, sizeof(ReportPart), by_place);
    return OK;
}

static const BoardPreset *preset_of(Str key)
{
    for (size_t i = 0; i < board_preset_count; i++)
        if (str_equal(board_presets[i].key, key)) return &board_presets[i];
    return NULL;
}

Code report_book_open(Ctx *cx, Str key, Str filter, bool english, ReportBook *out)
{
    const BoardPreset *preset = preset_of(key);
    Board              board  = { 0 };
    *out = (ReportBook){ .key = key, .filter = filter, .english = english, .owner = S("") };
    if (!preset) {
        if (!str_to_i64(key, &board.id)) return fail(cx, ERR_NOT_FOUND, "not_found", "no board");
        TRY(board_get(cx, (BoardId){ board.id }, &board));
    }
    out->name = preset ? english ? preset->name_en : preset->name_zh : board.name;
    if (!out->filter.len) out->filter = preset ? S("{}") : board.filter;
    TRY(metric_list(cx, &out->metrics));
    return read_parts(cx, preset ? preset->tiles : board.tiles, out);
}

Code report_book_ask(Ctx *cx, ReportBook *book, size_t at)
{
    ReportPart     *part = ROWS_AT(ReportPart, book->parts, at);
    const ReportAsk ask  = { .tile = part->tile, .filter = book->filter };
    const Code      code = report_ask(cx, &ask, NULL, &part->answer);
    if (code == OK || code == ERR_UNAVAILABLE || code == ERR_INTERNAL) return code;
    part->reason = str_of(cx->err.reason);
    forgive(cx);
    return OK;
}

/* ---- in words --------------------------------------------------------------------------------
 */

static void say(Vec *pairs, bool english, const char *zh, const char *en, Str value)
{
    *VEC_ADD(pairs, Str) = str_of(english ? en : zh);
    *VEC_ADD(pairs, Str) = value;
}

static Code as_text(Ctx *cx, const Json *json, Str *out)
{
    JsonOut text = json_out(cx->arena, TEXT_MAX);
    json_put(&text, json);
    return json_out_done(&text, out) == OK ? OK : fail(cx, ERR_LIMIT, "board.bad_filter", "long");
}

static Str compare_word(QueryCompare compare, bool english)
{
    if (compare == COMPARE_BEFORE) return english ? S("the period before") : S("上一期");
    if (compare == COMPARE_LAST_YEAR) return english ? S("a year ago") : S("去年同期");
    return english ? S("nothing") : S("不对比");
}

static Code say_range(Ctx *cx, const ReportBook *book, const ReportFilter *filter, Vec *pairs)
{
    int64_t from = 0, to = 0;
    Str     range = { 0 };
    if (!filter->range) return OK;
    TRY(as_text(cx, filter->range, &range));
    if (!report_tile_days(cx, range, &from, &to)) return OK;
    say(pairs, book->english, "时间", "Period",
        str_fmt(cx->arena, "%.*s – %.*s", FMT(day_text(cx->arena, from)),
                FMT(day_text(cx->arena, to))));
    return OK;
}

Code report_book_said(Ctx *cx, const ReportBook *book, Strs *out)
{
    ReportFilter filter;
    Str          text = { 0 }, unused = { 0 };
    Vec          pairs = vec_of(cx->arena, Str);
    TRY(report_filter_read(cx, book->filter, &filter));
    TRY(say_range(cx, book, &filter, &pairs));
    if (filter.compare)
        say(&pairs, book->english, "对比", "Compared with",
            compare_word(filter.compare, book->english));
    if (filter.channels)
        say(&pairs, book->english, "渠道", "Channels",
            report_said_values(cx->arena, S("channel"), filter.channels, book->english));
    if (filter.owner_kind) {
        TRY(target_owner_filter(cx, filter.owner_kind, filter.owner_id, (Strs){ 0 }, &unused,
                                &text));
        say(&pairs, book->english, "归属", "Whose", text);
    }
    if (filter.filters) {
        text = report_said_conditions(cx->arena, filter.filters, book->english);
        if (!text.ptr) TRY(as_text(cx, filter.filters, &text));
        say(&pairs, book->english, "条件", "Conditions", text);
    }
    *out = (Strs){ (const Str *)(const void *)pairs.at, pairs.count };
    return OK;
}

static bool is_label(Str name)
{
    static const char *const labels[] = { "step",   "name",   "from",  "to",    "cohort",
                                          "period", "bucket", "model", "level", "column_level" };
    for (size_t i = 0; i < metric_dimension_count; i++)
        if (str_equal(metric_dimensions[i].key, name)) return true;
    for (size_t i = 0; i < COUNT(labels); i++)
        if (str_equal(name, str_of(labels[i]))) return true;
    return str_starts(name, S("property.")) || str_starts(name, S("bucket"));
}

ReportColumn *report_book_columns(Arena *arena, const ReportBook *book, const ReportPart *part)
{
    const Strs    names = part->answer.columns;
    ReportColumn *out   = arena_make(arena, ReportColumn, names.count + 1);
    for (size_t i = 0; i < names.count; i++)
        out[i] = report_word_column(arena, book->metrics, names.at[i], is_label(names.at[i]),
                                    book->english);
    return out;
}
