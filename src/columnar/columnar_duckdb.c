/* columnar_duckdb.c -- DuckDB in the process.  The library is opened at first use, so who never
 * asks about events pays nothing for it; without it everything else works. */
#include "columnar/columnar_sql.h"

#include <dlfcn.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#ifdef WEFT_DUCKDB

#include <duckdb.h>

/* ---- the library ----------------------------------------------------------- */

static struct {
#define FUNCTION(name) __typeof__(&duckdb_##name) name;
#include "columnar/columnar_duckdb.def"
#undef FUNCTION
    const char *problem; /* NULL: it is there */
} api;

static pthread_once_t api_once = PTHREAD_ONCE_INIT;

static const struct {
    const char *name;
    size_t      at;
} functions[] = {
#define FUNCTION(name) { "duckdb_" #name, offsetof(__typeof__(api), name) },
#include "columnar/columnar_duckdb.def"
#undef FUNCTION
};

static void load_api(void)
{
    void *library = dlopen("libduckdb.so", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        api.problem = "libduckdb.so is not found: ./dev install fetches it";
        return;
    }
    for (size_t i = 0; i < COUNT(functions); i++) {
        void *function = dlsym(library, functions[i].name);
        if (function == NULL) {
            api.problem = functions[i].name;
            return;
        }
        memcpy((char *)&api + functions[i].at, &function, sizeof function);
    }
}

enum {
    CATCH_UP_ROWS   = 2048, /* of a batch: then it is one of many                                */
    CATCH_UP_MB     = 16,
    CATCH_UP_COLUMN = 1280, /* KB; measured with 33 to 200 columns, one thread: some 1,100       */
    WIDE_COLUMN_MB  = 2,
};

struct Columnar {
    duckdb_database   database;
    duckdb_connection writer;
    pthread_mutex_t   lock; /* of the writer */
    int32_t           numbers, texts;
    pthread_mutex_t   memory_lock; /* of what follows */
    int64_t           memory_mb, allowed_mb, threads;
    bool              is_generous;
    int               readers;
};

struct ColumnarReader {
    Columnar         *store; /* NULL: the writer's own */
    duckdb_connection connection;
    bool              has_folds, has_sets;
    ColumnarWait     *wait;
};

/* ---- failures ----------------------------------------------------------------- */

static Code refuse(Ctx *cx, duckdb_error_type type, const char *text)
{
    if (type == DUCKDB_ERROR_OUT_OF_MEMORY || (text && strstr(text, "Out of Memory")))
        return fail(cx, ERR_LIMIT, "query.too_large", "%s", text);
    if (text && strstr(text, "Out of Range"))
        return fail(cx, ERR_INVALID, "query.out_of_range", "%s", text);
    return fail(cx, ERR_INTERNAL, "events.failed", "%s", text ? text : "no reason given");
}

static Code run(Ctx *cx, duckdb_connection connection, const char *sql)
{
    duckdb_result result;
    Code          code = OK;
    if (api.query(connection, sql, &result) != DuckDBSuccess)
        code = refuse(cx, api.result_error_type(&result), api.result_error(&result));
    api.destroy_result(&result);
    return code;
}

/* ---- opening ------------------------------------------------------------------- */

static const char *path_of(Ctx *cx, const ColumnarOptions *options)
{
    if (options->in_memory) return ":memory:";
    return str_fmt(cx->arena, "%.*s/events.duckdb", FMT(options->folder)).ptr;
}

static Code open_database(Ctx *cx, const ColumnarOptions *options, Columnar *store)
{
    duckdb_config config  = NULL;
    char         *error   = NULL;
    const char   *path    = path_of(cx, options);
    const char   *memory  = str_fmt(cx->arena, "%lldMB", (long long)options->memory_mb).ptr;
    const char   *threads = str_fmt(cx->arena, "%lld", (long long)options->threads).ptr;
    if (api.create_config(&config) != DuckDBSuccess)
        return fail(cx, ERR_INTERNAL, "events.failed", "no memory");
    bool is_set = api.set_config(config, "memory_limit", memory) == DuckDBSuccess;
    is_set &= api.set_config(config, "threads", threads) == DuckDBSuccess;
    is_set &= api.set_config(config, "autoinstall_known_extensions", "false") == DuckDBSuccess;
    is_set &= api.set_config(config, "autoload_known_extensions", "false") == DuckDBSuccess;
    is_set &= api.set_config(config, "enable_external_access", "true") == DuckDBSuccess;
    const bool is_open =
        is_set && api.open_ext(path, &store->database, config, &error) == DuckDBSuccess;
    api.destroy_config(&config);
    if (is_open) return OK;
    const Str text = str_copy(cx->arena, str_of(error));
    if (error) api.free(error);
    if (str_find(text, S("lock")) >= 0)
        return fail(cx, ERR_UNAVAILABLE, "events.locked", "%.*s", FMT(text));
    return fail(cx, ERR_UNAVAILABLE, "events.unreadable", "%.*s", FMT(text));
}

