/* intake_upload.c -- an uploaded file is taken in, looked at, and decided about; mappings are
 * remembered by name.  Bringing it in is intake_job.c. */
#include "intake/intake_upload.h"

#include "intake/intake_guess.h"
#include "intake/intake_preset.h"
#include "intake/intake_source.h"
#include "sys/file.h"

enum {
    SAMPLE_ROWS  = 5,
    SAMPLE_CHARS = 60,
    COLUMNS_SIZE = 512 * 1024,
    LISTED       = 50,
    KEPT_MS      = 7 * MS_PER_DAY,
};

const char *intake_upload_path(Ctx *cx, int64_t id)
{
    return str_fmt(cx->arena, "%s/imports/intake-%lld", cx->services->data_dir, (long long)id).ptr;
}

const char *intake_refused_path(Ctx *cx, int64_t job_id, bool is_part)
{
    return str_fmt(cx->arena, "%s/jobs/%lld.csv%s", cx->services->data_dir, (long long)job_id,
                   is_part ? ".part" : "")
        .ptr;
}

/* ---- columns as stored and as shown --------------------------------------------------------- */

typedef struct Sample {
    Str    header[MAPPING_COLUMNS_MAX];
    bool   has_header;
    Str    cells[SAMPLE_ROWS][MAPPING_COLUMNS_MAX];
    size_t columns, rows;
} Sample;

static Str clip(Arena *arena, Str cell)
{
    return str_copy(arena, str_prefix_chars(str_trim(cell), SAMPLE_CHARS));
}

static void take_sample(Ctx *cx, Sample *out, const CsvRow *row)
{
    for (size_t i = 0; i < out->columns && i < row->count; i++)
        out->cells[out->rows][i] = clip(cx->arena, row->cell[i]);
    out->rows++;
}

/* What the person said of the first row; NULL: nothing, it is looked at. */
static Code read_sample(Ctx *cx, IntakeSource *source, const bool *has_header, Sample *out)
{
    CsvRow row  = { 0 };
    Code   code = intake_source_next(cx, source, &row);
    if (code == ERR_UNAVAILABLE) return code;
    REQUIRE(cx, code != ERR_NOT_FOUND, ERR_INVALID, "intake.empty");
    REQUIRE(cx, code == OK, ERR_INVALID, "intake.bad_header");
    out->has_header =
        has_header ? *has_header : intake_guess_is_header(&(Strs){ row.cell, row.count });
    for (; out->columns < row.count && out->columns < MAPPING_COLUMNS_MAX; out->columns++)
        out->header[out->columns] = out->has_header
                                        ? str_copy(cx->arena, str_trim(row.cell[out->columns]))
                                        : mapping_letters(cx->arena, out->columns);
    if (!out->has_header) take_sample(cx, out, &row);
    while (out->rows < SAMPLE_ROWS) {
        code = intake_source_next(cx, source, &row);
        if (code == ERR_UNAVAILABLE) return code;
        if (code == ERR_NOT_FOUND) return OK;
        if (code == OK) take_sample(cx, out, &row);
    }
    return OK;
}

static Code sample_json(Ctx *cx, const Sample *sample, Str *out)
{
    JsonOut json = json_out(cx->arena, COLUMNS_SIZE);
    json_open_array(&json);
    for (size_t i = 0; i < sample->columns; i++) {
        json_open_object(&json);
        json_pair_str(&json, S("name"), sample->header[i]);
        json_key(&json, S("samples"));
        json_open_array(&json);
        for (size_t j = 0; j < sample->rows; j++)
            if (sample->cells[j][i].len) json_put_str(&json, sample->cells[j][i]);
        json_close_array(&json);
        json_close_object(&json);
    }
    json_close_array(&json);
    if (json_out_done(&json, out) == OK) return OK;
    return fail(cx, ERR_LIMIT, "intake.too_many", "%zu columns", sample->columns);
}

