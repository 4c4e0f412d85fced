/* settle.c -- records how sendings ended. */
#include "log/settle.h"

#include "log/dead_letter.h"
#include "log/outbox_sql.h"
#include "log/quota.h"
#include "log/worker.h"

enum {
    ATTEMPTS_MAX   = 12,
    RETRY_FIRST_MS = 500,
    RETRY_MAX_MS   = 300000,
    REST_MIN_MS    = 1000, /* a platform that says "now" would be asked without pause */
    DETAIL_MAX     = 2000,
};

/* What is written; `effect` as it is afterwards. */
typedef struct Ending {
    Effect  effect;
    Outcome outcome;
    int32_t claimed_attempts;
    bool    has_ended;
} Ending;

Outcome settle_unknown(const EffectKind *kind)
{
    if (kind != NULL && (kind->flags & AT_MOST_ONCE) != 0)
        return (Outcome){ .verdict = VERDICT_DEAD, .reason = "outbox.unknown_outcome" };
    return (Outcome){ .verdict = VERDICT_RETRY, .reason = "outbox.claim_expired" };
}

static int64_t retry_at(Ctx *cx, const Effect *effect, const Outcome *outcome)
{
    int64_t at = outcome->retry_at_ms;
    if (at == 0) {
        const int64_t pause = worker_pause_ms(RETRY_FIRST_MS, RETRY_MAX_MS, effect->attempts);
        at = cx->now_ms + pause * 4 / 5 + (int64_t)cx_random(cx, (uint64_t)pause * 2 / 5 + 1);
    }
    /* A deadline within the pause is met in time, not after it. */
    return effect->deadline_ms > 0 && effect->deadline_ms < at ? effect->deadline_ms : at;
}

static void end(Ending *ending, EffectState state, int64_t now_ms)
{
    ending->effect.state         = state;
    ending->effect.settled_at_ms = now_ms;
    ending->has_ended            = true;
}

static Ending ending_of(Ctx *cx, const EffectKind *kind, const Finished *item)
{
    Ending        ending  = { .effect           = item->effect,
                              .outcome          = item->outcome,
                              .claimed_attempts = item->effect.attempts };
    Effect       *effect  = &ending.effect;
    const Verdict verdict = item->outcome.verdict;
    const int32_t most =
        kind == NULL || kind->attempts_max == 0 ? ATTEMPTS_MAX : kind->attempts_max;
    effect->state = EFFECT_PENDING;
    if (item->give_back) {
        effect->attempts--;
        return ending;
    }
    effect->reason = str_of(item->outcome.reason);
    effect->detail = str_prefix_bytes(item->outcome.detail, DETAIL_MAX);
    effect->answer = item->outcome.answer;
    if (verdict == VERDICT_WAIT) {
        effect->attempts--;
        effect->next_at_ms = item->outcome.retry_at_ms;
        if (effect->next_at_ms < cx->now_ms + REST_MIN_MS)
            effect->next_at_ms = cx->now_ms + REST_MIN_MS;
    } else if (verdict == VERDICT_RETRY && effect->attempts < most) {
        effect->next_at_ms = retry_at(cx, effect, &item->outcome);
    } else {
        end(&ending, verdict == VERDICT_DONE ? EFFECT_DONE : EFFECT_DEAD, cx->now_ms);
        if (verdict == VERDICT_RETRY) ending.outcome.verdict = VERDICT_DEAD;
    }
    return ending;
}

static Code record(Ctx *cx, const Claimer *claimer, const Ending *ending, bool *is_mine)
{
    const Effect *effect  = &ending->effect;
    int64_t       changed = 0;
    TRY(cx_run(cx, &settle_sql_record, &changed,
               ARGS(V(effect->tenant_id), V(effect->id), V(claimer->owner),
                    V((int64_t)ending->claimed_attempts),
                    V(word_of(&effect_state_words, (int)effect->state)),
                    V((int64_t)effect->attempts), V(effect->next_at_ms), V(effect->reason),
                    V(effect->detail), V(effect->answer), V(effect->settled_at_ms))));
    *is_mine = changed == 1;
    return OK;
}

/* The next of its lane may go; any process may have room for it. */
static Code free_lane(Ctx *cx, const Ending *ending)
{
    db_signal(cx->link, TOPIC_OUTBOX);
    if (!ending->has_ended) return OK;
    return cx_run(cx, &outbox_sql_next_of_lane, NULL,
                  ARGS(V(ending->effect.tenant_id), V(ending->effect.lane)));
}

/* Records one, in the open transaction. */
static Code settle(Ctx *base, const Claimer *claimer, const Finished *item, const Err *failed)
{
    const EffectKind *kind = claim_kind(claimer, item->effect.kind);
    Ctx               cx   = worker_ctx(base, base->arena, item->effect.tenant_id, "system:outbox");
    const Ending      ending  = ending_of(&cx, kind, item);
    const Effect     *effect  = &ending.effect;
    bool              is_mine = false;
    Code              code    = record(&cx, claimer, &ending, &is_mine);
    if (code == OK && is_mine && !item->give_back && ending.outcome.verdict == VERDICT_WAIT &&
        effect->quota.len > 0)
        code = quota_rest(&cx, effect->tenant_id, effect->quota, effect->next_at_ms);
    if (code == OK && is_mine && ending.has_ended && failed != NULL)
        code = dead_letter_put(&cx, &(DeadLetterDraft){ .tenant_id = effect->tenant_id,
                                                        .consumer  = S("outbox"),
                                                        .event_seq = effect->id,
                                                        .type      = effect->kind,
                                                        .err       = failed,
                                                        .attempts  = 1 });
    else if (code == OK && is_mine && ending.has_ended && kind != NULL && kind->settled != NULL)
        code = kind->settled(&cx, effect, &ending.outcome);
    if (code == OK && is_mine && effect->lane.len > 0) code = free_lane(&cx, &ending);
    if (code == OK) return OK;
    base->err = cx.err;
    if (base->err.code == OK) base->err.code = code;
    return code;
}

static Code settle_together(Ctx *cx, const Claimer *claimer, const Finished *const *items,
                            size_t count, const Err *failed)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    for (size_t i = 0; i < count; i++) TRY(settle(cx, claimer, items[i], failed));
    TRY(memo_settle(cx));
    return cx_commit(cx, &txn);
}

/* The sending cannot be taken back: when only its follow-up fails for good, the end is
 * recorded and the follow-up becomes a dead letter. */
static Code settle_alone(Ctx *cx, const Claimer *claimer, const Finished *const *item)
{
    const Code code = settle_together(cx, claimer, item, 1, NULL);
    if (code == OK || worker_passing(&cx->err)) return code;
    const Err failed = cx->err;
    forgive(cx);
    return settle_together(cx, claimer, item, 1, &failed);
}

Code settle_all(Ctx *cx, const Claimer *claimer, const Finished *const *items, size_t count)
{
    if (count == 0) return OK;
    cx->memo        = memo_new(cx->arena);
    const Code code = settle_together(cx, claimer, items, count, NULL);
    cx->memo        = NULL;
    if (code == OK) return OK;
    for (size_t i = 0; i < count; i++) {
        forgive(cx);
        TRY(settle_alone(cx, claimer, &items[i]));
    }
    return OK;
}
