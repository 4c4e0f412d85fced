/* shop_pull.c -- the job that asks for what changed in a window, the timer that starts it, and the
 * effect that asks for what a callback named. */
#include "shop/shop_pull.h"

#include "org/org.h"
#include "shop/shop_apply.h"
#include "shop/shop_call.h"
#include "shop/shop_sql.h"

enum {
    OVERLAP_MS       = 10 * MS_PER_MINUTE, /* rows are seen late, clocks differ */
    FIRST_DAYS       = 30,
    WINDOW_DAYS_MAX  = 90,
    WANTED_PER_FETCH = 50,
    WHOLE_HOURS      = 24, /* stock moves without a product changing */
    NO_PRODUCTS      = -1,
};

static const Field draft_fields[] = {
    FIELD_TIME(PullDraft, from_ms, .flags = REQUIRED),
    FIELD_TIME(PullDraft, to_ms),
};
const Shape shop_pull_draft_shape = SHAPE(PullDraft, draft_fields);

/* ---- the job --------------------------------------------------------------------------------- */

typedef struct PullArgs {
    int64_t shop_id, from_ms, to_ms;
    int64_t products_from_ms; /* 0: all there are; NO_PRODUCTS: none */
} PullArgs;
static const Field args_fields[] = {
    FIELD_ID(PullArgs, shop_id),
    FIELD(PullArgs, from_ms),
    FIELD(PullArgs, to_ms),
    FIELD(PullArgs, products_from_ms),
};
static const Shape args_shape = SHAPE(PullArgs, args_fields);

typedef struct PullCheckpoint {
    ShopWant what;
    int64_t  from_ms; /* of the present window */
    Str      cursor;
} PullCheckpoint;
static const Field checkpoint_fields[] = {
    FIELD_ENUM(PullCheckpoint, what, shop_want_words),
    FIELD(PullCheckpoint, from_ms),
    FIELD(PullCheckpoint, cursor),
};
static const Shape checkpoint_shape = SHAPE(PullCheckpoint, checkpoint_fields);

static Code read_json(Ctx *cx, Str text, const Shape *shape, void *out)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    ShapeError  why   = { 0 };
    if (json_parse(cx->arena, text, JSON_LIMITS, &json, &error) != OK)
        return fail(cx, ERR_INTERNAL, error.reason, "%.*s", FMT(text));
    if (shape_from_json(cx->arena, shape, json, out, NULL, &why) != OK) return fail_shape(cx, &why);
    return OK;
}

/* Products come last, in one window of their own: an app may lack the right to them, and orders
 * are known all the same. */
static bool is_asked(const Speaking *speaking, const PullArgs *args, ShopWant what)
{
    if (!(speaking->connector->pulls & 1u << what)) return false;
    if (what != WANT_PRODUCTS) return true;
    const Str wish = shop_connector_option(&speaking->keys, "products", S("on"));
    return args->products_from_ms != NO_PRODUCTS && !str_equal(wish, S("off"));
}

static int64_t window_end(const Speaking *speaking, const PullArgs *args, const PullCheckpoint *at)
{
    const int64_t end = at->from_ms + speaking->connector->window_max_ms;
    return at->what != WANT_PRODUCTS && end < args->to_ms ? end : args->to_ms;
}

/* After the last page of a window comes the next one, after the last window the next question. */
static void move_on(const Speaking *speaking, const PullArgs *args, PullCheckpoint *at, bool *more)
{
    const int64_t end = window_end(speaking, args, at);
    at->cursor        = (Str){ 0 };
    at->from_ms       = end;
    if (end < args->to_ms) return;
    do at->what++;
    while (at->what <= WANT_PRODUCTS && !is_asked(speaking, args, at->what));
    at->from_ms = at->what == WANT_PRODUCTS ? args->products_from_ms : args->from_ms;
    *more       = at->what <= WANT_PRODUCTS;
}

static Code finish_orders(Ctx *cx, const PullArgs *args, const Shop *shop)
{
    /* What lies behind a hole is not known, however new it is. */
    const bool    joins = !shop->pulled_until_ms || args->from_ms <= shop->pulled_until_ms;
    const int64_t until = joins ? args->to_ms : 0;
    return shop_sql_pulled(cx, shop->id, cx->now_ms, until);
}

