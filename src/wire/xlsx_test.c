/* xlsx_test.c -- sheets written and read again, and sheets made by hand. */
#include "wire/xlsx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include <cmocka.h>

static Arena *arena;
static char   path[64];

static int setup(void **state)
{
    (void)state;
    arena = arena_new(64u << 20);
    snprintf(path, sizeof(path), "/tmp/weft_xlsx_test_%d.xlsx", (int)getpid());
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    unlink(path);
    arena_free(arena);
    return 0;
}

static void add_row(StrBuf *out, Code code, const CsvRow *row)
{
    strbuf_fmt(out, "%lld:", (long long)row->number);
    if (code != OK) strbuf_add(out, code == ERR_LIMIT ? S("LIMIT") : S("INVALID"));
    for (size_t i = 0; code == OK && i < row->count; i++)
        strbuf_fmt(out, "[%.*s]", FMT(row->cell[i]));
    strbuf_char(out, ' ');
}

static Str read_rows(void)
{
    StrBuf      out    = strbuf(arena, 1 << 20);
    XlsxReader *reader = NULL;
    const char *reason = NULL;
    CsvRow      row    = { 0 };
    if (xlsx_reader_open(path, &reader, &reason) != OK) fail_msg("%s", reason);
    for (;;) {
        const Code code = xlsx_reader_next(reader, &row);
        if (code == ERR_NOT_FOUND) break;
        add_row(&out, code, &row);
    }
    assert_int_equal(xlsx_reader_next(reader, &row), ERR_NOT_FOUND);
    xlsx_reader_close(reader);
    return strbuf_str(&out);
}

static void reads_as(const char *want)
{
    const Str got = read_rows();
    if (!str_equal(got, str_of(want))) fail_msg("got %.*s", FMT(got));
}

static void refused(Code code, const char *want)
{
    XlsxReader *reader = NULL;
    const char *reason = NULL;
    assert_int_equal(xlsx_reader_open(path, &reader, &reason), code);
    assert_string_equal(reason, want);
    assert_null(reader);
}

typedef struct PartText {
    const char *name, *text;
} PartText;

static void add_part(zipFile zip, const char *name, const char *text, size_t len)
{
    assert_int_equal(zipOpenNewFileInZip(zip, name, NULL, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 6),
                     ZIP_OK);
    assert_int_equal(zipWriteInFileInZip(zip, text, (unsigned)len), ZIP_OK);
    assert_int_equal(zipCloseFileInZip(zip), ZIP_OK);
}

static void make(const PartText *parts, size_t count)
{
    unlink(path);
    const zipFile zip = zipOpen64(path, APPEND_STATUS_CREATE);
    assert_non_null(zip);
    for (size_t i = 0; i < count; i++)
        add_part(zip, parts[i].name, parts[i].text, strlen(parts[i].text));
    assert_int_equal(zipClose(zip, NULL), ZIP_OK);
}

#define WORKBOOK(properties)                                                  \
    "<?xml version='1.0' encoding='UTF-8'?><workbook xmlns:r='r'>" properties \
    "<sheets><sheet name='h' sheetId='1' state='hidden' r:id='rId1'/>"        \
    "<sheet name='s' sheetId='2' r:id='rId7'/></sheets></workbook>"

static const char relations[] =
    "<Relationships><Relationship Id='rId1' Type='x/worksheet' Target='worksheets/other.xml'/>"
    "<Relationship Id='rId7' Type='x/worksheet' Target='/xl/worksheets/the_sheet.xml'/>"
    "<Relationship Id='rId8' Type='x/sharedStrings' Target='strings.xml'/></Relationships>";

static const char strings[] =
    "<sst><si><t>name</t></si><si><r><t>ri</t></r><r><t xml:space='preserve'>ch </t></r>"
    "<rPh><t>no</t></rPh></si><si><t>a_x000D_b_x005F_c_xyz_</t></si></sst>";

