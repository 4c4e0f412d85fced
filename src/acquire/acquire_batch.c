/* The job that makes a code for each line, then a spreadsheet of their links. */
#include "acquire/acquire_batch.h"
#include "acquire/acquire_draft.h"
#include "sys/sys.h"
#include "wire/wire.h"

enum { CODES_A_STEP = 10, WAIT_FOR_PLATFORM_MS = 5 * 60 * 1000 };

static const JsonLimits job_limits = { .bytes = 1u << 20, .nodes = 20000, .depth = 8 };

/* ---- starting --------------------------------------------------------------- */

Code acquire_batch_start(Ctx *cx, ChannelCodeId template_id, const BatchPreview *rows, Job *out)
{
    ChannelCode code;
    TRY(acquire_sql_get(cx, template_id, &code));
    REQUIRE(cx, rows->all.count > 0, ERR_INVALID, "batch.nothing_valid");

    JsonOut args = json_out(cx->arena, 1u << 20);
    json_open_object(&args);
    json_pair_id(&args, S("template_id"), template_id.v);
    json_key(&args, S("rows"));
    json_open_array(&args);
    for (size_t i = 0; i < rows->all.count; i++) {
        const BatchRow *row = ROWS_AT(BatchRow, rows->all, i);
        json_open_object(&args);
        json_pair_str(&args, S("name"), row->name);
        json_pair_str(&args, S("medium"), row->medium);
        json_pair_str(&args, S("group"), row->group_name);
        json_close_object(&args);
    }
    json_close_array(&args);
    json_close_object(&args);
    Str text;
    TRY(json_out_done(&args, &text));
    return job_start(
        cx,
        (JobDraft){ .kind  = S("channel_code.batch"),
                    .title = str_fmt(cx->arena, "批量创建渠道活码:%.*s", FMT(code.name)),
                    .unit  = S("code"),
                    .args  = text,
                    .total = (int64_t)rows->all.count },
        out);
}

/* ---- a step of creating -------------------------------------------------------- */

static Code parse(Ctx *cx, Str text, const Json **out)
{
    JsonError error;
    if (json_parse(cx->arena, text.len > 0 ? text : S("{}"), job_limits, out, &error) == OK)
        return OK;
    return fail(cx, ERR_INTERNAL, "job.bad_checkpoint", "%s", error.reason);
}

static Code group_for(Ctx *cx, Str name, int64_t otherwise, int64_t *id)
{
    *id = otherwise;
    if (name.len == 0) return OK;
    ChannelCodeGroup group;
    bool             found = false;
    TRY(acquire_sql_group_find_by_name(cx, name, &group, &found));
    if (!found) TRY(acquire_group_create(cx, &(ChannelCodeGroup){ .name = name }, &group));
    *id = group.id;
    return OK;
}

static Code create_one(Ctx *cx, const ChannelCodeDraft *template_, const Json *row, int64_t *id)
{
    ChannelCodeDraft draft = *template_;
    draft.name             = json_str(row, S("name"));
    draft.medium           = json_str(row, S("medium"));
    draft.token            = (Str){ 0 };
    TRY(group_for(cx, json_str(row, S("group")), template_->group_id, &draft.group_id));
    ChannelCode code;
    TRY(acquire_code_create(cx, &draft, &code));
    *id = code.id;
    return OK;
}

static Code save_ids(Ctx *cx, Job *job, JsonItems before, const int64_t *ids, size_t count)
{
    JsonOut out = json_out(cx->arena, 1u << 20);
    json_open_object(&out);
    json_key(&out, S("ids"));
    json_open_array(&out);
    for (size_t i = 0; i < before.count; i++) json_put(&out, &before.at[i]);
    for (size_t i = 0; i < count; i++) json_put_id(&out, ids[i]);
    json_close_array(&out);
    json_close_object(&out);
    TRY(json_out_done(&out, &job->checkpoint));
    job->done = (int64_t)(before.count + count);
    return job_save(cx, job);
}

