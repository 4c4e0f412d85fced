/* explain.c -- a rule as a sentence. */
#include "rule/explain.h"

#include "rule/event.h"
#include "rule/time.h"

#include <string.h>

typedef struct Phrase {
    int         binds; /* 0 loosely .. 7 one thing */
    const char *english, *chinese;
} Phrase;

static const Phrase phrases[RULE_OP_COUNT] = {
#define PHRASE(NAME, binds, english, chinese) [RULE_OP_##NAME] = { binds, english, chinese },
#include "rule/explain_words.def"
#undef PHRASE
};

enum { ONE_THING = 7, TEXT_MAX = 64 << 10 };

static void say(RuleWriter *writer, const RuleNode *node);

static int binds(const RuleNode *node)
{
    const bool is_one =
        node->op == RULE_OP_NONE || node->op == RULE_OP_ARRAY || node->op == RULE_OP_VAR;
    const bool joins = phrases[node->op].english && phrases[node->op].english[0] == '~';
    if (joins && node->count == 1 && node->op != RULE_OP_SUBTRACT) return binds(&node->args[0]);
    return is_one ? ONE_THING : phrases[node->op].binds;
}

/* An argument, in brackets where it binds less than what stands around it. */
static void say_within(RuleWriter *writer, const RuleNode *outer, const RuleNode *arg)
{
    const int  around = binds(outer), within = binds(arg);
    const bool goes_on =
        arg->op == outer->op && (outer->op == RULE_OP_AND || outer->op == RULE_OP_OR ||
                                 outer->op == RULE_OP_ADD || outer->op == RULE_OP_MULTIPLY);
    /* "a and b or c" is clear to a machine alone. */
    const bool mixes    = outer->op == RULE_OP_OR && arg->op == RULE_OP_AND && arg->count > 1;
    const bool brackets = mixes || (!goes_on && within < ONE_THING && within <= around);
    if (brackets) rule_say(writer, "(", "（");
    say(writer, arg);
    if (brackets) rule_say(writer, ")", "）");
}

static void say_all(RuleWriter *writer, const RuleNode *node, Str between)
{
    for (uint32_t i = 0; i < node->count; i++) {
        if (i > 0) strbuf_add(&writer->buf, between);
        say_within(writer, node, &node->args[i]);
    }
}

/* ---- variables --------------------------------------------------------------------- */

static const RuleVariable *variable_of(const RuleWriter *writer, const RuleNode *node)
{
    if (node->op != RULE_OP_VAR || node->slot < 0) return NULL;
    return &writer->schema->variables[node->slot];
}

/* A property whose name ends so is money, in 分. */
static bool is_money_of_event(const RuleNode *node)
{
    if (node->op != RULE_OP_EVENT_SUM && node->op != RULE_OP_EVENT_FIRST &&
        node->op != RULE_OP_EVENT_LAST)
        return false;
    const RuleEventPlan *plan = node->more;
    return str_ends(plan->property, S("_fen"));
}

static bool is_money(const RuleWriter *writer, const RuleNode *node)
{
    const RuleVariable *variable = variable_of(writer, node);
    return is_money_of_event(node) || (variable && variable->type == RULE_TYPE_MONEY);
}

static void say_variable(RuleWriter *writer, const RuleNode *node)
{
    const RuleVariable *variable = variable_of(writer, node);
    const RuleNode     *name     = node->count > 0 ? &node->args[0] : NULL;
    char                text[RULE_NUMBER_CHARS];
    if (variable) {
        const Str label = writer->language == RULE_CHINESE ? variable->label_zh : variable->label;
        strbuf_add(&writer->buf, label.ptr ? label : variable->name);
    } else if (!name || (name->op == RULE_OP_NONE && !rule_truthy(name->constant) &&
                         name->constant.kind != RULE_NUMBER)) {
        rule_say(writer, node->is_inner ? "the item" : "the data",
                 node->is_inner ? "该项" : "数据");
    } else if (name->op == RULE_OP_NONE && name->constant.kind == RULE_TEXT) {
        strbuf_add(&writer->buf, rule_text(name->constant));
    } else if (name->op == RULE_OP_NONE && name->constant.kind == RULE_NUMBER) {
        rule_say(writer, "item ", "第 ");
        strbuf_add(&writer->buf, (Str){ text, rule_number_text(name->constant.as.number, text) });
        rule_say(writer, "", " 项");
    } else {
        rule_say(writer, "the variable ", "变量 ");
        say_within(writer, node, name);
    }
}

/* ---- conditions that are said in their own way ------------------------------------------ */

static bool is_constant(const RuleNode *node, RuleKind kind)
{
    return node->op == RULE_OP_NONE && node->constant.kind == kind;
}

