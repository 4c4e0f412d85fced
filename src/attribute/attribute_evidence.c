/* attribute_evidence.c -- what was said of persons, and deciding what counts. */
#include "attribute/attribute_catalogue.h"
#include "log/log.h"
#include "org/org.h"
#include "wire/wire.h"

enum {
    COUNTING_MAX   = 500, /* the newest sayings that count                    */
    PAYLOAD_MAX    = 16 * 1024,
    STANDINGS_TOLD = 5,
    JOB_PERSONS    = 200, /* of a step */
    FUTURE_MS      = MS_PER_DAY,
};

// clang-format off
typedef struct Why { PolicyKind policy; DecidedBy decided_by; Rows standings; } Why;
static const Field told_fields[] = {
    FIELD     (StandingView, value),
    FIELD     (StandingView, count),
    FIELD     (StandingView, percent),
    FIELD     (StandingView, source),
    FIELD_TIME(StandingView, last_at_ms),
};
static const Shape told_shape = SHAPE(StandingView, told_fields);
static const Field why_fields[] = {
    FIELD_ENUM(Why, policy,     policy_kind_words),
    FIELD_ENUM(Why, decided_by, decided_by_words),
    FIELD_LIST(Why, standings,  told_shape),
};
static const Shape why_shape = SHAPE(Why, why_fields);
// clang-format on

/* ---- deciding ------------------------------------------------------------------------- */

/* From where most of it was said to where each was said, as far as both have a place. */
static Code find_distances(Ctx *cx, const Rows *evidence, Saying *sayings)
{
    Store         home    = { 0 };
    const int64_t home_id = attribute_home_store(evidence);
    if (home_id == 0) return OK;
    if (org_store_get(cx, (StoreId){ home_id }, &home) != OK) {
        forgive(cx); /* a store that is gone has no place */
        return OK;
    }
    for (size_t i = 0; i < evidence->count; i++) {
        const Evidence *one  = ROWS_AT(Evidence, *evidence, i);
        Store           here = { 0 };
        if (one->distance_m >= 0 || !one->store_id) continue;
        if (org_store_get(cx, (StoreId){ one->store_id }, &here) != OK) {
            forgive(cx);
            continue;
        }
        sayings[i].distance_m =
            attribute_distance_m(home.longitude, home.latitude, here.longitude, here.latitude);
    }
    return OK;
}

static Code sayings_of(Ctx *cx, const Attribute *attribute, const Rows *evidence, Rows *out)
{
    Saying *sayings = arena_make(cx->arena, Saying, evidence->count);
    for (size_t i = 0; i < evidence->count; i++) {
        const Evidence *one = ROWS_AT(Evidence, *evidence, i);
        sayings[i]          = (Saying){ .value      = one->value,
                                        .source     = one->source,
                                        .at_ms      = one->at_ms,
                                        .confidence = one->confidence,
                                        .distance_m = one->distance_m };
    }
    *out = (Rows){ sayings, evidence->count };
    if (attribute->policy.kind != POLICY_WEIGHED || attribute->policy.near_m == 0) return OK;
    return find_distances(cx, evidence, sayings);
}

static Str why_text(Ctx *cx, const Attribute *attribute, const Standing *standings, size_t count,
                    DecidedBy by)
{
    StandingView *views = arena_make(cx->arena, StandingView, STANDINGS_TOLD);
    const size_t  told  = count < STANDINGS_TOLD ? count : STANDINGS_TOLD;
    for (size_t i = 0; i < told; i++)
        views[i] = (StandingView){ .value      = standings[i].value,
                                   .count      = standings[i].count,
                                   .percent    = standings[i].percent,
                                   .source     = standings[i].source,
                                   .last_at_ms = standings[i].last_at_ms };
    const Why why = { attribute->policy.kind, by, { views, told } };
    return shape_json(cx->arena, &why_shape, &why);
}

