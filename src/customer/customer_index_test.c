/* The index that follows against one that is loaded anew, whatever happens in the store. */
#include "customer/customer_identity.h"
#include "customer/customer_index_testing.h"
#include "customer/customer_many.h"
#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { PERSONS = 60, STAFF = 5, TAGS = 4 };

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

/* What any slice, and any program beside us, may do to the tables. */
static const Query insert_person = {
    .name = "test.insert_person",
    .sql  = "INSERT INTO customer (tenant_id, id, name, gender, kind, is_active, source, is_named,"
            " search_text, first_added_at_ms, last_event_at_ms, created_at_ms, updated_at_ms,"
            " revision) VALUES ($1, $2, $3, 'unknown', 'wechat', TRUE, $4, FALSE, $3, $5, $6,"
            " 0, 0, 1) ON CONFLICT DO NOTHING",
    .global = true,
};
static const Query update_person = {
    .name   = "test.update_person",
    .sql    = "UPDATE customer SET search_text = $3, source = $4, is_active = $7,"
              " first_added_at_ms = $5, last_event_at_ms = $6 WHERE tenant_id = $1 AND id = $2",
    .global = true,
};
static const Query update_many = {
    .name   = "test.update_many",
    .sql    = "UPDATE customer SET last_event_at_ms = last_event_at_ms + $3"
              " WHERE tenant_id = $1 AND id > $2",
    .global = true,
};
static const Query delete_person = {
    .name   = "test.delete_person",
    .sql    = "DELETE FROM customer WHERE tenant_id = $1 AND id = $2",
    .global = true,
};
static const Query insert_relation = {
    .name   = "test.insert_relation",
    .sql    = "INSERT INTO customer_relation (tenant_id, id, customer_id, staff_id, connection_id,"
              " external_userid, staff_userid, added_at_ms, is_exact, ended_at_ms, add_way, state,"
              " interval_no, seen_at_ms, revision) VALUES ($1, $2, $3, $4, 1, 'e', 's', $5, TRUE,"
              " 0, 'qr_code', $6, 1, 0, 1) ON CONFLICT DO NOTHING",
    .global = true,
};
static const Query end_relation = {
    .name   = "test.end_relation",
    .sql    = "UPDATE customer_relation SET ended_at_ms = added_at_ms + 1000, ended_by = $4"
              " WHERE tenant_id = $1 AND customer_id = $2 AND staff_id = $3 AND ended_at_ms = 0",
    .global = true,
};
static const Query move_relations = {
    .name   = "test.move_relations",
    .sql    = "UPDATE customer_relation SET customer_id = $3 WHERE tenant_id = $1"
              " AND customer_id = $2 AND ended_at_ms > 0",
    .global = true,
};
static const Query delete_relations = {
    .name   = "test.delete_relations",
    .sql    = "DELETE FROM customer_relation WHERE tenant_id = $1 AND customer_id = $2",
    .global = true,
};
static const Query insert_tag = {
    .name   = "test.insert_tag",
    .sql    = "INSERT INTO customer_tag (tenant_id, customer_id, tag_id, staff_id, source, at_ms)"
              " VALUES ($1, $2, $3, 0, 'test', 0) ON CONFLICT DO NOTHING",
    .global = true,
};
static const Query delete_tag = {
    .name   = "test.delete_tag",
    .sql    = "DELETE FROM customer_tag WHERE tenant_id = $1 AND tag_id = $2",
    .global = true,
};
static const Query forget_lines = {
    .name   = "test.forget_lines",
    .sql    = "DELETE FROM customer_change",
    .global = true,
};
static const Query raise_floor = {
    .name   = "test.raise_floor",
    .sql    = "UPDATE customer_change_floor SET seq = (SELECT max(seq) + 1 FROM customer_change)",
    .global = true,
};
static const Query damage_phone = {
    .name   = "test.damage_phone",
    .sql    = "UPDATE customer_identity SET sealed = $3 WHERE tenant_id = $1 AND customer_id = $2",
    .global = true,
};

