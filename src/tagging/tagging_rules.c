/* tagging_rules.c -- rules compiled: what they may speak of, what they read, what they say. */
#include "tagging/tagging_rules.h"

#include "sys/sys.h"
#include "wire/wire.h"

enum { ARENA_MAX = 64 << 20, BOOK_MAX = 64, DEPTH_MAX = RULE_DEPTH_MAX + 1 };

static const JsonLimits rule_limits = { .bytes = TAG_RULE_JSON_MAX,
                                        .nodes = RULE_NODES_MAX,
                                        .depth = RULE_DEPTH_MAX };

/* ---- one rule
 * ------------------------------------------------------------------------------------- */

static RuleType wanted_of(TagType type)
{
    switch (type) {
    case TAG_FLAG: return RULE_TYPE_FLAG;
    case TAG_BAND: return RULE_TYPE_NUMBER;
    case TAG_ENUM:
    case TAG_DATE: return RULE_TYPE_ANY;
    }
    return RULE_TYPE_ANY;
}

/* All in `arena`; false with the error. */
static bool compile(Arena *arena, const TagRuleSet *set, Str text, TagRule *rule, RuleError *error)
{
    const Json *document = NULL;
    JsonError   broken   = { 0 };
    if (json_parse(arena, text, rule_limits, &document, &broken) != OK) {
        error->reason = broken.reason;
        return false;
    }
    if (rule_compile(arena, document, &set->language.schema, &rule->rule, error) != OK)
        return false;
    rule->reads       = tagging_language_reads(arena, document);
    rule->sentence_zh = tagging_language_say(arena, &set->language, document, RULE_CHINESE);
    rule->sentence_en = tagging_language_say(arena, &set->language, document, RULE_ENGLISH);
    for (size_t i = 0; i < rule->reads.count; i++)
        rule->is_timed = rule->is_timed || str_equal(rule->reads.at[i], S("time"));
    for (size_t i = 0; i < rule->reads.count; i++) {
        if (!str_equal(rule->reads.at[i], S("s:"))) continue;
        error->reason = "tagging.no_segments"; /* audiences ask tags, never the other way round */
        return false;
    }
    return true;
}

Code tagging_rules_check(Ctx *cx, const TagRuleSet *set, const TagRuleDraft *draft, TagRule *out,
                         TagRuleCheck *check)
{
    RuleError error = { 0 };
    *out   = (TagRule){ .type = draft->type, .choices = draft->choices, .bands = draft->bands };
    *check = (TagRuleCheck){ 0 };
    check->is_good = compile(cx->arena, set, draft->rule, out, &error) &&
                     rule_check(cx->arena, out->rule, wanted_of(draft->type), &error) == OK;
    check->reason      = str_of(error.reason);
    check->place       = error.place;
    check->allowed     = error.allowed;
    check->sentence_zh = out->sentence_zh;
    check->sentence_en = out->sentence_en;
    check->reads       = out->reads;
    return OK;
}

/* ---- what a result means
 * ---------------------------------------------------------------------------- */

static Str band_of(const TagRule *rule, double number)
{
    for (size_t i = 0; i < rule->bands.count; i++) {
        const TagBand *band = ROWS_AT(TagBand, rule->bands, i);
        if (band->from.len && number < attribute_value_number(band->from)) continue;
        if (band->to.len && number >= attribute_value_number(band->to)) continue;
        return band->label;
    }
    return (Str){ 0 };
}

Str tagging_rules_value(Arena *arena, const TagRule *rule, RuleValue result)
{
    int64_t day = 0;
    switch (rule->type) {
    case TAG_FLAG: return rule_truthy(result) ? S("") : (Str){ 0 };
    case TAG_BAND: return result.kind == RULE_NUMBER ? band_of(rule, result.as.number) : (Str){ 0 };
    case TAG_DATE:
        return result.kind == RULE_TEXT && day_parse(rule_text(result), &day) ? day_text(arena, day)
                                                                              : (Str){ 0 };
    case TAG_ENUM:
        for (size_t i = 0; result.kind == RULE_TEXT && i < rule->choices.count; i++)
            if (str_equal(rule->choices.at[i], rule_text(result))) return rule->choices.at[i];
    }
    return (Str){ 0 };
}

