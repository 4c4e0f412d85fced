/* What the door remembers is what its statement would find, whatever happens to people. */
#include "customer/customer_door_memory.h"
#include "customer/customer_erased.h"
#include "customer/customer_merge.h"
#include "customer/customer_sql.h"
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

enum { VALUES = 8, STEPS = 600, STEPS_PG = 20, MERGES_MAX = 64 };

/* A merge of two who were contacts of one member, of one with himself, a split of one that was
 * taken back: what people try. */
static void may_be_refused(Ctx *cx, Code code)
{
    if (code == OK) return;
    assert_true(code == ERR_CONFLICT || code == ERR_NOT_FOUND || code == ERR_INVALID);
    forgive(cx);
}

/* ---- a small world ------------------------------------------------------------------------- */

static Str kind_at(size_t at)
{
    static const char *const kinds[] = { "user_id", "anonymous_id", "openid", "unionid", "phone" };
    return str_of(kinds[at % COUNT(kinds)]);
}
enum { KINDS = 5 };

static Str value_at(Ctx *cx, size_t kind, size_t at)
{
    if (kind == KINDS - 1) return str_fmt(cx->arena, "1380000000%zu", at);
    return str_fmt(cx->arena, "%.*s-%zu", FMT(kind_at(kind)), at);
}

/* Some of his claims, strongest first; a phone decides nothing. */
static DoorWho somebody(Ctx *cx)
{
    DoorWho who = { .name = S("某人"), .at_ms = cx->now_ms };
    for (size_t i = 0; i < KINDS; i++) {
        const size_t kind = (i + 2) % KINDS; /* openid, unionid, phone, user_id, anonymous_id */
        if (cx_random(cx, 3) != 0) continue;
        (void)customer_door_claim(cx->arena, &who,
                                  (DoorClaim){ .kind    = kind_at(kind),
                                               .value   = value_at(cx, kind, cx_random(cx, VALUES)),
                                               .decides = kind != KINDS - 1,
                                               .is_verified = cx_random(cx, 2) == 0,
                                               .is_maybe    = cx_random(cx, 4) == 0 });
    }
    return who;
}

/* ---- what happens to it --------------------------------------------------------------------- */

static void enter(Ctx *cx)
{
    DoorWho    whos[3] = { somebody(cx), somebody(cx), somebody(cx) };
    const bool is_kept = cx_random(cx, 3) != 0;
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    GOOD(cx, customer_door_resolve(cx, S("test"), whos, COUNT(whos)));
    if (is_kept) GOOD(cx, cx_commit(cx, &txn));
}

static CustomerId holder_of_some(Ctx *cx)
{
    CustomerId   id    = { 0 };
    bool         found = false;
    const size_t kind  = (size_t)cx_random(cx, KINDS);
    GOOD(cx, customer_identity_find(cx, kind_at(kind), S(""),
                                    value_at(cx, kind, cx_random(cx, VALUES)), &id, &found));
    return id;
}

static void merge(Ctx *cx, MergeId *merges, size_t *count)
{
    const CustomerId    a = holder_of_some(cx), b = holder_of_some(cx);
    const MergeEvidence said = { .source = S("console") };
    if (!a.v || !b.v || a.v == b.v || *count == MERGES_MAX) return;
    const Code code = customer_merge(cx, a, b, &said, &merges[*count]);
    if (code == OK) ++*count;
    may_be_refused(cx, code);
}

static void erase(Ctx *cx)
{
    CustomerId id = holder_of_some(cx);
    TXN(txn);
    if (!id.v) return;
    GOOD(cx, cx_begin(cx, &txn));
    const Code code = customer_erase(cx, id);
    if (code == OK) GOOD(cx, cx_commit(cx, &txn));
    may_be_refused(cx, code);
}

static void write_phone(Ctx *cx)
{
    const CustomerId id      = holder_of_some(cx);
    bool             changed = false;
    if (!id.v) return;
    may_be_refused(cx, customer_identity_write(cx, id, IDENTITY_PHONE,
                                               value_at(cx, KINDS - 1, cx_random(cx, VALUES)),
                                               S("console"), &changed));
}

/* No slice takes the row away and leaves the identities; whoever would, it is noticed. */
static void lose_row(Ctx *cx)
{
    static const Query drop = { .name   = "test.drop_customer",
                                .sql    = "DELETE FROM customer WHERE tenant_id = $1 AND id = $2",
                                .global = true };
    GOOD(cx, cx_run(cx, &drop, NULL, ARGS(V(cx->tenant_id), V(holder_of_some(cx).v))));
}

enum { INSTANTS = 12 };
/* Later than they were made. */
static int64_t instant_at(const Ctx *cx, uint64_t at)
{
    return cx->now_ms + 1 + (int64_t)at * CUSTOMER_TOUCH_MS / 2;
}

