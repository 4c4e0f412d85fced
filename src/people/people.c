/* people.c -- persons are taken in, changed and taken out.  What is asked of them is in
 * people_find.c; frozen results are in people_result.c. */
#include "people/people_store.h"

#include <stdlib.h>
#include <string.h>

People *people_new(uint8_t hidden_by)
{
    People *people = calloc(1, sizeof *people);
    ASSERT(people != NULL);
    /* Writers must not starve behind a stream of questions. */
    pthread_rwlockattr_t attr;
    ASSERT(pthread_rwlockattr_init(&attr) == 0);
    ASSERT(pthread_rwlockattr_setkind_np(&attr, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP) == 0);
    ASSERT(pthread_rwlock_init(&people->lock, &attr) == 0);
    ASSERT(pthread_rwlockattr_destroy(&attr) == 0);
    people->hidden_by    = hidden_by;
    people->span_version = random_u64() >> 2;      /* of no other People */
    (void)word_table_take(&people->states, S("")); /* number 0: no state */
    for (int i = 0; i < ORDER_COUNT; i++) people_order_init(&people->order[i]);
    return people;
}

void people_free(People *people)
{
    if (people == NULL) return;
    for (int i = 0; i < ORDER_COUNT; i++) people_order_deinit(&people->order[i]);
    for (size_t i = 0; i < people->tag_count; i++) roaring_bitmap_free(people->tags[i].people);
    void *columns[] = { people->added_ms,     people->event_ms,   people->name_key,
                        people->source,       people->flags,      people->text_at,
                        people->letters,      people->span_head,  people->phone_head,
                        people->span_person,  people->span_staff, people->span_state,
                        people->span_added,   people->span_ended, people->span_ended_by,
                        people->span_add_way, people->phone,      people->phone_person,
                        people->phone_next,   people->text,       people->tags,
                        people->given };
    for (size_t i = 0; i < COUNT(columns); i++) free(columns[i]);
    id_table_deinit(&people->persons);
    id_table_deinit(&people->staff);
    word_table_deinit(&people->states);
    ASSERT(pthread_rwlock_destroy(&people->lock) == 0);
    free(people);
}

enum {
    PERSON_BYTES = 8 + 8 + 8 + 1 + 1 + 4 + 4 + 4 + 4, /* of the columns of a person  */
    SPAN_BYTES   = 5 * 4 + 2,                         /* of those of an interval     */
    PHONE_BYTES  = 8 + 4 + 4
};

size_t people_bytes(People *people)
{
    pthread_rwlock_rdlock(&people->lock);
    size_t bytes = sizeof *people + id_table_bytes(&people->persons) +
                   id_table_bytes(&people->staff) + word_table_bytes(&people->states) +
                   (size_t)people->room * PERSON_BYTES + (size_t)people->span_room * SPAN_BYTES +
                   (size_t)people->phone_room * PHONE_BYTES + people->text_room + people->tag_bytes;
    for (int i = 0; i < ORDER_COUNT; i++) bytes += people_order_bytes(&people->order[i]);
    pthread_rwlock_unlock(&people->lock);
    return bytes;
}

size_t people_count(People *people)
{
    pthread_rwlock_rdlock(&people->lock);
    const size_t count = people->live_count;
    pthread_rwlock_unlock(&people->lock);
    return count;
}

uint64_t people_phone_code(Str digits)
{
    uint64_t code = 1;
    if (digits.len == 0 || digits.len > 15) return 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9') return 0;
        code = code * 10 + (uint64_t)(digits.ptr[i] - '0');
    }
    return code;
}

/* ---- room -------------------------------------------------------------------- */

static void make_room(People *people, size_t need)
{
    if (need <= people->room) return;
    uint32_t     next = people->room;
    const size_t own  = (size_t)next + next / 4 + 64;
    if (need < own) need = own;
    PEOPLE_COLUMN(people, added_ms, next, need);
    PEOPLE_COLUMN(people, event_ms, next, need);
    PEOPLE_COLUMN(people, name_key, next, need);
    PEOPLE_COLUMN(people, source, next, need);
    PEOPLE_COLUMN(people, flags, next, need);
    PEOPLE_COLUMN(people, text_at, next, need);
    PEOPLE_COLUMN(people, letters, next, need);
    PEOPLE_COLUMN(people, span_head, next, need);
    PEOPLE_COLUMN(people, phone_head, next, need);
    people->room = (uint32_t)need;
}

