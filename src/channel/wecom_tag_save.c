/* wecom_tag_save.c -- changes the tag library and marks contacts. */
#include "channel/wecom_tag.h"

enum { PAYLOAD_MAX = 64 * 1024, TAG_NAME_TAKEN = 40071, UNKNOWN_TAG = 40068 };

/* ---- the library: create -------------------------------------------------------- */

static JsonItems names_wanted(const Sending *sending)
{
    return json_items(sending->payload, S("tag_names"));
}

/* The group the payload means, in a list of groups; NULL if it is not there. */
static const Json *find_group(const Sending *sending, JsonItems groups)
{
    const Str id   = channel_effect_str(sending, "group_id"),
              name = channel_effect_str(sending, "group_name");
    for (size_t i = 0; i < groups.count; i++) {
        const bool same = id.len > 0 ? str_equal(json_str(&groups.at[i], S("group_id")), id)
                                     : str_equal(json_str(&groups.at[i], S("group_name")), name);
        if (same) return &groups.at[i];
    }
    return NULL;
}

static const Json *find_tag(const Json *group, Str name)
{
    const JsonItems tags = json_items(group, S("tag"));
    for (size_t i = 0; i < tags.count; i++)
        if (str_equal(json_str(&tags.at[i], S("name")), name)) return &tags.at[i];
    return NULL;
}

/* Asks what there is: after an unknown outcome, or when a name is taken, some of it is ours. */
static bool read_group(Sending *sending, const Json **group)
{
    PlatformAnswer     answer;
    const PlatformCall call = { .app  = WECOM_CONTACT,
                                .path = S("/cgi-bin/externalcontact/get_corp_tag_list"),
                                .body = S("{}") };
    if (!channel_effect_call(sending, &call, &answer)) return false;
    *group = find_group(sending, json_items(answer.json, S("tag_group")));
    return true;
}

static Str create_body(Sending *sending, const Json *known, size_t *missing)
{
    const JsonItems names = names_wanted(sending);
    const Str id = known ? json_str(known, S("group_id")) : channel_effect_str(sending, "group_id");
    JsonOut   out  = json_out(sending->cx->arena, PAYLOAD_MAX);
    Str       body = { 0 };
    json_open_object(&out);
    if (id.len > 0)
        json_pair_str(&out, S("group_id"), id);
    else
        json_pair_str(&out, S("group_name"), channel_effect_str(sending, "group_name"));
    json_key(&out, S("tag"));
    json_open_array(&out);
    for (size_t i = 0; i < names.count; i++) {
        if (find_tag(known, names.at[i].as.str)) continue;
        *missing += 1;
        json_open_object(&out);
        json_pair_str(&out, S("name"), names.at[i].as.str);
        json_close_object(&out);
    }
    json_close_array(&out);
    json_close_object(&out);
    return json_out_done(&out, &body) == OK ? body : (Str){ 0 };
}

static void put_made(JsonOut *out, const Json *group, const Sending *sending)
{
    const JsonItems names = names_wanted(sending);
    for (size_t i = 0; i < names.count; i++) {
        const Json *tag = find_tag(group, names.at[i].as.str);
        if (!tag) continue;
        json_open_object(out);
        json_pair_str(out, S("id"), json_str(tag, S("id")));
        json_pair_str(out, S("name"), json_str(tag, S("name")));
        json_pair_i64(out, S("order"), json_i64(tag, S("order"), 0));
        json_close_object(out);
    }
}

/* {group_id, group_name, tags}: what was there already, and what was made now. */
static void done_with(Sending *sending, const Json *known, const Json *made)
{
    const Json *group  = made ? made : known;
    JsonOut     out    = json_out(sending->cx->arena, PAYLOAD_MAX);
    Str         answer = { 0 };
    json_open_object(&out);
    json_pair_str(&out, S("group_id"), json_str(group, S("group_id")));
    json_pair_str(&out, S("group_name"), json_str(group, S("group_name")));
    json_key(&out, S("tags"));
    json_open_array(&out);
    if (known) put_made(&out, known, sending);
    if (made) put_made(&out, made, sending);
    json_close_array(&out);
    json_close_object(&out);
    if (json_out_done(&out, &answer) != OK) answer = S("{}");
    channel_effect_done(sending, answer);
}

