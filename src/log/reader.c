/* reader.c -- one consumer at work.  Threads are in consumer.c. */
#include "log/reader.h"

#include "log/dead_letter.h"
#include "log/worker.h"
#include "wire/json.h"

enum {
    OWN_MAX       = 64 * 1024,
    REPLAYS       = 50,
    STUCK_MS      = 10 * MS_PER_MINUTE,
    STUCK_TRIES   = 5,
    STUCK_NEXT_MS = 30 * MS_PER_SECOND, /* the next one with the reason of one set aside */
    PROBES        = 8,
    ROOM_MIN      = 64,
    BUSY_MS       = 50,  /* others wait for SQLite's writer meanwhile: a batch ends after this */
    LONG_MS       = 250, /* the same on PostgreSQL, where writers do not wait for each other */
    WANTED_MS     = 4,   /* and after this when somebody at a door waits */
};

typedef struct Group {
    int64_t  from; /* all its parts were read up to here */
    uint64_t mask; /* as a bit per part; all bits = the whole log */
    int64_t  count;
} Group;

typedef struct Batch {
    Arena          *arena;
    const Consumer *consumer;
    Group           group;
    const Event    *events[READER_BATCH_EVENTS]; /* in `held`, else in the arena */
    size_t          count, bytes, read;
    int64_t         end; /* read up to here */
    bool            full;
    Sheaf          *held; /* NULL: nothing was in memory */
} Batch;

/* The types as a JSON array, so that the store leaves out what nobody here hears; "[]" for all,
 * and where a type is only the beginning of one: then collect() tells. */
static Str types_of(Arena *arena, const char *const *types)
{
    Str     text = S("[]");
    JsonOut out  = json_out(arena, OWN_MAX / 2);
    json_open_array(&out);
    for (; types != NULL && *types != NULL; types++) {
        if (str_ends(str_of(*types), S(".*"))) return S("[]");
        json_put_str(&out, str_of(*types));
    }
    json_close_array(&out);
    return json_out_done(&out, &text) == OK ? text : S("[]");
}

void reader_init(Reader *reader, const Services *services, const Consumer *consumer, Str owner)
{
    Arena *own    = arena_new(OWN_MAX);
    *reader       = (Reader){ .services  = services,
                              .consumer  = consumer,
                              .owner     = owner,
                              .own       = own,
                              .scratch   = arena_new(WORKER_ARENA_MAX),
                              .room      = ROOM_MIN,
                              .stuck_ms  = STUCK_MS,
                              .is_parted = db_engine(services->db) == DB_POSTGRESQL };
    reader->actor = str_fmt(own, "system:%s", consumer->name).ptr;
    reader->types = types_of(own, consumer->types);
}

void reader_deinit(Reader *reader)
{
    arena_free(reader->scratch);
    arena_free(reader->own);
}

/* ---- cursors --------------------------------------------------------- */

Code reader_open(Ctx *cx, Reader *reader)
{
    const Str name = str_of(reader->consumer->name);
    Rows      rows = { 0 };
    TRY(cx_list(cx, &consumer_sql_cursors, &rows, ARGS(V(name))));
    const int first = reader->is_parted ? 0 : -1;
    const int last  = reader->is_parted ? EVENT_PARTS - 1 : -1;
    if (rows.count >= (size_t)(last - first + 1)) return OK;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    for (int part = first; part <= last; part++)
        TRY(cx_run(cx, &consumer_sql_open, NULL, ARGS(V(name), V(part))));
    return cx_commit(cx, &txn);
}

static int64_t read_before(const Reader *reader, int32_t part)
{
    for (size_t i = 0; i < reader->part_count; i++)
        if (reader->parts[i].part == part) return reader->parts[i].at;
    return 0;
}

Code reader_hold(Ctx *cx, Reader *reader, Rows cursors)
{
    TRY(held_learn(cx, &reader->held, str_of(reader->consumer->name)));
    ASSERT(cursors.count <= EVENT_PARTS);
    ReaderPart parts[EVENT_PARTS];
    for (size_t i = 0; i < cursors.count; i++) {
        const CursorRow *row    = ROWS_AT(CursorRow, cursors, i);
        const int64_t    before = read_before(reader, row->part);
        parts[i] = (ReaderPart){ row->part, row->seq, before > row->seq ? before : row->seq };
    }
    for (size_t i = 0; i < cursors.count; i++) reader->parts[i] = parts[i];
    reader->part_count = cursors.count;
    reader->is_loaded  = true;
    return OK;
}

