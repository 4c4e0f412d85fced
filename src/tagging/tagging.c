/* tagging.c -- what tags mean: their details as people enter them, rules checked and tried out. */
#include "log/log.h"
#include "org/org.h"
#include "tagging/tagging_engine.h"
#include "wire/wire.h"

enum {
    VALUES_MAX    = 32 * 1024,
    READS_MAX     = 16 * 1024,
    EXAMINED_MAX  = 20000,
    PAGE          = 500,
    MATCHES_SHOWN = 10
};

/* ---- listing ------------------------------------------------------------------------------- */

static void show_rule(Ctx *cx, const TagRuleSet *set, const TagDetail *detail, TypedTag *out)
{
    const TagRuleDraft draft = { .type = detail->type, .rule = detail->rule_json };
    TagRule            rule  = { 0 };
    TagRuleCheck       check = { 0 };
    if (!detail->rule_json.len || tagging_rules_check(cx, set, &draft, &rule, &check) != OK) return;
    out->rule        = detail->rule_json;
    out->sentence_zh = check.sentence_zh;
    out->sentence_en = check.sentence_en;
}

static Str name_of_user(Ctx *cx, int64_t id)
{
    User user = { 0 };
    if (id && org_user_get(cx, (UserId){ id }, &user) == OK)
        return user.display_name.len ? user.display_name : user.name;
    forgive(cx);
    return (Str){ 0 };
}

static void show(Ctx *cx, const TagRuleSet *set, const TagPlace *place, const Rows *details,
                 TypedTag *out)
{
    const TagRule *rule = tagging_rules_of(set, place->tag_id);
    *out                = (TypedTag){ .id             = place->tag_id,
                                      .name           = place->name,
                                      .group_id       = place->group_id,
                                      .group_name     = place->group_name,
                                      .kind           = place->kind,
                                      .is_exclusive   = place->is_exclusive,
                                      .type           = TAG_FLAG,
                                      .customer_count = place->customer_count };
    for (size_t i = 0; i < details->count; i++) {
        const TagDetail *detail = ROWS_AT(TagDetail, *details, i);
        if (detail->tag_id != place->tag_id) continue;
        out->type         = detail->type;
        out->category     = detail->category;
        out->owner_id     = detail->owner_id;
        out->owner_name   = name_of_user(cx, detail->owner_id);
        out->definition   = detail->definition;
        out->review_on    = detail->review_on;
        out->expires_days = detail->expires_days;
        out->is_on        = detail->is_on;
        out->revision     = detail->revision;
        out->choices      = rule ? rule->choices : (Strs){ 0 };
        out->bands        = rule ? rule->bands : (Rows){ 0 };
        show_rule(cx, set, detail, out);
    }
}

static Code list_with(Ctx *cx, const TagRuleSet *set, Rows *tags)
{
    Rows details = { 0 };
    TRY(tagging_sql_details(cx, &details));
    TypedTag *list = arena_make(cx->arena, TypedTag, set->places.count);
    for (size_t i = 0; i < set->places.count; i++) {
        TagPlace place = *ROWS_AT(TagPlace, set->places, i);
        show(cx, set, &place, &details, &list[i]);
        list[i].name       = str_copy(cx->arena, place.name);
        list[i].group_name = str_copy(cx->arena, place.group_name);
    }
    *tags = (Rows){ list, set->places.count };
    return OK;
}

/* A set of its own: what is shown points into it. */
static Code own_set(Ctx *cx, TagRuleSet **out)
{
    Services own        = *cx->services;
    own.tag_book        = NULL;
    const Services *all = cx->services;
    cx->services        = &own;
    const Code code     = tagging_rules_hold(cx, out);
    cx->services        = all;
    return code;
}

Code tagging_list(Ctx *cx, Rows *tags)
{
    TagRuleSet *set = NULL;
    TRY(own_set(cx, &set));
    return list_with(cx, set, tags);
}

