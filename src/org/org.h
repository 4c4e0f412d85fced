/* org.h -- who we are: tenants, users and their rights, departments and staff as the
 * platform knows them, stores and regions, notifications.
 *
 * Every function works within cx->tenant_id unless it says "global"; what belongs to
 * another tenant is ERR_NOT_FOUND. */
#ifndef ORG_ORG_H
#define ORG_ORG_H

#include "kernel/module.h"
#include "log/log.h"
#include "wire/json.h"

typedef struct UserId {
    int64_t v;
} UserId;
typedef struct RoleId {
    int64_t v;
} RoleId;
typedef struct ApiKeyId {
    int64_t v;
} ApiKeyId;
typedef struct StaffId {
    int64_t v;
} StaffId;
typedef struct StoreId {
    int64_t v;
} StoreId;
typedef struct RegionId {
    int64_t v;
} RegionId;

/* ---- tenants ---------------------------------------------------------- */

typedef struct Tenant {
    int64_t id;
    Str     code; /* short name in the command line, unique          */
    Str     name;
    Str     zone; /* "Asia/Shanghai"                                 */
    int64_t created_at_ms;
} Tenant;
extern const Shape tenant_shape;

/* Global. */
Code org_tenant_get(Ctx *cx, int64_t tenant_id, Tenant *out) MUST_USE;
/* Global; by code, ERR_NOT_FOUND "tenant.not_found". */
Code org_tenant_find_by_code(Ctx *cx, Str code, Tenant *out) MUST_USE;
/* Global: all of them, oldest first. */
Code org_tenant_list(Ctx *cx, Rows *tenants) MUST_USE;
/* Global: a new tenant with the preset roles.  "tenant.code_taken", "tenant.bad_zone". */
Code org_tenant_create(Ctx *cx, Str code, Str name, Str zone, Tenant *out) MUST_USE;
/* Global: makes `cx` work for that tenant, in its zone. */
Code org_ctx_for_tenant(Ctx *cx, int64_t tenant_id) MUST_USE;

/* ---- users and roles --------------------------------------------------- */

/* Presets follow their word, not what is stored; only a custom role can be changed. */
typedef enum RoleWord {
    ROLE_ADMIN = 1,
    ROLE_OPERATOR,
    ROLE_CUSTOM,
    ROLE_OWNER,
    ROLE_HQ_OPERATOR,
    ROLE_BRANCH_ADMIN,
    ROLE_COURSE_ADVISER,
    ROLE_STORE_MANAGER,
    ROLE_GUIDE,
    ROLE_SERVICE,
    ROLE_FINANCE,
    ROLE_AUDITOR
} RoleWord;
extern const Words role_words;

/* Which members of staff, and through them which customers, a user sees. */
typedef enum ScopeWord {
    SCOPE_ALL = 1,
    SCOPE_REGION,     /* those of the stores of his store's region, and of regions below   */
    SCOPE_STORE,      /* those of his store                                                */
    SCOPE_SUBTREE,    /* those of his departments and of all below                         */
    SCOPE_DEPARTMENT, /* those of his departments                                          */
    SCOPE_SELF        /* himself                                                           */
} ScopeWord;
extern const Words scope_words;

typedef struct Role {
    int64_t   id, tenant_id;
    Str       name;
    RoleWord  word;
    Str       permission_json; /* JSON array of permission words, as stored      */
    Strs      permissions;     /* the same                                       */
    ScopeWord scope;
    Str       mask_json; /* as stored; for a preset its word decides       */
    Masks     masks;
    Str       landing;    /* the path its holders begin with                 */
    int64_t   user_count; /* in lists: who has it                            */
    int64_t   revision;
    int64_t   created_at_ms;
} Role;
extern const Shape role_shape;

/* All roles of the tenant, presets first. */
Code          org_role_list(Ctx *cx, Rows *roles) MUST_USE;
Code          org_role_get(Ctx *cx, RoleId id, Role *out) MUST_USE;
/* The preset role of that word. */
Code          org_role_preset(Ctx *cx, RoleWord word, Role *out) MUST_USE;
/* What a role allows. */
PermissionSet org_role_permissions(Arena *arena, const Role *role);

typedef enum PlaceKind { PLACE_REGION = 1, PLACE_STORE, PLACE_DEPARTMENT } PlaceKind;
extern const Words place_kind_words;