static Code load(Ctx *cx, Reader *reader)
{
    const Str name = str_of(reader->consumer->name);
    Rows      rows = { 0 };
    if (reader->owner.len > 0)
        TRY(cx_list(cx, &lease_sql_held, &rows, ARGS(V(name), V(reader->owner))));
    else
        TRY(cx_list(cx, &consumer_sql_cursors, &rows, ARGS(V(name))));
    return reader_hold(cx, reader, rows);
}

/* The parts that are least far, and how far they may go to meet the next. */
static Group group_of(const Reader *reader, int64_t *until)
{
    Group group = { .from = INT64_MAX };
    for (size_t i = 0; i < reader->part_count; i++)
        if (reader->parts[i].at < group.from) group.from = reader->parts[i].at;
    *until = reader->horizon.safe_seq;
    for (size_t i = 0; i < reader->part_count; i++) {
        const ReaderPart *part = &reader->parts[i];
        if (part->at > group.from) {
            if (part->at < *until) *until = part->at;
            continue;
        }
        group.mask |= part->part < 0 ? UINT64_MAX : UINT64_C(1) << part->part;
        group.count++;
    }
    return group;
}

static bool in_group(const Group *group, const ReaderPart *part)
{
    return part->part < 0 || ((group->mask >> part->part) & 1) != 0;
}

static void set_read(Reader *reader, const Group *group, int64_t at, bool is_stored)
{
    for (size_t i = 0; i < reader->part_count; i++) {
        ReaderPart *part = &reader->parts[i];
        if (!in_group(group, part)) continue;
        ASSERT(at >= part->at);
        part->at = at;
        if (is_stored) part->stored = at;
    }
}

/* Moves the stored cursors; fails when somebody else moved or leased one of them. */
static Code move(Ctx *cx, const Reader *reader, const Group *group, int64_t at_most, int64_t to)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &consumer_sql_move, &changed,
               ARGS(V(str_of(reader->consumer->name)), V((int64_t)group->mask),
                    V(reader->owner.len > 0 ? reader->owner : S("")), V(at_most), V(to))));
    if (changed == group->count) return OK;
    const Code code = fail(cx, ERR_UNAVAILABLE, "consumer.moved", "%lld of %lld cursors",
                           (long long)changed, (long long)group->count);
    return code;
}

bool reader_has_unstored(const Reader *reader)
{
    for (size_t i = 0; i < reader->part_count; i++)
        if (reader->parts[i].at > reader->parts[i].stored) return true;
    return false;
}

bool reader_is_level(const Reader *reader)
{
    int64_t     until = 0;
    const Group group = group_of(reader, &until);
    return group.count == 0 || group.from >= reader->horizon.safe_seq;
}

Code reader_flush(Ctx *cx, Reader *reader)
{
    int64_t until = 0;
    while (reader->is_loaded && reader_has_unstored(reader)) {
        const Group group     = group_of(reader, &until);
        bool        is_behind = false;
        for (size_t i = 0; i < reader->part_count; i++)
            is_behind |= in_group(&group, &reader->parts[i]) &&
                         reader->parts[i].at > reader->parts[i].stored;
        /* Groups that are further on are met when these have caught up with them. */
        if (!is_behind) return OK;
        reader->is_loaded = false;
        TRY(move(cx, reader, &group, group.from, group.from));
        reader->is_loaded = true;
        set_read(reader, &group, group.from, true);
    }
    return OK;
}

/* ---- batches --------------------------------------------------------- */

/* Whether the event is the consumer's to hear: then it is to be added. */
static bool is_wanted(Batch *batch, const Event *event)
{
    batch->read++;
    batch->end = event->seq;
    return worker_word_in(batch->consumer->types, event->type);
}

static void add(Batch *batch, const Event *event)
{
    batch->events[batch->count++] = event;
    batch->bytes += event->payload.len;
    batch->full = batch->bytes >= READER_BATCH_BYTES || batch->count == READER_BATCH_EVENTS;
}

static Code collect(void *with, const void *row)
{
    Batch *batch = with;
    if (batch->full || !is_wanted(batch, row)) return OK;
    Event *copy = arena_make(batch->arena, Event, 1);
    worker_copy(batch->arena, &event_shape, row, copy);
    add(batch, copy);
    return OK;
}

/* Who hears little of what is in the log must still keep up with who writes much of it: a
 * batch costs the same turn at SQLite's writer however many events it passes. */
