/* segment_index.c -- the memory of every tenant, kept true by following the log and the feed of
 * customers; who moved is written down by segment_store.c.
 *
 * Whoever asks brings it up to date first, under the lock: events since the last look, customers
 * that changed, audiences that were saved, and the time that passed.  Then all ask at once. */
#include "segment/segment_index.h"

#include "log/horizon.h"
#include "log/worker.h"
#include "segment/segment_order.h"
#include "segment/segment_store.h"

#include <stdlib.h>

enum {
    TENANTS_MAX = 1024,
    READ_EVENTS = 1000,
    TRIES       = 10,
    RULES_MAX   = 256 << 20,
    RANGES_MAX  = 50000, /* of customers that changed; beyond it all are read anew */
    FOLLOW_MS   = 1000,
    IDLE_MS     = 250, /* while no brand has audiences */
    HEAR_MS     = 30,  /* a breath, so that what happens together is followed together */
    PENDING_MAX = 1 << 30,
    LOOK_MS     = 500,   /* a list waits so long for what takes long             */
    OTHERS_MS   = 5000,  /* and so long for others, who keep it for moments      */
    RETRY_MS    = 60000, /* what was too large is tried again                    */
    READY_MS    = 3000,  /* of one brand it is said no more often that it counts */
    DUE_MAX     = 2000,  /* so many ranges take longer than a list waits         */
    SPAN_RANGES = 50,    /* one of many customers counts as so many              */
    INDEX_ARENA = 1024 << 20,
};

/* Bytes of one brand, beyond which a rule is refused. */
static const int64_t memory_max = 2048LL << 20;

typedef struct Range {
    int64_t from_id, until_id;
} Range;

typedef struct IndexTenant {
    int64_t         tenant_id;
    SegmentMemory  *memory; /* NULL: not loaded */
    CrowdLive      *live;
    Arena          *rules; /* language, rows, compiled rules */
    TagLanguage     language;
    SegmentOrder    order;
    bool            is_stale;    /* tags or attributes changed            */
    int64_t         stamp;       /* of the audiences                      */
    uint64_t        generation;  /* another one when rules or memory are others */
    bool            is_refolded; /* somebody was merged or split          */
    bool            is_moved;    /* a member went to another store        */
    Arena          *pending_arena;
    Vec             pending; /* of SegmentMove, not known to be stored */
    Arena          *dirty_arena;
    Vec             dirty;                    /* of Range; under dirty_lock */
    size_t          dirty_work;               /* in ranges of one; under dirty_lock */
    atomic_bool     is_ready;                 /* loaded                        */
    atomic_bool     is_renewed;               /* what takes long is being done */
    atomic_bool     is_awaited;               /* somebody was told that it counts */
    atomic_bool     is_part_awaited;          /* so was somebody who sees a part */
    _Atomic int64_t ready_at_ms;              /* when it was said last that it is ready */
    atomic_bool     is_too_large;             /* the last try of loading found so */
    int64_t         large_at_ms, large_stamp; /* that try */
} IndexTenant;

struct SegmentIndex {
    const Services  *services;
    Arena           *own;
    CustomerListener listener;
    pthread_rwlock_t lock; /* writing: brought up to date; reading: asked */
    pthread_mutex_t  dirty_lock;
    IndexTenant     *tenant[TENANTS_MAX];
    _Atomic size_t   tenant_count;
    Horizon          horizon;
    int64_t          at;    /* the last place of the log that was heard */
    _Atomic int64_t  limit; /* bytes of one brand */
    bool             is_open;
    Wake            *wake;
    pthread_t        thread;
    bool             has_thread;
    atomic_bool      stopping;
    WorkerTrouble    trouble;
};

/* ---- tenants --------------------------------------------------------------------------- */

static IndexTenant *find_tenant(SegmentIndex *index, int64_t tenant_id)
{
    const size_t count = atomic_load(&index->tenant_count);
    for (size_t i = 0; i < count; i++)
        if (index->tenant[i]->tenant_id == tenant_id) return index->tenant[i];
    return NULL;
}

static IndexTenant *take_tenant(SegmentIndex *index, int64_t tenant_id)
{
    LOCKED(&index->dirty_lock);
    IndexTenant *known = find_tenant(index, tenant_id);
    const size_t count = atomic_load(&index->tenant_count);
    if (known || count == TENANTS_MAX) return known;
    IndexTenant *tenant   = arena_make(index->own, IndexTenant, 1);
    tenant->tenant_id     = tenant_id;
    tenant->pending_arena = arena_new(PENDING_MAX);
    tenant->pending       = vec_of(tenant->pending_arena, SegmentMove);
    tenant->dirty_arena   = arena_new(1 << 24);
    tenant->dirty         = vec_of(tenant->dirty_arena, Range);
    index->tenant[count]  = tenant;
    atomic_store(&index->tenant_count, count + 1);
    return tenant;
}