static void close_store(Columnar *store)
{
    if (store == NULL) return;
    if (store->writer) api.disconnect(&store->writer);
    if (store->database) api.close(&store->database);
    pthread_mutex_destroy(&store->lock);
    pthread_mutex_destroy(&store->memory_lock);
    free(store);
    (void)malloc_trim(0); /* what it held is given back, not kept for the next time */
}

static Code open_tables(Ctx *cx, Columnar *store)
{
    if (api.connect(store->database, &store->writer) != DuckDBSuccess)
        return fail(cx, ERR_INTERNAL, "events.failed", "no connection");
    for (size_t i = 0; i < columnar_sql_schema_count; i++)
        TRY(run(cx, store->writer, columnar_sql_schema[i]));
    return OK;
}

static Code open_store(Ctx *cx, const ColumnarOptions *options, Columnar **out)
{
    pthread_once(&api_once, load_api);
    if (api.problem) return fail(cx, ERR_UNAVAILABLE, "events.no_duckdb", "%s", api.problem);
    Columnar *store = calloc(1, sizeof *store);
    ASSERT(store != NULL);
    pthread_mutex_init(&store->lock, NULL);
    pthread_mutex_init(&store->memory_lock, NULL);
    store->memory_mb = store->allowed_mb = options->memory_mb;
    store->threads                       = options->threads;
    store->is_generous                   = options->is_generous;
    Code code                            = open_database(cx, options, store);
    if (code == OK) code = open_tables(cx, store);
    if (code == OK)
        *out = store;
    else
        close_store(store);
    return code;
}

/* ---- memory ---------------------------------------------------------------------- */

/* DuckDB fills what it may have, and catching up is no faster for it: so much is for questions.
 * Each of its threads packs a part of the table of its own when a batch is kept, in memory most of
 * which it does not count, so with less there is one.  It may refuse to go below what it holds at
 * the moment; then it stays as it was. */
static void allow_memory(Columnar *store, duckdb_connection connection, int64_t mb)
{
    char          text[96];
    duckdb_result ignored;
    if (store->allowed_mb == mb) return;
    (void)snprintf(text, sizeof text, "SET threads = %lld; SET memory_limit = '%lldMB'",
                   (long long)(mb < store->memory_mb ? 1 : store->threads), (long long)mb);
    if (api.query(connection, text, &ignored) == DuckDBSuccess) store->allowed_mb = mb;
    api.destroy_result(&ignored);
}

/* So many columns cannot be written at all with less, whatever was allowed. */
static void need_memory(Columnar *store, int32_t columns)
{
    LOCKED(&store->memory_lock);
    if (store->memory_mb >= WIDE_COLUMN_MB * columns) return;
    store->memory_mb = WIDE_COLUMN_MB * (int64_t)columns;
    allow_memory(store, store->writer, store->memory_mb);
}

/* What a commit holds grows with the columns, a few blocks for each. */
static int64_t catch_up_mb(const ColumnarBatch *batch)
{
    return CATCH_UP_MB + CATCH_UP_COLUMN * ((int64_t)batch->numbers + batch->texts) / 1024;
}

static void expect_batch(Columnar *store, const ColumnarBatch *batch)
{
    const int64_t mb = catch_up_mb(batch);
    LOCKED(&store->memory_lock);
    if (store->is_generous) return;
    if (batch->rows.count >= CATCH_UP_ROWS && store->readers == 0 && store->memory_mb > mb)
        allow_memory(store, store->writer, mb);
}

