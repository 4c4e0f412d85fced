/* import_order.c -- records in the order they are applied. */
#include "bulk/import_order.h"

#include "sys/file.h"

#include <stdlib.h>

enum {
    FEW       = 500,              /* records looked up together      */
    PART_ROWS = 250000,           /* records that are ordered together */
    PART_SIZE = 48 * 1024 * 1024, /* and no more bytes than this     */
    FEW_ARENA = 64 << 20,
};

/* A record among the bytes of its part. */
typedef struct Place {
    uint64_t key; /* how its lookup begins */
    size_t   at, len;
} Place;

typedef struct Ordering {
    Ctx             *cx;
    const ImportRow *row;
    RecordReader    *in;
    FileWriter      *out;
    Arena           *few; /* of the records read last      */
    Arena           *part;
    StrBuf           bytes; /* of the part's records       */
    Place           *places;
    size_t           count;
} Ordering;

static uint64_t beginning(Str text)
{
    uint64_t key = 0;
    for (size_t i = 0; i < sizeof(key); i++)
        key = key << 8 | (i < text.len ? (unsigned char)text.ptr[i] : 0);
    return key;
}

static int by_key(const void *a, const void *b)
{
    const Place *left = a, *right = b;
    if (left->key != right->key) return left->key < right->key ? -1 : 1;
    return left->at < right->at ? -1 : left->at > right->at;
}

static void begin_part(Ordering *ordering)
{
    arena_reset(ordering->part);
    ordering->bytes  = strbuf(ordering->part, PART_SIZE);
    ordering->places = arena_make(ordering->part, Place, PART_ROWS);
    ordering->count  = 0;
}

static void end_part(Ordering *ordering)
{
    const Str bytes = strbuf_str(&ordering->bytes);
    if (record_reader_rows(ordering->in) >= IMPORT_ORDER_FROM)
        qsort(ordering->places, ordering->count, sizeof(Place), by_key);
    for (size_t i = 0; i < ordering->count; i++) {
        const Place *place = &ordering->places[i];
        file_writer_add(ordering->out, str_slice(bytes, place->at, place->at + place->len));
    }
    begin_part(ordering);
}

static void look_up(Ordering *ordering, ImportRecord *records, size_t count)
{
    Ctx     own   = *ordering->cx;
    Str    *keys  = arena_make(ordering->few, Str, count);
    size_t *which = arena_make(ordering->few, size_t, count);
    size_t  open  = 0;
    own.arena     = ordering->few;
    for (size_t i = 0; i < count; i++) {
        if (records[i].refusal != REFUSAL_NONE) continue;
        keys[open]    = import_read_key(&records[i], ordering->row->match_by);
        which[open++] = i;
    }
    customer_many_lookups(&own, import_read_kind(ordering->row->match_by), keys, open);
    for (size_t i = 0; i < open; i++) records[which[i]].lookup = keys[i];
}

static void add_record(Ordering *ordering, ImportRecord *record)
{
    enum { RECORD_ROOM = 1024 * 1024 };
    if (ordering->count == PART_ROWS || ordering->bytes.len + RECORD_ROOM > PART_SIZE)
        end_part(ordering);
    const size_t at = ordering->bytes.len;
    import_record_add(&ordering->bytes, record);
    ordering->places[ordering->count++] =
        (Place){ beginning(record->lookup), at, ordering->bytes.len - at };
}

static Code add_all(Ordering *ordering, Code (*tick)(void *with), void *with)
{
    enum { TICK_TIMES = 100 };
    begin_part(ordering);
    for (int64_t times = 1;; times++) {
        arena_reset(ordering->few);
        ImportRecord *records = arena_make(ordering->few, ImportRecord, FEW);
        size_t        count   = 0;
        while (count < FEW && record_reader_next(ordering->in, ordering->few, &records[count]))
            count++;
        look_up(ordering, records, count);
        for (size_t i = 0; i < count; i++) add_record(ordering, &records[i]);
        if (count < FEW) break;
        if (tick && times % TICK_TIMES == 0) TRY(tick(with));
    }
    end_part(ordering);
    return OK;
}

Code import_order_all(Ctx *cx, const ImportRow *row, Code (*tick)(void *with), void *with)
{
    const char *place = import_order_path(cx, row->id, row->revision);
    if (file_exists(place)) return OK;
    const char *path     = str_fmt(cx->arena, "%s.%lld", place, (long long)cx_new_id(cx)).ptr;
    Ordering    ordering = { .cx = cx, .row = row };
    TRY(record_reader_open(cx, import_rows_path(cx, row->id, row->revision), 0, &ordering.in));
    ordering.few  = arena_new(FEW_ARENA);
    ordering.part = arena_new(PART_SIZE + PART_ROWS * sizeof(Place) + 4096);
    Code code     = import_records_begin(cx, path, &ordering.out);
    if (code == OK) code = add_all(&ordering, tick, with);
    if (code == OK)
        code = import_records_end(cx, ordering.out, path, record_reader_rows(ordering.in));
    file_writer_close(ordering.out);
    record_reader_close(ordering.in);
    arena_free(ordering.part);
    arena_free(ordering.few);
    if (code == OK && file_rename(path, place) != OK)
        code = fail(cx, ERR_UNAVAILABLE, "import.not_kept", "%s", file_error());
    if (code != OK) IGNORE(file_remove(path)); /* half of it is of no use */
    return code;
}
