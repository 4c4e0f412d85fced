/* A file of customers from the command line: the same upload, mapping and job as in the console. */
#include "app/command.h"

#include "bulk/bulk.h"
#include "sys/sys.h"
#include "wire/wire.h"

#include <stdio.h>

enum { MAPPING_MAX = 1 << 20, PIECE = 64 * 1024 };

/* The upload takes its file away, so it gets a copy. */
static Code copy_file(Ctx *cx, const char *from, Str *path)
{
    char piece[PIECE];
    TRY(dir_make(str_fmt(cx->arena, "%s/tmp", cx->services->data_dir).ptr));
    *path =
        str_fmt(cx->arena, "%s/tmp/import-%lld", cx->services->data_dir, (long long)cx_new_id(cx));
    FileReader *in = file_reader_open(from);
    if (!in) return fail(cx, ERR_NOT_FOUND, "import.no_file", "%s: %s", from, file_error());
    FileWriter *out  = file_writer_open(path->ptr, 0);
    int64_t     size = 1;
    while (out && (size = file_reader_read(in, piece, PIECE)) > 0)
        file_writer_add(out, (Str){ piece, (size_t)size });
    const Code code = out && size == 0 ? file_writer_sync(out) : ERR_INTERNAL;
    file_writer_close(out);
    file_reader_close(in);
    REQUIRE(cx, code == OK, ERR_UNAVAILABLE, "import.not_kept");
    return OK;
}

/* What the mapping file decides; without one, what was guessed. */
static Code decide(Ctx *cx, const char *mapping, const CustomerImport *made, ImportDraft *out)
{
    Str         text   = { 0 };
    const Json *json   = NULL;
    JsonError   error  = { 0 };
    ShapeError  shape  = { 0 };
    Str        *fields = arena_make(cx->arena, Str, made->columns.count);
    for (size_t i = 0; i < made->columns.count; i++) {
        const Str word =
            word_of(&import_field_words, (int)ROWS_AT(ImportColumn, made->columns, i)->field);
        fields[i] = word.ptr ? word : S("");
    }
    *out = (ImportDraft){ .fields     = { fields, made->columns.count },
                          .has_header = made->has_header,
                          .key        = made->key,
                          .rule       = RULE_BOTH,
                          .makes_tags = true };
    if (!mapping) return OK;
    if (file_read(cx->arena, mapping, MAPPING_MAX, &text) != OK)
        return fail(cx, ERR_NOT_FOUND, "import.no_file", "%s: %s", mapping, file_error());
    if (json_parse(cx->arena, text, JSON_LIMITS, &json, &error) != OK)
        return fail(cx, ERR_INVALID, error.reason, "%s", mapping);
    if (shape_from_json(cx->arena, &import_draft_shape, json, out, NULL, &shape) != OK)
        return fail_shape(cx, &shape);
    return OK;
}

static Code queue(Ctx *cx, const char *path, const char *mapping, Job *job)
{
    Str            copy  = { 0 };
    CustomerImport made  = { 0 };
    ImportDraft    draft = { 0 };
    Str            rest = str_of(path), name = { 0 };
    while (rest.ptr) name = str_cut(&rest, '/');
    TRY(copy_file(cx, path, &copy));
    TRY(import_open(cx, name, copy.ptr, &made));
    TRY(decide(cx, mapping, &made, &draft));
    TRY(import_write(cx, made.id, made.revision, &draft, &made));
    return import_start(cx, made.id, false, job);
}

static void show(const Job *job, const char *data)
{
    printf("%.*s: %.*s\n", FMT(word_of(&job_state_words, (int)job->state)), FMT(job->result));
    if (job->failed > 0)
        printf("%lld rows were refused: see %s/jobs/%lld.*\n", (long long)job->failed, data,
               (long long)job->id);
}

int command_import_person(App *app)
{
    static const JobKind *const kinds[] = { &import_job };
    const char                 *mapping =
        app->settings.mapping.len ? str_z(app->arena, app->settings.mapping) : NULL;
    Ctx cx  = app_ctx(app, 0, "system:import");
    Job job = { 0 };
    if (app_tenant(app, &cx) != OK ||
        queue(&cx, str_z(app->arena, app->rest.at[0]), mapping, &job) != OK)
        return app_complain(&cx, "nothing was imported");
    if (job_drain(&app->services, kinds, COUNT(kinds)) != OK || job_get(&cx, job.id, &job) != OK)
        return app_complain(&cx, "the import stopped; a running server goes on with it");
    show(&job, app->services.data_dir);
    return job.state == JOB_DONE ? 0 : 1;
}