static const char styles[] =
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy\"年\"m\"月\"d\"日\" h:mm'/>"
    "<numFmt numFmtId='165' formatCode='000000'/><numFmt numFmtId='166' formatCode='[h]:mm:ss'/>"
    "<numFmt numFmtId='167' formatCode='0.00\"days\"'/><numFmt numFmtId='168' formatCode='m/d'/>"
    "</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/>"
    "<xf numFmtId='14'/><xf numFmtId='22'/><xf numFmtId='164'/><xf numFmtId='165'/>"
    "<xf numFmtId='166'/><xf numFmtId='167'/><xf numFmtId='21'/><xf numFmtId='168'/>"
    "<xf numFmtId='57'/></cellXfs></styleSheet>";

static void make_book(const char *workbook, const char *rows)
{
    const PartText parts[] = {
        { "xl/workbook.xml", workbook },
        { "xl/_rels/workbook.xml.rels", relations },
        { "xl/strings.xml", strings },
        { "xl/styles.xml", styles },
        { "xl/worksheets/the_sheet.xml",
          str_fmt(arena, "<worksheet><sheetData>%s</sheetData></worksheet>", rows).ptr },
    };
    make(parts, COUNT(parts));
}

static void test_what_is_written_is_read(void **state)
{
    (void)state;
    XlsxWriter *writer = xlsx_writer_open(path, S("a/b:very long name that is cut somewhere here"));
    const Str   head[] = { S("name"), S("phone"), S("fen") };
    const Str   cells[] = { S("=1+1 \xE5\xAE\xA2 <&> _x000D_"), S("13800138000"), S("-12.5") };
    const Str   more[]  = { S(""), { 0 }, S("12345678901234567890"), S("end") };
    const bool  both[]  = { false, true, true, false };
    xlsx_writer_row(writer, head, NULL, 3);
    xlsx_writer_row(writer, cells, both, 3);
    xlsx_writer_row(writer, more, both, 0);
    xlsx_writer_row(writer, more, both, 4);
    assert_int_equal(xlsx_writer_close(writer), OK);
    reads_as("1:[name][phone][fen] 2:[=1+1 \xE5\xAE\xA2 <&> _x000D_][13800138000][-12.5] "
             "4:[][][12345678901234567890][end] ");
}

/* The value of merged cells stands in the first of them; a formula nobody has calculated yet has
 * none. */
static void test_merged_cells_and_formulas(void **state)
{
    (void)state;
    make_book(WORKBOOK(""),
              "<row r='1'><c r='A1'><v>1</v></c><c r='B1'/><c r='C1'><v>3</v></c></row>"
              "<row r='2'><c r='A2'/><c r='B2' t='inlineStr'><is><t>b</t></is></c></row>"
              "<row r='3'><c r='A3'><f>B1</f></c><c r='B3' t='str'><f>\"1\"&amp;2</f><v>12</v></c>"
              "<c r='C3' t='e'><f>1/0</f><v>#DIV/0!</v></c>"
              "<c r='D3'><f t='shared' ref='D3:D4' si='0'>1+1</f><v>2</v></c></row>"
              "</sheetData><mergeCells count='2'><mergeCell ref='A1:B1'/><mergeCell ref='A2:A3'/>"
              "</mergeCells><sheetData>");
    reads_as("1:[1][][3] 2:[][b] 3:[][12][#DIV/0!][2] ");
}

