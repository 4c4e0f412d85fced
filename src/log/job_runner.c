/* job_runner.c -- runs jobs step by step: one keeper finds and keeps them, threads work. */
#include "log/job_end.h"
#include "log/worker.h"

#include <string.h>

enum {
    RUNNER_ARENA_MAX = 64 * 1024,
    STEP_STACK_KIB   = 512,
    THREADS_MAX      = 32,
    CLAIM_MS         = 15000,
    RENEW_MS         = 5000,
    LOOK_MAX         = 200,
    PAUSE_FIRST_MS   = 1000,
    PAUSE_MAX_MS     = 60000,
    TROUBLE_FIRST_MS = 100,
    TROUBLE_MAX_MS   = 30000,
    TURN_MS          = 1000, /* then a job looks whether a brand with less in hand waits */
    TURN_BACKS       = 4,    /* a turn is worth so many times what coming back costs     */
};

typedef struct Work {
    const Services       *services;
    const JobKind *const *kinds;
    size_t                count;
    Str                   owner;
    int64_t               turn_ms;
} Work;

/* The job a thread has in hand; id 0 = none. */
typedef struct Slot {
    int64_t tenant_id, id;
    int32_t claims;
} Slot;

/* Of a thread: where it tells what it holds.  Without threads there is no runner. */
typedef struct Hand {
    JobRunner *runner;
    int        thread;
} Hand;

/* A job's time on a thread. */
typedef struct JobTurn {
    const Work *work;
    const Hand *hand;
    int64_t     since_us, looked_us;
} JobTurn;

struct JobRunner {
    Arena          *arena;
    Work            work;
    pthread_mutex_t lock;
    pthread_cond_t  look;               /* there may be a job, or it is over        */
    unsigned        looks;              /* counts up when there may be one          */
    Slot            slots[THREADS_MAX]; /* what each thread has in hand           */
    Hand            hands[THREADS_MAX];
    Wake           *keeper_wake;
    atomic_bool     stopping;
    int             thread_count;
    pthread_t       keeper, threads[THREADS_MAX];
};

static const JobKind *kind_of(const Work *work, Str word)
{
    for (size_t i = 0; i < work->count; i++)
        if (str_equal(str_of(work->kinds[i]->word), word)) return work->kinds[i];
    return NULL;
}

static bool stops(const Hand *hand)
{
    return hand->runner != NULL && atomic_load(&hand->runner->stopping);
}

static void hold(Hand *hand, Slot slot)
{
    if (hand->runner == NULL) return;
    LOCKED(&hand->runner->lock);
    hand->runner->slots[hand->thread] = slot;
}

/* ---- one job --------------------------------------------------------- */

/* A failure that passes puts it back in the queue for a growing while. */
static Code release(Ctx *cx, const Job *job, const Err *err)
{
    JobPause pause = { 0 };
    TRY(cx_one(cx, &job_sql_paused, &pause, ARGS(V(cx->tenant_id), V(job->id))));
    const int64_t at = cx->now_ms + worker_pause_ms(PAUSE_FIRST_MS, PAUSE_MAX_MS, pause.pauses + 1);
    return cx_run(cx, &job_sql_release, NULL,
                  ARGS(V(cx->tenant_id), V(job->id), V((int64_t)job->claims), V(at),
                       V(str_of(err->reason)), V(err->detail)));
}

static bool is_reason(const Err *err, const char *reason)
{
    return err->reason != NULL && str_equal(str_of(err->reason), str_of(reason));
}

static Code after_failure(Ctx *cx, const Job *job, const Err *err)
{
    if (is_reason(err, "job.lost")) return OK; /* another runner has it */
    if (is_reason(err, "job.cancelled")) return job_end(cx, job, JOB_CANCELLED, NULL, (Str){ 0 });
    if (worker_passing(err)) return release(cx, job, err);
    return job_end(cx, job, JOB_FAILED, err->reason, err->detail);
}