#define NUMBERS                                                                      \
    " WITH RECURSIVE number (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1" \
    " FROM number WHERE n < CAST($2 AS BIGINT))"
static const Query insert_crowd = {
    .name = "test.insert_crowd",
    .sql  = "INSERT INTO customer (tenant_id, id, name, gender, kind, is_active, source, is_named,"
            " search_text, first_added_at_ms, last_event_at_ms, created_at_ms, updated_at_ms,"
            " revision)" NUMBERS " SELECT CAST($1 AS BIGINT), 3 * n, 'x', 'unknown', 'wechat',"
            " TRUE, 'qr_code', FALSE, 'x', n, n, 0, 0, 1 FROM number",
    .global = true,
};
static const Query insert_relations_of_crowd = {
    .name = "test.insert_relations_of_crowd",
    .sql =
        "INSERT INTO customer_relation (tenant_id, id, customer_id, staff_id, connection_id,"
        " external_userid, staff_userid, added_at_ms, is_exact, ended_at_ms, add_way,"
        " interval_no, seen_at_ms, revision)" NUMBERS " SELECT CAST($1 AS BIGINT), n, 3 * n, 7, 1,"
        " 'e', 's', 1000 * n, TRUE, 0, 'qr_code', 1, 0, 1 FROM number",
    .global = true,
};

typedef struct Tester {
    TestHouse *house;
    Ctx       *cx;
    uint64_t   seed;
} Tester;

static uint64_t below(Tester *tester, uint64_t bound) { return prng_below(&tester->seed, bound); }

static Code write_one(Tester *tester)
{
    static const char *const names[] = { "张三", "李四\n老客户", "王小明", "anna" };
    static const char *const ways[]  = { "qr_code", "name_card" };
    static const char *const ends[]  = { "customer", "staff", "transfer" };
    Ctx                     *cx      = tester->cx;
    const int64_t            id      = 1 + (int64_t)below(tester, PERSONS);
    const int64_t            staff   = 100 + (int64_t)below(tester, STAFF);
    const int64_t            at_ms   = cx->now_ms - (int64_t)below(tester, 1000000);
    const Str                name    = str_of(names[below(tester, COUNT(names))]);
    const Str                way     = str_of(ways[below(tester, COUNT(ways))]);
    const Str                end     = str_of(ends[below(tester, COUNT(ends))]);
    const Value              tenant  = V(cx->tenant_id);
    switch (below(tester, 12)) {
    case 0:
    case 1:
        return cx_run(cx, &insert_person, NULL,
                      ARGS(tenant, V(id), V(name), V(way), V(at_ms), V(at_ms + 5)));
    case 2:
        return cx_run(cx, &update_person, NULL,
                      ARGS(tenant, V(id), V(name), V(way), V(at_ms), V(at_ms + 5),
                           V((bool)(below(tester, 2) == 0))));
    case 3: return cx_run(cx, &update_many, NULL, ARGS(tenant, V(id), V((int64_t)7)));
    case 4: return cx_run(cx, &delete_person, NULL, ARGS(tenant, V(id)));
    case 5:
    case 6:
        return cx_run(cx, &insert_relation, NULL,
                      ARGS(tenant, V(cx_new_id(cx)), V(id), V(staff), V(at_ms),
                           V(below(tester, 2) ? S("c1") : S(""))));
    case 7: return cx_run(cx, &end_relation, NULL, ARGS(tenant, V(id), V(staff), V(end)));
    case 8:
        return cx_run(cx, &move_relations, NULL,
                      ARGS(tenant, V(id), V(1 + (int64_t)below(tester, PERSONS))));
    case 9: return cx_run(cx, &delete_relations, NULL, ARGS(tenant, V(id)));
    case 10:
        return cx_run(cx, &insert_tag, NULL,
                      ARGS(tenant, V(id), V(500 + (int64_t)below(tester, TAGS))));
    default:
        return below(tester, 4) ? OK
                                : cx_run(cx, &delete_tag, NULL,
                                         ARGS(tenant, V(500 + (int64_t)below(tester, TAGS))));
    }
}

