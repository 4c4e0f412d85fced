/* The routes of imports: uploads, what was decided of them, mappings by name. */
#include "intake/intake_http.h"

#include "intake/intake_kind.h"

// clang-format off
typedef struct UploadQuery { Str name; } UploadQuery;
static const Field upload_query_fields[] = {
    FIELD_WITH(UploadQuery, name, .flags = REQUIRED, .min = 1, .max = 200, .about = "The name of the file"),
};
static const Shape upload_query_shape = SHAPE(UploadQuery, upload_query_fields);

typedef struct GuessQuery { IntakeKind kind; } GuessQuery;
static const Field guess_query_fields[] = {
    FIELD_ENUM(GuessQuery, kind, intake_kind_words, .about = "Absent: as the file looks"),
};
static const Shape guess_query_shape = SHAPE(GuessQuery, guess_query_fields);

typedef struct IntakePage { Rows items; } IntakePage;
static const Field page_fields[] = { FIELD_LIST(IntakePage, items, intake_shape) };
static const Shape page_shape    = SHAPE(IntakePage, page_fields);

typedef struct IntakeMappingPage { Rows items; } IntakeMappingPage;
static const Field mapping_page_fields[] = { FIELD_LIST(IntakeMappingPage, items, intake_mapping_shape) };
static const Shape mapping_page_shape    = SHAPE(IntakeMappingPage, mapping_page_fields);

/* What can be brought in, for whoever makes a form of it. */
typedef struct IntakeFieldInfo { Str name, type; bool is_needed; Strs words; } IntakeFieldInfo;
static const Field field_info_fields[] = {
    FIELD(IntakeFieldInfo, name),
    FIELD_WITH(IntakeFieldInfo, type, .about = "text, code, word, time, money, price, count"),
    FIELD(IntakeFieldInfo, is_needed),
    FIELD_WITH(IntakeFieldInfo, words, .about = "What a word may be"),
};
static const Shape field_info_shape = SHAPE(IntakeFieldInfo, field_info_fields);
typedef struct IntakeKindInfo { IntakeKind kind; Rows fields; } IntakeKindInfo;
static const Field kind_info_fields[] = {
    FIELD_ENUM(IntakeKindInfo, kind, intake_kind_words),
    FIELD_LIST(IntakeKindInfo, fields, field_info_shape),
};
static const Shape kind_info_shape = SHAPE(IntakeKindInfo, kind_info_fields);
typedef struct IntakeKinds { Rows items; } IntakeKinds;
static const Field kinds_fields[] = { FIELD_LIST(IntakeKinds, items, kind_info_shape) };
static const Shape kinds_shape    = SHAPE(IntakeKinds, kinds_fields);
// clang-format on

/* The language of the reasons people get. */
static bool wants_english(const Call *call)
{
    return str_starts(http_header(call->request, S("Accept-Language")), S("en"));
}

static Code name_intake(Call *call)
{
    call->object = str_fmt(call->cx->arena, "intake:%lld", (long long)call->id);
    return OK;
}

static Code upload(Call *call)
{
    const UploadQuery *query = call->query;
    Intake            *out   = call->out;
    if (!call->request->body_file) return fail(call->cx, ERR_INVALID, "upload.no_file", "no body");
    TRY(intake_open(call->cx, query->name, call->request->body_file, out));
    call->id = out->id;
    return name_intake(call);
}

static Code list(Call *call) { return intake_list(call->cx, &((IntakePage *)call->out)->items); }

static Code get(Call *call) { return intake_get(call->cx, call->id, call->out); }

static Code write(Call *call)
{
    const IntakeDraft *draft = call->in;
    TRY(name_intake(call));
    return intake_write(call->cx, call->id, call->if_match, draft->mapping, call->out);
}

static Code set_header(Call *call)
{
    const IntakeHeaderDraft *draft = call->in;
    TRY(name_intake(call));
    return intake_set_header(call->cx, call->id, call->if_match, draft->has_header, call->out);
}

static Code delete (Call *call)
{
    TRY(name_intake(call));
    return intake_delete(call->cx, call->id);
}

static Code guess(Call *call)
{
    const GuessQuery *query = call->query;
    IntakeDraft      *out   = call->out;
    return intake_guess_for(call->cx, call->id, query->kind, &out->mapping);
}

static Code preview(Call *call)
{
    return intake_preview(call->cx, call->id, wants_english(call), call->out);
}

static Code start(Call *call)
{
    const Job *job = call->out;
    TRY(intake_start(call->cx, call->id, wants_english(call), call->out));
    call->object = str_fmt(call->cx->arena, "job:%lld", (long long)job->id);
    return OK;
}

static Code template(Call *call)
{
    TRY(intake_form(call->cx, &call->reply->body));
    call->reply->type = S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    http_reply_header(call->reply, S("Content-Disposition"),
                      S("attachment; filename*=UTF-8''%E5%AE%A2%E6%88%B7%E5%AF%BC%E5%85%A5.xlsx"));
    return OK;
}

/* ---- mappings ---------------------------------------------------------------------------- */

static Code list_mappings(Call *call)
{
    return intake_mappings(call->cx, &((IntakeMappingPage *)call->out)->items);
}

static Code remember(Call *call)
{
    const IntakeMapping *in  = call->in;
    IntakeMapping       *out = call->out;
    TRY(intake_remember(call->cx, in->name, in->mapping, out));
    call->object = str_fmt(call->cx->arena, "intake_mapping:%lld", (long long)out->id);
    return OK;
}

