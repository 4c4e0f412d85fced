/* question_who.h -- conditions on who somebody is: of an audience, with a tag, with an attribute.
 *
 * What a filter asks of the person stands in no event: segment/ tells for whom it holds now, and
 * the store is lent those persons. */
#ifndef INSIGHT_QUESTION_WHO_H
#define INSIGHT_QUESTION_WHO_H

#include "insight/question.h"

enum { QUESTION_WHO_MAX = 20 }; /* such conditions of one question */

typedef struct QuestionWho {
    const Json *condition; /* {"in_segment": …}: its member */
    Ids         persons;   /* of those the caller may see, rising */
} QuestionWho;

/* Finds all that the question's filters ask, into question->who.  ERR_INVALID with the place: the
 * reasons of segment/, "query.too_many"; ERR_DENIED "query.hidden_people".  Outside a transaction,
 * and before the store is looked at. */
Code     question_who_find(Ctx *cx, Question *question) MUST_USE;
/* Which of question->who a member of a filter is; its count: none. */
size_t   question_who_at(const Question *question, const Json *condition);
/* Another one when somebody came or went. */
uint64_t question_who_hash(const Question *question);

#endif