static Code add_phone(Tester *tester)
{
    const IdentityClaim claim = { .kind   = IDENTITY_PHONE,
                                  .value  = below(tester, 2) ? S("13800001234") : S("13900005678"),
                                  .source = S("test") };
    return customer_identity_add(tester->cx, (CustomerId){ 1 + (int64_t)below(tester, PERSONS) },
                                 &claim, 1);
}

/* Some changes in one transaction, that may be undone. */
static void write_some(Tester *tester)
{
    Ctx       *cx   = tester->cx;
    const bool undo = below(tester, 4) == 0;
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    for (uint64_t i = 0, count = 1 + below(tester, 6); i < count; i++) GOOD(cx, write_one(tester));
    if (below(tester, 4) == 0) GOOD(cx, add_phone(tester));
    if (undo)
        txn_abandon(&txn);
    else
        GOOD(cx, cx_commit(cx, &txn));
}

/* Everything an index can tell, as one text. */
static Str told(Ctx *cx)
{
    const int64_t      staff[] = { 100, 103 }, tag = 501;
    const PeopleFilter filters[] = {
        { 0 },
        { .has_scope = true, .scope = { staff, 2 } },
        { .has_staff = true, .staff = { staff, 1 } },
        { .is_lost = true },
        { .tags = { &tag, 1 } },
        { .without_tags = { &tag, 1 } },
        { .q = S("zs") },
        { .q = S("客户") },
        { .phone = people_phone_code(S("13800001234")) },
        { .state = S("c1") },
        { .source = ADD_WAY_NAME_CARD },
    };
    StrBuf  text   = strbuf(cx->arena, 1 << 20);
    People *people = NULL;
    GOOD(cx, customer_people_begin(cx, &people));
    for (size_t i = 0; i < COUNT(filters); i++) {
        size_t    count = 0;
        uint32_t *found = people_find(people, &filters[i], (PeopleSort)(1 + i % 4), &count);
        int64_t   ids[PERSONS];
        assert_true(count <= PERSONS);
        people_ids(people, found, count, ids);
        people_found_free(found);
        strbuf_fmt(&text, "%zu:", i);
        for (size_t j = 0; j < count; j++) strbuf_fmt(&text, " %lld", (long long)ids[j]);
        strbuf_char(&text, '\n');
    }
    PeopleSpans spans;
    uint64_t    sum = 0;
    people_spans_begin(people, &spans);
    size_t here = 0;
    for (size_t i = 0; i < spans.count; i++) {
        if (spans.person[i] == PEOPLE_NONE) continue;
        here++;
        sum += (uint64_t)spans.person_id[spans.person[i]] * 31 + spans.added_s[i] +
               spans.ended_s[i] + spans.ended_by[i] +
               (uint64_t)spans.staff_id[spans.staff_no[i]] * 7;
    }
    strbuf_fmt(&text, "spans %zu %llu\n", here, (unsigned long long)sum);
    people_spans_end(people);
    customer_people_end(cx);
    assert_false(text.failed);
    return strbuf_str(&text);
}

/* What one loaded just now tells. */
static Str told_anew(Ctx *cx)
{
    Services      *services = (Services *)(uintptr_t)cx->services;
    CustomerIndex *follows  = services->customers;
    services->customers     = customer_index_new(services);
    const Str text          = told(cx);
    customer_index_free(services->customers);
    services->customers = follows;
    return text;
}

static void assert_follows(Ctx *cx)
{
    const Str follows = str_copy(cx->arena, told(cx));
    const Str anew    = told_anew(cx);
    if (!str_equal(follows, anew)) fail_msg("follows:\n%.*s\nanew:\n%.*s", FMT(follows), FMT(anew));
}

static void test_it_tells_the_same_as_one_loaded_anew(void **state)
{
    TestHouse *house  = *state;
    Tester     tester = { .house = house, .cx = test_house_ctx(house) };
    index_open(tester.cx);
    for (tester.seed = 1; tester.seed < 4; tester.seed++) {
        const uint64_t kept = tester.seed;
        for (int i = 0; i < 60; i++) {
            write_some(&tester);
            if (i % 3 == 0) assert_follows(tester.cx);
        }
        tester.cx   = test_house_ctx(house);
        tester.seed = kept;
    }
    index_close(tester.cx);
}

