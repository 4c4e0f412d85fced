/* csv_test.c -- rows out of pieces, and rows written. */
#include "wire/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static Arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(8u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* A text that is read in pieces. */
typedef struct Feed {
    CsvReader *reader;
    Str        text;
    size_t     at, piece;
    bool       is_over;
} Feed;

static void feed(Feed *f)
{
    f->is_over = f->text.len - f->at <= f->piece;
    csv_reader_feed(f->reader, str_slice(f->text, f->at, f->at + f->piece), f->is_over);
    f->at += f->piece;
}

/* Adds the next row: cells in [], a failed row as its code, with its line; false: the end. */
static bool add_row(Feed *f, StrBuf *out)
{
    CsvRow row  = { 0 };
    Code   code = csv_reader_next(f->reader, &row);
    for (; code == ERR_NOT_FOUND && !f->is_over; code = csv_reader_next(f->reader, &row)) feed(f);
    if (code == ERR_NOT_FOUND) return false;
    strbuf_fmt(out, "%lld:", (long long)row.number);
    if (code != OK) strbuf_add(out, code == ERR_LIMIT ? S("LIMIT") : S("INVALID"));
    for (size_t i = 0; code == OK && i < row.count; i++)
        strbuf_fmt(out, "[%.*s]", FMT(row.cell[i]));
    strbuf_char(out, ' ');
    return true;
}

static Str read_in_pieces(Str text, size_t piece)
{
    StrBuf out = strbuf(arena, 1 << 20);
    Feed   f   = { csv_reader_new(5, 20), text, 0, piece, false };
    while (add_row(&f, &out)) {
    }
    csv_reader_free(f.reader);
    return strbuf_str(&out);
}

static void reads_as(Str text, const char *want)
{
    for (size_t piece = 1; piece <= text.len + 1; piece++) {
        const Str got = read_in_pieces(text, piece);
        if (!str_equal(got, str_of(want))) fail_msg("pieces of %zu: %.*s", piece, FMT(got));
    }
}

static void test_rows_cells_and_quotes(void **state)
{
    (void)state;
    reads_as(S("a,b\r\nc,d\r\n"), "1:[a][b] 2:[c][d] ");
    reads_as(S("a,b\nc"), "1:[a][b] 2:[c] ");
    reads_as(S("\"a,1\",\"b\"\"q\"\"\"\n,\n"), "1:[a,1][b\"q\"] 2:[][] ");
    reads_as(S("\"x\ny\r\nz\",2\n3\n"), "1:[x\ny\r\nz][2] 4:[3] ");
    reads_as(S("a\rb\r\rc"), "1:[a] 2:[b] 4:[c] ");
    reads_as(S(""), "");
    reads_as(S("\n\n\r\n"), "");
    reads_as(S("\n\na\n\n\"\"\n"), "3:[a] 5:[] ");
    reads_as(S("a,"), "1:[a][] ");
}

static void test_other_separators_when_the_first_line_has_no_comma(void **state)
{
    (void)state;
    reads_as(S("a;b\nc;d,e\n"), "1:[a][b] 2:[c][d,e] ");
    reads_as(S("a\tb;c\nd\te\n"), "1:[a][b;c] 2:[d][e] ");
    reads_as(S("\"a;b\";c\n"), "1:[a;b][c] ");
    reads_as(S("a;b,c\n"), "1:[a;b][c] ");
}

static void test_marks_and_chinese_encodings(void **state)
{
    (void)state;
    reads_as(S("\xEF\xBB\xBF\xE5\xAE\xA2,b\n"), "1:[\xE5\xAE\xA2][b] ");
    reads_as(S("\xE5\xAE\xA2\xE6\x88\xB7,b\n"), "1:[\xE5\xAE\xA2\xE6\x88\xB7][b] ");
    /* GB18030, with a code point of four bytes (U+20000). */
    reads_as(S("\xBF\xCD\xBB\xA7,b\n\x95\x32\x82\x36\n"),
             "1:[\xE5\xAE\xA2\xE6\x88\xB7][b] 2:[\xF0\xA0\x80\x80] ");
    /* Cut at the very end, in the middle of a code point. */
    reads_as(S("\xBF\xCD,b\n\x95\x32\x82"), "1:[\xE5\xAE\xA2][b] 2:INVALID ");
}

