/* privacy.c -- asking for a deletion, and deciding of it.  The work is in privacy_erase.c. */
#include "privacy/privacy_sql.h"

#include "customer/customer.h"
#include "org/org.h"

/* What a person types to show that he means this one. */
static Str confirm_of(Ctx *cx, const Customer *customer)
{
    const Str name = str_trim(customer->name);
    return name.len ? name : str_fmt(cx->arena, "%lld", (long long)customer->id);
}

static Code own_name(Ctx *cx, Str *name)
{
    User user = { 0 };
    if (cx->user_id == 0) return OK;
    const Code code = org_user_get(cx, (UserId){ cx->user_id }, &user);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        return OK;
    }
    *name = user.display_name.len ? user.display_name : user.name;
    return code;
}

Code privacy_preview(Ctx *cx, CustomerId customer, ErasurePreview *out)
{
    Customer known = { 0 };
    TRY(customer_get(cx, customer, &known));
    TRY(privacy_sql_preview(cx, (CustomerId){ known.id }, out));
    out->confirm = confirm_of(cx, &known);
    return OK;
}

Code privacy_request(Ctx *cx, CustomerId customer, const ErasureDraft *draft, Erasure *out)
{
    Customer known = { 0 };
    int64_t  open  = 0;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_made_stay(cx, &customer));
    TRY(customer_get(cx, customer, &known));
    TRY(privacy_sql_open_of(cx, (CustomerId){ known.id }, &open));
    REQUIRE(cx, open == 0, ERR_CONFLICT, "erasure.open");
    *out = (Erasure){ .id              = cx_new_id(cx),
                      .tenant_id       = cx->tenant_id,
                      .customer_id     = known.id,
                      .state           = ERASURE_WAITING,
                      .ground          = draft->ground,
                      .note            = draft->note,
                      .requested_by    = cx->user_id,
                      .requested_at_ms = cx->now_ms,
                      .revision        = 1 };
    TRY(own_name(cx, &out->requested_by_name));
    TRY(privacy_sql_insert(cx, out));
    return cx_commit(cx, &txn);
}

Code privacy_list(Ctx *cx, const ErasureFilter *filter, Rows *items, Str *next_cursor)
{
    const int64_t limit  = page_limit(filter->limit);
    const Str     state  = word_of(&erasure_state_words, (int)filter->state);
    int64_t       before = 0;
    TRY(page_keys(cx, filter->cursor, INT64_MAX, &before, 1));
    TRY(privacy_sql_page(cx, state, before, limit + 1, items));
    if ((int64_t)items->count <= limit) return OK;
    items->count = (size_t)limit;
    *next_cursor = page_cursor(cx->arena, &ROWS_AT(Erasure, *items, limit - 1)->id, 1);
    return OK;
}

/* ---- deciding -------------------------------------------------------------------------------- */

/* The job runs with the rights of who decided; its title names nobody. */
static Code start(Ctx *cx, const ErasureDecisionDraft *draft, Erasure *erasure)
{
    Customer known = { 0 };
    Job      job   = { 0 };
    TRY(customer_get(cx, (CustomerId){ erasure->customer_id }, &known));
    if (!str_equal(str_trim(draft->confirm), confirm_of(cx, &known)))
        return fail_field(cx, "erasure.not_confirmed", S("confirm"), NULL);
    const JobDraft wanted = {
        .kind  = str_of(privacy_erase_job.word),
        .title = S("删除个人数据"),
        .unit  = S("event"),
        .args  = str_fmt(cx->arena, "{\"erasure_id\":\"%lld\"}", (long long)erasure->id),
    };
    TRY(job_start(cx, wanted, &job));
    erasure->job_id = job.id;
    erasure->state  = ERASURE_RUNNING;
    return OK;
}

Code privacy_decide(Ctx *cx, ErasureId id, const ErasureDecisionDraft *draft, Erasure *out)
{
    const bool carries_out = draft->decision == ERASURE_CARRY_OUT;
    if (!carries_out && str_trim(draft->answer).len == 0)
        return fail_field(cx, "erasure.no_answer", S("answer"), NULL);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(privacy_sql_get(cx, id.v, out));
    REQUIRE(cx, out->state == ERASURE_WAITING, ERR_CONFLICT, "erasure.decided");
    if (carries_out) TRY(start(cx, draft, out));
    if (!carries_out) out->state = ERASURE_REFUSED;
    if (!carries_out) out->answer = draft->answer;
    out->decided_by    = cx->user_id;
    out->decided_at_ms = cx->now_ms;
    TRY(own_name(cx, &out->decided_by_name));
    TRY(privacy_sql_update(cx, out));
    out->revision++;
    return cx_commit(cx, &txn);
}
