/* intake_mapped_value.c -- how one value is made of a row. */
#include "intake/intake_mapped_value.h"

#include <string.h>

enum { CONSTANT_MAX = 1000, NAME_MAX = 200 };

/* ---- members --------------------------------------------------------------------------------- */

static Str under(Arena *arena, Str place, Str name)
{
    return place.len ? str_fmt(arena, "%.*s.%.*s", FMT(place), FMT(name)) : str_copy(arena, name);
}

Str words_text(Arena *arena, const Words *words)
{
    StrBuf text = strbuf(arena, 4096);
    for (size_t i = 0; i < words->count; i++)
        if (words->word[i]) strbuf_fmt(&text, "%s%s", text.len ? ", " : "", words->word[i]);
    return str_copy(arena, strbuf_str(&text));
}

Code mapped_members(Ctx *cx, const Json *json, Str place, const char *const *names, size_t count)
{
    const Words words = { names, count };
    if (json->kind != JSON_OBJECT) return fail_field(cx, "intake.wrong_type", place, "object");
    for (uint32_t i = 0; i < json->count; i++) {
        bool      known = false;
        const Str key   = json->as.first[i].key;
        for (size_t j = 0; j < count; j++) known = known || str_equal(key, str_of(names[j]));
        if (!known)
            return fail_field(cx, "intake.unknown_member", under(cx->arena, place, key),
                              words_text(cx->arena, &words).ptr);
    }
    return OK;
}

Code mapped_texts(Ctx *cx, const Json *json, Str place, const char *name, size_t max, Strs *out)
{
    const Json *list = json_get(json, str_of(name));
    const Str   path = under(cx->arena, place, str_of(name));
    *out             = (Strs){ 0 };
    if (!list) return OK;
    if (list->kind != JSON_STR && list->kind != JSON_ARRAY)
        return fail_field(cx, "intake.wrong_type", path, "text, or a list of texts");
    const bool   is_one = list->kind == JSON_STR;
    const size_t count  = is_one ? 1 : list->count;
    if (count == 0 || count > max)
        return fail_field(cx, "intake.too_many", path, str_fmt(cx->arena, "1..%zu", max).ptr);
    Str *texts = arena_make(cx->arena, Str, count);
    for (size_t i = 0; i < count; i++) {
        const Json *item = is_one ? list : &list->as.first[i];
        if (item->kind != JSON_STR)
            return fail_field(cx, "intake.wrong_type", str_fmt(cx->arena, "%s[%zu]", path.ptr, i),
                              "text");
        texts[i] = item->as.str;
    }
    *out = (Strs){ texts, count };
    return OK;
}

/* ---- reading --------------------------------------------------------------------------------- */

/* "{a} {b}" in pieces; a brace that is not closed stays as it is. */
static Code read_pieces(Ctx *cx, Str text, Str place, MappedValue *out)
{
    out->pieces = arena_make(cx->arena, TextPiece, MAPPING_PIECES_MAX);
    for (Str rest = text; rest.len > 0;) {
        const char *open  = memchr(rest.ptr, '{', rest.len);
        const char *close = open ? memchr(open, '}', rest.len - (size_t)(open - rest.ptr)) : NULL;
        if (out->piece_count == MAPPING_PIECES_MAX)
            return fail_field(cx, "intake.too_many", place, "16");
        TextPiece *piece = &out->pieces[out->piece_count++];
        if (!close) {
            *piece = (TextPiece){ .text = rest, .at = -1 };
            return OK;
        }
        const size_t from = (size_t)(open - rest.ptr), to = (size_t)(close - rest.ptr);
        *piece = (TextPiece){ .text   = str_slice(rest, 0, from),
                              .column = str_slice(rest, from + 1, to),
                              .at     = -1 };
        if (piece->column.len == 0) return fail_field(cx, "intake.bad_text", place, "{column}");
        rest = str_slice(rest, to + 1, rest.len);
    }
    return OK;
}

static Code check_word(Ctx *cx, const MappedValue *value, Str word, Str place)
{
    if (value->type != VALUE_WORD || !word.ptr || value_of(value->allowed, word)) return OK;
    return fail_field(cx, "intake.unknown_word", place, words_text(cx->arena, value->allowed).ptr);
}

