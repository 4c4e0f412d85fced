/* people_result.c -- frozen results: arrays of persons that windows are read from. */
#include "people/people_store.h"

#include <stdlib.h>
#include <string.h>

typedef struct Result {
    struct Result *next; /* the one used before this */
    char           id[RESULT_ID_CHARS];
    ResultOwner    owner;
    uint32_t      *persons;
    size_t         count;
} Result;

struct PeopleResults {
    pthread_mutex_t lock;
    Result         *newest; /* by use */
    size_t          bytes, bytes_max;
};

PeopleResults *people_results_new(size_t bytes_max)
{
    PeopleResults *results = calloc(1, sizeof *results);
    ASSERT(results != NULL);
    ASSERT(pthread_mutex_init(&results->lock, NULL) == 0);
    results->bytes_max = bytes_max;
    return results;
}

static size_t bytes_of(const Result *result)
{
    return sizeof *result + result->count * sizeof *result->persons;
}

/* Takes the one out that `at` leads to. */
static void drop(PeopleResults *results, Result **at)
{
    Result *result = *at;
    *at            = result->next;
    results->bytes -= bytes_of(result);
    free(result->persons);
    free(result);
}

void people_results_free(PeopleResults *results)
{
    if (results == NULL) return;
    while (results->newest) drop(results, &results->newest);
    ASSERT(pthread_mutex_destroy(&results->lock) == 0);
    free(results);
}

static bool is_owner(const Result *result, ResultOwner owner)
{
    return result->owner.tenant_id == owner.tenant_id && result->owner.user_id == owner.user_id &&
           result->owner.scope_id == owner.scope_id;
}

/* Too many of one owner, or too much of all: the longest unused go, but never the newest. */
static void make_room(PeopleResults *results, ResultOwner owner)
{
    size_t bytes = 0, own = 0;
    for (Result **at = &results->newest; *at;) {
        bytes += bytes_of(*at);
        if (is_owner(*at, owner)) own++;
        const bool is_one_too_many = is_owner(*at, owner) && own > RESULTS_OF_USER_MAX;
        if (*at != results->newest && (is_one_too_many || bytes > results->bytes_max)) {
            bytes -= bytes_of(*at);
            drop(results, at);
        } else {
            at = &(*at)->next;
        }
    }
}

Str people_results_keep(PeopleResults *results, Arena *arena, ResultOwner owner, uint32_t *persons,
                        size_t count)
{
    const Str id     = random_token(arena, RESULT_ID_CHARS);
    Result   *result = calloc(1, sizeof *result);
    ASSERT(result != NULL && id.len == RESULT_ID_CHARS);
    *result = (Result){ .owner = owner, .persons = persons, .count = count };
    memcpy(result->id, id.ptr, RESULT_ID_CHARS);
    LOCKED(&results->lock);
    result->next    = results->newest;
    results->newest = result;
    results->bytes += bytes_of(result);
    make_room(results, owner);
    return id;
}

/* The result, now the newest by use; NULL when there is none. */
static const Result *use(PeopleResults *results, ResultOwner owner, Str id)
{
    for (Result **at = &results->newest; *at; at = &(*at)->next) {
        Result *result = *at;
        if (!is_owner(result, owner) || !str_equal((Str){ result->id, RESULT_ID_CHARS }, id))
            continue;
        *at             = result->next;
        result->next    = results->newest;
        results->newest = result;
        return result;
    }
    return NULL;
}

bool people_results_window(PeopleResults *results, ResultOwner owner, Str id, size_t offset,
                           size_t limit, uint32_t *persons, size_t *count, size_t *total)
{
    LOCKED(&results->lock);
    const Result *result = use(results, owner, id);
    if (result == NULL) return false;
    *total = result->count;
    *count = offset >= result->count          ? 0
             : result->count - offset < limit ? result->count - offset
                                              : limit;
    if (*count) memcpy(persons, result->persons + offset, *count * sizeof *persons);
    return true;
}

bool people_results_place(PeopleResults *results, ResultOwner owner, Str id, uint32_t person,
                          uint32_t *at, size_t *total)
{
    LOCKED(&results->lock);
    const Result *result = use(results, owner, id);
    if (result == NULL) return false;
    *total = result->count;
    *at    = PEOPLE_NONE;
    for (size_t i = 0; i < result->count && *at == PEOPLE_NONE; i++)
        if (result->persons[i] == person) *at = (uint32_t)i;
    return true;
}

void people_results_drop(PeopleResults *results, int64_t tenant_id)
{
    LOCKED(&results->lock);
    for (Result **at = &results->newest; *at;)
        if ((*at)->owner.tenant_id == tenant_id)
            drop(results, at);
        else
            at = &(*at)->next;
}

size_t people_results_bytes(PeopleResults *results)
{
    LOCKED(&results->lock);
    return results->bytes;
}
