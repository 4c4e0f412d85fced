/* live_test.c -- every kind of message on the live stream, before eyes of every kind: each page is
 * told what it may see and nothing else. */
#include "app/live.h"
#include "channel/channel.h"
#include "customer/customer.h"
#include "http/sse_stream.h"
#include "kernel/testing.h"
#include "org/org.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define must(expression) assert_int_equal((expression), OK)

/* ---- the rules --------------------------------------------------------------------------- */

/* Of whom a kind tells.  A kind without a line here fails the test: say whose it is, and nobody
 * learns of it by accident. */
typedef enum Subject {
    OF_PERSON = 1, /* a customer: for those who see him, and the member of staff it names */
    OF_BRAND,      /* nobody in particular: who sees a part learns that it happened       */
    OF_BOTH        /* of a customer or of nobody                                          */
} Subject;

typedef struct Rule {
    Subject subject;
    bool    is_private; /* what it says is for nobody's eyes */
    Module  module;     /* the one whose routes show it      */
} Rule;

// clang-format off
static const Rule rules[EVENT_TYPE_COUNT] = {
    [EV_CALLBACK_RECEIVED]        = { OF_BRAND,  false, MODULE_CORE },
    [EV_CALLBACK_APPLIED]         = { OF_BRAND,  false, MODULE_CORE },
    [EV_CONNECTION_CHANGED]       = { OF_BRAND,  false, MODULE_CORE },
    [EV_PLATFORM_CONTACT_READ]    = { OF_BRAND,  true,  MODULE_CORE },
    [EV_PLATFORM_CONTACT_LOST]    = { OF_BRAND,  false, MODULE_CORE },
    [EV_PLATFORM_CONTACTS_SYNCED] = { OF_BRAND,  false, MODULE_CORE },
    [EV_PLATFORM_TAGS_CHANGED]    = { OF_BRAND,  false, MODULE_CORE },
    [EV_PLATFORM_GROUP_READ]      = { OF_BRAND,  false, MODULE_GROUP_CHAT },
    [EV_PLATFORM_GROUP_TOLD]      = { OF_BRAND,  false, MODULE_GROUP_CHAT },
    [EV_PLATFORM_GROUPS_LISTED]   = { OF_BRAND,  false, MODULE_GROUP_CHAT },
    [EV_QUOTA_NEAR]               = { OF_BRAND,  false, MODULE_CORE },
    [EV_EFFECT_SETTLED]           = { OF_BRAND,  false, MODULE_CORE },
    [EV_ORG_CHANGED]              = { OF_BRAND,  false, MODULE_CORE },
    [EV_USER_SIGNED_IN]           = { OF_BRAND,  false, MODULE_CORE },
    [EV_ACCESS_CHANGED]           = { OF_BRAND,  false, MODULE_CORE },
    [EV_NOTIFICATION_SENT]        = { OF_BRAND,  true,  MODULE_CORE },
    [EV_JOB_CHANGED]              = { OF_BRAND,  false, MODULE_CORE },
    [EV_CONTACT_ADDED]            = { OF_PERSON, false, MODULE_CUSTOMER },
    [EV_CONTACT_LOST]             = { OF_PERSON, false, MODULE_CUSTOMER },
    [EV_CUSTOMER_CREATED]         = { OF_PERSON, false, MODULE_CUSTOMER },
    [EV_CUSTOMER_CHANGED]         = { OF_PERSON, false, MODULE_CUSTOMER },
    [EV_CUSTOMER_TAGGED]          = { OF_PERSON, false, MODULE_CUSTOMER },
    [EV_CUSTOMER_CLAIMED]         = { OF_PERSON, false, MODULE_CUSTOMER },
    [EV_CUSTOMER_MERGED]          = { OF_PERSON, false, MODULE_CUSTOMER },
    [EV_CUSTOMER_SPLIT]           = { OF_PERSON, false, MODULE_CUSTOMER },
    [EV_LOG_REWRITTEN]            = { OF_BOTH,   false, MODULE_CUSTOMER },
    [EV_CUSTOMER_ERASED]          = { OF_BOTH,   false, MODULE_CUSTOMER },
    [EV_CUSTOMER_NOTED]           = { OF_PERSON, false, MODULE_CUSTOMER },
    [EV_CONSENT_GIVEN]            = { OF_PERSON, false, MODULE_CUSTOMER },
    [EV_CONSENT_WITHDRAWN]        = { OF_PERSON, false, MODULE_CUSTOMER },
    [EV_ATTRIBUTE_CHANGED]        = { OF_BRAND,  false, MODULE_CUSTOMER },
    [EV_ATTRIBUTE_DECIDED]        = { OF_PERSON, false, MODULE_CUSTOMER },
    [EV_SEGMENT_CHANGED]          = { OF_BRAND,  false, MODULE_CUSTOMER },
    [EV_SEGMENT_READY]            = { OF_BRAND,  false, MODULE_CUSTOMER },
    [EV_SEGMENT_ENTERED]          = { OF_PERSON, false, MODULE_CUSTOMER },
    [EV_SEGMENT_LEFT]             = { OF_PERSON, false, MODULE_CUSTOMER },
    [EV_TAG_CHANGED]              = { OF_BRAND,  false, MODULE_CUSTOMER },
    [EV_WELCOME_SENT]             = { OF_PERSON, false, MODULE_WELCOME },
    [EV_WELCOME_FAILED]           = { OF_PERSON, false, MODULE_WELCOME },
    [EV_WELCOME_POLICY_CHANGED]   = { OF_BRAND,  false, MODULE_WELCOME },
    [EV_CHANNEL_CODE_CHANGED]     = { OF_BRAND,  false, MODULE_ACQUIRE },
    [EV_CHANNEL_CODE_MATCHED]     = { OF_PERSON, false, MODULE_ACQUIRE },
    [EV_OA_CHANGED]               = { OF_BRAND,  false, MODULE_OA },
    [EV_OA_FOLLOWED]              = { OF_BOTH,   false, MODULE_OA },
    [EV_OA_UNFOLLOWED]            = { OF_BOTH,   false, MODULE_OA },
    [EV_OA_SCANNED]               = { OF_BOTH,   false, MODULE_OA },
    [EV_OA_MENU_CLICKED]          = { OF_BOTH,   false, MODULE_OA },
    [EV_OA_MENU_VIEWED]           = { OF_BOTH,   false, MODULE_OA },
    [EV_OA_MESSAGED]              = { OF_BOTH,   false, MODULE_OA },
    [EV_OA_REPLIED]               = { OF_BOTH,   false, MODULE_OA },
    [EV_OA_LOCATED]               = { OF_BOTH,   false, MODULE_OA },
    [EV_OA_TEMPLATE_SENT]         = { OF_BOTH,   false, MODULE_OA },
    [EV_OA_TOLD]                  = { OF_BOTH,   false, MODULE_OA },
    [EV_OA_ADD_ATTRIBUTED]        = { OF_PERSON, false, MODULE_OA },
    [EV_OA_SIGNED_IN]             = { OF_PERSON, false, MODULE_OA },
    [EV_OA_PHONE_BOUND]           = { OF_PERSON, false, MODULE_OA },
    [EV_GROUP_CHAT_CHANGED]       = { OF_BRAND,  false, MODULE_GROUP_CHAT },
    [EV_GROUP_CHAT_JOINED]        = { OF_BOTH,   false, MODULE_GROUP_CHAT },
    [EV_GROUP_CHAT_LEFT]          = { OF_BOTH,   false, MODULE_GROUP_CHAT },
    [EV_TRACK_RECEIVED]           = { OF_BRAND,  false, MODULE_CORE },
    [EV_SHOP_CHANGED]             = { OF_BRAND,  false, MODULE_SHOP },
    [EV_SHOP_PUSHED]              = { OF_BRAND,  false, MODULE_SHOP },
    [EV_ORDER_CREATED]            = { OF_BOTH,   false, MODULE_SHOP },
    [EV_ORDER_CHANGED]            = { OF_BOTH,   false, MODULE_SHOP },
    [EV_ORDER_PAID]               = { OF_BOTH,   false, MODULE_SHOP },
    [EV_ORDER_SHIPPED]            = { OF_BOTH,   false, MODULE_SHOP },
    [EV_ORDER_FINISHED]           = { OF_BOTH,   false, MODULE_SHOP },
    [EV_ORDER_CLOSED]             = { OF_BOTH,   false, MODULE_SHOP },
    [EV_ORDER_REFUNDED]           = { OF_BOTH,   false, MODULE_SHOP },
    [EV_REFUND_OPENED]            = { OF_BOTH,   false, MODULE_SHOP },
    [EV_REFUND_AGREED]            = { OF_BOTH,   false, MODULE_SHOP },
    [EV_REFUND_CLOSED]            = { OF_BOTH,   false, MODULE_SHOP },
    [EV_PRODUCT_CHANGED]          = { OF_BRAND,  false, MODULE_SHOP },
    [EV_BOARD_CHANGED]            = { OF_BRAND,  false, MODULE_BOARD },
    [EV_REPORT_CHANGED]           = { OF_BRAND,  false, MODULE_BOARD },
    [EV_REPORT_SENT]              = { OF_BRAND,  false, MODULE_BOARD },
    [EV_ALERT_CHANGED]            = { OF_BRAND,  false, MODULE_BOARD },
    [EV_ALERT_FIRED]              = { OF_BRAND,  false, MODULE_BOARD },
    [EV_ALERT_ENDED]              = { OF_BRAND,  false, MODULE_BOARD },
    [EV_TARGET_CHANGED]           = { OF_BRAND,  false, MODULE_BOARD },
    [EV_SPEND_RECORDED]           = { OF_BRAND,  false, MODULE_BOARD },
};
// clang-format on

