/* Patterns drawn as a table, versions, and raw values that become tags and attributes. */
#include "dictionary/dictionary_compiled.h"
#include "kernel/testing.h"
#include "log/log.h"
#include "wire/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

/* ---- patterns ------------------------------------------------------------------------- */

static void test_patterns_match_as_drawn(void **state)
{
    static const struct {
        const char *pattern, *text, *want; /* name=what it took;…, or NULL: no match */
    } cases[] = {
        { "宝妈-宝宝{age:number}岁", "宝妈-宝宝2岁", "age=2;" },
        { "宝妈-宝宝{age:number}岁", "宝妈－宝宝２岁", "age=2;" },
        { "宝妈-宝宝{age:number}岁", "宝妈-宝宝两岁", NULL },
        { "宝妈-宝宝{age:number}岁*", "宝妈-宝宝1.5岁半", "age=1.5;" },
        { "{y:number}年购买{n:number}次", "2023年购买6次", "y=2023;n=6;" },
        { "{y:number}年购买{n:number}次", "2023年购买次", NULL },
        { "*无糖*", "常喝 无糖 乌龙", "" },
        { "*无糖*", "无糖", "" },
        { "*无糖*", "半糖", NULL },
        { "尺码:{size}", "尺码：XL", "size=xl;" },
        { "尺码:{size}", "尺码:", NULL },
        { "{a}-{b}", "红-蓝-绿", "a=红;b=蓝-绿;" },
        { "?型", "油型", "" },
        { "?型", "混油型", NULL },
        { "a\\*b", "a*b", "" },
        { "a\\*b", "axb", NULL },
        { "Ab  C", " ab c ", "" },
        { "{n:number}.", "3.", "n=3;" },
    };
    Ctx *cx = test_house_ctx(*state);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char    *reason = NULL;
        PatternMatch   match  = { 0 };
        StrBuf         got    = strbuf(cx->arena, 1000);
        const Pattern *pattern =
            dictionary_pattern_new(cx->arena, str_of(cases[i].pattern), &reason);
        assert_non_null(pattern);
        const Str  plain   = dictionary_pattern_plain(cx->arena, str_of(cases[i].text));
        const bool matches = dictionary_pattern_matches(pattern, plain, &match);
        for (size_t j = 0; j < match.count; j++)
            strbuf_fmt(&got, "%.*s=%.*s;", FMT(match.names[j]), FMT(match.texts[j]));
        if (matches != (cases[i].want != NULL))
            fail_msg("%s on %s", cases[i].pattern, cases[i].text);
        if (matches && !str_equal(strbuf_str(&got), str_of(cases[i].want)))
            fail_msg("%s on %s: %.*s", cases[i].pattern, cases[i].text, FMT(strbuf_str(&got)));
    }
}

static void test_what_is_no_pattern_is_refused(void **state)
{
    static const char *const bad[] = { "",       "  ",
                                       "{",      "{a",
                                       "{}",     "{A:number}x{",
                                       "{a}{a}", "{a:date}",
                                       "x\\",    "{a}{b}{c}{d}{e}{f}{g}{h}{i}" };
    Ctx                     *cx    = test_house_ctx(*state);
    for (size_t i = 0; i < COUNT(bad); i++) {
        const char *reason = NULL;
        if (dictionary_pattern_new(cx->arena, str_of(bad[i]), &reason))
            fail_msg("%s was taken", bad[i]);
        assert_non_null(reason);
    }
}

/* The classic that takes others years: every * might end anywhere. */
static void test_no_pattern_explodes(void **state)
{
    Ctx         *cx     = test_house_ctx(*state);
    const char  *reason = NULL;
    StrBuf       text   = strbuf(cx->arena, PATTERN_TEXT_MAX);
    PatternMatch match  = { 0 };
    for (int i = 0; i < PATTERN_TEXT_MAX; i++) strbuf_char(&text, 'a');
    const Pattern *pattern = dictionary_pattern_new(
        cx->arena, S("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b"), &reason);
    assert_non_null(pattern);
    assert_false(dictionary_pattern_matches(pattern, strbuf_str(&text), &match));
}

