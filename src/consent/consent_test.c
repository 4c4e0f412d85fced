/* Consent: which saying counts, what a merge and a split make of it, and who may be written to. */
#include "kernel/testing.h"

#include "consent/consent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

static CustomerId person(Ctx *cx, const char *user_id)
{
    DoorWho         who   = { .at_ms = cx->now_ms };
    const DoorClaim claim = { .kind = IDENTITY_USER_ID, .value = str_of(user_id), .decides = true };
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    assert_true(customer_door_claim(cx->arena, &who, claim));
    GOOD(cx, customer_door_resolve(cx, S("test"), &who, 1));
    GOOD(cx, cx_commit(cx, &txn));
    return (CustomerId){ who.person_id };
}

static void say(Ctx *cx, CustomerId who, ConsentPurpose purpose, ConsentState state, int64_t at_ms)
{
    const ConsentDraft draft = {
        .purpose = purpose, .state = state, .source = S("form"), .at_ms = at_ms
    };
    GOOD(cx, consent_tell(cx, who, &draft));
}

static bool may(Ctx *cx, CustomerId who, ConsentPurpose purpose)
{
    bool yes = false;
    GOOD(cx, consent_may(cx, who, purpose, &yes));
    return yes;
}

static void test_the_newest_saying_counts_in_whatever_order_they_are_written(void **state)
{
    Ctx             *cx  = test_house_ctx(*state);
    const CustomerId who = person(cx, "u1");
    assert_false(may(cx, who, CONSENT_SMS));
    assert_true(may(cx, who, CONSENT_MARKETING));
    say(cx, who, CONSENT_SMS, CONSENT_GIVEN, cx->now_ms - 1000);
    assert_true(may(cx, who, CONSENT_SMS));
    say(cx, who, CONSENT_SMS, CONSENT_WITHDRAWN, cx->now_ms - 2000);
    assert_true(may(cx, who, CONSENT_SMS));
    say(cx, who, CONSENT_SMS, CONSENT_WITHDRAWN, cx->now_ms);
    assert_false(may(cx, who, CONSENT_SMS));
    say(cx, who, CONSENT_MARKETING, CONSENT_WITHDRAWN, cx->now_ms);
    assert_false(may(cx, who, CONSENT_MARKETING));
    Consents view = { 0 };
    GOOD(cx, consent_view(cx, who, &view));
    assert_int_equal(view.purposes.count, CONSENT_PURPOSE_END - 1);
    assert_int_equal(view.history.count, 4);
    assert_int_equal(ROWS_AT(ConsentStanding, view.purposes, CONSENT_SMS - 1)->state,
                     CONSENT_WITHDRAWN);
    assert_int_equal(ROWS_AT(ConsentStanding, view.purposes, CONSENT_EMAIL - 1)->state,
                     CONSENT_UNKNOWN);
}

static void test_what_is_no_saying_is_refused(void **state)
{
    Ctx             *cx  = test_house_ctx(*state);
    const CustomerId who = person(cx, "u1");
    ConsentDraft draft = { .purpose = CONSENT_SMS, .state = CONSENT_UNKNOWN, .source = S("form") };
    assert_int_equal(consent_tell(cx, who, &draft), ERR_INVALID);
    assert_string_equal(cx->err.reason, "consent.not_said");
    forgive(cx);
    draft.state = CONSENT_GIVEN;
    draft.at_ms = cx->now_ms + 3600000;
    assert_int_equal(consent_tell(cx, who, &draft), ERR_INVALID);
    assert_string_equal(cx->err.reason, "consent.in_the_future");
    forgive(cx);
    draft.at_ms = 0;
    assert_int_equal(consent_tell(cx, (CustomerId){ 77 }, &draft), ERR_NOT_FOUND);
}

static void test_a_merge_reads_both_and_a_split_parts_them_again(void **state)
{
    Ctx                *cx  = test_house_ctx(*state);
    const CustomerId    a   = person(cx, "u1");
    const CustomerId    b   = person(cx, "u2");
    const MergeEvidence why = { .source = S("test") };
    MergeId             id  = { 0 };
    say(cx, a, CONSENT_SMS, CONSENT_GIVEN, cx->now_ms - 2000);
    say(cx, b, CONSENT_SMS, CONSENT_WITHDRAWN, cx->now_ms - 1000);
    GOOD(cx, customer_merge(cx, a, b, &why, &id));
    assert_false(may(cx, a, CONSENT_SMS));
    assert_false(may(cx, b, CONSENT_SMS));
    GOOD(cx, customer_split(cx, id, NULL, NULL));
    assert_true(may(cx, a, CONSENT_SMS));
    assert_false(may(cx, b, CONSENT_SMS));
}

static void test_many_are_asked_at_once_as_one_by_one(void **state)
{
    Ctx    *cx = test_house_ctx(*state);
    int64_t ids[40];
    Ids     kept = { 0 };
    size_t  at   = 0;
    for (size_t i = 0; i < COUNT(ids); i++) {
        const CustomerId who = person(cx, str_fmt(cx->arena, "u%zu", i).ptr);
        ids[i]               = who.v;
        if (i % 3 == 0) say(cx, who, CONSENT_MARKETING, CONSENT_WITHDRAWN, 0);
        if (i % 4 == 0) say(cx, who, CONSENT_SMS, CONSENT_GIVEN, 0);
    }
    for (int purpose = 1; purpose < CONSENT_PURPOSE_END; purpose++) {
        GOOD(cx, consent_keep(cx, (ConsentPurpose)purpose, (Ids){ ids, COUNT(ids) }, &kept));
        at = 0;
        for (size_t i = 0; i < COUNT(ids); i++)
            if (may(cx, (CustomerId){ ids[i] }, (ConsentPurpose)purpose))
                assert_int_equal(kept.at[at++], ids[i]);
        assert_int_equal(at, kept.count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_the_newest_saying_counts_in_whatever_order_they_are_written),
        ON_HOUSE(test_what_is_no_saying_is_refused),
        ON_HOUSE(test_a_merge_reads_both_and_a_split_parts_them_again),
        ON_HOUSE(test_many_are_asked_at_once_as_one_by_one),
    };
    return FOR_EACH_ENGINE(tests);
}
