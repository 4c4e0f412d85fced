/* Catching up with events of many properties: a commit holds a block per column. */
#include "columnar/columnar.h"
#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { MEMORY_MB = 512, BATCHES = 4, ROWS_PER_BATCH = 8192, NUMBERS = 256, TEXTS = 256 };

static ColumnarBatch wide_batch(Arena *arena, int64_t cursor)
{
    Vec rows = vec_of(arena, ColumnarRow), values = vec_of(arena, ColumnarValue);
    for (uint32_t i = 0; i < ROWS_PER_BATCH; i++) {
        *VEC_ADD(&rows, ColumnarRow)     = (ColumnarRow){ .tenant_id = TEST_TENANT,
                                                          .seq       = cursor + i + 1,
                                                          .person_id = 1 + i % 7,
                                                          .at_ms     = i,
                                                          .type      = S("test.done"),
                                                          .object    = S("test"),
                                                          .actor     = S("system:test"),
                                                          .source    = S("test") };
        *VEC_ADD(&values, ColumnarValue) = (ColumnarValue){
            .row = i, .slot = (int32_t)i % NUMBERS, .is_number = true, .number = i
        };
        *VEC_ADD(&values, ColumnarValue) = (ColumnarValue){ .row  = i,
                                                            .slot = (int32_t)i % TEXTS,
                                                            .text = str_fmt(arena, "text %u", i) };
    }
    return (ColumnarBatch){ .rows    = vec_rows(&rows),
                            .values  = vec_rows(&values),
                            .numbers = NUMBERS,
                            .texts   = TEXTS,
                            .cursor  = cursor + ROWS_PER_BATCH };
}

static void test_events_of_many_properties_are_caught_up_with(void **state)
{
    TestHouse            *house   = *state;
    Ctx                  *cx      = test_house_ctx(house);
    const ColumnarOptions options = { .events    = S("duckdb"),
                                      .folder    = str_of(house->services.data_dir),
                                      .memory_mb = MEMORY_MB,
                                      .threads   = 2 };
    Columnar             *store   = NULL;
    if (columnar_duckdb.open(cx, &options, &store) != OK) {
        assert_string_equal(cx->err.reason, "events.no_duckdb");
        print_message("no DuckDB: skipped; ./dev install fetches it\n");
        return;
    }
    for (int64_t i = 0; i < BATCHES; i++) {
        const ColumnarBatch batch = wide_batch(cx->arena, i * ROWS_PER_BATCH);
        if (columnar_duckdb.write(cx, store, &batch) != OK)
            fail_msg("%s %.*s", cx->err.reason, FMT(cx->err.detail));
    }
    ColumnarState stands = { 0 };
    assert_int_equal(columnar_duckdb.state(cx, store, &stands), OK);
    assert_int_equal(stands.cursor, BATCHES * ROWS_PER_BATCH);
    columnar_duckdb.close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_events_of_many_properties_are_caught_up_with),
    };
    return cmocka_run_group_tests(tests, test_house_setup, test_house_teardown);
}