/* All of it, since less was too little.  False when all of it was. */
static bool allow_all(Columnar *store)
{
    LOCKED(&store->memory_lock);
    if (store->allowed_mb >= store->memory_mb) return false;
    allow_memory(store, store->writer, store->memory_mb);
    return store->allowed_mb >= store->memory_mb;
}

static void enter_reader(Columnar *store, duckdb_connection connection)
{
    LOCKED(&store->memory_lock);
    store->readers++;
    allow_memory(store, connection, store->memory_mb);
}

static void leave_reader(Columnar *store)
{
    LOCKED(&store->memory_lock);
    store->readers--;
}

/* ---- asking ---------------------------------------------------------------------- */

static duckdb_state bind_value(duckdb_prepared_statement statement, idx_t at, const Value *value)
{
    if (value->kind == KIND_REAL) return api.bind_double(statement, at, value->as.real);
    if (value->kind == KIND_BOOL) return api.bind_boolean(statement, at, value->as.i64 != 0);
    if (value->kind != KIND_STR) return api.bind_int64(statement, at, value->as.i64);
    if (!value->as.str.ptr) return api.bind_null(statement, at);
    return api.bind_varchar_length(statement, at, value->as.str.ptr, value->as.str.len);
}

/* Strings of a vector as we hold them: borrowed until the chunk goes. */
static const Str *texts_of(Arena *arena, void *data, const uint64_t *valid, size_t count)
{
    duckdb_string_t *from  = data;
    Str             *texts = arena_make(arena, Str, count);
    for (size_t i = 0; i < count; i++) {
        if (valid && !(valid[i / 64] >> (i % 64) & 1)) continue;
        texts[i] = (Str){ api.string_t_data(&from[i]), api.string_t_length(from[i]) };
    }
    return texts;
}

static Code tell_chunk(Ctx *cx, const ColumnarAsk *ask, duckdb_data_chunk chunk)
{
    const ArenaMark mark    = arena_mark(cx->arena);
    const size_t    rows    = api.data_chunk_get_size(chunk);
    ColumnarColumn *columns = arena_make(cx->arena, ColumnarColumn, ask->column_count);
    ASSERT(api.data_chunk_get_column_count(chunk) == ask->column_count);
    for (size_t i = 0; i < ask->column_count; i++) {
        duckdb_vector vector = api.data_chunk_get_vector(chunk, i);
        void         *data   = api.vector_get_data(vector);
        columns[i] =
            (ColumnarColumn){ .kind = ask->kinds[i], .valid = api.vector_get_validity(vector) };
        if (ask->kinds[i] == COLUMNAR_INT) columns[i].ints = data;
        if (ask->kinds[i] == COLUMNAR_REAL) columns[i].reals = data;
        if (ask->kinds[i] == COLUMNAR_TEXT)
            columns[i].texts = texts_of(cx->arena, data, columns[i].valid, rows);
    }
    const ColumnarChunk told = { rows, ask->column_count, columns };
    /* What `each` keeps is in memory of its own: the arena falls back behind it. */
    const Code          code = ask->each(cx, ask->with, &told);
    if (code == OK) arena_rewind(cx->arena, mark);
    return code;
}

static Code fetch(Ctx *cx, ColumnarReader *reader, const ColumnarAsk *ask, duckdb_result *result)
{
    for (;;) {
        TRY(columnar_wait(cx, reader->wait));
        duckdb_data_chunk chunk = api.fetch_chunk(*result);
        if (chunk == NULL) {
            const char *error = api.result_error(result);
            return error && *error ? refuse(cx, api.result_error_type(result), error) : OK;
        }
        const Code code = tell_chunk(cx, ask, chunk);
        api.destroy_data_chunk(&chunk);
        TRY(code);
    }
}

/* Works on the statement a piece at a time, so that it ends when nobody waits any more. */
static Code await(Ctx *cx, ColumnarReader *reader, duckdb_pending_result pending)
{
    for (;;) {
        TRY(columnar_wait(cx, reader->wait));
        const duckdb_pending_state state = api.pending_execute_task(pending);
        if (state == DUCKDB_PENDING_ERROR)
            return refuse(cx, DUCKDB_ERROR_INVALID, api.pending_error(pending));
        if (api.pending_execution_is_finished(state)) return OK;
        if (state == DUCKDB_PENDING_NO_TASKS_AVAILABLE) clock_sleep_ms(1);
    }
}

