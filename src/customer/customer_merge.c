/* customer_merge.c -- the rules of merging and splitting.  Pages are customer_merge_view.c;
 * statements are in customer_merge_sql.c. */
#include "customer/customer_merge.h"

#include "customer/customer_fill.h"
#include "customer/customer_identity.h"
#include "customer/customer_merge_sql.h"
#include "customer/customer_person.h"
#include "customer/customer_sql.h"
#include "wire/json.h"

enum { PAYLOAD_MAX = 4096, DEPTH_MAX = 10000 };

/* ---- whose an id is --------------------------------------------------------------------- */

Code customer_merge_resolve(Ctx *cx, CustomerId *id)
{
    for (int depth = 0; depth < DEPTH_MAX; depth++) {
        CustomerMerge merge = { 0 };
        bool          found = false;
        TRY(customer_merge_sql_of(cx, id->v, &merge, &found));
        if (!found) return OK;
        id->v = merge.into_id;
    }
    return fail(cx, ERR_INTERNAL, "merge.circle", "customer %lld", (long long)id->v);
}

/* ---- rows that follow ---------------------------------------------------------------------- */

static Code take_rows(Ctx *cx, const MergeTable *table, int64_t from, int64_t into)
{
    TRY(customer_merge_sql_note(cx, table->note, from));
    return customer_merge_sql_run(cx, table->take, from, into);
}

static Code take_all(Ctx *cx, int64_t from, int64_t into)
{
    for (size_t i = 0; i < customer_merge_own_table_count; i++)
        TRY(take_rows(cx, customer_merge_own_tables[i], from, into));
    for (size_t i = 0; i < cx->services->merge_table_count; i++)
        TRY(take_rows(cx, cx->services->merge_tables[i], from, into));
    return OK;
}

static Code give_all(Ctx *cx, int64_t from, int64_t home)
{
    for (size_t i = 0; i < customer_merge_own_table_count; i++)
        TRY(customer_merge_sql_run(cx, customer_merge_own_tables[i]->give_back, from, home));
    for (size_t i = 0; i < cx->services->merge_table_count; i++)
        TRY(customer_merge_sql_run(cx, cx->services->merge_tables[i]->give_back, from, home));
    return OK;
}

/* What stayed behind because another of the tree had it too may be wanted now. */
static Code take_again(Ctx *cx, int64_t root)
{
    Ids below = { 0 };
    TRY(customer_merge_sql_below(cx, root, &below));
    for (size_t i = 0; i < below.count; i++) TRY(take_all(cx, below.at[i], root));
    return OK;
}

/* ---- what the row of a person says -------------------------------------------------------- */

static Code plain_text(Ctx *cx, const Customer *customer, Str *text)
{
    Rows open = { 0 };
    TRY(customer_relation_list_open(cx, (CustomerId){ customer->id }, &open));
    Str *remarks = arena_make(cx->arena, Str, open.count);
    for (size_t i = 0; i < open.count; i++) remarks[i] = ROWS_AT(Relation, open, i)->remark;
    const Strs list = { remarks, open.count };
    *text           = customer_person_search_text(cx->arena, customer->name, &list);
    return OK;
}

/* What he has of his own, before anything changes; made when he never was part of a merge. */
static Code own_of(Ctx *cx, const Customer *customer, CustomerOwn *out)
{
    bool    found   = false;
    int64_t last_ms = 0;
    TRY(customer_merge_sql_own(cx, customer->id, out, &found));
    if (found) {
        TRY(customer_merge_sql_last_below(cx, customer->id, &last_ms));
        if (customer->last_event_at_ms <= last_ms ||
            customer->last_event_at_ms <= out->last_event_at_ms)
            return OK;
        /* Something happened to him since. */
        out->last_event_at_ms = customer->last_event_at_ms;
        return customer_merge_sql_touch_own(cx, customer->id, out->last_event_at_ms);
    }
    *out = (CustomerOwn){ .tenant_id         = cx->tenant_id,
                          .id                = customer->id,
                          .is_active         = customer->is_active,
                          .source            = customer->source,
                          .first_added_at_ms = customer->first_added_at_ms,
                          .last_event_at_ms  = customer->last_event_at_ms,
                          .search_text       = customer->search_text };
    TRY(plain_text(cx, customer, &out->plain_text));
    return customer_merge_sql_add_own(cx, out);
}

/* His row follows from what he has of his own, those folded into him, and the relations. */
static Code settle(Ctx *cx, const Customer *customer)
{
    Ids         below   = { 0 };
    CustomerOwn own     = { 0 };
    bool        found   = false;
    int64_t     last_ms = 0;
    Str         text    = { 0 };
    TRY(customer_merge_sql_own(cx, customer->id, &own, &found));
    ASSERT(found);
    TRY(customer_merge_sql_below(cx, customer->id, &below));
    TRY(customer_merge_sql_last_below(cx, customer->id, &last_ms));
    if (own.last_event_at_ms > last_ms) last_ms = own.last_event_at_ms;
    TRY(customer_merge_sql_set_derived(cx, customer->id, own.source, last_ms));
    TRY(plain_text(cx, customer, &text));
    const bool is_own = below.count == 0 && str_equal(text, own.plain_text);
    TRY(customer_sql_set_search(cx, customer->id, is_own ? own.search_text : text));
    return below.count ? OK : customer_merge_sql_drop_own(cx, customer->id);
}

