/* dictionary.c -- versions of the dictionary: draft, live, old; what differs; trying a draft out.
 */
#include "dictionary/dictionary_compiled.h"

#include "log/log.h"
#include "org/org.h"
#include "wire/wire.h"

enum { TRIED_MAX = 500, TYPES_MAX = 8000 };

static const JsonLimits limits = { .bytes = DICTIONARY_JSON_MAX, .nodes = 60000, .depth = 10 };

/* ---- rows ------------------------------------------------------------------------------ */

Code dictionary_document_of(Ctx *cx, const DictionaryRow *row, DictionaryDocument *out)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    ShapeError  shape = { 0 };
    *out              = (DictionaryDocument){ 0 };
    if (json_parse(cx->arena, row->document, limits, &json, &error) != OK ||
        shape_from_json(cx->arena, &dictionary_document_shape, json, out, NULL, &shape) != OK)
        return fail(cx, ERR_INTERNAL, "dictionary.bad_row", "version %lld",
                    (long long)row->version);
    return OK;
}

static Str types_of(Ctx *cx, const DictionaryDocument *document)
{
    StrBuf types = strbuf(cx->arena, TYPES_MAX);
    for (size_t i = 0; i < document->fields.count; i++)
        strbuf_fmt(&types, "\n%.*s\n", FMT(ROWS_AT(DictionaryField, document->fields, i)->type));
    return types.len ? strbuf_str(&types) : S("");
}

static Str document_text(Ctx *cx, const DictionaryDocument *document)
{
    return shape_json(cx->arena, &dictionary_document_shape, document);
}

/* What a brand begins with. */
static DictionaryDocument first_document(Ctx *cx)
{
    const DictionaryField first[] = {
        { S("wecom.remark"), S("企微备注"), S("contact.added"), S("@remark"), S("wecom") },
        { S("wecom.remark"), S("企微备注"), S("customer.changed"), S("@remark"), S("wecom") },
        { S("wecom.remark"), S("企微备注"), S("platform.contact_read"), S("relations[].remark"),
          S("wecom") },
        { S("wecom.description"), S("企微描述"), S("contact.added"), S("@description"),
          S("wecom") },
    };
    DictionaryField *fields = arena_make(cx->arena, DictionaryField, COUNT(first));
    for (size_t i = 0; i < COUNT(first); i++) fields[i] = first[i];
    return (DictionaryDocument){ .fields = { fields, COUNT(first) } };
}

/* The draft; one is made in a change, and shown as if in a question. */
static Code draft_of(Ctx *cx, DictionaryRow *row)
{
    bool found = false;
    TRY(dictionary_sql_get(cx, 0, row, &found));
    if (found) return OK;
    const DictionaryDocument first = first_document(cx);
    *row                           = (DictionaryRow){ .tenant_id = cx->tenant_id,
                                                      .state     = S("draft"),
                                                      .document  = document_text(cx, &first),
                                                      .types     = types_of(cx, &first),
                                                      .revision  = 1 };
    return cx->depth ? dictionary_sql_insert(cx, row) : OK;
}

static Code view_versions(Ctx *cx, DictionaryView *out)
{
    Rows rows = { 0 };
    TRY(dictionary_sql_versions(cx, &rows));
    DictionaryVersion *views = arena_make(cx->arena, DictionaryVersion, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const DictionaryRow *row  = ROWS_AT(DictionaryRow, rows, i);
        User                 user = { 0 };
        views[i]                  = (DictionaryVersion){ .version         = row->version,
                                                         .state           = row->state,
                                                         .note            = row->note,
                                                         .rule_count      = row->rule_count,
                                                         .published_by    = row->published_by,
                                                         .published_at_ms = row->published_at_ms };
        if (str_equal(row->state, S("live"))) out->live_version = row->version;
        if (row->published_by && org_user_get(cx, (UserId){ row->published_by }, &user) == OK)
            views[i].published_by_name = user.display_name.len ? user.display_name : user.name;
        else
            forgive(cx);
    }
    out->versions = (Rows){ views, rows.count };
    return OK;
}

Code dictionary_view(Ctx *cx, DictionaryView *out)
{
    DictionaryRow draft = { 0 };
    TRY(draft_of(cx, &draft));
    TRY(dictionary_document_of(cx, &draft, &out->draft));
    out->revision = draft.revision;
    return view_versions(cx, out);
}

/* ---- changing ----------------------------------------------------------------------------- */

Code dictionary_save(Ctx *cx, int64_t revision, const DictionaryDocument *document,
                     DictionaryView *out)
{
    const Dictionary *compiled = NULL;
    DictionaryRow     row      = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(dictionary_compile(cx, document, true, &compiled));
    TRY(draft_of(cx, &row));
    row.document   = document_text(cx, document);
    row.types      = types_of(cx, document);
    row.rule_count = (int64_t)document->rules.count;
    REQUIRE(cx, row.document.len <= DICTIONARY_JSON_MAX, ERR_LIMIT, "dictionary.too_large");
    TRY(dictionary_sql_save_draft(cx, &row, revision));
    TRY(dictionary_view(cx, out));
    return cx_commit(cx, &txn);
}

