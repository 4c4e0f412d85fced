/* sys_test.c -- files, threads, randomness, the log's lines. */
#include "sys/sys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static Arena *arena;
static char   folder[] = "/tmp/weft_sys_test_XXXXXX";

static int setup(void **state)
{
    (void)state;
    arena = arena_new(8u << 20);
    return mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    const char *const left[] = { "/a/b", "/a", "" };
    for (size_t i = 0; i < COUNT(left); i++) rmdir(str_fmt(arena, "%s%s", folder, left[i]).ptr);
    arena_free(arena);
    return 0;
}

static const char *in_folder(const char *name) { return str_fmt(arena, "%s/%s", folder, name).ptr; }

static void test_a_file_is_written_read_replaced_and_removed(void **state)
{
    (void)state;
    const char *path = in_folder("file");
    Str         text = { 0 };
    assert_int_equal(file_read(arena, path, 100, &text), ERR_NOT_FOUND);
    assert_int_equal(file_size(path), -1);
    assert_int_equal(file_write(path, S("first"), 0600), OK);
    assert_int_equal(file_write(path, S("second\0!"), 0600), OK);
    assert_int_equal(file_read(arena, path, 100, &text), OK);
    assert_true(str_equal(text, S("second\0!")));
    assert_int_equal(file_read(arena, path, 8, &text), OK);
    assert_int_equal(file_read(arena, path, 7, &text), ERR_LIMIT);
    assert_int_equal(file_size(path), 8);
    assert_true(file_exists(path));
    assert_int_equal(file_write(path, S(""), 0600), OK);
    assert_int_equal(file_read(arena, path, 0, &text), OK);
    assert_int_equal(text.len, 0);
    assert_int_equal(file_remove(path), OK);
    assert_int_equal(file_remove(path), ERR_NOT_FOUND);
    assert_string_equal(file_error(), "No such file or directory");
    assert_int_equal(file_write(in_folder("no/such/folder"), S("x"), 0600), ERR_NOT_FOUND);
    assert_int_equal(file_read(arena, folder, 100, &text), ERR_INTERNAL);
}

static void test_files_without_a_size_are_read_whole(void **state)
{
    (void)state;
    Str text = { 0 };
    assert_int_equal(file_read(arena, "/proc/self/status", 1 << 20, &text), OK);
    assert_true(str_starts(text, S("Name:")));
    assert_int_equal(file_read(arena, "/proc/self/status", 10, &text), ERR_LIMIT);
}

static void test_folders_are_made_with_their_parents(void **state)
{
    (void)state;
    assert_int_equal(dir_make(in_folder("a/b")), OK);
    assert_int_equal(dir_make(in_folder("a/b/")), OK);
    assert_true(file_exists(in_folder("a/b")));
    assert_int_equal(file_write(in_folder("plain"), S("x"), 0600), OK);
    assert_int_equal(dir_make(in_folder("plain")), ERR_INTERNAL);
    assert_int_equal(dir_make(in_folder("plain/c")), ERR_INTERNAL);
    assert_int_equal(file_remove(in_folder("plain")), OK);
}

static void test_a_reader_gives_pieces_and_seeks(void **state)
{
    (void)state;
    const char *path = in_folder("large");
    assert_int_equal(file_write(path, S("0123456789"), 0600), OK);
    FileReader *reader = file_reader_open(path);
    char        piece[4];
    assert_non_null(reader);
    assert_int_equal(file_reader_size(reader), 10);
    assert_int_equal(file_reader_read(reader, piece, 4), 4);
    assert_memory_equal(piece, "0123", 4);
    assert_int_equal(file_reader_at(reader), 4);
    assert_int_equal(file_reader_seek(reader, 8), OK);
    assert_int_equal(file_reader_read(reader, piece, 4), 2);
    assert_int_equal(file_reader_read(reader, piece, 4), 0);
    assert_int_equal(file_reader_seek(reader, -1), ERR_INVALID);
    file_reader_close(reader);
    assert_int_equal(file_remove(path), OK);
    assert_null(file_reader_open(path));
    assert_null(file_reader_open(folder));
}

/* A change so late that another within the same tick would tell the same time is not told.  On a
 * busy machine it may be old when the file is opened: it is tried again. */
static void write_and_look_at_once(const char *path)
{
    enum { TICK_MS = 50, TRIES = 100 };
    for (int i = 0; i < TRIES; i++) {
        const int64_t before = clock_mono_us();
        assert_int_equal(file_write(path, S("0123456789"), 0600), OK);
        FileReader   *fresh = file_reader_open(path);
        const int64_t told  = file_reader_changed_ns(fresh);
        const bool    quick = clock_mono_us() - before < (TICK_MS - 10) * INT64_C(1000);
        file_reader_close(fresh);
        if (!quick) continue;
        assert_int_equal(told, 0);
        return;
    }
    fail();
}

/* Who compares the times of a change sees every change. */
static void test_a_file_tells_when_it_was_changed(void **state)
{
    (void)state;
    const char *path    = in_folder("changed");
    int64_t     told[3] = { 0 };
    for (int i = 0; i < 3; i++) {
        if (i < 2) write_and_look_at_once(path);
        clock_sleep_ms(100);
        FileReader *reader = file_reader_open(path);
        told[i]            = file_reader_changed_ns(reader);
        file_reader_close(reader);
        assert_true(told[i] > 0);
    }
    assert_true(told[0] < told[1]);
    assert_int_equal(told[1], told[2]);
    assert_int_equal(file_remove(path), OK);
}

