/* sqlite.h -- what the parts of the SQLite engine share.  Private to db/. */
#ifndef DB_SQLITE_H
#define DB_SQLITE_H

#include "db/driver.h"
#include "db/pool.h"

#include <semaphore.h>
#include <sqlite3.h>

enum { SQLITE_BUSY_MS = 10000 }; /* how long another process may hold the lock */

typedef struct SqlitePrepared {
    sqlite3_stmt *stmt;
    int          *slots; /* SQLite's number of $1, $2, ...; 0 = not in the text  */
    int           slot_count;
    int          *columns; /* as in Cursor                                         */
    bool          is_busy; /* running: a second use of it needs a copy             */
} SqlitePrepared;

typedef struct SqliteLink SqliteLink;
struct SqliteLink {
    DbLink           base; /* first: a DbLink * of this engine is a SqliteLink * */
    sqlite3         *handle;
    SqlitePrepared **prepared; /* by Text.at */
    size_t           prepared_room;
    bool             is_writer;
};

/* One caller: first in the queue for the writer, later in the group that waits for its
 * COMMIT.  Lives on that caller's stack. */
typedef struct SqliteTurn SqliteTurn;
struct SqliteTurn {
    sem_t       reached; /* who is woken needs no lock: many would wait for each other there */
    pthread_t   caller;
    Code        code;
    DbErr       err;
    int64_t     came_us;
    int64_t     written; /* the commit that wrote it (SqliteSync) */
    SqliteTurn *next;
};

typedef struct SqliteQueue {
    SqliteTurn *first, *last;
    int         count;
} SqliteQueue;

enum {
    CONTROL_BEGIN,
    CONTROL_SAVEPOINT,
    CONTROL_RELEASE,
    CONTROL_ROLLBACK_TO,
    CONTROL_COMMIT,
    CONTROL_ROLLBACK,
    CONTROL_COUNT
};

/* When rows of a number were written (sqlite_watch.c).  Of whoever has the turn. */
enum { WATCH_PLACES = 1 << 16, WATCH_UNDONE_MAX = 64 };
typedef struct SqliteWatch {
    const DbWatch *tables;
    size_t         count;
    int            columns[DB_WATCHES_MAX];
    int64_t        group;        /* of transactions: 1, 2, 3, ...                        */
    int64_t        since;        /* what was read in earlier groups counts for nothing   */
    int64_t        data_version; /* of the store when the group began                    */
    int64_t        undone[WATCH_UNDONE_MAX]; /* the last groups of which something was undone */
    int64_t        undone_count;
    int64_t        undone_forgotten;      /* a group that is no longer among them              */
    int64_t        written[WATCH_PLACES]; /* by the hash of a number: the last group that did */
} SqliteWatch;

typedef struct SqliteWriter {
    SqliteLink     *link;
    pthread_mutex_t lock;
    /* Under `lock`. */
    bool            is_taken;
    pthread_t       owner;   /* who has the turn, when is_taken           */
    SqliteQueue     waiting; /* for the turn, first come first served     */
    SqliteQueue     patient; /* those who give way                        */
    bool            was_patient; /* one of them had the last turn          */
    SqliteQueue     group;   /* released their savepoint, not yet durable */
    uint32_t        topics;  /* of the group                              */
    /* Of whoever has the turn. */
    bool            is_open;  /* BEGIN IMMEDIATE has been run             */
    bool            has_part; /* works inside a savepoint                 */
    int64_t         opened_us;
    int64_t         changed_before; /* rows, when the caller's part began  */
    int             wal_pages, wal_asked_at; /* in the log now; when a checkpoint was asked */
    int             wal_waited_at;           /* readers were waited for in vain          */
    sqlite3_stmt   *control[CONTROL_COUNT];
    sqlite3_stmt   *version; /* PRAGMA data_version */
    SqliteWatch    *watch;   /* NULL: nobody remembers anything */
    bool            lacks_room;   /* the last group failed, perhaps for want of room */
    int64_t         data_version; /* of the store; other processes move it */
} SqliteWriter;

/* How far the log is on disk, counted in commits that wrote to it. */
typedef struct SqliteSync {
    sqlite3_file   *log; /* NULL: durability is not asked for */
    _Atomic int64_t written;
    pthread_mutex_t lock;
    /* Under `lock`. */
    pthread_cond_t  changed;
    int64_t         synced, lost; /* all up to here are on disk; may not be */
    bool            is_busy;      /* somebody syncs                         */
} SqliteSync;

typedef struct Sqlite {
    Db          *db;
    char         path[1024];
    bool         is_temporary; /* removed at close; durability is not asked for */
    Pool         readers;
    SqliteWriter writer;
    SqliteSync   sync;
    Wake        *stop; /* of the watcher and the checkpointer */
    Wake        *full; /* the log asks for a checkpoint */
    bool         has_watcher;
    atomic_bool  is_closing;
    pthread_t    watcher, checkpointer;
} Sqlite;

