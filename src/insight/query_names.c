/* query_names.c -- what the ids in an answer are called: asked when it is answered, not kept with
 * it, as names change and not everybody may know them. */
#include "insight/insight_sql.h"
#include "insight/question_sight.h"
#include "insight/room.h"
#include "log/worker.h"

#include <math.h>

enum { ROWS_BYTES_MAX = 8 << 20, ROW_NODES_MAX = 2 << 20, NAMED_MAX = 5000 };
/* The rows as a tree, and all members of staff. */
enum { ROOM_MAX = 256 << 20 };

typedef enum Called {
    CALLED_NOTHING = 0,
    CALLED_STAFF,
    CALLED_USERID,
    CALLED_USER,
    CALLED_STORE,
    CALLED_REGION,
    CALLED_DEPARTMENT,
    CALLED_CODE,
    CALLED_TAG,
    CALLED_SHOP,
    CALLED_SEGMENT,
    CALLED_PREFIXED, /* "staff:7" */
    CALLED_COUNT
} Called;

/* The last part of a property's name, and what stands before an id in `object`, `actor` and
 * `source`. */
static const struct {
    const char *end, *prefix;
    Called      called;
} calls[] = {
    { NULL, "staff", CALLED_STAFF },
    { NULL, "user", CALLED_USER },
    { "store_id", "store", CALLED_STORE },
    { "region_id", "region", CALLED_REGION },
    { "department_id", "department", CALLED_DEPARTMENT },
    { "code_id", "channel_code", CALLED_CODE },
    { "tag_id", "tag", CALLED_TAG },
    { "shop_id", "shop", CALLED_SHOP },
    { "segment_id", "segment", CALLED_SEGMENT },
};

static Called called_of(Str dimension)
{
    static const char *const prefixed[] = { "object", "actor", "channel", "source" };
    const Str                property   = S("property.");
    for (size_t i = 0; i < COUNT(prefixed); i++)
        if (str_equal(dimension, str_of(prefixed[i]))) return CALLED_PREFIXED;
    if (!str_starts(dimension, property)) return CALLED_NOTHING;
    const Str            name   = str_slice(dimension, property.len, dimension.len);
    const QuestionNaming naming = question_naming_of(name);
    if (naming == NAMING_STAFF_ID) return CALLED_STAFF;
    if (naming == NAMING_USERID) return CALLED_USERID;
    if (naming == NAMING_ACTOR) return CALLED_USER;
    for (size_t i = 0; naming == NAMING_NOBODY && i < COUNT(calls); i++)
        if (calls[i].end && question_is_called(name, str_of(calls[i].end))) return calls[i].called;
    return CALLED_NOTHING;
}

/* Of which dimension a column's values are. */
static Str dimension_of(Ctx *cx, const QueryValue *value, Str column)
{
    const bool has_nodes = value->kind == QUERY_PATHS || value->kind == QUERY_LIFT;
    if (has_nodes && (str_equal(column, S("from")) || str_equal(column, S("to"))))
        return value->node;
    if (value->kind != QUERY_ATTRIBUTION || !str_equal(column, S("touch"))) return column;
    const JsonLimits limits  = { .bytes = 64 * 1024, .nodes = 2000, .depth = 40 };
    const Json      *touches = NULL;
    JsonError        error;
    if (json_parse(cx->arena, value->touches, limits, &touches, &error) != OK ||
        touches->kind != JSON_OBJECT)
        return (Str){ 0 };
    return json_str(touches, S("by"));
}

/* A value that may have a name. */
typedef struct Asked {
    QueryName said;
    Called    called;
    int64_t   id;
} Asked;

static Asked asked_of(Ctx *cx, Str dimension, Called called, const Json *cell)
{
    Asked asked = { .called = called, .said.dimension = dimension };
    if (cell->kind == JSON_STR) asked.said.value = cell->as.str;
    if (cell->kind == JSON_INT)
        asked.said.value = str_fmt(cx->arena, "%lld", (long long)cell->as.integer);
    if (cell->kind == JSON_REAL && fabs(cell->as.real) < 9e15)
        asked.said.value = str_fmt(cx->arena, "%.0f", cell->as.real);
    Str rest = asked.said.value;
    if (called == CALLED_PREFIXED) {
        const Str prefix = str_cut(&rest, ':');
        asked.called     = CALLED_NOTHING;
        for (size_t i = 0; i < COUNT(calls); i++)
            if (str_equal(prefix, str_of(calls[i].prefix))) asked.called = calls[i].called;
    }
    if (asked.called != CALLED_USERID && (!rest.ptr || !str_to_i64(rest, &asked.id)))
        asked.called = CALLED_NOTHING;
    return asked;
}

/* `known`: the values of the dimension that were asked already. */
static void ask_column(Ctx *cx, const Json *rows, uint32_t at, Str dimension, StrMap *known,
                       Vec *asked)
{
    for (uint32_t i = 0; i < rows->count && asked->count < NAMED_MAX; i++) {
        const Json *row = &rows->as.first[i];
        if (row->kind != JSON_ARRAY || at >= row->count) continue;
        const Asked one = asked_of(cx, dimension, called_of(dimension), &row->as.first[at]);
        if (one.called == CALLED_NOTHING || one.said.value.len == 0) continue;
        if (strmap_put(known, one.said.value, known) == NULL) *VEC_ADD(asked, Asked) = one;
    }
}

