/* command_rule.c -- rules from the command line: what one says of some data, and how fast. */
#include "app/command.h"

#include "rule/rule.h"
#include "sys/sys.h"

#include <stdio.h>
#include <stdlib.h>

enum { RULE_TEXT_MAX = 1 << 20, DATA_TEXT_MAX = 64 << 20, RESULT_MAX = 64 << 20 };

static const JsonLimits rule_limits = { .bytes = RULE_TEXT_MAX,
                                        .nodes = 2 * (size_t)RULE_NODES_MAX,
                                        .depth = RULE_DEPTH_MAX + 4 };
static const JsonLimits data_limits = { .bytes = DATA_TEXT_MAX,
                                        .nodes = 4 << 20,
                                        .depth = RULE_DEPTH_MAX };

/* What was wrong: of the rule with its place, else a reason alone. */
typedef struct Wrong {
    RuleError error;
} Wrong;

static bool wrong(Wrong *out, const char *reason)
{
    out->error = (RuleError){ .reason = reason };
    return false;
}

/* ---- one rule, one piece of data ---------------------------------------------------- */

static bool read_json(Arena *arena, Str path, size_t max, JsonLimits limits, const Json **out,
                      Wrong *problem)
{
    const bool  is_stdin = str_equal(path, S("-"));
    Str         text     = { 0 };
    JsonError   error    = { 0 };
    const char *name     = is_stdin ? "/dev/stdin" : str_z(arena, path);
    const Code  code     = file_read(arena, name, max, &text);
    if (code == ERR_LIMIT) return wrong(problem, "json.too_large");
    if (code != OK) return wrong(problem, "rule.no_file");
    return json_parse(arena, text, limits, out, &error) == OK || wrong(problem, error.reason);
}

/* Data that is not given is JavaScript's undefined.  Events, attributes, tags and relations of the
 * person are those that stand in the data. */
static bool evaluate(const App *app, Arena *arena, const Json *document, const Json *data, Str *out,
                     Wrong *problem)
{
    const Rule *rule   = NULL;
    RuleValue   result = { 0 };
    RuleRun     run    = { .arena = arena, .data = rule_of_json(data), .now_ms = clock_now_ms() };
    if (!zone_of(app->settings.zone, &run.zone)) return wrong(problem, "rule.unknown_zone");
    if (app->settings.now.len && !rfc3339_parse(app->settings.now, &run.now_ms))
        return wrong(problem, "rule.bad_time");
    const RuleSource source = rule_json_source(arena, data, run.zone);
    run.source              = &source;
    if (rule_compile(arena, document, NULL, &rule, &problem->error) != OK) return false;
    if (rule_evaluate(rule, &run, &result) != OK) return wrong(problem, run.reason);
    JsonOut json = json_out(arena, RESULT_MAX);
    if (!rule_put(&json, result)) return wrong(problem, "rule.too_large");
    return json_out_done(&json, out) == OK || wrong(problem, "rule.too_large");
}

static int complain(const Wrong *problem)
{
    const RuleError *error = &problem->error;
    fprintf(stderr, "weft: %s", error->reason);
    if (error->place.len) fprintf(stderr, " at %.*s", FMT(error->place));
    if (error->allowed.len) fprintf(stderr, " (allowed: %.*s)", FMT(error->allowed));
    fputc('\n', stderr);
    return 2;
}

/* --data names the folder of the store elsewhere: its default here is no data. */
static bool has_data(const App *app) { return !str_equal(app->settings.data, S("weft-data")); }

static int eval_one(App *app)
{
    const Json *document = NULL, *data = NULL;
    Wrong       problem = { 0 };
    Str         text    = { 0 };
    if (read_json(app->arena, app->settings.rule, RULE_TEXT_MAX, rule_limits, &document,
                  &problem) &&
        (!has_data(app) ||
         read_json(app->arena, app->settings.data, DATA_TEXT_MAX, data_limits, &data, &problem)) &&
        evaluate(app, app->arena, document, data, &text, &problem)) {
        printf("%.*s\n", FMT(text));
        return 0;
    }
    return complain(&problem);
}

int command_rule_explain(App *app)
{
    const Json *document = NULL;
    const Rule *rule     = NULL;
    Wrong       problem  = { 0 };
    if (app->settings.rule.len == 0) {
        fprintf(stderr, "weft: rule explain needs --rule FILE (- is the input)\n");
        return 2;
    }
    if (!read_json(app->arena, app->settings.rule, RULE_TEXT_MAX, rule_limits, &document,
                   &problem) ||
        rule_compile(app->arena, document, NULL, &rule, &problem.error) != OK)
        return complain(&problem);
    printf("%.*s\n%.*s\n", FMT(rule_explain(app->arena, rule, RULE_CHINESE)),
           FMT(rule_explain(app->arena, rule, RULE_ENGLISH)));
    return 0;
}

/* ---- a line each ----------------------------------------------------------------------- */

static void put_wrong(Arena *arena, const Wrong *problem, Str *out)
{
    JsonOut json = json_out(arena, RULE_TEXT_MAX);
    json_open_object(&json);
    json_key(&json, S("error"));
    json_open_object(&json);
    json_pair_str(&json, S("reason"), str_of(problem->error.reason));
    if (problem->error.place.ptr) json_pair_str(&json, S("place"), problem->error.place);
    if (problem->error.allowed.len) json_pair_str(&json, S("allowed"), problem->error.allowed);
    json_close_object(&json);
    json_close_object(&json);
    if (json_out_done(&json, out) != OK) *out = S("{\"error\":{\"reason\":\"rule.too_large\"}}");
}

static bool eval_line(const App *app, Arena *arena, Str line, Str *out, Wrong *problem)
{
    const Json *json   = NULL;
    JsonError   error  = { 0 };
    JsonLimits  limits = data_limits;
    limits.depth += RULE_DEPTH_MAX; /* the line is an object around them */
    if (json_parse(arena, line, limits, &json, &error) != OK) return wrong(problem, error.reason);
    const Json *document = json_get(json, S("rule"));
    if (!document) return wrong(problem, "rule.missing");
    return evaluate(app, arena, document, json_get(json, S("data")), out, problem);
}

static int eval_lines(const App *app)
{
    Arena  *arena = arena_new(SIZE_MAX);
    char   *line  = NULL;
    size_t  room  = 0;
    ssize_t got   = 0;
    while ((got = getline(&line, &room, stdin)) >= 0) {
        const Str text    = str_trim((Str){ line, (size_t)got });
        Wrong     problem = { 0 };
        Str       result  = { 0 };
        if (text.len == 0) continue;
        if (!eval_line(app, arena, text, &result, &problem)) put_wrong(arena, &problem, &result);
        fwrite(result.ptr, 1, result.len, stdout);
        putchar('\n');
        arena_reset(arena);
    }
    free(line);
    arena_free(arena);
    return 0;
}

int command_rule_eval(App *app)
{
    if (app->settings.lines) return eval_lines(app);
    if (app->settings.rule.len == 0) {
        fprintf(stderr, "weft: rule eval needs --rule FILE and --data FILE (- is the input)\n");
        return 2;
    }
    if (str_equal(app->settings.rule, S("-")) && str_equal(app->settings.data, S("-"))) {
        fprintf(stderr, "weft: only one of --rule and --data can be the input\n");
        return 2;
    }
    return eval_one(app);
}
