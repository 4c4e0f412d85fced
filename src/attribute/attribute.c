/* attribute.c -- the catalogue of attributes, and the form of their values.  Evidence is
 * attribute_evidence.c; statements are in attribute_sql.c. */
#include "attribute/attribute_catalogue.h"

#include "log/log.h"
#include "wire/wire.h"

enum { JSON_MAX = 64 * 1024, NUMBER_DIGITS_MAX = 15, FRACTION_MAX = 6 };

/* What rules call what the house itself knows of a person. */
static const char *const own_keys[] = { "name",    "gender",    "birthday",       "kind",
                                        "source",  "is_active", "first_added_at", "last_event_at",
                                        "address", "phone",     "email",          "member_no" };

/* ---- values ------------------------------------------------------------------------ */

static Str number_form(Arena *arena, Str text)
{
    StrBuf     out      = strbuf(arena, NUMBER_DIGITS_MAX + 4);
    size_t     at       = 0;
    size_t     digits   = 0;
    size_t     fraction = 0;
    const bool is_minus = text.len && text.ptr[0] == '-';
    if (is_minus || (text.len && text.ptr[0] == '+')) at++;
    while (at + 1 < text.len && text.ptr[at] == '0' && text.ptr[at + 1] != '.') at++;
    if (is_minus) strbuf_char(&out, '-');
    for (; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++, digits++)
        strbuf_char(&out, text.ptr[at]);
    if (digits == 0) return (Str){ 0 };
    if (at < text.len && text.ptr[at] == '.') {
        size_t end = text.len;
        while (end > at + 1 && text.ptr[end - 1] == '0') end--;
        if (text.len == at + 1) return (Str){ 0 };
        if (end > at + 1) strbuf_char(&out, '.');
        for (at++; at < end && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++, fraction++)
            strbuf_char(&out, text.ptr[at]);
        if (at < end || fraction > FRACTION_MAX) return (Str){ 0 };
        at = text.len;
    }
    if (at != text.len || digits + fraction > NUMBER_DIGITS_MAX || out.failed) return (Str){ 0 };
    const Str form = strbuf_str(&out);
    return str_equal(form, S("-0")) ? S("0") : form;
}

static Str bool_form(Str text)
{
    static const struct {
        const char *word;
        bool        is_true;
    } words[] = {
        { "true", true }, { "false", false }, { "1", true },  { "0", false },
        { "yes", true },  { "no", false },    { "是", true }, { "否", false },
        { "有", true },   { "无", false },    { "Y", true },  { "N", false },
    };
    for (size_t i = 0; i < COUNT(words); i++)
        if (str_equal_nocase(text, str_of(words[i].word)))
            return words[i].is_true ? S("true") : S("false");
    return (Str){ 0 };
}

/* 2026-11-02, 2026/11/2, 2026.11.2, 2026年11月2日. */
static Str date_form(Arena *arena, Str text)
{
    Str plain    = str_replace(arena, text, S("年"), S("-"));
    plain        = str_replace(arena, plain, S("月"), S("-"));
    plain        = str_replace(arena, plain, S("日"), S(""));
    plain        = str_replace(arena, str_replace(arena, plain, S("/"), S("-")), S("."), S("-"));
    Str     rest = plain;
    int64_t parts[3] = { 0 }, day = 0;
    for (size_t i = 0; i < COUNT(parts); i++)
        if (!str_to_i64(str_cut(&rest, '-'), &parts[i]) || parts[i] <= 0 || parts[i] > 9999)
            return (Str){ 0 };
    const Str form = str_fmt(arena, "%04d-%02d-%02d", (int)parts[0], (int)parts[1], (int)parts[2]);
    return !rest.len && form.len == 10 && day_parse(form, &day) ? form : (Str){ 0 };
}

Str attribute_value(Arena *arena, AttributeType type, Strs choices, Str text)
{
    text = str_trim(text);
    if (text.len == 0 || str_chars(text) > ATTRIBUTE_VALUE_CHARS_MAX) return (Str){ 0 };
    switch (type) {
    case ATTRIBUTE_TEXT: return text;
    case ATTRIBUTE_NUMBER: return number_form(arena, text);
    case ATTRIBUTE_DATE: return date_form(arena, text);
    case ATTRIBUTE_BOOL: return bool_form(text);
    case ATTRIBUTE_ENUM:
        for (size_t i = 0; i < choices.count; i++)
            if (str_equal(choices.at[i], text)) return choices.at[i];
    }
    return (Str){ 0 };
}

double attribute_value_number(Str value)
{
    int64_t    digits   = 0;
    double     scale    = 1;
    bool       is_after = false;
    const bool is_minus = value.len && value.ptr[0] == '-';
    for (size_t i = is_minus; i < value.len; i++) {
        if (value.ptr[i] == '.') {
            is_after = true;
            continue;
        }
        digits = digits * 10 + (value.ptr[i] - '0');
        if (is_after) scale *= 10;
    }
    return (is_minus ? -1 : 1) * (double)digits / scale;
}

