/* scope_check.c -- every statement that tells of somebody asks who may see him, or says why not. */
#include "db/driver.h"

#include <string.h>

enum { PROBLEMS_MAX = 64 * 1024 };

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* The next word of a text; absent at the end. */
static Str next_word(const char **at)
{
    while (**at != '\0' && !is_word_char(**at)) (*at)++;
    const char *from = *at;
    while (is_word_char(**at)) (*at)++;
    return *at > from ? (Str){ from, (size_t)(*at - from) } : (Str){ 0 };
}

static bool is_in(const Vec *names, Str word)
{
    for (size_t i = 0; i < names->count; i++)
        if (str_equal(*VEC_AT(*names, Str, i), word)) return true;
    return false;
}

static bool has_word(const char *sql, Str wanted)
{
    for (Str word = next_word(&sql); word.ptr != NULL; word = next_word(&sql))
        if (str_equal(word, wanted)) return true;
    return false;
}

/* The first of the tables a text reads or changes: what follows FROM, JOIN, UPDATE or a comma of
 * the list after FROM.  An INSERT names its own table after INTO and makes rows. */
static Str table_read(const char *sql, const Vec *tables)
{
    bool after = false;
    for (Str word = next_word(&sql); word.ptr != NULL; word = next_word(&sql)) {
        if (after && is_in(tables, word)) return word;
        after = str_equal(word, S("FROM")) || str_equal(word, S("JOIN")) ||
                str_equal(word, S("UPDATE"));
    }
    return (Str){ 0 };
}

/* "x.staff_id = staff_id": alone, a column is the inner table's, and a thing equals itself. */
static Str column_captured(const char *sql, const ScopeRule *rule)
{
    for (size_t i = 0; i < rule->column_count; i++) {
        const Str column = str_of(rule->columns[i]);
        for (const char *at = sql; (at = strstr(at, rule->columns[i])) != NULL; at += column.len) {
            const char *right = at + column.len;
            if (at == sql || at[-1] != '.' || strncmp(right, " = ", 3) != 0) continue;
            const Str word = next_word(&(const char *){ right + 3 });
            if (str_equal(word, column)) return column;
        }
    }
    return (Str){ 0 };
}

static Code find_tables(DbLink *link, Arena *arena, const ScopeRule *rule, Vec *tables, DbErr *err)
{
    for (size_t i = 0; i < rule->table_count; i++) *VEC_ADD(tables, Str) = str_of(rule->tables[i]);
    for (size_t i = 0; i < rule->column_count; i++)
        TRY(link->db->driver->tables_with(link, arena, rule->columns[i], tables, err));
    return OK;
}

static void check_query(DbLink *link, const Query *query, const Vec *tables, const ScopeRule *rule,
                        StrBuf *problems)
{
    const Text *text  = text_of_query(link->db, query);
    const Str   table = table_read(text->sql, tables);
    const bool  asks  = has_word(text->sql, str_of(rule->word));
    const Str   alone = column_captured(text->sql, rule);
    if (asks && alone.ptr != NULL)
        strbuf_fmt(problems, "%s: %.*s alone is compared with itself: name its table\n",
                   query->name, FMT(alone));
    if (table.ptr == NULL || asks || query->global) return;
    if (query->unscoped == NULL)
        strbuf_fmt(problems,
                   "%s: on %.*s without %s: add the scope, or say in .unscoped why it needs none\n",
                   query->name, FMT(table), rule->word);
}

Code db_check_scope(Db *db, Arena *arena, const SqlList *const *lists, size_t count,
                    const ScopeRule *rule, Str *problems)
{
    DbErr   err;
    DbLink *link   = NULL;
    Vec     tables = vec_of(arena, Str);
    StrBuf  found  = strbuf(arena, PROBLEMS_MAX);
    Code    code   = db_borrow(db, &link, &err);
    if (code == OK) {
        code = find_tables(link, arena, rule, &tables, &err);
        for (size_t i = 0; code == OK && i < count; i++)
            for (size_t q = 0; q < lists[i]->query_count; q++)
                check_query(link, lists[i]->queries[q], &tables, rule, &found);
        db_return(link);
    }
    *problems = code == OK ? strbuf_str(&found) : str_fmt(arena, "%s\n", err.detail);
    if (code != OK) return code;
    return problems->len == 0 ? OK : ERR_CONFLICT;
}
