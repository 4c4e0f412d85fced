/* check.c -- whether a rule makes sense for a schema: every operator with values of a type it can
 * work with. */
#include "rule/compile.h"
#include "rule/window.h"

#include <math.h>

static const char *const type_words[] = {
    [RULE_TYPE_ANY] = "any",     [RULE_TYPE_FLAG] = "flag", [RULE_TYPE_NUMBER] = "number",
    [RULE_TYPE_MONEY] = "money", [RULE_TYPE_TEXT] = "text", [RULE_TYPE_DATE] = "date",
    [RULE_TYPE_TIME] = "time",   [RULE_TYPE_ENUM] = "enum", [RULE_TYPE_LIST] = "list",
};
const Words rule_type_words = { type_words, COUNT(type_words) };

/* The type of a node; of a variable also which, of a constant that it is one. */
typedef struct Typed {
    RuleType            type;
    const RuleVariable *variable;
    const RuleNode     *constant;
} Typed;

typedef struct Checker {
    RuleCompiler to_refuse;
    const Rule  *rule;
} Checker;

enum {
    ANY     = 1u << RULE_TYPE_ANY,
    FLAG    = 1u << RULE_TYPE_FLAG,
    NUMBER  = 1u << RULE_TYPE_NUMBER,
    MONEY   = 1u << RULE_TYPE_MONEY,
    TEXT    = 1u << RULE_TYPE_TEXT,
    DATE    = 1u << RULE_TYPE_DATE,
    TIME    = 1u << RULE_TYPE_TIME,
    ENUM    = 1u << RULE_TYPE_ENUM,
    LIST    = 1u << RULE_TYPE_LIST,
    ALL     = ANY | FLAG | NUMBER | MONEY | TEXT | DATE | TIME | ENUM | LIST,
    TRUTH   = ANY | FLAG | LIST,
    AMOUNT  = ANY | NUMBER | MONEY,
    WHEN    = ANY | DATE | TIME,
    ORDERED = AMOUNT | WHEN | TEXT
};

static Code check_node(Checker *checker, const RuleNode *node, const RulePlace *place, Typed *out);

static Str list_of_types(Arena *arena, unsigned types)
{
    StrBuf buf = strbuf(arena, 256);
    for (int type = RULE_TYPE_FLAG; type <= RULE_TYPE_LIST; type++)
        if (types & (1u << type)) strbuf_fmt(&buf, "%s%s", buf.len ? ", " : "", type_words[type]);
    return strbuf_str(&buf);
}

static Str list_of_texts(Arena *arena, Strs texts)
{
    StrBuf buf = strbuf(arena, 4096);
    for (size_t i = 0; i < texts.count && !buf.failed; i++)
        strbuf_fmt(&buf, "%s%.*s", i > 0 ? ", " : "", FMT(texts.at[i]));
    return strbuf_str(&buf);
}

static Code refuse(Checker *checker, const RulePlace *place, const char *reason, Str allowed)
{
    return rule_refuse(&checker->to_refuse, ERR_INVALID, place, reason, allowed);
}

/* ---- variables and constants -------------------------------------------------------- */

static RuleType type_of_constant(RuleValue value)
{
    switch (value.kind) {
    case RULE_FLAG: return RULE_TYPE_FLAG;
    case RULE_NUMBER: return RULE_TYPE_NUMBER;
    case RULE_TEXT: return RULE_TYPE_TEXT;
    case RULE_LIST: return RULE_TYPE_LIST;
    case RULE_ABSENT:
    case RULE_NULL:
    case RULE_JSON:
    case RULE_FOLD: break;
    }
    return RULE_TYPE_ANY;
}

static Code check_variable(Checker *checker, const RuleNode *node, const RulePlace *place,
                           Typed *out)
{
    const RuleSchema *schema = checker->rule->schema;
    Arena            *arena  = checker->to_refuse.arena;
    if (node->is_inner || !schema) return OK;
    if (node->count > 0 && node->args[0].op != RULE_OP_NONE)
        return refuse(checker, place, "rule.not_constant", S("text"));
    if (node->slot >= 0) {
        out->variable = &schema->variables[node->slot];
        out->type     = out->variable->type;
        return OK;
    }
    Str *names = arena_make(arena, Str, schema->count);
    for (size_t i = 0; i < schema->count; i++) names[i] = schema->variables[i].name;
    return refuse(checker, place, "rule.unknown_variable",
                  list_of_texts(arena, (Strs){ names, schema->count }));
}

/* ---- what may stand beside what -------------------------------------------------------- */

