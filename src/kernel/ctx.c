/* ctx.c -- failures, statements and transactions of a request. */
#include "kernel/ctx.h"

#include "kernel/id.h"
#include "kernel/memo.h"

#include <stdarg.h>
#include <stdio.h>

enum { BEIJING_MINUTES = 480 };

static Zone zone_of_tenant(const Services *services, int64_t tenant_id)
{
    if (services->tenant_zone == NULL || tenant_id == 0) return (Zone){ BEIJING_MINUTES };
    return services->tenant_zone(services, tenant_id);
}

Ctx ctx_system(const Services *services, Arena *arena, int64_t tenant_id, const char *actor)
{
    return (Ctx){ .services  = services,
                  .arena     = arena,
                  .db        = services->db,
                  .tenant_id = tenant_id,
                  .zone      = zone_of_tenant(services, tenant_id),
                  .now_ms    = services->clock(),
                  .seed      = random_u64(),
                  .actor     = str_of(actor) };
}

/* ---- failures -------------------------------------------------------- */

Code fail(Ctx *cx, Code code, const char *reason, const char *format, ...)
{
    ASSERT(code != OK);
    if (cx->err.code != OK) return code; /* the root cause is kept */
    char    text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    cx->err = (Err){ .code = code, .reason = reason, .detail = str_copy(cx->arena, str_of(text)) };
    return code;
}

Code fail_condition(Ctx *cx, Code code, const char *reason, const char *condition)
{
    const bool is_first = cx->err.code == OK;
    const Code failed   = fail(cx, code, reason, "%s", condition);
    if (is_first) cx->err.is_condition = true;
    return failed;
}

Code fail_field(Ctx *cx, const char *reason, Str field, const char *allowed)
{
    if (cx->err.code != OK) return ERR_INVALID;
    cx->err = (Err){ .code    = ERR_INVALID,
                     .reason  = reason,
                     .field   = str_copy(cx->arena, field),
                     .allowed = str_of(allowed) };
    return ERR_INVALID;
}

static Str words_allowed(Arena *arena, const Words *words)
{
    StrBuf list = strbuf(arena, 1024);
    for (size_t i = 1; i < words->count; i++)
        strbuf_fmt(&list, "%s%s", i > 1 ? " | " : "", words->word[i]);
    return strbuf_str(&list);
}

static Str range_allowed(Arena *arena, const Field *rule)
{
    if (rule->words != NULL) return words_allowed(arena, rule->words);
    if (rule->min == 0 && rule->max == 0) return (Str){ 0 };
    return str_fmt(arena, "%lld..%lld", (long long)rule->min, (long long)rule->max);
}

Code fail_shape(Ctx *cx, const ShapeError *error)
{
    const Str allowed = error->rule != NULL ? range_allowed(cx->arena, error->rule) : (Str){ 0 };
    return fail_field(cx, error->reason, error->field,
                      allowed.ptr != NULL ? str_z(cx->arena, allowed) : NULL);
}

void forgive(Ctx *cx) { cx->err = (Err){ 0 }; }

static const char *reason_of(Code code)
{
    switch (code) {
    case ERR_CONFLICT: return "db.constraint";
    case ERR_UNAVAILABLE: return "db.unavailable";
    case ERR_NOT_FOUND: return "not_found";
    case ERR_INVALID: return "db.bad_text";
    case OK:
    case ERR_DENIED:
    case ERR_LIMIT:
    case ERR_INTERNAL: break;
    }
    return "internal";
}

static Code fail_db(Ctx *cx, Code code, const DbErr *err)
{
    const bool is_first = cx->err.code == OK;
    const Code failed   = fail(cx, code, reason_of(code), "%s", err->detail);
    if (is_first) cx->err.retry = err->retry;
    return failed;
}

static Code passed(Ctx *cx, Code code, const DbErr *err)
{
    return code == OK ? OK : fail_db(cx, code, err);
}

/* ---- transactions ---------------------------------------------------- */

Code cx_begin_at(Ctx *cx, Txn *txn, const char *where)
{
    ASSERT(!txn->is_open);
    DbErr err;
    if (cx->depth == 0)
        TRY(passed(cx, db_begin(cx->db, where, &cx->link, &err), &err));
    else
        TRY(passed(cx, db_savepoint(cx->link, &err), &err));
    cx->depth++;
    *txn = (Txn){ cx, true };
    return OK;
}

Code cx_commit(Ctx *cx, Txn *txn)
{
    ASSERT(txn->is_open && txn->cx == cx && cx->depth > 0);
    DbErr   err;
    DbLink *link = cx->link;
    txn->is_open = false;
    cx->depth--;
    if (cx->depth > 0) return passed(cx, db_release(link, &err), &err);
    cx->link = NULL;
    return passed(cx, db_commit(link, &err), &err);
}

