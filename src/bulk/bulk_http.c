/* The routes of bulk work: imports, exports, tags and remarks of many, taking it back. */
#include "bulk/bulk_http.h"

#include "bulk/bulk.h"

typedef struct UploadQuery {
    Str name;
} UploadQuery;
static const Field upload_query_fields[] = {
    FIELD_WITH(UploadQuery, name, .flags = REQUIRED, .max = 200, .about = "The name of the file"),
};
static const Shape upload_query_shape = SHAPE(UploadQuery, upload_query_fields);

static Code name_job(Call *call, Code code)
{
    const Job *job = call->out;
    if (code == OK) call->object = str_fmt(call->cx->arena, "job:%lld", (long long)job->id);
    return code;
}

/* The language of what a job leaves behind for people. */
static bool wants_english(const Call *call)
{
    return str_starts(http_header(call->request, S("Accept-Language")), S("en"));
}

/* ---- import --------------------------------------------------------------------------- */

static Code name_import(Call *call)
{
    call->object = str_fmt(call->cx->arena, "import:%lld", (long long)call->id);
    return OK;
}

static Code open_import(Call *call)
{
    const UploadQuery *query = call->query;
    CustomerImport    *out   = call->out;
    if (!call->request->body_file) return fail(call->cx, ERR_INVALID, "upload.no_file", "no body");
    TRY(import_open(call->cx, query->name, call->request->body_file, out));
    call->id = out->id;
    return name_import(call);
}

static Code get_import(Call *call) { return import_get(call->cx, call->id, call->out); }

static Code write_import(Call *call)
{
    TRY(name_import(call));
    return import_write(call->cx, call->id, call->if_match, call->in, call->out);
}

static Code delete_import(Call *call)
{
    TRY(name_import(call));
    return import_delete(call->cx, call->id);
}

static Code preview_import(Call *call) { return import_preview(call->cx, call->id, call->out); }
static Code start_import(Call *call)
{
    return name_job(call, import_start(call->cx, call->id, wants_english(call), call->out));
}

static Code import_template(Call *call)
{
    TRY(import_form(call->cx, &call->reply->body));
    call->reply->type = S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    http_reply_header(call->reply, S("Content-Disposition"),
                      S("attachment; filename*=UTF-8''%E5%AE%A2%E6%88%B7%E5%AF%BC%E5%85%A5.xlsx"));
    return OK;
}

/* ---- many at once ---------------------------------------------------------------------- */

static Code tag_many(Call *call)
{
    return name_job(call, bulk_tags_start(call->cx, call->in, call->out));
}
static Code remark_many(Call *call)
{
    return name_job(call, bulk_remark_start(call->cx, call->in, call->out));
}
static Code export_many(Call *call)
{
    return name_job(call, bulk_export_start(call->cx, call->in, wants_english(call), call->out));
}
static Code undo(Call *call)
{
    return name_job(call, bulk_undo_start(call->cx, call->id, wants_english(call), call->out));
}

// clang-format off
static const Route routes[] = {
    { POST,    "/api/customer-imports", PERM_CUSTOMER_IMPORT, open_import,
      &upload_query_shape, NULL, &customer_import_shape, AUDITED | SPOOLED | OUTSIDE | CREATED, "Upload a file of customers; the body is the file itself" },
    { GET,     "/api/customer-imports/{id}", PERM_CUSTOMER_IMPORT, get_import,
      NULL, NULL, &customer_import_shape, 0, "Read an import: columns, first rows, mapping" },
    { PUT,     "/api/customer-imports/{id}", PERM_CUSTOMER_IMPORT, write_import,
      NULL, &import_draft_shape, &customer_import_shape, AUDITED | IF_MATCH, "Decide what the columns are and what happens to known customers" },
    { DELETE_, "/api/customer-imports/{id}", PERM_CUSTOMER_IMPORT, delete_import,
      NULL, NULL, NULL, AUDITED | NO_BODY, "Drop an import that was not started" },
    { POST,    "/api/customer-imports/{id}/preview", PERM_CUSTOMER_IMPORT, preview_import,
      NULL, NULL, &import_preview_shape, AUDITED | OUTSIDE, "What an import would do" },
    { POST,    "/api/customer-imports/{id}/start", PERM_CUSTOMER_IMPORT, start_import,
      NULL, NULL, &job_shape, AUDITED | IDEMPOTENT | ACCEPTED, "Start an import" },
    { GET,     "/api/customer-imports/template.xlsx", PERM_CUSTOMER_IMPORT, import_template,
      NULL, NULL, NULL, RAW, "The spreadsheet to fill in" },
    { POST,    "/api/customers/bulk-tags", PERM_CUSTOMER_TAG, tag_many,
      NULL, &bulk_tags_draft_shape, &job_shape, AUDITED | IDEMPOTENT | ACCEPTED | OUTSIDE, "Add tags to many customers, and remove some" },
    { POST,    "/api/customers/bulk-remark", PERM_CUSTOMER_WRITE, remark_many,
      NULL, &bulk_remark_draft_shape, &job_shape, AUDITED | IDEMPOTENT | ACCEPTED | OUTSIDE, "Change the remarks of many customers" },
    { POST,    "/api/customers/exports", PERM_CUSTOMER_EXPORT, export_many,
      NULL, &export_draft_shape, &job_shape, AUDITED | IDEMPOTENT | ACCEPTED | OUTSIDE, "Write many customers into a file" },
    { POST,    "/api/jobs/{id}/undo", PERM_CUSTOMER_READ, undo,
      NULL, NULL, &job_shape, AUDITED | IDEMPOTENT | ACCEPTED, "Take back what a bulk job changed" },
};
// clang-format on
const RouteList bulk_routes = ROUTE_LIST_OF(MODULE_CUSTOMER, "bulk", routes);
