/* intake_job.c -- the job that brings an uploaded file in: a run in parts, and its end. */
#include "intake/intake_run.h"
#include "intake/intake_upload.h"
#include "sys/file.h"
#include "wire/json.h"

#define KIND_INTAKE "intake.run"
#define ENDED       "{\"ended\":true}" /* the checkpoint of a job of which all is done */

enum {
    PART_ROWS = 1000000, /* of a step: the runner looks between */
    TEXT_MAX  = 2048,
    KEPT_MS   = 7 * MS_PER_DAY,
};

/* ---- how far it is ------------------------------------------------------------------------- */

static void put_counts(JsonOut *json, const IntakeReport *report)
{
    json_pair_i64(json, S("rows"), report->rows);
    json_pair_i64(json, S("added"), report->added);
    json_pair_i64(json, S("known"), report->known);
    json_pair_i64(json, S("people"), report->people);
    json_pair_i64(json, S("updated"), report->updated);
    json_pair_i64(json, S("skipped"), report->skipped);
    json_pair_i64(json, S("left_out"), report->left_out);
    json_pair_i64(json, S("refused"), report->refused);
}

static Code put_result(Ctx *cx, Job *job, const IntakeReport *report, Str file, Str name)
{
    JsonOut json = json_out(cx->arena, TEXT_MAX);
    json_open_object(&json);
    put_counts(&json, report);
    if (file.len) {
        json_pair_str(&json, S("file"), file);
        json_pair_str(&json, S("name"), name);
    }
    json_close_object(&json);
    return json_out_done(&json, &job->result);
}

/* Nobody knows how many rows there are before the end: as many as the bytes so far promise. */
static void put_progress(Job *job, const IntakeReport *report)
{
    job->done   = report->rows;
    job->failed = report->refused;
    if (report->bytes > 0 && report->bytes_total > 0)
        job->total =
            (int64_t)((double)report->rows * (double)report->bytes_total / (double)report->bytes);
    if (job->total < job->done) job->total = job->done;
}

typedef struct Saving {
    Ctx *cx;
    Job *job;
    char checkpoint[80]; /* the memory of the run is given back with each transaction */
} Saving;

/* In the transaction that brought rows in, or made their persons; notices that somebody cancelled
 * it.  The checkpoint moves, so that the runner counts crashes without progress only. */
static Code save(void *with, const IntakeReport *report)
{
    Saving   *saving = with;
    const Str moved  = str_fmt(saving->cx->arena, "{\"rows\":%lld,\"people\":%lld}",
                               (long long)report->rows, (long long)report->people);
    ASSERT(moved.len <= sizeof(saving->checkpoint));
    for (size_t i = 0; i < moved.len; i++) saving->checkpoint[i] = moved.ptr[i];
    saving->job->checkpoint = (Str){ saving->checkpoint, moved.len };
    put_progress(saving->job, report);
    TRY(put_result(saving->cx, saving->job, report, (Str){ 0 }, (Str){ 0 }));
    return job_save(saving->cx, saving->job);
}

/* Behind a batch, which may be one of very many. */
static Code ends(void *with, int64_t back_ms, bool *is_ended)
{
    const Saving *saving = with;
    return job_should_end(saving->cx, saving->job, back_ms, is_ended);
}

/* ---- the end -------------------------------------------------------------------------------- */

static Str refused_name(Ctx *cx, const Intake *intake, bool english)
{
    enum { NAME_CHARS = 80 };
    Str stem = intake->name;
    for (size_t i = stem.len; i > 0; i--)
        if (stem.ptr[i - 1] == '.') {
            stem = str_slice(stem, 0, i - 1);
            break;
        }
    const Str word = english ? S("refused") : S("未导入的行");
    return str_fmt(cx->arena, "%.*s-%.*s.csv", FMT(word), FMT(str_prefix_chars(stem, NAME_CHARS)));
}

