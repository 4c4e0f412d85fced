/* org_directory_http.h -- the handlers of directory and stores, and their rows in the table of
 * org_http.c.  Private to org/. */
#ifndef ORG_ORG_DIRECTORY_HTTP_H
#define ORG_ORG_DIRECTORY_HTTP_H

#include "http/http.h"

/* Handlers: as described by their rows below. */
Code org_directory_http_departments(Call *call) MUST_USE;
Code org_directory_http_staff_page(Call *call) MUST_USE;
Code org_directory_http_staff(Call *call) MUST_USE;
Code org_directory_http_set_store(Call *call) MUST_USE;
Code org_directory_http_regions(Call *call) MUST_USE;
Code org_directory_http_create_region(Call *call) MUST_USE;
Code org_directory_http_update_region(Call *call) MUST_USE;
Code org_directory_http_delete_region(Call *call) MUST_USE;
Code org_directory_http_stores(Call *call) MUST_USE;
Code org_directory_http_create_store(Call *call) MUST_USE;
Code org_directory_http_store(Call *call) MUST_USE;
Code org_directory_http_update_store(Call *call) MUST_USE;
Code org_directory_http_delete_store(Call *call) MUST_USE;

extern const Shape org_directory_http_department_page_shape, org_directory_http_staff_page_shape,
    org_directory_http_region_page_shape, org_directory_http_store_page_shape,
    org_directory_http_store_of_staff_shape;

// clang-format off
#define DIRECTORY(name) org_directory_http_##name
#define ORG_DIRECTORY_ROUTES \
    { GET,     "/api/departments",  PERM_ORG_READ,  DIRECTORY(departments),   NULL, NULL, &DIRECTORY(department_page_shape), 0, "All departments, flat" }, \
    { GET,     "/api/staff",        PERM_ORG_READ,  DIRECTORY(staff_page),    &staff_filter_shape, NULL, &DIRECTORY(staff_page_shape), 0, "Search staff" }, \
    { GET,     "/api/staff/{id}",   PERM_ORG_READ,  DIRECTORY(staff),         NULL, NULL, &staff_shape, 0, "Read one member of staff" }, \
    { PUT,     "/api/staff/{id}",   PERM_ORG_WRITE, DIRECTORY(set_store),     NULL, &DIRECTORY(store_of_staff_shape), &staff_shape, AUDITED | IDEMPOTENT | IF_MATCH, "Say in which store a member works" }, \
    { GET,     "/api/regions",      PERM_ORG_READ,  DIRECTORY(regions),       NULL, NULL, &DIRECTORY(region_page_shape), 0, "All regions, flat" }, \
    { POST,    "/api/regions",      PERM_ORG_WRITE, DIRECTORY(create_region), NULL, &region_shape, &region_shape, AUDITED | IDEMPOTENT | CREATED, "Create a region" }, \
    { PUT,     "/api/regions/{id}", PERM_ORG_WRITE, DIRECTORY(update_region), NULL, &region_shape, &region_shape, AUDITED | IDEMPOTENT | IF_MATCH, "Change a region" }, \
    { DELETE_, "/api/regions/{id}", PERM_ORG_WRITE, DIRECTORY(delete_region), NULL, NULL, NULL, AUDITED | NO_BODY | IF_MATCH, "Delete an empty region" }, \
    { GET,     "/api/stores",       PERM_ORG_READ,  DIRECTORY(stores),        &store_filter_shape, NULL, &DIRECTORY(store_page_shape), 0, "Search stores" }, \
    { POST,    "/api/stores",       PERM_ORG_WRITE, DIRECTORY(create_store),  NULL, &store_shape, &store_shape, AUDITED | IDEMPOTENT | CREATED, "Create a store" }, \
    { GET,     "/api/stores/{id}",  PERM_ORG_READ,  DIRECTORY(store),         NULL, NULL, &store_shape, 0, "Read one store" }, \
    { PUT,     "/api/stores/{id}",  PERM_ORG_WRITE, DIRECTORY(update_store),  NULL, &store_shape, &store_shape, AUDITED | IDEMPOTENT | IF_MATCH, "Change a store" }, \
    { DELETE_, "/api/stores/{id}",  PERM_ORG_WRITE, DIRECTORY(delete_store),  NULL, NULL, NULL, AUDITED | NO_BODY | IF_MATCH, "Delete a store nobody works in" },
// clang-format on

#endif
