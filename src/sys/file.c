/* file.c -- whole files, folders, and large files in pieces. */
#include "sys/file.h"

#include "sys/clock.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void close_fd(const int *fd)
{
    if (*fd < 0) return;
    const int kept = errno; /* the caller wants the cause, not what close says */
    close(*fd);
    errno = kept;
}

static Code code_of_errno(void)
{
    return errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_INTERNAL;
}

/* read(2) until `room` bytes or the end; negative on error. */
static ssize_t read_full(int fd, char *out, size_t room)
{
    size_t len = 0;
    while (len < room) {
        const ssize_t got = read(fd, out + len, room - len);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        len += (size_t)got;
    }
    return (ssize_t)len;
}

static bool write_full(int fd, Str bytes)
{
    while (bytes.len) {
        const ssize_t put = write(fd, bytes.ptr, bytes.len);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        bytes = (Str){ bytes.ptr + put, bytes.len - (size_t)put };
    }
    return true;
}

Code file_read(Arena *arena, const char *path, size_t max, Str *out)
{
    ON_SCOPE_EXIT(close_fd) const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return code_of_errno();
    struct stat about;
    if (fstat(fd, &about) != 0) return ERR_INTERNAL;
    if (S_ISDIR(about.st_mode)) return ERR_INTERNAL;
    if (about.st_size > 0 && (uint64_t)about.st_size > max) return ERR_LIMIT;
    /* Files of /proc and pipes have no size: they are read piece by piece. */
    StrBuf buf = strbuf(arena, max);
    for (size_t room = about.st_size > 0 ? (size_t)about.st_size + 1 : 4096;;) {
        char         *piece = arena_make(arena, char, room + 1);
        const ssize_t got   = read_full(fd, piece, room);
        if (got < 0) return ERR_INTERNAL;
        const bool at_end = (size_t)got < room;
        if (at_end && buf.len == 0 && (size_t)got <= max) {
            *out = (Str){ piece, (size_t)got };
            return OK;
        }
        strbuf_add(&buf, (Str){ piece, (size_t)got });
        if (buf.failed) return ERR_LIMIT;
        if (at_end) break;
    }
    *out = strbuf_str(&buf);
    return OK;
}

/* Makes the rename itself durable. */
static void sync_folder_of(Arena *arena, const char *path)
{
    const char *slash  = strrchr(path, '/');
    const char *folder = slash ? str_z(arena, (Str){ path, (size_t)(slash - path) + 1 }) : ".";
    ON_SCOPE_EXIT(close_fd) const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) (void)fsync(fd); /* some file systems refuse it for folders */
}

static bool write_temporary(const char *temporary, Str bytes, unsigned mode)
{
    ON_SCOPE_EXIT(close_fd)
    const int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    return fd >= 0 && write_full(fd, bytes) && fchmod(fd, mode) == 0 && fsync(fd) == 0;
}

Code file_write(const char *path, Str bytes, unsigned mode)
{
    Arena      *arena     = arena_new(64 << 10);
    const char *temporary = str_fmt(arena, "%s.%d.%p.new", path, (int)getpid(), (void *)arena).ptr;
    Code        code      = OK;
    if (!write_temporary(temporary, bytes, mode) || rename(temporary, path) != 0) {
        code           = code_of_errno();
        const int kept = errno;
        (void)unlink(temporary); /* it may never have been there */
        errno = kept;
    } else {
        sync_folder_of(arena, path);
    }
    arena_free(arena);
    return code;
}

static bool make_one(const char *path) { return mkdir(path, 0755) == 0 || errno == EEXIST; }

Code dir_make(const char *path)
{
    char         part[4096];
    const size_t len = strlen(path);
    if (len == 0 || len >= sizeof(part)) return ERR_INVALID;
    for (size_t i = 0; i <= len; i++) {
        part[i] = 0;
        if (i > 0 && (path[i] == '/' || path[i] == 0) && !make_one(part)) return ERR_INTERNAL;
        part[i] = path[i];
    }
    struct stat about;
    if (stat(path, &about) != 0 || !S_ISDIR(about.st_mode)) return ERR_INTERNAL;
    return OK;
}

bool file_exists(const char *path) { return access(path, F_OK) == 0; }

int64_t file_size(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 ? (int64_t)about.st_size : -1;
}

Code file_remove(const char *path) { return unlink(path) == 0 ? OK : code_of_errno(); }

const char *file_error(void)
{
    const char *text = strerrordesc_np(errno);
    return text ? text : "unknown error";
}

struct FileReader {
    int     fd;
    int64_t at, size, taken, changed_ns;
};

static int64_t in_ns(struct timespec at)
{
    return (int64_t)at.tv_sec * 1000000000 + (int64_t)at.tv_nsec;
}

/* A file system counts in ticks of some milliseconds, or in seconds: two changes within one tell
 * the same time. */