/* ---- the brand ------------------------------------------------------------------------------ */

enum { STREAMS_MAX = 99, TEXT_MAX = 1 << 16 };

/* Whose page it is. */
typedef enum Eyes {
    EYES_ALL,    /* sees the whole brand, may everything          */
    EYES_LESS,   /* the same, but for the permission of the kind  */
    EYES_IN,     /* is the member of staff "in", sees himself     */
    EYES_OUT,    /* is the member "out", sees himself             */
    EYES_NOBODY, /* sees a part, and nobody is in it              */
    EYES_OTHER,  /* everything of another brand                   */
    EYES_COUNT
} Eyes;

typedef struct Page {
    SseStream *stream;
    char       text[TEXT_MAX];
    size_t     len;
} Page;

typedef struct Brand {
    TestHouse *house;
    SseHub    *hub;
    int64_t    tenant_id, connection_id;
    int64_t    staff_in, staff_out;
    int64_t    of_in, of_out, of_both; /* customers */
    int64_t    seen_seq;
    Identity   who[EYES_COUNT];
    Page       pages[EYES_COUNT];
} Brand;

static Ctx *fresh(Brand *brand) { return test_house_ctx_of(brand->house, brand->tenant_id); }

static int64_t staff(Brand *brand, const char *userid)
{
    const StaffDraft draft = { .userid     = str_of(userid),
                               .name       = str_of(userid),
                               .is_contact = true };
    Staff            out   = { 0 };
    bool             found = false;
    must(org_sync_staff(fresh(brand), brand->connection_id, &draft, 1, false, NULL));
    must(org_staff_find_by_userid(fresh(brand), brand->connection_id, draft.userid, &out, &found));
    assert_true(found);
    return out.id;
}

