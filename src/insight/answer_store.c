/* answer_store.c -- the store asked, with the persons that conditions hold for. */
#include "insight/answer.h"
#include "insight/question_who.h"

Code asking_check(const Asking *asking) { return columnar_wait(asking->cx, asking->wait); }

Code asking_lend(Asking *asking)
{
    const ProjectionView *view = asking->view;
    const Question       *of   = asking->question->of ? asking->question->of : asking->question;
    if (asking->is_lent) return OK;
    for (size_t i = 0; i < of->who.count; i++)
        TRY(view->driver->lend_set(asking->cx, view->reader, i,
                                   ROWS_AT(QuestionWho, of->who, i)->persons));
    asking->is_lent = true;
    return OK;
}

Code asking_read(Asking *asking, const ColumnarAsk *ask)
{
    TRY(asking_lend(asking));
    return asking->view->driver->ask(asking->cx, asking->view->reader, ask);
}