static Customer as_it_was(const Customer *customer, const CustomerOwn *own)
{
    Customer was          = *customer;
    was.is_active         = own->is_active;
    was.source            = own->source;
    was.first_added_at_ms = own->first_added_at_ms;
    was.last_event_at_ms  = own->last_event_at_ms;
    was.search_text       = own->search_text;
    return was;
}

/* ---- merging --------------------------------------------------------------------------------- */

static Code say(Ctx *cx, EventType type, const CustomerMerge *merge, Str from_name,
                int64_t person_id)
{
    Str     payload = { 0 };
    JsonOut json    = json_out(cx->arena, PAYLOAD_MAX);
    json_open_object(&json);
    json_pair_id(&json, S("merge_id"), merge->id);
    json_pair_id(&json, S("into_id"), merge->into_id);
    json_pair_id(&json, S("from_id"), merge->from_id);
    json_pair_str(&json, S("from_name"), from_name.ptr ? from_name : S(""));
    json_pair_bool(&json, S("by_rule"), merge->by_rule && type == EV_CUSTOMER_MERGED);
    json_pair_str(&json, S("kind"), merge->kind);
    json_pair_str(&json, S("source"), merge->source);
    json_close_object(&json);
    TRY(json_out_done(&json, &payload));
    return event_emit(cx, type, (EventDraft){ .person_id = person_id, .payload = payload });
}

bool customer_merge_is_older(const Customer *a, const Customer *b)
{
    if (a->created_at_ms != b->created_at_ms) return a->created_at_ms < b->created_at_ms;
    return a->id < b->id;
}

/* Locks both, in the order of their ids, whoever they are by now: another may have merged one of
 * them while this waited for the lock. */
static Code hold_two(Ctx *cx, CustomerId a, CustomerId b, Customer *first, Customer *second)
{
    enum { TRIES_MAX = 10 };
    for (int tried = 0; tried < TRIES_MAX; tried++) {
        bool found[2] = { false, false };
        TRY(customer_merge_resolve(cx, &a));
        TRY(customer_merge_resolve(cx, &b));
        REQUIRE(cx, a.v != b.v, ERR_CONFLICT, "customer.merge_self");
        TRY(customer_merge_sql_hold(cx, a.v < b.v ? a.v : b.v, first, &found[0]));
        TRY(customer_merge_sql_hold(cx, a.v < b.v ? b.v : a.v, second, &found[1]));
        if (found[0] && found[1]) return OK;
    }
    return fail(cx, ERR_NOT_FOUND, "customer.not_found", "customer %lld or %lld", (long long)a.v,
                (long long)b.v);
}

static Code fold(Ctx *cx, Customer *from, Customer *into)
{
    CustomerOwn own = { 0 }, of_into = { 0 };
    TRY(customer_fill_undo(cx, from));
    TRY(customer_fill_undo(cx, into));
    TRY(own_of(cx, into, &of_into));
    TRY(own_of(cx, from, &own));
    const Customer was = as_it_was(from, &own);
    TRY(customer_merge_sql_shift_tags(cx, from->id, -1));
    TRY(customer_merge_sql_shift_tags(cx, into->id, -1));
    TRY(take_all(cx, from->id, into->id));
    TRY(customer_merge_sql_shift_tags(cx, into->id, +1));
    TRY(customer_merge_sql_fold(cx, &was));
    TRY(event_fold(cx, from->id, into->id));
    TRY(customer_merge_sql_close_reviews(cx, into->id));
    TRY(customer_fill(cx, into));
    return settle(cx, into);
}

Code customer_merge(Ctx *cx, CustomerId a, CustomerId b, const MergeEvidence *evidence,
                    MergeId *out)
{
    Customer first = { 0 }, second = { 0 };
    bool     shared = false;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(hold_two(cx, a, b, &first, &second));
    TRY(customer_merge_sql_shared_staff(cx, first.id, second.id, &shared));
    REQUIRE(cx, !shared, ERR_CONFLICT, "customer.merge_same_staff");
    Customer           *into  = customer_merge_is_older(&first, &second) ? &first : &second;
    Customer           *from  = into == &first ? &second : &first;
    const CustomerMerge merge = { .id           = cx_new_id(cx),
                                  .tenant_id    = cx->tenant_id,
                                  .into_id      = into->id,
                                  .from_id      = from->id,
                                  .by_rule      = cx->user_id == 0,
                                  .kind         = evidence->kind.ptr ? evidence->kind : S(""),
                                  .source       = evidence->source.ptr ? evidence->source : S(""),
                                  .merged_by    = cx->user_id,
                                  .merged_at_ms = cx->now_ms };
    TRY(fold(cx, from, into));
    TRY(customer_merge_sql_insert(cx, &merge));
    TRY(customer_merge_sql_review_decide(cx, first.id, second.id, S("accepted")));
    TRY(say(cx, EV_CUSTOMER_MERGED, &merge, from->name, into->id));
    out->v = merge.id;
    return cx_commit(cx, &txn);
}

