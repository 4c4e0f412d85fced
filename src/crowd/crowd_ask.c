/* crowd_ask.c -- a rule for one person, and for everybody: sets where the index knows, columns and
 * events looked at for those who are left, the rule itself for the rest. */
#include "crowd/crowd_store.h"

#include <stdlib.h>

enum { TESTS_MAX = 32 };

/* ---- one person ------------------------------------------------------------------------ */

static const RuleEvent *events_of(void *with, Str type, int64_t from_ms, int64_t until_ms,
                                  size_t *count)
{
    const CrowdPerson *him = with;
    return crowd_events(him->crowd, him->person, type, from_ms, until_ms, him->arena, count);
}

/* `attribute` tells ABSENT where `var` tells null. */
static RuleValue attribute_of(void *with, Str name)
{
    const CrowdPerson *him   = with;
    const RuleValue    value = crowd_value(him->crowd, name, him->person);
    return value.kind == RULE_NULL ? (RuleValue){ .kind = RULE_ABSENT } : value;
}

static bool is_in(const CrowdSets *sets, Str name, uint32_t person)
{
    int64_t id = 0;
    if (!str_to_i64(name, &id)) return false;
    const roaring_bitmap_t *set = crowd_sets_find(sets, id);
    return set && roaring_bitmap_contains(set, person);
}

static bool has_tag(void *with, Str tag)
{
    const CrowdPerson *him = with;
    return is_in(&him->crowd->tags, tag, him->person);
}

static bool in_segment(void *with, Str segment)
{
    const CrowdPerson *him = with;
    return is_in(&him->crowd->segments, segment, him->person);
}

static const Json *relations_of(void *with)
{
    const CrowdPerson *him = with;
    return crowd_relations(him->crowd, him->person, him->arena);
}

void crowd_person_init(CrowdPerson *out, const Crowd *crowd, Arena *arena)
{
    *out = (CrowdPerson){ .crowd  = crowd,
                          .arena  = arena,
                          .source = { .with       = out,
                                      .events     = events_of,
                                      .attribute  = attribute_of,
                                      .has_tag    = has_tag,
                                      .relations  = relations_of,
                                      .in_segment = in_segment } };
}

CrowdRule crowd_rule(Arena *arena, const Rule *rule, const RuleSchema *schema, Strs reads)
{
    uint32_t *slots = arena_make(arena, uint32_t, schema->count);
    CrowdRule out   = { .rule = rule, .schema = schema, .slots = slots };
    for (size_t i = 0; i < reads.count; i++) {
        if (!str_starts(reads.at[i], S("v:"))) continue;
        /* "a.b" reads a. */
        Str       rest = str_slice(reads.at[i], 2, reads.at[i].len);
        const Str name = str_cut(&rest, '.');
        for (size_t slot = 0; slot < schema->count; slot++)
            if (str_equal(schema->variables[slot].name, name))
                slots[out.slot_count++] = (uint32_t)slot;
    }
    return out;
}

bool crowd_holds(const CrowdRule *rule, CrowdPerson *person, uint32_t number, int64_t now_ms,
                 Zone zone)
{
    const ArenaMark mark  = arena_mark(person->arena);
    RuleValue      *slots = arena_make(person->arena, RuleValue, rule->schema->count);
    for (size_t i = 0; i < rule->slot_count; i++) {
        const uint32_t slot = rule->slots[i];
        slots[slot] = crowd_value(person->crowd, rule->schema->variables[slot].name, number);
    }
    person->person   = number;
    RuleRun    run   = { .arena  = person->arena,
                         .slots  = slots,
                         .source = &person->source,
                         .now_ms = now_ms,
                         .zone   = zone };
    const bool holds = rule_holds(rule->rule, &run);
    arena_rewind(person->arena, mark);
    return holds && !run.reason;
}

/* ---- sets of a plan ---------------------------------------------------------------------- */

/* What is asked of each candidate when the set is made. */
typedef struct Test {
    bool               is_negated;
    const CrowdColumn *column; /* a variable, or    */
    uint32_t           type;   /* events of a type  */
    const int64_t     *latest; /* whether he did: the last time before the end of the window */
    RulePredicate      predicate;
    const bool        *of_word; /* of a column of words, by word */
} Test;

/* Those of `bits` (NULL: everybody) who pass all tests. */
typedef struct Set {
    roaring_bitmap_t *bits;
    Test              tests[TESTS_MAX];
    size_t            test_count;
} Set;

typedef struct Asker {
    const Crowd *crowd;
    Arena       *arena;
    CrowdLatest *latest; /* NULL: nobody asks beside */
    Vec          steps;  /* of CrowdStep */
} Asker;