/* ---- saving ---------------------------------------------------------------------------------- */

static Code check_bands(Ctx *cx, const Rows *bands)
{
    for (size_t i = 0; i < bands->count; i++) {
        const TagBand *band = ROWS_AT(TagBand, *bands, i);
        const Str      from = attribute_value(cx->arena, ATTRIBUTE_NUMBER, (Strs){ 0 }, band->from);
        const Str      to   = attribute_value(cx->arena, ATTRIBUTE_NUMBER, (Strs){ 0 }, band->to);
        const bool     good =
            (!band->from.len || from.len) && (!band->to.len || to.len) &&
            (!from.len || !to.len || attribute_value_number(from) < attribute_value_number(to));
        if (!good)
            return fail_field(cx, "tagging.bad_bands", str_fmt(cx->arena, "bands[%zu]", i), NULL);
    }
    return OK;
}

static Code check_draft(Ctx *cx, const TypedTagDraft *draft)
{
    int64_t day = 0;
    if (draft->type == TAG_ENUM && draft->choices.count == 0)
        return fail_field(cx, "tagging.needs_values", S("choices"), NULL);
    if (draft->type == TAG_BAND && draft->bands.count == 0)
        return fail_field(cx, "tagging.needs_values", S("bands"), NULL);
    if (draft->review_on.len && !day_parse(draft->review_on, &day))
        return fail_field(cx, "tagging.bad_date", S("review_on"), "YYYY-MM-DD");
    return check_bands(cx, &draft->bands);
}

static Code values_text(Ctx *cx, const TypedTagDraft *draft, Str *out)
{
    JsonOut json = json_out(cx->arena, VALUES_MAX);
    json_open_array(&json);
    for (size_t i = 0; draft->type == TAG_ENUM && i < draft->choices.count; i++)
        json_put_str(&json, draft->choices.at[i]);
    for (size_t i = 0; draft->type == TAG_BAND && i < draft->bands.count; i++) {
        const TagBand *band = ROWS_AT(TagBand, draft->bands, i);
        json_open_object(&json);
        json_pair_str(&json, S("label"), band->label);
        json_pair_str(&json, S("from"), band->from.len ? band->from : S(""));
        json_pair_str(&json, S("to"), band->to.len ? band->to : S(""));
        json_close_object(&json);
    }
    json_close_array(&json);
    return json_out_done(&json, out);
}

/* Err.more says where in the rule. */
static Code refuse(Ctx *cx, const TagRuleCheck *check)
{
    JsonOut json = json_out(cx->arena, READS_MAX);
    json_open_object(&json);
    json_pair_str(&json, S("place"), check->place);
    json_pair_str(&json, S("allowed"), check->allowed);
    json_close_object(&json);
    const char *reason = str_z(cx->arena, check->reason);
    const Code  code   = fail_field(cx, reason, S("rule"), str_z(cx->arena, check->allowed));
    if (json_out_done(&json, &cx->err.more) != OK) cx->err.more = (Str){ 0 };
    return code;
}

static Code check_rule(Ctx *cx, const TagRuleSet *set, const TypedTagDraft *draft,
                       TagDetail *detail)
{
    const TagRuleDraft rule_draft = { draft->type, draft->choices, draft->bands, draft->rule };
    TagRule            rule       = { 0 };
    TagRuleCheck       check      = { 0 };
    StrBuf             reads      = strbuf(cx->arena, READS_MAX);
    detail->rule_json             = S("");
    detail->reads                 = S("");
    if (!draft->rule.len) return OK;
    TRY(tagging_rules_check(cx, set, &rule_draft, &rule, &check));
    if (!check.is_good) return refuse(cx, &check);
    for (size_t i = 0; i < rule.reads.count; i++)
        strbuf_fmt(&reads, "\n%.*s\n", FMT(rule.reads.at[i]));
    detail->rule_json = draft->rule;
    detail->reads     = reads.len ? strbuf_str(&reads) : S("");
    return OK;
}