static Code read_words(Ctx *cx, const Json *json, Str place, MappedValue *out)
{
    const Json *words = json_get(json, S("words"));
    if (!words) return OK;
    const Str path = under(cx->arena, place, S("words"));
    if (words->kind != JSON_OBJECT) return fail_field(cx, "intake.wrong_type", path, "object");
    if (words->count > MAPPING_WORDS_MAX) return fail_field(cx, "intake.too_many", path, "0..2000");
    WordPair *pairs = arena_make(cx->arena, WordPair, words->count);
    for (uint32_t i = 0; i < words->count; i++) {
        const Json *word = &words->as.first[i];
        const Str   at   = under(cx->arena, path, word->key);
        if (word->kind != JSON_STR) return fail_field(cx, "intake.wrong_type", at, "text");
        TRY(check_word(cx, out, word->as.str, at));
        pairs[i] = (WordPair){ word->key, word->as.str };
    }
    out->words = (Rows){ pairs, words->count };
    return OK;
}

static Code read_text_member(Ctx *cx, const Json *json, Str place, const char *name, Str *out)
{
    const Json *member = json_get(json, str_of(name));
    if (!member) return OK;
    const Str path = under(cx->arena, place, str_of(name));
    if (member->kind != JSON_STR) return fail_field(cx, "intake.wrong_type", path, "text");
    if (member->as.str.len > CONSTANT_MAX)
        return fail_field(cx, "intake.bad_text", path, "0..1000");
    *out = member->as.str;
    return OK;
}

static Code read_bool_member(Ctx *cx, const Json *json, Str place, const char *name, bool *out)
{
    const Json *member = json_get(json, str_of(name));
    if (!member) return OK;
    if (member->kind != JSON_BOOL)
        return fail_field(cx, "intake.wrong_type", under(cx->arena, place, str_of(name)),
                          "true, false");
    *out = member->as.boolean;
    return OK;
}

static Code read_time_members(Ctx *cx, const Json *json, Str place, MappedValue *out)
{
    Str zone = { 0 };
    TRY(read_text_member(cx, json, place, "format", &out->format));
    TRY(read_text_member(cx, json, place, "zone", &zone));
    if (!cell_time_format(out->format))
        return fail_field(cx, "intake.bad_format", under(cx->arena, place, S("format")),
                          "auto, seconds, milliseconds, excel, excel1904, YYYY-MM-DD hh:mm:ss");
    out->has_zone = zone.ptr != NULL;
    if (!out->has_zone || zone_of(zone, &out->zone)) return OK;
    return fail_field(cx, "intake.bad_zone", under(cx->arena, place, S("zone")),
                      "Asia/Shanghai, UTC, +08:00");
}

static Code read_money_members(Ctx *cx, const Json *json, Str place, MappedValue *out)
{
    Str unit = { 0 };
    TRY(read_text_member(cx, json, place, "unit", &unit));
    TRY(read_bool_member(cx, json, place, "round", &out->rounds));
    out->is_fen = str_equal(unit, S("fen"));
    if (!unit.ptr || out->is_fen || str_equal(unit, S("yuan"))) return OK;
    return fail_field(cx, "intake.unknown_word", under(cx->arena, place, S("unit")), "yuan, fen");
}

static Code read_members(Ctx *cx, const Json *json, Str place, MappedValue *out)
{
    Str text = { 0 };
    TRY(mapped_texts(cx, json, place, "column", MAPPING_CHOICES_MAX, &out->columns));
    TRY(read_text_member(cx, json, place, "value", &out->constant));
    TRY(read_text_member(cx, json, place, "text", &text));
    const int sources = (out->columns.count > 0) + (out->constant.ptr != NULL) + (text.ptr != NULL);
    if (sources != 1) return fail_field(cx, "intake.no_value", place, "column, value, text");
    if (text.ptr) TRY(read_pieces(cx, text, under(cx->arena, place, S("text")), out));
    TRY(read_words(cx, json, place, out));
    TRY(read_text_member(cx, json, place, "otherwise", &out->otherwise));
    TRY(read_text_member(cx, json, place, "empty", &out->empty));
    TRY(read_bool_member(cx, json, place, "required", &out->is_needed));
    TRY(check_word(cx, out, out->constant, under(cx->arena, place, S("value"))));
    TRY(check_word(cx, out, out->otherwise, under(cx->arena, place, S("otherwise"))));
    TRY(check_word(cx, out, out->empty, under(cx->arena, place, S("empty"))));
    if (out->type == VALUE_TIME) return read_time_members(cx, json, place, out);
    if (out->type == VALUE_MONEY || out->type == VALUE_PRICE)
        return read_money_members(cx, json, place, out);
    return OK;
}