static int64_t customer(Brand *brand, const char *name, const char *relations)
{
    Ctx        *cx    = fresh(brand);
    CustomerId  id    = { 0 };
    bool        found = false;
    const Event event = {
        .tenant_id      = cx->tenant_id,
        .type           = event_word(EV_PLATFORM_CONTACT_READ),
        .occurred_at_ms = cx->now_ms,
        .payload =
            str_fmt(cx->arena,
                    "{\"connection_id\":\"%lld\",\"corp_id\":\"ww0123456789abcdef\","
                    "\"via\":\"sync\",\"contact\":{\"external_userid\":\"%s\",\"name\":\"%s\","
                    "\"type\":1},\"relations\":[%s]}",
                    (long long)brand->connection_id, name, name, relations)
    };
    must(customer_consumer.hear(cx, &event));
    must(customer_find_external(cx, S("ww0123456789abcdef"), str_of(name), &id, &found));
    assert_true(found);
    return id.v;
}

/* A user who sees himself alone. */
static Identity narrow(Brand *brand, const char *name, int64_t staff_id)
{
    Role role;
    User user;
    must(org_role_preset(fresh(brand), ROLE_GUIDE, &role));
    const UserDraft draft = { .name     = str_of(name),
                              .password = S("correct horse"),
                              .role_id  = role.id,
                              .staff_id = staff_id };
    must(org_user_create(fresh(brand), &draft, &user));
    Identity who = { .tenant_id = brand->tenant_id, .user_id = user.id };
    Ctx     *cx  = fresh(brand);
    must(org_scope_rights_of(cx, user.id));
    who.scope_id    = cx->scope_id;
    who.permissions = test_house_ctx(brand->house)->permissions; /* what he may is another matter */
    assert_int_equal(who.scope_id, user.id);
    return who;
}

