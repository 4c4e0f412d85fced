/* command_identity_bench.c -- how long the door looks for a person among many, and how long two
 * persons with much history take to become one.  Writes into a store of its own. */
#include "app/command.h"

#include "customer/customer.h"
#include "sys/sys.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    PERSONS = 1000000,
    BATCH   = 500,
    LOOKED  = 100, /* of a call of the tracking door */
    CALLS   = 300,
    LATELY  = 2000,  /* who came again and again of late */
    EVENTS  = 10000, /* of each of the two */
    PAIRS   = 5
};

/* What others do on the machine meanwhile does not count. */
static double processor_s(void)
{
    struct timespec at = { 0 };
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static void add(DoorWho *who, Str kind, Str scope, Str value)
{
    who->claims[who->count++] = (DoorClaim){
        .kind = kind, .scope = scope, .value = value, .decides = true, .is_verified = true
    };
}

static DoorWho who_of(Arena *arena, int64_t number, bool all)
{
    DoorWho         who = { 0 };
    const long long n   = (long long)number;
    add(&who, IDENTITY_OPENID, S("wx1"), str_fmt(arena, "o%lld", n));
    if (!all) return who;
    add(&who, IDENTITY_UNIONID, S(""), str_fmt(arena, "u%lld", n));
    add(&who, IDENTITY_BUYER_ID, S("taobao/1"), str_fmt(arena, "b%lld", n));
    return who;
}

static Code fill(Ctx *cx, int64_t persons)
{
    for (int64_t first = 0; first < persons; first += BATCH) {
        const ArenaMark mark = arena_mark(cx->arena);
        DoorWho        *whos = arena_make(cx->arena, DoorWho, BATCH);
        for (int64_t i = 0; i < BATCH; i++) whos[i] = who_of(cx->arena, first + i, true);
        TXN(txn);
        TRY(cx_begin(cx, &txn));
        TRY(customer_door_resolve(cx, S("bench"), whos, BATCH));
        TRY(cx_commit(cx, &txn));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

/* Microseconds of processor a person. */
static Code look(Ctx *cx, int64_t persons, double *us)
{
    double spent = 0;
    for (int call = 0; call < CALLS; call++) {
        const ArenaMark mark = arena_mark(cx->arena);
        DoorWho        *whos = arena_make(cx->arena, DoorWho, LOOKED);
        for (int i = 0; i < LOOKED; i++)
            whos[i] = who_of(cx->arena, (int64_t)cx_random(cx, (uint64_t)persons), false);
        TXN(txn);
        TRY(cx_begin(cx, &txn));
        const double begin = processor_s();
        TRY(customer_door_resolve(cx, S("bench"), whos, LOOKED));
        if (call >= CALLS / 3) spent += processor_s() - begin; /* warm by then */
        TRY(cx_commit(cx, &txn));
        arena_rewind(cx->arena, mark);
    }
    *us = spent * 1e6 / (LOOKED * (CALLS - CALLS / 3));
    return OK;
}

static Code append(Ctx *cx, int64_t person)
{
    for (int first = 0; first < EVENTS; first += BATCH) {
        const ArenaMark mark   = arena_mark(cx->arena);
        EventDraft     *drafts = arena_make(cx->arena, EventDraft, BATCH);
        for (int i = 0; i < BATCH; i++)
            drafts[i] = (EventDraft){ .id   = str_fmt(cx->arena, "bench:%lld:%d", (long long)person,
                                                      first + i),
                                      .type = S("page.viewed"),
                                      .person_id = person };
        TRY(event_append_all(cx, drafts, BATCH, NULL));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Milliseconds until two with 10,000 events each are one, durably; the median of some. */
static Code merge(Ctx *cx, double *ms, double *processor_ms)
{
    double walls[PAIRS], processors[PAIRS];
    for (int pair = 0; pair < PAIRS; pair++) {
        DoorWho             whos[2] = { who_of(cx->arena, 2 * pair, false),
                                        who_of(cx->arena, 2 * pair + 1, false) };
        const MergeEvidence said    = { .source = S("console") };
        MergeId             id      = { 0 };
        {
            TXN(txn);
            TRY(cx_begin(cx, &txn));
            TRY(customer_door_resolve(cx, S("bench"), whos, 2));
            TRY(cx_commit(cx, &txn));
        }
        TRY(append(cx, whos[0].person_id));
        TRY(append(cx, whos[1].person_id));
        const double  begin = processor_s();
        const int64_t at_us = clock_mono_us();
        TRY(customer_merge(cx, (CustomerId){ whos[0].person_id }, (CustomerId){ whos[1].person_id },
                           &said, &id));
        walls[pair]      = (double)(clock_mono_us() - at_us) / 1e3;
        processors[pair] = (processor_s() - begin) * 1e3;
    }
    qsort(walls, PAIRS, sizeof *walls, by_value);
    qsort(processors, PAIRS, sizeof *processors, by_value);
    *ms           = walls[PAIRS / 2];
    *processor_ms = processors[PAIRS / 2];
    return OK;
}

int command_identity_bench(App *app)
{
    int64_t persons = PERSONS;
    double  us = 0, again_us = 0, ms = 0, processor_ms = 0;
    Ctx     cx = app_ctx(app, 0, "system:command");
    if (app->rest.count && (!str_to_i64(app->rest.at[0], &persons) || persons < BATCH)) {
        fprintf(stderr, "weft: identity bench takes a number of persons, at least %d\n", BATCH);
        return 2;
    }
    persons -= persons % BATCH;
    if (app_tenant(app, &cx) != OK || fill(&cx, persons) != OK || look(&cx, persons, &us) != OK ||
        look(&cx, persons < LATELY ? persons : LATELY, &again_us) != OK ||
        merge(&cx, &ms, &processor_ms) != OK)
        return app_complain(&cx, "the bench stopped");
    printf("{\"persons\":%lld,\"identities\":%lld,\"door_us\":%.2f,\"again_us\":%.2f,"
           "\"merge_ms\":%.2f,\"merge_processor_ms\":%.2f}\n",
           (long long)persons, (long long)(3 * persons), us, again_us, ms, processor_ms);
    return 0;
}
