/* home_test.c -- preferences and saved views, on both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "home/home.h"
#include "kernel/testing.h"

#include <stdlib.h>

#define must(expression) assert_int_equal((expression), OK)
#define refused(cx, expression, why)                  \
    do {                                              \
        assert_int_not_equal((expression), OK);       \
        assert_string_equal((cx)->err.reason, (why)); \
        forgive(cx);                                  \
    } while (0)

enum { ANOTHER_USER = 8 };

static Ctx *as(TestHouse *house, int64_t tenant_id, int64_t user_id)
{
    Ctx *cx     = test_house_ctx_of(house, tenant_id);
    cx->user_id = user_id;
    return cx;
}

static void test_every_statement_fits_the_schema(void **state)
{
    TestHouse           *house    = *state;
    const SqlList *const lists[]  = { &home_sql };
    Str                  problems = { 0 };
    const Code           code     = db_check(house->db, house->arena, lists, 1, &problems);
    if (code != OK) print_error("%.*s\n", FMT(problems));
    assert_int_equal(code, OK);
}

/* ---- preferences ---------------------------------------------------------- */

static void test_what_was_set_comes_back(void **state)
{
    Ctx       *cx = test_house_ctx(*state);
    Preference out;
    must(home_preference_get(cx, S("look"), &out));
    assert_int_equal(out.revision, 0);
    assert_null(out.value.ptr);
    must(home_preference_set(cx, S("look"), S("{\"dark\":true}"), &out));
    must(home_preference_set(cx, S("look"), S("{\"dark\":false}"), &out));
    assert_int_equal(out.revision, 2);
    must(home_preference_get(cx, S("look"), &out));
    assert_true(str_equal(out.value, S("{\"dark\":false}")));
    must(home_preference_set(cx, S("look"), S("null"), &out));
    assert_int_equal(out.revision, 0);
}

static void test_nobody_sees_what_another_has_set(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = as(house, TEST_TENANT, TEST_USER);
    Preference out;
    must(home_preference_set(cx, S("look"), S("1"), &out));
    cx = as(house, TEST_TENANT, ANOTHER_USER);
    must(home_preference_get(cx, S("look"), &out));
    assert_int_equal(out.revision, 0);
    cx = as(house, 2, TEST_USER);
    must(home_preference_get(cx, S("look"), &out));
    assert_int_equal(out.revision, 0);
}

static Str text_of(Arena *arena, size_t len)
{
    char *text = arena_make(arena, char, len);
    for (size_t i = 0; i < len; i++) text[i] = '7';
    return (Str){ text, len };
}

static void test_keys_and_sizes_are_bounded(void **state)
{
    Ctx       *cx = test_house_ctx(*state);
    Preference out;
    refused(cx, home_preference_get(cx, S(""), &out), "preference.bad_key");
    refused(cx, home_preference_get(cx, S("Look"), &out), "preference.bad_key");
    refused(cx, home_preference_get(cx, S(".look"), &out), "preference.bad_key");
    refused(cx, home_preference_get(cx, S("a b"), &out), "preference.bad_key");
    must(home_preference_set(cx, S("a"), text_of(cx->arena, PREFERENCE_BYTES_MAX), &out));
    const Str more = text_of(cx->arena, PREFERENCE_BYTES_MAX + 1);
    refused(cx, home_preference_set(cx, S("a"), more, &out), "preference.too_large");
    must(home_preference_set(cx, S("draft:code.1"), more, &out));
}

static void test_drafts_make_room_when_they_are_old(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    Preference out;
    for (int i = 0; i < PREFERENCES_MAX; i++)
        must(home_preference_set(cx, str_fmt(cx->arena, "draft:code.%d", i), S("1"), &out));
    refused(cx, home_preference_set(cx, S("look"), S("1"), &out), "preference.too_many");
    must(home_preference_set(cx, S("draft:code.0"), S("2"), &out));
    test_house_set_clock(test_house_clock() + (int64_t)(DRAFT_DAYS + 1) * MS_PER_DAY);
    cx = test_house_ctx(house);
    must(home_preference_set(cx, S("look"), S("1"), &out));
    must(home_preference_get(cx, S("draft:code.0"), &out));
    assert_int_equal(out.revision, 0);
}

/* ---- saved views ------------------------------------------------------------ */

static SavedView saved(Ctx *cx, const char *name, bool is_shared)
{
    SavedView out;
    must(home_view_create(cx,
                          &(SavedView){ .page      = S("customers"),
                                        .name      = str_of(name),
                                        .query     = S("state=active"),
                                        .is_shared = is_shared },
                          &out));
    return out;
}

static void test_views_stand_in_order_and_shared_ones_follow(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = as(house, TEST_TENANT, ANOTHER_USER);
    saved(cx, "小李的", false);
    saved(cx, "大家的", true);
    cx                     = as(house, TEST_TENANT, TEST_USER);
    const SavedView first  = saved(cx, "一", false);
    const SavedView second = saved(cx, "二", false);
    assert_true(first.sort < second.sort);
    Rows views;
    must(home_view_list(cx, S("customers"), &views));
    assert_int_equal(views.count, 3);
    assert_true(str_equal(ROWS_AT(SavedView, views, 0)->name, S("一")));
    assert_true(str_equal(ROWS_AT(SavedView, views, 2)->name, S("大家的")));
    assert_false(ROWS_AT(SavedView, views, 2)->is_mine);
    must(home_view_list(cx, S("codes"), &views));
    assert_int_equal(views.count, 0);
    cx = as(house, 2, TEST_USER);
    must(home_view_list(cx, S("customers"), &views));
    assert_int_equal(views.count, 0);
}

