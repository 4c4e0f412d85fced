/* http.c -- what handlers reach for: words, headers, cookies, paging parameters. */
#include "http/http.h"

#include "http/headers.h"

static const char *const method_word[] = {
    [GET] = "GET",     [POST] = "POST",      [PUT] = "PUT",
    [PATCH] = "PATCH", [DELETE_] = "DELETE", [OPTIONS] = "OPTIONS",
};
const Words method_words = { method_word, COUNT(method_word) };

static const Field page_query_fields[] = {
    FIELD_WITH(PageQuery, cursor, .max = 400, .about = "Where the last page ended"),
    FIELD_WITH(PageQuery, limit, .min = 1, .max = PAGE_LIMIT_MAX, .about = "Rows of this page"),
};
const Shape page_query_shape = SHAPE(PageQuery, page_query_fields);

Str http_header(const HttpRequest *request, Str name)
{
    const Headers *headers = request->connection;
    return headers ? headers->find(headers->with, name) : (Str){ 0 };
}

Str http_cookie(const HttpRequest *request, Str name)
{
    return headers_cookie(http_header(request, S("Cookie")), name);
}

void http_reply_header(HttpReply *reply, Str name, Str value)
{
    ASSERT(reply->header_count < (int)COUNT(reply->headers));
    reply->headers[reply->header_count][0] = name;
    reply->headers[reply->header_count][1] = value;
    reply->header_count++;
}
