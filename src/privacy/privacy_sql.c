/* privacy_sql.c -- the statements of deletions and exports of persons.  What becomes of the rows of
 * a person in each table stands here side by side, so that it can be read as a whole. */
#include "privacy/privacy_sql.h"

#define WHOLE "a person is deleted on request; nothing of it is shown"
#define READ  "of a customer that was read within the scope"

static const Table erasure_table = { "erasure", &erasure_shape };

// clang-format off
typedef struct IdRow { int64_t id; } IdRow;
static const Field id_fields[] = { FIELD_ID(IdRow, id) };
static const Shape id_shape    = SHAPE(IdRow, id_fields);

typedef struct TextRow { Str text; } TextRow;
static const Field text_fields[] = { FIELD(TextRow, text) };
static const Shape text_shape    = SHAPE(TextRow, text_fields);

static const Field stay_fields[] = {
    FIELD     (ExportedStay, group_name),
    FIELD     (ExportedStay, name),
    FIELD_TIME(ExportedStay, joined_at_ms),
    FIELD_TIME(ExportedStay, left_at_ms),
};
const Shape exported_stay_shape = SHAPE(ExportedStay, stay_fields);

static const Field fan_fields[] = {
    FIELD     (ExportedFan, account),
    FIELD     (ExportedFan, app_id),
    FIELD     (ExportedFan, openid),
    FIELD     (ExportedFan, unionid),
    FIELD     (ExportedFan, remark),
    FIELD     (ExportedFan, is_following),
    FIELD_TIME(ExportedFan, first_followed_at_ms),
    FIELD_TIME(ExportedFan, last_seen_at_ms),
};
const Shape exported_fan_shape = SHAPE(ExportedFan, fan_fields);

static const Field raw_fields[] = {
    FIELD     (ExportedRaw, field),
    FIELD     (ExportedRaw, value),
    FIELD_TIME(ExportedRaw, at_ms),
};
const Shape exported_raw_shape = SHAPE(ExportedRaw, raw_fields);

static const Field welcome_fields[] = {
    FIELD     (ExportedWelcome, staff_name),
    FIELD     (ExportedWelcome, body),
    FIELD     (ExportedWelcome, state),
    FIELD_TIME(ExportedWelcome, requested_at_ms),
    FIELD_TIME(ExportedWelcome, sent_at_ms),
};
const Shape exported_welcome_shape = SHAPE(ExportedWelcome, welcome_fields);
// clang-format on

/* ---- requests ------------------------------------------------------------------------------- */

static const Query by_id = {
    .name     = "erasure.by_id",
    .unscoped = "who may delete persons sees all requests",
    .sql      = "SELECT {cols} FROM erasure WHERE tenant_id = $1 AND id = $2 {for_update}",
    .out      = &erasure_shape,
};
static const Query open_of = {
    .name     = "erasure.open_of",
    .unscoped = READ,
    .sql      = "SELECT id FROM erasure WHERE tenant_id = $1 AND customer_id = $2"
                " AND state IN ('waiting', 'running')",
    .out      = &id_shape,
};
static const Query page = {
    .name     = "erasure.page",
    .unscoped = "who may delete persons sees all requests",
    .sql      = "SELECT {cols} FROM erasure WHERE tenant_id = $1 AND id < $2"
                " AND (CAST($3 AS TEXT) = '' OR state = $3) ORDER BY id DESC LIMIT $4",
    .out      = &erasure_shape,
};
static const Query update = {
    .name     = "erasure.update",
    .unscoped = "what is changed was read before",
    .sql      = "UPDATE erasure SET customer_id = $4, state = $5, note = $6, decided_by = $7,"
                " decided_by_name = $8, decided_at_ms = $9, answer = $10, job_id = $11,"
                " erased_at_ms = $12, done_at_ms = $13, event_count = $14, row_count = $15,"
                " sealed = $16, revision = revision + 1 WHERE tenant_id = $1 AND id = $2"
                " AND revision = $3",
};

/* ---- him ------------------------------------------------------------------------------------ */

#define HIM                                \
    "(SELECT CAST($2 AS BIGINT) UNION ALL" \
    " SELECT f.from_id FROM event_fold f WHERE f.tenant_id = $1 AND f.into_id = $2)"
#define COUNT_OF(table) \
    " (SELECT count(*) FROM " table " WHERE tenant_id = $1 AND customer_id IN " HIM ")"

