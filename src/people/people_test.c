/* Persons in memory against a plain list of them that is searched one by one. */
#include "people/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { HIDDEN = 3, MODEL_MAX = 400, STAFF_MAX = 12, TAG_MAX = 9, NOW_S = 1795334400 };

/* ---- the model -------------------------------------------------------------------- */

typedef struct Person {
    bool           is_here;
    PeopleDraft    draft;
    PeopleRelation relations[4];
    int64_t        tags[4];
    uint64_t       phones[2];
    char           text[64];
} Person;

typedef struct Model {
    Person   person[MODEL_MAX];
    People  *people;
    uint64_t seed;
} Model;

static uint64_t below(Model *model, uint64_t bound) { return prng_below(&model->seed, bound); }

static const char *const names[] = { "张三", "李四", "张小明", "tom", "曾国", "wang 五", "四海" };
static const char *const remarks[] = { "", "\n老客户", "\nvip 张", "\n13800001234" };

static void change(Model *model, size_t at)
{
    Person *person = &model->person[at];
    *person        = (Person){ .is_here = true };
    (void)snprintf(person->text, sizeof person->text, "%s%s", names[below(model, COUNT(names))],
                   remarks[below(model, COUNT(remarks))]);
    const size_t relations = below(model, 5), tags = below(model, 5), phones = below(model, 3);
    bool         is_active = false;
    for (size_t i = 0; i < relations; i++) {
        const int64_t added  = NOW_S * 1000LL - (int64_t)below(model, 1000) * 1000000;
        const uint8_t by     = (uint8_t)below(model, 4);
        person->relations[i] = (PeopleRelation){ .staff_id = 100 + (int64_t)below(model, STAFF_MAX),
                                                 .state    = below(model, 2) ? S("code1") : S(""),
                                                 .added_at_ms = added,
                                                 .ended_at_ms = by ? added + 5000 : 0,
                                                 .ended_by    = by,
                                                 .add_way     = 1 };
        is_active            = is_active || by == 0;
    }
    for (size_t i = 0; i < tags; i++) person->tags[i] = 500 + (int64_t)below(model, TAG_MAX);
    for (size_t i = 0; i < phones; i++)
        person->phones[i] = people_phone_code(below(model, 2) ? S("13800001234") : S("05718888"));
    person->draft = (PeopleDraft){
        .id             = 1000 + (int64_t)at * 7,
        .added_at_ms    = below(model, 4) ? NOW_S * 1000LL - (int64_t)below(model, 50) : 0,
        .event_at_ms    = NOW_S * 1000LL - (int64_t)below(model, 100000),
        .source         = (uint8_t)(1 + below(model, 3)),
        .is_active      = is_active,
        .text           = str_of(person->text),
        .relations      = person->relations,
        .relation_count = relations,
        .tags           = { person->tags, tags },
        .phones         = person->phones,
        .phone_count    = phones,
    };
    assert_true(people_put(model->people, &person->draft, 1));
}

static void take_out(Model *model, size_t at)
{
    people_remove(model->people, 1000 + (int64_t)at * 7);
    model->person[at].is_here = false;
}

static bool has_id(Ids ids, int64_t id)
{
    for (size_t i = 0; i < ids.count; i++)
        if (ids.at[i] == id) return true;
    return false;
}

static bool has_relation(const Person *person, Ids staff, bool visible, bool lost)
{
    for (size_t i = 0; i < person->draft.relation_count; i++) {
        const PeopleRelation *relation = &person->relations[i];
        if (!has_id(staff, relation->staff_id)) continue;
        if (visible ? relation->ended_by != HIDDEN : (relation->ended_by != 0) == lost) return true;
    }
    return false;
}

static bool meets_tags(const Person *person, const PeopleFilter *filter)
{
    size_t met = 0;
    for (size_t i = 0; i < filter->tags.count; i++)
        met += has_id(person->draft.tags, filter->tags.at[i]);
    for (size_t i = 0; i < filter->without_tags.count; i++)
        if (has_id(person->draft.tags, filter->without_tags.at[i])) return false;
    return filter->tags.count == 0 ||
           (filter->needs_all_tags ? met == filter->tags.count : met > 0);
}