static void widen(Reader *reader)
{
    reader->room = reader->room * 2 > READER_BATCH_EVENTS ? READER_BATCH_EVENTS : reader->room * 2;
}

/* A batch that took its whole time: reading more than it could hear was for nothing. */
static void narrow(Reader *reader, size_t heard)
{
    reader->room = heard < ROOM_MIN ? ROOM_MIN : (int64_t)heard;
}

static void take_sheaf(Batch *batch, const Reader *reader, const Sheaf *sheaf, int64_t until)
{
    const uint64_t mask = batch->group.mask;
    for (size_t i = 0; i < sheaf->events.count && !batch->full; i++) {
        const Event *event = ROWS_AT(Event, sheaf->events, i);
        if (event->seq > until) break;
        if (event->seq <= batch->end || ((mask >> event->part) & 1) == 0) continue;
        if (is_wanted(batch, event)) add(batch, event);
        if ((int64_t)batch->count == reader->room) batch->full = true;
    }
    if (!batch->full) batch->end = sheaf->until < until ? sheaf->until : until;
}

/* False when what comes next is not in memory. */
static bool take_recent(const Reader *reader, int64_t until, Batch *batch)
{
    if (reader->recent == NULL) return false;
    batch->held = recent_hold(reader->recent, batch->group.from);
    batch->end  = batch->group.from;
    for (const Sheaf *sheaf = batch->held; sheaf != NULL && batch->end < until && !batch->full;
         sheaf              = recent_next(reader->recent, sheaf))
        take_sheaf(batch, reader, sheaf, until);
    return batch->held != NULL;
}

static Code read_batch(Ctx *cx, const Reader *reader, int64_t until, Batch *batch)
{
    const int64_t from = batch->group.from, room = reader->room;
    if (!take_recent(reader, until, batch)) {
        if (until - from > READER_STRIDE) until = from + READER_STRIDE;
        TRY(cx_each(
            cx, &event_sql_read, collect, batch,
            ARGS(V(from), V(until), V((int64_t)batch->group.mask), V(room), V(reader->types))));
        if (!batch->full && (int64_t)batch->read < room) batch->end = until;
    }
    ASSERT(batch->end > batch->group.from);
    return OK;
}

/* What `hear` did is undone alone when it fails and `careful`. */
static Code hear_one(const Ctx *base, Reader *reader, const Event *event, bool careful, Err *err)
{
    arena_reset(reader->scratch);
    Ctx cx = worker_ctx(base, reader->scratch, event->tenant_id, reader->actor);
    TXN(part);
    Code code = careful ? cx_begin(&cx, &part) : OK;
    if (code == OK) code = reader->consumer->hear(&cx, event);
    if (code == OK && careful) code = cx_commit(&cx, &part);
    if (code == OK) return OK;
    *err = worker_keep(base->arena, &cx.err);
    if (err->code == OK) err->code = code;
    return code;
}

static bool is_over(Ctx *cx, int64_t began_us)
{
    const int64_t busy_ms = (clock_mono_us() - began_us) / 1000;
    if (db_engine(cx->db) == DB_POSTGRESQL) return busy_ms >= LONG_MS;
    return busy_ms >= BUSY_MS || (busy_ms >= WANTED_MS && db_is_wanted(cx->link));
}

/* ---- the one that is stuck --------------------------------------------- */

/* Whether `event`, which is first and failed for now, did so often and long enough. */
static bool is_stuck(Reader *reader, const Event *event, const Err *err)
{
    Stuck        *stuck  = &reader->stuck;
    const int64_t now_us = clock_mono_us();
    if (stuck->seq != event->seq) {
        stuck->seq      = event->seq;
        stuck->tries    = 0;
        stuck->since_us = now_us;
    }
    stuck->tries++;
    const bool is_next =
        stuck->set_aside && str_equal(str_of(stuck->set_aside), str_of(err->reason));
    const int64_t wait_ms =
        is_next && STUCK_NEXT_MS < reader->stuck_ms ? STUCK_NEXT_MS : reader->stuck_ms;
    return stuck->tries >= STUCK_TRIES && now_us - stuck->since_us >= wait_ms * 1000;
}

/* Whether others fail as well: then the event is not the cause, and waits on.  What is tried
 * here is undone. */
static bool others_fail(Ctx *cx, Reader *reader, const Batch *batch)
{
    int tried = 0;
    for (size_t i = 1; i < batch->count && tried < PROBES; i++) {
        Ctx probe = *cx;
        Err err   = { 0 };
        TXN(undone);
        if (cx_begin(&probe, &undone) != OK) return true;
        tried++;
        const Code code = hear_one(&probe, reader, batch->events[i], true, &err);
        if (code == OK || !worker_passing(&err)) return false;
    }
    return tried > 0;
}

