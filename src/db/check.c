/* check.c -- every statement and table of the program against the live schema. */
#include "db/driver.h"

#include <string.h>

enum { PROBLEMS_MAX = 64 * 1024 };

static bool contains(const char *text, const char *word) { return strstr(text, word) != NULL; }

/* The text as written must name the tenant, as a condition does; {cols} alone may be
 * what is read.  In an INSERT of values the column list is what counts. */
static bool names_tenant(const Text *text)
{
    const bool is_plain_insert =
        strncmp(text->source, "INSERT", strlen("INSERT")) == 0 && !contains(text->source, "SELECT");
    return contains(is_plain_insert ? text->sql : text->source, "tenant_id");
}

static void check_query(DbLink *link, Arena *arena, const Query *query, StrBuf *problems)
{
    const Text *text = text_of_query(link->db, query);
    if (!query->global && !names_tenant(text))
        strbuf_fmt(problems, "%s: names no tenant_id and is not global\n", query->name);
    link->db->driver->check_text(link, arena, text, problems);
}

static void check_list(DbLink *link, Arena *arena, const SqlList *list, StrBuf *problems)
{
    for (size_t i = 0; i < list->query_count; i++)
        check_query(link, arena, list->queries[i], problems);
    for (size_t i = 0; i < list->table_count; i++)
        link->db->driver->check_table(link, arena, list->tables[i], problems);
}

Code db_check(Db *db, Arena *arena, const SqlList *const *lists, size_t count, Str *problems)
{
    DbErr   err;
    DbLink *link  = NULL;
    StrBuf  found = strbuf(arena, PROBLEMS_MAX);
    Code    code  = db_borrow(db, &link, &err);
    if (code != OK) {
        *problems = str_fmt(arena, "%s\n", err.detail);
        return code;
    }
    for (size_t i = 0; i < count; i++) check_list(link, arena, lists[i], &found);
    db_return(link);
    *problems = strbuf_str(&found);
    return problems->len == 0 ? OK : ERR_CONFLICT;
}
