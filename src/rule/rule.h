/* rule.h -- rules, conditions and formulas: JsonLogic documents with operators for people, their
 * events and time.  What every operator means stands in docs/rules.md.
 *
 * A document is compiled once into a Rule, which nothing changes afterwards: any number of threads
 * may evaluate it at the same time, each with a RuleRun of its own.  An evaluation depends on
 * nothing but the rule and what its run names, and ends: after RULE_STEPS steps or RULE_BYTES bytes
 * it fails.  Numbers, texts and comparisons are those of JavaScript. */
#ifndef RULE_RULE_H
#define RULE_RULE_H

#include "base/base.h"
#include "rule/number.h"
#include "wire/json.h"

enum {
    RULE_DEPTH_MAX = 60,      /* levels of a document                                    */
    RULE_NODES_MAX = 10000,   /* values and operators of a document                      */
    RULE_STEPS     = 1000000, /* a turn of a loop costs as many as its body has nodes    */
    RULE_BYTES     = 4 << 20, /* texts and lists made on the way                         */
};

/* ---- values --------------------------------------------------------------- */

typedef enum RuleKind {
    RULE_ABSENT = 0, /* JavaScript's undefined                          */
    RULE_NULL,
    RULE_FLAG,
    RULE_NUMBER,
    RULE_TEXT,       /* UTF-8, `size` bytes                             */
    RULE_LIST,       /* `size` items                                    */
    RULE_JSON,       /* an array or object of the data                  */
    RULE_FOLD        /* what a reduce shows its body: items[0] is the current
                        item, items[1] the accumulator                  */
} RuleKind;

typedef struct RuleValue {
    RuleKind kind;
    uint32_t size;
    union {
        bool                    flag;
        double                  number;
        const char             *text;
        const struct RuleValue *items;
        const Json             *json;
    } as;
} RuleValue;

/* Values from what slices hold.  Texts, lists and JSON are borrowed. */
static inline RuleValue rule_of_flag(bool flag)
{
    return (RuleValue){ .kind = RULE_FLAG, .as.flag = flag };
}

static inline RuleValue rule_of_number(double number)
{
    return (RuleValue){ .kind = RULE_NUMBER, .as.number = number };
}

static inline RuleValue rule_of_text(Str text)
{
    if (!text.ptr) return (RuleValue){ .kind = RULE_NULL };
    return (RuleValue){ .kind = RULE_TEXT, .size = (uint32_t)text.len, .as.text = text.ptr };
}

static inline Str rule_text(RuleValue value) { return (Str){ value.as.text, value.size }; }

/* A JSON value; NULL is ABSENT. */
RuleValue rule_of_json(const Json *json);
/* Whether a value counts as true: not false, null, 0, NaN, "" or []. */
bool      rule_truthy(RuleValue value);
/* Writes a value as JSON.stringify would: NaN, infinities and ABSENT are null.  False when it is
 * nested deeper than JSON may be, or longer than `out` may become. */
bool      rule_put(JsonOut *out, RuleValue value) MUST_USE;

/* ---- variables ------------------------------------------------------------ */

typedef enum RuleType {
    RULE_TYPE_ANY = 1,
    RULE_TYPE_FLAG,
    RULE_TYPE_NUMBER,
    RULE_TYPE_MONEY, /* whole 分                                          */
    RULE_TYPE_TEXT,
    RULE_TYPE_DATE,  /* a day, "2026-11-22"                               */
    RULE_TYPE_TIME,  /* an instant in ms since 1970 UTC                   */
    RULE_TYPE_ENUM,  /* one of `choices`                                  */
    RULE_TYPE_LIST
} RuleType;

extern const Words rule_type_words;

typedef struct RuleVariable {
    Str      name;
    RuleType type;
    Strs     choices;          /* of an enum                    */
    Str      label, label_zh;  /* for rule_explain; absent: name */
} RuleVariable;

/* What a record looks like: variable i stands in slot i. */
typedef struct RuleSchema {
    const RuleVariable *variables;
    size_t              count;
} RuleSchema;

/* ---- compiling ------------------------------------------------------------- */

typedef struct Rule Rule;

typedef struct RuleError {
    const char *reason;  /* stable, e.g. "rule.unknown_operator"                  */
    Str         place;   /* JSON pointer into the document; "" is the whole       */
    Str         allowed; /* what would have been right there; may be absent       */
} RuleError;

/* Compiles a document; of it nothing is kept, all is in the arena, which must outlive the rule.
 * With a schema (borrowed for as long as the rule) its variables are read from the slots of a
 * record, others from the data.  ERR_INVALID or ERR_LIMIT with `error`. */
Code rule_compile(Arena *arena, const Json *document, const RuleSchema *schema, const Rule **out,
                  RuleError *error) MUST_USE;

/* Whether the rule makes sense for its schema (without one: for any) and gives a value of the
 * wanted type, as must be before it is saved: variables that exist, arguments of types their
 * operators can work with, choices that there are.  ERR_INVALID with `error`. */
Code rule_check(Arena *arena, const Rule *rule, RuleType wanted, RuleError *error) MUST_USE;

typedef enum RuleLanguage { RULE_ENGLISH = 1, RULE_CHINESE } RuleLanguage;

/* The rule as a sentence, with the labels of its schema. */
Str  rule_explain(Arena *arena, const Rule *rule, RuleLanguage language);

/* ---- evaluating ------------------------------------------------------------ */

/* Something a person did; `data` is what {"var": ...} sees within a `where`. */
typedef struct RuleEvent {
    int64_t     at_ms;
    const Json *data; /* an object, or NULL */
} RuleEvent;

