/* report_event.c -- what schedules hear: boards that go and come back, messages that arrived. */
#include "report/report_send.h"

#include "wire/json.h"

/* "report:77:picture" */
static int64_t delivery_of(Str object)
{
    int64_t id   = 0;
    Str     rest = object;
    if (!str_equal(str_cut(&rest, ':'), S("report"))) return 0;
    return str_to_i64(str_cut(&rest, ':'), &id) ? id : 0;
}

static Code hear_settled(Ctx *cx, const Json *payload)
{
    const Str     object = json_str(payload, S("object"));
    const int64_t id     = delivery_of(object);
    if (id == 0) return OK;
    if (str_equal(json_str(payload, S("state")), S("dead")))
        return report_send_failed(cx, id, json_str(payload, S("reason")));
    return str_ends(object, S(":picture")) ? report_sql_settle(cx, id, REPORT_SENT, S("")) : OK;
}

static Code hear_board(Ctx *cx, const Json *payload)
{
    const Str  board  = str_fmt(cx->arena, "%lld", (long long)json_i64(payload, S("board_id"), 0));
    const Str  change = json_str(payload, S("change"));
    const bool gone   = str_equal(change, S("deleted"));
    Ids        ids    = { 0 };
    if (!gone && !str_equal(change, S("restored"))) return OK;
    TRY(report_sql_of_board(cx, board, !gone, &ids));
    TRY(report_sql_set_board(cx, board, gone));
    for (size_t i = 0; i < ids.count; i++) {
        ReportSchedule schedule = { 0 };
        bool           found    = false;
        TRY(report_sql_find(cx, ids.at[i], &schedule, &found));
        if (found) TRY(report_send_wait(cx, &schedule));
        TRY(report_send_say(cx, ids.at[i], gone ? "deleted" : "restored"));
    }
    return OK;
}

static Code hear(Ctx *cx, const Event *event)
{
    const Json *payload = NULL;
    JsonError   error   = { 0 };
    if (json_parse(cx->arena, event->payload, JSON_LIMITS, &payload, &error) != OK) return OK;
    return str_equal(event->type, S("board.changed")) ? hear_board(cx, payload)
                                                      : hear_settled(cx, payload);
}

static const char *const types[]         = { "board.changed", "platform.effect_settled", NULL };
const Consumer           report_consumer = { .name = "report", .types = types, .hear = hear };