static void test_a_bad_row_is_skipped_and_the_next_is_read(void **state)
{
    (void)state;
    reads_as(S("a,b\nc\"d,e\nf,g\n"), "1:[a][b] 2:INVALID 3:[f][g] ");
    reads_as(S("a,b\n\"c\"d,e\nf,g\n"), "1:[a][b] 2:INVALID 3:[f][g] ");
    reads_as(S("a,b\n1,2,3,4,5,6\nf,g\n"), "1:[a][b] 2:LIMIT 3:[f][g] ");
    reads_as(S("a,b\n123456789012345678901,2\n12345678901234567890,g\n"),
             "1:[a][b] 2:LIMIT 3:[12345678901234567890][g] ");
    reads_as(S("a,b\n\"c"), "1:[a][b] 2:INVALID ");
    reads_as(S("a,b\nc\0d\ne\n"), "1:[a][b] 2:INVALID 3:[e] ");
    /* UTF-8 by its first 4096 bytes, then a byte that is none. */
    StrBuf buf = strbuf(arena, 8000);
    strbuf_add(&buf, S("\xE5\xAE\xA2\n"));
    for (int i = 0; i < 5000; i++) strbuf_char(&buf, '\n');
    strbuf_add(&buf, S("x\xFF\ny\n\xE5,\xAE\xA2\nz\n"));
    assert_true(str_equal(read_in_pieces(strbuf_str(&buf), 100),
                          S("1:[\xE5\xAE\xA2] 5002:INVALID 5003:[y] 5004:INVALID 5005:[z] ")));
}

static void test_rows_read_back_as_written(void **state)
{
    (void)state;
    const Str cells[] = { S("a"),   S("b,c"),   S("d\"e"), S("f\ng\r\n"),
                          S(" h "), S("i;j\t"), S(""),     { 0 } };
    StrBuf    buf     = strbuf(arena, 1000);
    csv_write_row(&buf, cells, COUNT(cells));
    assert_true(str_ends(strbuf_str(&buf), S("\r\n")));
    CsvReader *reader = csv_reader_new(10, 100);
    CsvRow     row    = { 0 };
    csv_reader_feed(reader, strbuf_str(&buf), true);
    assert_int_equal(csv_reader_next(reader, &row), OK);
    assert_int_equal(row.count, COUNT(cells));
    for (size_t i = 0; i < row.count; i++) assert_true(str_equal(row.cell[i], cells[i]));
    assert_int_equal(csv_reader_next(reader, &row), ERR_NOT_FOUND);
    csv_reader_free(reader);
}

static void test_no_cell_is_run_as_a_formula(void **state)
{
    (void)state;
    const Str cells[] = { S("=1+1"), S("+1"), S("-1"), S("@x"), S("\tx"), S("\rx"), S("a=b") };
    StrBuf    buf     = strbuf(arena, 1000);
    csv_write_row(&buf, cells, COUNT(cells));
    assert_true(str_equal(strbuf_str(&buf), S("'=1+1,'+1,'-1,'@x,\"'\tx\",\"'\rx\",a=b\r\n")));
}

