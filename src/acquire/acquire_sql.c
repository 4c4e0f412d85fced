/* Every statement about channel codes and their groups; figures are in figure_sql.c. */
#include "acquire/acquire_sql.h"

#include "kernel/scope_sql.h"
#include "wire/json.h"

/* A code somebody in scope serves. */
#define SEES_CODE(scope, code_id)                                                            \
    " AND (CAST(" scope " AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM channel_code_staff serves" \
    " JOIN org_scope sees ON sees.tenant_id = serves.tenant_id AND sees.user_id = " scope    \
    " AND sees.staff_id = serves.staff_id"                                                   \
    " WHERE serves.tenant_id = $1 AND serves.code_id = " code_id "))"

static const Field staff_row_fields[] = {
    FIELD_ID(StaffRow, tenant_id), FIELD_ID(StaffRow, code_id),  FIELD(StaffRow, slot_no),
    FIELD(StaffRow, place),        FIELD_ID(StaffRow, staff_id), FIELD(StaffRow, weight),
    FIELD(StaffRow, daily_cap),
};
static const Shape staff_row_shape = SHAPE(StaffRow, staff_row_fields);

static const Field slot_row_fields[] = {
    FIELD_ID(SlotRow, tenant_id), FIELD_ID(SlotRow, code_id), FIELD(SlotRow, slot_no),
    FIELD(SlotRow, name),         FIELD(SlotRow, weekdays),   FIELD(SlotRow, from_minute),
    FIELD(SlotRow, until_minute),
};
static const Shape slot_row_shape = SHAPE(SlotRow, slot_row_fields);

static const Field tag_row_fields[] = {
    FIELD_ID(TagRow, tenant_id),
    FIELD_ID(TagRow, code_id),
    FIELD(TagRow, place),
    FIELD_ID(TagRow, tag_id),
};
static const Shape tag_row_shape = SHAPE(TagRow, tag_row_fields);

typedef struct NumberRow {
    int64_t n;
} NumberRow;
static const Field number_fields[] = { FIELD(NumberRow, n) };
static const Shape number_shape    = SHAPE(NumberRow, number_fields);

static const Table code_table  = { "channel_code", &channel_code_shape };
static const Table group_table = { "channel_code_group", &channel_code_group_shape };
static const Table staff_table = { "channel_code_staff", &staff_row_shape };
static const Table slot_table  = { "channel_code_slot", &slot_row_shape };
static const Table tag_table   = { "channel_code_tag", &tag_row_shape };

static const Query code_by_id = {
    .name = "channel_code.by_id",
    .sql  = "SELECT {c.cols}, coalesce(g.name, '') AS group_name FROM channel_code c"
            " LEFT JOIN channel_code_group g ON g.tenant_id = c.tenant_id AND g.id = c.group_id"
            " WHERE c.tenant_id = $1 AND c.id = $2"
            " AND c.state <> 'deleted'" SEES_CODE("$3", "c.id"),
    .out  = &channel_code_shape,
};

/* Also deleted ones: a printed code goes on being scanned. */
static const Query code_by_token = {
    .name = "channel_code.by_token",
    .sql  = "SELECT {cols} FROM channel_code WHERE tenant_id = $1 AND token = $2",
    .out  = &channel_code_shape,
};

static const Query code_deleted = {
    .name = "channel_code.deleted",
    .sql  = "SELECT {cols} FROM channel_code WHERE tenant_id = $1 AND id = $2"
            " AND state = 'deleted'",
    .out  = &channel_code_shape,
};

static const Query code_list = {
    .name = "channel_code.list",
    .sql  = "SELECT {c.cols}, coalesce(g.name, '') AS group_name FROM channel_code c"
            " LEFT JOIN channel_code_group g ON g.tenant_id = c.tenant_id AND g.id = c.group_id"
            " WHERE c.tenant_id = $1 AND c.id < $2"
            " AND (CAST($3 AS BIGINT) = 0 OR c.group_id = $3)"
            " AND (CAST($4 AS TEXT) = '' AND c.state <> 'deleted' OR c.state = $4)"
            " AND (CAST($5 AS TEXT) = '' OR lower(c.name) LIKE $5 ESCAPE '!'"
            " OR lower(coalesce(c.medium, '')) LIKE $5 ESCAPE '!')" SEES_CODE(
                "$7", "c.id") " ORDER BY c.id DESC LIMIT $6",
    .out = &channel_code_shape,
};

static const Query names_like = {
    .name = "channel_code.names_like",
    .sql  = "SELECT {cols} FROM channel_code WHERE tenant_id = $1 AND state <> 'deleted'"
            " AND (CAST($2 AS TEXT) = '' OR lower(name) LIKE $2 ESCAPE '!'"
            " OR lower(medium) LIKE $2 ESCAPE '!')" SEES_CODE(
                "$4", "channel_code.id") " ORDER BY id DESC LIMIT $3",
    .out = &code_name_shape,
};

