/* db_statement.c -- running statements and reading their rows, for either engine. */
#include "db/driver.h"

static Code start(DbLink *link, Arena *arena, const Text *text, Cursor *cursor, DbErr *err,
                  const Value *args, size_t count)
{
    TRY(db_may_run(link, text->name, err));
    if (!row_is_storable(args, count))
        return db_spoil(link, db_failed(err, ERR_INVALID, false, "%s: a NUL byte", text->name));
    atomic_fetch_add_explicit(&link->db->statements, 1, memory_order_relaxed);
    cursor->link    = link;
    cursor->text    = text;
    const Code code = link->db->driver->execute(cursor, arena, args, count, err);
    return code == OK ? OK : db_spoil(link, code);
}

static Code next(Cursor *cursor, bool *has_row, DbErr *err)
{
    const Code code = cursor->link->db->driver->next(cursor, has_row, err);
    return code == OK ? OK : db_spoil(cursor->link, code);
}

static void finish(Cursor *cursor) { cursor->link->db->driver->finish(cursor); }

/* Runs to the end: a RETURNING clause may give rows that nobody asked for. */
static Code drain(Cursor *cursor, DbErr *err)
{
    bool has_row = true;
    while (has_row) TRY(next(cursor, &has_row, err));
    return OK;
}

static Code read_one(Cursor *cursor, Arena *arena, void *row, DbErr *err)
{
    bool has_row = false;
    TRY(next(cursor, &has_row, err));
    if (!has_row) return db_failed(err, ERR_NOT_FOUND, false, "%s", cursor->text->name);
    return row_read(cursor, arena, row, err);
}

Code db_one(DbLink *link, Arena *arena, const Query *query, void *row, DbErr *err,
            const Value *args, size_t count)
{
    ASSERT(query->out != NULL);
    Cursor cursor = { 0 };
    TRY(start(link, arena, text_of_query(link->db, query), &cursor, err, args, count));
    const Code code = read_one(&cursor, arena, row, err);
    finish(&cursor);
    return code;
}

static Code read_all(Cursor *cursor, Arena *arena, Vec *vec, DbErr *err)
{
    for (;;) {
        bool has_row = false;
        TRY(next(cursor, &has_row, err));
        if (!has_row) return OK;
        TRY(row_read(cursor, arena, vec_add(vec), err));
    }
}

Code db_list(DbLink *link, Arena *arena, const Query *query, Rows *rows, DbErr *err,
             const Value *args, size_t count)
{
    ASSERT(query->out != NULL);
    Cursor cursor = { 0 };
    Vec    vec    = vec_of_size(arena, query->out->size);
    TRY(start(link, arena, text_of_query(link->db, query), &cursor, err, args, count));
    const Code code = read_all(&cursor, arena, &vec, err);
    finish(&cursor);
    if (code == OK) *rows = vec_rows(&vec);
    return code;
}

static Code visit_all(Cursor *cursor, void *row, Code (*each)(void *with, const void *row),
                      void *with, DbErr *err)
{
    for (;;) {
        bool has_row = false;
        TRY(next(cursor, &has_row, err));
        if (!has_row) return OK;
        TRY(row_read(cursor, NULL, row, err));
        const Code code = each(with, row);
        if (code != OK) return db_failed(err, code, false, "%s: stopped", cursor->text->name);
    }
}

Code db_each(DbLink *link, Arena *arena, const Query *query,
             Code (*each)(void *with, const void *row), void *with, DbErr *err, const Value *args,
             size_t count)
{
    ASSERT(query->out != NULL);
    Cursor cursor = { .piecewise = true };
    void  *row    = arena_alloc(arena, 1, query->out->size);
    TRY(start(link, arena, text_of_query(link->db, query), &cursor, err, args, count));
    const Code code = visit_all(&cursor, row, each, with, err);
    finish(&cursor);
    return code;
}

