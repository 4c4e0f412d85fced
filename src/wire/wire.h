/* wire.h -- the codecs: pure functions between bytes and values. */
#ifndef WIRE_WIRE_H
#define WIRE_WIRE_H
#include "wire/cell.h"
#include "wire/csv.h"
#include "wire/gzip.h"
#include "wire/json.h"
#include "wire/mime.h"
#include "wire/shape_json.h"
#include "wire/text_codec.h"
#include "wire/wxcrypt.h"
#include "wire/xlsx.h"
#include "wire/xml.h"
#endif