/* As many of the worst as a dictionary may have, against a value as long as they look at. */
static void test_a_full_dictionary_of_the_worst_patterns_stays_small(void **state)
{
    enum { STARS = 16, WORST = 2 * STARS, VALUES = 20 };
    Ctx               *cx   = test_house_ctx(*state);
    StrBuf             text = strbuf(cx->arena, 2 * PATTERN_TEXT_MAX), match = text;
    DictionaryRule    *rules    = arena_make(cx->arena, DictionaryRule, DICTIONARY_RULES_MAX);
    DictionaryDocument document = { .rules = { rules, DICTIONARY_TOKENS_MAX / WORST } };
    const Dictionary  *compiled = NULL;
    match                       = strbuf(cx->arena, PATTERN_TEXT_MAX);
    for (int i = 0; i < PATTERN_TEXT_MAX; i++) strbuf_char(&text, 'a');
    for (int i = 0; i < STARS; i++) strbuf_add(&match, i + 1 < STARS ? S("*a") : S("*b"));
    for (size_t i = 0; i < DICTIONARY_RULES_MAX; i++)
        rules[i] = (DictionaryRule){ .id    = str_fmt(cx->arena, "r%zu", i),
                                     .kind  = DICTIONARY_PATTERN,
                                     .match = strbuf_str(&match) };
    GOOD(cx, dictionary_compile(cx, &document, true, &compiled));
    const ArenaMark mark = arena_mark(cx->arena);
    const size_t    used = arena_used(cx->arena);
    Translation     made = { 0 };
    for (int i = 0; i < VALUES; i++)
        GOOD(cx, dictionary_translate(cx, compiled, S(""), strbuf_str(&text), &made));
    assert_int_equal(made.rules.count, 0);
    assert_true(arena_used(cx->arena) - used < VALUES * 4096);
    arena_rewind(cx->arena, mark);
    /* One more is told at its place. */
    document.rules.count++;
    assert_int_equal(dictionary_compile(cx, &document, true, &compiled), ERR_INVALID);
    assert_string_equal(cx->err.reason, "dictionary.too_heavy");
    assert_true(
        str_equal(cx->err.field, str_fmt(cx->arena, "rules[%zu].match", document.rules.count - 1)));
    forgive(cx);
    GOOD(cx,
         dictionary_compile(cx, &document, false, &compiled)); /* what is live already goes on */
}

/* Random patterns over a small alphabet say what a plain backtracking matcher says. */
static bool plainly(const char *p, const char *t)
{
    if (!*p) return !*t;
    if (*p == '*') return plainly(p + 1, t) || (*t && plainly(p, t + 1));
    return *t && (*p == '?' || *p == *t) && plainly(p + 1, t + 1);
}

static void test_random_patterns_match_as_the_plain_matcher_says(void **state)
{
    TestHouse *house = *state;
    uint64_t   prng  = 7;
    for (int round = 0; round < 20000; round++) {
        char            p[8] = { 0 }, t[10] = { 0 };
        const char     *reason = NULL;
        PatternMatch    match  = { 0 };
        Arena          *arena  = house->arena;
        const ArenaMark mark   = arena_mark(arena);
        const size_t    np = 1 + prng_below(&prng, 7), nt = prng_below(&prng, 9);
        for (size_t i = 0; i < np; i++) p[i] = "ab*?"[prng_below(&prng, 4)];
        for (size_t i = 0; i < nt; i++) t[i] = "ab"[prng_below(&prng, 2)];
        const Pattern *pattern = dictionary_pattern_new(arena, str_of(p), &reason);
        assert_non_null(pattern);
        if (dictionary_pattern_matches(pattern, str_of(t), &match) != plainly(p, t))
            fail_msg("%s on %s", p, t);
        arena_rewind(arena, mark);
    }
}