/* However little of it each question took while the work went on. */
static void test_it_tells_all_once_long_work_is_over(void **state)
{
    enum { LONG = 1300, ROUND = 100 };
    TestHouse  *house  = *state;
    Tester      tester = { .house = house, .cx = test_house_ctx(house), .seed = 5 };
    Ctx        *cx     = tester.cx;
    const Value t      = V(cx->tenant_id);
    index_open(cx);
    (void)told(cx);
    for (int64_t tag = 1; tag <= LONG; tag++) {
        customer_people_busy(cx);
        GOOD(cx, cx_run(cx, &insert_tag, NULL, ARGS(t, V(1 + tag % PERSONS), V(1000 + tag))));
        if (tag % ROUND != 0) continue;
        write_some(&tester);
        if (tag > LONG / 2) (void)told(cx);
    }
    customer_people_settle(cx);
    assert_follows(cx);
    index_close(cx);
}

static void test_the_loaded_one_tells_what_the_store_says(void **state)
{
    Ctx          *cx   = test_house_ctx(*state);
    const Value   t    = V(cx->tenant_id);
    const int64_t kind = 501;
    GOOD(cx, cx_run(cx, &insert_person, NULL,
                    ARGS(t, V(7), V(S("张三")), V(S("qr_code")), V((int64_t)1000), V((int64_t)9))));
    GOOD(cx,
         cx_run(cx, &insert_person, NULL,
                ARGS(t, V(8), V(S("李四")), V(S("name_card")), V((int64_t)2000), V((int64_t)9))));
    GOOD(cx, cx_run(cx, &insert_relation, NULL,
                    ARGS(t, V(1), V(7), V(100), V((int64_t)1000), V(S("c1")))));
    GOOD(cx, cx_run(cx, &insert_tag, NULL, ARGS(t, V(8), V(kind))));
    index_open(cx);
    assert_true(str_starts(told(cx), S("0: 8 7\n1: 7\n2: 7\n3:\n4: 8\n5: 7\n6: 7\n7:\n8:\n9: 7\n"
                                       "10: 8\nspans 1 ")));
    index_close(cx);
}

static void test_lines_forgotten_unread_make_it_load_anew(void **state)
{
    Ctx        *cx = test_house_ctx(*state);
    const Value t  = V(cx->tenant_id);
    index_open(cx);
    (void)told(cx);
    GOOD(cx, cx_run(cx, &insert_person, NULL,
                    ARGS(t, V(7), V(S("张三")), V(S("qr_code")), V((int64_t)1000), V((int64_t)9))));
    GOOD(cx, cx_run(cx, &raise_floor, NULL, NO_ARGS));
    GOOD(cx, cx_run(cx, &forget_lines, NULL, NO_ARGS));
    People *people = NULL;
    assert_int_equal(customer_people_begin(cx, &people), ERR_UNAVAILABLE); /* it starts over */
    forgive(cx);
    if (db_engine(cx->db) == DB_SQLITE) assert_follows(cx);
    index_close(cx);
}

/* The trap: a line that was taken early and becomes visible late. */
static void test_a_transaction_that_commits_late_is_not_missed(void **state)
{
    TestHouse *house = *state;
    if (test_house_engine() == DB_SQLITE) return; /* one writer at a time: no such order */
    Ctx        *cx   = test_house_ctx(house);
    const Value t    = V(cx->tenant_id);
    Ctx         late = *cx;
    index_open(cx);
    (void)told(cx);
    TXN(txn);
    GOOD(&late, cx_begin(&late, &txn));
    GOOD(&late, cx_run(&late, &insert_person, NULL,
                       ARGS(t, V(7), V(S("张三")), V(S("qr_code")), V((int64_t)1), V((int64_t)9))));
    for (int64_t id = 20; id < 25; id++) {
        GOOD(cx,
             cx_run(cx, &insert_person, NULL,
                    ARGS(t, V(id), V(S("李四")), V(S("qr_code")), V((int64_t)1), V((int64_t)9))));
        assert_follows(cx);
    }
    GOOD(&late, cx_commit(&late, &txn));
    assert_follows(cx);
    assert_true(str_find(told(cx), S(" 7")) > 0);
    index_close(cx);
}

