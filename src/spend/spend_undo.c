/* spend_undo.c -- what a file of costs set, taken back. */
#include "kernel/again.h"
#include "spend/spend_set.h"
#include "spend/spend_sql.h"

enum { TRIES_MAX = 10 };

static Code set_back(Ctx *cx, const SpendBrought *line, const Spend *now, SpendTaken *out)
{
    SpendSheet sheet = { 0 };
    Spend      cell  = *now, was;
    int64_t    day   = 0;
    ASSERT(day_parse(line->day_on, &day));
    cell.user_id       = cx->user_id;
    cell.amount_fen    = line->before_fen;
    cell.changed_at_ms = cx->now_ms;
    cell.brought_by    = line->before_by;
    TRY(spend_set_cell(cx, &cell, day, &was, &sheet));
    out->changed += sheet.changed;
    out->amount_fen += sheet.amount_fen;
    return OK;
}

/* Where another import set the cell since, that one goes back behind this one. */
static Code take_back_one(Ctx *cx, const SpendBrought *listed, SpendTaken *out)
{
    const Spend  like  = { .kind = listed->kind, .touch = listed->touch, .day_on = listed->day_on };
    Spend        now   = { 0 };
    SpendBrought line  = { 0 };
    bool         found = false, is_there = false;
    TRY(spend_sql_hold(cx, &like, &now, &found));
    if (!found) return OK; /* "nothing" was said of what was nothing */
    /* Now that nobody else sets or takes back the cell: what was before may have gone meanwhile. */
    TRY(spend_sql_brought_find(cx, listed->run_key, &like, &line, &is_there));
    if (!is_there) return OK;
    if (str_equal(now.brought_by, line.run_key)) return set_back(cx, &line, &now, out);
    out->kept++;
    return spend_sql_brought_pass(cx, &line);
}

/* Before the first amount goes: whoever looks at what a killed process left finds who did it. */
static Code begin(Ctx *cx, int64_t job_id)
{
    Job job = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(job_make_final(cx, job_id, &job));
    TRY(audit_write(cx, S("spend.import_undone"), str_fmt(cx->arena, "job:%lld", (long long)job_id),
                    S("ok"), (Str){ 0 }, (Str){ 0 }));
    return cx_commit(cx, &txn);
}

static Code begin_surely(Ctx *cx, int64_t job_id)
{
    for (int tried = 0;; tried++) {
        const Code code = begin(cx, job_id);
        if (code == OK || !cx_again(cx, tried, TRIES_MAX)) return code;
    }
}

/* Where somebody else takes it back at the same time, each takes what he is first to hold. */
static Code take_slice(Ctx *cx, Str run_key, SpendTaken *out, bool *is_over)
{
    Rows lines = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(spend_sql_brought_page(cx, run_key, &lines));
    *is_over = lines.count <= SPEND_PAGE;
    if (!*is_over) lines.count = SPEND_PAGE;
    for (size_t i = 0; i < lines.count; i++) {
        const ArenaMark mark = arena_mark(cx->arena);
        TRY(take_back_one(cx, ROWS_AT(SpendBrought, lines, i), out));
        arena_rewind(cx->arena, mark);
    }
    if (lines.count) /* else somebody else has just taken them back */
        TRY(spend_sql_brought_drop(cx, ROWS_AT(SpendBrought, lines, lines.count - 1)));
    return cx_commit(cx, &txn);
}

/* Again where transactions clashed. */
static Code try_slice(Ctx *cx, Str run_key, SpendTaken *out, bool *is_over)
{
    const SpendTaken before = *out;
    for (int tried = 0;; tried++) {
        const ArenaMark mark = arena_mark(cx->arena);
        const Code      code = take_slice(cx, run_key, out, is_over);
        if (code != OK && !cx_again(cx, tried, TRIES_MAX)) return code;
        arena_rewind(cx->arena, mark);
        if (code == OK) return OK;
        *out = before;
    }
}

Code spend_take_back(Ctx *cx, int64_t job_id, SpendTaken *out)
{
    const Str run_key = str_fmt(cx->arena, "job:%lld", (long long)job_id);
    Rows      lines   = { 0 };
    bool      is_over = false;
    *out              = (SpendTaken){ 0 };
    ASSERT(cx->depth == 0); /* it may be millions of cells */
    TRY(spend_sql_brought_page(cx, run_key, &lines));
    REQUIRE(cx, lines.count > 0, ERR_NOT_FOUND, "spend.nothing_brought");
    TRY(begin_surely(cx, job_id));
    while (!is_over) TRY(try_slice(cx, run_key, out, &is_over));
    return OK;
}
