/* reach_welcome.c -- a welcome from the choice to its end.  The choice is reach_choose.c;
 * statements are in reach_sql.c. */
#include "reach/reach_welcome.h"

#include "channel/channel.h"
#include "org/org.h"
#include "reach/reach_sql.h"
#include "wire/json.h"
#include "wire/text_codec.h"

#include <string.h>

enum { PAYLOAD_MAX = 32 * 1024 };

/* ---- choosing ------------------------------------------------------------------------ */

/* Who greets, as far as a welcome needs to know. */
typedef struct Greeter {
    int64_t id;
    Str     name, store_name;
    Str     departments; /* their ids as they lie in memory, the nearest first */
    bool    works;       /* welcomes are not switched off for him              */
} Greeter;
static const Field greeter_fields[] = { FIELD_ID(Greeter, id), FIELD(Greeter, name),
                                        FIELD(Greeter, store_name), FIELD(Greeter, departments),
                                        FIELD(Greeter, works) };
static const Shape greeter_shape    = SHAPE(Greeter, greeter_fields);

/* Everything that was weighed, and what came of it. */
typedef struct Choice {
    Rows            policies; /* of WelcomePolicy, as the candidates */
    ReachCandidate *candidates;
    ReachWhy       *why;
    int64_t         at; /* of the chosen one, -1 none          */
    Greeter         greeter;
    Str             channel; /* the name of the code it came by     */
} Choice;

static Code read_greeter(Ctx *cx, int64_t staff_id, Greeter *out)
{
    const StaffId id          = { staff_id };
    Staff         staff       = { 0 };
    Store         store       = { 0 };
    Ids           departments = { 0 };
    bool          has_store   = false;
    *out                      = (Greeter){ .id = staff_id };
    if (staff_id) {
        TRY(org_staff_get(cx, id, &staff));
        TRY(org_staff_departments(cx, id, &departments));
        TRY(org_staff_store(cx, id, &store, &has_store));
    }
    TRY(org_module_works_for(cx, MODULE_WELCOME, id, &out->works));
    out->name        = staff.name;
    out->store_name  = store.name;
    out->departments = (Str){ (const char *)departments.at, departments.count * sizeof(int64_t) };
    return OK;
}

/* Many adds of a batch are of the same few members, by the same code. */
static Code find_greeter(Ctx *cx, int64_t staff_id, Greeter *out)
{
    const Str      key   = str_fmt(cx->arena, "greeter %lld", (long long)staff_id);
    const Greeter *known = memo_find(cx, key);
    if (known) {
        *out = *known;
        return OK;
    }
    TRY(read_greeter(cx, staff_id, out));
    memo_keep(cx, key, &greeter_shape, out);
    return OK;
}

static Ids departments_of(Ctx *cx, const Greeter *greeter)
{
    const size_t count = greeter->departments.len / sizeof(int64_t);
    int64_t     *ids   = arena_make(cx->arena, int64_t, count);
    if (count > 0) memcpy(ids, greeter->departments.ptr, greeter->departments.len);
    return (Ids){ ids, count };
}

static Str policy_key(Ctx *cx, Str state, int64_t n)
{
    return str_fmt(cx->arena, "welcome_policy %lld %.*s", (long long)n, FMT(state));
}

/* Keeps the list of a code as its rows and, under -1, their number. */
static Code find_policies(Ctx *cx, Str state, Rows *out)
{
    static const Field     count_fields[] = { FIELD_ID(WelcomePolicyId, v) };
    static const Shape     count_shape    = SHAPE(WelcomePolicyId, count_fields);
    const WelcomePolicyId *known          = memo_find(cx, policy_key(cx, state, -1));
    Vec                    list           = vec_of(cx->arena, WelcomePolicy);
    for (int64_t i = 0; known && i < known->v; i++) {
        const WelcomePolicy *one = memo_find(cx, policy_key(cx, state, i));
        if (!one) break;
        *VEC_ADD(&list, WelcomePolicy) = *one;
    }
    *out = vec_rows(&list);
    if (known && (int64_t)out->count == known->v) return OK;
    TRY(reach_sql_policy_candidates(cx, state, out));
    const WelcomePolicyId count = { (int64_t)out->count };
    for (int64_t i = 0; i < count.v; i++)
        memo_keep(cx, policy_key(cx, state, i), &welcome_policy_shape,
                  ROWS_AT(WelcomePolicy, *out, i));
    memo_keep(cx, policy_key(cx, state, -1), &count_shape, &count);
    return OK;
}

