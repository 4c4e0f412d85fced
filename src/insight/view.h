/* view.h -- from who works where and what is asked for to a lens with named parts. */
#ifndef INSIGHT_VIEW_H
#define INSIGHT_VIEW_H

#include "insight/insight_sql.h"

/* As they stand now: figures follow a member of staff to where he works today. */
typedef struct Facts {
    Rows   staff, stores, teams, codes; /* StaffFact, PlaceFact, TeamFact, CodeFact */
    Rows   departments, regions;        /* Department, Region                       */
    IdMap *staff_of_id;                 /* of those in scope                        */
} Facts;

/* Reads them, as cx->scope_id may see them. */
Code view_facts(Ctx *cx, Facts *out) MUST_USE;

typedef struct ViewFilter {
    int64_t staff_id, store_id, region_id, department_id;
    Str     code_token;
} ViewFilter;

typedef struct ViewPart {
    Str key, label, parent_key; /* key "none": belongs to nothing; "other": to nothing of ours */
} ViewPart;

typedef struct View {
    Lens      lens;     /* all of the filter, and the parts                    */
    Lens      presence; /* the same without the code and parts: who is still there */
    ViewPart *parts;
} View;

/* `is_whole`: everything is in scope, also staff nobody knows any more. */
View view_of(Arena *arena, const PeopleSpans *spans, const Facts *facts, const ViewFilter *filter,
             BoardBy by, bool is_whole);
/* The part of that key, or -1. */
int64_t view_part(const View *view, Str key);

#endif
