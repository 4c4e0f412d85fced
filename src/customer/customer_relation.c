/* customer_relation.c -- facts come in, intervals are moved to what they now say.  The rule
 * itself is customer_interval.c; statements are in customer_relation_sql.c. */
#include "customer/customer_relation.h"

#include "channel/channel.h"
#include "customer/customer_relation_sql.h"

static Relation interval_row(Ctx *cx, const Relation *like, const Interval *interval, size_t at)
{
    Relation row    = *like;
    row.id          = cx_new_id(cx);
    row.tenant_id   = cx->tenant_id;
    row.added_at_ms = interval->added_at_ms;
    row.is_exact    = interval->is_exact;
    row.ended_at_ms = interval->ended_at_ms;
    row.ended_by    = interval->ended_by;
    row.seen_at_ms  = interval->seen_at_ms;
    row.interval_no = (int32_t)at + 1;
    row.revision    = 1;
    return row;
}

static void note(Vec *changes, const Relation *relation, bool is_added, bool is_ended)
{
    RelationChange *change = VEC_ADD(changes, RelationChange);
    *change = (RelationChange){ .relation = *relation, .is_added = is_added, .is_ended = is_ended };
}

/* All that is known of the pair: stored facts, the starts that stand in the rows, and `fact`. */
static Code collect(Ctx *cx, const Rows *rows, const Fact *fact, const Relation *pair, Vec *facts)
{
    Rows stored = { 0 };
    TRY(customer_relation_sql_facts(cx, pair->customer_id, pair->staff_id, &stored));
    for (size_t i = 0; i < stored.count; i++) *VEC_ADD(facts, Fact) = *ROWS_AT(Fact, stored, i);
    for (size_t i = 0; i < rows->count; i++) {
        const Relation *row = ROWS_AT(Relation, *rows, i);
        if (row->is_exact)
            *VEC_ADD(facts, Fact) = (Fact){ .kind       = FACT_CREATED,
                                            .at_ms      = row->added_at_ms,
                                            .seen_at_ms = row->seen_at_ms };
        for (size_t j = 0; j < facts->count && !row->is_exact; j++) {
            Fact *told = VEC_AT(*facts, Fact, j);
            if (told->kind == FACT_TOLD && told->at_ms == row->added_at_ms)
                told->seen_at_ms = row->seen_at_ms;
        }
    }
    if (fact->kind == FACT_CREATED) *VEC_ADD(facts, Fact) = *fact;
    return OK;
}

/* The row that stands for the interval: by its start, else the first one nobody stands for. */
static Relation *match(const Rows *rows, const bool *used, const Interval *interval, bool exactly)
{
    for (size_t i = 0; i < rows->count; i++) {
        Relation *row = ROWS_AT(Relation, *rows, i);
        if (!used[i] && (!exactly || row->added_at_ms == interval->added_at_ms)) return row;
    }
    return NULL;
}

static bool differs(const Relation *row, const Interval *interval, size_t at)
{
    return row->added_at_ms != interval->added_at_ms || row->is_exact != interval->is_exact ||
           row->ended_at_ms != interval->ended_at_ms || row->ended_by != interval->ended_by ||
           row->interval_no != (int32_t)at + 1;
}

static Code move(Ctx *cx, Relation *row, const Interval *interval, size_t at, Vec *changes)
{
    if (!differs(row, interval, at)) return OK;
    const bool is_ended = row->ended_at_ms == 0 && interval->ended_at_ms != 0;
    const bool is_back  = row->ended_at_ms != 0 && interval->ended_at_ms == 0;
    row->added_at_ms    = interval->added_at_ms;
    row->is_exact       = interval->is_exact;
    row->ended_at_ms    = interval->ended_at_ms;
    row->ended_by       = interval->ended_by;
    row->interval_no    = (int32_t)at + 1;
    TRY(customer_relation_sql_move(cx, row));
    if (is_back) TRY(org_staff_add_customers(cx, (StaffId){ row->staff_id }, +1));
    note(changes, row, false, is_ended);
    return OK;
}

/* Pairs every interval with its row: all by their start first, then what is left. */
static Code drop_the_rest(Ctx *cx, const Rows *rows, const bool *used)
{
    for (size_t i = 0; i < rows->count; i++) {
        const Relation *row = ROWS_AT(Relation, *rows, i);
        if (used[i]) continue;
        TRY(customer_relation_sql_delete(cx, row->id));
        if (row->ended_at_ms == 0) TRY(org_staff_add_customers(cx, (StaffId){ row->staff_id }, -1));
    }
    return OK;
}

static void pair_up(const Rows *rows, bool *used, const Rows *intervals, Relation **of,
                    bool exactly)
{
    for (size_t i = 0; i < intervals->count; i++) {
        if (of[i]) continue;
        of[i] = match(rows, used, ROWS_AT(Interval, *intervals, i), exactly);
        if (of[i]) used[of[i] - (Relation *)rows->at] = true;
    }
}

/* Moves the rows to what the intervals say.  Ends come before starts, because only one
 * interval of a pair may be open at a time. */
