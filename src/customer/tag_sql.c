/* tag_sql.c -- every statement of the tag library. */
#include "customer/tag_sql.h"

static const Table group_table = { "tag_group", &tag_group_shape };
static const Table tag_table   = { "tag", &tag_shape };

static const Query group_by_id = {
    .name = "tag_group.by_id",
    .sql  = "SELECT {cols} FROM tag_group WHERE tenant_id = $1 AND id = $2",
    .out  = &tag_group_shape,
};
static const Query tag_by_id = {
    .name = "tag.by_id",
    .sql  = "SELECT {cols} FROM tag WHERE tenant_id = $1 AND id = $2",
    .out  = &tag_shape,
};
static const Query groups = {
    .name = "tag_group.all",
    .sql  = "SELECT {cols} FROM tag_group WHERE tenant_id = $1 AND NOT is_deleted"
            " ORDER BY sort DESC, id LIMIT 3000",
    .out  = &tag_group_shape,
};
static const Query groups_of_connection = {
    .name = "tag_group.of_connection",
    .sql  = "SELECT {cols} FROM tag_group WHERE tenant_id = $1 AND connection_id = $2 ORDER BY id",
    .out  = &tag_group_shape,
};
static const Query tags = {
    .name = "tag.all",
    .sql  = "SELECT {cols} FROM tag WHERE tenant_id = $1 AND NOT is_deleted"
            " ORDER BY sort DESC, id LIMIT 10000",
    .out  = &tag_shape,
};
static const Query tags_of_group = {
    .name = "tag.of_group",
    .sql  = "SELECT {cols} FROM tag WHERE tenant_id = $1 AND group_id = $2 ORDER BY sort DESC, id",
    .out  = &tag_shape,
};
static const Query hold_group = {
    .name = "tag.hold_group",
    .sql = "SELECT {cols} FROM tag WHERE tenant_id = $1 AND group_id = $2 ORDER BY id {for_update}",
    .out = &tag_shape,
};
static const Query flat = {
    .name = "tag.flat",
    .sql  = "SELECT t.id AS id, t.name AS name, t.group_id AS group_id, g.name AS group_name,"
            " t.kind AS kind, t.customer_count AS customer_count FROM tag t"
            " JOIN tag_group g ON g.tenant_id = t.tenant_id AND g.id = t.group_id"
            " WHERE t.tenant_id = $1 AND NOT t.is_deleted AND NOT g.is_deleted"
            " AND (CAST($2 AS TEXT) = '' OR lower(t.name) LIKE $2 ESCAPE '!')"
            " ORDER BY g.sort DESC, g.id, t.sort DESC, t.id LIMIT 1000",
    .out  = &tag_flat_shape,
};
static const Query by_platform = {
    .name = "tag.by_platform",
    .sql  = "SELECT {cols} FROM tag WHERE tenant_id = $1 AND connection_id = $2"
            " AND platform_id = $3",
    .out  = &tag_shape,
};
static const Query group_save = {
    .name = "tag_group.save",
    .sql  = "UPDATE tag_group SET name = $3, platform_id = $4, sort = $5, is_editable = $6,"
            " is_deleted = $7, sync_state = $8, sync_reason = $9, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $10",
};
static const Query tag_save = {
    .name = "tag.save",
    .sql  = "UPDATE tag SET name = $3, platform_id = $4, sort = $5, group_id = $6,"
            " is_deleted = $7, sync_state = $8, sync_reason = $9, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $10",
};
static const Query group_purge = {
    .name = "tag_group.purge",
    .sql  = "DELETE FROM tag_group WHERE tenant_id = $1 AND id = $2",
};
static const Query purge_links = {
    .name     = "tag.purge_links",
    .unscoped = "with the tag itself",
    .sql      = "DELETE FROM customer_tag WHERE tenant_id = $1 AND tag_id = $2",
};
static const Query purge = {
    .name = "tag.purge",
    .sql  = "DELETE FROM tag WHERE tenant_id = $1 AND id = $2",
};
typedef struct CountRow {
    int64_t count;
} CountRow;
static const Field count_fields[] = { FIELD(CountRow, count) };
static const Shape count_shape    = SHAPE(CountRow, count_fields);
static const Query corp_count     = {
        .name = "tag.corp_count",
        .sql  = "SELECT count(*) AS count FROM tag WHERE tenant_id = $1 AND kind = 'corp'"
                    " AND NOT is_deleted",
        .out  = &count_shape,
};
static const Field tag_count_fields[] = { FIELD(TagCount, tag_id), FIELD(TagCount, count) };
static const Shape tag_count_shape    = SHAPE(TagCount, tag_count_fields);

static const Query seen = {
    .name = "tag.seen",
    .sql  = "SELECT l.tag_id AS tag_id, count(DISTINCT l.customer_id) AS count FROM org_scope s"
            " JOIN customer_relation r ON r.tenant_id = s.tenant_id AND r.staff_id = s.staff_id"
            " AND coalesce(r.ended_by, '') <> 'transfer'"
            " JOIN customer_tag l ON l.tenant_id = r.tenant_id AND l.customer_id = r.customer_id"
            " WHERE s.tenant_id = $1 AND s.user_id = $2 GROUP BY l.tag_id LIMIT 20000",
    .out  = &tag_count_shape,
};
static const Query add_customers = {
    .name = "tag.add_customers",
    .sql  = "UPDATE tag SET customer_count = customer_count + $3 WHERE tenant_id = $1 AND id = $2",
};

