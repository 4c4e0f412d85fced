/* Merging and splitting: whatever the order, what was there comes back byte for byte. */
#include "customer/customer_door.h"
#include "customer/customer_facts.h"
#include "customer/customer_fill.h"
#include "customer/customer_identity.h"
#include "customer/customer_index_testing.h"
#include "customer/customer_list.h"
#include "customer/customer_merge_sql.h"
#include "customer/customer_merge_view.h"
#include "customer/customer_sql.h"
#include "customer/customer_tag_sql.h"
#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { PERSONS = 9, TAGS = 4, FIRST_ID = 1000 };

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

static void assert_reason(Ctx *cx, Code got, Code want, const char *reason)
{
    assert_int_equal(got, want);
    assert_string_equal(cx->err.reason, reason);
    forgive(cx);
}

/* ---- a small world -------------------------------------------------------------------------- */

static const Query insert_relation = {
    .name   = "test.insert_relation",
    .sql    = "INSERT INTO customer_relation (tenant_id, id, customer_id, staff_id, connection_id,"
              " external_userid, staff_userid, added_at_ms, is_exact, ended_at_ms, add_way,"
              " interval_no, seen_at_ms, revision) VALUES ($1, $2, $3, $4, 1, $5, 's', $6, TRUE,"
              " 0, 'qr_code', 1, 0, 1)",
    .global = true,
};
static const Query insert_fact = {
    .name   = "test.insert_fact",
    .sql    = "INSERT INTO customer_relation_fact (tenant_id, customer_id, staff_id, at_ms, kind,"
              " ended_by) VALUES ($1, $2, $3, $4, 'start', '')",
    .global = true,
};
static const Query insert_tag = {
    .name   = "test.insert_tag",
    .sql    = "INSERT INTO tag (tenant_id, id, group_id, connection_id, kind, name, sort,"
              " customer_count, is_deleted, sync_state, revision) VALUES ($1, $2, 1, 0, 'internal',"
              " 't', 0, 0, FALSE, 'synced', 1)",
    .global = true,
};
static const Query count_tags = {
    .name   = "test.count_tags",
    .sql    = "UPDATE tag SET customer_count = (SELECT count(DISTINCT l.customer_id)"
              " FROM customer_tag l WHERE l.tenant_id = $1 AND l.tag_id = tag.id)"
              " WHERE tenant_id = $1",
    .global = true,
};

static CustomerId id_of(int at) { return (CustomerId){ FIRST_ID + at }; }

static void add_identity(Ctx *cx, int at, const char *kind, const char *value, bool verified)
{
    const IdentityClaim claim = { .kind        = str_of(kind),
                                  .value       = str_of(value),
                                  .source      = S("test"),
                                  .confidence  = 90,
                                  .is_verified = verified };
    GOOD(cx, customer_identity_add(cx, id_of(at), &claim, 1));
}

static void add_person(Ctx *cx, int at)
{
    const Str      name     = str_fmt(cx->arena, "人%d", at);
    const Customer customer = { .id        = id_of(at).v,
                                .tenant_id = cx->tenant_id,
                                .name      = at % 4 == 2 ? (Str){ 0 } : name,
                                .avatar    = at % 3 ? S("a.png") : S(""),
                                .gender    = at % 3 == 1 ? GENDER_FEMALE : GENDER_UNKNOWN,
                                .birthday =
                                    at % 2 ? str_fmt(cx->arena, "19%d-01-01", 70 + at) : (Str){ 0 },
                                .address          = at % 5 == 0 ? S("世纪大道") : (Str){ 0 },
                                .kind             = CUSTOMER_WECHAT,
                                .source           = ADD_WAY_UNKNOWN,
                                .search_text      = str_fmt(cx->arena, "人%d\n旧", at),
                                .last_event_at_ms = 5000 + at * 7 % 5,
                                .created_at_ms    = 1000 + at,
                                .updated_at_ms    = 1000,
                                .revision         = 1 };
    GOOD(cx, customer_sql_insert_all(cx, (Rows){ (void *)(uintptr_t)&customer, 1 }));
    if (at % 3 == 0) return; /* never a contact */
    const Str external = str_fmt(cx->arena, "wm%d", at);
    GOOD(cx, cx_run(cx, &insert_relation, NULL,
                    ARGS(V(cx->tenant_id), V((int64_t)(5000 + at)), V(id_of(at).v),
                         V((int64_t)(70 + at)), V(external), V((int64_t)(2000 + at)))));
    GOOD(cx, cx_run(cx, &insert_fact, NULL,
                    ARGS(V(cx->tenant_id), V(id_of(at).v), V((int64_t)(70 + at)),
                         V((int64_t)(2000 + at)))));
    GOOD(cx, customer_sql_refresh(cx, id_of(at).v));
    add_identity(cx, at, "external_userid", str_z(cx->arena, external), true);
}

