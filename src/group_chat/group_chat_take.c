/* group_chat_take.c -- readings and tellings of the platform become stays, and are said.  What
 * follows for one member is the rule of group_chat_fold.c. */
#include "group_chat/group_chat_take.h"

#include "channel/channel.h"
#include "customer/customer.h"
#include "group_chat/group_chat_sql.h"
#include "wire/json.h"

static const char *const news_words[] = {
    [NEWS_JOINED]    = "joined",
    [NEWS_LEFT]      = "left",
    [NEWS_DISMISSED] = "dismissed",
};
const Words group_chat_news_words = { news_words, COUNT(news_words) };

/* One group being changed: its stays by member, those that are new, and what is to be said. */
typedef struct Taking {
    Ctx      *cx;
    GroupChat group;
    Str       corp_id;
    StrMap   *latest; /* the latest GroupStay of each member */
    Rows      stays;
    Vec       added;  /* of GroupStay *  */
    Vec       drafts; /* of EventDraft   */
} Taking;

/* ---- what is said ------------------------------------------------------------------------- */

static Code say(Taking *t, EventType type, const GroupStay *stay)
{
    Ctx    *cx   = t->cx;
    JsonOut json = json_out(cx->arena, 8 * 1024);
    Str     text = { 0 };
    json_open_object(&json);
    json_pair_id(&json, S("group_chat_id"), t->group.id);
    json_pair_str(&json, S("name"), t->group.name);
    json_pair_id(&json, S("customer_id"), stay->customer_id);
    json_pair_str(&json, S("member_name"), stay->name);
    json_pair_bool(&json, S("is_staff"), stay->is_staff);
    json_pair_str(&json, S("scene"), word_of(&group_scene_words, (int)stay->scene));
    json_pair_str(&json, S("by"), word_of(&left_by_words, (int)stay->left_by));
    json_close_object(&json);
    TRY(json_out_done(&json, &text));
    const bool is_left               = type == EV_GROUP_CHAT_LEFT;
    *VEC_ADD(&t->drafts, EventDraft) = (EventDraft){
        .id        = str_fmt(cx->arena, "%.*s:%lld", FMT(event_word(type)), (long long)stay->id),
        .type      = event_word(type),
        .person_id = stay->customer_id,
        .object    = str_fmt(cx->arena, "group_chat:%lld", (long long)t->group.id),
        .source    = S("wecom"),
        .occurred_at_ms = is_left ? stay->left_at_ms : stay->joined_at_ms,
        .payload        = text,
    };
    return OK;
}

static Code said_changed(Ctx *cx, const GroupChat *group)
{
    return event_emit(
        cx, EV_GROUP_CHAT_CHANGED,
        (EventDraft){
            .object  = str_fmt(cx->arena, "group_chat:%lld", (long long)group->id),
            .source  = S("wecom"),
            .payload = str_fmt(cx->arena, "{\"group_chat_id\":\"%lld\"}", (long long)group->id) });
}

/* ---- opening and closing --------------------------------------------------------------------- */

static Code open_taking(Taking *t)
{
    t->latest = strmap_new(t->cx->arena);
    t->added  = vec_of(t->cx->arena, GroupStay *);
    t->drafts = vec_of(t->cx->arena, EventDraft);
    TRY(group_chat_sql_stays(t->cx, t->group.id, &t->stays));
    for (size_t i = 0; i < t->stays.count; i++) {
        GroupStay *stay = ROWS_AT(GroupStay, t->stays, i);
        (void)strmap_put(t->latest, stay->member_key, stay);
    }
    return OK;
}

static Code close_taking(Taking *t)
{
    GroupStay *rows = arena_make(t->cx->arena, GroupStay, t->added.count);
    for (size_t i = 0; i < t->added.count; i++) rows[i] = **VEC_AT(t->added, GroupStay *, i);
    TRY(group_chat_sql_add_stays(t->cx, (Rows){ rows, t->added.count }));
    TRY(group_chat_sql_save(t->cx, &t->group));
    if (t->drafts.count)
        TRY(event_append_all(t->cx, (const EventDraft *)(const void *)t->drafts.at, t->drafts.count,
                             NULL));
    return said_changed(t->cx, &t->group);
}

static Code find_customer(Taking *t, Str key, int64_t *id)
{
    CustomerId customer = { 0 };
    bool       found    = false;
    TRY(customer_find_external(t->cx, t->corp_id, key, &customer, &found));
    *id = found ? customer.v : 0;
    return OK;
}

static Code find_owner(Taking *t)
{
    Staff staff = { 0 };
    bool  found = false;
    TRY(org_staff_find_by_userid(t->cx, t->group.connection_id, t->group.owner_userid, &staff,
                                 &found));
    t->group.owner_staff_id = found ? staff.id : 0;
    return OK;
}

/* ---- one stay
 * ------------------------------------------------------------------------------------ */

