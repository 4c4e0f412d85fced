/* pinyin.c -- readings of Chinese characters: the usual one from ICU, the others, surnames above
 * all, from pinyin_more.def. */
#include "people/pinyin.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/utrans.h>

enum {
    FIRST        = 0x4e00,
    LAST         = 0x9fff,
    CHAR_COUNT   = LAST - FIRST + 1,
    SYLLABLE_MAX = 8,   /* bytes of one, with its end */
    SYLLABLES    = 600, /* there are some 420         */
    MORE_MAX     = 400,
    HAS_MORE     = 0x8000,
    STEPS_MAX    = 4000, /* of one comparison: no text makes a search slow */
};

typedef struct More {
    uint32_t character;
    Str      reading;
} More;

/* Written once, before the first use. */
static struct {
    char     syllable[SYLLABLES][SYLLABLE_MAX]; /* the first is empty: none */
    uint32_t syllable_count;
    uint16_t usual[CHAR_COUNT];
    More     more[MORE_MAX];
    size_t   more_count;
    uint32_t initials[CHAR_COUNT]; /* a bit for each letter a reading begins with */
    uint32_t letters[CHAR_COUNT];  /* and for each that is in one                 */
} table;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* ---- the table -------------------------------------------------------------------- */

static uint32_t syllable_of(const char *text)
{
    for (uint32_t i = 1; i < table.syllable_count; i++)
        if (strcmp(table.syllable[i], text) == 0) return i;
    ASSERT(table.syllable_count < SYLLABLES);
    memcpy(table.syllable[table.syllable_count], text, strlen(text) + 1);
    return table.syllable_count++;
}

static void add_more(uint32_t character, Str reading)
{
    ASSERT(table.more_count < MORE_MAX && character >= FIRST && character <= LAST);
    table.more[table.more_count++] = (More){ character, reading };
    table.usual[character - FIRST] |= HAS_MORE;
}

/* "lu" or "nu" of a character that is read lü or nü: both ways to type it. */
static void add_umlaut(uint32_t character, char initial)
{
    add_more(character, initial == 'l' ? S("lv") : S("nv"));
}

/* What ICU makes of one character: letters with tones, or the character itself. */
static void take_usual(uint32_t at, const UChar *text, size_t len)
{
    char   plain[SYLLABLE_MAX];
    size_t count     = 0;
    bool   is_umlaut = false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == 0x308) is_umlaut = true;
        if (text[i] < 'a' || text[i] > 'z') continue;
        if (count + 1 == SYLLABLE_MAX) return;
        plain[count++] = (char)text[i];
    }
    plain[count] = 0;
    if (count == 0) return;
    table.usual[at] = (uint16_t)syllable_of(plain);
    if (is_umlaut && count == 2) add_umlaut(FIRST + (uint32_t)at, plain[0]);
}

/* All characters with a line between, read in one go. */
static void read_usual(void)
{
    enum { ROOM = CHAR_COUNT * 12 };
    static const UChar id[]  = u"Han-Latin; NFD; Lower";
    UErrorCode         error = U_ZERO_ERROR;
    UChar             *text  = malloc(ROOM * sizeof *text);
    ASSERT(text != NULL);
    for (uint32_t i = 0; i < CHAR_COUNT; i++) {
        text[2 * i]     = (UChar)(FIRST + i);
        text[2 * i + 1] = '\n';
    }
    UTransliterator *reader = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
    ASSERT(U_SUCCESS(error));
    int32_t len = 2 * CHAR_COUNT, limit = len;
    utrans_transUChars(reader, text, &len, ROOM, 0, &limit, &error);
    ASSERT(U_SUCCESS(error));
    utrans_close(reader);
    uint32_t at = 0;
    for (int32_t start = 0, i = 0; i < len && at < CHAR_COUNT; i++) {
        if (text[i] != '\n') continue;
        take_usual(at++, text + start, (size_t)(i - start));
        start = i + 1;
    }
    ASSERT(at == CHAR_COUNT);
    free(text);
}

/* The character that begins `text`, and its size; 0 where none of ours does. */
static uint32_t decode(Str text, size_t *size)
{
    const uint8_t *at = (const uint8_t *)text.ptr;
    *size             = text.len > 0 && at[0] >= 0xf0   ? 4
                        : text.len > 0 && at[0] >= 0xe0 ? 3
                        : text.len > 0 && at[0] >= 0xc0 ? 2
                                                        : 1;
    if (*size > text.len) *size = text.len;
    if (*size != 3) return 0;
    const uint32_t character = (at[0] & 0x0fu) << 12 | (at[1] & 0x3fu) << 6 | (at[2] & 0x3fu);
    return character >= FIRST && character <= LAST ? character : 0;
}

static void read_more(void)
{
    static const struct {
        const char *reading, *characters;
    } more[] = {
#define MORE(reading, characters) { #reading, characters },
#include "people/pinyin_more.def"
#undef MORE
    };
    for (size_t i = 0; i < COUNT(more); i++) {
        for (Str rest = str_of(more[i].characters); rest.len;) {
            size_t         size      = 0;
            const uint32_t character = decode(rest, &size);
            add_more(character, str_of(more[i].reading));
            rest = str_slice(rest, size, rest.len);
        }
    }
}

