/* surface.c -- the whole face of the server as text, one line per route. */
#include "http/server.h"

#include "http/route_tree.h"

#include <stdlib.h>

static const struct {
    unsigned    flag;
    const char *word;
} flag_words[] = {
    { AUDITED, "audited" },   { IDEMPOTENT, "idempotent" },
    { NO_BODY, "no_body" },   { CREATED, "created" },
    { ACCEPTED, "accepted" }, { OUTSIDE, "outside" },
    { IF_MATCH, "if_match" }, { RAW, "raw" },
    { UPLOAD, "upload" },     { SPOOLED, "spooled" },
    { OWN, "own" },           { VIEWING, "viewing" },
    { KEPT, "kept" },
};

static int by_path(const void *a, const void *b)
{
    const Route *left  = *(const Route *const *)a;
    const Route *right = *(const Route *const *)b;
    const int    order = str_compare(str_of(left->path), str_of(right->path));
    return order ? order : (int)left->method - (int)right->method;
}

static void put_shapes(StrBuf *out, const Route *route)
{
    if (route->query) strbuf_fmt(out, " ?%s", route->query->name);
    strbuf_fmt(out, " %s -> %s", route->in ? route->in->name : "-",
               route->out ? route->out->name : "-");
}

static void put_flags(StrBuf *out, unsigned flags)
{
    char before = ' ';
    for (size_t i = 0; i < COUNT(flag_words); i++) {
        if (!(flags & flag_words[i].flag)) continue;
        strbuf_char(out, before);
        strbuf_add(out, str_of(flag_words[i].word));
        before = ',';
    }
}

static void put_route(StrBuf *out, const Route *route)
{
    strbuf_fmt(out, "%.*s %s %.*s", FMT(word_of(&method_words, (int)route->method)), route->path,
               FMT(word_of(&permission_words, (int)route->need)));
    put_shapes(out, route);
    put_flags(out, route->flags);
    strbuf_fmt(out, " \"%s\"\n", route->about);
}

Str surface_text(Arena *arena, const RouteList *const *routes, size_t count)
{
    enum { MAX = 4 << 20 };
    size_t total = route_tree_live.count;
    for (size_t i = 0; i < count; i++) total += routes[i]->count;
    const Route **all = arena_make(arena, const Route *, total);
    size_t        at  = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < routes[i]->count; j++) all[at++] = &routes[i]->routes[j];
    for (size_t i = 0; i < route_tree_live.count; i++) all[at++] = &route_tree_live.routes[i];
    qsort(all, total, sizeof(*all), by_path);
    StrBuf out = strbuf(arena, MAX);
    for (size_t i = 0; i < total; i++) put_route(&out, all[i]);
    ASSERT(!out.failed);
    return strbuf_str(&out);
}