/* More than one batch, by two loaders, without the last customers having anybody. */
static void test_a_crowd_is_loaded_whole(void **state)
{
    enum { CROWD = 50001, RELATIONS = 49000 };
    Ctx        *cx     = test_house_ctx(*state);
    const Value t      = V(cx->tenant_id);
    People     *people = NULL;
    PeopleSpans spans;
    GOOD(cx, cx_run(cx, &insert_crowd, NULL, ARGS(t, V((int64_t)CROWD))));
    GOOD(cx, cx_run(cx, &insert_relations_of_crowd, NULL, ARGS(t, V((int64_t)RELATIONS))));
    index_open(cx);
    GOOD(cx, customer_people_begin(cx, &people));
    assert_int_equal(people_count(people), CROWD);
    for (int64_t n = 1; n <= CROWD; n++) assert_true(people_number(people, 3 * n) < CROWD);
    people_spans_begin(people, &spans);
    assert_int_equal(spans.count, RELATIONS);
    for (size_t i = 0; i < spans.count; i++)
        assert_int_equal(spans.person_id[spans.person[i]], 3 * (int64_t)spans.added_s[i]);
    people_spans_end(people);
    customer_people_end(cx);
    index_close(cx);
}

/* Persons of a file, made in one transaction; the ones of an odd batch are undone. */
static void make_batch(Ctx *cx, int batch, size_t count)
{
    PersonFacts *facts = arena_make(cx->arena, PersonFacts, count);
    int64_t     *ids   = arena_make(cx->arena, int64_t, count);
    for (size_t i = 0; i < count; i++)
        facts[i] = (PersonFacts){ .name  = S("顾客"),
                                  .phone = str_fmt(cx->arena, "1380%d%06zu", batch, i) };
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    const NewPersons persons = { facts, NULL, count, IDENTITY_PHONE };
    GOOD(cx, customer_many_create(cx, &persons, S("import"), ids));
    if (batch % 2)
        txn_abandon(&txn);
    else
        GOOD(cx, cx_commit(cx, &txn));
}

static size_t found(Ctx *cx, const PeopleFilter *filter)
{
    People *people = NULL;
    size_t  count  = 0;
    GOOD(cx, customer_people_begin(cx, &people));
    people_found_free(people_find(people, filter, PEOPLE_ADDED_DESC, &count));
    customer_people_end(cx);
    return count;
}

static void test_those_made_together_are_heard_of(void **state)
{
    enum { TOGETHER = 700, BATCHES = 5 };
    TestHouse         *house     = *state;
    Ctx               *cx        = test_house_ctx(house);
    Tester             tester    = { .house = house, .cx = cx, .seed = 9 };
    const PeopleFilter all       = { 0 };
    const PeopleFilter committed = { .phone = people_phone_code(S("13802000699")) };
    const PeopleFilter undone    = { .phone = people_phone_code(S("13801000699")) };
    index_open(cx);
    const size_t before = found(cx, &all);
    for (int batch = 0; batch < BATCHES; batch++) {
        customer_people_busy(cx);
        make_batch(cx, batch, TOGETHER);
        (void)found(cx, &all); /* takes a part */
    }
    customer_people_settle(cx);
    assert_int_equal(found(cx, &all), before + (size_t)TOGETHER * 3);
    assert_int_equal(found(cx, &committed), 1);
    assert_int_equal(found(cx, &undone), 0);
    GOOD(cx, write_one(&tester)); /* one alone is told again */
    GOOD(cx, cx_run(cx, &insert_person, NULL,
                    ARGS(V(cx->tenant_id), V((int64_t)PERSONS + 1), V(S("anna")), V(S("qr_code")),
                         V((int64_t)1), V((int64_t)2))));
    assert_true(found(cx, &all) > before + (size_t)TOGETHER * 3);
    index_close(cx);
}

