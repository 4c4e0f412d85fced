/* dictionary_pattern.c -- patterns for raw values: parsed once, matched in bounded time. */
#include "dictionary/dictionary_pattern.h"

#include <string.h>

typedef enum TokenKind {
    TOKEN_LITERAL = 1,
    TOKEN_ANY,
    TOKEN_ONE,
    TOKEN_NUMBER,
    TOKEN_BEGIN,
    TOKEN_END
} TokenKind;

typedef struct Token {
    TokenKind kind;
    Str       text; /* of a literal */
    size_t    name; /* BEGIN, END, NUMBER */
} Token;

struct Pattern {
    Token  tokens[PATTERN_TOKENS_MAX];
    size_t count;
    Str    names[PATTERN_NAMES_MAX];
    size_t name_count;
};

/* ---- the plain form ---------------------------------------------------------------- */

static size_t char_size(Str text, size_t at)
{
    const unsigned char c    = (unsigned char)text.ptr[at];
    const size_t        size = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    return at + size <= text.len ? size : text.len - at;
}

/* U+FF01..U+FF5E are ! to ~, U+3000 is a space. */
static bool half_width(Str text, size_t at, char *out)
{
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    if (at + 3 > text.len) return false;
    if (p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80) return *out = ' ', true;
    if (p[0] != 0xEF || (p[1] != 0xBC && p[1] != 0xBD)) return false;
    const int code = (p[1] - 0xBC) * 64 + (p[2] - 0x80); /* from U+FF00 */
    if (code < 1 || code > 94) return false;
    *out = (char)(code + 0x20);
    return true;
}

Str dictionary_pattern_plain(Arena *arena, Str text)
{
    char  *out      = arena_make(arena, char, text.len + 1);
    size_t len      = 0;
    bool   is_space = false;
    for (size_t at = 0; at < text.len;) {
        char         c    = text.ptr[at];
        const bool   half = half_width(text, at, &c);
        const size_t size = half ? 3 : char_size(text, at);
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            is_space = len > 0;
        } else {
            if (is_space) out[len++] = ' ';
            is_space = false;
            if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
            if (half || size == 1)
                out[len++] = c;
            else
                for (size_t i = 0; i < size; i++) out[len++] = text.ptr[at + i];
        }
        at += size;
    }
    return (Str){ out, len };
}

/* ---- parsing ------------------------------------------------------------------------- */

static bool add(Pattern *pattern, Token token)
{
    if (pattern->count == PATTERN_TOKENS_MAX) return false;
    pattern->tokens[pattern->count++] = token;
    return true;
}

static bool is_name(Str name)
{
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        if (!(c >= 'a' && c <= 'z') && !(i > 0 && ((c >= '0' && c <= '9') || c == '_')))
            return false;
    }
    return name.len > 0 && name.len <= 20;
}

/* What stands between braces. */
static bool add_part(Pattern *pattern, Str part)
{
    Str          rest = part;
    const Str    name = str_cut(&rest, ':');
    const size_t at   = pattern->name_count;
    if (!is_name(name) || at == PATTERN_NAMES_MAX || dictionary_pattern_has(pattern, name))
        return false;
    pattern->names[pattern->name_count++] = name;
    if (str_equal(rest, S("number"))) return add(pattern, (Token){ TOKEN_NUMBER, { 0 }, at });
    if (rest.len && !str_equal(rest, S("text"))) return false;
    return add(pattern, (Token){ TOKEN_BEGIN, { 0 }, at }) &&
           add(pattern, (Token){ .kind = TOKEN_ONE }) &&
           add(pattern, (Token){ .kind = TOKEN_ANY }) &&
           add(pattern, (Token){ TOKEN_END, { 0 }, at });
}

static bool add_next(Arena *arena, Pattern *pattern, Str text, size_t *at)
{
    const char c = text.ptr[*at];
    if (c == '{') {
        const int64_t end = str_find(str_slice(text, *at, text.len), S("}"));
        if (end < 0) return false;
        const Str part = str_slice(text, *at + 1, *at + (size_t)end);
        *at += (size_t)end + 1;
        return add_part(pattern, part);
    }
    if (c == '*' || c == '?') {
        (*at)++;
        if (c == '*' && pattern->count && pattern->tokens[pattern->count - 1].kind == TOKEN_ANY)
            return true;
        return add(pattern, (Token){ .kind = c == '*' ? TOKEN_ANY : TOKEN_ONE });
    }
    StrBuf literal = strbuf(arena, PATTERN_TEXT_MAX);
    while (*at < text.len) {
        char d = text.ptr[*at];
        if (d == '*' || d == '?' || d == '{') break;
        if (d == '\\') {
            if (++*at == text.len) return false;
            d = text.ptr[*at];
        }
        strbuf_char(&literal, d);
        (*at)++;
    }
    return !literal.failed && add(pattern, (Token){ TOKEN_LITERAL, strbuf_str(&literal), 0 });
}