static bool meets_text(const Person *person, const PeopleFilter *filter)
{
    if (!filter->q.len && !filter->phone) return true;
    Str       rest = person->draft.text;
    const Str name = str_cut(&rest, '\n');
    for (size_t i = 0; i < person->draft.phone_count; i++)
        if (filter->phone && person->phones[i] == filter->phone) return true;
    return filter->q.len &&
           str_find(filter->is_name_only ? name : person->draft.text, filter->q) >= 0;
}

static bool meets_state(const Person *person, Str state)
{
    for (size_t i = 0; i < person->draft.relation_count; i++)
        if (str_equal(person->relations[i].state, state)) return true;
    return state.len == 0;
}

static bool meets(const Person *person, const PeopleFilter *filter)
{
    const PeopleDraft *draft = &person->draft;
    if (!person->is_here) return false;
    if (filter->has_scope && !has_relation(person, filter->scope, true, false)) return false;
    if (filter->has_staff && !has_relation(person, filter->staff, false, filter->is_lost))
        return false;
    if (filter->source && filter->source != draft->source) return false;
    if ((filter->is_active && !draft->is_active) || (filter->is_lost && draft->is_active))
        return false;
    if (draft->added_at_ms < filter->added_from_ms) return false;
    if (filter->event_to_ms && draft->event_at_ms >= filter->event_to_ms) return false;
    return meets_state(person, filter->state) && meets_tags(person, filter) &&
           meets_text(person, filter);
}

/* Whether `a` may stand right before `b`. */
static bool in_order(const Person *a, const Person *b, PeopleSort sort)
{
    const bool    by_added = sort == PEOPLE_ADDED_DESC || sort == PEOPLE_ADDED_ASC;
    const int64_t x        = by_added ? a->draft.added_at_ms : a->draft.event_at_ms;
    const int64_t y        = by_added ? b->draft.added_at_ms : b->draft.event_at_ms;
    if (sort == PEOPLE_NAME_ASC) { /* the order itself is drawn in a test of its own */
        Str a_rest = a->draft.text, b_rest = b->draft.text;
        return !str_equal(str_cut(&a_rest, '\n'), str_cut(&b_rest, '\n')) ||
               a->draft.id < b->draft.id;
    }
    if (sort == PEOPLE_ADDED_ASC) return x < y || (x == y && a->draft.id < b->draft.id);
    return x > y || (x == y && a->draft.id > b->draft.id);
}

static void compare(Model *model, const PeopleFilter *filter, PeopleSort sort)
{
    size_t        count = 0, want = 0;
    uint32_t     *found = people_find(model->people, filter, sort, &count);
    int64_t       ids[MODEL_MAX];
    const Person *before = NULL;
    for (size_t i = 0; i < MODEL_MAX; i++) want += meets(&model->person[i], filter);
    assert_int_equal(count, want);
    people_ids(model->people, found, count, ids);
    for (size_t i = 0; i < count; i++) {
        const Person *person = &model->person[(ids[i] - 1000) / 7];
        assert_true(meets(person, filter));
        if (before) assert_true(in_order(before, person, sort));
        before = person;
    }
    people_found_free(found);
}

