/* json_out.c -- writing JSON: commas, escapes and the shortest numbers. */
#include "wire/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { DEPTH_MAX = 64 }; /* the bits of has_item */

JsonOut json_out(Arena *arena, size_t max) { return (JsonOut){ .buf = strbuf(arena, max) }; }

static uint64_t level_bit(const JsonOut *out)
{
    return out->depth < DEPTH_MAX ? 1ull << out->depth : 0;
}

/* What stands before a value: nothing behind a key, else a comma from the second on. */
static void before_value(JsonOut *out)
{
    const uint64_t level = level_bit(out);
    if (!out->after_key && (out->has_item & level)) strbuf_char(&out->buf, ',');
    out->has_item |= level;
    out->after_key = false;
}

static void open_level(JsonOut *out, char bracket)
{
    before_value(out);
    strbuf_char(&out->buf, bracket);
    out->depth++;
    out->has_item &= ~level_bit(out);
    if (out->depth >= DEPTH_MAX) out->buf.failed = true;
}

static void close_level(JsonOut *out, char bracket)
{
    ASSERT(out->depth > 0);
    ASSERT(!out->after_key);
    out->depth--;
    strbuf_char(&out->buf, bracket);
}

void json_open_object(JsonOut *out) { open_level(out, '{'); }

void json_close_object(JsonOut *out) { close_level(out, '}'); }

void json_open_array(JsonOut *out) { open_level(out, '['); }

void json_close_array(JsonOut *out) { close_level(out, ']'); }

static bool is_plain(char c) { return (unsigned char)c >= ' ' && c != '"' && c != '\\'; }

static void add_escaped(StrBuf *buf, char c)
{
    switch (c) {
    case '"': strbuf_add(buf, S("\\\"")); break;
    case '\\': strbuf_add(buf, S("\\\\")); break;
    case '\n': strbuf_add(buf, S("\\n")); break;
    case '\r': strbuf_add(buf, S("\\r")); break;
    case '\t': strbuf_add(buf, S("\\t")); break;
    default: strbuf_fmt(buf, "\\u%04x", (unsigned char)c); break;
    }
}

static void add_utf8(StrBuf *buf, Str text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (is_plain(text.ptr[i])) continue;
        strbuf_add(buf, (Str){ text.ptr + from, i - from });
        add_escaped(buf, text.ptr[i]);
        from = i + 1;
    }
    strbuf_add(buf, (Str){ text.ptr + from, text.len - from });
}

/* Bytes that begin no code point are replaced one by one. */
static void add_mended(StrBuf *buf, Str text)
{
    while (text.len) {
        size_t len = 1;
        while (len <= 4 && len <= text.len && !str_is_utf8((Str){ text.ptr, len })) len++;
        if (len > 4 || len > text.len) {
            strbuf_add(buf, S("\xEF\xBF\xBD"));
            len = 1;
        } else {
            add_utf8(buf, (Str){ text.ptr, len });
        }
        text = (Str){ text.ptr + len, text.len - len };
    }
}

static void add_quoted(StrBuf *buf, Str text)
{
    strbuf_char(buf, '"');
    if (str_is_utf8(text))
        add_utf8(buf, text);
    else
        add_mended(buf, text);
    strbuf_char(buf, '"');
}

void json_key(JsonOut *out, Str key)
{
    ASSERT(out->depth > 0);
    ASSERT(!out->after_key);
    before_value(out);
    add_quoted(&out->buf, key);
    strbuf_char(&out->buf, ':');
    out->after_key = true;
}

void json_put_raw(JsonOut *out, Str json)
{
    before_value(out);
    strbuf_add(&out->buf, json.len ? json : S("null"));
}

void json_null(JsonOut *out) { json_put_raw(out, S("null")); }

void json_put_bool(JsonOut *out, bool value) { json_put_raw(out, value ? S("true") : S("false")); }

void json_put_i64(JsonOut *out, int64_t value)
{
    char text[STR_DIGITS_ROOM];
    json_put_raw(out, str_digits(text, value));
}

/* Prices and the like, of a few decimals: dividing two whole numbers rounds to the nearest, as
 * reading the text does. */
