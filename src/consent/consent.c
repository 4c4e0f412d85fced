/* consent.c -- which saying counts, and what it allows.  Statements are in consent_sql.c. */
#include "consent/consent_sql.h"

#include "org/org.h"
#include "wire/json.h"

enum {
    PAYLOAD_MAX    = 1024,
    HISTORY_MAX    = 200,
    LIST_BYTES_MAX = 4 << 20,
    AHEAD_MS       = 300000 /* clocks differ */
};

/* Whether a purpose needs a yes.  Who added a member of staff expects to hear from him, and events
 * of one's own pages may be counted, until somebody says no; a call, an SMS, an e-mail, and giving
 * data to others need the yes first. */
static const bool needs_yes[CONSENT_PURPOSE_END] = {
    [CONSENT_MARKETING]       = false,
    [CONSENT_SMS]             = true,
    [CONSENT_EMAIL]           = true,
    [CONSENT_PHONE]           = true,
    [CONSENT_PERSONALIZATION] = false,
    [CONSENT_ANALYTICS]       = false,
    [CONSENT_SHARING]         = true,
};

static bool allows(ConsentPurpose purpose, ConsentState state)
{
    if (state == CONSENT_UNKNOWN) return !needs_yes[purpose];
    return state == CONSENT_GIVEN;
}

Code consent_may(Ctx *cx, CustomerId customer, ConsentPurpose purpose, bool *may)
{
    Consent said  = { 0 };
    bool    found = false;
    ASSERT(purpose > 0 && purpose < CONSENT_PURPOSE_END);
    TRY(customer_merge_resolve(cx, &customer));
    TRY(consent_sql_newest(cx, customer, word_of(&consent_purpose_words, (int)purpose), &said,
                           &found));
    *may = allows(purpose, found ? said.state : CONSENT_UNKNOWN);
    return OK;
}

static Code ids_json(Ctx *cx, Ids ids, Str *out)
{
    JsonOut json = json_out(cx->arena, LIST_BYTES_MAX);
    json_open_array(&json);
    for (size_t i = 0; i < ids.count; i++) json_put_i64(&json, ids.at[i]);
    json_close_array(&json);
    return json_out_done(&json, out);
}

Code consent_keep(Ctx *cx, ConsentPurpose purpose, Ids ids, Ids *kept)
{
    const Str word   = word_of(&consent_purpose_words, (int)purpose);
    bool      is_any = false;
    Str       list   = { 0 };
    Rows      said   = { 0 };
    ASSERT(purpose > 0 && purpose < CONSENT_PURPOSE_END);
    *kept = ids;
    TRY(consent_sql_is_withdrawn(cx, word, &is_any));
    if (ids.count == 0 || (!is_any && !needs_yes[purpose])) return OK;
    TRY(ids_json(cx, ids, &list));
    TRY(consent_sql_states(cx, word, list, &said));
    IdMap *states = idmap_new(cx->arena);
    for (size_t i = 0; i < said.count; i++)
        (void)idmap_put(states, ROWS_AT(ConsentOf, said, i)->id, ROWS_AT(ConsentOf, said, i));
    int64_t *at    = arena_make(cx->arena, int64_t, ids.count);
    size_t   count = 0;
    for (size_t i = 0; i < ids.count; i++) {
        const ConsentOf *one = idmap_find(states, ids.at[i]);
        if (allows(purpose, one && one->state ? one->state : CONSENT_UNKNOWN))
            at[count++] = ids.at[i];
    }
    *kept = (Ids){ at, count };
    return OK;
}

/* ---- what a page shows --------------------------------------------------------------------- */

static ConsentStanding standing_of(ConsentPurpose purpose, const Consent *said)
{
    const ConsentState state = said ? said->state : CONSENT_UNKNOWN;
    ConsentStanding    out   = { .purpose   = purpose,
                                 .state     = state,
                                 .needs_yes = needs_yes[purpose],
                                 .may       = allows(purpose, state) };
    if (!said) return out;
    out.source       = said->source;
    out.evidence     = said->evidence;
    out.at_ms        = said->at_ms;
    out.told_by_name = said->told_by_name;
    return out;
}

static Code newest_of(Ctx *cx, CustomerId customer, ConsentPurpose purpose, ConsentStanding *out)
{
    Consent said  = { 0 };
    bool    found = false;
    TRY(consent_sql_newest(cx, customer, word_of(&consent_purpose_words, (int)purpose), &said,
                           &found));
    *out = standing_of(purpose, found ? &said : NULL);
    return OK;
}

