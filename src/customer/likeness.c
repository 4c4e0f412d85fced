/* likeness.c -- whether two customers look like one person.  Measures of texts are
 * likeness_text.c; reading customers and asking people is likeness_job.c. */
#include "customer/likeness.h"

#include "customer/likeness_text.h"

typedef enum Fit { SAME, NEAR, LIKE, SOME, DIFFERS, FITS } Fit;

static const char *const fit_words[FITS] = { "same", "near", "like", "some", "differs" };

typedef enum Fact { NAME, PHONE, BIRTHDAY, ADDRESS, EMAIL, MEMBER_NO, GENDER, FACTS } Fact;

static const char *const fact_words[FACTS] = { "name",  "phone",     "birthday", "address",
                                               "email", "member_no", "gender" };

/* In hundredths of a bit.  Of a name each of its words counts. */
// clang-format off
static const int weights[FACTS][FITS] = {
    /*               same  near  like  some  differs */
    [NAME]      = {   520,  420,  250,    0,   -260 },
    [PHONE]     = {  1400,  800,    0,    0,   -100 },
    [BIRTHDAY]  = {  1000,  600,  300, -100,   -330 },
    [ADDRESS]   = {  1000,  750,  400,    0,   -350 },
    [EMAIL]     = {  1400,  700,    0,    0,   -100 },
    [MEMBER_NO] = {  1400,  800,    0,    0,   -400 },
    [GENDER]    = {    50,    0,    0,    0,   -250 },
};
// clang-format on
/* A whole Han name: its characters are few, so that it says less than two Latin words, and one of
 * two characters less still. */
static const int han_weights[FITS] = { 850, 600, 200, 0, -300 };
enum { SWAPPED = -50, SHORT_NAME = -250 };

/* ---- made ready ---------------------------------------------------------------------------- */

Likeness likeness_of(Arena *arena, const LikenessFacts *facts)
{
    Likeness person = { .id        = facts->id,
                        .name      = likeness_plain(arena, facts->name),
                        .phone     = facts->phone,
                        .birthday  = facts->birthday,
                        .address   = likeness_plain(arena, facts->address),
                        .email     = facts->email,
                        .member_no = facts->member_no,
                        .gender    = facts->gender };
    Str      rest   = person.name;
    while (rest.len && person.name_count < LIKENESS_NAMES_MAX) {
        const Str word = str_cut(&rest, ' ');
        if (word.len) person.names[person.name_count++] = word;
    }
    return person;
}

/* ---- facts --------------------------------------------------------------------------------- */

static Fit of_word(Str a, Str b)
{
    if (str_equal(a, b)) return SAME;
    const int typed = likeness_typed(a, b);
    if (typed >= 900) return NEAR;
    return typed >= 780 ? LIKE : DIFFERS;
}

static Fit of_han(Str a, Str b)
{
    const size_t chars = str_chars(a);
    if (str_equal(a, b)) return SAME;
    if (likeness_is_shuffled(a, b)) return NEAR;
    return chars >= 3 && likeness_edits(a, b, 1) <= 1 ? LIKE : DIFFERS;
}

/* The words of the shorter name with those of the other that fit them best. */
static int weigh_words(const Likeness *a, const Likeness *b, Fit *worst)
{
    bool used[LIKENESS_NAMES_MAX] = { false };
    int  sum                      = 0;
    bool is_swapped               = false;
    if (a->name_count > b->name_count) return weigh_words(b, a, worst);
    *worst = SAME;
    for (size_t i = 0; i < a->name_count; i++) {
        size_t at   = b->name_count;
        Fit    best = FITS;
        for (size_t j = 0; j < b->name_count; j++) {
            const Fit fit = used[j] ? FITS : of_word(a->names[i], b->names[j]);
            if (fit > best || (fit == best && j != i)) continue;
            if (fit == FITS) continue;
            best = fit;
            at   = j;
        }
        if (at == b->name_count) continue;
        used[at]   = true;
        is_swapped = is_swapped || (best < DIFFERS && at != i);
        sum += weights[NAME][best];
        if (best > *worst) *worst = best;
    }
    return sum + (is_swapped ? SWAPPED : 0);
}

