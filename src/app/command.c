/* The small commands: users, keys, brands, imports, and what the developer asks the binary. */
#include "app/command.h"

#include "app/wiring.h"
#include "org/org.h"
#include "track/track.h"

#include <stdio.h>

static int refuse(const char *sentence)
{
    fprintf(stderr, "weft: %s\n", sentence);
    return 2;
}

/* ---- users, keys, brands ------------------------------------------------------------- */

static Code read_password(App *app, Ctx *cx, Str *password)
{
    Str text;
    if (file_read(app->arena, str_z(app->arena, app->settings.password_file), 4096, &text) != OK)
        return fail(cx, ERR_INVALID, "user.no_password_file", "%s", file_error());
    Str rest  = text;
    *password = str_trim(str_cut(&rest, '\n'));
    return OK;
}

static const char *roles_allowed(Arena *arena)
{
    StrBuf list = strbuf(arena, 1024);
    for (size_t i = 1; i < role_words.count; i++)
        if ((int)i != ROLE_CUSTOM)
            strbuf_fmt(&list, "%s%s", list.len ? ", " : "", role_words.word[i]);
    return str_z(arena, strbuf_str(&list));
}

static Code create_user(App *app, Ctx *cx, User *user)
{
    const int role_word = value_of(&role_words, app->settings.role);
    Role      role;
    UserDraft draft = { .name         = app->settings.name,
                        .display_name = app->settings.name,
                        .locale       = S("zh-CN") };
    TRY(app_tenant(app, cx));
    if (role_word == 0 || role_word == ROLE_CUSTOM)
        return fail_field(cx, "user.unknown_role", S("role"), roles_allowed(cx->arena));
    TRY(org_role_preset(cx, (RoleWord)role_word, &role));
    TRY(read_password(app, cx, &draft.password));
    draft.role_id = role.id;
    ShapeError error;
    if (!shape_holds(cx->arena, &user_draft_shape, &draft, &error)) return fail_shape(cx, &error);
    return org_user_create(cx, &draft, user);
}

static int run_user_create(App *app)
{
    if (app->settings.name.len == 0 || app->settings.password_file.len == 0)
        return refuse("user create needs --name and --password-file");
    Ctx  cx = app_ctx(app, 0, "system:command");
    User user;
    if (create_user(app, &cx, &user) != OK) return app_complain(&cx, "the user was not created");
    printf("user %.*s created\n", FMT(user.name));
    return 0;
}

static Strs split_scopes(Arena *arena, Str text)
{
    Vec scopes = vec_of(arena, Str);
    while (text.ptr != NULL) {
        const Str word = str_trim(str_cut(&text, ','));
        if (word.len > 0) *VEC_ADD(&scopes, Str) = word;
    }
    return (Strs){ (const Str *)(const void *)scopes.at, scopes.count };
}

static int run_apikey_create(App *app)
{
    if (app->settings.name.len == 0 || app->settings.scope.len == 0)
        return refuse("apikey create needs --name and --scope, e.g. --scope customer.read,tag.read"
                      " or a role such as --scope admin");
    Ctx               cx    = app_ctx(app, 0, "system:command");
    const ApiKeyDraft draft = { .name   = app->settings.name,
                                .scopes = split_scopes(app->arena, app->settings.scope) };
    ApiKey            key;
    Str               text;
    if (app_tenant(app, &cx) != OK || org_api_key_create(&cx, &draft, &key, &text) != OK)
        return app_complain(&cx, "the key was not created");
    printf("%.*s\n", FMT(text));
    return 0;
}

static int run_source_create(App *app)
{
    if (app->settings.name.len == 0) return refuse("source create needs --name");
    Ctx         cx = app_ctx(app, 0, "system:command");
    TrackSource source;
    if (app_tenant(app, &cx) != OK || track_source_create(&cx, app->settings.name, &source) != OK)
        return app_complain(&cx, "the source was not created");
    printf("%.*s\n", FMT(source.write_key));
    return 0;
}

static int run_tenant_create(App *app)
{
    if (app->settings.code.len == 0 || app->settings.name.len == 0)
        return refuse("tenant create needs --code and --name");
    Ctx    cx = app_ctx(app, 0, "system:command");
    Tenant tenant;
    if (org_tenant_create(&cx, app->settings.code, app->settings.name, app->settings.zone,
                          &tenant) != OK)
        return app_complain(&cx, "the brand was not created");
    printf("brand %.*s created\n", FMT(tenant.code));
    return 0;
}

/* The way back in for who has shut himself out. */
static int run_security_open(App *app)
{
    Ctx cx = app_ctx(app, 0, "system:command");
    if (app_tenant(app, &cx) != OK || org_security_open(&cx) != OK)
        return app_complain(&cx, "nothing was changed");
    printf("signing in is possible from everywhere, without a code\n");
    return 0;
}

static int run_audit_verify(App *app)
{
    Ctx          cx      = app_ctx(app, 0, "system:command");
    AuditVerdict verdict = { 0 };
    if (app_tenant(app, &cx) != OK || audit_chain_verify(&cx, &verdict) != OK)
        return app_complain(&cx, "the audit could not be read");
    printf("%lld lines sealed, %lld wait; the end of the chain is %.*s\n",
           (long long)verdict.checked_count, (long long)verdict.waiting_count,
           FMT(verdict.head_hash));
    if (verdict.is_whole) return 0;
    printf("NOT as it was written: %.*s, line %lld at place %lld\n",
           FMT(word_of(&audit_fault_words, (int)verdict.fault)), (long long)verdict.fault_id,
           (long long)verdict.fault_seq);
    return 1;
}