/* A constant beside a variable is said as one of its kind. */
static void say_beside(RuleWriter *writer, const RuleNode *outer, uint32_t at)
{
    const RuleNode *arg = &outer->args[at], *other = &outer->args[at == 0 ? 1 : 0];
    if (arg->op == RULE_OP_NONE)
        rule_say_value(writer, arg->constant, is_money(writer, other));
    else
        say_within(writer, outer, arg);
}

/* "x is empty", "x is one of a, b", "x is yes". */
static bool say_comparison(RuleWriter *writer, const RuleNode *node)
{
    const bool is      = node->op == RULE_OP_EQUAL || node->op == RULE_OP_SAME;
    const bool differs = node->op == RULE_OP_UNEQUAL || node->op == RULE_OP_NOT_SAME;
    if (node->count < 2) return false;
    const RuleNode *right = &node->args[1];
    if ((is || differs) && is_constant(right, RULE_NULL)) {
        say_within(writer, node, &node->args[0]);
        rule_say(writer, is ? " is empty" : " is not empty", is ? " 为空" : " 不为空");
        return true;
    }
    const RuleVariable *flag = variable_of(writer, &node->args[0]);
    if ((is || differs) && is_constant(right, RULE_FLAG) && flag && flag->type == RULE_TYPE_FLAG) {
        say_variable(writer, &node->args[0]);
        if (right->constant.as.flag != is) rule_say(writer, " is no", " 为否");
        return true;
    }
    if ((is || differs) && (is_constant(right, RULE_TEXT) || is_constant(right, RULE_FLAG))) {
        say_within(writer, node, &node->args[0]);
        rule_say(writer, is ? " is " : " is not ", is ? " 是 " : " 不是 ");
        rule_say_value(writer, right->constant, false);
        return true;
    }
    if (node->op != RULE_OP_IN || binds(right) < ONE_THING || right->op == RULE_OP_VAR ||
        !(right->op == RULE_OP_ARRAY || is_constant(right, RULE_LIST)))
        return false;
    say_within(writer, node, &node->args[0]);
    rule_say(writer, " is one of ", " 是 ");
    for (uint32_t i = 0; i < right->count; i++) {
        if (i > 0) rule_say(writer, ", ", "、");
        if (right->args[i].op == RULE_OP_NONE)
            rule_say_value(writer, right->args[i].constant, is_money(writer, &node->args[0]));
        else
            say_within(writer, node, &right->args[i]);
    }
    rule_say(writer, "", " 之一");
    return true;
}

static bool say_not(RuleWriter *writer, const RuleNode *node)
{
    if (node->op != RULE_OP_NOT || node->count != 1 || node->args[0].op != RULE_OP_VAR)
        return false;
    const RuleVariable *variable = variable_of(writer, &node->args[0]);
    say_variable(writer, &node->args[0]);
    if (variable && variable->type == RULE_TYPE_FLAG)
        rule_say(writer, " is no", " 为否");
    else
        rule_say(writer, " is empty", " 为空");
    return true;
}

static void say_if(RuleWriter *writer, const RuleNode *node)
{
    uint32_t i = 0;
    for (; i + 1 < node->count; i += 2) {
        rule_say(writer, i > 0 ? ", else if " : "if ", i > 0 ? "，否则若 " : "若 ");
        say(writer, &node->args[i]);
        rule_say(writer, " then ", " 则 ");
        say(writer, &node->args[i + 1]);
    }
    if (i > 0 && i < node->count) rule_say(writer, ", else ", "，否则 ");
    if (i < node->count) say(writer, &node->args[i]);
    if (node->count == 0) rule_say(writer, "nothing", "空");
}

/* What is said otherwise where there are few arguments. */
static bool say_few(RuleWriter *writer, const RuleNode *node)
{
    if (node->op == RULE_OP_HAS_RELATION && node->count == 0) {
        rule_say(writer, "has a relation", "有好友关系");
        return true;
    }
    if (node->op == RULE_OP_HAS_TAG && node->count == 1) {
        rule_say(writer, "has the tag ", "有标签 ");
        say(writer, &node->args[0]);
        return true;
    }
    if (node->op == RULE_OP_IN_SEGMENT && node->count == 1) {
        rule_say(writer, "is in the audience ", "属于分群 ");
        say(writer, &node->args[0]);
        return true;
    }
    if (node->op == RULE_OP_ATTRIBUTE && is_constant(&node->args[0], RULE_TEXT)) {
        rule_say(writer, "the attribute ", "属性 ");
        strbuf_add(&writer->buf, rule_text(node->args[0].constant));
        return true;
    }
    if (node->op == RULE_OP_DATE && node->count == 0) {
        rule_say(writer, "today", "今天");
        return true;
    }
    if (node->op == RULE_OP_SUBTRACT && node->count == 1) {
        rule_say(writer, "−", "−");
        say_within(writer, node, &node->args[0]);
        return true;
    }
    return false;
}

/* ---- phrases ------------------------------------------------------------------------------ */