static int compare_more(const void *a, const void *b)
{
    const uint32_t x = ((const More *)a)->character, y = ((const More *)b)->character;
    return x < y ? -1 : x > y;
}

static uint32_t letter_bit(char letter)
{
    return letter >= 'a' && letter <= 'z' ? 1u << (letter - 'a') : 0;
}

static void note_reading(uint32_t at, Str reading)
{
    if (reading.len > 0) table.initials[at] |= letter_bit(reading.ptr[0]);
    for (size_t i = 0; i < reading.len; i++) table.letters[at] |= letter_bit(reading.ptr[i]);
}

static void note_letters(void)
{
    for (uint32_t i = 0; i < CHAR_COUNT; i++)
        note_reading(i, str_of(table.syllable[table.usual[i] & ~HAS_MORE]));
    for (size_t i = 0; i < table.more_count; i++)
        note_reading(table.more[i].character - FIRST, table.more[i].reading);
}

static void make_table(void)
{
    table.syllable_count = 1;
    read_usual();
    read_more();
    qsort(table.more, table.more_count, sizeof *table.more, compare_more);
    note_letters();
}

static void ready(void) { ASSERT(pthread_once(&once, make_table) == 0); }

static const More *first_more(uint32_t character)
{
    size_t low = 0, high = table.more_count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (table.more[middle].character < character)
            low = middle + 1;
        else
            high = middle;
    }
    return &table.more[low];
}

size_t pinyin_of(uint32_t character, Str *readings, size_t max)
{
    size_t count = 0;
    ready();
    if (character < FIRST || character > LAST) return 0;
    const uint16_t usual = table.usual[character - FIRST];
    const char    *text  = table.syllable[usual & ~HAS_MORE];
    if (text[0] && count < max) readings[count++] = str_of(text);
    if (!(usual & HAS_MORE)) return count;
    const More *end = table.more + table.more_count;
    for (const More *at = first_more(character); at < end && at->character == character; at++)
        if (count < max && (count == 0 || !str_equal(at->reading, readings[0])))
            readings[count++] = at->reading;
    return count;
}

uint32_t pinyin_letters(Str text)
{
    uint32_t letters = 0;
    ready();
    while (text.len) {
        size_t         size      = 0;
        const uint32_t character = decode(text, &size);
        letters |= character ? table.letters[character - FIRST] : letter_bit(text.ptr[0]);
        text = (Str){ text.ptr + size, text.len - size };
    }
    return letters;
}

/* ---- matching ------------------------------------------------------------------------ */

static bool match(Str text, Str q, int *steps);

/* The rest of `q` after the beginning of a reading, the longest first. */
static bool match_reading(Str reading, Str text, Str q, int *steps)
{
    size_t common = 0;
    while (common < reading.len && common < q.len && reading.ptr[common] == q.ptr[common]) common++;
    for (; common > 0; common--)
        if (match(text, str_slice(q, common, q.len), steps)) return true;
    return false;
}

static bool match(Str text, Str q, int *steps)
{
    if (q.len == 0) return true;
    if (text.len == 0 || text.ptr[0] == '\n' || --*steps < 0) return false;
    size_t         size      = 0;
    const uint32_t character = decode(text, &size);
    const Str      next      = { text.ptr + size, text.len - size };
    if (q.len >= size && memcmp(q.ptr, text.ptr, size) == 0)
        if (match(next, (Str){ q.ptr + size, q.len - size }, steps)) return true;
    if (q.ptr[0] == ' ' && match(text, (Str){ q.ptr + 1, q.len - 1 }, steps)) return true;
    if (!character || q.ptr[0] < 'a' || q.ptr[0] > 'z') return false;
    const uint16_t usual = table.usual[character - FIRST];
    const char    *first = table.syllable[usual & ~HAS_MORE];
    if (first[0] == q.ptr[0] && match_reading(str_of(first), next, q, steps)) return true;
    if (!(usual & HAS_MORE)) return false;
    const More *end = table.more + table.more_count;
    for (const More *at = first_more(character); at < end && at->character == character; at++)
        if (match_reading(at->reading, next, q, steps)) return true;
    return false;
}

bool pinyin_has(Str text, Str q)
{
    ready();
    if (q.len == 0) return true;
    const char     first  = q.ptr[0];
    const uint32_t letter = letter_bit(first);
    while (text.len) {
        size_t         size      = 0;
        const uint32_t character = decode(text, &size);
        /* Most characters cannot begin it: told without a comparison. */
        if (text.ptr[0] == first || first == ' ' ||
            (character && table.initials[character - FIRST] & letter)) {
            int steps = STEPS_MAX;
            if (match(text, q, &steps)) return true;
        }
        text = (Str){ text.ptr + size, text.len - size };
    }
    return false;
}
