/* group_chat_sql.c -- every statement of customer groups. */
#include "group_chat/group_chat_sql.h"

#include "customer/customer.h"

static const Table group_table = { "group_chat", &group_chat_shape };
static const Table stay_table  = { "group_chat_member", &group_stay_shape };

/* A group belongs to whom its owner belongs to. */
#define IN_SCOPE(number)                                                          \
    " AND (CAST($" #number " AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM org_scope o" \
    " WHERE o.tenant_id = $1 AND o.user_id = $" #number " AND o.staff_id = g.owner_staff_id))"

/* ---- groups ------------------------------------------------------------------------------- */

static const Query by_id = {
    .name = "group_chat.by_id",
    .sql  = "SELECT {g.cols} FROM group_chat g WHERE g.tenant_id = $1 AND g.id = $2" IN_SCOPE(3),
    .out  = &group_chat_shape,
};
static const Query by_chat = {
    .name = "group_chat.by_chat",
    .sql  = "SELECT {cols} FROM group_chat WHERE tenant_id = $1 AND connection_id = $2"
            " AND chat_id = $3",
    .out  = &group_chat_shape,
};
static const Query save = {
    .name = "group_chat.save",
    .sql  = "UPDATE group_chat SET name = $3, owner_userid = $4, owner_staff_id = $5, notice = $6,"
            " state = $7, created_at_ms = $8, dismissed_at_ms = $9, read_at_ms = $10,"
            " member_count = (SELECT count(*) FROM group_chat_member m WHERE m.tenant_id = $1"
            "  AND m.group_chat_id = $2 AND m.left_at_ms = 0),"
            " external_count = (SELECT count(*) FROM group_chat_member m WHERE m.tenant_id = $1"
            "  AND m.group_chat_id = $2 AND m.left_at_ms = 0 AND NOT m.is_staff)"
            " WHERE tenant_id = $1 AND id = $2",
    .unscoped = "a consumer that needs all of it; nothing of it is shown",
};
static const Query listed = {
    .name = "group_chat.listed",
    .sql  = "UPDATE group_chat SET state = $3, listed_at_ms = $4 WHERE tenant_id = $1 AND id = $2",
};
static const Query unlisted = {
    .name = "group_chat.unlisted",
    .sql  = "SELECT {cols} FROM group_chat WHERE tenant_id = $1 AND connection_id = $2"
            " AND state <> 'dismissed' AND listed_at_ms < $3 AND read_at_ms < $3 ORDER BY id"
            " LIMIT 10000",
    .out  = &group_chat_shape,
};