/* What a user is responsible for beside where he works himself. */
typedef struct UserPlace {
    int64_t   tenant_id, user_id;
    PlaceKind kind;
    int64_t   place_id;
    Str       name; /* of the place */
} UserPlace;
extern const Shape user_place_shape;

typedef struct User {
    int64_t id, tenant_id;
    Str     name; /* to sign in with; unique over the whole server  */
    Str     display_name;
    int64_t role_id;
    Str     role_name; /* of the role                                    */
    int64_t staff_id;  /* the member of staff this user is; 0 = none     */
    Str     staff_name;
    Str     locale; /* "zh-CN", "en"                                  */
    bool    is_disabled;
    bool is_shut_out; /* disabled with his member of staff by the platform, until it enables him */
    bool has_totp;    /* gives a code beside the password               */
    Rows places;      /* UserPlace                                      */
    int64_t last_signed_in_at_ms, created_at_ms, revision;
} User;
extern const Shape user_shape;

typedef struct UserDraft {
    Str     name, display_name, password, locale;
    int64_t role_id; /* 0 = the preset operator                        */
    int64_t staff_id;
    bool    is_disabled;
    bool    keeps_disabled; /* the draft says nothing of it                   */
    Rows    places;         /* UserPlace, in place of those there are         */
    bool    keeps_places;   /* the draft says nothing of them                 */
} UserDraft;
extern const Shape user_draft_shape;

/* Hashes the password, so call it outside a transaction.  "user.name_taken",
 * "user.password_too_short", "user.unknown_role", "user.unknown_staff", "user.role_exceeds" when
 * the role may more than who gives it. */
Code org_user_create(Ctx *cx, const UserDraft *draft, User *out) MUST_USE;
Code org_user_get(Ctx *cx, UserId id, User *out) MUST_USE;
Code org_user_list(Ctx *cx, Str cursor, int64_t limit, Rows *users, Str *next_cursor) MUST_USE;
/* Everything but the password, which changes when the draft has one.  Ends the sessions of a user
 * who was disabled or got another password; one who is disabled here as well as by the platform
 * does not come back with his member.  "user.changed_meanwhile", "user.last_admin",
 * "user.staff_disabled" when the platform has disabled whom he would be enabled as. */
Code org_user_update(Ctx *cx, UserId id, int64_t revision, const UserDraft *draft,
                     User *out) MUST_USE;
/* "user.last_admin", "user.self". */
Code org_user_delete(Ctx *cx, UserId id, int64_t revision) MUST_USE;
/* Users whose member of staff has left or was disabled by the platform are disabled, and signed out
 * at once; who was only disabled there comes back with his member.  The last administrator of a
 * brand stays, and holders of user.write are notified. */
Code org_user_follow_staff(Ctx *cx) MUST_USE;
/* Global: the user of that name, `found` false if there is none. */
Code org_user_find_by_name(Ctx *cx, Str name, User *out, bool *found) MUST_USE;
/* The user who is that member of staff and may sign in. */
Code org_user_find_by_staff(Ctx *cx, StaffId id, User *out, bool *found) MUST_USE;
/* Sets the password and ends the other sessions; outside a transaction.  "session.wrong_password".
 */
Code org_user_change_password(Ctx *cx, Str old_password, Str new_password) MUST_USE;
/* Of the caller; outside a transaction.  "session.wrong_password"; "session.throttled" after
 * SESSION_FAILURES_MAX of them. */
Code org_user_check_password(Ctx *cx, Str password) MUST_USE;
/* Sets the password of any user of the tenant, for the command line; outside a transaction. */
Code org_user_set_password(Ctx *cx, UserId id, Str password) MUST_USE;

/* ---- data scope ---------------------------------------------------------- */

/* Those of users, by user. */
Code    org_scope_places(Ctx *cx, Ids user_ids, Rows *places) MUST_USE;
/* In place of those there are.  "user.unknown_place"; refreshing is the caller's. */
Code    org_scope_set_places(Ctx *cx, UserId id, Rows places) MUST_USE;
/* Nobody lets others see more than he sees: ERR_DENIED "user.scope_exceeds". */
Code    org_scope_within_own(Ctx *cx, UserId id) MUST_USE;
/* Brings org_scope in line with users, roles, staff, stores, regions and departments, of one
 * user or (id 0) of all: call it in the transaction that changed any of them.  It locks the
 * tenant until the commit, so that of two changes the later one sees the earlier. */
