/* group_chat_list.c -- groups, members and figures for people.  Statements are in
 * group_chat_sql.c. */
#include "group_chat/group_chat_list.h"

#include "customer/customer.h"
#include "group_chat/group_chat_sql.h"

#include <stdlib.h>

enum { DAYS_DEFAULT = 30, DAYS_MAX = 366 };

static GroupFigures figures_of(const GroupCount *count)
{
    return (GroupFigures){ .joined   = count->joined,
                           .left     = count->left,
                           .net      = count->joined - count->left,
                           .people   = count->people,
                           .retained = count->retained };
}

static int64_t from_of(const Ctx *cx, int32_t days)
{
    const int32_t asked = days > 0 ? (days > DAYS_MAX ? DAYS_MAX : days) : DAYS_DEFAULT;
    return day_of(cx->now_ms, cx->zone) - asked + 1;
}

/* ---- the list ---------------------------------------------------------------------------- */

static Code fill_today(Ctx *cx, Rows rows)
{
    Rows   counts = { 0 };
    IdMap *map    = idmap_new(cx->arena);
    for (size_t i = 0; i < rows.count; i++)
        (void)idmap_put(map, ROWS_AT(GroupChatRow, rows, i)->id, ROWS_AT(GroupChatRow, rows, i));
    const int64_t today = day_start_ms(day_of(cx->now_ms, cx->zone), cx->zone);
    TRY(group_chat_sql_counts(cx, rows.count == 1 ? ROWS_AT(GroupChatRow, rows, 0)->id : 0, today,
                              today + MS_PER_DAY, &counts));
    for (size_t i = 0; i < counts.count; i++) {
        const GroupCount *count = ROWS_AT(GroupCount, counts, i);
        GroupChatRow     *row   = idmap_find(map, count->group_chat_id);
        if (!row) continue;
        row->joined_today = count->joined;
        row->left_today   = count->left;
    }
    return OK;
}

Code group_chat_list(Ctx *cx, const GroupChatFilter *filter, Rows *items, Str *next_cursor)
{
    const int64_t limit = page_limit(filter->limit);
    int64_t       before[2];
    TRY(page_keys(cx, filter->cursor, INT64_MAX, before, 2));
    TRY(group_chat_sql_page(cx, filter, like_anywhere(cx->arena, filter->q), before, limit, items));
    *next_cursor = (Str){ 0 };
    if ((int64_t)items->count == limit) {
        const GroupChatRow *last   = ROWS_AT(GroupChatRow, *items, items->count - 1);
        const int64_t       keys[] = { last->created_at_ms, last->id };
        *next_cursor               = page_cursor(cx->arena, keys, 2);
    }
    return items->count ? fill_today(cx, *items) : OK;
}

/* ---- one group ------------------------------------------------------------------------------ */

static void count_day(GroupDay *days, int64_t first, int64_t count, int64_t day, bool is_joining)
{
    if (day < first || day >= first + count) return;
    if (is_joining)
        days[day - first].joined++;
    else
        days[day - first].left++;
}

static Rows days_of(const Ctx *cx, Rows stays, int64_t first)
{
    const int64_t count = day_of(cx->now_ms, cx->zone) - first + 1;
    GroupDay     *days  = arena_make(cx->arena, GroupDay, (size_t)count);
    for (int64_t i = 0; i < count; i++) days[i].date = day_text(cx->arena, first + i);
    for (size_t i = 0; i < stays.count; i++) {
        const GroupStay *stay = ROWS_AT(GroupStay, stays, i);
        if (stay->is_staff) continue;
        count_day(days, first, count, day_of(stay->joined_at_ms, cx->zone), true);
        if (stay->left_at_ms)
            count_day(days, first, count, day_of(stay->left_at_ms, cx->zone), false);
    }
    return (Rows){ days, (size_t)count };
}

static Rows stayed_of(const Ctx *cx, Rows stays, int64_t from_ms)
{
    static const int32_t asked[] = { 1, 3, 7, 14, 30, 60, 90 };
    StayedPoint         *points  = arena_make(cx->arena, StayedPoint, COUNT(asked));
    size_t               count   = 0;
    for (size_t i = 0; i < COUNT(asked); i++) {
        points[count].day = asked[i];
        group_chat_fold_stayed(cx->arena, stays, from_ms, cx->now_ms + 1, cx->now_ms,
                               &points[count]);
        if (points[count].people) count++;
    }
    return (Rows){ points, count };
}