static void fill(Brand *brand)
{
    Ctx       *cx         = fresh(brand);
    Connection connection = { 0 };
    must(channel_connection_create(cx,
                                   &(ConnectionDraft){ .name       = S("测试"),
                                                       .corp_id    = S("ww0123456789abcdef"),
                                                       .agent_id   = 1,
                                                       .app_secret = S("secret") },
                                   &connection));
    brand->connection_id = connection.id;
    brand->staff_in      = staff(brand, "in");
    brand->staff_out     = staff(brand, "out");
#define SINCE "\"createtime_ms\":1795330000000,\"add_way\":1}"
    brand->of_in  = customer(brand, "wmIn", "{\"userid\":\"in\"," SINCE);
    brand->of_out = customer(brand, "wmOut", "{\"userid\":\"out\"," SINCE);
    brand->of_both =
        customer(brand, "wmBoth", "{\"userid\":\"in\"," SINCE ",{\"userid\":\"out\"," SINCE);
    const PermissionSet every = fresh(brand)->permissions;
    brand->who[EYES_ALL] =
        (Identity){ .tenant_id = brand->tenant_id, .user_id = 7, .permissions = every };
    brand->who[EYES_LESS]   = (Identity){ .tenant_id = brand->tenant_id, .user_id = 8 };
    brand->who[EYES_OTHER]  = (Identity){ .tenant_id = 999, .user_id = 7, .permissions = every };
    brand->who[EYES_IN]     = narrow(brand, "inside", brand->staff_in);
    brand->who[EYES_OUT]    = narrow(brand, "outside", brand->staff_out);
    brand->who[EYES_NOBODY] = narrow(brand, "nobody", 0);
}

static void open_brand(Brand *brand, TestHouse *house)
{
    Tenant tenant;
    must(org_tenant_create(test_house_ctx(house), S("a"), S("织客"), S("Asia/Shanghai"), &tenant));
    brand->house     = house;
    brand->tenant_id = tenant.id;
    brand->hub       = sse_hub_new();
    sse_hub_limit(brand->hub, STREAMS_MAX);
    fill(brand);
}

/* ---- pages ---------------------------------------------------------------------------------- */

static void hold(void *connection) { (void)connection; }

static void let_go(void *loop, void *connection)
{
    (void)loop;
    (void)connection;
}

static void open_pages(Brand *brand, Permission need)
{
    brand->who[EYES_LESS].permissions = (PermissionSet){ { 0, 0 } };
    for (int i = 1; i < PERMISSION_COUNT; i++)
        if (i != (int)need) permission_add(&brand->who[EYES_LESS].permissions, (Permission)i);
    for (int i = 0; i < EYES_COUNT; i++) {
        Page *page   = &brand->pages[i];
        page->stream = sse_stream_open(brand->hub, &brand->who[i], (Str){ 0 }, false);
        assert_non_null(page->stream);
        sse_stream_attach(page->stream, (SseLink){ hold, let_go, NULL, page });
    }
}

static void close_pages(Brand *brand)
{
    for (int i = 0; i < EYES_COUNT; i++) sse_stream_close(brand->pages[i].stream);
}

/* What a page was told since it was asked last, without the line that says how to come back. */
static Str told(Brand *brand, Eyes eyes)
{
    Page *page = &brand->pages[eyes];
    page->len  = 0;
    for (ssize_t size;
         (size = sse_stream_read(page->stream, page->text + page->len, TEXT_MAX - page->len)) > 0;)
        page->len += (size_t)size;
    const Str text = { page->text, page->len }, first = S("retry: 2000\n\n");
    return str_starts(text, first) ? str_slice(text, first.len, text.len) : text;
}