static const Query preview = {
    .name     = "erasure.preview",
    .unscoped = READ,
    .sql      = "SELECT CAST($2 AS BIGINT) AS customer_id, '' AS confirm,"                       //
    COUNT_OF("customer_identity") " AS identity_count,"                                          //
    COUNT_OF("customer_relation") " AS relation_count,"                                          //
    COUNT_OF("note") " AS note_count,"                                                           //
                     " (SELECT count(*) FROM event WHERE tenant_id = $1 AND person_id <> 0"      //
                     " AND person_id IN " HIM ") AS event_count,"                                //
    COUNT_OF("tag_holding") " AS tag_count,"                                                     //
    COUNT_OF("customer_attribute") " AS attribute_count,"                                        //
    COUNT_OF("shop_order") " AS order_count,"                                                    //
                           " (SELECT CAST(coalesce(sum(paid_fen), 0) AS BIGINT) FROM shop_order" //
                           " WHERE tenant_id = $1 AND customer_id IN " HIM ") AS paid_fen,"      //
                           " coalesce((SELECT id FROM erasure WHERE tenant_id = $1 AND customer_id "
                           "= $2" //
                           " AND state IN ('waiting', 'running')), 0) AS open_id",
    .out = &erasure_preview_shape,
};
static const Query him = {
    .name     = "erasure.him",
    .unscoped = WHOLE,
    .sql      = "SELECT h.id AS id FROM (SELECT CAST($2 AS BIGINT) AS id UNION ALL SELECT f.from_id"
                " FROM event_fold f WHERE f.tenant_id = $1 AND f.into_id = $2) h ORDER BY h.id",
    .out      = &id_shape,
};
static const Query note_files = {
    .name     = "erasure.note_files",
    .unscoped = WHOLE,
    .sql      = "SELECT n.media_ids AS text FROM note n WHERE n.tenant_id = $1"
                " AND n.media_ids IS NOT NULL AND n.customer_id IN " HIM,
    .out      = &text_shape,
};

/* ---- what becomes of his rows ---------------------------------------------------------------- */

#define ERASE(name_, text)                                       \
    {                                                            \
        .name = "erasure." name_, .unscoped = WHOLE, .sql = text \
    }
#define HIS_ROWS " WHERE tenant_id = $1 AND customer_id IN " HIM
#define HIS_ORDERS \
    "(SELECT o.id FROM shop_order o WHERE o.tenant_id = $1 AND o.customer_id IN " HIM ")"
#define HIS_FANS "(SELECT n.id FROM oa_fan n WHERE n.tenant_id = $1 AND n.customer_id IN " HIM ")"

static const Query rows[] = {
    /* What was thought of him. */
    ERASE("tag_holding", "DELETE FROM tag_holding" HIS_ROWS),
    ERASE("tag_due", "DELETE FROM tag_due" HIS_ROWS),
    ERASE("customer_tag", "DELETE FROM customer_tag" HIS_ROWS),
    ERASE("customer_attribute", "DELETE FROM customer_attribute" HIS_ROWS),
    ERASE("attribute_evidence", "DELETE FROM attribute_evidence" HIS_ROWS),
    ERASE("dictionary_raw", "DELETE FROM dictionary_raw" HIS_ROWS),
    ERASE("customer_likeness_key", "DELETE FROM customer_likeness_key" HIS_ROWS),
    ERASE("bulk_change", "DELETE FROM bulk_change" HIS_ROWS),
    /* What was written down. */
    ERASE("note_use", "DELETE FROM media_use WHERE tenant_id = $1 AND object IN (SELECT 'note:' ||"
                      " CAST(n.id AS TEXT) FROM note n WHERE n.tenant_id = $1"
                      " AND n.customer_id IN " HIM ")"),
    ERASE("note", "DELETE FROM note" HIS_ROWS),
    ERASE("win_back", "UPDATE win_back SET note = '' WHERE tenant_id = $1 AND note <> ''"
                      " AND relation_id IN (SELECT r.id FROM customer_relation r"
                      " WHERE r.tenant_id = $1 AND r.customer_id IN " HIM ")"),
    /* That he agreed stays, where that can be looked up does not. */
    ERASE("consent", "UPDATE consent SET evidence = NULL" HIS_ROWS " AND evidence IS NOT NULL"),
    /* Intervals stay, names go. */
    ERASE("group_stay",
          "UPDATE group_chat_member SET member_key = 'erased:' || CAST(id AS TEXT), name = '',"
          " invited_by = ''" HIS_ROWS " AND member_key NOT LIKE 'erased:%'"),
    ERASE("fan", "UPDATE oa_fan SET openid = 'erased:' || CAST(id AS TEXT), unionid = '',"
                 " remark = '', is_following = FALSE" HIS_ROWS " AND openid NOT LIKE 'erased:%'"),
    ERASE("welcome", "UPDATE welcome SET customer_name = NULL, body = NULL" HIS_ROWS
                     " AND (customer_name IS NOT NULL OR body IS NOT NULL)"),
    /* Numbers and amounts of orders are the ledger's; who bought is not. */
    ERASE("order", "UPDATE shop_order SET buyer_name = '', region = ''" HIS_ROWS
                   " AND (buyer_name <> '' OR region <> '')"),
    ERASE("refund", "UPDATE shop_refund SET reason = '' WHERE tenant_id = $1 AND reason <> ''"
                    " AND order_id IN " HIS_ORDERS),
};
/* A fan who is gone follows nobody; $3 is now. */
static const Query follow = {
    .name     = "erasure.follow",
    .unscoped = WHOLE,
    .sql      = "UPDATE oa_follow SET ended_at_ms = $3 WHERE tenant_id = $1 AND ended_at_ms = 0"
                " AND fan_id IN " HIS_FANS,
};

