/* crowd_store.h -- how it lies in memory.  Private to crowd/. */
#ifndef CROWD_CROWD_STORE_H
#define CROWD_CROWD_STORE_H

#include "base/id_table.h"
#include "crowd/crowd.h"

/* Words from 1 on; 0 is no word (NUMBER_NONE and one more). */
static inline uint32_t crowd_word_find(const WordTable *words, Str word)
{
    return word_table_find(words, word) + 1;
}
static inline uint32_t crowd_word_take(WordTable *words, Str word)
{
    return word_table_take(words, word) + 1;
}
/* The word of a number; absent of 0. */
static inline Str crowd_word(const WordTable *words, uint32_t number)
{
    return number ? words->word[number - 1] : (Str){ 0 };
}

/* Grows an array to hold `need`, a quarter more each time; what is new is zero. */
void *crowd_grow(void *at, size_t size, uint32_t *room, size_t need);

typedef struct CrowdColumn {
    Str                name;
    RuleType           type;
    uint32_t           topic, room;
    double            *number; /* NaN: nothing; of a column of words NULL */
    uint32_t          *word;   /* 0: nothing                              */
    WordTable          words;
    roaring_bitmap_t **of_word; /* of enumerations and flags, by word     */
    uint32_t           of_word_room;
} CrowdColumn;

/* Bitmaps by a key, each with its topic. */
typedef struct CrowdSets {
    IdTable            ids;
    roaring_bitmap_t **set;
    uint32_t          *topic;
    uint32_t           room;
} CrowdSets;

/* Of a person: in how many audiences of each of 64 slots he is, in two bits: 0 to 2; 3 is more, for
 * good. */
typedef struct CrowdSign {
    uint64_t low, high;
} CrowdSign;

/* By person.  A hint asked before the sets of audiences, which are scattered over memory: where it
 * says no he is in none of the slot.  Grows with the persons who are in any. */
typedef struct CrowdSigns {
    CrowdSign *of;
    uint32_t   room;
} CrowdSigns;

typedef struct Related {
    CrowdRelation of;
    uint32_t      words[4]; /* staff, store, state, add_way: words of their facets */
    uint32_t      next;     /* CROWD_NONE: the last                                */
} Related;

enum { FACET_STAFF = 0, FACET_STORE, FACET_STATE, FACET_ADD_WAY, FACETS };

typedef struct CrowdFacet {
    WordTable          words;
    roaring_bitmap_t **of_word;
    uint32_t           room;
} CrowdFacet;

/* Of one person, one type, oldest first. */
typedef struct DetailRun {
    RuleEvent *events;
    uint32_t   count, room;
} DetailRun;

typedef struct CrowdType {
    Str        type;
    uint32_t   topic;
    bool       has_details;
    DetailRun *runs; /* by person */
    uint32_t   run_room;
} CrowdType;

typedef struct CrowdFresh {
    uint32_t type;
    int64_t  at_ms;
} CrowdFresh;

struct Crowd {
    IdTable           persons;
    roaring_bitmap_t *everybody;
    Arena            *own; /* names, and the data of events */

    WordTable    topics;
    CrowdChange *changes;
    uint32_t     change_room;
    size_t       change_count;
    bool         is_watched;

    CrowdColumn *columns;
    uint32_t     column_count, column_room;
    CrowdSets    tags, segments;
    CrowdSigns   signs; /* of segments, by their place */

    CrowdFacet        facets[FACETS];
    roaring_bitmap_t *related; /* who has a relation at all */
    Related          *relations;
    uint32_t          relation_count, relation_room, relation_free;
    uint32_t         *relation_of; /* the first of a person, one more: 0 is none */
    uint32_t          relation_of_room;
    uint32_t          relation_topic;

    WordTable   type_words;
    CrowdType  *types; /* by word */
    uint32_t    type_room;
    CrowdFresh *fresh; /* events that came in while it was watched */
    uint32_t    fresh_count, fresh_room;
    uint64_t   *pool; /* runs of events, between them CROWD_FREE */
    uint32_t    pool_count, pool_room, pool_used;
    uint64_t    happened;           /* another one whenever somebody's events are others */
    uint32_t   *run_at, *run_count; /* by person */
    uint64_t   *run_types;          /* bit `type` modulo 64: he may have events of it */
    uint32_t    run_at_room, run_count_room, run_types_room;
};

