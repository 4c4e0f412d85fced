/* dictionary_compiled.h -- a version as the files of this folder work with it. */
#ifndef DICTIONARY_DICTIONARY_COMPILED_H
#define DICTIONARY_DICTIONARY_COMPILED_H

#include "dictionary/dictionary_sql.h"

typedef struct CompiledRule {
    const DictionaryRule *rule;
    const Pattern        *pattern; /* NULL: exact, then `plain` */
    Str                   plain;
} CompiledRule;

struct Dictionary {
    const DictionaryDocument *document;
    CompiledRule             *rules;
    Rows                      attributes;
    int64_t                   version;
};

/* The document of a row. */
Code dictionary_document_of(Ctx *cx, const DictionaryRow *row, DictionaryDocument *out) MUST_USE;
/* Of the evidence a rule gives. */
int32_t dictionary_confidence(const DictionaryRule *rule);
/* What `after` has that `before` has not. */
void dictionary_diff_documents(Ctx *cx, const DictionaryDocument *before,
                               const DictionaryDocument *after, DictionaryDiff *out);
/* The live version ready to translate; NULL when there is none, or when it does not read `type`
 * (absent: whatever it reads). */
Code dictionary_live(Ctx *cx, Str type, const Dictionary **out) MUST_USE;
/* Translates a kept raw value and makes tags and evidence follow. */
Code dictionary_apply(Ctx *cx, const Dictionary *dictionary, const DictionaryRaw *raw) MUST_USE;
/* Keeps the raw values an event holds; with `applies` they are translated, too. */
Code dictionary_take(Ctx *cx, const Dictionary *dictionary, const Event *event,
                     bool applies) MUST_USE;

#endif
