/* demo_facts.c -- what the brand of the demo knows and concludes: attributes, a dictionary of what
 * its staff write into remarks, and tags that rules give. */
#include "app/demo.h"

#include "dictionary/dictionary.h"
#include "tagging/tagging.h"

/* ---- attributes ------------------------------------------------------------------------------ */

static Code open_attributes(Ctx *cx)
{
    const Str      stages[] = { S("1 段"), S("2 段"), S("3 段") };
    PolicySource   heard[]  = { { S("pos"), 200 }, { S("wecom"), 100 } };
    AttributeDraft drafts[] = {
        { .key    = S("pregnancy_week"),
          .name   = S("孕周"),
          .type   = ATTRIBUTE_NUMBER,
          .unit   = S("周"),
          .policy = { .kind = POLICY_MOST_RECENT } },
        { .key    = S("baby_age_month"),
          .name   = S("宝宝月龄"),
          .type   = ATTRIBUTE_NUMBER,
          .unit   = S("个月"),
          .policy = { .kind = POLICY_MOST_RECENT } },
        { .key     = S("milk_stage"),
          .name    = S("奶粉段数"),
          .type    = ATTRIBUTE_ENUM,
          .choices = { stages, COUNT(stages) },
          .policy  = { .kind            = POLICY_WEIGHED,
                       .sources         = { heard, COUNT(heard) },
                       .half_life_days  = 90,
                       .near_m          = 3000,
                       .nowhere_percent = 50 } },
    };
    Attribute made;
    for (size_t i = 0; i < COUNT(drafts); i++) TRY(attribute_create(cx, &drafts[i], &made));
    return OK;
}

/* ---- tags ------------------------------------------------------------------------------------ */

typedef struct DemoTag {
    const char *name, *definition, *rule;
} DemoTag;

static const DemoTag ladder[] = {
    { "高消费", "近 180 天实付满 1000 元",
      "{\">=\":[{\"event_sum\":[\"order.paid\",\"paid_fen\",\"180d\"]},100000]}" },
    { "稳定复购", "近 180 天至少两单", "{\">=\":[{\"event_count\":[\"order.paid\",\"180d\"]},2]}" },
    { "新客首单", "有史以来只有一单，且在 60 天内",
      "{\"and\":[{\"==\":[{\"event_count\":[\"order.paid\"]},1]},{\"did\":[\"order.paid\",\"60d\"]}"
      "]}" },
    { "沉睡", "买过，但近 180 天没有再买",
      "{\"and\":[{\"did\":[\"order.paid\"]},{\"did_not\":[\"order.paid\",\"180d\"]}]}" },
};

static const DemoTag crowd[] = {
    { "孕妈", "员工备注里写了孕周", NULL },
    { "宝妈", "员工备注里写了宝宝月龄", NULL },
    { "退款多", "近一年退过两次以上",
      "{\">=\":[{\"event_count\":[\"order.refunded\",\"365d\"]},2]}" },
};

static Code open_tags(Demo *demo, const char *group, const DemoTag *tags, size_t count,
                      const Json **out)
{
    const Json *known = NULL;
    JsonOut     draft = json_out(demo->cx.arena, 2048);
    Str         body;
    TRY(demo_ask(demo, "GET", demo_url(demo, "/api/tag-groups"), (Str){ 0 }, &known));
    const JsonItems groups = json_items(known, S("items"));
    for (size_t i = 0; i < groups.count; i++) {
        *out = &groups.at[i];
        if (str_equal(json_str(*out, S("name")), str_of(group))) return OK;
    }
    json_open_object(&draft);
    json_pair_str(&draft, S("name"), str_of(group));
    json_pair_str(&draft, S("kind"), S("internal"));
    json_key(&draft, S("tags"));
    json_open_array(&draft);
    for (size_t i = 0; i < count; i++) json_put_str(&draft, str_of(tags[i].name));
    json_close_array(&draft);
    json_close_object(&draft);
    TRY(json_out_done(&draft, &body));
    return demo_ask(demo, "POST", demo_url(demo, "/api/tag-groups"), body, out);
}

static int64_t tag_at(const Json *group, size_t at)
{
    return json_i64(&json_items(group, S("tags")).at[at], S("id"), 0);
}

static Code give_rules(Ctx *cx, const Json *group, const DemoTag *tags, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const TypedTagDraft draft = { .type       = TAG_FLAG,
                                      .category   = str_of(tags[i].rule ? "交易" : "人群"),
                                      .definition = str_of(tags[i].definition),
                                      .rule       = str_of(tags[i].rule ? tags[i].rule : ""),
                                      .is_on      = tags[i].rule != NULL };
        TypedTag            made;
        TRY(tagging_save(cx, (TagId){ tag_at(group, i) }, &draft, &made));
    }
    return OK;
}

/* ---- the dictionary
 * ------------------------------------------------------------------------------
 */

static Code open_dictionary(Ctx *cx, int64_t expecting, int64_t mother)
{
    DictionaryView view = { 0 };
    TRY(dictionary_view(cx, &view));
    DictionaryGive weeks   = { .key = S("pregnancy_week"), .value = S("{week}") },
                   months  = { .key = S("baby_age_month"), .value = S("{month}") };
    DictionaryRule rules[] = {
        { .id         = S("expecting"),
          .kind       = DICTIONARY_PATTERN,
          .match      = S("{baby}妈-{week:number}周"),
          .tag_ids    = { &expecting, 1 },
          .gives      = { &weeks, 1 },
          .confidence = 80 },
        { .id         = S("mother"),
          .kind       = DICTIONARY_PATTERN,
          .match      = S("{baby} {month:number}月龄"),
          .tag_ids    = { &mother, 1 },
          .gives      = { &months, 1 },
          .confidence = 80 },
    };
    const DictionaryDocument document = { view.draft.fields, { rules, COUNT(rules) } };
    TRY(dictionary_save(cx, view.revision, &document, &view));
    return dictionary_publish(cx, view.revision, S("第一版：备注里的孕周与月龄"), &view);
}

Code demo_facts(Demo *demo)
{
    Ctx        *cx    = &demo->cx;
    Rows        known = { 0 };
    const Json *worth = NULL, *who = NULL;
    TRY(attribute_list(cx, &known));
    if (known.count > 0) return OK;
    TRY(open_tags(demo, "客户价值", ladder, COUNT(ladder), &worth));
    TRY(open_tags(demo, "人群", crowd, COUNT(crowd), &who));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(open_attributes(cx));
    TRY(tagging_set_exclusive(cx, (TagGroupId){ json_i64(worth, S("id"), 0) }, true));
    TRY(open_dictionary(cx, tag_at(who, 0), tag_at(who, 1)));
    TRY(give_rules(cx, worth, ladder, COUNT(ladder)));
    TRY(give_rules(cx, who, crowd, COUNT(crowd)));
    return cx_commit(cx, &txn);
}
