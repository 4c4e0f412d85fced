/* org_allowance.c -- the rules of allowances: who sets them, what is taken, what is left. */
#include "org/org_allowance_sql.h"
#include "org/org_role.h"

enum { MORE_MAX = 512 };

static const char *const words_of_deed[] = {
    [DEED_EXPORT] = "export",
    [DEED_REVEAL] = "reveal",
    [DEED_BULK]   = "bulk",
};
const Words deed_words = { words_of_deed, COUNT(words_of_deed) };

// clang-format off
#define NUMBER(member, about_) FIELD_WITH(Allowance, member, .max = ALLOWANCE_MAX, .about = about_)
#define NUMBERS                                                   \
    NUMBER(export_day,   "Rows of files in a day; 0: no bound"),  \
    NUMBER(export_month, "The same in a month"),                  \
    NUMBER(reveal_day,   "Facts shown unmasked in a day"),        \
    NUMBER(reveal_month, "The same in a month"),                  \
    NUMBER(bulk_day,     "Customers changed by bulk actions in a day"), \
    NUMBER(bulk_month,   "The same in a month")
static const Field allowance_fields[] = {
    FIELD_ID  (Allowance, tenant_id, .flags = SERVER_SET | SECRET),
    FIELD_ID  (Allowance, role_id,   .flags = SERVER_SET),
    FIELD_WITH(Allowance, role_name, .flags = SERVER_SET),
    FIELD_ENUM(Allowance, word,      role_words, .flags = SERVER_SET),
    NUMBERS,
    FIELD_WITH(Allowance, revision,  .flags = SERVER_SET),
    FIELD_ID  (Allowance, changed_by,    .flags = SERVER_SET | SECRET),
    FIELD_TIME(Allowance, changed_at_ms, .flags = SERVER_SET),
};
const Shape allowance_shape = SHAPE(Allowance, allowance_fields);
static const Field draft_fields[] = { NUMBERS };
const Shape allowance_draft_shape = { .name = "AllowanceDraft", .fields = draft_fields,
                                      .count = COUNT(draft_fields), .size = sizeof(Allowance) };
static const Field use_fields[] = {
    FIELD_ID  (AllowanceUse, user_id,    .flags = SERVER_SET),
    FIELD_WITH(AllowanceUse, user_name,  .flags = SERVER_SET),
    FIELD_WITH(AllowanceUse, role_name,  .flags = SERVER_SET),
    FIELD_ENUM(AllowanceUse, deed,       deed_words, .flags = SERVER_SET),
    FIELD_WITH(AllowanceUse, day_used,   .flags = SERVER_SET),
    FIELD_WITH(AllowanceUse, month_used, .flags = SERVER_SET),
    FIELD_WITH(AllowanceUse, day_max,    .flags = SERVER_SET, .about = "0: no bound"),
    FIELD_WITH(AllowanceUse, month_max,  .flags = SERVER_SET, .about = "0: no bound"),
};
const Shape allowance_use_shape = SHAPE(AllowanceUse, use_fields);
// clang-format on

/* ---- what is set ------------------------------------------------------------ */

Code org_allowance_list(Ctx *cx, Rows *items)
{
    return cx_list(cx, &org_sql_allowances, items, ARGS(V(cx->tenant_id)));
}

/* Who is bounded does not lift his own bound; owner and administrator answer for all. */
static Code check_own(Ctx *cx, RoleId id)
{
    Allowance own   = { 0 };
    bool      found = false;
    TRY(cx_find(cx, &org_sql_allowance_of_user, &own, &found,
                ARGS(V(cx->tenant_id), V(cx->user_id))));
    const bool is_free = !found || own.word == ROLE_OWNER || own.word == ROLE_ADMIN;
    REQUIRE(cx, is_free || own.role_id != id.v, ERR_DENIED, "allowance.own_role");
    return OK;
}

static Code put(Ctx *cx, RoleId id, int64_t revision, const Allowance *draft)
{
    int64_t changed = 0;
    if (revision > 1)
        TRY(cx_run(cx, &org_sql_allowance_update, &changed,
                   ARGS(V(cx->tenant_id), V(id.v), V(revision), V(draft->export_day),
                        V(draft->export_month), V(draft->reveal_day), V(draft->reveal_month),
                        V(draft->bulk_day), V(draft->bulk_month), V(cx->user_id), V(cx->now_ms))));
    else {
        Allowance row     = *draft;
        row.tenant_id     = cx->tenant_id;
        row.role_id       = id.v;
        row.revision      = 2;
        row.changed_by    = cx->user_id;
        row.changed_at_ms = cx->now_ms;
        TRY(cx_insert_all(cx, &org_sql_allowance, (Rows){ &row, 1 }, true, &changed));
    }
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "allowance.changed_meanwhile");
    return OK;
}

Code org_allowance_set(Ctx *cx, RoleId id, int64_t revision, const Allowance *draft, Allowance *out)
{
    Role role = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(org_role_get(cx, id, &role));
    TRY(org_role_within_own(cx, &role));
    TRY(check_own(cx, id));
    TRY(put(cx, id, revision, draft));
    TRY(cx_one(cx, &org_sql_allowance_by_role, out, ARGS(V(cx->tenant_id), V(id.v))));
    ASSERT(out->tenant_id == cx->tenant_id);
    return cx_commit(cx, &txn);
}

