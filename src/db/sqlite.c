/* sqlite.c -- the SQLite engine: connections and what runs beside the callers.  Writing
 * transactions are in sqlite_writer.c, statements in sqlite_cursor.c. */
#include "db/sqlite.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum {
    MEMORY_ROOM      = 512 * 1024 * 1024,
    READER_KIB       = 2048,
    WRITER_KIB       = 65536,            /* a first sync touches many places of large indexes */
    BUSY_COMMITS     = 2000,             /* so many fill the caches                          */
    QUIET_COMMITS    = 20,               /* of a second: nothing much goes on                */
    WAL_SIZE_LIMIT   = 64 * 1024 * 1024, /* the log file shrinks to this after a checkpoint  */
    CHECKPOINT_PAGES = 4000,             /* 16 MiB of log: then the checkpointer is woken */
};

/* ---- failures -------------------------------------------------------- */

static Code constraint(int extended)
{
    switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_FOREIGNKEY: return ERR_CONFLICT;
    default: return ERR_INTERNAL;
    }
}

Code sqlite_failed(sqlite3 *handle, const char *what, DbErr *err)
{
    const int   extended = sqlite3_extended_errcode(handle);
    const char *message  = sqlite3_errmsg(handle);
    switch (extended & 0xff) {
    case SQLITE_CONSTRAINT:
        return db_failed(err, constraint(extended), false, "%s: %s", what, message);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return db_failed(err, ERR_UNAVAILABLE, true, "%s: %s", what, message);
    case SQLITE_FULL:
        return db_failed(err, ERR_UNAVAILABLE, false, "%s: disk full: %s", what, message);
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
        return db_failed(err, ERR_UNAVAILABLE, false, "%s: %s (%d)", what, message, extended);
    default: return db_failed(err, ERR_INTERNAL, false, "%s: %s (%d)", what, message, extended);
    }
}

/* ---- connections ----------------------------------------------------- */