/* Personal values stand in no event. */
static Code say(Ctx *cx, const Attribute *attribute, const AttributePlace *place, Str value,
                Str was, Str why)
{
    Str     payload = { 0 };
    JsonOut json    = json_out(cx->arena, PAYLOAD_MAX);
    json_open_object(&json);
    json_pair_id(&json, S("attribute_id"), attribute->id);
    json_pair_str(&json, S("key"), attribute->key);
    json_pair_str(&json, S("name"), attribute->name);
    json_pair_str(&json, S("about"), place->about);
    if (!attribute->is_personal) {
        json_pair_str(&json, S("value"), value);
        json_pair_str(&json, S("was"), was);
        json_key(&json, S("why"));
        json_put_raw(&json, why);
    }
    json_close_object(&json);
    TRY(json_out_done(&json, &payload));
    return event_emit(
        cx, EV_ATTRIBUTE_DECIDED,
        (EventDraft){ .person_id = place->customer_id,
                      .object    = str_fmt(cx->arena, "attribute:%lld", (long long)attribute->id),
                      .payload   = payload });
}

static Code set_timer(Ctx *cx, const AttributePlace *place)
{
    int64_t   end_ms = 0;
    const Str key    = str_fmt(cx->arena, "%lld:%lld:%.*s", (long long)place->customer_id,
                               (long long)place->attribute_id, FMT(place->about));
    TRY(attribute_sql_next_end(cx, place, cx->now_ms, &end_ms));
    if (!end_ms) return OK;
    JsonOut json    = json_out(cx->arena, PAYLOAD_MAX);
    Str     payload = { 0 };
    json_open_object(&json);
    json_pair_id(&json, S("customer_id"), place->customer_id);
    json_pair_id(&json, S("attribute_id"), place->attribute_id);
    json_pair_str(&json, S("about"), place->about);
    json_close_object(&json);
    TRY(json_out_done(&json, &payload));
    return timer_set(cx, str_of(attribute_until_timer.word), key, end_ms, payload);
}

/* place->customer_id is a person who was not folded. */
static Code decide(Ctx *cx, const Attribute *attribute, const AttributePlace *place)
{
    Rows              evidence = { 0 }, sayings = { 0 };
    CustomerAttribute was       = { 0 };
    bool              found     = false;
    DecidedBy         by        = DECIDED_ONLY;
    Standing         *standings = arena_make(cx->arena, Standing, STANDINGS_MAX);
    TRY(attribute_sql_hold(cx, place));
    TRY(attribute_sql_find_value(cx, place, &was, &found));
    ASSERT(found);
    TRY(attribute_sql_counting(cx, place, cx->now_ms, COUNTING_MAX, &evidence));
    TRY(sayings_of(cx, attribute, &evidence, &sayings));
    const size_t count =
        attribute_decide(&attribute->policy, sayings.at, sayings.count, standings, &by);
    TRY(set_timer(cx, place));
    if (count == 0) {
        TRY(attribute_sql_drop_value(cx, place));
        return was.value.len ? say(cx, attribute, place, S(""), was.value, S("null")) : OK;
    }
    const Str why = why_text(cx, attribute, standings, count, by);
    if (str_equal(was.value, standings[0].value) && str_equal(was.why_json, why)) return OK;
    const CustomerAttribute now = { .tenant_id    = cx->tenant_id,
                                    .customer_id  = place->customer_id,
                                    .attribute_id = place->attribute_id,
                                    .about        = place->about,
                                    .value        = standings[0].value,
                                    .why_json     = why };
    TRY(attribute_sql_set_value(cx, &now));
    if (str_equal(was.value, now.value)) return OK;
    return say(cx, attribute, place, now.value, was.value, why);
}

static Code decide_of(Ctx *cx, CustomerId customer, int64_t attribute_id, Str about)
{
    Rows all = { 0 };
    TRY(attribute_catalogue(cx, &all));
    TRY(customer_merge_resolve(cx, &customer));
    const Attribute     *attribute = attribute_of_id(&all, attribute_id);
    const AttributePlace place     = { customer.v, attribute_id, about };
    return attribute ? decide(cx, attribute, &place) : OK;
}

Code attribute_decide_all(Ctx *cx, CustomerId customer)
{
    Rows all = { 0 }, places = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(attribute_catalogue(cx, &all));
    TRY(attribute_sql_places(cx, customer.v, &places));
    for (size_t i = 0; i < places.count; i++) {
        const AttributePlace *place     = ROWS_AT(AttributePlace, places, i);
        const Attribute      *attribute = attribute_of_id(&all, place->attribute_id);
        if (attribute) TRY(decide(cx, attribute, place));
    }
    return cx_commit(cx, &txn);
}