Code org_allowance_forget(Ctx *cx, RoleId id)
{
    return cx_run(cx, &org_sql_allowance_delete, NULL, ARGS(V(cx->tenant_id), V(id.v)));
}

/* ---- what is taken ------------------------------------------------------------- */

static int64_t day_now(const Ctx *cx) { return day_of(cx->now_ms, cx->zone); }

static int64_t month_now(const Ctx *cx)
{
    const CivilTime now = civil_time(cx->now_ms, cx->zone);
    return (int64_t)now.year * 12 + now.month - 1;
}

/* What was counted on another day, or in another month, counts no more. */
static void settle(const Ctx *cx, AllowanceUse *use)
{
    if (use->on_day < day_now(cx)) use->day_used = 0;
    if (use->in_month < month_now(cx)) use->month_used = 0;
}

Code org_allowance_mine(Ctx *cx, Rows *items)
{
    Allowance own   = { 0 };
    bool      found = false;
    Rows      uses  = { 0 };
    TRY(cx_find(cx, &org_sql_allowance_of_user, &own, &found,
                ARGS(V(cx->tenant_id), V(cx->user_id))));
    TRY(cx_list(cx, &org_sql_allowance_uses_of, &uses, ARGS(V(cx->tenant_id), V(cx->user_id))));
    const AllowanceUse bare[] = {
        { .deed = DEED_EXPORT, .day_max = own.export_day, .month_max = own.export_month },
        { .deed = DEED_REVEAL, .day_max = own.reveal_day, .month_max = own.reveal_month },
        { .deed = DEED_BULK, .day_max = own.bulk_day, .month_max = own.bulk_month },
    };
    AllowanceUse *all = arena_make(cx->arena, AllowanceUse, COUNT(bare));
    for (size_t i = 0; i < COUNT(bare); i++) {
        all[i]           = bare[i];
        all[i].user_id   = cx->user_id;
        all[i].role_name = own.role_name;
        for (size_t j = 0; j < uses.count; j++) {
            AllowanceUse *use = ROWS_AT(AllowanceUse, uses, j);
            if (use->deed != bare[i].deed) continue;
            settle(cx, use);
            all[i].day_used   = use->day_used;
            all[i].month_used = use->month_used;
        }
    }
    *items = (Rows){ all, COUNT(bare) };
    return OK;
}

Code org_allowance_uses(Ctx *cx, Rows *items)
{
    TRY(cx_list(cx, &org_sql_allowance_uses, items,
                ARGS(V(cx->tenant_id), V(month_now(cx)), V(cx->scope_id))));
    for (size_t i = 0; i < items->count; i++) settle(cx, ROWS_AT(AllowanceUse, *items, i));
    return OK;
}

static int64_t left_of(int64_t most, int64_t used) { return most > used ? most - used : 0; }

/* The refusal says which of the two is spent, and what is left of it. */
static Code refuse(Ctx *cx, Deed deed, int64_t count)
{
    Rows all = { 0 };
    TRY(org_allowance_mine(cx, &all));
    const AllowanceUse *use = ROWS_AT(AllowanceUse, all, (size_t)deed - 1);
    ASSERT(use->deed == deed);
    const int64_t day   = left_of(use->day_max, use->day_used);
    const int64_t month = left_of(use->month_max, use->month_used);
    const bool    by_month =
        use->month_max > 0 && month < count && (use->day_max == 0 || month <= day);
    JsonOut more = json_out(cx->arena, MORE_MAX);
    json_open_object(&more);
    json_pair_str(&more, S("deed"), word_of(&deed_words, (int)deed));
    json_pair_i64(&more, S("asked"), count);
    json_pair_i64(&more, S("left"), by_month ? month : day);
    json_pair_i64(&more, S("max"), by_month ? use->month_max : use->day_max);
    json_close_object(&more);
    const Code code =
        by_month ? fail(cx, ERR_LIMIT, "allowance.month_spent", "%lld asked", (long long)count)
                 : fail(cx, ERR_LIMIT, "allowance.day_spent", "%lld asked", (long long)count);
    if (json_out_done(&more, &cx->err.more) != OK) cx->err.more = (Str){ 0 };
    return code;
}

Code org_allowance_take(Ctx *cx, Deed deed, int64_t count)
{
    AllowanceUse use   = { 0 };
    bool         found = false;
    ASSERT(count >= 0);
    if (cx->user_id == 0 || count == 0) return OK; /* the system's own */
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_find(cx, &org_sql_allowance_take, &use, &found,
                ARGS(V(cx->tenant_id), V(cx->user_id), V(word_of(&deed_words, (int)deed)),
                     V(day_now(cx)), V(month_now(cx)), V(count))));
    if (!found) return refuse(cx, deed, count);
    ASSERT(use.tenant_id == cx->tenant_id);
    return cx_commit(cx, &txn);
}