static Code finish_products(Ctx *cx, const PullArgs *args, const Shop *shop)
{
    const bool is_whole = args->products_from_ms == 0;
    const bool joins    = is_whole || args->products_from_ms <= shop->products_until_ms;
    return shop_sql_products_pulled(cx, shop->id, joins ? args->to_ms : 0,
                                    is_whole ? args->to_ms : 0);
}

/* What a step asked for, and where the next one goes on. */
typedef struct PullStep {
    Speaking       *speaking;
    const PullArgs *args;
    ShopWant        asked;
    PullCheckpoint  next;
    bool            more;
} PullStep;

static Code finish(const PullStep *step)
{
    Ctx        *cx        = step->speaking->cx;
    const Shop *shop      = &step->speaking->shop;
    const bool  no_orders = !step->more || step->next.what == WANT_PRODUCTS;
    if (step->asked == WANT_PRODUCTS)
        return step->more ? OK : finish_products(cx, step->args, shop);
    return no_orders ? finish_orders(cx, step->args, shop) : OK;
}

static Code store(const PullStep *step, Job *job, const ShopFacts *facts)
{
    Ctx    *cx   = step->speaking->cx;
    Applied done = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(shop_apply(cx, &step->speaking->shop, facts, &done));
    job->done += done.orders + done.products;
    TRY(finish(step));
    job->checkpoint = shape_json(cx->arena, &checkpoint_shape, &step->next);
    TRY(job_save(cx, job));
    return cx_commit(cx, &txn);
}

static Code step(Ctx *cx, Job *job, bool *more)
{
    PullArgs       args = { 0 };
    PullCheckpoint at   = { 0 };
    Speaking       speaking;
    ShopPage       page  = { 0 };
    ShopFacts      facts = shop_facts(cx->arena);
    TRY(read_json(cx, job->args, &args_shape, &args));
    if (job->checkpoint.len > 2) TRY(read_json(cx, job->checkpoint, &checkpoint_shape, &at));
    if (!at.what) at = (PullCheckpoint){ .what = WANT_ORDERS, .from_ms = args.from_ms };
    TRY(shop_call_open(cx, (ShopId){ args.shop_id }, &speaking));
    const ShopAsk ask  = { .what    = at.what,
                           .from_ms = at.from_ms,
                           .to_ms   = window_end(&speaking, &args, &at),
                           .cursor  = at.cursor,
                           .now_ms  = cx->now_ms };
    PullStep      done = { .speaking = &speaking, .args = &args, .asked = at.what, .more = true };
    TRY(shop_call_ask(&speaking, &ask, &page));
    TRY(shop_call_facts(&speaking, &page, &facts));
    at.cursor = page.cursor;
    if (!page.cursor.len) move_on(&speaking, &args, &at, &done.more);
    done.next = at;
    *more     = done.more;
    return store(&done, job, &facts);
}

const JobKind shop_pull_job = { .word = "shop.pull", .step = step };

static Code start(Ctx *cx, const PullArgs *args, Str title, Job *out)
{
    return job_start(cx,
                     (JobDraft){ .kind  = S("shop.pull"),
                                 .title = title,
                                 .unit  = S("order"),
                                 .args  = shape_json(cx->arena, &args_shape, args) },
                     out);
}

Code shop_pull_start(Ctx *cx, ShopId id, const PullDraft *draft, Job *out)
{
    Shop          shop  = { 0 };
    const int64_t to_ms = draft->to_ms && draft->to_ms < cx->now_ms ? draft->to_ms : cx->now_ms;
    TRY(shop_get(cx, id, &shop));
    REQUIRE(cx, shop_connector_of(shop.platform)->pulls != 0, ERR_INVALID, "shop.no_pull");
    REQUIRE(cx, draft->from_ms > 0 && draft->from_ms < to_ms, ERR_INVALID, "shop.bad_window");
    REQUIRE(cx, to_ms - draft->from_ms <= WINDOW_DAYS_MAX * (int64_t)MS_PER_DAY, ERR_INVALID,
            "shop.bad_window");
    const bool is_whole = shop_connector_of(shop.platform)->lists_all_products;
    return start(cx,
                 &(PullArgs){ .shop_id          = shop.id,
                              .from_ms          = draft->from_ms,
                              .to_ms            = to_ms,
                              .products_from_ms = is_whole ? 0 : draft->from_ms },
                 shop.name, out);
}

/* ---- the timer --------------------------------------------------------------------------- */

