/* attribute_catalogue.h -- the catalogue as the files of this folder read it. */
#ifndef ATTRIBUTE_ATTRIBUTE_CATALOGUE_H
#define ATTRIBUTE_ATTRIBUTE_CATALOGUE_H

#include "attribute/attribute_sql.h"

/* All, without how many have them: Rows of Attribute. */
Code             attribute_catalogue(Ctx *cx, Rows *attributes) MUST_USE;
/* NULL when there is none. */
const Attribute *attribute_of_id(const Rows *attributes, int64_t id);

/* The store from which most of it came, of those alike the smallest id; 0: none. */
int64_t attribute_home_store(const Rows *evidence);
/* Over the great circle, in whole metres; -1 when one of the two has no place (0, 0). */
int32_t attribute_distance_m(double from_longitude, double from_latitude, double to_longitude,
                             double to_latitude);

#endif