void txn_abandon(Txn *txn)
{
    if (!txn->is_open) return;
    Ctx    *cx   = txn->cx;
    DbLink *link = cx->link;
    txn->is_open = false;
    cx->depth--;
    if (cx->depth > 0) {
        db_rollback_to(link);
        return;
    }
    cx->link = NULL;
    db_abandon(link);
}

void cx_hurry(Ctx *cx) { db_hurry(cx->link); }

/* ---- statements ------------------------------------------------------ */

/* The open transaction's connection, or one to read with; give_link() ends it. */
static Code take_link(Ctx *cx, DbLink **link)
{
    DbErr err;
    if (cx->link == NULL) return passed(cx, db_borrow(cx->db, link, &err), &err);
    *link = cx->link;
    return OK;
}

static void give_link(Ctx *cx, DbLink *link)
{
    if (link != cx->link) db_return(link);
}

Code cx_find(Ctx *cx, const Query *query, void *row, bool *found, const Value *args, size_t count)
{
    DbErr   err;
    DbLink *link = NULL;
    TRY(memo_before(cx, query->sql));
    TRY(take_link(cx, &link));
    const Code code = db_one(link, cx->arena, query, row, &err, args, count);
    give_link(cx, link);
    if (code != OK && code != ERR_NOT_FOUND) return fail_db(cx, code, &err);
    *found = code == OK;
    return OK;
}

Code cx_one(Ctx *cx, const Query *query, void *row, const Value *args, size_t count)
{
    bool found = false;
    TRY(cx_find(cx, query, row, &found, args, count));
    return found ? OK : fail(cx, ERR_NOT_FOUND, "not_found", "%s", query->name);
}

Code cx_list(Ctx *cx, const Query *query, Rows *rows, const Value *args, size_t count)
{
    DbErr   err;
    DbLink *link = NULL;
    TRY(memo_before(cx, query->sql));
    TRY(take_link(cx, &link));
    const Code code = db_list(link, cx->arena, query, rows, &err, args, count);
    give_link(cx, link);
    return passed(cx, code, &err);
}

Code cx_each(Ctx *cx, const Query *query, Code (*each)(void *with, const void *row), void *with,
             const Value *args, size_t count)
{
    DbErr   err;
    DbLink *link = NULL;
    TRY(memo_before(cx, query->sql));
    TRY(take_link(cx, &link));
    const Code code = db_each(link, cx->arena, query, each, with, &err, args, count);
    give_link(cx, link);
    return passed(cx, code, &err);
}

Code cx_run(Ctx *cx, const Query *query, int64_t *changed, const Value *args, size_t count)
{
    TXN(txn);
    TRY(memo_before(cx, query->sql));
    TRY(cx->link == NULL ? cx_begin_at(cx, &txn, query->name) : OK);
    DbErr err;
    TRY(passed(cx, db_run(cx->link, cx->arena, query, changed, &err, args, count), &err));
    return txn.is_open ? cx_commit(cx, &txn) : OK;
}

Code cx_insert(Ctx *cx, const Table *table, const void *row)
{
    TXN(txn);
    TRY(memo_before(cx, table->name));
    TRY(cx->link == NULL ? cx_begin_at(cx, &txn, table->name) : OK);
    DbErr err;
    TRY(passed(cx, db_insert(cx->link, cx->arena, table, row, &err), &err));
    return txn.is_open ? cx_commit(cx, &txn) : OK;
}

Code cx_insert_all(Ctx *cx, const Table *table, Rows rows, bool ignore_known, int64_t *inserted)
{
    TXN(txn);
    TRY(memo_before(cx, table->name));
    TRY(cx->link == NULL ? cx_begin_at(cx, &txn, table->name) : OK);
    DbErr err;
    TRY(passed(cx, db_insert_all(cx->link, cx->arena, table, rows, ignore_known, inserted, &err),
               &err));
    return txn.is_open ? cx_commit(cx, &txn) : OK;
}

/* ---- identity and chance --------------------------------------------- */

int64_t  cx_new_id(Ctx *cx) { return id_next(cx->services->ids, cx->now_ms); }
uint64_t cx_random(Ctx *cx, uint64_t bound) { return prng_below(&cx->seed, bound); }
Str      cx_token(Ctx *cx, size_t chars) { return random_token(cx->arena, chars); }

bool cx_may(const Ctx *cx, Permission permission)
{
    return permission_in(&cx->permissions, permission);
}
