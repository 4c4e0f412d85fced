/* config.c -- settings from defaults, a file, the environment and flags. */
#include "sys/config.h"

#include "sys/file.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 256 << 10 };

typedef struct Reading {
    Arena         *arena;
    const Setting *settings;
    size_t         count;
    char          *target;
    bool          *given;
    ConfigError   *error;
    Str            config_path; /* --config or WEFT_CONFIG */
} Reading;

static Code wrong(Reading *reading, const char *format, ...) PRINTF_LIKE(2, 3);
static Code wrong(Reading *reading, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(reading->error->text, sizeof(reading->error->text), format, args);
    va_end(args);
    return ERR_INVALID;
}

static const Setting *setting_of(const Reading *reading, Str name)
{
    for (size_t i = 0; i < reading->count; i++)
        if (str_equal(str_of(reading->settings[i].name), name)) return &reading->settings[i];
    return NULL;
}

static bool bool_of(Str text, bool *out)
{
    static const char *const yes[] = { "true", "on", "yes", "1" };
    static const char *const no[]  = { "false", "off", "no", "0" };
    for (size_t i = 0; i < COUNT(yes); i++) {
        const bool is_yes = str_equal_nocase(text, str_of(yes[i]));
        if (!is_yes && !str_equal_nocase(text, str_of(no[i]))) continue;
        *out = is_yes;
        return true;
    }
    return false;
}

/* `from` says where the value stood, for the message; a secret's value is never shown. */
static Code set(Reading *reading, const Setting *setting, Str text, const char *from)
{
    void      *member = reading->target + setting->at;
    const Str  shown  = setting->flags & SECRET ? S("***") : str_prefix_bytes(text, 60);
    const bool bounds = setting->min != 0 || setting->max != 0;
    int64_t    number = 0;
    if (setting->kind == KIND_STR) {
        *(Str *)member = str_copy(reading->arena, text);
        number         = (int64_t)str_chars(text);
    } else if (setting->kind == KIND_I64) {
        if (!str_to_i64(text, &number))
            return wrong(reading, "%s: \"%.*s\" is no whole number (%s)", setting->name, FMT(shown),
                         from);
        memcpy(member, &number, sizeof(number));
    } else {
        ASSERT(setting->kind == KIND_BOOL);
        if (!bool_of(text, member))
            return wrong(reading, "%s: \"%.*s\" is neither true nor false (%s)", setting->name,
                         FMT(shown), from);
    }
    if (bounds && setting->kind != KIND_BOOL &&
        (number < setting->min || (setting->max >= setting->min && number > setting->max)))
        return wrong(reading, "%s: \"%.*s\" is not in %lld..%lld (%s)", setting->name, FMT(shown),
                     (long long)setting->min, (long long)setting->max, from);
    reading->given[setting - reading->settings] = true;
    return OK;
}

static Code set_defaults(Reading *reading)
{
    for (size_t i = 0; i < reading->count; i++) {
        const Setting *setting = &reading->settings[i];
        if (!setting->initial) continue;
        TRY(set(reading, setting, str_of(setting->initial), "default"));
    }
    return OK;
}

/* Without the quotes around it, if both are there. */
static Str unquoted(Str text)
{
    if (text.len >= 2 && text.ptr[0] == '"' && text.ptr[text.len - 1] == '"')
        return str_slice(text, 1, text.len - 1);
    return text;
}

static Code set_from_line(Reading *reading, Str line, const char *from)
{
    line = str_trim(line);
    if (line.len == 0 || line.ptr[0] == '#') return OK;
    Str       rest = line;
    const Str name = str_trim(str_cut(&rest, '='));
    if (!rest.ptr) return wrong(reading, "not \"name = value\" (%s)", from);
    const Setting *setting = setting_of(reading, name);
    if (!setting)
        return wrong(reading, "unknown setting \"%.*s\" (%s)", FMT(str_prefix_bytes(name, 60)),
                     from);
    return set(reading, setting, unquoted(str_trim(rest)), from);
}

static Code set_from_file(Reading *reading)
{
    if (!reading->config_path.len) return OK;
    const char *path = str_z(reading->arena, reading->config_path);
    Str         rest = { 0 };
    if (file_read(reading->arena, path, FILE_MAX, &rest) != OK)
        return wrong(reading, "config: cannot read %s: %s", path, file_error());
    for (int line = 1; rest.ptr; line++) {
        const Str   text = str_cut(&rest, '\n');
        const char *from = str_fmt(reading->arena, "%s:%d", path, line).ptr;
        TRY(set_from_line(reading, text, from));
    }
    return OK;
}

static const char *variable_of(Arena *arena, const char *name, const char *suffix)
{
    const Str text = str_fmt(arena, "WEFT_%s%s", name, suffix);
    char     *out  = arena_make(arena, char, text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        out[i]       = c >= 'a' && c <= 'z' ? (char)(c - 32) : c == '.' || c == '-' ? '_' : c;
    }
    return out;
}

static Code set_from_named_file(Reading *reading, const Setting *setting, const char *variable)
{
    const char *path = getenv(variable);
    if (!path || !path[0]) return OK;
    Str text = { 0 };
    if (file_read(reading->arena, path, FILE_MAX, &text) != OK)
        return wrong(reading, "%s: cannot read %s: %s", variable, path, file_error());
    /* Editors and `echo` end the last line; the end is no part of a secret. */
    while (str_ends(text, S("\n")) || str_ends(text, S("\r"))) text.len--;
    return set(reading, setting, text, variable);
}

