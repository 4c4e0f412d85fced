/* scout_test.c -- what is kept in memory for all, and when each reads for himself. */
#include "kernel/testing.h"
#include "log/log.h"
#include "log/scout.h"
#include "log/worker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#undef fail /* the kernel has one of its own */

static Code hear(Ctx *cx, const Event *event)
{
    (void)cx, (void)event;
    return OK;
}

static const Consumer hearer = { "hearer", NULL, hear };

/* A scout of one post, and what it works with. */
typedef struct Lookout {
    TestHouse *house;
    Services   services;
    Wake      *wake;
    Scout     *scout;
    size_t     post;
} Lookout;

static void open_lookout(Lookout *lookout, TestHouse *house)
{
    *lookout                = (Lookout){ .house = house, .services = house->services };
    lookout->services.clock = clock_now_ms;
    lookout->wake           = wake_new();
    lookout->scout          = scout_new(&lookout->services, 1);
    lookout->post           = scout_join(lookout->scout, &hearer, lookout->wake);
    scout_start(lookout->scout);
}

static void close_lookout(Lookout *lookout)
{
    scout_stop(lookout->scout);
    scout_free(lookout->scout);
    wake_free(lookout->wake);
}

static int64_t safe_seq(Lookout *lookout)
{
    return scout_news(lookout->scout, lookout->post).safe_seq;
}

/* Appends, and waits until the scout knows of it; the place before the event. */
static int64_t append(Lookout *lookout, const char *id, const char *type, Str payload)
{
    Ctx          *cx     = test_house_ctx(lookout->house);
    const int64_t before = safe_seq(lookout);
    assert_int_equal(
        event_append(
            cx, &(EventDraft){ .id = str_of(id), .type = str_of(type), .payload = payload }, NULL),
        OK);
    for (int i = 0; i < 6000 && safe_seq(lookout) == before; i++) clock_sleep_ms(5);
    assert_true(safe_seq(lookout) > before);
    return safe_seq(lookout) - 1;
}

static bool is_kept(Lookout *lookout, int64_t from)
{
    Sheaf     *sheaf = recent_hold(scout_recent(lookout->scout), from);
    const bool is    = sheaf != NULL;
    recent_release(sheaf);
    return is;
}

static void test_what_was_rewritten_is_heard_as_it_is_now(void **state)
{
    Lookout lookout;
    open_lookout(&lookout, *state);
    append(&lookout, "first look", "page.viewed", S("{}"));
    const int64_t said = append(&lookout, "said", "page.viewed", S("{\"phone\":\"138\"}"));
    assert_true(is_kept(&lookout, said));
    const int64_t rewritten = append(&lookout, "rewritten", "log.rewritten", S("{}"));
    assert_false(is_kept(&lookout, said));
    assert_true(is_kept(&lookout, rewritten));
    close_lookout(&lookout);
}

/* Nobody looks at what comes in a great heap: it may tell of a rewriting, too. */
static void test_what_is_not_read_leaves_nothing_in_memory(void **state)
{
    enum { HEAP = 17000 };
    TestHouse  *house = *state;
    Ctx        *cx    = test_house_ctx(house);
    EventDraft *heap  = arena_make(cx->arena, EventDraft, HEAP);
    int64_t     added = 0;
    Lookout     lookout;
    open_lookout(&lookout, house);
    append(&lookout, "first look", "page.viewed", S("{}"));
    const int64_t said = append(&lookout, "said", "page.viewed", S("{}"));
    assert_true(is_kept(&lookout, said));
    for (int i = 0; i < HEAP; i++)
        heap[i] = (EventDraft){ .id      = str_fmt(cx->arena, "e%d", i),
                                .type    = i == 0 ? S("log.rewritten") : S("page.viewed"),
                                .payload = S("{}") };
    assert_int_equal(event_append_all(cx, heap, HEAP, &added), OK);
    for (int i = 0; i < 6000 && safe_seq(&lookout) < said + HEAP; i++) clock_sleep_ms(5);
    assert_true(safe_seq(&lookout) >= said + HEAP);
    assert_false(is_kept(&lookout, said));
    close_lookout(&lookout);
}

static void test_behind_who_is_slow_the_others_read_for_themselves(void **state)
{
    enum { LARGE = 250 * 1000, COUNT_MAX = 400 };
    TestHouse *house = *state;
    Lookout    lookout;
    char      *text = arena_make(house->arena, char, LARGE + 8);
    memset(text, 'x', LARGE);
    memcpy(text, "{\"x\":\"", 6);
    memcpy(text + LARGE - 2, "\"}", 2);
    open_lookout(&lookout, house);
    Recent *recent = scout_recent(lookout.scout);
    append(&lookout, "first look", "page.viewed", S("{}"));
    Sheaf *slow = recent_hold(recent, append(&lookout, "slow", "page.viewed", S("{}")));
    assert_non_null(slow);
    int64_t last = 0;
    for (int i = 0; i < COUNT_MAX && !recent_is_full(recent); i++) {
        char id[16];
        snprintf(id, sizeof id, "e%d", i);
        last = append(&lookout, id, "page.viewed", (Str){ text, LARGE });
    }
    assert_true(recent_is_full(recent));
    assert_true(is_kept(&lookout, last));
    const int64_t unread = append(&lookout, "unread", "page.viewed", S("{}"));
    assert_false(is_kept(&lookout, unread));
    assert_int_equal(scout_news(lookout.scout, lookout.post).newest, unread + 1);
    recent_release(slow);
    assert_false(recent_is_full(recent));
    assert_true(is_kept(&lookout, append(&lookout, "again", "page.viewed", S("{}"))));
    close_lookout(&lookout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_what_was_rewritten_is_heard_as_it_is_now),
        ON_HOUSE(test_what_is_not_read_leaves_nothing_in_memory),
        ON_HOUSE(test_behind_who_is_slow_the_others_read_for_themselves),
    };
    return FOR_EACH_ENGINE(tests);
}