/* Blanks may stand anywhere. */
static int weigh_name(const Likeness *a, const Likeness *b, Fit *fit)
{
    if (!a->name_count || !b->name_count) {
        *fit = FITS;
        return 0;
    }
    if (!likeness_is_han(a->name) || !likeness_is_han(b->name)) return weigh_words(a, b, fit);
    *fit                = of_han(a->name, b->name);
    const bool is_short = *fit == SAME && str_chars(a->name) <= 2;
    return han_weights[*fit] + (is_short ? SHORT_NAME : 0);
}

static Fit of_number(Str a, Str b)
{
    if (str_equal(a, b)) return SAME;
    return a.len >= 7 && likeness_edits(a, b, 1) <= 1 ? NEAR : DIFFERS;
}

static bool is_date(Str text) { return text.len == 10; }

static Fit of_birthday(Str a, Str b)
{
    enum { YEAR = 5 };
    if (str_equal(a, b)) return is_date(a) ? SAME : LIKE;
    if (is_date(a) != is_date(b)) {
        const Str x = is_date(a) ? str_slice(a, YEAR, a.len) : a;
        const Str y = is_date(b) ? str_slice(b, YEAR, b.len) : b;
        return str_equal(x, y) ? LIKE : DIFFERS;
    }
    if (!is_date(a)) return DIFFERS;
    if (likeness_edits(a, b, 1) <= 1) return NEAR;
    const bool is_year = str_equal(str_slice(a, 0, 4), str_slice(b, 0, 4));
    if (is_year && str_equal(str_slice(a, 5, 7), str_slice(b, 8, 10)) &&
        str_equal(str_slice(a, 8, 10), str_slice(b, 5, 7)))
        return NEAR; /* day and month swapped */
    if (str_equal(str_slice(a, 5, 10), str_slice(b, 5, 10))) return NEAR;
    return is_year ? SOME : DIFFERS;
}

static Fit of_address(Str a, Str b)
{
    if (str_equal(a, b)) return SAME;
    const int share = likeness_pairs(a, b);
    if (share >= 880) return SAME;
    if (share >= 720) return NEAR;
    if (share >= 560) return LIKE;
    return share >= 420 ? SOME : DIFFERS;
}

static Fit of_email(Str a, Str b)
{
    if (str_equal(a, b)) return SAME;
    return a.len >= 10 && likeness_edits(a, b, 1) <= 1 ? NEAR : DIFFERS;
}

/* FITS where one of them is absent. */
static Fit of_text(Str a, Str b, Fit (*of)(Str a, Str b))
{
    return a.len && b.len ? of(a, b) : FITS;
}

static int weigh(const Likeness *a, const Likeness *b, Fit fits[FACTS])
{
    int        sum     = weigh_name(a, b, &fits[NAME]);
    const bool is_both = a->gender > GENDER_UNKNOWN && b->gender > GENDER_UNKNOWN;
    fits[PHONE]        = of_text(a->phone, b->phone, of_number);
    fits[BIRTHDAY]     = of_text(a->birthday, b->birthday, of_birthday);
    fits[ADDRESS]      = of_text(a->address, b->address, of_address);
    fits[EMAIL]        = of_text(a->email, b->email, of_email);
    fits[MEMBER_NO]    = of_text(a->member_no, b->member_no, of_number);
    fits[GENDER]       = !is_both ? FITS : a->gender == b->gender ? SAME : DIFFERS;
    for (int fact = PHONE; fact < FACTS; fact++)
        if (fits[fact] < FITS) sum += weights[fact][fits[fact]];
    return sum;
}

int likeness_weigh(const Likeness *a, const Likeness *b)
{
    Fit fits[FACTS];
    return weigh(a, b, fits);
}

Str likeness_why(Arena *arena, const Likeness *a, const Likeness *b)
{
    Fit    fits[FACTS];
    StrBuf text = strbuf(arena, 500);
    (void)weigh(a, b, fits);
    for (int fact = 0; fact < FACTS; fact++)
        if (fits[fact] < FITS)
            strbuf_fmt(&text, "%s%s:%s", text.len ? " " : "", fact_words[fact],
                       fit_words[fits[fact]]);
    return strbuf_str(&text);
}