Code    org_scope_refresh(Ctx *cx, UserId id) MUST_USE;
/* Whether the caller may see that member of staff. */
Code    org_scope_has(Ctx *cx, StaffId id, bool *out) MUST_USE;
/* ERR_NOT_FOUND "not_found" when he may not. */
Code    org_scope_require(Ctx *cx, StaffId id) MUST_USE;
/* The member of staff an event tells of, 0 if none. */
int64_t org_scope_staff_of(Arena *arena, const Event *event);
/* Leaves out of a page what tells of members of staff the caller may not see. */
Code    org_scope_events(Ctx *cx, Rows *events) MUST_USE;
/* The caller's scope in words, for who reads a figure: which customers it is of. */
typedef struct ScopeTold {
    ScopeWord word;
    Str       sentence_zh, sentence_en;
} ScopeTold;
extern const Shape scope_told_shape;
Code org_scope_tell(Ctx *cx, ScopeTold *out) MUST_USE;
/* Services.rights_of: the scope, permissions and masks a user or a key of the command line has
 * now.  One that is gone sees nothing and may do nothing. */
Code    org_scope_rights_of(Ctx *cx, int64_t user_id) MUST_USE;

/* ---- sessions and keys ------------------------------------------------- */

/* How somebody signed in. */
typedef enum SessionWay { WAY_PASSWORD = 1, WAY_TOTP, WAY_RECOVERY, WAY_WECOM } SessionWay;
extern const Words session_way_words;

/* Failures within the window that close a name from an address, a name from everywhere, an
 * address for all names, and the door as a whole. */
enum {
    SESSION_DAYS                = 14,
    SESSION_CODE_MINUTES        = 5,
    SESSION_FAILURES_MAX        = 5,
    SESSION_NAME_FAILURES_MAX   = 20,
    SESSION_SOURCE_FAILURES_MAX = 50,
    SESSION_ALL_FAILURES_MAX    = 1000,
    SESSION_FAILURE_WINDOW_MS   = 15 * 60 * 1000
};

typedef struct SignIn {
    Str name, password;
    Str code; /* of the authenticator, or a recovery code; absent = none */
    Str user_agent, address;
} SignIn;
/* Global: checks name, password and code, opens a session, turns `cx` to the user.  Outside a
 * transaction. "session.wrong_credentials", "session.totp_required", "session.wrong_code"
 * (ERR_DENIED; 401), "session.throttled" (ERR_LIMIT, `retry_after_s` set), "user.disabled",
 * "user.staff_disabled", "session.address_refused" (ERR_DENIED). */
Code org_session_sign_in(Ctx *cx, const SignIn *in, Str *cookie, int64_t *retry_after_s) MUST_USE;
/* Somebody whom the platform named has codes: `cookie` keeps who he is until he gives one, which
 * must be within SESSION_CODE_MINUTES. */
Str  org_session_ask_code(Ctx *cx, int64_t user_id);
/* Global: he gives `in->code`; `kept` is the value of that cookie, `in->name` is not read.  As
 * org_session_sign_in(), and ERR_DENIED "session.sign_in_too_late". */
Code org_session_give_code(Ctx *cx, Str kept, const SignIn *in, Str *cookie,
                           int64_t *retry_after_s) MUST_USE;
/* The value of Set-Cookie that forgets the one of org_session_ask_code(). */
Str  org_session_code_gone(Ctx *cx);
/* Opens a session for a user; `cookie` is the value of Set-Cookie.  ERR_DENIED
 * "session.address_refused" from outside the tenant's networks. */
Code org_session_open(Ctx *cx, int64_t user_id, SessionWay way, Str user_agent, Str address,
                      Str *cookie) MUST_USE;
/* Ends all sessions of a user, and his open pages. */
Code org_session_end_all(Ctx *cx, UserId id) MUST_USE;
/* Ends the session of that token, which is the caller's, and his open pages; an unknown one is
 * fine. */
Code org_session_close(Ctx *cx, Str token) MUST_USE;
/* The value of Set-Cookie that makes the browser forget the session. */
Str  org_session_cookie_gone(Ctx *cx);

