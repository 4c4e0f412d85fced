/* oa_mini.c -- code2session and getuserphonenumber as evidence of persons. */
#include "oa/oa_mini.h"

#include "kernel/again.h"
#include "wire/wire.h"

enum { TRIES_MAX = 8, TOKEN_LIFE_MS = 2 * MS_PER_HOUR };

static const Field sign_in_fields[]   = { FIELD_WITH(OaSignIn, code, .flags = REQUIRED, .min = 1,
                                                     .max = 200) };
const Shape        oa_sign_in_shape   = SHAPE(OaSignIn, sign_in_fields);
static const Field signed_in_fields[] = { FIELD(OaSignedIn, openid), FIELD(OaSignedIn, token) };
const Shape        oa_signed_in_shape = SHAPE(OaSignedIn, signed_in_fields);
static const Field phone_fields[]     = {
        FIELD_WITH(OaPhone, code, .flags = REQUIRED, .min = 1, .max = 200),
        FIELD_WITH(OaPhone, token, .flags = REQUIRED, .min = 1, .max = 1000)
};
const Shape        oa_phone_shape       = SHAPE(OaPhone, phone_fields);
static const Field phone_bound_fields[] = { FIELD(OaPhoneBound, phone_masked) };
const Shape        oa_phone_bound_shape = SHAPE(OaPhoneBound, phone_bound_fields);

static Code refused(Ctx *cx, const PlatformAnswer *answer)
{
    const bool passes = answer->class != PLATFORM_NEVER;
    return fail(cx, passes ? ERR_UNAVAILABLE : ERR_INVALID,
                answer->reason ? answer->reason : "oa.refused", "%lld %.*s",
                (long long)answer->errcode, FMT(answer->errmsg));
}

static Code find_program(Ctx *cx, Str app_id, Connection *out)
{
    TRY(channel_oa_find(cx, app_id, out));
    REQUIRE(cx, out->kind == CONNECTION_MINI_PROGRAM, ERR_NOT_FOUND, "callback.unknown_account");
    cx->actor = S("platform:oa");
    return OK;
}

/* ---- one event of one person ------------------------------------------------------- */

typedef struct Evidence {
    const Connection *program;
    EventType         type;
    Str               openid, unionid, phone, id;
} Evidence;

static DoorWho who_of(Ctx *cx, const Evidence *e)
{
    DoorWho who = { .at_ms = cx->now_ms };
    (void)customer_door_claim(cx->arena, &who,
                              (DoorClaim){ .kind        = IDENTITY_OPENID,
                                           .scope       = e->program->corp_id,
                                           .value       = e->openid,
                                           .decides     = true,
                                           .is_verified = true });
    (void)customer_door_claim(
        cx->arena, &who,
        (DoorClaim){
            .kind = IDENTITY_UNIONID, .value = e->unionid, .decides = true, .is_verified = true });
    (void)customer_door_claim(
        cx->arena, &who,
        (DoorClaim){ .kind = IDENTITY_PHONE, .value = e->phone, .is_verified = true });
    return who;
}

static Code store(Ctx *cx, const Evidence *e)
{
    DoorWho who  = who_of(cx, e);
    JsonOut out  = json_out(cx->arena, 4096);
    Str     text = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_door_resolve(cx, S("oa"), &who, 1));
    if (!who.is_erased)
        TRY(customer_pending_ask_follower(cx, (CustomerId){ who.person_id }, e->unionid,
                                          e->openid));
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), e->program->id);
    json_pair_str(&out, S("app_id"), e->program->corp_id);
    json_pair_str(&out, S("account"), e->program->name);
    json_pair_str(&out, S("openid"), e->openid);
    if (e->phone.len) json_pair_str(&out, S("phone_masked"), mask_value(cx, MASK_PHONE, e->phone));
    json_close_object(&out);
    TRY(json_out_done(&out, &text));
    const EventDraft draft = {
        .id        = e->id,
        .type      = event_word(e->type),
        .person_id = who.person_id,
        .actor     = str_fmt(cx->arena, "customer:%lld", (long long)who.person_id),
        .object    = str_fmt(cx->arena, "connection:%lld", (long long)e->program->id),
        .source    = S("oa"),
        .payload   = text,
    };
    TRY(event_append(cx, &draft, NULL));
    return cx_commit(cx, &txn);
}