static bool is_choice(const RuleVariable *variable, RuleValue value)
{
    for (size_t i = 0; i < variable->choices.count; i++)
        if (str_equal(variable->choices.at[i], rule_text(value))) return true;
    return false;
}

/* Whether a constant can be compared with a value of the type. */
static bool constant_fits(Typed with, RuleValue value)
{
    int64_t day = 0;
    if (value.kind <= RULE_NULL) return true;
    switch (with.type) {
    case RULE_TYPE_MONEY:
        return value.kind == RULE_NUMBER && !(trunc(value.as.number) < value.as.number) &&
               !(trunc(value.as.number) > value.as.number);
    case RULE_TYPE_DATE: return value.kind == RULE_TEXT && day_parse(rule_text(value), &day);
    case RULE_TYPE_TIME: return value.kind == RULE_NUMBER;
    case RULE_TYPE_ENUM: return value.kind == RULE_TEXT;
    case RULE_TYPE_ANY: return true;
    case RULE_TYPE_FLAG:
    case RULE_TYPE_NUMBER:
    case RULE_TYPE_TEXT:
    case RULE_TYPE_LIST: break;
    }
    return type_of_constant(value) == with.type;
}

/* `one` stands at `place` beside `other`. */
static Code check_pair(Checker *checker, Typed one, Typed other, const RulePlace *place)
{
    Arena *arena = checker->to_refuse.arena;
    if (one.type == RULE_TYPE_ANY || other.type == RULE_TYPE_ANY) return OK;
    if (one.constant && other.constant) return OK;
    if (!one.constant) {
        const bool fits = one.type == other.type || other.constant ||
                          (one.type == RULE_TYPE_TEXT && other.type == RULE_TYPE_ENUM) ||
                          (one.type == RULE_TYPE_ENUM && other.type == RULE_TYPE_TEXT);
        return fits ? OK
                    : refuse(checker, place, "rule.wrong_type",
                             list_of_types(arena, 1u << other.type));
    }
    const RuleValue value = one.constant->constant;
    if (!constant_fits(other, value))
        return refuse(checker, place, "rule.wrong_type", list_of_types(arena, 1u << other.type));
    if (other.type == RULE_TYPE_ENUM && other.variable && value.kind == RULE_TEXT &&
        !is_choice(other.variable, value))
        return refuse(checker, place, "rule.unknown_choice",
                      list_of_texts(arena, other.variable->choices));
    return OK;
}

/* ---- operators --------------------------------------------------------------------------- */

/* The arguments of an operator, looked at one by one. */
typedef struct Args {
    Checker         *checker;
    const RuleNode  *node;
    const RulePlace *place; /* of the operator */
} Args;

/* The type of argument `at`, which must be one of `types`. */
static Code check_arg(Args *args, uint32_t at, unsigned types, Typed *out)
{
    const RulePlace  inner = { .outer = args->place, .at = at };
    const RulePlace *place = args->node->is_bare ? args->place : &inner;
    *out                   = (Typed){ .type = RULE_TYPE_ANY };
    if (at >= args->node->count) return OK;
    TRY(check_node(args->checker, &args->node->args[at], place, out));
    if (types & (1u << out->type)) return OK;
    return refuse(args->checker, place, "rule.wrong_type",
                  list_of_types(args->checker->to_refuse.arena, types));
}

/* All arguments: the type of the first, and the one they have in common, if any. */
static Code check_all(Args *args, unsigned types, RuleType *first, RuleType *common)
{
    for (uint32_t i = 0; i < args->node->count; i++) {
        Typed typed = { 0 };
        TRY(check_arg(args, i, types, &typed));
        if (i == 0) *first = *common = typed.type;
        if (typed.type != *common) *common = RULE_TYPE_ANY;
    }
    return OK;
}

static Code check_compared(Args *args, unsigned types)
{
    Typed first = { 0 }, next = { 0 };
    TRY(check_arg(args, 0, types, &first));
    for (uint32_t i = 1; i < args->node->count && i < 3; i++) {
        const RulePlace inner = { .outer = args->place, .at = i }, left = { .outer = args->place };
        TRY(check_arg(args, i, types, &next));
        TRY(first.constant ? check_pair(args->checker, first, next, &left)
                           : check_pair(args->checker, next, first, &inner));
        if (first.constant) first = next;
    }
    return OK;
}

