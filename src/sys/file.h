/* file.h -- whole files and folders. */
#ifndef SYS_FILE_H
#define SYS_FILE_H

#include "base/base.h"

/* The whole file; ERR_NOT_FOUND, ERR_LIMIT above `max`, ERR_INTERNAL otherwise. */
Code file_read(Arena *arena, const char *path, size_t max, Str *out) MUST_USE;
/* Writes atomically: a temporary file, fsync, rename.  `mode` as in chmod. */
Code file_write(const char *path, Str bytes, unsigned mode) MUST_USE;
/* Makes the folder and its parents; existing is fine. */
Code dir_make(const char *path) MUST_USE;
bool file_exists(const char *path);
/* Size in bytes, -1 when absent. */
int64_t file_size(const char *path);
Code file_remove(const char *path) MUST_USE;
/* The last errno as text, for messages. */
const char *file_error(void);

/* Reads a large file in pieces. */
typedef struct FileReader FileReader;
/* NULL when it cannot be opened (file_error says why). */
FileReader *file_reader_open(const char *path);
/* Up to `room` bytes into `out`; 0 at the end, negative on error. */
int64_t file_reader_read(FileReader *reader, void *out, size_t room);
int64_t file_reader_at(const FileReader *reader);    /* where it reads next */
int64_t file_reader_taken(const FileReader *reader); /* bytes read, those read again too */
int64_t file_reader_size(const FileReader *reader);  /* of the whole file */
/* When anything of it was changed last before it was opened, as the system tells (ctime): nobody
 * sets that back, and a copy has its own.  0: so lately that a later change may tell the same. */
int64_t file_reader_changed_ns(const FileReader *reader);
Code    file_reader_seek(FileReader *reader, int64_t at) MUST_USE;
void    file_reader_close(FileReader *reader);

/* Writes a large file in pieces. */
typedef struct FileWriter FileWriter;
/* Opens or makes it (mode 0600) and cuts it to its first `at` bytes, which must be there; NULL
 * when that cannot be done (file_error says why). */
FileWriter *file_writer_open(const char *path, int64_t at);
/* Adds at the end; a failure is kept and told by file_writer_sync. */
void        file_writer_add(FileWriter *writer, Str bytes);
int64_t     file_writer_at(const FileWriter *writer); /* bytes in all, also those not on disk */
/* What was added is on disk; ERR_INTERNAL when some of it could not be written. */
Code        file_writer_sync(FileWriter *writer) MUST_USE;
/* What was not synced may be lost.  NULL is allowed. */
void        file_writer_close(FileWriter *writer);
/* Puts a finished file into its place, durably. */
Code        file_rename(const char *from, const char *to) MUST_USE;
/* It counts as changed now: sweeps leave it.  Absent is fine. */
void        file_touch(const char *path);
/* Removes the files of a folder that nobody has changed for `age_s` seconds. */
void        dir_sweep(const char *path, int64_t age_s);

#endif
