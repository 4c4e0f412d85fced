/* alert_cause.c -- what made most of a change. */
#include "alert/alert_cause.h"

#include "wire/wire.h"

#include <stdlib.h>

enum { KEYS_LEAST = 2, CAUSE_JSON_MAX = 64 * 1024 };

typedef struct Divider {
    const char *dimension, *property;
    const char *events; /* of whose payload it is: how their types begin; NULL: of any */
} Divider;

/* In the order in which they are told when they say as much. */
static const Divider dividers[] = {
    { "staff", "property.staff_id", "contact. channel_code. welcome." },
    { "code", "property.code_name", "channel_code." },
    { "shop", "property.shop", "order. refund." },
    { "reason", "property.reason", "order.refunded refund." },
    { "by", "property.by", "contact.lost group_chat.left" },
    { "add_way", "property.add_way", "contact.added" },
    { "page", "property.path", "page." },
    { "platform", "property.platform", "order. refund." },
    { "type", "type", NULL },
};

// clang-format off
static const Field item_fields[] = {
    FIELD(CauseItem, key),    FIELD(CauseItem, name),  FIELD(CauseItem, value),
    FIELD(CauseItem, before), FIELD(CauseItem, share),
};
static const Shape item_shape = SHAPE(CauseItem, item_fields);
static const Field cause_fields[] = { FIELD(Cause, dimension), FIELD_LIST(Cause, items, item_shape) };
const Shape alert_cause_shape = SHAPE(Cause, cause_fields);
// clang-format on

/* ---- pure ----------------------------------------------------------------------------- */

static int64_t whole(Figure figure) { return figure.den > 0 ? figure.num / figure.den : 0; }

static int by_share(const void *a, const void *b)
{
    const CauseItem *one = a, *other = b;
    if (one->share != other->share) return one->share < other->share ? 1 : -1;
    const int64_t x = llabs(one->value - one->before), y = llabs(other->value - other->before);
    if (x != y) return x < y ? 1 : -1;
    return str_compare(one->key, other->key);
}

static int by_key(const void *a, const void *b)
{
    return str_compare(((const FigurePart *)a)->key, ((const FigurePart *)b)->key);
}

/* Both lists in the order of their keys, side by side. */
static void stand_together(Vec *items, Rows now, Rows before)
{
    if (now.count > 0) qsort(now.at, now.count, sizeof(FigurePart), by_key);
    if (before.count > 0) qsort(before.at, before.count, sizeof(FigurePart), by_key);
    for (size_t i = 0, k = 0; i < now.count || k < before.count;) {
        const FigurePart *a     = i < now.count ? ROWS_AT(FigurePart, now, i) : NULL;
        const FigurePart *b     = k < before.count ? ROWS_AT(FigurePart, before, k) : NULL;
        const int         order = a == NULL ? 1 : b == NULL ? -1 : str_compare(a->key, b->key);
        CauseItem         item  = { .key = order <= 0 ? a->key : b->key };
        item.name               = item.key;
        if (order <= 0) item.value = whole(a->figure);
        if (order >= 0) item.before = whole(b->figure);
        i += order <= 0;
        k += order >= 0;
        if (item.key.len > 0) *VEC_ADD(items, CauseItem) = item;
    }
}

static void share_out(Vec *items)
{
    int64_t change = 0;
    for (size_t i = 0; i < items->count; i++)
        change += VEC_AT(*items, CauseItem, i)->value - VEC_AT(*items, CauseItem, i)->before;
    for (size_t i = 0; i < items->count && change != 0; i++) {
        CauseItem *item = VEC_AT(*items, CauseItem, i);
        item->share = (int64_t)((double)(item->value - item->before) * 10000.0 / (double)change);
    }
}

