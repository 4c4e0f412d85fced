/* compile.c -- a document as a tree of nodes. */
#include "rule/compile.h"

#include <string.h>

const RuleOperator rule_operators[RULE_OP_COUNT] = {
#define OPERATOR(word, NAME, least, most, body, function) \
    [RULE_OP_##NAME] = { word, least, most, body, function },
#include "rule/operator.def"
#undef OPERATOR
};

Str rule_place_text(Arena *arena, const RulePlace *place)
{
    if (!place) return S("");
    const Str outer = rule_place_text(arena, place->outer);
    if (!place->key.ptr) return str_fmt(arena, "%.*s/%zu", FMT(outer), place->at);
    const Str key =
        str_replace(arena, str_replace(arena, place->key, S("~"), S("~0")), S("/"), S("~1"));
    return str_fmt(arena, "%.*s/%.*s", FMT(outer), FMT(key));
}

Code rule_refuse(RuleCompiler *compiler, Code code, const RulePlace *place, const char *reason,
                 Str allowed)
{
    *compiler->error = (RuleError){ .reason  = reason,
                                    .place   = rule_place_text(compiler->arena, place),
                                    .allowed = allowed };
    return code;
}

/* ---- the copy ------------------------------------------------------------------- */

static Code copy(RuleCompiler *compiler, const Json *from, Json *out, int depth)
{
    if (depth > RULE_DEPTH_MAX)
        return rule_refuse(compiler, ERR_LIMIT, NULL, "rule.too_deep", S(""));
    compiler->nodes += 1;
    if (compiler->nodes > RULE_NODES_MAX)
        return rule_refuse(compiler, ERR_LIMIT, NULL, "rule.too_large", S(""));
    *out     = *from;
    out->key = str_copy(compiler->arena, from->key);
    if (from->kind == JSON_STR) out->as.str = str_copy(compiler->arena, from->as.str);
    if (from->kind != JSON_ARRAY && from->kind != JSON_OBJECT) return OK;
    Json *items   = arena_make(compiler->arena, Json, from->count);
    out->as.first = items;
    for (uint32_t i = 0; i < from->count; i++)
        TRY(copy(compiler, &from->as.first[i], &items[i], depth + 1));
    return OK;
}

/* ---- what is logic --------------------------------------------------------------- */

const Json *rule_logic_of(const Json *json)
{
    if (json->kind != JSON_OBJECT || json->count == 0) return NULL;
    const Json *last = &json->as.first[json->count - 1];
    for (uint32_t i = 0; i + 1 < json->count; i++)
        if (!str_equal(json->as.first[i].key, last->key)) return NULL;
    return last;
}

static RuleOp op_of(Str word)
{
    for (int op = RULE_OP_ARRAY + 1; op < RULE_OP_COUNT; op++)
        if (str_equal(word, str_of(rule_operators[op].word))) return (RuleOp)op;
    return RULE_OP_NONE;
}

static Str all_words(Arena *arena)
{
    StrBuf buf = strbuf(arena, 4096);
    for (int op = RULE_OP_ARRAY + 1; op < RULE_OP_COUNT; op++)
        strbuf_fmt(&buf, "%s%s", op > RULE_OP_ARRAY + 1 ? ", " : "", rule_operators[op].word);
    return strbuf_str(&buf);
}

/* ---- nodes ------------------------------------------------------------------------- */

static RuleValue constant_value(RuleRun *run, const RuleNode *node)
{
    (void)run;
    return node->constant;
}

static RuleValue array_value(RuleRun *run, const RuleNode *node)
{
    RuleValue *items = rule_take(run, node->count, sizeof(RuleValue));
    for (uint32_t i = 0; items && i < node->count; i++)
        items[i] = rule_value_of(run, &node->args[i]);
    if (!items) return RULE_UNDEFINED;
    return (RuleValue){ .kind = RULE_LIST, .size = node->count, .as.items = items };
}

void rule_constant_node(RuleNode *out, RuleValue value)
{
    *out = (RuleNode){
        .value = constant_value, .test = rule_any_test, .slot = -1, .weight = 1, .constant = value
    };
}

static Code compile_items(RuleCompiler *compiler, const Json *items, uint32_t count,
                          const RulePlace *place, bool is_inner, RuleNode *out)
{
    RuleNode *args = arena_make(compiler->arena, RuleNode, count);
    out->args      = args;
    out->count     = count;
    for (uint32_t i = 0; i < count; i++) {
        const RulePlace inner = { .outer = place, .at = i };
        const bool is_body    = out->op != RULE_OP_ARRAY && (int)i == rule_operators[out->op].body;
        TRY(rule_compile_node(compiler, &items[i], out->is_bare ? place : &inner,
                              is_inner || is_body, &args[i]));
        out->weight += args[i].weight;
    }
    return OK;
}

/* An array of constants is one constant. */
static Code compile_array(RuleCompiler *compiler, const Json *json, const RulePlace *place,
                          bool is_inner, RuleNode *out)
{
    *out = (RuleNode){
        .op = RULE_OP_ARRAY, .value = array_value, .test = rule_any_test, .slot = -1, .weight = 1
    };
    TRY(compile_items(compiler, json->as.first, json->count, place, is_inner, out));
    RuleValue *items = arena_make(compiler->arena, RuleValue, json->count + 1);
    for (uint32_t i = 0; i < json->count; i++) {
        if (out->args[i].op != RULE_OP_NONE) return OK;
        items[i] = out->args[i].constant;
    }
    const RuleNode array = *out;
    rule_constant_node(out,
                       (RuleValue){ .kind = RULE_LIST, .size = json->count, .as.items = items });
    out->args  = array.args;
    out->count = array.count;
    return OK;
}

static Code compile_operator(RuleCompiler *compiler, const Json *logic, const RulePlace *place,
                             bool is_inner, RuleNode *out)
{
    const RulePlace inner = { .outer = place, .key = logic->key };
    const RuleOp    op    = op_of(logic->key);
    if (op == RULE_OP_NONE)
        return rule_refuse(compiler, ERR_INVALID, &inner, "rule.unknown_operator",
                           all_words(compiler->arena));
    const RuleOperator *takes   = &rule_operators[op];
    const bool          is_bare = logic->kind != JSON_ARRAY;
    *out                        = (RuleNode){ .op       = op,
                                              .value    = takes->value,
                                              .test     = rule_any_test,
                                              .slot     = -1,
                                              .weight   = 1,
                                              .is_bare  = is_bare,
                                              .is_inner = is_inner };
    TRY(compile_items(compiler, is_bare ? logic : logic->as.first, is_bare ? 1 : logic->count,
                      &inner, is_inner, out));
    if (out->count < takes->least || (takes->most && out->count > takes->most))
        return rule_refuse(compiler, ERR_INVALID, &inner, "rule.wrong_count",
                           rule_count_text(compiler->arena, takes->least, takes->most));
    return rule_finish_node(compiler, &inner, out);
}

Code rule_compile_node(RuleCompiler *compiler, const Json *json, const RulePlace *place,
                       bool is_inner, RuleNode *out)
{
    const Json *logic = rule_logic_of(json);
    if (logic) return compile_operator(compiler, logic, place, is_inner, out);
    if (json->kind == JSON_ARRAY) return compile_array(compiler, json, place, is_inner, out);
    rule_constant_node(out, rule_of_json(json));
    return OK;
}

Code rule_compile(Arena *arena, const Json *document, const RuleSchema *schema, const Rule **out,
                  RuleError *error)
{
    RuleCompiler compiler = { .arena = arena, .schema = schema, .error = error };
    Json        *kept     = arena_make(arena, Json, 1);
    RuleNode    *root     = arena_make(arena, RuleNode, 1);
    Rule        *rule     = arena_make(arena, Rule, 1);
    TRY(copy(&compiler, document, kept, 0));
    TRY(rule_compile_node(&compiler, kept, NULL, false, root));
    *rule = (Rule){ .root = root, .document = kept, .schema = schema };
    *out  = rule;
    return OK;
}
