/* wecom_directory.c -- departments and staff: asked from the platform, handed to org. */
#include "channel/wecom_directory.h"

enum { UNKNOWN_MEMBER = 60111 };

/* ---- members ---------------------------------------------------------------- */

/* 0 when the platform does not say: its lists of ids alone do not. */
static StaffStatus status_of(int64_t platform_status)
{
    switch (platform_status) {
    case 0: return (StaffStatus)0;
    case 2: return STAFF_DISABLED;
    case 4: return STAFF_INACTIVE;
    case 5: return STAFF_LEFT;
    default: return STAFF_ACTIVE;
    }
}

static Ids numbers_of(Arena *arena, JsonItems items)
{
    int64_t *ids   = arena_make(arena, int64_t, items.count);
    size_t   count = 0;
    for (size_t i = 0; i < items.count; i++)
        if (items.at[i].kind == JSON_INT) ids[count++] = items.at[i].as.integer;
    return (Ids){ ids, count };
}

/* Since 2022 new applications get ids only: org keeps what it knows of absent texts. */
static StaffDraft draft_of(Arena *arena, const Json *member)
{
    const Ids departments = numbers_of(arena, json_items(member, S("department")));
    return (StaffDraft){
        .userid                  = json_str(member, S("userid")),
        .name                    = json_str(member, S("name")),
        .avatar                  = json_str(member, S("avatar")),
        .position                = json_str(member, S("position")),
        .alias                   = json_str(member, S("alias")),
        .platform_department_ids = departments,
        .main_platform_department_id =
            json_i64(member, S("main_department"), departments.count > 0 ? departments.at[0] : 0),
        .status = status_of(json_i64(member, S("status"), 0)),
    };
}

static Str lower(Arena *arena, Str text)
{
    char *out = arena_make(arena, char, text.len + 1);
    for (size_t i = 0; i < text.len; i++)
        out[i] = text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? (char)(text.ptr[i] + 32) : text.ptr[i];
    return (Str){ out, text.len };
}

/* The members who may have customers, by userid in lower case; values are their own texts. */
static StrMap *contacts_of(Arena *arena, const PlatformAnswer *answer)
{
    StrMap         *map   = strmap_new(arena);
    const JsonItems users = json_items(answer->json, S("follow_user"));
    for (size_t i = 0; i < users.count; i++)
        if (users.at[i].kind == JSON_STR)
            strmap_put(map, lower(arena, users.at[i].as.str),
                       (void *)(uintptr_t)&users.at[i].as.str);
    return map;
}

static Code ask(Ctx *cx, const Connection *connection, WecomApp app, Str path,
                PlatformAnswer *answer)
{
    return platform_api_call(
        cx, connection, &(PlatformCall){ .app = app, .path = path, .timeout_ms = 30000 }, answer);
}

/* ---- the whole ---------------------------------------------------------------- */

static Rows departments_of(Arena *arena, const Json *json)
{
    JsonItems  items    = json_items(json, S("department"));
    const bool ids_only = items.count == 0;
    if (ids_only) items = json_items(json, S("department_id"));
    Vec drafts = vec_of(arena, DepartmentDraft);
    for (size_t i = 0; i < items.count; i++)
        *VEC_ADD(&drafts, DepartmentDraft) =
            (DepartmentDraft){ .platform_id        = json_i64(&items.at[i], S("id"), 0),
                               .parent_platform_id = json_i64(&items.at[i], S("parentid"), 0),
                               .name               = json_str(&items.at[i], S("name")),
                               .sort               = json_i64(&items.at[i], S("order"), 0) };
    return vec_rows(&drafts);
}

static Code ask_departments(Ctx *cx, const Connection *connection, PlatformAnswer *answer,
                            Rows *drafts)
{
    TRY(ask(cx, connection, WECOM_APP, S("/cgi-bin/department/list"), answer));
    if (answer->class == PLATFORM_NEVER)
        TRY(ask(cx, connection, WECOM_APP, S("/cgi-bin/department/simplelist"), answer));
    if (answer->class == PLATFORM_OK) *drafts = departments_of(cx->arena, answer->json);
    return OK;
}