Rows alert_cause_of(Arena *arena, Rows now, Rows before)
{
    Vec items = vec_of(arena, CauseItem);
    stand_together(&items, now, before);
    if (items.count < KEYS_LEAST) return (Rows){ 0 }; /* one alone explains nothing */
    share_out(&items);
    qsort(items.at, items.count, sizeof(CauseItem), by_share);
    Rows rows = vec_rows(&items);
    if (rows.count > CAUSE_ITEMS_MAX) rows.count = CAUSE_ITEMS_MAX;
    /* What moved the other way is no cause. */
    while (rows.count > 1 && ROWS_AT(CauseItem, rows, rows.count - 1)->share <= 0 &&
           ROWS_AT(CauseItem, rows, 0)->share > 0)
        rows.count--;
    return rows;
}

/* ---- asking ----------------------------------------------------------------------------- */

typedef struct Asking {
    Ctx         *cx;
    const Alert *alert;
    AlertSpan    now, before;
    Vec          causes; /* of Cause */
} Asking;

static Code ask(Asking *asking, const char *property, AlertSpan span, Rows *parts, bool *adds_up)
{
    const FigureAsk asked = { .metric    = asking->alert->metric,
                              .filters   = asking->alert->filters,
                              .from_ms   = span.from_ms,
                              .until_ms  = span.until_ms,
                              .dimension = str_of(property) };
    return figure_parts(asking->cx, &asked, parts, adds_up);
}

static void add(Asking *asking, const char *dimension, Rows items)
{
    if (items.count > 0) *VEC_ADD(&asking->causes, Cause) = (Cause){ str_of(dimension), items };
}

static Code staff_of(Ctx *cx, Rows parts, Rows *staff)
{
    int64_t *ids   = arena_make(cx->arena, int64_t, parts.count);
    size_t   count = 0;
    for (size_t i = 0; i < parts.count && count < 1000; i++)
        count += str_to_i64(ROWS_AT(FigurePart, parts, i)->key, &ids[count]);
    *staff = (Rows){ 0 };
    return count > 0 ? org_staff_list_by_ids(cx, (Ids){ ids, count }, staff) : OK;
}

static const Staff *find(Rows staff, Str key)
{
    int64_t id = 0;
    if (!str_to_i64(key, &id)) return NULL;
    for (size_t i = 0; i < staff.count; i++)
        if (ROWS_AT(Staff, staff, i)->id == id) return ROWS_AT(Staff, staff, i);
    return NULL;
}

/* The same parts by the store where the member of staff works. */
static Rows by_store(Arena *arena, Rows parts, Rows staff)
{
    Vec stores = vec_of(arena, FigurePart);
    for (size_t i = 0; i < parts.count; i++) {
        const FigurePart *part   = ROWS_AT(FigurePart, parts, i);
        const Staff      *member = find(staff, part->key);
        if (!member || member->store_id == 0) continue;
        const Str   key  = str_fmt(arena, "%lld", (long long)member->store_id);
        FigurePart *into = NULL;
        for (size_t k = 0; k < stores.count && !into; k++)
            if (str_equal(VEC_AT(stores, FigurePart, k)->key, key))
                into = VEC_AT(stores, FigurePart, k);
        if (!into) *(into = VEC_ADD(&stores, FigurePart)) = (FigurePart){ key, { 0, 1 } };
        into->figure.num += whole(part->figure);
    }
    return vec_rows(&stores);
}

static Code name_stores(Ctx *cx, Rows items)
{
    for (size_t i = 0; i < items.count; i++) {
        CauseItem *item  = ROWS_AT(CauseItem, items, i);
        int64_t    id    = 0;
        Store      store = { 0 };
        if (!str_to_i64(item->key, &id)) continue;
        const Code code = org_store_get(cx, (StoreId){ id }, &store);
        if (code == OK) item->name = store.name;
        if (code != OK && code != ERR_NOT_FOUND) return code;
        if (code != OK) forgive(cx);
    }
    return OK;
}

