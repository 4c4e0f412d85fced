/* history.c -- deletions and leavings of the year before the start, told to apps that know the
 * pairs and groups by now; and the days since. */
#include "sim/history.h"

#include "sim/act.h"
#include "sim/days.h"
#include "sim/event.h"
#include "sim/pump.h"

enum { PORTION = 50, PORTION_MS = 60000 };

/* The member's side goes when it is told. */
static void tell_left(const Parting *parting)
{
    Relation *relation = parting->relation;
    if (!parting->by_member) {
        event_customer_past(relation, "del_follow_user", parting->at_s, NULL, 0);
        return;
    }
    if (!parting->is_done) {
        world_set_member_has(relation, false);
        relation->member_left_s = parting->at_s;
        relation->tag_count     = 0;
        relation->remark = relation->description = (Str){ 0 };
    }
    event_customer_past(relation, "del_external_contact", parting->at_s, NULL, 0);
}

static void tell_back(const Parting *parting)
{
    Relation        *relation = parting->relation;
    const EventField state    = { .name = "State", .value = relation->state };
    if (!parting->is_done) {
        relation->customer_has = true;
        relation->created_s    = parting->back_s;
    }
    event_customer_past(relation, "add_external_contact", parting->back_s, &state,
                        relation->state.len ? 1 : 0);
}

static void tell_parting(void *one)
{
    Parting *parting = one;
    tell_left(parting);
    if (parting->back_s) tell_back(parting);
    parting->is_done = true;
}

static void tell_quit(void *one) { act_quit(one); }

/* What can be told, by its word. */
static bool find_history(Call *call, const List **list, void (**tell)(void *one))
{
    const Str what = api_text(call, "what");
    if (str_equal(what, S("losses"))) {
        *list = &call->corp->partings;
        *tell = tell_parting;
        return true;
    }
    *list = &call->corp->quits;
    *tell = tell_quit;
    return str_equal(what, S("quits"));
}

/* The days since the start go on to an instant that the journal keeps with the call. */
static int tell_day(Call *call)
{
    bool          ended = false;
    const int64_t until = api_number(call, "until", world_now_s(call->world));
    api_put_number(call, "told", days_live_one(call->corp, until, &ended));
    api_put_number(call, "next", ended ? 0 : 1);
    return 0;
}

static bool is_days(Call *call) { return str_equal(api_text(call, "what"), S("days")); }

int history_tell(Call *call)
{
    if (is_days(call)) return tell_day(call);
    const int64_t limit = api_limit(call, PORTION, 1000);
    int64_t       at = api_number(call, "from", 0), told = 0;
    const List   *list      = NULL;
    void (*tell)(void *one) = NULL;
    if (!find_history(call, &list, &tell)) return api_refuse(call, 40058, "what");
    if (at < 0) return api_refuse(call, 40058, "from");
    for (; (size_t)at < list->count && told < limit; at++, told++) tell(list->at[at]);
    api_put_number(call, "told", told);
    api_put_number(call, "next", (size_t)at < list->count ? at : 0);
    return 0;
}

/* One portion, as a call of its own: it changes the world, so it goes to the journal. */
static int tell_portion(const Call *call, Arena *arena, int64_t from, int64_t until,
                        const Json **answer)
{
    JsonError error;
    Call      portion = { .sim        = call->sim,
                          .world      = call->world,
                          .arena      = arena,
                          .method     = S("POST"),
                          .path       = S("/sim/history/tell"),
                          .query_text = S(""),
                          .type       = S("application/json"),
                          .ip         = S("127.0.0.1"),
                          .host       = S("") };
    const Str corp_id = call->corp->corp_id, what = api_text(call, "what");
    portion.body = str_fmt(arena,
                           "{\"corp\":\"%.*s\",\"what\":\"%.*s\",\"from\":%lld,\"limit\":%d,"
                           "\"until\":%lld}",
                           FMT(corp_id), FMT(what), (long long)from, PORTION, (long long)until);
    api_answer(&portion);
    if (portion.errcode != 0) return portion.errcode;
    return json_parse(arena, portion.reply_body, JSON_LIMITS, answer, &error) == OK ? 0 : -1;
}

int history_call(Call *call)
{
    int64_t told = 0, next = 0;
    bool    is_idle = true;
    if (call->corp == NULL) return api_refuse(call, 40013, NULL);
    const List *list        = NULL;
    void (*tell)(void *one) = NULL;
    if (!is_days(call) && !find_history(call, &list, &tell)) return api_refuse(call, 40058, "what");
    const int64_t until   = world_now_s(call->world);
    Arena        *scratch = arena_new(1u << 20);
    int           errcode = 0;
    do {
        const Json *answer = NULL;
        errcode            = tell_portion(call, scratch, next, until, &answer);
        if (errcode != 0) break;
        told += json_i64(answer, S("told"), 0);
        next    = json_i64(answer, S("next"), 0);
        is_idle = pump_wait_idle(call->sim->pump, PORTION_MS);
        arena_reset(scratch);
    } while (next != 0 && is_idle);
    arena_free(scratch);
    if (errcode != 0) return api_refuse(call, errcode, NULL);
    api_put_number(call, "told", told);
    api_put_flag(call, "idle", is_idle);
    return 0;
}