static void ask(Model *model)
{
    int64_t staff[3], scope[3], tags[2];
    for (size_t i = 0; i < 3; i++) staff[i] = 100 + (int64_t)below(model, STAFF_MAX + 2);
    for (size_t i = 0; i < 3; i++) scope[i] = 100 + (int64_t)below(model, STAFF_MAX);
    for (size_t i = 0; i < 2; i++) tags[i] = 500 + (int64_t)below(model, TAG_MAX + 1);
    static const char *const texts[] = { "", "", "", "张", "四", "户", "00001", "小明", "查无" };
    PeopleFilter             filter = {
                    .has_scope      = below(model, 3) == 0,
                    .has_staff      = below(model, 4) == 0,
                    .scope          = { scope, below(model, 4) },
                    .staff          = { staff, below(model, 4) },
                    .q              = str_of(texts[below(model, COUNT(texts))]),
                    .is_name_only   = below(model, 2),
                    .phone          = below(model, 8) ? 0 : people_phone_code(S("13800001234")),
                    .tags           = { tags, below(model, 4) ? 0 : 1 + below(model, 2) },
                    .without_tags   = { tags, below(model, 6) ? 0 : 1 },
                    .needs_all_tags = below(model, 2),
                    .source         = (uint8_t)(below(model, 4) ? 0 : 1 + below(model, 3)),
                    .is_active      = below(model, 5) == 0,
                    .state          = below(model, 6) ? S("") : S("code1"),
                    .added_from_ms  = below(model, 5) ? 0 : NOW_S * 1000LL - 20,
                    .event_to_ms    = below(model, 5) ? 0 : NOW_S * 1000LL - 50000,
    };
    filter.is_lost = !filter.is_active && below(model, 5) == 0;
    compare(model, &filter, (PeopleSort)(1 + below(model, 4)));
}

/* Each person's intervals stand side by side, once, oldest first. */
static void check_runs(const PeopleSpans *spans)
{
    bool *is_known = calloc(spans->person_count + 1, sizeof *is_known);
    for (size_t first = 0, until; first < spans->count; first = until) {
        const uint32_t person = spans->person[first];
        until                 = people_run_end(spans, first);
        if (person == PEOPLE_NONE) continue;
        assert_false(is_known[person]);
        is_known[person] = true;
        for (size_t at = first; at < until; at++) {
            assert_true(spans->ended_s[at] >= spans->added_s[at]);
            assert_true(at == first || spans->added_s[at] >= spans->added_s[at - 1]);
        }
    }
    free(is_known);
}

static void check_spans(Model *model)
{
    PeopleSpans spans;
    size_t      here = 0, want = 0, staff_sum = 0, want_sum = 0;
    for (size_t i = 0; i < MODEL_MAX; i++)
        for (size_t j = 0; model->person[i].is_here && j < model->person[i].draft.relation_count;
             j++) {
            want++;
            want_sum += (size_t)model->person[i].relations[j].staff_id;
        }
    people_spans_begin(model->people, &spans);
    for (size_t i = 0; i < spans.count; i++) {
        if (spans.person[i] == PEOPLE_NONE) continue;
        here++;
        const Person *person = &model->person[(spans.person_id[spans.person[i]] - 1000) / 7];
        assert_true(person->is_here);
        assert_true((spans.ended_by[i] == 0) == (spans.ended_s[i] == PEOPLE_OPEN));
        assert_true(spans.state_no[i] < spans.state_count);
        staff_sum += (size_t)spans.staff_id[spans.staff_no[i]];
    }
    assert_int_equal(here, want);
    assert_int_equal(staff_sum, want_sum);
    check_runs(&spans);
    people_spans_end(model->people);
}

static void test_random_changes_and_questions_agree_with_a_plain_list(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        Model *model  = calloc(1, sizeof *model);
        model->people = people_new(HIDDEN);
        model->seed   = seed;
        for (int i = 0; i < 1500; i++) {
            const size_t at = below(model, MODEL_MAX);
            if (below(model, 5) == 0)
                take_out(model, at);
            else
                change(model, at);
            if (i % 5 == 0) ask(model);
            if (i % 100 == 0) check_spans(model);
            if (i == 700) people_settle(model->people);
        }
        size_t here = 0;
        for (size_t i = 0; i < MODEL_MAX; i++) here += model->person[i].is_here;
        assert_int_equal(people_count(model->people), here);
        people_free(model->people);
        free(model);
    }
}

static uint64_t version_of(People *people)
{
    PeopleSpans spans;
    people_spans_begin(people, &spans);
    people_spans_end(people);
    return spans.version;
}