typedef struct ApiKey {
    int64_t id, tenant_id;
    Str     name, prefix; /* the first characters, to recognise it          */
    Str     key_hash;
    Str     scope_json;
    Strs    scopes;        /* permission words                               */
    Str     key;           /* only in the answer that made it                */
    int64_t expires_at_ms; /* 0 = never                                */
    Str     address_json;
    Strs    addresses; /* networks it may be used from; none = all    */
    int64_t created_by;
    int64_t last_used_at_ms, created_at_ms;
} ApiKey;
extern const Shape api_key_shape;

typedef struct ApiKeyDraft {
    Str     name;
    Strs    scopes;
    int64_t expires_at_ms; /* 0 = never */
    Strs    addresses;
} ApiKeyDraft;
extern const Shape api_key_draft_shape;

enum { API_KEYS_MAX = 200 };
/* `key` is shown once and stored hashed.  "api_key.unknown_scope"; "api_key.scope_exceeds" when the
 * user asking does not have a scope himself; "api_key.needs_user" when a key asks;
 * "api_key.too_many" (ERR_LIMIT) when the tenant has API_KEYS_MAX. */
Code org_api_key_create(Ctx *cx, const ApiKeyDraft *draft, ApiKey *out, Str *key) MUST_USE;
Code org_api_key_list(Ctx *cx, Rows *keys) MUST_USE;
/* What follows the log with it is cut off, too. */
Code org_api_key_delete(Ctx *cx, ApiKeyId id) MUST_USE;

/* For the command line: sign-in from everywhere, without a code, until somebody sets it anew. */
Code org_security_open(Ctx *cx) MUST_USE;

/* ---- departments and staff --------------------------------------------- */

typedef struct Department {
    int64_t id, tenant_id, connection_id;
    int64_t platform_id; /* the platform's number                          */
    int64_t platform_parent_id;
    int64_t parent_id; /* ours; 0 = a root                               */
    Str     name;
    int64_t sort;        /* larger first, as on the platform               */
    bool    is_gone;     /* no longer on the platform                      */
    int64_t staff_count; /* directly in it, not left                       */
    int64_t staff_total; /* in it and in all below, each once              */
} Department;
extern const Shape department_shape;

typedef enum StaffStatus {
    STAFF_ACTIVE = 1,
    STAFF_DISABLED,
    STAFF_INACTIVE,
    STAFF_LEFT
} StaffStatus;
extern const Words staff_status_words;

typedef struct Staff {
    int64_t     id, tenant_id, connection_id;
    Str         userid;     /* the platform's, in its own case                */
    Str         userid_key; /* in lower case: userids compare without case    */
    Str         name, avatar, position, alias;
    StaffStatus status;
    bool        is_contact; /* may have customers                             */
    int64_t     store_id;
    int64_t     main_department_id;
    int64_t     customer_count;
    int64_t     revision;
    int64_t     created_at_ms, updated_at_ms;
    /* In lists and single reads only: */
    Str         store_name, department_names;
    Ids         department_ids;
    int64_t     user_id; /* who signs in as him, 0 = nobody                */
    Str         user_name;
} Staff;
extern const Shape staff_shape;

typedef struct StaffFilter {
    Str         q;             /* part of name, alias or userid                  */
    int64_t     department_id; /* with all below it                             */
    int64_t     store_id;
    StaffStatus status; /* 0 = all but those who left                     */
    Str         cursor;
    int64_t     limit;
} StaffFilter;
extern const Shape staff_filter_shape;

/* All departments still on the platform, flat.  Following parent_id always ends, whatever is
 * kept. */
Code org_department_list(Ctx *cx, Rows *departments) MUST_USE;
Code org_staff_get(Ctx *cx, StaffId id, Staff *out) MUST_USE;
/* The same without departments; id 0 when there is none, or none the caller may see. */
Code org_staff_find(Ctx *cx, StaffId id, Staff *out) MUST_USE;
/* Without case. */
Code org_staff_find_by_userid(Ctx *cx, int64_t connection_id, Str userid, Staff *out,
                              bool *found) MUST_USE;
/* Those of the ids that exist in this tenant, at most 1000, without the names of stores. */
Code org_staff_list_by_ids(Ctx *cx, Ids ids, Rows *staff) MUST_USE;
Code org_staff_list(Ctx *cx, const StaffFilter *filter, Rows *staff, Str *next_cursor) MUST_USE;
/* Staff who may have customers and have not left: the next `limit` after an id, by id. */
Code org_staff_list_contacts(Ctx *cx, int64_t connection_id, int64_t after_id, int64_t limit,
                             Rows *staff) MUST_USE;