int32_t likeness_score(int weight)
{
    /* Each bit above the setting halves the doubt: 88 at the setting. */
    int     bits  = (weight - LIKENESS_SHIPPED) / LIKENESS_BITS;
    int32_t doubt = 120;
    for (; bits > 0 && doubt > 1; bits--) doubt /= 2;
    for (; bits < 0 && doubt < 1000; bits++) doubt *= 2;
    return doubt >= 1000 ? 0 : (1000 - doubt) / 10;
}

/* ---- keys ---------------------------------------------------------------------------------- */

typedef struct Keys {
    int64_t *at;
    size_t   count;
} Keys;

static uint64_t mix(uint64_t seed, Str text)
{
    return (seed ^ str_hash(text)) * 0x9e3779b97f4a7c15u;
}

static void add_key(Keys *keys, uint64_t kind, Str a, Str b)
{
    const int64_t key = (int64_t)(mix(mix(kind, a), b) >> 1);
    for (size_t i = 0; i < keys->count; i++)
        if (keys->at[i] == key) return;
    if (keys->count < LIKENESS_KEYS_MAX) keys->at[keys->count++] = key;
}

/* The longest words of an address: of those with a street and a place mostly these two. */
static size_t long_words(Str address, Str words[2])
{
    size_t count = 0;
    Str    rest  = address;
    words[0] = words[1] = (Str){ 0 };
    while (rest.len) {
        const Str word = str_cut(&rest, ' ');
        if (word.len > words[0].len) {
            words[1] = words[0];
            words[0] = word;
        } else if (word.len > words[1].len) {
            words[1] = word;
        }
    }
    while (count < 2 && words[count].len >= 4) count++;
    return count;
}

static Str last_chars(Str text, size_t max)
{
    size_t at = text.len;
    for (size_t count = 0; at > 0 && count < max; count++) {
        at--;
        while (at > 0 && ((unsigned char)text.ptr[at] & 0xc0) == 0x80) at--;
    }
    return str_slice(text, at, text.len);
}

static void add_name_keys(Keys *keys, const Likeness *person)
{
    Str          words[2];
    const size_t count = long_words(person->address, words);
    for (size_t i = 0; i < person->name_count; i++) {
        const Str name = person->names[i];
        const Str head = str_prefix_chars(name, likeness_is_han(name) ? 1 : 3);
        if (person->birthday.len) add_key(keys, 'y', head, str_slice(person->birthday, 0, 4));
        if (person->phone.len >= 7) add_key(keys, 'q', name, str_slice(person->phone, 0, 7));
        if (person->phone.len >= 7) add_key(keys, 'r', name, last_chars(person->phone, 4));
        for (size_t j = 0; j < count; j++) add_key(keys, 'w', head, str_prefix_bytes(words[j], 6));
        for (size_t j = i + 1; j < person->name_count; j++) {
            const bool is_before = str_compare(name, person->names[j]) < 0;
            add_key(keys, 'n', is_before ? name : person->names[j],
                    is_before ? person->names[j] : name);
        }
    }
}

size_t likeness_keys(const Likeness *person, int64_t at[LIKENESS_KEYS_MAX])
{
    Keys      keys  = { at, 0 };
    const int known = (person->name_count > 0) + (person->phone.len > 0) +
                      (person->birthday.len > 0) + (person->address.len > 0) +
                      (person->email.len > 0) + (person->member_no.len > 0);
    if (known < 2) return 0;
    if (person->phone.len) add_key(&keys, 'p', person->phone, S(""));
    if (person->email.len) add_key(&keys, 'e', person->email, S(""));
    if (person->member_no.len) add_key(&keys, 'm', person->member_no, S(""));
    if (person->birthday.len) add_key(&keys, 'b', person->birthday, S(""));
    if (person->address.len) add_key(&keys, 'a', last_chars(person->address, 10), S(""));
    if (person->address.len) add_key(&keys, 's', str_prefix_chars(person->address, 10), S(""));
    add_name_keys(&keys, person);
    return keys.count;
}
