/* value.c -- conversions and comparisons of JavaScript. */
#include "rule/value.h"

#include "rule/number.h"

#include <math.h>
#include <string.h>

void rule_stop(RuleRun *run, const char *reason)
{
    if (!run->reason) run->reason = reason;
}

bool rule_charge(RuleRun *run, size_t steps)
{
    run->steps_left -= (int64_t)steps;
    if (run->steps_left < 0) rule_stop(run, "rule.too_long");
    return !run->reason;
}

void *rule_take(RuleRun *run, size_t count, size_t size)
{
    if (count == 0) count = 1; /* no two lists are the same */
    run->bytes_left -= (int64_t)(count * size) + 16;
    if (run->bytes_left < 0) {
        rule_stop(run, "rule.too_large");
        return NULL;
    }
    return arena_alloc(run->arena, count, size);
}

RuleValue rule_of_json(const Json *json)
{
    if (!json) return RULE_UNDEFINED;
    switch (json->kind) {
    case JSON_NULL: return RULE_NOTHING;
    case JSON_BOOL: return rule_of_flag(json->as.boolean);
    case JSON_INT: return rule_of_number((double)json->as.integer);
    case JSON_REAL: return rule_of_number(json->as.real);
    case JSON_STR: return rule_of_text(json->as.str);
    case JSON_ARRAY:
    case JSON_OBJECT: break;
    }
    return (RuleValue){ .kind = RULE_JSON, .as.json = json };
}

/* ---- lists --------------------------------------------------------------------- */

bool rule_is_list(RuleValue value)
{
    return value.kind == RULE_LIST ||
           (value.kind == RULE_JSON && value.as.json->kind == JSON_ARRAY);
}

size_t rule_list_count(RuleValue list)
{
    return list.kind == RULE_LIST ? list.size : list.as.json->count;
}

RuleValue rule_list_at(RuleValue list, size_t at)
{
    return list.kind == RULE_LIST ? list.as.items[at] : rule_of_json(&list.as.json->as.first[at]);
}

bool rule_is_object(RuleValue value)
{
    return value.kind == RULE_LIST || value.kind == RULE_JSON || value.kind == RULE_FOLD;
}

bool rule_truthy(RuleValue value)
{
    switch (value.kind) {
    case RULE_ABSENT:
    case RULE_NULL: return false;
    case RULE_FLAG: return value.as.flag;
    case RULE_NUMBER: return value.as.number < 0 || value.as.number > 0;
    case RULE_TEXT: return value.size > 0;
    case RULE_LIST:
    case RULE_JSON: return !rule_is_list(value) || rule_list_count(value) > 0;
    case RULE_FOLD: break;
    }
    return true;
}

/* ---- text ------------------------------------------------------------------------ */

static void add_text(RuleRun *run, StrBuf *buf, RuleValue value, int depth);

/* Array.join(","): null and undefined are empty. */
static void add_joined(RuleRun *run, StrBuf *buf, RuleValue list, int depth)
{
    if (depth >= RULE_DEPTH_MAX) {
        rule_stop(run, "rule.too_deep");
        return;
    }
    for (size_t i = 0; i < rule_list_count(list) && rule_charge(run, 1); i++) {
        const RuleValue item = rule_list_at(list, i);
        if (i > 0) strbuf_char(buf, ',');
        if (item.kind > RULE_NULL) add_text(run, buf, item, depth + 1);
    }
}

static void add_text(RuleRun *run, StrBuf *buf, RuleValue value, int depth)
{
    char number[RULE_NUMBER_CHARS];
    switch (value.kind) {
    case RULE_ABSENT: strbuf_add(buf, S("undefined")); break;
    case RULE_NULL: strbuf_add(buf, S("null")); break;
    case RULE_FLAG: strbuf_add(buf, value.as.flag ? S("true") : S("false")); break;
    case RULE_NUMBER:
        strbuf_add(buf, (Str){ number, rule_number_text(value.as.number, number) });
        break;
    case RULE_TEXT: strbuf_add(buf, rule_text(value)); break;
    case RULE_LIST:
    case RULE_JSON:
    case RULE_FOLD:
        if (rule_is_list(value))
            add_joined(run, buf, value, depth);
        else
            strbuf_add(buf, S("[object Object]"));
        break;
    }
}