static const uint64_t CROWD_FREE = UINT64_MAX;

/* Where changes are watched: what changed for him. */
void crowd_note(Crowd *crowd, uint32_t person, uint32_t topic);

/* ---- columns ---- */
const CrowdColumn *crowd_column(const Crowd *crowd, Str name);
RuleValue          crowd_column_value(const CrowdColumn *column, uint32_t person);
void               crowd_column_deinit(CrowdColumn *column);
size_t             crowd_column_bytes(const CrowdColumn *column);

/* ---- sets ---- */
/* The set of `id`, made when it is new: its topic is the prefix and the id. */
roaring_bitmap_t *crowd_sets_take(Crowd *crowd, CrowdSets *sets, int64_t id, const char *prefix);
/* NULL when there is none. */
const roaring_bitmap_t *crowd_sets_find(const CrowdSets *sets, int64_t id);
bool   crowd_sets_put(Crowd *crowd, CrowdSets *sets, int64_t id, uint32_t person, bool has);
void   crowd_sets_deinit(CrowdSets *sets);
size_t crowd_sets_bytes(const CrowdSets *sets);

/* ---- signs ---- */
/* False: he is not in the audience of that place. */
bool crowd_sign_may(const CrowdSigns *signs, uint32_t at, uint32_t person);
/* He entered, or left, the audience of that place. */
void crowd_sign_put(CrowdSigns *signs, uint32_t at, uint32_t person, bool is_in);
/* Another set takes the place of `was`; either may be NULL: nobody. */
void crowd_sign_swap(CrowdSigns *signs, uint32_t at, const roaring_bitmap_t *was,
                     const roaring_bitmap_t *is);

/* ---- relations ---- */
/* As JSON, in the arena. */
const Json             *crowd_relations(const Crowd *crowd, uint32_t person, Arena *arena);
/* NULL: nobody; `facet` of crowd_relation_words, from 1. */
const roaring_bitmap_t *crowd_facet(const Crowd *crowd, int facet, Str word);
void                    crowd_relations_deinit(Crowd *crowd);
size_t                  crowd_relations_bytes(const Crowd *crowd);

/* ---- events ---- */
/* The number of a type, 0 if it is not held. */
uint32_t         crowd_type(const Crowd *crowd, Str type);
/* How many of the type lie in the span, at most `enough`. */
uint32_t         crowd_times(const Crowd *crowd, uint32_t person, uint32_t type, int64_t from_ms,
                             int64_t until_ms, uint32_t enough);
/* Those of the span; in the arena unless the type has details. */
const RuleEvent *crowd_events(const Crowd *crowd, uint32_t person, Str type, int64_t from_ms,
                              int64_t until_ms, Arena *arena, size_t *count);
/* The latest instants of a type before a moment, by person: made once for all rules that are asked
 * at that moment, as long as nothing happens. */
enum { CROWD_LATEST_BYTES = 64 << 20 };
typedef struct CrowdLatest {
    Arena   *arena; /* NULL: nothing is made */
    Vec      made;  /* of CrowdLatestOf */
    uint64_t happened;
    uint32_t room;
} CrowdLatest;
void           crowd_latest_forget(CrowdLatest *latest);
/* By person; -1: never.  Until it is forgotten.  NULL when those made take CROWD_LATEST_BYTES: then
 * each person is asked for himself. */
const int64_t *crowd_latest_of(const Crowd *crowd, CrowdLatest *latest, uint32_t type,
                               int64_t until_ms);
/* The latest instant of any event; 0 without one. */
int64_t        crowd_latest(const Crowd *crowd);
void           crowd_events_deinit(Crowd *crowd);

/* ---- asking ---- */
/* crowd_find() of all candidates, by what others asked at the same moment, too. */
void crowd_find_beside(const Crowd *crowd, const CrowdRule *rule, CrowdLatest *latest, Arena *arena,
                       int64_t now_ms, Zone zone, CrowdFound *out);

#endif