static void create(Sending *sending)
{
    PlatformAnswer answer;
    const Json    *known = NULL;
    bool           looks = sending->effect->attempts > 1;
    for (;; looks = true) {
        size_t missing = 0;
        if (looks && !read_group(sending, &known)) return;
        const PlatformCall call = { .app  = WECOM_CONTACT,
                                    .path = S("/cgi-bin/externalcontact/add_corp_tag"),
                                    .body = create_body(sending, known, &missing) };
        if (missing == 0 && known) {
            done_with(sending, known, NULL);
            return;
        }
        if (channel_effect_call(sending, &call, &answer)) {
            done_with(sending, known, json_get(answer.json, S("tag_group")));
            return;
        }
        if (answer.errcode != TAG_NAME_TAKEN || looks) return;
    }
}

/* ---- the library: edit, delete ----------------------------------------------------- */

static void edit(Sending *sending)
{
    PlatformAnswer answer;
    JsonOut        out  = json_out(sending->cx->arena, 4096);
    Str            body = { 0 };
    json_open_object(&out);
    json_pair_str(&out, S("id"), channel_effect_str(sending, "id"));
    json_pair_str(&out, S("name"), channel_effect_str(sending, "name"));
    json_pair_i64(&out, S("order"), json_i64(sending->payload, S("order"), 0));
    json_close_object(&out);
    if (json_out_done(&out, &body) != OK) body = S("{}");
    const PlatformCall call = { .app  = WECOM_CONTACT,
                                .path = S("/cgi-bin/externalcontact/edit_corp_tag"),
                                .body = body };
    (void)channel_effect_call(sending, &call, &answer); /* the outcome says it all */
}

static void remove_tags(Sending *sending)
{
    PlatformAnswer answer;
    JsonOut        out  = json_out(sending->cx->arena, PAYLOAD_MAX);
    Str            body = { 0 };
    const Json    *tags = json_get(sending->payload, S("tag_ids")),
               *groups  = json_get(sending->payload, S("group_ids"));
    json_open_object(&out);
    json_key(&out, S("tag_id"));
    json_put(&out, tags);
    json_key(&out, S("group_id"));
    json_put(&out, groups);
    json_close_object(&out);
    if (json_out_done(&out, &body) != OK) body = S("{}");
    const PlatformCall call = { .app  = WECOM_CONTACT,
                                .path = S("/cgi-bin/externalcontact/del_corp_tag"),
                                .body = body };
    if (!channel_effect_call(sending, &call, &answer) && answer.errcode == UNKNOWN_TAG)
        channel_effect_done(sending, (Str){ 0 }); /* gone is what was wanted */
}

static void send_save(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Sending sending;
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    const int action = value_of(&platform_tag_action_words, channel_effect_str(&sending, "action"));
    if (action == PLATFORM_TAG_CREATE)
        create(&sending);
    else if (action == PLATFORM_TAG_EDIT)
        edit(&sending);
    else
        remove_tags(&sending);
}

const EffectKind wecom_tag_save = { .word       = "wecom.save_tag",
                                    .per_minute = WECOM_PER_MINUTE,
                                    .per_hour   = WECOM_PER_HOUR,
                                    .send       = send_save,
                                    .settled    = channel_effect_settled };

Code channel_save_tag(Ctx *cx, ConnectionId id, const PlatformTagDraft *draft, Str object)
{
    Connection connection;
    JsonOut    out     = json_out(cx->arena, PAYLOAD_MAX);
    Str        payload = { 0 };
    TRY(channel_connection_get(cx, id, &connection));
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), id.v);
    json_pair_str(&out, S("action"), word_of(&platform_tag_action_words, (int)draft->action));
    json_pair_str(&out, S("group_id"), draft->group_id);
    json_pair_str(&out, S("group_name"), draft->group_name);
    json_pair_str(&out, S("id"), draft->id);
    json_pair_str(&out, S("name"), draft->name);
    json_pair_i64(&out, S("order"), draft->order);
    channel_effect_put_strs(&out, S("tag_names"), draft->tag_names);
    channel_effect_put_strs(&out, S("tag_ids"), draft->tag_ids);
    channel_effect_put_strs(&out, S("group_ids"), draft->group_ids);
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &payload));
    return channel_effect_put(
        cx, &connection,
        (EffectPlan){ .kind    = wecom_tag_save.word,
                      .api     = "externalcontact/corp_tag",
                      .lane    = str_fmt(cx->arena, "tag_library:%lld", (long long)id.v),
                      .object  = object,
                      .payload = payload });
}

/* ---- marks and remarks on contacts ---------------------------------------------------- */

static void put_key(JsonOut *out, const Sending *sending)
{
    json_pair_str(out, S("userid"), channel_effect_str(sending, "userid"));
    json_pair_str(out, S("external_userid"), channel_effect_str(sending, "external_userid"));
}

