/* segment_try.c -- a rule that is tried: whom it holds for, what it says, how it was found. */
#include "segment/segment_find.h"

#include "wire/wire.h"

enum { SAMPLE = 10, OVERLAPS = 50 };

/* A rule that came as a text of JSON is that JSON. */
Str segment_rule_text(Arena *arena, Str given)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (!str_starts(given, S("\"")) ||
        json_parse(arena, given, (JsonLimits){ SEGMENT_RULE_JSON_MAX * 8, 10, 4 }, &json, &error) !=
            OK ||
        json->kind != JSON_STR)
        return given;
    return json->as.str;
}

/* ---- who may be told ------------------------------------------------------------------- */

Code segment_find_seen(Ctx *cx, const Crowd *crowd, roaring_bitmap_t **seen)
{
    People *people = NULL;
    Ids     scope  = { 0 };
    *seen          = NULL;
    if (!cx->scope_id) return OK;
    const ArenaMark mark = arena_mark(cx->arena);
    Ids             ids  = segment_index_ids(cx->arena, crowd, crowd_everybody(crowd));
    TRY(customer_people_scope(cx, &scope));
    TRY(customer_people_begin(cx, &people));
    ids.count = people_keep_seen(people, true, scope, (int64_t *)(uintptr_t)ids.at, ids.count);
    customer_people_end(cx);
    *seen = roaring_bitmap_create();
    for (size_t i = 0; i < ids.count; i++)
        roaring_bitmap_add(*seen, crowd_number(crowd, ids.at[i]));
    arena_rewind(cx->arena, mark);
    return OK;
}

int64_t segment_find_count(const roaring_bitmap_t *set, const roaring_bitmap_t *seen)
{
    return (int64_t)(seen ? roaring_bitmap_and_cardinality(set, seen)
                          : roaring_bitmap_get_cardinality(set));
}

/* What a role may not see it may not find out by asking. */
static void check_masks(Ctx *cx, const SegmentHold *hold, const SegmentRule *rule, RuleError *error)
{
    for (size_t i = 0; i < rule->reads.count; i++) {
        const Str read = rule->reads.at[i];
        if (!str_starts(read, S("v:"))) continue;
        Str              rest      = str_slice(read, 2, read.len);
        const Str        name      = str_cut(&rest, '@');
        const Attribute *attribute = attribute_of_key(&hold->language->attributes, name);
        const MaskField  field     = str_equal(name, S("address"))    ? MASK_ADDRESS
                                     : str_equal(name, S("birthday")) ? MASK_BIRTHDAY
                                                                      : MASK_REMARK;
        const bool is_personal     = field != MASK_REMARK || (attribute && attribute->is_personal);
        if (cx->user_id && is_personal && mask_level(cx, field) != MASK_CLEAR)
            *error = (RuleError){ "segment.masked", S(""), name };
    }
}

/* ---- looking ------------------------------------------------------------------------------ */

Code segment_find(Ctx *cx, Str given, int64_t own_id, uint64_t examine_max, SegmentFound *out)
{
    out->text = segment_rule_text(cx->arena, given);
    TRY(segment_index_begin(cx, out->text, own_id, &out->hold, &out->rule, &out->error));
    if (out->error.reason) return OK;
    check_masks(cx, &out->hold, &out->rule, &out->error);
    const Code code = out->error.reason ? OK : segment_find_seen(cx, out->hold.crowd, &out->seen);
    if (out->error.reason || code != OK) {
        segment_index_end(cx);
        return code;
    }
    crowd_find(out->hold.crowd, &out->rule.rule, cx->arena, cx->now_ms, cx->zone, examine_max,
               &out->found);
    return OK;
}

void segment_find_end(Ctx *cx, SegmentFound *found)
{
    if (found->error.reason) return;
    roaring_bitmap_free(found->found.set);
    if (found->seen) roaring_bitmap_free(found->seen);
    segment_index_end(cx);
}

Ids segment_find_ids(Arena *arena, const SegmentFound *found)
{
    if (!found->seen) return segment_index_ids(arena, found->hold.crowd, found->found.set);
    roaring_bitmap_t *both = roaring_bitmap_and(found->found.set, found->seen);
    const Ids         ids  = segment_index_ids(arena, found->hold.crowd, both);
    roaring_bitmap_free(both);
    return ids;
}

