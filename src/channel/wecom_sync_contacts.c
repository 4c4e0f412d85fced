/* wecom_sync_contacts.c -- the contacts of a corp, page by page.  Events have ids of job,
 * contact and member, so a page written twice changes nothing. */
#include "channel/wecom_sync_contacts.h"

#include "channel/channel_callback.h"
#include "channel/wecom_contact.h"

enum {
    PAGE_SIZE     = 100, /* the platform's most                             */
    PAGES_A_STEP  = 4,   /* asked one after the other, written together     */
    EVENT_MAX     = 64 * 1024,
    EVENT_ID_MAX_ = 100,
};

/* ---- contacts ----------------------------------------------------------------------- */

/* The members of the present batch, from the list ordered by id. */
static Code find_batch(SyncStep *step, Rows *batch)
{
    return org_staff_list_contacts(step->cx, step->connection.id, step->at.after_staff_id,
                                   step->at.users, batch);
}

static Str page_body(Ctx *cx, Rows batch, Str cursor)
{
    JsonOut out  = json_out(cx->arena, 32 * 1024);
    Str     body = { 0 };
    json_open_object(&out);
    json_key(&out, S("userid_list"));
    json_open_array(&out);
    for (size_t i = 0; i < batch.count; i++) json_put_str(&out, ROWS_AT(Staff, batch, i)->userid);
    json_close_array(&out);
    json_pair_str(&out, S("cursor"), cursor.ptr ? cursor : S(""));
    json_pair_i64(&out, S("limit"), PAGE_SIZE);
    json_close_object(&out);
    return json_out_done(&out, &body) == OK ? body : S("{}");
}

static Str contact_payload(SyncStep *step, const Json *item)
{
    JsonOut out  = json_out(step->cx->arena, EVENT_MAX);
    Str     text = { 0 };
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), step->connection.id);
    json_pair_str(&out, S("corp_id"), step->connection.corp_id);
    json_pair_str(&out, S("via"), S("sync"));
    json_key(&out, S("callback"));
    json_null(&out);
    wecom_contact_put_person(&out, json_get(item, S("external_contact")));
    json_key(&out, S("relations"));
    json_open_array(&out);
    wecom_contact_put_relation(&out, json_get(item, S("follow_info")));
    json_close_array(&out);
    json_pair_bool(&out, S("complete"), false);
    json_pair_bool(&out, S("degraded"), false);
    json_close_object(&out);
    return json_out_done(&out, &text) == OK ? text : (Str){ 0 };
}

static Str event_id(SyncStep *step, const char *what, Str userid, Str external_userid)
{
    Arena    *arena = step->cx->arena;
    const Str id = str_fmt(arena, "%s:%lld:%.*s:%.*s", what, (long long)step->job->id, FMT(userid),
                           FMT(external_userid));
    if (id.len <= EVENT_ID_MAX_) return id;
    return str_fmt(arena, "%s:%lld:%.*s", what, (long long)step->job->id,
                   FMT(digest_hex(arena, sha256(id))));
}

static void add_contacts(SyncStep *step, JsonItems items, Vec *drafts)
{
    for (size_t i = 0; i < items.count; i++) {
        const Str person =
            json_str(json_get(&items.at[i], S("external_contact")), S("external_userid"));
        const Str userid  = json_str(json_get(&items.at[i], S("follow_info")), S("userid"));
        const Str payload = contact_payload(step, &items.at[i]);
        if (person.len == 0 || payload.len == 0) {
            step->job->failed++;
            continue;
        }
        /* The member first: pages go member by member, so new ids lie side by side in the index. */
        *VEC_ADD(drafts, EventDraft) = (EventDraft){
            .id      = event_id(step, "sync", userid, person),
            .type    = event_word(EV_PLATFORM_CONTACT_READ),
            .object  = str_fmt(step->cx->arena, "contact:%.*s", FMT(person)),
            .source  = S("wecom"),
            .payload = payload,
        };
        step->job->done++;
    }
}

static Strs objects_of(Ctx *cx, const EventDraft *drafts, size_t count)
{
    Str *objects = arena_make(cx->arena, Str, count + 1);
    for (size_t i = 0; i < count; i++) objects[i] = drafts[i].object;
    return (Strs){ objects, count };
}

static Code write_page(SyncStep *step, const Vec *drafts)
{
    const EventDraft  *all = (const EventDraft *)(const void *)drafts->at;
    const ConnectionId id  = { step->connection.id };
    TXN(txn);
    TRY(cx_begin(step->cx, &txn));
    TRY(event_append_all(step->cx, all, drafts->count, NULL));
    TRY(channel_callback_repair(step->cx, id, objects_of(step->cx, all, drafts->count)));
    TRY(wecom_sync_save(step));
    return cx_commit(step->cx, &txn);
}

static void end_batch(SyncStep *step, Rows batch)
{
    step->at.after_staff_id = ROWS_AT(Staff, batch, batch.count - 1)->id;
    step->at.cursor         = (Str){ 0 };
    step->at.users = step->at.users * 2 > SYNC_USERS_MAX ? SYNC_USERS_MAX : step->at.users * 2;
}

