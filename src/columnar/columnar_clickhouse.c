/* columnar_clickhouse.c -- ClickHouse over HTTP: statements as text, answers and batches as tab
 * separated values.
 *
 * It has no transactions.  A batch is one insert, which is there as a whole or as its beginning,
 * and places rise within it: the highest place that is there tells how far the log was read, so
 * each event is there once, whatever was cut off. */
#include "columnar/columnar_sql.h"

#include "http/client.h"
#include "wire/wire.h"

#include <stdlib.h>
#include <string.h>

enum { CALL_MS = 120000, CONNECTIONS = 8, STATEMENT_MAX = 64 << 20, CHUNK_ROWS = 4096 };
static const size_t ANSWER_MAX = (size_t)1 << 30, BODY_MAX = (size_t)256 << 20;

struct Columnar {
    HttpClient *client;
    char       *url; /* with the database */
    int32_t     numbers, texts;
};

struct ColumnarReader {
    Columnar     *store;
    ColumnarWait *wait;
    Arena        *arena;              /* of what was lent */
    Str           froms, intos, seen; /* lists of numbers; absent: nothing was lent */
    Vec           sets;               /* of Str: such lists, by their numbers       */
};

/* ---- calls ------------------------------------------------------------------- */

static Code call(Ctx *cx, Columnar *store, Str body, Str *answer)
{
    Services   mine    = *cx->services;
    Ctx        outward = *cx;
    HttpAnswer got     = { 0 };
    mine.client        = store->client;
    outward.services   = &mine;
    const Code code    = http_call(&outward,
                                   &(HttpCall){ .method     = "POST",
                                                .url        = str_of(store->url),
                                                .body       = body,
                                                .timeout_ms = CALL_MS,
                                                .answer_max = ANSWER_MAX },
                                   &got);
    if (code != OK)
        return fail(cx, ERR_UNAVAILABLE, "events.away", "%s: %.*s", store->url,
                    FMT(outward.err.detail));
    if (got.status != 200)
        return fail(cx, ERR_INTERNAL, "events.failed", "%d: %.*s in %.*s", got.status,
                    FMT(str_prefix_bytes(got.body, 500)), FMT(str_prefix_bytes(body, 1500)));
    *answer = got.body;
    return OK;
}

static Code run(Ctx *cx, Columnar *store, const char *statement)
{
    Str answer = { 0 };
    return call(cx, store, str_of(statement), &answer);
}

/* ---- text ----------------------------------------------------------------------- */

static void add_escaped(StrBuf *out, Str text, bool is_quoted)
{
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c == '\\')
            strbuf_add(out, S("\\\\"));
        else if (c == '\n')
            strbuf_add(out, S("\\n"));
        else if (c == '\t')
            strbuf_add(out, S("\\t"));
        else if (c == '\r')
            strbuf_add(out, S("\\r"));
        else if (c == '\0')
            strbuf_add(out, S("\\0"));
        else if (c == '\'' && is_quoted)
            strbuf_add(out, S("\\'"));
        else
            strbuf_char(out, c);
    }
}

static void add_value(StrBuf *out, const Value *value)
{
    if (value->kind == KIND_REAL) {
        strbuf_fmt(out, "toFloat64(%.17g)", value->as.real);
    } else if (value->kind != KIND_STR) {
        strbuf_fmt(out, "toInt64(%lld)", (long long)value->as.i64);
    } else {
        strbuf_char(out, '\'');
        add_escaped(out, value->as.str, true);
        strbuf_char(out, '\'');
    }
}

/* Constants of ours hold no `$`: each stands for a value, `$s` for a set the reader was lent. */
static Str text_of(Ctx *cx, const ColumnarReader *reader, const ColumnarSql *sql)
{
    StrBuf    out  = strbuf(cx->arena, STATEMENT_MAX);
    const Str text = strbuf_str(&sql->text);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '$') {
            strbuf_char(&out, text.ptr[i]);
            continue;
        }
        size_t     number = 0;
        const bool is_set = i + 1 < text.len && text.ptr[i + 1] == 's';
        if (is_set) i++;
        while (i + 1 < text.len && text.ptr[i + 1] >= '0' && text.ptr[i + 1] <= '9')
            number = number * 10 + (size_t)(text.ptr[++i] - '0');
        if (is_set) {
            strbuf_add(&out, *VEC_AT(reader->sets, Str, number));
            continue;
        }
        ASSERT(number >= 1 && number <= sql->values.count);
        add_value(&out, VEC_AT(sql->values, Value, number - 1));
    }
    return strbuf_str(&out);
}

