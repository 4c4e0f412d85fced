/* embed.h -- files that travel inside the binary (tools/embed.cmake). */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include "base/str.h"

typedef struct EmbeddedFile { const char *name; const char *bytes, *end; } EmbeddedFile;
/* Sorted by name. */
typedef struct Embedded { const EmbeddedFile *files; size_t count; } Embedded;

extern const Embedded embedded_migration; /* migrations/ */
extern const Embedded embedded_console;   /* console/dist, empty when it was not built */

#endif
