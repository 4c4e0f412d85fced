/* The search for alike customers: who is asked about, and that only who changed is looked at. */
#include "customer/customer_facts.h"
#include "customer/customer_identity.h"
#include "customer/customer_merge_view.h"
#include "customer/customer_sql.h"
#include "customer/likeness_sql.h"
#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

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

static void add(Ctx *cx, int64_t id, const char *name, const char *birthday, const char *phone)
{
    const Customer      customer = { .id            = id,
                                     .tenant_id     = cx->tenant_id,
                                     .name          = str_of(name),
                                     .birthday      = str_of(birthday),
                                     .gender        = GENDER_UNKNOWN,
                                     .kind          = CUSTOMER_WECHAT,
                                     .source        = ADD_WAY_UNKNOWN,
                                     .search_text   = str_of(name),
                                     .created_at_ms = cx->now_ms,
                                     .updated_at_ms = cx->now_ms,
                                     .revision      = 1 };
    const IdentityClaim claim    = {
           .kind = IDENTITY_PHONE, .value = str_of(phone), .source = S("console"), .confidence = 80
    };
    GOOD(cx, customer_sql_insert_all(cx, (Rows){ (void *)(uintptr_t)&customer, 1 }));
    if (phone) GOOD(cx, customer_identity_add(cx, (CustomerId){ id }, &claim, 1));
}

static void set_level(Ctx *cx, LikenessLevel level)
{
    MergePolicy policy = { 0 };
    GOOD(cx, customer_merge_policy_get(cx, &policy));
    GOOD(cx, customer_merge_policy_set(cx, policy.revision,
                                       &(MergePolicyDraft){ .likeness = level }, &policy));
    assert_int_equal(policy.likeness, level);
}

static Job search(TestHouse *house)
{
    static const JobKind *const kinds[] = { &likeness_job };
    Job                         job     = { 0 };
    Ctx                        *cx      = test_house_ctx(house);
    GOOD(cx, likeness_job_start(cx, &job));
    assert_int_equal(job_drain(&house->services, kinds, 1), OK);
    cx = test_house_ctx(house);
    GOOD(cx, job_get(cx, job.id, &job));
    assert_int_equal(job.state, JOB_DONE);
    return job;
}

static MergeReviewPage reviews(Ctx *cx)
{
    MergeReviewPage page = { 0 };
    GOOD(cx, customer_merge_reviews(cx, &(MergeReviewFilter){ .limit = 50 }, &page));
    return page;
}

static void test_every_statement_fits_the_schema(void **state)
{
    Ctx                 *cx       = test_house_ctx(*state);
    const SqlList *const lists[]  = { &likeness_sql, &customer_merge_policy_sql };
    Str                  problems = { 0 };
    if (db_check(cx->db, cx->arena, lists, COUNT(lists), &problems) != OK)
        fail_msg("%.*s", FMT(problems));
}

static void test_who_looks_alike_is_asked_about_and_never_merged(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    Job        job   = { 0 };
    assert_reason(cx, likeness_job_start(cx, &job), ERR_CONFLICT, "likeness.off");
    add(cx, 101, "王小明", "1990-05-07", "13800001234");
    add(cx, 102, "王小明", "1990-05-07", "13800001243"); /* two digits swapped */
    add(cx, 103, "李红", "1992-11-23", "13911112222");
    add(cx, 104, "小太阳", NULL, NULL);
    set_level(cx, LIKENESS_BALANCED);
    job = search(house);
    assert_int_equal(job.done, 4);
    assert_string_equal(str_z(house->arena, job.result), "{\"found\":1}");
    cx                         = test_house_ctx(house);
    const MergeReviewPage page = reviews(cx);
    assert_int_equal(page.open_count, 1);
    const MergeReviewView *item = ROWS_AT(MergeReviewView, page.items, 0);
    assert_string_equal(str_z(cx->arena, item->why), "name:same phone:near birthday:same");
    assert_string_equal(str_z(cx->arena, item->source), "likeness");
    CustomerId one = { 102 };
    GOOD(cx, customer_merge_resolve(cx, &one));
    assert_int_equal(one.v, 102);
}