static Code configure(Sqlite *sqlite, SqliteLink *link, DbErr *err)
{
    const int64_t asked = sqlite->db->options.cache_kib;
    const int64_t kib   = asked > 0 && !link->is_writer ? asked
                          : link->is_writer             ? WRITER_KIB
                                                        : READER_KIB;
    char          sql[512];
    /* Where FULL syncs the log, the writer hands it to the system; it is synced beside him
     * (sqlite_log.c, sqlite_sync.c). */
    sqlite3_busy_timeout(link->handle, SQLITE_BUSY_MS);
    /* Plans do not look at what is bound: a statement with an argument beside a partial index would
     * be parsed anew at every use. */
    sqlite3_db_config(link->handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
    /* The writer's savepoints keep pages as they were.  In memory those are one list that is walked
     * from its beginning: a long transaction would take the square of its length. */
    /* What is deleted is overwritten: a person who asked to be forgotten stays in no free page. */
    snprintf(sql, sizeof sql,
             "PRAGMA synchronous=FULL; PRAGMA checkpoint_fullfsync=ON; %s PRAGMA secure_delete=ON;"
             " PRAGMA foreign_keys=ON; PRAGMA temp_store=%s;"
             " PRAGMA mmap_size=0; PRAGMA cache_size=-%lld; PRAGMA journal_size_limit=%d;"
             " PRAGMA wal_autocheckpoint=0; PRAGMA query_only=%s;",
             link->is_writer ? "PRAGMA journal_mode=WAL;" : "", link->is_writer ? "FILE" : "MEMORY",
             (long long)kib, WAL_SIZE_LIMIT, link->is_writer ? "OFF" : "ON");
    if (link->is_writer) sqlite_log_follow(link->handle);
    if (sqlite3_exec(link->handle, sql, NULL, NULL, NULL) == SQLITE_OK) return OK;
    return sqlite_failed(link->handle, sqlite->path, err);
}

Code sqlite_connect(Sqlite *sqlite, bool is_writer, SqliteLink **out, DbErr *err)
{
    SqliteLink *link = db_keep_of(sqlite->db, SqliteLink, 1);
    link->base.db    = sqlite->db;
    link->is_writer  = is_writer;
    const int flags  = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    Code      code   = OK;
    if (sqlite3_open_v2(sqlite->path, &link->handle, flags, is_writer ? SQLITE_LOG_VFS : NULL) !=
        SQLITE_OK)
        code = sqlite_failed(link->handle, sqlite->path, err);
    if (code == OK) code = configure(sqlite, link, err);
    if (code != OK) {
        sqlite3_close(link->handle);
        return code;
    }
    *out = link;
    return OK;
}

void sqlite_disconnect(SqliteLink *link)
{
    for (size_t i = 0; i < link->prepared_room; i++)
        if (link->prepared[i] != NULL) sqlite3_finalize(link->prepared[i]->stmt);
    const int rc = sqlite3_close(link->handle);
    ASSERT(rc == SQLITE_OK); /* a live statement is a cursor that was not finished */
}

static Code borrow(Db *db, DbLink **out, DbErr *err)
{
    Sqlite *sqlite = sqlite_of(db);
    TRY(pool_take(&sqlite->readers, db->options.readers_max, out, err));
    if (*out != NULL) return OK;
    SqliteLink *link = NULL;
    const Code  code = sqlite_connect(sqlite, false, &link, err);
    if (code != OK) {
        pool_uncount(&sqlite->readers);
        return code;
    }
    *out = &link->base;
    return OK;
}

static void give_back(DbLink *link) { pool_give(&sqlite_of(link->db)->readers, link); }

/* ---- scripts ---------------------------------------------------------- */

static Code script(DbLink *base, const char *sql, DbErr *err)
{
    SqliteLink *link = (SqliteLink *)base;
    if (sqlite3_exec(link->handle, sql, NULL, NULL, NULL) == SQLITE_OK) return OK;
    const Code code = sqlite_failed(link->handle, "script", err);
    if (link->is_writer) sqlite_writer_check(link, err);
    return code;
}

/* ---- beside the callers ---------------------------------------------- */

/* Pages of links that nobody uses, and the writer's: the system has them in memory, too. */
static void shrink(Sqlite *sqlite)
{
    sqlite_writer_shrink(sqlite);
    {
        LOCKED(&sqlite->readers.lock);
        for (DbLink *link = sqlite->readers.free; link != NULL; link = link->next)
            (void)sqlite3_db_release_memory(((SqliteLink *)link)->handle);
    }
    (void)malloc_trim(0);
}

/* Once it is quiet behind much work, what that work took is given back. */
static void look_for_quiet(Sqlite *sqlite, int64_t *seen, int64_t *shrunk)
{
    const int64_t written  = atomic_load(&sqlite->sync.written);
    const bool    is_quiet = written - *seen < QUIET_COMMITS;
    *seen                  = written;
    if (!is_quiet || written - *shrunk < BUSY_COMMITS) return;
    *shrunk = written;
    shrink(sqlite);
}

/* Other processes' commits change data_version as the writer sees it. */
static void *watch(void *arg)
{
    Sqlite *sqlite = arg;
    int64_t seen = 0, shrunk = 0;
    while (!wake_wait(sqlite->stop, 1000) && !atomic_load(&sqlite->is_closing)) {
        if (sqlite_writer_saw_others(sqlite)) db_raise(sqlite->db, UINT32_MAX);
        look_for_quiet(sqlite, &seen, &shrunk);
    }
    return NULL;
}

static void listen(Db *db)
{
    Sqlite *sqlite = sqlite_of(db);
    /* A private store has no other processes. */
    if (sqlite->is_temporary) return;
    sqlite->watcher     = thread_start("weft-db-watch", 256, watch, sqlite);
    sqlite->has_watcher = true;
}

/* Copies the log into the file beside the writer, so that no commit has to. */
static void *checkpoint(void *arg)
{
    Sqlite     *sqlite = arg;
    SqliteLink *link   = NULL;
    DbErr       err;
    if (sqlite_connect(sqlite, true, &link, &err) != OK) {
        log_line(LOG_ERROR, "checkpointer", "error=%s", err.detail);
        return NULL;
    }
    while (wake_wait(sqlite->full, -1) && !atomic_load(&sqlite->is_closing)) {
        const int rc =
            sqlite3_wal_checkpoint_v2(link->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
        if (rc != SQLITE_OK && rc != SQLITE_BUSY)
            log_line(LOG_WARN, "checkpoint", "error=%s", sqlite3_errmsg(link->handle));
    }
    sqlite_disconnect(link);
    return NULL;
}

static int note_wal(void *arg, sqlite3 *handle, const char *name, int pages)
{
    (void)handle, (void)name;
    Sqlite       *sqlite = arg;
    SqliteWriter *writer = &sqlite->writer;
    atomic_fetch_add(&sqlite->sync.written, 1);
    if (pages < writer->wal_pages) writer->wal_asked_at = 0;
    writer->wal_pages = pages;
    if (pages >= writer->wal_asked_at + CHECKPOINT_PAGES) {
        writer->wal_asked_at = pages;
        wake_raise(sqlite->full);
    }
    return SQLITE_OK;
}

/* ---- opening --------------------------------------------------------- */

static void remove_files(const Sqlite *sqlite)
{
    static const char *const suffixes[] = { "", "-wal", "-shm" };
    for (size_t i = 0; i < COUNT(suffixes); i++) {
        char path[sizeof sqlite->path + 8];
        snprintf(path, sizeof path, "%s%s", sqlite->path, suffixes[i]);
        (void)unlink(path); /* may never have been made */
    }
}

/* Containers often have a /dev/shm of 64 MiB, which a few stores at once would fill. */
static const char *memory_folder(void)
{
    struct statvfs info;
    if (access("/dev/shm", W_OK) != 0 || statvfs("/dev/shm", &info) != 0) return "/tmp";
    return (int64_t)info.f_bavail * (int64_t)info.f_frsize >= MEMORY_ROOM ? "/dev/shm" : "/tmp";
}

/* A store in memory is a file in /dev/shm: all links see it and it behaves as the real
 * one does, with a log and a writer, only without waiting for a disk. */
static void choose_path(Sqlite *sqlite, const char *name)
{
    static atomic_int count;
    if (strcmp(name, ":memory:") != 0) {
        snprintf(sqlite->path, sizeof sqlite->path, "%s", name);
        return;
    }
    sqlite->is_temporary = true;
    snprintf(sqlite->path, sizeof sqlite->path, "%s/weft-%d-%d.db", memory_folder(), (int)getpid(),
             atomic_fetch_add(&count, 1));
    remove_files(sqlite);
}

/* The counters of memory in use cost every allocation a lock over all threads. */
static void set_up_once(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite_cache_set_up();
    sqlite_log_set_up();
}

static Code open(Db *db, const char *url, DbErr *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, set_up_once);
    Sqlite *sqlite = db_keep_of(db, Sqlite, 1);
    sqlite->db     = db;
    db->native     = sqlite;
    choose_path(sqlite, url + strlen("sqlite:"));
    pool_init(&sqlite->readers);
    const Code code = sqlite_writer_init(sqlite, err);
    if (code != OK) {
        if (sqlite->is_temporary) remove_files(sqlite);
        return code;
    }
    sqlite->stop = wake_new();
    sqlite->full = wake_new();
    sqlite3_wal_hook(sqlite->writer.link->handle, note_wal, sqlite);
    sqlite->checkpointer = thread_start("weft-db-check", 256, checkpoint, sqlite);
    return OK;
}

static void close_store(Db *db)
{
    Sqlite *sqlite = sqlite_of(db);
    atomic_store(&sqlite->is_closing, true);
    wake_raise(sqlite->stop);
    wake_raise(sqlite->full);
    if (sqlite->has_watcher) thread_join(sqlite->watcher);
    thread_join(sqlite->checkpointer);
    for (DbLink *link = sqlite->readers.free; link != NULL; link = link->next)
        sqlite_disconnect((SqliteLink *)link);
    pool_deinit(&sqlite->readers);
    sqlite_writer_deinit(sqlite);
    wake_free(sqlite->stop);
    wake_free(sqlite->full);
    if (sqlite->is_temporary) remove_files(sqlite);
}

const Driver driver_sqlite = {
    .engine      = DB_SQLITE,
    .open        = open,
    .close       = close_store,
    .borrow      = borrow,
    .give_back   = give_back,
    .begin       = sqlite_writer_begin,
    .commit      = sqlite_writer_commit,
    .abandon     = sqlite_writer_abandon,
    .script      = script,
    .execute     = sqlite_cursor_execute,
    .next        = sqlite_cursor_next,
    .finish      = sqlite_cursor_finish,
    .cell_i64    = sqlite_cursor_i64,
    .cell_real   = sqlite_cursor_real,
    .cell_str    = sqlite_cursor_str,
    .listen      = listen,
    .describe    = sqlite_check_describe,
    .columns_of  = sqlite_check_columns_of,
    .tables_with = sqlite_check_tables_with,
    .fits        = sqlite_check_fits,
};
