/* customer_stat.c -- figures of adding and losing.  Statements are in customer_stat_sql.c. */
#include "customer/customer_stat.h"

#include "channel/channel.h"
#include "customer/customer_stat_sql.h"

enum { SUMMARY_DAYS = 30, SUMMARY_DAYS_MAX = 366 };

// clang-format off
static const Field query_fields[] = {
    FIELD_WITH(SummaryQuery, days, .min = 1, .max = SUMMARY_DAYS_MAX),
};
const Shape summary_query_shape = SHAPE(SummaryQuery, query_fields);

static const Field day_fields[] = {
    FIELD(DayFigures, date), FIELD(DayFigures, added),
    FIELD(DayFigures, lost), FIELD(DayFigures, net),
};
static const Shape day_shape = SHAPE(DayFigures, day_fields);

static const Field summary_fields[] = {
    FIELD     (CustomerSummary, total),
    FIELD     (CustomerSummary, active),
    FIELD     (CustomerSummary, added_today),
    FIELD     (CustomerSummary, lost_today),
    FIELD     (CustomerSummary, lost_by_customer_today),
    FIELD     (CustomerSummary, lost_by_staff_today),
    FIELD_LIST(CustomerSummary, days, day_shape),
};
const Shape customer_summary_shape = SHAPE(CustomerSummary, summary_fields);

static const Field loss_query_fields[] = {
    FIELD_ENUM(LossQuery, ended_by, ended_by_words),
    FIELD_ID  (LossQuery, staff_id),
    FIELD     (LossQuery, cursor),
    FIELD     (LossQuery, limit),
};
const Shape loss_query_shape = SHAPE(LossQuery, loss_query_fields);

static const Field loss_fields[] = {
    FIELD_ID  (Loss, relation_id),
    FIELD_ID  (Loss, customer_id),
    FIELD     (Loss, customer_name),
    FIELD     (Loss, avatar),
    FIELD_ID  (Loss, staff_id),
    FIELD_WITH(Loss, staff_name, .flags = NOT_STORED),
    FIELD_ENUM(Loss, ended_by,  ended_by_words),
    FIELD_TIME(Loss, ended_at_ms),
    FIELD_TIME(Loss, added_at_ms),
    FIELD_WITH(Loss, days_kept, .flags = NOT_STORED),
};
const Shape loss_shape = SHAPE(Loss, loss_fields);
// clang-format on

static DayFigures *figures_of(DayFigures *days, int64_t count, int64_t first_day, int64_t day)
{
    return day >= first_day && day < first_day + count ? &days[day - first_day] : NULL;
}

Code customer_stat_summary(Ctx *cx, int32_t days, CustomerSummary *out)
{
    const int64_t count =
        days > 0 ? (days < SUMMARY_DAYS_MAX ? days : SUMMARY_DAYS_MAX) : SUMMARY_DAYS;
    const int64_t today = day_of(cx->now_ms, cx->zone);
    const int64_t first = today - count + 1;
    DayFigures   *list  = arena_make(cx->arena, DayFigures, (size_t)count);
    Rows          added = { 0 }, lost = { 0 };
    *out = (CustomerSummary){ .days = { list, (size_t)count } };
    TRY(customer_stat_sql_totals(cx, &out->total, &out->active));
    TRY(customer_stat_sql_added(cx, day_start_ms(first, cx->zone), &added));
    TRY(customer_stat_sql_lost(cx, day_start_ms(first, cx->zone), &lost));
    for (int64_t i = 0; i < count; i++) list[i].date = day_text(cx->arena, first + i);
    for (size_t i = 0; i < added.count; i++) {
        const DayCount *row = ROWS_AT(DayCount, added, i);
        DayFigures     *day = figures_of(list, count, first, row->day);
        if (day) day->added = row->count;
    }
    for (size_t i = 0; i < lost.count; i++) {
        const DayCount *row = ROWS_AT(DayCount, lost, i);
        DayFigures     *day = figures_of(list, count, first, row->day);
        if (day) day->lost = row->count;
        if (row->day != today) continue;
        out->lost_by_customer_today = row->by_customer;
        out->lost_by_staff_today    = row->by_staff;
    }
    for (int64_t i = 0; i < count; i++) list[i].net = list[i].added - list[i].lost;
    out->added_today = list[count - 1].added;
    out->lost_today  = list[count - 1].lost;
    return OK;
}

static Code name_staff(Ctx *cx, const Rows *losses)
{
    int64_t *ids   = arena_make(cx->arena, int64_t, losses->count);
    IdMap   *known = idmap_new(cx->arena);
    Rows     staff = { 0 };
    size_t   count = 0;
    for (size_t i = 0; i < losses->count; i++) {
        Loss *loss = ROWS_AT(Loss, *losses, i);
        if (!idmap_put(known, loss->staff_id, loss)) ids[count++] = loss->staff_id;
    }
    if (count == 0) return OK;
    TRY(org_staff_list_by_ids(cx, (Ids){ ids, count }, &staff));
    for (size_t i = 0; i < staff.count; i++)
        for (size_t j = 0; j < losses->count; j++)
            if (ROWS_AT(Loss, *losses, j)->staff_id == ROWS_AT(Staff, staff, i)->id)
                ROWS_AT(Loss, *losses, j)->staff_name = ROWS_AT(Staff, staff, i)->name;
    return OK;
}

Code customer_stat_losses(Ctx *cx, const LossQuery *query, Rows *items, Str *next_cursor)
{
    const int64_t limit = page_limit(query->limit);
    int64_t       keys[2];
    TRY(page_keys(cx, query->cursor, INT64_MAX, keys, 2));
    TRY(customer_stat_sql_losses(cx, query, keys[0], keys[1], limit, items));
    for (size_t i = 0; i < items->count; i++) {
        Loss *loss      = ROWS_AT(Loss, *items, i);
        loss->days_kept = (loss->ended_at_ms - loss->added_at_ms) / MS_PER_DAY;
    }
    *next_cursor = (Str){ 0 };
    if ((int64_t)items->count == limit) {
        const Loss   *last      = ROWS_AT(Loss, *items, items->count - 1);
        const int64_t cursor[2] = { last->ended_at_ms, last->relation_id };
        *next_cursor            = page_cursor(cx->arena, cursor, 2);
    }
    return name_staff(cx, items);
}