/* Reads the job, makes a step, records an end.  `*more` false: this runner is done with it. */
static Code step(JobTurn *turn, Ctx *cx, int64_t id, int32_t claims, bool *more)
{
    const Work *work = turn->work;
    Job         job;
    *more = false;
    TRY(job_get(cx, id, &job));
    if (job.claims != claims || job.state != JOB_RUNNING) return OK;
    if (job.cancel_wanted) return job_end(cx, &job, JOB_CANCELLED, NULL, (Str){ 0 });
    if (job.attempts > JOB_CRASHES_MAX)
        return job_end(cx, &job, JOB_FAILED, "job.crashed", S("the process ended in this step"));
    /* What a person started does not see or do more than he does now. */
    if (job.created_by != 0 && work->services->rights_of != NULL)
        TRY(work->services->rights_of(cx, job.created_by));
    const Job before = job;
    job.turn         = turn;
    const Code code  = kind_of(work, job.kind)->step(cx, &job, more);
    if (code == OK) return *more ? OK : job_end(cx, &job, JOB_DONE, NULL, (Str){ 0 });
    ASSERT(cx->link == NULL);
    Err err = cx->err;
    if (err.code == OK) err.code = code;
    forgive(cx);
    *more = false;
    return after_failure(cx, &before, &err);
}

/* Whether a brand that has fewer jobs in hand waits for a thread. */
static Code is_behind(const Work *work, Ctx *cx, bool *is_one)
{
    Rows rows = { 0 };
    *is_one   = false;
    TRY(cx_list(cx, &job_sql_behind, &rows, ARGS(V(cx->now_ms), V(LOOK_MAX), V(cx->tenant_id))));
    for (size_t i = 0; i < rows.count && !*is_one; i++)
        *is_one = kind_of(work, ROWS_AT(JobDue, rows, i)->kind) != NULL;
    return OK;
}

/* Behind a step: where its turn is over and somebody waits it goes back into the queue, to the
 * end, and `*more` is false. */
static Code give_way(JobTurn *turn, Ctx *cx, int64_t id, int32_t claims, bool *more)
{
    bool    is_one  = false;
    int64_t changed = 0;
    if (clock_mono_us() - turn->since_us < turn->work->turn_ms * 1000) return OK;
    turn->since_us = clock_mono_us();
    TRY(is_behind(turn->work, cx, &is_one));
    if (!is_one) return OK;
    TRY(cx_run(cx, &job_sql_give_way, &changed,
               ARGS(V(cx->tenant_id), V(id), V((int64_t)claims), V(cx->now_ms))));
    *more = changed == 0; /* cancelled, or lost: the next step says so */
    return OK;
}

Code job_should_end(Ctx *cx, const Job *job, int64_t back_ms, bool *should)
{
    JobTurn *turn = job->turn;
    ASSERT(turn != NULL && cx->link == NULL);
    const int64_t now_us = clock_mono_us(), look_us = turn->work->turn_ms * 1000;
    *should = stops(turn->hand);
    if (*should || now_us - turn->since_us < back_ms * 1000 * TURN_BACKS ||
        now_us - turn->since_us < look_us || now_us - turn->looked_us < look_us)
        return OK;
    const ArenaMark mark = arena_mark(cx->arena);
    turn->looked_us      = now_us;
    TRY(is_behind(turn->work, cx, should));
    arena_rewind(cx->arena, mark);
    return OK;
}

static Code run_job(const Work *work, Arena *arena, const JobDue *due, Hand *hand, Err *err)
{
    const int64_t tenant_id = due->tenant_id, id = due->id;
    JobTurn       turn   = { work, hand, clock_mono_us(), 0 };
    int32_t       claims = 0;
    bool          more   = false;
    {
        Ctx        cx = ctx_system(work->services, arena, tenant_id, "system:job");
        Job        job;
        const Code code = job_claim(&cx, due, work->owner, cx.now_ms + CLAIM_MS, &job, &more);
        *err            = cx.err;
        if (code != OK) return code;
        if (more) claims = job.claims;
        if (more) hold(hand, (Slot){ tenant_id, id, claims });
    }
    while (more) {
        arena_reset(arena);
        Ctx  cx   = ctx_system(work->services, arena, tenant_id, "system:job");
        Code code = step(&turn, &cx, id, claims, &more);
        if (code == OK && more && stops(hand)) {
            const Err none = { 0 };
            return release(&cx, &(Job){ .id = id, .claims = claims }, &none);
        }
        if (code == OK && more) {
            Ctx look = ctx_system(work->services, arena, tenant_id, "system:job");
            code     = give_way(&turn, &look, id, claims, &more);
            cx.err   = look.err;
        }
        *err = cx.err;
        if (code != OK && !is_reason(err, "job.lost")) return code;
    }
    return OK;
}