/* replace() says the same in both engines, and knows no wildcards. */
static const Query drop_answers = {
    .name     = "erasure.drop_answers",
    .unscoped = WHOLE,
    .sql      = "DELETE FROM idempotency_key WHERE tenant_id = $1"
                " AND length(replace(body, $2, '')) < length(body)",
};
static const Query drop_preferences = {
    .name     = "erasure.drop_preferences",
    .unscoped = WHOLE,
    .sql      = "DELETE FROM preference WHERE tenant_id = $1"
                " AND length(replace(value, $2, '')) < length(value)",
};

/* ---- for the export
 * ------------------------------------------------------------------------------ */

static const Query stays = {
    .name     = "privacy.stays",
    .unscoped = READ,
    .sql      = "SELECT g.name AS group_name, m.name AS name, m.joined_at_ms AS joined_at_ms,"
                " m.left_at_ms AS left_at_ms FROM group_chat_member m JOIN group_chat g"
                " ON g.tenant_id = m.tenant_id AND g.id = m.group_chat_id WHERE m.tenant_id = $1"
                " AND m.customer_id IN " HIM " ORDER BY m.joined_at_ms, m.id",
    .out      = &exported_stay_shape,
};
static const Query fans = {
    .name     = "privacy.fans",
    .unscoped = READ,
    .sql      = "SELECT c.name AS account, c.corp_id AS app_id, n.openid AS openid,"
                " n.unionid AS unionid, n.remark AS remark, n.is_following AS is_following,"
                " n.first_followed_at_ms AS first_followed_at_ms,"
                " n.last_seen_at_ms AS last_seen_at_ms FROM oa_fan n LEFT JOIN connection c"
                " ON c.tenant_id = n.tenant_id AND c.id = n.connection_id WHERE n.tenant_id = $1"
                " AND n.customer_id IN " HIM " ORDER BY n.id",
    .out      = &exported_fan_shape,
};
static const Query raws = {
    .name     = "privacy.raws",
    .unscoped = READ,
    .sql      = "SELECT field, value, at_ms FROM dictionary_raw" HIS_ROWS
           " ORDER BY field, value LIMIT 10000",
    .out = &exported_raw_shape,
};
static const Query welcomes = {
    .name     = "privacy.welcomes",
    .unscoped = READ,
    .sql      = "SELECT staff_name, body, state, requested_at_ms, sent_at_ms FROM welcome" HIS_ROWS
           " ORDER BY id LIMIT 10000",
    .out = &exported_welcome_shape,
};

static const Query *const queries[] = {
    &by_id,
    &open_of,
    &page,
    &update,
    &preview,
    &him,
    &note_files,
    &follow,
    &stays,
    &fans,
    &raws,
    &welcomes,
    &rows[0],
    &rows[1],
    &rows[2],
    &rows[3],
    &rows[4],
    &rows[5],
    &rows[6],
    &rows[7],
    &rows[8],
    &rows[9],
    &rows[10],
    &rows[11],
    &rows[12],
    &rows[13],
    &rows[14],
    &rows[15],
    &rows[16],
    &drop_answers,
    &drop_preferences,
};
static const Table *const tables[]    = { &erasure_table };
const SqlList             privacy_sql = SQL_LIST("privacy", queries, tables);

/* ---- calls
 * ---------------------------------------------------------------------------------------- */

Code privacy_sql_insert(Ctx *cx, const Erasure *row)
{
    ASSERT(row->tenant_id == cx->tenant_id);
    return cx_insert(cx, &erasure_table, row);
}