Code wecom_directory_sync_departments(Ctx *cx, const Connection *connection, PlatformAnswer *answer)
{
    Rows drafts = { 0 };
    TRY(ask_departments(cx, connection, answer, &drafts));
    if (answer->class != PLATFORM_OK) return OK;
    return org_sync_departments(cx, connection->id, drafts.at, drafts.count, true, NULL);
}

static bool is_root(Rows drafts, const DepartmentDraft *draft)
{
    for (size_t i = 0; i < drafts.count; i++)
        if (ROWS_AT(DepartmentDraft, drafts, i)->platform_id == draft->parent_platform_id)
            return false;
    return true;
}

static Code ask_members(Ctx *cx, const Connection *connection, int64_t root, PlatformAnswer *answer,
                        Vec *staff)
{
    const char *const lists[] = { "list", "simplelist" };
    for (size_t i = 0; i < COUNT(lists); i++) {
        const Str path = str_fmt(cx->arena, "/cgi-bin/user/%s?department_id=%lld&fetch_child=1",
                                 lists[i], (long long)root);
        TRY(ask(cx, connection, WECOM_APP, path, answer));
        if (answer->class != PLATFORM_NEVER) break;
    }
    if (answer->class != PLATFORM_OK) return OK;
    const JsonItems members = json_items(answer->json, S("userlist"));
    for (size_t i = 0; i < members.count; i++)
        *VEC_ADD(staff, StaffDraft) = draft_of(cx->arena, &members.at[i]);
    return OK;
}

/* Marks who may have customers, and adds those the directory does not show us. */
static void add_contacts(Ctx *cx, const PlatformAnswer *answer, Vec *staff)
{
    StrMap         *contacts = contacts_of(cx->arena, answer);
    StrMap         *listed   = strmap_new(cx->arena);
    const JsonItems users    = json_items(answer->json, S("follow_user"));
    for (size_t i = 0; i < staff->count; i++) {
        StaffDraft *draft = VEC_AT(*staff, StaffDraft, i);
        const Str   key   = lower(cx->arena, draft->userid);
        draft->is_contact = strmap_find(contacts, key) != NULL;
        strmap_put(listed, key, contacts);
    }
    for (size_t i = 0; i < users.count; i++) {
        if (users.at[i].kind != JSON_STR) continue;
        if (strmap_find(listed, lower(cx->arena, users.at[i].as.str))) continue;
        *VEC_ADD(staff, StaffDraft) =
            (StaffDraft){ .userid = users.at[i].as.str, .is_contact = true };
    }
}

Code wecom_directory_sync_staff(Ctx *cx, const Connection *connection, PlatformAnswer *answer,
                                int64_t *count)
{
    Rows departments = { 0 };
    Vec  staff       = vec_of(cx->arena, StaffDraft);
    TRY(ask_departments(cx, connection, answer, &departments));
    if (answer->class != PLATFORM_OK) return OK;
    for (size_t i = 0; i < departments.count; i++) {
        const DepartmentDraft *draft = ROWS_AT(DepartmentDraft, departments, i);
        if (!is_root(departments, draft)) continue;
        TRY(ask_members(cx, connection, draft->platform_id, answer, &staff));
        if (answer->class != PLATFORM_OK) return OK;
    }
    TRY(ask(cx, connection, WECOM_CONTACT, S("/cgi-bin/externalcontact/get_follow_user_list"),
            answer));
    if (answer->class != PLATFORM_OK) return OK;
    add_contacts(cx, answer, &staff);
    *count = (int64_t)staff.count;
    return org_sync_staff(cx, connection->id, (const StaffDraft *)(const void *)staff.at,
                          staff.count, true, NULL);
}

/* ---- one member, by a callback --------------------------------------------------- */

