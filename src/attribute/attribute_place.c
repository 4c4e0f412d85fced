/* attribute_place.c -- where something was said, and how far that is from home. */
#include "attribute/attribute_catalogue.h"

#include <math.h>

int64_t attribute_home_store(const Rows *evidence)
{
    int64_t home_id = 0;
    size_t  most    = 0;
    for (size_t i = 0; i < evidence->count; i++) {
        const int64_t id    = ROWS_AT(Evidence, *evidence, i)->store_id;
        size_t        count = 0;
        for (size_t j = 0; j < evidence->count; j++)
            count += ROWS_AT(Evidence, *evidence, j)->store_id == id;
        if (id == 0 || count < most || (count == most && id >= home_id)) continue;
        most    = count;
        home_id = id;
    }
    return home_id;
}

int32_t attribute_distance_m(double from_longitude, double from_latitude, double to_longitude,
                             double to_latitude)
{
    const double radian = 0.017453292519943295, earth_m = 6371000;
    if ((fabs(from_longitude) < 1e-9 && fabs(from_latitude) < 1e-9) ||
        (fabs(to_longitude) < 1e-9 && fabs(to_latitude) < 1e-9))
        return -1;
    const double north = sin((to_latitude - from_latitude) * radian / 2);
    const double east  = sin((to_longitude - from_longitude) * radian / 2);
    const double half =
        north * north + cos(from_latitude * radian) * cos(to_latitude * radian) * east * east;
    return (int32_t)lround(2 * earth_m * asin(sqrt(half < 1 ? half : 1)));
}
