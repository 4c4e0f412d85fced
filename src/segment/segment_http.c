/* segment_http.c -- the routes of audiences: no rules here. */
#include "segment/segment_http.h"

#include "segment/segment.h"

// clang-format off
typedef struct SegmentList { Rows items; } SegmentList;
static const Field list_fields[] = { FIELD_LIST(SegmentList, items, segment_shape, .max = SEGMENTS_MAX) };
static const Shape list_shape    = SHAPE(SegmentList, list_fields);

typedef struct SegmentHistory { Rows items; } SegmentHistory;
static const Field history_fields[] = { FIELD_LIST(SegmentHistory, items, segment_point_shape) };
static const Shape history_shape    = SHAPE(SegmentHistory, history_fields);

typedef struct SegmentChanges { Rows items; Str next_cursor; } SegmentChanges;
static const Field changes_fields[] = { FIELD_LIST(SegmentChanges, items, segment_change_shape), FIELD(SegmentChanges, next_cursor) };
static const Shape changes_shape    = SHAPE(SegmentChanges, changes_fields);

typedef struct SegmentExportDraft { Strs columns; FileFormat format; bool clear; } SegmentExportDraft;
static const Field export_fields[] = {
    FIELD_WITH(SegmentExportDraft, columns, .flags = REQUIRED, .min = 1, .max = 40),
    FIELD_ENUM(SegmentExportDraft, format, file_format_words, .flags = REQUIRED),
    FIELD     (SegmentExportDraft, clear),
};
static const Shape export_shape = SHAPE(SegmentExportDraft, export_fields);
// clang-format on

static Code name_it(Call *call, int64_t id)
{
    call->object = str_fmt(call->cx->arena, "segment:%lld", (long long)id);
    return OK;
}

static Code list_all(Call *call)
{
    return segment_list(call->cx, &((SegmentList *)call->out)->items);
}

static Code post_one(Call *call)
{
    TRY(segment_save(call->cx, (SegmentId){ 0 }, call->in, call->out));
    return name_it(call, ((const Segment *)call->out)->id);
}

static Code get_one(Call *call)
{
    return segment_get(call->cx, (SegmentId){ call->id }, call->out);
}

static Code put_one(Call *call)
{
    TRY(name_it(call, call->id));
    return segment_save(call->cx, (SegmentId){ call->id }, call->in, call->out);
}

static Code delete_one(Call *call)
{
    TRY(name_it(call, call->id));
    return segment_delete(call->cx, (SegmentId){ call->id }, call->if_match);
}

static Code refresh_one(Call *call)
{
    TRY(name_it(call, call->id));
    return segment_refresh(call->cx, (SegmentId){ call->id }, call->out);
}

static Code preview(Call *call) { return segment_preview(call->cx, call->in, call->out); }

static Code people_of_rule(Call *call)
{
    return segment_rule_people(call->cx, call->in, call->out);
}

static Code people_of(Call *call)
{
    return segment_people(call->cx, (SegmentId){ call->id }, call->out);
}

static Code words(Call *call) { return segment_words(call->cx, call->out); }

static Code changes_of(Call *call)
{
    const PageQuery *query = call->query;
    SegmentChanges  *out   = call->out;
    return segment_changes(call->cx, (SegmentId){ call->id }, query->cursor, query->limit,
                           &out->items, &out->next_cursor);
}

static Code history_of(Call *call)
{
    return segment_history(call->cx, (SegmentId){ call->id }, &((SegmentHistory *)call->out)->items);
}

static Code export_one(Call *call)
{
    const SegmentExportDraft *draft = call->in;
    const ExportDraft         all   = { .columns = draft->columns,
                                        .format  = draft->format,
                                        .clear   = draft->clear };
    const bool                english =
        str_starts(http_header(call->request, S("accept-language")), S("en"));
    TRY(name_it(call, call->id));
    return segment_export(call->cx, (SegmentId){ call->id }, &all, english, call->out);
}

// clang-format off
static const Route routes[] = {
    { GET,     "/api/segments",               PERM_SEGMENT_READ,  list_all,    NULL, NULL, &list_shape, 0, "All audiences with their size and its trend" },
    { POST,    "/api/segments",               PERM_SEGMENT_WRITE, post_one,    NULL, &segment_draft_shape, &segment_shape, AUDITED | OUTSIDE | CREATED, "A new audience; who is in it is written down" },
    { POST,    "/api/segments/preview",       PERM_SEGMENT_READ,  preview,     NULL, &segment_ask_shape, &segment_preview_shape, OWN | OUTSIDE | VIEWING, "For whom a rule holds now: how many, what it says, how it was found, some of them, overlaps" },
    { POST,    "/api/segments/people",        PERM_SEGMENT_READ,  people_of_rule, NULL, &segment_ask_shape, &segment_result_shape, OWN | OUTSIDE | VIEWING, "For whom a rule holds now, as a result that the list of customers opens" },
    { GET,     "/api/segments/words",         PERM_SEGMENT_READ,  words,       NULL, NULL, &tag_rule_words_shape, 0, "What rules may speak of" },
    { GET,     "/api/segments/{id}",          PERM_SEGMENT_READ,  get_one,     NULL, NULL, &segment_shape, 0, "One audience" },
    { PUT,     "/api/segments/{id}",          PERM_SEGMENT_WRITE, put_one,     NULL, &segment_draft_shape, &segment_shape, AUDITED | OUTSIDE, "Change an audience; another rule is asked of everybody" },
    { DELETE_, "/api/segments/{id}",          PERM_SEGMENT_WRITE, delete_one,  NULL, NULL, NULL, AUDITED | OUTSIDE | IF_MATCH | NO_BODY, "Delete an audience that no other asks" },
    { POST,    "/api/segments/{id}/refresh",  PERM_SEGMENT_WRITE, refresh_one, NULL, NULL, &segment_shape, AUDITED | OUTSIDE, "Take a fixed or scheduled audience anew" },
    { GET,     "/api/segments/{id}/people",   PERM_SEGMENT_READ,  people_of,   NULL, NULL, &segment_result_shape, 0, "Who is in it, as a result that the list of customers opens" },
    { GET,     "/api/segments/{id}/changes",  PERM_SEGMENT_READ,  changes_of,  &page_query_shape, NULL, &changes_shape, 0, "Who entered and left, when and why, newest first" },
    { GET,     "/api/segments/{id}/history",  PERM_SEGMENT_READ,  history_of,  NULL, NULL, &history_shape, 0, "How large it was, oldest first" },
    { POST,    "/api/segments/{id}/export",   PERM_CUSTOMER_EXPORT, export_one, NULL, &export_shape, &job_shape, AUDITED | OUTSIDE | ACCEPTED, "Write who is in it into a file" },
};
const RouteList segment_routes = ROUTE_LIST_OF(MODULE_CUSTOMER, "segment", routes);
// clang-format on
