/* intake_mapping.c -- the mapping document read and checked.  Single values are
 * intake_mapped_value.c. */
#include "intake/intake_mapping.h"

#include "intake/intake_mapped_value.h"

static const char *const encodings[] = {
    [ENCODING_AUTO]  = "auto",
    [ENCODING_UTF8]  = "utf-8",
    [ENCODING_GBK]   = "gbk",
    [ENCODING_UTF16] = "utf-16",
};
const Words file_encoding_words = { encodings, COUNT(encodings) };

enum { TAG_NAME_CHARS_MAX = 30 };
enum { NAME_MAX = 200, SOURCE_MAX = 40, KEY_MAX = 100 };

/* ---- the file ---------------------------------------------------------------------------- */

static Code read_delimiter(Ctx *cx, const Json *file, Mapping *out)
{
    const Json *json = json_get(file, S("delimiter"));
    if (!json) return OK;
    const Str text = json->kind == JSON_STR ? json->as.str : S("");
    if (text.len != 1 || str_find(S(",;\t|"), text) < 0)
        return fail_field(cx, "intake.unknown_word", S("file.delimiter"), ", ; | \\t");
    out->delimiter = text.ptr[0];
    return OK;
}

static Code read_header(Ctx *cx, const Json *file, Mapping *out)
{
    const Json *json = json_get(file, S("header"));
    if (!json) return OK;
    if (json->kind != JSON_BOOL)
        return fail_field(cx, "intake.wrong_type", S("file.header"), "true, false");
    out->header = json_bool(file, S("header"), true) ? HEADER_IS_FIRST : HEADER_NONE;
    return OK;
}

static Code read_file(Ctx *cx, const Json *root, Mapping *out)
{
    static const char *const names[] = { "delimiter", "encoding", "header", "columns" };
    const Json              *file    = json_get(root, S("file"));
    out->encoding                    = ENCODING_AUTO;
    if (!file) return OK;
    TRY(mapped_members(cx, file, S("file"), names, COUNT(names)));
    TRY(read_delimiter(cx, file, out));
    TRY(read_header(cx, file, out));
    const Json *encoding = json_get(file, S("encoding"));
    if (encoding) {
        out->encoding = (FileEncoding)value_of(&file_encoding_words, json_str(file, S("encoding")));
        if (!out->encoding)
            return fail_field(cx, "intake.unknown_word", S("file.encoding"),
                              words_text(cx->arena, &file_encoding_words).ptr);
    }
    return mapped_texts(cx, file, S("file"), "columns", MAPPING_COLUMNS_MAX, &out->columns);
}

/* ---- fields ------------------------------------------------------------------------------- */

static Str field_names(Arena *arena, const IntakeSpec *spec)
{
    StrBuf text = strbuf(arena, 4096);
    for (size_t i = 0; i < spec->field_count; i++)
        strbuf_fmt(&text, "%s%s", i ? ", " : "", spec->fields[i].name);
    return str_copy(arena, strbuf_str(&text));
}

static Code read_fields(Ctx *cx, const Json *root, Mapping *out)
{
    const IntakeSpec *spec   = out->spec;
    const Json       *fields = json_get(root, S("fields"));
    if (!fields || fields->kind != JSON_OBJECT)
        return fail_field(cx, fields ? "intake.wrong_type" : "intake.missing", S("fields"),
                          "object");
    for (uint32_t i = 0; i < fields->count; i++) {
        const Json *json  = &fields->as.first[i];
        const Str   place = str_fmt(cx->arena, "fields.%.*s", FMT(json->key));
        const int   field = intake_field_find(spec, json->key);
        if (field < 0)
            return fail_field(cx, "intake.unknown_field", place, field_names(cx->arena, spec).ptr);
        const IntakeField *known = &spec->fields[field];
        MappedValue       *value = &out->fields[field];
        *value                   = (MappedValue){ .type      = known->type,
                                                  .allowed   = known->words,
                                                  .bytes_max = known->bytes_max,
                                                  .is_needed = known->is_needed };
        TRY(mapped_value_read(cx, json, place, value));
    }
    for (size_t i = 0; i < spec->field_count; i++)
        if (spec->fields[i].is_needed && !out->fields[i].place.ptr)
            return fail_field(cx, "intake.missing",
                              str_fmt(cx->arena, "fields.%s", spec->fields[i].name), NULL);
    return OK;
}

/* ---- whose it is ---------------------------------------------------------------------------- */

/* A value many share, or give wrongly, is evidence; the others name a person. */
static bool kind_decides(Str kind)
{
    return !str_equal(kind, S("phone")) && !str_equal(kind, S("email"));
}

