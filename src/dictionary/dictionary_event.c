/* dictionary_event.c -- what is heard: raw values out of payloads, kept and translated; and the job
 * that does the same to history. */
#include "dictionary/dictionary_compiled.h"

#include "log/log.h"
#include "wire/wire.h"

enum { STEP_RAWS = 50, STEP_EVENTS = 100, IDS_MAX = 2000, CHECKPOINT_MAX = 4000 };

/* ---- the live version ---------------------------------------------------------------- */

/* Per batch it is read once. */
static Code live_row(Ctx *cx, DictionaryRow *row, bool *found)
{
    const DictionaryRow *known = memo_find(cx, S("dictionary live"));
    if (known) {
        *row   = *known;
        *found = row->version > 0;
        return OK;
    }
    TRY(dictionary_sql_live(cx, row, found));
    if (!*found)
        *row = (DictionaryRow){ .tenant_id = cx->tenant_id, .state = S("old"), .types = S("") };
    memo_keep(cx, S("dictionary live"), &dictionary_row_shape, row);
    return OK;
}

static bool speaks_of(Ctx *cx, const DictionaryRow *row, Str type)
{
    return str_find(row->types, str_fmt(cx->arena, "\n%.*s\n", FMT(type))) >= 0;
}

Code dictionary_reads(Ctx *cx, Str type, bool *is_read)
{
    DictionaryRow row   = { 0 };
    bool          found = false;
    TRY(live_row(cx, &row, &found));
    *is_read = found && speaks_of(cx, &row, type);
    return OK;
}

Code dictionary_live(Ctx *cx, Str type, const Dictionary **out)
{
    DictionaryRow row   = { 0 };
    bool          found = false;
    *out                = NULL;
    TRY(live_row(cx, &row, &found));
    if (!found) return OK;
    if (type.ptr && !speaks_of(cx, &row, type)) return OK;
    DictionaryDocument *document = arena_make(cx->arena, DictionaryDocument, 1);
    const Dictionary   *compiled = NULL;
    TRY(dictionary_document_of(cx, &row, document));
    TRY(dictionary_compile(cx, document, false, &compiled));
    Dictionary *numbered = arena_make(cx->arena, Dictionary, 1);
    *numbered            = *compiled;
    numbered->version    = row.version;
    *out                 = numbered;
    return OK;
}

/* ---- what a raw value gives ------------------------------------------------------------- */

static Str ref_of(Ctx *cx, const DictionaryRaw *raw)
{
    return str_fmt(cx->arena, "dictionary:%.*s:%016llx", FMT(raw->field),
                   (unsigned long long)str_hash(raw->value));
}

static Str ids_text(Ctx *cx, Ids ids)
{
    StrBuf text = strbuf(cx->arena, IDS_MAX);
    for (size_t i = 0; i < ids.count; i++)
        strbuf_fmt(&text, "%s%lld,", i ? "" : ",", (long long)ids.at[i]);
    return text.len ? strbuf_str(&text) : S("");
}

static Ids ids_of(Ctx *cx, Str text)
{
    int64_t *ids   = arena_make(cx->arena, int64_t, text.len / 2 + 1);
    size_t   count = 0;
    Str      rest  = text;
    while (rest.ptr)
        if (str_to_i64(str_cut(&rest, ','), &ids[count])) count++;
    return (Ids){ ids, count };
}

static Str source_of(const Dictionary *dictionary, Str field)
{
    const Rows *fields = &dictionary->document->fields;
    for (size_t i = 0; i < fields->count; i++)
        if (str_equal(ROWS_AT(DictionaryField, *fields, i)->key, field))
            return ROWS_AT(DictionaryField, *fields, i)->source;
    return field;
}

