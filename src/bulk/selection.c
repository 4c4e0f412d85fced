/* selection.c -- whom a bulk job concerns, as a file. */
#include "bulk/selection.h"

#include "sys/file.h"

#include <stdlib.h>

static const char *path_of(Ctx *cx, int64_t key)
{
    return str_fmt(cx->arena, "%s/selections/%lld.ids", cx->services->data_dir, (long long)key).ptr;
}

static int rising(const void *a, const void *b)
{
    const int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

/* Sorts, and leaves out what stands there twice or is excepted. */
static size_t settle(int64_t *ids, size_t count, const int64_t *except, size_t except_count)
{
    size_t kept = 0, at = 0;
    qsort(ids, count, sizeof(*ids), rising);
    for (size_t i = 0; i < count; i++) {
        while (at < except_count && except[at] < ids[i]) at++;
        const bool is_excepted = at < except_count && except[at] == ids[i];
        if (is_excepted || (kept > 0 && ids[kept - 1] == ids[i])) continue;
        ids[kept++] = ids[i];
    }
    return kept;
}

static int64_t *copy(Arena *arena, Ids ids)
{
    int64_t *list = arena_make(arena, int64_t, ids.count);
    for (size_t i = 0; i < ids.count; i++) list[i] = ids.at[i];
    return list;
}

typedef struct Collecting {
    Ctx *cx;
    Vec  ids;
} Collecting;

static Code collect(void *with, Ids ids)
{
    Collecting *collecting = with;
    if (collecting->ids.count + ids.count > SELECTION_MAX)
        return fail(collecting->cx, ERR_LIMIT, "bulk.too_many", "more than %d", SELECTION_MAX);
    for (size_t i = 0; i < ids.count; i++) *VEC_ADD(&collecting->ids, int64_t) = ids.at[i];
    return OK;
}

/* The ids of a frozen list of the console, those the caller sees. */
static Code frozen_ids(Ctx *cx, Arena *arena, Str result_id, Ids *out)
{
    const CustomerSelection all        = { .result_id = result_id };
    Collecting              collecting = { cx, vec_of(arena, int64_t) };
    TRY(customer_selection_each(cx, &all, collect, &collecting));
    *out = (Ids){ (const int64_t *)(const void *)collecting.ids.at, collecting.ids.count };
    return OK;
}

static Code write_down(Ctx *cx, int64_t key, const int64_t *ids, size_t count)
{
    const Str bytes = { (const char *)ids, count * sizeof(*ids) };
    if (dir_make(str_fmt(cx->arena, "%s/selections", cx->services->data_dir).ptr) != OK ||
        file_write(path_of(cx, key), bytes, 0600) != OK)
        return fail(cx, ERR_UNAVAILABLE, "bulk.not_written", "%s", file_error());
    return OK;
}

Code selection_freeze(Ctx *cx, const BulkSelection *selection, int64_t *key, int64_t *count)
{
    Arena   *arena  = arena_new((size_t)SELECTION_MAX * 6 * sizeof(int64_t));
    Ids      chosen = selection->ids;
    Code     code   = OK;
    int64_t *except = copy(arena, selection->except_ids);
    if (selection->result_id.len) code = frozen_ids(cx, arena, selection->result_id, &chosen);
    int64_t *ids = copy(arena, code == OK ? chosen : (Ids){ 0 });
    qsort(except, selection->except_ids.count, sizeof(*except), rising);
    const size_t kept =
        code == OK ? settle(ids, chosen.count, except, selection->except_ids.count) : 0;
    if (code == OK && kept == 0) code = fail(cx, ERR_INVALID, "bulk.nobody", "an empty selection");
    if (code == OK && kept > SELECTION_MAX)
        code = fail(cx, ERR_LIMIT, "bulk.too_many", "%zu customers", kept);
    if (code == OK) {
        *key   = cx_new_id(cx);
        *count = (int64_t)kept;
        code   = write_down(cx, *key, ids, kept);
    }
    arena_free(arena);
    return code;
}

Code selection_read(Ctx *cx, int64_t key, int64_t at, size_t max, Ids *ids)
{
    FileReader *file = file_reader_open(path_of(cx, key));
    if (!file) return fail(cx, ERR_NOT_FOUND, "bulk.selection_lost", "%s", file_error());
    int64_t      *list = arena_make(cx->arena, int64_t, max);
    const int64_t size = file_reader_seek(file, at * (int64_t)sizeof(*list)) == OK
                             ? file_reader_read(file, list, max * sizeof(*list))
                             : -1;
    file_reader_close(file);
    REQUIRE(cx, size >= 0, ERR_NOT_FOUND, "bulk.selection_lost");
    *ids = (Ids){ list, (size_t)size / sizeof(*list) };
    return OK;
}

void selection_remove(Ctx *cx, int64_t key)
{
    IGNORE(file_remove(path_of(cx, key))); /* it may be gone already */
}

Code selection_or_remove(Ctx *cx, Code code, int64_t key)
{
    if (code != OK && key != 0) selection_remove(cx, key);
    return code;
}