static void add_tag(Ctx *cx, int at, int64_t tag, int64_t at_ms)
{
    bool          changed = false;
    const TagLink link    = { cx->tenant_id, id_of(at).v, tag, 0, S("console"), at_ms };
    GOOD(cx, customer_tag_sql_add(cx, &link, &changed));
}

static void add_event(Ctx *cx, int at, const char *id)
{
    const EventDraft draft  = { .id        = str_of(id),
                                .type      = S("page.viewed"),
                                .person_id = id_of(at).v };
    bool             is_new = false;
    GOOD(cx, event_append(cx, &draft, &is_new));
}

static void fill(Ctx *cx)
{
    for (int64_t tag = 1; tag <= TAGS; tag++)
        GOOD(cx, cx_run(cx, &insert_tag, NULL, ARGS(V(cx->tenant_id), V(tag))));
    for (int at = 0; at < PERSONS; at++) {
        add_person(cx, at);
        for (int64_t tag = 1; tag <= TAGS; tag++)
            if ((at * 5 + tag) % 3 == 0) add_tag(cx, at, tag, 100 + at);
        add_event(cx, at, str_z(cx->arena, str_fmt(cx->arena, "e%d", at)));
        add_identity(cx, at, "phone", at % 2 ? "13800000001" : "13800000002", false);
    }
    GOOD(cx, cx_run(cx, &count_tags, NULL, ARGS(V(cx->tenant_id))));
}

/* ---- all of it as text ----------------------------------------------------------------------- */

// clang-format off
typedef struct Line { Str text; } Line;
static const Field line_fields[] = { FIELD(Line, text) };
static const Shape line_shape    = SHAPE(Line, line_fields);
// clang-format on

#define TEXT(column) "coalesce(CAST(" column " AS TEXT), '-')"
#define DUMP(name_, table, columns, order)                                        \
    static const Query name_ = { .name = "test." #name_,                          \
                                 .sql  = "SELECT " columns " AS text FROM " table \
                                        " WHERE tenant_id = $1 ORDER BY " order,  \
                                 .out    = &line_shape,                           \
                                 .global = true }
#define AND_ "|| '|' ||"
DUMP(dump_person, "customer",
     TEXT("id") AND_ TEXT("name") AND_ TEXT("avatar") AND_ TEXT("gender") AND_ TEXT("birthday")
         AND_ TEXT("address") AND_ TEXT("search_text") AND_ TEXT("is_active") AND_ TEXT("source")
             AND_ TEXT("first_added_at_ms") AND_ TEXT("last_event_at_ms") AND_ TEXT("created_at_ms")
                 AND_ TEXT("updated_at_ms") AND_ TEXT("revision"),
     "id");
DUMP(dump_identity, "customer_identity",
     TEXT("id") AND_ TEXT("customer_id") AND_ TEXT("kind") AND_ TEXT("lookup")
         AND_ TEXT("is_holder") AND_ TEXT("since_ms"),
     "id");
DUMP(dump_relation, "customer_relation",
     TEXT("id") AND_ TEXT("customer_id") AND_ TEXT("staff_id") AND_ TEXT("added_at_ms")
         AND_                                                       TEXT("revision"),
     "id");
