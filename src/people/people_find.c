/* people_find.c -- which persons meet a filter: one set of bits, narrowed criterion by criterion.
 */
#include "people/people_store.h"

#include <stdlib.h>
#include <string.h>

/* One question: the reading lock is held, `people` holds still. */
typedef struct Search {
    const People *people;
    size_t        words;
    uint64_t     *bits, *other; /* what is left of the people; scratch */
} Search;

static uint64_t *bits_new(size_t words)
{
    uint64_t *bits = calloc(words + 1, sizeof *bits);
    ASSERT(bits != NULL);
    return bits;
}

static void clear_other(Search *search)
{
    memset(search->other, 0, search->words * sizeof *search->other);
}

static void keep_other(Search *search)
{
    for (size_t i = 0; i < search->words; i++) search->bits[i] &= search->other[i];
}

static void drop_other(Search *search)
{
    for (size_t i = 0; i < search->words; i++) search->bits[i] &= ~search->other[i];
}

/* Clears the bit of every person left for whom `test` (an expression of `person`) is false. */
#define KEEP_WHERE(search, test)                                                              \
    do {                                                                                      \
        for (size_t i_ = 0; i_ < (search)->words; i_++)                                       \
            for (uint64_t left_ = (search)->bits[i_]; left_; left_ &= left_ - 1) {            \
                const uint32_t person = (uint32_t)(i_ * 64 + (size_t)__builtin_ctzll(left_)); \
                if (!(test)) (search)->bits[i_] &= ~(left_ & (~left_ + 1));                   \
            }                                                                                 \
    } while (0)

/* ---- members ------------------------------------------------------------------------ */

/* A byte for each member: whether it is one of the ids. */
static uint8_t *members_of(const People *people, Ids ids)
{
    uint8_t *is_member = calloc((size_t)people->staff.count + 1, 1);
    ASSERT(is_member != NULL);
    for (size_t i = 0; i < ids.count; i++) {
        const uint32_t no = id_table_find(&people->staff, ids.at[i]);
        if (no != PEOPLE_NONE) is_member[no] = 1;
    }
    return is_member;
}

typedef enum Seen { SEEN_VISIBLE, SEEN_OPEN, SEEN_ENDED } Seen;

static bool is_seen(const People *people, uint32_t span, Seen seen)
{
    const uint8_t ended_by = people->span_ended_by[span];
    if (seen == SEEN_OPEN) return ended_by == 0;
    if (seen == SEEN_ENDED) return ended_by != 0;
    return ended_by != people->hidden_by;
}

static void keep_members(Search *search, Ids ids, Seen seen)
{
    const People *people    = search->people;
    uint8_t      *is_member = members_of(people, ids);
    clear_other(search);
    for (uint32_t i = 0; i < people->span_count; i++)
        if (is_member[people->span_staff[i]] && is_seen(people, i, seen) &&
            people->span_person[i] != PEOPLE_NONE)
            people_set_bit(search->other, people->span_person[i]);
    keep_other(search);
    free(is_member);
}

static void keep_state(Search *search, Str state)
{
    const People  *people = search->people;
    const uint32_t no     = word_table_find(&people->states, state);
    clear_other(search);
    for (uint32_t i = 0; i < people->span_count && no != PEOPLE_NONE; i++)
        if (people->span_state[i] == no && people->span_person[i] != PEOPLE_NONE)
            people_set_bit(search->other, people->span_person[i]);
    keep_other(search);
}

/* ---- tags ------------------------------------------------------------------------------ */

static bool set_bit(uint32_t person, void *bits)
{
    people_set_bit(bits, person);
    return true;
}

static void add_tag_to_other(Search *search, int64_t tag_id)
{
    for (size_t i = 0; i < search->people->tag_count; i++)
        if (search->people->tags[i].id == tag_id)
            (void)roaring_iterate(search->people->tags[i].people, set_bit, search->other);
}

