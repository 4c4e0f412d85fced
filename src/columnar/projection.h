/* projection.h -- the log as a columnar store: opened when first needed, fed with a cursor of its
 * own that moves with what was written, closed again when nobody asks for a while.
 *
 * Who asks sees everything the log held when he asked: what is missing is fed first.  A background
 * thread feeds when much has come and the log is quiet, or far too much has: questions find
 * little to do, and those who work on what comes in go first. */
#ifndef COLUMNAR_PROJECTION_H
#define COLUMNAR_PROJECTION_H

#include "columnar/property.h"

typedef struct Projection  Projection;
typedef struct PeopleIndex PeopleIndex; /* people_index.h */

/* Of the people index; 0: as it was found best. */
typedef struct PeopleTuning {
    size_t thread_events; /* a thread for so many           */
    size_t tail_events;   /* a tail this small is not joined */
} PeopleTuning;

typedef struct ProjectionOptions {
    ColumnarOptions store;
    PeopleTuning    people;
    int64_t         idle_ms;  /* closed after so long without a question; 0: stays open */
} ProjectionOptions;

/* `options` are copied, its texts are borrowed. */
Projection *projection_new(const ProjectionOptions *options);
void        projection_free(Projection *projection);

/* The thread that feeds in the background, and closes what is idle.  From now on a question waits
 * PROJECTION_PATIENCE_MS at most until it is fed; without the thread as long as that takes. */
enum { PROJECTION_PATIENCE_MS = 20000 };
void projection_start(Projection *projection, const Services *services);
void projection_stop(Projection *projection); /* again is fine */

/* What a question works on. */
typedef struct ProjectionView {
    Projection           *projection; /* NULL: not open                               */
    const ColumnarDriver *driver;
    ColumnarReader       *reader;
    PropertyBook         *book;       /* of this view: nothing moves under it         */
    int64_t               seq;        /* the log as read                              */
    int64_t               revision;   /* another one when an event of `types` (none: any) of
                                         the tenant came */
    PeopleIndex          *people;     /* NULL: other processes feed the store         */
    int64_t               generation; /* another one when events may have gone        */
} ProjectionView;

/* Feeds what is missing and opens a view; "events.catching_up" when that takes too long,
 * "events.locked" when another process has the file.  Outside a transaction. */
Code projection_begin(Ctx *cx, Projection *projection, ColumnarWait *wait, Strs types,
                      ProjectionView *out) MUST_USE;
void projection_end(ProjectionView *view); /* again is fine */
#define VIEWING_EVENTS(name) ON_SCOPE_EXIT(projection_end) ProjectionView name = { 0 }

/* Closes the store when nobody uses it; it is opened again when it is needed. */
void projection_close(Projection *projection);
/* Feeds until the log, as it is now, is read. */
Code projection_feed(Ctx *cx, Projection *projection) MUST_USE;
/* Forgets everything and reads the log from its beginning. */
Code projection_rebuild(Ctx *cx, Projection *projection, int64_t *read_to) MUST_USE;
/* Whether there is something on this machine that could be asked, or is to be forgotten. */
bool projection_exists(Ctx *cx, const Projection *projection);
/* Forgets events of a type that happened before an instant, as the log does. */
Code projection_forget(Ctx *cx, Projection *projection, Str type, int64_t before_ms) MUST_USE;

#endif