static Code finish(Ctx *cx, Job *job, const Intake *intake, const IntakeReport *report,
                   const IntakeOptions *options)
{
    Str         file = { 0 };
    const char *part = options->refused;
    if (report->refused > 0) {
        /* It stands there already where a kill came between. */
        if (file_exists(part) && file_rename(part, intake_refused_path(cx, job->id, false)) != OK)
            return fail(cx, ERR_UNAVAILABLE, "intake.not_kept", "%s", file_error());
        file = str_fmt(cx->arena, "jobs/%lld.csv", (long long)job->id);
    }
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    job->done = job->total = report->rows;
    job->failed            = report->refused;
    TRY(put_result(cx, job, report, file, refused_name(cx, intake, options->english)));
    job->checkpoint = S(ENDED);
    TRY(job_save(cx, job));
    TRY(intake_sql_end(cx, options->key));
    TRY(cx_commit(cx, &txn));
    IGNORE(file_remove(intake_upload_path(cx, intake->id))); /* lies nowhere longer than it must */
    intake_run_sweep_some(cx);
    return OK;
}

static Code args_of(Ctx *cx, const Job *job, int64_t *id, bool *english)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (json_parse(cx->arena, job->args, JSON_LIMITS, &json, &error) != OK)
        return fail(cx, ERR_INTERNAL, "job.bad_checkpoint", "%s", error.reason);
    *id      = json_i64(json, S("intake_id"), 0);
    *english = str_equal(json_str(json, S("lang")), S("en-US"));
    return OK;
}

static Code step(Ctx *cx, Job *job, bool *more)
{
    Intake        intake  = { 0 };
    IntakeReport  report  = { 0 };
    IntakeOptions options = { .rows_max = PART_ROWS, .ends = ends };
    int64_t       id      = 0;
    TRY(args_of(cx, job, &id, &options.english));
    if (str_equal(job->checkpoint, S(ENDED))) { /* a kill came behind the end */
        IGNORE(file_remove(intake_upload_path(cx, id)));
        *more = false;
        return OK;
    }
    TRY(intake_sql_get(cx, id, &intake));
    options.mapping   = intake.mapping;
    options.no_header = !intake.has_header;
    options.path      = intake_upload_path(cx, id);
    options.refused   = intake_refused_path(cx, job->id, true);
    options.key       = str_fmt(cx->arena, "job:%lld", (long long)job->id);
    if (dir_make(str_fmt(cx->arena, "%s/jobs", cx->services->data_dir).ptr) != OK)
        return fail(cx, ERR_UNAVAILABLE, "intake.not_kept", "%s", file_error());
    Saving     saving = { .cx = cx, .job = job };
    const Code code   = intake_run(cx, &options, save, &saving, &report);
    job->checkpoint   = str_copy(cx->arena, job->checkpoint);
    TRY(put_result(cx, job, &report, (Str){ 0 }, (Str){ 0 }));
    if (code != OK) return code;
    *more = !report.is_over;
    return report.is_over ? finish(cx, job, &intake, &report, &options) : OK;
}

const JobKind intake_job = { KIND_INTAKE, step };

Code intake_start(Ctx *cx, int64_t id, bool english, Job *out)
{
    Intake row   = { 0 };
    bool   first = false;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(intake_sql_get(cx, id, &row));
    REQUIRE(cx, row.is_good, ERR_CONFLICT, "intake.not_decided");
    TRY(intake_upload_may(cx, row.kind));
    const JobDraft draft = { .kind  = S(KIND_INTAKE),
                             .title = str_fmt(cx->arena, "导入:%.*s",
                                              FMT(str_prefix_chars(row.name, 100))),
                             .unit  = S("row"),
                             .args  = str_fmt(cx->arena, "{\"intake_id\":\"%lld\",\"lang\":\"%s\"}",
                                              (long long)id, english ? "en-US" : "zh-CN") };
    TRY(job_start(cx, draft, out));
    TRY(intake_sql_start(cx, id, out->id, &first));
    REQUIRE(cx, first, ERR_CONFLICT, "intake.started");
    TRY(timer_set(cx, S("intake.files"), str_fmt(cx->arena, "job:%lld", (long long)out->id),
                  cx->now_ms + KEPT_MS, S("{}")));
    return cx_commit(cx, &txn);
}