/* A line break in what came from outside ends no message. */
#define SECRET "{\"staff_id\":\"%lld\",\n\r\"word\":\"geheim\"}"

static Event event_of(Brand *brand, EventType type, int64_t person_id, int64_t staff_id)
{
    Arena *arena = brand->house->arena;
    return (Event){ .seq            = 41,
                    .tenant_id      = brand->tenant_id,
                    .type           = event_word(type),
                    .person_id      = person_id,
                    .actor          = S("system:test"),
                    .object         = S("thing:12345"),
                    .source         = S("wecom"),
                    .occurred_at_ms = (int64_t)TEST_NOW_S * MS_PER_SECOND,
                    .payload        = str_fmt(arena, SECRET, (long long)staff_id) };
}

typedef enum Hears { NOTHING, THAT_IT_HAPPENED, ALL_OF_IT } Hears;

static void assert_hears(Brand *brand, EventType type, Eyes eyes, Hears want, const char *when)
{
    static const char *const names[] = { "all", "less", "inside", "outside", "nobody", "other" };
    const Str                text    = told(brand, eyes);
    const bool               tells   = str_find(text, S("thing:12345")) >= 0;
    const bool               says    = str_find(text, S("geheim")) >= 0;
    const Hears              got = text.len == 0 ? NOTHING : tells ? ALL_OF_IT : THAT_IT_HAPPENED;
    if (got != want || says != (want == ALL_OF_IT && !rules[type].is_private))
        fail_msg("%.*s of %s, before the eyes of %s: %.*s", FMT(event_word(type)), when,
                 names[eyes], FMT(text));
    /* One message, whole: its name, its data in one line, and an end. */
    Str rest = text;
    if (want == NOTHING) return;
    for (int line = 0; line < 5; line++) {
        static const char *const starts[] = { "id: 41", "event: ", "data: {", "", "" };
        const Str                one      = str_cut(&rest, '\n');
        assert_true(str_starts(one, str_of(starts[line])));
    }
}

static void tell(Brand *brand, EventType type, int64_t person_id, int64_t staff_id)
{
    const Event event = event_of(brand, type, person_id, staff_id);
    live_tell(&brand->house->services, brand->hub, &event);
}

/* ---- the tests ------------------------------------------------------------------------------- */

static void tell_of_nobody(Brand *brand, EventType type)
{
    const bool all_may = event_permission(event_word(type)) == PERM_SIGNED_IN;
    tell(brand, type, 0, brand->staff_out);
    assert_hears(brand, type, EYES_ALL, ALL_OF_IT, "nobody");
    assert_hears(brand, type, EYES_LESS, all_may ? ALL_OF_IT : NOTHING, "nobody");
    assert_hears(brand, type, EYES_IN, THAT_IT_HAPPENED, "nobody");
    assert_hears(brand, type, EYES_OUT, THAT_IT_HAPPENED, "nobody");
    assert_hears(brand, type, EYES_NOBODY, THAT_IT_HAPPENED, "nobody");
    assert_hears(brand, type, EYES_OTHER, NOTHING, "nobody");
}

static void tell_of_persons(Brand *brand, EventType type)
{
    const struct {
        const char *when;
        int64_t     person, staff;
        bool        inside, outside;
    } cases[] = {
        { "a customer of in", brand->of_in, 0, true, false },
        { "a customer of out", brand->of_out, 0, false, true },
        { "a customer of both", brand->of_both, 0, true, true },
        { "what out did with a customer of both", brand->of_both, brand->staff_out, false, true },
        { "what in did with a customer of both", brand->of_both, brand->staff_in, true, false },
        { "somebody who is not there", 424242, 0, false, false },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *when = cases[i].when;
        tell(brand, type, cases[i].person, cases[i].staff);
        assert_hears(brand, type, EYES_ALL, ALL_OF_IT, when);
        assert_hears(brand, type, EYES_LESS, NOTHING, when);
        assert_hears(brand, type, EYES_IN, cases[i].inside ? ALL_OF_IT : NOTHING, when);
        assert_hears(brand, type, EYES_OUT, cases[i].outside ? ALL_OF_IT : NOTHING, when);
        assert_hears(brand, type, EYES_NOBODY, NOTHING, when);
        assert_hears(brand, type, EYES_OTHER, NOTHING, when);
    }
}