Code segment_refuse(Ctx *cx, const RuleError *error)
{
    const Str allowed = error->allowed;
    cx->err           = (Err){ 0 };
    return fail_field(cx, error->reason, str_fmt(cx->arena, "rule%.*s", FMT(error->place)),
                      allowed.len ? str_z(cx->arena, allowed) : NULL);
}

/* ---- what is told ------------------------------------------------------------------------- */

static void say(Ctx *cx, const SegmentFound *found, SegmentPreview *out)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (json_parse(cx->arena, found->text, JSON_LIMITS, &json, &error) != OK) return;
    out->sentence_zh = tagging_language_say(cx->arena, found->hold.language, json, RULE_CHINESE);
    out->sentence_en = tagging_language_say(cx->arena, found->hold.language, json, RULE_ENGLISH);
}

static Str name_of(const Rows *names, Str text)
{
    int64_t id = 0;
    for (size_t i = 0; str_to_i64(text, &id) && i < names->count; i++)
        if (ROWS_AT(TagName, *names, i)->id == id) return ROWS_AT(TagName, *names, i)->name;
    return text;
}

/* "tag 7" and "segment 12 13" with names. */
static Str ask_of(Ctx *cx, const TagLanguage *language, Str ask)
{
    Str        rest = ask;
    const Str  what = str_cut(&rest, ' ');
    const bool tag = str_equal(what, S("tag")), segment = str_equal(what, S("segment"));
    if ((!tag && !segment) || !rest.ptr) return ask;
    StrBuf buf = strbuf(cx->arena, 1000);
    strbuf_add(&buf, what);
    while (rest.ptr)
        strbuf_fmt(&buf, " %.*s",
                   FMT(name_of(tag ? &language->tags : &language->segments, str_cut(&rest, ' '))));
    return strbuf_str(&buf);
}

/* Of those who see all only: a count of a step tells of everybody. */
static void tell_steps(Ctx *cx, const SegmentFound *found, SegmentPreview *out)
{
    SegmentStep *steps = arena_make(cx->arena, SegmentStep, found->found.steps.count);
    for (size_t i = 0; i < found->found.steps.count; i++) {
        const CrowdStep *step = ROWS_AT(CrowdStep, found->found.steps, i);
        steps[i] = (SegmentStep){ ask_of(cx, found->hold.language, step->ask), step->how,
                                  cx->scope_id ? -1 : step->count };
    }
    out->steps = (Rows){ steps, found->found.steps.count };
}

static void overlap_with(const SegmentFound *found, const SegmentHeld *held, int64_t total,
                         int64_t count, SegmentOverlap *out)
{
    const roaring_bitmap_t *set = crowd_find_segment(found->hold.crowd, held->row.id);
    *out = (SegmentOverlap){ .segment_id = held->row.id, .name = held->row.name };
    if (!set) return;
    roaring_bitmap_t *both = roaring_bitmap_and(found->found.set, set);
    out->size              = segment_find_count(set, found->seen);
    out->both              = segment_find_count(both, found->seen);
    roaring_bitmap_free(both);
    if (count > 0) out->share = (double)out->both / (double)count;
    if (count > 0 && out->size > 0) out->lift = out->share * (double)total / (double)out->size;
}

static void tell_overlaps(Ctx *cx, const SegmentFound *found, int64_t own_id, SegmentPreview *out)
{
    SegmentOverlap *all   = arena_make(cx->arena, SegmentOverlap, found->hold.count + 1);
    const int64_t   in    = segment_find_count(found->found.set, found->seen);
    size_t          count = 0;
    for (size_t i = 0; i < found->hold.count && count < OVERLAPS; i++) {
        const SegmentHeld *held = &found->hold.segments[i];
        if (held->row.id == own_id) continue;
        overlap_with(found, held, out->total, in, &all[count]);
        if (all[count].both > 0) count++;
    }
    for (size_t i = 1; i < count; i++) {
        const SegmentOverlap one = all[i];
        size_t               at  = i;
        for (; at > 0 && all[at - 1].both < one.both; at--) all[at] = all[at - 1];
        all[at] = one;
    }
    out->overlaps = (Rows){ all, count };
}

static Code tell_sample(Ctx *cx, Ids ids, SegmentPreview *out)
{
    const size_t   count = ids.count < SAMPLE ? ids.count : SAMPLE;
    SegmentPerson *all   = arena_make(cx->arena, SegmentPerson, count);
    for (size_t i = 0; i < count; i++) {
        /* Spread over all, by age. */
        Customer      customer = { 0 };
        const int64_t id       = ids.at[i * ids.count / (count ? count : 1)];
        if (customer_get(cx, (CustomerId){ id }, &customer) != OK) forgive(cx);
        all[i] = (SegmentPerson){ id, customer.name };
    }
    out->sample = (Rows){ all, count };
    return OK;
}