/* Who was deleted on request since he joined stays out. */
static Code is_erased(Taking *t, const GroupSeat *seat, int64_t at_ms, bool *erased)
{
    ErasedKey key = { 0 };
    bool      any = false;
    *erased       = false;
    if (seat->is_staff) return OK;
    TRY(customer_erased_any(t->cx, &any));
    if (!any) return OK;
    TRY(customer_erased_find(t->cx, S("external_userid"), t->corp_id, seat->key, &key));
    *erased = key.erased_at_ms >= at_ms;
    return OK;
}

static Code join(Taking *t, const GroupSeat *seat, int64_t at_ms)
{
    bool erased = false;
    TRY(is_erased(t, seat, at_ms, &erased));
    if (erased) return OK;
    GroupStay *stay = arena_make(t->cx->arena, GroupStay, 1);
    *stay           = (GroupStay){ .id            = cx_new_id(t->cx),
                                   .tenant_id     = t->cx->tenant_id,
                                   .group_chat_id = t->group.id,
                                   .member_key    = seat->key,
                                   .is_staff      = seat->is_staff,
                                   .name          = seat->name.ptr ? seat->name : S(""),
                                   .scene         = seat->scene ? seat->scene : SCENE_UNKNOWN,
                                   .state         = seat->state.ptr ? seat->state : S(""),
                                   .invited_by    = seat->invited_by.ptr ? seat->invited_by : S(""),
                                   .joined_at_ms  = at_ms };
    if (!seat->is_staff) TRY(find_customer(t, seat->key, &stay->customer_id));
    *VEC_ADD(&t->added, GroupStay *) = stay;
    (void)strmap_put(t->latest, seat->key, stay);
    return say(t, EV_GROUP_CHAT_JOINED, stay);
}

static Code leave(Taking *t, GroupStay *stay, int64_t at_ms, LeftBy by)
{
    stay->left_at_ms = at_ms > stay->joined_at_ms ? at_ms : stay->joined_at_ms;
    stay->left_by    = by;
    TRY(group_chat_sql_save_stay(t->cx, stay));
    return say(t, EV_GROUP_CHAT_LEFT, stay);
}

/* What a callback could not tell, or has changed since. */
static Code refine(Taking *t, GroupStay *stay, const GroupSeat *seat, int64_t joined_at_ms)
{
    GroupStay next    = *stay;
    next.joined_at_ms = joined_at_ms;
    if (seat->name.len) next.name = seat->name;
    if (seat->scene && seat->scene != SCENE_UNKNOWN) next.scene = seat->scene;
    if (seat->state.len) next.state = seat->state;
    if (seat->invited_by.len) next.invited_by = seat->invited_by;
    const bool is_same = next.joined_at_ms == stay->joined_at_ms && next.scene == stay->scene &&
                         next.left_at_ms == stay->left_at_ms && str_equal(next.name, stay->name) &&
                         str_equal(next.state, stay->state) &&
                         str_equal(next.invited_by, stay->invited_by);
    if (is_same) return OK;
    *stay = next;
    return group_chat_sql_save_stay(t->cx, stay);
}

static Code reopen(Taking *t, GroupStay *stay)
{
    stay->left_at_ms = 0;
    stay->left_by    = 0;
    return group_chat_sql_save_stay(t->cx, stay);
}

static Code take_seat(Taking *t, const GroupSeat *seat, int64_t read_at_ms)
{
    GroupStay *last  = strmap_find(t->latest, seat->key);
    int64_t    at_ms = 0;
    switch (group_chat_fold(last, seat->joined_at_ms, read_at_ms, &at_ms)) {
    case STAY_JOIN: return join(t, seat, at_ms);
    case STAY_KEEP: return refine(t, last, seat, last->joined_at_ms);
    case STAY_MOVE: return refine(t, last, seat, at_ms);
    case STAY_REOPEN: return reopen(t, last);
    case STAY_REJOIN: TRY(leave(t, last, at_ms, LEFT_UNSEEN)); return join(t, seat, at_ms);
    }
    return OK;
}

/* ---- a reading
 * ------------------------------------------------------------------------------------ */

static Code leave_all(Taking *t, int64_t at_ms, LeftBy by, const StrMap *but)
{
    for (size_t i = 0; i < t->stays.count; i++) {
        GroupStay *stay = ROWS_AT(GroupStay, t->stays, i);
        if (stay->left_at_ms || (but && strmap_find(but, stay->member_key))) continue;
        if (by == LEFT_UNSEEN && !group_chat_fold_is_unseen(stay, at_ms)) continue;
        TRY(leave(t, stay, at_ms, by));
    }
    return OK;
}

static Code dismiss(Taking *t, int64_t at_ms)
{
    if (t->group.state == GROUP_CHAT_DISMISSED) return OK;
    TRY(leave_all(t, at_ms, LEFT_DISMISSED, NULL));
    t->group.state           = GROUP_CHAT_DISMISSED;
    t->group.dismissed_at_ms = at_ms;
    return close_taking(t);
}

