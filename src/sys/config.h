/* config.h -- settings: one table, read once from flags, file and environment.
 *
 * Order: default < file (--config, lines `name = value`) < environment
 * (WEFT_ + upper-cased name with '_' for '.') < flag (--name value).  A SECRET
 * setting is refused as a flag; NAME_FILE in the environment names a file whose
 * content is the value. */
#ifndef SYS_CONFIG_H
#define SYS_CONFIG_H

#include "base/base.h"

typedef struct Setting {
    const char *name;      /* "listen", "db", "log.level"                       */
    Kind        kind;      /* KIND_STR, KIND_I64, KIND_BOOL                      */
    size_t      at;        /* offset in the target struct                        */
    const char *initial;   /* default as text, NULL = absent                     */
    int64_t     min, max;
    const char *unit;      /* "ms", "bytes", "", ...                             */
    unsigned    flags;     /* SECRET, REQUIRED                                   */
    const char *about;
} Setting;

typedef struct ConfigError { char text[256]; } ConfigError;

/* Fills `target` from the table.  `argv` are the flags after the command; what is
 * no flag is collected in `rest`.  ERR_INVALID says what is wrong in `error`. */
Code config_read(Arena *arena, const Setting *settings, size_t count, void *target,
                 int argc, char **argv, Strs *rest, ConfigError *error) MUST_USE;
/* The manual of a table, for --help and `weft settings`. */
Str  config_manual(Arena *arena, const Setting *settings, size_t count);

#endif