static Code choose(Ctx *cx, int64_t staff_id, Str state, int64_t at_ms, Choice *out)
{
    ReachSituation situation = {
        .at_ms = at_ms, .zone = cx->zone, .state = state, .staff_id = staff_id
    };
    TRY(find_greeter(cx, staff_id, &out->greeter));
    situation.department_ids = departments_of(cx, &out->greeter);
    TRY(find_policies(cx, state, &out->policies));
    const size_t count = out->policies.count;
    out->candidates    = arena_make(cx->arena, ReachCandidate, count);
    out->why           = arena_make(cx->arena, ReachWhy, count);
    for (size_t i = 0; i < count; i++) {
        const WelcomePolicy *policy = ROWS_AT(WelcomePolicy, out->policies, i);
        TRY(reach_policy_candidate(cx, policy, &out->candidates[i]));
        if (policy->code_id) out->channel = policy->name;
    }
    out->at = reach_choose(out->candidates, count, &situation, out->why);
    return OK;
}

static const WelcomePolicy *chosen(const Choice *choice)
{
    return choice->at < 0 ? NULL : ROWS_AT(WelcomePolicy, choice->policies, choice->at);
}

static bool is_silenced(const Choice *choice)
{
    for (size_t i = 0; i < choice->policies.count; i++)
        if (choice->why[i] == REACH_SILENCED) return true;
    return false;
}

static MessageVars vars_of(Ctx *cx, const Choice *choice, Str customer_name, int64_t at_ms)
{
    return (MessageVars){ .customer_name = customer_name,
                          .staff_name    = choice->greeter.name,
                          .store_name    = choice->greeter.store_name,
                          .date          = day_text(cx->arena, day_of(at_ms, cx->zone)),
                          .channel       = choice->channel };
}

/* ---- saying how it ended --------------------------------------------------------------- */

static Code say(Ctx *cx, const Welcome *welcome)
{
    JsonOut    json    = json_out(cx->arena, PAYLOAD_MAX);
    Str        payload = { 0 };
    const bool is_sent = welcome->state == WELCOME_SENT;
    const Str  object  = str_fmt(cx->arena, "welcome:%lld", (long long)welcome->id);
    json_open_object(&json);
    json_pair_id(&json, S("customer_id"), welcome->customer_id);
    json_pair_id(&json, S("staff_id"), welcome->staff_id);
    json_pair_id(&json, S("policy_id"), welcome->policy_id);
    json_pair_str(&json, S("policy_name"), welcome->policy_name);
    json_pair_str(&json, S("scope"), word_of(&welcome_scope_words, (int)welcome->scope));
    json_pair_str(&json, S("reason"), welcome->reason);
    json_pair_str(&json, S("text"), welcome->body);
    json_pair_i64(&json, S("latency_ms"), welcome->latency_ms);
    json_close_object(&json);
    TRY(json_out_done(&json, &payload));
    return event_emit(
        cx, is_sent ? EV_WELCOME_SENT : EV_WELCOME_FAILED,
        (EventDraft){ .id        = str_fmt(cx->arena, "%.*s:ended", FMT(object)),
                      .person_id = welcome->customer_id,
                      .actor     = str_fmt(cx->arena, "staff:%lld", (long long)welcome->staff_id),
                      .object    = object,
                      .payload   = payload });
}

/* Another app that answered first is no trouble; the rest is, but not once per customer. */
static Code notify(Ctx *cx, const Welcome *welcome)
{
    if (str_equal(welcome->reason, S("welcome.already_sent"))) return OK;
    JsonOut json   = json_out(cx->arena, PAYLOAD_MAX);
    Str     params = { 0 };
    json_open_object(&json);
    json_pair_str(&json, S("kind"), S("welcome"));
    json_pair_str(&json, S("reason"), welcome->reason);
    json_close_object(&json);
    TRY(json_out_done(&json, &params));
    const NotificationDraft draft = {
        .kind          = S("effect.dead"),
        .severity      = S("error"),
        .to_holders_of = PERM_WELCOME_WRITE,
        .params        = params,
        .link          = S("/welcomes?state=failed"),
        .key           = str_fmt(cx->arena, "welcome.failed:%.*s:%lld", FMT(welcome->reason),
                                 (long long)(cx->now_ms / MS_PER_HOUR)),
    };
    return org_notify(cx, &draft);
}