/* Also deleted ones: what they brought is still shown by their name. */
#define NAMES_OF(listed)                                                      \
    "SELECT {cols} FROM channel_code WHERE tenant_id = $1 AND (id IN " listed \
    " OR token = $3 AND CAST($3 AS TEXT) <> '')" SEES_CODE("$4",              \
                                                           "channel_code.id") " ORDER BY id DESC"
static const Query names_of = {
    .name = "channel_code.names_of",
    .sql  = NAMES_OF("(SELECT value FROM json_each($2))"),
    .pg   = NAMES_OF("(SELECT CAST(value AS BIGINT)"
                       " FROM jsonb_array_elements_text(CAST($2 AS jsonb)))"),
    .out  = &code_name_shape,
};

#define NAMES_EXACT(listed)                                                                     \
    "SELECT {cols} FROM (SELECT {cols}, row_number() OVER (PARTITION BY name ORDER BY id DESC)" \
    " AS nth FROM channel_code WHERE tenant_id = $1 AND state <> 'deleted' AND name IN " listed \
        SEES_CODE("$3", "channel_code.id") ") AS named WHERE nth <= 2 ORDER BY id DESC"
static const Query names_exact = {
    .name = "channel_code.names_exact",
    .sql  = NAMES_EXACT("(SELECT value FROM json_each($2))"),
    .pg   = NAMES_EXACT("(SELECT value FROM jsonb_array_elements_text(CAST($2 AS jsonb)))"),
    .out  = &code_name_shape,
};

static const Query code_list_by_staff = {
    .name     = "channel_code.list_by_staff",
    .unscoped = "which codes a change of a member concerns",
    .sql =
        "SELECT {cols} FROM channel_code WHERE tenant_id = $1 AND state <> 'deleted'"
        " AND id IN (SELECT code_id FROM channel_code_staff WHERE tenant_id = $1 AND staff_id = $2)"
        " ORDER BY id LIMIT 1000",
    .out = &channel_code_shape,
};

static const Query code_update = {
    .name = "channel_code.update",
    .sql  = "UPDATE channel_code SET group_id = $4, name = $5, medium = $6, state = $7,"
            " allocation = $8, skip_verify = $9, remark_pattern = $10, valid_from_ms = $11,"
            " valid_until_ms = $12, welcome_mode = $13, updated_at_ms = $14,"
            " revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $3 AND state <> 'deleted'",
};

static const Query code_set_platform = {
    .name = "channel_code.set_platform",
    .sql  = "UPDATE channel_code SET state = $3, sync_reason = $4, config_id = $5, qr_url = $6,"
            " on_platform = $7, link = $8 WHERE tenant_id = $1 AND id = $2",
};

/* Takes the row: a pause must not be undone by a refresh that read the code before it. */
static const Query code_take = {
    .name = "channel_code.take",
    .sql  = "UPDATE channel_code SET state = state WHERE tenant_id = $1 AND id = $2",
};

static const Query staff_by_code = {
    .name = "channel_code_staff.by_code",
    .sql = "SELECT {cols} FROM channel_code_staff WHERE tenant_id = $1 AND code_id = $2" SEES_STAFF(
        "$3", "staff_id") " ORDER BY slot_no, place",
    .out = &staff_row_shape,
};

/* Members of a code the caller may not see. */
static const Query staff_unseen = {
    .name = "channel_code_staff.unseen",
    .sql  = "SELECT count(*) AS n FROM channel_code_staff c WHERE c.tenant_id = $1"
            " AND c.code_id = $2 AND NOT EXISTS (SELECT 1 FROM org_scope s"
            " WHERE s.tenant_id = $1 AND s.user_id = $3 AND s.staff_id = c.staff_id)",
    .out  = &number_shape,
};

static const Query slots_by_code = {
    .name = "channel_code_slot.by_code",
    .sql  = "SELECT {cols} FROM channel_code_slot WHERE tenant_id = $1 AND code_id = $2 ORDER BY "
            "slot_no",
    .out  = &slot_row_shape,
};

static const Query tags_by_code = {
    .name = "channel_code_tag.by_code",
    .sql =
        "SELECT {cols} FROM channel_code_tag WHERE tenant_id = $1 AND code_id = $2 ORDER BY place",
    .out = &tag_row_shape,
};

static const Query clear_staff = {
    .name     = "channel_code_staff.clear",
    .unscoped = "a code is changed only by who sees all its members",
    .sql      = "DELETE FROM channel_code_staff WHERE tenant_id = $1 AND code_id = $2",
};
static const Query clear_slots = {
    .name = "channel_code_slot.clear",
    .sql  = "DELETE FROM channel_code_slot WHERE tenant_id = $1 AND code_id = $2",
};
static const Query clear_tags = {
    .name = "channel_code_tag.clear",
    .sql  = "DELETE FROM channel_code_tag WHERE tenant_id = $1 AND code_id = $2",
};