static Code set_from_environment(Reading *reading)
{
    for (size_t i = 0; i < reading->count; i++) {
        const Setting *setting  = &reading->settings[i];
        const char    *variable = variable_of(reading->arena, setting->name, "");
        TRY(set_from_named_file(reading, setting,
                                variable_of(reading->arena, setting->name, "_FILE")));
        const char *text = getenv(variable);
        if (text) TRY(set(reading, setting, str_of(text), variable));
    }
    return OK;
}

/* One flag of the command line, and how many words it took. */
typedef struct Flag {
    Str name, value;
    int words;
} Flag;

static Flag flag_of(const Reading *reading, int argc, char **argv, int at)
{
    Str            rest    = str_of(argv[at] + 2);
    const Str      name    = str_cut(&rest, '=');
    const Setting *setting = setting_of(reading, name);
    Flag           flag    = { .name = name, .value = rest, .words = 1 };
    if (rest.ptr) return flag;
    const Str next   = at + 1 < argc ? str_of(argv[at + 1]) : (Str){ 0 };
    bool      unused = false;
    if (setting && setting->kind == KIND_BOOL && !bool_of(next, &unused)) {
        flag.value = S("true"); /* a switch: --name alone */
        return flag;
    }
    flag.value = next;
    flag.words = 2;
    return flag;
}

static bool is_flag(const char *word) { return word[0] == '-' && word[1] == '-' && word[2] != 0; }

static Code set_from_flag(Reading *reading, Flag flag)
{
    const Setting *setting = setting_of(reading, flag.name);
    if (!setting && str_equal(flag.name, S("config"))) return OK;
    if (!setting)
        return wrong(reading, "unknown flag --%.*s", FMT(str_prefix_bytes(flag.name, 60)));
    if (setting->flags & SECRET)
        return wrong(reading, "%s is a secret: give it as %s or in the file named by %s",
                     setting->name, variable_of(reading->arena, setting->name, ""),
                     variable_of(reading->arena, setting->name, "_FILE"));
    if (!flag.value.ptr) return wrong(reading, "--%s needs a value", setting->name);
    return set(reading, setting, flag.value, "flag");
}

/* Walks the words; with `rest` it sets, without it only looks for --config. */
static Code walk_flags(Reading *reading, int argc, char **argv, Strs *rest)
{
    Str   *others = arena_make(reading->arena, Str, (size_t)argc + 1);
    size_t count  = 0;
    for (int i = 0; i < argc;) {
        if (strcmp(argv[i], "--") == 0) {
            for (i++; i < argc; i++) others[count++] = str_of(argv[i]);
            break;
        }
        if (!is_flag(argv[i])) {
            others[count++] = str_of(argv[i++]);
            continue;
        }
        const Flag flag = flag_of(reading, argc, argv, i);
        if (rest)
            TRY(set_from_flag(reading, flag));
        else if (str_equal(flag.name, S("config")))
            reading->config_path = flag.value;
        i += flag.words;
    }
    if (rest) *rest = (Strs){ .at = others, .count = count };
    return OK;
}

static Code check_required(Reading *reading)
{
    for (size_t i = 0; i < reading->count; i++) {
        const Setting *setting = &reading->settings[i];
        if (!(setting->flags & REQUIRED) || reading->given[i]) continue;
        return wrong(reading, "%s is missing: set it as --%s, %s or in the configuration file",
                     setting->name, setting->name, variable_of(reading->arena, setting->name, ""));
    }
    return OK;
}

Code config_read(Arena *arena, const Setting *settings, size_t count, void *target, int argc,
                 char **argv, Strs *rest, ConfigError *error)
{
    Strs    unused  = { 0 };
    Reading reading = { .arena       = arena,
                        .settings    = settings,
                        .count       = count,
                        .target      = target,
                        .given       = arena_make(arena, bool, count),
                        .error       = error,
                        .config_path = str_of(getenv("WEFT_CONFIG")) };
    TRY(walk_flags(&reading, argc, argv, NULL));
    TRY(set_defaults(&reading));
    TRY(set_from_file(&reading));
    TRY(set_from_environment(&reading));
    TRY(walk_flags(&reading, argc, argv, rest ? rest : &unused));
    return check_required(&reading);
}

Str config_manual(Arena *arena, const Setting *settings, size_t count)
{
    StrBuf buf = strbuf(arena, 256 << 10);
    for (size_t i = 0; i < count; i++) {
        const Setting *setting = &settings[i];
        const bool     secret  = setting->flags & SECRET;
        strbuf_fmt(&buf, "  %s%s", secret ? "" : "--", setting->name);
        if (setting->unit && setting->unit[0]) strbuf_fmt(&buf, " <%s>", setting->unit);
        strbuf_fmt(&buf, "   %s\n      ", variable_of(arena, setting->name, ""));
        if (setting->about) strbuf_fmt(&buf, "%s", setting->about);
        if (setting->initial && setting->initial[0])
            strbuf_fmt(&buf, " (default %s)", setting->initial);
        if (setting->flags & REQUIRED) strbuf_add(&buf, S(" (required)"));
        if (secret) strbuf_add(&buf, S(" (secret: environment or file only)"));
        strbuf_char(&buf, '\n');
    }
    return strbuf_str(&buf);
}