/* Staff, and the stores they work in. */
static Code divide_by_staff(Asking *asking, Rows now, Rows before)
{
    Ctx *cx    = asking->cx;
    Rows staff = { 0 }, more = { 0 };
    TRY(staff_of(cx, now, &staff));
    TRY(staff_of(cx, before, &more));
    const Rows was = by_store(cx->arena, before, more), is = by_store(cx->arena, now, staff);
    const Rows stores = alert_cause_of(cx->arena, is, was);
    const Rows items  = alert_cause_of(cx->arena, now, before);
    TRY(name_stores(cx, stores));
    for (size_t i = 0; i < items.count; i++) {
        CauseItem   *item   = ROWS_AT(CauseItem, items, i);
        const Staff *member = find(staff, item->key);
        if (!member) member = find(more, item->key);
        if (member) item->name = member->name;
    }
    add(asking, "store", stores);
    add(asking, "staff", items);
    return OK;
}

static int by_first(const void *a, const void *b)
{
    const CauseItem *one   = ROWS_AT(CauseItem, ((const Cause *)a)->items, 0);
    const CauseItem *other = ROWS_AT(CauseItem, ((const Cause *)b)->items, 0);
    return one->share == other->share ? 0 : one->share < other->share ? 1 : -1;
}

/* What the catalogue says a metric is, or the metric itself. */
static Code formula_of(Ctx *cx, const Alert *alert, Str *out)
{
    const Json *json = NULL;
    JsonError   error;
    Str         formula = { 0 };
    *out                = alert->metric;
    if (json_parse(cx->arena, alert->metric, JSON_LIMITS, &json, &error) != OK) return OK;
    const Str key = json->kind == JSON_OBJECT ? json_str(json, S("metric")) : (Str){ 0 };
    if (key.len > 0) TRY(metric_find_formula(cx, key, &formula));
    if (formula.len > 0) *out = formula;
    return OK;
}

/* Whether events that a formula names have what it divides by; they are named in quotes. */
static bool divides(Arena *arena, const Divider *divider, Str formula)
{
    Str rest = str_of(divider->events ? divider->events : "");
    if (rest.len == 0) return true;
    while (rest.ptr) {
        const Str begin = str_fmt(arena, "\"%.*s", FMT(str_cut(&rest, ' ')));
        if (str_find(formula, begin) >= 0) return true;
    }
    return false;
}

Code alert_cause_find(Ctx *cx, const Alert *alert, AlertSpan now, AlertSpan before, Rows *causes)
{
    Asking asking = {
        .cx = cx, .alert = alert, .now = now, .before = before, .causes = vec_of(cx->arena, Cause)
    };
    bool adds_up = true;
    Str  formula = { 0 };
    *causes      = (Rows){ 0 };
    TRY(formula_of(cx, alert, &formula));
    for (size_t i = 0; i < COUNT(dividers); i++) {
        Rows is = { 0 }, was = { 0 };
        if (!divides(cx->arena, &dividers[i], formula)) continue;
        TRY(ask(&asking, dividers[i].property, now, &is, &adds_up));
        if (!adds_up) return OK;
        TRY(ask(&asking, dividers[i].property, before, &was, &adds_up));
        if (i == 0)
            TRY(divide_by_staff(&asking, is, was));
        else
            add(&asking, dividers[i].dimension, alert_cause_of(cx->arena, is, was));
    }
    Vec *found = &asking.causes;
    if (found->count > 0) qsort(found->at, found->count, sizeof(Cause), by_first);
    *causes = vec_rows(found);
    if (causes->count > CAUSE_DIMENSIONS_MAX) causes->count = CAUSE_DIMENSIONS_MAX;
    return OK;
}

Str alert_cause_json(Arena *arena, Rows causes)
{
    JsonOut out  = json_out(arena, CAUSE_JSON_MAX);
    Str     text = { 0 };
    json_open_array(&out);
    for (size_t i = 0; i < causes.count; i++)
        shape_to_json(&out, &alert_cause_shape, ROWS_AT(Cause, causes, i), (Zone){ 0 });
    json_close_array(&out);
    return json_out_done(&out, &text) == OK ? text : S("[]");
}
