/* columnar.h -- the columnar store of events: one face, a driver for DuckDB in the process and one
 * for ClickHouse over HTTP.
 *
 * It is a projection of the log: table `event` holds the events it was given, clustered by their
 * place in the log, which is nearly their time; beside the fixed columns each tenant has slots for
 * its properties (property.h).  What was written and how far the log was read move together.  Texts
 * of statements are put together from constants; values are bound. */
#ifndef COLUMNAR_COLUMNAR_H
#define COLUMNAR_COLUMNAR_H

#include "kernel/kernel.h"

enum {
    COLUMNAR_SLOTS_MAX = 256, /* columns of each kind, shared by the tenants                */
    COLUMNAR_SQL_MAX   = 1 << 20
};

/* ---- statements ------------------------------------------------------------ */

/* A statement in the making: constants, numbers of ours, and values that are bound. */
typedef struct ColumnarSql {
    const struct ColumnarDriver *driver;
    StrBuf text;
    Vec    values; /* of Value, $1 first */
} ColumnarSql;

/* Nothing yet. */
ColumnarSql columnar_sql(Arena *arena, const struct ColumnarDriver *driver);
/* `text` is a constant of ours. */
void        columnar_sql_add(ColumnarSql *sql, const char *text);
/* printf of constants and numbers of ours; never of what somebody wrote. */
void        columnar_sql_fmt(ColumnarSql *sql, const char *format, ...) PRINTF_LIKE(2, 3);
/* A value, bound: adds its placeholder. */
void        columnar_sql_bind(ColumnarSql *sql, Value value);
void        columnar_sql_str(ColumnarSql *sql, Str value);
void        columnar_sql_i64(ColumnarSql *sql, int64_t value);

/* ---- answers ----------------------------------------------------------------- */

typedef enum ColumnarKind { COLUMNAR_INT = 1, COLUMNAR_REAL, COLUMNAR_TEXT } ColumnarKind;

typedef struct ColumnarColumn {
    ColumnarKind    kind;
    const int64_t  *ints;
    const double   *reals;
    const Str      *texts;
    const uint64_t *valid; /* bit i: row i is not null; NULL: none is */
} ColumnarColumn;

/* Who waits for an answer; NULL: somebody does, whatever happens. */
typedef struct ColumnarWait {
    bool (*is_gone)(void *with); /* asked from time to time */
    void   *with;
    int64_t asked_us;
    bool    is_over;
} ColumnarWait;
/* ERR_UNAVAILABLE "query.cancelled" when nobody waits any more. */
Code columnar_wait(Ctx *cx, ColumnarWait *wait) MUST_USE;

/* A piece of an answer, until the next one. */
typedef struct ColumnarChunk {
    size_t                row_count, column_count;
    const ColumnarColumn *columns;
} ColumnarChunk;

static inline bool columnar_is_null(const ColumnarColumn *column, size_t row)
{
    return column->valid && !(column->valid[row / 64] >> (row % 64) & 1);
}

typedef struct ColumnarAsk {
    const ColumnarSql  *sql;
    const ColumnarKind *kinds; /* of the columns, in order */
    size_t              column_count;
    Code (*each)(Ctx *cx, void *with, const ColumnarChunk *chunk);
    void *with;
} ColumnarAsk;

/* ---- the store ------------------------------------------------------------------ */

/* A property's column: number `at` of its kind, for one tenant. */
typedef struct ColumnarSlot {
    int64_t tenant_id;
    Str     name;
    bool    is_number;
    int32_t at;
} ColumnarSlot;

/* An event as it is written. */
typedef struct ColumnarRow {
    int64_t tenant_id, seq, person_id, at_ms;
    Str     type, object, actor, source;
    Str     rest_numbers, rest_texts; /* JSON objects of what has no slot; absent: nothing */
} ColumnarRow;

/* A property of row `row` that has a slot. */
typedef struct ColumnarValue {
    uint32_t row;
    int32_t  slot;
    bool     is_number;
    double   number;
    Str      text;
} ColumnarValue;

