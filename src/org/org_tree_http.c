/* org_tree_http.c -- the routes of the tree, of moving in it, and of the imports into it. */
#include "org/org_http.h"
#include "org/org_import.h"

static Code get_tree(Call *call) { return org_tree_get(call->cx, call->out); }

static void note(Call *call, const char *noun, int64_t id)
{
    call->object = str_fmt(call->cx->arena, "%s:%lld", noun, (long long)id);
}

static Code move_region(Call *call)
{
    note(call, "region", call->id);
    return org_tree_move_region(call->cx, (RegionId){ call->id }, call->if_match,
                                *(const Move *)call->in, call->out);
}

static Code move_store(Call *call)
{
    note(call, "store", call->id);
    return org_tree_move_store(call->cx, (StoreId){ call->id }, call->if_match,
                               *(const Move *)call->in, call->out);
}

static Code place_staff(Call *call)
{
    note(call, "store", ((const Placement *)call->in)->store_id);
    return org_tree_place_staff(call->cx, call->in, call->out);
}

/* ---- imports ------------------------------------------------------------------ */

typedef Code (*Importer)(Ctx *cx, Str bytes, bool carry_out, ImportPlan *out);

static Code import_file(Call *call, Importer importer, const Shape *shape, bool carry_out)
{
    Ctx       *cx = call->cx;
    Parts      parts;
    ImportPlan plan;
    if (mime_parse(cx->arena, http_header(call->request, S("Content-Type")), call->request->body, &parts) != OK)
        return fail(cx, ERR_INVALID, "upload.malformed", "multipart");
    const Part *file = mime_part(parts, S("file"));
    if (file == NULL || file->body.len == 0) return fail_field(cx, "upload.no_file", S("file"), NULL);
    TRY(importer(cx, file->body, carry_out, &plan));
    JsonOut out = json_out(cx->arena, 8u << 20); /* every line may be refused */
    shape_to_json(&out, shape, &plan, cx->zone);
    return json_out_done(&out, &call->reply->body);
}

static Code preview_stores(Call *call) { return import_file(call, org_import_stores, &store_import_shape, false); }
static Code import_stores(Call *call) { return import_file(call, org_import_stores, &store_import_shape, true); }
static Code preview_staff(Call *call) { return import_file(call, org_import_staff, &staff_import_shape, false); }
static Code import_staff(Call *call) { return import_file(call, org_import_staff, &staff_import_shape, true); }

static void as_file(Call *call, Str disposition)
{
    call->reply->type = S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    http_reply_header(call->reply, S("Content-Disposition"), disposition);
}

static Code store_form(Call *call)
{
    as_file(call, S("attachment; filename*=UTF-8''%E9%97%A8%E5%BA%97.xlsx"));
    return org_import_store_form(call->cx, &call->reply->body);
}

static Code staff_form(Call *call)
{
    as_file(call, S("attachment; filename*=UTF-8''%E5%91%98%E5%B7%A5%E9%97%A8%E5%BA%97.xlsx"));
    return org_import_staff_form(call->cx, &call->reply->body);
}

// clang-format off
static const Route routes[] = {
    { GET,  "/api/org/tree",              PERM_ORG_READ,  get_tree,       NULL, NULL, &org_tree_shape, 0, "Regions and stores in their order, with how many work there" },
    { POST, "/api/regions/{id}/move",     PERM_ORG_WRITE, move_region,    NULL, &move_shape, &region_shape, AUDITED | IDEMPOTENT | IF_MATCH, "Put a region somewhere else" },
    { POST, "/api/stores/{id}/move",      PERM_ORG_WRITE, move_store,     NULL, &move_shape, &store_shape, AUDITED | IDEMPOTENT | IF_MATCH, "Put a store somewhere else" },
    { POST, "/api/staff/stores",          PERM_ORG_WRITE, place_staff,    NULL, &placement_shape, &placed_shape, AUDITED | IDEMPOTENT, "Say in which store many members work" },
    { POST, "/api/stores/import",         PERM_ORG_WRITE, import_stores,  NULL, NULL, NULL, AUDITED | RAW | UPLOAD | OUTSIDE, "Stores from a spreadsheet, by their code" },
    { POST, "/api/stores/import/preview", PERM_ORG_WRITE, preview_stores, NULL, NULL, NULL, AUDITED | RAW | UPLOAD | OUTSIDE, "What a spreadsheet of stores would do" },
    { GET,  "/api/stores/import/template.xlsx", PERM_ORG_READ, store_form, NULL, NULL, NULL, RAW, "The spreadsheet of stores to fill in" },
    { POST, "/api/staff/stores/import",   PERM_ORG_WRITE, import_staff,   NULL, NULL, NULL, AUDITED | RAW | UPLOAD | OUTSIDE, "Who works in which store, from a spreadsheet" },
    { POST, "/api/staff/stores/import/preview", PERM_ORG_WRITE, preview_staff, NULL, NULL, NULL, AUDITED | RAW | UPLOAD | OUTSIDE, "What a spreadsheet of staff and stores would do" },
    { GET,  "/api/staff/stores/import/template.xlsx", PERM_ORG_READ, staff_form, NULL, NULL, NULL, RAW, "The spreadsheet of staff, as they are placed now" },
};
// clang-format on
const RouteList org_tree_routes = ROUTE_LIST("org", routes);
