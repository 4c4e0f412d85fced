/* shop_import.c -- a file of orders or products read in batches, each a transaction of its own.
 * What its rows mean is shop_preset.c. */
#include "shop/shop_apply.h"
#include "shop/shop_preset.h"
#include "shop/shop_sql.h"
#include "sys/sys.h"
#include "wire/wire.h"

enum {
    BATCH_ORDERS   = 500,
    BATCH_LINES    = 4000,
    PIECE_BYTES    = 64 * 1024,
    CELLS_MAX      = 64,
    CELL_MAX       = 16 * 1024,
    REFUSALS_MAX   = 100,
    TRIES_MAX      = 10,
    ORDER_ROWS_MAX = 5000,
};

typedef struct Import {
    Ctx              *cx;
    const ShopPreset *preset;
    bool              of_products;
    Shop              shop;
    FileReader       *file;
    GzipReader       *gzip; /* NULL where the file is not packed */
    CsvReader        *csv;
    Arena            *kept;     /* for the whole file                         */
    StrMap           *products; /* number -> its newest ProductFact           */
    Vec               numbers;  /* of ProductFact *, in the order of the file */
    Vec               refusals;
    Vec               group; /* of ShopPresetRow: the order being read          */
    Arena            *batch; /* what is not stored yet                          */
    Vec               facts; /* of Group: orders that are whole                  */
    int64_t           lines;
    bool              is_begun;
    ImportReport      report;
} Import;

/* The rows of one order. */
typedef struct Group {
    Rows rows;
} Group;

static void close_import(Import *import)
{
    if (import->csv) csv_reader_free(import->csv);
    if (import->gzip) gzip_reader_free(import->gzip);
    if (import->file) file_reader_close(import->file);
    arena_free(import->batch);
    arena_free(import->kept);
}

/* ---- storing --------------------------------------------------------------------------------- */

static Code write_facts(Import *import, const ShopFacts *facts)
{
    Ctx    *cx   = import->cx;
    Applied done = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(shop_apply(cx, &import->shop, facts, &done));
    TRY(cx_commit(cx, &txn));
    const int64_t added = import->of_products ? done.new_products : done.new_orders;
    const int64_t all   = import->of_products ? done.products : done.orders;
    import->report.added += added;
    import->report.known += all - added;
    return OK;
}

/* And again when a running server met the same person or order. */
static Code store(Import *import, const ShopFacts *facts)
{
    for (int tried = 0;; tried++) {
        const Code code = write_facts(import, facts);
        if (code == OK || !import->cx->err.retry || tried == TRIES_MAX) return code;
        forgive(import->cx);
        clock_sleep_ms(1 + (int64_t)cx_random(import->cx, 20));
    }
}

static Code flush_orders(Import *import)
{
    Ctx            *cx    = import->cx;
    const ArenaMark mark  = arena_mark(cx->arena);
    ShopFacts       facts = shop_facts(cx->arena);
    for (size_t i = 0; i < import->facts.count; i++) {
        const Rows rows = VEC_AT(import->facts, Group, i)->rows;
        import->preset->order(cx->arena, rows.at, rows.count, &facts);
    }
    if (import->facts.count) TRY(store(import, &facts));
    arena_rewind(cx->arena, mark);
    arena_reset(import->batch);
    import->facts = vec_of(import->batch, Group);
    import->lines = 0;
    return OK;
}

static Code flush_products(Import *import)
{
    for (size_t at = 0; at < import->numbers.count;) {
        const ArenaMark mark  = arena_mark(import->cx->arena);
        ShopFacts       facts = shop_facts(import->cx->arena);
        for (int i = 0; i < BATCH_ORDERS && at < import->numbers.count; i++, at++)
            *VEC_ADD(&facts.products, ProductFact) = **VEC_AT(import->numbers, ProductFact *, at);
        TRY(store(import, &facts));
        arena_rewind(import->cx->arena, mark);
    }
    return OK;
}

/* ---- rows --------------------------------------------------------------------------------------
 */

static void refuse(Import *import, int64_t number, const char *reason)
{
    import->report.refused++;
    if (import->refusals.count >= REFUSALS_MAX) return;
    *VEC_ADD(&import->refusals, ImportRefusal) = (ImportRefusal){ number, str_of(reason) };
}

