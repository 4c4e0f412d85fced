/* content_media.c -- files uploaded by people: their kind by their bytes, their place by their
 * SHA-256.  Statements are in content_sql.c. */
#include "content/content.h"
#include "content/content_image.h"
#include "content/content_sql.h"
#include "sys/file.h"
#include "wire/mime.h"
#include "wire/text_codec.h"

enum { MEDIA_BYTES_MIN = 6, MEDIA_NAME_CHARS_MAX = 120 };
enum { KIB = 1024, MIB = 1024 * 1024 };

/* What the platform takes, by what the bytes are.  Anything else is a plain file. */
static const struct {
    const char *mime;
    MediaKind   kind;
    size_t      max;
} kinds[] = {
    { "image/png", MEDIA_IMAGE, 10 * MIB },
    { "image/jpeg", MEDIA_IMAGE, 10 * MIB },
    { "video/mp4", MEDIA_VIDEO, 10 * MIB },
    { "audio/amr", MEDIA_VOICE, 2 * MIB },
};
enum { FILE_MAX = 20 * MIB };

/* A file may be named by its extension; a picture, a film or a voice may not pretend. */
static Str mime_of(Str name, Str sniffed)
{
    if (sniffed.len && !str_equal(sniffed, S("application/zip"))) return sniffed;
    const Str named = mime_of_name(name);
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (str_equal(named, str_of(kinds[i].mime))) return S("application/octet-stream");
    return named;
}

static Code classify(Ctx *cx, Str bytes, Media *media)
{
    size_t max  = FILE_MAX;
    media->kind = MEDIA_FILE;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (!str_equal(media->mime, str_of(kinds[i].mime))) continue;
        media->kind = kinds[i].kind;
        max         = kinds[i].max;
    }
    if (bytes.len > max)
        return fail(cx, ERR_LIMIT, "media.too_large", "%zu bytes, at most %zu", bytes.len, max);
    return OK;
}

/* The last part of a path, without control characters. */
static Str clean_name(Arena *arena, Str name)
{
    StrBuf text = strbuf(arena, name.len + 1);
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        if (c == '/' || c == '\\')
            text.len = 0;
        else if ((unsigned char)c >= 0x20 && c != 0x7F)
            strbuf_char(&text, c);
    }
    const Str clean = str_trim(strbuf_str(&text));
    if (!clean.len || !str_is_utf8(clean)) return S("file");
    return str_prefix_chars(clean, MEDIA_NAME_CHARS_MAX);
}

static Str folder_of(Ctx *cx, const Media *media)
{
    return str_fmt(cx->arena, "%s/media/%lld/%.*s", cx->services->data_dir,
                   (long long)media->tenant_id, FMT(str_slice(media->sha256, 0, 2)));
}

Str content_media_path(Ctx *cx, const Media *media)
{
    return str_fmt(cx->arena, "%.*s/%.*s", FMT(folder_of(cx, media)), FMT(media->sha256));
}

static Code write_file(Ctx *cx, const Media *media, Str bytes)
{
    const char *path = str_z(cx->arena, content_media_path(cx, media));
    if (file_size(path) == (int64_t)bytes.len) return OK;
    if (dir_make(str_z(cx->arena, folder_of(cx, media))) != OK ||
        file_write(path, bytes, 0600) != OK)
        return fail(cx, ERR_INTERNAL, "media.not_written", "%s: %s", path, file_error());
    return OK;
}

Code content_media_put(Ctx *cx, Str name, Str bytes, Media *out)
{
    REQUIRE(cx, bytes.len >= MEDIA_BYTES_MIN, ERR_INVALID, "media.empty");
    const Str sniffed = mime_of_bytes(bytes);
    REQUIRE(cx, !str_equal(sniffed, S("image/gif")), ERR_INVALID, "media.unsupported");
    Media media = { .id            = cx_new_id(cx),
                    .tenant_id     = cx->tenant_id,
                    .name          = clean_name(cx->arena, name),
                    .size          = (int64_t)bytes.len,
                    .sha256        = digest_hex(cx->arena, sha256(bytes)),
                    .created_by    = cx->user_id,
                    .created_at_ms = cx->now_ms };
    media.mime  = mime_of(media.name, sniffed);
    TRY(classify(cx, bytes, &media));
    if (media.kind == MEDIA_IMAGE && !content_image_size(bytes, &media.width, &media.height))
        return fail(cx, ERR_INVALID, "media.unsupported", "no size in the picture's header");
    TRY(write_file(cx, &media, bytes));
    TRY(content_sql_insert(cx, &media));
    /* Whoever deleted the last twin before that line may have taken the file after ours. */
    TRY(write_file(cx, &media, bytes));
    *out = media;
    return OK;
}

Code content_media_get(Ctx *cx, MediaId id, Media *out) { return content_sql_get(cx, id.v, out); }

Code content_media_list(Ctx *cx, MediaKind kind, Str cursor, int64_t limit, Rows *items,
                        Str *next_cursor)
{
    int64_t       before = 0;
    const int64_t count  = page_limit(limit);
    TRY(page_keys(cx, cursor, INT64_MAX, &before, 1));
    TRY(content_sql_page(cx, kind, before, count, items));
    *next_cursor = (Str){ 0 };
    if ((int64_t)items->count == count)
        *next_cursor = page_cursor(cx->arena, &ROWS_AT(Media, *items, items->count - 1)->id, 1);
    return OK;
}

Code content_media_bytes(Ctx *cx, const Media *media, Str *bytes)
{
    const char *path = str_z(cx->arena, content_media_path(cx, media));
    const Code  code = file_read(cx->arena, path, FILE_MAX + KIB, bytes);
    if (code != OK) return fail(cx, code, "media.file_missing", "%s: %s", path, file_error());
    return OK;
}

/* Takes the file when no row names it, looked at and done while nobody can add one.  What is
 * left behind wastes room and harms nobody; what is taken too early would. */
static Code remove_unused(Ctx *cx, const Media *media)
{
    int64_t others = 0;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(content_sql_count_sha256(cx, media->sha256, &others));
    if (others == 0) IGNORE(file_remove(str_z(cx->arena, content_media_path(cx, media))));
    return cx_commit(cx, &txn);
}

Code content_media_delete(Ctx *cx, MediaId id)
{
    Media   media = { 0 };
    int64_t uses  = 0;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(content_sql_get(cx, id.v, &media));
    TRY(content_sql_count_uses(cx, id.v, &uses));
    REQUIRE(cx, uses == 0, ERR_CONFLICT, "media.in_use");
    TRY(content_sql_delete(cx, id.v));
    TRY(cx_commit(cx, &txn));
    if (cx->depth == 0 && remove_unused(cx, &media) != OK) forgive(cx); /* the row is gone */
    return OK;
}