/* The items of a list that is written out must fit what is sought. */
static Code check_items(Args *args, Typed sought)
{
    const RuleNode *list  = &args->node->args[1];
    const RulePlace place = { .outer = args->place, .at = 1 };
    for (uint32_t i = 0; i < list->count; i++) {
        const RulePlace item  = { .outer = &place, .at = i };
        Typed           typed = { 0 };
        TRY(check_node(args->checker, &list->args[i], &item, &typed));
        TRY(check_pair(args->checker, typed, sought, &item));
    }
    return OK;
}

/* One of a list, or a part of a text. */
static Code check_in(Args *args)
{
    Typed sought = { 0 }, where = { 0 };
    TRY(check_arg(args, 0, ALL, &sought));
    if (args->node->count > 1) {
        const RuleNode *list = &args->node->args[1];
        if (list->op == RULE_OP_ARRAY || (list->constant.kind == RULE_LIST && list->args))
            return check_items(args, sought);
    }
    return check_arg(args, 1, ANY | LIST | TEXT, &where);
}

/* Money with money, or times a number; whatever comes of it is named. */
static Code check_amounts(Args *args, RuleType *out)
{
    const RuleOp op     = args->node->op;
    RuleType     common = RULE_TYPE_NUMBER, first = RULE_TYPE_NUMBER;
    TRY(check_all(args, op == RULE_OP_ADD ? AMOUNT | TEXT : AMOUNT, &first, &common));
    const bool divides = op == RULE_OP_DIVIDE || op == RULE_OP_MULTIPLY;
    *out               = common;
    if (common == RULE_TYPE_MONEY && divides)
        *out = op == RULE_OP_DIVIDE ? RULE_TYPE_NUMBER : RULE_TYPE_ANY;
    if (common == RULE_TYPE_TEXT) *out = RULE_TYPE_NUMBER;
    if (op == RULE_OP_DIVIDE && common == RULE_TYPE_ANY && first == RULE_TYPE_MONEY)
        *out = RULE_TYPE_MONEY;
    return OK;
}

/* Conditions and what follows from them, in turn. */
static Code check_if(Args *args, RuleType *out)
{
    const uint32_t count = args->node->count;
    *out                 = RULE_TYPE_ANY;
    for (uint32_t i = 0; i < count; i++) {
        const bool is_condition = i % 2 == 0 && i + 1 < count;
        Typed      typed        = { 0 };
        TRY(check_arg(args, i, is_condition ? TRUTH : ALL, &typed));
        if (is_condition) continue;
        *out = i == 1 || count == 1 || *out == typed.type ? typed.type : RULE_TYPE_ANY;
    }
    return OK;
}

/* A list, and a body that tells of every item whether it counts. */
static Code check_loop(Args *args, RuleType gives, RuleType *out)
{
    Typed typed = { 0 };
    TRY(check_arg(args, 0, ANY | LIST, &typed));
    for (uint32_t i = 1; i < args->node->count; i++) TRY(check_arg(args, i, ALL, &typed));
    *out = gives;
    return OK;
}

/* Operators whose arguments may be anything of `types`. */
static Code check_each(Args *args, unsigned types, RuleType gives, RuleType *out)
{
    RuleType common = RULE_TYPE_ANY, first = RULE_TYPE_ANY;
    TRY(check_all(args, types, &first, &common));
    *out = gives;
    return OK;
}

static Code check_event(Args *args, RuleType gives, RuleType *out)
{
    Typed     typed = { 0 };
    const int body  = rule_operators[args->node->op].body;
    if (body >= 0) TRY(check_arg(args, (uint32_t)body, TRUTH, &typed));
    *out = gives;
    return OK;
}

/* The first or last event: its time, or one of its properties. */
static Code check_told(Args *args, RuleType *out)
{
    const bool is_time = args->node->count < 2 || args->node->args[1].constant.kind == RULE_NULL;
    return check_event(args, is_time ? RULE_TYPE_TIME : RULE_TYPE_ANY, out);
}

static Code check_time(Args *args, uint32_t at, RuleType gives, RuleType *out)
{
    Typed typed = { 0 };
    TRY(check_arg(args, at, WHEN | TEXT | NUMBER, &typed));
    *out = gives;
    return OK;
}