static Code settle(Ctx *cx, const Rows *rows, const Rows *intervals, const Relation *like,
                   Vec *changes)
{
    bool      *used = arena_make(cx->arena, bool, rows->count);
    Relation **of   = arena_make(cx->arena, Relation *, intervals->count);
    pair_up(rows, used, intervals, of, true);
    pair_up(rows, used, intervals, of, false);
    TRY(drop_the_rest(cx, rows, used));
    for (size_t i = 0; i < intervals->count; i++)
        if (of[i] && ROWS_AT(Interval, *intervals, i)->ended_at_ms != 0)
            TRY(move(cx, of[i], ROWS_AT(Interval, *intervals, i), i, changes));
    for (size_t i = 0; i < intervals->count; i++) {
        const Interval *interval = ROWS_AT(Interval, *intervals, i);
        if (of[i]) {
            if (interval->ended_at_ms == 0) TRY(move(cx, of[i], interval, i, changes));
            continue;
        }
        const Relation row = interval_row(cx, like, interval, i);
        TRY(customer_relation_sql_insert(cx, &row));
        note(changes, &row, true, row.ended_at_ms != 0);
    }
    return OK;
}

static Code refold(Ctx *cx, const Rows *rows, const Relation *seen, const Fact *fact, Vec *changes)
{
    Vec            facts = vec_of(cx->arena, Fact);
    const Relation copy = *seen, *like = &copy; /* `seen` may be one of the rows that move */
    TRY(collect(cx, rows, fact, like, &facts));
    const Rows intervals = customer_interval_fold(cx->arena, (Fact *)(void *)facts.at, facts.count);
    return settle(cx, rows, &intervals, like, changes);
}

static Relation *row_started_at(const Rows *rows, int64_t at_ms)
{
    for (size_t i = 0; i < rows->count; i++) {
        Relation *row = ROWS_AT(Relation, *rows, i);
        if (row->is_exact && row->added_at_ms == at_ms) return row;
    }
    return NULL;
}

/* The platform showed the relation that began at `row`: it shows the same one in later
 * intervals that only callbacks told of. */
static Code show(Ctx *cx, const Rows *rows, const Relation *seen)
{
    for (size_t i = 0; i < rows->count; i++) {
        Relation  *row     = ROWS_AT(Relation, *rows, i);
        const bool is_same = row->is_exact && row->added_at_ms == seen->added_at_ms;
        const bool is_told = !row->is_exact && row->added_at_ms >= seen->added_at_ms;
        if ((!is_same && !is_told) || row->seen_at_ms >= seen->seen_at_ms) continue;
        row->add_way     = seen->add_way;
        row->state       = seen->state.len ? seen->state : row->state;
        row->remark      = seen->remark;
        row->description = seen->description;
        row->seen_at_ms  = seen->seen_at_ms;
        TRY(customer_relation_sql_show(cx, row));
    }
    return OK;
}

static Code see_first(Ctx *cx, const Relation *seen, Vec *changes)
{
    const Interval interval = { .added_at_ms = seen->added_at_ms,
                                .is_exact    = seen->is_exact,
                                .seen_at_ms  = seen->seen_at_ms };
    const Relation row      = interval_row(cx, seen, &interval, 0);
    const Fact     told     = { .kind = FACT_TOLD, .at_ms = seen->added_at_ms };
    if (!seen->is_exact) TRY(customer_relation_sql_add_fact(cx, seen, &told));
    TRY(customer_relation_sql_insert(cx, &row));
    note(changes, &row, true, false);
    return OK;
}

Code customer_relation_see(Ctx *cx, const Relation *seen, bool is_first, Vec *changes)
{
    if (is_first) return see_first(cx, seen, changes);
    Rows       rows = { 0 };
    const Fact fact = { .kind       = seen->is_exact ? FACT_CREATED : FACT_TOLD,
                        .at_ms      = seen->added_at_ms,
                        .seen_at_ms = seen->seen_at_ms };
    TRY(customer_relation_sql_of_pair(cx, seen->customer_id, seen->staff_id, &rows));
    const Relation *known = seen->is_exact ? row_started_at(&rows, seen->added_at_ms) : NULL;
    if (seen->is_exact) TRY(show(cx, &rows, seen));
    if (known && known->ended_by != ENDED_BY_SYSTEM) return OK;
    if (!seen->is_exact) TRY(customer_relation_sql_add_fact(cx, seen, &fact));
    return refold(cx, &rows, seen, &fact, changes);
}

Code customer_relation_end(Ctx *cx, const Relation *pair, int64_t at_ms, EndedBy by, Vec *changes)
{
    Rows       rows = { 0 };
    const Fact fact = { .kind = FACT_ENDED, .at_ms = at_ms, .by = by };
    TRY(customer_relation_sql_of_pair(cx, pair->customer_id, pair->staff_id, &rows));
    TRY(customer_relation_sql_add_fact(cx, pair, &fact));
    /* An end can split off an interval that a callback told of before: it looks like the last. */
    const Relation *last = rows.count ? ROWS_AT(Relation, rows, rows.count - 1) : pair;
    return refold(cx, &rows, last, &fact, changes);
}

Code customer_relation_list_unseen(Ctx *cx, int64_t staff_id, int64_t before, int64_t seen_at_ms,
                                   Rows *relations)
{
    return customer_relation_sql_unseen(cx, staff_id, before, seen_at_ms, relations);
}

Code customer_relation_list_in(Ctx *cx, CustomerId id, int64_t connection_id, Rows *relations)
{
    return customer_relation_sql_open(cx, id.v, connection_id, relations);
}

Code customer_relation_count(Ctx *cx, const Vec *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        const RelationChange *change = VEC_AT(*changes, RelationChange, i);
        const int             delta  = (change->is_added ? 1 : 0) - (change->is_ended ? 1 : 0);
        if (delta == 0) continue;
        TRY(org_staff_add_customers(cx, (StaffId){ change->relation.staff_id }, delta));
    }
    return OK;
}