typedef struct ColumnarBatch {
    Rows    rows;      /* of ColumnarRow, by seq                              */
    Rows    values;    /* of ColumnarValue, by row                            */
    Rows    slots;     /* of ColumnarSlot: new ones                           */
    int32_t numbers, texts; /* columns that must be there                     */
    int64_t cursor;    /* the log is read up to here                          */
    int64_t clean;     /* as rewritten up to here                             */
} ColumnarBatch;

/* A person folded into another: events of the first count for the second. */
typedef struct ColumnarFold { int64_t person_id, root_id; } ColumnarFold;

typedef struct ColumnarState {
    int64_t cursor, clean;
    int32_t numbers, texts;
    Rows    slots; /* of ColumnarSlot */
} ColumnarState;

typedef struct ColumnarOptions {
    Str     events;    /* "duckdb", "clickhouse://HOST:PORT/DB"                   */
    Str     folder;    /* of the data; DuckDB's file is FOLDER/events.duckdb      */
    int64_t memory_mb, threads;
    bool    in_memory; /* of this process only, gone with it                      */
    bool    is_generous; /* all the memory for what is written, too               */
} ColumnarOptions;

typedef struct Columnar       Columnar;
typedef struct ColumnarReader ColumnarReader;

/* What an engine says differently: what stands before, between and behind an expression. */
typedef struct ColumnarDialect {
    const char *divide[3];      /* a, n: whole division                                  */
    const char *year[2], *month[2]; /* local ms: its year, its month of the year         */
    const char *number_rest[2]; /* a name: what rest_numbers has under it, or null        */
    const char *text_rest[2];
    bool        is_pointer;     /* names in the rest are JSON pointers                    */
    const char *nth[3];         /* value, share: the value at that rank of those not null */
    bool        is_share_first; /* of nth: share, value                                   */
    const char *no_number, *no_text; /* null, of that kind                               */
    const char *integer[2], *real[2]; /* an expression as what is read                   */
    const char *no_type_of[2]; /* types with commas: the event is of none of them        */
} ColumnarDialect;

typedef struct ColumnarDriver {
    const char            *name;
    const ColumnarDialect *dialect;
    bool                   is_shared; /* other processes feed it, too */
    Code (*open)(Ctx *cx, const ColumnarOptions *options, Columnar **out);
    void (*close)(Columnar *store);
    Code (*state)(Ctx *cx, Columnar *store, ColumnarState *out);
    Code (*write)(Ctx *cx, Columnar *store, const ColumnarBatch *batch);
    /* Forgets events of a type before an instant. */
    Code (*forget)(Ctx *cx, Columnar *store, int64_t tenant_id, Str type, int64_t before_ms);
    /* Whether there is a store of this machine, open or not. */
    bool (*exists)(Ctx *cx, const ColumnarOptions *options);
    /* Removes a store that is not open, so that nothing of it can be read any more. */
    Code (*wipe)(Ctx *cx, const ColumnarOptions *options);
    /* One view of the store for several statements, which end with "query.cancelled" when nobody
     * waits any more. */
    Code (*begin)(Ctx *cx, Columnar *store, ColumnarWait *wait, ColumnarReader **out);
    Code (*ask)(Ctx *cx, ColumnarReader *reader, const ColumnarAsk *ask);
    /* Lends the reader the folds of the tenant and, where `seen` is given, the persons that may be
     * seen, for the next three. */
    Code (*lend)(Ctx *cx, ColumnarReader *reader, Rows folds, const Ids *seen);
    /* Lends it one more set of persons, called by a number of the caller's. */
    Code (*lend_set)(Ctx *cx, ColumnarReader *reader, size_t number, Ids persons);
    void (*end)(ColumnarReader *reader);
    /* What stands behind `FROM event e` where there are folds; the person an event e counts for;
     * the condition that he is seen, and that he is of a set. */
    void (*add_fold)(ColumnarSql *sql, const ColumnarReader *reader);
    void (*add_root)(ColumnarSql *sql, const ColumnarReader *reader);
    void (*add_seen)(ColumnarSql *sql, const ColumnarReader *reader);
    void (*add_set)(ColumnarSql *sql, const ColumnarReader *reader, size_t number);
} ColumnarDriver;

extern const ColumnarDriver columnar_duckdb, columnar_clickhouse;

/* The driver of a setting; NULL when there is none of that name. */
const ColumnarDriver *columnar_driver(Str events);

#endif
