/* mime.c -- multipart/form-data in and out, and content types. */
#include "wire/mime.h"

#include <string.h>

enum { PARTS_MAX = 16, BOUNDARY_MAX = 70 };

/* The next `name=value` of a header's parameters.  A quoted value keeps its quotes. */
static bool next_parameter(Str *rest, Str *name, Str *value)
{
    *rest = str_trim(*rest);
    while (rest->len && rest->ptr[0] == ';') *rest = str_trim(str_slice(*rest, 1, rest->len));
    if (!rest->len) return false;
    bool   quoted = false;
    size_t end    = 0;
    for (; end < rest->len && (quoted || rest->ptr[end] != ';'); end++) {
        if (quoted && rest->ptr[end] == '\\' && end + 1 < rest->len)
            end++;
        else if (rest->ptr[end] == '"')
            quoted = !quoted;
    }
    Str one = str_slice(*rest, 0, end);
    *rest   = str_slice(*rest, end, rest->len);
    *name   = str_trim(str_cut(&one, '='));
    *value  = str_trim(one);
    return true;
}

/* Without quotes and escapes.  Browsers write a quote as %22, curl as \". */
static Str unquoted(Arena *arena, Str value)
{
    if (value.len < 2 || value.ptr[0] != '"' || value.ptr[value.len - 1] != '"') return value;
    StrBuf buf = strbuf(arena, value.len);
    for (size_t i = 1; i + 1 < value.len; i++) {
        const char next = value.ptr[i + 1];
        if (value.ptr[i] == '\\' && i + 2 < value.len && (next == '"' || next == '\\')) i++;
        strbuf_char(&buf, value.ptr[i]);
    }
    return str_replace(arena, strbuf_str(&buf), S("%22"), S("\""));
}

/* The parameter of a header like "form-data; name=x", or absent. */
static Str parameter(Str header, Str wanted)
{
    Str name = { 0 }, value = { 0 };
    (void)str_cut(&header, ';');
    while (next_parameter(&header, &name, &value))
        if (str_equal_nocase(name, wanted)) return value;
    return (Str){ 0 };
}

/* UTF-8''%E5%AE%A2 of RFC 5987; absent when it is of another charset. */
static Str extended(Arena *arena, Str value)
{
    const Str charset = str_cut(&value, '\'');
    (void)str_cut(&value, '\''); /* the language */
    if (!value.ptr || !str_equal_nocase(charset, S("UTF-8"))) return (Str){ 0 };
    return url_decode(arena, value, false);
}

/* Some clients send the path of their own disk. */
static Str last_of_path(Str name)
{
    for (size_t i = name.len; i > 0; i--)
        if (name.ptr[i - 1] == '/' || name.ptr[i - 1] == '\\') return str_slice(name, i, name.len);
    return name;
}

static void read_disposition(Arena *arena, Str header, Part *part)
{
    const Str star = parameter(header, S("filename*"));
    part->name     = unquoted(arena, parameter(header, S("name")));
    part->filename = star.ptr ? extended(arena, star) : (Str){ 0 };
    if (!part->filename.ptr) part->filename = unquoted(arena, parameter(header, S("filename")));
    part->filename = last_of_path(part->filename);
}

static Code read_part(Arena *arena, Str text, Part *part)
{
    const bool    bare = str_starts(text, S("\r\n")); /* no header at all */
    const int64_t end  = bare ? 0 : str_find(text, S("\r\n\r\n"));
    if (end < 0) return ERR_INVALID;
    Str headers = str_slice(text, 0, (size_t)end);
    part->body  = str_slice(text, (size_t)end + (bare ? 2 : 4), text.len);
    while (headers.ptr) {
        Str       line = str_cut(&headers, '\n');
        const Str name = str_trim(str_cut(&line, ':'));
        if (str_equal_nocase(name, S("Content-Disposition"))) read_disposition(arena, line, part);
        if (str_equal_nocase(name, S("Content-Type"))) part->type = str_trim(line);
    }
    return part->name.ptr ? OK : ERR_INVALID;
}

/* Between delimiters: "\r\n" of the next part, or "--" of the end. */
static Code split(Arena *arena, Str rest, Str delimiter, Vec *parts)
{
    while (!str_starts(rest, S("--"))) {
        const Str     line = str_slice(rest, 0, 2);
        const int64_t end  = str_find(rest, delimiter);
        if (!str_equal(line, S("\r\n")) || end < 2) return ERR_INVALID;
        if (parts->count == PARTS_MAX) return ERR_LIMIT;
        TRY(read_part(arena, str_slice(rest, 2, (size_t)end), VEC_ADD(parts, Part)));
        rest = str_slice(rest, (size_t)end + delimiter.len, rest.len);
    }
    return OK;
}

