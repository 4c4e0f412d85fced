/* check.c -- every statement and table of the program against the live schema. */
#include "db/driver.h"

#include <string.h>

enum { PROBLEMS_MAX = 64 * 1024 };

typedef struct Checker {
    DbLink *link;
    Arena  *arena;
    StrBuf  problems;
} Checker;

static bool contains(const char *text, const char *word) { return strstr(text, word) != NULL; }

/* The text as written must name the tenant, as a condition does; {cols} alone may be
 * what is read.  In an INSERT of values the column list is what counts. */
static bool names_tenant(const Text *text)
{
    const bool is_plain_insert =
        strncmp(text->source, "INSERT", strlen("INSERT")) == 0 && !contains(text->source, "SELECT");
    return contains(is_plain_insert ? text->sql : text->source, "tenant_id");
}

/* Where the parenthesis around this place opens; NULL when there is none. */
static const char *opening(const char *text, const char *at)
{
    int depth = 1;
    while (at > text && depth > 0) {
        at--;
        depth += (*at == ')') - (*at == '(');
    }
    return depth == 0 ? at : NULL;
}

static bool ends_with(const char *text, const char *end, const char *word)
{
    const size_t len = strlen(word);
    return (size_t)(end - text) >= len && memcmp(end - len, word, len) == 0;
}

/* "IN (SELECT ... LIMIT ... FOR UPDATE)": PostgreSQL may run it again for every row outside, and
 * each time it locks others, more than the limit in all.  It has to stand in a
 * WITH ... AS MATERIALIZED, which runs once. */
static bool locks_past_its_limit(const Text *text)
{
    static const char *const locks[] = { "{skip_locked}", "{for_update}", "FOR UPDATE" };
    for (size_t i = 0; i < sizeof locks / sizeof *locks; i++)
        for (const char *at = strstr(text->source, locks[i]); at != NULL;
             at             = strstr(at + 1, locks[i])) {
            const char *open = opening(text->source, at);
            if (open == NULL || !ends_with(text->source, open, "IN ")) continue;
            const char *limit = strstr(open, " LIMIT ");
            if (limit != NULL && limit < at) return true;
        }
    return false;
}

static const LiveColumn *find(const Vec *columns, const char *name)
{
    for (size_t i = 0; i < columns->count; i++)
        if (str_equal(VEC_AT(*columns, LiveColumn, i)->name, str_of(name)))
            return VEC_AT(*columns, LiveColumn, i);
    return NULL;
}

/* Every stored field of the shape has a column that can hold it. */
static void check_fields(Checker *checker, const char *name, const Shape *shape, const Vec *columns)
{
    for (size_t i = 0; i < shape->count; i++) {
        const Field *field = &shape->fields[i];
        if (!row_stores(field)) continue;
        const LiveColumn *column = find(columns, field->name);
        if (column == NULL)
            strbuf_fmt(&checker->problems, "%s: no column %s\n", name, field->name);
        else if (!checker->link->db->driver->fits(field->kind, column->type))
            strbuf_fmt(&checker->problems, "%s: column %s is %.*s\n", name, field->name,
                       FMT(column->type));
    }
}

static void check_query(Checker *checker, const Query *query)
{
    const Text *text    = text_of_query(checker->link->db, query);
    Vec         columns = vec_of(checker->arena, LiveColumn);
    DbErr       err;
    if (!query->global && !names_tenant(text))
        strbuf_fmt(&checker->problems, "%s: names no tenant_id and is not global\n", query->name);
    if (locks_past_its_limit(text))
        strbuf_fmt(&checker->problems, "%s: may lock more than its LIMIT\n", query->name);
    if (checker->link->db->driver->describe(checker->link, checker->arena, text, &columns, &err) !=
        OK)
        strbuf_fmt(&checker->problems, "%s: %s\n", query->name, err.detail);
    else if (query->out != NULL)
        check_fields(checker, query->name, query->out, &columns);
}

static void check_table(Checker *checker, const Table *table)
{
    Vec   columns = vec_of(checker->arena, LiveColumn);
    DbErr err;
    if (checker->link->db->driver->columns_of(checker->link, checker->arena, table->name, &columns,
                                              &err) != OK) {
        strbuf_fmt(&checker->problems, "table %s: %s\n", table->name, err.detail);
        return;
    }
    const Str name = str_fmt(checker->arena, "table %s", table->name);
    check_fields(checker, name.ptr, table->shape, &columns);
    for (size_t i = 0; i < columns.count; i++) {
        const LiveColumn *column = VEC_AT(columns, LiveColumn, i);
        const Field      *field  = shape_field(table->shape, column->name);
        if (column->must_be_given && (field == NULL || !row_stores(field)))
            strbuf_fmt(&checker->problems, "%s: column %.*s must be given and is in no field\n",
                       name.ptr, FMT(column->name));
    }
}

Code db_check(Db *db, Arena *arena, const SqlList *const *lists, size_t count, Str *problems)
{
    DbErr      err;
    Checker    checker = { .arena = arena, .problems = strbuf(arena, PROBLEMS_MAX) };
    const Code code    = db_borrow(db, &checker.link, &err);
    if (code != OK) {
        *problems = str_fmt(arena, "%s\n", err.detail);
        return code;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t q = 0; q < lists[i]->query_count; q++)
            check_query(&checker, lists[i]->queries[q]);
        for (size_t t = 0; t < lists[i]->table_count; t++)
            check_table(&checker, lists[i]->tables[t]);
    }
    db_return(checker.link);
    *problems = strbuf_str(&checker.problems);
    return problems->len == 0 ? OK : ERR_CONFLICT;
}