static const Query *const queries[] = {
    &group_by_id, &tag_by_id, &groups,      &groups_of_connection, &tags,     &tags_of_group,
    &hold_group,  &flat,      &by_platform, &group_save,           &tag_save, &group_purge,
    &purge_links, &purge,     &corp_count,  &add_customers,        &seen,
};
static const Table *const tables[] = { &group_table, &tag_table };
const SqlList             tag_sql  = SQL_LIST("customer", queries, tables);

Code tag_sql_group_get(Ctx *cx, int64_t id, TagGroup *out)
{
    bool found = false;
    TRY(cx_find(cx, &group_by_id, out, &found, ARGS(V(cx->tenant_id), V(id))));
    if (!found) return fail(cx, ERR_NOT_FOUND, "tag_group.not_found", "group %lld", (long long)id);
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code tag_sql_get(Ctx *cx, int64_t id, Tag *out)
{
    bool found = false;
    TRY(cx_find(cx, &tag_by_id, out, &found, ARGS(V(cx->tenant_id), V(id))));
    if (!found) return fail(cx, ERR_NOT_FOUND, "tag.not_found", "tag %lld", (long long)id);
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code tag_sql_groups(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &groups, rows, ARGS(V(cx->tenant_id)));
}

Code tag_sql_groups_of_connection(Ctx *cx, int64_t connection_id, Rows *rows)
{
    return cx_list(cx, &groups_of_connection, rows, ARGS(V(cx->tenant_id), V(connection_id)));
}

Code tag_sql_tags(Ctx *cx, Rows *rows) { return cx_list(cx, &tags, rows, ARGS(V(cx->tenant_id))); }

Code tag_sql_tags_of_group(Ctx *cx, int64_t group_id, Rows *rows)
{
    return cx_list(cx, &tags_of_group, rows, ARGS(V(cx->tenant_id), V(group_id)));
}

Code tag_sql_hold_group(Ctx *cx, int64_t group_id, Rows *rows)
{
    return cx_list(cx, &hold_group, rows, ARGS(V(cx->tenant_id), V(group_id)));
}

Code tag_sql_flat(Ctx *cx, Str pattern, Rows *rows)
{
    return cx_list(cx, &flat, rows, ARGS(V(cx->tenant_id), V(pattern)));
}

Code tag_sql_seen(Ctx *cx, Rows *counts)
{
    return cx_list(cx, &seen, counts, ARGS(V(cx->tenant_id), V(cx->scope_id)));
}

Code tag_sql_by_platform(Ctx *cx, int64_t connection_id, Str platform_id, Tag *out, bool *found)
{
    return cx_find(cx, &by_platform, out, found,
                   ARGS(V(cx->tenant_id), V(connection_id), V(platform_id)));
}

Code tag_sql_group_insert(Ctx *cx, const TagGroup *group)
{
    ASSERT(group->tenant_id == cx->tenant_id);
    return cx_insert(cx, &group_table, group);
}

Code tag_sql_insert(Ctx *cx, const Tag *tag)
{
    ASSERT(tag->tenant_id == cx->tenant_id);
    return cx_insert(cx, &tag_table, tag);
}

Code tag_sql_group_save(Ctx *cx, const TagGroup *group)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &group_save, &changed,
               ARGS(V(cx->tenant_id), V(group->id), V(group->name), V(group->platform_id),
                    V(group->sort), V(group->is_editable), V(group->is_deleted),
                    V(word_of(&sync_state_words, (int)group->sync_state)), V(group->sync_reason),
                    V(group->revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "tag_group.changed_meanwhile");
    return OK;
}

Code tag_sql_save(Ctx *cx, const Tag *tag)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &tag_save, &changed,
               ARGS(V(cx->tenant_id), V(tag->id), V(tag->name), V(tag->platform_id), V(tag->sort),
                    V(tag->group_id), V(tag->is_deleted),
                    V(word_of(&sync_state_words, (int)tag->sync_state)), V(tag->sync_reason),
                    V(tag->revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "tag.changed_meanwhile");
    return OK;
}

Code tag_sql_group_purge(Ctx *cx, int64_t id)
{
    return cx_run(cx, &group_purge, NULL, ARGS(V(cx->tenant_id), V(id)));
}

Code tag_sql_purge(Ctx *cx, int64_t id)
{
    TRY(cx_run(cx, &purge_links, NULL, ARGS(V(cx->tenant_id), V(id))));
    return cx_run(cx, &purge, NULL, ARGS(V(cx->tenant_id), V(id)));
}

Code tag_sql_corp_count(Ctx *cx, int64_t *count)
{
    CountRow row = { 0 };
    TRY(cx_one(cx, &corp_count, &row, ARGS(V(cx->tenant_id))));
    *count = row.count;
    return OK;
}

Code tag_sql_add_customers(Ctx *cx, int64_t id, int64_t delta)
{
    return memo_add(cx, &add_customers, id, delta);
}
