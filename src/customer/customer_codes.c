/* customer_codes.c -- channel codes belong to a higher slice: what is known of them here is
 * what it said in the log. */
#include "customer/customer_codes.h"

#include "wire/json.h"

Code customer_codes_fill(Ctx *cx, CustomerId id, Rows *relations)
{
    const Str types[] = { event_word(EV_CHANNEL_CODE_MATCHED) };
    Rows      events  = { 0 };
    Str       next    = { 0 };
    TRY(event_timeline(cx, id.v, (Strs){ types, 1 }, (Str){ 0 }, PAGE_LIMIT_MAX, &events, &next));
    for (size_t i = 0; i < events.count; i++) {
        const Json *payload = NULL;
        JsonError   error   = { 0 };
        TRY(json_parse(cx->arena, ROWS_AT(Event, events, i)->payload, JSON_LIMITS, &payload,
                       &error));
        const int64_t relation_id = json_i64(payload, S("relation_id"), 0);
        for (size_t j = 0; j < relations->count; j++) {
            RelationView *view = ROWS_AT(RelationView, *relations, j);
            if (view->id != relation_id) continue;
            view->code_id   = json_i64(payload, S("code_id"), 0);
            view->code_name = json_str(payload, S("code_name"));
        }
    }
    return OK;
}