/* ---- paths ------------------------------------------------------------------------------ */

static void test_paths_lead_to_texts(void **state)
{
    static const struct {
        const char *path, *want;
    } cases[] = {
        { "traits.taste", "半糖|" },
        { "items[].color", "红|蓝|" },
        { "items[].sizes[]", "S|M|L|" },
        { "traits", "" },
        { "n", "3|" },
        { "ok", "true|" },
        { "items.color", "" },
        { "none.of.it", "" },
        { "list[]", "a|b|" },
        { "r", "1.5|" },
    };
    Ctx        *cx    = test_house_ctx(*state);
    const Json *json  = NULL;
    JsonError   error = { 0 };
    assert_int_equal(json_parse(cx->arena,
                                S("{\"traits\":{\"taste\":\" 半糖 "
                                  "\"},\"n\":3,\"ok\":true,\"r\":1.5,\"list\":[\"a\",\"b\"],"
                                  "\"items\":[{\"color\":\"红\",\"sizes\":[\"S\",\"M\"]},{"
                                  "\"color\":\"蓝\",\"sizes\":[\"L\"]}]}"),
                                JSON_LIMITS, &json, &error),
                     OK);
    for (size_t i = 0; i < COUNT(cases); i++) {
        StrBuf     got   = strbuf(cx->arena, 200);
        const Strs texts = dictionary_texts_at(cx->arena, json, str_of(cases[i].path));
        for (size_t j = 0; j < texts.count; j++) strbuf_fmt(&got, "%.*s|", FMT(texts.at[j]));
        if (!str_equal(strbuf_str(&got), str_of(cases[i].want)))
            fail_msg("%s: %.*s", cases[i].path, FMT(strbuf_str(&got)));
    }
}

/* ---- a brand's dictionary ------------------------------------------------------------------ */

static const Table customers = { "customer", &customer_shape };
static const Table groups    = { "tag_group", &tag_group_shape };
static const Table tags      = { "tag", &tag_shape };

static CustomerId person_of(Ctx *cx, const char *name)
{
    const Customer customer = { .id            = cx_new_id(cx),
                                .tenant_id     = cx->tenant_id,
                                .name          = str_of(name),
                                .gender        = GENDER_UNKNOWN,
                                .kind          = CUSTOMER_WECHAT,
                                .source        = ADD_WAY_IMPORT,
                                .created_at_ms = cx->now_ms,
                                .updated_at_ms = cx->now_ms,
                                .revision      = 1 };
    GOOD(cx, cx_insert(cx, &customers, &customer));
    return (CustomerId){ customer.id };
}

static int64_t tag_of(Ctx *cx, const char *name)
{
    const TagGroup group = { .id          = cx_new_id(cx),
                             .tenant_id   = cx->tenant_id,
                             .kind        = TAG_INTERNAL,
                             .name        = str_of(name),
                             .is_editable = true,
                             .sync_state  = SYNC_SYNCED,
                             .revision    = 1 };
    const Tag      tag   = { .id         = cx_new_id(cx),
                             .tenant_id  = cx->tenant_id,
                             .group_id   = group.id,
                             .kind       = TAG_INTERNAL,
                             .name       = str_of(name),
                             .sync_state = SYNC_SYNCED,
                             .revision   = 1 };
    GOOD(cx, cx_insert(cx, &groups, &group));
    GOOD(cx, cx_insert(cx, &tags, &tag));
    return tag.id;
}

static void number_attribute(Ctx *cx, const char *key)
{
    Attribute            out   = { 0 };
    const AttributeDraft draft = { .key    = str_of(key),
                                   .name   = str_of(key),
                                   .type   = ATTRIBUTE_NUMBER,
                                   .policy = { .kind = POLICY_MOST_RECENT } };
    GOOD(cx, attribute_create(cx, &draft, &out));
}

