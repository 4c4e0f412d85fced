/* org_api_key.c -- keys for programs: shown once, stored hashed, never more than their maker may.
 */
#include "org/org_role.h"
#include "org/org_scope_sql.h"
#include "org/org_security.h"
#include "org/org_sql.h"

enum { KEY_CHARS = 40, PREFIX_CHARS = 8 };

static int permission_of(Str word) { return value_of(&permission_words, word); }

static const char *scopes_allowed(Arena *arena)
{
    StrBuf list = strbuf(arena, 4096);
    for (size_t i = PERM_SIGNED_IN + 1; i < permission_words.count; i++)
        strbuf_fmt(&list, "%s%s", list.len ? ", " : "", permission_words.word[i]);
    return str_z(arena, strbuf_str(&list));
}

/* The command line works as the system itself: it may give everything, and say it by a role. */
static Code add_role(Ctx *cx, Str word, PermissionSet *set, bool *is_role)
{
    const int role_word = value_of(&role_words, word);
    Role      role      = { 0 };
    *is_role            = cx->user_id == 0 && role_word != 0 && role_word != ROLE_CUSTOM;
    if (!*is_role) return OK;
    TRY(org_role_preset(cx, (RoleWord)role_word, &role));
    const PermissionSet may = permission_set_of(role.permissions);
    for (int each = 1; each < PERMISSION_COUNT; each++)
        if (permission_in(&may, (Permission)each)) permission_add(set, (Permission)each);
    return OK;
}

static Code read_scopes(Ctx *cx, Strs named, Strs *scopes)
{
    PermissionSet set = { { 0, 0 } };
    REQUIRE(cx, named.count > 0, ERR_INVALID, "api_key.no_scope");
    for (size_t i = 0; i < named.count; i++) {
        const int permission = permission_of(named.at[i]);
        bool      is_role    = false;
        TRY(add_role(cx, named.at[i], &set, &is_role));
        if (is_role) continue;
        if (permission == 0)
            return fail_field(cx, "api_key.unknown_scope", str_fmt(cx->arena, "scopes[%zu]", i),
                              scopes_allowed(cx->arena));
        if (cx->user_id != 0 && !cx_may(cx, (Permission)permission))
            return fail(cx, ERR_DENIED, "api_key.scope_exceeds", "%.*s", FMT(named.at[i]));
        permission_add(&set, (Permission)permission);
    }
    *scopes = permission_set_words(cx->arena, &set);
    return OK;
}

/* A key is no more than its maker, so it ends with him: it cannot be a key's. */
static Code check_maker(Ctx *cx)
{
    User user  = { 0 };
    bool found = cx->user_id == 0; /* the command line */
    if (!found)
        TRY(cx_find(cx, &org_sql_user_by_id, &user, &found,
                    ARGS(V(cx->tenant_id), V(cx->user_id), V((int64_t)0))));
    REQUIRE(cx, found, ERR_DENIED, "api_key.needs_user");
    return OK;
}

Code org_api_key_create(Ctx *cx, const ApiKeyDraft *draft, ApiKey *out, Str *key)
{
    Str       networks = { 0 };
    Strs      scopes   = { 0 };
    OrgNumber known    = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(org_scope_sql_lock(cx)); /* so that many at once are counted, too */
    TRY(cx_one(cx, &org_sql_key_count, &known, ARGS(V(cx->tenant_id))));
    REQUIRE(cx, known.n < API_KEYS_MAX, ERR_LIMIT, "api_key.too_many");
    TRY(read_scopes(cx, draft->scopes, &scopes));
    TRY(check_maker(cx));
    TRY(org_security_networks(cx, draft->addresses, &networks));
    REQUIRE(cx, draft->expires_at_ms == 0 || draft->expires_at_ms > cx->now_ms, ERR_INVALID,
            "api_key.expired");
    const Str    text = str_fmt(cx->arena, "wk_%.*s", FMT(cx_token(cx, KEY_CHARS)));
    const ApiKey made = { .id            = cx_new_id(cx),
                          .tenant_id     = cx->tenant_id,
                          .name          = str_trim(draft->name),
                          .prefix        = str_copy(cx->arena, str_slice(text, 0, PREFIX_CHARS)),
                          .key_hash      = token_hash(cx->arena, text),
                          .scope_json    = org_role_json(cx->arena, scopes),
                          .scopes        = scopes,
                          .expires_at_ms = draft->expires_at_ms,
                          .address_json  = networks,
                          .addresses     = draft->addresses,
                          .created_by    = cx->user_id,
                          .created_at_ms = cx->now_ms };
    TRY(cx_insert(cx, &org_sql_api_key, &made));
    TRY(cx_commit(cx, &txn));
    *out     = made;
    out->key = text;
    *key     = text;
    return OK;
}

Code org_api_key_list(Ctx *cx, Rows *keys)
{
    TRY(cx_list(cx, &org_sql_keys, keys, ARGS(V(cx->tenant_id), V(cx->scope_id))));
    for (size_t i = 0; i < keys->count; i++) {
        ApiKey *key    = ROWS_AT(ApiKey, *keys, i);
        key->scopes    = org_role_strs(cx->arena, key->scope_json);
        key->addresses = org_role_strs(cx->arena, key->address_json);
    }
    return OK;
}

Code org_api_key_delete(Ctx *cx, ApiKeyId id)
{
    OrgNumber maker = { 0 };
    bool      found = false;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_find(cx, &org_sql_key_delete, &maker, &found,
                ARGS(V(cx->tenant_id), V(id.v), V(cx->scope_id))));
    REQUIRE(cx, found, ERR_NOT_FOUND, "api_key.not_found");
    /* One of the command line is nobody's: it stands for itself (org_authenticate.c). */
    const int64_t user_id = maker.n != 0 ? maker.n : id.v;
    TRY(org_role_tell(cx, str_fmt(cx->arena, "user:%lld", (long long)user_id)));
    return cx_commit(cx, &txn);
}
