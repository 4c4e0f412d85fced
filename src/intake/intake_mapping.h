/* intake_mapping.h -- the mapping document, read and checked; pure.  Private to the slice.
 *
 * docs/import.md describes it for people.  Nothing here looks at a file: mapping_bind ties a
 * mapping to the columns of one. */
#ifndef INTAKE_INTAKE_MAPPING_H
#define INTAKE_INTAKE_MAPPING_H

#include "intake/intake_kind.h"
#include "wire/wire.h"

enum {
    MAPPING_BYTES_MAX      = 256 * 1024,
    MAPPING_COLUMNS_MAX    = 500,
    MAPPING_CHOICES_MAX    = 5,
    MAPPING_PIECES_MAX     = 16,
    MAPPING_PEOPLE_MAX     = 4,
    MAPPING_PAYLOAD_MAX    = 64,
    MAPPING_CONDITIONS_MAX = 20,
    MAPPING_WORDS_MAX      = 2000,
    MAPPING_TAGS_MAX       = 20,
};

/* "{given_name} {surname}": text, then the column behind it; column absent at the end. */
typedef struct TextPiece {
    Str text, column;
    int at;
} TextPiece;

typedef struct WordPair {
    Str from, to;
} WordPair;

/* How a value is made of a row. */
typedef struct MappedValue {
    Str          place; /* in the document: "fields.total"; absent: the value is not mapped */
    ValueType    type;
    const Words *allowed;
    size_t       bytes_max;
    bool         is_needed;
    Strs         columns; /* the first of them with something in it        */
    int          at[MAPPING_CHOICES_MAX]; /* where they are; -1: not in this file */
    TextPiece   *pieces;
    size_t       piece_count;
    Str          constant;
    Rows         words; /* of WordPair; what is no word of them is `otherwise`  */
    Str          otherwise, empty;
    Str          format;
    Zone         zone;
    bool         has_zone, is_fen, rounds;
} MappedValue;

typedef struct MappedClaim {
    Str         kind, scope;
    bool        decides;
    MappedValue value;
} MappedClaim;

typedef struct MappedPayload {
    Str         key;
    MappedValue value;
} MappedPayload;

typedef struct MappedCondition {
    Str   place, column;
    int   at;
    Strs  in, not_in, like, not_like;
    bool  asks_present, is_present;
    bool  has_above, has_below;
    Decimal above, below;
} MappedCondition;

typedef enum FileEncoding {
    ENCODING_AUTO = 1,
    ENCODING_UTF8,
    ENCODING_GBK,
    ENCODING_UTF16
} FileEncoding;
extern const Words file_encoding_words;

/* Whether the first row of a file names its columns. */
typedef enum MappingHeader {
    HEADER_LOOKED_AT, /* unless the mapping names them and the row does not */
    HEADER_IS_FIRST,
    HEADER_NONE
} MappingHeader;

struct Mapping {
    IntakeKind        kind;
    const IntakeSpec *spec;
    Str               title, source;
    FileEncoding      encoding;
    char              delimiter; /* 0: found out                              */
    MappingHeader     header;
    Strs              columns;   /* named here, for a file that may not        */
    MappedValue       fields[INTAKE_FIELDS_MAX];
    MappedClaim       people[MAPPING_PEOPLE_MAX];
    size_t            people_count;
    MappedPayload    *payload;
    size_t            payload_count;
    MappedCondition  *where;
    size_t            where_count;
    Str               shop_no, shop_name;
    IntakeMatch       match;
    IntakeRule        rule;
    bool              makes_tags;
    Strs              tags; /* names, for everybody */
};

/* Reads and checks it; the text is borrowed.  `zone`: where the document names none.  ERR_INVALID
 * "intake.unknown_member", "intake.wrong_type", "intake.unknown_kind", "intake.unknown_field",
 * "intake.missing", "intake.no_value", "intake.unknown_word", "intake.bad_zone",
 * "intake.bad_format", "intake.bad_text", "intake.too_many", and those of json_parse. */
Code mapping_parse(Ctx *cx, Str text, Mapping *out) MUST_USE;
/* Finds the columns by their names, without case and white space around: "intake.no_column". */
Code mapping_bind(Ctx *cx, Mapping *mapping, Strs header) MUST_USE;
/* What the columns of a file are called whose first row has these cells.  `*is_data`: that row is
 * one itself, and they are called as the mapping says; those it has no name for A, B, C... */
Strs mapping_header(Arena *arena, const Mapping *mapping, Strs cells, bool *is_data);
/* "A", "B", ... "AA". */
Str  mapping_letters(Arena *arena, size_t column);

#endif
