/* note_sql.c -- every statement of notes. */
#include "note/note_sql.h"

#include "customer/customer.h"
#include "kernel/scope_sql.h"

static const Table note_table = { "note", &note_shape };

static const Query page = {
    .name = "note.page",
    .sql  = "SELECT {n.cols} FROM note n WHERE n.tenant_id = $1 AND n.customer_id = $2"
            " AND (CASE WHEN n.is_pinned THEN 1 ELSE 0 END < CAST($3 AS BIGINT)"
            " OR (CASE WHEN n.is_pinned THEN 1 ELSE 0 END = CAST($3 AS BIGINT) AND n.id < "
            "$4))" SEES_CUSTOMER("$6",
                                 "n.customer_id") " ORDER BY n.is_pinned DESC, n.id DESC LIMIT $5",
    .out  = &note_shape,
};

static const Query by_id = {
    .name = "note.by_id",
    .sql  = "SELECT {n.cols} FROM note n WHERE n.tenant_id = $1 AND n.id = $2"
            " AND n.customer_id = $3" SEES_CUSTOMER("$4", "n.customer_id"),
    .out  = &note_shape,
};

static const Query update = {
    .name     = "note.update",
    .unscoped = "what is changed was read within the scope before",
    .sql      = "UPDATE note SET text = $3, media_ids = $4, is_pinned = $5, edited_at_ms = $6,"
                " revision = revision + 1 WHERE tenant_id = $1 AND id = $2 AND revision = $7",
};

static const Query delete_one = {
    .name     = "note.delete",
    .unscoped = "what is deleted was read within the scope before",
    .sql      = "DELETE FROM note WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};

/* ---- two persons become one ---- */

static const Query merge_note = {
    .name     = "note.merge_note",
    .unscoped = "two persons become one; nothing of it is shown",
    .sql      = "INSERT INTO customer_origin (tenant_id, origin_id, kind, row_id, sub_id, stamp)"
                " SELECT n.tenant_id, n.customer_id, 'note', n.id, 0, 0 FROM note n"
                " WHERE n.tenant_id = $1 AND n.customer_id = $2 AND NOT EXISTS (SELECT 1"
                " FROM customer_origin o WHERE o.tenant_id = $1 AND o.kind = 'note'"
                " AND o.row_id = n.id)",
};
static const Query merge_take = {
    .name     = "note.merge_take",
    .unscoped = "two persons become one; nothing of it is shown",
    .sql      = "UPDATE note SET customer_id = $3 WHERE tenant_id = $1 AND customer_id = $2",
};
static const Query merge_give_back = {
    .name     = "note.merge_give_back",
    .unscoped = "one person becomes two; nothing of it is shown",
    .sql      = "UPDATE note SET customer_id = $3 WHERE tenant_id = $1 AND customer_id = $2"
                " AND (id IN (SELECT o.row_id FROM customer_origin o WHERE o.tenant_id = $1"
                " AND o.kind = 'note' AND (o.origin_id = $3 OR o.origin_id IN (SELECT f.from_id"
                " FROM event_fold f WHERE f.tenant_id = $1 AND f.into_id = $3))))",
};
const MergeTable note_merge_table = { "note", &merge_note, &merge_take, &merge_give_back };

static const Query *const queries[] = { &page,       &by_id,      &update,         &delete_one,
                                        &merge_note, &merge_take, &merge_give_back };
static const Table *const tables[]  = { &note_table };
const SqlList             note_sql  = SQL_LIST("note", queries, tables);

Code note_sql_page(Ctx *cx, CustomerId customer, int64_t before_pinned, int64_t before_id,
                   int64_t limit, Rows *rows)
{
    return cx_list(cx, &page, rows,
                   ARGS(V(cx->tenant_id), V(customer.v), V(before_pinned), V(before_id), V(limit),
                        V(cx->scope_id)));
}

Code note_sql_get(Ctx *cx, CustomerId customer, NoteId id, Note *out)
{
    bool found = false;
    TRY(cx_find(cx, &by_id, out, &found,
                ARGS(V(cx->tenant_id), V(id.v), V(customer.v), V(cx->scope_id))));
    if (!found) return fail(cx, ERR_NOT_FOUND, "note.not_found", "note %lld", (long long)id.v);
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code note_sql_insert(Ctx *cx, const Note *note)
{
    ASSERT(note->tenant_id == cx->tenant_id);
    return cx_insert(cx, &note_table, note);
}

Code note_sql_update(Ctx *cx, const Note *note, int64_t revision)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &update, &changed,
               ARGS(V(cx->tenant_id), V(note->id), V(note->text), V(note->media_ids),
                    V(note->is_pinned), V(note->edited_at_ms), V(revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "note.changed_meanwhile");
    return OK;
}

Code note_sql_delete(Ctx *cx, NoteId id, int64_t revision)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &delete_one, &changed, ARGS(V(cx->tenant_id), V(id.v), V(revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "note.changed_meanwhile");
    return OK;
}