static int64_t settled_change(const struct stat *about)
{
    const int64_t   tick = about->st_ctim.tv_nsec == 0 ? 2000000000 : 50000000;
    struct timespec now  = { 0 };
    clock_gettime(CLOCK_REALTIME, &now);
    return in_ns(now) - in_ns(about->st_ctim) > tick ? in_ns(about->st_ctim) : 0;
}

FileReader *file_reader_open(const char *path)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return NULL;
    struct stat about;
    if (fstat(fd, &about) != 0 || S_ISDIR(about.st_mode)) {
        close_fd(&fd);
        return NULL;
    }
    FileReader *reader = calloc(1, sizeof(*reader));
    ASSERT(reader != NULL);
    *reader = (FileReader){ .fd         = fd,
                            .size       = (int64_t)about.st_size,
                            .changed_ns = settled_change(&about) };
    return reader;
}

int64_t file_reader_read(FileReader *reader, void *out, size_t room)
{
    const ssize_t got = read_full(reader->fd, out, room);
    if (got > 0) {
        reader->at += got;
        reader->taken += got;
    }
    return got;
}

int64_t file_reader_at(const FileReader *reader) { return reader->at; }

int64_t file_reader_taken(const FileReader *reader) { return reader->taken; }

int64_t file_reader_size(const FileReader *reader) { return reader->size; }

int64_t file_reader_changed_ns(const FileReader *reader) { return reader->changed_ns; }

Code file_reader_seek(FileReader *reader, int64_t at)
{
    if (at < 0 || lseek(reader->fd, at, SEEK_SET) != at) return ERR_INVALID;
    reader->at = at;
    return OK;
}

void file_reader_close(FileReader *reader)
{
    if (!reader) return;
    close(reader->fd);
    free(reader);
}

/* ---- writing in pieces ---------------------------------------------------- */

enum { WRITE_PIECE = 64 << 10 };

struct FileWriter {
    int     fd;
    bool    failed;
    int64_t at;
    size_t  held; /* in `piece`, not yet handed to the system */
    char    piece[WRITE_PIECE];
};

FileWriter *file_writer_open(const char *path, int64_t at)
{
    const int   fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    struct stat about;
    if (fd < 0) return NULL;
    if (fstat(fd, &about) != 0 || about.st_size < at || ftruncate(fd, at) != 0 ||
        lseek(fd, at, SEEK_SET) != at) {
        close_fd(&fd);
        return NULL;
    }
    FileWriter *writer = malloc(sizeof(*writer));
    ASSERT(writer != NULL);
    writer->fd     = fd;
    writer->failed = false;
    writer->at     = at;
    writer->held   = 0;
    return writer;
}

static void let_go(FileWriter *writer)
{
    if (!write_full(writer->fd, (Str){ writer->piece, writer->held })) writer->failed = true;
    writer->held = 0;
}

void file_writer_add(FileWriter *writer, Str bytes)
{
    writer->at += (int64_t)bytes.len;
    if (bytes.len > WRITE_PIECE - writer->held) let_go(writer);
    if (bytes.len > WRITE_PIECE) {
        if (!write_full(writer->fd, bytes)) writer->failed = true;
        return;
    }
    if (bytes.len) memcpy(writer->piece + writer->held, bytes.ptr, bytes.len);
    writer->held += bytes.len;
}

int64_t file_writer_at(const FileWriter *writer) { return writer->at; }

Code file_writer_sync(FileWriter *writer)
{
    let_go(writer);
    if (fdatasync(writer->fd) != 0) writer->failed = true;
    return writer->failed ? ERR_INTERNAL : OK;
}

void file_writer_close(FileWriter *writer)
{
    if (!writer) return;
    let_go(writer);
    close(writer->fd);
    free(writer);
}

Code file_rename(const char *from, const char *to)
{
    Arena     *arena = arena_new(64 << 10);
    const Code code  = rename(from, to) == 0 ? OK : code_of_errno();
    if (code == OK) sync_folder_of(arena, to);
    arena_free(arena);
    return code;
}

void file_touch(const char *path)
{
    (void)utimensat(AT_FDCWD, path, NULL, AT_SYMLINK_NOFOLLOW); /* it may be gone */
}

void dir_sweep(const char *path, int64_t age_s)
{
    DIR *dir = opendir(path);
    if (!dir) return;
    const int64_t before_s = clock_now_ms() / 1000 - age_s;
    for (const struct dirent *entry; (entry = readdir(dir));) {
        struct stat about;
        if (fstatat(dirfd(dir), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0) continue;
        if (S_ISREG(about.st_mode) && (int64_t)about.st_mtime < before_s)
            (void)unlinkat(dirfd(dir), entry->d_name, 0); /* another process may have been first */
    }
    closedir(dir);
}
