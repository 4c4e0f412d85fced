/* node.h -- a compiled rule: a tree whose nodes know the function that evaluates them. */
#ifndef RULE_NODE_H
#define RULE_NODE_H

#include "rule/value.h"

typedef enum RuleOp {
    RULE_OP_NONE = 0, /* a constant */
    RULE_OP_ARRAY,    /* a list that has to be built */
#define OPERATOR(word, NAME, least, most, body, function) RULE_OP_##NAME,
#include "rule/operator.def"
#undef OPERATOR
    RULE_OP_COUNT
} RuleOp;

typedef struct RuleNode RuleNode;
typedef RuleValue       RuleValueOf(RuleRun *run, const RuleNode *node);
typedef bool            RuleTestOf(RuleRun *run, const RuleNode *node);

/* Where a variable stands in the data. */
typedef struct RulePath {
    const Str *parts;
    size_t     count;
} RulePath;

struct RuleNode {
    RuleTestOf     *test;  /* whether the value counts as true */
    RuleValueOf    *value;
    const RuleNode *args;
    uint32_t        count;
    int32_t         slot;     /* of a variable that stands in a record, else -1  */
    RuleValue       constant; /* of RULE_OP_NONE; of fast forms, see fast.c      */
    RuleOp          op;
    uint32_t        weight;   /* nodes in it, itself among them                  */
    bool            is_bare;  /* its one argument stood without brackets         */
    bool            is_inner; /* in a loop's body: variables are those of an item */
    RulePath        path;     /* of a variable whose name is known               */
    const void     *more;     /* RuleEventPlan of event operators; StrMap of `in` */
};

struct Rule {
    const RuleNode   *root;
    const Json       *document;
    const RuleSchema *schema;
};

/* What stands at a place of a document, from the inside out; for error messages. */
typedef struct RulePlace {
    const struct RulePlace *outer;
    Str                     key; /* absent: `at` */
    size_t                  at;
} RulePlace;

/* The JSON pointer of a place; NULL is the whole document. */
Str rule_place_text(Arena *arena, const RulePlace *place);

/* An operator's word, and what it takes. */
typedef struct RuleOperator {
    const char  *word;
    uint32_t     least, most; /* arguments; most 0: any number        */
    int          body;        /* the argument that is one; -1: none   */
    RuleValueOf *value;
} RuleOperator;

extern const RuleOperator rule_operators[RULE_OP_COUNT];

/* The quick form of a node, where it has one (fast.c). */
void rule_fasten(Arena *arena, RuleNode *node);

static inline RuleValue rule_value_of(RuleRun *run, const RuleNode *node)
{
    return node->value(run, node);
}

static inline bool rule_test_of(RuleRun *run, const RuleNode *node)
{
    return node->test(run, node);
}

/* An argument's value; ABSENT behind the last. */
static inline RuleValue rule_arg(RuleRun *run, const RuleNode *node, uint32_t at)
{
    return at < node->count ? rule_value_of(run, &node->args[at]) : RULE_UNDEFINED;
}

/* The functions of operator.def. */
#define OPERATOR(word, NAME, least, most, body, function) RuleValueOf function;
#include "rule/operator.def"
#undef OPERATOR
/* Those of conditions, without the value around it. */
RuleTestOf rule_and_test, rule_or_test, rule_not_test, rule_bool_test, rule_any_test;
RuleTestOf rule_did_test, rule_did_not_test, rule_has_tag_test, rule_has_relation_test;
RuleTestOf rule_in_segment_test;

#endif