static inline Sqlite *sqlite_of(const Db *db) { return db->native; }

/* ---- sqlite.c -------------------------------------------------------- */

/* Fills `err` from the handle's last error and returns its code. */
Code sqlite_failed(sqlite3 *handle, const char *what, DbErr *err);
/* A connection with our settings. */
Code sqlite_connect(Sqlite *sqlite, bool is_writer, SqliteLink **out, DbErr *err);
void sqlite_disconnect(SqliteLink *link);

/* ---- sqlite_writer.c ------------------------------------------------- */

/* Opens the writing connection; deinit closes it when nobody has the turn. */
Code sqlite_writer_init(Sqlite *sqlite, DbErr *err);
void sqlite_writer_deinit(Sqlite *sqlite);
/* The driver's functions of these names (db/driver.h). */
Code sqlite_writer_begin(Db *db, DbLink **out, DbErr *err);
Code sqlite_writer_commit(DbLink *link, DbErr *err);
void sqlite_writer_abandon(DbLink *link);
/* To be called after a failed statement of the writer: when SQLite gave up the whole
 * transaction, the group fails with it. */
void sqlite_writer_check(SqliteLink *link, const DbErr *err);
/* Whether other processes committed since the last call or the opening; waits its turn. */
bool sqlite_writer_saw_others(Sqlite *sqlite);
/* Gives back what pages it has read; waits its turn. */
void sqlite_writer_shrink(Sqlite *sqlite);
/* Of the calling thread; and whether somebody who does not waits for this link. */
void sqlite_writer_give_way(bool gives);
void sqlite_writer_repeat(bool repeats);
bool sqlite_writer_is_wanted(DbLink *link);

/* ---- sqlite_watch.c -------------------------------------------------- */

/* As db_watch, before anybody writes. */
void    sqlite_watch_start(Sqlite *sqlite, const DbWatch *tables, size_t count);
/* A group begins, and finds the store at this version. */
void    sqlite_watch_begin(SqliteWatch *watch, int64_t data_version);
/* As db_mark and db_is_as_marked. */
int64_t sqlite_watch_mark(const SqliteWatch *watch);
bool    sqlite_watch_is_kept(SqliteWatch *watch, int64_t number, int64_t mark);
/* Something that was written in this group is undone; as db_stands. */
void    sqlite_watch_undo(SqliteWatch *watch);
bool    sqlite_watch_stands(const SqliteWatch *watch, int64_t mark);

/* ---- sqlite_sync.c --------------------------------------------------- */

/* Beside the writer, which is open and which nobody uses yet. */
Code sqlite_sync_init(Sqlite *sqlite, DbErr *err);
void sqlite_sync_deinit(Sqlite *sqlite);
/* Returns when the first `written` commits are on disk; ERR_UNAVAILABLE when the disk refused. */
Code sqlite_sync_until(Sqlite *sqlite, int64_t written, DbErr *err);

/* ---- sqlite_cache.c -------------------------------------------------- */

/* Before SQLite is used first. */
void sqlite_cache_set_up(void);

/* ---- sqlite_log.c ---------------------------------------------------- */

/* The files of who writes: pages of the log are gathered to the end of their commit.  Needs
 * synchronous=FULL, whose sync of a commit hands them to the system and syncs nothing. */
#define SQLITE_LOG_VFS "weft-log"
/* Each connection with these files, once it is open: what is undone is forgotten. */
void sqlite_log_follow(sqlite3 *handle);
/* Makes it known; once, before the first store is opened. */
void sqlite_log_set_up(void);

/* ---- sqlite_cursor.c -------------------------------------------------- */

/* The driver's functions of these names (db/driver.h). */
Code    sqlite_cursor_execute(Cursor *cursor, Arena *arena, const Value *args, size_t count,
                              DbErr *err);
Code    sqlite_cursor_next(Cursor *cursor, bool *has_row, DbErr *err);
void    sqlite_cursor_finish(Cursor *cursor);
int64_t sqlite_cursor_i64(const Cursor *cursor, int column);
double  sqlite_cursor_real(const Cursor *cursor, int column);
Str     sqlite_cursor_str(const Cursor *cursor, int column);

/* ---- sqlite_check.c -------------------------------------------------- */

/* The driver's functions of these names (db/driver.h). */
Code sqlite_check_describe(DbLink *link, Arena *arena, const Text *text, Vec *columns, DbErr *err);
Code sqlite_check_columns_of(DbLink *link, Arena *arena, const char *table, Vec *columns,
                             DbErr *err);
Code sqlite_check_tables_with(DbLink *link, Arena *arena, const char *column, Vec *tables,
                              DbErr *err);
bool sqlite_check_fits(Kind kind, Str type);

#endif