Code consent_view(Ctx *cx, CustomerId customer, Consents *out)
{
    Customer         known = { 0 };
    ConsentStanding *all   = arena_make(cx->arena, ConsentStanding, CONSENT_PURPOSE_END);
    TRY(customer_get(cx, customer, &known));
    customer.v = known.id;
    for (int purpose = 1; purpose < CONSENT_PURPOSE_END; purpose++)
        TRY(newest_of(cx, customer, (ConsentPurpose)purpose, &all[purpose - 1]));
    out->purposes = (Rows){ all, CONSENT_PURPOSE_END - 1 };
    return consent_sql_said(cx, customer, HISTORY_MAX, &out->history);
}

/* ---- writing it down ------------------------------------------------------------------------ */

/* Who signs in has a name; a key has none. */
static Code own_name(Ctx *cx, Str *name)
{
    User user = { 0 };
    if (cx->user_id == 0) return OK;
    const Code code = org_user_get(cx, (UserId){ cx->user_id }, &user);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        return OK;
    }
    *name = user.display_name.len ? user.display_name : user.name;
    return code;
}

/* The evidence stands in the table alone: it may name people. */
static Code say(Ctx *cx, const Consent *row)
{
    JsonOut json    = json_out(cx->arena, PAYLOAD_MAX);
    Str     payload = { 0 };
    json_open_object(&json);
    json_pair_id(&json, S("customer_id"), row->customer_id);
    json_pair_str(&json, S("purpose"), word_of(&consent_purpose_words, (int)row->purpose));
    json_pair_str(&json, S("source"), row->source);
    json_close_object(&json);
    TRY(json_out_done(&json, &payload));
    const EventType type = row->state == CONSENT_GIVEN ? EV_CONSENT_GIVEN : EV_CONSENT_WITHDRAWN;
    return event_emit(
        cx, type,
        (EventDraft){ .id             = str_fmt(cx->arena, "consent:%lld", (long long)row->id),
                      .person_id      = row->customer_id,
                      .object         = str_fmt(cx->arena, "consent:%lld", (long long)row->id),
                      .occurred_at_ms = row->at_ms,
                      .payload        = payload });
}

Code consent_tell(Ctx *cx, CustomerId customer, const ConsentDraft *draft)
{
    Customer known = { 0 };
    if (draft->state == CONSENT_UNKNOWN)
        return fail_field(cx, "consent.not_said", S("state"), "given, withdrawn");
    if (draft->at_ms > cx->now_ms + AHEAD_MS)
        return fail_field(cx, "consent.in_the_future", S("at"), NULL);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_get(cx, customer, &known));
    customer.v = known.id;
    TRY(customer_made_stay(cx, &customer));
    Consent row = { .id            = cx_new_id(cx),
                    .tenant_id     = cx->tenant_id,
                    .customer_id   = customer.v,
                    .purpose       = draft->purpose,
                    .state         = draft->state,
                    .source        = draft->source,
                    .evidence      = draft->evidence,
                    .at_ms         = draft->at_ms ? draft->at_ms : cx->now_ms,
                    .told_by       = cx->user_id,
                    .created_at_ms = cx->now_ms };
    TRY(own_name(cx, &row.told_by_name));
    TRY(consent_sql_insert(cx, &row));
    TRY(say(cx, &row));
    return cx_commit(cx, &txn);
}

static Code is_customer(Ctx *cx, CustomerId customer, bool *is)
{
    Customer   known = { 0 };
    const Code code  = customer_get(cx, customer, &known);
    *is              = code == OK;
    if (code != ERR_NOT_FOUND) return code;
    forgive(cx);
    return OK;
}

Code consent_hear(Ctx *cx, CustomerId customer, const ConsentDraft *draft)
{
    Consent said  = { 0 };
    bool    found = false, is = false;
    if (draft->state == CONSENT_GIVEN && needs_yes[draft->purpose]) return OK;
    TRY(is_customer(cx, customer, &is));
    if (!is) return OK;
    TRY(consent_sql_newest(cx, customer, word_of(&consent_purpose_words, (int)draft->purpose),
                           &said, &found));
    if (found && (said.state == draft->state || said.at_ms > draft->at_ms)) return OK;
    return consent_tell(cx, customer, draft);
}
