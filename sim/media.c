/* media.c -- uploads of three days or for ever, and reading them back. */
#include "sim/media.h"

#include "sim/api.h"
#include "sim/ids.h"

#include <stdlib.h>
#include <string.h>

enum { MEDIA_DAYS = 3, BYTES_MIN = 5, MIB = 1 << 20 };

Media *media_add(Corp *corp, Str type, Str filename, Str bytes, int64_t days)
{
    World *world = corp->world;
    Media *media = arena_make(world->arena, Media, 1);
    char  *copy  = malloc(bytes.len + 1);
    ASSERT(copy != NULL);
    memcpy(copy, bytes.ptr, bytes.len);
    copy[bytes.len]        = 0;
    const uint64_t seed    = corp->seed ^ 0x6d65646961u;
    const Str      sniffed = mime_of_bytes(bytes);
    media->corp            = corp;
    media->type            = world_keep(world, type);
    media->filename        = world_keep(world, filename);
    media->content_type    = world_keep(world, sniffed.ptr ? sniffed : mime_of_name(filename));
    media->bytes           = (Str){ copy, bytes.len };
    media->created_s       = world_now_s(world);
    media->until_ms        = days ? world_now_ms(world) + days * MS_PER_DAY : 0;
    media->media_id        = ids_text(world->arena, seed, world_number(world), "3", 79);
    list_add(world, &world->media, media);
    strmap_put(world->media_by_id, media->media_id, media);
    return media;
}

const Media *media_find(const World *world, Str media_id)
{
    const Media *media = strmap_find(world->media_by_id, media_id);
    return media && (media->until_ms == 0 || world_now_ms(world) < media->until_ms) ? media : NULL;
}

static int read_part(Call *call, const Part **out)
{
    Parts parts;
    if (mime_parse(call->arena, call->type, call->body, &parts) != OK || parts.count == 0) {
        return api_refuse(call, 41005, "media data missing");
    }
    const Part *part = mime_part(parts, S("media"));
    for (size_t i = 0; part == NULL && i < parts.count; i++) {
        if (parts.at[i].filename.ptr) part = &parts.at[i];
    }
    if (part == NULL) return api_refuse(call, 41005, "media data missing");
    if (part->body.len == 0) return api_refuse(call, 44001, NULL);
    if (part->body.len < BYTES_MIN) return api_refuse(call, 40006, NULL);
    *out = part;
    return 0;
}

typedef struct TypeLimit {
    const char *type;
    size_t      bytes_max;
} TypeLimit;

static int check_size(Call *call, Str type, size_t size, bool attachment)
{
    static const TypeLimit limits[] = {
        { "image", 10 * MIB }, { "voice", 2 * MIB }, { "video", 10 * MIB }, { "file", 20 * MIB }
    };
    for (size_t i = 0; i < COUNT(limits); i++) {
        if (!str_equal(type, str_of(limits[i].type))) continue;
        const size_t max = attachment ? 10 * MIB : limits[i].bytes_max;
        return size > max ? api_refuse(call, 45001, NULL) : 0;
    }
    return api_refuse(call, 40004, NULL);
}

static int check_format(Call *call, Str type, Str bytes)
{
    const Str found = mime_of_bytes(bytes);
    if (str_equal(type, S("image")) && !str_starts(found, S("image/"))) {
        return api_refuse(call, 40009, "invalid image size or format");
    }
    return 0;
}

static int keep(Call *call, Str type, int64_t scene)
{
    const Part *part;
    TRY_API(read_part(call, &part));
    TRY_API(check_size(call, type, part->body.len, scene != 0));
    TRY_API(check_format(call, type, part->body));
    Media *media = media_add(call->corp, type, part->filename, part->body, MEDIA_DAYS);
    media->scene = scene;
    api_put_text(call, "type", type);
    api_put_text(call, "media_id", media->media_id);
    api_put_text(call, "created_at", str_fmt(call->arena, "%lld", (long long)media->created_s));
    return 0;
}

static int upload(Call *call) { return keep(call, api_text(call, "type"), 0); }

static int upload_attachment(Call *call)
{
    const int64_t scene = api_number(call, "attachment_type", 0);
    if (scene != 1 && scene != 2) return api_refuse(call, 41072, "invalid attachment type");
    return keep(call, api_text(call, "media_type"), scene);
}

static int upload_image(Call *call)
{
    const Part *part;
    TRY_API(read_part(call, &part));
    if (part->body.len > 2 * MIB) return api_refuse(call, 45001, NULL);
    TRY_API(check_format(call, S("image"), part->body));
    const Media *media = media_add(call->corp, S("image"), part->filename, part->body, 0);
    api_put_text(
        call, "url",
        str_fmt(call->arena, "%.*s/m/%.*s", FMT(call->world->base_url), FMT(media->media_id)));
    return 0;
}

/* "bytes=a-b" clamped to the file; false when there is no such header. */
static bool read_range(Str header, size_t size, size_t *from, size_t *until)
{
    int64_t first = 0, last = (int64_t)size - 1;
    if (!str_starts(header, S("bytes="))) return false;
    Str rest = str_slice(header, 6, header.len);
    if (!str_to_i64(str_cut(&rest, '-'), &first) || first < 0) return false;
    if (rest.len) (void)str_to_i64(rest, &last);
    if (last >= (int64_t)size) last = (int64_t)size - 1;
    if (first > last) return false;
    *from  = (size_t)first;
    *until = (size_t)last + 1;
    return true;
}

static int get(Call *call)
{
    const Str media_id = api_text(call, "media_id");
    if (media_id.len == 0) return api_refuse(call, 41006, NULL);
    const Media *media = media_find(call->world, media_id);
    if (media == NULL || media->corp != call->corp) return api_refuse(call, 40007, NULL);
    size_t from = 0, until = media->bytes.len;
    call->status = 200;
    if (read_range(call->range, media->bytes.len, &from, &until)) {
        call->status = 206;
        api_header(call, S("Content-Range"),
                   str_fmt(call->arena, "bytes %zu-%zu/%zu", from, until - 1, media->bytes.len));
    }
    api_header(call, S("Accept-Ranges"), S("bytes"));
    api_header(call, S("Content-Disposition"),
               str_fmt(call->arena, "attachment; filename=\"%.*s\"", FMT(media->filename)));
    call->reply_type = media->content_type;
    call->reply_body = str_slice(media->bytes, from, until);
    return 0;
}

static const Endpoint endpoints[] = {
    { "media/upload", upload, WRITES, .says = "" },
    { "media/uploadimg", upload_image, WRITES, .says = "" },
    { "media/upload_attachment", upload_attachment, WRITES },
    { "media/get", get, 0 },
};
const Endpoints media_endpoints = { endpoints, COUNT(endpoints) };