DUMP(dump_fact, "customer_relation_fact",
     TEXT("customer_id") AND_ TEXT("staff_id") AND_ TEXT("at_ms"), "customer_id, staff_id, at_ms");
DUMP(dump_link, "customer_tag",
     TEXT("customer_id") AND_ TEXT("tag_id") AND_ TEXT("staff_id") AND_ TEXT("at_ms"),
     "customer_id, tag_id, staff_id");
DUMP(dump_tag, "tag", TEXT("id") AND_ TEXT("customer_count"), "id");
DUMP(dump_fold, "event_fold", TEXT("into_id") AND_ TEXT("from_id"), "into_id, from_id");
DUMP(dump_own, "customer_own", TEXT("id"), "id");
DUMP(dump_folded, "customer_folded", TEXT("id"), "id");
DUMP(dump_origin, "customer_origin", TEXT("origin_id") AND_ TEXT("row_id"), "origin_id, row_id");
DUMP(dump_filled, "customer_filled", TEXT("customer_id") AND_ TEXT("fact"), "customer_id, fact");
DUMP(dump_event, "event", TEXT("id") AND_ TEXT("person_id"), "id");

static Str dump(Ctx *cx, bool with_events)
{
    const Query *const all[] = { &dump_person, &dump_identity, &dump_relation, &dump_fact,
                                 &dump_link,   &dump_tag,      &dump_fold,     &dump_own,
                                 &dump_folded, &dump_origin,   &dump_filled,   &dump_event };
    StrBuf             text  = strbuf(cx->arena, 1 << 20);
    for (size_t i = 0; i < COUNT(all) - (with_events ? 0 : 1); i++) {
        Rows rows = { 0 };
        GOOD(cx, cx_list(cx, all[i], &rows, ARGS(V(cx->tenant_id))));
        strbuf_fmt(&text, "%s\n", all[i]->name);
        for (size_t j = 0; j < rows.count; j++)
            strbuf_fmt(&text, "%.*s\n", FMT(ROWS_AT(Line, rows, j)->text));
    }
    return strbuf_str(&text);
}

static void assert_same(Ctx *cx, Str got, Str want)
{
    size_t at = 0;
    if (str_equal(got, want)) return;
    while (at < got.len && at < want.len && got.ptr[at] == want.ptr[at]) at++;
    const size_t from = at > 60 ? at - 60 : 0;
    (void)cx;
    fail_msg("it is\n%.*s\nand was\n%.*s", FMT(str_slice(got, from, got.len)),
             FMT(str_slice(want, from, want.len)));
}

static MergeId merge_of(Ctx *cx, int a, int b)
{
    const MergeEvidence said = { .source = S("console") };
    MergeId             id   = { 0 };
    GOOD(cx, customer_merge(cx, id_of(a), id_of(b), &said, &id));
    return id;
}

static size_t events_of(Ctx *cx, int at)
{
    Rows items = { 0 };
    Str  next = { 0 }, type = S("page.viewed");
    GOOD(cx, event_timeline(cx, id_of(at).v, (Strs){ &type, 1 }, (Str){ 0 }, 100, &items, &next));
    return items.count;
}

/* ---- tests ----------------------------------------------------------------------------------- */

static void test_every_statement_fits_the_schema(void **state)
{
    Ctx                 *cx       = test_house_ctx(*state);
    const SqlList *const lists[]  = { &customer_merge_sql, &customer_fill_sql };
    Str                  problems = { 0 };
    if (db_check(cx->db, cx->arena, lists, COUNT(lists), &problems) != OK)
        fail_msg("%.*s", FMT(problems));
}

