/* crowd.h -- the customers of one tenant as sets and columns: what rules over everybody are
 * answered from.  It is derived from the store and rebuilt at will; who fills it and keeps it true
 * is not known here (segment/segment_index.c does).
 *
 * A person has a number, 0, 1, 2, ...  Only what rules speak of is held: a column for each
 * variable, a bitmap for each tag, each value of an enumeration, each member, store and state of
 * relations, and each audience; the events of a person side by side in time order, 8 bytes each.
 * Nothing here locks: one thread changes it, or any number ask. */
#ifndef CROWD_CROWD_H
#define CROWD_CROWD_H

#include "rule/rule.h"

#include <roaring/roaring.h>

static const uint32_t CROWD_NONE = UINT32_MAX;

enum {
    CROWD_TYPES_MAX  = 65535, /* event types                                       */
    CROWD_NUMBER_MAX = 1 << 26
};

typedef struct Crowd Crowd;

/* Of nobody. */
Crowd *crowd_new(void);
/* NULL is allowed. */
void   crowd_free(Crowd *crowd);
/* Bytes it holds at present, without what malloc adds. */
size_t crowd_bytes(const Crowd *crowd);

/* ---- persons ------------------------------------------------------------------------- */

/* The number of a person, CROWD_NONE if he has none. */
uint32_t                crowd_number(const Crowd *crowd, int64_t id);
/* The same, given one when he has none; he is not there yet. */
uint32_t                crowd_take(Crowd *crowd, int64_t id);
int64_t                 crowd_id(const Crowd *crowd, uint32_t person);
/* Numbers given so far. */
uint32_t                crowd_room(const Crowd *crowd);
/* Whether he is a customer now: only those are ever in a set. */
void                    crowd_set_there(Crowd *crowd, uint32_t person, bool is_there);
const roaring_bitmap_t *crowd_everybody(const Crowd *crowd);

/* ---- topics: what a rule may depend on ----------------------------------------------- */

/* "v:gender", "t:7", "r:", "e:order.paid", "s:12": the number of a topic, made when it is new. */
uint32_t crowd_topic(Crowd *crowd, Str word);
/* What it is called; absent of 0. */
Str      crowd_topic_word(const Crowd *crowd, uint32_t topic);

typedef struct CrowdChange {
    uint32_t person, topic;
} CrowdChange;

/* From now on every change is noted (or no more). */
void               crowd_watch(Crowd *crowd, bool is_watched);
/* What was noted since the last crowd_heard(), in order, the same perhaps more than once. */
const CrowdChange *crowd_changes(const Crowd *crowd, size_t *count);
void               crowd_heard(Crowd *crowd);

/* ---- columns ------------------------------------------------------------------------- */

/* Whether there is a column of that name. */
bool crowd_has_column(const Crowd *crowd, Str name);
/* Makes it; numbers, money and times as numbers, all else as words. */
void crowd_add_column(Crowd *crowd, Str name, RuleType type);
/* What a person has there; a word of a number's column is its digits.  Absent: nothing. */
void crowd_put_word(Crowd *crowd, Str column, uint32_t person, Str word);
void crowd_put_number(Crowd *crowd, Str column, uint32_t person, double number);
void crowd_put_nothing(Crowd *crowd, Str column, uint32_t person);
/* What he has: null when nothing. */
RuleValue crowd_value(const Crowd *crowd, Str column, uint32_t person);

/* Whether a tag is held; from now on it is. */
bool crowd_has_tag(const Crowd *crowd, int64_t tag_id);
/* As above. */
void crowd_add_tag(Crowd *crowd, int64_t tag_id);
/* Whether a person has the tag; a tag that was not added is left alone. */
void crowd_put_tag(Crowd *crowd, int64_t tag_id, uint32_t person, bool has);
/* His tags are these, of those that were added. */
void crowd_put_tags(Crowd *crowd, uint32_t person, Ids tags);

/* ---- relations ----------------------------------------------------------------------- */

/* An open relation.  Rules see staff_id, store_id, state, add_way and added_at. */
typedef struct CrowdRelation {
    int64_t staff_id, store_id;
    Str     state, add_way;
    int64_t added_at_ms;
} CrowdRelation;

/* The properties `where` may ask. */
extern const Words crowd_relation_words;

/* His open relations are these. */
void crowd_put_relations(Crowd *crowd, uint32_t person, const CrowdRelation *relations,
                         size_t count);

/* ---- events -------------------------------------------------------------------------- */

/* Whether events of a type are held, and their data too. */
bool crowd_has_type(const Crowd *crowd, Str type);
bool crowd_has_details(const Crowd *crowd, Str type);
/* From now on they are.  Details, what `where` and properties ask, take memory in the crowd. */
void crowd_add_type(Crowd *crowd, Str type);
void crowd_add_details(Crowd *crowd, Str type);
/* An event of a type that was added (others are left alone).  `data` is parsed by the caller and
 * copied when its type has details. */