static void test_only_intervals_make_another_version(void **state)
{
    (void)state;
    People              *people  = people_new(HIDDEN);
    People              *another = people_new(HIDDEN);
    const PeopleRelation mine    = { .staff_id = 7, .added_at_ms = NOW_S * 1000LL };
    PeopleDraft draft = { .id = 1, .text = S("张三"), .relations = &mine, .relation_count = 1 };
    const uint64_t of_none = version_of(people);
    assert_true(of_none != version_of(another));
    assert_true(people_put(people, &draft, 1));
    const uint64_t with_one = version_of(people);
    assert_true(with_one != of_none);
    draft.text = S("李四");
    assert_true(people_put(people, &draft, 1));
    assert_true(version_of(people) == with_one);
    people_remove(people, 1);
    assert_true(version_of(people) != with_one);
    people_free(people);
    people_free(another);
}

/* ---- what is drawn by hand ------------------------------------------------------------- */

static void put_named(People *people, int64_t id, const char *text, Str phone)
{
    const uint64_t    code  = people_phone_code(phone);
    const PeopleDraft draft = { .id          = id,
                                .added_at_ms = id,
                                .text        = str_of(text),
                                .phones      = &code,
                                .phone_count = phone.len > 0 };
    assert_true(people_put(people, &draft, 1));
}

/* The ids found, as text: "1 4 5". */
static const char *ids_found(People *people, const PeopleFilter *filter, PeopleSort sort)
{
    static char text[256];
    size_t      count = 0, len = 0;
    uint32_t   *found = people_find(people, filter, sort, &count);
    int64_t     ids[32];
    assert_true(count <= COUNT(ids));
    people_ids(people, found, count, ids);
    people_found_free(found);
    text[0] = 0;
    for (size_t i = 0; i < count; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%lld", i ? " " : "",
                                (long long)ids[i]);
    return text;
}

static const char *named(People *people, const char *q)
{
    return ids_found(people, &(PeopleFilter){ .q = str_of(q) }, PEOPLE_ADDED_ASC);
}