static void test_every_kind_reaches_only_whom_it_may(void **state)
{
    Brand *brand = arena_make(((TestHouse *)*state)->arena, Brand, 1);
    open_brand(brand, *state);
    for (int type = EV_NONE + 1; type < EVENT_TYPE_COUNT; type++) {
        const Str word = event_word((EventType)type);
        if (rules[type].subject == 0) fail_msg("nobody said whom %.*s is for", FMT(word));
        if (type == EV_ACCESS_CHANGED) continue; /* ends pages: below */
        open_pages(brand, event_permission(word));
        for (int i = 0; i < EYES_COUNT; i++) (void)told(brand, (Eyes)i);
        if (rules[type].subject != OF_PERSON) tell_of_nobody(brand, (EventType)type);
        if (rules[type].subject != OF_BRAND) tell_of_persons(brand, (EventType)type);
        close_pages(brand);
    }
    sse_hub_free(brand->hub);
}

/* Their names are anybody's: they need no line above, and reach no more eyes. */
static void test_what_is_tracked_is_seen_with_its_person(void **state)
{
    Brand *brand = arena_make(((TestHouse *)*state)->arena, Brand, 1);
    open_brand(brand, *state);
    open_pages(brand, PERM_CUSTOMER_READ);
    for (int i = 0; i < EYES_COUNT; i++) (void)told(brand, (Eyes)i);
    Event event = event_of(brand, EV_CONTACT_ADDED, brand->of_in, 0);
    event.type  = S("Product Viewed");
    live_tell(&brand->house->services, brand->hub, &event);
    assert_hears(brand, EV_CONTACT_ADDED, EYES_ALL, ALL_OF_IT, "tracking");
    assert_hears(brand, EV_CONTACT_ADDED, EYES_LESS, NOTHING, "tracking");
    assert_hears(brand, EV_CONTACT_ADDED, EYES_IN, ALL_OF_IT, "tracking");
    assert_hears(brand, EV_CONTACT_ADDED, EYES_OUT, NOTHING, "tracking");
    assert_hears(brand, EV_CONTACT_ADDED, EYES_NOBODY, NOTHING, "tracking");
    assert_hears(brand, EV_CONTACT_ADDED, EYES_OTHER, NOTHING, "tracking");
    /* That some came is told to those who see sources, and says nothing. */
    event.source    = S("track:web");
    event.person_id = brand->of_out;
    live_tell(&brand->house->services, brand->hub, &event);
    const Str text = told(brand, EYES_IN);
    assert_true(str_equal(text, S("event: track.received\ndata: {}\n\n")));
    assert_int_equal(told(brand, EYES_OTHER).len, 0);
    close_pages(brand);
    sse_hub_free(brand->hub);
}

static void set_module(Brand *brand, Module module, bool is_on, Ids off_store_ids)
{
    ModuleSwitch       out   = { 0 };
    const ModuleSwitch draft = { .is_on = is_on, .off_store_ids = off_store_ids };
    must(org_module_set(fresh(brand), word_of(&module_words, (int)module), &draft, &out));
}

static int64_t store_of(Brand *brand, const char *code, int64_t staff_id)
{
    Store store;
    Staff staff;
    must(org_store_create(fresh(brand), &(Store){ .code = str_of(code), .name = str_of(code) },
                          &store));
    must(org_staff_get(fresh(brand), (StaffId){ staff_id }, &staff));
    must(
        org_staff_set_store(fresh(brand), (StaffId){ staff_id }, staff.revision, store.id, &staff));
    return store.id;
}

/* Tells a kind of a customer of both; who hears it whole. */
static void assert_only(Brand *brand, EventType type, Hears all, Hears inside, Hears outside,
                        const char *when)
{
    tell(brand, type, brand->of_both, 0);
    assert_hears(brand, type, EYES_ALL, all, when);
    assert_hears(brand, type, EYES_IN, inside, when);
    assert_hears(brand, type, EYES_OUT, outside, when);
}