static void make_phone_room(People *people, size_t need)
{
    if (need <= people->phone_room) return;
    uint32_t     next = people->phone_room;
    const size_t own  = (size_t)next + next / 4 + 64;
    if (need < own) need = own;
    PEOPLE_COLUMN(people, phone, next, need);
    PEOPLE_COLUMN(people, phone_person, next, need);
    PEOPLE_COLUMN(people, phone_next, next, need);
    people->phone_room = (uint32_t)need;
}

void people_expect(People *people, size_t count)
{
    ASSERT(count <= PEOPLE_MAX);
    pthread_rwlock_wrlock(&people->lock);
    make_room(people, people->persons.count + count);
    pthread_rwlock_unlock(&people->lock);
}

/* ---- chains: the phones of a person ----------------------------------------------- */

/* Makes whatever leads to `from` in the chain lead to `to`. */
static void relink(uint32_t *head, uint32_t *next, uint32_t from, uint32_t to)
{
    uint32_t *at = head;
    while (*at != from) at = &next[*at];
    *at = to;
}

/* The last one takes the place of `at`, so that the columns have no gaps. */
static void drop_phone(People *people, uint32_t at)
{
    const uint32_t last = --people->phone_count;
    relink(&people->phone_head[people->phone_person[at]], people->phone_next, at,
           people->phone_next[at]);
    if (at == last) return;
    relink(&people->phone_head[people->phone_person[last]], people->phone_next, last, at);
    people->phone[at]        = people->phone[last];
    people->phone_person[at] = people->phone_person[last];
    people->phone_next[at]   = people->phone_next[last];
}

static void add_phone(People *people, uint32_t person, uint64_t code)
{
    make_phone_room(people, (size_t)people->phone_count + 1);
    const uint32_t at          = people->phone_count++;
    people->phone[at]          = code;
    people->phone_person[at]   = person;
    people->phone_next[at]     = people->phone_head[person];
    people->phone_head[person] = at;
}

/* ---- tags ------------------------------------------------------------------------ */