static Code ended(Ctx *cx, const Welcome *welcome)
{
    TRY(say(cx, welcome));
    if (welcome->policy_id)
        TRY(reach_sql_policy_count(cx, welcome->policy_id, welcome->state == WELCOME_SENT));
    return welcome->state == WELCOME_FAILED ? notify(cx, welcome) : OK;
}

/* ---- sending ------------------------------------------------------------------------------ */

static Welcome welcome_of(Ctx *cx, const WelcomeDue *due, const Choice *choice)
{
    const WelcomePolicy *policy  = chosen(choice);
    Welcome              welcome = {
                     .id              = cx_new_id(cx),
                     .tenant_id       = cx->tenant_id,
                     .customer_id     = due->customer_id,
                     .relation_id     = due->relation_id,
                     .staff_id        = due->staff_id,
                     .customer_name   = due->customer_name,
                     .staff_name      = choice->greeter.name,
                     .code_key        = digest_hex(cx->arena, sha256(due->welcome_code)),
                     .requested_at_ms = due->requested_at_ms ? due->requested_at_ms : cx->now_ms,
                     .state           = WELCOME_WAITING,
    };
    if (!choice->greeter.works) {
        welcome.state  = WELCOME_SKIPPED;
        welcome.reason = S("module.off");
        return welcome;
    }
    if (!policy) {
        welcome.state  = WELCOME_SKIPPED;
        welcome.reason = is_silenced(choice) ? S("welcome.silenced") : S("welcome.no_policy");
        return welcome;
    }
    welcome.policy_id   = policy->id;
    welcome.policy_name = policy->name;
    welcome.scope       = policy->scope;
    if (due->deadline_ms && cx->now_ms >= due->deadline_ms) {
        welcome.state  = WELCOME_FAILED;
        welcome.reason = S("welcome.too_late");
    }
    return welcome;
}

/* In the transaction that is open, which goes back as a whole when this fails: a part of its own
 * would have every page it changes copied, and do without the batch's memo. */
static Code join(Ctx *cx, Txn *txn) { return cx->link == NULL ? cx_begin(cx, txn) : OK; }
static Code leave(Ctx *cx, Txn *txn) { return txn->is_open ? cx_commit(cx, txn) : OK; }

Code reach_welcome_send(Ctx *cx, const WelcomeDue *due)
{
    Choice  choice  = { 0 };
    Message message = { 0 };
    bool    is_new  = false;
    Str     json    = { 0 };
    TXN(txn);
    TRY(join(cx, &txn));
    TRY(choose(cx, due->staff_id, due->state, cx->now_ms, &choice));
    Welcome           welcome = welcome_of(cx, due, &choice);
    const MessageVars vars    = vars_of(cx, &choice, due->customer_name, cx->now_ms);
    if (choice.greeter.works && chosen(&choice)) {
        TRY(content_message_parse(cx, chosen(&choice)->message_json, &message));
        welcome.body = content_render(cx, message.text, &vars);
    }
    TRY(reach_sql_welcome_insert(cx, &welcome, &is_new));
    if (!is_new) return leave(cx, &txn);
    if (welcome.state == WELCOME_FAILED) TRY(ended(cx, &welcome));
    if (welcome.state == WELCOME_WAITING) {
        TRY(content_message_platform_json(cx, &message, &vars, &json));
        TRY(channel_send_welcome(
            cx, (ConnectionId){ due->connection_id }, due->welcome_code, due->deadline_ms, json,
            str_fmt(cx->arena, "welcome:%lld", (long long)welcome.id), due->welcome_code));
    }
    return leave(cx, &txn);
}