Code mime_parse(Arena *arena, Str content_type, Str body, Parts *out)
{
    if (!str_equal_nocase(str_slice(content_type, 0, 19), S("multipart/form-data")))
        return ERR_INVALID;
    const Str boundary = unquoted(arena, parameter(content_type, S("boundary")));
    if (boundary.len == 0 || boundary.len > BOUNDARY_MAX) return ERR_INVALID;
    const Str delimiter = str_fmt(arena, "\r\n--%.*s", FMT(boundary));
    const Str opening   = str_slice(delimiter, 2, delimiter.len);
    /* What stands before the first delimiter is a preamble, usually nothing. */
    if (str_starts(body, opening)) {
        body = str_slice(body, opening.len, body.len);
    } else {
        const int64_t at = str_find(body, delimiter);
        if (at < 0) return ERR_INVALID;
        body = str_slice(body, (size_t)at + delimiter.len, body.len);
    }
    Vec parts = vec_of(arena, Part);
    TRY(split(arena, body, delimiter, &parts));
    *out = (Parts){ .at = (const Part *)vec_rows(&parts).at, .count = parts.count };
    return OK;
}

const Part *mime_part(Parts parts, Str name)
{
    for (size_t i = 0; i < parts.count; i++)
        if (str_equal(parts.at[i].name, name)) return &parts.at[i];
    return NULL;
}

/* A name in quotes, as browsers write it. */
static void add_name(StrBuf *buf, Str name)
{
    strbuf_char(buf, '"');
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        if (c == '"' || c == '\r' || c == '\n')
            strbuf_fmt(buf, "%%%02X", c);
        else
            strbuf_char(buf, c);
    }
    strbuf_char(buf, '"');
}

Str mime_build(Arena *arena, Str boundary, const Part *parts, size_t count, Str *content_type)
{
    size_t max = 64;
    for (size_t i = 0; i < count; i++)
        max += boundary.len + 3 * (parts[i].name.len + parts[i].filename.len) + parts[i].type.len +
               parts[i].body.len + 256;
    StrBuf buf = strbuf(arena, max + boundary.len);
    for (size_t i = 0; i < count; i++) {
        strbuf_fmt(&buf, "--%.*s\r\nContent-Disposition: form-data; name=", FMT(boundary));
        add_name(&buf, parts[i].name);
        if (parts[i].filename.ptr) {
            strbuf_add(&buf, S("; filename="));
            add_name(&buf, parts[i].filename);
        }
        if (parts[i].type.len) strbuf_fmt(&buf, "\r\nContent-Type: %.*s", FMT(parts[i].type));
        strbuf_add(&buf, S("\r\n\r\n"));
        strbuf_add(&buf, parts[i].body);
        strbuf_add(&buf, S("\r\n"));
    }
    strbuf_fmt(&buf, "--%.*s--\r\n", FMT(boundary));
    ASSERT(!buf.failed);
    *content_type = str_fmt(arena, "multipart/form-data; boundary=%.*s", FMT(boundary));
    return strbuf_str(&buf);
}

static const struct {
    const char *ending, *type;
} types[] = {
    { ".html", "text/html; charset=utf-8" },
    { ".js", "text/javascript; charset=utf-8" },
    { ".mjs", "text/javascript; charset=utf-8" },
    { ".css", "text/css; charset=utf-8" },
    { ".json", "application/json" },
    { ".map", "application/json" },
    { ".svg", "image/svg+xml" },
    { ".png", "image/png" },
    { ".jpg", "image/jpeg" },
    { ".jpeg", "image/jpeg" },
    { ".gif", "image/gif" },
    { ".webp", "image/webp" },
    { ".ico", "image/x-icon" },
    { ".woff2", "font/woff2" },
    { ".woff", "font/woff" },
    { ".txt", "text/plain; charset=utf-8" },
    { ".csv", "text/csv; charset=utf-8" },
    { ".xml", "application/xml" },
    { ".pdf", "application/pdf" },
    { ".zip", "application/zip" },
    { ".mp4", "video/mp4" },
    { ".mp3", "audio/mpeg" },
    { ".amr", "audio/amr" },
    { ".wasm", "application/wasm" },
    { ".webmanifest", "application/manifest+json" },
    { ".xls", "application/vnd.ms-excel" },
    { ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
    { ".doc", "application/msword" },
    { ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
    { ".ppt", "application/vnd.ms-powerpoint" },
    { ".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
};

Str mime_of_name(Str filename)
{
    for (size_t i = 0; i < COUNT(types); i++) {
        const Str ending = str_of(types[i].ending);
        if (filename.len > ending.len &&
            str_equal_nocase(str_slice(filename, filename.len - ending.len, filename.len), ending))
            return str_of(types[i].type);
    }
    return S("application/octet-stream");
}

Str mime_of_bytes(Str bytes)
{
    if (str_starts(bytes, S("\x89PNG\r\n\x1A\n"))) return S("image/png");
    if (str_starts(bytes, S("\xFF\xD8\xFF"))) return S("image/jpeg");
    if (str_starts(bytes, S("GIF87a")) || str_starts(bytes, S("GIF89a"))) return S("image/gif");
    if (str_starts(bytes, S("%PDF-"))) return S("application/pdf");
    if (str_starts(bytes, S("#!AMR"))) return S("audio/amr");
    if (str_starts(bytes, S("PK\x03\x04"))) return S("application/zip");
    if (str_equal(str_slice(bytes, 4, 8), S("ftyp"))) return S("video/mp4");
    return (Str){ 0 };
}