static void test_names_are_found_by_characters_pinyin_and_initials(void **state)
{
    (void)state;
    People *people = people_new(HIDDEN);
    put_named(people, 1, "张晓明", (Str){ 0 });
    put_named(people, 2, "张小梅\n老客户", (Str){ 0 });
    put_named(people, 3, "曾国藩", (Str){ 0 });
    put_named(people, 4, "tom hanks\n汤姆", (Str){ 0 });
    put_named(people, 5, "吕布", (Str){ 0 });
    static const struct {
        const char *q, *ids;
    } cases[] = {
        { "张", "1 2" },         { "晓明", "1" },      { "zhang", "1 2" }, { "zhangxiaoming", "1" },
        { "zxm", "1 2" },        { "zhangxm", "1 2" }, { "张xm", "1 2" },  { "zhxiaomei", "2" },
        { "zhang xiao", "1 2" }, { "xiaom", "1 2" },   { "zeng", "3" },    { "ceng", "3" },
        { "zgf", "3" },          { "tom", "4" },       { "om h", "4" },    { "tangmu", "4" },
        { "hanks", "4" },        { "zhangz q", "" },   { "zen g", "3" },   { "lkh", "2" },
        { "lvbu", "5" },         { "lubu", "5" },      { "lb", "5" },      { "zhangz", "" },
        { "hang", "" },          { "明张", "" },       { "四", "" },
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(named(people, cases[i].q), cases[i].ids);
    const PeopleFilter only = { .q = S("lkh"), .is_name_only = true };
    assert_string_equal(ids_found(people, &only, PEOPLE_ADDED_ASC), "");
    people_free(people);
}

static void test_phones_are_found_whole_by_beginning_and_by_end(void **state)
{
    (void)state;
    People *people = people_new(HIDDEN);
    put_named(people, 1, "a", S("13800001234"));
    put_named(people, 2, "b", S("13900001234"));
    put_named(people, 3, "c", S("057188881234"));
    put_named(people, 4, "d", S("1380000"));
    const PeopleSort   by    = PEOPLE_ADDED_ASC;
    const PeopleFilter whole = { .phone = people_phone_code(S("13900001234")) };
    const PeopleFilter begin = { .phone_begin = people_phone_code(S("138")) };
    const PeopleFilter land  = { .phone_begin = people_phone_code(S("0571")) };
    const PeopleFilter end   = { .phone_end = people_phone_code(S("1234")) };
    const PeopleFilter zeros = { .phone_end = people_phone_code(S("0000")) };
    const PeopleFilter none  = { .phone = people_phone_code(S("571")) };
    assert_string_equal(ids_found(people, &whole, by), "2");
    assert_string_equal(ids_found(people, &begin, by), "1 4");
    assert_string_equal(ids_found(people, &land, by), "3");
    assert_string_equal(ids_found(people, &end, by), "1 2 3");
    assert_string_equal(ids_found(people, &zeros, by), "4");
    assert_string_equal(ids_found(people, &none, by), "");
    assert_int_equal(people_phone_code(S("12a")), 0);
    assert_int_equal(people_phone_code(S("1234567890123456")), 0);
    people_free(people);
}

static void test_names_are_sorted_by_pinyin(void **state)
{
    (void)state;
    People *people = people_new(HIDDEN);
    put_named(people, 1, "张三", (Str){ 0 });
    put_named(people, 2, "安娜", (Str){ 0 });
    put_named(people, 3, "李四", (Str){ 0 });
    put_named(people, 4, "zoe", (Str){ 0 });
    put_named(people, 5, "adam", (Str){ 0 });
    put_named(people, 6, "安娜", (Str){ 0 });
    put_named(people, 7, "李丽丽丽丽乙", (Str){ 0 });
    put_named(people, 8, "李丽丽丽丽甲", (Str){ 0 });
    const char *sorted = ids_found(people, &(PeopleFilter){ 0 }, PEOPLE_NAME_ASC);
    assert_string_equal(sorted, "2 6 8 7 3 1 5 4");
    put_named(people, 3, "阿三", (Str){ 0 });
    sorted = ids_found(people, &(PeopleFilter){ 0 }, PEOPLE_NAME_ASC);
    assert_string_equal(sorted, "3 2 6 8 7 1 5 4");
    people_free(people);
}

static void test_only_what_the_scope_may_see_is_kept(void **state)
{
    (void)state;
    People              *people = people_new(HIDDEN);
    const PeopleRelation open   = { .staff_id = 9, .added_at_ms = 1000 };
    const PeopleRelation gone   = {
          .staff_id = 9, .added_at_ms = 1000, .ended_at_ms = 2000, .ended_by = 1
    };
    const PeopleRelation moved = {
        .staff_id = 9, .added_at_ms = 1000, .ended_at_ms = 2000, .ended_by = HIDDEN
    };
    const PeopleDraft drafts[] = {
        { .id = 1, .relations = &open, .relation_count = 1 },
        { .id = 2, .relations = &gone, .relation_count = 1 },
        { .id = 3, .relations = &moved, .relation_count = 1 },
        { .id = 4 },
    };
    assert_true(people_put(people, drafts, COUNT(drafts)));
    int64_t       ids[] = { 4, 3, 2, 1, 77 };
    const int64_t staff = 9;
    assert_int_equal(people_keep_seen(people, true, (Ids){ &staff, 1 }, ids, 5), 2);
    assert_int_equal(ids[0], 2);
    assert_int_equal(ids[1], 1);
    int64_t all[] = { 4, 77, 3 };
    assert_int_equal(people_keep_seen(people, false, (Ids){ 0 }, all, 3), 2);
    people_free(people);
}

/* ---- results ------------------------------------------------------------------------------ */

static uint32_t *numbers(uint32_t count)
{
    uint32_t *persons = malloc((count + 1) * sizeof *persons);
    for (uint32_t i = 0; i < count; i++) persons[i] = count - i;
    return persons;
}

static void test_results_belong_to_their_owner_and_are_bounded(void **state)
{
    (void)state;
    Arena            *arena   = arena_new(1 << 16);
    PeopleResults    *results = people_results_new(10000);
    const ResultOwner me = { 1, 7, 0 }, viewed = { 1, 7, 9 }, other = { 2, 7, 0 };
    const Str         id = people_results_keep(results, arena, me, numbers(100), 100);
    uint32_t          window[10], at = 0;
    size_t            count = 0, total = 0;
    assert_true(people_results_window(results, me, id, 95, 10, window, &count, &total));
    assert_int_equal(count, 5);
    assert_int_equal(total, 100);
    assert_int_equal(window[4], 1);
    assert_true(people_results_window(results, me, id, 500, 10, window, &count, &total));
    assert_int_equal(count, 0);
    assert_true(people_results_place(results, me, id, 98, &at, &total));
    assert_int_equal(at, 2);
    assert_true(people_results_place(results, me, id, 4000, &at, &total));
    assert_true(at == PEOPLE_NONE);
    assert_false(people_results_window(results, viewed, id, 0, 10, window, &count, &total));
    assert_false(people_results_window(results, other, id, 0, 10, window, &count, &total));
    for (int i = 0; i < RESULTS_OF_USER_MAX; i++)
        (void)people_results_keep(results, arena, me, numbers(1), 1);
    assert_false(people_results_window(results, me, id, 0, 10, window, &count, &total));
    /* One that is larger than all may be stays until the next one comes. */
    const Str big = people_results_keep(results, arena, other, numbers(5000), 5000);
    assert_true(people_results_window(results, other, big, 0, 10, window, &count, &total));
    const Str last = people_results_keep(results, arena, me, numbers(10), 10);
    assert_false(people_results_window(results, other, big, 0, 10, window, &count, &total));
    assert_true(people_results_bytes(results) < 10000);
    people_results_drop(results, 1);
    assert_false(people_results_window(results, me, last, 0, 10, window, &count, &total));
    assert_int_equal(people_results_bytes(results), 0);
    people_results_free(results);
    arena_free(arena);
}

/* ---- many threads --------------------------------------------------------------------------- */

typedef struct Crowd {
    People     *people;
    atomic_bool stopping;
} Crowd;

static void *keep_asking(void *arg)
{
    Crowd *crowd = arg;
    for (int i = 0; !atomic_load(&crowd->stopping); i++) {
        size_t             count  = 0;
        const PeopleFilter filter = { .q = i % 2 ? S("zs") : S("张") };
        uint32_t *found = people_find(crowd->people, &filter, (PeopleSort)(1 + i % 4), &count);
        int64_t  *ids   = malloc((count + 1) * sizeof *ids);
        people_ids(crowd->people, found, count, ids);
        PeopleSpans spans;
        people_spans_begin(crowd->people, &spans);
        size_t open = 0;
        for (size_t j = 0; j < spans.count; j++) open += spans.ended_s[j] == PEOPLE_OPEN;
        people_spans_end(crowd->people);
        assert_true(open <= spans.count);
        free(ids);
        people_found_free(found);
    }
    return NULL;
}

static void test_threads_ask_while_one_changes(void **state)
{
    (void)state;
    Model *model    = calloc(1, sizeof *model);
    model->people   = people_new(HIDDEN);
    model->seed     = 99;
    Crowd     crowd = { .people = model->people };
    pthread_t threads[3];
    for (size_t i = 0; i < COUNT(threads); i++)
        threads[i] = thread_start("asking", 512, keep_asking, &crowd);
    for (int i = 0; i < 3000; i++) {
        const size_t at = below(model, MODEL_MAX);
        if (below(model, 6) == 0)
            take_out(model, at);
        else
            change(model, at);
    }
    atomic_store(&crowd.stopping, true);
    for (size_t i = 0; i < COUNT(threads); i++) thread_join(threads[i]);
    compare(model, &(PeopleFilter){ 0 }, PEOPLE_ADDED_DESC);
    people_free(model->people);
    free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_changes_and_questions_agree_with_a_plain_list),
        cmocka_unit_test(test_only_intervals_make_another_version),
        cmocka_unit_test(test_names_are_found_by_characters_pinyin_and_initials),
        cmocka_unit_test(test_phones_are_found_whole_by_beginning_and_by_end),
        cmocka_unit_test(test_names_are_sorted_by_pinyin),
        cmocka_unit_test(test_only_what_the_scope_may_see_is_kept),
        cmocka_unit_test(test_results_belong_to_their_owner_and_are_bounded),
        cmocka_unit_test(test_threads_ask_while_one_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