static void narrow_tags(Search *search, const PeopleFilter *filter)
{
    if (filter->tags.count > 0) clear_other(search);
    for (size_t i = 0; i < filter->tags.count; i++) {
        add_tag_to_other(search, filter->tags.at[i]);
        if (!filter->needs_all_tags && i + 1 < filter->tags.count) continue;
        keep_other(search);
        clear_other(search);
    }
    if (filter->without_tags.count == 0) return;
    clear_other(search);
    for (size_t i = 0; i < filter->without_tags.count; i++)
        add_tag_to_other(search, filter->without_tags.at[i]);
    drop_other(search);
}

/* ---- text and phones ---------------------------------------------------------------------- */

static uint64_t tens_above(uint64_t code)
{
    uint64_t tens = 10;
    while (tens <= code) tens *= 10;
    return tens;
}

/* The codes of numbers that begin so are a range for each length. */
static bool begins(uint64_t code, uint64_t begin)
{
    while (code > begin) {
        code /= 10;
        if (code == begin) return true;
    }
    return code == begin;
}

static void find_phones(Search *search, const PeopleFilter *filter)
{
    const People  *people = search->people;
    const uint64_t tens   = filter->phone_end ? tens_above(filter->phone_end) / 10 : 1;
    const uint64_t end    = filter->phone_end % tens; /* without the leading one */
    for (uint32_t i = 0; i < people->phone_count; i++) {
        const uint64_t code   = people->phone[i];
        const bool     is_hit = code == filter->phone ||
                            (filter->phone_end && code >= tens && code % tens == end) ||
                            (filter->phone_begin && begins(code, filter->phone_begin));
        if (is_hit) people_set_bit(search->other, people->phone_person[i]);
    }
}

static void narrow_text(Search *search, const PeopleFilter *filter)
{
    if (filter->q.len == 0 && !filter->phone && !filter->phone_begin && !filter->phone_end) return;
    clear_other(search);
    if (filter->phone || filter->phone_begin || filter->phone_end) find_phones(search, filter);
    if (filter->q.len)
        people_text_find(search->people, filter->q, filter->is_name_only, search->bits,
                         search->other);
    keep_other(search);
}

/* ---- columns ------------------------------------------------------------------------------- */

static bool is_between(int64_t at_ms, int64_t from_ms, int64_t to_ms)
{
    return at_ms >= from_ms && (to_ms == 0 || at_ms < to_ms);
}

static void narrow_columns(Search *search, const PeopleFilter *filter)
{
    const People *people = search->people;
    if (filter->source) KEEP_WHERE(search, people->source[person] == filter->source);
    if (filter->is_active) KEEP_WHERE(search, people->flags[person] & PERSON_ACTIVE);
    if (filter->is_lost) KEEP_WHERE(search, !(people->flags[person] & PERSON_ACTIVE));
    if (filter->added_from_ms || filter->added_to_ms)
        KEEP_WHERE(search, is_between(people->added_ms[person], filter->added_from_ms,
                                      filter->added_to_ms));
    if (filter->event_from_ms || filter->event_to_ms)
        KEEP_WHERE(search, is_between(people->event_ms[person], filter->event_from_ms,
                                      filter->event_to_ms));
}

/* The cheap criteria first: text is sought only among who is left. */
static void narrow(Search *search, const PeopleFilter *filter)
{
    const People *people = search->people;
    for (uint32_t i = 0; i < people->persons.count; i++)
        search->bits[i / 64] |= (uint64_t)(people->flags[i] & PERSON_LIVE) << (i % 64);
    if (filter->has_scope) keep_members(search, filter->scope, SEEN_VISIBLE);
    if (filter->has_staff)
        keep_members(search, filter->staff, filter->is_lost ? SEEN_ENDED : SEEN_OPEN);
    if (filter->state.len) keep_state(search, filter->state);
    narrow_tags(search, filter);
    narrow_columns(search, filter);
    narrow_text(search, filter);
}