/* Fills what is computed. */
static Code show(Ctx *cx, Intake *out)
{
    const JsonLimits limits = { .bytes = COLUMNS_SIZE, .nodes = 10000, .depth = 8 };
    const Json      *json   = NULL;
    JsonError        error  = { 0 };
    if (json_parse(cx->arena, out->columns_json, limits, &json, &error) != OK)
        return fail(cx, ERR_INTERNAL, "intake.unreadable", "%s", error.reason);
    IntakeColumn *columns = arena_make(cx->arena, IntakeColumn, json->count);
    for (uint32_t i = 0; i < json->count; i++) {
        const Json     *column  = &json->as.first[i];
        const JsonItems items   = json_items(column, S("samples"));
        Str            *samples = arena_make(cx->arena, Str, items.count);
        for (size_t j = 0; j < items.count; j++) samples[j] = items.at[j].as.str;
        columns[i] = (IntakeColumn){ .name    = json_str(column, S("name")),
                                     .samples = { samples, items.count } };
        if (intake_guess_is_of_staff(columns[i].name))
            columns[i].reason = S("import.column_of_staff");
    }
    out->columns = (Rows){ columns, json->count };
    return OK;
}

static Strs header_of(Ctx *cx, const Intake *intake)
{
    Str *names = arena_make(cx->arena, Str, intake->columns.count);
    for (size_t i = 0; i < intake->columns.count; i++)
        names[i] = ROWS_AT(IntakeColumn, intake->columns, i)->name;
    return (Strs){ names, intake->columns.count };
}

/* What stands first in each column. */
static Strs first_of(Ctx *cx, const Intake *intake)
{
    Str *cells = arena_make(cx->arena, Str, intake->columns.count);
    for (size_t i = 0; i < intake->columns.count; i++) {
        const Strs samples = ROWS_AT(IntakeColumn, intake->columns, i)->samples;
        cells[i]           = samples.count ? samples.at[0] : S("");
    }
    return (Strs){ cells, intake->columns.count };
}

/* ---- uploads --------------------------------------------------------------------------------- */

static Code look(Ctx *cx, const char *path, const bool *has_header, Intake *out)
{
    IntakeSource *source = NULL;
    Sample       *sample = arena_make(cx->arena, Sample, 1);
    TRY(intake_source_open(cx, path, ENCODING_AUTO, 0, &source));
    const Code code = read_sample(cx, source, has_header, sample);
    intake_source_close(source);
    if (code != OK) return code;
    const Strs header = { sample->header, sample->columns };
    const Strs first  = { sample->cells[0], sample->rows ? sample->columns : 0 };
    TRY(sample_json(cx, sample, &out->columns_json));
    out->has_header = sample->has_header;
    out->kind       = sample->has_header ? intake_guess_kind(header) : INTAKE_PERSON;
    if (sample->has_header) return intake_guess_mapping(cx, header, out->kind, &out->mapping);
    return intake_guess_unnamed(cx, header, first, out->kind, &out->mapping);
}

Code intake_open(Ctx *cx, Str name, const char *path, Intake *out)
{
    ASSERT(cx->depth == 0); /* reading a file takes its time */
    Intake row = { .id            = cx_new_id(cx),
                   .tenant_id     = cx->tenant_id,
                   .name          = name,
                   .size          = file_size(path),
                   .created_by    = cx->user_id,
                   .created_at_ms = cx->now_ms,
                   .revision      = 1 };
    TRY(look(cx, path, NULL, &row));
    const Str key = str_fmt(cx->arena, "intake:%lld", (long long)row.id);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(intake_sql_insert(cx, &row));
    TRY(timer_set(cx, S("intake.files"), key, cx->now_ms + KEPT_MS, S("{}")));
    if (dir_make(str_fmt(cx->arena, "%s/imports", cx->services->data_dir).ptr) != OK ||
        file_rename(path, intake_upload_path(cx, row.id)) != OK)
        return fail(cx, ERR_UNAVAILABLE, "intake.not_kept", "%s", file_error());
    TRY(show(cx, &row));
    *out = row;
    return cx_commit(cx, &txn);
}

Code intake_get(Ctx *cx, int64_t id, Intake *out)
{
    TRY(intake_sql_get(cx, id, out));
    return show(cx, out);
}

static Code show_job(Ctx *cx, Intake *out)
{
    Job job = { 0 };
    if (out->job_id == 0) return OK;
    const Code code = job_get(cx, out->job_id, &job);
    if (code == ERR_NOT_FOUND) {
        forgive(cx); /* it is long ago */
        return OK;
    }
    TRY(code);
    out->state  = job.state;
    out->done   = job.done;
    out->failed = job.failed;
    return OK;
}

Code intake_list(Ctx *cx, Rows *items)
{
    TRY(intake_sql_list(cx, LISTED, items));
    for (size_t i = 0; i < items->count; i++) {
        TRY(show(cx, ROWS_AT(Intake, *items, i)));
        TRY(show_job(cx, ROWS_AT(Intake, *items, i)));
    }
    return OK;
}

