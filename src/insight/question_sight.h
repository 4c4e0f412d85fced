/* question_sight.h -- what of a dimension is named to who sees a part of the brand.
 *
 * Events of the persons he may see may tell of colleagues and customers he may not: those are one
 * row, QUERY_OTHERS, whose figures are of all of them together. */
#ifndef INSIGHT_QUESTION_SIGHT_H
#define INSIGHT_QUESTION_SIGHT_H

#include "insight/question.h"

/* The members of staff in his scope, as events call them. */
typedef struct QuestionSight {
    Strs ids, userids, names;
    Strs actors; /* "staff:ID" of those; "user:ID" and "ID" of himself */
} QuestionSight;

/* How a dimension names people. */
typedef enum QuestionNaming {
    NAMING_NOBODY = 0,
    NAMING_STAFF_ID,
    NAMING_USERID,
    NAMING_STAFF_NAME,
    NAMING_ACTOR,    /* "staff:ID", "user:ID", or no person  */
    NAMING_CUSTOMER, /* of whom none is named                */
} QuestionNaming;

/* Of the caller. */
Code           question_sight(Ctx *cx, QuestionSight *out) MUST_USE;
QuestionNaming question_naming(const QuestionDimension *dimension);
/* Of a property. */
QuestionNaming question_naming_of(Str property);
/* Whether the last part of a property's name is that: "store_id", "order.store_id",
 * "from_store_id". */
bool           question_is_called(Str property, Str end);
/* The names he is told; none where it names nobody. */
Strs           question_sight_told(const QuestionSight *sight, QuestionNaming naming);

#endif