static const TagPlace *place_of(const TagRuleSet *set, int64_t tag_id)
{
    for (size_t i = 0; i < set->places.count; i++)
        if (ROWS_AT(TagPlace, set->places, i)->tag_id == tag_id)
            return ROWS_AT(TagPlace, set->places, i);
    return NULL;
}

static Code insert_or_clash(Ctx *cx, const TagDetail *detail)
{
    if (tagging_sql_insert(cx, detail) == ERR_CONFLICT && !cx->err.retry) {
        forgive(cx);
        return fail(cx, ERR_CONFLICT, "tagging.changed_meanwhile", "at the same time");
    }
    return cx->err.code;
}

Code tagging_save(Ctx *cx, TagId id, const TypedTagDraft *draft, TypedTag *out)
{
    TagRuleSet *set    = NULL;
    Rows        list   = { 0 };
    Job         job    = { 0 };
    TagDetail   detail = { .tenant_id     = cx->tenant_id,
                           .tag_id        = id.v,
                           .type          = draft->type,
                           .category      = draft->category,
                           .owner_id      = draft->owner_id,
                           .definition    = draft->definition,
                           .review_on     = draft->review_on,
                           .expires_days  = draft->expires_days,
                           .is_on         = draft->is_on && draft->rule.len > 0,
                           .updated_at_ms = cx->now_ms,
                           .revision      = 1 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(own_set(cx, &set));
    const TagPlace *place = place_of(set, id.v);
    REQUIRE(cx, place, ERR_NOT_FOUND, "tag.not_found");
    TRY(check_draft(cx, draft));
    TRY(values_text(cx, draft, &detail.values_json));
    TRY(check_rule(cx, set, draft, &detail));
    if (draft->revision)
        TRY(tagging_sql_update(cx, &detail, draft->revision));
    else
        TRY(insert_or_clash(cx, &detail));
    if (detail.is_on)
        TRY(job_start(
            cx,
            (JobDraft){ .kind  = S("tagging.apply"),
                        .title = str_fmt(cx->arena, "应用标签规则：%.*s", FMT(place->name)),
                        .unit  = S("customer"),
                        .args  = str_fmt(cx->arena, "{\"tag_id\":\"%lld\"}", (long long)id.v) },
            &job));
    TRY(event_emit(cx, EV_TAG_CHANGED,
                   (EventDraft){ .object = str_fmt(cx->arena, "tag:%lld", (long long)id.v) }));
    TRY(tagging_list(cx, &list));
    for (size_t i = 0; i < list.count; i++)
        if (ROWS_AT(TypedTag, list, i)->id == id.v) *out = *ROWS_AT(TypedTag, list, i);
    return cx_commit(cx, &txn);
}

Code tagging_set_exclusive(Ctx *cx, TagGroupId group, bool is_exclusive)
{
    TagRuleSet *set   = NULL;
    bool        found = false;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(own_set(cx, &set));
    for (size_t i = 0; i < set->places.count; i++)
        found = found || ROWS_AT(TagPlace, set->places, i)->group_id == group.v;
    REQUIRE(cx, found, ERR_NOT_FOUND, "tag_group.not_found");
    TRY(tagging_sql_set_exclusive(cx, group, is_exclusive));
    return cx_commit(cx, &txn);
}

/* ---- by hand --------------------------------------------------------------------------------- */

static Str hand_value(Ctx *cx, const TagRule *rule, Str text)
{
    int64_t day = 0;
    switch (rule->type) {
    case TAG_FLAG: return text.len ? (Str){ 0 } : S("");
    case TAG_DATE: return day_parse(text, &day) ? day_text(cx->arena, day) : (Str){ 0 };
    case TAG_ENUM:
        for (size_t i = 0; i < rule->choices.count; i++)
            if (str_equal(rule->choices.at[i], text)) return text;
        return (Str){ 0 };
    case TAG_BAND:
        for (size_t i = 0; i < rule->bands.count; i++)
            if (str_equal(ROWS_AT(TagBand, rule->bands, i)->label, text)) return text;
        return (Str){ 0 };
    }
    return (Str){ 0 };
}

Code tagging_give(Ctx *cx, CustomerId customer, TagId tag, Str value)
{
    TagRuleSet *set   = NULL;
    Customer    known = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_get(cx, customer, &known));
    TRY(own_set(cx, &set));
    const TagRule *rule = tagging_rules_of(set, tag.v);
    if (!rule) return fail_field(cx, "tag.unknown", S("tag_id"), NULL);
    const Str form = hand_value(cx, rule, value);
    if (!form.ptr) return fail_field(cx, "tagging.bad_value", S("value"), NULL);
    const int64_t ids[] = { tag.v };
    TRY(customer_tag(cx, (CustomerId){ known.id }, (RelationId){ 0 }, (Ids){ ids, 1 }, (Ids){ 0 },
                     S("console")));
    TRY(tagging_engine_given(cx, set, (CustomerId){ known.id }, tag.v, form, S("console")));
    return cx_commit(cx, &txn);
}