static Code start_group(Taking *t, const GroupRead *read)
{
    t->group = (GroupChat){ .id            = cx_new_id(t->cx),
                            .tenant_id     = t->cx->tenant_id,
                            .connection_id = read->connection_id,
                            .chat_id       = read->chat_id,
                            .name          = S(""),
                            .owner_userid  = S(""),
                            .notice        = S(""),
                            .state         = GROUP_CHAT_ACTIVE };
    return group_chat_sql_insert(t->cx, &t->group);
}

Code group_chat_take_read(Ctx *cx, const GroupRead *read)
{
    Taking t     = { .cx = cx, .corp_id = read->corp_id };
    bool   found = false;
    TRY(group_chat_sql_find(cx, read->connection_id, read->chat_id, &t.group, &found));
    if (!found && read->is_gone) return OK;
    if (!found) TRY(start_group(&t, read));
    TRY(open_taking(&t));
    if (read->is_gone) return dismiss(&t, read->read_at_ms);

    t.group.name         = read->name;
    t.group.owner_userid = read->owner;
    t.group.notice       = read->notice.ptr ? read->notice : S("");
    if (read->created_at_ms) t.group.created_at_ms = read->created_at_ms;
    if (read->read_at_ms > t.group.read_at_ms) t.group.read_at_ms = read->read_at_ms;
    TRY(find_owner(&t));
    StrMap *shown = strmap_new(cx->arena);
    for (size_t i = 0; i < read->seat_count; i++) {
        (void)strmap_put(shown, read->seats[i].key, &read->seats[i]);
        TRY(take_seat(&t, &read->seats[i], read->read_at_ms));
    }
    TRY(leave_all(&t, read->read_at_ms, LEFT_UNSEEN, shown));
    return close_taking(&t);
}

/* ---- a telling
 * -------------------------------------------------------------------------------------- */

static Code told_left(Taking *t, Str key, LeftBy how, int64_t at_ms)
{
    GroupStay *last = strmap_find(t->latest, key);
    if (!last || last->joined_at_ms > at_ms) return OK;
    if (last->left_at_ms == 0) return leave(t, last, at_ms, how);
    if (last->left_by != LEFT_UNSEEN) return OK;
    last->left_at_ms = at_ms; /* a guess gives way to what was told */
    last->left_by    = how;
    return group_chat_sql_save_stay(t->cx, last);
}

static Code told_joined(Taking *t, Str key, int64_t at_ms)
{
    const GroupStay *last     = strmap_find(t->latest, key);
    Staff            staff    = { 0 };
    bool             is_staff = false;
    if (last && (last->left_at_ms == 0 || last->left_at_ms >= at_ms)) return OK;
    TRY(org_staff_find_by_userid(t->cx, t->group.connection_id, key, &staff, &is_staff));
    const GroupSeat seat = { .key      = is_staff ? staff.userid_key : key,
                             .is_staff = is_staff,
                             .name     = staff.name };
    return join(t, &seat, at_ms);
}

Code group_chat_take_told(Ctx *cx, const GroupTelling *told)
{
    Taking t     = { .cx = cx, .corp_id = told->corp_id };
    bool   found = false;
    TRY(group_chat_sql_find(cx, told->connection_id, told->chat_id, &t.group, &found));
    if (!found || t.group.read_at_ms == 0) return OK;
    TRY(open_taking(&t));
    if (told->news == NEWS_DISMISSED) return dismiss(&t, told->at_ms);
    for (size_t i = 0; i < told->members.count; i++) {
        const Str key = told->members.at[i];
        if (told->news == NEWS_LEFT)
            TRY(told_left(&t, key, told->how, told->at_ms));
        else
            TRY(told_joined(&t, key, told->at_ms));
    }
    return close_taking(&t);
}

/* ---- the sync
 * ------------------------------------------------------------------------------------------ */

Code group_chat_take_listed(Ctx *cx, int64_t connection_id, Strs chat_ids,
                            const GroupChatState *states, int64_t began_ms)
{
    for (size_t i = 0; i < chat_ids.count; i++) {
        GroupChat group = { 0 };
        bool      found = false;
        TRY(group_chat_sql_find(cx, connection_id, chat_ids.at[i], &group, &found));
        if (!found) continue; /* its reading is on the way */
        TRY(group_chat_sql_listed(cx, group.id, states[i], began_ms));
    }
    return OK;
}

Code group_chat_take_all_listed(Ctx *cx, int64_t connection_id, int64_t began_ms)
{
    Rows groups = { 0 };
    TRY(group_chat_sql_unlisted(cx, connection_id, began_ms, &groups));
    for (size_t i = 0; i < groups.count; i++) {
        Taking t = { .cx = cx, .group = *ROWS_AT(GroupChat, groups, i) };
        TRY(open_taking(&t));
        TRY(dismiss(&t, began_ms));
    }
    return OK;
}
