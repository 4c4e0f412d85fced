/* resolve.c -- what can be known of a node before it is evaluated: where its variable stands, and
 * the form of a condition in which it is quickest. */
#include "rule/compile.h"

Str rule_count_text(Arena *arena, uint32_t least, uint32_t most)
{
    if (most == 0) return str_fmt(arena, "%u or more", least);
    if (least == most) return str_fmt(arena, "%u", least);
    return str_fmt(arena, "%u to %u", least, most);
}

static int32_t slot_of(const RuleSchema *schema, Str name)
{
    for (size_t i = 0; schema && i < schema->count; i++)
        if (str_equal(schema->variables[i].name, name)) return (int32_t)i;
    return -1;
}

static RulePath path_of(Arena *arena, Str name)
{
    size_t count = 1, at = 0;
    for (size_t i = 0; i < name.len; i++) count += name.ptr[i] == '.';
    Str *parts = arena_make(arena, Str, count);
    while (name.ptr) parts[at++] = str_cut(&name, '.');
    return (RulePath){ .parts = parts, .count = count };
}

/* A name that is known now is looked up now. */
static void resolve_variable(RuleCompiler *compiler, RuleNode *node)
{
    if (node->count == 0 || node->args[0].op != RULE_OP_NONE) return;
    const RuleValue constant = node->args[0].constant;
    char            text[RULE_NUMBER_CHARS];
    Str             name = { 0 };
    if (constant.kind == RULE_TEXT && constant.size > 0) name = rule_text(constant);
    if (constant.kind == RULE_NUMBER)
        name = str_copy(compiler->arena, (Str){ text, rule_number_text(constant.as.number, text) });
    if (!name.ptr) return;
    if (!node->is_inner) node->slot = slot_of(compiler->schema, name);
    node->path = path_of(compiler->arena, name);
}

/* Conditions are tested without a value around them. */
static void choose_test(RuleNode *node)
{
    if (node->op == RULE_OP_AND) node->test = rule_and_test;
    if (node->op == RULE_OP_OR) node->test = rule_or_test;
    if (node->op == RULE_OP_NOT) node->test = rule_not_test;
    if (node->op == RULE_OP_BOOL) node->test = rule_bool_test;
    if (node->op == RULE_OP_DID) node->test = rule_did_test;
    if (node->op == RULE_OP_DID_NOT) node->test = rule_did_not_test;
    if (node->op == RULE_OP_HAS_TAG) node->test = rule_has_tag_test;
    if (node->op == RULE_OP_HAS_RELATION) node->test = rule_has_relation_test;
}

Code rule_finish_node(RuleCompiler *compiler, const RulePlace *place, RuleNode *node)
{
    if (node->op == RULE_OP_VAR) resolve_variable(compiler, node);
    TRY(rule_resolve_event(compiler, place, node));
    choose_test(node);
    rule_fasten(compiler->arena, node);
    return OK;
}
