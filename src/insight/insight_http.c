/* insight_http.c -- the routes of boards: no rules here. */
#include "insight/insight_http.h"

#include "insight/query.h"

static Code get_growth(Call *call) { return insight_growth(call->cx, call->query, call->out); }
static Code get_retention(Call *call)
{
    return insight_retention(call->cx, call->query, call->out);
}
static Code keep_people(Call *call)
{
    return insight_people_result(call->cx, call->query, call->out);
}
static Code list_people(Call *call) { return insight_people(call->cx, call->query, call->out); }

static bool is_gone(void *with) { return http_is_gone(with); }

static Code answer_query(Call *call)
{
    ColumnarWait wait   = { .is_gone = is_gone, .with = (void *)call->request };
    QueryAnswer *answer = call->out;
    TRY(query_answer(call->cx, call->in, &wait, answer));
    TRY(org_scope_tell(call->cx, &answer->scope));
    return query_names(call->cx, call->in, answer);
}

static Code save_people(Call *call)
{
    ColumnarWait   wait  = { .is_gone = is_gone, .with = (void *)call->request };
    const Segment *saved = call->out;
    TRY(query_save_people(call->cx, call->in, &wait, call->out));
    call->object = str_fmt(call->cx->arena, "segment:%lld", (long long)saved->id);
    return OK;
}

static Code answer_file(Call *call, Str xlsx, Str name)
{
    call->reply->body = xlsx;
    call->reply->type = mime_of_name(S("board.xlsx"));
    http_reply_header(call->reply, S("Content-Disposition"),
                      str_fmt(call->cx->arena, "attachment; filename*=UTF-8''%.*s",
                              FMT(url_encode(call->cx->arena, name))));
    return OK;
}

static Code growth_file(Call *call)
{
    Str xlsx = { 0 }, name = { 0 };
    TRY(insight_sheet_growth(call->cx, call->query, &xlsx, &name));
    return answer_file(call, xlsx, name);
}

static Code retention_file(Call *call)
{
    Str xlsx = { 0 }, name = { 0 };
    TRY(insight_sheet_retention(call->cx, call->query, &xlsx, &name));
    return answer_file(call, xlsx, name);
}

// clang-format off
static const Route routes[] = {
    { GET, "/api/boards/growth",        PERM_BOARD_READ, get_growth,    &growth_query_shape,       NULL, &growth_board_shape,    KEPT, "Adds, losses and net in a period, by time or by part" },
    { GET, "/api/boards/growth/people", PERM_BOARD_READ, list_people,   &board_people_query_shape, NULL, &board_people_shape,    0,    "Who stands behind a figure of a board" },
    { GET, "/api/boards/growth/result", PERM_BOARD_READ, keep_people,   &board_people_query_shape, NULL, &board_result_shape,    0,    "The people behind a figure as a result that the list of customers opens" },
    { GET, "/api/boards/growth/file",   PERM_BOARD_READ, growth_file,    &growth_query_shape,      NULL, NULL, RAW, "The growth board as a spreadsheet" },
    { GET, "/api/boards/retention/file", PERM_BOARD_READ, retention_file, &retention_query_shape,  NULL, NULL, RAW, "The retention board as a spreadsheet" },
    { GET, "/api/boards/retention",     PERM_BOARD_READ, get_retention, &retention_query_shape,    NULL, &retention_board_shape, KEPT, "Who of those added is still there after n days" },
    { POST, "/api/query",            PERM_BOARD_READ, answer_query,  NULL, &query_value_shape, &query_answer_shape, OWN | OUTSIDE | VIEWING, "One question about events: trend, funnel, paths, retention, pivot, attribution or people" },
    { POST, "/api/query/audience",   PERM_SEGMENT_WRITE, save_people, NULL, &query_audience_draft_shape, &segment_shape, AUDITED | OUTSIDE | CREATED, "The people of a query as a fixed audience, whatever they have in common" },
};
const RouteList insight_routes = ROUTE_LIST_OF(MODULE_BOARD, "insight", routes);
// clang-format on
