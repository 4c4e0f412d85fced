/* pg_check.c -- what the live PostgreSQL schema says of statements and tables. */
#include "db/pg.h"

#include <string.h>

enum { PARAMETERS_MAX = 64 };

bool pg_check_fits(Kind kind, Str type)
{
    static const char *const words[] = {
        [KIND_BOOL] = "boolean",
        [KIND_I32]  = "|integer|bigint|smallint|",
        [KIND_I64]  = "|bigint|integer|",
        [KIND_ID]   = "|bigint|",
        [KIND_TIME] = "|bigint|",
        [KIND_REAL] = "|double precision|real|",
        [KIND_STR]  = "|text|character varying|",
        [KIND_ENUM] = "|text|",
        [KIND_JSON] = "|text|",
    };
    return type.len > 0 && str_find(str_of(words[kind]), type) >= 0;
}

static Str type_name(Arena *arena, Oid type)
{
    switch (type) {
    case PG_BOOL: return S("boolean");
    case PG_INT8: return S("bigint");
    case PG_INT2: return S("smallint");
    case PG_INT4: return S("integer");
    case PG_TEXT: return S("text");
    case PG_FLOAT4: return S("real");
    case PG_FLOAT8: return S("double precision");
    case PG_VARCHAR: return S("character varying");
    case PG_NUMERIC: return S("numeric");
    default: return str_fmt(arena, "type %u", type);
    }
}

static Code prepare(PgLink *link, const char *sql, const Oid *types, int count, DbErr *err)
{
    PGresult  *result = PQprepare(link->conn, "", sql, count, types);
    const bool ok     = PQresultStatus(result) == PGRES_COMMAND_OK;
    const Code code   = ok ? OK : pg_failed(link, result, "prepare", err);
    PQclear(result);
    return code;
}

/* Whole numbers are bound as bigint, whatever the server would have guessed: what does not
 * take one (a function of integer) is a problem now and not on the first call. */
static Code prepare_as_bound(PgLink *link, const char *sql, const PGresult *described, DbErr *err)
{
    Oid       types[PARAMETERS_MAX];
    const int count = PQnparams(described);
    if (count > PARAMETERS_MAX) return db_failed(err, ERR_INTERNAL, false, "too many arguments");
    for (int i = 0; i < count; i++) {
        const Oid guessed = PQparamtype(described, i);
        types[i]          = guessed == PG_INT4 || guessed == PG_INT2 ? PG_INT8 : guessed;
    }
    return prepare(link, sql, types, count, err);
}

Code pg_check_describe(DbLink *base, Arena *arena, const Text *text, Vec *columns, DbErr *err)
{
    PgLink *link = (PgLink *)base;
    TRY(prepare(link, text->sql, NULL, 0, err));
    PGresult *described = PQdescribePrepared(link->conn, "");
    Code      code      = prepare_as_bound(link, text->sql, described, err);
    for (int i = 0; code == OK && i < PQnfields(described); i++)
        *VEC_ADD(columns, LiveColumn) =
            (LiveColumn){ .name = str_copy(arena, str_of(PQfname(described, i))),
                          .type = type_name(arena, PQftype(described, i)) };
    PQclear(described);
    return code;
}

static Str cell(Arena *arena, const PGresult *result, int row, int column)
{
    return str_copy(arena, str_of(PQgetvalue(result, row, column)));
}

Code pg_check_columns_of(DbLink *base, Arena *arena, const char *table, Vec *columns, DbErr *err)
{
    static const char sql[] =
        "SELECT column_name, data_type, is_nullable = 'NO' AND column_default IS NULL"
        " AND is_identity = 'NO' AND is_generated = 'NEVER'"
        " FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = $1";
    PgLink           *link     = (PgLink *)base;
    const char *const values[] = { table };
    PGresult         *result   = PQexecParams(link->conn, sql, 1, NULL, values, NULL, NULL, 0);
    const bool        ok       = PQresultStatus(result) == PGRES_TUPLES_OK;
    const Code        code     = ok ? OK : pg_failed(link, result, "columns", err);
    for (int i = 0; ok && i < PQntuples(result); i++)
        *VEC_ADD(columns, LiveColumn) =
            (LiveColumn){ .name          = cell(arena, result, i, 0),
                          .type          = cell(arena, result, i, 1),
                          .must_be_given = strcmp(PQgetvalue(result, i, 2), "t") == 0 };
    PQclear(result);
    return code;
}

Code pg_check_tables_with(DbLink *base, Arena *arena, const char *column, Vec *tables, DbErr *err)
{
    static const char sql[]    = "SELECT table_name FROM information_schema.columns"
                                 " WHERE table_schema = current_schema() AND column_name = $1";
    PgLink           *link     = (PgLink *)base;
    const char *const values[] = { column };
    PGresult         *result   = PQexecParams(link->conn, sql, 1, NULL, values, NULL, NULL, 0);
    const bool        ok       = PQresultStatus(result) == PGRES_TUPLES_OK;
    const Code        code     = ok ? OK : pg_failed(link, result, "tables", err);
    for (int i = 0; ok && i < PQntuples(result); i++)
        *VEC_ADD(tables, Str) = cell(arena, result, i, 0);
    PQclear(result);
    return code;
}