static bool passes(const Crowd *crowd, const Test *test, uint32_t person)
{
    const RulePredicate *predicate = &test->predicate;
    bool                 is_so     = false;
    if (test->of_word) {
        const uint32_t word = person < test->column->room ? test->column->word[person] : 0;
        is_so               = test->of_word[word];
    } else if (test->column) {
        is_so = rule_meets(predicate, crowd_column_value(test->column, person));
    } else if (test->latest) {
        is_so = test->latest[person] >= (predicate->from_ms > 0 ? predicate->from_ms : 0);
    } else if (predicate->ask == RULE_ASK_DID) {
        is_so = crowd_times(crowd, person, test->type, predicate->from_ms, predicate->until_ms, 1);
    } else {
        const uint32_t enough =
            predicate->most == CROWD_NONE ? predicate->least : predicate->most + 1;
        const uint32_t times = crowd_times(crowd, person, test->type, predicate->from_ms,
                                           predicate->until_ms, enough ? enough : 1);
        is_so                = times >= predicate->least && times <= predicate->most;
    }
    return is_so != test->is_negated;
}

/* Persons gathered in rising order. */
typedef struct Gather {
    roaring_bitmap_t *set;
    uint32_t          persons[1024];
    size_t            count;
} Gather;

static void gather_rest(Gather *gather)
{
    roaring_bitmap_add_many(gather->set, gather->count, gather->persons);
    gather->count = 0;
}

static void gather_one(Gather *gather, uint32_t person)
{
    gather->persons[gather->count++] = person;
    if (gather->count == COUNT(gather->persons)) gather_rest(gather);
}

static bool passes_all(const Crowd *crowd, const Set *set, uint32_t person)
{
    for (size_t i = 0; i < set->test_count; i++)
        if (!passes(crowd, &set->tests[i], person)) return false;
    return true;
}

/* The set as bits alone. */
static void settle(const Asker *asker, Set *set)
{
    if (!set->test_count) {
        if (!set->bits) set->bits = roaring_bitmap_copy(asker->crowd->everybody);
        return;
    }
    const roaring_bitmap_t    *among = set->bits ? set->bits : asker->crowd->everybody;
    Gather                     found = { .set = roaring_bitmap_create() };
    roaring_uint32_iterator_t *at    = roaring_create_iterator(among);
    uint32_t                   asked[1024];
    for (uint32_t count; (count = roaring_read_uint32_iterator(at, asked, COUNT(asked))) > 0;)
        for (uint32_t i = 0; i < count; i++)
            if (passes_all(asker->crowd, set, asked[i])) gather_one(&found, asked[i]);
    gather_rest(&found);
    roaring_free_uint32_iterator(at);
    if (set->bits) roaring_bitmap_free(set->bits);
    set->bits       = found.set;
    set->test_count = 0;
}

static void drop(void *with, void *set)
{
    (void)with;
    Set *own = set;
    if (own->bits) roaring_bitmap_free(own->bits);
    own->bits = NULL;
}

static void *both(void *with, void *a, void *b)
{
    const Asker *asker = with;
    Set         *x = a, *y = b;
    if (x->test_count + y->test_count > TESTS_MAX) settle(asker, y);
    if (x->bits && y->bits) roaring_bitmap_and_inplace(x->bits, y->bits);
    if (!x->bits) {
        x->bits = y->bits;
        y->bits = NULL;
    }
    for (size_t i = 0; i < y->test_count; i++) x->tests[x->test_count++] = y->tests[i];
    drop(with, y);
    return x;
}

static void *either(void *with, void *a, void *b)
{
    const Asker *asker = with;
    Set         *x = a, *y = b;
    settle(asker, x);
    settle(asker, y);
    roaring_bitmap_or_inplace(x->bits, y->bits);
    drop(with, y);
    return x;
}

static void *others(void *with, void *set)
{
    const Asker *asker = with;
    Set         *own   = set;
    if (!own->bits && own->test_count == 1) {
        own->tests[0].is_negated = !own->tests[0].is_negated;
        return own;
    }
    settle(asker, own);
    roaring_bitmap_t *rest = roaring_bitmap_andnot(asker->crowd->everybody, own->bits);
    roaring_bitmap_free(own->bits);
    own->bits = rest;
    return own;
}

/* ---- what the index answers ------------------------------------------------------------------ */

static RuleFit answer(Asker *asker, Set *set, Str ask, const char *how, void **out)
{
    const int64_t count =
        set->bits && !set->test_count ? (int64_t)roaring_bitmap_get_cardinality(set->bits) : -1;
    *VEC_ADD(&asker->steps, CrowdStep) = (CrowdStep){ ask, str_of(how), count };
    *out                               = set;
    return RULE_EXACT;
}

