/* sqlite_writer.c -- the one writing connection of SQLite and its group commit
 * (docs/adr/0002-group-commit.md).
 *
 * The connection goes from caller to caller in the order they came (the turn).  Each
 * works inside a savepoint of one common transaction; who opens it needs none, because
 * with him all of it goes back.  A commit releases the savepoint and joins the group; the
 * last one for whom nobody waits, or who finds the group full or old, runs COMMIT for all.
 * Everybody waits until then, and, outside the turn, until the log is on disk (sqlite_sync.c). */
#include "db/sqlite.h"

#include <stdio.h>

enum {
    GROUP_MAX      = 256,
    GROUP_MAX_US   = 5000,  /* the first of a group waits no longer for others to join it */
    PATIENCE_US    = 20000, /* who gives way is passed over no longer */
    WAL_PAGES_MAX  = 16384, /* 64 MiB: the checkpointer cannot keep up, the writer helps */
    WAL_READERS_MS = 500,   /* it waits so long for who copies or reads a log that grew on */
};

static const char *const control_sql[CONTROL_COUNT] = {
    [CONTROL_BEGIN]       = "BEGIN IMMEDIATE",
    [CONTROL_SAVEPOINT]   = "SAVEPOINT weft",
    [CONTROL_RELEASE]     = "RELEASE SAVEPOINT weft",
    [CONTROL_ROLLBACK_TO] = "ROLLBACK TO SAVEPOINT weft",
    [CONTROL_COMMIT]      = "COMMIT",
    [CONTROL_ROLLBACK]    = "ROLLBACK",
};

static _Thread_local bool gives_way, repeats_what_is_lost;

static Code control(SqliteWriter *writer, int what, DbErr *err)
{
    sqlite3_stmt *stmt = writer->control[what];
    const int     rc   = sqlite3_step(stmt);
    const Code    code =
        rc == SQLITE_DONE ? OK : sqlite_failed(writer->link->handle, control_sql[what], err);
    sqlite3_reset(stmt);
    return code;
}

/* ---- queues ---------------------------------------------------------- */

static void turn_init(SqliteTurn *turn)
{
    *turn = (SqliteTurn){ .caller = pthread_self() };
    ASSERT(sem_init(&turn->reached, 0, 0) == 0);
}

static void turn_await(SqliteTurn *turn)
{
    while (sem_wait(&turn->reached) != 0) {
    } /* a signal came */
    (void)sem_destroy(&turn->reached);
}

/* The turn is gone when its caller wakes up. */
static void turn_reach(SqliteTurn *turn) { ASSERT(sem_post(&turn->reached) == 0); }

static void queue_push(SqliteQueue *queue, SqliteTurn *turn)
{
    turn->next = NULL;
    if (queue->last != NULL)
        queue->last->next = turn;
    else
        queue->first = turn;
    queue->last = turn;
    queue->count++;
}

static SqliteTurn *queue_pop(SqliteQueue *queue)
{
    SqliteTurn *turn = queue->first;
    if (turn == NULL) return NULL;
    queue->first = turn->next;
    if (queue->first == NULL) queue->last = NULL;
    queue->count--;
    return turn;
}

/* ---- the turn (called with the lock held) ------------------------------ */

/* Lets the lock go. */
static void take_turn(SqliteWriter *writer)
{
    /* A thread that begins while it has the turn would wait for itself. */
    ASSERT(!writer->is_taken || !pthread_equal(writer->owner, pthread_self()));
    const bool must_wait = writer->is_taken;
    SqliteTurn turn;
    if (must_wait) {
        turn_init(&turn);
        turn.came_us = clock_mono_us();
        queue_push(gives_way ? &writer->patient : &writer->waiting, &turn);
    } else {
        writer->is_taken = true;
        writer->owner    = pthread_self();
    }
    pthread_mutex_unlock(&writer->lock);
    if (must_wait) turn_await(&turn);
}