typedef struct Shared {
    Wake           *go, *done;
    pthread_mutex_t lock;
    int64_t         count;
} Shared;

static void *count_up(void *arg)
{
    Shared *shared = arg;
    for (int i = 0; i < 1000; i++) {
        LOCKED(&shared->lock);
        shared->count++;
    }
    assert_true(wake_wait(shared->go, -1));
    wake_raise(shared->done);
    return NULL;
}

static void test_threads_count_together_and_wake_each_other(void **state)
{
    (void)state;
    Shared    shared = { .go = wake_new(), .done = wake_new() };
    pthread_t threads[4];
    assert_int_equal(pthread_mutex_init(&shared.lock, NULL), 0);
    for (size_t i = 0; i < COUNT(threads); i++)
        threads[i] = thread_start("a name that is too long", 64, count_up, &shared);
    for (size_t i = 0; i < COUNT(threads); i++) {
        wake_raise(shared.go);
        assert_true(wake_wait(shared.done, -1));
    }
    for (size_t i = 0; i < COUNT(threads); i++) thread_join(threads[i]);
    assert_int_equal(shared.count, 4000);
    wake_free(shared.go);
    wake_free(shared.done);
    pthread_mutex_destroy(&shared.lock);
}

static void test_a_raise_is_kept_and_counts_once(void **state)
{
    (void)state;
    Wake *wake = wake_new();
    assert_false(wake_wait(wake, 0));
    assert_false(wake_wait(wake, 1));
    wake_raise(wake);
    wake_raise(wake);
    assert_true(wake_wait(wake, -1));
    assert_false(wake_wait(wake, 0));
    wake_free(wake);
    wake_free(NULL);
}

static void test_random_bytes_differ(void **state)
{
    (void)state;
    char big[1000] = { 0 }, zero[1000] = { 0 };
    random_bytes(big, sizeof(big));
    assert_memory_not_equal(big + 900, zero, 100);
    assert_true(random_u64() != random_u64());
    const Str a = random_token(arena, 43), b = random_token(arena, 43);
    assert_int_equal(a.len, 43);
    assert_false(str_equal(a, b));
    for (size_t i = 0; i < a.len; i++)
        assert_non_null(
            strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-", a.ptr[i]));
}

static void test_the_steady_clock_goes_forward(void **state)
{
    (void)state;
    const int64_t from = clock_mono_us(), now = clock_now_ms();
    clock_sleep_ms(2);
    assert_true(clock_mono_us() - from >= 1000);
    assert_true(now > 1500000000000);
}

/* What log_line writes, by standing in for standard error. */
static Str logged(LogLevel level, const char *what, const char *value)
{
    int       ends[2];
    char     *text = arena_make(arena, char, 8192);
    const int kept = dup(STDERR_FILENO);
    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    log_line(level, what, "value=%s", value);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(ends[1]);
    const ssize_t len = read(ends[0], text, 8191);
    close(ends[0]);
    return (Str){ text, len > 0 ? (size_t)len : 0 };
}

static void test_a_log_line_is_one_line(void **state)
{
    (void)state;
    const Str line = logged(LOG_INFO, "request", "a\nb");
    assert_true(str_starts(line, S("time=20")));
    assert_true(str_ends(line, S("Z level=info what=request value=a b\n")));
    assert_int_equal(logged(LOG_DEBUG, "request", "x").len, 0);
    assert_true(str_find(logged(LOG_WARN, "two words", "x"), S("what=\"two words\"")) > 0);
    char large[6000];
    memset(large, 'x', sizeof(large) - 1);
    large[sizeof(large) - 1] = 0;
    const Str cut            = logged(LOG_ERROR, "large", large);
    assert_in_range(cut.len, 3900, 4000);
    assert_true(str_ends(cut, S("x\n")));
}

static void test_values_are_quoted_when_they_must(void **state)
{
    (void)state;
    assert_string_equal(log_quote(arena, S("plain-1")), "plain-1");
    assert_string_equal(log_quote(arena, S("")), "\"\"");
    assert_string_equal(log_quote(arena, S("a \"b\"\n\x01\\")), "\"a \\\"b\\\"\\n\\u0001\\\\\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_is_written_read_replaced_and_removed),
        cmocka_unit_test(test_files_without_a_size_are_read_whole),
        cmocka_unit_test(test_folders_are_made_with_their_parents),
        cmocka_unit_test(test_a_reader_gives_pieces_and_seeks),
        cmocka_unit_test(test_a_file_tells_when_it_was_changed),
        cmocka_unit_test(test_threads_count_together_and_wake_each_other),
        cmocka_unit_test(test_a_raise_is_kept_and_counts_once),
        cmocka_unit_test(test_random_bytes_differ),
        cmocka_unit_test(test_the_steady_clock_goes_forward),
        cmocka_unit_test(test_a_log_line_is_one_line),
        cmocka_unit_test(test_values_are_quoted_when_they_must),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
