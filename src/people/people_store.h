/* people_store.h -- how the columns lie in memory.  Private to people/. */
#ifndef PEOPLE_PEOPLE_STORE_H
#define PEOPLE_PEOPLE_STORE_H

#include "base/heap_grow.h"
#include "base/id_table.h"
#include "people/people.h"

#include <roaring/roaring.h>

/* One sorted permutation of all persons, put in order again when it is asked for. */
typedef struct PeopleOrder {
    pthread_mutex_t lock;
    uint32_t       *sorted;
    uint32_t        count, room;
    uint32_t       *dirty; /* persons whose key is not where it stands, each once */
    uint32_t        dirty_count, dirty_room;
    uint64_t       *is_dirty; /* a bit for each person */
    uint32_t        word_count;
} PeopleOrder;

enum { ORDER_ADDED, ORDER_EVENT, ORDER_NAME, ORDER_COUNT };

enum { PERSON_LIVE = 1u << 0, PERSON_ACTIVE = 1u << 1 };

static inline bool people_has_bit(const uint64_t *bits, uint32_t at)
{
    return bits[at / 64] >> (at % 64) & 1;
}
static inline void people_set_bit(uint64_t *bits, uint32_t at)
{
    bits[at / 64] |= (uint64_t)1 << (at % 64);
}

typedef struct PeopleTag {
    int64_t           id;
    roaring_bitmap_t *people;
} PeopleTag;

struct People {
    pthread_rwlock_t lock;
    uint8_t          hidden_by;
    size_t           live_count;

    IdTable   persons;
    uint32_t  room; /* of the columns of persons */
    int64_t  *added_ms, *event_ms;
    uint64_t *name_key; /* the first bytes of the name's collation key            */
    uint8_t  *source, *flags;
    uint32_t *text_at;    /* where the line of the person begins in the block */
    uint32_t *letters;    /* those of the text, see pinyin.h                  */
    uint32_t *span_head;  /* where the person's run begins, or PEOPLE_NONE    */
    uint32_t *phone_head; /* the first of the person's chain, or PEOPLE_NONE */

    uint32_t         span_count, span_room, span_gaps;
    uint64_t         span_version;
    uint32_t        *span_person, *span_staff, *span_state, *span_added, *span_ended;
    uint8_t         *span_ended_by, *span_add_way;
    struct SpanCell *given; /* scratch of people_span_put() */
    uint32_t         given_room;

    uint32_t  phone_count, phone_room;
    uint64_t *phone;
    uint32_t *phone_person, *phone_next;

    char  *text; /* entries, see people_text.c */
    size_t text_len, text_room, text_waste;

    IdTable    staff;
    WordTable  states;
    PeopleTag *tags; /* by id */
    size_t     tag_count, tag_room, tag_bytes;

    PeopleOrder order[ORDER_COUNT];
};

/* One column with room for as many as `room` says. */
#define PEOPLE_COLUMN(people, member, room, need)                                              \
    do {                                                                                       \
        uint32_t own_    = (room);                                                             \
        (people)->member = heap_grow((people)->member, sizeof *(people)->member, &own_, need); \
    } while (0)

/* ---- people_span.c ---- */

/* These are the person's intervals from now on. */
void               people_span_put(People *people, uint32_t person, const PeopleRelation *relations,
                                   size_t count);
/* Whether `at` is in the run of that person; ask from its beginning on. */
static inline bool people_span_is_of(const People *people, uint32_t at, uint32_t person)
{
    return at < people->span_count && people->span_person[at] == person;
}

/* ---- people_text.c ---- */

/* Puts the text of a person into the block, in place of what was there. */
void people_text_put(People *people, uint32_t person, Str text);
void people_text_drop(People *people, uint32_t person);
/* What stands there; and its first line, the name. */
Str  people_text_of(const People *people, uint32_t person);
Str  people_text_name(const People *people, uint32_t person);
/* Sets the bits of the persons whose text has `q`, of those set in `among`. */
void people_text_find(const People *people, Str q, bool is_name_only, const uint64_t *among,
                      uint64_t *found);

/* ---- people_order.c ---- */

/* An order of nobody; and its end; and what it holds. */
void   people_order_init(PeopleOrder *order);
void   people_order_deinit(PeopleOrder *order);
size_t people_order_bytes(PeopleOrder *order);
/* The person's key in that order has changed. */
void   people_order_touch(People *people, int order, uint32_t person);
/* Puts the order right; the lock of `people` is held for reading at least. */
void   people_order_settle(People *people, int order);
/* The persons of the bits in that order. */
void   people_order_emit(People *people, int order, bool is_desc, const uint64_t *bits,
                         uint32_t *out);

/* ---- name_key.c ---- */

/* The first eight bytes of the key by which a name is sorted: Chinese by pinyin. */
uint64_t people_name_key(Str name);
/* Compares two names that have the same key. */
int      people_name_compare(Str a, Str b);

#endif