/* How many of a connection have not left. */
Code org_staff_count(Ctx *cx, int64_t connection_id, int64_t *count) MUST_USE;
/* With all ancestors, nearest first. */
Code org_staff_departments(Ctx *cx, StaffId id, Ids *department_ids) MUST_USE;
Code org_staff_set_store(Ctx *cx, StaffId id, int64_t revision, int64_t store_id,
                         Staff *out) MUST_USE;
/* The number of open relations of a member, kept by the slice that knows them: adds `delta`. */
Code org_staff_add_customers(Ctx *cx, StaffId id, int64_t delta) MUST_USE;
Code org_staff_mark_left(Ctx *cx, int64_t connection_id, Str userid) MUST_USE;

typedef struct StaffDraft {
    Str         userid, name, avatar, position, alias; /* an absent name keeps the known one */
    Ids         platform_department_ids;
    int64_t     main_platform_department_id;
    StaffStatus status; /* 0 = not said: the known one, and active who is new or had left */
    bool        is_contact;
} StaffDraft;

typedef struct DepartmentDraft {
    int64_t platform_id, parent_platform_id;
    Str     name; /* absent: the known one, else the number          */
    int64_t sort;
} DepartmentDraft;

/* The platform's directory, upserted; with `complete` what is missing is marked gone or left.
 * `changed` (may be NULL) counts the records that differ; then org.changed is emitted.
 * A department put below its own children stays where it was: nobody's scope grows by it. */
Code org_sync_departments(Ctx *cx, int64_t connection_id, const DepartmentDraft *drafts,
                          size_t count, bool complete, int64_t *changed) MUST_USE;
Code org_sync_staff(Ctx *cx, int64_t connection_id, const StaffDraft *drafts, size_t count,
                    bool complete, int64_t *changed) MUST_USE;

/* ---- stores and regions -------------------------------------------------- */

typedef struct Region {
    int64_t id, tenant_id, parent_id;
    Str     name;
    int64_t sort;
    int64_t store_count; /* directly in it                                 */
    int64_t revision;
} Region;
extern const Shape region_shape;

typedef struct Store {
    int64_t id, tenant_id;
    Str     code; /* the brand's own number, unique                 */
    Str     name;
    int64_t region_id;
    Str     region_name;
    Str     address, phone;
    double  longitude, latitude; /* GCJ-02, as maps in China show them          */
    Str     hours;               /* "09:00-21:00"; over midnight is allowed        */
    bool    is_open;
    int64_t sort; /* among the stores of its region                 */
    int64_t staff_count;
    int64_t revision;
} Store;
extern const Shape store_shape;

typedef struct StoreFilter {
    Str     q;
    int64_t region_id;
    Str     cursor;
    int64_t limit;
} StoreFilter;
extern const Shape store_filter_shape;

/* All regions, flat. */
Code org_region_list(Ctx *cx, Rows *regions) MUST_USE;
/* "region.unknown_parent". */
Code org_region_create(Ctx *cx, const Region *draft, Region *out) MUST_USE;
/* "region.cycle", "region.unknown_parent", "region.changed_meanwhile". */
Code org_region_update(Ctx *cx, RegionId id, int64_t revision, const Region *draft,
                       Region *out) MUST_USE;
/* "region.has_stores", "region.has_regions". */
Code org_region_delete(Ctx *cx, RegionId id, int64_t revision) MUST_USE;

/* With the name of its region and how many work there. */
Code org_store_get(Ctx *cx, StoreId id, Store *out) MUST_USE;
/* By name, code or address, a page in order of making. */
Code org_store_list(Ctx *cx, const StoreFilter *filter, Rows *stores, Str *next_cursor) MUST_USE;
/* "store.code_taken", "store.unknown_region", "store.bad_hours". */
Code org_store_create(Ctx *cx, const Store *draft, Store *out) MUST_USE;
Code org_store_update(Ctx *cx, StoreId id, int64_t revision, const Store *draft,
                      Store *out) MUST_USE;
/* "store.has_staff". */
Code org_store_delete(Ctx *cx, StoreId id, int64_t revision) MUST_USE;
/* The store a member of staff works in. */
Code org_staff_store(Ctx *cx, StaffId id, Store *out, bool *found) MUST_USE;