static Code execute(Ctx *cx, ColumnarReader *reader, const ColumnarAsk *ask,
                    duckdb_prepared_statement statement)
{
    duckdb_pending_result pending = NULL;
    duckdb_result         result  = { 0 };
    Code                  code    = OK;
    if (api.pending_prepared_streaming(statement, &pending) != DuckDBSuccess)
        code = refuse(cx, DUCKDB_ERROR_INVALID, api.pending_error(pending));
    if (code == OK) code = await(cx, reader, pending);
    if (code == OK) {
        if (api.execute_pending(pending, &result) == DuckDBSuccess)
            code = fetch(cx, reader, ask, &result);
        else
            code = refuse(cx, api.result_error_type(&result), api.result_error(&result));
        api.destroy_result(&result);
    }
    api.destroy_pending(&pending);
    return code;
}

static Code ask_reader(Ctx *cx, ColumnarReader *reader, const ColumnarAsk *ask)
{
    const ColumnarSql        *sql       = ask->sql;
    duckdb_prepared_statement statement = NULL;
    if (sql->text.failed) return fail(cx, ERR_LIMIT, "query.too_large", "the statement's text");
    const char *text = str_z(cx->arena, strbuf_str(&sql->text));
    Code        code = OK;
    if (api.prepare(reader->connection, text, &statement) != DuckDBSuccess)
        code =
            fail(cx, ERR_INTERNAL, "events.failed", "%s in %s", api.prepare_error(statement), text);
    for (size_t i = 0; code == OK && i < sql->values.count; i++)
        if (bind_value(statement, i + 1, VEC_AT(sql->values, Value, i)) != DuckDBSuccess)
            code = fail(cx, ERR_INTERNAL, "events.failed", "value %zu of %s", i + 1, text);
    if (code == OK) code = execute(cx, reader, ask, statement);
    api.destroy_prepare(&statement);
    return code;
}

static void end_reader(ColumnarReader *reader)
{
    if (reader == NULL) return;
    api.disconnect(&reader->connection);
    leave_reader(reader->store);
    free(reader);
}

static Code begin_reader(Ctx *cx, Columnar *store, ColumnarWait *wait, ColumnarReader **out)
{
    ColumnarReader *reader = calloc(1, sizeof *reader);
    ASSERT(reader != NULL);
    reader->wait  = wait;
    reader->store = store;
    if (api.connect(store->database, &reader->connection) != DuckDBSuccess) {
        free(reader);
        return fail(cx, ERR_INTERNAL, "events.failed", "no connection");
    }
    enter_reader(store, reader->connection);
    const Code code = run(cx, reader->connection, "BEGIN TRANSACTION");
    if (code == OK)
        *out = reader;
    else
        end_reader(reader);
    return code;
}

/* ---- writing ------------------------------------------------------------------------ */

static bool put_str(duckdb_appender appender, Str text)
{
    if (!text.ptr) return api.append_null(appender) == DuckDBSuccess;
    return api.append_varchar_length(appender, text.ptr, text.len) == DuckDBSuccess;
}

static bool put_i64(duckdb_appender appender, int64_t value)
{
    return api.append_int64(appender, value) == DuckDBSuccess;
}

static Code lend_rows(Ctx *cx, ColumnarReader *reader, Rows folds, const Ids *seen)
{
    duckdb_appender appender = NULL;
    bool            is_good  = true;
    reader->has_folds        = folds.count > 0;
    if (folds.count == 0 && !seen) return OK;
    TRY(run(cx, reader->connection,
            "CREATE TEMP TABLE fold (person BIGINT NOT NULL, root BIGINT NOT NULL)"));
    TRY(run(cx, reader->connection, "CREATE TEMP TABLE seen (person BIGINT NOT NULL)"));
    if (folds.count > 0) {
        is_good = api.appender_create(reader->connection, NULL, "fold", &appender) == DuckDBSuccess;
        for (size_t i = 0; is_good && i < folds.count; i++) {
            const ColumnarFold *fold = ROWS_AT(ColumnarFold, folds, i);
            is_good = put_i64(appender, fold->person_id) && put_i64(appender, fold->root_id) &&
                      api.appender_end_row(appender) == DuckDBSuccess;
        }
        is_good = api.appender_destroy(&appender) == DuckDBSuccess && is_good;
    }
    if (is_good && seen && seen->count > 0) {
        is_good = api.appender_create(reader->connection, NULL, "seen", &appender) == DuckDBSuccess;
        for (size_t i = 0; is_good && i < seen->count; i++)
            is_good =
                put_i64(appender, seen->at[i]) && api.appender_end_row(appender) == DuckDBSuccess;
        is_good = api.appender_destroy(&appender) == DuckDBSuccess && is_good;
    }
    return is_good ? OK : fail(cx, ERR_INTERNAL, "events.failed", "the folds were not taken");
}