/* ---- what the developer asks the binary --------------------------------------------------- */

static int run_migrate(App *app)
{
    printf("the schema is up to date (%s)\n",
           db_engine(app->db) == DB_SQLITE ? "sqlite" : "postgresql");
    return 0;
}

static int run_check_sql(App *app)
{
    const Wiring wiring   = wiring_of(app->arena);
    Str          problems = { 0 };
    size_t       count    = 0;
    for (size_t i = 0; i < wiring.sql_count; i++) count += wiring.sql[i]->query_count;
    if (db_check(app->db, app->arena, wiring.sql, wiring.sql_count, &problems) != OK) {
        fprintf(stderr, "%.*s\n", FMT(problems));
        return 1;
    }
    if (db_check_scope(app->db, app->arena, wiring.sql, wiring.sql_count, &kernel_scope_rule,
                       &problems) != OK) {
        fprintf(stderr, "%.*s\n", FMT(problems));
        return 1;
    }
    printf("sql: ok (%zu statements on %s)\n", count,
           db_engine(app->db) == DB_SQLITE ? "sqlite" : "postgresql");
    return 0;
}

static int run_surface(App *app)
{
    const Wiring wiring = wiring_of(app->arena);
    const Str    text   = surface_text(app->arena, wiring.routes, wiring.route_count);
    fwrite(text.ptr, 1, text.len, stdout);
    return 0;
}

static int run_openapi(App *app)
{
    const Wiring wiring = wiring_of(app->arena);
    const Str    text   = openapi_json(app->arena, wiring.routes, wiring.route_count);
    fwrite(text.ptr, 1, text.len, stdout);
    return 0;
}

static int run_settings(App *app)
{
    const Str text = config_manual(app->arena, app_settings, app_setting_count);
    fwrite(text.ptr, 1, text.len, stdout);
    return 0;
}

static int run_version(App *app)
{
    (void)app;
    printf("weft %s\n", WEFT_VERSION);
    return 0;
}

// clang-format off
const Command command_list[] = {
    { "serve",     NULL,     command_serve,     true,  "serve --data DIR --listen HOST:PORT [--db URL]", "the server" },
    { "user",      "create", run_user_create,   true,  "user create --data DIR --name N --role admin --password-file F", "a user of the console" },
    { "apikey",    "create", run_apikey_create, true,  "apikey create --data DIR --name N --scope S", "prints the key once; S: permissions with commas, or a role" },
    { "source",    "create", run_source_create, true,  "source create --data DIR --name N", "prints a write key for /v1 and /sa" },
    { "tenant",    "create", run_tenant_create, true,  "tenant create --data DIR --code C --name N", "another brand on this server" },
    { "security",  "open",   run_security_open, true,  "security open --data DIR --tenant C", "sign-in from everywhere, without a code" },
    { "audit",     "verify", run_audit_verify,  true,  "audit verify --data DIR --tenant C", "whether the audit is as it was written" },
    { "import",    NULL,     command_import,    true,  "import --data DIR --kind event|order|person|product [--preset P | --mapping M] FILE", "what is in a file with a header row (docs/import.md)" },
    { "export",    NULL,     command_export,    true,  "export --data DIR --kind event FILE|-", "the log as lines of JSON, oldest first" },
    { "query",     NULL,     command_query,     true,  "query --data DIR FILE|-", "one question about events; docs/query.md" },
    { "events",    "rebuild", command_events_rebuild, true, "events rebuild --data DIR", "the columnar store anew, from the log" },
    { "rule",      "eval",   command_rule_eval, false, "rule eval --rule FILE|- --data FILE|- [--lines]", "what a rule says of some data" },
    { "rule",      "explain", command_rule_explain, false, "rule explain --rule FILE|-", "a rule as a sentence, Chinese and English" },
    { "segment",   "count", command_segment_count, true, "segment count --data DIR --rule FILE|- [--tenant CODE]", "how many people a rule holds for" },
    { "segment",   "bench", command_segment_bench, false, "segment bench", "how fast audiences are in memory" },
    { "rule",      "bench",  command_rule_bench, false, "rule bench --rule FILE --data FILE", "how fast a rule is, over an array of objects" },
    { "identity",  "bench",  command_identity_bench, true, "identity bench --data DIR [PERSONS]", "how fast the door finds a person; fills a store of its own" },
    { "migrate",   NULL,     run_migrate,       true,  "migrate --data DIR", "bring the schema up to date" },
    { "doctor",    NULL,     command_doctor,    true,  "doctor --data DIR", "look for what is wrong" },
    { "demo",      NULL,     command_demo,      true,  "demo --data DIR --listen HOST:PORT --sim URL", "serve the demo brand of weft-sim" },
    { "check-sql", NULL,     run_check_sql,     true,  "check-sql [--db URL]", "every statement against the live schema" },
    { "surface",   NULL,     run_surface,       false, "surface", "every route, for docs/surface.txt" },
    { "openapi",   NULL,     run_openapi,       false, "openapi", "the API description" },
    { "settings",  NULL,     run_settings,      false, "settings", "every setting" },
    { "version",   NULL,     run_version,       false, "version", "the version" },
};
// clang-format on
const size_t command_count = COUNT(command_list);