static Str timer_key(Ctx *cx, const Shop *shop)
{
    return str_fmt(cx->arena, "%lld", (long long)shop->id);
}

Code shop_pull_schedule(Ctx *cx, const Shop *shop)
{
    const bool is_on = shop->state == SHOP_ACTIVE && shop->pull_minutes > 0 &&
                       shop_connector_of(shop->platform)->pulls != 0;
    if (!is_on) return timer_clear(cx, S("shop.pull"), timer_key(cx, shop));
    const int64_t first = shop->last_pull_at_ms ? shop->pull_minutes * MS_PER_MINUTE : 0;
    return timer_set(cx, S("shop.pull"), timer_key(cx, shop), cx->now_ms + first, (Str){ 0 });
}

/* Once for each hour that is silent. */
static Code tell_stale(Ctx *cx, const Shop *shop)
{
    JsonOut       out    = json_out(cx->arena, 2048);
    Str           params = { 0 };
    const int64_t since =
        shop->fresh_at_ms > shop->created_at_ms ? shop->fresh_at_ms : shop->created_at_ms;
    json_open_object(&out);
    json_pair_str(&out, S("name"), shop->name);
    json_pair_i64(&out, S("minutes"), (cx->now_ms - since) / MS_PER_MINUTE);
    json_pair_str(&out, S("reason"),
                  shop->health_reason.len ? shop->health_reason : S("shop.stale"));
    json_close_object(&out);
    if (json_out_done(&out, &params) != OK) params = S("{}");
    return org_notify(cx, &(NotificationDraft){
                              .kind          = S("shop.stale"),
                              .severity      = S("error"),
                              .to_holders_of = PERM_SHOP_WRITE,
                              .params        = params,
                              .link          = S("/settings/shops"),
                              .key = str_fmt(cx->arena, "shop.stale:%lld:%lld", (long long)shop->id,
                                             (long long)(cx->now_ms / MS_PER_HOUR)) });
}

static Code is_underway(Ctx *cx, const Shop *shop, bool *underway)
{
    Job job   = { 0 };
    *underway = false;
    if (!shop->pull_job_id) return OK;
    const Code code = job_get(cx, shop->pull_job_id, &job);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        return OK;
    }
    TRY(code);
    *underway = job.state == JOB_QUEUED || job.state == JOB_RUNNING;
    return OK;
}

/* All of them once a day; between that those that changed, where the platform can tell. */
static int64_t products_from(Ctx *cx, const Shop *shop)
{
    const ShopConnector *connector = shop_connector_of(shop->platform);
    const int64_t        whole_at  = shop->products_whole_at_ms;
    if (!whole_at || cx->now_ms - whole_at >= WHOLE_HOURS * (int64_t)MS_PER_HOUR) return 0;
    return connector->lists_all_products ? NO_PRODUCTS : shop->products_until_ms - OVERLAP_MS;
}

static Code fire(Ctx *cx, const Timer *timer)
{
    Shop    shop  = { 0 };
    Job     job   = { 0 };
    bool    found = false, underway = false;
    int64_t id = 0;
    if (!str_to_i64(timer->key, &id)) return OK;
    TRY(shop_sql_get(cx, id, &shop, &found));
    if (!found || shop.state != SHOP_ACTIVE || shop.pull_minutes == 0) return OK;
    TRY(shop_describe(cx, &shop, false));
    if (shop.is_stale) TRY(tell_stale(cx, &shop));
    TRY(is_underway(cx, &shop, &underway));
    if (!underway) {
        const int64_t  first = cx->now_ms - FIRST_DAYS * (int64_t)MS_PER_DAY;
        const int64_t  from  = shop.pulled_until_ms ? shop.pulled_until_ms - OVERLAP_MS : first;
        const PullArgs args  = { shop.id, from, cx->now_ms, products_from(cx, &shop) };
        TRY(start(cx, &args, shop.name, &job));
        TRY(shop_sql_pull_job(cx, shop.id, job.id));
    }
    return timer_set(cx, S("shop.pull"), timer->key, cx->now_ms + shop.pull_minutes * MS_PER_MINUTE,
                     (Str){ 0 });
}

const TimerKind shop_pull_timer = { .word = "shop.pull", .fire = fire };

/* ---- after a hint ------------------------------------------------------------------------ */

