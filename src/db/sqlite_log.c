/* sqlite_log.c -- what a commit adds to the log goes to the system in few pieces.
 *
 * SQLite writes each page of a commit by two calls, of 24 bytes and of the page.  Here what follows
 * on each other is gathered, and goes out with the sync that ends a commit (synchronous=FULL). That
 * one syncs nothing: the log is made durable beside the writer (sqlite_sync.c).  Until then nobody
 * looks for those pages: the index of the log tells of them only behind it, and what fails here
 * fails the commit.  The syncs that copying the log needs, and the one of its first page, ask for
 * more (PRAGMA checkpoint_fullfsync) and are done. */
#include "db/sqlite.h"

#include <stdlib.h>
#include <string.h>

/* SQLite's own file writes less than 128 KiB by one call. */
enum { ROOM = 120 * 1024, KIND_OF_SYNC = 0x0f };

/* Behind the system's own part of the file. */
typedef struct Log {
    const sqlite3_io_methods *system;
    sqlite3_io_methods        methods;
    char                     *bytes; /* NULL: nothing was written yet */
    int                       size;
    sqlite3_int64             at; /* where they begin in the file  */
} Log;

static sqlite3_vfs *system_vfs;

static Log *log_of(sqlite3_file *file)
{
    return (Log *)(void *)((char *)file + system_vfs->szOsFile);
}

/* What could not be written is dropped: the transaction it is of is undone. */
static int flush(sqlite3_file *file)
{
    Log      *log  = log_of(file);
    const int size = log->size;
    log->size      = 0;
    return size ? log->system->xWrite(file, log->bytes, size, log->at) : SQLITE_OK;
}

static int log_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 at)
{
    Log       *log     = log_of(file);
    const bool follows = log->size && at == log->at + log->size && size <= ROOM - log->size;
    const int  rc      = follows ? SQLITE_OK : flush(file);
    if (rc != SQLITE_OK) return rc;
    if (size > ROOM) return log->system->xWrite(file, bytes, size, at);
    if (!log->bytes) log->bytes = malloc(ROOM);
    if (!log->bytes) return SQLITE_IOERR_NOMEM;
    if (!log->size) log->at = at;
    memcpy(log->bytes + log->size, bytes, (size_t)size);
    log->size += size;
    return SQLITE_OK;
}

/* Before something else than a write.  A full disk undoes the statement alone where something was
 * read; but of the transaction pages are gone: this failure always undoes all of it. */
static bool is_flushed(sqlite3_file *file) { return flush(file) == SQLITE_OK; }

/* Of one's own transaction, when it was larger than the cache. */
static int log_read(sqlite3_file *file, void *bytes, int size, sqlite3_int64 at)
{
    if (!is_flushed(file)) return SQLITE_IOERR_WRITE;
    return log_of(file)->system->xRead(file, bytes, size, at);
}

static int log_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    if (!is_flushed(file)) return SQLITE_IOERR_WRITE;
    return log_of(file)->system->xTruncate(file, size);
}

static int log_size(sqlite3_file *file, sqlite3_int64 *size)
{
    if (!is_flushed(file)) return SQLITE_IOERR_WRITE;
    return log_of(file)->system->xFileSize(file, size);
}

static int log_sync(sqlite3_file *file, int flags)
{
    const sqlite3_io_methods *system = log_of(file)->system;
    /* Beside the writer, by another thread. */
    if (flags & SQLITE_SYNC_DATAONLY) return system->xSync(file, flags);
    const int rc = flush(file);
    if (rc != SQLITE_OK || (flags & KIND_OF_SYNC) != SQLITE_SYNC_FULL) return rc;
    return system->xSync(file, SQLITE_SYNC_NORMAL);
}

static int log_close(sqlite3_file *file)
{
    Log                      *log    = log_of(file);
    const sqlite3_io_methods *system = log->system;
    free(log->bytes);
    *log = (Log){ 0 };
    return system->xClose(file);
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    (void)vfs; /* the system's */
    const int rc = system_vfs->xOpen(system_vfs, name, file, flags, out);
    if (rc != SQLITE_OK || !(flags & SQLITE_OPEN_WAL)) return rc;
    Log *log               = log_of(file);
    *log                   = (Log){ .system = file->pMethods, .methods = *file->pMethods };
    log->methods.iVersion  = 1; /* it is never mapped, and has no index of its own */
    log->methods.xClose    = log_close;
    log->methods.xRead     = log_read;
    log->methods.xWrite    = log_write;
    log->methods.xTruncate = log_truncate;
    log->methods.xSync     = log_sync;
    log->methods.xFileSize = log_size;
    file->pMethods         = &log->methods;
    return SQLITE_OK;
}

/* What was gathered of a transaction larger than the cache is of nobody once it is undone: others
 * may write at the same place now. */
static void forget(void *handle)
{
    sqlite3_file *log = NULL;
    if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK &&
        log && log->pMethods && log->pMethods->xWrite == log_write)
        log_of(log)->size = 0;
}

void sqlite_log_follow(sqlite3 *handle) { (void)sqlite3_rollback_hook(handle, forget, handle); }

void sqlite_log_set_up(void)
{
    static sqlite3_vfs ours;
    system_vfs    = sqlite3_vfs_find(NULL);
    ours          = *system_vfs;
    ours.pNext    = NULL;
    ours.zName    = SQLITE_LOG_VFS;
    ours.xOpen    = open_file;
    ours.szOsFile = system_vfs->szOsFile + (int)sizeof(Log);
    ASSERT(system_vfs->szOsFile % (int)_Alignof(Log) == 0);
    ASSERT(sqlite3_vfs_register(&ours, 0) == SQLITE_OK);
}
