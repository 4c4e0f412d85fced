/* url.c -- percent-encoding, query strings and forms, and the parts of a URL. */
#include "wire/text_codec.h"

#include <string.h>

enum { PORT_HTTP = 80, PORT_HTTPS = 443, PORT_MAX = 65535 };

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_unreserved(char c)
{
    return is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

Str url_encode(Arena *arena, Str text)
{
    static const char digits[] = "0123456789ABCDEF";
    char             *out      = arena_make(arena, char, text.len * 3 + 1);
    size_t            len      = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (is_unreserved(c)) {
            out[len++] = c;
        } else {
            out[len++] = '%';
            out[len++] = digits[(uint8_t)c >> 4];
            out[len++] = digits[(uint8_t)c & 15];
        }
    }
    return (Str){ out, len };
}

static int nibble(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* The byte that "%XX" at `at` stands for, or -1. */
static int escaped_byte(Str text, size_t at)
{
    if (text.ptr[at] != '%' || text.len - at < 3) return -1;
    const int high = nibble(text.ptr[at + 1]), low = nibble(text.ptr[at + 2]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
}

Str url_decode(Arena *arena, Str text, bool plus)
{
    if (!text.ptr) return text;
    char  *out = arena_make(arena, char, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        const int byte = escaped_byte(text, i);
        if (byte >= 0) {
            out[len++] = (char)byte;
            i += 2;
        } else {
            out[len++] = plus && text.ptr[i] == '+' ? ' ' : text.ptr[i];
        }
    }
    return (Str){ out, len };
}

Pairs query_parse(Arena *arena, Str text, size_t max)
{
    Vec pairs = vec_of(arena, Pair);
    for (Str rest = text; rest.ptr && pairs.count < max;) {
        Str value = str_cut(&rest, '&');
        if (value.len == 0) continue;
        const Str name = str_cut(&value, '=');
        *VEC_ADD(&pairs, Pair) =
            (Pair){ .name  = url_decode(arena, name, true),
                    .value = value.ptr ? url_decode(arena, value, true) : S("") };
    }
    return (Pairs){ .at = (const Pair *)vec_rows(&pairs).at, .count = pairs.count };
}

Str pairs_find(Pairs pairs, Str name)
{
    for (size_t i = 0; i < pairs.count; i++)
        if (str_equal(pairs.at[i].name, name)) return pairs.at[i].value;
    return (Str){ 0 };
}

static bool scheme_parse(Str *rest, Url *out)
{
    const bool secure = str_equal_nocase(str_slice(*rest, 0, 8), S("https://"));
    if (!secure && !str_equal_nocase(str_slice(*rest, 0, 7), S("http://"))) return false;
    out->scheme = secure ? S("https") : S("http");
    out->port   = secure ? PORT_HTTPS : PORT_HTTP;
    *rest       = str_slice(*rest, secure ? 8 : 7, rest->len);
    return true;
}

static bool port_parse(Str text, int32_t *out)
{
    int64_t port = 0;
    if (text.len == 0) return true; /* "host:" means the default, says RFC 3986 */
    if (text.ptr[0] < '0' || text.ptr[0] > '9') return false;
    if (!str_to_i64(text, &port) || port < 1 || port > PORT_MAX) return false;
    *out = (int32_t)port;
    return true;
}

static bool host_is_plain(Str host)
{
    for (size_t i = 0; i < host.len; i++)
        if (!is_alphanumeric(host.ptr[i]) && !strchr("-._", host.ptr[i])) return false;
    return host.len > 0;
}

static bool address_is_plain(Str address)
{
    for (size_t i = 0; i < address.len; i++)
        if (nibble(address.ptr[i]) < 0 && address.ptr[i] != ':' && address.ptr[i] != '.')
            return false;
    return address.len > 1;
}

/* "host", "host:port" or "[v6]:port"; a user name is refused, for it misleads readers. */
static bool authority_parse(Str text, Url *out)
{
    if (text.len && text.ptr[0] == '[') {
        Str rest  = str_slice(text, 1, text.len);
        out->host = str_cut(&rest, ']');
        if (!rest.ptr || !address_is_plain(out->host)) return false;
        if (rest.len == 0) return true;
        return rest.ptr[0] == ':' && port_parse(str_slice(rest, 1, rest.len), &out->port);
    }
    Str rest  = text;
    out->host = str_cut(&rest, ':');
    return host_is_plain(out->host) && port_parse(rest, &out->port);
}

Code url_parse(Str text, Url *out)
{
    Url url  = { 0 };
    Str rest = text;
    for (size_t i = 0; i < text.len; i++)
        if ((uint8_t)text.ptr[i] <= ' ' || text.ptr[i] == 0x7F) return ERR_INVALID;
    if (!scheme_parse(&rest, &url)) return ERR_INVALID;
    Str before          = str_cut(&rest, '#');
    url.fragment        = rest;
    rest                = before;
    before              = str_cut(&rest, '?');
    url.query           = rest;
    const int64_t slash = str_find(before, S("/"));
    const size_t  cut   = slash < 0 ? before.len : (size_t)slash;
    if (!authority_parse(str_slice(before, 0, cut), &url)) return ERR_INVALID;
    url.path = slash < 0 ? S("/") : str_slice(before, cut, before.len);
    *out     = url;
    return OK;
}