static Str unescaped(Arena *arena, Str cell)
{
    if (str_find(cell, S("\\")) < 0) return cell;
    char  *to   = arena_make(arena, char, cell.len + 1);
    size_t size = 0;
    for (size_t i = 0; i < cell.len; i++) {
        char c = cell.ptr[i];
        if (c == '\\' && i + 1 < cell.len) {
            c = cell.ptr[++i];
            if (c == 'n') c = '\n';
            if (c == 't') c = '\t';
            if (c == 'r') c = '\r';
            if (c == 'b') c = '\b';
            if (c == 'f') c = '\f';
            if (c == '0') c = '\0';
        }
        to[size++] = c;
    }
    return (Str){ to, size };
}

/* ---- answers ----------------------------------------------------------------------- */

typedef struct Columns {
    int64_t  *ints;
    double   *reals;
    Str      *texts;
    uint64_t *valid;
} Columns;

static Columns *columns_of(Arena *arena, const ColumnarAsk *ask, ColumnarColumn *told)
{
    Columns *columns = arena_make(arena, Columns, ask->column_count);
    for (size_t i = 0; i < ask->column_count; i++) {
        columns[i].ints  = arena_make(arena, int64_t, CHUNK_ROWS);
        columns[i].reals = arena_make(arena, double, CHUNK_ROWS);
        columns[i].texts = arena_make(arena, Str, CHUNK_ROWS);
        columns[i].valid = arena_make(arena, uint64_t, CHUNK_ROWS / 64);
        told[i]          = (ColumnarColumn){ ask->kinds[i], columns[i].ints, columns[i].reals,
                                             columns[i].texts, columns[i].valid };
    }
    return columns;
}

static void put_cell(Arena *arena, Columns *column, ColumnarKind kind, size_t row, Str cell)
{
    const uint64_t bit = 1ull << (row % 64);
    column->valid[row / 64] &= ~bit;
    if (str_equal(cell, S("\\N")) || str_equal(cell, S("nan"))) return;
    column->valid[row / 64] |= bit;
    if (kind == COLUMNAR_INT) (void)str_to_i64(cell, &column->ints[row]);
    if (kind == COLUMNAR_REAL) column->reals[row] = strtod(str_z(arena, cell), NULL);
    if (kind == COLUMNAR_TEXT) column->texts[row] = unescaped(arena, cell);
}

