/* pg_cursor.c -- statements and rows of PostgreSQL: prepared by name per connection,
 * values and cells as text. */
#include "db/pg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FETCH_ROWS = 500, NUMBER_MAX = 32, ARRAY_MAX = 64 * 1024 * 1024 };

/* ---- values ---------------------------------------------------------- */

static void number_text(const Value *value, char *out)
{
    if (value->kind == KIND_BOOL)
        snprintf(out, NUMBER_MAX, "%s", value->as.i64 != 0 ? "t" : "f");
    else if (value->kind == KIND_REAL)
        snprintf(out, NUMBER_MAX, "%.17g", value->as.real);
    else
        snprintf(out, NUMBER_MAX, "%lld", (long long)value->as.i64);
}

static const char *value_text(Arena *arena, const Value *value)
{
    if (value->kind == KIND_STR)
        return value->as.str.ptr == NULL ? NULL : str_z(arena, value->as.str);
    char *text = arena_make(arena, char, NUMBER_MAX);
    number_text(value, text);
    return text;
}

/* Numbers carry their type, so that `$1 - 1000` is not reckoned in 32 bits; of text the
 * server makes what the place asks for. */
static Oid type_of(const Value *value)
{
    switch (value->kind) {
    case KIND_BOOL: return PG_BOOL;
    case KIND_REAL: return PG_FLOAT8;
    case KIND_I32:
    case KIND_I64:
    case KIND_ID:
    case KIND_TIME: return PG_INT8;
    case KIND_STR:
    case KIND_ENUM:
    case KIND_JSON:
    case KIND_IDS:
    case KIND_INTS:
    case KIND_STRS:
    case KIND_LIST:
    case KIND_OBJECT: break;
    }
    return 0;
}

/* ---- prepared statements --------------------------------------------- */

static PgPrepared *place_of(PgLink *link, size_t at)
{
    Db *db = link->base.db;
    if (at >= link->prepared_room) {
        const size_t room = (at + 1) * 2;
        PgPrepared **more = db_keep_of(db, PgPrepared *, room);
        if (link->prepared_room > 0)
            memcpy(more, link->prepared, link->prepared_room * sizeof(PgPrepared *));
        link->prepared      = more;
        link->prepared_room = room;
    }
    if (link->prepared[at] == NULL) link->prepared[at] = db_keep_of(db, PgPrepared, 1);
    return link->prepared[at];
}

static void name_of(const Text *text, char *name, size_t room)
{
    snprintf(name, room, "weft_%zu", text->at);
}

static Code prepare(PgLink *link, const Text *text, const Oid *types, size_t count, DbErr *err)
{
    PgPrepared *prepared = place_of(link, text->at);
    if (prepared->is_ready) return OK;
    TRY(pg_pipe_end(link, NULL, err));
    char name[NUMBER_MAX];
    name_of(text, name, sizeof name);
    PGresult  *result = PQprepare(link->conn, name, text->sql, (int)count, types);
    const bool ok     = PQresultStatus(result) == PGRES_COMMAND_OK;
    const Code code   = ok ? OK : pg_failed(link, result, text->name, err);
    PQclear(result);
    prepared->is_ready = ok;
    return code;
}

static const char *field_name(const void *result, int column) { return PQfname(result, column); }

static const int *columns_of(PgLink *link, const Text *text, const PGresult *result)
{
    if (text->out == NULL) return NULL;
    PgPrepared *prepared = place_of(link, text->at);
    if (prepared->columns == NULL) {
        int *columns = db_keep_of(link->base.db, int, text->out->count);
        row_match(text->out, field_name, result, PQnfields(result), columns);
        prepared->columns = columns;
    }
    return prepared->columns;
}

/* ---- running --------------------------------------------------------- */

static Code bind(Arena *arena, const Text *text, const Value *args, size_t count, PgBound *bound,
                 DbErr *err)
{
    if (count > PG_ARGS_MAX)
        return db_failed(err, ERR_INTERNAL, false, "%s: more than %d values", text->name,
                         PG_ARGS_MAX);
    bound->count = count;
    for (size_t i = 0; i < count; i++) {
        bound->types[i] = type_of(&args[i]);
        bound->texts[i] = value_text(arena, &args[i]);
    }
    return OK;
}

static Code run_prepared(PgLink *link, const Text *text, const PgBound *bound, PGresult **out,
                         DbErr *err)
{
    TRY(prepare(link, text, bound->types, bound->count, err));
    char name[NUMBER_MAX];
    name_of(text, name, sizeof name);
    if (link->waiting > 0) {
        TRY(pg_pipe_add(link, name, text->name, bound, err));
        return pg_pipe_end(link, out, err);
    }
    PGresult *result =
        PQexecPrepared(link->conn, name, (int)bound->count, bound->texts, NULL, NULL, 0);
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
        *out = result;
        return OK;
    }
    const Code code = pg_failed(link, result, text->name, err);
    PQclear(result);
    return code;
}