static Code lend_set(Ctx *cx, ColumnarReader *reader, size_t number, Ids persons)
{
    duckdb_appender appender = NULL;
    if (!reader->has_sets)
        TRY(run(cx, reader->connection,
                "CREATE TEMP TABLE lent (no BIGINT NOT NULL, person BIGINT NOT NULL)"));
    reader->has_sets = true;
    if (persons.count == 0) return OK;
    bool is_good =
        api.appender_create(reader->connection, NULL, "lent", &appender) == DuckDBSuccess;
    for (size_t i = 0; is_good && i < persons.count; i++)
        is_good = put_i64(appender, (int64_t)number) && put_i64(appender, persons.at[i]) &&
                  api.appender_end_row(appender) == DuckDBSuccess;
    is_good = api.appender_destroy(&appender) == DuckDBSuccess && is_good;
    return is_good ? OK : fail(cx, ERR_INTERNAL, "events.failed", "a set was not taken");
}

static void join_folds(ColumnarSql *sql, const ColumnarReader *reader)
{
    if (reader->has_folds) columnar_sql_add(sql, " LEFT JOIN fold f ON f.person = e.person");
}

static void name_root(ColumnarSql *sql, const ColumnarReader *reader)
{
    columnar_sql_add(sql, reader->has_folds ? "coalesce(f.root, e.person)" : "e.person");
}

static void ask_seen(ColumnarSql *sql, const ColumnarReader *reader)
{
    name_root(sql, reader);
    columnar_sql_add(sql, " IN (SELECT person FROM seen)");
}

static void ask_set(ColumnarSql *sql, const ColumnarReader *reader, size_t number)
{
    name_root(sql, reader);
    columnar_sql_fmt(sql, " IN (SELECT person FROM lent WHERE no = %zu)", number);
}

/* Which columns a batch fills, and in what order. */
typedef struct Filled {
    int32_t at[2][COLUMNAR_SLOTS_MAX]; /* of texts, numbers: place in the row, -1: empty */
    size_t  count;
    bool    is_number[2 * COLUMNAR_SLOTS_MAX];
    int32_t slot[2 * COLUMNAR_SLOTS_MAX];
} Filled;

static void find_filled(const ColumnarBatch *batch, Filled *filled)
{
    filled->count = 0;
    memset(filled->at, -1, sizeof filled->at);
    for (size_t i = 0; i < batch->values.count; i++) {
        const ColumnarValue *value = ROWS_AT(ColumnarValue, batch->values, i);
        int32_t             *at    = &filled->at[value->is_number][value->slot];
        if (*at >= 0) continue;
        filled->is_number[filled->count] = value->is_number;
        filled->slot[filled->count]      = value->slot;
        *at                              = (int32_t)filled->count++;
    }
}

static bool open_appender(Arena *arena, duckdb_connection connection, const Filled *filled,
                          duckdb_appender *appender)
{
    static const char *const fixed[] = {
        "tenant", "seq",   "person", "ms",           "type",
        "object", "actor", "source", "rest_numbers", "rest_texts"
    };
    bool good = api.appender_create(connection, NULL, "event", appender) == DuckDBSuccess;
    for (size_t i = 0; good && i < COUNT(fixed); i++)
        good = api.appender_add_column(*appender, fixed[i]) == DuckDBSuccess;
    for (size_t i = 0; good && i < filled->count; i++) {
        const Str name =
            str_fmt(arena, "%c%d", filled->is_number[i] ? 'n' : 't', (int)filled->slot[i]);
        good = api.appender_add_column(*appender, name.ptr) == DuckDBSuccess;
    }
    return good;
}