static void add_person_with_phone(Ctx *cx, int64_t id, Str name, Str phone)
{
    const IdentityClaim claim = { .kind = IDENTITY_PHONE, .value = phone, .source = S("test") };
    GOOD(cx, cx_run(cx, &insert_person, NULL,
                    ARGS(V(cx->tenant_id), V(id), V(name), V(S("qr_code")), V((int64_t)1),
                         V((int64_t)2))));
    GOOD(cx, customer_identity_add(cx, (CustomerId){ id }, &claim, 1));
}

/* Loaded with the damage, followed into it, and out of it. */
static void test_an_unreadable_phone_number_hides_nobody(void **state)
{
    enum { DAMAGED = 1001, WHOLE, LATER };
    Ctx               *cx     = test_house_ctx(*state);
    const Value        tenant = V(cx->tenant_id);
    const PeopleFilter all = { 0 }, damaged = { .phone = people_phone_code(S("13800001001")) },
                       whole = { .phone = people_phone_code(S("13800001002")) },
                       later = { .phone = people_phone_code(S("13800001003")) };
    const int64_t both[]     = { DAMAGED, WHOLE };
    Ids           ids        = { 0 };
    Rows          lines      = { 0 };
    add_person_with_phone(cx, DAMAGED, S("anna"), S("13800001001"));
    add_person_with_phone(cx, WHOLE, S("anna"), S("13800001002"));
    GOOD(cx, cx_run(cx, &damage_phone, NULL,
                    ARGS(tenant, V((int64_t)DAMAGED), V(S("not what was sealed")))));
    index_open(cx);
    assert_int_equal(found(cx, &all), 2);
    assert_int_equal(found(cx, &damaged), 0);
    assert_int_equal(found(cx, &whole), 1);
    customer_people_unreadable(cx, &ids);
    assert_int_equal(ids.count, 1);
    assert_int_equal(ids.at[0], DAMAGED);
    GOOD(cx, customer_many_lines(cx, (Ids){ both, COUNT(both) }, &lines)); /* of an export */
    assert_int_equal(lines.count, COUNT(both));
    assert_int_equal(ROWS_AT(PersonLine, lines, 0)->phone.len, 0);
    assert_true(str_equal(ROWS_AT(PersonLine, lines, 1)->phone, S("13800001002")));

    add_person_with_phone(cx, LATER, S("anna"), S("13800001003"));
    assert_int_equal(found(cx, &later), 1);
    GOOD(cx, cx_run(cx, &damage_phone, NULL, ARGS(tenant, V((int64_t)LATER), V(S("AAAA")))));
    GOOD(cx, cx_run(cx, &update_many, NULL, ARGS(tenant, V((int64_t)0), V((int64_t)7))));
    assert_int_equal(found(cx, &later), 0);
    assert_int_equal(found(cx, &all), 3);
    customer_people_unreadable(cx, &ids);
    assert_int_equal(ids.count, 2);

    GOOD(cx, cx_run(cx, &damage_phone, NULL,
                    ARGS(tenant, V((int64_t)LATER),
                         V(secret_seal(cx, S("customer.phone"), S("13800001003"))))));
    GOOD(cx, cx_run(cx, &update_many, NULL, ARGS(tenant, V((int64_t)0), V((int64_t)7))));
    assert_int_equal(found(cx, &later), 1);
    customer_people_unreadable(cx, &ids);
    assert_int_equal(ids.count, 1);
    index_close(cx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_it_tells_the_same_as_one_loaded_anew),
        ON_HOUSE(test_it_tells_all_once_long_work_is_over),
        ON_HOUSE(test_the_loaded_one_tells_what_the_store_says),
        ON_HOUSE(test_lines_forgotten_unread_make_it_load_anew),
        ON_HOUSE(test_a_transaction_that_commits_late_is_not_missed),
        ON_HOUSE(test_a_crowd_is_loaded_whole),
        ON_HOUSE(test_those_made_together_are_heard_of),
        ON_HOUSE(test_an_unreadable_phone_number_hides_nobody),
    };
    return FOR_EACH_ENGINE(tests);
}
