/* web.c -- pages and pictures. */
#include "sim/web.h"

#include "base/embed.h"
#include "sim/login.h"
#include "sim/media.h"
#include "sim/qr.h"
#include "sim/shop.h"

#include <string.h>

extern const Embedded embedded_sim_page;

static void reply(Call *call, int status, Str type, Str body)
{
    call->status     = status;
    call->reply_type = type;
    call->reply_body = body;
}

static void not_found(Call *call) { reply(call, 404, S("text/plain"), S("404 page not found")); }

static bool page_file(Call *call, Str name)
{
    for (size_t i = 0; i < embedded_sim_page.count; i++) {
        const EmbeddedFile *file = &embedded_sim_page.files[i];
        if (!str_equal(str_of(file->name), name)) continue;
        Str type = mime_of_name(name);
        if (str_starts(type, S("text/")) || str_ends(name, S(".js"))) {
            type = str_fmt(call->arena, "%.*s; charset=utf-8",
                           FMT(str_ends(name, S(".js")) ? S("text/javascript") : type));
        }
        api_header(call, S("Cache-Control"), S("no-cache"));
        reply(call, 200, type, (Str){ file->bytes, (size_t)(file->end - file->bytes) });
        return true;
    }
    return false;
}

static Str host_base(const Call *call) { return call->world->base_url; }

/* /q/<config>, /q/<config>.svg, /q/<config>.png: a way's code; /g/ likewise for groups. */
static void qr(Call *call, Str rest, char kind)
{
    const bool svg = str_ends(rest, S(".svg")), png = str_ends(rest, S(".png"));
    const Str  id  = svg || png ? str_slice(rest, 0, rest.len - 4) : rest;
    const Str  url = str_fmt(call->arena, "%.*s/%c/%.*s", FMT(host_base(call)), kind, FMT(id));
    if (svg) {
        reply(call, 200, S("image/svg+xml"), qr_svg(call->arena, url));
    } else if (png) {
        reply(call, 200, S("image/png"), qr_png(call->arena, url, 8));
    } else {
        api_header(call, S("Location"),
                   str_fmt(call->arena, "/?%s=%.*s", kind == 'q' ? "scan" : "join",
                           FMT(url_encode(call->arena, id))));
        reply(call, 302, S("text/plain"), S(""));
    }
}

/* An acquisition link is opened: the phone page takes the whole address. */
static void open_link(Call *call, Str path)
{
    const Str url = str_fmt(call->arena, "%.*s%.*s?%.*s", FMT(host_base(call)), FMT(path),
                            FMT(call->query_text));
    api_header(call, S("Location"),
               str_fmt(call->arena, "/?scan=%.*s", FMT(url_encode(call->arena, url))));
    reply(call, 302, S("text/plain"), S(""));
}

static Str first_char(Str name)
{
    size_t size = 1;
    while (size < name.len && ((unsigned char)name.ptr[size] & 0xC0u) == 0x80u) size++;
    return str_slice(name, 0, size);
}

/* /a/c12/0 a customer, /a/m3/0 a member, anything else the app. */
static Str avatar_name(Call *call, Str rest, uint64_t *number)
{
    const Str who   = str_cut(&rest, '/');
    int64_t   index = 0;
    *number         = str_hash(who);
    (void)str_to_i64(str_slice(who, 1, who.len), &index);
    LOCKED(&call->world->lock);
    const Corp *corp = world_corp(call->world, pairs_find(call->query, S("corp")));
    if (corp == NULL || index < 0) return S("微");
    if (str_starts(who, S("c")) && (size_t)index < corp->customers.count) {
        return str_copy(call->arena, ((Customer *)corp->customers.at[index])->name);
    }
    if (str_starts(who, S("m")) && (size_t)index < corp->members.count) {
        return str_copy(call->arena, ((Member *)corp->members.at[index])->name);
    }
    return S("微");
}

static void avatar(Call *call, Str rest)
{
    static const char *const colours[] = { "#e58f65", "#7fb685", "#6c91bf", "#c97b84",
                                           "#b39c4d", "#8a7fbd", "#4d9f9b", "#d08c60" };
    uint64_t                 number;
    const Str                name = avatar_name(call, rest, &number);
    const Str                text = xml_escape(call->arena, first_char(name));
    api_header(call, S("Cache-Control"), S("max-age=3600"));
    reply(call, 200, S("image/svg+xml"),
          str_fmt(call->arena,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\"><rect "
                  "width=\"100\" height=\"100\" fill=\"%s\"/><text x=\"50\" y=\"67\" "
                  "font-size=\"48\" text-anchor=\"middle\" fill=\"#fff\" "
                  "font-family=\"sans-serif\">%.*s</text></svg>",
                  colours[number % COUNT(colours)], FMT(text)));
}

static void media(Call *call, Str media_id)
{
    const Media *found;
    {
        LOCKED(&call->world->lock);
        found = media_find(call->world, media_id);
    }
    if (found == NULL) {
        not_found(call);
        return;
    }
    reply(call, 200, found->content_type, found->bytes);
}

void web_answer(Call *call)
{
    const Str path = call->path;
    call->query    = query_parse(call->arena, call->query_text, 32);
    if (str_equal(path, S("/"))) {
        if (!page_file(call, S("index.html"))) not_found(call);
    } else if (str_starts(path, S("/page/"))) {
        if (!page_file(call, str_slice(path, 6, path.len))) not_found(call);
    } else if (str_starts(path, S("/q/"))) {
        qr(call, str_slice(path, 3, path.len), 'q');
    } else if (str_starts(path, S("/ca/"))) {
        open_link(call, path);
    } else if (str_starts(path, S("/g/"))) {
        qr(call, str_slice(path, 3, path.len), 'g');
    } else if (str_starts(path, S("/a/"))) {
        avatar(call, str_slice(path, 3, path.len));
    } else if (str_starts(path, S("/m/"))) {
        media(call, str_slice(path, 3, path.len));
    } else if (!shop_answer(call) && !login_page(call)) {
        not_found(call);
    }
}