Str rule_to_text(RuleRun *run, RuleValue value)
{
    if (value.kind == RULE_TEXT) return rule_text(value);
    if (value.kind == RULE_ABSENT) return S("undefined");
    if (value.kind == RULE_NULL) return S("null");
    if (value.kind == RULE_FLAG) return value.as.flag ? S("true") : S("false");
    if (run->bytes_left < 0) return S("");
    StrBuf buf = strbuf(run->arena, (size_t)run->bytes_left);
    add_text(run, &buf, value, 0);
    run->bytes_left -= (int64_t)buf.room;
    if (buf.failed) rule_stop(run, "rule.too_large");
    (void)rule_charge(run, buf.len / 64);
    const Str text = strbuf_str(&buf);
    return text.ptr ? text : S("");
}

/* ---- numbers ---------------------------------------------------------------------- */

double rule_to_number(RuleRun *run, RuleValue value)
{
    switch (value.kind) {
    case RULE_ABSENT: return (double)NAN;
    case RULE_NULL: return 0;
    case RULE_FLAG: return value.as.flag ? 1 : 0;
    case RULE_NUMBER: return value.as.number;
    case RULE_TEXT:
    case RULE_LIST:
    case RULE_JSON:
    case RULE_FOLD: break;
    }
    const Str text = rule_to_text(run, value);
    (void)rule_charge(run, text.len / 64);
    return rule_number_of_text(text);
}

double rule_to_float(RuleRun *run, RuleValue value)
{
    if (value.kind == RULE_NUMBER) {
        /* By way of its text, in which a negative zero has no sign. */
        const bool is_zero = !(value.as.number < 0) && !(value.as.number > 0);
        return is_zero && !isnan(value.as.number) ? 0 : value.as.number;
    }
    if (value.kind <= RULE_FLAG) return (double)NAN;
    const Str text = rule_to_text(run, value);
    (void)rule_charge(run, text.len / 64);
    return rule_float_of_text(text);
}

/* ---- comparing --------------------------------------------------------------------- */

static bool same_number(double a, double b) { return a <= b && a >= b; }

static bool same_text(RuleRun *run, RuleValue a, RuleValue b)
{
    if (a.size != b.size) return false;
    if (a.size > 64) (void)rule_charge(run, a.size / 64);
    return memcmp(a.as.text, b.as.text, a.size) == 0;
}

bool rule_same(RuleRun *run, RuleValue a, RuleValue b)
{
    if (a.kind != b.kind) return false;
    switch (a.kind) {
    case RULE_ABSENT:
    case RULE_NULL: return true;
    case RULE_FLAG: return a.as.flag == b.as.flag;
    case RULE_NUMBER: return same_number(a.as.number, b.as.number);
    case RULE_TEXT: return same_text(run, a, b);
    case RULE_LIST:
    case RULE_FOLD: return a.as.items == b.as.items;
    case RULE_JSON: break;
    }
    return a.as.json == b.as.json;
}

bool rule_equal(RuleRun *run, RuleValue a, RuleValue b)
{
    const bool is_object = rule_is_object(a), other_is = rule_is_object(b);
    if (a.kind == b.kind || (is_object && other_is)) return rule_same(run, a, b);
    if (a.kind <= RULE_NULL || b.kind <= RULE_NULL)
        return a.kind <= RULE_NULL && b.kind <= RULE_NULL;
    if (is_object && b.kind == RULE_TEXT)
        return same_text(run, rule_of_text(rule_to_text(run, a)), b);
    if (other_is && a.kind == RULE_TEXT)
        return same_text(run, a, rule_of_text(rule_to_text(run, b)));
    return same_number(rule_to_number(run, a), rule_to_number(run, b));
}

/* By UTF-16 units: what takes two of them comes before U+E000 to U+FFFF. */
static RuleOrder order_of_texts(RuleRun *run, Str a, Str b)
{
    const size_t shorter = a.len < b.len ? a.len : b.len;
    size_t       at      = 0;
    while (at < shorter && a.ptr[at] == b.ptr[at]) at++;
    (void)rule_charge(run, at / 64);
    if (at == shorter) return a.len < b.len ? RULE_LESS : a.len > b.len ? RULE_MORE : RULE_EVEN;
    const unsigned char x = (unsigned char)a.ptr[at], y = (unsigned char)b.ptr[at];
    const bool pairs = (x >= 0xF0 && y >= 0xEE && y < 0xF0) || (y >= 0xF0 && x >= 0xEE && x < 0xF0);
    return (x < y) != pairs ? RULE_LESS : RULE_MORE;
}