static Code set_aside(Ctx *cx, Reader *reader, const Event *event, const Err *err)
{
    log_line(LOG_ERROR, "event set aside, what is of its person waits behind it",
             "consumer=%s seq=%lld type=%.*s reason=%s tries=%d", reader->consumer->name,
             (long long)event->seq, FMT(event->type), err->reason ? err->reason : "-",
             reader->stuck.tries);
    reader->stuck.set_aside = err->reason;
    return held_put(cx, &reader->held, str_of(reader->consumer->name), event, err,
                    reader->stuck.tries);
}

/* ---- hearing ------------------------------------------------------------ */

/* What to do with an event that failed, in a batch heard carefully. */
static Code bear(Ctx *cx, Reader *reader, const Batch *batch, size_t at, const Err *err,
                 bool *is_borne)
{
    const Event *event = batch->events[at];
    *is_borne          = true;
    if (!worker_passing(err))
        return dead_letter_put(cx, &(DeadLetterDraft){ .tenant_id = event->tenant_id,
                                                       .consumer  = str_of(reader->consumer->name),
                                                       .event_seq = event->seq,
                                                       .type      = event->type,
                                                       .err       = err,
                                                       .attempts  = 1 });
    *is_borne = at == 0 && is_stuck(reader, event, err) && !others_fail(cx, reader, batch);
    return *is_borne ? set_aside(cx, reader, event, err) : OK;
}

/* Quickly: any failure undoes the whole batch, which is then heard carefully: each event in
 * a savepoint, the poisoned ones set aside.  A failure that passes ends the batch before it. */
static Code hear_batch(Ctx *cx, Reader *reader, const Batch *batch, bool careful, bool *heard)
{
    const Group *group       = &batch->group;
    int64_t      reached     = batch->end;
    Err          stopped     = { 0 };
    size_t       heard_count = 0; /* when the time ran out */
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(move(cx, reader, group, group->from, batch->end));
    *heard = true;
    if (!careful) cx_hurry(cx);
    const int64_t began_us = clock_mono_us();
    for (size_t i = 0; i < batch->count && stopped.code == OK; i++) {
        if (i > 0 && is_over(cx, began_us)) {
            reached     = batch->events[i - 1]->seq;
            heard_count = i;
            break;
        }
        const Event *event   = batch->events[i];
        Err          err     = { 0 };
        bool         is_held = false, is_borne = false;
        TRY(held_back(cx, &reader->held, str_of(reader->consumer->name), event, &is_held));
        if (is_held) continue;
        const Code code = hear_one(cx, reader, event, careful, &err);
        if (code == OK) continue;
        if (careful) TRY(bear(cx, reader, batch, i, &err, &is_borne));
        if (is_borne) continue;
        if (!careful || i == 0) {
            cx->err = err;
            return code;
        }
        stopped = err;
        reached = batch->events[i - 1]->seq;
    }
    TRY(memo_settle(cx));
    if (reached < batch->end) TRY(move(cx, reader, group, batch->end, reached));
    TRY(cx_commit(cx, &txn));
    set_read(reader, group, reached, true);
    if (heard_count > 0)
        narrow(reader, heard_count);
    else
        widen(reader);
    cx->err = stopped;
    return stopped.code;
}

static Code hear(Ctx *cx, Reader *reader, const Batch *batch)
{
    bool heard = false;
    cx->memo   = memo_new(cx->arena);
    Code code  = hear_batch(cx, reader, batch, false, &heard);
    cx->memo   = NULL;
    if (code == OK || !heard) return code;
    forgive(cx);
    return hear_batch(cx, reader, batch, true, &heard);
}

void reader_tell(Reader *reader, int64_t safe_seq, int64_t newest, Recent *recent)
{
    ASSERT(safe_seq >= reader->horizon.safe_seq && newest >= reader->newest);
    reader->horizon = (Horizon){ .safe_seq = safe_seq, .last_seq = safe_seq };
    reader->newest  = newest;
    reader->recent  = recent;
    reader->is_told = true;
}

static bool is_idle(Ctx *cx, const Reader *reader, const Event *event, bool *tells)
{
    bool idle = false;
    if (cx->tenant_id != event->tenant_id)
        *cx = worker_ctx(cx, cx->arena, event->tenant_id, reader->actor);
    *tells = *tells && reader->consumer->is_idle(cx, event, &idle) == OK;
    return *tells && idle;
}

