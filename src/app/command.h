/* command.h -- the command line: one function a command, each returns the exit status. */
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include "app/app.h"

typedef struct Command {
    const char *name, *second;   /* "user" "create"; second NULL for one-word commands */
    int       (*run)(App *app);
    bool        needs_store;
    const char *usage, *about;
} Command;

extern const Command command_list[];
extern const size_t  command_count;

/* serve.c: runs until it is told to stop. */
int command_serve(App *app);
/* demo.c: serve, with the demo brand of weft-sim. */
int command_demo(App *app);
/* command_import.c: import. */
int command_import(App *app);
/* command_export.c: export; the log as lines of JSON. */
int command_export(App *app);
/* command_rule.c: rule eval; what a rule says of data, once or a line each. */
int command_rule_eval(App *app);
int command_rule_explain(App *app); /* the rule as a sentence, Chinese and English */
/* command_segment.c: how many people a rule holds for. */
int command_segment_count(App *app);
/* command_segment_bench.c: sets over many people, one event and all it changes. */
int command_segment_bench(App *app);
/* command_rule_bench.c: evaluations a second, over records and over JSON. */
int command_rule_bench(App *app);
/* command_identity_bench.c: the identity door among many persons, and a merge. */
int command_identity_bench(App *app);
/* command_query.c: query; one query value answered.  events rebuild; the columnar store anew. */
int command_query(App *app);
int command_events_rebuild(App *app);
/* doctor.c: looks at everything that can be wrong and says so in sentences. */
int command_doctor(App *app);

#endif
