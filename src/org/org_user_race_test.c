/* org_user_race_test.c -- what an administrator decides while the platform tells of the same user:
 * his word is the later one, so it stands. */
#include "kernel/testing.h"
#include "org/org_scope_sql.h"
#include "sys/sys.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>

#include <cmocka.h>

#define must(expression) assert_int_equal((expression), OK)

enum { ARENA_MAX = 16 << 20, PATIENCE_MS = 5000 };

/* ---- the platform's part ------------------------------------------------------------------- */

typedef struct Follower {
    TestHouse  *house;
    int64_t     tenant_id;
    Code        code;
    atomic_bool is_done;
    pthread_t   thread;
} Follower;

static void *follow(void *arg)
{
    Follower *follower = arg;
    Arena    *arena    = arena_new(ARENA_MAX);
    Ctx cx = ctx_system(&follower->house->services, arena, follower->tenant_id, "system:test");
    follower->code = org_user_follow_staff(&cx);
    atomic_store(&follower->is_done, true);
    arena_free(arena);
    return NULL;
}

static const Query waiting = { .name   = "test.waiting",
                               .sql    = "SELECT 1 AS n",
                               .pg     = "SELECT count(*) AS n FROM pg_stat_activity"
                                         " WHERE datname = current_database()"
                                         " AND wait_event_type = 'Lock'",
                               .out    = &org_number_shape,
                               .global = true };

/* Until it waits for who holds the lock, or has gone past him. */
static void await(Follower *follower)
{
    Arena *arena = arena_new(ARENA_MAX);
    for (int ms = 0; ms < PATIENCE_MS && !atomic_load(&follower->is_done); ms++) {
        OrgNumber count = { 0 };
        Ctx       cx    = ctx_system(&follower->house->services, arena, 0, "system:test");
        must(cx_one(&cx, &waiting, &count, NO_ARGS));
        if (count.n > 0) break;
        clock_sleep_ms(1);
        arena_reset(arena);
    }
    arena_free(arena);
}

/* ---- the brand ------------------------------------------------------------------------------- */

static Ctx *fresh(TestHouse *house, int64_t tenant_id)
{
    return test_house_ctx_of(house, tenant_id);
}

static int64_t tell(Ctx *cx, Str userid, StaffStatus status)
{
    const StaffDraft draft = { .userid = userid, .name = userid, .status = status };
    Staff            staff = { 0 };
    bool             found = false;
    must(org_sync_staff(cx, 1, &draft, 1, false, NULL));
    must(org_staff_find_by_userid(cx, 1, userid, &staff, &found));
    assert_true(found);
    return staff.id;
}

static int64_t make_user(Ctx *cx, const char *name, RoleWord word, int64_t staff_id)
{
    Role role;
    User user;
    must(org_role_preset(cx, word, &role));
    const UserDraft draft = { .name     = str_of(name),
                              .password = S("correct horse"),
                              .role_id  = role.id,
                              .staff_id = staff_id };
    must(org_user_create(cx, &draft, &user));
    return user.id;
}

/* The member is back on the platform, and his user is not told of it yet. */
static const Query back = { .name = "test.back",
                            .sql  = "UPDATE staff SET status = 'active' WHERE tenant_id = $1" };
/* An administrator disables him. */
static const Query disable = { .name = "test.disable",
                               .sql  = "UPDATE org_user SET is_disabled = TRUE,"
                                       " is_shut_out = FALSE WHERE tenant_id = $1 AND id = $2" };

/* Disabled there, back there; disabled here while his coming back is carried out: he stays out. */
static void test_who_is_disabled_meanwhile_stays_out(void **state)
{
    TestHouse *house = *state;
    Tenant     tenant;
    User       user;
    must(org_tenant_create(test_house_ctx(house), S("a"), S("a"), S("Asia/Shanghai"), &tenant));
    (void)make_user(fresh(house, tenant.id), "wang", ROLE_ADMIN, 0);
    const int64_t staff = tell(fresh(house, tenant.id), S("li"), STAFF_ACTIVE),
                  id    = make_user(fresh(house, tenant.id), "li", ROLE_OPERATOR, staff);
    (void)tell(fresh(house, tenant.id), S("li"), STAFF_DISABLED);
    must(org_user_get(fresh(house, tenant.id), (UserId){ id }, &user));
    assert_true(user.is_shut_out);

    Ctx *cx = fresh(house, tenant.id);
    must(cx_run(cx, &back, NULL, ARGS(V(cx->tenant_id))));
    Follower follower = { .house = house, .tenant_id = tenant.id };
    {
        TXN(txn);
        must(cx_begin(cx, &txn));
        must(org_scope_sql_lock(cx));
        follower.thread = thread_start("follow", 512, follow, &follower);
        await(&follower);
        must(cx_run(cx, &disable, NULL, ARGS(V(cx->tenant_id), V(id))));
        must(cx_commit(cx, &txn));
    }
    thread_join(follower.thread);
    assert_int_equal(follower.code, OK);
    must(org_user_get(fresh(house, tenant.id), (UserId){ id }, &user));
    assert_true(user.is_disabled);
}

int main(void)
{
    const struct CMUnitTest tests[] = { ON_HOUSE(test_who_is_disabled_meanwhile_stays_out) };
    return FOR_EACH_ENGINE(tests);
}
