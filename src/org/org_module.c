/* org_module.c -- the rules of switching modules. */
#include "org/org_module_sql.h"
#include "org/org_sql.h"

// clang-format off
static const Field switch_fields[] = {
    FIELD_WITH(ModuleSwitch, word,          .flags = SERVER_SET),
    FIELD     (ModuleSwitch, is_on),
    FIELD_WITH(ModuleSwitch, is_on_for_me,  .flags = SERVER_SET, .about = "What the caller has"),
    FIELD     (ModuleSwitch, off_store_ids),
};
const Shape module_switch_shape = SHAPE(ModuleSwitch, switch_fields);
// clang-format on

/* Off words of the caller as bits by module. */
static Code off_of_me(Ctx *cx, uint32_t *off)
{
    Rows words = { 0 };
    *off       = 0;
    TRY(cx_list(cx, &org_sql_module_mine, &words, ARGS(V(cx->tenant_id), V(cx->scope_id))));
    for (size_t i = 0; i < words.count; i++)
        *off |= 1u << value_of(&module_words, ROWS_AT(OrgText, words, i)->text);
    return OK;
}

Code org_module_has(Ctx *cx, Module module, bool *out)
{
    uint32_t off = 0;
    ASSERT(module < MODULE_COUNT);
    TRY(off_of_me(cx, &off));
    *out = module == MODULE_CORE || !(off & 1u << module);
    return OK;
}

Code org_module_without(Ctx *cx, Module module, Ids user_ids, bool *is_off, Ids *without)
{
    Rows      rows = { 0 };
    const Str word = word_of(&module_words, (int)module);
    *is_off        = false;
    *without       = (Ids){ 0 };
    if (module == MODULE_CORE) return OK;
    TRY(cx_list(cx, &org_sql_module_off_at, &rows, ARGS(V(cx->tenant_id), V(word))));
    if (rows.count == 0) return OK;
    *is_off = ROWS_AT(OrgNumber, rows, 0)->n == 0;
    if (*is_off || user_ids.count == 0) return OK;
    TRY(cx_list(cx, &org_sql_module_without, &rows,
                ARGS(V(cx->tenant_id), V(word), V(json_ids(cx->arena, user_ids)))));
    int64_t *ids = arena_make(cx->arena, int64_t, rows.count);
    for (size_t i = 0; i < rows.count; i++) ids[i] = ROWS_AT(OrgNumber, rows, i)->n;
    *without = (Ids){ ids, rows.count };
    return OK;
}

Code org_module_mine(Ctx *cx, Strs *words)
{
    uint32_t off = 0;
    Vec      on  = vec_of(cx->arena, Str);
    TRY(off_of_me(cx, &off));
    for (int i = 1; i < MODULE_COUNT; i++)
        if (!(off & 1u << i)) *VEC_ADD(&on, Str) = word_of(&module_words, i);
    *words = (Strs){ (const Str *)(const void *)on.at, on.count };
    return OK;
}

Code org_module_works_for(Ctx *cx, Module module, StaffId id, bool *out)
{
    OrgNumber off = { 0 };
    TRY(cx_one(cx, &org_sql_module_works_for, &off,
               ARGS(V(cx->tenant_id), V(word_of(&module_words, (int)module)), V(id.v))));
    *out = off.n == 0;
    return OK;
}

static ModuleSwitch switch_of(Ctx *cx, int module, Rows rows, uint32_t off)
{
    ModuleSwitch one    = { .word = word_of(&module_words, module), .is_on = true };
    Vec          stores = vec_of(cx->arena, int64_t);
    for (size_t i = 0; i < rows.count; i++) {
        const ModuleOff *row = ROWS_AT(ModuleOff, rows, i);
        if (!str_equal(row->word, one.word)) continue;
        if (row->store_id == 0)
            one.is_on = false;
        else
            *VEC_ADD(&stores, int64_t) = row->store_id;
    }
    one.is_on_for_me  = !(off & 1u << module);
    one.off_store_ids = (Ids){ (const int64_t *)(const void *)stores.at, stores.count };
    return one;
}

Code org_module_list(Ctx *cx, Rows *switches)
{
    uint32_t off  = 0;
    Rows     rows = { 0 };
    Vec      all  = vec_of(cx->arena, ModuleSwitch);
    TRY(off_of_me(cx, &off));
    TRY(cx_list(cx, &org_sql_module_all, &rows, ARGS(V(cx->tenant_id))));
    for (int i = 1; i < MODULE_COUNT; i++)
        *VEC_ADD(&all, ModuleSwitch) = switch_of(cx, i, rows, off);
    *switches = vec_rows(&all);
    return OK;
}

static Code check_stores(Ctx *cx, Ids ids)
{
    OrgNumber known = { 0 };
    TRY(cx_one(cx, &org_sql_module_stores, &known,
               ARGS(V(cx->tenant_id), V(json_ids(cx->arena, ids)))));
    REQUIRE(cx, known.n == (int64_t)ids.count, ERR_INVALID, "module.unknown_store");
    return OK;
}

static Code put(Ctx *cx, Str word, int64_t store_id)
{
    return cx_insert(cx, &org_sql_module_off,
                     &(ModuleOff){ .tenant_id     = cx->tenant_id,
                                   .word          = word,
                                   .store_id      = store_id,
                                   .changed_by    = cx->user_id,
                                   .changed_at_ms = cx->now_ms });
}

Code org_module_set(Ctx *cx, Str word, const ModuleSwitch *draft, ModuleSwitch *out)
{
    const int module = value_of(&module_words, word);
    uint32_t  off    = 0;
    Rows      rows   = { 0 };
    REQUIRE(cx, module != 0, ERR_NOT_FOUND, "not_found");
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(check_stores(cx, draft->off_store_ids));
    TRY(cx_run(cx, &org_sql_module_clear, NULL, ARGS(V(cx->tenant_id), V(word))));
    if (!draft->is_on) TRY(put(cx, word, 0));
    for (size_t i = 0; i < draft->off_store_ids.count; i++)
        TRY(put(cx, word, draft->off_store_ids.at[i]));
    TRY(off_of_me(cx, &off));
    TRY(cx_list(cx, &org_sql_module_all, &rows, ARGS(V(cx->tenant_id))));
    *out = switch_of(cx, module, rows, off);
    return cx_commit(cx, &txn);
}
