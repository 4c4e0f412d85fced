/* note_http.c -- the routes of notes: no rules here. */
#include "note/note_http.h"

#include "note/note.h"

// clang-format off
typedef struct NotePage { Rows items; Str next_cursor; } NotePage;
static const Field note_page_fields[] = {
    FIELD_LIST(NotePage, items, note_view_shape),
    FIELD     (NotePage, next_cursor),
};
static const Shape note_page_shape = SHAPE(NotePage, note_page_fields);
// clang-format on

static Code note_of(Call *call, NoteId *id)
{
    REQUIRE(call->cx, str_to_i64(call->arg[0], &id->v), ERR_NOT_FOUND, "note.not_found");
    call->object = str_fmt(call->cx->arena, "customer:%lld", (long long)call->id);
    return OK;
}

static Code list_notes(Call *call)
{
    const PageQuery *query = call->query;
    NotePage        *page  = call->out;
    return note_list(call->cx, (CustomerId){ call->id }, query->cursor, query->limit, &page->items,
                     &page->next_cursor);
}

static Code post_note(Call *call)
{
    call->object = str_fmt(call->cx->arena, "customer:%lld", (long long)call->id);
    return note_write(call->cx, (CustomerId){ call->id }, call->in, call->out);
}

static Code patch_note(Call *call)
{
    NoteId id = { 0 };
    TRY(note_of(call, &id));
    return note_edit(call->cx, (CustomerId){ call->id }, id, call->if_match, call->in, call->given,
                     call->out);
}

static Code delete_note(Call *call)
{
    NoteId id = { 0 };
    TRY(note_of(call, &id));
    return note_delete(call->cx, (CustomerId){ call->id }, id, call->if_match);
}

// clang-format off
static const Route routes[] = {
    { GET,     "/api/customers/{id}/notes",           PERM_CUSTOMER_READ,  list_notes,  &page_query_shape, NULL, &note_page_shape, 0, "Notes on a customer, pinned first" },
    { POST,    "/api/customers/{id}/notes",           PERM_CUSTOMER_WRITE, post_note,   NULL, &note_draft_shape, &note_view_shape, AUDITED | IDEMPOTENT | CREATED, "Write a note on a customer" },
    { PATCH,   "/api/customers/{id}/notes/{note_id}", PERM_CUSTOMER_WRITE, patch_note,  NULL, &note_draft_shape, &note_view_shape, AUDITED | IF_MATCH, "Change or pin a note" },
    { DELETE_, "/api/customers/{id}/notes/{note_id}", PERM_CUSTOMER_WRITE, delete_note, NULL, NULL, NULL, AUDITED | IF_MATCH | NO_BODY, "Delete a note" },
};
const RouteList note_routes = ROUTE_LIST_OF(MODULE_CUSTOMER, "note", routes);
// clang-format on