static void append(Ctx *cx, CustomerId who, const char *id, const char *remark)
{
    const EventDraft draft = { .id        = str_of(id),
                               .type      = S("shop.noted"),
                               .person_id = who.v,
                               .payload   = str_fmt(cx->arena, "{\"note\":\"%s\"}", remark) };
    GOOD(cx, event_append(cx, &draft, NULL));
}

static void hear_all(Ctx *cx, CustomerId who)
{
    Rows events = { 0 };
    Str  next   = { 0 };
    GOOD(cx, event_history(cx, who.v, S("shop.noted"), (Str){ 0 }, 100, &events, &next));
    for (size_t i = 0; i < events.count; i++)
        GOOD(cx, dictionary_hear(cx, ROWS_AT(Event, events, i)));
}

/* "baby_age_year=2 purchase_count@2023=6 宝妈" */
static const char *has(Ctx *cx, CustomerId who)
{
    CustomerAttributes all     = { 0 };
    Rows               reasons = { 0 };
    StrBuf             text    = strbuf(cx->arena, 1000);
    GOOD(cx, attribute_view(cx, who, &all));
    for (size_t i = 0; i < all.items.count; i++) {
        const AttributeView *one = ROWS_AT(AttributeView, all.items, i);
        strbuf_fmt(&text, "%.*s%s%.*s=%.*s ", FMT(one->key), one->about.len ? "@" : "",
                   FMT(one->about), FMT(one->value));
    }
    (void)reasons;
    return str_z(cx->arena, strbuf_str(&text));
}

static bool has_tag(Ctx *cx, CustomerId who, int64_t tag_id)
{
    static const Field fields[] = { FIELD_ID(Tag, id) };
    static const Shape shape    = SHAPE(Tag, fields);
    static const Query query    = {
           .name     = "dictionary_test.has",
           .unscoped = "a test",
           .sql = "SELECT tag_id AS id FROM customer_tag WHERE tenant_id = $1 AND customer_id = $2"
                     " AND tag_id = $3",
           .out = &shape
    };
    Rows rows = { 0 };
    GOOD(cx, cx_list(cx, &query, &rows, ARGS(V(cx->tenant_id), V(who.v), V(tag_id))));
    return rows.count == 1;
}

static DictionaryField fields[] = {
    { { "note", 4 }, { "note", 4 }, { "shop.noted", 10 }, { "note", 4 }, { "shop", 4 } }
};

typedef struct Books {
    DictionaryRule rules[3];
    DictionaryGive gives[2];
    int64_t        mother;
} Books;

static DictionaryDocument document_of(Ctx *cx, Books *books, size_t rules)
{
    books->gives[0] = (DictionaryGive){ S("baby_age_year"), { 0 }, S("{age}") };
    books->gives[1] = (DictionaryGive){ S("purchase_count"), S("{y}"), S("{n}") };
    books->rules[0] = (DictionaryRule){ .id      = S("mother"),
                                        .field   = S("note"),
                                        .kind    = DICTIONARY_PATTERN,
                                        .match   = S("宝妈-宝宝{age:number}岁"),
                                        .tag_ids = { &books->mother, 1 },
                                        .gives   = { &books->gives[0], 1 } };
    books->rules[1] = (DictionaryRule){ .id    = S("bought"),
                                        .kind  = DICTIONARY_PATTERN,
                                        .match = S("{y:number}年购买{n:number}次"),
                                        .gives = { &books->gives[1], 1 } };
    books->rules[2] = (DictionaryRule){ .id      = S("mom"),
                                        .kind    = DICTIONARY_EXACT,
                                        .match   = S("宝妈"),
                                        .tag_ids = { &books->mother, 1 } };
    (void)cx;
    return (DictionaryDocument){ { fields, 1 }, { books->rules, rules } };
}

