/* report_book.c -- a board with its tiles. */
#include "report/report_book.h"

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
                                         .x     = json_i64(tile, S("x"), 0),
                                         .y     = json_i64(tile, S("y"), 0) };
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

/* ---- the filter in words --------------------------------------------------------------------- */

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

static Code say_conditions(Ctx *cx, ReportBook *book, const Json *filters, Vec *pairs)
{
    if (json_get(filters, S("and")) && json_items(filters, S("and")).count == 0) return OK;
    TRY(report_said_language(cx, filters, &book->language));
    Str said = report_said_conditions(cx->arena, &book->language, filters, book->english);
    if (!said.ptr) TRY(as_text(cx, filters, &said));
    say(pairs, book->english, "条件", "Conditions", said);
    return OK;
}

static Code say_filter(Ctx *cx, ReportBook *book)
{
    ReportFilter filter;
    Str          unused = { 0 };
    Vec          pairs  = vec_of(cx->arena, Str);
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
                                &book->owner));
        say(&pairs, book->english, "归属", "Whose", book->owner);
    }
    if (filter.filters) TRY(say_conditions(cx, book, filter.filters, &pairs));
    book->said = (Strs){ (const Str *)(const void *)pairs.at, pairs.count };
    return OK;
}

Code report_book_open(Ctx *cx, Str key, Str filter, bool english, ReportBook *out)
{
    const BoardPreset *preset = preset_of(key);
    Board              board  = { 0 };
    *out                      = (ReportBook){ .filter = filter, .english = english };
    if (!preset) {
        if (!str_to_i64(key, &board.id)) return fail(cx, ERR_NOT_FOUND, "not_found", "no board");
        TRY(board_get(cx, (BoardId){ board.id }, &board));
    }
    out->name = preset ? english ? preset->name_en : preset->name_zh : board.name;
    if (!out->filter.len) out->filter = preset ? S("{}") : board.filter;
    TRY(metric_list(cx, &out->metrics));
    TRY(say_filter(cx, out));
    return read_parts(cx, preset ? preset->tiles : board.tiles, out);
}

/* ---- asking ------------------------------------------------------------------------------- */

/* The question is refused, not the work broken. */
static bool is_refusal(Code code)
{
    return code != OK && code != ERR_UNAVAILABLE && code != ERR_INTERNAL;
}

/* Adds the types of a part's events; false when they are all.  One that is refused has none. */
static Code add_types(Ctx *cx, const ReportPart *part, const ReportFilter *filter, Vec *types,
                      bool *are_all)
{
    const Json    *tile = NULL;
    ReportQuestion question;
    TRY(parse(cx, part->tile, &tile));
    const Code code = report_tile_read(cx, tile, filter, &question);
    if (is_refusal(code)) forgive(cx);
    if (code != OK) return is_refusal(code) ? OK : code;
    *are_all = *are_all || question.types.count == 0;
    for (size_t i = 0; i < question.types.count; i++) *VEC_ADD(types, Str) = question.types.at[i];
    return OK;
}

static int by_name(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

/* Sorted, each once. */
static Strs each_once(const Vec *names)
{
    Str   *at    = (Str *)(void *)names->at;
    size_t count = 0;
    if (names->count > 1) qsort(at, names->count, sizeof *at, by_name);
    for (size_t i = 0; i < names->count; i++)
        if (i == 0 || !str_equal(at[i], at[count - 1])) at[count++] = at[i];
    return (Strs){ at, count };
}

/* Whose the events are is a property of some and of the persons of the others. */
Code report_book_find_carried(Ctx *cx, ReportBook *book)
{
    ReportFilter filter;
    bool         are_all    = false;
    Vec          types      = vec_of(cx->arena, Str);
    Vec          conditions = vec_of(cx->arena, ReportCondition);
    const Str    staff      = S("staff_id");
    TRY(report_filter_read(cx, book->filter, &filter));
    TRY(report_filter_conditions(cx, &filter, &conditions));
    if (filter.owner_kind)
        *VEC_ADD(&conditions, ReportCondition) =
            (ReportCondition){ .asks_who = true, .properties = { &staff, 1 } };
    if (!report_filter_needs_carriers(vec_rows(&conditions))) return OK;
    for (size_t i = 0; i < book->parts.count; i++)
        TRY(add_types(cx, ROWS_AT(ReportPart, book->parts, i), &filter, &types, &are_all));
    return report_carrier_find(cx, are_all ? (Strs){ 0 } : each_once(&types),
                               report_filter_properties(cx->arena, vec_rows(&conditions)), NULL,
                               &book->carried);
}

Code report_book_ask(Ctx *cx, const ReportBook *book, size_t at, ReportAnswer *out)
{
    const ReportPart *part = ROWS_AT(ReportPart, book->parts, at);
    const ReportAsk   ask  = { .tile = part->tile, .filter = book->filter };
    *out                   = (ReportAnswer){ 0 };
    const Code code        = report_carrier_ask(cx, &ask, &book->carried, NULL, &out->tile);
    if (!is_refusal(code)) return code;
    out->reason = str_of(cx->err.reason);
    forgive(cx);
    return OK;
}
