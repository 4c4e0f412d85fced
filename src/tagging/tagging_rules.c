/* tagging_rules.c -- rules compiled: what they may speak of, what they read, what they say. */
#include "tagging/tagging_rules.h"

#include "sys/sys.h"
#include "wire/wire.h"

enum { ARENA_MAX = 64 << 20, BOOK_MAX = 64, DEPTH_MAX = RULE_DEPTH_MAX + 1 };

static const JsonLimits rule_limits = { .bytes = TAG_RULE_JSON_MAX,
                                        .nodes = RULE_NODES_MAX,
                                        .depth = RULE_DEPTH_MAX };

/* ---- the schema --------------------------------------------------------------------------- */

static Strs words_of(Arena *arena, const Words *words)
{
    Str *texts = arena_make(arena, Str, words->count);
    for (size_t i = 1; i < words->count; i++) texts[i - 1] = word_of(words, (int)i);
    return (Strs){ texts, words->count - 1 };
}

static RuleType type_of(AttributeType type)
{
    switch (type) {
    case ATTRIBUTE_TEXT: return RULE_TYPE_TEXT;
    case ATTRIBUTE_NUMBER: return RULE_TYPE_NUMBER;
    case ATTRIBUTE_DATE: return RULE_TYPE_DATE;
    case ATTRIBUTE_ENUM: return RULE_TYPE_ENUM;
    case ATTRIBUTE_BOOL: return RULE_TYPE_FLAG;
    }
    return RULE_TYPE_ANY;
}

static RuleVariable own(const char *name, RuleType type, Strs choices, const char *label,
                        const char *label_zh)
{
    return (RuleVariable){ str_of(name), type, choices, str_of(label), str_of(label_zh) };
}

static void make_schema(Arena *arena, TagRuleSet *set)
{
    const Strs    none  = { 0 };
    const size_t  count = OWN_SLOTS + set->attributes.count;
    RuleVariable *all   = arena_make(arena, RuleVariable, count);
    all[SLOT_NAME]      = own("name", RULE_TYPE_TEXT, none, "name", "姓名");
    all[SLOT_GENDER] =
        own("gender", RULE_TYPE_ENUM, words_of(arena, &gender_words), "gender", "性别");
    all[SLOT_KIND] =
        own("kind", RULE_TYPE_ENUM, words_of(arena, &customer_kind_words), "kind", "客户类型");
    all[SLOT_SOURCE]    = own("source", RULE_TYPE_ENUM, words_of(arena, &add_way_words),
                              "first added by", "首次添加方式");
    all[SLOT_IS_ACTIVE] = own("is_active", RULE_TYPE_FLAG, none, "is a friend", "是好友");
    all[SLOT_BIRTHDAY]  = own("birthday", RULE_TYPE_TEXT, none, "birthday", "生日");
    all[SLOT_ADDRESS]   = own("address", RULE_TYPE_TEXT, none, "address", "地址");
    all[SLOT_FIRST_ADDED] =
        own("first_added_at", RULE_TYPE_TIME, none, "first added", "首次添加时间");
    all[SLOT_LAST_EVENT] =
        own("last_event_at", RULE_TYPE_TIME, none, "last active", "最近活跃时间");
    for (size_t i = 0; i < set->attributes.count; i++) {
        const Attribute *one = ROWS_AT(Attribute, set->attributes, i);
        all[OWN_SLOTS + i] =
            (RuleVariable){ one->key, type_of(one->type), one->choices, one->name, one->name };
    }
    set->schema = (RuleSchema){ all, count };
}

/* ---- what a rule reads ------------------------------------------------------------------------
 */

static void note(Arena *arena, Vec *reads, const char *prefix, Str name)
{
    const Str word = str_fmt(arena, "%s%.*s", prefix, FMT(name));
    for (size_t i = 0; i < reads->count; i++)
        if (str_equal(*VEC_AT(*reads, Str, i), word)) return;
    *VEC_ADD(reads, Str) = word;
}

static bool is_one_of(Str word, const char *const *list)
{
    for (size_t i = 0; list[i]; i++)
        if (str_equal(word, str_of(list[i]))) return true;
    return false;
}

static Str first_text(const Json *arguments)
{
    if (arguments->kind == JSON_STR) return arguments->as.str;
    if (arguments->kind == JSON_ARRAY && arguments->count &&
        arguments->as.first[0].kind == JSON_STR)
        return arguments->as.first[0].as.str;
    return (Str){ 0 };
}

static void find_reads(Arena *arena, const Json *json, bool is_inside, Vec *reads);

