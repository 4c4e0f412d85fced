/* audit_chain_sql.c -- statements of the chain over the audit. */
#include "kernel/audit_chain_sql.h"

#include "kernel/kernel.h"

#include <stddef.h>

// clang-format off
static const Field link_fields[] = {
    FIELD(AuditLink, tenant_id), FIELD(AuditLink, seq), FIELD(AuditLink, audit_id), FIELD(AuditLink, hash),
};
static const Shape link_shape = SHAPE(AuditLink, link_fields);

static const Field head_fields[] = {
    FIELD(AuditHead, tenant_id), FIELD(AuditHead, seq), FIELD(AuditHead, hash), FIELD(AuditHead, mac),
    FIELD_TIME(AuditHead, sealed_at_ms),
};
static const Shape head_shape = SHAPE(AuditHead, head_fields);

#define LINE(member) { .name = #member, .at = offsetof(AuditPlace, line) + offsetof(Audit, member), \
                       .kind = KIND_OF(Audit, member) }
static const Field place_fields[] = {
    FIELD(AuditPlace, seq), FIELD(AuditPlace, audit_id), FIELD(AuditPlace, hash),
    LINE(id), LINE(user_id), LINE(actor), LINE(action), LINE(object), LINE(outcome), LINE(detail),
    LINE(request_id), LINE(address), LINE(at_ms),
};
static const Shape place_shape = SHAPE(AuditPlace, place_fields);

typedef struct Waiting { int64_t count, late; } Waiting;
static const Field waiting_fields[] = { FIELD(Waiting, count), FIELD(Waiting, late) };
static const Shape waiting_shape = SHAPE(Waiting, waiting_fields);
// clang-format on

static const Table chain_table = { "audit_chain", &link_shape };
static const Table head_table  = { "audit_head", &head_shape };

static const Query open_head = {
    .name = "audit_head.open",
    .sql  = "INSERT INTO audit_head (tenant_id, seq, hash, mac, sealed_at_ms)"
            " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
};
static const Query lock_head = {
    .name = "audit_head.lock",
    .sql  = "SELECT {cols} FROM audit_head WHERE tenant_id = $1 {for_update}",
    .out  = &head_shape,
};
static const Query head = {
    .name = "audit_head.get",
    .sql  = "SELECT {cols} FROM audit_head WHERE tenant_id = $1",
    .out  = &head_shape,
};
static const Query set_head = {
    .name = "audit_head.set",
    .sql  = "UPDATE audit_head SET seq = $2, hash = $3, mac = $4, sealed_at_ms = $5"
            " WHERE tenant_id = $1",
};
static const Query unsealed = {
    .name = "audit_chain.unsealed",
    .sql  = "SELECT {a.cols} FROM audit_log a WHERE a.tenant_id = $1 AND a.id >= $2"
            " AND NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.tenant_id = a.tenant_id"
            " AND c.audit_id = a.id) ORDER BY a.id LIMIT $3",
    .out  = &audit_shape,
};
static const Query waiting = {
    .name = "audit_chain.waiting",
    .sql  = "SELECT count(*) AS count, coalesce(min(CASE WHEN a.id < $2 THEN a.id END), 0) AS late"
            " FROM audit_log a WHERE a.tenant_id = $1 AND NOT EXISTS (SELECT 1 FROM audit_chain c"
            " WHERE c.tenant_id = a.tenant_id AND c.audit_id = a.id)",
    .out  = &waiting_shape,
};
static const Query places = {
    .name = "audit_chain.places",
    .sql  = "SELECT c.seq, c.audit_id, c.hash, coalesce(a.id, 0) AS id, a.user_id, a.actor,"
            " a.action, a.object, a.outcome, a.detail, a.request_id, a.address, a.at_ms"
            " FROM audit_chain c"
            " LEFT JOIN audit_log a ON a.tenant_id = c.tenant_id AND a.id = c.audit_id"
            " WHERE c.tenant_id = $1 AND c.seq > $2 ORDER BY c.seq LIMIT $3",
    .out  = &place_shape,
};

static const Query *const queries[]       = { &open_head, &lock_head, &head,  &set_head,
                                              &unsealed,  &waiting,   &places };
static const Table *const tables[]        = { &chain_table, &head_table };
const SqlList             audit_chain_sql = SQL_LIST("kernel", queries, tables);

Code audit_chain_sql_lock(Ctx *cx, const AuditHead *first, AuditHead *out)
{
    ASSERT(cx->depth > 0);
    TRY(cx_run(cx, &open_head, NULL,
               ARGS(V(cx->tenant_id), V(first->seq), V(first->hash), V(first->mac),
                    V(first->sealed_at_ms))));
    return cx_one(cx, &lock_head, out, ARGS(V(cx->tenant_id)));
}

Code audit_chain_sql_head(Ctx *cx, AuditHead *out, bool *found)
{
    return cx_find(cx, &head, out, found, ARGS(V(cx->tenant_id)));
}

Code audit_chain_sql_unsealed(Ctx *cx, int64_t from_id, int64_t limit, Rows *lines)
{
    return cx_list(cx, &unsealed, lines, ARGS(V(cx->tenant_id), V(from_id), V(limit)));
}

Code audit_chain_sql_waiting(Ctx *cx, int64_t late_id, int64_t *count, int64_t *late)
{
    Waiting row = { 0 };
    TRY(cx_one(cx, &waiting, &row, ARGS(V(cx->tenant_id), V(late_id))));
    *count = row.count;
    *late  = row.late;
    return OK;
}

Code audit_chain_sql_append(Ctx *cx, Rows links, const AuditHead *end)
{
    TRY(cx_insert_all(cx, &chain_table, links, false, NULL));
    return cx_run(
        cx, &set_head, NULL,
        ARGS(V(cx->tenant_id), V(end->seq), V(end->hash), V(end->mac), V(end->sealed_at_ms)));
}

Code audit_chain_sql_places(Ctx *cx, int64_t after_seq, int64_t limit, Rows *rows)
{
    return cx_list(cx, &places, rows, ARGS(V(cx->tenant_id), V(after_seq), V(limit)));
}
