/* Files of events, orders, persons and products from the command line. */
#include "app/command.h"

#include "intake/intake.h"
#include "sys/sys.h"

#include <stdio.h>

enum { MAPPING_MAX = 256 * 1024 };

/* The mapping that was named: a preset, a file, or what the file's columns are called. */
static Code choose_mapping(App *app, Ctx *cx, const char *path, IntakeKind kind, Str *out)
{
    const Settings *settings = &app->settings;
    if (settings->preset.len) return intake_preset(cx, settings->preset, kind, out);
    if (!settings->mapping.len)
        return intake_guess(cx, path, kind ? kind : INTAKE_EVENT, settings->no_header, out);
    if (file_read(app->arena, str_z(app->arena, settings->mapping), MAPPING_MAX, out) != OK)
        return fail(cx, ERR_NOT_FOUND, "intake.no_file", "%.*s: %s", FMT(settings->mapping),
                    file_error());
    return OK;
}

/* A mapping says itself what it is for; --kind is held against it. */
static Code check_kind(Ctx *cx, Str mapping, IntakeKind asked)
{
    IntakeKind kind = 0;
    TRY(intake_kind_of(cx, mapping, &kind));
    if (!asked || asked == kind) return OK;
    return fail_field(cx, "intake.other_kind", S("kind"),
                      word_of(&intake_kind_words, (int)kind).ptr);
}

static Code show_progress(void *with, const IntakeReport *report)
{
    (void)with;
    const int64_t percent =
        report->bytes_total > 0 ? report->bytes * 100 / report->bytes_total : 100;
    fprintf(stderr, "\r%3lld %%  %lld rows, %lld new, %lld known, %lld refused", (long long)percent,
            (long long)report->rows, (long long)report->added, (long long)report->known,
            (long long)report->refused);
    return OK;
}

static void show_report(const IntakeReport *report, IntakeKind kind, const char *refused)
{
    static const char *const nouns[] = { [INTAKE_EVENT]   = "events",
                                         [INTAKE_ORDER]   = "orders",
                                         [INTAKE_PERSON]  = "people",
                                         [INTAKE_PRODUCT] = "products",
                                         [INTAKE_COST]    = "costs" };
    if (report->rows > 0) fputc('\n', stderr);
    if (report->resumed)
        printf("went on after row %lld of an earlier run\n", (long long)report->resumed);
    printf("%lld rows read: %lld %s added, %lld known already", (long long)report->rows,
           (long long)report->added, nouns[kind], (long long)report->known);
    if (kind == INTAKE_EVENT) printf(", %lld people new", (long long)report->people);
    if (report->left_out) printf(", %lld rows left out", (long long)report->left_out);
    printf(", %lld rows refused\n", (long long)report->refused);
    if (report->refused) printf("the refused rows, with reasons: %s\n", refused);
}

static Code bring_in(App *app, Ctx *cx, IntakeOptions *options, IntakeKind *kind,
                     IntakeReport *report)
{
    const Str asked = app->settings.kind;
    *kind           = (IntakeKind)value_of(&intake_kind_words, asked);
    if (asked.len && !*kind)
        return fail_field(cx, "intake.unknown_kind", S("kind"),
                          "event, order, person, product, cost");
    TRY(app_tenant(app, cx));
    TRY(choose_mapping(app, cx, options->path, *kind, &options->mapping));
    TRY(check_kind(cx, options->mapping, *kind));
    TRY(intake_kind_of(cx, options->mapping, kind));
    return intake_run(cx, options, show_progress, NULL, report);
}

int command_import(App *app)
{
    if (app->rest.count != 1) {
        fprintf(stderr, "weft: import needs one file\n");
        return 2;
    }
    const char   *path    = str_z(app->arena, app->rest.at[0]);
    const Str     refused = app->settings.refused;
    IntakeOptions options = { .path      = path,
                              .refused   = refused.len
                                               ? str_z(app->arena, refused)
                                               : str_fmt(app->arena, "%s.refused.csv", path).ptr,
                              .english   = str_starts(app->settings.lang, S("en")),
                              .no_header = app->settings.no_header };
    Ctx           cx      = app_ctx(app, 0, "system:import");
    IntakeReport  report  = { 0 };
    IntakeKind    kind    = 0;
    if (bring_in(app, &cx, &options, &kind, &report) != OK) {
        if (report.rows > 0) fputc('\n', stderr);
        return app_complain(&cx, report.rows > 0 ? "the import stopped; run it again to go on"
                                                 : "nothing was imported");
    }
    show_report(&report, kind, options.refused);
    return 0; /* refused rows are reported; the rest is in */
}