RuleOrder rule_order(RuleRun *run, RuleValue a, RuleValue b)
{
    const bool a_is_text = a.kind == RULE_TEXT || rule_is_object(a);
    const bool b_is_text = b.kind == RULE_TEXT || rule_is_object(b);
    if (a_is_text && b_is_text)
        return order_of_texts(run, rule_to_text(run, a), rule_to_text(run, b));
    const double x = rule_to_number(run, a), y = rule_to_number(run, b);
    if (x < y) return RULE_LESS;
    if (x > y) return RULE_MORE;
    return same_number(x, y) ? RULE_EVEN : RULE_UNORDERED;
}

/* ---- properties ----------------------------------------------------------------------- */

/* "0", "1", "12": not "01", "+1" or "1.0". */
static bool index_of(Str name, size_t *at)
{
    int64_t value = 0;
    if (name.len == 0 || name.len > 10 || name.ptr[0] < '0' || name.ptr[0] > '9') return false;
    if (name.ptr[0] == '0' && name.len > 1) return false;
    if (!str_to_i64(name, &value)) return false;
    *at = (size_t)value;
    return true;
}

static RuleValue list_property(RuleValue list, Str name)
{
    size_t at = 0;
    if (str_equal(name, S("length"))) return rule_of_number((double)rule_list_count(list));
    return index_of(name, &at) && at < rule_list_count(list) ? rule_list_at(list, at)
                                                             : RULE_UNDEFINED;
}

static RuleValue text_property(RuleRun *run, Str text, Str name)
{
    size_t at = 0;
    (void)rule_charge(run, text.len / 64);
    if (str_equal(name, S("length"))) return rule_of_number((double)rule_units(text));
    if (!index_of(name, &at) || at >= rule_units(text)) return RULE_UNDEFINED;
    return rule_units_slice(run, text, at, 1);
}

RuleValue rule_property(RuleRun *run, RuleValue value, Str name)
{
    if (value.kind == RULE_JSON && value.as.json->kind == JSON_OBJECT) {
        if (value.as.json->count > 64) (void)rule_charge(run, value.as.json->count / 64);
        return rule_of_json(json_get(value.as.json, name));
    }
    if (rule_is_list(value)) return list_property(value, name);
    if (value.kind == RULE_TEXT) return text_property(run, rule_text(value), name);
    if (value.kind != RULE_FOLD) return RULE_UNDEFINED;
    if (str_equal(name, S("current"))) return value.as.items[0];
    return str_equal(name, S("accumulator")) ? value.as.items[1] : RULE_UNDEFINED;
}

/* ---- writing ---------------------------------------------------------------------------- */

static void put_number(JsonOut *out, double number)
{
    char text[RULE_NUMBER_CHARS];
    json_put_raw(out,
                 isfinite(number) ? (Str){ text, rule_number_text(number, text) } : (Str){ 0 });
}

static bool put_value(JsonOut *out, RuleValue value);

static bool put_list(JsonOut *out, RuleValue list)
{
    bool is_whole = true;
    json_open_array(out);
    for (size_t i = 0; i < rule_list_count(list) && is_whole; i++)
        is_whole = put_value(out, rule_list_at(list, i));
    json_close_array(out);
    return is_whole;
}

static bool put_object(JsonOut *out, const Json *object)
{
    bool is_whole = true;
    json_open_object(out);
    for (uint32_t i = 0; i < object->count && is_whole; i++) {
        json_key(out, object->as.first[i].key);
        is_whole = put_value(out, rule_of_json(&object->as.first[i]));
    }
    json_close_object(out);
    return is_whole;
}

static bool put_fold(JsonOut *out, const RuleValue *items)
{
    json_open_object(out);
    json_key(out, S("current"));
    bool is_whole = put_value(out, items[0]);
    if (is_whole && items[1].kind != RULE_ABSENT) {
        json_key(out, S("accumulator"));
        is_whole = put_value(out, items[1]);
    }
    json_close_object(out);
    return is_whole;
}

static bool put_value(JsonOut *out, RuleValue value)
{
    /* Lists may hold one another many times over: what no longer fits is not gone through. */
    if (out->depth > RULE_DEPTH_MAX || out->buf.failed) {
        json_null(out);
        return false;
    }
    switch (value.kind) {
    case RULE_ABSENT:
    case RULE_NULL: json_null(out); break;
    case RULE_FLAG: json_put_bool(out, value.as.flag); break;
    case RULE_NUMBER: put_number(out, value.as.number); break;
    case RULE_TEXT: json_put_str(out, rule_text(value)); break;
    case RULE_FOLD: return put_fold(out, value.as.items);
    case RULE_LIST:
    case RULE_JSON:
        return rule_is_list(value) ? put_list(out, value) : put_object(out, value.as.json);
    }
    return true;
}

bool rule_put(JsonOut *out, RuleValue value) { return put_value(out, value); }
