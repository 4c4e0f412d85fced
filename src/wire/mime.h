/* mime.h -- multipart/form-data in and out, content types by name and by first bytes. */
#ifndef WIRE_MIME_H
#define WIRE_MIME_H

#include "wire/text_codec.h"

typedef struct Part { Str name, filename, type, body; } Part;
typedef struct Parts { const Part *at; size_t count; } Parts;

/* Splits a body by the boundary of `content_type`; understands filename* and raw
 * UTF-8 names; at most 16 parts.  Bodies are borrowed. */
Code mime_parse(Arena *arena, Str content_type, Str body, Parts *out) MUST_USE;
const Part *mime_part(Parts parts, Str name);
/* The body and, in `content_type`, the header for it; `boundary` from the caller. */
Str  mime_build(Arena *arena, Str boundary, const Part *parts, size_t count, Str *content_type);
/* "image/png" and the like by file name; "application/octet-stream" if unknown. */
Str  mime_of_name(Str filename);
/* By the first bytes: png, jpeg, gif, mp4, pdf, amr, zip; absent if unknown. */
Str  mime_of_bytes(Str bytes);

#endif