Code group_chat_sql_get(Ctx *cx, int64_t id, GroupChat *out)
{
    bool found = false;
    TRY(cx_find(cx, &by_id, out, &found, ARGS(V(cx->tenant_id), V(id), V(cx->scope_id))));
    REQUIRE(cx, found, ERR_NOT_FOUND, "group_chat.not_found");
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code group_chat_sql_find(Ctx *cx, int64_t connection_id, Str chat_id, GroupChat *out, bool *found)
{
    return cx_find(cx, &by_chat, out, found, ARGS(V(cx->tenant_id), V(connection_id), V(chat_id)));
}

Code group_chat_sql_insert(Ctx *cx, const GroupChat *group)
{
    ASSERT(group->tenant_id == cx->tenant_id);
    return cx_insert(cx, &group_table, group);
}

Code group_chat_sql_save(Ctx *cx, const GroupChat *group)
{
    return cx_run(cx, &save, NULL,
                  ARGS(V(cx->tenant_id), V(group->id), V(group->name), V(group->owner_userid),
                       V(group->owner_staff_id), V(group->notice),
                       V(word_of(&group_chat_state_words, (int)group->state)),
                       V(group->created_at_ms), V(group->dismissed_at_ms), V(group->read_at_ms)));
}

Code group_chat_sql_listed(Ctx *cx, int64_t id, GroupChatState state, int64_t listed_at_ms)
{
    return cx_run(cx, &listed, NULL,
                  ARGS(V(cx->tenant_id), V(id), V(word_of(&group_chat_state_words, (int)state)),
                       V(listed_at_ms)));
}

Code group_chat_sql_unlisted(Ctx *cx, int64_t connection_id, int64_t began_ms, Rows *groups)
{
    return cx_list(cx, &unlisted, groups, ARGS(V(cx->tenant_id), V(connection_id), V(began_ms)));
}

/* ---- stays --------------------------------------------------------------------------------- */

static const Query stays_of = {
    .name     = "group_chat_member.stays",
    .sql      = "SELECT {cols} FROM group_chat_member WHERE tenant_id = $1 AND group_chat_id = $2"
                " ORDER BY joined_at_ms, id LIMIT 100000",
    .out      = &group_stay_shape,
    .unscoped = "of a group that was read within the scope before",
};
static const Query save_stay = {
    .name     = "group_chat_member.save",
    .sql      = "UPDATE group_chat_member SET customer_id = $3, name = $4, scene = $5, state = $6,"
                " invited_by = $7, joined_at_ms = $8, left_at_ms = $9, left_by = $10"
                " WHERE tenant_id = $1 AND id = $2",
    .unscoped = "a consumer that needs all of it; nothing of it is shown",
};
static const Query name_customer = {
    .name = "group_chat_member.name_customer",
    .sql  = "UPDATE group_chat_member SET customer_id = $4 WHERE tenant_id = $1 AND member_key = $3"
            " AND NOT is_staff AND customer_id <> $4 AND EXISTS (SELECT 1 FROM group_chat g"
            " WHERE g.tenant_id = $1 AND g.id = group_chat_member.group_chat_id"
            " AND g.connection_id = $2)",
    .unscoped = "a consumer that needs all of it; nothing of it is shown",
};

Code group_chat_sql_stays(Ctx *cx, int64_t group_chat_id, Rows *stays)
{
    return cx_list(cx, &stays_of, stays, ARGS(V(cx->tenant_id), V(group_chat_id)));
}

Code group_chat_sql_add_stays(Ctx *cx, Rows stays)
{
    return stays.count ? cx_insert_all(cx, &stay_table, stays, false, NULL) : OK;
}

Code group_chat_sql_save_stay(Ctx *cx, const GroupStay *stay)
{
    return cx_run(cx, &save_stay, NULL,
                  ARGS(V(cx->tenant_id), V(stay->id), V(stay->customer_id), V(stay->name),
                       V(word_of(&group_scene_words, (int)stay->scene)), V(stay->state),
                       V(stay->invited_by), V(stay->joined_at_ms), V(stay->left_at_ms),
                       V(word_of(&left_by_words, (int)stay->left_by))));
}

Code group_chat_sql_name_customer(Ctx *cx, int64_t connection_id, Str external_userid,
                                  int64_t customer_id)
{
    return cx_run(cx, &name_customer, NULL,
                  ARGS(V(cx->tenant_id), V(connection_id), V(external_userid), V(customer_id)));
}

/* ---- lists ----------------------------------------------------------------------------------- */

#define ROW_SELECT                                                                           \
    "SELECT g.id AS id, g.name AS name, g.owner_staff_id AS owner_staff_id,"                 \
    " coalesce(s.name, g.owner_userid) AS owner_name, st.name AS store_name,"                \
    " g.state AS state, g.member_count AS member_count, g.external_count AS external_count," \
    " CAST(0 AS BIGINT) AS joined_today, CAST(0 AS BIGINT) AS left_today,"                   \
    " g.created_at_ms AS created_at_ms, g.read_at_ms AS read_at_ms FROM group_chat g"        \
    " LEFT JOIN staff s ON s.tenant_id = g.tenant_id AND s.id = g.owner_staff_id"            \
    " LEFT JOIN store st ON st.tenant_id = g.tenant_id AND st.id = s.store_id"

static const Query page = {
    .name = "group_chat.page",
    .sql  = ROW_SELECT " WHERE g.tenant_id = $1 AND (g.created_at_ms, g.id) < ($2, $3)"
                       " AND (CAST($4 AS TEXT) = '' OR lower(g.name) LIKE $4 ESCAPE '!')"
                       " AND (CAST($5 AS BIGINT) = 0 OR g.owner_staff_id = $5)"
                       " AND (CAST($6 AS TEXT) = ''"
                       "  OR (g.state = 'dismissed') = (CAST($6 AS TEXT) = 'dismissed'))" IN_SCOPE(
                           7) " ORDER BY g.created_at_ms DESC, g.id DESC LIMIT $8",
    .out = &group_chat_row_shape,
};
static const Query row = {
    .name = "group_chat.row",
    .sql  = ROW_SELECT " WHERE g.tenant_id = $1 AND g.id = $2" IN_SCOPE(3),
    .out  = &group_chat_row_shape,
};

static Str or_empty(Str word) { return word.ptr ? word : S(""); }

Code group_chat_sql_page(Ctx *cx, const GroupChatFilter *filter, Str pattern, const int64_t *before,
                         int64_t limit, Rows *items)
{
    return cx_list(cx, &page, items,
                   ARGS(V(cx->tenant_id), V(before[0]), V(before[1]), V(pattern),
                        V(filter->owner_staff_id),
                        V(or_empty(word_of(&group_chat_filter_words, (int)filter->state))),
                        V(cx->scope_id), V(limit)));
}

Code group_chat_sql_row(Ctx *cx, int64_t id, GroupChatRow *out)
{
    bool found = false;
    TRY(cx_find(cx, &row, out, &found, ARGS(V(cx->tenant_id), V(id), V(cx->scope_id))));
    REQUIRE(cx, found, ERR_NOT_FOUND, "group_chat.not_found");
    return OK;
}

static const Field count_fields[] = {
    FIELD_ID(GroupCount, group_chat_id),
    FIELD_ID(GroupCount, owner_staff_id),
    FIELD(GroupCount, owner_name),
    FIELD(GroupCount, store_name),
    FIELD(GroupCount, external_count),
    FIELD(GroupCount, joined),
    FIELD(GroupCount, left),
    FIELD(GroupCount, people),
    FIELD(GroupCount, retained),
};
static const Shape count_shape = SHAPE(GroupCount, count_fields);

/* A person counts once, however often he came; he is retained when he is there now. */
#define JOINED_THEN " m.joined_at_ms >= $3 AND m.joined_at_ms < $4 "
static const Query counts = {
    .name = "group_chat.counts",
    .sql =
        "SELECT g.id AS group_chat_id, g.owner_staff_id AS owner_staff_id,"
        " coalesce(s.name, g.owner_userid) AS owner_name, st.name AS store_name,"
        " g.external_count AS external_count,"
        " count(CASE WHEN" JOINED_THEN "THEN 1 END) AS joined,"
        " count(CASE WHEN m.left_at_ms >= $3 AND m.left_at_ms < $4 THEN 1 END) AS \"left\","
        " count(DISTINCT CASE WHEN" JOINED_THEN "THEN m.member_key END) AS people,"
        " count(DISTINCT CASE WHEN" JOINED_THEN "AND (m.left_at_ms = 0 OR EXISTS (SELECT 1"
        "  FROM group_chat_member p WHERE p.tenant_id = $1 AND p.group_chat_id = g.id"
        "  AND p.member_key = m.member_key AND p.left_at_ms = 0)) THEN m.member_key END)"
        " AS retained"
        " FROM group_chat g"
        " LEFT JOIN staff s ON s.tenant_id = g.tenant_id AND s.id = g.owner_staff_id"
        " LEFT JOIN store st ON st.tenant_id = g.tenant_id AND st.id = s.store_id"
        " LEFT JOIN group_chat_member m ON m.tenant_id = g.tenant_id"
        "  AND m.group_chat_id = g.id AND NOT m.is_staff AND ((" JOINED_THEN ")"
        "  OR (m.left_at_ms >= $3 AND m.left_at_ms < $4))"
        " WHERE g.tenant_id = $1 AND (CAST($2 AS BIGINT) = 0 OR g.id = $2)" IN_SCOPE(
            5) " GROUP BY g.id, g.owner_staff_id, s.name, g.owner_userid, st.name, g.external_count"
               " ORDER BY g.id LIMIT 20000",
    .out = &count_shape,
};

Code group_chat_sql_counts(Ctx *cx, int64_t id, int64_t from_ms, int64_t to_ms, Rows *items)
{
    return cx_list(cx, &counts, items,
                   ARGS(V(cx->tenant_id), V(id), V(from_ms), V(to_ms), V(cx->scope_id)));
}

/* ---- members --------------------------------------------------------------------------------- */

static const Query members = {
    .name = "group_chat_member.page",
    .sql  = "SELECT m.id AS id, m.name AS name, m.is_staff AS is_staff,"
            " m.customer_id AS customer_id, m.scene AS scene,"
            " coalesce(s.name, m.invited_by) AS invited_by, m.joined_at_ms AS joined_at_ms,"
            " m.left_at_ms AS left_at_ms, m.left_by AS left_by FROM group_chat_member m"
            " JOIN group_chat g ON g.tenant_id = m.tenant_id AND g.id = m.group_chat_id"
            " LEFT JOIN staff s ON s.tenant_id = m.tenant_id"
            "  AND s.connection_id = g.connection_id AND s.userid_key = lower(m.invited_by)"
            " WHERE m.tenant_id = $1 AND m.group_chat_id = $2 AND (m.joined_at_ms, m.id) < ($3, $4)"
            " AND (CAST($5 AS TEXT) = '' OR (m.left_at_ms = 0) = (CAST($5 AS TEXT) = 'present'))"
            " AND (CAST($6 AS TEXT) = '' OR lower(m.name) LIKE $6 ESCAPE '!')" IN_SCOPE(
                7) " ORDER BY m.joined_at_ms DESC, m.id DESC LIMIT $8",
    .out = &group_chat_member_shape,
};
static const Query of_customer = {
    .name = "group_chat_member.of_customer",
    .sql  = "SELECT g.id AS group_chat_id, g.name AS name,"
            " coalesce(s.name, g.owner_userid) AS owner_name, m.joined_at_ms AS joined_at_ms,"
            " m.left_at_ms AS left_at_ms, m.left_by AS left_by FROM group_chat_member m"
            " JOIN group_chat g ON g.tenant_id = m.tenant_id AND g.id = m.group_chat_id"
            " LEFT JOIN staff s ON s.tenant_id = g.tenant_id AND s.id = g.owner_staff_id"
            " WHERE m.tenant_id = $1 AND m.customer_id = $2" IN_SCOPE(
                3) " ORDER BY m.joined_at_ms DESC, m.id DESC LIMIT 500",
    .out = &group_chat_of_customer_shape,
};

Code group_chat_sql_members(Ctx *cx, int64_t id, Str state, Str pattern, const int64_t *before,
                            int64_t limit, Rows *items)
{
    return cx_list(cx, &members, items,
                   ARGS(V(cx->tenant_id), V(id), V(before[0]), V(before[1]), V(or_empty(state)),
                        V(pattern), V(cx->scope_id), V(limit)));
}

Code group_chat_sql_of_customer(Ctx *cx, int64_t customer_id, Rows *items)
{
    return cx_list(cx, &of_customer, items,
                   ARGS(V(cx->tenant_id), V(customer_id), V(cx->scope_id)));
}

/* ---- two persons become one ---- */

static const Query merge_note = {
    .name     = "group_chat_member.merge_note",
    .unscoped = "two persons become one; nothing of it is shown",
    .sql      = "INSERT INTO customer_origin (tenant_id, origin_id, kind, row_id, sub_id, stamp)"
                " SELECT n.tenant_id, n.customer_id, 'group_stay', n.id, 0, 0"
                " FROM group_chat_member n"
                " WHERE n.tenant_id = $1 AND n.customer_id = $2 AND NOT EXISTS (SELECT 1"
                " FROM customer_origin o WHERE o.tenant_id = $1 AND o.kind = 'group_stay'"
                " AND o.row_id = n.id)",
};
static const Query merge_take = {
    .name     = "group_chat_member.merge_take",
    .unscoped = "two persons become one; nothing of it is shown",
    .sql =
        "UPDATE group_chat_member SET customer_id = $3 WHERE tenant_id = $1 AND customer_id = $2",
};
static const Query merge_give_back = {
    .name     = "group_chat_member.merge_give_back",
    .unscoped = "one person becomes two; nothing of it is shown",
    .sql = "UPDATE group_chat_member SET customer_id = $3 WHERE tenant_id = $1 AND customer_id = $2"
           " AND (id IN (SELECT o.row_id FROM customer_origin o WHERE o.tenant_id = $1"
           " AND o.kind = 'group_stay' AND (o.origin_id = $3 OR o.origin_id IN (SELECT f.from_id"
           " FROM event_fold f WHERE f.tenant_id = $1 AND f.into_id = $3)))"
           " OR (NOT is_staff AND member_key IN (SELECT i.lookup FROM customer_identity i"
           " WHERE i.tenant_id = $1 AND i.customer_id = $3 AND i.kind = 'external_userid')))",
};
const MergeTable group_chat_merge_table = { "group_chat_member", &merge_note, &merge_take,
                                            &merge_give_back };

static const Query *const queries[] = {
    &merge_note, &merge_take, &merge_give_back, &by_id, &by_chat, &save,   &listed,  &unlisted,
    &stays_of,   &save_stay,  &name_customer,   &page,  &row,     &counts, &members, &of_customer,
};
static const Table *const tables[]       = { &group_table, &stay_table };
const SqlList             group_chat_sql = SQL_LIST("group_chat", queries, tables);