Code customer_merge_gather(Ctx *cx, MergeId id)
{
    CustomerMerge merge = { 0 };
    CustomerId    root  = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_merge_sql_get(cx, id.v, &merge));
    root.v = merge.into_id;
    TRY(customer_merge_resolve(cx, &root));
    if (merge.split_at_ms == 0) TRY(take_all(cx, merge.from_id, root.v));
    return cx_commit(cx, &txn);
}

/* ---- splitting ------------------------------------------------------------------------------- */

static Code unfold(Ctx *cx, Customer *root, int64_t home, Customer *out)
{
    Ids         above = { 0 };
    Customer    was   = { 0 };
    CustomerOwn own   = { 0 };
    bool        found = false;
    TRY(customer_fill_undo(cx, root));
    TRY(own_of(cx, root, &own));
    TRY(customer_merge_sql_shift_tags(cx, root->id, -1));
    TRY(customer_merge_sql_above(cx, home, &above));
    for (size_t i = 0; i < above.count; i++) TRY(event_unfold(cx, home, above.at[i]));
    /* What two had may have stayed with any of those between. */
    for (size_t i = 0; i < above.count; i++) TRY(give_all(cx, above.at[i], home));
    TRY(customer_merge_sql_forget_origin(cx, home));
    TRY(take_again(cx, root->id));
    TRY(take_again(cx, home));
    TRY(customer_merge_sql_folded(cx, home, &was, &found));
    ASSERT(found);
    TRY(customer_merge_sql_unfold(cx, &was));
    TRY(customer_merge_sql_shift_tags(cx, root->id, +1));
    TRY(customer_merge_sql_shift_tags(cx, home, +1));
    TRY(customer_fill(cx, root));
    TRY(customer_fill(cx, &was));
    TRY(settle(cx, root));
    *out = was;
    return settle(cx, &was);
}

/* They are two: no rule makes them one again for the same reason. */
static Code remember_two(Ctx *cx, const CustomerMerge *merge, int64_t rest)
{
    const int64_t     a = merge->from_id, b = rest;
    const MergeReview review = { .id            = cx_new_id(cx),
                                 .tenant_id     = cx->tenant_id,
                                 .a_id          = a < b ? a : b,
                                 .b_id          = a < b ? b : a,
                                 .state         = MERGE_REVIEW_REFUSED,
                                 .kind          = merge->kind,
                                 .scope         = S(""),
                                 .lookup        = S(""),
                                 .source        = S("split"),
                                 .why           = S(""),
                                 .asked_at_ms   = cx->now_ms,
                                 .decided_by    = cx->user_id,
                                 .decided_at_ms = cx->now_ms };
    bool              is_new = false;
    TRY(customer_merge_sql_review_decide(cx, review.a_id, review.b_id, S("refused")));
    return customer_merge_sql_review_add(cx, &review, &is_new);
}

/* Locks him whom an id stands for by now. */
static Code hold_one(Ctx *cx, CustomerId *id, Customer *out)
{
    enum { TRIES_MAX = 10 };
    for (int tried = 0; tried < TRIES_MAX; tried++) {
        bool found = false;
        TRY(customer_merge_resolve(cx, id));
        TRY(customer_merge_sql_hold(cx, id->v, out, &found));
        if (found) return OK;
    }
    return fail(cx, ERR_NOT_FOUND, "customer.not_found", "customer %lld", (long long)id->v);
}

Code customer_split(Ctx *cx, MergeId id, CustomerId *rest, CustomerId *home)
{
    CustomerMerge merge = { 0 };
    Customer      root = { 0 }, was = { 0 };
    bool          changed = false;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_merge_sql_get(cx, id.v, &merge));
    REQUIRE(cx, merge.split_at_ms == 0, ERR_CONFLICT, "merge.already_split");
    CustomerId survivor = { merge.into_id };
    TRY(hold_one(cx, &survivor, &root));
    TRY(customer_merge_sql_set_split(cx, id.v, &changed));
    ASSERT(changed);
    TRY(unfold(cx, &root, merge.from_id, &was));
    TRY(remember_two(cx, &merge, survivor.v));
    TRY(say(cx, EV_CUSTOMER_SPLIT, &merge, was.name, survivor.v));
    TRY(say(cx, EV_CUSTOMER_SPLIT, &merge, was.name, merge.from_id));
    if (rest) *rest = survivor;
    if (home) home->v = merge.from_id;
    return cx_commit(cx, &txn);
}