/* Leaves out what the consumer does without.  Not while somebody waits behind an event that was set
 * aside: his are put behind it, whatever they are.  From where it cannot tell on all is heard,
 * which finds out why. */
static void leave_out(const Ctx *base, const Reader *reader, Batch *batch)
{
    Ctx    cx    = *base;
    bool   tells = true;
    size_t count = 0;
    if (reader->consumer->is_idle == NULL || reader->held.count > 0) return;
    cx.memo = memo_new(base->arena);
    for (size_t i = 0; i < batch->count; i++)
        if (!is_idle(&cx, reader, batch->events[i], &tells))
            batch->events[count++] = batch->events[i];
    batch->count = count;
}

static Code hear_or_pass(Ctx *cx, Reader *reader, Batch *batch)
{
    leave_out(cx, reader, batch);
    if (batch->count > 0) return hear(cx, reader, batch);
    set_read(reader, &batch->group, batch->end, false);
    widen(reader);
    return OK;
}

static Code pass(Ctx *cx, Reader *reader, ReaderStep *step)
{
    int64_t until = 0;
    Group   group = group_of(reader, &until);
    if (group.count > 0 && group.from >= reader->horizon.safe_seq && !reader->is_told) {
        TRY(horizon_look(cx, &reader->horizon));
        group = group_of(reader, &until);
    }
    if (group.count == 0 || group.from >= until) {
        *step = group.count > 0 && horizon_waits(&reader->horizon) ? READER_WAITS : READER_IDLE;
        return OK;
    }
    if (reader->is_told && group.from >= reader->newest) {
        set_read(reader, &group, until, false);
        *step = reader_is_level(reader) ? READER_IDLE : READER_MOVED;
        return OK;
    }
    Batch *batch    = arena_make(cx->arena, Batch, 1);
    batch->arena    = cx->arena;
    batch->consumer = reader->consumer;
    batch->group    = group;
    TRY(read_batch(cx, reader, until, batch));
    const Code code = hear_or_pass(cx, reader, batch);
    recent_release(batch->held);
    *step = READER_MOVED;
    return code;
}

Code reader_pass(Ctx *cx, Reader *reader, ReaderStep *step)
{
    ASSERT(cx->link == NULL);
    if (!reader->is_loaded) TRY(load(cx, reader));
    const Code code = pass(cx, reader, step);
    if (code != OK) reader->is_loaded = false;
    return code;
}

/* ---- replay ---------------------------------------------------------- */

static Code replay_one(Ctx *cx, Reader *reader, const ReplayRow *row, bool *done)
{
    cx->tenant_id = row->tenant_id;
    Event      event;
    DeadLetter letter;
    bool       found = false;
    Err        err   = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_find(cx, &dead_letter_sql_take, &letter, &found, ARGS(V(cx->tenant_id), V(row->id))));
    if (!found) return OK; /* another process has it */
    TRY(cx_one(cx, &event_sql_by_seq, &event, ARGS(V(cx->tenant_id), V(row->event_seq))));
    const Code code = hear_one(cx, reader, &event, true, &err);
    if (code == OK) {
        TRY(cx_run(cx, &dead_letter_sql_remove, NULL, ARGS(V(cx->tenant_id), V(row->id))));
        TRY(cx_run(cx, &dead_letter_sql_rest, NULL,
                   ARGS(V(cx->tenant_id), V(letter.consumer), V(letter.lane))));
    } else {
        TRY(cx_run(cx, &dead_letter_sql_again, NULL,
                   ARGS(V(cx->tenant_id), V(row->id), V(str_of(err.reason)), V(err.detail),
                        V(cx->now_ms))));
    }
    TRY(cx_commit(cx, &txn));
    *done = true;
    return OK;
}

Code reader_replay(Ctx *cx, Reader *reader)
{
    const Str name = str_of(reader->consumer->name);
    bool      any  = false;
    for (bool more = true; more;) {
        more      = false; /* what is done lets the next of its lane go */
        Rows rows = { 0 };
        TRY(cx_list(cx, &dead_letter_sql_wanted, &rows, ARGS(V(name), V(REPLAYS))));
        for (size_t i = 0; i < rows.count; i++)
            TRY(replay_one(cx, reader, ROWS_AT(ReplayRow, rows, i), &more));
        any |= more;
    }
    return any ? held_learn(cx, &reader->held, name) : OK;
}
