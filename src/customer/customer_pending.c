/* customer_pending.c -- pending ids: asked for, kept for 90 days, and what makes two one. */
#include "customer/customer_pending.h"

#include "channel/channel.h"
#include "customer/customer_identity_sql.h"
#include "customer/customer_merge.h"
#include "customer/customer_sql.h"
#include "kernel/memo.h"

#define LIFE_MS (90 * (int64_t)MS_PER_DAY)

static const char object_noun[] = "customer_convert";

static Code ask(Ctx *cx, const Connection *connection, CustomerId id, ConvertAsk what, Str of)
{
    const long long turn = cx->now_ms / LIFE_MS; /* again when the last answer is over */
    what.object          = str_fmt(cx->arena, "%s:%lld", object_noun, (long long)id.v);
    what.key =
        str_fmt(cx->arena, "convert:%lld:%.*s:%lld", (long long)connection->id, FMT(of), turn);
    return channel_convert(cx, connection, &what);
}

/* Whether the brand's corp leaves unionids untold; mostly not, and whoever is both is one already.
 * One question in a batch. */
static Code is_untold(Ctx *cx, bool *untold)
{
    typedef struct Any {
        bool is_any;
    } Any;
    static const Field any_fields[] = { FIELD(Any, is_any) };
    static const Shape any_shape    = SHAPE(Any, any_fields);
    const Any         *known        = memo_find(cx, S("customer untold"));
    Any                any          = { 0 };
    if (!known) {
        TRY(customer_identity_sql_any_untold(cx, &any.is_any));
        memo_keep(cx, S("customer untold"), &any_shape, &any);
        known = &any;
    }
    *untold = known->is_any;
    return OK;
}

Code customer_pending_note_untold(Ctx *cx, Str corp_id)
{
    const Str            key = str_fmt(cx->arena, "customer untold %.*s", FMT(corp_id));
    const CustomerUntold row = { .tenant_id = cx->tenant_id,
                                 .corp_id   = corp_id,
                                 .since_ms  = cx->now_ms };
    if (memo_find(cx, key)) return OK;
    memo_keep(cx, key, &customer_untold_shape, &row);
    return customer_identity_sql_note_untold(cx, &row);
}

static Code is_contact_of(Ctx *cx, CustomerId id, Str corp_id, bool *is_one)
{
    Rows rows = { 0 };
    *is_one   = false;
    TRY(customer_identity_list(cx, id, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        const CustomerIdentity *row = ROWS_AT(CustomerIdentity, rows, i);
        if (str_equal(row->kind, IDENTITY_EXTERNAL_USERID) && str_equal(row->scope, corp_id))
            *is_one = true;
    }
    return OK;
}

Code customer_pending_ask_follower(Ctx *cx, CustomerId id, Str unionid, Str openid)
{
    Connection connection;
    Customer   customer = { 0 };
    bool       untold = false, is_known = false;
    if (!id.v || !unionid.len || !openid.len) return OK;
    TRY(is_untold(cx, &untold));
    if (!untold) return OK;
    Code code = customer_sql_get(cx, id.v, &customer);
    if (code == OK) code = channel_connection_default(cx, &connection);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        return OK;
    }
    TRY(code);
    TRY(is_contact_of(cx, id, connection.corp_id, &is_known));
    if (is_known) return OK;
    return ask(cx, &connection, id, (ConvertAsk){ .unionid = unionid, .openid = openid }, unionid);
}

Code customer_pending_ask_contact(Ctx *cx, CustomerId id, int64_t connection_id, Str corp_id,
                                  Str external_userid)
{
    Connection connection;
    bool       awaited = false;
    TRY(customer_identity_sql_any_of(cx, IDENTITY_PENDING_ID, corp_id, &awaited));
    if (!awaited) return OK;
    const Code code = channel_connection_get(cx, (ConnectionId){ connection_id }, &connection);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        return OK;
    }
    TRY(code);
    return ask(cx, &connection, id, (ConvertAsk){ .external_userid = external_userid },
               external_userid);
}

/* ---- the answer -------------------------------------------------------------------------- */

static Str timer_key(Ctx *cx, Str corp_id, Str pending_id)
{
    return str_fmt(cx->arena, "%.*s %.*s", FMT(corp_id), FMT(pending_id));
}

static Code take_pending(Ctx *cx, CustomerId id, const PendingAnswer *answer)
{
    const int64_t       until = answer->at_ms + LIFE_MS;
    const IdentityClaim claim = { .kind        = IDENTITY_PENDING_ID,
                                  .scope       = answer->corp_id,
                                  .value       = answer->pending_id,
                                  .source      = S("wecom"),
                                  .confidence  = 100,
                                  .is_verified = true,
                                  .until_ms    = until };
    /* Told late, it may be over already. */
    if (until <= cx->now_ms) return OK;
    TRY(customer_identity_sql_prolong(cx, claim.kind, claim.scope, claim.value, until));
    TRY(customer_identity_add(cx, id, &claim, 1));
    return timer_set(cx, str_of(customer_pending_timer.word),
                     timer_key(cx, answer->corp_id, answer->pending_id), until, (Str){ 0 });
}

Code customer_pending_take(Ctx *cx, const PendingAnswer *answer)
{
    Customer   customer = { 0 };
    CustomerId id       = { 0 };
    Str        number   = answer->object;
    if (!str_equal(str_cut(&number, ':'), str_of(object_noun))) return OK;
    if (!answer->corp_id.len || !str_to_i64(number, &id.v)) return OK;
    TRY(customer_merge_resolve(cx, &id));
    const Code code = customer_sql_get(cx, id.v, &customer);
    if (code == ERR_NOT_FOUND) { /* deleted on request meanwhile */
        forgive(cx);
        return OK;
    }
    TRY(code);
    if (answer->external_userid.len) {
        const IdentityClaim claim = { .kind        = IDENTITY_EXTERNAL_USERID,
                                      .scope       = answer->corp_id,
                                      .value       = answer->external_userid,
                                      .source      = S("wecom"),
                                      .confidence  = 100,
                                      .is_verified = true };
        TRY(customer_identity_add(cx, id, &claim, 1));
    }
    return answer->pending_id.len ? take_pending(cx, id, answer) : OK;
}

/* ---- the end ------------------------------------------------------------------------------- */

static Code fire(Ctx *cx, const Timer *timer)
{
    Str       pending = timer->key;
    const Str corp_id = str_cut(&pending, ' ');
    return customer_identity_sql_expire(cx, IDENTITY_PENDING_ID, corp_id, pending, cx->now_ms);
}

const TimerKind customer_pending_timer = { "customer.pending", fire };