/* ---- all of a tenant
 * ----------------------------------------------------------------------------------- */

static const TagDetail *detail_of(const Rows *details, int64_t tag_id)
{
    for (size_t i = 0; i < details->count; i++)
        if (ROWS_AT(TagDetail, *details, i)->tag_id == tag_id)
            return ROWS_AT(TagDetail, *details, i);
    return NULL;
}

static void take_values(Arena *arena, const TagDetail *detail, TagRule *rule)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (json_parse(arena, detail->values_json, JSON_LIMITS, &json, &error) != OK ||
        json->kind != JSON_ARRAY)
        return;
    Str     *choices = arena_make(arena, Str, json->count);
    TagBand *bands   = arena_make(arena, TagBand, json->count);
    for (uint32_t i = 0; i < json->count; i++) {
        const Json *item = &json->as.first[i];
        choices[i]       = item->kind == JSON_STR ? item->as.str : S("");
        bands[i]         = (TagBand){ json_str(item, S("label")), json_str(item, S("from")),
                                      json_str(item, S("to")) };
    }
    if (detail->type == TAG_ENUM) rule->choices = (Strs){ choices, json->count };
    if (detail->type == TAG_BAND) rule->bands = (Rows){ bands, json->count };
}

static void index_rule(TagRuleSet *set, size_t at)
{
    for (size_t i = 0; i < set->rules[at].reads.count; i++) {
        Vec *list = strmap_find(set->by_read, set->rules[at].reads.at[i]);
        if (!list) {
            list  = arena_make(set->arena, Vec, 1);
            *list = vec_of(set->arena, size_t);
            strmap_put(set->by_read, set->rules[at].reads.at[i], list);
        }
        *VEC_ADD(list, size_t) = at;
    }
}

/* Reads with cx, whose memory is the set's meanwhile. */
static Code fill(Ctx *cx, TagRuleSet *set)
{
    Rows details = { 0 };
    TRY(tagging_language(cx, &set->language));
    TRY(tagging_sql_details(cx, &details));
    TRY(tagging_sql_places(cx, &set->places));
    set->by_read = strmap_new(set->arena);
    set->rules   = arena_make(set->arena, TagRule, set->places.count);
    set->count   = set->places.count;
    for (size_t i = 0; i < set->count; i++) {
        const TagPlace  *place  = ROWS_AT(TagPlace, set->places, i);
        const TagDetail *detail = detail_of(&details, place->tag_id);
        TagRule         *rule   = &set->rules[i];
        RuleError        error  = { 0 };
        *rule                   = (TagRule){ .tag_id       = place->tag_id,
                                             .group_id     = place->group_id,
                                             .kind         = place->kind,
                                             .type         = TAG_FLAG,
                                             .is_exclusive = place->is_exclusive };
        if (!detail) continue;
        rule->type         = detail->type;
        rule->expires_days = detail->expires_days;
        take_values(set->arena, detail, rule);
        if (!detail->is_on || !detail->rule_json.len) continue;
        /* What it spoke of may be gone: then it gives nothing, and the page says why. */
        if (!compile(set->arena, set, detail->rule_json, rule, &error)) rule->rule = NULL;
        if (rule->rule) index_rule(set, i);
    }
    return OK;
}

static Code make(Ctx *cx, Arena *arena, int64_t stamp, TagRuleSet **out)
{
    Arena      *before = cx->arena;
    TagRuleSet *set    = arena_make(arena, TagRuleSet, 1);
    *set               = (TagRuleSet){ .arena = arena, .tenant_id = cx->tenant_id, .stamp = stamp };
    cx->arena          = arena;
    const Code code    = fill(cx, set);
    cx->arena          = before;
    *out               = set;
    return code;
}

/* ---- the book
 * --------------------------------------------------------------------------------------------- */

struct TagBook {
    Arena          *arena;
    pthread_mutex_t lock;
    TagRuleSet     *sets[BOOK_MAX]; /* in use, or the newest of a tenant */
};

