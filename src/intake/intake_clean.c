/* intake_clean.c -- words and lists as they were meant. */
#include "intake/intake_clean.h"

enum { TAG_CHARS_MAX = 30, TAGS_MAX = 50 };

Gender intake_clean_gender(Str text)
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

const char *intake_clean_tags(Arena *arena, Str text, Str *out)
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
        if (str_chars(name) > TAG_CHARS_MAX) return "import.tag_too_long";
        if (++count > TAGS_MAX) return "import.too_many_tags";
        if (lines.len) strbuf_char(&lines, '\n');
        strbuf_add(&lines, name);
    }
    *out = strbuf_str(&lines);
    return NULL;
}
