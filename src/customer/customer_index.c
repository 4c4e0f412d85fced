/* customer_index.c -- the customers of each tenant in memory: loaded in the background, then kept
 * true by following customer_change.  Statements are in customer_index_sql.c.
 *
 * A line of the feed is written in the transaction of the change.  A pass reads the lines since
 * `at` and puts the present state of those persons in place of what was known; whatever was
 * committed before a pass began is known when it ends.  Lines at or above the horizon may be
 * followed by lower ones, so they are read again until the horizon has passed them; those
 * taken already are remembered.  A question makes its own pass first: it sees what its asker has
 * just written.  While long work changes many at once, it takes a part of what there is and leaves
 * the rest to the thread. */
#include "customer/customer_index.h"

#include "customer/customer_identity.h"
#include "customer/customer_index_sql.h"
#include "customer/customer_unreadable.h"
#include "log/worker.h"
#include "org/org.h"

enum {
    TENANTS_MAX     = 4096,
    LOAD_ROWS       = 2000,
    SHARED_FROM     = 50000, /* customers of a load that two share           */
    TAKE_ROWS       = 500,
    LINES           = 2000, /* of one page of the feed                         */
    SPAN_PERSONS    = 500,  /* a span of the feed counts as so many            */
    RESULTS_BYTES   = 32 * 1024 * 1024,
    WAIT_MS         = 1500, /* a question waits so long for the first load     */
    WAIT_STEP_MS    = 20,
    FOLLOW_MS       = 1000,
    BUSY_MS         = 100, /* the same while there was something to read      */
    BUSY_LINES      = 500, /* a question takes so many while work is long     */
    BUSY_WAIT_MS    = 5,   /* and waits so long for a pass of somebody else   */
    BUSY_KEPT_US    = 1000000,
    FORGET_EVERY_MS = 10 * MS_PER_MINUTE,
    ARENA_MAX       = 64 * 1024 * 1024,
};

typedef enum IndexState { INDEX_WANTED = 1, INDEX_READY, INDEX_TOO_LARGE } IndexState;

typedef struct TenantIndex {
    int64_t     tenant_id;
    People     *people; /* replaced only under the lock `hold` */
    _Atomic int state;  /* IndexState                          */
} TenantIndex;

struct CustomerIndex {
    const Services *services;
    Arena          *own;
    PeopleResults  *results;

    pthread_rwlock_t hold; /* reading: questions; writing: a People is thrown away */
    pthread_mutex_t  lock; /* of the list of tenants                               */
    TenantIndex     *tenant[TENANTS_MAX];
    size_t           tenant_count;

    pthread_mutex_t follow; /* one pass, or load, publishes at a time: all below */
    Arena          *scratch, *kept, *kept_next;
    int64_t         at;    /* every line below has been taken                    */
    Rows            taken; /* lines at or above `at` that have been, in order    */
    int64_t         forget_seq, forget_at_ms;
    _Atomic int64_t busy_until_us; /* long work goes on */

    const CustomerListener *listener; /* or NULL */
    CustomerUnreadable     *unreadable;

    pthread_mutex_t loading; /* one load at a time */
    Wake           *wake;
    pthread_t       thread;
    bool            has_thread;
    atomic_bool     stopping;
    WorkerTrouble   trouble;
};

CustomerIndex *customer_index_new(const Services *services)
{
    Arena         *own   = arena_new(1 << 20);
    CustomerIndex *index = arena_make(own, CustomerIndex, 1);
    index->services      = services;
    index->own           = own;
    index->results       = people_results_new(RESULTS_BYTES);
    index->scratch       = arena_new(ARENA_MAX);
    index->kept          = arena_new(ARENA_MAX);
    index->kept_next     = arena_new(ARENA_MAX);
    index->wake          = wake_new();
    index->trouble       = (WorkerTrouble){ .who = "people" };
    index->unreadable    = customer_unreadable_new(own);
    pthread_rwlockattr_t attr;
    ASSERT(pthread_rwlockattr_init(&attr) == 0);
    ASSERT(pthread_rwlockattr_setkind_np(&attr, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP) == 0);
    ASSERT(pthread_rwlock_init(&index->hold, &attr) == 0);
    ASSERT(pthread_rwlockattr_destroy(&attr) == 0);
    ASSERT(pthread_mutex_init(&index->lock, NULL) == 0);
    ASSERT(pthread_mutex_init(&index->follow, NULL) == 0);
    ASSERT(pthread_mutex_init(&index->loading, NULL) == 0);
    return index;
}