/* Runs the first job that can be run; `*ran` false when there is none. */
static Code run_next(const Work *work, Arena *arena, Hand *hand, bool *ran, Err *err)
{
    Ctx  cx         = ctx_system(work->services, arena, 0, "system:job");
    Rows rows       = { 0 };
    *ran            = false;
    const Code code = cx_list(&cx, &job_sql_due, &rows, ARGS(V(cx.now_ms), V(LOOK_MAX)));
    *err            = cx.err;
    if (code != OK) return code;
    for (size_t i = 0; i < rows.count && !*ran; i++) {
        JobDue due = *ROWS_AT(JobDue, rows, i);
        if (kind_of(work, due.kind) == NULL) continue;
        *ran             = true;
        const Code ended = run_job(work, arena, &due, hand, err);
        hold(hand, (Slot){ 0 });
        return ended;
    }
    return OK;
}

/* ---- threads --------------------------------------------------------- */

static void ask(JobRunner *runner)
{
    LOCKED(&runner->lock);
    runner->looks++;
    pthread_cond_broadcast(&runner->look);
}

/* Waits until somebody asked since `*seen`. */
static void wait_asked(JobRunner *runner, unsigned *seen)
{
    LOCKED(&runner->lock);
    while (runner->looks == *seen && !atomic_load(&runner->stopping))
        pthread_cond_wait(&runner->look, &runner->lock);
    *seen = runner->looks;
}

static void *work_loop(void *arg)
{
    Hand         *hand    = arg;
    JobRunner    *runner  = hand->runner;
    Arena        *arena   = arena_new(WORKER_ARENA_MAX);
    Wake         *rest    = wake_new(); /* nobody raises it: pauses end by themselves */
    WorkerTrouble trouble = { .who = "job" };
    db_give_way(true);
    db_repeat(true);
    unsigned seen = 0;
    while (!atomic_load(&runner->stopping)) {
        arena_reset(arena);
        Err        err  = { 0 };
        bool       ran  = false;
        const Code code = run_next(&runner->work, arena, hand, &ran, &err);
        if (code == OK) {
            worker_recovered(&trouble);
            if (!ran) wait_asked(runner, &seen);
            continue;
        }
        worker_failed(&trouble, &err);
        const int64_t pause = worker_pause_ms(TROUBLE_FIRST_MS, TROUBLE_MAX_MS, trouble.failures);
        for (int64_t left = pause; left > 0 && !atomic_load(&runner->stopping); left -= 50)
            (void)wake_wait(rest, left < 50 ? left : 50);
    }
    wake_free(rest);
    arena_free(arena);
    return NULL;
}

/* Only what is in hand: a claim whose commit nobody saw the end of must run out. */
static Code renew(JobRunner *runner, Ctx *cx)
{
    Slot slots[THREADS_MAX];
    {
        LOCKED(&runner->lock);
        memcpy(slots, runner->slots, sizeof slots);
    }
    for (int i = 0; i < runner->thread_count; i++)
        if (slots[i].id != 0)
            TRY(cx_run(cx, &job_sql_renew, NULL,
                       ARGS(V(slots[i].tenant_id), V(slots[i].id), V((int64_t)slots[i].claims),
                            V(cx->now_ms + CLAIM_MS))));
    return OK;
}

