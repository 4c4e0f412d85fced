/* likeness.h -- whether two customers look like one person: by name, phone, birthday, address and
 * e-mail, each of which may be mistyped, swapped or missing.  Without statements.
 *
 * Each fact that both have adds or takes a weight: how much more often such a pair of values is
 * seen of one person than of two (Fellegi and Sunter), in bits.  The sum decides.  Who is worth
 * comparing is found by keys: pairs that share none are not looked at.  It only suggests: people
 * decide in the review queue. */
#ifndef CUSTOMER_LIKENESS_H
#define CUSTOMER_LIKENESS_H

#include "customer/customer.h"

enum {
    LIKENESS_KEYS_MAX  = 24,
    LIKENESS_NAMES_MAX = 4,
    LIKENESS_BITS      = 100, /* weights are in hundredths of a bit            */
    LIKENESS_SHIPPED   = 1000 /* the setting as it is shipped: see likeness_test.c */
};

/* What is known of a person; each may be absent.  `phone` and `member_no` are in their checked
 * form, birthday is YYYY-MM-DD or MM-DD. */
typedef struct LikenessFacts {
    int64_t id;
    Str     name, phone, birthday, address, email, member_no;
    Gender  gender;
} LikenessFacts;

/* The same, made ready to be compared. */
typedef struct Likeness {
    int64_t id;
    Str     name;
    Str     names[LIKENESS_NAMES_MAX];
    size_t  name_count;
    Str     phone, birthday, address, email, member_no;
    Gender  gender;
} Likeness;

/* Lives in the arena, as do the texts of the facts. */
Likeness likeness_of(Arena *arena, const LikenessFacts *facts);
/* Keys of which two alike persons mostly share one; none for who has too little to be known by. */
size_t   likeness_keys(const Likeness *person, int64_t keys[LIKENESS_KEYS_MAX]);
/* The sum of weights. */
int      likeness_weigh(const Likeness *a, const Likeness *b);
/* What spoke for and against, as words for the console: "name:same birthday:near". */
Str      likeness_why(Arena *arena, const Likeness *a, const Likeness *b);
/* A weight as 0..100: how sure. */
int32_t  likeness_score(int weight);

#endif