void crowd_put_event(Crowd *crowd, uint32_t person, Str type, int64_t at_ms, const Json *data);
/* What an event says that is held already: for a load of details. */
void crowd_put_details(Crowd *crowd, uint32_t person, Str type, int64_t at_ms, const Json *data);
/* Forgets his events of all types, to take them in anew. */
void crowd_drop_events(Crowd *crowd, uint32_t person);
/* Many at once, for a first load: in any order, without data.  Takes `events`, which is scratch. */
typedef struct CrowdEvent {
    uint64_t word; /* crowd_event_word() */
    uint32_t person;
} CrowdEvent;
uint64_t crowd_event_word(const Crowd *crowd, Str type, int64_t at_ms);
void     crowd_put_events(Crowd *crowd, CrowdEvent *events, size_t count);
size_t   crowd_event_count(const Crowd *crowd);
/* Bytes of the events alone. */
size_t   crowd_event_bytes(const Crowd *crowd);

/* A stretch of time that a window has passed over. */
typedef struct CrowdWake {
    Str     type;
    int64_t from_ms, until_ms; /* from_ms <= at < until_ms                          */
    int64_t next_ms;           /* the first event that is not before until_ms; else INT64_MAX */
    uint32_t type_no;          /* scratch                                           */
} CrowdWake;

/* Notes as changed whoever has an event in one of the stretches, in one walk over the events. */
void crowd_wake(Crowd *crowd, CrowdWake *wakes, size_t count);

/* ---- audiences ----------------------------------------------------------------------- */

/* The set of an audience, made when it is new; change it by crowd_put_member(). */
roaring_bitmap_t       *crowd_segment(Crowd *crowd, int64_t id);
const roaring_bitmap_t *crowd_find_segment(const Crowd *crowd, int64_t id);
/* True when that changed something. */
bool                    crowd_put_member(Crowd *crowd, int64_t segment, uint32_t person,
                                         bool is_in);
/* Takes `set` (given away) in the place of what it was. */
void                    crowd_set_segment(Crowd *crowd, int64_t id, roaring_bitmap_t *set);
void                    crowd_drop_segment(Crowd *crowd, int64_t id);

/* ---- asking -------------------------------------------------------------------------- */

/* One person as rules see him.  Used by one thread; `arena` is scratch that the caller rewinds. */
typedef struct CrowdPerson {
    const Crowd *crowd;
    Arena       *arena;
    uint32_t     person;
    RuleSource   source;
} CrowdPerson;

/* Nobody yet; `out` stays where it is as long as it is used. */
void crowd_person_init(CrowdPerson *out, const Crowd *crowd, Arena *arena);

/* A rule with what it needs of the crowd: the slots it reads. */
typedef struct CrowdRule {
    const Rule       *rule;
    const RuleSchema *schema;
    const uint32_t   *slots; /* which of the schema's variables it reads */
    size_t            slot_count;
} CrowdRule;

/* `reads` as tagging tells them: of "v:NAME" the slots. */
CrowdRule crowd_rule(Arena *arena, const Rule *rule, const RuleSchema *schema, Strs reads);
/* Whether it holds for the person; false too when it takes too long for him. */
bool      crowd_holds(const CrowdRule *rule, CrowdPerson *person, uint32_t number, int64_t now_ms,
                      Zone zone);

/* A step of a plan: what was asked of the index, how it answered, and how many there are. */
typedef struct CrowdStep {
    Str     ask; /* "tag 7", "gender", "order.paid"                   */
    Str     how; /* "bitmap", "column", "events", "relations"         */
    int64_t count; /* -1: only the candidates of other steps are looked at */
} CrowdStep;

typedef struct CrowdFound {
    roaring_bitmap_t *set; /* the caller's: roaring_bitmap_free()             */
    RuleFit           fit; /* of the plan; the set is exact in any case, unless it was cut short */
    Rows              steps;      /* of CrowdStep                             */
    uint64_t          candidates; /* who was left for the rule itself         */
    uint64_t          examined;   /* of them                                  */
    bool              is_exact;   /* all of them were                         */
} CrowdFound;

/* For whom the rule holds now.  At most `examine_max` candidates are asked one by one, spread over
 * all: beyond that the set holds those found, and is_exact is false. */
void crowd_find(const Crowd *crowd, const CrowdRule *rule, Arena *arena, int64_t now_ms, Zone zone,
                uint64_t examine_max, CrowdFound *out);


#include "crowd/crowd_live.h"

#endif
