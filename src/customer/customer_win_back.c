/* customer_win_back.c -- the rules of winning lost customers back. */
#include "customer/customer_win_back_sql.h"

// clang-format off
static const char *const state_words[] = {
    [WIN_BACK_WAITING] = "waiting", [WIN_BACK_CONTACTED] = "contacted",
    [WIN_BACK_WON] = "won",         [WIN_BACK_GIVEN_UP] = "given_up",
};
const Words win_back_state_words = { state_words, COUNT(state_words) };

static const Field win_back_fields[] = {
    FIELD_ID  (WinBack, relation_id),
    FIELD_ID  (WinBack, customer_id),
    FIELD     (WinBack, customer_name),
    FIELD     (WinBack, avatar),
    FIELD_ID  (WinBack, staff_id),
    FIELD     (WinBack, staff_name),
    FIELD_ENUM(WinBack, ended_by, ended_by_words),
    FIELD_TIME(WinBack, ended_at_ms),
    FIELD_TIME(WinBack, added_at_ms),
    FIELD_ENUM(WinBack, state, win_back_state_words),
    FIELD     (WinBack, note),
    FIELD     (WinBack, changed_by_name),
    FIELD_TIME(WinBack, changed_at_ms),
    FIELD_WITH(WinBack, revision, .about = "1 = nobody has touched it"),
};
const Shape win_back_shape = SHAPE(WinBack, win_back_fields);

static const Field filter_fields[] = {
    FIELD_ENUM(WinBackFilter, state, win_back_state_words),
    FIELD     (WinBackFilter, mine),
    FIELD     (WinBackFilter, cursor),
    FIELD_WITH(WinBackFilter, limit, .min = 1, .max = PAGE_LIMIT_MAX),
};
const Shape win_back_filter_shape = SHAPE(WinBackFilter, filter_fields);

static const Field page_fields[] = {
    FIELD_LIST(WinBackPage, items, win_back_shape),
    FIELD     (WinBackPage, next_cursor),
    FIELD     (WinBackPage, waiting_count),
    FIELD     (WinBackPage, contacted_count),
};
const Shape win_back_page_shape = SHAPE(WinBackPage, page_fields);

static const Field draft_fields[] = {
    FIELD_ENUM(WinBackDraft, state, win_back_state_words, .flags = REQUIRED),
    FIELD_WITH(WinBackDraft, note, .min = 0, .max = 500),
};
const Shape win_back_draft_shape = SHAPE(WinBackDraft, draft_fields);
// clang-format on

static int64_t since_ms(const Ctx *cx) { return cx->now_ms - (int64_t)WIN_BACK_DAYS * MS_PER_DAY; }

Code customer_win_back_list(Ctx *cx, const WinBackFilter *filter, WinBackPage *out)
{
    const Str     word      = word_of(&win_back_state_words, (int)filter->state);
    const int64_t limit     = page_limit(filter->limit);
    int64_t       before[2] = { 0 }, staff_id = 0;
    WinBackCounts counts = { 0 };
    TRY(page_keys(cx, filter->cursor, INT64_MAX, before, 2));
    if (filter->mine) TRY(customer_win_back_sql_me(cx, &staff_id));
    /* Who is no member of staff has none of his own. */
    if (filter->mine && staff_id == 0) return OK;
    TRY(customer_win_back_sql_list(cx, since_ms(cx), word.ptr ? word : S(""), staff_id, before,
                                   limit + 1, &out->items));
    TRY(customer_win_back_sql_counts(cx, since_ms(cx), staff_id, &counts));
    out->waiting_count   = counts.waiting;
    out->contacted_count = counts.contacted;
    if ((int64_t)out->items.count <= limit) return OK;
    out->items.count    = (size_t)limit;
    const WinBack *last = ROWS_AT(WinBack, out->items, limit - 1);
    out->next_cursor =
        page_cursor(cx->arena, (const int64_t[]){ last->ended_at_ms, last->relation_id }, 2);
    return OK;
}

Code customer_win_back_set(Ctx *cx, int64_t relation_id, int64_t revision,
                           const WinBackDraft *draft, WinBack *out)
{
    WinBack known;
    bool    changed = false;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_win_back_sql_get(cx, relation_id, &known));
    TRY(customer_win_back_sql_set(cx, relation_id, revision,
                                  word_of(&win_back_state_words, (int)draft->state),
                                  draft->note.ptr ? draft->note : S(""), &changed));
    REQUIRE(cx, changed, ERR_CONFLICT, "win_back.changed_meanwhile");
    TRY(customer_win_back_sql_get(cx, relation_id, out));
    return cx_commit(cx, &txn);
}