Code group_chat_view(Ctx *cx, GroupChatId id, int32_t days, GroupChatView *out)
{
    GroupChat     group = { 0 };
    GroupChatRow  row   = { 0 };
    Rows          stays = { 0 }, counts = { 0 };
    const int64_t first = from_of(cx, days), from_ms = day_start_ms(first, cx->zone);
    TRY(group_chat_sql_get(cx, id.v, &group));
    TRY(group_chat_sql_row(cx, id.v, &row));
    TRY(fill_today(cx, (Rows){ &row, 1 }));
    TRY(group_chat_sql_stays(cx, id.v, &stays));
    TRY(group_chat_sql_counts(cx, id.v, from_ms, cx->now_ms + 1, &counts));
    *out = (GroupChatView){ .id              = row.id,
                            .name            = row.name,
                            .owner_staff_id  = row.owner_staff_id,
                            .owner_name      = row.owner_name,
                            .store_name      = row.store_name,
                            .state           = row.state,
                            .member_count    = row.member_count,
                            .external_count  = row.external_count,
                            .joined_today    = row.joined_today,
                            .left_today      = row.left_today,
                            .created_at_ms   = row.created_at_ms,
                            .read_at_ms      = row.read_at_ms,
                            .chat_id         = group.chat_id,
                            .notice          = group.notice,
                            .dismissed_at_ms = group.dismissed_at_ms,
                            .days            = days_of(cx, stays, first),
                            .stayed          = stayed_of(cx, stays, from_ms) };
    if (counts.count) out->figures = figures_of(ROWS_AT(GroupCount, counts, 0));
    return OK;
}

Code group_chat_members(Ctx *cx, GroupChatId id, const GroupMemberFilter *filter, Rows *items,
                        Str *next_cursor)
{
    const int64_t limit = page_limit(filter->limit);
    GroupChat     group = { 0 };
    int64_t       before[2];
    TRY(group_chat_sql_get(cx, id.v, &group));
    TRY(page_keys(cx, filter->cursor, INT64_MAX, before, 2));
    TRY(group_chat_sql_members(cx, id.v, word_of(&group_chat_member_words, (int)filter->state),
                               like_anywhere(cx->arena, filter->q), before, limit, items));
    *next_cursor = (Str){ 0 };
    if ((int64_t)items->count == limit) {
        const GroupMemberRow *last   = ROWS_AT(GroupMemberRow, *items, items->count - 1);
        const int64_t         keys[] = { last->joined_at_ms, last->id };
        *next_cursor                 = page_cursor(cx->arena, keys, 2);
    }
    return OK;
}

Code group_chat_of_customer(Ctx *cx, int64_t customer_id, Rows *items)
{
    Customer customer;
    TRY(customer_get(cx, (CustomerId){ customer_id }, &customer));
    return group_chat_sql_of_customer(cx, customer.id, items);
}

/* ---- all groups ------------------------------------------------------------------------------ */

static void add_figures(GroupFigures *to, const GroupCount *count)
{
    to->joined += count->joined;
    to->left += count->left;
    to->net += count->joined - count->left;
    to->people += count->people;
    to->retained += count->retained;
}

static int by_joined(const void *a, const void *b)
{
    const OwnerFigures *left = a, *right = b;
    if (left->figures.joined != right->figures.joined)
        return left->figures.joined > right->figures.joined ? -1 : 1;
    return left->owner_staff_id < right->owner_staff_id ? -1 : 1;
}

/* Owners nobody knows are told apart by their userids, which is their name then. */
static OwnerFigures *owner_of(Ctx *cx, StrMap *owners, Vec *list, const GroupCount *count)
{
    const Str      key   = str_fmt(cx->arena, "%lld:%.*s", (long long)count->owner_staff_id,
                                   FMT(count->owner_staff_id ? S("") : count->owner_name));
    OwnerFigures **known = strmap_find(owners, key);
    if (known) return *known;
    OwnerFigures **made = arena_make(cx->arena, OwnerFigures *, 1);
    *made               = arena_make(cx->arena, OwnerFigures, 1);
    **made              = (OwnerFigures){ .owner_staff_id = count->owner_staff_id,
                                          .owner_name     = count->owner_name,
                                          .store_name     = count->store_name };
    (void)strmap_put(owners, key, made);
    *VEC_ADD(list, OwnerFigures *) = *made;
    return *made;
}

Code group_chat_summary(Ctx *cx, int32_t days, GroupSummary *out)
{
    const int64_t first  = from_of(cx, days);
    Rows          counts = { 0 };
    StrMap       *owners = strmap_new(cx->arena);
    Vec           list   = vec_of(cx->arena, OwnerFigures *);
    TRY(group_chat_sql_counts(cx, 0, day_start_ms(first, cx->zone), cx->now_ms + 1, &counts));
    GroupSummary sum = { .from = day_text(cx->arena, first),
                         .to   = day_text(cx->arena, day_of(cx->now_ms, cx->zone)) };
    for (size_t i = 0; i < counts.count; i++) {
        const GroupCount *count = ROWS_AT(GroupCount, counts, i);
        OwnerFigures     *owner = owner_of(cx, owners, &list, count);
        owner->group_count++;
        owner->external_count += count->external_count;
        add_figures(&owner->figures, count);
        sum.group_count++;
        sum.external_count += count->external_count;
        add_figures(&sum.figures, count);
    }
    OwnerFigures *rows = arena_make(cx->arena, OwnerFigures, list.count);
    for (size_t i = 0; i < list.count; i++) rows[i] = **VEC_AT(list, OwnerFigures *, i);
    qsort(rows, list.count, sizeof *rows, by_joined);
    sum.owners = (Rows){ rows, list.count };
    *out       = sum;
    return OK;
}