/* Many of those who give way may be owed a turn at once: between two of them a door has one. */
static SqliteTurn *next_turn(SqliteWriter *writer)
{
    const SqliteTurn *patient = writer->patient.first;
    const bool        is_owed =
        patient != NULL && !writer->was_patient && clock_mono_us() - patient->came_us > PATIENCE_US;
    writer->was_patient = patient != NULL && (writer->waiting.first == NULL || is_owed);
    return queue_pop(writer->was_patient ? &writer->patient : &writer->waiting);
}

/* The turn is never free in between, so nobody overtakes the queue. */
static void pass_turn(SqliteWriter *writer)
{
    SqliteTurn *next = next_turn(writer);
    writer->owner    = next != NULL ? next->caller : (pthread_t){ 0 };
    writer->is_taken = next != NULL;
    if (next != NULL) turn_reach(next);
}

/* Tells a group how it ended.  A turn is gone as soon as its caller wakes up. */
static void answer_group(SqliteQueue *group, int64_t written, Code code, const DbErr *err)
{
    for (SqliteTurn *turn = queue_pop(group); turn != NULL; turn = queue_pop(group)) {
        turn->code    = code;
        turn->written = written;
        if (code != OK) turn->err = *err;
        turn_reach(turn);
    }
}

/* ---- the transaction (with the turn) ---------------------------------- */

static void note_undone(SqliteWriter *writer)
{
    if (writer->watch) sqlite_watch_undo(writer->watch);
}

static void roll_back(SqliteWriter *writer)
{
    DbErr ignored; /* what cannot be rolled back has been already */
    if (sqlite3_get_autocommit(writer->link->handle) == 0)
        (void)control(writer, CONTROL_ROLLBACK, &ignored);
    ASSERT(sqlite3_get_autocommit(writer->link->handle) != 0);
    writer->is_open = false;
}

/* On a full disk the log may be what fills it: copied into the file it is used again from
 * its start.  Done before anything new is written, which would take the last room. */
static void shrink_log(SqliteWriter *writer)
{
    if (writer->wal_pages < WAL_PAGES_MAX && !writer->lacks_room) return;
    /* Where somebody always reads, the log would grow for ever: at 128 MiB, and then every 64 MiB
     * more, those who read it are waited for.  Who comes later reads the file. */
    const bool waits  = writer->wal_pages >= writer->wal_waited_at + 2 * WAL_PAGES_MAX;
    int        in_log = 0, copied = 0;
    if (waits) sqlite3_busy_timeout(writer->link->handle, WAL_READERS_MS);
    const int rc = sqlite3_wal_checkpoint_v2(
        writer->link->handle, NULL, waits ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE,
        &in_log, &copied);
    if (waits) {
        sqlite3_busy_timeout(writer->link->handle, SQLITE_BUSY_MS);
        writer->wal_waited_at = rc == SQLITE_OK ? 0 : writer->wal_pages - WAL_PAGES_MAX;
    }
    if (rc == SQLITE_OK && copied == in_log) writer->lacks_room = false;
    /* A reader may have been in the way: the hook counts on and the next group tries again. */
    writer->wal_pages    = 0;
    writer->wal_asked_at = 0;
}

/* Commits the group and answers it.  The lock is let go meanwhile: new callers queue up and
 * become the next group. */
static void settle(SqliteWriter *writer)
{
    Sqlite        *sqlite = sqlite_of(writer->link->base.db);
    SqliteQueue    group  = writer->group;
    const uint32_t topics = writer->topics;
    writer->group         = (SqliteQueue){ 0 };
    writer->topics        = 0;
    pthread_mutex_unlock(&writer->lock);

    DbErr      err;
    const Code code = control(writer, CONTROL_COMMIT, &err);
    if (code == OK)
        writer->is_open = false;
    else
        roll_back(writer);
    if (code != OK) note_undone(writer);
    if (code != OK) writer->lacks_room = true;
    if (code == OK && topics != 0) db_raise(sqlite->db, topics);

    pthread_mutex_lock(&writer->lock);
    answer_group(&group, atomic_load(&sqlite->sync.written), code, &err);
}

