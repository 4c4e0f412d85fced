/* bulk_files.c -- who may have a job's file, and the end of all files after a week. */
#include "bulk/bulk_job.h"
#include "bulk/bulk_sql.h"
#include "bulk/selection.h"
#include "sys/file.h"

enum {
    DAY_S     = 86400,
    PASSING_S = DAY_S,     /* what lies in tmp/ so long, nobody waits for                 */
    KEPT_S    = 8 * DAY_S, /* no timer asks for a file that is older, whoever has left it */
};

/* What a file of a kind needs today, whoever asked for it then: a right that was taken away, or
 * that a key never had, takes nothing out. */
static const struct {
    const char *kind; /* or its beginning: the first that fits */
    Permission  need;
    bool        is_for_maker; /* and for who steers jobs; else for who sees the job */
} needs[] = {
    { "customer.export", PERM_CUSTOMER_EXPORT, true },
    { "customer.person_export", PERM_CUSTOMER_EXPORT, true },
    { "customer.", PERM_CUSTOMER_READ, true },
    { "intake.", PERM_CUSTOMER_IMPORT, true },
    { "board.", PERM_BOARD_READ, true },
    { "channel_code.", PERM_CHANNEL_CODE_READ, false },
    { "", PERM_JOB_READ, false },
};

/* Only exports of customers can be asked for in clear; what others are told is theirs to read. */
static Code is_clear(Ctx *cx, const Job *job, bool *out)
{
    const Json *args = NULL;
    *out             = false;
    if (!str_starts(job->kind, S("customer.")) || job->args.len == 0) return OK;
    TRY(bulk_job_json(cx, job->args, &args));
    *out = json_bool(args, S("clear"), false);
    return OK;
}

Code bulk_job_file_allowed(Ctx *cx, const Job *job)
{
    size_t i      = 0;
    bool   clear  = false;
    bool   steers = cx_may(cx, PERM_JOB_WRITE) && cx_may(cx, PERM_CUSTOMER_EXPORT) &&
                  cx_may(cx, PERM_CUSTOMER_REVEAL) && cx->scope_id == 0;
    while (!str_starts(job->kind, str_of(needs[i].kind))) i++;
    REQUIRE(cx, !needs[i].is_for_maker || job->created_by == cx->user_id || steers, ERR_NOT_FOUND,
            "job.no_file");
    TRY(is_clear(cx, job, &clear));
    REQUIRE(cx, cx_may(cx, needs[i].need) && (!clear || cx_may(cx, PERM_CUSTOMER_REVEAL)),
            ERR_DENIED, "permission.denied");
    return OK;
}

static void remove_job_file(Ctx *cx, int64_t job_id, const char *ending)
{
    IGNORE(file_remove(
        str_fmt(cx->arena, "%s/jobs/%lld%s", cx->services->data_dir, (long long)job_id, ending)
            .ptr)); /* most were never made */
}

static Code forget_job(Ctx *cx, int64_t job_id, Str payload)
{
    static const char *const endings[] = { ".xlsx", ".csv", ".part", ".xlsx.part", ".csv.part" };
    const Json              *json      = NULL;
    TRY(bulk_job_json(cx, payload, &json));
    for (size_t i = 0; i < COUNT(endings); i++) remove_job_file(cx, job_id, endings[i]);
    selection_remove(cx, json_i64(json, S("selection"), 0));
    return bulk_sql_forget(cx, job_id);
}

static void sweep(Ctx *cx, const char *folder, int64_t age_s)
{
    dir_sweep(str_fmt(cx->arena, "%s/%s", cx->services->data_dir, folder).ptr, age_s);
}

static Code fire(Ctx *cx, const Timer *timer)
{
    Str       rest = timer->key;
    const Str noun = str_cut(&rest, ':');
    int64_t   id   = 0;
    sweep(cx, "tmp", PASSING_S);
    sweep(cx, "imports", KEPT_S);
    sweep(cx, "selections", KEPT_S);
    if (!str_to_i64(rest, &id)) return OK;
    return str_equal(noun, S("job")) ? forget_job(cx, id, timer->payload) : OK;
}

const TimerKind bulk_files_timer = { "bulk.files", fire };