static TenantIndex *find_tenant(CustomerIndex *index, int64_t tenant_id, bool make)
{
    LOCKED(&index->lock);
    for (size_t i = 0; i < index->tenant_count; i++)
        if (index->tenant[i]->tenant_id == tenant_id) return index->tenant[i];
    if (!make || index->tenant_count == TENANTS_MAX) return NULL;
    TenantIndex *tenant = arena_make(index->own, TenantIndex, 1);
    tenant->tenant_id   = tenant_id;
    tenant->people      = people_new(ENDED_BY_TRANSFER);
    atomic_init(&tenant->state, INDEX_WANTED);
    index->tenant[index->tenant_count++] = tenant;
    return tenant;
}

/* ---- persons, from the store into memory -------------------------------------------- */

/* What belongs to the persons of one batch, each by customer. */
typedef struct Batch {
    Rows   persons, relations, tags, phones;
    IdMap *draft_of;   /* PeopleDraft by id */
    IdMap *unreadable; /* IndexedPhone by customer */
} Batch;

static void put_relations(Arena *arena, const Batch *batch)
{
    PeopleRelation *all = arena_make(arena, PeopleRelation, batch->relations.count);
    for (size_t i = 0; i < batch->relations.count; i++) {
        const IndexedRelation *row   = ROWS_AT(IndexedRelation, batch->relations, i);
        PeopleDraft           *draft = idmap_find(batch->draft_of, row->customer_id);
        all[i]                       = (PeopleRelation){ .staff_id    = row->staff_id,
                                                         .state       = row->state,
                                                         .added_at_ms = row->added_at_ms,
                                                         .ended_at_ms = row->ended_at_ms,
                                                         .ended_by    = (uint8_t)row->ended_by,
                                                         .add_way     = (uint8_t)row->add_way };
        if (!draft) continue;
        if (draft->relation_count++ == 0) draft->relations = &all[i];
    }
}

static void put_tags(Arena *arena, const Batch *batch)
{
    int64_t *all = arena_make(arena, int64_t, batch->tags.count);
    for (size_t i = 0; i < batch->tags.count; i++) {
        const IndexedTag *row   = ROWS_AT(IndexedTag, batch->tags, i);
        PeopleDraft      *draft = idmap_find(batch->draft_of, row->customer_id);
        all[i]                  = row->tag_id;
        if (!draft) continue;
        if (draft->tags.count++ == 0) draft->tags.at = &all[i];
    }
}

/* A number that cannot be read is as one that is not known: everybody else is still found. */
static void put_phones(Ctx *cx, const CustomerIndex *index, const Batch *batch)
{
    uint64_t       *all = arena_make(cx->arena, uint64_t, batch->phones.count);
    const SecretBox box = secret_box(cx, S("customer.phone"));
    for (size_t i = 0; i < batch->phones.count; i++) {
        const IndexedPhone *row   = ROWS_AT(IndexedPhone, batch->phones, i);
        PeopleDraft        *draft = idmap_find(batch->draft_of, row->customer_id);
        Str                 plain = { 0 };
        if (!draft) continue;
        if (secret_box_open(cx, &box, row->sealed, &plain) != OK) {
            forgive(cx);
            idmap_put(batch->unreadable, row->customer_id, ROWS_AT(IndexedPhone, batch->phones, i));
            customer_unreadable_note(index->unreadable, cx, row->customer_id);
        }
        /* A place of its own all the same: those of a person stand side by side. */
        all[i] = people_phone_code(plain);
        if (draft->phone_count++ == 0) draft->phones = &all[i];
    }
}

/* The rows of `persons` up to that id: they are in order. */
static size_t count_until(const Rows *persons, int64_t last_id)
{
    size_t count = persons->count;
    while (count && ROWS_AT(IndexedPerson, *persons, count - 1)->id > last_id) count--;
    return count;
}

/* Takes in the persons of the batch, who are those of `whose`; `fits` is false when there is no
 * more room. */
