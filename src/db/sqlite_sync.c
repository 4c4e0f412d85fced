/* sqlite_sync.c -- makes commits durable, beside the writer.
 *
 * A COMMIT writes the log and returns; who must be sure waits here until the log is on disk.
 * One of those who wait syncs for all whose commits came before, while the next groups
 * work: the disk never holds the writer up. */
#include "db/sqlite.h"

Code sqlite_sync_init(Sqlite *sqlite, DbErr *err)
{
    SqliteSync *sync   = &sqlite->sync;
    sqlite3    *handle = sqlite->writer.link->handle;
    pthread_mutex_init(&sync->lock, NULL);
    pthread_cond_init(&sync->changed, NULL);
    if (sqlite->is_temporary) return OK;
    if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &sync->log) !=
            SQLITE_OK ||
        sync->log->pMethods == NULL)
        return sqlite_failed(handle, "the log", err);
    atomic_store(&sync->written, 1); /* the log's own entry in its folder */
    return sqlite_sync_until(sqlite, 1, err);
}

void sqlite_sync_deinit(Sqlite *sqlite)
{
    pthread_cond_destroy(&sqlite->sync.changed);
    pthread_mutex_destroy(&sqlite->sync.lock);
}

/* With the lock held, which is let go meanwhile. */
static void sync_log(SqliteSync *sync)
{
    const int64_t until = atomic_load(&sync->written);
    sync->is_busy       = true;
    pthread_mutex_unlock(&sync->lock);
    const int rc = sync->log->pMethods->xSync(sync->log, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
    pthread_mutex_lock(&sync->lock);
    sync->is_busy = false;
    if (rc == SQLITE_OK)
        sync->synced = until;
    else
        sync->lost = until; /* a later sync tells nothing of pages the system gave up */
    pthread_cond_broadcast(&sync->changed);
}

Code sqlite_sync_until(Sqlite *sqlite, int64_t written, DbErr *err)
{
    SqliteSync *sync = &sqlite->sync;
    if (sync->log == NULL) return OK;
    LOCKED(&sync->lock);
    while (written > sync->synced && written > sync->lost)
        if (sync->is_busy)
            pthread_cond_wait(&sync->changed, &sync->lock);
        else
            sync_log(sync);
    if (written > sync->lost) return OK;
    return db_failed(err, ERR_UNAVAILABLE, false, "the log could not be synced");
}
