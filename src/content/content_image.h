/* content_image.h -- the size of a picture, from its first bytes. */
#ifndef CONTENT_CONTENT_IMAGE_H
#define CONTENT_CONTENT_IMAGE_H

#include "base/base.h"

/* PNG and JPEG; false leaves the outputs untouched. */
bool content_image_size(Str bytes, int32_t *width, int32_t *height);

#endif
