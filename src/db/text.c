/* text.c -- the text of statements per engine: placeholders filled in once, then kept. */
#include "db/driver.h"

#include <string.h>

enum { TEXT_MAX = 64 * 1024 };

static size_t bucket_of(const void *key, int variant)
{
    const uint64_t bits = (uint64_t)(uintptr_t)key * 0x9E3779B97F4A7C15u + (uint64_t)variant;
    return (size_t)(bits >> 40) % TEXT_BUCKETS;
}

/* Readers take no lock: an entry is complete before its bucket points to it, and stays. */
static const Text *find(Db *db, const void *key, const char *source, int variant)
{
    const Text *text =
        atomic_load_explicit(&db->texts[bucket_of(key, variant)], memory_order_acquire);
    while (text != NULL && (text->key != key || text->source != source || text->variant != variant))
        text = text->next;
    return text;
}

static void add_columns(StrBuf *out, const Shape *shape, Str alias)
{
    ASSERT(shape != NULL);
    bool first = true;
    for (size_t i = 0; i < shape->count; i++) {
        if (!row_stores(&shape->fields[i])) continue;
        if (!first) strbuf_add(out, S(", "));
        if (alias.len > 0) strbuf_fmt(out, "%.*s.", FMT(alias));
        strbuf_add(out, str_of(shape->fields[i].name));
        first = false;
    }
}

static void add_word(StrBuf *out, DbEngine engine, const Shape *shape, Str word)
{
    const bool pg = engine == DB_POSTGRESQL;
    if (str_equal(word, S("cols")))
        add_columns(out, shape, (Str){ 0 });
    else if (str_ends(word, S(".cols")))
        add_columns(out, shape, str_slice(word, 0, word.len - 5));
    else if (str_equal(word, S("for_update")))
        strbuf_add(out, pg ? S("FOR UPDATE") : S(""));
    else if (str_equal(word, S("skip_locked")))
        strbuf_add(out, pg ? S("FOR UPDATE SKIP LOCKED") : S(""));
    else if (str_equal(word, S("greatest")))
        strbuf_add(out, pg ? S("GREATEST") : S("MAX"));
    else if (str_equal(word, S("least")))
        strbuf_add(out, pg ? S("LEAST") : S("MIN"));
    else
        ASSERT(false && "a placeholder that is none");
}

/* The length of a placeholder at `at` with its braces, 0 if there is none: '{}' and
 * JSON in a literal are text. */
static size_t placeholder(const char *at)
{
    if (*at != '{') return 0;
    const size_t len = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz0123456789_.");
    return len > 0 && at[1 + len] == '}' ? len + 2 : 0;
}

static const char *expand(Arena *arena, DbEngine engine, const Shape *shape, const char *sql)
{
    StrBuf out = strbuf(arena, TEXT_MAX);
    while (*sql != '\0') {
        const size_t size = placeholder(sql);
        if (size > 0) {
            add_word(&out, engine, shape, (Str){ sql + 1, size - 2 });
            sql += size;
        } else {
            const size_t plain = 1 + strcspn(sql + 1, "{");
            strbuf_add(&out, (Str){ sql, plain });
            sql += plain;
        }
    }
    ASSERT(!out.failed);
    return str_z(arena, strbuf_str(&out));
}

static const char *array_type(Kind kind)
{
    switch (kind) {
    case KIND_BOOL: return "boolean[]";
    case KIND_I32:
    case KIND_I64:
    case KIND_ID:
    case KIND_TIME: return "bigint[]";
    case KIND_REAL: return "double precision[]";
    case KIND_STR:
    case KIND_ENUM:
    case KIND_JSON:
    case KIND_IDS:
    case KIND_INTS:
    case KIND_STRS:
    case KIND_LIST:
    case KIND_OBJECT: break;
    }
    return "text[]";
}