static bool put_row(duckdb_appender appender, const ColumnarRow *row)
{
    return put_i64(appender, row->tenant_id) && put_i64(appender, row->seq) &&
           put_i64(appender, row->person_id) && put_i64(appender, row->at_ms) &&
           put_str(appender, row->type) && put_str(appender, row->object) &&
           put_str(appender, row->actor) && put_str(appender, row->source) &&
           put_str(appender, row->rest_numbers) && put_str(appender, row->rest_texts);
}

static bool put_cells(duckdb_appender appender, const Filled *filled,
                      const ColumnarValue *const *cells)
{
    bool good = true;
    for (size_t i = 0; good && i < filled->count; i++) {
        if (cells[i] == NULL)
            good = api.append_null(appender) == DuckDBSuccess;
        else if (cells[i]->is_number)
            good = api.append_double(appender, cells[i]->number) == DuckDBSuccess;
        else
            good = put_str(appender, cells[i]->text);
    }
    return good;
}

static bool put_rows(duckdb_appender appender, const ColumnarBatch *batch, const Filled *filled)
{
    const ColumnarValue *cells[2 * COLUMNAR_SLOTS_MAX];
    size_t               next = 0;
    for (size_t row = 0; row < batch->rows.count; row++) {
        memset(cells, 0, filled->count * sizeof cells[0]);
        for (; next < batch->values.count; next++) {
            const ColumnarValue *value = ROWS_AT(ColumnarValue, batch->values, next);
            if (value->row != row) break;
            cells[filled->at[value->is_number][value->slot]] = value;
        }
        if (!put_row(appender, ROWS_AT(ColumnarRow, batch->rows, row)) ||
            !put_cells(appender, filled, cells) || api.appender_end_row(appender) != DuckDBSuccess)
            return false;
    }
    return true;
}

static Code append_rows(Ctx *cx, Columnar *store, const ColumnarBatch *batch)
{
    duckdb_appender appender = NULL;
    Filled          filled;
    if (batch->rows.count == 0) return OK;
    find_filled(batch, &filled);
    bool good = open_appender(cx->arena, store->writer, &filled, &appender) &&
                put_rows(appender, batch, &filled) && api.appender_flush(appender) == DuckDBSuccess;
    const Str error = str_copy(cx->arena, str_of(good ? NULL : api.appender_error(appender)));
    good            = api.appender_destroy(&appender) == DuckDBSuccess && good;
    return good ? OK : fail(cx, ERR_INTERNAL, "events.failed", "append: %.*s", FMT(error));
}

static Code nothing(Ctx *cx, void *with, const ColumnarChunk *chunk)
{
    (void)cx, (void)with, (void)chunk;
    return OK;
}

/* A change with values, on the writer's connection. */
static Code change(Ctx *cx, Columnar *store, const char *text, const Value *values, size_t count)
{
    static const ColumnarKind kinds[] = { COLUMNAR_INT };
    ColumnarReader            writer  = { .connection = store->writer };
    ColumnarSql               sql     = columnar_sql(cx->arena, &columnar_duckdb);
    columnar_sql_add(&sql, text);
    for (size_t i = 0; i < count; i++) *VEC_ADD(&sql.values, Value) = values[i];
    return ask_reader(
        cx, &writer,
        &(ColumnarAsk){ .sql = &sql, .kinds = kinds, .column_count = 1, .each = nothing });
}

static Code append_slots(Ctx *cx, Columnar *store, Rows slots)
{
    for (size_t i = 0; i < slots.count; i++) {
        const ColumnarSlot *slot = ROWS_AT(ColumnarSlot, slots, i);
        TRY(change(
            cx, store, columnar_sql_slot_add,
            ARGS(V(slot->tenant_id), V(slot->name), V(slot->is_number), V((int64_t)slot->at))));
    }
    return OK;
}

/* Columns are made in a transaction of their own: one too many for what follows harms nobody. */
static Code widen(Ctx *cx, Columnar *store, bool numbers, int32_t from, int32_t to)
{
    for (int32_t i = from; i < to; i++)
        TRY(run(cx, store->writer,
                str_fmt(cx->arena, "ALTER TABLE event ADD COLUMN IF NOT EXISTS %c%d %s",
                        numbers ? 'n' : 't', (int)i, numbers ? "DOUBLE" : "VARCHAR")
                    .ptr));
    return OK;
}