/* ---- rows and attributes ----------------------------------------------------------------- */

static const JsonLimits kept_limits = { .bytes = JSON_MAX, .nodes = 5000, .depth = 8 };

static Code choices_of(Ctx *cx, Str json, Strs *choices)
{
    const Json *list  = NULL;
    JsonError   error = { 0 };
    if (json_parse(cx->arena, json, kept_limits, &list, &error) != OK)
        return fail(cx, ERR_INTERNAL, "attribute.bad_row", "%s", error.reason);
    Str *texts = arena_make(cx->arena, Str, list->count);
    for (size_t i = 0; i < list->count; i++) texts[i] = list->as.first[i].as.str;
    *choices = (Strs){ texts, list->count };
    return OK;
}

static Code attribute_of(Ctx *cx, const AttributeRow *row, Attribute *out)
{
    const Json *policy = NULL;
    JsonError   error  = { 0 };
    ShapeError  shape  = { 0 };
    *out               = (Attribute){ .id            = row->id,
                                      .key           = row->key,
                                      .name          = row->name,
                                      .type          = row->type,
                                      .unit          = row->unit,
                                      .category      = row->category,
                                      .definition    = row->definition,
                                      .owner         = row->owner,
                                      .is_personal   = row->is_personal,
                                      .updated_at_ms = row->updated_at_ms,
                                      .revision      = row->revision };
    TRY(choices_of(cx, row->choices_json, &out->choices));
    if (json_parse(cx->arena, row->policy_json, kept_limits, &policy, &error) != OK ||
        shape_from_json(cx->arena, &attribute_policy_shape, policy, &out->policy, NULL, &shape) !=
            OK)
        return fail(cx, ERR_INTERNAL, "attribute.bad_row", "policy of %lld", (long long)row->id);
    return OK;
}

static Code row_of(Ctx *cx, const AttributeDraft *draft, AttributeRow *row)
{
    JsonOut json = json_out(cx->arena, JSON_MAX);
    json_open_array(&json);
    for (size_t i = 0; i < draft->choices.count; i++) json_put_str(&json, draft->choices.at[i]);
    json_close_array(&json);
    TRY(json_out_done(&json, &row->choices_json));
    row->policy_json   = shape_json(cx->arena, &attribute_policy_shape, &draft->policy);
    row->name          = draft->name;
    row->unit          = draft->unit;
    row->category      = draft->category;
    row->definition    = draft->definition;
    row->owner         = draft->owner.ptr ? draft->owner : S("");
    row->is_personal   = draft->is_personal;
    row->updated_at_ms = cx->now_ms;
    return OK;
}

/* ---- the catalogue ------------------------------------------------------------------------- */