static Code read_claim(Ctx *cx, const Json *json, Str place, MappedClaim *out)
{
    static const char *const kinds[] = { NULL,       "unionid",   "openid",     "external_userid",
                                         "phone",    "email",     "user_id",    "anonymous_id",
                                         "buyer_id", "member_no", "taobao_user" };
    static const Words       words   = { kinds, COUNT(kinds) };
    if (json->kind != JSON_OBJECT) return fail_field(cx, "intake.wrong_type", place, "object");
    const Str kind = json_str(json, S("kind"));
    if (!value_of(&words, kind))
        return fail_field(cx, "intake.unknown_word", str_fmt(cx->arena, "%.*s.kind", FMT(place)),
                          words_text(cx->arena, &words).ptr);
    const Str scope      = json_str(json, S("scope"));
    *out                 = (MappedClaim){ .kind = kind, .scope = scope.ptr ? scope : S("") };
    out->decides         = json_bool(json, S("decides"), kind_decides(kind));
    out->value.type      = VALUE_CODE;
    out->value.bytes_max = DOOR_VALUE_BYTES_MAX;
    return mapped_value_read_more(
        cx, json, place, (const char *const[]){ "kind", "scope", "decides" }, 3, &out->value);
}

static Code read_people(Ctx *cx, const Json *root, Mapping *out)
{
    const Json *people = json_get(root, S("people"));
    bool        one    = false;
    if (!people)
        return out->spec->has_people
                   ? fail_field(cx, "intake.missing", S("people"), "[{\"kind\":…,\"column\":…}]")
                   : OK;
    if (people->kind != JSON_ARRAY)
        return fail_field(cx, "intake.wrong_type", S("people"), "array");
    if (people->count == 0 || people->count > MAPPING_PEOPLE_MAX)
        return fail_field(cx, "intake.too_many", S("people"), "1..4");
    for (uint32_t i = 0; i < people->count; i++) {
        TRY(read_claim(cx, &people->as.first[i], str_fmt(cx->arena, "people[%u]", i),
                       &out->people[i]));
        one = one || out->people[i].decides;
    }
    /* Were nothing to decide, each row would make a person of its own. */
    if (!one) out->people[0].decides = true;
    out->people_count = people->count;
    return OK;
}

static Code read_payload(Ctx *cx, const Json *root, Mapping *out)
{
    const Json *payload = json_get(root, S("payload"));
    if (!payload) return OK;
    if (payload->kind != JSON_OBJECT)
        return fail_field(cx, "intake.wrong_type", S("payload"), "object");
    if (payload->count > MAPPING_PAYLOAD_MAX)
        return fail_field(cx, "intake.too_many", S("payload"), "0..64");
    out->payload = arena_make(cx->arena, MappedPayload, payload->count);
    for (uint32_t i = 0; i < payload->count; i++) {
        enum { TEXT_MAX = 8 * 1024 };
        const Json *json  = &payload->as.first[i];
        const Str   place = str_fmt(cx->arena, "payload.%.*s", FMT(json->key));
        if (json->key.len == 0 || json->key.len > KEY_MAX)
            return fail_field(cx, "intake.bad_text", place, "1..100");
        out->payload[i] = (MappedPayload){ .key   = json->key,
                                           .value = { .type = VALUE_TEXT, .bytes_max = TEXT_MAX } };
        TRY(mapped_value_read_typed(cx, json, place, &out->payload[i].value));
    }
    out->payload_count = payload->count;
    return OK;
}

/* ---- which rows --------------------------------------------------------------------------- */

static Code read_bound(Ctx *cx, const Json *json, Str place, const char *name, bool *has,
                       Decimal *out)
{
    const Json *bound = json_get(json, str_of(name));
    if (!bound) return OK;
    const Str text = bound->kind == JSON_INT
                         ? str_fmt(cx->arena, "%lld", (long long)bound->as.integer)
                         : json_str(json, str_of(name));
    *has           = cell_decimal(text, out);
    if (*has) return OK;
    return fail_field(cx, "intake.wrong_type", str_fmt(cx->arena, "%.*s.%s", FMT(place), name),
                      "number, or \"0.5\"");
}