static void test_cells_are_read_as_a_person_sees_them(void **state)
{
    (void)state;
    make_book(
        WORKBOOK(""),
        "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='C1' t='s'><v>1</v></c>"
        "<c r='D1' t='s'><v>2</v></c></row>"
        "<row r='3'><c r='A3' t='inlineStr'><is><t>in</t><r><t>line</t></r></is></c>"
        "<c r='B3' t='b'><v>1</v></c><c r='C3' t='e'><v>#N/A</v></c>"
        "<c r='D3' t='str'><f>A1</f><v>formula</v></c><c r='E3'><f>1+1</f><v>2</v></c></row>"
        "<row><c><v>1.3800138E10</v></c><c><v>0.1</v></c><c><v>0.30000000000000004</v></c>"
        "<c><v>1.2E-5</v></c><c s='4'><v>123</v></c><c s='6'><v>2.5</v></c></row>"
        "<row r='5'><c s='1'><v>46348</v></c><c s='2'><v>46348.770833333336</v></c>"
        "<c s='3'><v>46348.5</v></c><c s='5'><v>1.5</v></c><c s='7'><v>0.75</v></c>"
        "<c s='8'><v>46348</v></c><c s='9'><v>46348</v></c></row>"
        "<row r='6'><c s='1'><v>1</v></c><c s='1'><v>59</v></c><c s='1'><v>60</v></c>"
        "<c s='1'><v>61</v></c><c s='1'><v>-1</v></c><c s='1'><v>2958466</v></c></row>"
        "<row r='7'><c r='A7' s='1'/></row>"
        "<row r='8'><c r='B8' t='d'><v>2026-11-22T18:30:00</v></c><c r='A8'><v>x</v></c></row>");
    reads_as("1:[name][][rich ][a\rb_c_xyz_] 3:[inline][TRUE][#N/A][formula][2] "
             "4:[13800138000][0.1][0.3][0.000012][000123][2.5] "
             "5:[2026-11-22][2026-11-22 18:30:00][2026-11-22 12:00:00][36:00:00][18:00:00]"
             "[2026-11-22][2026-11-22] "
             "6:[1900-01-01][1900-02-28][1900-02-29][1900-03-01][-1][2958466] "
             "8:[x][2026-11-22 18:30:00] ");
}

static void test_merged_cells_and_formulas_nobody_computed(void **state)
{
    (void)state;
    make_book(WORKBOOK(""), "<row r='1'><c r='A1' t='inlineStr'><is><t>both</t></is></c>"
                            "<c r='B1'><v>1</v></c></row>"
                            "<row r='2'><c r='A2'/><c r='B2'><v>2</v></c></row>"
                            "<row r='3'><c r='A3' t='str'><f>A1</f></c><c r='B3'><f>B1+B2</f></c>"
                            "<c r='C3' t='e'><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>"
                            "<mergeCells count='1'><mergeCell ref='A1:A2'/></mergeCells>"
                            "<sheetData>");
    reads_as("1:[both][1] 2:[][2] 3:[][][#DIV/0!] ");
}

/* As many as a sheet can have: the last is read, in constant memory. */
static void test_a_full_sheet_is_read_to_its_end(void **state)
{
    (void)state;
    enum { ROWS = 1048576, ROWS_OF_PIECE = 4096 };
    unlink(path);
    const zipFile zip = zipOpen64(path, APPEND_STATUS_CREATE);
    add_part(zip, "xl/workbook.xml", "<workbook/>", 11);
    assert_int_equal(zipOpenNewFileInZip(zip, "xl/worksheets/sheet1.xml", NULL, NULL, 0, NULL, 0,
                                         NULL, Z_DEFLATED, 1),
                     ZIP_OK);
    assert_int_equal(zipWriteInFileInZip(zip, "<worksheet><sheetData>", 22), ZIP_OK);
    for (int i = 0; i < ROWS; i += ROWS_OF_PIECE) {
        const ArenaMark mark  = arena_mark(arena);
        StrBuf          piece = strbuf(arena, 256 * 1024);
        for (int j = 1; j <= ROWS_OF_PIECE; j++)
            strbuf_fmt(&piece, "<row><c><v>%d</v></c></row>", i + j);
        const Str text = strbuf_str(&piece);
        assert_int_equal(zipWriteInFileInZip(zip, text.ptr, (unsigned)text.len), ZIP_OK);
        arena_rewind(arena, mark);
    }
    assert_int_equal(zipWriteInFileInZip(zip, "</sheetData></worksheet>", 24), ZIP_OK);
    assert_int_equal(zipCloseFileInZip(zip), ZIP_OK);
    assert_int_equal(zipClose(zip, NULL), ZIP_OK);
    XlsxReader *reader = NULL;
    const char *reason = NULL;
    CsvRow      row    = { 0 };
    int64_t     rows = 0, last = 0;
    assert_int_equal(xlsx_reader_open(path, &reader, &reason), OK);
    while (xlsx_reader_next(reader, &row) == OK) {
        rows++;
        if (rows == ROWS) assert_true(str_to_i64(row.cell[0], &last));
    }
    assert_int_equal(rows, ROWS);
    assert_int_equal(last, ROWS);
    xlsx_reader_close(reader);
}

