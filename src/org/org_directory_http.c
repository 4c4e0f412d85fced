/* org_directory_http.c -- handlers of departments, staff, stores and regions. */
#include "org/org_directory_http.h"

#include "org/org.h"

typedef struct Page { Rows items; Str next_cursor; } Page;
typedef struct StoreOfStaff { int64_t store_id; } StoreOfStaff;

// clang-format off
#define PAGE_SHAPE(stem, Name)                                                         \
    static const Field stem##_page_fields[] = {                                        \
        FIELD_LIST(Page, items, stem##_shape, .flags = 0), FIELD(Page, next_cursor),   \
    };                                                                                 \
    const Shape org_directory_http_##stem##_page_shape = { .name = Name,               \
        .fields = stem##_page_fields, .count = COUNT(stem##_page_fields), .size = sizeof(Page) }
PAGE_SHAPE(department, "DepartmentPage");
PAGE_SHAPE(staff, "StaffPage");
PAGE_SHAPE(region, "RegionPage");
PAGE_SHAPE(store, "StorePage");
static const Field store_of_staff_fields[] = { FIELD_ID(StoreOfStaff, store_id, .flags = 0) };
const Shape org_directory_http_store_of_staff_shape = SHAPE(StoreOfStaff, store_of_staff_fields);
// clang-format on

static void note(Call *call, const char *noun, int64_t id)
{
    call->object = str_fmt(call->cx->arena, "%s:%lld", noun, (long long)id);
}

/* ---- departments and staff ------------------------------------------------ */

Code org_directory_http_departments(Call *call)
{
    return org_department_list(call->cx, &((Page *)call->out)->items);
}

Code org_directory_http_staff_page(Call *call)
{
    Page *page = call->out;
    return org_staff_list(call->cx, call->query, &page->items, &page->next_cursor);
}

Code org_directory_http_staff(Call *call)
{
    return org_staff_get(call->cx, (StaffId){ call->id }, call->out);
}

Code org_directory_http_set_store(Call *call)
{
    note(call, "staff", call->id);
    return org_staff_set_store(call->cx, (StaffId){ call->id }, call->if_match,
                               ((const StoreOfStaff *)call->in)->store_id, call->out);
}

/* ---- regions ---------------------------------------------------------------- */

Code org_directory_http_regions(Call *call)
{
    return org_region_list(call->cx, &((Page *)call->out)->items);
}

Code org_directory_http_create_region(Call *call)
{
    TRY(org_region_create(call->cx, call->in, call->out));
    note(call, "region", ((const Region *)call->out)->id);
    return OK;
}

Code org_directory_http_update_region(Call *call)
{
    note(call, "region", call->id);
    return org_region_update(call->cx, (RegionId){ call->id }, call->if_match, call->in, call->out);
}

Code org_directory_http_delete_region(Call *call)
{
    note(call, "region", call->id);
    return org_region_delete(call->cx, (RegionId){ call->id }, call->if_match);
}

/* ---- stores ----------------------------------------------------------------- */

Code org_directory_http_stores(Call *call)
{
    Page *page = call->out;
    return org_store_list(call->cx, call->query, &page->items, &page->next_cursor);
}

Code org_directory_http_create_store(Call *call)
{
    TRY(org_store_create(call->cx, call->in, call->out));
    note(call, "store", ((const Store *)call->out)->id);
    return OK;
}

Code org_directory_http_store(Call *call)
{
    return org_store_get(call->cx, (StoreId){ call->id }, call->out);
}

Code org_directory_http_update_store(Call *call)
{
    note(call, "store", call->id);
    return org_store_update(call->cx, (StoreId){ call->id }, call->if_match, call->in, call->out);
}

Code org_directory_http_delete_store(Call *call)
{
    note(call, "store", call->id);
    return org_store_delete(call->cx, (StoreId){ call->id }, call->if_match);
}