static void publish(Ctx *cx, const DictionaryDocument *document)
{
    DictionaryView view = { 0 };
    GOOD(cx, dictionary_view(cx, &view));
    GOOD(cx, dictionary_save(cx, view.revision, document, &view));
    GOOD(cx, dictionary_publish(cx, view.revision, S("test"), &view));
}

static const JobKind *const jobs[] = { &dictionary_rerun_job };

static bool reads(Ctx *cx, const char *type)
{
    bool is_read = false;
    GOOD(cx, dictionary_reads(cx, str_of(type), &is_read));
    return is_read;
}

static void test_raw_values_become_tags_and_attributes(void **state)
{
    TestHouse       *house = *state;
    Ctx             *cx    = test_house_ctx(house);
    Books            books = { .mother = tag_of(cx, "宝妈") };
    const CustomerId li    = person_of(cx, "李四");
    number_attribute(cx, "baby_age_year");
    number_attribute(cx, "purchase_count");
    const DictionaryDocument document = document_of(cx, &books, 2);
    assert_false(reads(cx, "shop.noted"));
    publish(cx, &document);
    assert_true(reads(cx, "shop.noted"));
    assert_false(reads(cx, "shop.note"));
    append(cx, li, "1", "宝妈-宝宝2岁");
    append(cx, li, "2", "2023年购买6次");
    append(cx, li, "3", "爱喝茶");
    hear_all(cx, li);
    assert_string_equal(has(cx, li), "baby_age_year=2 purchase_count@2023=6 ");
    assert_true(has_tag(cx, li, books.mother));
    Rows unmatched = { 0 };
    GOOD(cx, dictionary_unmatched(cx, (Str){ 0 }, 50, &unmatched));
    assert_int_equal(unmatched.count, 1);
    assert_true(str_equal(ROWS_AT(DictionaryUnmatched, unmatched, 0)->value, S("爱喝茶")));
    Rows reasons = { 0 };
    GOOD(cx, dictionary_reasons(cx, li, books.mother, &reasons));
    assert_int_equal(reasons.count, 1);
    assert_true(str_equal(ROWS_AT(DictionaryReason, reasons, 0)->value, S("宝妈-宝宝2岁")));
}

static void test_another_version_is_applied_to_history_again_and_again(void **state)
{
    TestHouse       *house = *state;
    Ctx             *cx    = test_house_ctx(house);
    Books            books = { .mother = tag_of(cx, "宝妈") }, later = { 0 };
    const CustomerId li = person_of(cx, "李四");
    number_attribute(cx, "baby_age_year");
    number_attribute(cx, "purchase_count");
    append(cx, li, "1", "宝妈-宝宝2岁"); /* before there was a dictionary */
    append(cx, li, "2", "2023年购买6次");
    const DictionaryDocument first = document_of(cx, &books, 1);
    publish(cx, &first);
    assert_int_equal(job_drain(&house->services, jobs, 1), OK);
    cx = test_house_ctx(house);
    assert_string_equal(has(cx, li), "baby_age_year=2 ");
    assert_true(has_tag(cx, li, books.mother));
    /* The second version reads the year, and takes 宝妈 back. */
    later.mother              = books.mother;
    DictionaryDocument second = document_of(cx, &later, 3);
    later.rules[0].tag_ids    = (Ids){ 0 };
    publish(cx, &second);
    for (int again = 0; again < 3; again++) {
        Job job = { 0 };
        cx      = test_house_ctx(house);
        GOOD(cx, dictionary_rerun(cx, &job));
        assert_int_equal(job_drain(&house->services, jobs, 1), OK);
        cx = test_house_ctx(house);
        assert_string_equal(has(cx, li), "baby_age_year=2 purchase_count@2023=6 ");
        assert_false(has_tag(cx, li, books.mother));
    }
    CustomerAttributes all = { 0 };
    GOOD(cx, attribute_view(cx, li, &all));
    assert_int_equal(all.evidence.count, 2); /* no doubles */
    DictionaryDiff diff = { 0 };
    GOOD(cx, dictionary_diff(cx, 1, 2, &diff));
    assert_int_equal(diff.added.count, 2);
    assert_int_equal(diff.changed.count, 1);
    GOOD(cx, dictionary_diff(cx, 2, 1, &diff));
    assert_int_equal(diff.removed.count, 2);
    assert_int_equal(dictionary_diff(cx, 9, 0, &diff), ERR_NOT_FOUND);
    forgive(cx);
    /* A draft is tried over what there is. */
    DictionaryView view = { 0 };
    GOOD(cx, dictionary_view(cx, &view));
    GOOD(cx, dictionary_restore(cx, 1, view.revision, &view));
    const Str                  typed = S("宝妈-宝宝3岁");
    const DictionaryTrialDraft ask   = { .field = S("note"), .samples = { &typed, 1 } };
    DictionaryTrial            trial = { 0 };
    GOOD(cx, dictionary_try(cx, &ask, &trial));
    assert_int_equal(trial.values, 2);
    assert_int_equal(trial.matched_before, 2);
    assert_int_equal(trial.matched_after, 1);
    assert_true(
        str_equal(ROWS_AT(DictionarySample, trial.samples, 0)->is, S("宝妈, baby_age_year = 3")));
}