static Code write_within(Ctx *cx, Columnar *store, const ColumnarBatch *batch)
{
    TRY(append_rows(cx, store, batch));
    TRY(append_slots(cx, store, batch->slots));
    TRY(change(cx, store, columnar_sql_progress_move, ARGS(V(batch->cursor), V(batch->clean))));
    return run(cx, store->writer, "COMMIT");
}

static Code write_once(Ctx *cx, Columnar *store, const ColumnarBatch *batch)
{
    TRY(widen(cx, store, true, store->numbers, batch->numbers));
    TRY(widen(cx, store, false, store->texts, batch->texts));
    store->numbers = batch->numbers > store->numbers ? batch->numbers : store->numbers;
    store->texts   = batch->texts > store->texts ? batch->texts : store->texts;
    TRY(run(cx, store->writer, "BEGIN TRANSACTION"));
    const Code code = write_within(cx, store, batch);
    if (code != OK) {
        duckdb_result ignored; /* the failure is told already */
        (void)api.query(store->writer, "ROLLBACK", &ignored);
        api.destroy_result(&ignored);
    }
    return code;
}

static Code write_batch(Ctx *cx, Columnar *store, const ColumnarBatch *batch)
{
    LOCKED(&store->lock);
    need_memory(store, batch->numbers + batch->texts);
    expect_batch(store, batch);
    Code code = write_once(cx, store, batch);
    if (code != OK && allow_all(store)) {
        forgive(cx);
        code = write_once(cx, store, batch);
    }
    return code;
}

/* ---- where it stands ------------------------------------------------------------------ */

typedef struct StateRead {
    ColumnarState *state;
    Vec            slots;
} StateRead;

static Code read_progress(Ctx *cx, void *with, const ColumnarChunk *chunk)
{
    (void)cx;
    ColumnarState *state = with;
    if (chunk->row_count == 0) return OK;
    state->cursor = chunk->columns[0].ints[0];
    state->clean  = chunk->columns[1].ints[0];
    return OK;
}

static Code read_width(Ctx *cx, void *with, const ColumnarChunk *chunk)
{
    (void)cx;
    ColumnarState *state = with;
    state->numbers       = (int32_t)chunk->columns[0].ints[0];
    state->texts         = (int32_t)chunk->columns[1].ints[0];
    return OK;
}

/* The rows are kept in a chain of their own: the arena falls back behind each chunk. */
static Code read_slots(Ctx *cx, void *with, const ColumnarChunk *chunk)
{
    (void)cx;
    StateRead *read = with;
    for (size_t i = 0; i < chunk->row_count; i++)
        *VEC_ADD(&read->slots, ColumnarSlot) =
            (ColumnarSlot){ .tenant_id = chunk->columns[0].ints[i],
                            .name      = str_copy(read->slots.arena, chunk->columns[1].texts[i]),
                            .is_number = chunk->columns[2].ints[i] != 0,
                            .at        = (int32_t)chunk->columns[3].ints[i] };
    return OK;
}

static Code ask_constant(Ctx *cx, ColumnarReader *reader, const char *text,
                         const ColumnarKind *kinds, size_t                         count,
                         Code (*each)(Ctx *, void *, const ColumnarChunk *), void *with)
{
    ColumnarSql sql = columnar_sql(cx->arena, &columnar_duckdb);
    columnar_sql_add(&sql, text);
    return ask_reader(
        cx, reader,
        &(ColumnarAsk){
            .sql = &sql, .kinds = kinds, .column_count = count, .each = each, .with = with });
}

