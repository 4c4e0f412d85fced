/* command_segment_bench.c -- how fast audiences are in memory: sets over ten million people, one
 * event and every membership it changes, memory an event.  Nothing is stored. */
#include "app/command.h"

#include "crowd/crowd.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    MANY       = 10000000, /* people of the sets            */
    PEOPLE     = 1000000,  /* of the events                 */
    EVENTS     = 10000000,
    TYPES      = 40,
    DAYS       = 90,
    AUDIENCES  = 500,
    HEARD      = 200000, /* events that are followed       */
    SET_ROUNDS = 21,
    RULE_CHARS = 2000,
};

static const int64_t now_ms = 1795579200000;
static const Zone    zone   = { 480 };

static const RuleVariable variables[] = {
    { .name = { "gender", 6 }, .type = RULE_TYPE_ENUM },
    { .name = { "vip", 3 }, .type = RULE_TYPE_FLAG },
    { .name = { "stage", 5 }, .type = RULE_TYPE_ENUM },
};
static const RuleSchema schema = { variables, COUNT(variables) };

static double processor_s(void)
{
    struct timespec at = { 0 };
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static CrowdRule rule_of(Arena *arena, Str text)
{
    static const Str reads[] = { { "v:gender", 8 }, { "v:vip", 5 }, { "v:stage", 7 } };
    const Json      *json    = NULL;
    const Rule      *rule    = NULL;
    JsonError        broken  = { 0 };
    RuleError        error   = { 0 };
    const bool       good    = json_parse(arena, text, JSON_LIMITS, &json, &broken) == OK &&
                      rule_compile(arena, json, &schema, &rule, &error) == OK;
    ASSERT(good);
    return crowd_rule(arena, rule, &schema, (Strs){ reads, COUNT(reads) });
}

/* ---- sets ------------------------------------------------------------------------------ */

static Crowd *many(uint64_t *prng)
{
    static const char *const genders[] = { "male", "female", "unknown" };
    static const char *const stages[]  = { "new", "active", "loyal", "asleep", "lost" };
    Crowd                   *crowd     = crowd_new();
    for (size_t i = 0; i < COUNT(variables); i++)
        crowd_add_column(crowd, variables[i].name, variables[i].type);
    for (int64_t tag = 1; tag <= 3; tag++) crowd_add_tag(crowd, tag);
    for (int64_t i = 0; i < MANY; i++) {
        const uint32_t person = crowd_take(crowd, i + 1);
        const uint64_t dice   = prng_next(prng);
        crowd_set_there(crowd, person, true);
        crowd_put_word(crowd, S("gender"), person, str_of(genders[dice % 3]));
        crowd_put_word(crowd, S("vip"), person, (dice >> 8) % 10 == 0 ? S("true") : S("false"));
        crowd_put_word(crowd, S("stage"), person, str_of(stages[(dice >> 16) % 5]));
        for (int tag = 1; tag <= 3; tag++)
            crowd_put_tag(crowd, tag, person, (dice >> (20 + 8 * tag)) % 5 == 0);
    }
    return crowd;
}

static void measure_sets(Arena *arena, uint64_t *prng)
{
    Crowd          *crowd = many(prng);
    const CrowdRule rule  = rule_of(
         arena,
         S("{\"and\":[{\"==\":[{\"var\":\"gender\"},\"female\"]},{\"has_tag\":[\"1\",\"2\"]},"
            "{\"!\":[{\"has_tag\":\"3\"}]},{\"in\":[{\"var\":\"stage\"},[\"loyal\",\"asleep\"]]},"
            "{\"==\":[{\"var\":\"vip\"},true]}]}"));
    double   took[SET_ROUNDS];
    uint64_t count = 0;
    for (int i = 0; i < SET_ROUNDS; i++) {
        CrowdFound   found = { 0 };
        const double begin = processor_s();
        crowd_find(crowd, &rule, arena, now_ms, zone, 0, &found);
        took[i] = (processor_s() - begin) * 1000;
        count   = roaring_bitmap_get_cardinality(found.set);
        roaring_bitmap_free(found.set);
    }
    qsort(took, SET_ROUNDS, sizeof took[0], by_value);
    printf("{\"what\":\"sets\",\"people\":%d,\"found\":%llu,\"ms\":%.2f,\"bytes_a_person\":%.1f}\n",
           MANY, (unsigned long long)count, took[SET_ROUNDS / 2],
           (double)crowd_bytes(crowd) / MANY);
    crowd_free(crowd);
}

/* ---- events ------------------------------------------------------------------------------ */

static Str type_of(Arena *arena, uint64_t no) { return str_fmt(arena, "type.%02u", (unsigned)no); }

static Crowd *busy(Arena *arena, uint64_t *prng)
{
    Crowd      *crowd  = crowd_new();
    CrowdEvent *events = malloc(EVENTS * sizeof *events);
    Str         types[TYPES];
    ASSERT(events != NULL);
    for (size_t i = 0; i < COUNT(variables); i++)
        crowd_add_column(crowd, variables[i].name, variables[i].type);
    for (uint64_t i = 0; i < TYPES; i++) crowd_add_type(crowd, types[i] = type_of(arena, i));
    for (int64_t i = 0; i < PEOPLE; i++) {
        const uint32_t person = crowd_take(crowd, i + 1);
        crowd_set_there(crowd, person, true);
        crowd_put_word(crowd, S("gender"), person, prng_below(prng, 2) ? S("male") : S("female"));
    }
    for (size_t i = 0; i < EVENTS; i++) {
        const int64_t back = (int64_t)prng_below(prng, (uint64_t)DAYS * MS_PER_DAY);
        events[i] =
            (CrowdEvent){ crowd_event_word(crowd, types[prng_below(prng, TYPES)], now_ms - back),
                          (uint32_t)prng_below(prng, PEOPLE) };
    }
    crowd_put_events(crowd, events, EVENTS);
    free(events);
    return crowd;
}

/* Each asks two or three of forty types in windows of its own, and one fact. */
static void add_audience(Arena *arena, CrowdLive *live, uint64_t *prng, int64_t no)
{
    const Str a              = type_of(arena, prng_below(prng, TYPES)),
              b              = type_of(arena, prng_below(prng, TYPES));
    static const int spans[] = { 3, 7, 14, 30, 60 };
    const Str        text =
        str_fmt(arena,
                "{\"and\":[{\">=\":[{\"event_count\":[\"%.*s\",\"%dd\"]},%u]},{\"did_not\":[\"%.*"
                "s\",\"%dd\"]},"
                "{\"==\":[{\"var\":\"gender\"},\"%s\"]}]}",
                FMT(a), spans[prng_below(prng, 5)], 1 + (unsigned)prng_below(prng, 2), FMT(b),
                spans[prng_below(prng, 5)], prng_below(prng, 2) ? "male" : "female");
    Str *reads            = arena_make(arena, Str, 3);
    reads[0]              = str_fmt(arena, "e:%.*s", FMT(a));
    reads[1]              = str_fmt(arena, "e:%.*s", FMT(b));
    reads[2]              = S("v:gender");
    const LiveDraft draft = { .id = no, .rule = rule_of(arena, text), .reads = { reads, 3 } };
    crowd_live_add(live, &draft);
}

static void measure_live(Arena *arena, uint64_t *prng)
{
    Crowd       *crowd = busy(arena, prng);
    const size_t bytes = crowd_event_bytes(crowd);
    CrowdLive   *live  = crowd_live_new(crowd, zone, now_ms);
    for (int64_t i = 1; i <= AUDIENCES; i++) add_audience(arena, live, prng, i);
    double *took  = malloc(HEARD * sizeof *took);
    size_t  moves = 0, count = 0;
    ASSERT(took != NULL);
    crowd_live_advance(live, now_ms + 5000);
    crowd_live_clear(live);
    const uint64_t asked = crowd_live_asked(live);
    const double   begin = processor_s();
    double         last  = begin;
    for (int i = 0; i < HEARD; i++) {
        const int64_t at = now_ms + 5000 + i / 50; /* 50,000 events a second */
        crowd_put_event(crowd, (uint32_t)prng_below(prng, PEOPLE),
                        type_of(arena, prng_below(prng, TYPES)), at, NULL);
        crowd_live_advance(live, at);
        const double now = processor_s();
        took[i]          = (now - last) * 1000;
        last             = now;
    }
    (void)crowd_live_moves(live, &moves);
    qsort(took, HEARD, sizeof *took, by_value);
    count = crowd_event_count(crowd);
    printf(
        "{\"what\":\"live\",\"people\":%d,\"audiences\":%d,\"events\":%zu,\"bytes_an_event\":%.2f,"
        "\"per_second\":%.0f,\"p50_ms\":%.4f,\"p99_ms\":%.4f,\"worst_ms\":%.1f,\"moves\":%zu,"
        "\"asked_an_event\":%.1f}\n",
        PEOPLE, AUDIENCES, count, (double)bytes / EVENTS, HEARD / (last - begin), took[HEARD / 2],
        took[HEARD - HEARD / 100], took[HEARD - 1], moves,
        (double)(crowd_live_asked(live) - asked) / HEARD);
    free(took);
    crowd_live_free(live);
    const CrowdRule rule =
        rule_of(arena, S("{\"and\":[{\">=\":[{\"event_count\":[\"type.01\",\"30d\"]},2]},"
                         "{\"did_not\":[\"type.02\",\"7d\"]}]}"));
    CrowdFound   found = { 0 };
    const double start = processor_s();
    crowd_find(crowd, &rule, arena, now_ms, zone, 0, &found);
    printf("{\"what\":\"compound\",\"events\":%zu,\"found\":%llu,\"ms\":%.1f}\n", count,
           (unsigned long long)roaring_bitmap_get_cardinality(found.set),
           (processor_s() - start) * 1000);
    roaring_bitmap_free(found.set);
    crowd_free(crowd);
}

int command_segment_bench(App *app)
{
    uint64_t prng = 20261128;
    measure_live(app->arena, &prng);
    measure_sets(app->arena, &prng);
    return 0;
}