Code shop_pull_want(Ctx *cx, const Shop *shop, int64_t push_id, int32_t attempt, const Vec *wanted)
{
    JsonOut out  = json_out(cx->arena, 16 * 1024);
    Str     text = { 0 };
    REQUIRE(cx, wanted->count <= WANTED_PER_FETCH, ERR_LIMIT, "shop.too_many_wanted");
    json_open_object(&out);
    json_pair_id(&out, S("shop_id"), shop->id);
    json_pair_id(&out, S("push_id"), push_id);
    json_key(&out, S("wanted"));
    json_open_array(&out);
    for (size_t i = 0; i < wanted->count; i++) {
        const Wanted *one = VEC_AT(*wanted, Wanted, i);
        json_open_object(&out);
        json_pair_str(&out, S("what"), word_of(&shop_want_words, (int)one->what));
        json_pair_str(&out, S("number"), one->number);
        json_close_object(&out);
    }
    json_close_array(&out);
    json_close_object(&out);
    if (json_out_done(&out, &text) != OK)
        return fail(cx, ERR_LIMIT, "shop.too_many_wanted", "%zu", wanted->count);
    const Wanted *first = VEC_AT(*wanted, Wanted, 0);
    return outbox_put(
        cx,
        (EffectDraft){
            .kind   = S("shop.fetch"),
            .key    = str_fmt(cx->arena, "%lld:%d", (long long)push_id, (int)attempt),
            .quota  = str_fmt(cx->arena, "shop:%lld", (long long)shop->id),
            .lane   = str_fmt(cx->arena, "shop:%lld:%.*s", (long long)shop->id, FMT(first->number)),
            .object = str_fmt(cx->arena, "shop_push:%lld", (long long)push_id),
            .payload = text },
        NULL);
}

static void read_wanted(const Json *payload, ShopFacts *facts)
{
    const JsonItems items = json_items(payload, S("wanted"));
    for (size_t i = 0; i < items.count; i++) {
        const ShopWant what =
            (ShopWant)value_of(&shop_want_words, json_str(&items.at[i], S("what")));
        if (what)
            *VEC_ADD(&facts->wanted, Wanted) =
                (Wanted){ what, json_str(&items.at[i], S("number")) };
    }
}

static Code fetch(Ctx *cx, const Effect *effect)
{
    const Json *payload = NULL;
    JsonError   error   = { 0 };
    Speaking    speaking;
    ShopFacts   facts = shop_facts(cx->arena);
    if (json_parse(cx->arena, effect->payload, JSON_LIMITS, &payload, &error) != OK)
        return fail(cx, ERR_INTERNAL, error.reason, "payload");
    read_wanted(payload, &facts);
    TRY(shop_call_open(cx, (ShopId){ json_i64(payload, S("shop_id"), 0) }, &speaking));
    TRY(shop_call_wanted(&speaking, &facts));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(shop_apply(cx, &speaking.shop, &facts, NULL));
    return cx_commit(cx, &txn);
}

static void send(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    const Code code = fetch(cx, effect);
    *outcome        = (Outcome){ .verdict = VERDICT_DONE };
    if (code == OK) return;
    const bool later = code == ERR_UNAVAILABLE || cx->err.retry;
    outcome->verdict = later ? VERDICT_RETRY : VERDICT_DEAD;
    outcome->reason  = cx->err.reason;
    outcome->detail  = cx->err.detail;
    forgive(cx);
}

static Code settled(Ctx *cx, const Effect *effect, const Outcome *outcome)
{
    const Json *payload = NULL;
    JsonError   error   = { 0 };
    Push        push    = { 0 };
    bool        found   = false;
    if (json_parse(cx->arena, effect->payload, JSON_LIMITS, &payload, &error) != OK) return OK;
    TRY(shop_sql_push(cx, json_i64(payload, S("push_id"), 0), &push, &found));
    if (!found) return OK;
    const bool is_done = outcome->verdict == VERDICT_DONE;
    push.state         = is_done ? PUSH_APPLIED : PUSH_FAILED;
    push.reason        = is_done || !outcome->reason ? S("") : str_of(outcome->reason);
    push.detail = is_done || !outcome->detail.ptr ? S("") : str_prefix_bytes(outcome->detail, 300);
    push.applied_at_ms = cx->now_ms;
    return shop_sql_settle_push(cx, &push);
}

const EffectKind shop_fetch_effect = {
    .word = "shop.fetch", .per_minute = 600, .send = send, .settled = settled
};
