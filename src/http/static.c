/* static.c -- files of the console: cached for ever when hashed, fresh when a page. */
#include "http/static.h"

#include "http/headers.h"
#include "sys/sys.h"

/* First segments that are doors of their own and never fall back to the console. */
static const char *const doors[] = { "api",     "assets", "callback", "h", "healthz",
                                     "metrics", "readyz", "sa",       "v1" };

static Str bytes_of(const EmbeddedFile *file)
{
    return (Str){ file->bytes, (size_t)(file->end - file->bytes) };
}

static const EmbeddedFile *file_of(const Embedded *files, Str name)
{
    size_t from = 0, until = files->count;
    while (from < until) {
        const size_t at    = from + (until - from) / 2;
        const int    order = str_compare(str_of(files->files[at].name), name);
        if (order == 0) return &files->files[at];
        if (order < 0)
            from = at + 1;
        else
            until = at;
    }
    return NULL;
}

static bool is_text(Str type)
{
    return str_starts(type, S("text/")) || str_equal(type, S("application/javascript")) ||
           str_equal(type, S("application/json"));
}

static Str type_of(Arena *arena, Str name)
{
    const Str type = mime_of_name(name);
    return is_text(type) ? str_fmt(arena, "%.*s; charset=utf-8", FMT(type)) : type;
}

/* The file, or its smaller sibling when the caller understands it. */
static void put_file(const Embedded *files, Arena *arena, const EmbeddedFile *file, Str accept,
                     HttpReply *reply)
{
    static const struct {
        Str         coding;
        const char *suffix;
    } packed[] = {
        { { "br", 2 }, ".br" },
        { { "gzip", 4 }, ".gz" },
    };
    const Str name = str_of(file->name);
    *reply = (HttpReply){ .status = 200, .type = type_of(arena, name), .body = bytes_of(file) };
    bool has_sibling = false;
    for (size_t i = COUNT(packed); i-- > 0;) {
        const Str           other   = str_fmt(arena, "%s%s", file->name, packed[i].suffix);
        const EmbeddedFile *sibling = file_of(files, other);
        has_sibling                 = has_sibling || sibling;
        if (!sibling || !headers_accepts(accept, packed[i].coding)) continue;
        reply->body         = bytes_of(sibling);
        reply->header_count = 0; /* the earlier row of the table wins */
        http_reply_header(reply, S("Content-Encoding"), packed[i].coding);
    }
    if (has_sibling) http_reply_header(reply, S("Vary"), S("Accept-Encoding"));
    const bool is_hashed = str_starts(name, S("assets/"));
    http_reply_header(reply, S("Cache-Control"),
                      is_hashed ? S("public, max-age=31536000, immutable")
                                : S("public, max-age=3600"));
}

/* The side bar is opened inside WeCom, on the desktop in a frame of its own. */
static Str ancestors(bool is_sidebar)
{
    return is_sidebar ? S("'self' https://work.weixin.qq.com https://*.work.weixin.qq.com")
                      : S("'none'");
}

static void put_page(Arena *arena, const EmbeddedFile *file, Str image_hosts, HttpReply *reply)
{
    enum { NONCE_CHARS = 22 }; /* 132 bits */
    const bool is_sidebar = str_equal(str_of(file->name), S("sidebar.html"));
    const Str  nonce      = random_token(arena, NONCE_CHARS);
    const Str  page       = str_replace(arena, bytes_of(file), S("__CSP_NONCE__"), nonce);
    *reply = (HttpReply){ .status = 200, .type = S("text/html; charset=utf-8"), .body = page };
    http_reply_header(
        reply, S("Content-Security-Policy"),
        str_fmt(arena,
                "default-src 'self'; script-src 'self' 'nonce-%.*s'; "
                "style-src-elem 'self' 'nonce-%.*s'; style-src-attr 'unsafe-inline'; "
                "img-src 'self' data: blob:%s%.*s; connect-src 'self'; frame-ancestors %.*s; "
                "base-uri 'none'; object-src 'none'",
                FMT(nonce), FMT(nonce), image_hosts.len > 0 ? " " : "", FMT(image_hosts),
                FMT(ancestors(is_sidebar))));
    http_reply_header(reply, S("Cache-Control"), S("no-cache"));
    if (!is_sidebar) http_reply_header(reply, S("X-Frame-Options"), S("DENY"));
}

static bool is_door(Str segment)
{
    for (size_t i = 0; i < COUNT(doors); i++)
        if (str_equal(segment, str_of(doors[i]))) return true;
    return false;
}

static bool has_extension(Str path)
{
    Str last = path;
    for (Str rest = path; rest.ptr;) last = str_cut(&rest, '/');
    return str_find(last, S(".")) >= 0;
}

bool static_find(const Embedded *files, Str image_hosts, Arena *arena, Str path,
                 Str accept_encoding, HttpReply *reply)
{
    if (!str_starts(path, S("/"))) return false;
    const Str           name = str_slice(path, 1, path.len);
    const EmbeddedFile *file = file_of(files, name);
    if (file && str_ends(name, S(".html"))) {
        put_page(arena, file, image_hosts, reply);
        return true;
    }
    if (file) {
        put_file(files, arena, file, accept_encoding, reply);
        return true;
    }
    Str       rest  = name;
    const Str first = str_cut(&rest, '/');
    if (is_door(first) || has_extension(name)) return false;
    file = file_of(files, str_fmt(arena, "%.*s.html", FMT(first)));
    if (!file) file = file_of(files, S("index.html"));
    if (file) put_page(arena, file, image_hosts, reply);
    return file != NULL;
}