/* What the folded person had counts with the survivor now. */
static Code forget_values(Ctx *cx, int64_t customer_id)
{
    Rows values = { 0 };
    TRY(attribute_sql_values(cx, customer_id, &values));
    for (size_t i = 0; i < values.count; i++) {
        const CustomerAttribute *one   = ROWS_AT(CustomerAttribute, values, i);
        const AttributePlace     place = { customer_id, one->attribute_id, one->about };
        TRY(attribute_sql_drop_value(cx, &place));
    }
    return OK;
}

Code attribute_hear(Ctx *cx, const Event *event)
{
    CustomerId root = { event->person_id };
    if (!str_equal(event->type, event_word(EV_CUSTOMER_MERGED)) &&
        !str_equal(event->type, event_word(EV_CUSTOMER_SPLIT)))
        return OK;
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (json_parse(cx->arena, event->payload, JSON_LIMITS, &json, &error) != OK) return OK;
    const int64_t ids[] = { json_i64(json, S("into_id"), 0), json_i64(json, S("from_id"), 0) };
    for (size_t i = 0; i < COUNT(ids); i++) {
        root.v = ids[i];
        TRY(customer_merge_resolve(cx, &root));
        if (root.v != ids[i]) TRY(forget_values(cx, ids[i]));
        TRY(attribute_decide_all(cx, root));
    }
    return OK;
}

/* ---- telling --------------------------------------------------------------------------- */

static Code check(Ctx *cx, const EvidenceDraft *draft, const Attribute *attribute, Str *value)
{
    if (!attribute) return fail_field(cx, "attribute.unknown_key", S("key"), NULL);
    *value = attribute_value(cx->arena, attribute->type, attribute->choices, draft->value);
    if (!value->len)
        return fail_field(cx, "attribute.bad_value", S("value"),
                          attribute_type_words.word[attribute->type]);
    if (draft->at_ms > cx->now_ms + FUTURE_MS)
        return fail_field(cx, "attribute.bad_instant", S("at"), NULL);
    return OK;
}

static bool says_the_same(const Evidence *a, const Evidence *b)
{
    return a->ended_at_ms == 0 && str_equal(a->value, b->value) &&
           str_equal(a->source, b->source) && a->store_id == b->store_id &&
           a->confidence == b->confidence && a->at_ms == b->at_ms && a->until_ms == b->until_ms;
}

static Code keep(Ctx *cx, const EvidenceDraft *draft, Evidence *evidence)
{
    Evidence known = { 0 };
    bool     found = false;
    if (!draft->ref.len) {
        evidence->ref = str_fmt(cx->arena, "said:%lld", (long long)evidence->id);
        TRY(attribute_sql_tell(cx, evidence));
        return attribute_sql_end_source(cx, evidence);
    }
    TRY(attribute_sql_find_ref(cx, evidence, &known, &found));
    if (!found) return attribute_sql_tell(cx, evidence);
    evidence->id = known.id;
    return says_the_same(&known, evidence) ? OK : attribute_sql_retell(cx, evidence);
}

Code attribute_tell(Ctx *cx, CustomerId customer, const EvidenceDraft *draft, int64_t *evidence_id)
{
    Rows all   = { 0 };
    Str  value = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(attribute_catalogue(cx, &all));
    const Attribute *attribute = attribute_of_key(&all, draft->key);
    TRY(check(cx, draft, attribute, &value));
    Evidence evidence = { .id           = cx_new_id(cx),
                          .tenant_id    = cx->tenant_id,
                          .customer_id  = customer.v,
                          .attribute_id = attribute->id,
                          .about        = draft->about.len ? draft->about : S(""),
                          .value        = value,
                          .source       = draft->source.len ? draft->source : S("console"),
                          .ref          = draft->ref,
                          .raw          = draft->raw,
                          .store_id     = draft->store_id,
                          .distance_m   = draft->distance_m,
                          .confidence   = draft->confidence ? draft->confidence : 100,
                          .at_ms        = draft->at_ms ? draft->at_ms : cx->now_ms,
                          .until_ms     = draft->until_ms,
                          .event_seq    = draft->event_seq };
    TRY(customer_merge_resolve(cx, &customer));
    if (draft->event_seq == 0) TRY(customer_made_stay(cx, &customer));
    const AttributePlace place = { customer.v, attribute->id, evidence.about };
    TRY(attribute_sql_hold(cx, &place));
    TRY(keep(cx, draft, &evidence));
    TRY(decide(cx, attribute, &place));
    if (evidence_id) *evidence_id = evidence.id;
    return cx_commit(cx, &txn);
}