/* A pooled connection may have died unnoticed.  Outside a transaction nothing is lost with
 * it: one more try on a new one. */
static Code run_twice(PgLink *link, const Text *text, const PgBound *bound, PGresult **out,
                      DbErr *err)
{
    Code code = run_prepared(link, text, bound, out, err);
    if (code == OK || !pg_is_lost(link)) return code;
    if (link->base.in_transaction) {
        link->base.is_lost = true;
        return code;
    }
    TRY(pg_reconnect(link, err));
    return run_prepared(link, text, bound, out, err);
}

/* Sent now, looked at later. */
static Code run_later(PgLink *link, const Text *text, const PgBound *bound, DbErr *err)
{
    char       name[NUMBER_MAX];
    const Code code = prepare(link, text, bound->types, bound->count, err);
    name_of(text, name, sizeof name);
    if (code == OK) return pg_pipe_add(link, name, text->name, bound, err);
    if (pg_is_lost(link)) link->base.is_lost = true;
    return code;
}

static PGresult *ask(PgLink *link, const char *sql, const PgBound *bound)
{
    if (bound == NULL) return PQexec(link->conn, sql);
    return PQexecParams(link->conn, sql, (int)bound->count, bound->types, bound->texts, NULL, NULL,
                        0);
}

static Code simple(PgLink *link, const char *sql, const PgBound *bound, PGresult **out, DbErr *err)
{
    TRY(pg_pipe_end(link, NULL, err));
    PGresult            *result = ask(link, sql, bound);
    const ExecStatusType status = PQresultStatus(result);
    const bool           ok     = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
    const Code           code   = ok ? OK : pg_failed(link, result, "cursor", err);
    if (link->base.in_transaction && pg_is_lost(link)) link->base.is_lost = true;
    if (ok && out != NULL)
        *out = result;
    else
        PQclear(result);
    return code;
}

/* ---- reading piece by piece ------------------------------------------- */

static Code fetch(Cursor *cursor, int number, DbErr *err)
{
    char      sql[64];
    PGresult *result = NULL;
    snprintf(sql, sizeof sql, "FETCH %d FROM weft_rows_%d", FETCH_ROWS, number);
    TRY(simple((PgLink *)cursor->link, sql, NULL, &result, err));
    PQclear(cursor->native);
    cursor->native   = result;
    cursor->position = -1;
    return OK;
}

static Code declare(Cursor *cursor, Arena *arena, const PgBound *bound, DbErr *err)
{
    PgLink *link   = (PgLink *)cursor->link;
    cursor->is_own = PQtransactionStatus(link->conn) == PQTRANS_IDLE;
    if (cursor->is_own) {
        Code code = simple(link, "BEGIN READ ONLY", NULL, NULL, err);
        if (code != OK && pg_is_lost(link) && (code = pg_reconnect(link, err)) == OK)
            code = simple(link, "BEGIN READ ONLY", NULL, NULL, err);
        TRY(code);
    }
    cursor->server_cursor = ++link->cursors;
    const Str sql         = str_fmt(arena, "DECLARE weft_rows_%d NO SCROLL CURSOR FOR %s",
                                    cursor->server_cursor, cursor->text->sql);
    TRY(simple(link, sql.ptr, bound, NULL, err));
    TRY(fetch(cursor, cursor->server_cursor, err));
    cursor->columns = columns_of(link, cursor->text, cursor->native);
    return OK;
}

/* Only what reads can be read through a server cursor. */
static bool is_select(const Text *text)
{
    static const char *const writes[] = { "INSERT ", "UPDATE ", "DELETE " };
    const Str                sql      = str_of(text->sql);
    if (str_starts(sql, S("SELECT"))) return true;
    for (size_t i = 0; i < COUNT(writes); i++)
        if (str_find(sql, str_of(writes[i])) >= 0) return false;
    return str_starts(sql, S("WITH"));
}

Code pg_cursor_execute(Cursor *cursor, Arena *arena, const Value *args, size_t count, DbErr *err)
{
    PgLink  *link  = (PgLink *)cursor->link;
    PgBound *bound = arena_make(arena, PgBound, 1);
    TRY(bind(arena, cursor->text, args, count, bound, err));
    if (cursor->piecewise && is_select(cursor->text)) {
        const Code code = declare(cursor, arena, bound, err);
        if (code != OK) pg_cursor_finish(cursor);
        return code;
    }
    cursor->position = -1;
    if (cursor->is_later) return run_later(link, cursor->text, bound, err);
    PGresult *result = NULL;
    TRY(run_twice(link, cursor->text, bound, &result, err));
    cursor->native  = result;
    cursor->changed = strtoll(PQcmdTuples(result), NULL, 10);
    if (PQnfields(result) > 0) cursor->columns = columns_of(link, cursor->text, result);
    return OK;
}