static Code take(Ctx *cx, const CustomerIndex *index, People *people, Rows persons,
                 const IndexedWhose *whose, bool *fits)
{
    Batch        batch  = { .persons    = persons,
                            .draft_of   = idmap_new(cx->arena),
                            .unreadable = idmap_new(cx->arena) };
    PeopleDraft *drafts = arena_make(cx->arena, PeopleDraft, persons.count);
    for (size_t i = 0; i < persons.count; i++) {
        const IndexedPerson *row = ROWS_AT(IndexedPerson, persons, i);
        drafts[i]                = (PeopleDraft){ .id          = row->id,
                                                  .added_at_ms = row->first_added_at_ms,
                                                  .event_at_ms = row->last_event_at_ms,
                                                  .source      = (uint8_t)row->source,
                                                  .is_active   = row->is_active,
                                                  .text        = row->search_text };
        idmap_put(batch.draft_of, row->id, &drafts[i]);
    }
    TRY(customer_index_sql_relations(cx, whose, &batch.relations));
    TRY(customer_index_sql_tags(cx, whose, &batch.tags));
    TRY(customer_index_sql_phones(cx, whose, &batch.phones));
    put_relations(cx->arena, &batch);
    put_tags(cx->arena, &batch);
    put_phones(cx, index, &batch);
    for (size_t i = 0; i < persons.count; i++)
        if (!idmap_find(batch.unreadable, drafts[i].id))
            customer_unreadable_forget(index->unreadable, cx->tenant_id, drafts[i].id);
    *fits = people_put(people, drafts, persons.count);
    return OK;
}

/* Those of `persons` who were deleted on request: their relations go on counting. */
static Code take_erased(Ctx *cx, People *people, Rows persons, const IndexedWhose *whose,
                        bool *fits)
{
    Batch        batch  = { .persons = persons, .draft_of = idmap_new(cx->arena) };
    PeopleDraft *drafts = arena_make(cx->arena, PeopleDraft, persons.count);
    for (size_t i = 0; i < persons.count; i++) {
        const IndexedPerson *row = ROWS_AT(IndexedPerson, persons, i);
        drafts[i]                = (PeopleDraft){ .id = row->id, .is_gone = true };
        idmap_put(batch.draft_of, row->id, &drafts[i]);
    }
    TRY(customer_index_sql_relations(cx, whose, &batch.relations));
    put_relations(cx->arena, &batch);
    *fits = people_put(people, drafts, persons.count);
    return OK;
}

