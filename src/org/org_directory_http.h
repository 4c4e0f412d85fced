/* org_directory_http.h -- the handlers of directory and stores; their rows are in
 * org_http.c.  Private to org/. */
#ifndef ORG_ORG_DIRECTORY_HTTP_H
#define ORG_ORG_DIRECTORY_HTTP_H

#include "http/http.h"

/* Handlers: as described by their rows. */
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

#endif