static Ids tell(Ctx *cx, const SegmentFound *found, const SegmentAsk *ask, SegmentPreview *out)
{
    static const char *const fits[] = { "unknown", "wider", "exact" };
    const CrowdFound        *crowd  = &found->found;
    say(cx, found, out);
    tell_steps(cx, found, out);
    out->is_good    = true;
    out->is_exact   = crowd->is_exact;
    out->fit        = str_of(fits[crowd->fit]);
    out->candidates = cx->scope_id ? 0 : (int64_t)crowd->candidates;
    out->examined   = cx->scope_id ? 0 : (int64_t)crowd->examined;
    out->total      = segment_find_count(crowd_everybody(found->hold.crowd), found->seen);
    out->count      = segment_find_count(crowd->set, found->seen);
    /* Of every n-th candidate: as many more. */
    if (!crowd->is_exact && crowd->examined > 0)
        out->count =
            (int64_t)((double)out->count * (double)crowd->candidates / (double)crowd->examined);
    if (!ask->wants_sample) return (Ids){ 0 };
    tell_overlaps(cx, found, ask->id, out);
    return segment_find_ids(cx->arena, found);
}

Code segment_preview(Ctx *cx, const SegmentAsk *ask, SegmentPreview *out)
{
    SegmentFound found = { 0 };
    Ids          ids   = { 0 };
    TRY(org_scope_tell(cx, &out->scope));
    TRY(segment_find(cx, ask->rule, ask->id, SEGMENT_EXAMINE_MAX, &found));
    if (found.error.reason) {
        out->reason  = str_of(found.error.reason);
        out->place   = found.error.place;
        out->allowed = found.error.allowed;
        return OK;
    }
    ids = tell(cx, &found, ask, out);
    segment_find_end(cx, &found);
    return tell_sample(cx, ids, out);
}

Code segment_count(Ctx *cx, Str rule, int64_t *count)
{
    SegmentFound found = { 0 };
    TRY(segment_find(cx, rule, 0, 0, &found));
    if (found.error.reason) return segment_refuse(cx, &found.error);
    *count = segment_find_count(found.found.set, found.seen);
    segment_find_end(cx, &found);
    return OK;
}

static Code find_ids(Ctx *cx, Str rule, int64_t own_id, Ids *ids)
{
    SegmentFound found = { 0 };
    TRY(segment_find(cx, rule, own_id, 0, &found));
    if (found.error.reason) return segment_refuse(cx, &found.error);
    *ids = segment_find_ids(cx->arena, &found);
    segment_find_end(cx, &found);
    return OK;
}

Code segment_rule_ids(Ctx *cx, Str rule, Ids *ids) { return find_ids(cx, rule, 0, ids); }

Code segment_rule_people(Ctx *cx, const SegmentAsk *ask, SegmentResult *out)
{
    Ids ids = { 0 };
    TRY(find_ids(cx, ask->rule, ask->id, &ids));
    return customer_people_keep(cx, (int64_t *)(uintptr_t)ids.at, ids.count, &out->result_id,
                                &out->total);
}

/* What people do; the platform's callbacks and our own housekeeping are no conditions. */
static bool is_of_people(Str type)
{
    switch ((int)event_permission(type)) {
    case PERM_CUSTOMER_READ:
    case PERM_ORDER_READ:
    case PERM_SEGMENT_READ:
        return !str_equal(type, event_word(EV_SEGMENT_CHANGED)) &&
               !str_equal(type, event_word(EV_SEGMENT_READY));
    case PERM_GROUP_CHAT_READ: return !str_equal(type, event_word(EV_GROUP_CHAT_CHANGED));
    default: return str_equal(type, event_word(EV_CHANNEL_CODE_MATCHED));
    }
}

Code segment_words(Ctx *cx, TagRuleWords *out)
{
    size_t kept = 0;
    TRY(tagging_words(cx, out));
    EventCount *all = out->event_types.at;
    for (size_t i = 0; i < out->event_types.count; i++)
        if (is_of_people(all[i].type)) all[kept++] = all[i];
    out->event_types.count = kept;
    return OK;
}
