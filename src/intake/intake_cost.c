/* intake_cost.c -- rows as what was paid for a channel, a code or a campaign. */
#include "intake/intake_run.h"
#include "spend/spend.h"

enum { COST_DAY, COST_MONTH, COST_CHANNEL, COST_CODE, COST_CAMPAIGN, COST_AMOUNT };
enum { TOUCH_MAX = 100, MONTH_MAX = 30 };

static const IntakeField fields[] = {
    [COST_DAY]      = { "day", VALUE_TIME, 0, false, NULL },
    [COST_MONTH]    = { "month", VALUE_TEXT, MONTH_MAX, false, NULL },
    [COST_CHANNEL]  = { "channel", VALUE_TEXT, TOUCH_MAX, false, NULL },
    [COST_CODE]     = { "code", VALUE_CODE, TOUCH_MAX, false, NULL },
    [COST_CAMPAIGN] = { "campaign", VALUE_TEXT, TOUCH_MAX, false, NULL },
    [COST_AMOUNT]   = { "cost", VALUE_MONEY, 0, true, NULL },
};

static const char *check_days(const IntakeValue *values)
{
    int64_t first = 0;
    int32_t days  = 0;
    if (values[COST_DAY].is_set && values[COST_MONTH].is_set) return "spend.two_days";
    if (values[COST_DAY].is_set) return NULL;
    if (!values[COST_MONTH].is_set) return "spend.no_day";
    return spend_month_of(values[COST_MONTH].text, &first, &days) ? NULL : "spend.bad_month";
}

static const char *check(Arena *arena, const IntakeRecord *record)
{
    (void)arena;
    const IntakeValue *values = record->values;
    const char        *wrong  = check_days(values);
    const int          told =
        values[COST_CHANNEL].is_set + values[COST_CODE].is_set + values[COST_CAMPAIGN].is_set;
    Str touch = { 0 };
    if (wrong) return wrong;
    if (told == 0) return "spend.no_touch";
    if (told > 1) return "spend.two_touches";
    if (values[COST_CHANNEL].is_set && !spend_channel_of(values[COST_CHANNEL].text, &touch))
        return "spend.channel_unknown";
    return values[COST_AMOUNT].number < 0 ? "spend.negative" : NULL;
}

static Code read_cost(IntakeRun *run, const IntakeRecord *record, SpendCost *out,
                      const char **refusal)
{
    const IntakeValue *values = record->values;
    *out                      = (SpendCost){ .row        = record->row,
                                             .days       = 1,
                                             .kind       = SPEND_CAMPAIGN,
                                             .touch      = values[COST_CAMPAIGN].text,
                                             .amount_fen = values[COST_AMOUNT].number };
    if (values[COST_DAY].is_set)
        out->first_day = day_of(values[COST_DAY].number, run->mapping.fields[COST_DAY].zone);
    else
        ASSERT(spend_month_of(values[COST_MONTH].text, &out->first_day, &out->days));
    if (values[COST_CHANNEL].is_set) {
        out->kind = SPEND_CHANNEL;
        ASSERT(spend_channel_of(values[COST_CHANNEL].text, &out->touch));
    }
    if (!values[COST_CODE].is_set) return OK;
    out->kind = SPEND_CODE;
    return spend_code_of(run->cx, values[COST_CODE].text, &out->touch, refusal);
}

static Code store(IntakeRun *run, IntakeRecord *records, size_t count)
{
    Ctx *cx = run->cx;
    for (size_t i = 0; i < count; i++) {
        const ArenaMark mark    = arena_mark(cx->arena);
        const char     *refusal = check(cx->arena, &records[i]);
        SpendCost       cost    = { 0 };
        bool            is_new  = false;
        if (!refusal) TRY(read_cost(run, &records[i], &cost, &refusal));
        if (!refusal) TRY(spend_bring(cx, run->key, &cost, &is_new, &refusal));
        if (refusal)
            intake_run_refuse(run, &records[i], (RowRefusal){ .reason = refusal });
        else if (is_new)
            run->report.added++;
        else
            run->report.known++;
        arena_rewind(cx->arena, mark);
    }
    return OK;
}

const IntakeSpec intake_cost_spec = {
    .kind        = INTAKE_COST,
    .fields      = fields,
    .field_count = COUNT(fields),
    .check       = check,
    .store       = store,
    .batch_rows  = 2000,
    .slice_rows  = 64, /* of a month each: two thousand cells */
};