static bool holds(Ids ids, int64_t id)
{
    for (size_t i = 0; i < ids.count; i++)
        if (ids.at[i] == id) return true;
    return false;
}

Code attribute_untell(Ctx *cx, CustomerId customer, Str ref, Ids keep_ids)
{
    Rows evidence = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(attribute_sql_of_ref(cx, customer.v, ref, &evidence));
    for (size_t i = 0; i < evidence.count; i++) {
        const Evidence *one = ROWS_AT(Evidence, evidence, i);
        if (holds(keep_ids, one->id)) continue;
        TRY(attribute_sql_end(cx, one->id));
        TRY(decide_of(cx, customer, one->attribute_id, one->about));
    }
    return cx_commit(cx, &txn);
}

Code attribute_end(Ctx *cx, CustomerId customer, int64_t evidence_id)
{
    Customer known    = { 0 };
    Evidence evidence = { 0 };
    bool     found    = false;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_get(cx, customer, &known));
    TRY(attribute_sql_find_evidence(cx, evidence_id, &evidence, &found));
    CustomerId of = { found ? evidence.customer_id : 0 };
    if (found) TRY(customer_merge_resolve(cx, &of));
    REQUIRE(cx, found && of.v == known.id, ERR_NOT_FOUND, "attribute.no_evidence");
    TRY(attribute_sql_end(cx, evidence_id));
    TRY(decide_of(cx, of, evidence.attribute_id, evidence.about));
    return cx_commit(cx, &txn);
}

/* ---- a saying is over -------------------------------------------------------------------- */

static Code fire_until(Ctx *cx, const Timer *timer)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (json_parse(cx->arena, timer->payload, JSON_LIMITS, &json, &error) != OK)
        return fail(cx, ERR_INTERNAL, "attribute.bad_timer", "%s", error.reason);
    return decide_of(cx, (CustomerId){ json_i64(json, S("customer_id"), 0) },
                     json_i64(json, S("attribute_id"), 0), json_str(json, S("about")));
}

const TimerKind attribute_until_timer = { "attribute.until", fire_until };

/* ---- another policy ------------------------------------------------------------------------ */

static Code read_job(Ctx *cx, const Job *job, int64_t *attribute_id, int64_t *after)
{
    const Json *args = NULL, *checkpoint = NULL;
    JsonError   error = { 0 };
    if (json_parse(cx->arena, job->args, JSON_LIMITS, &args, &error) != OK ||
        json_parse(cx->arena, job->checkpoint.len ? job->checkpoint : S("{}"), JSON_LIMITS,
                   &checkpoint, &error) != OK)
        return fail(cx, ERR_INTERNAL, "job.bad_checkpoint", "%s", error.reason);
    *attribute_id = json_i64(args, S("attribute_id"), 0);
    *after        = json_i64(checkpoint, S("after"), 0);
    return OK;
}

static Code step(Ctx *cx, Job *job, bool *more)
{
    int64_t attribute_id = 0, after = 0;
    Rows    places  = { 0 };
    Ids     persons = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(read_job(cx, job, &attribute_id, &after));
    TRY(attribute_sql_persons(cx, (AttributeId){ attribute_id }, after, JOB_PERSONS, &persons));
    for (size_t i = 0; i < persons.count; i++) {
        TRY(attribute_sql_places(cx, persons.at[i], &places));
        for (size_t j = 0; j < places.count; j++)
            if (ROWS_AT(AttributePlace, places, j)->attribute_id == attribute_id)
                TRY(decide_of(cx, (CustomerId){ persons.at[i] }, attribute_id,
                              ROWS_AT(AttributePlace, places, j)->about));
        after = persons.at[i];
    }
    job->done += (int64_t)persons.count;
    job->checkpoint = str_fmt(cx->arena, "{\"after\":\"%lld\"}", (long long)after);
    TRY(job_save(cx, job));
    *more = persons.count == JOB_PERSONS;
    return cx_commit(cx, &txn);
}