Code reach_welcome_settled(Ctx *cx, const WelcomeSettled *settled)
{
    Welcome welcome = { 0 };
    bool    changed = false;
    TXN(txn);
    TRY(join(cx, &txn));
    TRY(reach_sql_welcome_get(cx, settled->welcome_id, &welcome));
    welcome.state      = settled->is_done ? WELCOME_SENT : WELCOME_FAILED;
    welcome.reason     = settled->is_done ? (Str){ 0 } : settled->reason;
    welcome.sent_at_ms = settled->is_done ? settled->settled_at_ms : 0;
    welcome.latency_ms = settled->settled_at_ms - welcome.requested_at_ms;
    TRY(reach_sql_welcome_settle(cx, &welcome, &changed));
    if (changed) TRY(ended(cx, &welcome));
    return leave(cx, &txn);
}

/* ---- what people see ------------------------------------------------------------------------- */

Code reach_welcome_list(Ctx *cx, const WelcomeQuery *query, Rows *items, Str *next_cursor)
{
    const int64_t limit  = page_limit(query->limit);
    int64_t       before = 0;
    TRY(page_keys(cx, query->cursor, INT64_MAX, &before, 1));
    TRY(reach_sql_welcome_page(cx, query, before, limit, items));
    *next_cursor = (Str){ 0 };
    if ((int64_t)items->count == limit)
        *next_cursor = page_cursor(cx->arena, &ROWS_AT(Welcome, *items, items->count - 1)->id, 1);
    return OK;
}

/* The value below which `percent` of the sorted ones lie; 0 when there are none. */
static int64_t percentile(Ids sorted, int64_t percent)
{
    if (sorted.count == 0) return 0;
    const int64_t rank = ((int64_t)sorted.count * percent + 99) / 100;
    return sorted.at[rank > 0 ? rank - 1 : 0];
}

Code reach_welcome_summary(Ctx *cx, WelcomeSummary *out)
{
    const int64_t from      = day_start_ms(day_of(cx->now_ms, cx->zone), cx->zone);
    Ids           latencies = { 0 };
    TRY(reach_sql_welcome_today(cx, from, out));
    TRY(reach_sql_welcome_latencies(cx, from, &latencies));
    out->p50_ms = percentile(latencies, 50);
    out->p99_ms = percentile(latencies, 99);
    return OK;
}

static void consider(Ctx *cx, const Choice *choice, Preview *out)
{
    Considered *list = arena_make(cx->arena, Considered, choice->policies.count);
    for (size_t i = 0; i < choice->policies.count; i++)
        list[i] = (Considered){ .policy_id = choice->candidates[i].policy_id,
                                .name      = choice->candidates[i].name,
                                .scope     = choice->candidates[i].scope,
                                .chosen    = (int64_t)i == choice->at,
                                .why       = choice->why[i] };
    out->considered = (Rows){ list, choice->policies.count };
}

static void render(Ctx *cx, const Message *message, const MessageVars *vars, Preview *out)
{
    Message copy = *message;
    content_message_urls(cx, &copy);
    for (size_t i = 0; i < copy.attachments.count; i++) {
        Attachment *at  = ROWS_AT(Attachment, copy.attachments, i);
        at->title       = content_render(cx, at->title, vars);
        at->description = content_render(cx, at->description, vars);
    }
    out->text        = content_render(cx, message->text, vars);
    out->attachments = copy.attachments;
}

Code reach_welcome_preview(Ctx *cx, const PreviewDraft *draft, Preview *out)
{
    const int64_t at_ms   = draft->at_ms ? draft->at_ms : cx->now_ms;
    WelcomePolicy of_code = { 0 };
    bool          found   = false;
    Choice        choice  = { 0 };
    Message       message = draft->message;
    *out                  = (Preview){ 0 };
    if (draft->code_id) TRY(reach_sql_policy_of_code(cx, draft->code_id, &of_code, &found));
    if (draft->code_id && !found)
        return fail_field(cx, "welcome_policy.unknown_code", S("code_id"), NULL);
    TRY(choose(cx, draft->staff_id, of_code.token, at_ms, &choice));
    const bool is_given = message.text.len || message.attachments.count;
    if (!is_given) {
        const WelcomePolicy *policy = chosen(&choice);
        consider(cx, &choice, out);
        if (!policy) return OK;
        TRY(content_message_parse(cx, policy->message_json, &message));
        out->policy_id   = policy->id;
        out->policy_name = policy->name;
        out->scope       = policy->scope;
    }
    const MessageVars vars = vars_of(cx, &choice, draft->customer_name, at_ms);
    render(cx, &message, &vars, out);
    return OK;
}
