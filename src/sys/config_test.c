/* config_test.c -- where a setting comes from, and what is refused. */
#include "sys/sys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct Settings {
    Str     listen, key, level;
    int64_t threads;
    bool    open;
} Settings;

static const Setting settings[] = {
    { .name    = "listen",
      .kind    = KIND_STR,
      .at      = offsetof(Settings, listen),
      .initial = "127.0.0.1:7100",
      .about   = "The address to serve on." },
    { .name = "key", .kind = KIND_STR, .at = offsetof(Settings, key), .flags = SECRET },
    { .name = "log.level", .kind = KIND_STR, .at = offsetof(Settings, level), .initial = "info" },
    { .name    = "threads",
      .kind    = KIND_I64,
      .at      = offsetof(Settings, threads),
      .initial = "4",
      .min     = 1,
      .max     = 64,
      .unit    = "threads" },
    { .name = "open", .kind = KIND_BOOL, .at = offsetof(Settings, open), .initial = "false" },
};

static Arena      *arena;
static Settings    got;
static Strs        rest;
static ConfigError error;
static char        path[64];

static int setup(void **state)
{
    (void)state;
    arena = arena_new(8u << 20);
    got   = (Settings){ 0 };
    error = (ConfigError){ { 0 } };
    snprintf(path, sizeof(path), "/tmp/weft_config_test_%d", (int)getpid());
    unsetenv("WEFT_CONFIG");
    unsetenv("WEFT_LISTEN");
    unsetenv("WEFT_KEY");
    unsetenv("WEFT_KEY_FILE");
    unsetenv("WEFT_LOG_LEVEL");
    unsetenv("WEFT_THREADS");
    unsetenv("WEFT_OPEN");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    unlink(path);
    arena_free(arena);
    return 0;
}

static Code with(int argc, ...)
{
    char   *argv[8] = { 0 };
    va_list args;
    va_start(args, argc);
    for (int i = 0; i < argc; i++) argv[i] = va_arg(args, char *);
    va_end(args);
    return config_read(arena, settings, COUNT(settings), &got, argc, argv, &rest, &error);
}

static void says(const char *part)
{
    if (!strstr(error.text, part)) fail_msg("%s", error.text);
}

static void test_defaults(void **state)
{
    (void)state;
    assert_int_equal(with(0), OK);
    assert_true(str_equal(got.listen, S("127.0.0.1:7100")));
    assert_null(got.key.ptr);
    assert_int_equal(got.threads, 4);
    assert_false(got.open);
    assert_int_equal(rest.count, 0);
}

static void test_each_source_wins_over_the_one_before(void **state)
{
    (void)state;
    assert_int_equal(file_write(path,
                                S("# a comment\n\nthreads = 5\r\nlisten= \"a b\"\nlog.level=warn\n"
                                  "key = from file\nopen = on\n"),
                                0600),
                     OK);
    assert_int_equal(with(2, "--config", path), OK);
    assert_int_equal(got.threads, 5);
    assert_true(str_equal(got.listen, S("a b")));
    assert_true(str_equal(got.key, S("from file")));
    assert_true(got.open);
    setenv("WEFT_THREADS", "6", 1);
    setenv("WEFT_LOG_LEVEL", "error", 1);
    assert_int_equal(with(2, "--config", path), OK);
    assert_int_equal(got.threads, 6);
    assert_true(str_equal(got.level, S("error")));
    assert_int_equal(with(4, "--config", path, "--threads", "7"), OK);
    assert_int_equal(got.threads, 7);
    setenv("WEFT_CONFIG", path, 1);
    assert_int_equal(with(1, "--open=no"), OK);
    assert_true(str_equal(got.listen, S("a b")));
    assert_false(got.open);
}

static void test_words_that_are_no_flags_are_left_over(void **state)
{
    (void)state;
    assert_int_equal(with(7, "import", "--open", "file", "--threads=8", "--", "--open", "x"), OK);
    assert_true(got.open);
    assert_int_equal(got.threads, 8);
    assert_int_equal(rest.count, 4);
    assert_true(str_equal(rest.at[0], S("import")));
    assert_true(str_equal(rest.at[1], S("file")));
    assert_true(str_equal(rest.at[2], S("--open")));
}

static void test_secrets_come_from_files_and_the_environment_only(void **state)
{
    (void)state;
    assert_int_equal(with(2, "--key", "hush"), ERR_INVALID);
    says("WEFT_KEY_FILE");
    assert_null(strstr(error.text, "hush"));
    assert_int_equal(file_write(path, S("hush\n"), 0600), OK);
    setenv("WEFT_KEY_FILE", path, 1);
    assert_int_equal(with(0), OK);
    assert_true(str_equal(got.key, S("hush")));
    setenv("WEFT_KEY_FILE", "/no/such/file", 1);
    assert_int_equal(with(0), ERR_INVALID);
    says("WEFT_KEY_FILE: cannot read /no/such/file: No such file");
}

static void test_what_is_wrong_is_said_with_its_place(void **state)
{
    (void)state;
    assert_int_equal(with(2, "--threads", "many"), ERR_INVALID);
    says("threads: \"many\" is no whole number (flag)");
    assert_int_equal(with(2, "--threads", "65"), ERR_INVALID);
    says("not in 1..64");
    assert_int_equal(with(1, "--threads"), ERR_INVALID);
    says("--threads needs a value");
    assert_int_equal(with(1, "--nothing"), ERR_INVALID);
    says("unknown flag --nothing");
    assert_int_equal(with(1, "--open=perhaps"), ERR_INVALID);
    says("neither true nor false");
    assert_int_equal(with(2, "--config", "/no/such"), ERR_INVALID);
    says("cannot read /no/such");
    assert_int_equal(file_write(path, S("threads = 5\nthread = 6\n"), 0600), OK);
    assert_int_equal(with(2, "--config", path), ERR_INVALID);
    says("unknown setting \"thread\"");
    says(":2");
    setenv("WEFT_THREADS", "x", 1);
    assert_int_equal(with(0), ERR_INVALID);
    says("(WEFT_THREADS)");
}

static void test_a_required_setting_must_be_given(void **state)
{
    (void)state;
    const Setting needed = { .name = "key", .kind = KIND_STR, .flags = REQUIRED };
    Str           value  = { 0 };
    assert_int_equal(config_read(arena, &needed, 1, &value, 0, NULL, NULL, &error), ERR_INVALID);
    says("key is missing");
    setenv("WEFT_KEY", "k", 1);
    assert_int_equal(config_read(arena, &needed, 1, &value, 0, NULL, NULL, &error), OK);
    assert_true(str_equal(value, S("k")));
}

static void test_the_manual_names_every_setting(void **state)
{
    (void)state;
    const Str manual = config_manual(arena, settings, COUNT(settings));
    assert_true(str_find(manual, S("--listen")) >= 0);
    assert_true(str_find(manual, S("WEFT_LOG_LEVEL")) >= 0);
    assert_true(str_find(manual, S("(default 127.0.0.1:7100)")) >= 0);
    assert_true(str_find(manual, S("--key")) < 0);
    assert_true(str_find(manual, S("secret")) >= 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_defaults, setup, teardown),
        cmocka_unit_test_setup_teardown(test_each_source_wins_over_the_one_before, setup, teardown),
        cmocka_unit_test_setup_teardown(test_words_that_are_no_flags_are_left_over, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_secrets_come_from_files_and_the_environment_only,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_wrong_is_said_with_its_place, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_required_setting_must_be_given, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_manual_names_every_setting, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