static Str rule_ids(Ctx *cx, Rows rules)
{
    StrBuf text = strbuf(cx->arena, 200);
    for (size_t i = 0; i < rules.count; i++)
        strbuf_fmt(&text, "%.*s ", FMT(ROWS_AT(DictionaryRule, rules, i)->id));
    return strbuf_str(&text);
}

static bool differs(const DictionaryDiff *diff)
{
    return diff->added.count + diff->removed.count + diff->changed.count +
               diff->fields.added.count + diff->fields.removed.count + diff->fields.changed.count +
               diff->is_reordered >
           0;
}

/* Who publishes without seeing that a field goes stops it unawares. */
static void test_a_draft_tells_the_fields_it_adds_changes_and_drops(void **state)
{
    Ctx            *cx    = test_house_ctx(*state);
    Books           books = { .mother = tag_of(cx, "宝妈") };
    DictionaryField two[] = {
        fields[0], { S("color"), S("颜色"), S("order.paid"), S("items[].color"), S("shop") }
    };
    DictionaryView view = { 0 };
    DictionaryDiff diff = { 0 };
    number_attribute(cx, "baby_age_year");
    number_attribute(cx, "purchase_count");
    DictionaryDocument document = document_of(cx, &books, 1);
    document.fields             = (Rows){ two, 2 };
    publish(cx, &document);
    GOOD(cx, dictionary_diff(cx, 1, 0, &diff));
    assert_false(differs(&diff));
    /* One goes, one comes at another place, one is of another source. */
    DictionaryField later[] = {
        fields[0], { S("color"), S("颜色"), S("order.paid"), S("items[].hue"), S("shop") }
    };
    later[0].source = S("till");
    document.fields = (Rows){ later, 2 };
    GOOD(cx, dictionary_view(cx, &view));
    GOOD(cx, dictionary_save(cx, view.revision, &document, &view));
    GOOD(cx, dictionary_diff(cx, 1, 0, &diff));
    assert_int_equal(diff.fields.added.count, 1);
    assert_int_equal(diff.fields.removed.count, 1);
    assert_int_equal(diff.fields.changed.count, 1);
    assert_int_equal(diff.fields.changed_from.count, 1);
    assert_true(str_equal(ROWS_AT(DictionaryField, diff.fields.added, 0)->path, S("items[].hue")));
    assert_true(
        str_equal(ROWS_AT(DictionaryField, diff.fields.removed, 0)->path, S("items[].color")));
    assert_true(str_equal(ROWS_AT(DictionaryField, diff.fields.changed, 0)->source, S("till")));
    assert_true(
        str_equal(ROWS_AT(DictionaryField, diff.fields.changed_from, 0)->source, S("shop")));
    assert_int_equal(diff.added.count + diff.removed.count + diff.changed.count, 0);
}