/* What a value may say, by its type; in the order of the documentation. */
static size_t member_names(ValueType type, const char **names)
{
    static const char *const all[] = { "column",    "value", "text",    "words",
                                       "otherwise", "empty", "required" };
    size_t                   count = 0;
    for (; count < COUNT(all); count++) names[count] = all[count];
    if (type == VALUE_TIME) {
        names[count++] = "format";
        names[count++] = "zone";
    }
    if (type == VALUE_MONEY || type == VALUE_PRICE) {
        names[count++] = "unit";
        names[count++] = "round";
    }
    return count;
}

Code mapped_value_read_more(Ctx *cx, const Json *json, Str place, const char *const *more,
                            size_t more_count, MappedValue *out)
{
    enum { NAMES = 16 };
    const char *names[NAMES];
    size_t      count = member_names(out->type, names);
    ASSERT(count + more_count <= NAMES);
    for (size_t i = 0; i < more_count; i++) names[count++] = more[i];
    TRY(mapped_members(cx, json, place, names, count));
    out->place = place;
    return read_members(cx, json, place, out);
}

/* A text alone names a column. */
static bool is_column(Ctx *cx, const Json *json, Str place, MappedValue *out)
{
    if (json->kind != JSON_STR || json->as.str.len == 0) return false;
    Str *column  = arena_make(cx->arena, Str, 1);
    *column      = json->as.str;
    out->columns = (Strs){ column, 1 };
    out->place   = place;
    return true;
}

Code mapped_value_read(Ctx *cx, const Json *json, Str place, MappedValue *out)
{
    if (is_column(cx, json, place, out)) return OK;
    return mapped_value_read_more(cx, json, place, NULL, 0, out);
}

Code mapped_value_read_typed(Ctx *cx, const Json *json, Str place, MappedValue *out)
{
    static const char *const list[] = {
        [VALUE_TEXT] = "text",   [VALUE_CODE] = "code",     [VALUE_TIME] = "time",
        [VALUE_MONEY] = "money", [VALUE_COUNT] = "integer", [VALUE_NUMBER] = "number",
        [VALUE_BOOL] = "bool"
    };
    static const Words       types  = { list, COUNT(list) };
    static const char *const more[] = { "as" };
    if (is_column(cx, json, place, out)) return OK;
    if (json->kind == JSON_OBJECT && json_get(json, S("as"))) {
        out->type = (ValueType)value_of(&types, json_str(json, S("as")));
        if (!out->type)
            return fail_field(cx, "intake.unknown_word", under(cx->arena, place, S("as")),
                              words_text(cx->arena, &types).ptr);
    }
    return mapped_value_read_more(cx, json, place, more, 1, out);
}

/* ---- making ---------------------------------------------------------------------------------- */

static Str cell_at(const Strs *cells, int at)
{
    return at >= 0 && (size_t)at < cells->count ? cells->at[at] : (Str){ 0 };
}

static Str joined(Arena *arena, const MappedValue *value, const Strs *cells)
{
    size_t size = 1;
    for (size_t i = 0; i < value->piece_count; i++)
        size += value->pieces[i].text.len + cell_at(cells, value->pieces[i].at).len;
    StrBuf text     = strbuf(arena, size);
    bool   has_cell = false;
    for (size_t i = 0; i < value->piece_count; i++) {
        const Str cell = cell_text(arena, cell_at(cells, value->pieces[i].at));
        strbuf_add(&text, value->pieces[i].text);
        strbuf_add(&text, cell);
        has_cell = has_cell || cell.len > 0;
    }
    return has_cell ? str_trim(strbuf_str(&text)) : (Str){ 0 };
}

/* What stands in the row, as text: borrowed from it where nothing had to be cleaned. */
static Str text_of(Arena *arena, const MappedValue *value, const Strs *cells)
{
    if (value->constant.ptr) return value->constant;
    if (value->pieces) return joined(arena, value, cells);
    for (size_t i = 0; i < value->columns.count; i++) {
        const Str text = cell_text(arena, cell_at(cells, value->at[i]));
        if (text.len) return text;
    }
    return (Str){ 0 };
}

static bool to_word(const MappedValue *value, Str *text)
{
    if (value->words.count == 0) return true;
    for (size_t i = 0; i < value->words.count; i++) {
        const WordPair *pair = ROWS_AT(WordPair, value->words, i);
        if (!cell_like(*text, pair->from)) continue;
        *text = pair->to;
        return true;
    }
    if (!value->otherwise.ptr) return false;
    *text = value->otherwise;
    return true;
}

static bool to_bool(Str text, int64_t *out)
{
    static const char *const yes[] = { "1", "true", "yes", "y", "t", "是", "有", "√" };
    static const char *const no[]  = { "0", "false", "no", "n", "f", "否", "无", "×" };
    for (size_t i = 0; i < COUNT(yes); i++) {
        if (!str_equal_nocase(text, str_of(yes[i])) && !str_equal_nocase(text, str_of(no[i])))
            continue;
        *out = str_equal_nocase(text, str_of(yes[i]));
        return true;
    }
    return false;
}