static void test_the_older_survives_and_the_old_id_keeps_resolving(void **state)
{
    Ctx       *cx       = test_house_ctx(*state);
    Customer   customer = { 0 };
    CustomerId rest = { 0 }, home = { 0 };
    fill(cx);
    const MergeId id = merge_of(cx, 4, 1);
    GOOD(cx, customer_get(cx, id_of(4), &customer));
    assert_int_equal(customer.id, id_of(1).v);
    assert_int_equal(events_of(cx, 1), 2);
    GOOD(cx, customer_split(cx, id, &rest, &home));
    assert_int_equal(rest.v, id_of(1).v);
    assert_int_equal(home.v, id_of(4).v);
    GOOD(cx, customer_get(cx, id_of(4), &customer));
    assert_int_equal(customer.id, id_of(4).v);
    assert_int_equal(events_of(cx, 1), 1);
    assert_reason(cx, customer_split(cx, id, NULL, NULL), ERR_CONFLICT, "merge.already_split");
    assert_reason(cx, customer_split(cx, (MergeId){ 77 }, NULL, NULL), ERR_NOT_FOUND,
                  "merge.not_found");
}

static void test_merges_taken_back_in_any_order_leave_no_trace(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    fill(cx);
    const Str before = dump(cx, false);
    for (int round = 0; round < 12; round++) {
        MergeId merges[PERSONS];
        size_t  count = 0;
        for (int step = 0; step < 14; step++) {
            const int  a = (int)cx_random(cx, PERSONS), b = (int)cx_random(cx, PERSONS);
            CustomerId of_a = id_of(a), of_b = id_of(b);
            GOOD(cx, customer_merge_resolve(cx, &of_a));
            GOOD(cx, customer_merge_resolve(cx, &of_b));
            if (of_a.v != of_b.v) {
                merges[count++] = merge_of(cx, a, b);
            } else if (count) {
                const size_t at = (size_t)cx_random(cx, count);
                GOOD(cx, customer_split(cx, merges[at], NULL, NULL));
                merges[at] = merges[--count];
            }
        }
        while (count) {
            const size_t at = (size_t)cx_random(cx, count);
            GOOD(cx, customer_split(cx, merges[at], NULL, NULL));
            merges[at] = merges[--count];
        }
        assert_same(cx, dump(cx, false), before);
    }
}

static void test_what_happens_meanwhile_stays_or_follows_its_contact(void **state)
{
    Ctx     *cx       = test_house_ctx(*state);
    Customer customer = { 0 };
    Rows     links    = { 0 };
    fill(cx);
    const MergeId id = merge_of(cx, 1, 4);
    add_event(cx, 1, "meanwhile");
    GOOD(cx, customer_touch(cx, id_of(1), 9000));
    GOOD(cx, customer_tag_sql_links(cx, id_of(1).v, &links));
    for (int64_t tag = 1; tag <= TAGS; tag++) add_tag(cx, 1, tag, 9000);
    GOOD(cx, cx_run(cx, &insert_relation, NULL,
                    ARGS(V(cx->tenant_id), V((int64_t)6000), V(id_of(1).v), V((int64_t)90),
                         V(S("wm4")), V((int64_t)3000))));
    GOOD(cx, customer_split(cx, id, NULL, NULL));
    GOOD(cx, customer_get(cx, id_of(1), &customer));
    assert_int_equal(customer.last_event_at_ms, 9000);
    Rows open = { 0 };
    GOOD(cx, customer_relation_list_open(cx, id_of(4), &open));
    assert_int_equal(open.count, 2);
    GOOD(cx, customer_relation_list_open(cx, id_of(1), &open));
    assert_int_equal(open.count, 1);
    assert_int_equal(events_of(cx, 1), 2);
    assert_int_equal(events_of(cx, 4), 1);
}

/* As the consumer of tracking tells it. */
static void hear_of(Ctx *cx, int at, int64_t at_ms)
{
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    GOOD(cx, customer_touch_seldom(cx, id_of(at), at_ms));
    GOOD(cx, cx_commit(cx, &txn));
}

static int64_t last_of(Ctx *cx, int at)
{
    int64_t last_ms = 0;
    GOOD(cx, customer_sql_last_event(cx, id_of(at).v, &last_ms));
    return last_ms;
}

