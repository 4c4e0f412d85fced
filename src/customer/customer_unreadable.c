/* customer_unreadable.c -- whose sealed values the people index could not read. */
#include "customer/customer_unreadable.h"

typedef struct Whose {
    int64_t tenant_id, customer_id;
} Whose;

struct CustomerUnreadable {
    pthread_mutex_t lock;
    size_t          count;
    Whose           whose[CUSTOMER_UNREADABLE_MAX];
};

CustomerUnreadable *customer_unreadable_new(Arena *own)
{
    CustomerUnreadable *list = arena_make(own, CustomerUnreadable, 1);
    ASSERT(pthread_mutex_init(&list->lock, NULL) == 0);
    return list;
}

/* Under the lock; `count` when he is not among them. */
static size_t place_of(const CustomerUnreadable *list, int64_t tenant_id, int64_t customer_id)
{
    size_t at = 0;
    while (at < list->count &&
           (list->whose[at].tenant_id != tenant_id || list->whose[at].customer_id != customer_id))
        at++;
    return at;
}

void customer_unreadable_note(CustomerUnreadable *list, const Ctx *cx, int64_t customer_id)
{
    LOCKED(&list->lock);
    if (place_of(list, cx->tenant_id, customer_id) < list->count) return;
    if (list->count == CUSTOMER_UNREADABLE_MAX) return;
    list->whose[list->count++] = (Whose){ cx->tenant_id, customer_id };
    log_line(LOG_WARN, "a phone number cannot be read, taken as unknown",
             "tenant=%lld customer=%lld reason=secret.unreadable", (long long)cx->tenant_id,
             (long long)customer_id);
}

void customer_unreadable_forget(CustomerUnreadable *list, int64_t tenant_id, int64_t customer_id)
{
    LOCKED(&list->lock);
    const size_t at = place_of(list, tenant_id, customer_id);
    if (at < list->count) list->whose[at] = list->whose[--list->count];
}

Ids customer_unreadable_ids(CustomerUnreadable *list, Arena *arena, int64_t tenant_id)
{
    LOCKED(&list->lock);
    int64_t *ids   = arena_make(arena, int64_t, list->count);
    size_t   count = 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->whose[i].tenant_id == tenant_id) ids[count++] = list->whose[i].customer_id;
    return (Ids){ ids, count };
}