static bool must_settle(const SqliteWriter *writer)
{
    if (writer->group.count == 0) return false;
    return writer->waiting.count + writer->patient.count == 0 || writer->group.count >= GROUP_MAX ||
           clock_mono_us() - writer->opened_us >= GROUP_MAX_US;
}

/* Ends a turn that leaves nothing behind. */
static void end_turn(SqliteWriter *writer)
{
    if (writer->group.count == 0 && writer->is_open) roll_back(writer);
    LOCKED(&writer->lock);
    if (must_settle(writer)) settle(writer);
    pass_turn(writer);
}

/* Moves when another connection committed, never by one's own commits; -1 when nobody knows. */
static int64_t data_version(SqliteWriter *writer)
{
    const int64_t now =
        sqlite3_step(writer->version) == SQLITE_ROW ? sqlite3_column_int64(writer->version, 0) : -1;
    sqlite3_reset(writer->version);
    return now;
}

/* Another process may hold the lock.  Time spent in the queue counts: the last of many
 * callers does not wait many times as long. */
static Code open_group(SqliteWriter *writer, int64_t came_us, DbErr *err)
{
    const int64_t waited_ms = (clock_mono_us() - came_us) / 1000;
    const int64_t left_ms   = SQLITE_BUSY_MS - waited_ms;
    sqlite3_busy_timeout(writer->link->handle, left_ms > 1 ? (int)left_ms : 1);
    const Code code = control(writer, CONTROL_BEGIN, err);
    sqlite3_busy_timeout(writer->link->handle, SQLITE_BUSY_MS);
    return code;
}

static Code open_part(SqliteWriter *writer, int64_t came_us, DbErr *err)
{
    if (!writer->is_open) {
        shrink_log(writer);
        TRY(open_group(writer, came_us, err));
        if (writer->watch) sqlite_watch_begin(writer->watch, data_version(writer));
        writer->is_open   = true;
        writer->opened_us = clock_mono_us();
    }
    writer->has_part       = writer->group.count > 0;
    writer->changed_before = sqlite3_total_changes64(writer->link->handle);
    return writer->has_part ? control(writer, CONTROL_SAVEPOINT, err) : OK;
}

/* ---- for the driver --------------------------------------------------- */

void sqlite_writer_give_way(bool gives) { gives_way = gives; }
void sqlite_writer_repeat(bool repeats) { repeats_what_is_lost = repeats; }

bool sqlite_writer_is_wanted(DbLink *base)
{
    SqliteWriter *writer = &sqlite_of(base->db)->writer;
    LOCKED(&writer->lock);
    return writer->waiting.first != NULL;
}

void sqlite_writer_check(SqliteLink *link, const DbErr *err)
{
    SqliteWriter *writer = &sqlite_of(link->base.db)->writer;
    if (!writer->is_open || sqlite3_get_autocommit(link->handle) == 0) return;
    /* SQLite gave up the whole transaction (disk full, I/O error): those who had joined
     * the group lost their work too and hear of it now. */
    writer->is_open    = false;
    link->base.is_lost = true;
    writer->lacks_room = true;
    note_undone(writer);
    LOCKED(&writer->lock);
    writer->topics = 0;
    answer_group(&writer->group, 0, err->code == ERR_INTERNAL ? ERR_UNAVAILABLE : err->code, err);
}

static void begin_group(SqliteWriter *writer)
{
    LOCKED(&writer->lock);
    if (writer->group.count > 0) settle(writer);
}

Code sqlite_writer_begin(Db *db, DbLink **out, DbErr *err)
{
    SqliteWriter *writer  = &sqlite_of(db)->writer;
    const int64_t came_us = clock_mono_us();
    pthread_mutex_lock(&writer->lock);
    take_turn(writer);
    /* In a group it would need a savepoint, which copies every page changed since: dear to long
     * work.  Who gives way begins a group. */
    if (gives_way) begin_group(writer);
    const Code code = open_part(writer, came_us, err);
    if (code != OK) {
        sqlite_writer_check(writer->link, err);
        end_turn(writer);
        return code;
    }
    *out = &writer->link->base;
    return OK;
}