/* Of two persons, the first of whom survives. */
static void hear_of_two(Ctx *cx, int one, int two)
{
    const int64_t tens = CUSTOMER_TOUCH_MS, first = 100 * tens, second = 130 * tens;
    hear_of(cx, one, first);
    hear_of(cx, two, second);
    const MergeId merge = merge_of(cx, one, two);
    assert_int_equal(last_of(cx, one), second); /* the later of both */
    hear_of(cx, one, second - tens);            /* late, of before */
    hear_of(cx, one, second + tens);            /* within ten minutes */
    assert_int_equal(last_of(cx, one), second);
    GOOD(cx, customer_split(cx, merge, NULL, NULL));
    assert_int_equal(last_of(cx, one), first); /* exactly what was */
    assert_int_equal(last_of(cx, two), second);
    hear_of(cx, one, first + tens + 1); /* he is heard of again, though less late than merged */
    assert_int_equal(last_of(cx, one), first + tens + 1);
    hear_of(cx, two, second + tens + 1);
    assert_int_equal(last_of(cx, two), second + tens + 1);

    const MergeId again = merge_of(cx, one, two);
    hear_of(cx, one, second + 9 * tens); /* what happens meanwhile is the survivor's */
    assert_int_equal(last_of(cx, one), second + 9 * tens);
    GOOD(cx, customer_split(cx, again, NULL, NULL));
    assert_int_equal(last_of(cx, one), second + 9 * tens);
    assert_int_equal(last_of(cx, two), second + tens + 1);
}

static void test_when_somebody_was_last_heard_of_follows_merges_and_splits(void **state)
{
    TestHouse *house            = *state;
    Ctx       *cx               = test_house_ctx(house);
    house->services.door_memory = customer_door_memory_new(house->db);
    fill(cx);
    hear_of_two(cx, 1, 4);
    /* Two by whom nobody is known: no identity changes hands. */
    add_person(cx, 30);
    add_person(cx, 33);
    hear_of_two(cx, 30, 33);
    customer_door_memory_free(house->services.door_memory);
    house->services.door_memory = NULL;
}

static void test_empty_facts_are_filled_and_a_split_takes_them_away(void **state)
{
    Ctx     *cx       = test_house_ctx(*state);
    Customer customer = { 0 };
    fill(cx);
    /* 2 has no name and no birthday, 5 has a birthday and is known by an address; 6 by neither. */
    const MergeId first = merge_of(cx, 2, 5), second = merge_of(cx, 2, 6);
    GOOD(cx, customer_get(cx, id_of(2), &customer));
    assert_string_equal(str_z(cx->arena, customer.name), "人5");
    assert_string_equal(str_z(cx->arena, customer.birthday), "1975-01-01");
    assert_string_equal(str_z(cx->arena, customer.address), "世纪大道");
    GOOD(cx, customer_split(cx, first, NULL, NULL));
    GOOD(cx, customer_get(cx, id_of(2), &customer));
    assert_int_equal(customer.birthday.len, 0);
    assert_int_equal(customer.name.len, 0); /* 6 has none either */
    GOOD(cx, customer_split(cx, second, NULL, NULL));
    /* What people wrote since stays. */
    const MergeId       third = merge_of(cx, 2, 5);
    const CustomerFacts facts = { .birthday = S("1980-02-02") };
    GOOD(cx, customer_facts_write(cx, id_of(2), 0, &facts, FACT_BIRTHDAY, S("console")));
    GOOD(cx, customer_split(cx, third, NULL, NULL));
    GOOD(cx, customer_get(cx, id_of(2), &customer));
    assert_string_equal(str_z(cx->arena, customer.birthday), "1980-02-02");
    assert_int_equal(customer.name.len, 0);
}

static void test_two_contacts_of_one_member_stay_two(void **state)
{
    Ctx                *cx   = test_house_ctx(*state);
    const MergeEvidence said = { .source = S("console") };
    MergeId             id   = { 0 };
    fill(cx);
    GOOD(cx, cx_run(cx, &insert_relation, NULL,
                    ARGS(V(cx->tenant_id), V((int64_t)6000), V(id_of(1).v), V((int64_t)74),
                         V(S("wm1")), V((int64_t)3000))));
    assert_reason(cx, customer_merge(cx, id_of(1), id_of(4), &said, &id), ERR_CONFLICT,
                  "customer.merge_same_staff");
    assert_reason(cx, customer_merge(cx, id_of(1), id_of(1), &said, &id), ERR_CONFLICT,
                  "customer.merge_self");
}