Code dictionary_publish(Ctx *cx, int64_t revision, Str note, DictionaryView *out)
{
    const Dictionary  *compiled = NULL;
    DictionaryDocument document = { 0 };
    DictionaryRow      row      = { 0 };
    Rows               versions = { 0 };
    Job                job      = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(draft_of(cx, &row));
    TRY(dictionary_sql_save_draft(cx, &row, revision)); /* and holds it */
    TRY(dictionary_document_of(cx, &row, &document));
    TRY(dictionary_compile(cx, &document, true, &compiled));
    TRY(dictionary_sql_versions(cx, &versions));
    TRY(dictionary_sql_retire(cx));
    row.version         = versions.count ? ROWS_AT(DictionaryRow, versions, 0)->version + 1 : 1;
    row.state           = S("live");
    row.note            = note;
    row.published_by    = cx->user_id;
    row.published_at_ms = cx->now_ms;
    row.revision        = 1;
    TRY(dictionary_sql_insert(cx, &row));
    memo_forget(cx);
    TRY(dictionary_rerun(cx, &job));
    TRY(dictionary_view(cx, out));
    return cx_commit(cx, &txn);
}

Code dictionary_restore(Ctx *cx, int64_t version, int64_t revision, DictionaryView *out)
{
    DictionaryRow old = { 0 }, draft = { 0 };
    bool          found = false;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(dictionary_sql_get(cx, version, &old, &found));
    REQUIRE(cx, found && version > 0, ERR_NOT_FOUND, "dictionary.no_version");
    TRY(draft_of(cx, &draft));
    TRY(dictionary_sql_save_draft(cx, &old, revision));
    TRY(dictionary_view(cx, out));
    return cx_commit(cx, &txn);
}

/* ---- what differs ---------------------------------------------------------------------------- */

static Code document_at(Ctx *cx, int64_t version, bool is_draft, DictionaryDocument *out)
{
    DictionaryRow row   = { 0 };
    bool          found = true;
    *out                = (DictionaryDocument){ 0 };
    if (version == 0 && !is_draft) return OK;
    if (version == 0)
        TRY(draft_of(cx, &row));
    else
        TRY(dictionary_sql_get(cx, version, &row, &found));
    REQUIRE(cx, found, ERR_NOT_FOUND, "dictionary.no_version");
    return dictionary_document_of(cx, &row, out);
}

Code dictionary_diff(Ctx *cx, int64_t from, int64_t to, DictionaryDiff *out)
{
    DictionaryDocument before = { 0 }, after = { 0 };
    TRY(document_at(cx, from, false, &before));
    TRY(document_at(cx, to, true, &after));
    dictionary_diff_documents(cx, &before, &after, out);
    return OK;
}

/* ---- trying ---------------------------------------------------------------------------------- */

/* "宝妈, baby_age_year = 2": the same result is the same text. */
static Code words_of(Ctx *cx, const Translation *made, Str *out)
{
    StrBuf text = strbuf(cx->arena, 4000);
    Rows   tags = { 0 };
    TRY(customer_tags_by_ids(cx, made->tag_ids, &tags));
    for (size_t i = 0; i < tags.count; i++)
        strbuf_fmt(&text, "%s%.*s", text.len ? ", " : "", FMT(ROWS_AT(Tag, tags, i)->name));
    for (size_t i = 0; i < made->values.count; i++) {
        const DictionaryValue *one = ROWS_AT(DictionaryValue, made->values, i);
        strbuf_fmt(&text, "%s%.*s%s%.*s = %.*s", text.len ? ", " : "", FMT(one->key),
                   one->about.len ? "@" : "", FMT(one->about), FMT(one->value));
    }
    *out = text.len ? strbuf_str(&text) : S("");
    return OK;
}

typedef struct Trial {
    const Dictionary *was, *is;
    Vec               samples;
    DictionaryTrial  *out;
} Trial;

static Code try_one(Ctx *cx, Trial *trial, Str field, Str value, int64_t count)
{
    Translation      was = { 0 }, is = { 0 };
    DictionarySample sample = { .field = field, .value = value, .count = count };
    if (trial->was) TRY(dictionary_translate(cx, trial->was, field, value, &was));
    TRY(dictionary_translate(cx, trial->is, field, value, &is));
    TRY(words_of(cx, &was, &sample.was));
    TRY(words_of(cx, &is, &sample.is));
    sample.was_matched = was.rules.count > 0;
    sample.is_matched  = is.rules.count > 0;
    sample.differs = !str_equal(sample.was, sample.is) || sample.was_matched != sample.is_matched;
    if (count) {
        trial->out->values++;
        trial->out->matched_before += sample.was_matched;
        trial->out->matched_after += sample.is_matched;
        trial->out->differ += sample.differs;
    }
    if (!count || sample.differs) *VEC_ADD(&trial->samples, DictionarySample) = sample;
    return OK;
}

Code dictionary_try(Ctx *cx, const DictionaryTrialDraft *draft, DictionaryTrial *out)
{
    DictionaryDocument document = { 0 };
    DictionaryRow      row      = { 0 };
    Rows               frequent = { 0 };
    Trial              trial    = { .samples = vec_of(cx->arena, DictionarySample), .out = out };
    TRY(draft_of(cx, &row));
    TRY(dictionary_document_of(cx, &row, &document));
    TRY(dictionary_compile(cx, &document, true, &trial.is));
    TRY(dictionary_live(cx, (Str){ 0 }, &trial.was));
    for (size_t i = 0; i < draft->samples.count; i++)
        TRY(try_one(cx, &trial, draft->field, draft->samples.at[i], 0));
    TRY(dictionary_sql_frequent(cx, false, S(""), TRIED_MAX, &frequent));
    for (size_t i = 0; i < frequent.count; i++) {
        const DictionaryUnmatched *one = ROWS_AT(DictionaryUnmatched, frequent, i);
        TRY(try_one(cx, &trial, one->field, one->value, one->count));
    }
    out->samples = vec_rows(&trial.samples);
    return OK;
}

Code dictionary_unmatched(Ctx *cx, Str field, int64_t limit, Rows *items)
{
    return dictionary_sql_frequent(cx, true, field, page_limit(limit), items);
}