/* Left behind that many rows and gone on with by another reader, behind its first row. */
static Str left_behind(Str text, size_t piece, size_t rows, bool *is_over)
{
    StrBuf   out = strbuf(arena, 1 << 20), head = strbuf(arena, 1 << 20);
    Feed     f     = { csv_reader_new(5, 20), text, 0, piece, false };
    CsvPlace place = { 0 };
    for (size_t i = 0; i < rows; i++) *is_over = !add_row(&f, &out) || *is_over;
    while (csv_reader_place(f.reader, &place) != OK) feed(&f);
    csv_reader_free(f.reader);
    f = (Feed){ csv_reader_new(5, 20), text, 0, piece, false };
    assert_true(add_row(&f, &head));
    csv_reader_move(f.reader, &place);
    f.at      = (size_t)place.at;
    f.is_over = false;
    while (add_row(&f, &out)) {
    }
    csv_reader_free(f.reader);
    return strbuf_str(&out);
}

static void test_a_reader_goes_on_at_any_place_of_a_file(void **state)
{
    (void)state;
    const Str texts[] = {
        S("a,b\r\nc,d\r\n\r\n\r\n\"e\r\nf\",g\r\nh,i"),
        S("\xEF\xBB\xBF\xE5\xAE\xA2,b\n\"x\n\"\"y\",2\n\n3,\xE5\xAE\xA2\xE6\x88\xB7\n4"),
        S("a;b\rc;d,e\r\r\"f\rg\";h\r"),
        S("\xBF\xCD\xBB\xA7,b\n\x95\x32\x82\x36,\"\xBF\xCD\n\xBB\xA7\"\n"
          "\xBF\xCD\xFF,z\r\n\xBB\xA7,q\r\n\x95\x32\x82"),
        S("a,b\nc\"d,e\n1,2,3,4,5,6\nf,g\n\"h"),
        S("\xFF\xFE\xA2[,\0b\0\n\0\"\0x\0\n\0y\0\"\0,\0w6\r\0\n\0z\0\n\0"),
    };
    for (size_t t = 0; t < COUNT(texts); t++)
        for (size_t piece = 1; piece <= texts[t].len + 1; piece++) {
            const Str whole   = read_in_pieces(texts[t], piece);
            bool      is_over = false;
            for (size_t rows = 1; !is_over; rows++) {
                const ArenaMark mark = arena_mark(arena);
                const Str       got  = left_behind(texts[t], piece, rows, &is_over);
                if (!str_equal(got, whole))
                    fail_msg("text %zu, pieces of %zu, behind %zu: %.*s, not %.*s", t, piece, rows,
                             FMT(got), FMT(whole));
                arena_rewind(arena, mark);
            }
            assert_true(whole.len > 0);
        }
}

/* A place may be asked for before each row of a long record. */
static void test_places_of_many_rows_convert_a_piece_once(void **state)
{
    enum { ROWS = 20000 };
    (void)state;
    StrBuf     text   = strbuf(arena, 1 << 20);
    CsvReader *reader = csv_reader_new(5, 20);
    CsvRow     row    = { 0 };
    CsvPlace   place  = { 0 };
    for (int i = 0; i < ROWS; i++) strbuf_add(&text, S("\xBF\xCD\xBB\xA7,b\n"));
    csv_reader_feed(reader, strbuf_str(&text), true);
    for (int i = 1; i <= ROWS; i++) {
        assert_int_equal(csv_reader_next(reader, &row), OK);
        assert_int_equal(csv_reader_place(reader, &place), OK);
        assert_int_equal(place.at, i * 7);
        assert_int_equal(place.line, i + 1);
    }
    assert_int_equal(csv_reader_found(reader), ROWS * 9); /* as many as its text has */
    csv_reader_free(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_cells_and_quotes),
        cmocka_unit_test(test_other_separators_when_the_first_line_has_no_comma),
        cmocka_unit_test(test_marks_and_chinese_encodings),
        cmocka_unit_test(test_a_bad_row_is_skipped_and_the_next_is_read),
        cmocka_unit_test(test_a_reader_goes_on_at_any_place_of_a_file),
        cmocka_unit_test(test_places_of_many_rows_convert_a_piece_once),
        cmocka_unit_test(test_rows_read_back_as_written),
        cmocka_unit_test(test_no_cell_is_run_as_a_formula),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
