/* target_ask.c -- the number of a target as it is, by the same engine as boards. */
#include "target/target_ask.h"

#include "wire/wire.h"

enum {
    FILTER_MAX = 256 * 1024,
    PART_MAX   = 700 /* of the staff in one condition: what a rule on relations may be long */
};

Code target_ask_metric(Ctx *cx, Str key, Metric *out, bool *found)
{
    Rows all = { 0 };
    *found   = false;
    TRY(metric_list(cx, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (!str_equal(ROWS_AT(Metric, all, i)->key, key)) continue;
        *out   = *ROWS_AT(Metric, all, i);
        *found = true;
    }
    return OK;
}

TargetDays target_ask_days(const Target *target, Zone zone)
{
    int64_t    from = 0, to = 0;
    const bool is_good = day_parse(target->from_on, &from) && day_parse(target->to_on, &to);
    ASSERT(is_good);
    return (TargetDays){ day_start_ms(from, zone), day_start_ms(to + 1, zone) };
}

/* ---- whose events ------------------------------------------------------------------------ */

static bool carries_staff(Str type)
{
    return str_starts(type, S("contact.")) || str_starts(type, S("channel_code.")) ||
           str_starts(type, S("welcome."));
}

/* Of {"event": …}, {"of", "over"}: whether each type of event carries a member of staff. */
static bool all_carry_staff(const Json *formula)
{
    const Json *of = json_get(formula, S("of")), *over = json_get(formula, S("over"));
    const Json *event = json_get(formula, S("event"));
    if (of && over) return all_carry_staff(of) && all_carry_staff(over);
    if (!event) return false;
    if (event->kind == JSON_STR) return carries_staff(event->as.str);
    bool all = event->kind == JSON_ARRAY && event->count > 0;
    for (uint32_t i = 0; all && i < event->count; i++)
        all = event->as.first[i].kind == JSON_STR && carries_staff(event->as.first[i].as.str);
    return all;
}

static void put_in(JsonOut *out, Str variable, Ids ids)
{
    json_open_object(out);
    json_key(out, S("in"));
    json_open_array(out);
    json_open_object(out);
    json_pair_str(out, S("var"), variable);
    json_close_object(out);
    json_open_array(out);
    for (size_t i = 0; i < ids.count; i++) json_put_id(out, ids.at[i]);
    json_close_array(out);
    json_close_array(out);
    json_close_object(out);
}

static void put_related(JsonOut *out, Str variable, Ids ids)
{
    json_open_object(out);
    json_key(out, S("has_relation"));
    put_in(out, variable, ids);
    json_close_object(out);
}

static void put_one(JsonOut *out, bool is_by_staff, Ids staff)
{
    if (is_by_staff)
        put_in(out, S("property.staff_id"), staff);
    else
        put_related(out, S("staff_id"), staff);
}

/* Any of them; more than one condition may hold are several. */
static void put_staff(JsonOut *out, bool is_by_staff, Ids staff)
{
    if (staff.count <= PART_MAX) {
        put_one(out, is_by_staff, staff);
        return;
    }
    json_open_object(out);
    json_key(out, S("or"));
    json_open_array(out);
    for (size_t at = 0; at < staff.count; at += PART_MAX) {
        const size_t left = staff.count - at;
        put_one(out, is_by_staff, (Ids){ staff.at + at, left < PART_MAX ? left : PART_MAX });
    }
    json_close_array(out);
    json_close_object(out);
}

/* A store is known to relations as itself: whoever was of it then counts. */
static Code filters_of(Ctx *cx, bool is_by_staff, TargetOwner kind, int64_t id, Ids staff, Str *out)
{
    JsonOut json = json_out(cx->arena, FILTER_MAX);
    if (kind == TARGET_BRAND) {
        *out = S("true");
        return OK;
    }
    if (kind == TARGET_STORE && !is_by_staff) {
        put_related(&json, S("store_id"), (Ids){ &id, 1 });
    } else {
        if (staff.count > TARGET_STAFF_MAX)
            return fail(cx, ERR_LIMIT, "target.too_many_staff", "%zu of them", staff.count);
        put_staff(&json, is_by_staff, staff);
    }
    return json_out_done(&json, out) == OK
               ? OK
               : fail(cx, ERR_INTERNAL, "target.too_many_staff", "%zu of them", staff.count);
}

Code target_ask_filters(Ctx *cx, const Metric *metric, TargetOwner kind, int64_t id,
                        const TargetPlace *place, Str *out)
{
    const Json *formula = NULL;
    JsonError   error;
    const bool  is_read =
        json_parse(cx->arena, metric->formula, JSON_LIMITS, &formula, &error) == OK;
    return filters_of(cx, is_read && all_carry_staff(formula), kind, id, place->staff_ids, out);
}

/* Of an owner that is seen in part, what those do who are seen. */
Code target_owner_filter(Ctx *cx, TargetOwner kind, int64_t id, Strs types, Str *filters, Str *name)
{
    TargetPlaces places;
    bool         is_by_staff = types.count > 0;
    TRY(target_place_load(cx, &places));
    const TargetPlace place = target_place_of(cx->arena, &places, kind, id);
    REQUIRE(cx, place.is_there && (place.is_seen || place.seen_ids.count > 0), ERR_NOT_FOUND,
            "target.unknown_owner");
    for (size_t i = 0; i < types.count; i++)
        is_by_staff = is_by_staff && carries_staff(types.at[i]);
    *name = place.name;
    return filters_of(cx, is_by_staff, place.is_seen ? kind : TARGET_STAFF, id, place.seen_ids,
                      filters);
}

/* ---- asking ---------------------------------------------------------------------------------- */

static Code find_number(Ctx *cx, const Metric *metric, const TargetPlace *place, Target *target,
                        TargetDays days, Figure *out)
{
    *out            = (Figure){ 0 };
    target->filters = S("false");
    TRY(target_ask_filters(cx, metric, target->owner_kind, target->owner_id, place,
                           &target->filters));
    const FigureAsk ask = {
        .metric   = str_fmt(cx->arena, "{\"metric\":\"%.*s\"}", FMT(target->metric)),
        .filters  = target->filters,
        .from_ms  = days.from_ms,
        .until_ms = cx->now_ms < days.until_ms ? cx->now_ms : days.until_ms,
    };
    return ask.from_ms < ask.until_ms ? figure_ask(cx, &ask, out) : OK;
}

Code target_ask(Ctx *cx, Target *target, const TargetPlace *place)
{
    Metric           metric = { 0 };
    bool             found  = false;
    Figure           actual = { 0 };
    const TargetDays days   = target_ask_days(target, cx->zone);
    /* All of the owner is seen, so it is asked of everybody: the answer can be kept for others. */
    Ctx              everybody = *cx;
    everybody.scope_id         = 0;
    target->owner_name         = place->name;
    target->reason             = S("");
    TRY(target_ask_metric(cx, target->metric, &metric, &found));
    const bool is_ratio = metric.unit == METRIC_RATIO;
    const Code code     = find_number(&everybody, &metric, place, target, days, &actual);
    if (code == ERR_INTERNAL) cx->err = everybody.err;
    if (code == ERR_INTERNAL) return code;
    if (code != OK) target->reason = str_of(everybody.err.reason);
    target->actual_num = actual.num;
    target->actual_den = actual.den;
    target->expected   = target_rule_expected(target->value, is_ratio, days, cx->now_ms);
    target->state      = target_rule_state(target, is_ratio, actual, days, cx->now_ms);
    return OK;
}