/* Where the tag stands among those by id, or would stand. */
static size_t tag_place(const People *people, int64_t id)
{
    size_t low = 0, high = people->tag_count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (people->tags[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_tag(People *people, uint32_t person, int64_t id)
{
    const size_t at = tag_place(people, id);
    if (at == people->tag_count || people->tags[at].id != id) {
        uint32_t room = (uint32_t)people->tag_room;
        people->tags  = heap_grow(people->tags, sizeof *people->tags, &room, people->tag_count + 1);
        people->tag_room = room;
        memmove(&people->tags[at + 1], &people->tags[at],
                (people->tag_count - at) * sizeof *people->tags);
        people->tags[at] = (PeopleTag){ id, roaring_bitmap_create() };
        people->tag_count++;
        people->tag_bytes += sizeof *people->tags + sizeof(roaring_bitmap_t);
    }
    /* Two bytes a person in a bitmap is what they cost until they are dense. */
    if (roaring_bitmap_add_checked(people->tags[at].people, person)) people->tag_bytes += 2;
}

static void drop_tags(People *people, uint32_t person)
{
    for (size_t i = 0; i < people->tag_count; i++)
        if (roaring_bitmap_remove_checked(people->tags[i].people, person)) people->tag_bytes -= 2;
}

/* ---- a person ---------------------------------------------------------------------- */

static void clear(People *people, uint32_t person)
{
    while (people->phone_head[person] != PEOPLE_NONE)
        drop_phone(people, people->phone_head[person]);
    drop_tags(people, person);
}

static void start(People *people, uint32_t person)
{
    people->added_ms[person]   = 0;
    people->event_ms[person]   = 0;
    people->name_key[person]   = 0;
    people->source[person]     = 0;
    people->flags[person]      = 0;
    people->text_at[person]    = PEOPLE_NONE;
    people->letters[person]    = 0;
    people->span_head[person]  = PEOPLE_NONE;
    people->phone_head[person] = PEOPLE_NONE;
    for (int i = 0; i < ORDER_COUNT; i++) people_order_touch(people, i, person);
}

static void put_text(People *people, uint32_t person, Str text)
{
    Str       rest = text;
    const Str name = str_cut(&rest, '\n');
    if (people->text_at[person] != PEOPLE_NONE && str_equal(people_text_of(people, person), text))
        return;
    const bool is_renamed = people->text_at[person] == PEOPLE_NONE ||
                            !str_equal(people_text_name(people, person), name);
    people_text_put(people, person, text);
    if (!is_renamed) return;
    people->name_key[person] = people_name_key(name);
    people_order_touch(people, ORDER_NAME, person);
}

/* Nobody finds him any more. */
static void unlist(People *people, uint32_t person)
{
    people_text_drop(people, person);
    people->name_key[person] = 0; /* no name now: it stands elsewhere among the sorted */
    people_order_touch(people, ORDER_NAME, person);
    if (people->flags[person] & PERSON_LIVE) people->live_count--;
    people->flags[person] &= (uint8_t) ~(unsigned)(PERSON_LIVE | PERSON_ACTIVE);
}

static bool put(People *people, const PeopleDraft *draft)
{
    uint32_t person = id_table_find(&people->persons, draft->id);
    if (person == PEOPLE_NONE) {
        if (people->persons.count == PEOPLE_MAX) return false;
        person = id_table_take(&people->persons, draft->id);
        make_room(people, people->persons.count);
        start(people, person);
    } else {
        clear(people, person);
    }
    if (draft->is_gone) {
        people_span_put(people, person, draft->relations, draft->relation_count);
        unlist(people, person);
        return true;
    }
    if (!(people->flags[person] & PERSON_LIVE)) people->live_count++;
    people->flags[person]  = (uint8_t)((people->flags[person] & ~(unsigned)PERSON_ACTIVE) |
                                      PERSON_LIVE | (draft->is_active ? PERSON_ACTIVE : 0u));
    people->source[person] = draft->source;
    if (people->added_ms[person] != draft->added_at_ms) {
        people->added_ms[person] = draft->added_at_ms;
        people_order_touch(people, ORDER_ADDED, person);
    }
    if (people->event_ms[person] != draft->event_at_ms) {
        people->event_ms[person] = draft->event_at_ms;
        people_order_touch(people, ORDER_EVENT, person);
    }
    put_text(people, person, draft->text);
    people_span_put(people, person, draft->relations, draft->relation_count);
    for (size_t i = 0; i < draft->tags.count; i++) add_tag(people, person, draft->tags.at[i]);
    for (size_t i = 0; i < draft->phone_count; i++)
        if (draft->phones[i]) add_phone(people, person, draft->phones[i]);
    return true;
}

bool people_put(People *people, const PeopleDraft *drafts, size_t count)
{
    bool fits = true;
    pthread_rwlock_wrlock(&people->lock);
    for (size_t i = 0; i < count && fits; i++) fits = put(people, &drafts[i]);
    pthread_rwlock_unlock(&people->lock);
    return fits;
}

void people_remove(People *people, int64_t id)
{
    pthread_rwlock_wrlock(&people->lock);
    const uint32_t person = id_table_find(&people->persons, id);
    if (person != PEOPLE_NONE && people->flags[person] & PERSON_LIVE) {
        clear(people, person);
        people_span_put(people, person, NULL, 0);
        unlist(people, person);
    }
    pthread_rwlock_unlock(&people->lock);
}

void people_settle(People *people)
{
    pthread_rwlock_wrlock(&people->lock);
    for (size_t i = 0; i < people->tag_count; i++) {
        (void)roaring_bitmap_run_optimize(people->tags[i].people);
        (void)roaring_bitmap_shrink_to_fit(people->tags[i].people);
    }
    pthread_rwlock_unlock(&people->lock);
    pthread_rwlock_rdlock(&people->lock);
    for (int i = 0; i < ORDER_COUNT; i++) people_order_settle(people, i);
    pthread_rwlock_unlock(&people->lock);
}

/* ---- the columns -------------------------------------------------------------------- */

void people_spans_begin(People *people, PeopleSpans *out)
{
    pthread_rwlock_rdlock(&people->lock);
    *out = (PeopleSpans){
        .version      = people->span_version,
        .count        = people->span_count,
        .person       = people->span_person,
        .staff_no     = people->span_staff,
        .state_no     = people->span_state,
        .added_s      = people->span_added,
        .ended_s      = people->span_ended,
        .ended_by     = people->span_ended_by,
        .add_way      = people->span_add_way,
        .staff_id     = people->staff.id,
        .staff_count  = people->staff.count,
        .state        = people->states.word,
        .state_count  = people->states.count,
        .person_id    = people->persons.id,
        .person_count = people->persons.count,
    };
}

void people_spans_end(People *people) { pthread_rwlock_unlock(&people->lock); }