static void test_the_1904_date_system(void **state)
{
    (void)state;
    make_book(WORKBOOK("<workbookPr date1904='1'/>"),
              "<row><c s='1'><v>0</v></c><c s='2'><v>44886.5</v></c></row>");
    reads_as("1:[1904-01-01][2026-11-22 12:00:00] ");
}

static void test_bad_rows_do_not_stop_the_next(void **state)
{
    (void)state;
    StrBuf buf = strbuf(arena, 1 << 20);
    strbuf_add(&buf, S("<row r='1'><c t='s'><v>99</v></c></row><row r='2'><c><v>1</v></c></row>"
                       "<row r='3'><c r='XFE3'><v>1</v></c></row><row r='4'><c t='str'><v>"));
    for (int i = 0; i < 140000; i++) strbuf_char(&buf, 'x');
    strbuf_add(&buf, S("</v></c></row><row r='5'><c r='XFD5'><v>5</v></c></row>"));
    make_book(WORKBOOK(""), str_z(arena, strbuf_str(&buf)));
    XlsxReader *reader = NULL;
    const char *reason = NULL;
    CsvRow      row    = { 0 };
    assert_int_equal(xlsx_reader_open(path, &reader, &reason), OK);
    assert_int_equal(xlsx_reader_next(reader, &row), ERR_INVALID);
    assert_int_equal(row.number, 1);
    assert_int_equal(xlsx_reader_next(reader, &row), OK);
    assert_int_equal(xlsx_reader_next(reader, &row), ERR_LIMIT);
    assert_int_equal(row.number, 3);
    assert_int_equal(xlsx_reader_next(reader, &row), ERR_LIMIT);
    assert_int_equal(xlsx_reader_next(reader, &row), OK);
    assert_int_equal(row.count, 16384);
    assert_int_equal(xlsx_reader_next(reader, &row), ERR_NOT_FOUND);
    xlsx_reader_close(reader);
}

static void test_a_broken_sheet_tells_it_once(void **state)
{
    (void)state;
    make_book(WORKBOOK(""), "<row r='1'><c><v>1</v></c></row><row r='2'><c></row>");
    reads_as("1:[1] 2:INVALID ");
    make_book(WORKBOOK(""), "<row r='1'><c><v>1</v></c></row></sheetData></worksheet>"
                            "<!-- what follows the end -->");
    reads_as("1:[1] 2:INVALID ");
}

static void test_what_is_no_spreadsheet(void **state)
{
    (void)state;
    static const char ole[]  = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    unlink(path);
    refused(ERR_INVALID, "xlsx.malformed");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs("name,phone\n", file);
    fclose(file);
    refused(ERR_INVALID, "xlsx.malformed");
    file = fopen(path, "wb");
    fwrite(ole, 1, sizeof(ole), file);
    fclose(file);
    refused(ERR_INVALID, "xlsx.old_format");
    file = fopen(path, "ab");
    fwrite(name, 1, sizeof(name), file);
    fclose(file);
    refused(ERR_INVALID, "xlsx.encrypted");
    make((PartText[]){ { "word/document.xml", "<x/>" } }, 1);
    refused(ERR_INVALID, "xlsx.malformed");
    make((PartText[]){ { "Index/Document.iwa", "x" } }, 1);
    refused(ERR_INVALID, "xlsx.numbers");
    make((PartText[]){ { "Index.zip", "x" } }, 1);
    refused(ERR_INVALID, "xlsx.numbers");
    make((PartText[]){ { "xl/workbook.xml", "<workbook" } }, 1);
    refused(ERR_INVALID, "xlsx.malformed");
    make((PartText[]){ { "xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><workbook/>" } }, 1);
    refused(ERR_INVALID, "xlsx.malformed");
}