static Code tell_values(Ctx *cx, const Dictionary *dictionary, const DictionaryRaw *raw,
                        const Translation *made)
{
    const Str ref  = ref_of(cx, raw);
    int64_t  *kept = arena_make(cx->arena, int64_t, made->values.count);
    for (size_t i = 0; i < made->values.count; i++) {
        const DictionaryValue *one   = ROWS_AT(DictionaryValue, made->values, i);
        const EvidenceDraft    draft = { .key        = one->key,
                                         .about      = one->about,
                                         .value      = one->value,
                                         .source     = source_of(dictionary, raw->field),
                                         .ref        = ref,
                                         .raw        = raw->value,
                                         .distance_m = -1,
                                         .confidence = one->confidence,
                                         .at_ms      = raw->at_ms,
                                         .event_seq  = raw->event_seq };
        TRY(attribute_tell(cx, (CustomerId){ raw->customer_id }, &draft, &kept[i]));
    }
    return attribute_untell(cx, (CustomerId){ raw->customer_id }, ref,
                            (Ids){ kept, made->values.count });
}

/* Whether another raw value of the person gives the tag. */
static bool gives(Ctx *cx, const Rows *raws, const DictionaryRaw *but, int64_t tag_id)
{
    const Str id = str_fmt(cx->arena, ",%lld,", (long long)tag_id);
    for (size_t i = 0; i < raws->count; i++) {
        const DictionaryRaw *one = ROWS_AT(DictionaryRaw, *raws, i);
        if (str_equal(one->field, but->field) && str_equal(one->value, but->value)) continue;
        if (str_find(one->tag_ids, id) >= 0) return true;
    }
    return false;
}

static Code give_tags(Ctx *cx, const DictionaryRaw *raw, const Translation *made)
{
    CustomerId root  = { raw->customer_id };
    const Ids  had   = ids_of(cx, raw->tag_ids);
    int64_t   *off   = arena_make(cx->arena, int64_t, had.count);
    size_t     count = 0;
    Rows       raws = { 0 }, existing = { 0 };
    Customer   known = { 0 };
    if (!made->tag_ids.count && !had.count) return OK;
    TRY(customer_merge_resolve(cx, &root));
    if (customer_get(cx, root, &known) != OK) {
        forgive(
            cx); /* a visitor has no tags yet; when he is known, his values are translated again */
        return OK;
    }
    TRY(dictionary_sql_of(cx, root.v, &raws));
    for (size_t i = 0; i < had.count; i++) {
        bool still = gives(cx, &raws, raw, had.at[i]);
        for (size_t j = 0; j < made->tag_ids.count; j++)
            still = still || made->tag_ids.at[j] == had.at[i];
        if (!still) off[count++] = had.at[i];
    }
    /* Who was deleted from the library since is nobody's. */
    TRY(customer_tags_by_ids(cx, made->tag_ids, &existing));
    int64_t *on = arena_make(cx->arena, int64_t, existing.count);
    for (size_t i = 0; i < existing.count; i++) on[i] = ROWS_AT(Tag, existing, i)->id;
    TRY(customer_tags_by_ids(cx, (Ids){ off, count }, &raws));
    for (size_t i = 0; i < raws.count; i++) off[i] = ROWS_AT(Tag, raws, i)->id;
    const Code code = customer_tag(cx, root, (RelationId){ 0 }, (Ids){ on, existing.count },
                                   (Ids){ off, raws.count }, S("dictionary"));
    if (code == ERR_INVALID || (code == ERR_CONFLICT && !cx->err.retry)) {
        forgive(cx); /* a corp tag needs a friend, and an answer of the platform */
        return OK;
    }
    return code;
}

static Str rules_text(Ctx *cx, Strs rules)
{
    StrBuf text = strbuf(cx->arena, IDS_MAX);
    for (size_t i = 0; i < rules.count && text.len < IDS_MAX - 50; i++)
        strbuf_fmt(&text, "%s%.*s", i ? "," : "", FMT(rules.at[i]));
    return text.len ? strbuf_str(&text) : S("");
}

Code dictionary_apply(Ctx *cx, const Dictionary *dictionary, const DictionaryRaw *raw)
{
    Translation made = { 0 };
    TRY(dictionary_translate(cx, dictionary, raw->field, raw->value, &made));
    TRY(tell_values(cx, dictionary, raw, &made));
    TRY(give_tags(cx, raw, &made));
    DictionaryRaw after = *raw;
    after.is_matched    = made.rules.count > 0;
    after.tag_ids       = ids_text(cx, made.tag_ids);
    after.rules         = rules_text(cx, made.rules);
    after.version       = dictionary->version;
    return dictionary_sql_set_result(cx, &after);
}

