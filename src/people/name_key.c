/* name_key.c -- how names are sorted: as a reader of Chinese expects, by pinyin (ICU). */
#include "people/people_store.h"

#include <unicode/ucol.h>
#include <unicode/uiter.h>

/* Opened once and only read afterwards: ICU lets threads share such a one. */
static UCollator     *collator;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_collator(void)
{
    UErrorCode error = U_ZERO_ERROR;
    collator         = ucol_open("zh@collation=pinyin", &error);
    ASSERT(U_SUCCESS(error));
}

uint64_t people_name_key(Str name)
{
    UCharIterator text;
    uint32_t      state[2] = { 0 };
    uint8_t       bytes[8] = { 0 };
    uint64_t      key      = 0;
    UErrorCode    error    = U_ZERO_ERROR;
    ASSERT(pthread_once(&once, open_collator) == 0);
    uiter_setUTF8(&text, name.ptr ? name.ptr : "", (int32_t)name.len);
    const int32_t count = ucol_nextSortKeyPart(collator, &text, state, bytes, 8, &error);
    ASSERT(U_SUCCESS(error) && count <= 8);
    for (size_t i = 0; i < 8; i++) key = key << 8 | bytes[i];
    return key;
}

int people_name_compare(Str a, Str b)
{
    UErrorCode error = U_ZERO_ERROR;
    if (str_equal(a, b)) return 0;
    ASSERT(pthread_once(&once, open_collator) == 0);
    const UCollationResult result = ucol_strcollUTF8(collator, a.ptr ? a.ptr : "", (int32_t)a.len,
                                                     b.ptr ? b.ptr : "", (int32_t)b.len, &error);
    ASSERT(U_SUCCESS(error));
    return (int)result;
}