static Code take_all_erased(Ctx *cx, People *people, bool *fits)
{
    for (int64_t after = 0; *fits;) {
        const ArenaMark mark    = arena_mark(cx->arena);
        Rows            persons = { 0 };
        TRY(customer_index_sql_erased_next(cx, after, LOAD_ROWS, &persons));
        if (persons.count == 0) return OK;
        int64_t *ids = arena_make(cx->arena, int64_t, persons.count);
        for (size_t i = 0; i < persons.count; i++) ids[i] = ROWS_AT(IndexedPerson, persons, i)->id;
        const IndexedWhose whose = { .ids_json = json_ids(cx->arena, (Ids){ ids, persons.count }) };
        after                    = ids[persons.count - 1];
        TRY(take_erased(cx, people, persons, &whose, fits));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

/* Takes in all customers behind `after` up to `last`. */
static Code take_range(Ctx *cx, const CustomerIndex *index, People *people, int64_t after,
                       int64_t last, bool *fits)
{
    for (bool more = true; more && *fits && !atomic_load(&index->stopping);) {
        const ArenaMark mark    = arena_mark(cx->arena);
        Rows            persons = { 0 };
        TRY(customer_index_sql_next(cx, after, LOAD_ROWS, &persons));
        persons.count = count_until(&persons, last);
        more          = persons.count == LOAD_ROWS;
        if (persons.count) {
            const int64_t      reached = ROWS_AT(IndexedPerson, persons, persons.count - 1)->id;
            const IndexedWhose whose   = { .after_id = after, .last_id = reached };
            TRY(take(cx, index, people, persons, &whose, fits));
            after = reached;
        }
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

void customer_index_listen(CustomerIndex *index, const CustomerListener *listener)
{
    LOCKED(&index->follow);
    index->listener = listener;
}

static void tell(const CustomerIndex *index, const Rows *lines)
{
    for (size_t i = 0; index->listener && i < lines->count; i++) {
        const FeedLine *line  = ROWS_AT(FeedLine, *lines, i);
        const int64_t   until = line->until_id ? line->until_id : line->customer_id;
        index->listener->changed(index->listener->with, line->tenant_id, line->customer_id, until);
    }
}

/* ---- following ------------------------------------------------------------------------ */

/* Throws away what is known of every tenant: lines were forgotten before they were read here. */
static void start_over(CustomerIndex *index)
{
    pthread_rwlock_wrlock(&index->hold);
    pthread_mutex_lock(&index->lock);
    for (size_t i = 0; i < index->tenant_count; i++) {
        TenantIndex *tenant = index->tenant[i];
        people_results_drop(index->results, tenant->tenant_id);
        people_free(tenant->people);
        tenant->people = people_new(ENDED_BY_TRANSFER);
        atomic_store(&tenant->state, INDEX_WANTED);
    }
    pthread_mutex_unlock(&index->lock);
    pthread_rwlock_unlock(&index->hold);
    index->taken = (Rows){ 0 };
    if (index->listener) index->listener->lost(index->listener->with);
    wake_raise(index->wake);
}

static int compare_lines(const FeedLine *a, const FeedLine *b)
{
    if (a->seq != b->seq) return a->seq < b->seq ? -1 : 1;
    if (a->tenant_id != b->tenant_id) return a->tenant_id < b->tenant_id ? -1 : 1;
    return a->customer_id < b->customer_id ? -1 : a->customer_id > b->customer_id;
}

/* The present state of those persons: the ones that are gone are taken out. */
static Code take_changed(Ctx *cx, const CustomerIndex *index, People *people, const int64_t *ids,
                         size_t count, bool *fits)
{
    const IndexedWhose whose   = { .ids_json = json_ids(cx->arena, (Ids){ ids, count }) };
    Rows               persons = { 0 };
    IdMap             *there   = idmap_new(cx->arena);
    TRY(customer_index_sql_persons(cx, whose.ids_json, &persons));
    for (size_t i = 0; i < persons.count; i++) {
        IndexedPerson *row = ROWS_AT(IndexedPerson, persons, i);
        idmap_put(there, row->id, row);
    }
    for (size_t i = 0; i < count; i++) {
        if (idmap_find(there, ids[i])) continue;
        people_remove(people, ids[i]);
        customer_unreadable_forget(index->unreadable, cx->tenant_id, ids[i]);
    }
    if (persons.count) TRY(take(cx, index, people, persons, &whose, fits));
    if (persons.count == count) return OK;
    TRY(customer_index_sql_erased(cx, whose.ids_json, &persons));
    return persons.count ? take_erased(cx, people, persons, &whose, fits) : OK;
}

static Code take_of_tenant(Ctx *cx, CustomerIndex *index, int64_t tenant_id, const int64_t *ids,
                           size_t count)
{
    TenantIndex *tenant = find_tenant(index, tenant_id, false);
    if (!tenant || atomic_load(&tenant->state) != INDEX_READY) return OK;
    Ctx  own  = worker_ctx(cx, cx->arena, tenant_id, "system:people");
    bool fits = true;
    for (size_t at = 0; at < count && fits; at += TAKE_ROWS) {
        const size_t    some = count - at < TAKE_ROWS ? count - at : TAKE_ROWS;
        const ArenaMark mark = arena_mark(cx->arena);
        const Code      code = take_changed(&own, index, tenant->people, ids + at, some, &fits);
        if (code != OK) cx->err = own.err;
        if (code != OK) return code;
        arena_rewind(cx->arena, mark);
    }
    if (!fits) atomic_store(&tenant->state, INDEX_TOO_LARGE);
    return OK;
}

/* Those who were made together. */
static Code take_span(Ctx *cx, CustomerIndex *index, const FeedLine *line)
{
    TenantIndex *tenant = find_tenant(index, line->tenant_id, false);
    if (!tenant || atomic_load(&tenant->state) != INDEX_READY) return OK;
    Ctx        own  = worker_ctx(cx, cx->arena, line->tenant_id, "system:people");
    bool       fits = true;
    const Code code =
        take_range(&own, index, tenant->people, line->customer_id - 1, line->until_id, &fits);
    if (code != OK) cx->err = own.err;
    if (!fits) atomic_store(&tenant->state, INDEX_TOO_LARGE);
    return code;
}

static Code take_spans(Ctx *cx, CustomerIndex *index, const Rows *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        const FeedLine *line = ROWS_AT(FeedLine, *lines, i);
        if (line->until_id) TRY(take_span(cx, index, line));
    }
    return OK;
}

/* The persons of `lines` that stand alone, tenant by tenant, each once. */
static Code take_singles(Ctx *cx, CustomerIndex *index, const Rows *lines)
{
    int64_t *ids  = arena_make(cx->arena, int64_t, lines->count);
    bool    *done = arena_make(cx->arena, bool, lines->count);
    for (size_t i = 0; i < lines->count; i++) {
        const int64_t tenant_id = ROWS_AT(FeedLine, *lines, i)->tenant_id;
        IdMap        *known     = idmap_new(cx->arena);
        size_t        count     = 0;
        for (size_t j = i; j < lines->count && !done[i]; j++) {
            FeedLine *line = ROWS_AT(FeedLine, *lines, j);
            if (done[j] || line->tenant_id != tenant_id) continue;
            if (j > i) done[j] = true;
            if (line->until_id) continue;
            if (idmap_put(known, line->customer_id, line)) continue;
            ids[count++] = line->customer_id;
        }
        if (count) TRY(take_of_tenant(cx, index, tenant_id, ids, count));
    }
    return OK;
}

/* What of `lines` has not been taken yet; both are in order. */
static Rows without_taken(Arena *arena, const Rows *lines, const Rows *taken)
{
    FeedLine *fresh = arena_make(arena, FeedLine, lines->count);
    size_t    count = 0, at = 0;
    for (size_t i = 0; i < lines->count; i++) {
        const FeedLine *line = ROWS_AT(FeedLine, *lines, i);
        while (at < taken->count && compare_lines(ROWS_AT(FeedLine, *taken, at), line) < 0) at++;
        if (at < taken->count && compare_lines(ROWS_AT(FeedLine, *taken, at), line) == 0) continue;
        fresh[count++] = *line;
    }
    return (Rows){ fresh, count };
}

/* Cuts both behind the line with which `fresh` tells of `room` persons; true where it did. */
static bool cut(Rows *lines, Rows *fresh, int64_t room, int64_t *persons)
{
    int64_t told  = 0;
    size_t  count = 0;
    while (count < fresh->count && told < room)
        told += ROWS_AT(FeedLine, *fresh, count++)->until_id ? SPAN_PERSONS : 1;
    *persons += told;
    if (count == fresh->count) return false;
    const FeedLine *first_left = ROWS_AT(FeedLine, *fresh, count);
    fresh->count               = count;
    while (compare_lines(ROWS_AT(FeedLine, *lines, lines->count - 1), first_left) >= 0)
        lines->count--;
    return true;
}

/* The lines from `at` to the newest the head knew, taken page by page until `most` of them were
 * new.  What a bulk job goes on writing is for the next pass: nobody runs after it.  Kept in mind
 * are those at or above the horizon, and all where some may be left.  Every line below `until` has
 * been read. */
static Code read_lines(Ctx *cx, CustomerIndex *index, const FeedHead *head, int64_t most, Vec *keep,
                       int64_t *until)
{
    const int64_t page = most < LINES ? most : LINES;
    FeedLine      last = { index->at - 1, INT64_MAX, INT64_MAX };
    int64_t       read = 0;
    bool          more = true;
    while (more && read < most) {
        const ArenaMark mark  = arena_mark(cx->arena);
        Rows            lines = { 0 };
        TRY(customer_index_sql_lines(cx, last, head->newest, page, &lines));
        more       = (int64_t)lines.count == page;
        Rows fresh = without_taken(cx->arena, &lines, &index->taken);
        if (cut(&lines, &fresh, most - read, &read)) more = true;
        tell(index, &fresh);
        if (fresh.count) TRY(take_spans(cx, index, &fresh));
        if (fresh.count) TRY(take_singles(cx, index, &fresh));
        for (size_t i = 0; i < lines.count; i++) {
            last = *ROWS_AT(FeedLine, lines, i);
            if (last.seq >= head->horizon || most != INT64_MAX) *VEC_ADD(keep, FeedLine) = last;
        }
        arena_rewind(cx->arena, mark);
    }
    *until = more && last.seq < head->horizon ? last.seq : head->horizon;
    return OK;
}

/* One pass.  The floor is looked at once more at the end: what was forgotten meanwhile was not
 * read. */
static Code pass(Ctx *cx, CustomerIndex *index, int64_t most, bool *has_moved)
{
    FeedHead head  = { 0 };
    int64_t  until = 0;
    *has_moved     = false;
    TRY(customer_index_sql_head(cx, &head));
    if (index->at >= head.floor && head.newest < index->at) {
        if (head.horizon > index->at) index->at = head.horizon;
        return OK;
    }
    *has_moved = true;
    arena_reset(index->kept_next);
    Vec keep = vec_of(index->kept_next, FeedLine);
    TRY(read_lines(cx, index, &head, most, &keep, &until));
    TRY(customer_index_sql_head(cx, &head));
    if (index->at < head.floor) {
        start_over(index);
        index->at = head.floor;
        return OK;
    }
    Arena *swap      = index->kept;
    index->kept      = index->kept_next;
    index->kept_next = swap;
    index->taken     = vec_rows(&keep);
    if (until > index->at) index->at = until;
    return OK;
}

/* A pass of one's own, under the lock; on a failure the next one begins where this one did. */
static Code follow(Ctx *cx, CustomerIndex *index, int64_t most, bool *has_moved)
{
    arena_reset(index->scratch);
    Ctx        own  = ctx_system(index->services, index->scratch, 0, "system:people");
    const Code code = pass(&own, index, most, has_moved);
    if (code != OK) {
        index->taken = (Rows){ 0 };
        cx->err      = worker_keep(cx->arena, &own.err);
    }
    return code;
}

static Code catch_up(Ctx *cx, CustomerIndex *index, bool *has_moved)
{
    LOCKED(&index->follow);
    return follow(cx, index, INT64_MAX, has_moved);
}

static bool is_busy(CustomerIndex *index)
{
    return atomic_load(&index->busy_until_us) > clock_mono_us();
}

/* Some of it; nothing, while somebody else's pass takes long. */
static Code catch_up_some(Ctx *cx, CustomerIndex *index)
{
    bool has_moved = false;
    for (int waited = 0; pthread_mutex_trylock(&index->follow) != 0; waited++) {
        if (waited == BUSY_WAIT_MS) return OK;
        clock_sleep_ms(1);
    }
    const Code code = follow(cx, index, BUSY_LINES, &has_moved);
    ASSERT(pthread_mutex_unlock(&index->follow) == 0);
    return code;
}

Code customer_people_follow(Ctx *cx)
{
    CustomerIndex *index     = cx->services->customers;
    bool           has_moved = false;
    return index ? catch_up(cx, index, &has_moved) : OK;
}

void customer_people_busy(Ctx *cx)
{
    CustomerIndex *index = cx->services->customers;
    if (index) atomic_store(&index->busy_until_us, clock_mono_us() + BUSY_KEPT_US);
}

void customer_people_settle(Ctx *cx)
{
    CustomerIndex *index     = cx->services->customers;
    bool           has_moved = false;
    if (!index) return;
    if (catch_up(cx, index, &has_moved) != OK) forgive(cx); /* a question will say it */
    atomic_store(&index->busy_until_us, 0);
}

/* ---- loading ---------------------------------------------------------------------------- */

/* One of those who load: the customers from behind one id to another. */
typedef struct Loader {
    const CustomerIndex *index;
    People              *people;
    int64_t              tenant_id, after_id, last_id;
    Arena               *arena;
    Ctx                  cx;
    bool                 fits;
    Code                 code;
} Loader;

static void *run_loader(void *arg)
{
    Loader *loader = arg;
    loader->arena  = arena_new(ARENA_MAX);
    loader->cx =
        ctx_system(loader->index->services, loader->arena, loader->tenant_id, "system:people");
    loader->fits = true;
    loader->code = take_range(&loader->cx, loader->index, loader->people, loader->after_id,
                              loader->last_id, &loader->fits);
    return NULL;
}

/* Many are read by two at once. */
static Code load_all(Ctx *cx, People *people, const CustomerIndex *index, bool *fits)
{
    int64_t count = 0, middle = 0;
    TRY(customer_index_sql_count(cx, &count));
    *fits = count <= PEOPLE_MAX;
    if (!*fits) return OK;
    people_expect(people, (size_t)count);
    if (count >= SHARED_FROM) TRY(customer_index_sql_at(cx, count / 2, &middle));
    Loader first = { .index = index, .people = people, .tenant_id = cx->tenant_id }, second = first;
    first.last_id   = middle ? middle : INT64_MAX;
    second.after_id = middle;
    second.last_id  = INT64_MAX;
    second.fits     = true;
    const pthread_t thread =
        middle ? thread_start("people-load", WORKER_STACK_KIB, run_loader, &second) : 0;
    (void)run_loader(&first);
    if (middle) thread_join(thread);
    const Loader *failed = first.code != OK ? &first : &second;
    *fits                = first.fits && second.fits;
    if (failed->code != OK) cx->err = worker_keep(cx->arena, &failed->cx.err);
    arena_free(first.arena);
    arena_free(second.arena);
    return failed->code;
}

/* What was read is true as of some moment after `from`: the lines since then make it true now. */
static void publish(CustomerIndex *index, TenantIndex *tenant, People *people, int64_t from,
                    bool fits)
{
    LOCKED(&index->follow);
    if (from < index->at || index->at == 0) {
        index->at    = from;
        index->taken = (Rows){ 0 };
    }
    pthread_rwlock_wrlock(&index->hold);
    people_free(tenant->people);
    tenant->people = people;
    atomic_store(&tenant->state, fits ? INDEX_READY : INDEX_TOO_LARGE);
    pthread_rwlock_unlock(&index->hold);
}

static Code load(Ctx *cx, CustomerIndex *index, TenantIndex *tenant)
{
    LOCKED(&index->loading);
    if (atomic_load(&tenant->state) != INDEX_WANTED) return OK;
    const int64_t started_us = clock_mono_us();
    Arena        *arena      = arena_new(ARENA_MAX);
    Ctx           own    = ctx_system(index->services, arena, tenant->tenant_id, "system:people");
    FeedHead      head   = { 0 };
    People       *people = people_new(ENDED_BY_TRANSFER);
    bool          fits   = true;
    Code          code   = customer_index_sql_head(&own, &head);
    if (code == OK) code = load_all(&own, people, index, &fits);
    if (code == OK) code = take_all_erased(&own, people, &fits);
    if (code == OK && !atomic_load(&index->stopping)) {
        people_settle(people);
        log_line(LOG_INFO, "customers are in memory",
                 "tenant=%lld persons=%zu bytes=%zu took_ms=%lld", (long long)tenant->tenant_id,
                 people_count(people), people_bytes(people),
                 (long long)(clock_mono_us() - started_us) / 1000);
        publish(index, tenant, people, head.horizon, fits);
    } else {
        people_free(people);
        cx->err = worker_keep(cx->arena, &own.err);
    }
    arena_free(arena);
    return code;
}

static TenantIndex *next_wanted(CustomerIndex *index)
{
    LOCKED(&index->lock);
    for (size_t i = 0; i < index->tenant_count; i++)
        if (atomic_load(&index->tenant[i]->state) == INDEX_WANTED) return index->tenant[i];
    return NULL;
}

/* ---- the thread ---------------------------------------------------------------------------- */

static Code want_all(Ctx *cx, CustomerIndex *index)
{
    Rows     tenants = { 0 };
    FeedHead head    = { 0 };
    TRY(customer_index_sql_head(cx, &head));
    if (head.floor > head.horizon) TRY(customer_index_sql_lower_floor(cx, head.horizon));
    TRY(org_tenant_list(cx, &tenants));
    for (size_t i = 0; i < tenants.count; i++)
        (void)find_tenant(index, ROWS_AT(Tenant, tenants, i)->id, true);
    return OK;
}

/* Lines that all have had ten minutes to read. */
static Code forget_old(Ctx *cx, CustomerIndex *index)
{
    if (cx->now_ms < index->forget_at_ms + FORGET_EVERY_MS) return OK;
    const int64_t seq = index->forget_seq;
    {
        LOCKED(&index->follow);
        index->forget_seq = index->at;
    }
    index->forget_at_ms = cx->now_ms;
    return seq > 0 ? customer_index_sql_forget(cx, seq) : OK;
}

/* `has_moved`: there may be more at once. */
static Code work(Ctx *cx, CustomerIndex *index, bool *has_moved)
{
    TenantIndex *wanted = next_wanted(index);
    *has_moved          = true;
    if (wanted) return load(cx, index, wanted);
    TRY(catch_up(cx, index, has_moved));
    return forget_old(cx, index);
}

static void *run(void *arg)
{
    CustomerIndex *index  = arg;
    Arena         *arena  = arena_new(WORKER_ARENA_MAX);
    bool           is_new = true;
    while (!atomic_load(&index->stopping)) {
        arena_reset(arena);
        Ctx  cx        = ctx_system(index->services, arena, 0, "system:people");
        bool has_moved = false;
        Code code      = is_new ? want_all(&cx, index) : OK;
        if (code == OK) {
            is_new = false;
            code   = work(&cx, index, &has_moved);
        }
        if (code == OK)
            worker_recovered(&index->trouble);
        else
            worker_failed(&index->trouble, &cx.err);
        if (code != OK || !next_wanted(index))
            (void)wake_wait(index->wake, code == OK && has_moved ? BUSY_MS : FOLLOW_MS);
    }
    arena_free(arena);
    return NULL;
}

void customer_index_start(CustomerIndex *index)
{
    index->has_thread = true;
    index->thread     = thread_start("people", WORKER_STACK_KIB, run, index);
}

void customer_index_free(CustomerIndex *index)
{
    if (index == NULL) return;
    atomic_store(&index->stopping, true);
    wake_raise(index->wake);
    if (index->has_thread) thread_join(index->thread);
    for (size_t i = 0; i < index->tenant_count; i++) people_free(index->tenant[i]->people);
    people_results_free(index->results);
    wake_free(index->wake);
    arena_free(index->scratch);
    arena_free(index->kept);
    arena_free(index->kept_next);
    arena_free(index->own);
}

void customer_index_stats(CustomerIndex *index, CustomerIndexStats *out)
{
    *out = (CustomerIndexStats){ .result_bytes = (int64_t)people_results_bytes(index->results) };
    pthread_rwlock_rdlock(&index->hold);
    pthread_mutex_lock(&index->lock);
    for (size_t i = 0; i < index->tenant_count; i++) {
        out->persons += (int64_t)people_count(index->tenant[i]->people);
        out->bytes += (int64_t)people_bytes(index->tenant[i]->people);
        if (atomic_load(&index->tenant[i]->state) == INDEX_WANTED) out->loading++;
    }
    pthread_mutex_unlock(&index->lock);
    pthread_rwlock_unlock(&index->hold);
}

void customer_people_unreadable(Ctx *cx, Ids *ids)
{
    CustomerIndex *index = cx->services->customers;
    *ids =
        index ? customer_unreadable_ids(index->unreadable, cx->arena, cx->tenant_id) : (Ids){ 0 };
}

/* ---- asking ---------------------------------------------------------------------------------- */

static Code wait_for(Ctx *cx, CustomerIndex *index, TenantIndex *tenant)
{
    if (!index->has_thread) return load(cx, index, tenant);
    wake_raise(index->wake);
    for (int waited = 0; waited < WAIT_MS; waited += WAIT_STEP_MS) {
        if (atomic_load(&tenant->state) != INDEX_WANTED) return OK;
        clock_sleep_ms(WAIT_STEP_MS);
    }
    return OK;
}

bool customer_people_is_loaded(Ctx *cx)
{
    CustomerIndex *index  = cx->services->customers;
    TenantIndex   *tenant = index ? find_tenant(index, cx->tenant_id, true) : NULL;
    if (!tenant) return false;
    /* Where no thread loads, whoever asks does. */
    if (!index->has_thread || atomic_load(&tenant->state) != INDEX_WANTED) return true;
    wake_raise(index->wake);
    return false;
}

Code customer_people_begin(Ctx *cx, People **out)
{
    CustomerIndex *index = cx->services->customers;
    REQUIRE(cx, index != NULL, ERR_UNAVAILABLE, "customer.index_loading");
    TenantIndex *tenant = find_tenant(index, cx->tenant_id, true);
    REQUIRE(cx, tenant != NULL, ERR_UNAVAILABLE, "customer.index_loading");
    if (atomic_load(&tenant->state) == INDEX_WANTED) TRY(wait_for(cx, index, tenant));
    const bool is_ready  = atomic_load(&tenant->state) == INDEX_READY;
    bool       has_moved = false;
    if (is_ready) TRY(is_busy(index) ? catch_up_some(cx, index) : catch_up(cx, index, &has_moved));
    pthread_rwlock_rdlock(&index->hold);
    const int state = atomic_load(&tenant->state);
    *out            = tenant->people;
    /* One that became ready only now has not caught up. */
    if (is_ready && state == INDEX_READY) return OK;
    pthread_rwlock_unlock(&index->hold);
    return fail(cx, ERR_UNAVAILABLE,
                state == INDEX_TOO_LARGE ? "customer.index_too_large" : "customer.index_loading",
                "tenant %lld", (long long)cx->tenant_id);
}

void customer_people_end(Ctx *cx) { pthread_rwlock_unlock(&cx->services->customers->hold); }

PeopleResults *customer_index_results(Ctx *cx) { return cx->services->customers->results; }

ResultOwner customer_index_owner(const Ctx *cx)
{
    return (ResultOwner){ cx->tenant_id, cx->user_id, cx->scope_id };
}