/* ---- modules ---------------------------------------------------------------- */

/* All are on until switched off, and what a module knows stays while it is off.  A store's switch
 * counts for those who see no more than their stores: a member of two stores loses a module when
 * both have switched it off. */
typedef struct ModuleSwitch {
    Str  word;
    bool is_on;         /* for the brand                     */
    bool is_on_for_me;  /* what the caller has               */
    Ids  off_store_ids; /* stores that do without it         */
} ModuleSwitch;
extern const Shape module_switch_shape;

/* All modules in the order of module.def. */
Code org_module_list(Ctx *cx, Rows *switches) MUST_USE;
/* Sets the brand's switch and those of its stores.  ERR_NOT_FOUND for no such word;
 * "module.unknown_store". */
Code org_module_set(Ctx *cx, Str word, const ModuleSwitch *draft, ModuleSwitch *out) MUST_USE;
/* HttpServerOptions.has_module: whether the caller has it. */
Code org_module_has(Ctx *cx, Module module, bool *out) MUST_USE;
/* Of these users, those who do without it; `is_off` when the whole brand does. */
Code org_module_without(Ctx *cx, Module module, Ids user_ids, bool *is_off, Ids *without) MUST_USE;
/* The words of those the caller has. */
Code org_module_mine(Ctx *cx, Strs *words) MUST_USE;
/* Whether it is on where that member of staff works, for what runs by itself. */
Code org_module_works_for(Ctx *cx, Module module, StaffId id, bool *out) MUST_USE;

/* ---- notifications -------------------------------------------------------- */

/* To one user, to the user of a member of staff (who also gets it as an app message), or to
 * all users that hold a permission. */
typedef struct NotificationDraft {
    Str        kind;     /* "connection.failed"; the console has a sentence for it */
    Str        severity; /* "info", "warning", "error"; absent = info      */
    int64_t    user_id, staff_id;
    Permission to_holders_of; /* 0 = nobody                                     */
    int64_t    of_staff_id;   /* of those holders only who may see this member; 0 = all see it */
    Str        params;        /* a JSON object                                  */
    Str        link;          /* a path of the console                          */
    Str        key;           /* the same key again changes nothing             */
} NotificationDraft;

/* In the way each of them wants to be told.  Emits notification.sent {user_ids, staff_id,
 * app:[{staff_id, due_ms, locale}], kind, severity, params, link}; `app` are who gets an app
 * message, `locale` absent for Chinese. */
Code org_notify(Ctx *cx, const NotificationDraft *draft) MUST_USE;

typedef struct Notification {
    int64_t id, tenant_id, user_id;
    Str     kind, severity, title_key, params, link, key;
    int64_t created_at_ms, read_at_ms;
} Notification;
extern const Shape notification_shape;

/* Those of cx->user_id, newest first. */
Code org_notification_list(Ctx *cx, bool unread_only, Str cursor, int64_t limit, Rows *items,
                           Str *next_cursor, int64_t *unread_count) MUST_USE;
Code org_notification_read(Ctx *cx, int64_t id) MUST_USE;
Code org_notification_read_all(Ctx *cx) MUST_USE;
/* Forgets at most `limit` of the tenant that were read before `before_ms`. */
Code org_notification_sweep(Ctx *cx, int64_t before_ms, int64_t limit, int64_t *removed) MUST_USE;

/* ---- allowances -------------------------------------------------------- */

/* What takes personal data out or changes many at once, each counted in its own unit: rows of
 * files, facts shown unmasked, customers changed by one action. */
typedef enum Deed { DEED_EXPORT = 1, DEED_REVEAL, DEED_BULK } Deed;
extern const Words deed_words;

/* Counts `count` for the caller, in the day and month of his brand's calendar, with what else the
 * open transaction does.  ERR_LIMIT "allowance.day_spent", "allowance.month_spent" when the role
 * he has now allows less; the answer says what is left.  Nobody's are not bounded. */
Code org_allowance_take(Ctx *cx, Deed deed, int64_t count) MUST_USE;

extern const SqlList org_allowance_sql;
extern const SqlList org_notice_sql, org_module_sql, org_sign_in_sql, org_view_sql, org_scope_sql,
    org_tree_sql, org_sql;

#endif