static void touch(Ctx *cx)
{
    const CustomerId id      = holder_of_some(cx);
    const bool       is_kept = cx_random(cx, 3) != 0;
    TXN(txn);
    if (!id.v) return;
    GOOD(cx, cx_begin(cx, &txn));
    GOOD(cx, customer_touch_seldom(cx, id, instant_at(cx, cx_random(cx, INSTANTS))));
    if (is_kept) GOOD(cx, cx_commit(cx, &txn));
}

/* ---- beside the statement -------------------------------------------------------------------- */

static DoorHolder statement_says(Ctx *cx, Str kind, Str lookup, bool asks_user, bool *found)
{
    Rows rows = { 0 };
    GOOD(cx, customer_door_sql_holders(
                 cx, kind, S(""), str_fmt(cx->arena, "[\"%.*s\"]", FMT(lookup)), asks_user, &rows));
    assert_true(rows.count <= 1);
    *found = rows.count == 1;
    return *found ? *ROWS_AT(DoorHolder, rows, 0) : (DoorHolder){ 0 };
}

/* Of all values; what is found is kept for later. */
static int64_t compare(Ctx *cx)
{
    int64_t remembered = 0;
    for (size_t kind = 0; kind < KINDS; kind++)
        for (size_t at = 0; at < VALUES; at++) {
            const Str  lookup = customer_identity_lookup(cx, kind_at(kind), value_at(cx, kind, at));
            const Str  text   = str_fmt(cx->arena, "%.*s\n\n%.*s", FMT(kind_at(kind)), FMT(lookup));
            const bool asks_user = cx_random(cx, 2) == 0;
            bool       found     = false;
            DoorHolder kept      = { 0 };
            const DoorHolder row = statement_says(cx, kind_at(kind), lookup, asks_user, &found);
            if (customer_door_memory_find(cx, text, asks_user, &kept)) {
                remembered++;
                assert_true(found);
                assert_int_equal(kept.id, row.id);
                assert_int_equal(kept.customer_id, row.customer_id);
                assert_int_equal(kept.verified_at_ms, row.verified_at_ms);
                assert_int_equal(kept.has_row, row.has_row);
                if (asks_user) assert_int_equal(kept.has_user, row.has_user);
            } else if (found) {
                customer_door_memory_keep(cx, text, asks_user || kind == 0, &row);
            }
        }
    return remembered;
}

/* What is remembered of when people were last heard of is no later than what their rows tell. */
static int64_t compare_seen(Ctx *cx)
{
    int64_t remembered = 0;
    for (size_t kind = 0; kind < KINDS; kind++)
        for (size_t at = 0; at < VALUES; at++) {
            CustomerId id    = { 0 };
            bool       found = false;
            int64_t    last  = 0;
            GOOD(cx, customer_identity_find(cx, kind_at(kind), S(""), value_at(cx, kind, at), &id,
                                            &found));
            if (!found) continue;
            GOOD(cx, customer_sql_last_event(cx, id.v, &last));
            for (uint64_t i = 0; i < INSTANTS; i++) {
                if (!customer_door_memory_saw(cx, id.v, instant_at(cx, i))) continue;
                remembered++;
                assert_true(last >= instant_at(cx, i));
            }
        }
    return remembered;
}

static void test_what_is_remembered_is_what_would_be_found(void **state)
{
    TestHouse  *house = *state;
    MergeId     merges[MERGES_MAX];
    size_t      count      = 0;
    int64_t     remembered = 0, seen = 0;
    DoorMemory *memory          = customer_door_memory_new(house->db);
    house->services.door_memory = memory;
    const bool is_kept          = test_house_engine() == DB_SQLITE;
    for (int step = 0; step < (is_kept ? STEPS : STEPS_PG); step++) {
        const ArenaMark mark = arena_mark(house->arena);
        Ctx            *cx   = test_house_ctx(house);
        cx->seed             = (uint64_t)step + 1;
        switch (cx_random(cx, 12)) {
        case 0: merge(cx, merges, &count); break;
        case 1:
            if (count) may_be_refused(cx, customer_split(cx, merges[--count], NULL, NULL));
            break;
        case 2: erase(cx); break;
        case 3: write_phone(cx); break;
        case 4: lose_row(cx); break;
        case 5:
        case 6: touch(cx); break;
        default: enter(cx);
        }
        {
            TXN(txn);
            GOOD(cx, cx_begin(cx, &txn));
            remembered += compare(cx);
            seen += compare_seen(cx);
            GOOD(cx, cx_commit(cx, &txn));
        }
        arena_rewind(house->arena, mark);
    }
    if (is_kept)
        assert_true(remembered > STEPS && seen > STEPS); /* else nothing was tested */
    else
        assert_int_equal(remembered + seen, 0);
    house->services.door_memory = NULL;
    customer_door_memory_free(memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_what_is_remembered_is_what_would_be_found),
    };
    return FOR_EACH_ENGINE(tests);
}