/* The places of one row behind `n` others; "$1, $2".  On PostgreSQL with TEXT_MANY each is an
 * array. */
static size_t add_places(StrBuf *out, const Shape *shape, size_t n, bool as_arrays)
{
    const size_t first = n;
    for (size_t i = 0; i < shape->count; i++) {
        if (!row_stores(&shape->fields[i])) continue;
        strbuf_fmt(out, "%s$%zu", n > first ? ", " : "", n + 1);
        if (as_arrays) strbuf_fmt(out, "::%s", array_type(shape->fields[i].kind));
        n++;
    }
    return n;
}

/* TEXT_MANY on PostgreSQL takes a whole batch as one array a column, so that any number of rows is
 * one statement and one round trip; on SQLite TEXT_ROWS rows, whose cursors are opened once.
 * OR FAIL on SQLite: nothing is taken back row by row, so no page is copied for that, even where
 * the table has triggers (a quarter of an insert's time).  A statement that failed spoils the
 * transaction in any case. */
static const char *insert_text(Arena *arena, DbEngine engine, const Table *table, int variant)
{
    StrBuf       out       = strbuf(arena, TEXT_MAX);
    const Shape *shape     = table->shape;
    const bool   is_many   = (variant & TEXT_MANY) != 0;
    const bool   as_arrays = is_many && engine != DB_SQLITE;
    const size_t rows      = is_many && !as_arrays ? TEXT_ROWS : 1;
    size_t       n         = 0;
    strbuf_fmt(&out, "INSERT %sINTO %s (", engine == DB_SQLITE ? "OR FAIL " : "", table->name);
    add_columns(&out, shape, (Str){ 0 });
    strbuf_add(&out, as_arrays ? S(") SELECT * FROM unnest(") : S(") VALUES ("));
    for (size_t row = 0; row < rows; row++) {
        if (row > 0) strbuf_add(&out, S("), ("));
        n = add_places(&out, shape, n, as_arrays);
    }
    strbuf_add(&out, S(")"));
    if ((variant & TEXT_NEW) != 0) strbuf_add(&out, S(" ON CONFLICT DO NOTHING"));
    ASSERT(!out.failed);
    return str_z(arena, strbuf_str(&out));
}

static const Text *publish(Db *db, Text *text)
{
    _Atomic(const Text *) *bucket = &db->texts[bucket_of(text->key, text->variant)];
    text->at                      = db->text_count++;
    text->next                    = atomic_load_explicit(bucket, memory_order_relaxed);
    atomic_store_explicit(bucket, text, memory_order_release);
    return text;
}

const Text *text_of_query(Db *db, const Query *query)
{
    const DbEngine engine = db->driver->engine;
    const char    *source = engine == DB_POSTGRESQL && query->pg != NULL ? query->pg : query->sql;
    const Text    *known  = find(db, query, source, TEXT_QUERY);
    if (known != NULL && known->out == query->out) return known;
    LOCKED(&db->lock);
    known = find(db, query, source, TEXT_QUERY);
    if (known != NULL && known->out == query->out) return known;
    Text *text = arena_make(db->arena, Text, 1);
    *text      = (Text){ .key     = query,
                         .source  = source,
                         .variant = TEXT_QUERY,
                         .name    = query->name,
                         .sql     = expand(db->arena, engine, query->out, source),
                         .out     = query->out };
    return publish(db, text);
}

const Text *text_of_insert(Db *db, const Table *table, int variant)
{
    const Text *known = find(db, table, table->name, variant);
    if (known != NULL) return known;
    LOCKED(&db->lock);
    known = find(db, table, table->name, variant);
    if (known != NULL) return known;
    Text *text = arena_make(db->arena, Text, 1);
    *text      = (Text){ .key     = table,
                         .source  = table->name,
                         .variant = variant,
                         .name    = table->name,
                         .sql     = insert_text(db->arena, db->driver->engine, table, variant) };
    return publish(db, text);
}