static MergeOutcome propose(Ctx *cx, int a, int b, const char *kind, const char *value,
                            bool verified)
{
    const MergeEvidence evidence = {
        .kind = str_of(kind), .lookup = str_of(value), .source = S("test"), .is_verified = verified
    };
    MergeOutcome outcome = 0;
    GOOD(cx, customer_merge_propose(cx, id_of(a), id_of(b), &evidence, &outcome));
    return outcome;
}

static void test_two_verified_persons_are_never_merged_silently(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    fill(cx);
    /* 1, 2, 4, 5 are contacts; 0 and 3 are nobody's friend. */
    assert_int_equal(propose(cx, 0, 1, "unionid", "u1", true), MERGE_DONE);
    assert_int_equal(propose(cx, 0, 1, "unionid", "u1", true), MERGE_DONE);
    assert_int_equal(propose(cx, 2, 4, "unionid", "u2", true), MERGE_ASKED);
    assert_int_equal(propose(cx, 2, 4, "unionid", "u2", true), MERGE_ASKED);
    assert_int_equal(propose(cx, 3, 5, "phone", "p", false), MERGE_ASKED);
    MergeReviewPage page = { 0 };
    GOOD(cx, customer_merge_reviews(cx, &(MergeReviewFilter){ .limit = 50 }, &page));
    assert_int_equal(page.open_count >= 2, true);
}

static void test_what_was_refused_is_not_asked_again_without_new_evidence(void **state)
{
    Ctx            *cx   = test_house_ctx(*state);
    MergeReviewPage page = { 0 };
    MergeDone       done = { 0 };
    fill(cx);
    assert_int_equal(propose(cx, 2, 4, "unionid", "u2", true), MERGE_ASKED);
    GOOD(cx, customer_merge_reviews(cx, &(MergeReviewFilter){ .limit = 50 }, &page));
    const MergeReviewView *item = ROWS_AT(MergeReviewView, page.items, 0);
    assert_int_equal(item->sides.count, 2);
    assert_true(ROWS_AT(ReviewSide, item->sides, 0)->is_verified);
    GOOD(cx, customer_merge_decide(cx, (MergeReviewId){ item->id }, MERGE_REFUSE, &done));
    assert_int_equal(done.merge_id, 0);
    assert_reason(cx, customer_merge_decide(cx, (MergeReviewId){ item->id }, MERGE_ACCEPT, &done),
                  ERR_CONFLICT, "merge_review.decided");
    assert_int_equal(propose(cx, 2, 4, "unionid", "u2", true), MERGE_REFUSED);
    assert_int_equal(propose(cx, 4, 2, "phone", "other", true), MERGE_ASKED);
    GOOD(cx, customer_merge_reviews(cx, &(MergeReviewFilter){ .limit = 50 }, &page));
    item = ROWS_AT(MergeReviewView, page.items, 0);
    GOOD(cx, customer_merge_decide(cx, (MergeReviewId){ item->id }, MERGE_ACCEPT, &done));
    assert_int_equal(done.customer_id, id_of(2).v);
    assert_int_equal(done.other_id, id_of(4).v);
    GOOD(cx, customer_split(cx, (MergeId){ done.merge_id }, NULL, NULL));
    assert_int_equal(propose(cx, 4, 2, "phone", "third", true), MERGE_REFUSED);
}

