/* org_totp.c -- codes beside the password (RFC 6238) and what helps when the phone is lost. */
#include "org/org_totp.h"

#include "org/org_guess.h"
#include "org/org_role.h"
#include "org/org_security.h"
#include "org/org_sign_in_sql.h"
#include "org/org_totp_qr.h"
#include "wire/text_codec.h"
#include "wire/totp.h"

enum { RECOVERY_GROUP = 5 };

static const Str sealed_as = { "user.totp", 9 };

// clang-format off
static const Field state_fields[] = {
    FIELD(TotpState, is_on), FIELD(TotpState, is_required),
    FIELD_WITH(TotpState, is_fresh, .about = "By WeCom just now: enrolling and switching off ask for no password"),
    FIELD_WITH(TotpState, has_staff, .about = "May come in by WeCom"),
    FIELD(TotpState, recovery_left),
    FIELD_TIME(TotpState, confirmed_at_ms),
};
const Shape totp_state_shape = SHAPE(TotpState, state_fields);
static const Field enrolment_fields[] = {
    FIELD(TotpEnrolment, secret), FIELD(TotpEnrolment, url), FIELD(TotpEnrolment, qr_svg),
};
const Shape totp_enrolment_shape = SHAPE(TotpEnrolment, enrolment_fields);
static const Field codes_fields[] = { FIELD_WITH(RecoveryCodes, codes, .about = "Shown once") };
const Shape recovery_codes_shape = SHAPE(RecoveryCodes, codes_fields);
// clang-format on

/* ---- what there is ---------------------------------------------------------- */

static Code find_on(Ctx *cx, int64_t user_id, Totp *out, bool *is_on)
{
    *out = (Totp){ 0 };
    TRY(org_sign_in_sql_totp(cx, user_id, out, is_on));
    *is_on = *is_on && out->confirmed_at_ms != 0;
    return OK;
}

Code org_totp_has(Ctx *cx, int64_t user_id, bool *out)
{
    Totp totp;
    return find_on(cx, user_id, &totp, out);
}

/* By the platform's word, given just now in this browser. */
static Code is_fresh(Ctx *cx, Str token, bool *out)
{
    const int64_t since_ms = cx->now_ms - TOTP_FRESH_MINUTES * MS_PER_MINUTE;
    return org_sign_in_sql_came_by(cx, cx->user_id, token_hash(cx->arena, token), WAY_WECOM,
                                   since_ms, out);
}

/* That it is himself who sits there, and not somebody at his open browser. */
static Code require_himself(Ctx *cx, Str password, Str token)
{
    bool fresh = false;
    if (password.len > 0) return org_user_check_password(cx, password);
    TRY(is_fresh(cx, token, &fresh));
    REQUIRE(cx, fresh, ERR_INVALID, "session.not_fresh");
    return OK;
}

Code org_totp_state(Ctx *cx, Str token, TotpState *out)
{
    Totp     totp;
    Security security;
    User     user  = { 0 };
    bool     found = false;
    TRY(cx_find(cx, &org_sql_user_by_id, &user, &found,
                ARGS(V(cx->tenant_id), V(cx->user_id), V((int64_t)0))));
    TRY(is_fresh(cx, token, &out->is_fresh));
    out->has_staff = user.staff_id != 0;
    TRY(find_on(cx, cx->user_id, &totp, &out->is_on));
    TRY(org_security_get(cx, (Str){ 0 }, &security));
    TRY(org_sign_in_sql_recovery_left(cx, cx->user_id, &out->recovery_left));
    out->is_required     = security.is_totp_required;
    out->confirmed_at_ms = totp.confirmed_at_ms;
    return OK;
}

/* ---- taking a code ------------------------------------------------------------ */

/* "ABCDE-FGHJK" in any case, with or without its line. */
static Str recovery_hash(Ctx *cx, Str code)
{
    StrBuf plain = strbuf(cx->arena, code.len + 1);
    for (size_t i = 0; i < code.len; i++) {
        const char c = code.ptr[i];
        if (c >= 'a' && c <= 'z')
            strbuf_char(&plain, (char)(c - 'a' + 'A'));
        else if (c != '-' && c != ' ')
            strbuf_char(&plain, c);
    }
    return secret_blind(cx, S("user.recovery"), strbuf_str(&plain));
}

static Code take_step(Ctx *cx, const Totp *totp, Str code, bool *taken)
{
    Str sealed = { 0 }, secret = { 0 };
    TRY(secret_open(cx, sealed_as, totp->sealed, &sealed));
    TRY(hex_decode(cx->arena, sealed, &secret));
    const int64_t step = totp_step_of(cx->arena, secret, code, cx->now_ms, totp->last_step);
    *taken             = false;
    return step == 0 ? OK : org_sign_in_sql_use_step(cx, totp->user_id, step, taken);
}

Code org_totp_take(Ctx *cx, int64_t user_id, Str code, SessionWay *way)
{
    Totp totp;
    bool is_on = false, taken = false;
    *way = 0;
    TRY(find_on(cx, user_id, &totp, &is_on));
    if (!is_on) return OK;
    const Str given = str_trim(code);
    TRY(take_step(cx, &totp, given, &taken));
    if (taken) *way = WAY_TOTP;
    if (taken || given.len == 0) return OK;
    TRY(org_sign_in_sql_use_recovery(cx, user_id, recovery_hash(cx, given), &taken));
    if (taken) *way = WAY_RECOVERY;
    return OK;
}