/* Who is no customer may be among them until the whole is known. */
static void add_bits(Set *set, const roaring_bitmap_t *bits)
{
    if (!set->bits)
        set->bits = bits ? roaring_bitmap_copy(bits) : roaring_bitmap_create();
    else if (bits)
        roaring_bitmap_or_inplace(set->bits, bits);
}

static RuleFit find_named(Asker *asker, const RulePredicate *predicate, const CrowdSets *sets,
                          const char *what, void **out)
{
    Set   *set = arena_make(asker->arena, Set, 1);
    StrBuf ask = strbuf(asker->arena, 400);
    for (size_t i = 0; i < predicate->count; i++)
        if (predicate->values[i].kind != RULE_TEXT) return RULE_UNKNOWN;
    strbuf_fmt(&ask, "%s", what);
    for (size_t i = 0; i < predicate->count; i++) {
        int64_t id = 0;
        if (!str_to_i64(rule_text(predicate->values[i]), &id)) continue;
        strbuf_fmt(&ask, " %lld", (long long)id);
        add_bits(set, crowd_sets_find(sets, id));
    }
    add_bits(set, NULL);
    return answer(asker, set, strbuf_str(&ask), "bitmap", out);
}

static RuleFit find_related(Asker *asker, const RulePredicate *predicate, void **out)
{
    Set *set = arena_make(asker->arena, Set, 1);
    if (!predicate->variable.len) {
        add_bits(set, asker->crowd->related);
        return answer(asker, set, S("relation"), "bitmap", out);
    }
    const int facet = value_of(&crowd_relation_words, predicate->variable);
    if (facet < 1 || facet > FACETS) return RULE_UNKNOWN;
    add_bits(set, NULL);
    for (size_t i = 0; i < predicate->count; i++)
        add_bits(set, crowd_facet(asker->crowd, facet, rule_text(predicate->values[i])));
    return answer(asker, set, str_fmt(asker->arena, "relation %.*s", FMT(predicate->variable)),
                  "bitmap", out);
}

static RuleFit find_events(Asker *asker, const RulePredicate *predicate, void **out)
{
    Set           *set  = arena_make(asker->arena, Set, 1);
    const uint32_t type = crowd_type(asker->crowd, predicate->type);
    if (!type) return RULE_UNKNOWN;
    set->tests[0]   = (Test){ .type = type, .predicate = *predicate };
    set->test_count = 1;
    if (asker->latest && predicate->ask == RULE_ASK_DID)
        set->tests[0].latest =
            crowd_latest_of(asker->crowd, asker->latest, type, predicate->until_ms);
    return answer(asker, set, predicate->type, "events", out);
}

static RuleKind kind_of(RuleType type)
{
    if (type == RULE_TYPE_NUMBER || type == RULE_TYPE_MONEY || type == RULE_TYPE_TIME)
        return RULE_NUMBER;
    return type == RULE_TYPE_FLAG ? RULE_FLAG : RULE_TEXT;
}

/* By word what the rule would say of it: a column has few of them, or few enough. */
static const bool *ask_words(Asker *asker, const CrowdColumn *column,
                             const RulePredicate *predicate)
{
    const uint32_t count = column->words.count;
    bool          *meets = arena_make(asker->arena, bool, count + 1);
    meets[0]             = rule_meets(predicate, (RuleValue){ .kind = RULE_NULL });
    for (uint32_t i = 1; i <= count; i++) {
        const Str word = crowd_word(&column->words, i);
        meets[i]       = rule_meets(predicate, column->type == RULE_TYPE_FLAG
                                                   ? rule_of_flag(str_equal(word, S("true")))
                                                   : rule_of_text(word));
    }
    return meets;
}

/* Words that have bitmaps; those without a word are all the others. */
static void add_words(Asker *asker, Set *set, const CrowdColumn *column, const bool *meets)
{
    roaring_bitmap_t *some = roaring_bitmap_create();
    add_bits(set, NULL);
    for (uint32_t i = 1; i < column->of_word_room; i++) {
        if (!column->of_word[i]) continue;
        if (meets[0]) roaring_bitmap_or_inplace(some, column->of_word[i]);
        if (meets[i]) add_bits(set, column->of_word[i]);
    }
    if (meets[0]) {
        roaring_bitmap_t *rest = roaring_bitmap_andnot(asker->crowd->everybody, some);
        roaring_bitmap_or_inplace(set->bits, rest);
        roaring_bitmap_free(rest);
    }
    roaring_bitmap_free(some);
}