const Pattern *dictionary_pattern_new(Arena *arena, Str text, const char **reason)
{
    Pattern  *pattern = arena_make(arena, Pattern, 1);
    const Str plain   = dictionary_pattern_plain(arena, text);
    *reason           = "dictionary.pattern_long";
    if (plain.len > PATTERN_TEXT_MAX) return NULL;
    *reason = "dictionary.bad_pattern";
    if (plain.len == 0) return NULL;
    for (size_t at = 0; at < plain.len;)
        if (!add_next(arena, pattern, plain, &at)) return NULL;
    return pattern;
}

bool dictionary_pattern_has(const Pattern *pattern, Str name)
{
    for (size_t i = 0; i < pattern->name_count; i++)
        if (str_equal(pattern->names[i], name)) return true;
    return false;
}

size_t dictionary_pattern_size(const Pattern *pattern) { return pattern->count; }

/* ---- matching -------------------------------------------------------------------------- */

typedef struct Matching {
    const Pattern *pattern;
    Str            text;
    uint8_t       failed[PATTERN_TOKENS_MAX * (PATTERN_TEXT_MAX + 1) / 8 + 1]; /* by token, place */
    size_t        begin[PATTERN_NAMES_MAX];
    PatternMatch *match;
} Matching;

static bool go(Matching *m, size_t token, size_t at);

static size_t number_size(Str text, size_t at)
{
    size_t end = at;
    while (end < text.len && text.ptr[end] >= '0' && text.ptr[end] <= '9') end++;
    if (end == at || end + 1 >= text.len || text.ptr[end] != '.') return end - at;
    size_t fraction = end + 1;
    while (fraction < text.len && text.ptr[fraction] >= '0' && text.ptr[fraction] <= '9')
        fraction++;
    return (fraction > end + 1 ? fraction : end) - at;
}

static bool go_number(Matching *m, size_t token, size_t at)
{
    const size_t size = number_size(m->text, at);
    const size_t name = m->pattern->tokens[token].name;
    if (!size) return false;
    m->match->texts[name] = str_slice(m->text, at, at + size);
    return go(m, token + 1, at + size);
}

static bool go_end(Matching *m, size_t token, size_t at)
{
    const size_t name     = m->pattern->tokens[token].name;
    m->match->texts[name] = str_slice(m->text, m->begin[name], at);
    return go(m, token + 1, at);
}

static bool try_token(Matching *m, size_t token, size_t at)
{
    const Token *one     = &m->pattern->tokens[token];
    const bool   is_over = at == m->text.len;
    switch (one->kind) {
    case TOKEN_LITERAL:
        return str_starts(str_slice(m->text, at, m->text.len), one->text) &&
               go(m, token + 1, at + one->text.len);
    case TOKEN_ANY:
        return go(m, token + 1, at) || (!is_over && go(m, token, at + char_size(m->text, at)));
    case TOKEN_ONE: return !is_over && go(m, token + 1, at + char_size(m->text, at));
    case TOKEN_NUMBER: return go_number(m, token, at);
    case TOKEN_BEGIN: return m->begin[one->name] = at, go(m, token + 1, at);
    case TOKEN_END: return go_end(m, token, at);
    }
    return false;
}

/* At most tokens + bytes deep. */
static bool go(Matching *m, size_t token, size_t at)
{
    if (token == m->pattern->count) return at == m->text.len;
    const size_t bit = token * (PATTERN_TEXT_MAX + 1) + at;
    if (m->failed[bit / 8] & (1u << (bit % 8))) return false;
    if (try_token(m, token, at)) return true;
    m->failed[bit / 8] |= (uint8_t)(1u << (bit % 8));
    return false;
}

bool dictionary_pattern_matches(const Pattern *pattern, Str plain, PatternMatch *match)
{
    if (plain.len > PATTERN_TEXT_MAX) return false;
    if (pattern->count && pattern->tokens[0].kind == TOKEN_LITERAL &&
        !str_starts(plain, pattern->tokens[0].text))
        return false;
    Matching m; /* no memory of the arena: a thousand rules look at each value */
    m.pattern = pattern;
    m.text    = plain;
    m.match   = match;
    memset(m.failed, 0, pattern->count * (PATTERN_TEXT_MAX + 1) / 8 + 1);
    *match = (PatternMatch){ .count = pattern->name_count };
    for (size_t i = 0; i < pattern->name_count; i++) match->names[i] = pattern->names[i];
    return go(&m, 0, 0);
}

Str dictionary_pattern_fill(Arena *arena, Str form, const PatternMatch *match)
{
    Str text = form;
    for (size_t i = 0; i < match->count; i++)
        text = str_replace(arena, text, str_fmt(arena, "{%.*s}", FMT(match->names[i])),
                           match->texts[i]);
    return text;
}
