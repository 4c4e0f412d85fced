/* units.c -- texts in UTF-8 as JavaScript counts them: in UTF-16 units. */
#include "rule/value.h"

static size_t bytes_of(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

size_t rule_units(Str text)
{
    size_t units = 0;
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        units += (c & 0xC0) != 0x80 ? (c >= 0xF0 ? 2 : 1) : 0;
    }
    return units;
}

/* The byte at which unit `units` begins; `halves` tells whether it is the second of a pair, which
 * begins at that byte. */
static size_t byte_of(Str text, size_t units, bool *halves)
{
    size_t at = 0;
    *halves   = false;
    while (at < text.len && units > 0) {
        const size_t size = bytes_of((unsigned char)text.ptr[at]);
        if (size == 4 && units == 1) {
            *halves = true;
            return at;
        }
        units -= size == 4 ? 2 : 1;
        at += size;
    }
    return at < text.len ? at : text.len;
}

RuleValue rule_units_slice(RuleRun *run, Str text, size_t from, size_t count)
{
    bool         begins_half = false, ends_half = false;
    const size_t begin = byte_of(text, from, &begins_half);
    const size_t end   = byte_of(text, from + count, &ends_half);
    (void)rule_charge(run, text.len / 64);
    if (count == 0) return rule_of_text(S(""));
    if (!begins_half && !ends_half) return rule_of_text(str_slice(text, begin, end));
    const Str inner = str_slice(text, begins_half ? begin + 4 : begin, end);
    char     *room  = rule_take(run, inner.len + 7, 1);
    if (!room) return RULE_UNDEFINED;
    StrBuf buf = { .arena = run->arena, .ptr = room, .room = inner.len + 7, .max = inner.len + 7 };
    if (begins_half) strbuf_add(&buf, S("\xEF\xBF\xBD"));
    strbuf_add(&buf, inner);
    if (ends_half) strbuf_add(&buf, S("\xEF\xBF\xBD"));
    return rule_of_text(strbuf_str(&buf));
}