static Code read_condition(Ctx *cx, const Json *json, Str place, MappedCondition *out)
{
    static const char *const names[] = { "column",   "in",      "not_in", "like",
                                         "not_like", "present", "above",  "below" };
    TRY(mapped_members(cx, json, place, names, COUNT(names)));
    *out = (MappedCondition){ .place = place, .column = json_str(json, S("column")), .at = -1 };
    if (out->column.len == 0)
        return fail_field(cx, "intake.missing", str_fmt(cx->arena, "%.*s.column", FMT(place)),
                          NULL);
    TRY(mapped_texts(cx, json, place, "in", MAPPING_WORDS_MAX, &out->in));
    TRY(mapped_texts(cx, json, place, "not_in", MAPPING_WORDS_MAX, &out->not_in));
    TRY(mapped_texts(cx, json, place, "like", MAPPING_WORDS_MAX, &out->like));
    TRY(mapped_texts(cx, json, place, "not_like", MAPPING_WORDS_MAX, &out->not_like));
    TRY(read_bound(cx, json, place, "above", &out->has_above, &out->above));
    TRY(read_bound(cx, json, place, "below", &out->has_below, &out->below));
    out->asks_present = json_get(json, S("present")) != NULL;
    out->is_present   = json_bool(json, S("present"), true);
    const bool asks   = out->in.count || out->not_in.count || out->like.count ||
                      out->not_like.count || out->has_above || out->has_below || out->asks_present;
    return asks ? OK
                : fail_field(cx, "intake.no_value", place,
                             "in, not_in, like, not_like, present, above, below");
}

static Code read_where(Ctx *cx, const Json *root, Mapping *out)
{
    const Json *where = json_get(root, S("where"));
    if (!where) return OK;
    if (where->kind != JSON_ARRAY) return fail_field(cx, "intake.wrong_type", S("where"), "array");
    if (where->count > MAPPING_CONDITIONS_MAX)
        return fail_field(cx, "intake.too_many", S("where"), "0..20");
    out->where = arena_make(cx->arena, MappedCondition, where->count);
    for (uint32_t i = 0; i < where->count; i++)
        TRY(read_condition(cx, &where->as.first[i], str_fmt(cx->arena, "where[%u]", i),
                           &out->where[i]));
    out->where_count = where->count;
    return OK;
}

/* ---- what each kind has besides -------------------------------------------------------------- */

static Code read_shop(Ctx *cx, const Json *root, Mapping *out)
{
    static const char *const names[] = { "number", "name" };
    const Json              *shop    = json_get(root, S("shop"));
    out->shop_no                     = S("import");
    out->shop_name                   = S("导入的订单");
    if (!shop) return OK;
    TRY(mapped_members(cx, shop, S("shop"), names, COUNT(names)));
    out->shop_no = json_str(shop, S("number"));
    if (out->shop_no.len == 0 || out->shop_no.len > SOURCE_MAX)
        return fail_field(cx, "intake.bad_text", S("shop.number"), "1..40");
    out->shop_name = json_str(shop, S("name"));
    if (out->shop_name.len == 0) out->shop_name = out->shop_no;
    if (out->shop_name.len > KEY_MAX)
        return fail_field(cx, "intake.bad_text", S("shop.name"), "1..100");
    return OK;
}

static Code read_word(Ctx *cx, const Json *root, const char *name, const Words *words,
                      int otherwise, int *out)
{
    const Json *json = json_get(root, str_of(name));
    *out             = otherwise;
    if (!json) return OK;
    *out = value_of(words, json_str(root, str_of(name)));
    if (*out) return OK;
    return fail_field(cx, "intake.unknown_word", str_of(name), words_text(cx->arena, words).ptr);
}

/* Names of tags that everybody in the file gets. */
static Code read_tags(Ctx *cx, const Json *root, Mapping *out)
{
    const JsonItems items = json_items(root, S("tags"));
    Str            *names = arena_make(cx->arena, Str, MAPPING_TAGS_MAX);
    if (json_get(root, S("tags")) && json_get(root, S("tags"))->kind != JSON_ARRAY)
        return fail_field(cx, "intake.wrong_type", S("tags"), "[\"…\"]");
    if (items.count > MAPPING_TAGS_MAX)
        return fail_field(cx, "intake.too_many", S("tags"), "0..20");
    for (size_t i = 0; i < items.count; i++) {
        const bool is_text = items.at[i].kind == JSON_STR;
        names[i]           = is_text ? str_trim(items.at[i].as.str) : S("");
        if (names[i].len == 0 || str_chars(names[i]) > TAG_NAME_CHARS_MAX)
            return fail_field(cx, "intake.bad_text", str_fmt(cx->arena, "tags[%zu]", i), "1..30");
    }
    out->tags = (Strs){ names, items.count };
    return OK;
}