static bool put_short_real(JsonOut *out, double value)
{
    enum { DECIMALS_MAX = 4 };
    int64_t scale = 1;
    if (!(fabs(value) < 1e10) || (value > -1 && value <= 0)) return false; /* a sign alone */
    for (int decimals = 0; decimals <= DECIMALS_MAX; decimals++, scale *= 10) {
        const int64_t scaled = llround(value * (double)scale);
        const double  again  = (double)scaled / (double)scale;
        if (again < value || again > value) continue;
        char      whole[STR_DIGITS_ROOM], part[STR_DIGITS_ROOM];
        const Str behind = str_digits(part, scale + llabs(scaled % scale)); /* a 1, then decimals */
        json_put_raw(out, str_digits(whole, scaled / scale));
        if (decimals == 0) return true;
        strbuf_char(&out->buf, '.');
        strbuf_add(&out->buf, str_slice(behind, 1, behind.len));
        return true;
    }
    return false;
}

void json_put_real(JsonOut *out, double value)
{
    if (!isfinite(value)) {
        json_null(out); /* JSON has no word for it */
        return;
    }
    if (put_short_real(out, value)) return;
    char text[40];
    int  len = 0;
    for (int precision = 15; precision <= 17; precision++) {
        len = snprintf(text, sizeof(text), "%.*g", precision, value);
        if (!(strtod(text, NULL) < value) && !(strtod(text, NULL) > value)) break;
    }
    json_put_raw(out, (Str){ text, (size_t)len });
}

void json_put_str(JsonOut *out, Str value)
{
    if (!value.ptr) {
        json_null(out);
        return;
    }
    before_value(out);
    add_quoted(&out->buf, value);
}

void json_put_id(JsonOut *out, int64_t value)
{
    char text[STR_DIGITS_ROOM];
    if (value)
        json_put_str(out, str_digits(text, value));
    else
        json_null(out);
}

void json_put_time(JsonOut *out, int64_t at_ms, Zone zone)
{
    if (at_ms)
        json_put_str(out, rfc3339(out->buf.arena, at_ms, zone));
    else
        json_null(out);
}

static void put_items(JsonOut *out, const Json *json)
{
    for (uint32_t i = 0; i < json->count; i++) {
        if (json->kind == JSON_OBJECT) json_key(out, json->as.first[i].key);
        json_put(out, &json->as.first[i]);
    }
}

void json_put(JsonOut *out, const Json *json)
{
    if (!json) {
        json_null(out);
        return;
    }
    switch (json->kind) {
    case JSON_NULL: json_null(out); break;
    case JSON_BOOL: json_put_bool(out, json->as.boolean); break;
    case JSON_INT: json_put_i64(out, json->as.integer); break;
    case JSON_REAL: json_put_real(out, json->as.real); break;
    case JSON_STR: json_put_str(out, json->as.str); break;
    case JSON_ARRAY:
        json_open_array(out);
        put_items(out, json);
        json_close_array(out);
        break;
    case JSON_OBJECT:
        json_open_object(out);
        put_items(out, json);
        json_close_object(out);
        break;
    }
}

void json_pair_str(JsonOut *out, Str key, Str value)
{
    json_key(out, key);
    json_put_str(out, value);
}

void json_pair_i64(JsonOut *out, Str key, int64_t value)
{
    json_key(out, key);
    json_put_i64(out, value);
}

void json_pair_id(JsonOut *out, Str key, int64_t value)
{
    json_key(out, key);
    json_put_id(out, value);
}

void json_pair_bool(JsonOut *out, Str key, bool value)
{
    json_key(out, key);
    json_put_bool(out, value);
}

Str json_ids(Arena *arena, Ids ids)
{
    StrBuf text = strbuf(arena, 2 + (STR_DIGITS_ROOM + 1) * ids.count);
    char   digits[STR_DIGITS_ROOM];
    strbuf_char(&text, '[');
    for (size_t i = 0; i < ids.count; i++) {
        if (i > 0) strbuf_char(&text, ',');
        strbuf_add(&text, str_digits(digits, ids.at[i]));
    }
    strbuf_char(&text, ']');
    return strbuf_str(&text);
}

Code json_out_done(JsonOut *out, Str *text)
{
    ASSERT(out->depth == 0);
    ASSERT(!out->after_key);
    if (out->buf.failed) return ERR_LIMIT;
    *text = strbuf_str(&out->buf);
    return OK;
}