static void test_only_who_is_new_or_changed_is_looked_at_again(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    add(cx, 101, "王小明", "1990-05-07", "13800001234");
    add(cx, 103, "李红", "1992-11-23", "13911112222");
    set_level(cx, LIKENESS_BALANCED);
    test_house_set_clock(test_house_clock() + 60 * 60 * 1000);
    assert_int_equal(search(house).done, 2);
    test_house_set_clock(test_house_clock() + 60 * 60 * 1000);
    assert_int_equal(search(house).done, 0);
    test_house_set_clock(test_house_clock() + 60 * 60 * 1000);
    cx = test_house_ctx(house);
    add(cx, 105, "王晓明", "1990-05-07", "13800001234"); /* claims the phone */
    assert_int_equal(search(house).done, 1);
    assert_int_equal(reviews(test_house_ctx(house)).open_count, 1);
    /* What people refused is not asked again; at another level everybody is looked at. */
    cx                          = test_house_ctx(house);
    MergeReviewPage        page = reviews(cx);
    MergeDone              done = { 0 };
    const MergeReviewView *item = ROWS_AT(MergeReviewView, page.items, 0);
    GOOD(cx, customer_merge_decide(cx, (MergeReviewId){ item->id }, MERGE_REFUSE, &done));
    set_level(test_house_ctx(house), LIKENESS_WIDE);
    assert_int_equal(search(house).done, 3);
    assert_int_equal(reviews(test_house_ctx(house)).open_count, 0);
}

static void test_the_policy_decides_what_evidence_does(void **state)
{
    Ctx         *cx      = test_house_ctx(*state);
    MergePolicy  policy  = { 0 };
    MergeOutcome outcome = 0;
    MergeKind    kinds[] = {
           { .kind = S("phone"), .verified = MERGE_ACT_ASK, .said = MERGE_ACT_KEEP }
    };
    MergePolicyDraft draft = { .kinds = { kinds, 1 }, .likeness = LIKENESS_OFF };
    add(cx, 101, "甲", NULL, NULL);
    add(cx, 102, "乙", NULL, NULL);
    GOOD(cx, customer_merge_policy_set(cx, 1, &draft, &policy));
    assert_int_equal(policy.revision, 2);
    assert_reason(cx, customer_merge_policy_set(cx, 1, &draft, &policy), ERR_CONFLICT,
                  "merge_policy.changed_meanwhile");
    const MergeEvidence said = { .kind = S("phone"), .lookup = S("x"), .source = S("t") };
    GOOD(cx, customer_merge_propose(cx, (CustomerId){ 101 }, (CustomerId){ 102 }, &said, &outcome));
    assert_int_equal(outcome, MERGE_REFUSED);
    MergeEvidence sure = said;
    sure.is_verified   = true;
    GOOD(cx, customer_merge_propose(cx, (CustomerId){ 101 }, (CustomerId){ 102 }, &sure, &outcome));
    assert_int_equal(outcome, MERGE_ASKED);
    kinds[0].said = MERGE_ACT_MERGE;
    assert_reason(cx, customer_merge_policy_set(cx, 2, &draft, &policy), ERR_INVALID,
                  "merge_policy.said_merges");
    kinds[0].kind = S("shoe");
    kinds[0].said = MERGE_ACT_ASK;
    assert_reason(cx, customer_merge_policy_set(cx, 2, &draft, &policy), ERR_INVALID,
                  "merge_policy.unknown_kind");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_every_statement_fits_the_schema),
        ON_HOUSE(test_who_looks_alike_is_asked_about_and_never_merged),
        ON_HOUSE(test_only_who_is_new_or_changed_is_looked_at_again),
        ON_HOUSE(test_the_policy_decides_what_evidence_does),
    };
    return FOR_EACH_ENGINE(tests);
}