TagBook *tagging_book_new(void)
{
    Arena   *arena = arena_new(1 << 20);
    TagBook *book  = arena_make(arena, TagBook, 1);
    book->arena    = arena;
    pthread_mutex_init(&book->lock, NULL);
    return book;
}

void tagging_book_free(TagBook *book)
{
    for (size_t i = 0; i < BOOK_MAX; i++) {
        if (!book->sets[i]) continue;
        ASSERT(book->sets[i]->users == 0);
        arena_free(book->sets[i]->arena);
    }
    pthread_mutex_destroy(&book->lock);
    arena_free(book->arena);
}

static TagRuleSet *take(TagBook *book, int64_t tenant_id, int64_t stamp)
{
    LOCKED(&book->lock);
    for (size_t i = 0; i < BOOK_MAX; i++) {
        TagRuleSet *set = book->sets[i];
        if (!set || set->tenant_id != tenant_id || set->stamp != stamp || set->is_stale) continue;
        set->users++;
        return set;
    }
    return NULL;
}

/* Puts it in, and throws away what nobody uses: others of the tenant, and one more when it is full.
 */
static bool put(TagBook *book, TagRuleSet *set)
{
    LOCKED(&book->lock);
    size_t free_at = BOOK_MAX, idle_at = BOOK_MAX;
    for (size_t i = 0; i < BOOK_MAX; i++) {
        TagRuleSet *one = book->sets[i];
        if (one && one->tenant_id == set->tenant_id) one->is_stale = true;
        if (one && one->is_stale && one->users == 0) {
            arena_free(one->arena);
            book->sets[i] = one = NULL;
        }
        if (!one) free_at = i;
        if (one && one->users == 0) idle_at = i;
    }
    if (free_at == BOOK_MAX && idle_at < BOOK_MAX) {
        arena_free(book->sets[idle_at]->arena);
        free_at = idle_at;
    }
    if (free_at == BOOK_MAX) return false;
    set->users          = 1;
    book->sets[free_at] = set;
    return true;
}

typedef struct Stamp {
    int64_t value;
} Stamp;

/* Once per batch. */
static Code stamp_of(Ctx *cx, int64_t *stamp)
{
    static const Field fields[] = { FIELD(Stamp, value) };
    static const Shape shape    = SHAPE(Stamp, fields);
    const Stamp       *known    = memo_find(cx, S("tagging stamp"));
    if (known) {
        *stamp = known->value;
        return OK;
    }
    TRY(tagging_sql_stamp(cx, stamp));
    const Stamp row = { *stamp };
    memo_keep(cx, S("tagging stamp"), &shape, &row);
    return OK;
}

Code tagging_rules_hold(Ctx *cx, TagRuleSet **out)
{
    int64_t  stamp = 0;
    TagBook *book  = cx->services->tag_book;
    TRY(stamp_of(cx, &stamp));
    *out = book ? take(book, cx->tenant_id, stamp) : NULL;
    if (*out) return OK;
    Arena     *arena = book ? arena_new(ARENA_MAX) : cx->arena;
    const Code code  = make(cx, arena, stamp, out);
    if (!book) return code;
    if (code == OK && put(book, *out)) return OK;
    if (code == OK) (*out)->is_stale = true; /* the book is full: its holder throws it away */
    if (code != OK) {
        cx->err.detail = str_copy(cx->arena, cx->err.detail);
        cx->err.field  = str_copy(cx->arena, cx->err.field);
        arena_free(arena);
    }
    return code;
}

void tagging_rules_release(Ctx *cx, TagRuleSet *set)
{
    TagBook *book = cx->services->tag_book;
    if (!book || !set) return;
    LOCKED(&book->lock);
    if (set->users > 0) set->users--;
    if (set->users > 0 || !set->is_stale) return;
    for (size_t i = 0; i < BOOK_MAX; i++)
        if (book->sets[i] == set) book->sets[i] = NULL;
    arena_free(set->arena);
}

const TagRule *tagging_rules_of(const TagRuleSet *set, int64_t tag_id)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->rules[i].tag_id == tag_id) return &set->rules[i];
    return NULL;
}
