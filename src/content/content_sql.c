/* content_sql.c -- every statement of media and their uses. */
#include "content/content_sql.h"

static const Table media_table = { "media", &media_shape };

typedef struct CountRow {
    int64_t count;
} CountRow;
static const Field count_fields[] = { FIELD(CountRow, count) };
static const Shape count_shape    = SHAPE(CountRow, count_fields);

static const Query by_id = {
    .name = "media.by_id",
    .sql  = "SELECT {cols} FROM media WHERE tenant_id = $1 AND id = $2",
    .out  = &media_shape,
};
static const Query page = {
    .name = "media.page",
    .sql  = "SELECT {cols} FROM media WHERE tenant_id = $1 AND id < $2"
            " AND (CAST($3 AS TEXT) = '' OR kind = $3) ORDER BY id DESC LIMIT $4",
    .out  = &media_shape,
};
static const Query delete = {
    .name = "media.delete",
    .sql  = "DELETE FROM media WHERE tenant_id = $1 AND id = $2",
};
static const Query count_sha256 = {
    .name = "media.count_sha256",
    .sql  = "SELECT count(*) AS count FROM media WHERE tenant_id = $1 AND sha256 = $2",
    .out  = &count_shape,
};
static const Query count_uses = {
    .name = "media.count_uses",
    .sql  = "SELECT count(*) AS count FROM media_use WHERE tenant_id = $1 AND media_id = $2",
    .out  = &count_shape,
};
static const Query forget_uses = {
    .name = "media.forget_uses",
    .sql  = "DELETE FROM media_use WHERE tenant_id = $1 AND object = $2",
};
static const Query add_use = {
    .name = "media.add_use",
    .sql  = "INSERT INTO media_use (tenant_id, media_id, object) VALUES ($1, $2, $3)"
            " ON CONFLICT DO NOTHING",
};

static const Query used_by = {
    .name = "media.used_by",
    .sql  = "SELECT {m.cols} FROM media_use u JOIN media m ON m.tenant_id = u.tenant_id"
            " AND m.id = u.media_id WHERE u.tenant_id = $1 AND u.object = $2 LIMIT 1",
    .out  = &media_shape,
};

static const Query *const queries[]   = { &by_id,      &page,        &delete,  &count_sha256,
                                          &count_uses, &forget_uses, &add_use, &used_by };
static const Table *const tables[]    = { &media_table };
const SqlList             content_sql = SQL_LIST("content", queries, tables);

Code content_sql_insert(Ctx *cx, const Media *media)
{
    ASSERT(media->tenant_id == cx->tenant_id);
    return cx_insert(cx, &media_table, media);
}

Code content_sql_get(Ctx *cx, int64_t id, Media *out)
{
    bool found = false;
    TRY(cx_find(cx, &by_id, out, &found, ARGS(V(cx->tenant_id), V(id))));
    if (!found) return fail(cx, ERR_NOT_FOUND, "media.not_found", "media %lld", (long long)id);
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code content_sql_page(Ctx *cx, MediaKind kind, int64_t before_id, int64_t limit, Rows *items)
{
    const Str word = word_of(&media_kind_words, (int)kind);
    return cx_list(cx, &page, items,
                   ARGS(V(cx->tenant_id), V(before_id), V(word.ptr ? word : S("")), V(limit)));
}

Code content_sql_delete(Ctx *cx, int64_t id)
{
    return cx_run(cx, &delete, NULL, ARGS(V(cx->tenant_id), V(id)));
}

Code content_sql_count_sha256(Ctx *cx, Str sha256, int64_t *count)
{
    CountRow row = { 0 };
    TRY(cx_one(cx, &count_sha256, &row, ARGS(V(cx->tenant_id), V(sha256))));
    *count = row.count;
    return OK;
}

Code content_sql_count_uses(Ctx *cx, int64_t media_id, int64_t *count)
{
    CountRow row = { 0 };
    TRY(cx_one(cx, &count_uses, &row, ARGS(V(cx->tenant_id), V(media_id))));
    *count = row.count;
    return OK;
}

Code content_sql_forget_uses(Ctx *cx, Str object)
{
    return cx_run(cx, &forget_uses, NULL, ARGS(V(cx->tenant_id), V(object)));
}

Code content_sql_add_use(Ctx *cx, Str object, int64_t media_id)
{
    return cx_run(cx, &add_use, NULL, ARGS(V(cx->tenant_id), V(media_id), V(object)));
}

Code content_sql_find_used(Ctx *cx, Str object, Media *out, bool *found)
{
    return cx_find(cx, &used_by, out, found, ARGS(V(cx->tenant_id), V(object)));
}
