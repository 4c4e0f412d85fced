/* testing.c -- for tests only: a fresh store and everything a Ctx needs. */
#include "kernel/testing.h"

#include "sys/env.h"

#include <ftw.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { HOUSE_ARENA_MAX = 256 * 1024 * 1024, HOUSE_SEED = 20261122 };

static const char house_key[] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

static _Atomic int64_t house_now_ms = (int64_t)TEST_NOW_S * MS_PER_SECOND;
static atomic_int      house_engine = DB_SQLITE;

void     test_house_set_clock(int64_t now_ms) { atomic_store(&house_now_ms, now_ms); }
int64_t  test_house_clock(void) { return atomic_load(&house_now_ms); }
DbEngine test_house_engine(void) { return (DbEngine)atomic_load(&house_engine); }
void     test_house_set_engine(DbEngine engine) { atomic_store(&house_engine, (int)engine); }

bool test_house_has_pg(void)
{
    Arena     *arena = arena_new(64 * 1024);
    const bool has   = env_get(arena, "WEFT_TEST_PG").len > 0;
    arena_free(arena);
    return has;
}

static const char *make_dir(Arena *arena)
{
    char *path = (char *)(uintptr_t)str_copy(arena, S("/tmp/weft-house-XXXXXX")).ptr;
    ASSERT(mkdtemp(path) != NULL);
    return path;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info, (void)kind, (void)place;
    return remove(path);
}

TestHouse *test_house_open(DbEngine engine)
{
    Db *db = db_test_open(engine);
    if (db == NULL) return NULL;
    test_house_set_clock((int64_t)TEST_NOW_S * MS_PER_SECOND);
    Arena     *arena = arena_new(HOUSE_ARENA_MAX);
    TestHouse *house = arena_make(arena, TestHouse, 1);
    Keys      *keys  = NULL;
    const Code code  = keys_open(NULL, str_of(house_key), &keys);
    ASSERT(code == OK);
    house->arena    = arena;
    house->db       = db;
    house->services = (Services){ .db         = db,
                                  .ids        = id_source_new(1),
                                  .keys       = keys,
                                  .data_dir   = make_dir(arena),
                                  .public_url = S("http://weft.test"),
                                  .clock      = test_house_clock };
    return house;
}

void test_house_close(TestHouse *house)
{
    if (house == NULL) return;
    (void)nftw(house->services.data_dir, remove_one, 8, FTW_DEPTH | FTW_PHYS); /* a test's litter */
    db_test_close(house->db);
    id_source_free(house->services.ids);
    keys_free((Keys *)(uintptr_t)house->services.keys);
    arena_free(house->arena);
}

Ctx *test_house_ctx_of(TestHouse *house, int64_t tenant_id)
{
    house->cx            = ctx_system(&house->services, house->arena, tenant_id, "user:7");
    house->cx.user_id    = TEST_USER;
    house->cx.zone       = (Zone){ 480 };
    house->cx.seed       = HOUSE_SEED;
    house->cx.request_id = S("test-request");
    for (int i = PERM_UNSET + 1; i < PERMISSION_COUNT; i++)
        permission_add(&house->cx.permissions, (Permission)i);
    house->cx.masks = (Masks){ .birthday = MASK_CLEAR, .remark = MASK_CLEAR };
    return &house->cx;
}

Ctx *test_house_ctx(TestHouse *house) { return test_house_ctx_of(house, TEST_TENANT); }

int test_house_setup(void **state)
{
    *state = test_house_open(test_house_engine());
    return *state == NULL ? -1 : 0;
}

int test_house_teardown(void **state)
{
    test_house_close(*state);
    *state = NULL;
    return 0;
}
