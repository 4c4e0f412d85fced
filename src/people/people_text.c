/* people_text.c -- the text of all persons in one block, so that a search is one pass over memory.
 *
 * An entry is the byte FF, the person's number in five bytes 80..BF, and the text.  No valid UTF-8
 * that is sought can begin in there or reach over it.  An entry whose person stands elsewhere
 * by now is waste, and swept out when there is much of it. */
#include "people/people_store.h"
#include "people/pinyin.h"

#include <stdlib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { HEAD_SIZE = 6, WASTE_MIN = 1 << 20 };

static void write_head(char *at, uint32_t person)
{
    *at = (char)0xff;
    for (int i = 0; i < 5; i++) at[1 + i] = (char)(0x80 | (person >> (6 * i) & 0x3f));
}

static uint32_t read_head(const char *at)
{
    uint32_t person = 0;
    for (int i = 0; i < 5; i++) person |= ((uint32_t)(uint8_t)at[1 + i] & 0x3f) << (6 * i);
    return person;
}

static Str text_at(const People *people, size_t at)
{
    const char *start = people->text + at + HEAD_SIZE;
    const char *limit = people->text + people->text_len;
    const char *end   = memchr(start, 0xff, (size_t)(limit - start));
    return (Str){ start, (size_t)((end ? end : limit) - start) };
}

Str people_text_of(const People *people, uint32_t person)
{
    return people->text_at[person] == PEOPLE_NONE ? S("")
                                                  : text_at(people, people->text_at[person]);
}

Str people_text_name(const People *people, uint32_t person)
{
    Str text = people_text_of(people, person);
    return str_cut(&text, '\n');
}

static bool is_waste(const People *people, size_t at)
{
    return people->text_at[read_head(people->text + at)] != at;
}

static void sweep(People *people)
{
    size_t to = 0;
    for (size_t from = 0; from < people->text_len;) {
        const size_t size = HEAD_SIZE + text_at(people, from).len;
        if (!is_waste(people, from)) {
            people->text_at[read_head(people->text + from)] = (uint32_t)to;
            memmove(people->text + to, people->text + from, size);
            to += size;
        }
        from += size;
    }
    people->text_len   = to;
    people->text_waste = 0;
}

void people_text_drop(People *people, uint32_t person)
{
    if (people->text_at[person] == PEOPLE_NONE) return;
    people->text_waste += HEAD_SIZE + people_text_of(people, person).len;
    people->text_at[person] = PEOPLE_NONE;
    if (people->text_waste > WASTE_MIN && people->text_waste > people->text_len / 4) sweep(people);
}

void people_text_put(People *people, uint32_t person, Str text)
{
    people_text_drop(people, person);
    const size_t need = people->text_len + HEAD_SIZE + text.len;
    ASSERT(need < PEOPLE_NONE);
    if (need > people->text_room) {
        people->text_room = need + need / 8 + 4096;
        people->text      = realloc(people->text, people->text_room);
        ASSERT(people->text != NULL);
    }
    char *at = people->text + people->text_len;
    write_head(at, person);
    /* A byte FF would look like the next entry; valid UTF-8 has none. */
    for (size_t i = 0; i < text.len; i++)
        at[HEAD_SIZE + i] = (uint8_t)text.ptr[i] == 0xff ? '?' : text.ptr[i];
    people->text_at[person] = (uint32_t)people->text_len;
    people->letters[person] = pinyin_letters(text);
    people->text_len        = need;
}

/* ---- searching ---------------------------------------------------------------------- */

/* The first place of `needle` in [from, end): its first and last byte are compared sixteen places
 * at a time. */
static const char *seek(const char *from, const char *end, Str needle)
{
#ifdef __SSE2__
    const __m128i first = _mm_set1_epi8(needle.ptr[0]);
    const __m128i last  = _mm_set1_epi8(needle.ptr[needle.len - 1]);
    for (; (size_t)(end - from) >= needle.len + 15; from += 16) {
        const __m128i a = _mm_loadu_si128((const __m128i *)(const void *)from);
        const __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(from + needle.len - 1));
        unsigned      mask = (unsigned)_mm_movemask_epi8(
                 _mm_and_si128(_mm_cmpeq_epi8(a, first), _mm_cmpeq_epi8(b, last)));
        for (; mask; mask &= mask - 1) {
            const char *at = from + __builtin_ctz(mask);
            if (memcmp(at, needle.ptr, needle.len) == 0) return at;
        }
    }
#endif
    return memmem(from, (size_t)(end - from), needle.ptr, needle.len);
}

static size_t entry_of(const People *people, const char *hit)
{
    return (size_t)((const char *)memrchr(people->text, 0xff, (size_t)(hit - people->text)) -
                    people->text);
}

/* Every entry with `q` somewhere, by hits in the whole block. */
static void find_plain(const People *people, Str q, bool is_name_only, const uint64_t *among,
                       uint64_t *found)
{
    const char *end = people->text + people->text_len;
    for (const char *at = people->text; (at = seek(at, end, q)) != NULL;) {
        const size_t   entry  = entry_of(people, at);
        const uint32_t person = read_head(people->text + entry);
        const Str      text   = text_at(people, entry);
        const bool     is_in  = people->text_at[person] == entry && people_has_bit(among, person);
        if (is_in && (!is_name_only || memchr(text.ptr, '\n', (size_t)(at - text.ptr)) == NULL))
            people_set_bit(found, person);
        at = text.ptr + text.len;
    }
}

static bool is_match(Str text, Str q, bool is_name_only, bool has_letters)
{
    Str rest = text;
    if (is_name_only) text = str_cut(&rest, '\n');
    return has_letters ? pinyin_has(text, q) : str_find(text, q) >= 0;
}

static size_t bits_count(const uint64_t *bits, size_t words)
{
    size_t count = 0;
    for (size_t i = 0; i < words; i++) count += (size_t)__builtin_popcountll(bits[i]);
    return count;
}

static bool has_letters(Str q)
{
    for (size_t i = 0; i < q.len; i++)
        if (q.ptr[i] >= 'a' && q.ptr[i] <= 'z') return true;
    return false;
}

void people_text_find(const People *people, Str q, bool is_name_only, const uint64_t *among,
                      uint64_t *found)
{
    const size_t   words      = ((size_t)people->persons.count + 63) / 64;
    const bool     is_letters = has_letters(q);
    const uint32_t letters    = is_letters ? pinyin_letters(q) : 0;
    ASSERT(q.len > 0);
    if (people->text_len == 0) return;
    /* Few are quicker asked one by one than sought in the whole. */
    if (!is_letters && bits_count(among, words) > people->live_count / 16) {
        find_plain(people, q, is_name_only, among, found);
        return;
    }
    for (size_t i = 0; i < words; i++)
        for (uint64_t word = among[i]; word; word &= word - 1) {
            const uint32_t person = (uint32_t)(i * 64 + (size_t)__builtin_ctzll(word));
            if (letters & ~people->letters[person]) continue;
            if (is_match(people_text_of(people, person), q, is_name_only, is_letters))
                people_set_bit(found, person);
        }
}
