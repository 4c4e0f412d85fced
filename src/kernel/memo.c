/* memo.c -- rows, counters, inserts and conclusions of one transaction. */
#include "kernel/memo.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 4096, TABLES_MAX = 8 };

/* Without room between its members: its bytes are its name. */
typedef struct Counter {
    const Query *query;
    int64_t      tenant_id, id;
} Counter;
_Static_assert(sizeof(Counter) == sizeof(void *) + 2 * sizeof(int64_t), "no padding");

typedef struct Move {
    Counter counter;
    int64_t delta;
} Move;

/* Rows of one table that wait to be inserted. */
typedef struct Waiting {
    const Table *table;
    bool         ignore_known;
    Vec          rows;
} Waiting;

/* What somebody keeps himself, of one tenant. */
typedef struct Own Own;
struct Own {
    const void *owner;
    int64_t     tenant_id;
    void       *at;
    Own        *before;
};

/* A conclusion that is drawn once. */
typedef struct Once {
    MemoWork *work;
    Ctx       cx; /* who asked first */
    int64_t   id;
} Once;

struct Memo {
    Arena  *arena;
    StrMap *rows;
    StrMap *at;    /* the move of a counter */
    Vec     moves; /* Move *, in the order they came */
    Vec     works; /* Once, in the order they came  */
    Own    *own;   /* the one asked for last, then the others */
    Waiting waiting[TABLES_MAX];
    size_t  waiting_count, row_count;
};

Memo *memo_new(Arena *arena)
{
    Memo *memo = arena_make(arena, Memo, 1);
    *memo      = (Memo){ .arena = arena,
                         .rows  = strmap_new(arena),
                         .at    = strmap_new(arena),
                         .moves = vec_of(arena, Move *),
                         .works = vec_of(arena, Once) };
    return memo;
}

/* Not in a part that may be undone alone. */
static Memo *memo_of(const Ctx *cx) { return cx->depth <= 1 ? cx->memo : NULL; }

/* ---- rows ------------------------------------------------------------- */

/* Of bytes, not of digits: each event asks several times. */
static Str row_key(Arena *arena, int64_t tenant_id, Str key)
{
    return STR_JOIN(arena, (Str){ (const char *)&tenant_id, sizeof(tenant_id) }, key);
}

const void *memo_find(const Ctx *cx, Str key)
{
    const Memo *memo = memo_of(cx);
    if (memo == NULL) return NULL;
    return strmap_find(memo->rows, row_key(cx->arena, cx->tenant_id, key));
}

static void copy_row(Arena *arena, const Shape *shape, const void *row, void *copy)
{
    memcpy(copy, row, shape->size);
    shape_keep_texts(arena, shape, copy);
}

void memo_keep(Ctx *cx, Str key, const Shape *shape, const void *row)
{
    Memo *memo = memo_of(cx);
    if (memo == NULL || strmap_count(memo->rows) >= ROWS_MAX) return;
    void *copy = arena_alloc(memo->arena, 1, shape->size);
    copy_row(memo->arena, shape, row, copy);
    strmap_put(memo->rows, row_key(memo->arena, cx->tenant_id, key), copy);
}

void memo_forget(Ctx *cx)
{
    if (cx->memo != NULL) cx->memo->rows = strmap_new(cx->memo->arena);
}

/* ---- what others keep themselves -------------------------------------- */

Arena *memo_arena(const Ctx *cx)
{
    const Memo *memo = memo_of(cx);
    return memo != NULL ? memo->arena : NULL;
}

static bool is_of(const Own *own, const Ctx *cx, const void *owner)
{
    return own->owner == owner && own->tenant_id == cx->tenant_id;
}

/* Mostly the last one is asked for again: it is moved to the front. */
void *memo_own(const Ctx *cx, const void *owner, size_t size)
{
    Memo *memo = memo_of(cx);
    if (memo == NULL) return NULL;
    Own **place = &memo->own;
    while (*place != NULL && !is_of(*place, cx, owner)) place = &(*place)->before;
    Own *own = *place;
    if (own == memo->own && own != NULL) return own->at;
    if (own == NULL) {
        own  = arena_make(memo->arena, Own, 1);
        *own = (Own){ owner, cx->tenant_id, arena_alloc(memo->arena, 1, size), NULL };
    } else {
        *place = own->before;
    }
    own->before = memo->own;
    memo->own   = own;
    return own->at;
}

/* ---- counters ---------------------------------------------------------- */

static Code move(Ctx *cx, const Query *query, int64_t tenant_id, int64_t id, int64_t delta)
{
    return delta == 0 ? OK : cx_run(cx, query, NULL, ARGS(V(tenant_id), V(id), V(delta)));
}

int64_t *memo_counter(const Ctx *cx, const Query *query, int64_t id)
{
    Memo *memo = memo_of(cx);
    if (memo == NULL) return NULL;
    const Counter counter = { query, cx->tenant_id, id };
    const Str     key     = { (const char *)&counter, sizeof(counter) };
    Move         *at      = strmap_find(memo->at, key);
    if (at == NULL) {
        at  = arena_make(memo->arena, Move, 1);
        *at = (Move){ counter, 0 };
        strmap_put(memo->at, str_copy(memo->arena, key), at);
        *VEC_ADD(&memo->moves, Move *) = at;
    }
    return &at->delta;
}

