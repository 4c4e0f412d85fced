/* fault.c -- the list of ordered failures. */
#include "sim/fault.h"

#include "sys/random.h"

#include <stdlib.h>

int64_t fault_add(Fault **faults, const Fault *fault)
{
    Fault *copy = malloc(sizeof(*copy));
    ASSERT(copy != NULL);
    *copy        = *fault;
    copy->next   = NULL;
    copy->id     = 1;
    Fault **last = faults;
    for (; *last; last = &(*last)->next) copy->id = (*last)->id + 1;
    *last = copy;
    return copy->id;
}

static bool is_for(const Fault *fault, Str path, int64_t now_ms)
{
    const Str want = str_of(fault->path);
    if (fault->times == 0 || (fault->until_ms != 0 && now_ms >= fault->until_ms)) return false;
    if (str_ends(want, S("*"))) return str_starts(path, str_slice(want, 0, want.len - 1));
    return str_equal(want, path);
}

Fault *fault_take(Fault **faults, Str path, int64_t now_ms)
{
    for (Fault *fault = *faults; fault; fault = fault->next) {
        if (!is_for(fault, path, now_ms)) continue;
        if (fault->percent > 0 && (int64_t)(random_u64() % 100) >= fault->percent) continue;
        if (fault->times > 0) fault->times--;
        fault->taken++;
        return fault;
    }
    return NULL;
}

void fault_clear(Fault **faults, int64_t id)
{
    while (*faults) {
        Fault *fault = *faults;
        if (id == 0 || fault->id == id) {
            *faults = fault->next;
            free(fault);
        } else {
            faults = &fault->next;
        }
    }
}