void sqlite_writer_abandon(DbLink *base)
{
    SqliteLink   *link   = (SqliteLink *)base;
    SqliteWriter *writer = &sqlite_of(base->db)->writer;
    DbErr         err    = { 0 };
    if (sqlite3_total_changes64(link->handle) != writer->changed_before) note_undone(writer);
    if (!base->is_lost && writer->has_part) {
        Code code = control(writer, CONTROL_ROLLBACK_TO, &err);
        if (code == OK) code = control(writer, CONTROL_RELEASE, &err);
        if (code != OK) {
            /* This part cannot be undone alone, so nothing of the group may stay. */
            if (sqlite3_get_autocommit(link->handle) == 0) {
                DbErr ignored;
                (void)control(writer, CONTROL_ROLLBACK, &ignored);
            }
            sqlite_writer_check(link, &err);
        }
    }
    base->in_transaction = false;
    end_turn(writer);
}

Code sqlite_writer_commit(DbLink *base, DbErr *err)
{
    Sqlite       *sqlite = sqlite_of(base->db);
    SqliteWriter *writer = &sqlite->writer;
    ASSERT(writer->is_open); /* a lost transaction has spoiled the link */
    const Code code = writer->has_part ? control(writer, CONTROL_RELEASE, err) : OK;
    if (code != OK) {
        sqlite_writer_check((SqliteLink *)base, err);
        sqlite_writer_abandon(base);
        return code;
    }
    base->in_transaction = false;
    SqliteTurn turn;
    turn_init(&turn);
    pthread_mutex_lock(&writer->lock);
    queue_push(&writer->group, &turn);
    writer->topics |= base->topics;
    if (must_settle(writer)) settle(writer);
    pass_turn(writer);
    pthread_mutex_unlock(&writer->lock);
    turn_await(&turn);
    if (turn.code != OK) *err = turn.err;
    if (turn.code != OK || repeats_what_is_lost) return turn.code;
    return sqlite_sync_until(sqlite, turn.written, err);
}

bool sqlite_writer_saw_others(Sqlite *sqlite)
{
    SqliteWriter *writer = &sqlite->writer;
    pthread_mutex_lock(&writer->lock);
    take_turn(writer);
    const int64_t now     = data_version(writer);
    const bool    changed = now != writer->data_version;
    writer->data_version  = now;
    end_turn(writer);
    return changed;
}

void sqlite_writer_shrink(Sqlite *sqlite)
{
    SqliteWriter *writer = &sqlite->writer;
    pthread_mutex_lock(&writer->lock);
    take_turn(writer);
    (void)sqlite3_db_release_memory(writer->link->handle); /* it always does what it can */
    end_turn(writer);
}

/* ---- opening --------------------------------------------------------- */

Code sqlite_writer_init(Sqlite *sqlite, DbErr *err)
{
    SqliteWriter *writer = &sqlite->writer;
    TRY(sqlite_connect(sqlite, true, &writer->link, err));
    for (int i = 0; i < CONTROL_COUNT; i++)
        if (sqlite3_prepare_v3(writer->link->handle, control_sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &writer->control[i], NULL) != SQLITE_OK)
            return sqlite_failed(writer->link->handle, control_sql[i], err);
    if (sqlite3_prepare_v3(writer->link->handle, "PRAGMA data_version", -1,
                           SQLITE_PREPARE_PERSISTENT, &writer->version, NULL) != SQLITE_OK)
        return sqlite_failed(writer->link->handle, "data_version", err);
    pthread_mutex_init(&writer->lock, NULL);
    writer->data_version = data_version(writer);
    return sqlite_sync_init(sqlite, err);
}

void sqlite_writer_deinit(Sqlite *sqlite)
{
    SqliteWriter *writer = &sqlite->writer;
    ASSERT(!writer->is_taken); /* a transaction is still open */
    for (int i = 0; i < CONTROL_COUNT; i++) sqlite3_finalize(writer->control[i]);
    sqlite3_finalize(writer->version);
    sqlite_sync_deinit(sqlite);
    sqlite_disconnect(writer->link);
    pthread_mutex_destroy(&writer->lock);
}