Code memo_add(Ctx *cx, const Query *query, int64_t id, int64_t delta)
{
    int64_t *moved = memo_counter(cx, query, id);
    if (moved == NULL) return move(cx, query, cx->tenant_id, id, delta);
    *moved += delta;
    return OK;
}

static int by_counter(const void *a, const void *b)
{
    const Counter *left    = &(*(Move *const *)a)->counter;
    const Counter *right   = &(*(Move *const *)b)->counter;
    const int      by_name = strcmp(left->query->name, right->query->name);
    if (by_name != 0) return by_name;
    return (left->id > right->id) - (left->id < right->id);
}

/* ---- inserts ----------------------------------------------------------- */

static Waiting *waiting_of(Memo *memo, const Table *table, bool ignore_known)
{
    for (size_t i = 0; i < memo->waiting_count; i++)
        if (memo->waiting[i].table == table && memo->waiting[i].ignore_known == ignore_known)
            return &memo->waiting[i];
    if (memo->waiting_count == TABLES_MAX) return NULL;
    Waiting *one = &memo->waiting[memo->waiting_count++];
    *one         = (Waiting){ table, ignore_known, vec_of_size(memo->arena, table->shape->size) };
    return one;
}

static Code write(Ctx *cx, Memo *memo, Waiting *one)
{
    const Rows rows = vec_rows(&one->rows);
    if (rows.count == 0) return OK;
    one->rows = vec_of_size(memo->arena, one->table->shape->size);
    memo->row_count -= rows.count;
    cx->memo        = NULL; /* what else waits for the table came later */
    const Code code = cx_insert_all(cx, one->table, rows, one->ignore_known, NULL);
    cx->memo        = memo;
    return code;
}

Code memo_insert(Ctx *cx, const Table *table, Rows rows, bool ignore_known)
{
    Memo    *memo = memo_of(cx);
    Waiting *one  = memo != NULL ? waiting_of(memo, table, ignore_known) : NULL;
    if (one == NULL) return cx_insert_all(cx, table, rows, ignore_known, NULL);
    for (size_t i = 0; i < rows.count; i++)
        copy_row(memo->arena, table->shape, (const char *)rows.at + i * table->shape->size,
                 vec_add(&one->rows));
    memo->row_count += rows.count;
    return OK;
}

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static bool names(const char *sql, const char *table)
{
    const size_t len = strlen(table);
    for (const char *at = strstr(sql, table); at != NULL; at = strstr(at + len, table))
        if ((at == sql || !is_word_char(at[-1])) && !is_word_char(at[len])) return true;
    return false;
}

Code memo_before(Ctx *cx, const char *sql)
{
    Memo *memo = cx->memo;
    if (memo == NULL || memo->row_count == 0) return OK;
    for (size_t i = 0; i < memo->waiting_count; i++)
        if (memo->waiting[i].rows.count > 0 && names(sql, memo->waiting[i].table->name))
            TRY(write(cx, memo, &memo->waiting[i]));
    return OK;
}

/* ---- conclusions --------------------------------------------------------- */

Code memo_once(Ctx *cx, MemoWork *work, int64_t id)
{
    Memo *memo = memo_of(cx);
    if (memo == NULL) return work(cx, id);
    const Rows works = vec_rows(&memo->works);
    for (size_t i = 0; i < works.count; i++) {
        const Once *one = ROWS_AT(Once, works, i);
        if (one->work == work && one->id == id && one->cx.tenant_id == cx->tenant_id) return OK;
    }
    Once *one     = VEC_ADD(&memo->works, Once);
    *one          = (Once){ work, *cx, id };
    one->cx.arena = memo->arena;
    return OK;
}

static Code conclude(Ctx *cx, Memo *memo)
{
    const Rows works = vec_rows(&memo->works);
    memo->works      = vec_of(memo->arena, Once);
    for (size_t i = 0; i < works.count; i++) {
        Once      *one  = ROWS_AT(Once, works, i);
        const Code code = one->work(&one->cx, one->id);
        if (code == OK) continue;
        cx->err = one->cx.err;
        return code;
    }
    return OK;
}

/* ---- the end ------------------------------------------------------------ */

Code memo_settle(Ctx *cx)
{
    Memo *memo = cx->memo;
    if (memo == NULL) return OK;
    TRY(conclude(cx, memo));
    for (size_t i = 0; i < memo->waiting_count; i++) TRY(write(cx, memo, &memo->waiting[i]));
    const Rows moves = vec_rows(&memo->moves);
    if (moves.count > 1) qsort(moves.at, moves.count, sizeof(Move *), by_counter);
    for (size_t i = 0; i < moves.count; i++) {
        Move          *at      = *ROWS_AT(Move *, moves, i);
        const Counter *counter = &at->counter;
        TRY(move(cx, counter->query, counter->tenant_id, counter->id, at->delta));
        at->delta = 0;
    }
    return OK;
}
