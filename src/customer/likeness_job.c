/* likeness_job.c -- the search for alike customers: some at a time, each against those who share a
 * key with him.  The comparison is likeness.c; statements are in likeness_sql.c. */
#include "customer/likeness_job.h"

#include "customer/customer_identity.h"
#include "customer/customer_merge_policy.h"
#include "customer/customer_merge_sql.h"
#include "customer/likeness.h"
#include "customer/likeness_sql.h"
#include "wire/json.h"

#define LIKENESS_KIND "customer.likeness"

enum {
    STEP       = 200, /* customers of a step                                              */
    MEMBERS    = 50,  /* a key that more share says nothing: 2000-01-01 as a birthday      */
    OVERLAP_MS = 10 * 60 * 1000, /* who was being changed while the last search began      */
    LIST_MAX   = 1 << 20,
    ROOM_MS    = MS_PER_DAY - 30 * 60 * 1000
};

/* One step. */
typedef struct Search {
    Ctx    *cx;
    int     setting;
    IdMap  *people; /* id -> Likeness */
    int64_t found;
} Search;

/* ---- starting ------------------------------------------------------------------------------ */

static Code is_running(Ctx *cx, bool *running)
{
    Rows jobs = { 0 };
    Str  next = { 0 };
    *running  = false;
    TRY(job_list(cx, true, (Str){ 0 }, PAGE_LIMIT_MAX, &jobs, &next));
    for (size_t i = 0; i < jobs.count; i++)
        if (str_equal(ROWS_AT(Job, jobs, i)->kind, str_of(likeness_job.word))) *running = true;
    return OK;
}

static Code queue(Ctx *cx, int64_t searched_at_ms, Job *out)
{
    const int64_t since_ms = searched_at_ms > OVERLAP_MS ? searched_at_ms - OVERLAP_MS : 0;
    return job_start(cx,
                     (JobDraft){ .kind  = str_of(likeness_job.word),
                                 .title = S("查找疑似重复客户"),
                                 .unit  = S("customer"),
                                 .args = str_fmt(cx->arena, "{\"since_ms\":%lld,\"until_ms\":%lld}",
                                                 (long long)since_ms, (long long)cx->now_ms) },
                     out);
}

Code likeness_job_start(Ctx *cx, Job *out)
{
    LikenessLevel level          = LIKENESS_OFF;
    int64_t       searched_at_ms = 0;
    bool          running        = false;
    TRY(customer_merge_policy_likeness(cx, &level, &searched_at_ms));
    REQUIRE(cx, level != LIKENESS_OFF, ERR_CONFLICT, "likeness.off");
    TRY(is_running(cx, &running));
    REQUIRE(cx, !running, ERR_CONFLICT, "likeness.running");
    return queue(cx, searched_at_ms, out);
}

Code likeness_job_tick(Ctx *cx)
{
    LikenessLevel level          = LIKENESS_OFF;
    int64_t       searched_at_ms = 0;
    bool          running        = false;
    Job           job            = { 0 };
    TRY(customer_merge_policy_likeness(cx, &level, &searched_at_ms));
    if (level == LIKENESS_OFF || cx->now_ms - searched_at_ms < ROOM_MS) return OK;
    TRY(is_running(cx, &running));
    return running ? OK : queue(cx, searched_at_ms, &job);
}

/* ---- persons made ready -------------------------------------------------------------------- */

static Code list_of(Ctx *cx, const int64_t *ids, size_t count, Str *text)
{
    JsonOut list = json_out(cx->arena, LIST_MAX);
    json_open_array(&list);
    for (size_t i = 0; i < count; i++) json_put_i64(&list, ids[i]);
    json_close_array(&list);
    return json_out_done(&list, text);
}

static Code facts_of(Ctx *cx, const Customer *customer, const Rows *identities,
                     LikenessFacts *facts)
{
    *facts = (LikenessFacts){ .id       = customer->id,
                              .name     = customer->name,
                              .birthday = customer->birthday,
                              .address  = customer->address,
                              .gender   = customer->gender };
    for (size_t i = 0; i < identities->count; i++) {
        const CustomerIdentity *row   = ROWS_AT(CustomerIdentity, *identities, i);
        Str                    *place = &facts->member_no;
        if (row->customer_id != customer->id) continue;
        if (str_equal(row->kind, IDENTITY_PHONE)) place = &facts->phone;
        if (str_equal(row->kind, IDENTITY_EMAIL)) place = &facts->email;
        if (place->len == 0) TRY(customer_identity_known(cx, row, place));
    }
    return OK;
}