static Code check_operator(Args *args, RuleType *out)
{
    *out = RULE_TYPE_FLAG;
    switch (args->node->op) {
    case RULE_OP_AND:
    case RULE_OP_OR: return check_each(args, TRUTH, RULE_TYPE_FLAG, out);
    case RULE_OP_NOT:
    case RULE_OP_BOOL: return check_each(args, ALL, RULE_TYPE_FLAG, out);
    case RULE_OP_IF:
    case RULE_OP_CHOOSE: return check_if(args, out);
    case RULE_OP_EQUAL:
    case RULE_OP_UNEQUAL:
    case RULE_OP_SAME:
    case RULE_OP_NOT_SAME: return check_compared(args, ALL);
    case RULE_OP_BELOW:
    case RULE_OP_AT_MOST:
    case RULE_OP_ABOVE:
    case RULE_OP_AT_LEAST: return check_compared(args, ORDERED);
    case RULE_OP_IN: return check_in(args);
    case RULE_OP_ADD:
    case RULE_OP_SUBTRACT:
    case RULE_OP_MULTIPLY:
    case RULE_OP_DIVIDE:
    case RULE_OP_REMAINDER:
    case RULE_OP_MIN:
    case RULE_OP_MAX: return check_amounts(args, out);
    case RULE_OP_CAT:
    case RULE_OP_SUBSTR: return check_each(args, ALL, RULE_TYPE_TEXT, out);
    case RULE_OP_MISSING:
    case RULE_OP_MISSING_SOME:
    case RULE_OP_MERGE: return check_each(args, ALL, RULE_TYPE_LIST, out);
    case RULE_OP_MAP:
    case RULE_OP_FILTER: return check_loop(args, RULE_TYPE_LIST, out);
    case RULE_OP_REDUCE: return check_loop(args, RULE_TYPE_ANY, out);
    case RULE_OP_ALL:
    case RULE_OP_NO_ITEM:
    case RULE_OP_SOME: return check_loop(args, RULE_TYPE_FLAG, out);
    case RULE_OP_DID:
    case RULE_OP_DID_NOT:
    case RULE_OP_HAS_RELATION: return check_event(args, RULE_TYPE_FLAG, out);
    case RULE_OP_EVENT_COUNT:
    case RULE_OP_EVENT_DAYS:
    case RULE_OP_CONSECUTIVE_DAYS:
    case RULE_OP_STREAK: return check_event(args, RULE_TYPE_NUMBER, out);
    case RULE_OP_EVENT_SUM: return check_event(args, RULE_TYPE_ANY, out);
    case RULE_OP_EVENT_FIRST:
    case RULE_OP_EVENT_LAST: return check_told(args, out);
    case RULE_OP_IN_SEGMENT:
    case RULE_OP_HAS_TAG: return check_each(args, ANY | TEXT | LIST, RULE_TYPE_FLAG, out);
    case RULE_OP_NOW: *out = RULE_TYPE_TIME; return OK;
    case RULE_OP_DAYS_SINCE:
    case RULE_OP_DAYS_UNTIL:
    case RULE_OP_DAYS_UNTIL_ANNIVERSARY: return check_time(args, 0, RULE_TYPE_NUMBER, out);
    case RULE_OP_DATE: return check_time(args, 0, RULE_TYPE_DATE, out);
    case RULE_OP_DATE_PART: return check_time(args, 1, RULE_TYPE_NUMBER, out);
    case RULE_OP_ARRAY: return check_each(args, ALL, RULE_TYPE_LIST, out);
    case RULE_OP_LOG:
    case RULE_OP_ATTRIBUTE:
    case RULE_OP_VAR:
    case RULE_OP_NONE:
    case RULE_OP_COUNT: break;
    }
    return check_each(args, ALL, RULE_TYPE_ANY, out);
}

static Code check_node(Checker *checker, const RuleNode *node, const RulePlace *place, Typed *out)
{
    *out = (Typed){ .type = RULE_TYPE_ANY };
    if (node->op == RULE_OP_NONE) {
        out->type     = type_of_constant(node->constant);
        out->constant = node;
        return OK;
    }
    const bool      is_array = node->op == RULE_OP_ARRAY;
    const RulePlace inner    = { .outer = place, .key = str_of(rule_operators[node->op].word) };
    Args            args = { .checker = checker, .node = node, .place = is_array ? place : &inner };
    if (node->op == RULE_OP_VAR) return check_variable(checker, node, &inner, out);
    return check_operator(&args, &out->type);
}

Code rule_check(Arena *arena, const Rule *rule, RuleType wanted, RuleError *error)
{
    Checker checker = { .to_refuse = { .arena = arena, .error = error }, .rule = rule };
    Typed   typed   = { 0 };
    TRY(check_node(&checker, rule->root, NULL, &typed));
    const bool fits =
        wanted == RULE_TYPE_ANY || typed.type == RULE_TYPE_ANY || typed.type == wanted ||
        (typed.constant && constant_fits((Typed){ .type = wanted }, typed.constant->constant));
    if (fits) return OK;
    return refuse(&checker, NULL, "rule.wrong_type", list_of_types(arena, 1u << wanted));
}