static void test_a_draft_tells_how_a_rule_was_and_in_which_order(void **state)
{
    Ctx           *cx    = test_house_ctx(*state);
    Books          books = { .mother = tag_of(cx, "宝妈") };
    DictionaryView view  = { 0 };
    DictionaryDiff diff  = { 0 };
    number_attribute(cx, "baby_age_year");
    number_attribute(cx, "purchase_count");
    DictionaryDocument document = document_of(cx, &books, 3);
    publish(cx, &document);
    GOOD(cx, dictionary_view(cx, &view));
    /* Said otherwise, it is the same. */
    books.rules[0].confidence = 80;
    books.rules[1].field      = S("");
    GOOD(cx, dictionary_save(cx, view.revision, &document, &view));
    GOOD(cx, dictionary_diff(cx, 1, 0, &diff));
    assert_false(differs(&diff));
    /* Each part of a rule by itself. */
    for (int part = 0; part < 6; part++) {
        document = document_of(cx, &books, 3);
        if (part == 0) books.rules[0].match = S("宝妈-{age:number}岁");
        if (part == 1) books.rules[0].field = (Str){ 0 };
        if (part == 2) books.rules[0].tag_ids = (Ids){ 0 };
        if (part == 3) books.gives[0].about = S("大宝");
        if (part == 4) books.rules[0].confidence = 60;
        if (part == 5) books.rules[0].gives = (Rows){ 0 };
        GOOD(cx, dictionary_save(cx, view.revision, &document, &view));
        GOOD(cx, dictionary_diff(cx, 1, 0, &diff));
        assert_true(str_equal(rule_ids(cx, diff.changed), S("mother ")));
        assert_true(str_equal(rule_ids(cx, diff.changed_from), S("mother ")));
        const DictionaryRule *was = ROWS_AT(DictionaryRule, diff.changed_from, 0);
        assert_true(str_equal(was->match, S("宝妈-宝宝{age:number}岁")));
        assert_int_equal(was->tag_ids.count, 1);
        assert_int_equal(was->gives.count, 1);
        assert_false(diff.is_reordered);
    }
    /* Of two rules that give one attribute the first counts. */
    document                  = document_of(cx, &books, 3);
    const DictionaryRule last = books.rules[2];
    books.rules[2]            = books.rules[1];
    books.rules[1]            = last;
    GOOD(cx, dictionary_save(cx, view.revision, &document, &view));
    GOOD(cx, dictionary_diff(cx, 1, 0, &diff));
    assert_true(diff.is_reordered);
    assert_int_equal(diff.added.count + diff.removed.count + diff.changed.count, 0);
    /* One that goes from the front moves no other. */
    document       = document_of(cx, &books, 3);
    document.rules = (Rows){ books.rules + 1, 2 };
    GOOD(cx, dictionary_save(cx, view.revision, &document, &view));
    GOOD(cx, dictionary_diff(cx, 1, 0, &diff));
    assert_false(diff.is_reordered);
    assert_true(str_equal(rule_ids(cx, diff.removed), S("mother ")));
}