static void test_only_who_made_a_view_changes_it(void **state)
{
    TestHouse      *house = *state;
    Ctx            *cx    = as(house, TEST_TENANT, TEST_USER);
    const SavedView mine  = saved(cx, "一", true);
    saved(cx, "二", false);
    SavedView draft = mine, out;
    draft.name      = S("二");
    refused(cx, home_view_update(cx, (SavedViewId){ mine.id }, 1, &draft, &out),
            "saved_view.name_taken");
    draft.name = S(" 三 ");
    draft.sort = 9;
    must(home_view_update(cx, (SavedViewId){ mine.id }, 1, &draft, &out));
    assert_true(str_equal(out.name, S("三")));
    assert_int_equal(out.revision, 2);
    refused(cx, home_view_update(cx, (SavedViewId){ mine.id }, 1, &draft, &out),
            "saved_view.changed_meanwhile");
    cx = as(house, TEST_TENANT, ANOTHER_USER);
    refused(cx, home_view_update(cx, (SavedViewId){ mine.id }, 2, &draft, &out), "not_found");
    refused(cx, home_view_delete(cx, (SavedViewId){ mine.id }), "not_found");
    cx = as(house, TEST_TENANT, TEST_USER);
    must(home_view_delete(cx, (SavedViewId){ mine.id }));
    refused(cx, home_view_delete(cx, (SavedViewId){ mine.id }), "not_found");
}

static void test_a_page_has_a_bounded_number_of_views(void **state)
{
    Ctx      *cx = test_house_ctx(*state);
    SavedView out;
    for (int i = 0; i < SAVED_VIEWS_MAX; i++) saved(cx, str_fmt(cx->arena, "%d", i).ptr, false);
    const SavedView more = { .page = S("customers"), .name = S("x") };
    refused(cx, home_view_create(cx, &more, &out), "saved_view.too_many");
    const SavedView empty = { .page = S("codes"), .name = S("  ") };
    refused(cx, home_view_create(cx, &empty, &out), "shape.required");
}

/* ---- jobs that have ended ---------------------------------------------------- */

static Code fails(Ctx *cx, Job *job, bool *more)
{
    (void)job, (void)more;
    return fail(cx, ERR_INVALID, "job.not_resumable", "for the test");
}
static Code ends(Ctx *cx, Job *job, bool *more)
{
    (void)cx, (void)job;
    *more = false;
    return OK;
}
static const JobKind         failing = { "test.fails", fails }, quick = { "test.ends", ends };
static const JobKind *const  kinds[] = { &failing, &quick };
static const Consumer *const all[]   = { &home_consumer };

static int64_t unread_after(TestHouse *house, int64_t tenant_id, int64_t user_id, Str kind)
{
    Ctx    *cx = as(house, tenant_id, user_id);
    Rows    items;
    Str     next   = { 0 };
    int64_t unread = 0;
    Job     job;
    must(job_start(cx, (JobDraft){ .kind = kind, .title = S("导入") }, &job));
    must(job_drain(&house->services, kinds, COUNT(kinds)));
    must(consumer_drain(&house->services, all, COUNT(all)));
    cx = as(house, tenant_id, user_id);
    must(org_notification_list(cx, true, (Str){ 0 }, 0, &items, &next, &unread));
    return unread;
}

static void test_who_started_a_job_hears_that_it_failed(void **state)
{
    TestHouse *house = *state;
    Tenant     tenant;
    User       user;
    Ctx       *cx = test_house_ctx(house);
    must(org_tenant_create(cx, S("a"), S("织客"), S(""), &tenant));
    cx                    = test_house_ctx_of(house, tenant.id);
    const UserDraft draft = { .name = S("wang"), .password = S("correct horse") };
    must(org_user_create(cx, &draft, &user));
    assert_int_equal(unread_after(house, tenant.id, user.id, S("test.fails")), 1);
    /* A short one that went well was seen to end; a key's has nobody to tell. */
    assert_int_equal(unread_after(house, tenant.id, user.id, S("test.ends")), 1);
    assert_int_equal(unread_after(house, tenant.id, 4711, S("test.fails")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_every_statement_fits_the_schema),
        ON_HOUSE(test_what_was_set_comes_back),
        ON_HOUSE(test_nobody_sees_what_another_has_set),
        ON_HOUSE(test_keys_and_sizes_are_bounded),
        ON_HOUSE(test_drafts_make_room_when_they_are_old),
        ON_HOUSE(test_views_stand_in_order_and_shared_ones_follow),
        ON_HOUSE(test_only_who_made_a_view_changes_it),
        ON_HOUSE(test_a_page_has_a_bounded_number_of_views),
        ON_HOUSE(test_who_started_a_job_hears_that_it_failed),
    };
    return FOR_EACH_ENGINE(tests);
}