static Code forget(Call *call)
{
    call->object = str_fmt(call->cx->arena, "intake_mapping:%lld", (long long)call->id);
    return intake_forget(call->cx, call->id);
}

static Strs words_of(Arena *arena, const Words *words)
{
    if (!words) return (Strs){ 0 };
    Str   *list_ = arena_make(arena, Str, words->count);
    size_t count = 0;
    for (size_t i = 0; i < words->count; i++)
        if (words->word[i]) list_[count++] = str_of(words->word[i]);
    return (Strs){ list_, count };
}

static Code list_kinds(Call *call)
{
    static const char *const types[] = {
        [VALUE_TEXT] = "text",   [VALUE_CODE] = "code",     [VALUE_WORD] = "word",
        [VALUE_TIME] = "time",   [VALUE_MONEY] = "money",   [VALUE_PRICE] = "price",
        [VALUE_COUNT] = "count", [VALUE_NUMBER] = "number", [VALUE_BOOL] = "bool"
    };
    Arena          *arena = call->cx->arena;
    IntakeKindInfo *kinds = arena_make(arena, IntakeKindInfo, INTAKE_COST);
    for (int kind = INTAKE_EVENT; kind <= INTAKE_COST; kind++) {
        const IntakeSpec *spec   = intake_spec_of((IntakeKind)kind);
        IntakeFieldInfo  *fields = arena_make(arena, IntakeFieldInfo, spec->field_count);
        for (size_t i = 0; i < spec->field_count; i++)
            fields[i] = (IntakeFieldInfo){ .name      = str_of(spec->fields[i].name),
                                           .type      = str_of(types[spec->fields[i].type]),
                                           .is_needed = spec->fields[i].is_needed,
                                           .words     = words_of(arena, spec->fields[i].words) };
        kinds[kind - 1] = (IntakeKindInfo){ (IntakeKind)kind, { fields, spec->field_count } };
    }
    ((IntakeKinds *)call->out)->items = (Rows){ kinds, INTAKE_COST };
    return OK;
}

// clang-format off
static const Route routes[] = {
    { POST,    "/api/imports", PERM_CUSTOMER_IMPORT, upload,
      &upload_query_shape, NULL, &intake_shape, AUDITED | SPOOLED | OUTSIDE | CREATED, "Upload a file of rows, mostly under a header; the body is the file itself" },
    { GET,     "/api/imports", PERM_CUSTOMER_IMPORT, list,
      NULL, NULL, &page_shape, 0, "One's own imports, newest first" },
    { GET,     "/api/imports/{id}", PERM_CUSTOMER_IMPORT, get,
      NULL, NULL, &intake_shape, 0, "Read an import: its columns, its mapping" },
    { PUT,     "/api/imports/{id}", PERM_CUSTOMER_IMPORT, write,
      NULL, &intake_draft_shape, &intake_shape, AUDITED | IF_MATCH, "Decide what the columns mean" },
    { PUT,     "/api/imports/{id}/header", PERM_CUSTOMER_IMPORT, set_header,
      NULL, &intake_header_draft_shape, &intake_shape, AUDITED | OUTSIDE | IF_MATCH, "Say whether the first row names the columns" },
    { DELETE_, "/api/imports/{id}", PERM_CUSTOMER_IMPORT, delete,
      NULL, NULL, NULL, AUDITED | NO_BODY, "Drop an import that was not started" },
    { GET,     "/api/imports/{id}/guess", PERM_CUSTOMER_IMPORT, guess,
      &guess_query_shape, NULL, &intake_draft_shape, 0, "A mapping by the names of the columns" },
    { POST,    "/api/imports/{id}/preview", PERM_CUSTOMER_IMPORT, preview,
      NULL, NULL, &intake_preview_shape, AUDITED | OUTSIDE, "The first rows as they would be" },
    { POST,    "/api/imports/{id}/start", PERM_CUSTOMER_IMPORT, start,
      NULL, NULL, &job_shape, AUDITED | IDEMPOTENT | ACCEPTED, "Bring the file in" },
    { GET,     "/api/imports/template.xlsx", PERM_CUSTOMER_IMPORT, template,
      NULL, NULL, NULL, RAW, "The spreadsheet of customers to fill in" },
    { GET,     "/api/import-kinds", PERM_CUSTOMER_IMPORT, list_kinds,
      NULL, NULL, &kinds_shape, 0, "What can be brought in, and the fields it has" },
    { GET,     "/api/import-mappings", PERM_CUSTOMER_IMPORT, list_mappings,
      NULL, NULL, &mapping_page_shape, 0, "Mappings: those that ship with weft, and those remembered" },
    { POST,    "/api/import-mappings", PERM_CUSTOMER_IMPORT, remember,
      NULL, &intake_mapping_shape, &intake_mapping_shape, AUDITED | CREATED, "Remember a mapping by its name, in the place of one of that name" },
    { DELETE_, "/api/import-mappings/{id}", PERM_CUSTOMER_IMPORT, forget,
      NULL, NULL, NULL, AUDITED | NO_BODY, "Forget a mapping" },
};
// clang-format on
const RouteList intake_routes = ROUTE_LIST_OF(MODULE_CUSTOMER, "intake", routes);