/* ---- trying
 * ---------------------------------------------------------------------------------------- */

Code tagging_check(Ctx *cx, const TagRuleDraft *draft, TagRuleCheck *out)
{
    TagRuleSet *set  = NULL;
    TagRule     rule = { 0 };
    TRY(own_set(cx, &set));
    return tagging_rules_check(cx, set, draft, &rule, out);
}

static Code preview_one(Ctx *cx, const TagRuleSet *set, const TagRule *rule, int64_t id,
                        TagRulePreview *out, Vec *matches)
{
    TagPerson person = { 0 };
    Str       value  = { 0 };
    out->examined++;
    if (tagging_person_read(cx, set, (CustomerId){ id }, &person) != OK) {
        forgive(cx); /* gone meanwhile */
        return OK;
    }
    TRY(tagging_person_ask(&person, rule, &value));
    if (!value.ptr) return OK;
    out->count++;
    if (matches->count < MATCHES_SHOWN)
        *VEC_ADD(matches, TagRuleMatch) = (TagRuleMatch){ id, person.customer.name, value };
    return OK;
}

Code tagging_preview(Ctx *cx, const TagRuleDraft *draft, TagRulePreview *out)
{
    TagRuleSet  *set     = NULL;
    TagRule      rule    = { 0 };
    TagRuleCheck check   = { 0 };
    Ids          ids     = { 0 };
    int64_t      after   = 0;
    Vec          matches = vec_of(cx->arena, TagRuleMatch);
    TRY(own_set(cx, &set));
    TRY(tagging_rules_check(cx, set, draft, &rule, &check));
    if (!check.is_good) return refuse(cx, &check);
    TRY(tagging_sql_customer_count(cx, &out->total));
    do {
        TRY(tagging_sql_customers(cx, after, PAGE, &ids));
        for (size_t i = 0; i < ids.count; i++) {
            const bool      keeps = matches.count < MATCHES_SHOWN;
            const ArenaMark mark  = arena_mark(cx->arena);
            TRY(preview_one(cx, set, &rule, ids.at[i], out, &matches));
            if (!keeps) arena_rewind(cx->arena, mark);
            after = ids.at[i];
        }
    } while (ids.count == PAGE && out->examined < EXAMINED_MAX);
    out->is_exact = out->examined >= out->total;
    out->matches  = vec_rows(&matches);
    return OK;
}