Code privacy_sql_get(Ctx *cx, int64_t id, Erasure *out)
{
    bool found = false;
    TRY(cx_find(cx, &by_id, out, &found, ARGS(V(cx->tenant_id), V(id))));
    if (!found) return fail(cx, ERR_NOT_FOUND, "erasure.not_found", "erasure %lld", (long long)id);
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code privacy_sql_open_of(Ctx *cx, CustomerId customer, int64_t *id)
{
    IdRow row   = { 0 };
    bool  found = false;
    TRY(cx_find(cx, &open_of, &row, &found, ARGS(V(cx->tenant_id), V(customer.v))));
    *id = found ? row.id : 0;
    return OK;
}

Code privacy_sql_page(Ctx *cx, Str state, int64_t before, int64_t limit, Rows *out)
{
    return cx_list(cx, &page, out,
                   ARGS(V(cx->tenant_id), V(before), V(state.ptr ? state : S("")), V(limit)));
}

Code privacy_sql_update(Ctx *cx, const Erasure *e)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &update, &changed,
               ARGS(V(cx->tenant_id), V(e->id), V(e->revision), V(e->customer_id),
                    V(word_of(&erasure_state_words, (int)e->state)), V(e->note), V(e->decided_by),
                    V(e->decided_by_name), V(e->decided_at_ms), V(e->answer), V(e->job_id),
                    V(e->erased_at_ms), V(e->done_at_ms), V(e->event_count), V(e->row_count),
                    V(e->sealed))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "erasure.decided");
    return OK;
}

Code privacy_sql_preview(Ctx *cx, CustomerId customer, ErasurePreview *out)
{
    return cx_one(cx, &preview, out, ARGS(V(cx->tenant_id), V(customer.v)));
}

Code privacy_sql_him(Ctx *cx, CustomerId customer, Ids *ids)
{
    Rows list = { 0 };
    TRY(cx_list(cx, &him, &list, ARGS(V(cx->tenant_id), V(customer.v))));
    int64_t *at = arena_make(cx->arena, int64_t, list.count);
    for (size_t i = 0; i < list.count; i++) at[i] = ROWS_AT(IdRow, list, i)->id;
    *ids = (Ids){ at, list.count };
    return OK;
}

Code privacy_sql_note_files(Ctx *cx, CustomerId customer, Ids *media)
{
    Rows list = { 0 };
    Vec  ids  = vec_of(cx->arena, int64_t);
    TRY(cx_list(cx, &note_files, &list, ARGS(V(cx->tenant_id), V(customer.v))));
    for (size_t i = 0; i < list.count; i++) {
        Str     rest = ROWS_AT(TextRow, list, i)->text;
        int64_t id   = 0;
        while (rest.len)
            if (str_to_i64(str_cut(&rest, ','), &id)) *VEC_ADD(&ids, int64_t) = id;
    }
    *media = (Ids){ (int64_t *)(void *)ids.at, ids.count };
    return OK;
}

Code privacy_sql_erase_rows(Ctx *cx, CustomerId customer, int64_t *count)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &follow, &changed, ARGS(V(cx->tenant_id), V(customer.v), V(cx->now_ms))));
    for (size_t i = 0; i < COUNT(rows); i++) {
        TRY(cx_run(cx, &rows[i], &changed, ARGS(V(cx->tenant_id), V(customer.v))));
        *count += changed;
    }
    return OK;
}

Code privacy_sql_drop_answers(Ctx *cx, Str text, int64_t *count)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &drop_answers, &changed, ARGS(V(cx->tenant_id), V(text))));
    *count += changed;
    TRY(cx_run(cx, &drop_preferences, &changed, ARGS(V(cx->tenant_id), V(text))));
    *count += changed;
    return OK;
}

Code privacy_sql_stays(Ctx *cx, CustomerId customer, Rows *out)
{
    return cx_list(cx, &stays, out, ARGS(V(cx->tenant_id), V(customer.v)));
}

Code privacy_sql_fans(Ctx *cx, CustomerId customer, Rows *out)
{
    return cx_list(cx, &fans, out, ARGS(V(cx->tenant_id), V(customer.v)));
}

Code privacy_sql_raws(Ctx *cx, CustomerId customer, Rows *out)
{
    return cx_list(cx, &raws, out, ARGS(V(cx->tenant_id), V(customer.v)));
}

Code privacy_sql_welcomes(Ctx *cx, CustomerId customer, Rows *out)
{
    return cx_list(cx, &welcomes, out, ARGS(V(cx->tenant_id), V(customer.v)));
}