static const char *to_units(Arena *arena, const MappedValue *value, Str text, IntakeValue *out)
{
    static const int64_t most     = INT64_C(100000000000); /* a thousand million yuan */
    const bool           is_money = value->type == VALUE_MONEY;
    const int            whole    = is_money ? 2 : 4;
    const int            scale    = value->is_fen ? whole - 2 : whole;
    Decimal              decimal  = { 0 };
    if (!cell_decimal(cell_narrow(arena, text), &decimal)) return "intake.bad_money";
    if (!cell_units(decimal, scale, value->rounds || !is_money, &out->number))
        return "intake.part_of_fen";
    const int64_t limit = is_money ? most : most * 100;
    return out->number > limit || out->number < -limit ? "intake.bad_money" : NULL;
}

static const char *to_count(Arena *arena, Str text, int64_t *out)
{
    static const int64_t most    = INT64_C(1000000000000);
    Decimal              decimal = { 0 };
    if (!cell_decimal(cell_narrow(arena, text), &decimal) || !cell_units(decimal, 0, false, out) ||
        *out > most || *out < -most)
        return "intake.bad_count";
    return NULL;
}

/* A JSON number, written from what was read. */
static const char *to_number(Arena *arena, Str text, Str *out)
{
    Decimal decimal = { 0 };
    if (!cell_decimal(cell_narrow(arena, text), &decimal)) return "intake.bad_number";
    int64_t whole = decimal.mantissa, unit = 1;
    if (decimal.scale == 0) {
        *out = str_fmt(arena, "%lld", (long long)whole);
        return NULL;
    }
    for (int i = 0; i < decimal.scale; i++) unit *= 10;
    const char   *sign = whole < 0 ? "-" : "";
    const int64_t size = whole < 0 ? -whole : whole;
    *out = str_fmt(arena, "%s%lld.%0*lld", sign, (long long)(size / unit), decimal.scale,
                   (long long)(size % unit));
    return NULL;
}

static const char *take_text(const MappedValue *value, Str text, Str *out)
{
    if (text.len > value->bytes_max) return "intake.too_long";
    *out = text;
    return NULL;
}

static const char *convert(Arena *arena, const MappedValue *value, Str text, IntakeValue *out)
{
    switch (value->type) {
    case VALUE_TEXT: return take_text(value, text, &out->text);
    case VALUE_CODE:
        if (!cell_code(arena, text, &text)) return "intake.number_cut";
        return take_text(value, text, &out->text);
    case VALUE_WORD:
        out->number = value_of(value->allowed, text);
        return out->number ? NULL : "intake.unknown_value";
    case VALUE_TIME:
        if (cell_time(cell_narrow(arena, text), value->format, value->zone, &out->number))
            return NULL;
        return "intake.bad_time";
    case VALUE_MONEY:
    case VALUE_PRICE: return to_units(arena, value, text, out);
    case VALUE_COUNT: return to_count(arena, text, &out->number);
    case VALUE_NUMBER: return to_number(arena, text, &out->text);
    case VALUE_BOOL: return to_bool(text, &out->number) ? NULL : "intake.unknown_value";
    }
    return "intake.unknown_value";
}

/* What people call the place: the column, or the words of the mapping. */
static Str column_name(const MappedValue *value)
{
    for (size_t i = 0; i < value->columns.count; i++)
        if (value->at[i] >= 0) return value->columns.at[i];
    for (size_t i = 0; i < value->piece_count; i++)
        if (value->pieces[i].column.ptr) return value->pieces[i].column;
    return value->place;
}

bool mapped_value_make(Arena *arena, const MappedValue *value, const Strs *cells, IntakeValue *out,
                       RowRefusal *refusal)
{
    Str         text   = text_of(arena, value, cells);
    const char *reason = NULL;
    *out               = (IntakeValue){ 0 };
    if (text.len == 0 && value->empty.ptr) {
        text = value->empty;
    } else if (text.len > 0 && !to_word(value, &text)) {
        reason = "intake.unknown_value";
    }
    if (!reason && text.len == 0) {
        if (!value->is_needed) return true;
        reason = "intake.is_empty";
    }
    if (!reason) reason = convert(arena, value, text, out);
    out->is_set = reason == NULL;
    if (!reason) return true;
    *refusal = (RowRefusal){ reason, column_name(value) };
    return false;
}