Code tagging_words(Ctx *cx, TagRuleWords *out)
{
    TagRuleSet *set = NULL;
    TRY(own_set(cx, &set));
    TagRuleVariable *list = arena_make(cx->arena, TagRuleVariable, set->language.schema.count);
    for (size_t i = 0; i < set->language.schema.count; i++) {
        const RuleVariable *one = &set->language.schema.variables[i];
        list[i]                 = (TagRuleVariable){ one->name,
                                                     one->label,
                                                     one->label_zh,
                                                     { 0 },
                                                     word_of(&rule_type_words, (int)one->type),
                                                     one->choices };
        if (i >= OWN_SLOTS)
            list[i].unit = ROWS_AT(Attribute, set->language.attributes, i - OWN_SLOTS)->unit;
    }
    out->variables = (Rows){ list, set->language.schema.count };
    return event_counts(cx, &out->event_types);
}

/* ---- why
 * ---------------------------------------------------------------------------------------------- */

static const char *name_of(const TagRuleSet *set, int64_t id, Arena *arena)
{
    const TagPlace *place = place_of(set, id);
    return place ? str_z(arena, place->name) : "";
}

static void read_why(Ctx *cx, const TagHolding *holding, TagReason *out)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    ShapeError  shape = { 0 };
    TagWhy      why   = { 0 };
    if (json_parse(cx->arena, holding->why_json, JSON_LIMITS, &json, &error) != OK ||
        shape_from_json(cx->arena, &tag_why_shape, json, &why, NULL, &shape) != OK)
        return;
    out->sentence_zh = why.sentence_zh;
    out->sentence_en = why.sentence_en;
    out->facts       = why.facts;
}

static void reason_of(Ctx *cx, const TagRuleSet *set, const TagHolding *holding, TagReason *out)
{
    const TagPlace *place = place_of(set, holding->tag_id);
    const TagRule  *rule  = tagging_rules_of(set, holding->tag_id);
    *out                  = (TagReason){ .tag_id        = holding->tag_id,
                                         .name          = place ? place->name : S(""),
                                         .group_name    = place ? place->group_name : S(""),
                                         .type          = rule ? rule->type : TAG_FLAG,
                                         .value         = holding->value,
                                         .source        = holding->source,
                                         .since_ms      = holding->since_ms,
                                         .until_ms      = holding->until_ms,
                                         .expires_at_ms = holding->expires_at_ms,
                                         .ended_by      = holding->ended_by };
    read_why(cx, holding, out);
    if (holding->replaced_by && holding->replaced_by != holding->tag_id)
        out->replaced_by_name = str_of(name_of(set, holding->replaced_by, cx->arena));
}

Code tagging_reasons(Ctx *cx, CustomerId customer, TagReasons *out)
{
    enum { HISTORY_SHOWN = 100 };
    TagRuleSet *set   = NULL;
    Customer    known = { 0 };
    Rows        held = { 0 }, ended = { 0 };
    Ids         tags  = { 0 };
    Vec         items = vec_of(cx->arena, TagReason), history = vec_of(cx->arena, TagReason);
    TRY(customer_get(cx, customer, &known));
    TRY(own_set(cx, &set));
    TRY(tagging_sql_tags_of(cx, known.id, &tags));
    TRY(tagging_sql_held(cx, known.id, &held));
    TRY(tagging_sql_history(cx, known.id, HISTORY_SHOWN, &ended));
    for (size_t i = 0; i < tags.count; i++) {
        TagHolding holding = {
            .tag_id = tags.at[i], .value = S(""), .source = S(""), .why_json = S("{}")
        };
        for (size_t j = 0; j < held.count; j++)
            if (ROWS_AT(TagHolding, held, j)->tag_id == tags.at[i])
                holding = *ROWS_AT(TagHolding, held, j);
        if (place_of(set, tags.at[i])) reason_of(cx, set, &holding, VEC_ADD(&items, TagReason));
    }
    for (size_t i = 0; i < ended.count; i++) {
        const TagHolding *holding = ROWS_AT(TagHolding, ended, i);
        if (place_of(set, holding->tag_id))
            reason_of(cx, set, holding, VEC_ADD(&history, TagReason));
    }
    out->items   = vec_rows(&items);
    out->history = vec_rows(&history);
    return OK;
}