/* Renews, and tells when the next queued job is due. */
static Code keep(JobRunner *runner, Ctx *cx, bool renews, int64_t *wait_ms)
{
    JobDue next  = { 0 };
    bool   found = false;
    if (renews) TRY(renew(runner, cx));
    TRY(cx_find(cx, &job_sql_next, &next, &found, ARGS(V(cx->now_ms))));
    *wait_ms = RENEW_MS;
    if (found && next.ready_at_ms - cx->now_ms < RENEW_MS)
        *wait_ms = next.ready_at_ms - cx->now_ms + 1;
    return OK;
}

static void *keep_loop(void *arg)
{
    JobRunner    *runner     = arg;
    Arena        *arena      = arena_new(WORKER_ARENA_MAX);
    WorkerTrouble trouble    = { .who = "job.keep" };
    int64_t       renewed_us = clock_mono_us();
    while (!atomic_load(&runner->stopping)) {
        arena_reset(arena);
        Ctx        cx      = ctx_system(runner->work.services, arena, 0, "system:job");
        int64_t    wait_ms = 0;
        const bool renews  = clock_mono_us() - renewed_us >= RENEW_MS * 1000;
        if (renews) renewed_us = clock_mono_us();
        if (keep(runner, &cx, renews, &wait_ms) == OK) {
            worker_recovered(&trouble);
            (void)wake_wait(runner->keeper_wake, wait_ms);
            ask(runner);
            continue;
        }
        worker_failed(&trouble, &cx.err);
        worker_rest(runner->keeper_wake, &runner->stopping,
                    worker_pause_ms(TROUBLE_FIRST_MS, TROUBLE_MAX_MS, trouble.failures));
    }
    arena_free(arena);
    return NULL;
}

JobRunner *job_runner_start(const Services *services, const JobKind *const *kinds, size_t count,
                            int threads)
{
    ASSERT(threads >= 1 && threads <= THREADS_MAX);
    Arena     *arena     = arena_new(RUNNER_ARENA_MAX);
    JobRunner *runner    = arena_make(arena, JobRunner, 1);
    runner->arena        = arena;
    runner->work         = (Work){ services, kinds, count, worker_name(arena), TURN_MS };
    runner->thread_count = threads;
    pthread_mutex_init(&runner->lock, NULL);
    pthread_cond_init(&runner->look, NULL);
    runner->keeper_wake = wake_new();
    db_subscribe(services->db, TOPIC_JOB, runner->keeper_wake);
    for (int i = 0; i < threads; i++) {
        runner->hands[i]   = (Hand){ runner, i };
        runner->threads[i] = thread_start("job", STEP_STACK_KIB, work_loop, &runner->hands[i]);
    }
    runner->keeper = thread_start("job.keep", WORKER_STACK_KIB, keep_loop, runner);
    return runner;
}

void job_runner_stop(JobRunner *runner)
{
    if (runner == NULL) return;
    {
        LOCKED(&runner->lock);
        atomic_store(&runner->stopping, true);
        pthread_cond_broadcast(&runner->look);
    }
    for (int i = 0; i < runner->thread_count; i++) thread_join(runner->threads[i]);
    wake_raise(runner->keeper_wake);
    thread_join(runner->keeper);
    db_unsubscribe(runner->work.services->db, runner->keeper_wake);
    wake_free(runner->keeper_wake);
    pthread_cond_destroy(&runner->look);
    pthread_mutex_destroy(&runner->lock);
    arena_free(runner->arena);
}

/* ---- without threads ------------------------------------------------- */

Code job_drain(const Services *services, const JobKind *const *kinds, size_t count)
{
    Arena *own    = arena_new(RUNNER_ARENA_MAX);
    Arena *arena  = arena_new(WORKER_ARENA_MAX);
    Hand   nobody = { 0 };
    Work   work   = { services, kinds, count, worker_name(own), 0 }; /* turns of one step */
    Code   code   = OK;
    for (bool ran = true; ran && code == OK;) {
        Err err = { 0 };
        arena_reset(arena);
        code = run_next(&work, arena, &nobody, &ran, &err);
    }
    arena_free(arena);
    arena_free(own);
    return code;
}