Code pg_cursor_next(Cursor *cursor, bool *has_row, DbErr *err)
{
    const int count = PQntuples(cursor->native);
    if (cursor->position + 1 == count && count == FETCH_ROWS && cursor->server_cursor > 0) {
        TRY(fetch(cursor, cursor->server_cursor, err));
        return pg_cursor_next(cursor, has_row, err);
    }
    *has_row = cursor->position + 1 < count && cursor->columns != NULL;
    if (*has_row) cursor->position++;
    return OK;
}

void pg_cursor_finish(Cursor *cursor)
{
    PgLink *link = (PgLink *)cursor->link;
    DbErr   ignored; /* a connection that cannot even end a read is replaced when given back */
    char    sql[48];
    PQclear(cursor->native);
    cursor->native = NULL;
    if (cursor->is_own)
        (void)simple(link, "ROLLBACK", NULL, NULL, &ignored);
    else if (cursor->server_cursor > 0 && PQtransactionStatus(link->conn) == PQTRANS_INTRANS) {
        snprintf(sql, sizeof sql, "CLOSE weft_rows_%d", cursor->server_cursor);
        (void)simple(link, sql, NULL, NULL, &ignored);
    }
}

/* ---- cells ----------------------------------------------------------- */

int64_t pg_cursor_i64(const Cursor *cursor, int column)
{
    const char *text = PQgetvalue(cursor->native, (int)cursor->position, column);
    return text[0] == 't' ? 1 : strtoll(text, NULL, 10);
}

double pg_cursor_real(const Cursor *cursor, int column)
{
    return strtod(PQgetvalue(cursor->native, (int)cursor->position, column), NULL);
}

Str pg_cursor_str(const Cursor *cursor, int column)
{
    const int row = (int)cursor->position;
    if (PQgetisnull(cursor->native, row, column)) return (Str){ 0 };
    return (Str){ PQgetvalue(cursor->native, row, column),
                  (size_t)PQgetlength(cursor->native, row, column) };
}

/* ---- many rows at once ------------------------------------------------ */

static void add_quoted(StrBuf *out, Str text)
{
    strbuf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"' || text.ptr[i] == '\\') strbuf_char(out, '\\');
        strbuf_char(out, text.ptr[i]);
    }
    strbuf_char(out, '"');
}

static void add_element(StrBuf *out, const Value *value)
{
    char number[NUMBER_MAX];
    if (value->kind == KIND_STR && value->as.str.ptr == NULL) {
        strbuf_add(out, S("NULL"));
    } else if (value->kind == KIND_STR) {
        add_quoted(out, value->as.str);
    } else {
        number_text(value, number);
        strbuf_add(out, str_of(number));
    }
}

/* One array a column: '{1,2,NULL}', '{"a","b"}'. */
static bool add_columns(Arena *arena, const Shape *shape, Rows rows, StrBuf *arrays, size_t columns)
{
    Value *values = arena_make(arena, Value, columns);
    for (size_t r = 0; r < rows.count; r++) {
        row_values(shape, (const char *)rows.at + r * shape->size, values);
        if (!row_is_storable(values, columns)) return false;
        for (size_t c = 0; c < columns; c++) {
            strbuf_char(&arrays[c], r == 0 ? '{' : ',');
            add_element(&arrays[c], &values[c]);
        }
    }
    for (size_t c = 0; c < columns; c++) strbuf_char(&arrays[c], '}');
    return true;
}

Code pg_cursor_insert_all(Cursor *cursor, Arena *arena, const Shape *shape, Rows rows, DbErr *err)
{
    size_t columns = 0;
    for (size_t i = 0; i < shape->count; i++) columns += row_stores(&shape->fields[i]);
    ASSERT(columns <= PG_ARGS_MAX);
    StrBuf *arrays = arena_make(arena, StrBuf, columns);
    Value  *args   = arena_make(arena, Value, columns);
    for (size_t c = 0; c < columns; c++) arrays[c] = strbuf(arena, ARRAY_MAX);
    if (!add_columns(arena, shape, rows, arrays, columns))
        return db_failed(err, ERR_INVALID, false, "%s: a NUL byte", cursor->text->name);
    for (size_t c = 0; c < columns; c++) {
        if (arrays[c].failed)
            return db_failed(err, ERR_INTERNAL, false, "%s: batch too large", cursor->text->name);
        args[c] = value_str(strbuf_str(&arrays[c]));
    }
    TRY(pg_cursor_execute(cursor, arena, args, columns, err));
    pg_cursor_finish(cursor);
    return OK;
}