static Code tell(Ctx *cx, ColumnarReader *reader, const ColumnarAsk *ask, Str answer)
{
    ColumnarColumn *told    = arena_make(cx->arena, ColumnarColumn, ask->column_count);
    Columns        *columns = columns_of(cx->arena, ask, told);
    while (answer.len > 0) {
        const ArenaMark mark = arena_mark(cx->arena);
        size_t          rows = 0;
        TRY(columnar_wait(cx, reader->wait));
        for (; rows < CHUNK_ROWS && answer.len > 0; rows++) {
            Str line = str_cut(&answer, '\n');
            for (size_t i = 0; i < ask->column_count; i++)
                put_cell(cx->arena, &columns[i], ask->kinds[i], rows, str_cut(&line, '\t'));
        }
        const ColumnarChunk chunk = { rows, ask->column_count, told };
        TRY(ask->each(cx, ask->with, &chunk));
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

static Code ask_reader(Ctx *cx, ColumnarReader *reader, const ColumnarAsk *ask)
{
    Str answer = { 0 };
    if (ask->sql->text.failed) return fail(cx, ERR_LIMIT, "query.too_large", "the statement");
    TRY(columnar_wait(cx, reader->wait));
    TRY(call(cx, reader->store, text_of(cx, reader, ask->sql), &answer));
    return tell(cx, reader, ask, answer);
}

static Code begin_reader(Ctx *cx, Columnar *store, ColumnarWait *wait, ColumnarReader **out)
{
    ColumnarReader *reader = calloc(1, sizeof *reader);
    (void)cx;
    ASSERT(reader != NULL);
    reader->store = store;
    reader->wait  = wait;
    reader->arena = arena_new(STATEMENT_MAX);
    reader->sets  = vec_of(reader->arena, Str);
    *out          = reader;
    return OK;
}

static void end_reader(ColumnarReader *reader)
{
    if (reader == NULL) return;
    arena_free(reader->arena);
    free(reader);
}

static void add_ids(StrBuf *out, Ids ids)
{
    for (size_t i = 0; i < ids.count; i++)
        strbuf_fmt(out, "%s%lld", i ? "," : "", (long long)ids.at[i]);
}

static Code lend_rows(Ctx *cx, ColumnarReader *reader, Rows folds, const Ids *seen)
{
    StrBuf froms = strbuf(reader->arena, STATEMENT_MAX / 4);
    StrBuf intos = strbuf(reader->arena, STATEMENT_MAX / 4);
    StrBuf ids   = strbuf(reader->arena, STATEMENT_MAX / 4);
    for (size_t i = 0; i < folds.count; i++) {
        const ColumnarFold *fold = ROWS_AT(ColumnarFold, folds, i);
        strbuf_fmt(&froms, "%stoInt64(%lld)", i ? "," : "", (long long)fold->person_id);
        strbuf_fmt(&intos, "%stoInt64(%lld)", i ? "," : "", (long long)fold->root_id);
    }
    if (seen) add_ids(&ids, *seen);
    if (froms.failed || intos.failed || ids.failed)
        return fail(cx, ERR_LIMIT, "query.too_large", "folds or persons");
    reader->froms = strbuf_str(&froms);
    reader->intos = strbuf_str(&intos);
    reader->seen  = strbuf_str(&ids);
    return OK;
}

static Code lend_set(Ctx *cx, ColumnarReader *reader, size_t number, Ids persons)
{
    StrBuf ids = strbuf(reader->arena, STATEMENT_MAX / 4);
    ASSERT(number == reader->sets.count);
    add_ids(&ids, persons);
    if (ids.failed) return fail(cx, ERR_LIMIT, "query.too_large", "persons of an audience");
    *VEC_ADD(&reader->sets, Str) = strbuf_str(&ids);
    return OK;
}

static void join_folds(ColumnarSql *sql, const ColumnarReader *reader)
{
    (void)sql, (void)reader; /* name_root does it alone */
}

static void name_root(ColumnarSql *sql, const ColumnarReader *reader)
{
    if (reader->froms.len == 0) {
        columnar_sql_add(sql, "e.person");
        return;
    }
    columnar_sql_add(sql, "transform(e.person, [");
    strbuf_add(&sql->text, reader->froms);
    columnar_sql_add(sql, "], [");
    strbuf_add(&sql->text, reader->intos);
    columnar_sql_add(sql, "], e.person)");
}

/* A list of numbers is one node of the statement's tree as an array, else a node for each. */
static void ask_seen(ColumnarSql *sql, const ColumnarReader *reader)
{
    if (reader->seen.len == 0) {
        columnar_sql_add(sql, "1 = 0");
        return;
    }
    name_root(sql, reader);
    columnar_sql_add(sql, " IN (SELECT toInt64(arrayJoin([");
    strbuf_add(&sql->text, reader->seen);
    columnar_sql_add(sql, "])))");
}

static void ask_set(ColumnarSql *sql, const ColumnarReader *reader, size_t number)
{
    if (VEC_AT(reader->sets, Str, number)->len == 0) {
        columnar_sql_add(sql, "1 = 0");
        return;
    }
    name_root(sql, reader);
    columnar_sql_fmt(sql, " IN (SELECT toInt64(arrayJoin([$s%zu])))", number);
}

/* ---- opening ------------------------------------------------------------------------- */

static void close_store(Columnar *store)
{
    if (store == NULL) return;
    if (store->client) http_client_free(store->client);
    free(store->url);
    free(store);
}

typedef struct Address {
    Str host, server, database;
} Address;

/* clickhouse://HOST:PORT/DB, DB of letters, digits and _. */
static bool read_address(Str events, Address *out)
{
    Str rest      = str_slice(events, sizeof "clickhouse://" - 1, events.len);
    out->server   = str_cut(&rest, '/');
    Str port      = out->server;
    out->host     = str_cut(&port, ':');
    out->database = rest.len ? rest : S("default");
    for (size_t i = 0; i < out->database.len; i++) {
        const char c = out->database.ptr[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
            c != '_')
            return false;
    }
    return out->host.len > 0;
}

static void set_url(Columnar *store, Str url)
{
    free(store->url);
    store->url = calloc(1, url.len + 1);
    ASSERT(store->url != NULL);
    memcpy(store->url, url.ptr, url.len);
}

/* Who may not make databases finds it there, or is told so by what comes next. */
static Code make_database(Ctx *cx, Columnar *store, const Address *address)
{
    set_url(store, str_fmt(cx->arena, "http://%.*s/", FMT(address->server)));
    const Code code =
        run(cx, store,
            str_fmt(cx->arena, "CREATE DATABASE IF NOT EXISTS `%.*s`", FMT(address->database)).ptr);
    if (code == ERR_UNAVAILABLE) return code;
    if (code != OK) forgive(cx);
    set_url(store, str_fmt(cx->arena, "http://%.*s/?database=%.*s&max_query_size=%d",
                           FMT(address->server), FMT(address->database), STATEMENT_MAX));
    return OK;
}

static Code open_store(Ctx *cx, const ColumnarOptions *options, Columnar **out)
{
    Address address = { 0 };
    if (!read_address(options->events, &address))
        return fail(cx, ERR_UNAVAILABLE, "events.unreadable", "clickhouse://HOST:PORT/DB");
    Columnar *store = calloc(1, sizeof *store);
    ASSERT(store != NULL);
    store->client = http_client_new(CONNECTIONS, str_copy(cx->arena, address.host));
    Code code     = make_database(cx, store, &address);
    for (size_t i = 0; code == OK && i < columnar_sql_clickhouse_schema_count; i++)
        code = run(cx, store, columnar_sql_clickhouse_schema[i]);
    if (code == OK)
        *out = store;
    else
        close_store(store);
    return code;
}

static Code wipe_store(Ctx *cx, const ColumnarOptions *options)
{
    Columnar *store = NULL;
    TRY(open_store(cx, options, &store));
    Code code = OK;
    for (size_t i = 0; code == OK && i < columnar_sql_clickhouse_drop_count; i++)
        code = run(cx, store, columnar_sql_clickhouse_drop[i]);
    close_store(store);
    return code;
}

/* ---- writing --------------------------------------------------------------------------- */

static Code widen(Ctx *cx, Columnar *store, bool numbers, int32_t from, int32_t to)
{
    for (int32_t i = from; i < to; i++)
        TRY(run(cx, store,
                str_fmt(cx->arena, "ALTER TABLE event ADD COLUMN %c%d Nullable(%s)",
                        numbers ? 'n' : 't', (int)i, numbers ? "Float64" : "String")
                    .ptr));
    return OK;
}

static void put_text(StrBuf *out, Str text)
{
    if (text.ptr)
        add_escaped(out, text, false);
    else
        strbuf_add(out, S("\\N"));
}

static void put_fixed(StrBuf *out, const ColumnarRow *row)
{
    strbuf_fmt(out, "%lld\t%lld\t%lld\t%lld\t", (long long)row->tenant_id, (long long)row->seq,
               (long long)row->person_id, (long long)row->at_ms);
    put_text(out, row->type);
    strbuf_char(out, '\t');
    put_text(out, row->object);
    strbuf_char(out, '\t');
    put_text(out, row->actor);
    strbuf_char(out, '\t');
    put_text(out, row->source);
    strbuf_char(out, '\t');
    if (row->rest_numbers.ptr) put_text(out, row->rest_numbers);
    strbuf_char(out, '\t');
    if (row->rest_texts.ptr) put_text(out, row->rest_texts);
}

static void put_slots(StrBuf *out, const ColumnarValue *const *cells, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        strbuf_char(out, '\t');
        if (!cells[i])
            strbuf_add(out, S("\\N"));
        else if (cells[i]->is_number)
            strbuf_fmt(out, "%.17g", cells[i]->number);
        else
            put_text(out, cells[i]->text);
    }
}

static Str insert_text(Ctx *cx, const ColumnarBatch *batch)
{
    StrBuf                out = strbuf(cx->arena, BODY_MAX);
    const ColumnarValue **numbers =
        arena_make(cx->arena, const ColumnarValue *, COLUMNAR_SLOTS_MAX);
    const ColumnarValue **texts = arena_make(cx->arena, const ColumnarValue *, COLUMNAR_SLOTS_MAX);
    size_t                next  = 0;
    strbuf_add(&out, str_of(columnar_sql_clickhouse_insert));
    for (int32_t i = 0; i < batch->numbers; i++) strbuf_fmt(&out, ", n%d", (int)i);
    for (int32_t i = 0; i < batch->texts; i++) strbuf_fmt(&out, ", t%d", (int)i);
    strbuf_add(&out, S(") FORMAT TabSeparated\n"));
    for (size_t row = 0; row < batch->rows.count; row++) {
        for (int32_t i = 0; i < batch->numbers; i++) numbers[i] = NULL;
        for (int32_t i = 0; i < batch->texts; i++) texts[i] = NULL;
        for (; next < batch->values.count; next++) {
            const ColumnarValue *value = ROWS_AT(ColumnarValue, batch->values, next);
            if (value->row != row) break;
            (value->is_number ? numbers : texts)[value->slot] = value;
        }
        put_fixed(&out, ROWS_AT(ColumnarRow, batch->rows, row));
        put_slots(&out, numbers, batch->numbers);
        put_slots(&out, texts, batch->texts);
        strbuf_char(&out, '\n');
    }
    return out.failed ? (Str){ 0 } : strbuf_str(&out);
}

static Code add_slots(Ctx *cx, Columnar *store, Rows slots)
{
    StrBuf out    = strbuf(cx->arena, STATEMENT_MAX);
    Str    answer = { 0 };
    if (slots.count == 0) return OK;
    strbuf_add(&out, str_of(columnar_sql_clickhouse_slot_add));
    for (size_t i = 0; i < slots.count; i++) {
        const ColumnarSlot *slot = ROWS_AT(ColumnarSlot, slots, i);
        strbuf_fmt(&out, "%lld\t", (long long)slot->tenant_id);
        put_text(&out, slot->name);
        strbuf_fmt(&out, "\t%d\t%d\n", slot->is_number ? 1 : 0, (int)slot->at);
    }
    return call(cx, store, strbuf_str(&out), &answer);
}

static Code write_batch(Ctx *cx, Columnar *store, const ColumnarBatch *batch)
{
    Str answer = { 0 };
    TRY(widen(cx, store, true, store->numbers, batch->numbers));
    if (batch->numbers > store->numbers) store->numbers = batch->numbers;
    TRY(widen(cx, store, false, store->texts, batch->texts));
    if (batch->texts > store->texts) store->texts = batch->texts;
    TRY(add_slots(cx, store, batch->slots));
    if (batch->rows.count > 0) {
        const Str text = insert_text(cx, batch);
        if (!text.ptr) return fail(cx, ERR_LIMIT, "events.failed", "a batch of over 256 MiB");
        TRY(call(cx, store, text, &answer));
    }
    return run(cx, store,
               str_fmt(cx->arena, "%s%lld\t%lld\n", columnar_sql_clickhouse_progress_add,
                       (long long)batch->cursor, (long long)batch->clean)
                   .ptr);
}

/* ---- where it stands --------------------------------------------------------------------- */

/* The cell of an answer of one row. */
static Code numbers_of(Ctx *cx, Columnar *store, const char *statement, int64_t *out, size_t count)
{
    Str answer = { 0 };
    TRY(call(cx, store, str_of(statement), &answer));
    Str line = str_cut(&answer, '\n');
    for (size_t i = 0; i < count; i++) (void)str_to_i64(str_cut(&line, '\t'), &out[i]);
    return OK;
}

static Code read_state(Ctx *cx, Columnar *store, ColumnarState *out)
{
    int64_t place[2] = { 0 }, event = 0, width[2] = { 0 };
    Str     answer = { 0 };
    Vec     slots  = vec_of(cx->arena, ColumnarSlot);
    TRY(numbers_of(cx, store, columnar_sql_clickhouse_progress, place, 2));
    TRY(numbers_of(cx, store, columnar_sql_clickhouse_last, &event, 1));
    TRY(numbers_of(cx, store, columnar_sql_clickhouse_width, width, 2));
    TRY(call(cx, store, str_of(columnar_sql_clickhouse_slots), &answer));
    while (answer.len > 0) {
        Str           line = str_cut(&answer, '\n');
        ColumnarSlot *slot = VEC_ADD(&slots, ColumnarSlot);
        int64_t       at = 0, is_number = 0;
        const Str     brand = str_cut(&line, '\t');
        (void)str_to_i64(brand, &slot->tenant_id);
        slot->name = unescaped(cx->arena, str_cut(&line, '\t'));
        (void)str_to_i64(str_cut(&line, '\t'), &is_number);
        (void)str_to_i64(str_cut(&line, '\t'), &at);
        slot->is_number = is_number != 0;
        slot->at        = (int32_t)at;
    }
    *out           = (ColumnarState){ .cursor  = event > place[0] ? event : place[0],
                                      .clean   = place[1],
                                      .numbers = (int32_t)width[0],
                                      .texts   = (int32_t)width[1],
                                      .slots   = vec_rows(&slots) };
    store->numbers = out->numbers;
    store->texts   = out->texts;
    return OK;
}

/* ClickHouse forgets in the background: soon, or after minutes where there is much of it. */
static Code wait_forgotten(Ctx *cx, Columnar *store)
{
    enum { PAUSE_MS = 20 };
    Str answer = { 0 };
    for (int64_t waited = 0; waited < CALL_MS; waited += PAUSE_MS) {
        TRY(call(cx, store, str_of(columnar_sql_clickhouse_forgetting), &answer));
        if (str_equal(answer, S("0\n"))) return OK;
        clock_sleep_ms(PAUSE_MS);
    }
    return OK;
}

static Code forget_events(Ctx *cx, Columnar *store, int64_t tenant_id, Str type, int64_t before_ms)
{
    ColumnarSql sql    = columnar_sql(cx->arena, &columnar_clickhouse);
    Str         answer = { 0 };
    columnar_sql_add(&sql, columnar_sql_clickhouse_forget);
    *VEC_ADD(&sql.values, Value) = V(tenant_id);
    *VEC_ADD(&sql.values, Value) = V(type);
    *VEC_ADD(&sql.values, Value) = V(before_ms);
    TRY(call(cx, store, text_of(cx, NULL, &sql), &answer));
    return wait_forgotten(cx, store);
}

static const ColumnarDialect dialect = {
    .divide         = { "intDiv(", ", ", ")" },
    .year           = { "toInt64(toYear(toDateTime(intDiv(", ", 1000), 'UTC')))" },
    .month          = { "toInt64(toMonth(toDateTime(intDiv(", ", 1000), 'UTC')))" },
    .number_rest    = { "toFloat64OrNull(visitParamExtractRaw(e.rest_numbers, ", "))" },
    .text_rest      = { "nullIf(visitParamExtractString(e.rest_texts, ", "), '')" },
    .nth            = { "quantileExact(", ")(", ")" },
    .is_share_first = true,
    .no_number      = "CAST(NULL AS Nullable(Float64))",
    .no_text        = "CAST(NULL AS Nullable(String))",
    .integer        = { "toInt64(", ")" },
    .real           = { "toFloat64(", ")" },
    .no_type_of     = { "e.type NOT IN (", ")" },
};

const ColumnarDriver columnar_clickhouse = {
    .name      = "clickhouse",
    .dialect   = &dialect,
    .is_shared = true,
    .open      = open_store,
    .close     = close_store,
    .state     = read_state,
    .write     = write_batch,
    .forget    = forget_events,
    .wipe      = wipe_store,
    .begin     = begin_reader,
    .ask       = ask_reader,
    .lend      = lend_rows,
    .lend_set  = lend_set,
    .end       = end_reader,
    .add_fold  = join_folds,
    .add_root  = name_root,
    .add_seen  = ask_seen,
    .add_set   = ask_set,
};