static Search search_open(const People *people)
{
    Search search = { .people = people, .words = ((size_t)people->persons.count + 63) / 64 };
    search.bits   = bits_new(search.words);
    search.other  = bits_new(search.words);
    return search;
}

static void search_close(Search *search)
{
    free(search->bits);
    free(search->other);
}

static int order_of(PeopleSort sort)
{
    switch (sort) {
    case PEOPLE_EVENT_DESC: return ORDER_EVENT;
    case PEOPLE_NAME_ASC: return ORDER_NAME;
    case PEOPLE_ADDED_DESC:
    case PEOPLE_ADDED_ASC:
    default: return ORDER_ADDED;
    }
}

uint32_t *people_find(People *people, const PeopleFilter *filter, PeopleSort sort, size_t *count)
{
    const bool is_desc = sort == PEOPLE_ADDED_DESC || sort == PEOPLE_EVENT_DESC;
    pthread_rwlock_rdlock(&people->lock);
    Search search = search_open(people);
    narrow(&search, filter);
    size_t found = 0;
    for (size_t i = 0; i < search.words; i++) found += (size_t)__builtin_popcountll(search.bits[i]);
    uint32_t *persons = malloc((found + 1) * sizeof *persons);
    ASSERT(persons != NULL);
    people_order_settle(people, order_of(sort));
    people_order_emit(people, order_of(sort), is_desc, search.bits, persons);
    search_close(&search);
    pthread_rwlock_unlock(&people->lock);
    *count = found;
    return persons;
}

void people_found_free(uint32_t *persons) { free(persons); }

void people_ids(People *people, const uint32_t *persons, size_t count, int64_t *ids)
{
    pthread_rwlock_rdlock(&people->lock);
    for (size_t i = 0; i < count; i++) {
        ASSERT(persons[i] < people->persons.count);
        ids[i] = people->flags[persons[i]] & PERSON_LIVE ? people->persons.id[persons[i]] : 0;
    }
    pthread_rwlock_unlock(&people->lock);
}

uint32_t people_number(People *people, int64_t id)
{
    pthread_rwlock_rdlock(&people->lock);
    uint32_t person = id_table_find(&people->persons, id);
    if (person != PEOPLE_NONE && !(people->flags[person] & PERSON_LIVE)) person = PEOPLE_NONE;
    pthread_rwlock_unlock(&people->lock);
    return person;
}

uint32_t *people_numbers(People *people, const int64_t *ids, size_t id_count, size_t *count)
{
    uint32_t *persons = malloc((id_count + 1) * sizeof *persons);
    ASSERT(persons != NULL);
    *count = 0;
    pthread_rwlock_rdlock(&people->lock);
    for (size_t i = 0; i < id_count; i++) {
        const uint32_t person = id_table_find(&people->persons, ids[i]);
        if (person != PEOPLE_NONE && people->flags[person] & PERSON_LIVE)
            persons[(*count)++] = person;
    }
    pthread_rwlock_unlock(&people->lock);
    return persons;
}

static bool is_visible(const People *people, uint32_t person, const uint8_t *is_member)
{
    for (uint32_t at = people->span_head[person]; people_span_is_of(people, at, person); at++)
        if (is_member[people->span_staff[at]] && is_seen(people, at, SEEN_VISIBLE)) return true;
    return false;
}

size_t people_keep_seen(People *people, bool has_scope, Ids scope, int64_t *ids, size_t count)
{
    size_t kept = 0;
    pthread_rwlock_rdlock(&people->lock);
    uint8_t *is_member = members_of(people, scope);
    for (size_t i = 0; i < count; i++) {
        const uint32_t person = id_table_find(&people->persons, ids[i]);
        if (person == PEOPLE_NONE || !(people->flags[person] & PERSON_LIVE)) continue;
        if (!has_scope || is_visible(people, person, is_member)) ids[kept++] = ids[i];
    }
    free(is_member);
    pthread_rwlock_unlock(&people->lock);
    return kept;
}
