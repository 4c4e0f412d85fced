/* xlsx_fuzz.c -- any bytes as a file, and as each part of an otherwise whole spreadsheet. */
#include "wire/xlsx.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct {
    const char *name, *text;
} parts[] = {
    { "xl/workbook.xml", "<workbook><sheets><sheet id='r1'/></sheets></workbook>" },
    { "xl/_rels/workbook.xml.rels",
      "<R><Relationship Id='r1' Type='t/worksheet' Target='worksheets/sheet1.xml'/></R>" },
    { "xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>" },
    { "xl/styles.xml", "<s><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></s>" },
    { "xl/worksheets/sheet1.xml", "<w><sheetData><row r='1'><c t='s'><v>0</v></c><c "
                                  "s='1'><v>46348</v></c></row></sheetData></w>" },
};

static void add_part(zipFile zip, const char *name, const void *text, size_t len)
{
    ASSERT(zipOpenNewFileInZip(zip, name, NULL, NULL, 0, NULL, 0, NULL, 0, 0) == ZIP_OK);
    ASSERT(zipWriteInFileInZip(zip, text, (unsigned)len) == ZIP_OK);
    ASSERT(zipCloseFileInZip(zip) == ZIP_OK);
}

static void make_book(const char *path, size_t replaced, const uint8_t *data, size_t size)
{
    const zipFile zip = zipOpen64(path, APPEND_STATUS_CREATE);
    ASSERT(zip != NULL);
    for (size_t i = 0; i < COUNT(parts); i++) {
        if (i == replaced)
            add_part(zip, parts[i].name, data, size);
        else
            add_part(zip, parts[i].name, parts[i].text, strlen(parts[i].text));
    }
    ASSERT(zipClose(zip, NULL) == ZIP_OK);
}

static void read_book(const char *path)
{
    XlsxReader *reader = NULL;
    const char *reason = NULL;
    if (xlsx_reader_open(path, &reader, &reason) != OK) {
        ASSERT(reason != NULL);
        return;
    }
    CsvRow row = { 0 };
    for (Code code = OK; code != ERR_NOT_FOUND;) {
        code = xlsx_reader_next(reader, &row);
        for (size_t i = 0; code == OK && i < row.count; i++) ASSERT(row.cell[i].ptr != NULL);
    }
    xlsx_reader_close(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int fd = -1;
    char       path[64];
    if (size == 0) return 0;
    if (fd < 0) fd = memfd_create("xlsx", MFD_CLOEXEC);
    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    ASSERT(ftruncate(fd, 0) == 0);
    const size_t part = data[0] % (COUNT(parts) + 1);
    if (part < COUNT(parts))
        make_book(path, part, data + 1, size - 1);
    else
        ASSERT(pwrite(fd, data + 1, size - 1, 0) == (ssize_t)(size - 1));
    read_book(path);
    return 0;
}