/* What could not be asked is not left out in silence: the pages of the brand ask anew. */
static void test_what_cannot_be_asked_is_asked_anew(void **state)
{
    Brand *brand = arena_make(((TestHouse *)*state)->arena, Brand, 1);
    open_brand(brand, *state);
    for (int failing = 1; failing <= 2; failing++) { /* the modules, the viewers */
        open_pages(brand, PERM_CUSTOMER_READ);
        for (int i = 0; i < EYES_COUNT; i++) (void)told(brand, (Eyes)i);
        for (int times = 0; times < 3; times++) { /* once, however much cannot be asked */
            db_fail_at(brand->house->db, failing);
            tell(brand, EV_CONTACT_ADDED, brand->of_in, 0);
            db_fail_at(brand->house->db, 0);
        }
        for (int i = 0; i < EYES_COUNT; i++) {
            const Str want = i == EYES_OTHER ? (Str){ 0 } : S("event: resync\ndata: {}\n\n");
            assert_true(str_equal(told(brand, (Eyes)i), want));
        }
        close_pages(brand);
    }
    sse_hub_free(brand->hub);
}

/* Every kind is of the module of its line: what is switched off tells nothing, at once. */
static void test_what_is_switched_off_tells_nothing(void **state)
{
    Brand *brand = arena_make(((TestHouse *)*state)->arena, Brand, 1);
    open_brand(brand, *state);
    const int64_t in = store_of(brand, "IN", brand->staff_in);
    (void)store_of(brand, "OUT", brand->staff_out);
    open_pages(brand, PERM_CUSTOMER_READ);
    for (int i = 0; i < EYES_COUNT; i++) (void)told(brand, (Eyes)i);
    const Ids none = { 0 }, of_in = { &in, 1 };
    for (int type = EV_NONE + 1; type < EVENT_TYPE_COUNT; type++) {
        const Module module = rules[type].module;
        assert_int_equal(event_module(event_word((EventType)type)), module);
        if (module == MODULE_CORE || rules[type].is_private) continue;
        if (rules[type].subject == OF_BRAND) continue; /* one of them below */
        set_module(brand, module, false, none);
        assert_only(brand, (EventType)type, NOTHING, NOTHING, NOTHING, "a brand without it");
        set_module(brand, module, true, of_in);
        assert_only(brand, (EventType)type, ALL_OF_IT, NOTHING, ALL_OF_IT, "a store without it");
        set_module(brand, module, true, none);
        assert_only(brand, (EventType)type, ALL_OF_IT, ALL_OF_IT, ALL_OF_IT, "everything on");
    }
    /* Of nobody in particular: not even that it happened. */
    set_module(brand, MODULE_BOARD, true, of_in);
    tell(brand, EV_BOARD_CHANGED, 0, 0);
    assert_hears(brand, EV_BOARD_CHANGED, EYES_ALL, ALL_OF_IT, "a board");
    assert_hears(brand, EV_BOARD_CHANGED, EYES_IN, NOTHING, "a board");
    assert_hears(brand, EV_BOARD_CHANGED, EYES_OUT, THAT_IT_HAPPENED, "a board");
    /* What is always there is told with all the rest off. */
    for (int i = 1; i < MODULE_COUNT; i++) set_module(brand, (Module)i, false, none);
    tell(brand, EV_ORG_CHANGED, 0, 0);
    assert_hears(brand, EV_ORG_CHANGED, EYES_ALL, ALL_OF_IT, "all modules off");
    tell(brand, EV_CONTACT_ADDED, brand->of_both, 0);
    assert_hears(brand, EV_CONTACT_ADDED, EYES_ALL, NOTHING, "all modules off");
    close_pages(brand);
    sse_hub_free(brand->hub);
}

static bool is_over(Brand *brand, Eyes eyes)
{
    char text[TEXT_MAX];
    return sse_stream_read(brand->pages[eyes].stream, text, sizeof text) == -1;
}

/* Tells all that happened to rights since the last time; "inside" has lost his page by that. */
static void after(Brand *brand, const char *what)
{
    Ctx    *cx   = fresh(brand);
    Rows    rows = { 0 };
    Str     next = { 0 };
    int64_t seen = brand->seen_seq;
    must(event_list(cx, event_word(EV_ACCESS_CHANGED), S(""), S(""), 9, &rows, &next));
    for (size_t i = 0; i < rows.count; i++) {
        const Event *event = ROWS_AT(Event, rows, i);
        if (event->seq > seen) live_tell(&brand->house->services, brand->hub, event);
        if (event->seq > brand->seen_seq) brand->seen_seq = event->seq;
    }
    if (!is_over(brand, EYES_IN)) fail_msg("%s left his page open", what);
    if (is_over(brand, EYES_OTHER)) fail_msg("%s ended a page of another brand", what);
}

