/* import_clean.c -- text as it was meant. */
#include "bulk/import_clean.h"

enum { TAG_CHARS_MAX = 30, TAGS_MAX = 50 };

/* Bytes of an invisible character or an odd space at the start of `text`; 0: none. */
static size_t unseen(Str text)
{
    static const char *const list[] = { "\xC2\xA0",     "\xE3\x80\x80", "\xE2\x80\x8B",
                                        "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\x8E",
                                        "\xE2\x80\x8F", "\xE2\x80\xAA", "\xE2\x80\xAB",
                                        "\xE2\x80\xAC", "\xE2\x80\xAD", "\xE2\x80\xAE",
                                        "\xE2\x81\xA0", "\xEF\xBB\xBF" };
    if (text.len == 0 || (unsigned char)text.ptr[0] < 0xC2) return 0;
    for (size_t i = 0; i < COUNT(list); i++)
        if (str_starts(text, str_of(list[i]))) return str_of(list[i]).len;
    return 0;
}

static bool is_plain(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80 || (unsigned char)text.ptr[i] < ' ') return false;
    return true;
}

Str import_clean_text(Arena *arena, Str cell)
{
    Str text = str_trim(cell);
    if (!is_plain(text)) {
        StrBuf out = strbuf(arena, text.len + 1);
        for (size_t i = 0; i < text.len;) {
            const size_t skip = unseen(str_slice(text, i, text.len));
            const char   c    = text.ptr[i];
            if (skip)
                strbuf_char(&out, ' ');
            else
                strbuf_char(&out, (unsigned char)c < ' ' && c != '\n' ? ' ' : c);
            i += skip ? skip : 1;
        }
        text = str_trim(strbuf_str(&out));
    }
    if (text.len > 1 && text.ptr[0] == '\'') text = str_slice(text, 1, text.len);
    return text.len ? text : (Str){ 0 };
}

/* Digits of full width are three bytes: EF BC 90 .. 99. */
static Str narrow(Arena *arena, Str text)
{
    if (is_plain(text)) return text;
    StrBuf out = strbuf(arena, text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        const bool is_wide = i + 2 < text.len && (unsigned char)text.ptr[i] == 0xEF &&
                             (unsigned char)text.ptr[i + 1] == 0xBC &&
                             (unsigned char)text.ptr[i + 2] >= 0x90 &&
                             (unsigned char)text.ptr[i + 2] <= 0x99;
        if (is_wide) {
            strbuf_char(&out, (char)('0' + ((unsigned char)text.ptr[i + 2] - 0x90)));
            i += 2;
        } else {
            strbuf_char(&out, text.ptr[i]);
        }
    }
    return strbuf_str(&out);
}

static size_t digits_of(Str text)
{
    size_t count = 0;
    while (count < text.len && text.ptr[count] >= '0' && text.ptr[count] <= '9') count++;
    return count;
}

/* What stands behind "1.38" in "1.38E+10", when that is all. */
static bool exponent_of(Str text, size_t *out)
{
    int64_t number = 0;
    if (text.len < 2 || (text.ptr[0] != 'E' && text.ptr[0] != 'e')) return false;
    Str rest = str_slice(text, 1, text.len);
    if (rest.ptr[0] == '+') rest = str_slice(rest, 1, rest.len);
    if (digits_of(rest) != rest.len || rest.len > 2 || !str_to_i64(rest, &number)) return false;
    *out = (size_t)number;
    return true;
}

Refusal import_clean_number(Arena *arena, Str text, Str *out)
{
    text               = narrow(arena, text);
    *out               = text;
    const size_t whole = digits_of(text);
    if (whole == 0 || whole == text.len) return REFUSAL_NONE;
    const Str    behind   = str_slice(text, whole, text.len);
    const bool   has_dot  = behind.ptr[0] == '.';
    const Str    fraction = has_dot ? str_slice(behind, 1, behind.len) : S("");
    const size_t part     = digits_of(fraction);
    const Str    rest     = has_dot ? str_slice(fraction, part, fraction.len) : behind;
    size_t       exponent = 0;
    if (exponent_of(rest, &exponent)) {
        if (exponent > part) return REFUSAL_NUMBER_CUT;
        *out = str_fmt(arena, "%.*s%.*s", FMT(str_slice(text, 0, whole)),
                       FMT(str_slice(fraction, 0, exponent)));
        return REFUSAL_NONE;
    }
    if (!has_dot || part == 0 || rest.len) return REFUSAL_NONE;
    for (size_t i = 0; i < part; i++)
        if (fraction.ptr[i] != '0') return REFUSAL_NONE;
    *out = str_slice(text, 0, whole);
    return REFUSAL_NONE;
}

Gender import_clean_gender(Str text)
{
    static const struct {
        const char *word;
        Gender      gender;
    } words[] = {
        { "男", GENDER_MALE },       { "女", GENDER_FEMALE },    { "male", GENDER_MALE },
        { "female", GENDER_FEMALE }, { "m", GENDER_MALE },       { "f", GENDER_FEMALE },
        { "先生", GENDER_MALE },     { "女士", GENDER_FEMALE },  { "1", GENDER_MALE },
        { "2", GENDER_FEMALE },      { "未知", GENDER_UNKNOWN }, { "unknown", GENDER_UNKNOWN },
        { "保密", GENDER_UNKNOWN },  { "0", GENDER_UNKNOWN },    { "-", GENDER_UNKNOWN },
        { "男性", GENDER_MALE },     { "女性", GENDER_FEMALE }
    };
    for (size_t i = 0; i < COUNT(words); i++)
        if (str_equal_nocase(text, str_of(words[i].word))) return words[i].gender;
    return 0;
}

/* The bytes of a mark that stands between tags; 0: none. */
static size_t between(Str text)
{
    static const char *const marks[] = { ",", ";", "|", "\n", "，", "；", "、", "｜" };
    for (size_t i = 0; i < COUNT(marks); i++)
        if (str_starts(text, str_of(marks[i]))) return str_of(marks[i]).len;
    return 0;
}

static bool has_line(Str lines, Str line)
{
    for (Str rest = lines; rest.ptr;)
        if (str_equal(str_cut(&rest, '\n'), line)) return true;
    return false;
}

Refusal import_clean_tags(Arena *arena, Str text, Str *out)
{
    StrBuf lines = strbuf(arena, text.len + 1);
    size_t count = 0, from = 0;
    for (size_t at = 0; at <= text.len;) {
        const size_t mark = at < text.len ? between(str_slice(text, at, text.len)) : 1;
        if (mark == 0) {
            at++;
            continue;
        }
        const Str name = str_trim(str_slice(text, from, at));
        at += mark;
        from = at;
        if (name.len == 0 || has_line(strbuf_str(&lines), name)) continue;
        if (str_chars(name) > TAG_CHARS_MAX) return REFUSAL_TAG_TOO_LONG;
        if (++count > TAGS_MAX) return REFUSAL_TOO_MANY_TAGS;
        if (lines.len) strbuf_char(&lines, '\n');
        strbuf_add(&lines, name);
    }
    *out = strbuf_str(&lines);
    return REFUSAL_NONE;
}