/* ---- out of an event ------------------------------------------------------------------------- */

static Code person_of(Ctx *cx, const Event *event, const Json *payload, CustomerId *person)
{
    bool      found    = false;
    const Str corp_id  = json_str(payload, S("corp_id"));
    const Str external = json_str(json_get(payload, S("contact")), S("external_userid"));
    *person            = (CustomerId){ event->person_id };
    if (person->v || !corp_id.len || !external.len) return OK;
    TRY(customer_find_external(cx, corp_id, external, person, &found));
    if (!found) person->v = 0;
    return OK;
}

static Code texts_of(Ctx *cx, const DictionaryField *field, CustomerId person, const Json *payload,
                     Strs *out)
{
    Rows relations = { 0 };
    *out           = (Strs){ 0 };
    if (field->path.ptr[0] != '@') {
        *out = dictionary_texts_at(cx->arena, payload, field->path);
        return OK;
    }
    TRY(customer_relation_list_open(cx, person, &relations));
    Vec texts = vec_of(cx->arena, Str);
    for (size_t i = 0; i < relations.count; i++) {
        const Relation *one = ROWS_AT(Relation, relations, i);
        const Str text      = str_equal(field->path, S("@remark")) ? one->remark : one->description;
        if (text.len && text.len <= PATTERN_TEXT_MAX) *VEC_ADD(&texts, Str) = text;
    }
    *out = (Strs){ (const Str *)(const void *)texts.at, texts.count };
    return OK;
}

static Code take_field(Ctx *cx, const Dictionary *dictionary, const DictionaryField *field,
                       CustomerId person, const Json *payload, const Event *event, bool applies)
{
    Strs texts = { 0 };
    TRY(texts_of(cx, field, person, payload, &texts));
    for (size_t i = 0; i < texts.count; i++) {
        DictionaryRaw raw   = { .customer_id = person.v,
                                .field       = field->key,
                                .value       = texts.at[i],
                                .at_ms       = event->occurred_at_ms,
                                .event_seq   = event->seq };
        DictionaryRaw kept  = { 0 };
        bool          found = false;
        TRY(dictionary_sql_keep(cx, &raw));
        if (!applies) continue;
        TRY(dictionary_sql_find_raw(cx, &raw, &kept, &found));
        ASSERT(found);
        TRY(dictionary_apply(cx, dictionary, &kept));
    }
    return OK;
}

Code dictionary_take(Ctx *cx, const Dictionary *dictionary, const Event *event, bool applies)
{
    const JsonLimits limits  = { .bytes = EVENT_PAYLOAD_MAX, .nodes = 200000, .depth = 64 };
    const Json      *payload = NULL;
    JsonError        error   = { 0 };
    CustomerId       person  = { 0 };
    if (json_parse(cx->arena, event->payload, limits, &payload, &error) != OK) return OK;
    TRY(person_of(cx, event, payload, &person));
    if (!person.v) return OK;
    for (size_t i = 0; i < dictionary->document->fields.count; i++) {
        const DictionaryField *field = ROWS_AT(DictionaryField, dictionary->document->fields, i);
        if (str_equal(field->type, event->type))
            TRY(take_field(cx, dictionary, field, person, payload, event, applies));
    }
    return OK;
}

Code dictionary_hear(Ctx *cx, const Event *event)
{
    const Dictionary *dictionary = NULL;
    TRY(dictionary_live(cx, event->type, &dictionary));
    return dictionary ? dictionary_take(cx, dictionary, event, true) : OK;
}

Code dictionary_reasons(Ctx *cx, CustomerId customer, int64_t tag_id, Rows *reasons)
{
    Rows      raws = { 0 };
    Vec       list = vec_of(cx->arena, DictionaryReason);
    const Str id   = str_fmt(cx->arena, ",%lld,", (long long)tag_id);
    TRY(dictionary_sql_of(cx, customer.v, &raws));
    for (size_t i = 0; i < raws.count; i++) {
        const DictionaryRaw *one = ROWS_AT(DictionaryRaw, raws, i);
        if (str_find(one->tag_ids, id) < 0) continue;
        *VEC_ADD(&list, DictionaryReason) =
            (DictionaryReason){ one->field, one->value, one->rules, one->at_ms };
    }
    *reasons = vec_rows(&list);
    return OK;
}