static void test_a_page_ends_with_the_rights_it_was_opened_with(void **state)
{
    Brand *brand = arena_make(((TestHouse *)*state)->arena, Brand, 1);
    open_brand(brand, *state);
    const UserId id = { brand->who[EYES_IN].user_id };
    User         user;
    Role         role;

    open_pages(brand, PERM_CUSTOMER_READ);
    must(org_session_end_all(fresh(brand), id));
    after(brand, "the end of his sessions");
    assert_false(is_over(brand, EYES_OUT));
    close_pages(brand);

    open_pages(brand, PERM_CUSTOMER_READ);
    must(org_role_preset(fresh(brand), ROLE_SERVICE, &role));
    must(org_user_get(fresh(brand), id, &user));
    UserDraft draft = { .role_id = role.id, .staff_id = brand->staff_in, .keeps_places = true };
    must(org_user_update(fresh(brand), id, user.revision, &draft, &user));
    after(brand, "another role");
    close_pages(brand);

    open_pages(brand, PERM_CUSTOMER_READ);
    draft.staff_id = brand->staff_out;
    must(org_user_update(fresh(brand), id, user.revision, &draft, &user));
    after(brand, "being another member of staff");
    close_pages(brand);

    open_pages(brand, PERM_CUSTOMER_READ);
    must(org_user_set_password(fresh(brand), id, S("another horse")));
    after(brand, "another password");
    close_pages(brand);

    open_pages(brand, PERM_CUSTOMER_READ);
    StaffDraft theirs = { .userid = S("out"), .status = STAFF_DISABLED, .is_contact = true };
    must(org_sync_staff(fresh(brand), brand->connection_id, &theirs, 1, false, NULL));
    after(brand, "being disabled on the platform");
    theirs.status = STAFF_ACTIVE;
    must(org_sync_staff(fresh(brand), brand->connection_id, &theirs, 1, false, NULL));
    close_pages(brand);

    open_pages(brand, PERM_CUSTOMER_READ);
    must(org_staff_mark_left(fresh(brand), brand->connection_id, S("out")));
    must(org_user_follow_staff(fresh(brand)));
    after(brand, "leaving the corp");
    close_pages(brand);

    open_pages(brand, PERM_CUSTOMER_READ);
    must(org_user_get(fresh(brand), id, &user));
    must(org_user_delete(fresh(brand), id, user.revision));
    after(brand, "being deleted");
    close_pages(brand);
    sse_hub_free(brand->hub);
}

/* Who sees as another has his own page ended with his own rights. */
static void test_who_sees_as_another_is_still_himself(void **state)
{
    Brand *brand = arena_make(((TestHouse *)*state)->arena, Brand, 1);
    open_brand(brand, *state);
    brand->who[EYES_IN].owner_id = 7777;
    open_pages(brand, PERM_CUSTOMER_READ);
    Event event  = event_of(brand, EV_ACCESS_CHANGED, 0, 0);
    event.object = S("user:7777");
    live_tell(&brand->house->services, brand->hub, &event);
    assert_true(is_over(brand, EYES_IN));
    assert_false(is_over(brand, EYES_OUT));
    event.object = S("tenant");
    live_tell(&brand->house->services, brand->hub, &event);
    assert_true(is_over(brand, EYES_OUT));
    assert_true(is_over(brand, EYES_ALL));
    assert_false(is_over(brand, EYES_OTHER));
    close_pages(brand);
    sse_hub_free(brand->hub);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_every_kind_reaches_only_whom_it_may),
        ON_HOUSE(test_what_is_tracked_is_seen_with_its_person),
        ON_HOUSE(test_what_cannot_be_asked_is_asked_anew),
        ON_HOUSE(test_what_is_switched_off_tells_nothing),
        ON_HOUSE(test_a_page_ends_with_the_rights_it_was_opened_with),
        ON_HOUSE(test_who_sees_as_another_is_still_himself),
    };
    return FOR_EACH_ENGINE(tests);
}