const JobKind attribute_decide_job = { "attribute.decide", step };

/* ---- showing --------------------------------------------------------------------------------- */

static Str shown(Ctx *cx, const Attribute *attribute, Str value)
{
    return attribute->is_personal ? mask_value(cx, MASK_REMARK, value) : value;
}

static Code view_of(Ctx *cx, const Attribute *attribute, const CustomerAttribute *row,
                    AttributeView *out)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    ShapeError  shape = { 0 };
    Why         why   = { 0 };
    if (json_parse(cx->arena, row->why_json, JSON_LIMITS, &json, &error) != OK ||
        shape_from_json(cx->arena, &why_shape, json, &why, NULL, &shape) != OK)
        return fail(cx, ERR_INTERNAL, "attribute.bad_row", "why of %lld", (long long)attribute->id);
    *out = (AttributeView){ .attribute_id = attribute->id,
                            .key          = attribute->key,
                            .name         = attribute->name,
                            .type         = attribute->type,
                            .unit         = attribute->unit,
                            .category     = attribute->category,
                            .about        = row->about,
                            .value        = shown(cx, attribute, row->value),
                            .is_personal  = attribute->is_personal,
                            .policy       = why.policy,
                            .decided_by   = why.decided_by,
                            .standings    = why.standings };
    for (size_t i = 0; i < why.standings.count; i++) {
        StandingView *standing = ROWS_AT(StandingView, why.standings, i);
        standing->value        = shown(cx, attribute, standing->value);
    }
    return OK;
}

static Code evidence_view_of(Ctx *cx, const Attribute *attribute, const Evidence *row,
                             EvidenceView *out)
{
    Store store = { 0 };
    *out        = (EvidenceView){ .id          = row->id,
                                  .key         = attribute->key,
                                  .name        = attribute->name,
                                  .about       = row->about,
                                  .value       = shown(cx, attribute, row->value),
                                  .source      = row->source,
                                  .raw         = mask_value(cx, MASK_REMARK, row->raw),
                                  .store_id    = row->store_id,
                                  .distance_m  = row->distance_m,
                                  .confidence  = row->confidence,
                                  .at_ms       = row->at_ms,
                                  .until_ms    = row->until_ms,
                                  .ended_at_ms = row->ended_at_ms,
                                  .event_seq   = row->event_seq };
    if (!row->store_id) return OK;
    if (org_store_get(cx, (StoreId){ row->store_id }, &store) == OK)
        out->store_name = store.name;
    else
        forgive(cx);
    return OK;
}

Code attribute_values(Ctx *cx, CustomerId customer, Rows *values)
{
    return attribute_sql_values(cx, customer.v, values);
}

Code attribute_view(Ctx *cx, CustomerId customer, CustomerAttributes *out)
{
    enum { EVIDENCE_SHOWN = 200 };
    Customer known = { 0 };
    Rows     all = { 0 }, values = { 0 }, evidence = { 0 };
    TRY(customer_get(cx, customer, &known));
    TRY(attribute_catalogue(cx, &all));
    TRY(attribute_sql_values(cx, known.id, &values));
    TRY(attribute_sql_evidence(cx, known.id, EVIDENCE_SHOWN, &evidence));
    Vec views = vec_of(cx->arena, AttributeView), sayings = vec_of(cx->arena, EvidenceView);
    for (size_t i = 0; i < values.count; i++) {
        const CustomerAttribute *row       = ROWS_AT(CustomerAttribute, values, i);
        const Attribute         *attribute = attribute_of_id(&all, row->attribute_id);
        if (attribute) TRY(view_of(cx, attribute, row, VEC_ADD(&views, AttributeView)));
    }
    for (size_t i = 0; i < evidence.count; i++) {
        const Evidence  *row       = ROWS_AT(Evidence, evidence, i);
        const Attribute *attribute = attribute_of_id(&all, row->attribute_id);
        if (attribute) TRY(evidence_view_of(cx, attribute, row, VEC_ADD(&sayings, EvidenceView)));
    }
    out->items    = vec_rows(&views);
    out->evidence = vec_rows(&sayings);
    return OK;
}
