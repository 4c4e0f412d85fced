/* headers.c -- cookies, If-Match, Accept-Encoding, Origin: text in, facts out. */
#include "http/headers.h"

Str headers_cookie(Str cookies, Str name)
{
    for (Str rest = cookies; rest.ptr;) {
        Str       value = str_trim(str_cut(&rest, ';'));
        const Str key   = str_trim(str_cut(&value, '='));
        if (name.len && value.ptr && str_equal(key, name)) return str_trim(value);
    }
    return (Str){ 0 };
}

bool headers_revision(Str if_match, int64_t *out)
{
    Str text = str_trim(if_match);
    if (str_starts(text, S("W/"))) text = str_slice(text, 2, text.len);
    if (text.len >= 2 && str_starts(text, S("\"")) && str_ends(text, S("\"")))
        text = str_slice(text, 1, text.len - 1);
    if (text.len < 2 || text.ptr[0] != 'r' || text.ptr[1] < '1' || text.ptr[1] > '9') return false;
    return str_to_i64(str_slice(text, 1, text.len), out);
}

/* "q=0", "q=0.0" and the like refuse a coding. */
static bool refuses(Str parameters)
{
    for (Str rest = parameters; rest.ptr;) {
        Str       value = str_trim(str_cut(&rest, ';'));
        const Str key   = str_trim(str_cut(&value, '='));
        if (!str_equal_nocase(key, S("q"))) continue;
        value = str_trim(value);
        for (size_t i = 0; i < value.len; i++)
            if (value.ptr[i] != '0' && value.ptr[i] != '.') return false;
        return true;
    }
    return false;
}

bool headers_accepts(Str accept_encoding, Str coding)
{
    for (Str rest = accept_encoding; rest.ptr;) {
        Str       item = str_cut(&rest, ',');
        const Str name = str_trim(str_cut(&item, ';'));
        if (name.len && str_equal_nocase(name, coding)) return !refuses(item);
    }
    return false;
}

bool headers_same_origin(Str fetch_site, Str origin, Str host)
{
    if (fetch_site.ptr)
        return str_equal(fetch_site, S("same-origin")) || str_equal(fetch_site, S("none"));
    const int64_t scheme = origin.ptr ? str_find(origin, S("://")) : -1;
    if (scheme < 1 || host.len == 0) return false;
    return str_equal_nocase(str_slice(origin, (size_t)scheme + 3, origin.len), host);
}

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool headers_is_request_id(Str id)
{
    enum { LEAST = 8, MOST = 64 };
    if (id.len < LEAST || id.len > MOST) return false;
    for (size_t i = 0; i < id.len; i++)
        if (!is_alphanumeric(id.ptr[i]) && id.ptr[i] != '-') return false;
    return true;
}

bool headers_is_idempotency_key(Str key)
{
    enum { MOST = 100 };
    if (key.len < 1 || key.len > MOST) return false;
    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] < '!' || key.ptr[i] > '~') return false;
    return true;
}
