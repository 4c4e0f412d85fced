/* likeness_text.c -- measures of how alike two texts are. */
#include "customer/likeness_text.h"

#include <string.h>

/* Characters of a plain text. */
typedef struct Chars {
    uint32_t at[LIKENESS_CHARS_MAX];
    int      count;
} Chars;

static uint32_t next_char(Str text, size_t *at)
{
    const unsigned char first = (unsigned char)text.ptr[*at];
    const int           more  = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    uint32_t            c     = more == 0 ? first : first & (0x3fu >> more);
    *at += 1;
    for (int i = 0; i < more && *at < text.len; i++)
        c = c << 6 | ((unsigned char)text.ptr[(*at)++] & 0x3fu);
    return c;
}

static Chars chars_of(Str text)
{
    Chars chars = { .count = 0 };
    for (size_t at = 0; at < text.len && chars.count < LIKENESS_CHARS_MAX;)
        chars.at[chars.count++] = next_char(text, &at);
    return chars;
}

/* ---- one form ------------------------------------------------------------------------------ */

static bool is_han(uint32_t c)
{
    return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) ||
           (c >= 0x20000 && c <= 0x323af);
}

/* Its plain form, 0 for what only parts words. */
static uint32_t plain_char(uint32_t c)
{
    if (c >= 0xff01 && c <= 0xff5e) c -= 0xfee0;
    if (c >= 'A' && c <= 'Z') return c + 32;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return c;
    if (c < 0xc0 || (c >= 0x2000 && c <= 0x206f) || (c >= 0x3000 && c <= 0x303f)) return 0;
    return c >= 0xff00 && c <= 0xffef ? 0 : c;
}

static void add_char(StrBuf *out, uint32_t c)
{
    if (c < 0x80) {
        strbuf_char(out, (char)c);
        return;
    }
    if (c >= 0x10000) strbuf_char(out, (char)(0xf0 | c >> 18));
    if (c >= 0x800)
        strbuf_char(out, (char)(c >= 0x10000 ? 0x80 | (c >> 12 & 0x3f) : 0xe0 | c >> 12));
    strbuf_char(out, (char)(c >= 0x800 ? 0x80 | (c >> 6 & 0x3f) : 0xc0 | c >> 6));
    strbuf_char(out, (char)(0x80 | (c & 0x3f)));
}

Str likeness_plain(Arena *arena, Str text)
{
    StrBuf out   = strbuf(arena, (size_t)LIKENESS_CHARS_MAX * 4);
    int    count = 0;
    bool   gap   = false;
    for (size_t at = 0; at < text.len && count < LIKENESS_CHARS_MAX - 1;) {
        const uint32_t c = plain_char(next_char(text, &at));
        if (c && gap && out.len) {
            strbuf_char(&out, ' ');
            count++;
        }
        gap = !c;
        if (!c) continue;
        add_char(&out, c);
        count++;
    }
    return strbuf_str(&out);
}

bool likeness_is_han(Str plain)
{
    for (size_t at = 0; at < plain.len;)
        if (!is_han(next_char(plain, &at))) return false;
    return plain.len > 0;
}

/* ---- measures ------------------------------------------------------------------------------ */

static int least(int a, int b) { return a < b ? a : b; }

int likeness_edits(Str a, Str b, int max)
{
    const Chars x = chars_of(a), y = chars_of(b);
    int         rows[3][LIKENESS_CHARS_MAX + 1];
    int        *before = rows[0], *last = rows[1], *now = rows[2];
    if (x.count - y.count > max || y.count - x.count > max) return max + 1;
    for (int j = 0; j <= y.count; j++) last[j] = j;
    for (int i = 1; i <= x.count; i++) {
        int best = now[0] = i;
        for (int j = 1; j <= y.count; j++) {
            const bool is_same = x.at[i - 1] == y.at[j - 1];
            now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + (is_same ? 0 : 1));
            if (i > 1 && j > 1 && x.at[i - 1] == y.at[j - 2] && x.at[i - 2] == y.at[j - 1])
                now[j] = least(now[j], before[j - 2] + 1);
            best = least(best, now[j]);
        }
        if (best > max) return max + 1;
        int *spare = before;
        before     = last;
        last       = now;
        now        = spare;
    }
    return least(last[y.count], max + 1);
}

/* Characters of `x` that `y` has nearby, each used once. */
static int matches(const Chars *x, const Chars *y, bool *in_x, bool *in_y)
{
    const int longer = x->count > y->count ? x->count : y->count;
    const int reach  = longer / 2 > 0 ? longer / 2 - 1 : 0;
    int       count  = 0;
    for (int i = 0; i < x->count; i++)
        for (int j = i > reach ? i - reach : 0; j < y->count && j <= i + reach; j++) {
            if (in_y[j] || x->at[i] != y->at[j]) continue;
            in_x[i] = in_y[j] = true;
            count++;
            break;
        }
    return count;
}

int likeness_typed(Str a, Str b)
{
    const Chars x = chars_of(a), y = chars_of(b);
    bool        in_x[LIKENESS_CHARS_MAX] = { false }, in_y[LIKENESS_CHARS_MAX] = { false };
    int         moved = 0, prefix = 0;
    if (x.count == 0 || y.count == 0) return 0;
    const int common = matches(&x, &y, in_x, in_y);
    if (common == 0) return 0;
    for (int i = 0, j = 0; i < x.count; i++) {
        if (!in_x[i]) continue;
        while (!in_y[j]) j++;
        moved += x.at[i] != y.at[j++];
    }
    const int jaro = (LIKENESS_FULL * common / x.count + LIKENESS_FULL * common / y.count +
                      LIKENESS_FULL * (2 * common - moved) / (2 * common)) /
                     3;
    while (prefix < 4 && prefix < x.count && prefix < y.count && x.at[prefix] == y.at[prefix])
        prefix++;
    return jaro + prefix * (LIKENESS_FULL - jaro) / 10;
}

int likeness_pairs(Str a, Str b)
{
    const Chars x = chars_of(a), y = chars_of(b);
    bool        used[LIKENESS_CHARS_MAX] = { false };
    int         common                   = 0;
    if (x.count < 2 || y.count < 2) return str_equal(a, b) && a.len ? LIKENESS_FULL : 0;
    for (int i = 0; i + 1 < x.count; i++)
        for (int j = 0; j + 1 < y.count; j++) {
            if (used[j] || x.at[i] != y.at[j] || x.at[i + 1] != y.at[j + 1]) continue;
            used[j] = true;
            common++;
            break;
        }
    return 2 * LIKENESS_FULL * common / (x.count + y.count - 2);
}

bool likeness_is_shuffled(Str a, Str b)
{
    const Chars x = chars_of(a), y = chars_of(b);
    bool        used[LIKENESS_CHARS_MAX] = { false };
    if (x.count != y.count) return false;
    for (int i = 0; i < x.count; i++) {
        int j = 0;
        while (j < y.count && (used[j] || x.at[i] != y.at[j])) j++;
        if (j == y.count) return false;
        used[j] = true;
    }
    return x.count > 0;
}