static Code read_state(Ctx *cx, Columnar *store, ColumnarState *out)
{
    static const ColumnarKind kinds[] = { COLUMNAR_INT, COLUMNAR_TEXT, COLUMNAR_INT, COLUMNAR_INT };
    static const ColumnarKind ints[]  = { COLUMNAR_INT, COLUMNAR_INT };
    LOCKED(&store->lock);
    ColumnarReader reader = { .connection = store->writer };
    Arena         *own    = arena_new((size_t)64 << 20);
    StateRead      read   = { .state = out, .slots = vec_of(own, ColumnarSlot) };
    *out                  = (ColumnarState){ 0 };
    Code code = ask_constant(cx, &reader, columnar_sql_progress, ints, 2, read_progress, out);
    if (code == OK) code = ask_constant(cx, &reader, columnar_sql_width, ints, 2, read_width, out);
    if (code == OK)
        code =
            ask_constant(cx, &reader, columnar_sql_slots, kinds, COUNT(kinds), read_slots, &read);
    ColumnarSlot *slots = arena_make(cx->arena, ColumnarSlot, read.slots.count);
    for (size_t i = 0; i < read.slots.count; i++) {
        slots[i]      = *VEC_AT(read.slots, ColumnarSlot, i);
        slots[i].name = str_copy(cx->arena, slots[i].name);
    }
    out->slots = (Rows){ slots, read.slots.count };
    arena_free(own);
    store->numbers = out->numbers;
    store->texts   = out->texts;
    return code;
}

static Code forget_events(Ctx *cx, Columnar *store, int64_t tenant_id, Str type, int64_t before_ms)
{
    LOCKED(&store->lock);
    return change(cx, store, columnar_sql_forget, ARGS(V(tenant_id), V(type), V(before_ms)));
}

static bool has_store(Ctx *cx, const ColumnarOptions *options)
{
    return !options->in_memory && file_exists(path_of(cx, options));
}

static Code wipe_store(Ctx *cx, const ColumnarOptions *options)
{
    if (options->in_memory) return OK;
    const char *path  = path_of(cx, options);
    const char *ahead = str_fmt(cx->arena, "%s.wal", path).ptr;
    if ((file_exists(path) && file_remove(path) != OK) ||
        (file_exists(ahead) && file_remove(ahead) != OK))
        return fail(cx, ERR_INTERNAL, "events.failed", "%s: %s", path, file_error());
    return OK;
}

#else /* built without its header */

static Code open_store(Ctx *cx, const ColumnarOptions *options, Columnar **out)
{
    (void)options, (void)out;
    return fail(cx, ERR_UNAVAILABLE, "events.no_duckdb",
                "this weft was built without DuckDB: ./dev install, then build again");
}

/* Never called: nothing was opened. */
#define close_store   NULL
#define read_state    NULL
#define write_batch   NULL
#define forget_events NULL
#define wipe_store    NULL
#define has_store     NULL
#define begin_reader  NULL
#define ask_reader    NULL
#define lend_rows     NULL
#define end_reader    NULL
#define join_folds    NULL
#define name_root     NULL
#define ask_seen      NULL
#define lend_set      NULL
#define ask_set       NULL

#endif

static const ColumnarDialect dialect = {
    .divide      = { "(", " // ", ")" },
    .year        = { "CAST(year(make_timestamp_ms(", ")) AS BIGINT)" },
    .month       = { "CAST(month(make_timestamp_ms(", ")) AS BIGINT)" },
    .number_rest = { "CAST(json_extract_string(e.rest_numbers, ", ") AS DOUBLE)" },
    .text_rest   = { "json_extract_string(e.rest_texts, ", ")" },
    .is_pointer  = true,
    .nth         = { "CAST(quantile_disc(", ", ", ") AS DOUBLE)" },
    .no_number   = "CAST(NULL AS DOUBLE)",
    .no_text     = "CAST(NULL AS VARCHAR)",
    .integer     = { "CAST(", " AS BIGINT)" },
    .real        = { "CAST(", " AS DOUBLE)" },
    /* NOT IN compares with each in turn: of 60 types 1,761 ms, this 264. */
    .no_type_of = { "NOT list_contains([", "], e.type)" },
};

const ColumnarDriver columnar_duckdb = {
    .name     = "duckdb",
    .dialect  = &dialect,
    .open     = open_store,
    .close    = close_store,
    .state    = read_state,
    .write    = write_batch,
    .forget   = forget_events,
    .exists   = has_store,
    .wipe     = wipe_store,
    .begin    = begin_reader,
    .ask      = ask_reader,
    .lend     = lend_rows,
    .lend_set = lend_set,
    .end      = end_reader,
    .add_fold = join_folds,
    .add_root = name_root,
    .add_seen = ask_seen,
    .add_set  = ask_set,
};