static Code create_some(Ctx *cx, Job *job, const Json *args, JsonItems ids)
{
    ChannelCode template_;
    TRY(acquire_code_get(cx, (ChannelCodeId){ json_i64(args, S("template_id"), 0) }, &template_));
    const ChannelCodeDraft draft = acquire_draft_of(&template_);
    const JsonItems        rows  = json_items(args, S("rows"));

    TXN(txn);
    TRY(cx_begin(cx, &txn));
    int64_t made[CODES_A_STEP];
    size_t  count = 0;
    for (size_t i = ids.count; i < rows.count && count < CODES_A_STEP; i++, count++)
        TRY(create_one(cx, &draft, &rows.at[i], &made[count]));
    TRY(save_ids(cx, job, ids, made, count));
    return cx_commit(cx, &txn);
}

/* ---- the spreadsheet of links --------------------------------------------------- */

static void write_code(XlsxWriter *writer, const ChannelCode *code)
{
    static const bool text[7] = { false };
    xlsx_writer_row(writer,
                    (const Str[]){ code->name, code->medium, code->group_name,
                                   word_of(&code_state_words, (int)code->state), code->link,
                                   code->qr_url, code->sync_reason },
                    text, 7);
}

static Code write_file(Ctx *cx, Job *job, Rows codes)
{
    const Str name = str_fmt(cx->arena, "jobs/%lld.xlsx", (long long)job->id);
    TRY(dir_make(str_z(cx->arena, str_fmt(cx->arena, "%s/jobs", cx->services->data_dir))));
    XlsxWriter *writer = xlsx_writer_open(
        str_z(cx->arena, str_fmt(cx->arena, "%s/%.*s", cx->services->data_dir, FMT(name))),
        S("渠道活码"));
    REQUIRE(cx, writer != NULL, ERR_UNAVAILABLE, "batch.not_written");
    static const bool text[7] = { false };
    xlsx_writer_row(writer,
                    (const Str[]){ S("名称"), S("媒介"), S("分组"), S("状态"), S("扫码链接"),
                                   S("二维码图片地址"), S("原因") },
                    text, 7);
    for (size_t i = 0; i < codes.count; i++) write_code(writer, ROWS_AT(ChannelCode, codes, i));
    REQUIRE(cx, xlsx_writer_close(writer) == OK, ERR_UNAVAILABLE, "batch.not_written");

    JsonOut out = json_out(cx->arena, 4096);
    json_open_object(&out);
    json_pair_str(&out, S("file"), name);
    json_pair_str(&out, S("name"), S("渠道活码.xlsx"));
    json_close_object(&out);
    TRY(json_out_done(&out, &job->result));
    return job_save(cx, job);
}

static Code finish(Ctx *cx, Job *job, JsonItems ids, bool *more)
{
    Vec     codes   = vec_of(cx->arena, ChannelCode);
    int64_t waiting = 0;
    for (size_t i = 0; i < ids.count; i++) {
        int64_t     id = 0;
        ChannelCode code;
        if (ids.at[i].kind != JSON_STR || !str_to_i64(ids.at[i].as.str, &id)) continue;
        if (acquire_sql_get(cx, (ChannelCodeId){ id }, &code) != OK) {
            if (cx->err.code != ERR_NOT_FOUND) return cx->err.code;
            forgive(cx); /* somebody deleted it meanwhile */
            continue;
        }
        waiting += code.link.len == 0 && code.state != CODE_FAILED;
        *VEC_ADD(&codes, ChannelCode) = code;
    }
    const bool is_patient = cx->now_ms < job->started_at_ms + WAIT_FOR_PLATFORM_MS;
    if (waiting > 0 && is_patient)
        return fail(cx, ERR_UNAVAILABLE, "batch.waiting_for_platform", "%lld codes",
                    (long long)waiting);
    *more = false;
    return write_file(cx, job, vec_rows(&codes));
}

static Code step(Ctx *cx, Job *job, bool *more)
{
    const Json *args = NULL, *checkpoint = NULL;
    TRY(parse(cx, job->args, &args));
    TRY(parse(cx, job->checkpoint, &checkpoint));
    const JsonItems ids = json_items(checkpoint, S("ids"));
    *more               = true;
    if (ids.count < json_items(args, S("rows")).count) return create_some(cx, job, args, ids);
    return finish(cx, job, ids, more);
}

const JobKind acquire_batch_job = { "channel_code.batch", step };