static void skip(SyncStep *step, Str userid)
{
    Str *all = arena_make(step->cx->arena, Str, step->at.skipped.count + 1);
    for (size_t i = 0; i < step->at.skipped.count; i++) all[i] = step->at.skipped.at[i];
    all[step->at.skipped.count] = userid;
    step->at.skipped            = (Strs){ all, step->at.skipped.count + 1 };
    step->job->failed++;
}

/* One member the platform will not speak of spoils the whole batch: find him by halves. */
static Code narrow(SyncStep *step, Rows batch, const PlatformAnswer *answer)
{
    enum { NO_CONTACTS = 84061, SKIPPED_MAX = 900 };
    const Vec none = vec_of(step->cx->arena, EventDraft);
    if (answer->class != PLATFORM_NEVER || answer->tells || step->at.skipped.count >= SKIPPED_MAX)
        return wecom_sync_refused(step, answer);
    if (batch.count > 1) {
        step->at.users  = (int64_t)batch.count / 2;
        step->at.cursor = (Str){ 0 };
    } else {
        if (answer->errcode != NO_CONTACTS) skip(step, ROWS_AT(Staff, batch, 0)->userid);
        end_batch(step, batch);
    }
    return write_page(step, &none);
}

Code wecom_sync_contacts_read(SyncStep *step)
{
    Ctx *cx    = step->cx;
    Rows batch = { 0 };
    TRY(find_batch(step, &batch));
    if (step->at.began_ms == 0) step->at.began_ms = cx->services->clock();
    step->at.ended_ms = cx->services->clock();
    if (batch.count == 0) return wecom_sync_finish_phase(step);
    Vec drafts = vec_of(cx->arena, EventDraft);
    for (int page = 0; page < PAGES_A_STEP; page++) {
        PlatformAnswer     answer = { .class = PLATFORM_OK };
        const PlatformCall call   = { .app        = WECOM_CONTACT,
                                      .path       = S("/cgi-bin/externalcontact/batch/get_by_user"),
                                      .body       = page_body(cx, batch, step->at.cursor),
                                      .timeout_ms = 20000 };
        TRY(platform_api_call(cx, &step->connection, &call, &answer));
        if (answer.class != PLATFORM_OK && drafts.count > 0) break; /* first keep what there is */
        if (answer.class != PLATFORM_OK) return narrow(step, batch, &answer);
        add_contacts(step, json_items(answer.json, S("external_contact_list")), &drafts);
        step->at.cursor = json_str(answer.json, S("next_cursor"));
        if (step->at.cursor.len > 0) continue;
        end_batch(step, batch);
        break;
    }
    return write_page(step, &drafts);
}

/* ---- telling that all was seen ---- */

/* Who hears "all contacts were seen" ends the relations that were not: so whoever reads the log
 * must have heard of all contacts first.  Where processes share the work, that is not given. */
static Code wait_for_readers(SyncStep *step)
{
    Rows states = { 0 };
    TRY(consumer_states(step->cx, &states));
    for (size_t i = 0; i < states.count; i++) {
        const ConsumerState *one = ROWS_AT(ConsumerState, states, i);
        if (one->oldest_at_ms != 0 && one->oldest_at_ms <= step->at.ended_ms)
            return fail(step->cx, ERR_UNAVAILABLE, "sync.readers_behind", "%.*s", FMT(one->name));
    }
    return OK;
}

static bool was_seen(const SyncStep *step, const Staff *staff)
{
    if (staff->updated_at_ms > step->at.began_ms) return false; /* came in between */
    for (size_t i = 0; i < step->at.skipped.count; i++)
        if (str_equal(step->at.skipped.at[i], staff->userid)) return false;
    return true;
}

static void add_seen(SyncStep *step, Rows batch, Vec *drafts)
{
    for (size_t i = 0; i < batch.count; i++) {
        JsonOut      out     = json_out(step->cx->arena, 1024);
        Str          payload = { 0 };
        const Staff *staff   = ROWS_AT(Staff, batch, i);
        if (!was_seen(step, staff)) continue;
        json_open_object(&out);
        json_pair_id(&out, S("connection_id"), step->connection.id);
        json_pair_str(&out, S("userid"), staff->userid);
        json_pair_i64(&out, S("seen_at_ms"), step->at.began_ms);
        json_close_object(&out);
        if (json_out_done(&out, &payload) != OK) continue;
        *VEC_ADD(drafts, EventDraft) = (EventDraft){
            .id      = event_id(step, "synced", staff->userid, S("")),
            .type    = event_word(EV_PLATFORM_CONTACTS_SYNCED),
            .object  = str_fmt(step->cx->arena, "connection:%lld", (long long)step->connection.id),
            .source  = S("wecom"),
            .payload = payload,
        };
    }
}

Code wecom_sync_contacts_tell(SyncStep *step)
{
    Rows batch  = { 0 };
    Vec  drafts = vec_of(step->cx->arena, EventDraft);
    if (step->at.after_staff_id == 0) TRY(wait_for_readers(step));
    TRY(find_batch(step, &batch));
    if (batch.count == 0) return wecom_sync_finish_phase(step);
    add_seen(step, batch, &drafts);
    end_batch(step, batch);
    return write_page(step, &drafts);
}