static Code make_ready(Search *search, const Rows *customers, Str ids)
{
    Ctx *cx         = search->cx;
    Rows identities = { 0 };
    TRY(likeness_sql_identities(cx, ids, &identities));
    for (size_t i = 0; i < customers->count; i++) {
        LikenessFacts facts = { 0 };
        TRY(facts_of(cx, ROWS_AT(Customer, *customers, i), &identities, &facts));
        Likeness *person = arena_make(cx->arena, Likeness, 1);
        *person          = likeness_of(cx->arena, &facts);
        (void)idmap_put(search->people, facts.id, person); /* each stands once */
    }
    return OK;
}

static Code make_others_ready(Search *search, const Vec *ids)
{
    Rows customers = { 0 };
    Str  list      = { 0 };
    if (ids->count == 0) return OK;
    TRY(list_of(search->cx, VEC_AT(*ids, int64_t, 0), ids->count, &list));
    TRY(likeness_sql_customers(search->cx, list, &customers));
    return make_ready(search, &customers, list);
}

/* ---- one against others -------------------------------------------------------------------- */

typedef struct Pair {
    int64_t a, b;
} Pair;

/* Those who share a key with somebody of this step. */
static Code find_pairs(Search *search, const Rows *keys, Vec *pairs, Vec *others)
{
    Ctx    *cx   = search->cx;
    StrMap *seen = strmap_new(cx->arena);
    IdMap  *read = idmap_new(cx->arena);
    for (size_t i = 0; i < keys->count; i++) {
        const LikenessKey *key = ROWS_AT(LikenessKey, *keys, i);
        Ids                ids = { 0 };
        TRY(likeness_sql_members(cx, key->key, MEMBERS + 1, &ids));
        for (size_t j = 0; j < ids.count && ids.count <= MEMBERS; j++) {
            const int64_t a = key->customer_id, b = ids.at[j];
            const Str     text = str_fmt(cx->arena, "%lld %lld", (long long)(a < b ? a : b),
                                         (long long)(a < b ? b : a));
            if (a == b || strmap_find(seen, text)) continue;
            (void)strmap_put(seen, text, search);
            *VEC_ADD(pairs, Pair) = (Pair){ a, b };
            if (idmap_find(search->people, b) || idmap_find(read, b)) continue;
            (void)idmap_put(read, b, search);
            *VEC_ADD(others, int64_t) = b;
        }
    }
    return OK;
}

static Code ask(Search *search, const Pair *pair)
{
    Ctx            *cx    = search->cx;
    const Likeness *a     = idmap_find(search->people, pair->a),
                   *b     = idmap_find(search->people, pair->b);
    MergeOutcome outcome  = 0;
    bool         is_asked = false;
    if (!a || !b) return OK;
    const int weight = likeness_weigh(a, b);
    if (weight < search->setting) return OK;
    TRY(customer_merge_sql_review_of_pair(cx, pair->a, pair->b, &is_asked));
    if (is_asked) return OK;
    const MergeEvidence evidence = { .source = S("likeness"),
                                     .why    = likeness_why(cx->arena, a, b),
                                     .score  = likeness_score(weight) };
    TRY(customer_merge_propose(cx, (CustomerId){ pair->a }, (CustomerId){ pair->b }, &evidence,
                               &outcome));
    search->found += outcome == MERGE_ASKED;
    return OK;
}

static Code compare(Search *search, const Rows *keys)
{
    Ctx *cx     = search->cx;
    Vec  pairs  = vec_of(cx->arena, Pair);
    Vec  others = vec_of(cx->arena, int64_t);
    TRY(find_pairs(search, keys, &pairs, &others));
    TRY(make_others_ready(search, &others));
    for (size_t i = 0; i < pairs.count; i++) TRY(ask(search, VEC_AT(pairs, Pair, i)));
    return OK;
}

