/* compile.h -- between the parts of the compiler. */
#ifndef RULE_COMPILE_H
#define RULE_COMPILE_H

#include "rule/node.h"

typedef struct RuleCompiler {
    Arena            *arena;
    const RuleSchema *schema;
    RuleError        *error;
    size_t            nodes;
} RuleCompiler;

/* Fills the error and returns `code`. */
Code rule_refuse(RuleCompiler *compiler, Code code, const RulePlace *place, const char *reason,
                 Str allowed) MUST_USE;
/* How many arguments are allowed, in words. */
Str  rule_count_text(Arena *arena, uint32_t least, uint32_t most);
/* The member of an object of one member, which is an operator; else NULL. */
const Json *rule_logic_of(const Json *json);
/* A node that is a value. */
void rule_constant_node(RuleNode *out, RuleValue value);
/* The node of a place of the document. */
Code rule_compile_node(RuleCompiler *compiler, const Json *json, const RulePlace *place,
                       bool is_inner, RuleNode *out) MUST_USE;
/* What an operator knows of its constant arguments: slots, paths, windows, sets (resolve.c). */
Code rule_finish_node(RuleCompiler *compiler, const RulePlace *place, RuleNode *node) MUST_USE;

/* Types, windows and properties of event operators, the part of date_part (resolve_event.c). */
Code rule_resolve_event(RuleCompiler *compiler, const RulePlace *place, RuleNode *node) MUST_USE;

#endif