static Code run(DbLink *link, Arena *arena, const Text *text, int64_t *changed, DbErr *err,
                const Value *args, size_t count)
{
    Cursor cursor = { .is_later = link->is_hasty && changed == NULL };
    TRY(start(link, arena, text, &cursor, err, args, count));
    const Code code = drain(&cursor, err);
    finish(&cursor);
    if (code == OK && changed != NULL) *changed = cursor.changed;
    return code;
}

Code db_run(DbLink *link, Arena *arena, const Query *query, int64_t *changed, DbErr *err,
            const Value *args, size_t count)
{
    return run(link, arena, text_of_query(link->db, query), changed, err, args, count);
}

Code db_insert(DbLink *link, Arena *arena, const Table *table, const void *row, DbErr *err)
{
    const ArenaMark mark   = arena_mark(arena);
    Value          *values = arena_make(arena, Value, table->shape->count);
    const size_t    count  = row_values(table->shape, row, values);
    const Code      code =
        run(link, arena, text_of_insert(link->db, table, TEXT_INSERT), NULL, err, values, count);
    arena_rewind(arena, mark);
    return code;
}

static Code insert_batch(DbLink *link, Arena *arena, const Text *text, const Shape *shape,
                         Rows rows, int64_t *inserted, DbErr *err)
{
    Cursor cursor = { .link = link, .text = text, .is_later = link->is_hasty && inserted == NULL };
    TRY(db_may_run(link, text->name, err));
    atomic_fetch_add_explicit(&link->db->statements, 1, memory_order_relaxed);
    const Code code = link->db->driver->insert_all(&cursor, arena, shape, rows, err);
    if (code != OK) return db_spoil(link, code);
    if (inserted != NULL) *inserted += cursor.changed;
    return OK;
}

/* `at_once` rows a statement, as many as its text has places for. */
static Code insert_by(DbLink *link, Arena *arena, const Text *text, const Shape *shape, Rows rows,
                      size_t at_once, int64_t *inserted, DbErr *err)
{
    Value *values = arena_make(arena, Value, at_once * shape->count);
    for (size_t i = 0; i + at_once <= rows.count; i += at_once) {
        size_t  count   = 0;
        int64_t changed = 0;
        for (size_t j = i; j < i + at_once; j++)
            count += row_values(shape, (const char *)rows.at + j * shape->size, values + count);
        TRY(run(link, arena, text, &changed, err, values, count));
        if (inserted != NULL) *inserted += changed;
    }
    return OK;
}

/* Where the engine takes no arrays: full statements, then what is left row by row. */
static Code insert_in_parts(DbLink *link, Arena *arena, const Table *table, Rows rows, int variant,
                            int64_t *inserted, DbErr *err)
{
    const Shape *shape = table->shape;
    const size_t full  = rows.count - rows.count % TEXT_ROWS;
    const Rows   rest  = { (char *)rows.at + full * shape->size, rows.count - full };
    if (full > 0)
        TRY(insert_by(link, arena, text_of_insert(link->db, table, variant | TEXT_MANY), shape,
                      (Rows){ rows.at, full }, TEXT_ROWS, inserted, err));
    return insert_by(link, arena, text_of_insert(link->db, table, variant), shape, rest, 1,
                     inserted, err);
}

Code db_insert_all(DbLink *link, Arena *arena, const Table *table, Rows rows, bool ignore_known,
                   int64_t *inserted, DbErr *err)
{
    const bool      many    = link->db->driver->insert_all != NULL && rows.count > 1;
    const int       variant = TEXT_INSERT | (ignore_known ? TEXT_NEW : 0);
    const ArenaMark mark    = arena_mark(arena);
    int64_t         fresh   = 0;
    int64_t        *counter = inserted != NULL ? &fresh : NULL;
    Code            code    = OK;
    if (many)
        code = insert_batch(link, arena, text_of_insert(link->db, table, variant | TEXT_MANY),
                            table->shape, rows, counter, err);
    else if (rows.count > 0)
        code = insert_in_parts(link, arena, table, rows, variant, counter, err);
    arena_rewind(arena, mark);
    if (code == OK && inserted != NULL) *inserted = fresh;
    return code;
}