static const Query group_list = {
    .name = "channel_code_group.list",
    .sql  = "SELECT {g.cols}, (SELECT count(*) FROM channel_code c WHERE c.tenant_id = g.tenant_id"
            " AND c.group_id = g.id AND c.state <> 'deleted'" SEES_CODE(
                "$2", "c.id") ") AS code_count"
                             " FROM channel_code_group g WHERE g.tenant_id = $1 ORDER BY g.sort, "
                             "g.id LIMIT 500",
    .out = &channel_code_group_shape,
};

static const Query group_by_id = {
    .name = "channel_code_group.by_id",
    .sql  = "SELECT {g.cols}, (SELECT count(*) FROM channel_code c WHERE c.tenant_id = g.tenant_id"
            " AND c.group_id = g.id AND c.state <> 'deleted'" SEES_CODE(
                "$3", "c.id") ") AS code_count"
                             " FROM channel_code_group g WHERE g.tenant_id = $1 AND g.id = $2",
    .out = &channel_code_group_shape,
};

static const Query group_by_name = {
    .name = "channel_code_group.by_name",
    .sql  = "SELECT {cols} FROM channel_code_group WHERE tenant_id = $1 AND name = $2",
    .out  = &channel_code_group_shape,
};

static const Query group_update = {
    .name = "channel_code_group.update",
    .sql  = "UPDATE channel_code_group SET name = $4, sort = $5, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};

static const Query group_delete = {
    .name = "channel_code_group.delete",
    .sql  = "DELETE FROM channel_code_group WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};

/* ---- codes --------------------------------------------------------------- */

Code acquire_sql_insert(Ctx *cx, const ChannelCode *code)
{
    ASSERT(code->tenant_id == cx->tenant_id);
    return cx_insert(cx, &code_table, code);
}

Code acquire_sql_update(Ctx *cx, const ChannelCode *code, int64_t revision, bool *changed)
{
    int64_t rows = 0;
    TRY(cx_run(cx, &code_update, &rows,
               ARGS(V(cx->tenant_id), V(code->id), V(revision), V(code->group_id), V(code->name),
                    V(code->medium), V(word_of(&code_state_words, (int)code->state)),
                    V(word_of(&allocation_words, (int)code->allocation)), V(code->skip_verify),
                    V(code->remark_pattern), V(code->valid_from_ms), V(code->valid_until_ms),
                    V(word_of(&welcome_mode_words, (int)code->welcome_mode)), V(cx->now_ms))));
    *changed = rows == 1;
    return OK;
}

Code acquire_sql_get(Ctx *cx, ChannelCodeId id, ChannelCode *out)
{
    TRY(cx_one(cx, &code_by_id, out, ARGS(V(cx->tenant_id), V(id.v), V(cx->scope_id))));
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code acquire_sql_get_to_change(Ctx *cx, ChannelCodeId id, ChannelCode *out)
{
    TRY(cx_run(cx, &code_take, NULL, ARGS(V(cx->tenant_id), V(id.v))));
    return acquire_sql_get(cx, id, out);
}

Code acquire_sql_find_by_token(Ctx *cx, Str token, ChannelCode *out, bool *found)
{
    return cx_find(cx, &code_by_token, out, found, ARGS(V(cx->tenant_id), V(token)));
}

Code acquire_sql_find_deleted(Ctx *cx, ChannelCodeId id, ChannelCode *out, bool *found)
{
    return cx_find(cx, &code_deleted, out, found, ARGS(V(cx->tenant_id), V(id.v)));
}

/* What a person typed, as a pattern that means exactly that. */
Code acquire_sql_list(Ctx *cx, const CodeFilter *filter, int64_t before_id, int64_t limit,
                      Rows *items)
{
    const Str state = filter->state ? word_of(&code_state_words, (int)filter->state) : S("");
    return cx_list(cx, &code_list, items,
                   ARGS(V(cx->tenant_id), V(before_id), V(filter->group_id), V(state),
                        V(like_anywhere(cx->arena, filter->q)), V(limit), V(cx->scope_id)));
}

Code acquire_sql_names_like(Ctx *cx, Str q, int64_t limit, Rows *names)
{
    return cx_list(
        cx, &names_like, names,
        ARGS(V(cx->tenant_id), V(like_anywhere(cx->arena, q)), V(limit), V(cx->scope_id)));
}

Code acquire_sql_names_of(Ctx *cx, Ids ids, Str token, Rows *names)
{
    return cx_list(cx, &names_of, names,
                   ARGS(V(cx->tenant_id), V(json_ids(cx->arena, ids)), V(token), V(cx->scope_id)));
}

Code acquire_sql_names_exact(Ctx *cx, Str names, Rows *found)
{
    return cx_list(cx, &names_exact, found, ARGS(V(cx->tenant_id), V(names), V(cx->scope_id)));
}

Code acquire_sql_list_by_staff(Ctx *cx, int64_t staff_id, Rows *items)
{
    return cx_list(cx, &code_list_by_staff, items, ARGS(V(cx->tenant_id), V(staff_id)));
}

Code acquire_sql_set_platform(Ctx *cx, const ChannelCode *code)
{
    return cx_run(cx, &code_set_platform, NULL,
                  ARGS(V(cx->tenant_id), V(code->id),
                       V(word_of(&code_state_words, (int)code->state)), V(code->sync_reason),
                       V(code->config_id), V(code->qr_url), V(code->on_platform), V(code->link)));
}

Code acquire_sql_parts(Ctx *cx, ChannelCodeId id, CodeParts *out)
{
    TRY(cx_list(cx, &staff_by_code, &out->staff, ARGS(V(cx->tenant_id), V(id.v), V(cx->scope_id))));
    TRY(cx_list(cx, &slots_by_code, &out->slots, ARGS(V(cx->tenant_id), V(id.v))));
    return acquire_sql_tags(cx, id, &out->tags);
}

Code acquire_sql_tags(Ctx *cx, ChannelCodeId id, Rows *tags)
{
    return cx_list(cx, &tags_by_code, tags, ARGS(V(cx->tenant_id), V(id.v)));
}

Code acquire_sql_set_parts(Ctx *cx, ChannelCodeId id, const CodeParts *parts)
{
    TRY(cx_run(cx, &clear_staff, NULL, ARGS(V(cx->tenant_id), V(id.v))));
    TRY(cx_run(cx, &clear_slots, NULL, ARGS(V(cx->tenant_id), V(id.v))));
    TRY(cx_run(cx, &clear_tags, NULL, ARGS(V(cx->tenant_id), V(id.v))));
    TRY(cx_insert_all(cx, &staff_table, parts->staff, false, NULL));
    TRY(cx_insert_all(cx, &slot_table, parts->slots, false, NULL));
    return cx_insert_all(cx, &tag_table, parts->tags, false, NULL);
}

Code acquire_sql_unseen(Ctx *cx, ChannelCodeId id, int64_t *count)
{
    NumberRow row = { 0 };
    TRY(cx_one(cx, &staff_unseen, &row, ARGS(V(cx->tenant_id), V(id.v), V(cx->scope_id))));
    *count = row.n;
    return OK;
}

/* ---- groups ----------------------------------------------------------------- */

Code acquire_sql_group_list(Ctx *cx, Rows *items)
{
    return cx_list(cx, &group_list, items, ARGS(V(cx->tenant_id), V(cx->scope_id)));
}

Code acquire_sql_group_get(Ctx *cx, ChannelCodeGroupId id, ChannelCodeGroup *out)
{
    return cx_one(cx, &group_by_id, out, ARGS(V(cx->tenant_id), V(id.v), V(cx->scope_id)));
}

Code acquire_sql_group_find_by_name(Ctx *cx, Str name, ChannelCodeGroup *out, bool *found)
{
    return cx_find(cx, &group_by_name, out, found, ARGS(V(cx->tenant_id), V(name)));
}

Code acquire_sql_group_insert(Ctx *cx, const ChannelCodeGroup *group)
{
    return cx_insert(cx, &group_table, group);
}

Code acquire_sql_group_update(Ctx *cx, const ChannelCodeGroup *group, int64_t revision,
                              bool *changed)
{
    int64_t rows = 0;
    TRY(cx_run(cx, &group_update, &rows,
               ARGS(V(cx->tenant_id), V(group->id), V(revision), V(group->name), V(group->sort))));
    *changed = rows == 1;
    return OK;
}

Code acquire_sql_group_delete(Ctx *cx, ChannelCodeGroupId id, int64_t revision, bool *changed)
{
    int64_t rows = 0;
    TRY(cx_run(cx, &group_delete, &rows, ARGS(V(cx->tenant_id), V(id.v), V(revision))));
    *changed = rows == 1;
    return OK;
}

static const Query *const queries[] = {
    &code_by_id,        &code_by_token, &code_list,     &code_list_by_staff, &code_update,
    &code_set_platform, &staff_by_code, &slots_by_code, &tags_by_code,       &clear_staff,
    &clear_slots,       &clear_tags,    &group_list,    &group_by_id,        &group_by_name,
    &group_update,      &group_delete,  &code_deleted,  &code_take,          &names_like,
    &names_of,          &names_exact,
};
static const Table *const tables[]    = { &code_table, &group_table, &staff_table, &slot_table,
                                          &tag_table };
const SqlList             acquire_sql = SQL_LIST("acquire", queries, tables);