static void forget_memory(IndexTenant *tenant)
{
    atomic_store(&tenant->is_ready, false);
    crowd_live_free(tenant->live);
    segment_memory_free(tenant->memory);
    arena_free(tenant->rules);
    tenant->live   = NULL;
    tenant->memory = NULL;
    tenant->rules  = NULL;
    tenant->order  = (SegmentOrder){ 0 };
    tenant->generation++;
}

/* ---- what changed of customers, as the feed tells it -------------------------------------- */

/* Whether everybody is to be read anew: nothing is added to that. */
static bool is_everybody(const IndexTenant *tenant)
{
    return tenant->dirty.count == 1 && VEC_AT(tenant->dirty, Range, 0)->until_id == INT64_MAX;
}

static void hear_changed(void *with, int64_t tenant_id, int64_t from_id, int64_t until_id)
{
    SegmentIndex *index  = with;
    IndexTenant  *tenant = find_tenant(index, tenant_id);
    if (!tenant) return;
    LOCKED(&index->dirty_lock);
    if (is_everybody(tenant)) return;
    if (until_id == INT64_MAX || tenant->dirty.count == RANGES_MAX) {
        tenant->dirty.count = 0;
        from_id             = 0;
        until_id            = INT64_MAX;
    }
    *VEC_ADD(&tenant->dirty, Range) = (Range){ from_id, until_id };
    tenant->dirty_work += from_id == until_id ? 1 : SPAN_RANGES;
}

static void hear_lost(void *with)
{
    SegmentIndex *index = with;
    const size_t  count = atomic_load(&index->tenant_count);
    for (size_t i = 0; i < count; i++)
        hear_changed(index, index->tenant[i]->tenant_id, 0, INT64_MAX);
}

/* The ranges so far, in cx's arena; none are left. */
static Rows take_dirty(Ctx *cx, SegmentIndex *index, IndexTenant *tenant)
{
    LOCKED(&index->dirty_lock);
    Range *ranges = arena_make(cx->arena, Range, tenant->dirty.count);
    size_t count  = tenant->dirty.count;
    for (size_t i = 0; i < count; i++) ranges[i] = *VEC_AT(tenant->dirty, Range, i);
    arena_reset(tenant->dirty_arena);
    tenant->dirty      = vec_of(tenant->dirty_arena, Range);
    tenant->dirty_work = 0;
    return (Rows){ ranges, count };
}

static int by_range(const void *a, const void *b)
{
    const Range *x = a, *y = b;
    if (x->from_id != y->from_id) return x->from_id < y->from_id ? -1 : 1;
    return x->until_id < y->until_id ? -1 : x->until_id > y->until_id;
}

static Code refresh(Ctx *cx, SegmentIndex *index, IndexTenant *tenant)
{
    const Rows rows = take_dirty(cx, index, tenant);
    Range      done = { 0 };
    if (rows.count > 1) qsort(rows.at, rows.count, sizeof(Range), by_range);
    for (size_t i = 0; i < rows.count; i++) {
        const Range *one = ROWS_AT(Range, rows, i);
        if (i > 0 && one->from_id >= done.from_id && one->until_id <= done.until_id) continue;
        const ArenaMark mark = arena_mark(cx->arena);
        TRY(segment_memory_refresh(cx, tenant->memory, one->from_id, one->until_id));
        arena_rewind(cx->arena, mark);
        done = *one;
    }
    return OK;
}

/* ---- the log -------------------------------------------------------------------------------- */

static bool is(const Event *event, EventType type)
{
    return str_equal(event->type, event_word(type));
}

static Code hear(Ctx *cx, IndexTenant *tenant, const Event *event)
{
    if (is(event, EV_TAG_CHANGED) || is(event, EV_ATTRIBUTE_CHANGED)) tenant->is_stale = true;
    if (is(event, EV_CUSTOMER_MERGED) || is(event, EV_CUSTOMER_SPLIT)) tenant->is_refolded = true;
    if (is(event, EV_ORG_CHANGED)) tenant->is_moved = true;
    return segment_memory_hear(cx, tenant->memory, event);
}

static bool is_anybody_loaded(const SegmentIndex *index)
{
    const size_t count = atomic_load(&index->tenant_count);
    for (size_t i = 0; i < count; i++)
        if (index->tenant[i]->memory) return true;
    return false;
}