static void find_in_operator(Arena *arena, const Json *op, bool is_inside, Vec *reads)
{
    static const char *const event_words[] = { "did",        "did_not",          "event_count",
                                               "event_sum",  "event_first",      "event_last",
                                               "event_days", "consecutive_days", "streak",
                                               NULL };
    static const char *const time_words[]  = { "now",        "days_since",
                                               "days_until", "days_until_anniversary",
                                               "streak",     NULL };
    const Str                name          = op->key;
    const Str                text          = first_text(op);
    const bool               is_event      = is_one_of(name, event_words);
    if (is_event && text.len) note(arena, reads, "e:", text);
    if (is_one_of(name, time_words)) note(arena, reads, "time", S(""));
    const bool is_today = str_equal(name, S("date")) && op->kind == JSON_ARRAY && op->count == 0;
    const bool is_now =
        str_equal(name, S("date_part")) && (op->kind != JSON_ARRAY || op->count < 2);
    if (is_today || is_now) note(arena, reads, "time", S(""));
    if (str_equal(name, S("has_tag"))) note(arena, reads, "t:", S(""));
    if (str_equal(name, S("has_relation"))) note(arena, reads, "r:", S(""));
    if (str_equal(name, S("attribute")) && text.len) {
        Str rest = text;
        note(arena, reads, "v:", str_cut(&rest, '@'));
    }
    if (str_equal(name, S("var")) && text.len && !is_inside) note(arena, reads, "v:", text);
    find_reads(arena, op, is_inside || is_event || str_equal(name, S("has_relation")), reads);
}

/* As deep as the document, which is bounded. */
static void find_reads(Arena *arena, const Json *json, bool is_inside, Vec *reads)
{
    if (json->kind != JSON_ARRAY && json->kind != JSON_OBJECT) return;
    for (uint32_t i = 0; i < json->count; i++) {
        const Json *item = &json->as.first[i];
        if (json->kind == JSON_OBJECT && json->count == 1)
            find_in_operator(arena, item, is_inside, reads);
        else
            find_reads(arena, item, is_inside, reads);
    }
}

/* ---- what a rule says -------------------------------------------------------------------------
 */

static Str tag_name(const TagRuleSet *set, Str text)
{
    int64_t id = 0;
    if (!str_to_i64(text, &id)) return text;
    for (size_t i = 0; i < set->places.count; i++)
        if (ROWS_AT(TagPlace, set->places, i)->tag_id == id)
            return ROWS_AT(TagPlace, set->places, i)->name;
    return text;
}

/* The document with the names of tags in place of their ids. */
static Json named(Arena *arena, const TagRuleSet *set, const Json *json, bool is_tags)
{
    Json out = *json;
    if (json->kind == JSON_STR && is_tags) out.as.str = tag_name(set, json->as.str);
    if (json->kind != JSON_ARRAY && json->kind != JSON_OBJECT) return out;
    out.as.first = arena_make(arena, Json, json->count);
    for (uint32_t i = 0; i < json->count; i++) {
        const Json *item = &json->as.first[i];
        out.as.first[i] =
            named(arena, set, item,
                  is_tags || (json->kind == JSON_OBJECT && str_equal(item->key, S("has_tag"))));
    }
    return out;
}

static void say(Arena *arena, const TagRuleSet *set, const Json *document, TagRule *rule)
{
    const Json  plain = named(arena, set, document, false);
    const Rule *said  = NULL;
    RuleError   error = { 0 };
    if (rule_compile(arena, &plain, &set->schema, &said, &error) != OK) return;
    rule->sentence_zh = rule_explain(arena, said, RULE_CHINESE);
    rule->sentence_en = rule_explain(arena, said, RULE_ENGLISH);
}

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
    Vec         reads    = vec_of(arena, Str);
    if (json_parse(arena, text, rule_limits, &document, &broken) != OK) {
        error->reason = broken.reason;
        return false;
    }
    if (rule_compile(arena, document, &set->schema, &rule->rule, error) != OK) return false;
    find_reads(arena, document, false, &reads);
    rule->reads = (Strs){ (const Str *)(const void *)reads.at, reads.count };
    for (size_t i = 0; i < rule->reads.count; i++)
        rule->is_timed = rule->is_timed || str_equal(rule->reads.at[i], S("time"));
    say(arena, set, document, rule);
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
    TRY(attribute_list(cx, &set->attributes));
    TRY(tagging_sql_details(cx, &details));
    TRY(tagging_sql_places(cx, &set->places));
    make_schema(set->arena, set);
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