/* What a slice knows of the person a rule is evaluated for.  Any may be NULL: then nothing is
 * known.  They answer the same however often they are asked during one evaluation. */
typedef struct RuleSource {
    void *with;
    /* Events of a type at `from_ms` <= at < `until_ms`, oldest first; valid until the evaluation
     * ends. */
    const RuleEvent *(*events)(void *with, Str type, int64_t from_ms, int64_t until_ms,
                               size_t *count);
    RuleValue (*attribute)(void *with, Str name); /* ABSENT when it has none */
    bool (*has_tag)(void *with, Str tag);
    const Json *(*relations)(void *with); /* an array of objects, or NULL */
    bool (*in_segment)(void *with, Str segment); /* an audience, by its id */
} RuleSource;

/* A source from one document: {"events": [{"type", "at", ...}], "attributes": {}, "tags": [],
 * "relations": [], "segments": []}; "at" is RFC 3339, a day or ms.  For one thread. */
RuleSource rule_json_source(Arena *arena, const Json *about, Zone zone);

typedef struct RuleRun {
    /* Given by the caller: */
    Arena            *arena; /* for texts and lists made on the way; results may lie in it */
    const RuleValue  *slots; /* a record of the schema; needed when there is one           */
    RuleValue         data;  /* what {"var": ""} is                                        */
    const RuleSource *source;
    int64_t           now_ms;
    Zone              zone;
    /* Its own: */
    const char *reason;      /* why the last evaluation failed; NULL when it did not       */
    int64_t     steps_left, bytes_left;
} RuleRun;

/* The result; ERR_LIMIT or ERR_INVALID with run->reason when there is none. */
Code rule_evaluate(const Rule *rule, RuleRun *run, RuleValue *out) MUST_USE;
/* Whether the result counts as true, without building it; false and run->reason on a failure.
 * Conditions over slots take nothing from the arena. */
bool rule_holds(const Rule *rule, RuleRun *run);

/* ---- time passes ------------------------------------------------------------ */

/* Where the window of an event operator lies at an instant: from_ms <= at < until_ms. */
typedef struct RuleEventSpan {
    Str     type;
    int64_t from_ms, until_ms;
    int64_t rolling_ms; /* its length when it moves all the time, else 0 */
    bool    is_daily;   /* it moves when a day begins                    */
} RuleEventSpan;

/* Of every event operator, always in the same order, at most `max`; returns how many.  Between two
 * instants only who has events of a type between where its span was and where it is now can be
 * answered otherwise because of them. */
size_t rule_spans(const Rule *rule, int64_t now_ms, Zone zone, RuleEventSpan *out, size_t max);

/* ---- for many people at once ----------------------------------------------- */

/* A condition that an index may answer for everybody. */
typedef enum RuleAsk {
    RULE_ASK_EQUAL = 1, /* the variable is values[0] (== or ===)                        */
    RULE_ASK_BELOW,     /* < values[0]; a variable that is not there counts as 0, as in */
    RULE_ASK_AT_MOST,   /*   JavaScript                                                 */
    RULE_ASK_ABOVE,
    RULE_ASK_AT_LEAST,
    RULE_ASK_ONE_OF,    /* === one of the values                                        */
    RULE_ASK_TRUE,      /* the variable counts as true                                  */
    RULE_ASK_TAG,       /* has one of the tags in `values`                              */
    RULE_ASK_DID,       /* has an event of `type` at from_ms <= at < until_ms           */
    RULE_ASK_TIMES,     /* has `least` to `most` of them                                */
    RULE_ASK_SEGMENT,   /* is in one of the audiences in `values`                       */
    RULE_ASK_RELATION   /* has a relation; with a `variable`, one whose is === one of the values */
} RuleAsk;

typedef struct RulePredicate {
    RuleAsk          ask;
    Str              variable;
    const RuleValue *values;
    size_t           count;
    Str              type;
    int64_t          from_ms, until_ms;
    uint32_t         least, most; /* UINT32_MAX: any number */
} RulePredicate;

typedef enum RuleFit {
    RULE_UNKNOWN = 0, /* no set: everybody has to be asked                              */
    RULE_WIDER,       /* everybody for whom it holds is in the set, and perhaps others  */
    RULE_EXACT        /* those for whom it holds, and nobody else                       */
} RuleFit;

/* Whether a value of the predicate's variable meets it: of RULE_ASK_EQUAL to RULE_ASK_TRUE.  EQUAL
 * is ==; where the kinds differ a rule may mean ===. */
bool rule_meets(const RulePredicate *predicate, RuleValue value);

/* Sets of people, whatever they are.  An index may say EXACT only where all its values are of the
 * kind of the predicate's, or not there at all. */
typedef struct RuleSets {
    void *with;
    RuleFit (*find)(void *with, const RulePredicate *predicate, void **set);
    /* Each takes what it is given and gives back a set in its place. */
    void *(*both)(void *with, void *a, void *b);
    void *(*either)(void *with, void *a, void *b);
    void *(*others)(void *with, void *set); /* everybody who is not in it */
    void (*drop)(void *with, void *set);
} RuleSets;

/* For whom a rule holds, as far as indexes know it: and, or and not of predicates as sets, the
 * rest left out.  After WIDER rule_holds() decides for each of the set; `set` is written unless
 * UNKNOWN. */
RuleFit rule_plan(const Rule *rule, const RuleSets *sets, int64_t now_ms, Zone zone, void **set);

#endif
