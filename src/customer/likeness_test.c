/* Likeness: what people mistype, and the figures on records with known duplicates. */
#include "customer/likeness.h"

#include "customer/likeness_text.h"
#include "sys/sys.h"
#include "wire/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ARENA_MAX = 512 << 20, RECORDS_MAX = 6000, CELLS = 11 };

static int with_arena(void **state)
{
    *state = arena_new(ARENA_MAX);
    return 0;
}

static int without_arena(void **state)
{
    arena_free(*state);
    return 0;
}

/* ---- texts ---------------------------------------------------------------------------------- */

static void test_texts_come_into_one_form(void **state)
{
    static const struct {
        const char *text, *plain;
    } rows[] = {
        { "  Anna-Maria  O'Neil ", "anna maria o neil" },
        { "ＡＢＣ１２３", "abc123" },
        { "上海市，浦东新区（世纪大道）100号", "上海市 浦东新区 世纪大道 100号" },
        { "王　小明", "王 小明" },
        { "", "" },
        { "···", "" },
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_string_equal(str_z(*state, likeness_plain(*state, str_of(rows[i].text))),
                            rows[i].plain);
    assert_true(likeness_is_han(S("王小明")));
    assert_false(likeness_is_han(S("王x")));
    assert_false(likeness_is_han(S("")));
}

static void test_edits_count_a_swap_of_neighbours_as_one(void **state)
{
    (void)state;
    assert_int_equal(likeness_edits(S("13800001234"), S("13800001234"), 2), 0);
    assert_int_equal(likeness_edits(S("13800001234"), S("13800001243"), 2), 1);
    assert_int_equal(likeness_edits(S("13800001234"), S("1380001234"), 2), 1);
    assert_int_equal(likeness_edits(S("王小明"), S("王晓明"), 2), 1);
    assert_int_equal(likeness_edits(S("abcdef"), S("uvwxyz"), 2), 3);
    assert_int_equal(likeness_edits(S(""), S("ab"), 2), 2);
}

static void test_measures_are_symmetric_and_bounded(void **state)
{
    static const char *const words[] = { "",       "a",     "martha",   "marhta",        "王小明",
                                         "王晓明", "dixon", "dicksonx", "上海市浦东新区" };
    (void)state;
    for (size_t i = 0; i < COUNT(words); i++)
        for (size_t j = 0; j < COUNT(words); j++) {
            const Str a = str_of(words[i]), b = str_of(words[j]);
            assert_int_equal(likeness_edits(a, b, 20), likeness_edits(b, a, 20));
            assert_int_equal(likeness_typed(a, b), likeness_typed(b, a));
            assert_true(likeness_typed(a, b) <= LIKENESS_FULL);
            assert_true(likeness_pairs(a, b) <= LIKENESS_FULL);
        }
    assert_in_range(likeness_typed(S("martha"), S("marhta")), 955, 965);  /* 0.961 */
    assert_in_range(likeness_typed(S("dixon"), S("dicksonx")), 805, 817); /* 0.813 */
}

/* ---- persons --------------------------------------------------------------------------------- */

static int weight_of(Arena *arena, LikenessFacts a, LikenessFacts b)
{
    const Likeness x = likeness_of(arena, &a), y = likeness_of(arena, &b);
    assert_int_equal(likeness_weigh(&x, &y), likeness_weigh(&y, &x));
    return likeness_weigh(&x, &y);
}

static bool shares_a_key(Arena *arena, LikenessFacts a, LikenessFacts b)
{
    int64_t        of_a[LIKENESS_KEYS_MAX], of_b[LIKENESS_KEYS_MAX];
    const Likeness x = likeness_of(arena, &a), y = likeness_of(arena, &b);
    const size_t   a_count = likeness_keys(&x, of_a), b_count = likeness_keys(&y, of_b);
    for (size_t i = 0; i < a_count; i++)
        for (size_t j = 0; j < b_count; j++)
            if (of_a[i] == of_b[j]) return true;
    return false;
}

static void test_what_people_mistype_is_found(void **state)
{
    const LikenessFacts one     = { .name     = S("王小明"),
                                    .phone    = S("13800001234"),
                                    .birthday = S("1990-05-07"),
                                    .address = S("上海市浦东新区世纪大道100号3栋502室") };
    LikenessFacts       other[] = { one, one, one, one, one, one };
    other[0].phone              = S("13800001243");      /* two digits swapped  */
    other[1].name               = S("王晓明");           /* a homophone         */
    other[2].birthday           = S("1990-07-05");       /* day and month       */
    other[3].address = S("浦东新区世纪大道100号3栋502"); /* without the city    */
    other[4].name    = S("小明王");                      /* given name first    */
    other[5].phone   = S("");
    for (size_t i = 0; i < COUNT(other); i++) {
        assert_true(weight_of(*state, one, other[i]) >= LIKENESS_SHIPPED);
        assert_true(shares_a_key(*state, one, other[i]));
    }
}

static void test_family_and_namesakes_stay_apart(void **state)
{
    const LikenessFacts one  = { .name     = S("王小明"),
                                 .phone    = S("13800001234"),
                                 .birthday = S("1990-05-07"),
                                 .address = S("上海市浦东新区世纪大道100号3栋502室") };
    LikenessFacts       wife = one, namesake = one, twin = one;
    wife.name         = S("李红");
    wife.phone        = S("13911112222");
    wife.birthday     = S("1992-11-23");
    namesake.phone    = S("13911112222");
    namesake.birthday = S("1971-01-30");
    namesake.address  = S("北京市海淀区中关村大街5号");
    twin.name         = S("赵丽颖");
    twin.phone        = S("13911112222");
    twin.address      = S("广州市天河区体育东路8号");
    assert_true(weight_of(*state, one, wife) < LIKENESS_SHIPPED);
    assert_true(weight_of(*state, one, namesake) < LIKENESS_SHIPPED);
    assert_true(weight_of(*state, one, twin) < LIKENESS_SHIPPED);
}

static void test_who_is_known_by_a_name_alone_is_not_compared(void **state)
{
    int64_t        keys[LIKENESS_KEYS_MAX];
    const Likeness nick = likeness_of(*state, &(LikenessFacts){ .name = S("小太阳") });
    assert_int_equal(likeness_keys(&nick, keys), 0);
}

static void test_the_reason_is_told_in_words(void **state)
{
    const LikenessFacts a = { .name     = S("王小明"),
                              .phone    = S("13800001234"),
                              .birthday = S("1990-05-07") };
    LikenessFacts       b = a;
    b.phone               = S("13800001243");
    const Likeness x = likeness_of(*state, &a), y = likeness_of(*state, &b);
    assert_string_equal(str_z(*state, likeness_why(*state, &x, &y)),
                        "name:same phone:near birthday:same");
    assert_in_range(likeness_score(LIKENESS_SHIPPED), 85, 90);
    assert_int_equal(likeness_score(LIKENESS_SHIPPED + 3000), 99);
    assert_int_equal(likeness_score(-1000), 0);
}

/* ---- known duplicates ------------------------------------------------------------------------ */

typedef struct Record {
    Likeness person;
    int64_t  truth; /* records of one person have the same */
} Record;

typedef struct Entry {
    int64_t key;
    int     at;
} Entry;

typedef struct Figures {
    int64_t people, found, right, wrong, compared;
} Figures;

static Str birthday_of(Arena *arena, Str digits)
{
    if (digits.len != 8) return (Str){ 0 };
    return str_fmt(arena, "%.*s-%.*s-%.*s", FMT(str_slice(digits, 0, 4)),
                   FMT(str_slice(digits, 4, 6)), FMT(str_slice(digits, 6, 8)));
}

/* rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state,
 * date_of_birth, soc_sec_id; the last is not used. */
static void read_record(Arena *arena, const CsvRow *row, Record *record)
{
    const Str *cell = row->cell;
    Str        id   = cell[0];
    (void)str_cut(&id, '-');
    const Str           number = str_cut(&id, '-');
    const LikenessFacts facts  = {
         .id       = row->number,
         .name     = str_fmt(arena, "%.*s %.*s", FMT(cell[1]), FMT(cell[2])),
         .address  = str_fmt(arena, "%.*s %.*s %.*s %.*s %.*s %.*s", FMT(cell[3]), FMT(cell[4]),
                             FMT(cell[5]), FMT(cell[6]), FMT(cell[7]), FMT(cell[8])),
         .birthday = birthday_of(arena, cell[9]),
    };
    assert_true(str_to_i64(number, &record->truth));
    record->person = likeness_of(arena, &facts);
}

static size_t read_records(Arena *arena, const char *path, Record *records)
{
    Str    text  = { 0 };
    CsvRow row   = { 0 };
    size_t count = 0;
    assert_int_equal(file_read(arena, path, 8 << 20, &text), OK);
    CsvReader *reader = csv_reader_new(CELLS, 1000);
    csv_reader_feed(reader, text, true);
    while (csv_reader_next(reader, &row) == OK) {
        if (row.number == 1) continue;
        assert_true(count < RECORDS_MAX);
        read_record(arena, &row, &records[count++]);
    }
    csv_reader_free(reader);
    return count;
}

static int by_key(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->at - y->at;
}

static int by_pair(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* Pairs that share a key, each once, as one number. */
static size_t pairs_of(Arena *arena, const Record *records, size_t count, int64_t **pairs)
{
    Entry *entries     = arena_make(arena, Entry, count * LIKENESS_KEYS_MAX);
    size_t entry_count = 0, pair_count = 0, kept = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t      keys[LIKENESS_KEYS_MAX];
        const size_t key_count = likeness_keys(&records[i].person, keys);
        for (size_t j = 0; j < key_count; j++) entries[entry_count++] = (Entry){ keys[j], (int)i };
    }
    qsort(entries, entry_count, sizeof *entries, by_key);
    Vec all = vec_of(arena, int64_t);
    for (size_t i = 0; i < entry_count; i++)
        for (size_t j = i + 1; j < entry_count && entries[j].key == entries[i].key; j++)
            *VEC_ADD(&all, int64_t) = (int64_t)entries[i].at << 32 | entries[j].at;
    pair_count = all.count;
    *pairs     = VEC_AT(all, int64_t, 0);
    qsort(*pairs, pair_count, sizeof **pairs, by_pair);
    for (size_t i = 0; i < pair_count; i++)
        if (!kept || (*pairs)[kept - 1] != (*pairs)[i]) (*pairs)[kept++] = (*pairs)[i];
    return kept;
}

static Figures measure(Arena *arena, const Record *records, size_t count, int setting)
{
    Figures      figures    = { 0 };
    int64_t     *pairs      = NULL;
    const size_t pair_count = pairs_of(arena, records, count, &pairs);
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            figures.people += records[i].truth == records[j].truth;
    for (size_t i = 0; i < pair_count; i++) {
        const Record *a = &records[pairs[i] >> 32], *b = &records[pairs[i] & 0xffffffff];
        const bool    is_one = a->truth == b->truth;
        figures.compared++;
        figures.found += is_one;
        if (likeness_weigh(&a->person, &b->person) < setting) continue;
        figures.right += is_one;
        figures.wrong += !is_one;
    }
    return figures;
}

static void measure_file(Arena *arena, const char *name)
{
    const Str path = str_fmt(arena, WEFT_SOURCE_DIR "/../shared/data/er_febrl/%s", name);
    if (!file_exists(str_z(arena, path))) {
        print_message("no %s: skipped\n", name);
        skip();
    }
    Record      *records = arena_make(arena, Record, RECORDS_MAX);
    const size_t count   = read_records(arena, str_z(arena, path), records);
#ifdef TUNE
    for (int s = 600; s <= 2000; s += 100) {
        const Figures f = measure(arena, records, count, s);
        printf("%d: P %.4f R %.4f (blocking %.4f, compared %ld)\n", s,
               (double)f.right / (double)(f.right + f.wrong), (double)f.right / (double)f.people,
               (double)f.found / (double)f.people, f.compared);
    }
#endif
    const Figures figures   = measure(arena, records, count, LIKENESS_SHIPPED);
    const double  precision = (double)figures.right / (double)(figures.right + figures.wrong);
    const double  recall    = (double)figures.right / (double)figures.people;
    const double  f1        = 2 * precision * recall / (precision + recall);
    print_message("%s: precision %.4f, recall %.4f, F1 %.4f; of %lld pairs %lld share a key, %lld "
                  "were compared\n",
                  name, precision, recall, f1, (long long)figures.people, (long long)figures.found,
                  (long long)figures.compared);
    assert_true(precision >= 0.99);
    assert_true(f1 >= 0.95);
}

static void test_known_duplicates_are_found(void **state)
{
    measure_file(*state, "febrl1_dev.csv");
}

static void test_several_duplicates_of_one_are_found(void **state)
{
    measure_file(*state, "febrl2_dev.csv");
}

#define ON_ARENA(test) cmocka_unit_test_setup_teardown(test, with_arena, without_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_ARENA(test_texts_come_into_one_form),
        ON_ARENA(test_edits_count_a_swap_of_neighbours_as_one),
        ON_ARENA(test_measures_are_symmetric_and_bounded),
        ON_ARENA(test_what_people_mistype_is_found),
        ON_ARENA(test_family_and_namesakes_stay_apart),
        ON_ARENA(test_who_is_known_by_a_name_alone_is_not_compared),
        ON_ARENA(test_the_reason_is_told_in_words),
        ON_ARENA(test_known_duplicates_are_found),
        ON_ARENA(test_several_duplicates_of_one_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