static void test_a_web_page_is_known_however_it_is_written(void **state)
{
    (void)state;
    static const char wide[] = "\xFF\xFE<\0h\0t\0m\0l\0>\0";
    assert_true(xlsx_reader_is_web_page((Str){ wide, sizeof(wide) - 1 }));
    assert_true(xlsx_reader_is_web_page(S("\xEF\xBB\xBF \n<!DOCTYPE html>")));
    assert_true(xlsx_reader_is_web_page(
        S("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>")));
    assert_false(xlsx_reader_is_web_page(S("<")));
    assert_false(xlsx_reader_is_web_page(S("")));
    assert_false(xlsx_reader_is_web_page(S("<5,phone\n1,2\n")));
    assert_false(xlsx_reader_is_web_page(S("name,html\n<html>,2\n")));
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs("<table><tr><td>1</td></tr></table>", file);
    fclose(file);
    refused(ERR_INVALID, "xlsx.web_page");
}

static void test_a_bomb_is_refused(void **state)
{
    (void)state;
    const size_t size = 8u << 20;
    char        *text = arena_make(arena, char, size);
    memset(text, ' ', size);
    memcpy(text, "<worksheet><sheetData>", 22);
    unlink(path);
    const zipFile zip = zipOpen64(path, APPEND_STATUS_CREATE);
    add_part(zip, "xl/workbook.xml", "<workbook/>", 11);
    add_part(zip, "xl/worksheets/sheet1.xml", text, size);
    assert_int_equal(zipClose(zip, NULL), ZIP_OK);
    reads_as("1:LIMIT ");
}

static void test_a_file_that_cannot_be_written_is_told_at_the_end(void **state)
{
    (void)state;
    const Str   cells[] = { S("a") };
    XlsxWriter *writer  = xlsx_writer_open("/no/such/folder/file.xlsx", S("s"));
    xlsx_writer_row(writer, cells, NULL, 1);
    assert_int_equal(xlsx_writer_close(writer), ERR_INTERNAL);
}

static void test_many_rows_come_back_in_order(void **state)
{
    (void)state;
    XlsxWriter *writer = xlsx_writer_open(path, S("rows"));
    const bool  both[] = { false, true };
    for (int i = 0; i < 20000; i++) {
        const ArenaMark mark    = arena_mark(arena);
        const Str       cells[] = { str_fmt(arena, "row %d", i), str_fmt(arena, "%d", i) };
        xlsx_writer_row(writer, cells, both, 2);
        arena_rewind(arena, mark);
    }
    assert_int_equal(xlsx_writer_close(writer), OK);
    XlsxReader *reader = NULL;
    const char *reason = NULL;
    CsvRow      row    = { 0 };
    assert_int_equal(xlsx_reader_open(path, &reader, &reason), OK);
    for (int i = 0; i < 20000; i++) {
        int64_t value = -1;
        assert_int_equal(xlsx_reader_next(reader, &row), OK);
        assert_int_equal(row.count, 2);
        assert_true(str_to_i64(row.cell[1], &value));
        assert_int_equal(value, i);
    }
    assert_int_equal(xlsx_reader_next(reader, &row), ERR_NOT_FOUND);
    xlsx_reader_close(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_written_is_read),
        cmocka_unit_test(test_merged_cells_and_formulas),
        cmocka_unit_test(test_cells_are_read_as_a_person_sees_them),
        cmocka_unit_test(test_merged_cells_and_formulas_nobody_computed),
        cmocka_unit_test(test_a_full_sheet_is_read_to_its_end),
        cmocka_unit_test(test_the_1904_date_system),
        cmocka_unit_test(test_bad_rows_do_not_stop_the_next),
        cmocka_unit_test(test_a_broken_sheet_tells_it_once),
        cmocka_unit_test(test_what_is_no_spreadsheet),
        cmocka_unit_test(test_a_web_page_is_known_however_it_is_written),
        cmocka_unit_test(test_a_bomb_is_refused),
        cmocka_unit_test(test_a_file_that_cannot_be_written_is_told_at_the_end),
        cmocka_unit_test(test_many_rows_come_back_in_order),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