static void test_a_claim_is_heard_and_a_fan_becomes_the_friend(void **state)
{
    Ctx       *cx    = test_house_ctx(*state);
    CustomerId id    = { 0 };
    bool       found = false;
    fill(cx);
    add_identity(cx, 3, "unionid", "o-one", true); /* the fan, first */
    add_identity(cx, 5, "unionid", "o-one", true); /* the friend: a claim */
    Rows identities = { 0 };
    GOOD(cx, customer_identity_list(cx, id_of(5), &identities));
    for (size_t i = 0; i < identities.count; i++)
        GOOD(cx,
             customer_merge_hear_claim(cx, id_of(5), ROWS_AT(CustomerIdentity, identities, i)->id));
    GOOD(cx, customer_identity_find(cx, IDENTITY_EXTERNAL_USERID, S(""), S("wm5"), &id, &found));
    assert_true(found);
    assert_int_equal(id.v, id_of(3).v);
    PersonView person = { 0 };
    GOOD(cx, customer_merge_person_by(cx, S("unionid:o-one"), &person));
    assert_int_equal(person.id, id_of(3).v);
    assert_int_equal(person.merged_ids.count, 1);
    assert_reason(cx, customer_merge_person_by(cx, S("shoe:42"), &person), ERR_INVALID,
                  "people.bad_identity");
    assert_reason(cx, customer_merge_person_by(cx, S("openid:o6@wx1"), &person), ERR_NOT_FOUND,
                  "customer.not_found");
}

static void test_a_scope_that_is_not_named_is_the_only_one(void **state)
{
    Ctx          *cx    = test_house_ctx(*state);
    PersonView    found = { 0 };
    IdentityClaim claim = {
        .kind = IDENTITY_OPENID, .scope = S("wx1"), .value = S("o6"), .source = S("test")
    };
    fill(cx);
    GOOD(cx, customer_identity_add(cx, id_of(3), &claim, 1));
    GOOD(cx, customer_merge_person_by(cx, S("openid:o6"), &found));
    assert_int_equal(found.id, id_of(3).v);
    claim.scope = S("wx2"); /* of another account, and of somebody else */
    GOOD(cx, customer_identity_add(cx, id_of(4), &claim, 1));
    assert_reason(cx, customer_merge_person_by(cx, S("openid:o6"), &found), ERR_NOT_FOUND,
                  "customer.not_found");
    GOOD(cx, customer_merge_person_by(cx, S("openid:o6@wx2"), &found));
    assert_int_equal(found.id, id_of(4).v);
}

static void test_the_index_knows_at_once(void **state)
{
    Ctx    *cx     = test_house_ctx(*state);
    People *people = NULL;
    index_open(cx);
    fill(cx);
    GOOD(cx, customer_people_begin(cx, &people));
    assert_int_equal(people_count(people), PERSONS);
    customer_people_end(cx);
    const MergeId id = merge_of(cx, 1, 4);
    GOOD(cx, customer_people_begin(cx, &people));
    assert_int_equal(people_count(people), PERSONS - 1);
    customer_people_end(cx);
    GOOD(cx, customer_split(cx, id, NULL, NULL));
    GOOD(cx, customer_people_begin(cx, &people));
    assert_int_equal(people_count(people), PERSONS);
    customer_people_end(cx);
    index_close(cx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_every_statement_fits_the_schema),
        ON_HOUSE(test_the_older_survives_and_the_old_id_keeps_resolving),
        ON_HOUSE(test_merges_taken_back_in_any_order_leave_no_trace),
        ON_HOUSE(test_what_happens_meanwhile_stays_or_follows_its_contact),
        ON_HOUSE(test_when_somebody_was_last_heard_of_follows_merges_and_splits),
        ON_HOUSE(test_empty_facts_are_filled_and_a_split_takes_them_away),
        ON_HOUSE(test_two_contacts_of_one_member_stay_two),
        ON_HOUSE(test_two_verified_persons_are_never_merged_silently),
        ON_HOUSE(test_what_was_refused_is_not_asked_again_without_new_evidence),
        ON_HOUSE(test_a_claim_is_heard_and_a_fan_becomes_the_friend),
        ON_HOUSE(test_a_scope_that_is_not_named_is_the_only_one),
        ON_HOUSE(test_the_index_knows_at_once),
    };
    return FOR_EACH_ENGINE(tests);
}