static Code read_log(Ctx *cx, SegmentIndex *index)
{
    TRY(horizon_look(cx, &index->horizon));
    const int64_t safe = index->horizon.safe_seq;
    if (!index->is_open || !is_anybody_loaded(index)) index->at = safe;
    index->is_open = true;
    while (index->at < safe) {
        const ArenaMark mark   = arena_mark(cx->arena);
        Rows            events = { 0 };
        TRY(cx_list(cx, &event_sql_read, &events,
                    ARGS(V(index->at), V(safe), V((int64_t)-1), V(READ_EVENTS), V(S("[]")))));
        for (size_t i = 0; i < events.count; i++) {
            const Event *event  = ROWS_AT(Event, events, i);
            IndexTenant *tenant = find_tenant(index, event->tenant_id);
            if (tenant && tenant->memory) TRY(hear(cx, tenant, event));
            index->at = event->seq;
        }
        if (events.count < READ_EVENTS) index->at = safe;
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

/* ---- audiences ------------------------------------------------------------------------------- */

/* Who is in a fixed or scheduled one, as it was written down. */
static Code load_stored(Ctx *cx, IndexTenant *tenant, const SegmentRow *row)
{
    Crowd            *crowd = segment_memory_crowd(tenant->memory);
    roaring_bitmap_t *set   = roaring_bitmap_create();
    Ids               ids   = { 0 };
    TRY(segment_store_members(cx, row, &ids));
    for (size_t i = 0; i < ids.count; i++) {
        const uint32_t person = crowd_number(crowd, segment_memory_root(tenant->memory, ids.at[i]));
        if (person != CROWD_NONE && roaring_bitmap_contains(crowd_everybody(crowd), person))
            roaring_bitmap_add(set, person);
    }
    crowd_set_segment(crowd, row->id, set);
    return OK;
}

/* What stands in memory and in the store differs: it was not running, or is new here. */
static Code note_differences(Ctx *cx, IndexTenant *tenant, const SegmentRow *row)
{
    const ArenaMark         mark  = arena_mark(cx->arena);
    const Crowd            *crowd = segment_memory_crowd(tenant->memory);
    const roaring_bitmap_t *now   = crowd_find_segment(crowd, row->id);
    Ids                     ids   = { 0 };
    size_t                  count = 0;
    Code                    code  = segment_store_members(cx, row, &ids);
    uint32_t               *known = arena_make(cx->arena, uint32_t, ids.count + 1);
    for (size_t i = 0; code == OK && i < ids.count; i++) {
        const uint32_t person = crowd_number(crowd, ids.at[i]);
        if (person != CROWD_NONE)
            known[count++] = person;
        else /* nobody we know: he is no customer any more */
            *VEC_ADD(&tenant->pending, SegmentMove) =
                (SegmentMove){ row->id, ids.at[i], false, row->tells, S("there") };
    }
    roaring_bitmap_t *was   = roaring_bitmap_of_ptr(count, known);
    roaring_bitmap_t *moved = roaring_bitmap_xor(was, now);
    if (code == OK) {
        roaring_uint32_iterator_t *at = roaring_create_iterator(moved);
        for (; at->has_value; (void)roaring_advance_uint32_iterator(at))
            *VEC_ADD(&tenant->pending, SegmentMove) =
                (SegmentMove){ row->id, crowd_id(crowd, at->current_value),
                               roaring_bitmap_contains(now, at->current_value), row->tells,
                               S("late") };
        roaring_free_uint32_iterator(at);
    }
    roaring_bitmap_free(moved);
    roaring_bitmap_free(was);
    if (code == OK) arena_rewind(cx->arena, mark);
    return code;
}

static const SegmentHeld *held_of(const SegmentOrder *order, int64_t id)
{
    return order->by_id ? idmap_find(order->by_id, id) : NULL;
}

/* It asks the same of the same: its set stands. */
static bool is_same(const IndexTenant *tenant, const SegmentHeld *before, const SegmentHeld *now)
{
    if (!before || before->is_good != now->is_good || before->row.kind != now->row.kind ||
        before->row.filled_at_ms != now->row.filled_at_ms || !str_equal(before->text, now->text))
        return false;
    for (size_t i = 0; i < now->rule.segments.count; i++) {
        const SegmentHeld *asked = held_of(&tenant->order, now->rule.segments.at[i]);
        if (asked && !asked->is_kept) return false;
    }
    return true;
}

/* What waited to be written down of it was of what it was before. */
static void drop_waiting_of(IndexTenant *tenant, int64_t segment_id)
{
    size_t kept = 0;
    for (size_t i = 0; i < tenant->pending.count; i++)
        if (VEC_AT(tenant->pending, SegmentMove, i)->segment_id != segment_id)
            *VEC_AT(tenant->pending, SegmentMove, kept++) =
                *VEC_AT(tenant->pending, SegmentMove, i);
    tenant->pending.count = kept;
}

static Code hold_one(Ctx *cx, IndexTenant *tenant, SegmentHeld *held, const SegmentHeld *before)
{
    Crowd *crowd  = segment_memory_crowd(tenant->memory);
    held->is_kept = is_same(tenant, before, held);
    if (held->row.kind != SEGMENT_LIVE)
        return held->is_kept ? OK : load_stored(cx, tenant, &held->row);
    if (!held->is_good) {
        crowd_set_segment(crowd, held->row.id, roaring_bitmap_create());
        return OK;
    }
    const LiveDraft draft = { .id       = held->row.id,
                              .rule     = held->rule.rule,
                              .reads    = held->rule.reads,
                              .is_timed = held->rule.is_timed,
                              .is_known = held->is_kept };
    crowd_live_add(tenant->live, &draft);
    if (held->is_kept) return OK;
    drop_waiting_of(tenant, held->row.id);
    return note_differences(cx, tenant, &held->row);
}

/* What all of them ask at once: what is new to the memory is read in one walk over the customers,
 * and before changes are watched, as it changes nobody. */
static Code want_all(Ctx *cx, SegmentIndex *index, IndexTenant *tenant)
{
    Vec reads = vec_of(cx->arena, Str), details = vec_of(cx->arena, Str);
    for (size_t i = 0; i < tenant->order.count; i++) {
        const SegmentHeld *held = &tenant->order.segments[i];
        if (held->row.kind != SEGMENT_LIVE || !held->is_good) continue;
        for (size_t k = 0; k < held->rule.reads.count; k++)
            *VEC_ADD(&reads, Str) = held->rule.reads.at[k];
        for (size_t k = 0; k < held->rule.details.count; k++)
            *VEC_ADD(&details, Str) = held->rule.details.at[k];
    }
    const SegmentRule all = { .reads   = { (const Str *)(const void *)reads.at, reads.count },
                              .details = { (const Str *)(const void *)details.at, details.count } };
    return segment_memory_want(cx, tenant->memory, &tenant->language, &all, index->at);
}

/* Reads audiences, tags and attributes anew; those that are as they were keep their sets. */
static Code hold_all(Ctx *cx, SegmentIndex *index, IndexTenant *tenant)
{
    Arena             *rules = arena_new(RULES_MAX), *before_rules = tenant->rules;
    const SegmentOrder before  = tenant->order;
    Crowd             *crowd   = segment_memory_crowd(tenant->memory);
    Arena             *scratch = cx->arena;
    cx->arena                  = rules;
    tenant->order              = (SegmentOrder){ 0 };
    Code code                  = segment_order_read(cx, &tenant->language, &tenant->order);
    cx->arena                  = scratch;
    tenant->rules              = rules;
    tenant->generation++;
    crowd_live_free(tenant->live);
    tenant->live = NULL;
    if (code == OK) code = want_all(cx, index, tenant);
    tenant->live     = crowd_live_new(crowd, cx->zone, cx->now_ms);
    tenant->is_stale = false;
    for (size_t i = 0; code == OK && i < before.count; i++)
        if (!held_of(&tenant->order, before.segments[i].row.id))
            crowd_drop_segment(crowd, before.segments[i].row.id);
    for (size_t i = 0; code == OK && i < tenant->order.count; i++)
        code = hold_one(cx, tenant, &tenant->order.segments[i],
                        held_of(&before, tenant->order.segments[i].row.id));
    arena_free(before_rules);
    if (code != OK) cx->err = worker_keep(scratch, &cx->err);
    return code;
}

/* ---- bringing up to date --------------------------------------------------------------------- */

static Str why_of(IndexTenant *tenant, const LiveMove *move)
{
    const Str word = move->topic
                         ? crowd_topic_word(segment_memory_crowd(tenant->memory), move->topic)
                         : S("hour");
    return str_fmt(tenant->pending_arena, "%s%.*s", move->by_time ? "time:" : "", FMT(word));
}

/* Time and what was noted; who moved waits to be written down. */
static void advance(IndexTenant *tenant, int64_t now_ms)
{
    size_t count = 0;
    crowd_live_clear(tenant->live);
    crowd_live_advance(tenant->live, now_ms);
    const LiveMove *moves = crowd_live_moves(tenant->live, &count);
    for (size_t i = 0; i < count; i++) {
        const SegmentHeld *held = held_of(&tenant->order, moves[i].segment);
        const int64_t      id   = crowd_id(segment_memory_crowd(tenant->memory), moves[i].person);
        *VEC_ADD(&tenant->pending, SegmentMove) =
            (SegmentMove){ moves[i].segment, id, moves[i].is_in, held && held->row.tells,
                           why_of(tenant, &moves[i]) };
    }
}

/* Whether many or all are to be read anew, or what audiences ask has changed. */
static bool is_large_due(SegmentIndex *index, IndexTenant *tenant, int64_t stamp)
{
    if (!tenant->memory || tenant->is_stale || tenant->is_moved || tenant->is_refolded ||
        stamp != tenant->stamp)
        return true;
    LOCKED(&index->dirty_lock);
    return is_everybody(tenant) || tenant->dirty_work >= DUE_MAX;
}

/* What was too large is so still: to try it takes long, and keeps the memory from others. */
static bool is_large_still(const IndexTenant *tenant, int64_t stamp, int64_t now_ms)
{
    const int64_t since_ms = now_ms - tenant->large_at_ms;
    return atomic_load(&tenant->is_too_large) && stamp == tenant->large_stamp && since_ms >= 0 &&
           since_ms < RETRY_MS;
}

static Code renew(Ctx *cx, SegmentIndex *index, IndexTenant *tenant, int64_t stamp)
{
    if (!tenant->memory) {
        tenant->memory   = segment_memory_new(atomic_load(&index->limit));
        tenant->is_stale = true;
        (void)take_dirty(cx, index, tenant);
        const SegmentRule nothing = { 0 };
        TRY(segment_memory_want(cx, tenant->memory, &tenant->language, &nothing, index->at));
    }
    if (tenant->is_refolded) TRY(segment_memory_refold(cx, tenant->memory, index->at));
    tenant->is_refolded = false;
    if (tenant->is_moved) hear_changed(index, tenant->tenant_id, 0, INT64_MAX);
    tenant->is_moved = false;
    TRY(refresh(cx, index, tenant));
    if (tenant->live) advance(tenant, cx->now_ms);
    if (!tenant->is_stale && stamp == tenant->stamp) return OK;
    tenant->stamp = stamp;
    return hold_all(cx, index, tenant);
}

static Code bring_up(Ctx *cx, SegmentIndex *index, IndexTenant *tenant, bool may_take_long,
                     bool *is_due)
{
    int64_t stamp = 0;
    TRY(segment_sql_stamp(cx, &stamp));
    if (is_large_still(tenant, stamp, cx->now_ms))
        return fail(cx, ERR_LIMIT, "segment.too_large", "as it was");
    const bool is_large = is_large_due(index, tenant, stamp);
    *is_due             = is_large && !may_take_long;
    if (*is_due) return OK;
    atomic_store(&tenant->is_renewed, is_large);
    const Code code = renew(cx, index, tenant, stamp);
    atomic_store(&tenant->is_renewed, false);
    if (code != ERR_LIMIT) return code;
    tenant->large_at_ms = cx->now_ms;
    tenant->large_stamp = stamp;
    return code;
}

/* Everything of the tenant, and of the log for all; under the lock for writing.  `is_due`: what
 * takes long is left to do, as it may not be done.  On a failure the memory is forgotten: the next
 * question loads it anew. */
static Code catch_up(Ctx *cx, SegmentIndex *index, IndexTenant *tenant, bool may_take_long,
                     bool *is_due)
{
    *is_due   = false;
    Code code = read_log(cx, index);
    if (code == OK) code = customer_people_follow(cx);
    if (code == OK) code = bring_up(cx, index, tenant, may_take_long, is_due);
    if (code != OK) {
        cx->err = worker_keep(cx->arena, &cx->err);
        forget_memory(tenant);
    }
    atomic_store(&tenant->is_too_large, code == ERR_LIMIT);
    if (code == OK && tenant->memory) atomic_store(&tenant->is_ready, true);
    return code;
}

/* ---- asking
 * -------------------------------------------------------------------------------------- */

static SegmentHold hold_of(const IndexTenant *tenant)
{
    return (SegmentHold){ .language = &tenant->language,
                          .segments = tenant->order.segments,
                          .count    = tenant->order.count,
                          .by_id    = tenant->order.by_id };
}

static Code want(Ctx *own, SegmentIndex *index, IndexTenant *tenant, Ctx *cx, Str text,
                 int64_t own_id, SegmentRule *rule, RuleError *error)
{
    if (segment_rule_compile(cx->arena, &tenant->language, text, own_id, rule, error) != OK)
        return OK;
    const SegmentHold hold = hold_of(tenant);
    if (own_id && segment_order_asks(&hold, rule->segments, own_id)) {
        *error = (RuleError){ .reason = "segment.circular", .place = S("") };
        return OK;
    }
    Crowd *crowd = segment_memory_crowd(tenant->memory);
    crowd_watch(crowd, false);
    const Code code = segment_memory_want(own, tenant->memory, &tenant->language, rule, index->at);
    if (tenant->live) crowd_watch(crowd, true);
    if (code != OK) forget_memory(tenant);
    return code;
}

/* ---- looking: never waits for loading ------------------------------------------------------- */

/* Brought up to date, but for what may take long: that is the thread's to do; where none follows,
 * of whoever asks.  `is_due`: it is not loaded, or takes longer than a list waits. */
static Code follow_shortly(Ctx *own, SegmentIndex *index, IndexTenant *tenant, bool *is_due,
                           bool *is_followed)
{
    const int64_t until_us = clock_mono_us() + LOOK_MS * 1000LL;
    *is_followed           = false;
    for (bool waits = false;; waits = true) {
        *is_due = !atomic_load(&tenant->is_ready);
        if (*is_due) return OK;
        *is_due = waits || atomic_load(&tenant->is_renewed);
        if (!lock_write_within(&index->lock, *is_due ? LOOK_MS : OTHERS_MS)) return OK;
        const Code code = catch_up(own, index, tenant, !index->has_thread, is_due);
        pthread_rwlock_unlock(&index->lock);
        *is_followed = code == OK && !*is_due;
        if (code != OK || *is_followed) return code;
        wake_raise(index->wake);
        if (clock_mono_us() > until_us) return OK;
        clock_sleep_ms(HEAR_MS);
    }
}

static Code look(Ctx *own, SegmentIndex *index, IndexTenant *tenant, SegmentHold *hold,
                 bool *is_held, bool *is_due)
{
    bool is_followed = false;
    TRY(follow_shortly(own, index, tenant, is_due, &is_followed));
    if (!is_followed || !lock_read_within(&index->lock, OTHERS_MS)) return OK;
    *is_held = tenant->memory != NULL;
    *is_due  = !*is_held; /* somebody's failure made it forget meanwhile */
    *hold    = hold_of(tenant);
    if (*is_held)
        hold->crowd = segment_memory_crowd(tenant->memory);
    else
        pthread_rwlock_unlock(&index->lock);
    return OK;
}

Code segment_index_look(Ctx *cx, SegmentHold *hold, bool *is_held)
{
    SegmentIndex *index  = cx->services->segments;
    bool          is_due = false;
    *is_held             = false;
    REQUIRE(cx, index != NULL, ERR_UNAVAILABLE, "segment.loading");
    IndexTenant *tenant = take_tenant(index, cx->tenant_id);
    REQUIRE(cx, tenant != NULL, ERR_UNAVAILABLE, "segment.loading");
    REQUIRE(cx, !atomic_load(&tenant->is_too_large), ERR_LIMIT, "segment.too_large");
    Arena *arena    = arena_new(INDEX_ARENA);
    Ctx    own      = ctx_system(index->services, arena, cx->tenant_id, "system:segment");
    own.zone        = cx->zone;
    const Code code = look(&own, index, tenant, hold, is_held, &is_due);
    if (code != OK) cx->err = worker_keep(cx->arena, &own.err);
    arena_free(arena);
    if (code != OK || *is_held) return code;
    /* Who only waited for others asks again by himself. */
    if (is_due) atomic_store(&tenant->is_awaited, true);
    wake_raise(index->wake);
    return OK;
}

void segment_index_await_people(Ctx *cx)
{
    SegmentIndex *index  = cx->services->segments;
    IndexTenant  *tenant = take_tenant(index, cx->tenant_id);
    if (tenant) atomic_store(&tenant->is_part_awaited, true);
}

/* ---- asking, whatever it takes --------------------------------------------------------------- */

/* `generation` tells whether what was compiled still fits. */
static Code prepare(Ctx *cx, SegmentIndex *index, Str text, int64_t own_id, SegmentRule *rule,
                    RuleError *error, uint64_t *generation)
{
    Arena *arena = arena_new(INDEX_ARENA);
    Ctx    own   = ctx_system(index->services, arena, cx->tenant_id, "system:segment");
    own.zone     = cx->zone;
    pthread_rwlock_wrlock(&index->lock);
    bool         is_due = false;
    IndexTenant *tenant = take_tenant(index, cx->tenant_id);
    Code         code   = tenant ? catch_up(&own, index, tenant, true, &is_due)
                                 : fail(&own, ERR_UNAVAILABLE, "segment.loading", "brands");
    *error              = (RuleError){ 0 };
    if (tenant && code == OK && text.ptr)
        code = want(&own, index, tenant, cx, text, own_id, rule, error);
    if (tenant) *generation = tenant->generation;
    pthread_rwlock_unlock(&index->lock);
    if (code != OK) cx->err = worker_keep(cx->arena, &own.err);
    arena_free(arena);
    return code;
}

Code segment_index_begin(Ctx *cx, Str text, int64_t own_id, SegmentHold *hold, SegmentRule *rule,
                         RuleError *error)
{
    SegmentIndex *index      = cx->services->segments;
    uint64_t      generation = 0;
    REQUIRE(cx, index != NULL, ERR_UNAVAILABLE, "segment.loading");
    for (int tries = 0; tries < TRIES; tries++) {
        TRY(prepare(cx, index, text, own_id, rule, error, &generation));
        if (error->reason) return OK;
        pthread_rwlock_rdlock(&index->lock);
        const IndexTenant *tenant = find_tenant(index, cx->tenant_id);
        *hold                     = hold_of(tenant);
        if (tenant->memory && tenant->generation == generation) {
            hold->crowd = segment_memory_crowd(tenant->memory);
            return OK;
        }
        pthread_rwlock_unlock(&index->lock); /* somebody saved an audience in between */
    }
    return fail(cx, ERR_UNAVAILABLE, "segment.loading", "changed meanwhile");
}

void segment_index_end(Ctx *cx) { pthread_rwlock_unlock(&cx->services->segments->lock); }

const SegmentHeld *segment_index_find(const SegmentHold *hold, int64_t id)
{
    return hold->by_id ? idmap_find(hold->by_id, id) : NULL;
}

static int by_id(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

Ids segment_index_ids(Arena *arena, const Crowd *crowd, const roaring_bitmap_t *set)
{
    const size_t               count  = (size_t)roaring_bitmap_get_cardinality(set);
    int64_t                   *ids    = arena_make(arena, int64_t, count);
    size_t                     at     = 0;
    roaring_uint32_iterator_t *person = roaring_create_iterator(set);
    for (; person->has_value; (void)roaring_advance_uint32_iterator(person))
        ids[at++] = crowd_id(crowd, person->current_value);
    roaring_free_uint32_iterator(person);
    if (count > 1) qsort(ids, count, sizeof *ids, by_id);
    return (Ids){ ids, count };
}

/* ---- writing down who moved
 * -------------------------------------------------------------------------- */

/* A copy of what waits, with the place of the log as of which it is known. */
static Rows waiting(Ctx *cx, SegmentIndex *index, const IndexTenant *tenant, int64_t *seq)
{
    SegmentMove *moves = arena_make(cx->arena, SegmentMove, tenant->pending.count);
    for (size_t i = 0; i < tenant->pending.count; i++) {
        moves[i]     = *VEC_AT(tenant->pending, SegmentMove, i);
        moves[i].why = str_copy(cx->arena, moves[i].why);
    }
    *seq = index->at;
    return (Rows){ moves, tenant->pending.count };
}

/* The first `count` are stored. */
static void drop_waiting(IndexTenant *tenant, size_t count)
{
    const size_t left = tenant->pending.count > count ? tenant->pending.count - count : 0;
    for (size_t i = 0; i < left; i++)
        *VEC_AT(tenant->pending, SegmentMove, i) = *VEC_AT(tenant->pending, SegmentMove, count + i);
    tenant->pending.count = left;
    if (left) return;
    arena_reset(tenant->pending_arena);
    tenant->pending = vec_of(tenant->pending_arena, SegmentMove);
}

/* Once in some seconds: it stays in the log, and every open page asks anew. */
static bool is_said(const IndexTenant *tenant, int64_t now_ms)
{
    const int64_t since_ms = now_ms - atomic_load(&tenant->ready_at_ms);
    return since_ms >= 0 && since_ms < READY_MS;
}

static Code emit_ready(Ctx *cx)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(event_emit(cx, EV_SEGMENT_READY, (EventDraft){ .object = S("segment") }));
    return cx_commit(cx, &txn);
}

/* Whoever was told that it counts is told that it is done: once, however many they are. */
static Code say_ready(Ctx *cx, IndexTenant *tenant)
{
    if (is_said(tenant, cx->now_ms)) return OK;
    bool is_part = atomic_load(&tenant->is_part_awaited) && customer_people_is_loaded(cx);
    if (is_part) is_part = atomic_exchange(&tenant->is_part_awaited, false);
    const bool is_all = atomic_exchange(&tenant->is_awaited, false);
    if (!is_part && !is_all) return OK;
    const Code code = emit_ready(cx);
    if (code == OK) {
        atomic_store(&tenant->ready_at_ms, cx->now_ms);
        return OK;
    }
    if (is_part) atomic_store(&tenant->is_part_awaited, true);
    if (is_all) atomic_store(&tenant->is_awaited, true);
    return code;
}

/* That they do not fit is an answer, too: who waits for numbers is told of it. */
static Code say_too_large(Ctx *cx, IndexTenant *tenant)
{
    const Err err = cx->err;
    forgive(cx);
    TRY(say_ready(cx, tenant));
    cx->err = err;
    return err.code;
}

/* Two may do this at once: what both write stands once. */
static Code settle(Ctx *cx, SegmentIndex *index)
{
    int64_t seq = 0;
    pthread_rwlock_wrlock(&index->lock);
    bool         is_due = false;
    IndexTenant *tenant = take_tenant(index, cx->tenant_id);
    Code         code   = tenant ? catch_up(cx, index, tenant, true, &is_due) : OK;
    const Rows   moves  = tenant && code == OK ? waiting(cx, index, tenant, &seq) : (Rows){ 0 };
    pthread_rwlock_unlock(&index->lock);
    if (tenant && code == ERR_LIMIT) return say_too_large(cx, tenant);
    TRY(code);
    if (tenant) TRY(say_ready(cx, tenant));
    if (!moves.count) return OK;
    TRY(segment_store_moves(cx, moves, seq));
    pthread_rwlock_wrlock(&index->lock);
    drop_waiting(tenant, moves.count);
    pthread_rwlock_unlock(&index->lock);
    return OK;
}

Code segment_index_settle(Ctx *cx)
{
    SegmentIndex *index = cx->services->segments;
    if (!index) return OK;
    Arena *arena    = arena_new(INDEX_ARENA);
    Ctx    own      = ctx_system(index->services, arena, cx->tenant_id, "system:segment");
    own.zone        = cx->zone;
    const Code code = settle(&own, index);
    if (code != OK) cx->err = worker_keep(cx->arena, &own.err);
    arena_free(arena);
    return code;
}

/* ---- the thread
 * ---------------------------------------------------------------------------------------- */

static Code follow(Ctx *cx, SegmentIndex *index, bool *is_needed)
{
    Rows tenants = { 0 };
    TRY(segment_sql_tenants(cx, &tenants));
    Code first = OK; /* one brand's trouble keeps no other from being loaded */
    *is_needed = tenants.count > 0;
    for (size_t i = 0; i < tenants.count && !atomic_load(&index->stopping); i++) {
        Ctx own =
            ctx_system(index->services, cx->arena, *ROWS_AT(int64_t, tenants, i), "system:segment");
        const Code code = settle(&own, index);
        if (code == OK || first != OK) continue;
        first   = code;
        cx->err = own.err;
    }
    return first;
}

static void *run(void *arg)
{
    SegmentIndex *index = arg;
    Arena        *arena = arena_new(INDEX_ARENA);
    db_give_way(true);
    while (!atomic_load(&index->stopping)) {
        arena_reset(arena);
        Ctx        cx        = ctx_system(index->services, arena, 0, "system:segment");
        bool       is_needed = false;
        const Code code      = follow(&cx, index, &is_needed);
        if (code == OK)
            worker_recovered(&index->trouble);
        else
            worker_failed(&index->trouble, &cx.err);
        if (wake_wait(index->wake, FOLLOW_MS) && !atomic_load(&index->stopping))
            clock_sleep_ms(is_needed ? HEAR_MS : IDLE_MS);
    }
    arena_free(arena);
    return NULL;
}

SegmentIndex *segment_index_new(const Services *services)
{
    Arena        *own   = arena_new(1 << 22);
    SegmentIndex *index = arena_make(own, SegmentIndex, 1);
    index->services     = services;
    index->own          = own;
    index->listener     = (CustomerListener){ index, hear_changed, hear_lost };
    index->wake         = wake_new();
    index->trouble      = (WorkerTrouble){ .who = "segment" };
    segment_index_limit(index, memory_max);
    pthread_rwlockattr_t attr;
    ASSERT(pthread_rwlockattr_init(&attr) == 0);
    ASSERT(pthread_rwlockattr_setkind_np(&attr, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP) == 0);
    ASSERT(pthread_rwlock_init(&index->lock, &attr) == 0);
    ASSERT(pthread_rwlockattr_destroy(&attr) == 0);
    ASSERT(pthread_mutex_init(&index->dirty_lock, NULL) == 0);
    if (services->customers) customer_index_listen(services->customers, &index->listener);
    return index;
}

void segment_index_limit(SegmentIndex *index, int64_t bytes) { atomic_store(&index->limit, bytes); }

void segment_index_start(SegmentIndex *index)
{
    db_subscribe(index->services->db, TOPIC_LOG, index->wake);
    index->has_thread = true;
    index->thread     = thread_start("segment", WORKER_STACK_KIB * 4, run, index);
}

void segment_index_free(SegmentIndex *index)
{
    if (index == NULL) return;
    atomic_store(&index->stopping, true);
    wake_raise(index->wake);
    if (index->has_thread) {
        thread_join(index->thread);
        db_unsubscribe(index->services->db, index->wake);
    }
    if (index->services->customers) customer_index_listen(index->services->customers, NULL);
    for (size_t i = 0; i < index->tenant_count; i++) {
        forget_memory(index->tenant[i]);
        arena_free(index->tenant[i]->pending_arena);
        arena_free(index->tenant[i]->dirty_arena);
    }
    wake_free(index->wake);
    pthread_rwlock_destroy(&index->lock);
    pthread_mutex_destroy(&index->dirty_lock);
    arena_free(index->own);
}

size_t segment_index_bytes(SegmentIndex *index)
{
    size_t bytes = 0;
    pthread_rwlock_rdlock(&index->lock);
    for (size_t i = 0; i < index->tenant_count; i++)
        if (index->tenant[i]->memory)
            bytes += crowd_bytes(segment_memory_crowd(index->tenant[i]->memory));
    pthread_rwlock_unlock(&index->lock);
    return bytes;
}