/* Those of the columns, each once. */
static Code ask_all(Ctx *cx, const QueryValue *value, const QueryAnswer *answer, Vec *asked)
{
    const JsonLimits limits = { .bytes = ROWS_BYTES_MAX, .nodes = ROW_NODES_MAX, .depth = 4 };
    const Json      *rows   = NULL;
    Str              before = { 0 };
    StrMap          *known  = NULL;
    JsonError        error;
    for (size_t i = 0; i < answer->columns.count; i++) {
        const Str dimension = dimension_of(cx, value, answer->columns.at[i]);
        if (called_of(dimension) == CALLED_NOTHING) continue;
        /* So many rows are for machines, which know ids. */
        if (!rows && json_parse(cx->arena, answer->rows, limits, &rows, &error) != OK) return OK;
        /* Where from and where to stand side by side. */
        if (!known || !str_equal(before, dimension)) known = strmap_new(cx->arena);
        before = dimension;
        ask_column(cx, rows, (uint32_t)i, dimension, known, asked);
    }
    return OK;
}

/* ---- what they are called ----------------------------------------------------------------- */

static void name_by_id(Vec *asked, Called called, const IdMap *names)
{
    for (size_t i = 0; i < asked->count; i++) {
        Asked     *one  = VEC_AT(*asked, Asked, i);
        const Str *name = one->called == called && one->id ? idmap_find(names, one->id) : NULL;
        if (name) one->said.name = *name;
    }
}

static Code name_staff(Ctx *cx, Vec *asked)
{
    Rows    staff   = { 0 };
    IdMap  *ids     = idmap_new(cx->arena);
    StrMap *userids = strmap_new(cx->arena);
    TRY(insight_sql_colleagues(cx, &staff));
    for (size_t i = 0; i < staff.count; i++) {
        ColleagueFact *one = ROWS_AT(ColleagueFact, staff, i);
        idmap_put(ids, one->id, &one->name);
        if (one->userid.len) strmap_put(userids, one->userid, &one->name);
    }
    name_by_id(asked, CALLED_STAFF, ids);
    for (size_t i = 0; i < asked->count; i++) {
        Asked     *one = VEC_AT(*asked, Asked, i);
        const Str *name =
            one->called == CALLED_USERID ? strmap_find(userids, one->said.value) : NULL;
        if (name) one->said.name = *name;
    }
    return OK;
}

static Code name_others(Ctx *cx, Vec *asked, Called called)
{
    static const InsightNamed tables[CALLED_COUNT] = {
        [CALLED_USER] = NAMED_USER,     [CALLED_STORE] = NAMED_STORE,
        [CALLED_REGION] = NAMED_REGION, [CALLED_DEPARTMENT] = NAMED_DEPARTMENT,
        [CALLED_CODE] = NAMED_CODE,     [CALLED_TAG] = NAMED_TAG,
        [CALLED_SHOP] = NAMED_SHOP,     [CALLED_SEGMENT] = NAMED_SEGMENT,
    };
    int64_t *ids   = arena_make(cx->arena, int64_t, asked->count);
    size_t   count = 0;
    Rows     rows  = { 0 };
    IdMap   *names = idmap_new(cx->arena);
    for (size_t i = 0; i < asked->count; i++)
        if (VEC_AT(*asked, Asked, i)->called == called) ids[count++] = VEC_AT(*asked, Asked, i)->id;
    if (count == 0) return OK;
    TRY(insight_sql_named(cx, tables[called], (Ids){ ids, count }, &rows));
    for (size_t i = 0; i < rows.count; i++)
        idmap_put(names, ROWS_AT(NamedFact, rows, i)->id, &ROWS_AT(NamedFact, rows, i)->name);
    name_by_id(asked, called, names);
    return OK;
}

/* All in the arena of `cx`. */
static Code name_all(Ctx *cx, const QueryValue *value, const QueryAnswer *answer, Vec *asked)
{
    bool has_staff = false;
    TRY(ask_all(cx, value, answer, asked));
    for (size_t i = 0; i < asked->count; i++) {
        const Called called = VEC_AT(*asked, Asked, i)->called;
        has_staff           = has_staff || called == CALLED_STAFF || called == CALLED_USERID;
    }
    if (has_staff) TRY(name_staff(cx, asked));
    for (Called called = CALLED_USER; called < CALLED_PREFIXED; called++)
        TRY(name_others(cx, asked, called));
    return OK;
}

static Rows copy_named(Arena *arena, const Vec *asked)
{
    Vec names = vec_of(arena, QueryName);
    for (size_t i = 0; i < asked->count; i++) {
        const QueryName *said = &VEC_AT(*asked, Asked, i)->said;
        if (said->name.len == 0) continue;
        *VEC_ADD(&names, QueryName) = (QueryName){ .dimension = str_copy(arena, said->dimension),
                                                   .value     = str_copy(arena, said->value),
                                                   .name      = str_copy(arena, said->name) };
    }
    return vec_rows(&names);
}

Code query_names(Ctx *cx, const QueryValue *value, QueryAnswer *answer)
{
    ROOM(room, ROOM_MAX);
    Ctx within      = *cx;
    Vec asked       = vec_of(room, Asked);
    within.arena    = room;
    const Code code = name_all(&within, value, answer, &asked);
    if (code != OK)
        cx->err = worker_keep(cx->arena, &within.err);
    else
        answer->names = copy_named(cx->arena, &asked);
    return code;
}