static void say_part(RuleWriter *writer, const RuleNode *node)
{
    static const char *const chinese[] = { "", "年份", "月份", "日", "小时", "分钟", "星期" };
    const int                part = value_of(&rule_part_words, rule_text(node->args[0].constant));
    rule_say(writer, rule_part_words.word[part], chinese[part]);
}

/* What a property is called, where all shops call it so. */
static void say_property(RuleWriter *writer, Str name)
{
    static const char *const known[][3] = {
        { "paid_fen", "paid", "实付金额" },
        { "amount_fen", "amount", "金额" },
        { "total_fen", "total", "订单金额" },
        { "refunded_fen", "refunded", "退款金额" },
    };
    for (size_t i = 0; i < COUNT(known); i++) {
        if (!str_equal(str_of(known[i][0]), name)) continue;
        rule_say(writer, known[i][1], known[i][2]);
        return;
    }
    strbuf_add(&writer->buf, name);
}

static void say_event(RuleWriter *writer, const RuleNode *node, char what)
{
    const RuleEventPlan *plan = node->more;
    if (what == 't') strbuf_add(&writer->buf, plan->type);
    if (what == 'w') rule_say_window(writer, &plan->window);
    if (what == 'n') say_property(writer, plan->property);
    if (what == 'p' && plan->property.ptr) {
        rule_say(writer, "the ", " 的 ");
        say_property(writer, plan->property);
        rule_say(writer, " of ", "");
    }
    if (what != 'f' || !plan->where) return;
    rule_say(writer, " with (", "（");
    say(writer, plan->where);
    rule_say(writer, ")", "）");
}

static void say_argument(RuleWriter *writer, const RuleNode *node, uint32_t at, bool in_brackets)
{
    if (node->op == RULE_OP_DATE_PART && at == 0)
        say_part(writer, node);
    else if (node->op == RULE_OP_DATE_PART && node->count == 1)
        rule_say(writer, "now", "现在");
    else if (at >= node->count)
        rule_say(writer, "nothing", "空");
    else if (in_brackets)
        say(writer, &node->args[at]);
    else if (node->count > 1 && phrases[node->op].binds == phrases[RULE_OP_EQUAL].binds)
        say_beside(writer, node, at);
    else
        say_within(writer, node, &node->args[at]);
}

static void say_phrase(RuleWriter *writer, const RuleNode *node)
{
    const Phrase *phrase  = &phrases[node->op];
    const char   *at      = writer->language == RULE_CHINESE ? phrase->chinese : phrase->english;
    const Str     between = writer->language == RULE_CHINESE ? S("、") : S(", ");
    for (char before = 0; *at; before = *at++) {
        if (*at != '{') {
            strbuf_char(&writer->buf, *at);
            continue;
        }
        const bool in_brackets =
            before == '(' || (writer->language == RULE_CHINESE && before == (char)0x88);
        const char what = at[1];
        if (what == '*')
            say_all(writer, node, between);
        else if (what >= '0' && what <= '9')
            say_argument(writer, node, (uint32_t)(what - '0'), in_brackets);
        else
            say_event(writer, node, what);
        at += 2;
    }
}

/* Numbers between others: all by one sign. */
static void say_joined(RuleWriter *writer, const RuleNode *node, Str between)
{
    const bool compares =
        node->count == 2 && phrases[node->op].binds == phrases[RULE_OP_BELOW].binds;
    for (uint32_t i = 0; i < node->count; i++) {
        if (i > 0) strbuf_add(&writer->buf, between);
        if (compares)
            say_beside(writer, node, i);
        else
            say_within(writer, node, &node->args[i]);
    }
    if (node->count == 0) rule_say(writer, "nothing", "空");
}

static void say(RuleWriter *writer, const RuleNode *node)
{
    const Phrase *phrase = &phrases[node->op];
    const char   *words  = writer->language == RULE_CHINESE ? phrase->chinese : phrase->english;
    if (node->op == RULE_OP_NONE)
        rule_say_value(writer, node->constant, false);
    else if (node->op == RULE_OP_VAR)
        say_variable(writer, node);
    else if (node->op == RULE_OP_IF || node->op == RULE_OP_CHOOSE)
        say_if(writer, node);
    else if (node->op == RULE_OP_ARRAY) {
        rule_say(writer, "[", "［");
        say_all(writer, node, writer->language == RULE_CHINESE ? S("、") : S(", "));
        rule_say(writer, "]", "］");
    } else if (say_few(writer, node) || say_not(writer, node) || say_comparison(writer, node))
        return;
    else if (words[0] == '~')
        say_joined(writer, node, str_of(words + 1));
    else
        say_phrase(writer, node);
}

Str rule_explain(Arena *arena, const Rule *rule, RuleLanguage language)
{
    RuleWriter writer = { .buf      = strbuf(arena, TEXT_MAX),
                          .schema   = rule->schema,
                          .language = language };
    say(&writer, rule->root);
    return str_copy(arena, str_prefix_bytes(strbuf_str(&writer.buf), TEXT_MAX));
}