/* Whatever statement of the job breaks, going on where it ended comes to the same end. */
static void test_a_broken_job_goes_on_where_it_ended(void **state)
{
    TestHouse       *house = *state;
    Ctx             *cx    = test_house_ctx(house);
    Books            books = { .mother = tag_of(cx, "宝妈") };
    const CustomerId li    = person_of(cx, "李四");
    number_attribute(cx, "baby_age_year");
    number_attribute(cx, "purchase_count");
    append(cx, li, "1", "宝妈-宝宝2岁");
    append(cx, li, "2", "2023年购买6次");
    const DictionaryDocument document = document_of(cx, &books, 2);
    publish(cx, &document);
    assert_int_equal(job_drain(&house->services, jobs, 1), OK);
    /* Each statement on SQLite takes some seconds in all; a server answers slower. */
    const int stride = test_house_engine() == DB_SQLITE ? 2 : 29;
    for (int n = 1;; n += stride) {
        Job job = { 0 };
        cx      = test_house_ctx(house);
        GOOD(cx, dictionary_rerun(cx, &job));
        db_fail_at(house->db, n);
        const Code code = job_drain(&house->services, jobs, 1);
        db_fail_at(house->db, 0);
        cx = test_house_ctx(house);
        GOOD(cx, job_get(cx, job.id, &job));
        const bool is_whole = code == OK && job.state == JOB_DONE;
        if (job.state == JOB_FAILED) GOOD(cx, job_resume(cx, job.id));
        if (!is_whole) assert_int_equal(job_drain(&house->services, jobs, 1), OK);
        cx                     = test_house_ctx(house);
        CustomerAttributes all = { 0 };
        assert_string_equal(has(cx, li), "baby_age_year=2 purchase_count@2023=6 ");
        assert_true(has_tag(cx, li, books.mother));
        GOOD(cx, attribute_view(cx, li, &all));
        assert_int_equal(all.evidence.count, 2);
        if (is_whole && n > 20) return;
        assert_true(n < 400);
    }
}

static void test_a_document_that_makes_no_sense_is_refused_by_its_place(void **state)
{
    Ctx  *cx    = test_house_ctx(*state);
    Books books = { .mother = 999 };
    number_attribute(cx, "baby_age_year");
    DictionaryView     view     = { 0 };
    DictionaryDocument document = document_of(cx, &books, 1);
    GOOD(cx, dictionary_view(cx, &view));
    struct {
        const char *reason, *field;
    } want[] = { { "tag.unknown", "rules[0].tag_ids[0]" },
                 { "dictionary.unknown_part", "rules[0].gives[0].value" },
                 { "attribute.unknown_key", "rules[0].gives[0].key" },
                 { "dictionary.bad_pattern", "rules[0].match" },
                 { "dictionary.unknown_field", "rules[0].field" } };
    for (size_t i = 0; i < COUNT(want); i++) {
        document = document_of(cx, &books, 1);
        if (i >= 1) books.rules[0].tag_ids.count = 0;
        if (i == 1) books.gives[0].value = S("{years}");
        if (i == 2) books.gives[0].key = S("none");
        if (i == 3) books.rules[0].match = S("{");
        if (i == 4) books.rules[0].field = S("none");
        assert_int_equal(dictionary_save(cx, view.revision, &document, &view), ERR_INVALID);
        assert_string_equal(cx->err.reason, want[i].reason);
        assert_string_equal(str_z(cx->arena, cx->err.field), want[i].field);
        forgive(cx);
    }
    document = document_of(cx, &books, 0);
    assert_int_equal(dictionary_save(cx, view.revision + 7, &document, &view), ERR_CONFLICT);
    forgive(cx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_patterns_match_as_drawn),
        ON_HOUSE(test_what_is_no_pattern_is_refused),
        ON_HOUSE(test_no_pattern_explodes),
        ON_HOUSE(test_a_full_dictionary_of_the_worst_patterns_stays_small),
        ON_HOUSE(test_random_patterns_match_as_the_plain_matcher_says),
        ON_HOUSE(test_paths_lead_to_texts),
        ON_HOUSE(test_raw_values_become_tags_and_attributes),
        ON_HOUSE(test_another_version_is_applied_to_history_again_and_again),
        ON_HOUSE(test_a_draft_tells_the_fields_it_adds_changes_and_drops),
        ON_HOUSE(test_a_draft_tells_how_a_rule_was_and_in_which_order),
        ON_HOUSE(test_a_broken_job_goes_on_where_it_ended),
        ON_HOUSE(test_a_document_that_makes_no_sense_is_refused_by_its_place),
    };
    return FOR_EACH_ENGINE(tests);
}