static Code read_person_rule(Ctx *cx, const Json *root, Mapping *out)
{
    static const char *const fields[] = { [MATCH_PHONE]           = "phone",
                                          [MATCH_EXTERNAL_USERID] = "external_userid",
                                          [MATCH_MEMBER_NO]       = "member_no" };
    int                      match = 0, rule = 0;
    TRY(read_word(cx, root, "match", &intake_match_words, MATCH_PHONE, &match));
    TRY(read_word(cx, root, "rule", &intake_rule_words, RULE_BOTH, &rule));
    out->match      = (IntakeMatch)match;
    out->rule       = (IntakeRule)rule;
    out->makes_tags = json_bool(root, S("makes_tags"), true);
    TRY(read_tags(cx, root, out));
    const int field = intake_field_find(out->spec, str_of(fields[match]));
    if (field >= 0 && out->fields[field].place.ptr) {
        out->fields[field].is_needed = true;
        return OK;
    }
    return fail_field(cx, "intake.missing", str_fmt(cx->arena, "fields.%s", fields[match]), NULL);
}

static Code read_source(Ctx *cx, const Json *root, Mapping *out)
{
    const Json *json = json_get(root, S("source"));
    out->source      = json ? json_str(root, S("source")) : S("file");
    bool good        = out->source.len > 0 && out->source.len <= SOURCE_MAX;
    for (size_t i = 0; good && i < out->source.len; i++) {
        const char c = out->source.ptr[i];
        good         = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
    return good ? OK : fail_field(cx, "intake.bad_text", S("source"), "a-z 0-9 - _, 1..40");
}

static Code read_zone(Ctx *cx, const Json *root, Zone *out)
{
    const Json *json = json_get(root, S("zone"));
    *out             = cx->zone;
    if (!json || zone_of(json_str(root, S("zone")), out)) return OK;
    return fail_field(cx, "intake.bad_zone", S("zone"), "Asia/Shanghai, UTC, +08:00");
}

static void set_zone(MappedValue *value, Zone zone)
{
    if (!value->has_zone) value->zone = zone;
}

static void set_zones(Mapping *out, Zone zone)
{
    for (size_t i = 0; i < out->spec->field_count; i++) set_zone(&out->fields[i], zone);
    for (size_t i = 0; i < out->payload_count; i++) set_zone(&out->payload[i].value, zone);
}

static Code read_all(Ctx *cx, const Json *root, Mapping *out)
{
    static const char *const common[]     = { "kind",   "title", "file",  "zone",
                                              "source", "where", "fields" };
    static const char *const of_kind[][4] = {
        [INTAKE_EVENT]   = { "people", "payload" },
        [INTAKE_ORDER]   = { "shop" },
        [INTAKE_PERSON]  = { "match", "rule", "makes_tags", "tags" },
        [INTAKE_PRODUCT] = { "shop" },
        [INTAKE_COST]    = { NULL },
    };
    const char *names[COUNT(common) + 4];
    size_t      count = 0;
    Zone        zone  = { 0 };
    for (; count < COUNT(common); count++) names[count] = common[count];
    for (size_t i = 0; i < 4 && of_kind[out->kind][i]; i++) names[count++] = of_kind[out->kind][i];
    TRY(mapped_members(cx, root, S(""), names, count));
    out->title = json_str(root, S("title"));
    if (out->title.len > NAME_MAX) return fail_field(cx, "intake.bad_text", S("title"), "0..200");
    TRY(read_file(cx, root, out));
    TRY(read_source(cx, root, out));
    TRY(read_zone(cx, root, &zone));
    TRY(read_fields(cx, root, out));
    TRY(read_where(cx, root, out));
    if (out->kind == INTAKE_EVENT) {
        TRY(read_people(cx, root, out));
        TRY(read_payload(cx, root, out));
    }
    if (out->kind == INTAKE_ORDER || out->kind == INTAKE_PRODUCT) TRY(read_shop(cx, root, out));
    if (out->kind == INTAKE_PERSON) TRY(read_person_rule(cx, root, out));
    set_zones(out, zone);
    return OK;
}

Code mapping_parse(Ctx *cx, Str text, Mapping *out)
{
    const JsonLimits limits = { .bytes = MAPPING_BYTES_MAX, .nodes = 10000, .depth = 8 };
    const Json      *root   = NULL;
    JsonError        error  = { 0 };
    if (json_parse(cx->arena, text, limits, &root, &error) != OK)
        return fail_field(cx, error.reason, S("mapping"), "JSON");
    if (root->kind != JSON_OBJECT)
        return fail_field(cx, "intake.wrong_type", S("mapping"), "object");
    *out      = (Mapping){ 0 };
    out->kind = (IntakeKind)value_of(&intake_kind_words, json_str(root, S("kind")));
    out->spec = intake_spec_of(out->kind);
    if (!out->spec)
        return fail_field(cx, "intake.unknown_kind", S("kind"),
                          words_text(cx->arena, &intake_kind_words).ptr);
    return read_all(cx, root, out);
}

/* ---- a file's columns ------------------------------------------------------------------------ */

static int column_of(Strs header, Str name)
{
    for (size_t i = 0; i < header.count; i++)
        if (str_equal_nocase(str_trim(header.at[i]), str_trim(name))) return (int)i;
    return -1;
}

/* Where its columns are; false, and `*missing` is set, when the file has none of them. */
static bool bind_value(MappedValue *value, Strs header, Str *missing)
{
    bool has_one = value->columns.count == 0;
    for (size_t i = 0; i < value->columns.count; i++) {
        value->at[i] = column_of(header, value->columns.at[i]);
        has_one      = has_one || value->at[i] >= 0;
    }
    if (!has_one) *missing = value->columns.at[0];
    for (size_t i = 0; i < value->piece_count; i++) {
        TextPiece *piece = &value->pieces[i];
        piece->at        = piece->column.ptr ? column_of(header, piece->column) : -1;
        if (!piece->column.ptr || piece->at >= 0) continue;
        *missing = piece->column;
        has_one  = false;
    }
    return has_one;
}

/* Binds all; the first that finds no column is told. */
static bool bind_all(Mapping *mapping, Strs header, Str *place, Str *missing)
{
    MappedValue *list[INTAKE_FIELDS_MAX + MAPPING_PEOPLE_MAX + MAPPING_PAYLOAD_MAX];
    size_t       count = 0;
    for (size_t i = 0; i < mapping->spec->field_count; i++)
        if (mapping->fields[i].place.ptr) list[count++] = &mapping->fields[i];
    for (size_t i = 0; i < mapping->people_count; i++) list[count++] = &mapping->people[i].value;
    for (size_t i = 0; i < mapping->payload_count; i++) list[count++] = &mapping->payload[i].value;
    for (size_t i = 0; i < count; i++)
        if (!bind_value(list[i], header, missing)) {
            *place = list[i]->place;
            return false;
        }
    for (size_t i = 0; i < mapping->where_count; i++) {
        MappedCondition *condition = &mapping->where[i];
        condition->at              = column_of(header, condition->column);
        if (condition->at >= 0) continue;
        *place   = condition->place;
        *missing = condition->column;
        return false;
    }
    return true;
}

Code mapping_bind(Ctx *cx, Mapping *mapping, Strs header)
{
    enum { SHOWN = 60, TEXT_MAX = 8 * 1024 };
    Str place = { 0 }, missing = { 0 };
    if (bind_all(mapping, header, &place, &missing)) return OK;
    StrBuf text = strbuf(cx->arena, TEXT_MAX);
    for (size_t i = 0; i < header.count && i < SHOWN; i++)
        strbuf_fmt(&text, "%s%.*s", i ? ", " : "", FMT(str_prefix_chars(header.at[i], SHOWN)));
    return fail_field(cx, "intake.no_column",
                      str_fmt(cx->arena, "%.*s: %.*s", FMT(place), FMT(missing)),
                      str_z(cx->arena, strbuf_str(&text)));
}

/* Whether the cells are a header for it: every value that has columns finds one. */
static bool is_header(const Mapping *mapping, Strs cells)
{
    Mapping copy  = *mapping;
    Str     place = { 0 }, missing = { 0 };
    return bind_all(&copy, cells, &place, &missing);
}

Str mapping_letters(Arena *arena, size_t column)
{
    enum { LETTERS = 26 };
    if (column < LETTERS) return str_fmt(arena, "%c", (char)('A' + column));
    return str_fmt(arena, "%c%c", (char)('A' + column / LETTERS - 1),
                   (char)('A' + column % LETTERS));
}

Strs mapping_header(Arena *arena, const Mapping *mapping, Strs cells, bool *is_data)
{
    const Strs named = mapping->columns;
    *is_data         = mapping->header == HEADER_NONE ||
               (mapping->header == HEADER_LOOKED_AT && named.count == cells.count &&
                !is_header(mapping, cells));
    if (!*is_data) return cells;
    Str *names = arena_make(arena, Str, cells.count);
    for (size_t i = 0; i < cells.count; i++)
        names[i] = i < named.count ? named.at[i] : mapping_letters(arena, i);
    return (Strs){ names, cells.count };
}
