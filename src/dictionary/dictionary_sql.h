/* dictionary_sql.h -- the statements of the dictionary. */
#ifndef DICTIONARY_DICTIONARY_SQL_H
#define DICTIONARY_DICTIONARY_SQL_H

#include "dictionary/dictionary.h"

typedef struct DictionaryRow {
    int64_t tenant_id, version;
    Str     state, document, types, note;
    int64_t rule_count, published_by, published_at_ms, revision;
} DictionaryRow;
extern const Shape dictionary_row_shape;

typedef struct DictionaryRaw {
    int64_t tenant_id, customer_id;
    Str     field, value;
    int64_t at_ms, event_seq;
    bool    is_matched;
    Str     tag_ids, rules;
    int64_t version;
} DictionaryRaw;
extern const Shape dictionary_raw_shape;

/* Absent: OK, found is false. */
Code dictionary_sql_live(Ctx *cx, DictionaryRow *out, bool *found) MUST_USE;
Code dictionary_sql_get(Ctx *cx, int64_t version, DictionaryRow *out, bool *found) MUST_USE;
/* Newest first, without documents: Rows of DictionaryRow. */
Code dictionary_sql_versions(Ctx *cx, Rows *rows) MUST_USE;
Code dictionary_sql_insert(Ctx *cx, const DictionaryRow *row) MUST_USE;
/* ERR_CONFLICT "dictionary.changed_meanwhile". */
Code dictionary_sql_save_draft(Ctx *cx, const DictionaryRow *row, int64_t revision) MUST_USE;
Code dictionary_sql_retire(Ctx *cx) MUST_USE;

/* A raw value comes (again): the newest instant stays. */
Code dictionary_sql_keep(Ctx *cx, const DictionaryRaw *raw) MUST_USE;
/* It is not kept: OK, found is false. */
Code dictionary_sql_find_raw(Ctx *cx, const DictionaryRaw *raw, DictionaryRaw *out,
                             bool *found) MUST_USE;
Code dictionary_sql_set_result(Ctx *cx, const DictionaryRaw *raw) MUST_USE;
/* All of a person, and of those folded into him: Rows of DictionaryRaw. */
Code dictionary_sql_of(Ctx *cx, int64_t customer_id, Rows *raws) MUST_USE;
/* After (customer, field, value), in their order: Rows of DictionaryRaw. */
Code dictionary_sql_page(Ctx *cx, const DictionaryRaw *after, int64_t limit, Rows *raws) MUST_USE;
/* Most frequent values, unmatched ones only or all; field "" = any: Rows of DictionaryUnmatched. */
Code dictionary_sql_frequent(Ctx *cx, bool unmatched, Str field, int64_t limit,
                             Rows *rows) MUST_USE;
/* Events of a type behind a place of the log: Rows of Event. */
Code dictionary_sql_events(Ctx *cx, Str type, int64_t after, int64_t limit, Rows *events) MUST_USE;

#endif