/* ---- history --------------------------------------------------------------------------------- */

Code dictionary_rerun(Ctx *cx, Job *job)
{
    return job_start(cx,
                     (JobDraft){ .kind  = S("dictionary.rerun"),
                                 .title = S("用字典重新翻译历史"),
                                 .unit  = S("value") },
                     job);
}

/* Where the job is: first the events of each field, by number of the field; then all raw values. */
typedef struct Place {
    int64_t       field, seq;
    DictionaryRaw after;
} Place;

static Code place_of(Ctx *cx, const Job *job, Place *place)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    *place            = (Place){ 0 };
    if (!job->checkpoint.len) return OK;
    if (json_parse(cx->arena, job->checkpoint, JSON_LIMITS, &json, &error) != OK)
        return fail(cx, ERR_INTERNAL, "job.bad_checkpoint", "%s", error.reason);
    place->field             = json_i64(json, S("field"), 0);
    place->seq               = json_i64(json, S("seq"), 0);
    place->after.customer_id = json_i64(json, S("customer_id"), 0);
    place->after.field       = json_str(json, S("raw_field"));
    place->after.value       = json_str(json, S("raw_value"));
    return OK;
}

static Code save_place(Ctx *cx, Job *job, const Place *place)
{
    JsonOut json = json_out(cx->arena, CHECKPOINT_MAX);
    json_open_object(&json);
    json_pair_i64(&json, S("field"), place->field);
    json_pair_i64(&json, S("seq"), place->seq);
    json_pair_id(&json, S("customer_id"), place->after.customer_id);
    json_pair_str(&json, S("raw_field"), place->after.field);
    json_pair_str(&json, S("raw_value"), place->after.value);
    json_close_object(&json);
    TRY(json_out_done(&json, &job->checkpoint));
    return job_save(cx, job);
}

static Code step_events(Ctx *cx, const Dictionary *dictionary, Place *place)
{
    Rows                   events = { 0 };
    const DictionaryField *field =
        ROWS_AT(DictionaryField, dictionary->document->fields, place->field);
    TRY(dictionary_sql_events(cx, field->type, place->seq, STEP_EVENTS, &events));
    for (size_t i = 0; i < events.count; i++) {
        TRY(dictionary_take(cx, dictionary, ROWS_AT(Event, events, i), false));
        place->seq = ROWS_AT(Event, events, i)->seq;
    }
    if (events.count < STEP_EVENTS) {
        place->field++;
        place->seq = 0;
    }
    return OK;
}

static Code step_raws(Ctx *cx, const Dictionary *dictionary, Job *job, Place *place, bool *more)
{
    Rows raws = { 0 };
    TRY(dictionary_sql_page(cx, &place->after, STEP_RAWS, &raws));
    for (size_t i = 0; i < raws.count; i++) {
        const DictionaryRaw *raw = ROWS_AT(DictionaryRaw, raws, i);
        TRY(dictionary_apply(cx, dictionary, raw));
        place->after = *raw;
    }
    job->done += (int64_t)raws.count;
    *more = raws.count == STEP_RAWS;
    return OK;
}

static Code step(Ctx *cx, Job *job, bool *more)
{
    const Dictionary *dictionary = NULL;
    Place             place      = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(dictionary_live(cx, (Str){ 0 }, &dictionary));
    TRY(place_of(cx, job, &place));
    *more = dictionary != NULL;
    if (dictionary && place.field < (int64_t)dictionary->document->fields.count)
        TRY(step_events(cx, dictionary, &place));
    else if (dictionary)
        TRY(step_raws(cx, dictionary, job, &place, more));
    TRY(save_place(cx, job, &place));
    return cx_commit(cx, &txn);
}

const JobKind dictionary_rerun_job = { "dictionary.rerun", step };