static RuleFit find_variable(Asker *asker, const RulePredicate *predicate, void **out)
{
    const CrowdColumn *column = crowd_column(asker->crowd, predicate->variable);
    if (!column) return RULE_UNKNOWN;
    /* == takes a text for a number, === does not: they are told apart nowhere but here. */
    if (predicate->ask == RULE_ASK_EQUAL && predicate->values[0].kind != RULE_NULL &&
        predicate->values[0].kind != kind_of(column->type))
        return RULE_UNKNOWN;
    Set        *set   = arena_make(asker->arena, Set, 1);
    const bool *meets = column->number ? NULL : ask_words(asker, column, predicate);
    if (meets && column->of_word) {
        add_words(asker, set, column, meets);
        return answer(asker, set, predicate->variable, "bitmap", out);
    }
    set->tests[0]   = (Test){ .column = column, .predicate = *predicate, .of_word = meets };
    set->test_count = 1;
    return answer(asker, set, predicate->variable, "column", out);
}

static RuleFit find(void *with, const RulePredicate *predicate, void **set)
{
    Asker *asker = with;
    switch (predicate->ask) {
    case RULE_ASK_TAG: return find_named(asker, predicate, &asker->crowd->tags, "tag", set);
    case RULE_ASK_SEGMENT:
        return find_named(asker, predicate, &asker->crowd->segments, "segment", set);
    case RULE_ASK_RELATION: return find_related(asker, predicate, set);
    case RULE_ASK_DID:
    case RULE_ASK_TIMES: return find_events(asker, predicate, set);
    case RULE_ASK_EQUAL:
    case RULE_ASK_BELOW:
    case RULE_ASK_AT_MOST:
    case RULE_ASK_ABOVE:
    case RULE_ASK_AT_LEAST:
    case RULE_ASK_ONE_OF:
    case RULE_ASK_TRUE: break;
    }
    return find_variable(asker, predicate, set);
}

/* ---- everybody ------------------------------------------------------------------------------- */

/* Candidates in the set are asked the rule itself; of more than may be, every n-th. */
static void examine(const Crowd *crowd, const CrowdRule *rule, Arena *arena, int64_t now_ms,
                    Zone zone, uint64_t most, CrowdFound *out)
{
    CrowdPerson person = { 0 };
    crowd_person_init(&person, crowd, arena);
    Gather found                  = { .set = roaring_bitmap_create() };
    out->candidates               = roaring_bitmap_get_cardinality(out->set);
    const uint64_t stride         = most && out->candidates > most ? out->candidates / most + 1 : 1;
    uint64_t       passed         = 0;
    roaring_uint32_iterator_t *at = roaring_create_iterator(out->set);
    for (; at->has_value; (void)roaring_advance_uint32_iterator(at)) {
        if (passed++ % stride) continue;
        out->examined++;
        if (crowd_holds(rule, &person, at->current_value, now_ms, zone))
            gather_one(&found, at->current_value);
    }
    gather_rest(&found);
    roaring_free_uint32_iterator(at);
    roaring_bitmap_free(out->set);
    out->set      = found.set;
    out->is_exact = stride == 1;
}

/* As far as sets know it. */
static void find_sets(Asker *asker, const CrowdRule *rule, int64_t now_ms, Zone zone,
                      CrowdFound *out)
{
    const Crowd   *crowd = asker->crowd;
    const RuleSets sets  = { asker, find, both, either, others, drop };
    void          *set   = NULL;
    *out                 = (CrowdFound){ .is_exact = true };
    out->fit             = rule_plan(rule->rule, &sets, now_ms, zone, &set);
    if (out->fit != RULE_UNKNOWN) {
        Set *own = set;
        settle(asker, own);
        out->set = own->bits;
        roaring_bitmap_and_inplace(out->set, crowd->everybody);
    } else {
        out->set = roaring_bitmap_copy(crowd->everybody);
    }
    out->steps = vec_rows(&asker->steps);
}

void crowd_find(const Crowd *crowd, const CrowdRule *rule, Arena *arena, int64_t now_ms, Zone zone,
                uint64_t examine_max, CrowdFound *out)
{
    Asker asker = { .crowd = crowd, .arena = arena, .steps = vec_of(arena, CrowdStep) };
    find_sets(&asker, rule, now_ms, zone, out);
    if (out->fit != RULE_EXACT) examine(crowd, rule, arena, now_ms, zone, examine_max, out);
}

void crowd_find_beside(const Crowd *crowd, const CrowdRule *rule, CrowdLatest *latest, Arena *arena,
                       int64_t now_ms, Zone zone, CrowdFound *out)
{
    Asker asker = {
        .crowd = crowd, .arena = arena, .latest = latest, .steps = vec_of(arena, CrowdStep)
    };
    find_sets(&asker, rule, now_ms, zone, out);
    if (out->fit != RULE_EXACT) examine(crowd, rule, arena, now_ms, zone, 0, out);
}