Code intake_upload_may(Ctx *cx, IntakeKind kind)
{
    REQUIRE(cx, cx->scope_id == 0 || kind == INTAKE_PERSON, ERR_DENIED, "intake.whole_brand");
    REQUIRE(cx, kind != INTAKE_COST || cx_may(cx, PERM_SPEND_WRITE), ERR_DENIED,
            "permission.denied");
    return OK;
}

/* Tags for everybody are there, or are to be made. */
static Code check_tags(Ctx *cx, Str text)
{
    Mapping mapping;
    TRY(mapping_parse(cx, text, &mapping));
    for (size_t i = 0; i < mapping.tags.count && !mapping.makes_tags; i++) {
        int64_t id = 0;
        TRY(customer_many_tag_named(cx, mapping.tags.at[i], false, &id));
        if (id == 0) return fail_field(cx, "tag.unknown", str_fmt(cx->arena, "tags[%zu]", i), NULL);
    }
    return OK;
}

/* Read as it will be: without a header its columns are called as the mapping says. */
static Code check_against(Ctx *cx, Str text, const Intake *intake, IntakeKind *kind)
{
    Mapping mapping;
    TRY(mapping_parse(cx, text, &mapping));
    *kind        = mapping.kind;
    bool is_data = false;
    if (!intake->has_header) mapping.header = HEADER_NONE;
    return mapping_bind(cx, &mapping,
                        mapping_header(cx->arena, &mapping, header_of(cx, intake), &is_data));
}

Code intake_write(Ctx *cx, int64_t id, int64_t revision, Str mapping, Intake *out)
{
    Intake row = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(intake_get(cx, id, &row));
    REQUIRE(cx, row.job_id == 0, ERR_CONFLICT, "intake.started");
    REQUIRE(cx, row.revision == revision, ERR_CONFLICT, "intake.changed_meanwhile");
    TRY(check_against(cx, mapping, &row, &row.kind));
    TRY(intake_upload_may(cx, row.kind));
    TRY(check_tags(cx, mapping));
    row.mapping = mapping;
    TRY(intake_sql_update(cx, &row));
    row.is_good = true;
    row.revision++;
    *out = row;
    return cx_commit(cx, &txn);
}

Code intake_set_header(Ctx *cx, int64_t id, int64_t revision, bool has_header, Intake *out)
{
    ASSERT(cx->depth == 0); /* reading a file takes its time */
    Intake row = { 0 };
    TRY(intake_sql_get(cx, id, &row));
    REQUIRE(cx, row.job_id == 0, ERR_CONFLICT, "intake.started");
    REQUIRE(cx, row.revision == revision, ERR_CONFLICT, "intake.changed_meanwhile");
    TRY(look(cx, intake_upload_path(cx, id), &has_header, &row));
    TRY(intake_sql_look(cx, &row));
    row.is_good = false;
    row.revision++;
    TRY(show(cx, &row));
    *out = row;
    return OK;
}

Code intake_delete(Ctx *cx, int64_t id)
{
    Intake row = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(intake_sql_get(cx, id, &row));
    REQUIRE(cx, row.job_id == 0, ERR_CONFLICT, "intake.started");
    TRY(intake_sql_delete(cx, id));
    IGNORE(file_remove(intake_upload_path(cx, id))); /* the timer removes what is left */
    return cx_commit(cx, &txn);
}

Code intake_guess_for(Ctx *cx, int64_t id, IntakeKind kind, Str *mapping)
{
    Intake row = { 0 };
    TRY(intake_get(cx, id, &row));
    const Strs header = header_of(cx, &row);
    kind              = kind ? kind : row.kind;
    if (row.has_header) return intake_guess_mapping(cx, header, kind, mapping);
    return intake_guess_unnamed(cx, header, first_of(cx, &row), kind, mapping);
}

/* ---- after a week --------------------------------------------------------------------------- */

/* Until when the files of a job are needed: a day more while it waits or runs, a week behind its
 * end where somebody may go on with it.  0: not any more. */