/* Six digits are found by trying: outside a transaction, so that a wrong one is counted. */
static Code require_code(Ctx *cx, Str code)
{
    ASSERT(cx->depth == 0);
    SessionWay way   = 0;
    bool       is_on = false;
    TRY(org_guess_check_own(cx, GUESS_CODE));
    TRY(org_totp_has(cx, cx->user_id, &is_on));
    REQUIRE(cx, is_on, ERR_CONFLICT, "totp.is_off");
    TRY(org_totp_take(cx, cx->user_id, code, &way));
    if (way != 0) return org_guess_clear_own(cx, GUESS_CODE);
    TRY(org_guess_note_own(cx, GUESS_CODE));
    return fail_field(cx, "totp.wrong_code", S("code"), NULL);
}

/* ---- enrolling ------------------------------------------------------------------ */

static Code name_of(Ctx *cx, Str *user_name, Str *brand)
{
    User   user;
    Tenant tenant;
    TRY(org_user_get(cx, (UserId){ cx->user_id }, &user));
    TRY(org_tenant_get(cx, cx->tenant_id, &tenant));
    *user_name = user.name;
    *brand     = tenant.name;
    return OK;
}

Code org_totp_enrol(Ctx *cx, Str password, Str token, TotpEnrolment *out)
{
    ASSERT(cx->depth == 0); /* checking a password takes a tenth of a second */
    Str  user_name, brand;
    bool is_on = false;
    TRY(require_himself(cx, password, token));
    TRY(org_totp_has(cx, cx->user_id, &is_on));
    REQUIRE(cx, !is_on, ERR_CONFLICT, "totp.is_on");
    TRY(name_of(cx, &user_name, &brand));
    char secret[TOTP_SECRET_SIZE];
    random_bytes(secret, sizeof secret);
    const Str bytes = { secret, sizeof secret };
    TRY(org_sign_in_sql_enrol(cx,
                              &(Totp){ .tenant_id = cx->tenant_id,
                                       .user_id   = cx->user_id,
                                       .sealed = secret_seal(cx, sealed_as, hex(cx->arena, bytes)),
                                       .created_at_ms = cx->now_ms }));
    const Str issuer = url_encode(cx->arena, brand), who = url_encode(cx->arena, user_name);
    out->secret = base32(cx->arena, bytes);
    out->url = str_fmt(cx->arena, "otpauth://totp/%.*s:%.*s?secret=%.*s&issuer=%.*s", FMT(issuer),
                       FMT(who), FMT(out->secret), FMT(issuer));
    return org_totp_qr_svg(cx, out->url, &out->qr_svg);
}

/* Without letters that look alike. */
static Str new_recovery_code(Ctx *cx)
{
    static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    uint8_t           bytes[2 * RECOVERY_GROUP];
    StrBuf            code = strbuf(cx->arena, 2 * RECOVERY_GROUP + 2);
    random_bytes(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        if (i == RECOVERY_GROUP) strbuf_char(&code, '-');
        strbuf_char(&code, letters[bytes[i] % 32]);
    }
    return strbuf_str(&code);
}

static Code new_recovery_codes(Ctx *cx, RecoveryCodes *out)
{
    Str *codes = arena_make(cx->arena, Str, RECOVERY_CODES);
    TRY(org_sign_in_sql_drop_recovery(cx, cx->user_id));
    for (size_t i = 0; i < RECOVERY_CODES; i++) {
        codes[i] = new_recovery_code(cx);
        TRY(org_sign_in_sql_add_recovery(cx, cx->user_id, recovery_hash(cx, codes[i])));
    }
    out->codes = (Strs){ codes, RECOVERY_CODES };
    return OK;
}

Code org_totp_confirm(Ctx *cx, Str code, Str token, RecoveryCodes *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Totp totp  = { 0 };
    bool found = false, taken = false;
    TRY(org_sign_in_sql_totp(cx, cx->user_id, &totp, &found));
    REQUIRE(cx, found, ERR_CONFLICT, "totp.not_enrolled");
    REQUIRE(cx, totp.confirmed_at_ms == 0, ERR_CONFLICT, "totp.is_on");
    TRY(take_step(cx, &totp, str_trim(code), &taken));
    if (!taken) return fail_field(cx, "totp.wrong_code", S("code"), NULL);
    TRY(org_sign_in_sql_confirm(cx, cx->user_id));
    /* This browser has shown both; who signed in elsewhere with the password alone has not. */
    TRY(org_sign_in_sql_keep_session(cx, cx->user_id, token_hash(cx->arena, token)));
    TRY(new_recovery_codes(cx, out));
    return cx_commit(cx, &txn);
}

Code org_totp_renew(Ctx *cx, Str code, RecoveryCodes *out)
{
    TRY(require_code(cx, code));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(new_recovery_codes(cx, out));
    return cx_commit(cx, &txn);
}

/* ---- switching off ---------------------------------------------------------------- */

static Code drop(Ctx *cx, int64_t user_id)
{
    TRY(org_sign_in_sql_drop_totp(cx, user_id));
    return org_sign_in_sql_drop_recovery(cx, user_id);
}

Code org_totp_disable(Ctx *cx, Str password, Str code, Str token)
{
    ASSERT(cx->depth == 0);
    Security security;
    TRY(require_himself(cx, password, token));
    TRY(org_security_get(cx, (Str){ 0 }, &security));
    REQUIRE(cx, !security.is_totp_required, ERR_CONFLICT, "totp.is_required");
    TRY(require_code(cx, code));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(drop(cx, cx->user_id));
    return cx_commit(cx, &txn);
}

Code org_totp_reset(Ctx *cx, UserId id)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    User user;
    Role role;
    TRY(org_user_get(cx, id, &user));
    TRY(org_role_get(cx, (RoleId){ user.role_id }, &role));
    TRY(org_role_within_own(cx, &role));
    TRY(drop(cx, id.v));
    TRY(org_session_end_all(cx, id));
    return cx_commit(cx, &txn);
}