static void send_mark(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Sending        sending;
    PlatformAnswer answer;
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    JsonOut out  = json_out(cx->arena, PAYLOAD_MAX);
    Str     body = { 0 };
    json_open_object(&out);
    put_key(&out, &sending);
    json_key(&out, S("add_tag"));
    json_put(&out, json_get(sending.payload, S("add")));
    json_key(&out, S("remove_tag"));
    json_put(&out, json_get(sending.payload, S("remove")));
    json_close_object(&out);
    if (json_out_done(&out, &body) != OK) body = S("{}");
    const PlatformCall call = { .app  = WECOM_CONTACT,
                                .path = S("/cgi-bin/externalcontact/mark_tag"),
                                .body = body };
    (void)channel_effect_call(&sending, &call, &answer); /* the outcome says it all */
}

static void send_remark(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Sending        sending;
    PlatformAnswer answer;
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    JsonOut out  = json_out(cx->arena, 8192);
    Str     body = { 0 };
    json_open_object(&out);
    put_key(&out, &sending);
    json_pair_str(&out, S("remark"), str_prefix_chars(channel_effect_str(&sending, "remark"), 20));
    json_pair_str(&out, S("description"),
                  str_prefix_chars(channel_effect_str(&sending, "description"), 150));
    json_close_object(&out);
    if (json_out_done(&out, &body) != OK) body = S("{}");
    const PlatformCall call = { .app  = WECOM_CONTACT,
                                .path = S("/cgi-bin/externalcontact/remark"),
                                .body = body };
    (void)channel_effect_call(&sending, &call, &answer); /* the outcome says it all */
}

const EffectKind wecom_tag_mark   = { .word       = "wecom.mark_tags",
                                      .per_minute = WECOM_PER_MINUTE,
                                      .per_hour   = WECOM_PER_HOUR,
                                      .send       = send_mark,
                                      .settled    = channel_effect_settled };
const EffectKind wecom_tag_remark = { .word       = "wecom.set_remark",
                                      .per_minute = WECOM_PER_MINUTE,
                                      .per_hour   = WECOM_PER_HOUR,
                                      .send       = send_remark,
                                      .settled    = channel_effect_settled };

/* Changes of one relation go in order. */
static Str relation_lane(Ctx *cx, ConnectionId id, Str userid, Str external_userid)
{
    return str_fmt(cx->arena, "relation:%lld:%.*s:%.*s", (long long)id.v, FMT(userid),
                   FMT(external_userid));
}

Code channel_mark_tags(Ctx *cx, ConnectionId id, Str userid, Str external_userid,
                       Strs add_platform_tag_ids, Strs remove_platform_tag_ids, Str object, Str key)
{
    Connection connection;
    JsonOut    out     = json_out(cx->arena, PAYLOAD_MAX);
    Str        payload = { 0 };
    TRY(channel_connection_get(cx, id, &connection));
    if (add_platform_tag_ids.count == 0 && remove_platform_tag_ids.count == 0) return OK;
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), id.v);
    json_pair_str(&out, S("userid"), userid);
    json_pair_str(&out, S("external_userid"), external_userid);
    channel_effect_put_strs(&out, S("add"), add_platform_tag_ids);
    channel_effect_put_strs(&out, S("remove"), remove_platform_tag_ids);
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &payload));
    return channel_effect_put(cx, &connection,
                              (EffectPlan){ .kind = wecom_tag_mark.word,
                                            .api  = "externalcontact/mark_tag",
                                            .key  = key,
                                            .lane = relation_lane(cx, id, userid, external_userid),
                                            .object  = object,
                                            .payload = payload });
}

Code channel_set_remark(Ctx *cx, ConnectionId id, Str userid, Str external_userid, Str remark,
                        Str description, Str object, Str key)
{
    Connection connection;
    JsonOut    out     = json_out(cx->arena, 16 * 1024);
    Str        payload = { 0 };
    TRY(channel_connection_get(cx, id, &connection));
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), id.v);
    json_pair_str(&out, S("userid"), userid);
    json_pair_str(&out, S("external_userid"), external_userid);
    json_pair_str(&out, S("remark"), remark);
    json_pair_str(&out, S("description"), description);
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &payload));
    return channel_effect_put(cx, &connection,
                              (EffectPlan){ .kind = wecom_tag_remark.word,
                                            .api  = "externalcontact/remark",
                                            .key  = key,
                                            .lane = relation_lane(cx, id, userid, external_userid),
                                            .object  = object,
                                            .payload = payload });
}

Code channel_marks_underway(Ctx *cx, Str object, int64_t since_ms, bool *underway)
{
    return outbox_is_underway(cx, str_of(wecom_tag_mark.word), object, since_ms, underway);
}