static Code is_contact(Ctx *cx, const Connection *connection, Str userid, bool *out)
{
    Staff          known  = { 0 };
    bool           found  = false;
    PlatformAnswer answer = { 0 };
    TRY(org_staff_find_by_userid(cx, connection->id, userid, &known, &found));
    *out = known.is_contact;
    TRY(ask(cx, connection, WECOM_CONTACT, S("/cgi-bin/externalcontact/get_follow_user_list"),
            &answer));
    if (answer.class != PLATFORM_OK) return OK; /* what is known stands */
    *out = strmap_find(contacts_of(cx->arena, &answer), lower(cx->arena, userid)) != NULL;
    return OK;
}

static Code write_member(Ctx *cx, const Connection *connection, const Json *member)
{
    StaffDraft draft = draft_of(cx->arena, member);
    TRY(is_contact(cx, connection, draft.userid, &draft.is_contact));
    return org_sync_staff(cx, connection->id, &draft, 1, false, NULL);
}

/* Gone before we asked: that is an answer too. */
static void member_gone(Sending *sending)
{
    if (org_staff_mark_left(sending->cx, sending->connection.id,
                            channel_effect_str(sending, "userid")) == OK)
        channel_effect_done(sending, (Str){ 0 });
    else
        channel_effect_broke(sending);
}

static void send_read_staff(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Sending        sending;
    PlatformAnswer answer;
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    const Str          path = platform_api_with(cx->arena, S("/cgi-bin/user/get"), "userid",
                                                channel_effect_str(&sending, "userid"));
    const PlatformCall call = { .app = WECOM_APP, .path = path };
    if (!channel_effect_call(&sending, &call, &answer)) {
        if (answer.errcode == UNKNOWN_MEMBER) member_gone(&sending);
        return;
    }
    if (write_member(cx, &sending.connection, answer.json) != OK) channel_effect_broke(&sending);
}

static void send_read_departments(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Sending        sending;
    PlatformAnswer answer = { .class = PLATFORM_OK };
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    if (wecom_directory_sync_departments(cx, &sending.connection, &answer) != OK)
        channel_effect_broke(&sending);
    else if (answer.class == PLATFORM_OK)
        channel_effect_done(&sending, (Str){ 0 });
    else if (answer.class == PLATFORM_NEVER)
        channel_effect_dead(&sending, answer.reason, answer.errmsg);
    else
        channel_effect_retry(&sending, answer.reason, answer.errmsg, 0);
}

const EffectKind wecom_directory_read_staff       = { .word       = "wecom.read_staff",
                                                      .per_minute = WECOM_PER_MINUTE,
                                                      .per_hour   = WECOM_PER_HOUR,
                                                      .send       = send_read_staff,
                                                      .settled    = channel_effect_settled };
const EffectKind wecom_directory_read_departments = { .word       = "wecom.read_departments",
                                                      .per_minute = WECOM_PER_MINUTE,
                                                      .per_hour   = WECOM_PER_HOUR,
                                                      .send       = send_read_departments,
                                                      .settled    = channel_effect_settled };

static Code put(Ctx *cx, const Connection *connection, const EffectKind *kind, const char *api,
                Str userid, Str lane, Str key)
{
    JsonOut out     = json_out(cx->arena, 2048);
    Str     payload = { 0 };
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), connection->id);
    json_pair_str(&out, S("userid"), userid);
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &payload));
    return channel_effect_put(cx, connection,
                              (EffectPlan){ .kind      = kind->word,
                                            .api       = api,
                                            .key       = key,
                                            .lane      = lane,
                                            .supersede = true,
                                            .payload   = payload });
}

Code wecom_directory_put_staff(Ctx *cx, const Connection *connection, Str userid, Str key)
{
    const Str lane = str_fmt(cx->arena, "staff:%lld:%.*s", (long long)connection->id, FMT(userid));
    return put(cx, connection, &wecom_directory_read_staff, "user/get", userid, lane, key);
}

Code wecom_directory_put_departments(Ctx *cx, const Connection *connection, Str key)
{
    const Str lane = str_fmt(cx->arena, "departments:%lld", (long long)connection->id);
    return put(cx, connection, &wecom_directory_read_departments, "department/list", (Str){ 0 },
               lane, key);
}