static ShopPresetRow copy_row(Arena *arena, const CsvRow *row)
{
    ShopPresetRow copy = { 0 };
    for (size_t i = 0; i < row->count && i < SHOP_PRESET_CELLS_MAX; i++)
        copy.cells[i] = str_copy(arena, str_trim(row->cell[i]));
    copy.number = copy.cells[0];
    return copy;
}

/* The order that was being read is whole when another number comes. */
static Code end_group(Import *import)
{
    if (import->group.count) {
        VEC_ADD(&import->facts, Group)->rows = vec_rows(&import->group);
        import->lines += (int64_t)import->group.count;
    }
    if (import->facts.count >= BATCH_ORDERS || import->lines >= BATCH_LINES)
        TRY(flush_orders(import));
    import->group = vec_of(import->batch, ShopPresetRow);
    return OK;
}

static Code take_order_row(Import *import, const CsvRow *row)
{
    const ShopPresetRow *first =
        import->group.count ? VEC_AT(import->group, ShopPresetRow, 0) : NULL;
    if (!first || !str_equal(first->number, str_trim(row->cell[0]))) TRY(end_group(import));
    REQUIRE(import->cx, import->group.count < ORDER_ROWS_MAX, ERR_LIMIT, "shop.too_large");
    *VEC_ADD(&import->group, ShopPresetRow) = copy_row(import->batch, row);
    return OK;
}

static Code take_product_row(Import *import, const CsvRow *row)
{
    const ArenaMark     mark = arena_mark(import->batch);
    const ShopPresetRow copy = copy_row(import->batch, row);
    ProductFact         fact = { 0 };
    if (import->preset->product(import->batch, &copy, &fact)) {
        ProductFact *known = strmap_find(import->products, fact.product_no);
        if (!known) {
            known             = arena_make(import->kept, ProductFact, 1);
            *known            = fact;
            known->product_no = str_copy(import->kept, fact.product_no);
            known->title      = str_copy(import->kept, fact.title);
            (void)strmap_put(import->products, known->product_no, known); /* was absent */
            *VEC_ADD(&import->numbers, ProductFact *) = known;
        } else if (fact.told_at_ms >= known->told_at_ms) {
            known->told_at_ms = fact.told_at_ms;
            known->price_fen  = fact.price_fen;
            if (!str_equal(known->title, fact.title))
                known->title = str_copy(import->kept, fact.title);
        }
    }
    arena_rewind(import->batch, mark);
    return OK;
}

static Code take_row(Import *import, const CsvRow *row)
{
    Str        cells[SHOP_PRESET_CELLS_MAX] = { 0 };
    const bool is_first                     = !import->is_begun;
    import->is_begun                        = true;
    if (is_first && shop_preset_is_header(import->preset, row->cell, row->count)) return OK;
    if (is_first) return fail(import->cx, ERR_INVALID, "import.wrong_columns", "first row");
    import->report.rows++;
    if (row->count != import->preset->column_count) {
        refuse(import, row->number, "import.wrong_columns");
        return OK;
    }
    for (size_t i = 0; i < row->count; i++) cells[i] = str_trim(row->cell[i]);
    const char *reason = import->preset->check(cells);
    if (reason) {
        refuse(import, row->number, reason);
        return OK;
    }
    return import->of_products ? take_product_row(import, row) : take_order_row(import, row);
}

/* ---- reading
 * ------------------------------------------------------------------------------------- */

/* A piece of the file, unpacked; empty at its end. */
static Code next_piece(Import *import, char *piece, size_t room, size_t *size)
{
    Ctx *cx = import->cx;
    if (import->gzip) {
        const Code code      = gzip_reader_read(import->gzip, piece, room, size);
        import->report.bytes = file_reader_at(import->file);
        if (code != OK) return fail(cx, ERR_INVALID, "import.unreadable", "gzip");
        return OK;
    }
    const int64_t got = file_reader_read(import->file, piece, room);
    if (got < 0) return fail(cx, ERR_INTERNAL, "import.unreadable", "%s", file_error());
    import->report.bytes += got;
    *size = (size_t)got;
    return OK;
}

