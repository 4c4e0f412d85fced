/* report_job.c -- a board as a file: a job, asked with what its maker may see. */
#include "report/report_sheet.h"

#include "bulk/bulk.h"
#include "log/job.h"
#include "sys/file.h"

enum { KEPT_MS = 7 * MS_PER_DAY, ARGS_MAX = 128 * 1024 };

static Code parse(Ctx *cx, Str text, const Json **out)
{
    JsonError error;
    if (json_parse(cx->arena, text, JSON_LIMITS, out, &error) != OK)
        return fail(cx, ERR_INTERNAL, "job.bad_args", "%s", error.reason);
    return OK;
}

static Code args_of(Ctx *cx, const ReportExport *draft, const ReportBook *book, Str *out)
{
    JsonOut args = json_out(cx->arena, ARGS_MAX);
    json_open_object(&args);
    json_pair_str(&args, S("board"), draft->board);
    json_pair_bool(&args, S("english"), book->english);
    json_key(&args, S("filter"));
    json_put_raw(&args, book->filter);
    json_close_object(&args);
    if (json_out_done(&args, out) != OK)
        return fail_field(cx, "board.bad_filter", S("filter"), "a smaller one");
    return OK;
}

Code report_export_start(Ctx *cx, const ReportExport *draft, Job *out)
{
    ReportBook book;
    TRY(report_book_open(cx, draft->board, draft->filter, draft->english, &book));
    JobDraft job = { .kind  = str_of(report_export_job.word),
                     .title = str_fmt(cx->arena,
                                      draft->english ? "Export of “%.*s”" : "导出看板「%.*s」",
                                      FMT(book.name)),
                     .unit  = S("tile"),
                     .total = (int64_t)book.parts.count };
    TRY(args_of(cx, draft, &book, &job.args));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(job_start(cx, job, out));
    TRY(audit_write(cx, S("board.exported"), str_fmt(cx->arena, "board:%.*s", FMT(draft->board)),
                    S("ok"), str_fmt(cx->arena, "{\"job\":\"%lld\"}", (long long)out->id),
                    (Str){ 0 }));
    TRY(timer_set(cx, str_of(bulk_files_timer.word),
                  str_fmt(cx->arena, "job:%lld", (long long)out->id), cx->now_ms + KEPT_MS,
                  S("{}")));
    return cx_commit(cx, &txn);
}

/* ---- the job ------------------------------------------------------------------------------ */

/* One after the other: of a board of many large tiles only one is in memory. */
static Code put_parts(Ctx *cx, Job *job, const ReportBook *book, ReportSheet *sheet)
{
    for (size_t i = 0; i < book->parts.count; i++) {
        const ArenaMark mark = arena_mark(cx->arena);
        ReportAnswer    answer;
        TRY(report_book_ask(cx, book, i, &answer));
        TRY(report_sheet_put(cx, sheet, i, &answer));
        arena_rewind(cx->arena, mark);
        job->done = (int64_t)i + 1;
        TRY(job_save(cx, job)); /* notices that it was cancelled */
    }
    return OK;
}

/* "导出人 王芳，2026-11-27 15:30" */
static Code mark_of(Ctx *cx, const Job *job, bool english, Str *out)
{
    User            user = { 0 };
    const CivilTime at   = civil_time(job->created_at_ms, cx->zone);
    const Code      code = org_user_get(cx, (UserId){ job->created_by }, &user);
    if (code != OK && code != ERR_NOT_FOUND) return code;
    if (code == ERR_NOT_FOUND) forgive(cx);
    const Str name = user.display_name.len ? user.display_name : user.name;
    const Str who  = name.len ? name : S("-");
    const Str when = str_fmt(cx->arena, "%04d-%02d-%02d %02d:%02d", at.year, at.month, at.day,
                             at.hour, at.minute);
    *out           = str_fmt(cx->arena,
                   english ? "Exported by %.*s at %.*s, job %lld" : "导出人 %.*s，%.*s，任务 %lld",
                             FMT(who), FMT(when), (long long)job->id);
    return OK;
}

static const char *path_of(Ctx *cx, const Job *job, const char *ending)
{
    return str_fmt(cx->arena, "%s/jobs/%lld.%s", cx->services->data_dir, (long long)job->id, ending)
        .ptr;
}

static Code put_result(Ctx *cx, Job *job, const ReportBook *book)
{
    const CivilTime at  = civil_time(cx->now_ms, cx->zone);
    JsonOut         out = json_out(cx->arena, ARGS_MAX);
    json_open_object(&out);
    json_pair_str(&out, S("file"), str_fmt(cx->arena, "jobs/%lld.xlsx", (long long)job->id));
    json_pair_str(
        &out, S("name"),
        str_fmt(cx->arena, "%.*s-%04d%02d%02d.xlsx", FMT(book->name), at.year, at.month, at.day));
    json_pair_i64(&out, S("rows"), (int64_t)book->parts.count);
    json_close_object(&out);
    if (json_out_done(&out, &job->result) != OK)
        return fail(cx, ERR_INTERNAL, "sheet.not_written", "%s", "a result");
    return job_save(cx, job);
}

/* What was begun and is not whole goes. */
static Code write_file(Ctx *cx, Job *job, const ReportBook *book)
{
    Str         mark = { 0 };
    const char *part = path_of(cx, job, "xlsx.part"), *whole = path_of(cx, job, "xlsx");
    TRY(mark_of(cx, job, book->english, &mark));
    TRY(dir_make(str_fmt(cx->arena, "%s/jobs", cx->services->data_dir).ptr));
    ReportSheet *sheet = report_sheet_open(cx, book, mark, part);
    const Code   put   = put_parts(cx, job, book, sheet);
    const Code   done  = report_sheet_close(cx, sheet); /* the first failure stays */
    if (put != OK || done != OK) {
        IGNORE(file_remove(part)); /* else the next attempt writes over it */
        return put != OK ? put : done;
    }
    if (file_rename(part, whole) != OK)
        return fail(cx, ERR_UNAVAILABLE, "sheet.not_written", "%s", file_error());
    return put_result(cx, job, book);
}

static Code step(Ctx *cx, Job *job, bool *more)
{
    const Json *args   = NULL;
    Str         filter = { 0 };
    ReportBook  book;
    JsonOut     text = json_out(cx->arena, ARGS_MAX);
    *more            = false;
    TRY(parse(cx, job->args, &args));
    json_put(&text, json_get(args, S("filter")));
    if (json_out_done(&text, &filter) != OK)
        return fail(cx, ERR_INTERNAL, "job.bad_args", "%s", "filter");
    cx->user_id = job->created_by; /* the boards he sees */
    REQUIRE(cx, cx_may(cx, PERM_BOARD_READ), ERR_DENIED, "permission.denied");
    TRY(report_book_open(cx, json_str(args, S("board")), filter,
                         json_bool(args, S("english"), false), &book));
    TRY(report_book_find_carried(cx, &book));
    return write_file(cx, job, &book);
}

const JobKind report_export_job = { "board.export", step };
