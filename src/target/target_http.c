/* target_http.c -- the routes of targets: no rules here. */
#include "target/target_http.h"

#include "target/target_import.h"

// clang-format off
typedef struct TargetPage { Rows items; bool is_cut; } TargetPage;
static const Field target_page_fields[] = { FIELD_LIST(TargetPage, items, target_shape), FIELD(TargetPage, is_cut) };
static const Shape target_page_shape    = SHAPE(TargetPage, target_page_fields);
// clang-format on

static Code list_targets(Call *call)
{
    TargetPage *out = call->out;
    return target_list(call->cx, call->query, &out->items, &out->is_cut);
}
static Code get_target(Call *call)
{
    return target_get(call->cx, (TargetId){ call->id }, call->out);
}
static Code set_targets(Call *call) { return target_set(call->cx, call->in, call->out); }
static Code put_target(Call *call)
{
    const Target *draft = call->in;
    return target_update(call->cx, (TargetId){ call->id }, call->if_match, draft->value);
}
static Code delete_target(Call *call) { return target_delete(call->cx, (TargetId){ call->id }); }
static Code restore_target(Call *call) { return target_restore(call->cx, (TargetId){ call->id }); }

static Code import_file(Call *call, bool carry_out)
{
    Ctx         *cx = call->cx;
    Parts        parts;
    TargetImport plan;
    if (mime_parse(cx->arena, http_header(call->request, S("Content-Type")), call->request->body,
                   &parts) != OK)
        return fail(cx, ERR_INVALID, "upload.malformed", "multipart");
    const Part *file = mime_part(parts, S("file"));
    if (file == NULL || file->body.len == 0)
        return fail_field(cx, "upload.no_file", S("file"), NULL);
    TRY(target_import_run(cx, file->body, carry_out, &plan));
    JsonOut out = json_out(cx->arena, 8u << 20); /* every line may be refused */
    shape_to_json(&out, &target_import_shape, &plan, cx->zone);
    return json_out_done(&out, &call->reply->body);
}
static Code preview_import(Call *call) { return import_file(call, false); }
static Code run_import(Call *call) { return import_file(call, true); }

// clang-format off
static const Route routes[] = {
    { GET,     "/api/targets",              PERM_TARGET_READ,  list_targets,   &target_query_shape, NULL, &target_page_shape, 0, "Targets whose days meet the asked ones, beside what was reached" },
    { POST,    "/api/targets/sheet",        PERM_TARGET_WRITE, set_targets,    NULL, &target_sheet_shape, &target_sheet_shape, AUDITED | IDEMPOTENT, "Set one metric's targets of many owners at once" },
    { POST,    "/api/targets/import",       PERM_TARGET_WRITE, run_import,     NULL, NULL, NULL, AUDITED | RAW | UPLOAD | OUTSIDE, "Targets from a spreadsheet, by metric, owner and days" },
    { POST,    "/api/targets/import/preview", PERM_TARGET_WRITE, preview_import, NULL, NULL, NULL, AUDITED | RAW | UPLOAD | OUTSIDE, "What a spreadsheet of targets would do" },
    { GET,     "/api/targets/{id}",         PERM_TARGET_READ,  get_target,     NULL, NULL, &target_shape, 0, "One target beside what was reached" },
    { PUT,     "/api/targets/{id}",         PERM_TARGET_WRITE, put_target,     NULL, &target_shape, NULL, AUDITED | IDEMPOTENT | IF_MATCH | NO_BODY, "Change the value of a target" },
    { DELETE_, "/api/targets/{id}",         PERM_TARGET_WRITE, delete_target,  NULL, NULL, NULL, AUDITED | NO_BODY, "Delete a target" },
    { POST,    "/api/targets/{id}/restore", PERM_TARGET_WRITE, restore_target, NULL, NULL, NULL, AUDITED | IDEMPOTENT | NO_BODY, "Take the deletion of a target back" },
};
const RouteList target_routes = ROUTE_LIST_OF(MODULE_BOARD, "target", routes);
// clang-format on