Code attribute_catalogue(Ctx *cx, Rows *attributes)
{
    Rows rows = { 0 };
    TRY(attribute_sql_list(cx, &rows));
    Attribute *list = arena_make(cx->arena, Attribute, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        TRY(attribute_of(cx, ROWS_AT(AttributeRow, rows, i), &list[i]));
    *attributes = (Rows){ list, rows.count };
    return OK;
}

Code attribute_list(Ctx *cx, Rows *attributes)
{
    Rows counts = { 0 };
    TRY(attribute_catalogue(cx, attributes));
    TRY(attribute_sql_counts(cx, &counts));
    for (size_t i = 0; i < attributes->count; i++) {
        Attribute *one = ROWS_AT(Attribute, *attributes, i);
        for (size_t j = 0; j < counts.count; j++)
            if (ROWS_AT(AttributeRow, counts, j)->id == one->id)
                one->customer_count = ROWS_AT(AttributeRow, counts, j)->revision;
    }
    return OK;
}

const Attribute *attribute_of_key(const Rows *attributes, Str key)
{
    for (size_t i = 0; i < attributes->count; i++)
        if (str_equal(ROWS_AT(Attribute, *attributes, i)->key, key))
            return ROWS_AT(Attribute, *attributes, i);
    return NULL;
}

const Attribute *attribute_of_id(const Rows *attributes, int64_t id)
{
    for (size_t i = 0; i < attributes->count; i++)
        if (ROWS_AT(Attribute, *attributes, i)->id == id) return ROWS_AT(Attribute, *attributes, i);
    return NULL;
}

Code attribute_get(Ctx *cx, AttributeId id, Attribute *out)
{
    Rows all = { 0 };
    TRY(attribute_catalogue(cx, &all));
    const Attribute *one = attribute_of_id(&all, id.v);
    if (!one)
        return fail(cx, ERR_NOT_FOUND, "attribute.not_found", "attribute %lld", (long long)id.v);
    *out = *one;
    return OK;
}

static bool is_key(Str key)
{
    for (size_t i = 0; i < key.len; i++) {
        const char c        = key.ptr[i];
        const bool is_lower = c >= 'a' && c <= 'z';
        if (!is_lower && !(i > 0 && ((c >= '0' && c <= '9') || c == '_'))) return false;
    }
    for (size_t i = 0; i < COUNT(own_keys); i++)
        if (str_equal(key, str_of(own_keys[i]))) return false;
    return key.len > 0;
}

static Code check(Ctx *cx, const AttributeDraft *draft)
{
    if (!is_key(draft->key)) return fail_field(cx, "attribute.bad_key", S("key"), "a-z 0-9 _");
    if (draft->type == ATTRIBUTE_ENUM && draft->choices.count == 0)
        return fail_field(cx, "attribute.needs_choices", S("choices"), NULL);
    for (size_t i = 0; i < draft->choices.count; i++) {
        const Str choice = draft->choices.at[i];
        const Str field  = str_fmt(cx->arena, "choices[%zu]", i);
        if (str_trim(choice).len != choice.len || choice.len == 0 || str_chars(choice) > 60)
            return fail_field(cx, "attribute.bad_choice", field, "1..60");
        for (size_t j = 0; j < i; j++)
            if (str_equal(draft->choices.at[j], choice))
                return fail_field(cx, "attribute.bad_choice", field, NULL);
    }
    for (size_t i = 1; i < draft->policy.sources.count; i++)
        for (size_t j = 0; j < i; j++)
            if (str_equal(ROWS_AT(PolicySource, draft->policy.sources, i)->source,
                          ROWS_AT(PolicySource, draft->policy.sources, j)->source))
                return fail_field(cx, "attribute.bad_source",
                                  str_fmt(cx->arena, "policy.sources[%zu].source", i), NULL);
    return OK;
}

static Code say_changed(Ctx *cx, int64_t id)
{
    return event_emit(
        cx, EV_ATTRIBUTE_CHANGED,
        (EventDraft){ .object = str_fmt(cx->arena, "attribute:%lld", (long long)id) });
}

Code attribute_create(Ctx *cx, const AttributeDraft *draft, Attribute *out)
{
    Rows         all = { 0 };
    AttributeRow row = { .id        = cx_new_id(cx),
                         .tenant_id = cx->tenant_id,
                         .key       = draft->key,
                         .type      = draft->type,
                         .revision  = 1 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(check(cx, draft));
    TRY(attribute_catalogue(cx, &all));
    REQUIRE(cx, all.count < ATTRIBUTES_MAX, ERR_LIMIT, "attribute.too_many");
    REQUIRE(cx, !attribute_of_key(&all, draft->key), ERR_CONFLICT, "attribute.key_taken");
    TRY(row_of(cx, draft, &row));
    if (attribute_sql_insert(cx, &row) == ERR_CONFLICT && !cx->err.retry) {
        forgive(cx);
        return fail(cx, ERR_CONFLICT, "attribute.key_taken", "at the same time");
    }
    TRY(cx->err.code);
    TRY(say_changed(cx, row.id));
    TRY(attribute_of(cx, &row, out));
    return cx_commit(cx, &txn);
}

static Code start_deciding(Ctx *cx, const AttributeRow *row)
{
    Job job = { 0 };
    return job_start(
        cx,
        (JobDraft){ .kind  = S("attribute.decide"),
                    .title = str_fmt(cx->arena, "重新取值：%.*s", FMT(row->name)),
                    .unit  = S("customer"),
                    .args = str_fmt(cx->arena, "{\"attribute_id\":\"%lld\"}", (long long)row->id) },
        &job);
}

Code attribute_update(Ctx *cx, AttributeId id, int64_t revision, const AttributeDraft *draft,
                      Attribute *out)
{
    Attribute    was = { 0 };
    AttributeRow row = { .id = id.v, .tenant_id = cx->tenant_id, .revision = revision + 1 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(check(cx, draft));
    TRY(attribute_get(cx, id, &was));
    REQUIRE(cx, str_equal(was.key, draft->key) && was.type == draft->type, ERR_CONFLICT,
            "attribute.fixed");
    row.key  = was.key;
    row.type = was.type;
    TRY(row_of(cx, draft, &row));
    TRY(attribute_sql_update(cx, &row, revision));
    if (!str_equal(row.policy_json, shape_json(cx->arena, &attribute_policy_shape, &was.policy)))
        TRY(start_deciding(cx, &row));
    TRY(say_changed(cx, row.id));
    TRY(attribute_of(cx, &row, out));
    return cx_commit(cx, &txn);
}

Code attribute_delete(Ctx *cx, AttributeId id, int64_t revision)
{
    Attribute was  = { 0 };
    bool      used = false;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(attribute_get(cx, id, &was));
    TRY(attribute_sql_is_used(cx, id, &used));
    REQUIRE(cx, !used, ERR_CONFLICT, "attribute.in_use");
    TRY(attribute_sql_delete(cx, id, revision));
    TRY(say_changed(cx, id.v));
    return cx_commit(cx, &txn);
}
