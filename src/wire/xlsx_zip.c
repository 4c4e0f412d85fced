/* xlsx_zip.c -- minizip behind limits against files that unpack to far more than they are. */
#include "wire/xlsx_zip.h"

#include "wire/xlsx.h"

#include <stdio.h>
#include <string.h>
#include <unzip.h>

enum { RATIO_MAX = 200, RATIO_FREE = 1 << 20, SEARCH_MAX = 8 << 20, ENTRIES_MAX = 4096 };
static const int64_t unpacked_max = 1ll << 30;

struct XlsxZip {
    Arena  *arena;
    unzFile file;
    bool    inside;
    int64_t file_size;
    int64_t part_packed, part_unpacked, unpacked;
};

static Code refuse(const char **reason, Code code, const char *why)
{
    *reason = why;
    return code;
}

/* An OLE file: a protected spreadsheet holds a stream of this name, an .xls none. */
static const char *ole_reason(FILE *file, Arena *arena)
{
    static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    const Str         wanted = { name, sizeof(name) };
    char             *text   = arena_make(arena, char, SEARCH_MAX);
    rewind(file);
    const size_t len = fread(text, 1, SEARCH_MAX, file);
    return str_find((Str){ text, len }, wanted) >= 0 ? "xlsx.encrypted" : "xlsx.old_format";
}

/* Looks at the first bytes; NULL when it may be a zip file. */
static const char *look(const char *path, int64_t *size)
{
    char  head[256] = { 0 };
    FILE *file      = fopen(path, "rbe");
    if (!file) return "xlsx.malformed";
    Arena       *arena  = arena_new(SEARCH_MAX * 2);
    const char  *reason = NULL;
    const size_t got    = fread(head, 1, sizeof(head), file);
    if (got >= 8 && memcmp(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
        reason = ole_reason(file, arena);
    else if (xlsx_reader_is_web_page((Str){ head, got }))
        reason = "xlsx.web_page";
    else if (got < 4 || memcmp(head, "PK\x03\x04", 4) != 0)
        reason = "xlsx.malformed";
    *size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : 0;
    arena_free(arena);
    fclose(file);
    return reason;
}

/* Numbers of Apple packs its tables its own way. */
static bool is_numbers(unzFile file)
{
    return unzLocateFile(file, "Index/Document.iwa", 2) == UNZ_OK ||
           unzLocateFile(file, "Index.zip", 2) == UNZ_OK;
}

Code xlsx_zip_open(const char *path, XlsxZip **out, const char **reason)
{
    int64_t     size = 0;
    const char *why  = look(path, &size);
    if (why) return refuse(reason, ERR_INVALID, why);
    const unzFile   file  = unzOpen64(path);
    unz_global_info about = { 0 };
    if (!file) return refuse(reason, ERR_INVALID, "xlsx.malformed");
    if (unzGetGlobalInfo(file, &about) != UNZ_OK || about.number_entry > ENTRIES_MAX) {
        unzClose(file);
        return refuse(reason, ERR_INVALID, "xlsx.malformed");
    }
    if (is_numbers(file)) {
        unzClose(file);
        return refuse(reason, ERR_INVALID, "xlsx.numbers");
    }
    Arena   *arena = arena_new(1 << 16);
    XlsxZip *zip   = arena_make(arena, XlsxZip, 1);
    *zip           = (XlsxZip){ .arena = arena, .file = file, .file_size = size };
    *out           = zip;
    return OK;
}

static void leave(XlsxZip *zip)
{
    if (zip->inside) (void)unzCloseCurrentFile(zip->file); /* a bad checksum of what was read */
    zip->inside = false;
}

void xlsx_zip_close(XlsxZip *zip)
{
    if (!zip) return;
    leave(zip);
    unzClose(zip->file);
    arena_free(zip->arena);
}

Code xlsx_zip_enter(XlsxZip *zip, const char *name, const char **reason)
{
    unz_file_info64 about = { 0 };
    leave(zip);
    if (unzLocateFile(zip->file, name, 2) != UNZ_OK) /* 2: without case, as some writers need */
        return refuse(reason, ERR_NOT_FOUND, "xlsx.malformed");
    if (unzGetCurrentFileInfo64(zip->file, &about, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK)
        return refuse(reason, ERR_INVALID, "xlsx.malformed");
    if (about.flag & 1) return refuse(reason, ERR_INVALID, "xlsx.encrypted");
    if (unzOpenCurrentFile(zip->file) != UNZ_OK)
        return refuse(reason, ERR_INVALID, "xlsx.malformed");
    zip->inside        = true;
    zip->part_unpacked = 0;
    /* The directory may lie about a part's size, but no part is larger than its file. */
    zip->part_packed = (int64_t)about.compressed_size;
    if (about.compressed_size > (uint64_t)zip->file_size) zip->part_packed = zip->file_size;
    return OK;
}

Code xlsx_zip_read(XlsxZip *zip, void *out, int room, int *got, const char **reason)
{
    ASSERT(zip->inside);
    const int len = unzReadCurrentFile(zip->file, out, (unsigned)room);
    if (len < 0) return refuse(reason, ERR_INVALID, "xlsx.malformed");
    zip->part_unpacked += len;
    zip->unpacked += len;
    if (zip->unpacked > unpacked_max) return refuse(reason, ERR_LIMIT, "xlsx.too_large");
    if (zip->part_unpacked > RATIO_FREE && zip->part_unpacked / RATIO_MAX > zip->part_packed)
        return refuse(reason, ERR_LIMIT, "xlsx.too_large");
    *got = len;
    return OK;
}