static Code needed_until(Ctx *cx, int64_t job_id, int64_t *until_ms)
{
    Job  job  = { 0 };
    Code code = job_id ? job_get(cx, job_id, &job) : OK;
    *until_ms = 0;
    if (code == ERR_NOT_FOUND) forgive(cx);
    if (code == ERR_NOT_FOUND || job.id == 0) return OK; /* not started, or long ago */
    TRY(code);
    if (job.state == JOB_QUEUED || job.state == JOB_RUNNING) *until_ms = cx->now_ms + MS_PER_DAY;
    if (job.state == JOB_FAILED || job.state == JOB_CANCELLED || job.state == JOB_DONE)
        *until_ms = job.ended_at_ms + KEPT_MS;
    if (*until_ms <= cx->now_ms) *until_ms = 0;
    return OK;
}

static Code fire_job(Ctx *cx, const Timer *timer, int64_t id)
{
    int64_t until_ms = 0;
    bool    more     = false;
    TRY(needed_until(cx, id, &until_ms));
    if (until_ms) return timer_set(cx, timer->kind, timer->key, until_ms, timer->payload);
    IGNORE(file_remove(intake_refused_path(cx, id, false))); /* mostly never made */
    IGNORE(file_remove(intake_refused_path(cx, id, true)));
    TRY(intake_sql_end(cx, timer->key));
    TRY(intake_sql_sweep(cx, &more)); /* of a job that never ended; a timer is one transaction */
    return more ? timer_set(cx, timer->kind, timer->key, cx->now_ms, timer->payload) : OK;
}

static Code fire_upload(Ctx *cx, const Timer *timer, int64_t id)
{
    Intake     row      = { 0 };
    int64_t    until_ms = 0;
    const Code code     = intake_sql_get(cx, id, &row);
    if (code == ERR_NOT_FOUND)
        forgive(cx); /* it was dropped */
    else
        TRY(code);
    TRY(needed_until(cx, row.job_id, &until_ms));
    if (until_ms) {
        file_touch(intake_upload_path(cx, id)); /* gone when it was brought in */
        return timer_set(cx, timer->kind, timer->key, until_ms, timer->payload);
    }
    IGNORE(file_remove(intake_upload_path(cx, id)));
    return intake_sql_end_upload(cx, id);
}

static Code fire(Ctx *cx, const Timer *timer)
{
    Str       rest = timer->key;
    const Str noun = str_cut(&rest, ':');
    int64_t   id   = 0;
    if (!str_to_i64(rest, &id)) return OK;
    return str_equal(noun, S("job")) ? fire_job(cx, timer, id) : fire_upload(cx, timer, id);
}

const TimerKind intake_timer = { "intake.files", fire };

/* ---- mappings remembered by name ------------------------------------------------------------- */

Code intake_mappings(Ctx *cx, Rows *items)
{
    Rows presets = { 0 }, own = { 0 };
    TRY(intake_presets(cx, &presets));
    TRY(intake_sql_mappings(cx, &own));
    IntakeMapping *list = arena_make(cx->arena, IntakeMapping, presets.count + own.count);
    for (size_t i = 0; i < presets.count; i++) {
        const IntakePreset *preset = ROWS_AT(IntakePreset, presets, i);
        list[i]                    = (IntakeMapping){ .name = preset->title, .kind = preset->kind };
        TRY(intake_preset(cx, preset->name, preset->kind, &list[i].mapping));
    }
    for (size_t i = 0; i < own.count; i++)
        list[presets.count + i] = *ROWS_AT(IntakeMapping, own, i);
    *items = (Rows){ list, presets.count + own.count };
    return OK;
}

Code intake_remember(Ctx *cx, Str name, Str mapping, IntakeMapping *out)
{
    IntakeMapping row = { .id            = cx_new_id(cx),
                          .tenant_id     = cx->tenant_id,
                          .name          = str_trim(name),
                          .mapping       = mapping,
                          .updated_by    = cx->user_id,
                          .updated_at_ms = cx->now_ms };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    if (row.name.len == 0) return fail_field(cx, "intake.bad_text", S("name"), "1..60");
    TRY(intake_kind_of(cx, mapping, &row.kind));
    TRY(intake_sql_remember(cx, &row));
    TRY(intake_sql_mapping_named(cx, row.name, out));
    return cx_commit(cx, &txn);
}

Code intake_forget(Ctx *cx, int64_t id)
{
    bool was_there = false;
    TRY(intake_sql_forget(cx, id, &was_there));
    REQUIRE(cx, was_there, ERR_NOT_FOUND, "intake.not_found");
    return OK;
}