static Code keep(Ctx *cx, const Evidence *e)
{
    for (int tried = 0;; tried++) {
        const Code code = store(cx, e);
        if (code == OK || !cx_again(cx, tried, TRIES_MAX)) return code; /* likewise */
    }
}

/* ---- signing in -------------------------------------------------------------------------- */

static Str token_of(Ctx *cx, const Connection *program, Str openid)
{
    return secret_seal(cx, S("oa.session"),
                       str_fmt(cx->arena, "%lld %lld %.*s", (long long)program->id,
                               (long long)(cx->now_ms + TOKEN_LIFE_MS), FMT(openid)));
}

static Code openid_of(Ctx *cx, const Connection *program, Str token, Str *openid)
{
    Str     plain = { 0 };
    int64_t id = 0, until_ms = 0;
    if (secret_open(cx, S("oa.session"), token, &plain) != OK) forgive(cx);
    const bool is_ours = str_to_i64(str_cut(&plain, ' '), &id) && id == program->id &&
                         str_to_i64(str_cut(&plain, ' '), &until_ms) && until_ms > cx->now_ms;
    REQUIRE(cx, is_ours && plain.len > 0, ERR_DENIED, "oa.bad_session");
    *openid = plain;
    return OK;
}

Code oa_mini_sign_in(Ctx *cx, Str app_id, const OaSignIn *asked, OaSignedIn *out)
{
    Connection     program;
    PlatformAnswer answer = { 0 };
    TRY(find_program(cx, app_id, &program));
    TRY(channel_oa_session(cx, &program, asked->code, &answer));
    if (answer.class != PLATFORM_OK) return refused(cx, &answer);
    const Evidence evidence = {
        .program = &program,
        .type    = EV_OA_SIGNED_IN,
        .openid  = json_str(answer.json, S("openid")),
        .unionid = json_str(answer.json, S("unionid")),
        .id =
            str_fmt(cx->arena, "oa_sign_in:%.*s", FMT(digest_hex(cx->arena, sha256(asked->code)))),
    };
    REQUIRE(cx, evidence.openid.len > 0, ERR_UNAVAILABLE, "oa.refused");
    TRY(keep(cx, &evidence));
    *out = (OaSignedIn){ evidence.openid, token_of(cx, &program, evidence.openid) };
    return OK;
}

Code oa_mini_bind_phone(Ctx *cx, Str app_id, const OaPhone *asked, OaPhoneBound *out)
{
    Connection     program;
    PlatformAnswer answer = { 0 };
    JsonOut        body   = json_out(cx->arena, 2048);
    Str            text = { 0 }, openid = { 0 };
    TRY(find_program(cx, app_id, &program));
    TRY(openid_of(cx, &program, asked->token, &openid));
    json_open_object(&body);
    json_pair_str(&body, S("code"), asked->code);
    json_close_object(&body);
    TRY(json_out_done(&body, &text));
    TRY(channel_oa_ask(cx, &program, S("/wxa/business/getuserphonenumber"), text, &answer));
    if (answer.class != PLATFORM_OK) return refused(cx, &answer);
    const Json    *info     = json_get(answer.json, S("phone_info"));
    const int64_t  country  = json_i64(info, S("countryCode"), 86);
    const Str      pure     = json_str(info, S("purePhoneNumber"));
    const Evidence evidence = {
        .program = &program,
        .type    = EV_OA_PHONE_BOUND,
        .openid  = openid,
        .phone =
            country == 86 ? pure : str_fmt(cx->arena, "%lld%.*s", (long long)country, FMT(pure)),
        .id = str_fmt(cx->arena, "oa_phone:%.*s", FMT(digest_hex(cx->arena, sha256(asked->code)))),
    };
    REQUIRE(cx, pure.len > 0, ERR_UNAVAILABLE, "oa.refused");
    TRY(keep(cx, &evidence));
    out->phone_masked = mask_value(cx, MASK_PHONE, evidence.phone);
    return OK;
}