static Code take_rows(Import *import)
{
    CsvRow row = { 0 };
    for (;;) {
        const Code code = csv_reader_next(import->csv, &row);
        if (code == ERR_NOT_FOUND) return OK;
        if (code == ERR_LIMIT || code == ERR_INVALID) {
            import->report.rows++;
            refuse(import, row.number, "import.bad_row");
            continue;
        }
        TRY(code);
        TRY(take_row(import, &row));
    }
}

static int64_t read_file(void *with, void *out, size_t room)
{
    return file_reader_read(with, out, room);
}

static Code open_file(Import *import, const char *path)
{
    Ctx *cx = import->cx;
    char head[2];
    import->file = file_reader_open(path);
    if (!import->file) return fail(cx, ERR_NOT_FOUND, "import.no_file", "%s", file_error());
    import->report.bytes_total = file_reader_size(import->file);
    const int64_t got          = file_reader_read(import->file, head, sizeof(head));
    if (got < 0 || file_reader_seek(import->file, 0) != OK)
        return fail(cx, ERR_INTERNAL, "import.unreadable", "%s", file_error());
    if (gzip_is((Str){ head, (size_t)got }))
        import->gzip = gzip_reader_new(read_file, import->file);
    import->csv = csv_reader_new(CELLS_MAX, CELL_MAX);
    return OK;
}

/* Their own shop, so that a second run finds them; nobody calls it. */
static Code open_shop(Import *import)
{
    Ctx      *cx    = import->cx;
    bool      found = false;
    const Str own =
        str_fmt(cx->arena, "%s-%lld", import->preset->shop_no, (long long)cx->tenant_id);
    const ShopDraft draft = { .platform      = SHOP_GENERIC,
                              .name          = str_of(import->preset->shop_name),
                              .shop_no       = own,
                              .state         = SHOP_PAUSED,
                              .pull_minutes  = -1,
                              .stale_minutes = -1 };
    TRY(shop_sql_by_number(cx, SHOP_GENERIC, own, &import->shop, &found));
    if (found && import->shop.state != SHOP_DELETED) return OK;
    return shop_create(cx, &draft, &import->shop);
}

static Code run(Import *import, const ShopImportOptions                        *options,
                void (*progress)(void *with, const ImportReport *report), void *with)
{
    char  *piece   = arena_alloc(import->kept, PIECE_BYTES, 1);
    size_t size    = 1;
    import->preset = shop_preset_find(options->preset);
    REQUIRE(import->cx, import->preset, ERR_INVALID, "import.unknown_preset");
    REQUIRE(import->cx, !options->of_products || import->preset->product, ERR_INVALID,
            "import.unknown_preset");
    TRY(open_file(import, options->path));
    TRY(open_shop(import));
    while (size > 0) {
        TRY(next_piece(import, piece, PIECE_BYTES, &size));
        csv_reader_feed(import->csv, (Str){ piece, size }, size == 0);
        TRY(take_rows(import));
        if (progress) progress(with, &import->report);
    }
    if (import->of_products) return flush_products(import);
    TRY(end_group(import));
    return flush_orders(import);
}

Code shop_import_file(Ctx *cx, const ShopImportOptions                               *options,
                      void (*progress)(void *with, const ImportReport *report), void *with,
                      ImportReport *out)
{
    Arena     *kept     = arena_new((size_t)1 << 30);
    Arena     *batch    = arena_new((size_t)256 << 20);
    Import     import   = { .cx          = cx,
                            .of_products = options->of_products,
                            .kept        = kept,
                            .batch       = batch,
                            .products    = strmap_new(kept),
                            .numbers     = vec_of(kept, ProductFact *),
                            .refusals    = vec_of(kept, ImportRefusal),
                            .group       = vec_of(batch, ShopPresetRow),
                            .facts       = vec_of(batch, Group) };
    const Code code     = run(&import, options, progress, with);
    *out                = import.report;
    ImportRefusal *list = arena_make(cx->arena, ImportRefusal, import.refusals.count);
    for (size_t i = 0; i < import.refusals.count; i++)
        list[i] = *VEC_AT(import.refusals, ImportRefusal, i);
    out->refusals = (Rows){ list, import.refusals.count };
    close_import(&import);
    return code;
}