/* ---- a step -------------------------------------------------------------------------------- */

static Rows keys_of(Search *search, const Rows *customers)
{
    Ctx *cx   = search->cx;
    Vec  rows = vec_of(cx->arena, LikenessKey);
    for (size_t i = 0; i < customers->count; i++) {
        int64_t         keys[LIKENESS_KEYS_MAX];
        const int64_t   id     = ROWS_AT(Customer, *customers, i)->id;
        const Likeness *person = idmap_find(search->people, id);
        const size_t    count  = likeness_keys(person, keys);
        for (size_t j = 0; j < count; j++)
            *VEC_ADD(&rows, LikenessKey) = (LikenessKey){ cx->tenant_id, keys[j], id };
    }
    return vec_rows(&rows);
}

static Code look_at(Search *search, const Rows *customers)
{
    Ctx     *cx   = search->cx;
    int64_t *ids  = arena_make(cx->arena, int64_t, customers->count);
    Str      list = { 0 };
    for (size_t i = 0; i < customers->count; i++) ids[i] = ROWS_AT(Customer, *customers, i)->id;
    TRY(list_of(cx, ids, customers->count, &list));
    TRY(make_ready(search, customers, list));
    const Rows keys = keys_of(search, customers);
    TRY(likeness_sql_put_keys(cx, list, keys));
    return compare(search, &keys);
}

static int setting_of(LikenessLevel level)
{
    static const int settings[] = { [LIKENESS_OFF]      = LIKENESS_SHIPPED,
                                    [LIKENESS_CAREFUL]  = LIKENESS_SHIPPED + 300,
                                    [LIKENESS_BALANCED] = LIKENESS_SHIPPED,
                                    [LIKENESS_WIDE]     = LIKENESS_SHIPPED - 200 };
    return settings[level];
}

static Code read_text(Ctx *cx, Str text, const Json **out)
{
    const JsonLimits limits = { .bytes = 1000, .nodes = 20, .depth = 3 };
    JsonError        error  = { 0 };
    if (json_parse(cx->arena, text.len ? text : S("{}"), limits, out, &error) == OK) return OK;
    return fail(cx, ERR_INTERNAL, "job.bad_checkpoint", "%s", error.reason);
}

static Code save(Ctx *cx, Job *job, const Rows *customers, int64_t found)
{
    const int64_t last = ROWS_AT(Customer, *customers, customers->count - 1)->id;
    job->done += (int64_t)customers->count;
    job->checkpoint =
        str_fmt(cx->arena, "{\"after\":%lld,\"found\":%lld}", (long long)last, (long long)found);
    job->result = str_fmt(cx->arena, "{\"found\":%lld}", (long long)found);
    return job_save(cx, job);
}

static Code step(Ctx *cx, Job *job, bool *more)
{
    const Json   *args = NULL, *at = NULL;
    LikenessLevel level          = LIKENESS_OFF;
    int64_t       searched_at_ms = 0;
    Rows          customers      = { 0 };
    TXN(txn);
    TRY(read_text(cx, job->args, &args));
    TRY(read_text(cx, job->checkpoint, &at));
    TRY(cx_begin(cx, &txn));
    TRY(customer_merge_policy_likeness(cx, &level, &searched_at_ms));
    TRY(likeness_sql_changed(cx, json_i64(at, S("after"), 0), json_i64(args, S("since_ms"), 0),
                             STEP, &customers));
    *more = level != LIKENESS_OFF && customers.count == STEP;
    if (level != LIKENESS_OFF && customers.count) {
        Search search = { .cx      = cx,
                          .setting = setting_of(level),
                          .people  = idmap_new(cx->arena),
                          .found   = json_i64(at, S("found"), 0) };
        TRY(look_at(&search, &customers));
        TRY(save(cx, job, &customers, search.found));
    }
    if (!*more) TRY(customer_merge_policy_searched(cx, json_i64(args, S("until_ms"), 0)));
    return cx_commit(cx, &txn);
}

const JobKind likeness_job = { LIKENESS_KIND, step };
