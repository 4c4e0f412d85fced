/* row.c -- structs to values and result rows to structs, by shape, for both engines. */
#include "db/driver.h"

#include <string.h>

bool row_stores(const Field *field)
{
    return kind_is_column(field->kind) && (field->flags & NOT_STORED) == 0;
}

void row_match(const Shape *shape, const char *(*name)(const void *of, int column), const void *of,
               int column_count, int *columns)
{
    for (size_t i = 0; i < shape->count; i++) {
        columns[i] = -1;
        if (!kind_is_column(shape->fields[i].kind)) continue;
        for (int c = 0; c < column_count && columns[i] < 0; c++)
            if (strcmp(name(of, c), shape->fields[i].name) == 0) columns[i] = c;
    }
}

static Code unreadable(const Cursor *cursor, const Field *field, Str text, DbErr *err)
{
    return db_failed(err, ERR_INTERNAL, false, "%s: %s does not fit its field: %.*s",
                     cursor->text->name, field->name, FMT(str_prefix_bytes(text, 40)));
}

static Code read_enum(const Cursor *cursor, const Field *field, Str word, void *to, DbErr *err)
{
    const int value = word.ptr == NULL ? 0 : value_of(field->words, word);
    if (value == 0 && word.ptr != NULL) return unreadable(cursor, field, word, err);
    memcpy(to, &value, sizeof value);
    return OK;
}

static Code read_cell(const Cursor *cursor, const Field *field, int column, void *to, DbErr *err)
{
    const Driver *driver = cursor->link->db->driver;
    switch (field->kind) {
    case KIND_BOOL: *(bool *)to = driver->cell_i64(cursor, column) != 0; break;
    case KIND_I32: {
        const int64_t value = driver->cell_i64(cursor, column);
        if (value < INT32_MIN || value > INT32_MAX)
            return unreadable(cursor, field, driver->cell_str(cursor, column), err);
        *(int32_t *)to = (int32_t)value;
        break;
    }
    case KIND_I64:
    case KIND_ID:
    case KIND_TIME: *(int64_t *)to = driver->cell_i64(cursor, column); break;
    case KIND_REAL: *(double *)to = driver->cell_real(cursor, column); break;
    case KIND_STR:
    case KIND_JSON: *(Str *)to = driver->cell_str(cursor, column); break;
    case KIND_ENUM: return read_enum(cursor, field, driver->cell_str(cursor, column), to, err);
    case KIND_IDS:
    case KIND_INTS:
    case KIND_STRS:
    case KIND_LIST:
    case KIND_OBJECT: ASSERT(false && "not a column"); break;
    }
    return OK;
}

Code row_read(const Cursor *cursor, Arena *arena, void *row, DbErr *err)
{
    const Shape *shape = cursor->text->out;
    memset(row, 0, shape->size);
    for (size_t i = 0; i < shape->count; i++) {
        const Field *field = &shape->fields[i];
        if (cursor->columns[i] >= 0)
            TRY(read_cell(cursor, field, cursor->columns[i], (char *)row + field->at, err));
    }
    if (arena != NULL) shape_keep_texts(arena, shape, row);
    return OK;
}

static Value value_at(const Field *field, const char *row)
{
    const void *from = row + field->at;
    switch (field->kind) {
    case KIND_BOOL: return value_bool(*(const bool *)from);
    case KIND_I32: return value_i64(*(const int32_t *)from);
    case KIND_I64:
    case KIND_ID:
    case KIND_TIME: return value_i64(*(const int64_t *)from);
    case KIND_REAL: return value_real(*(const double *)from);
    case KIND_STR:
    case KIND_JSON: return value_str(*(const Str *)from);
    case KIND_ENUM: {
        int value;
        memcpy(&value, from, sizeof value);
        return value_str(word_of(field->words, value));
    }
    case KIND_IDS:
    case KIND_INTS:
    case KIND_STRS:
    case KIND_LIST:
    case KIND_OBJECT: break;
    }
    ASSERT(false && "not a column");
    return value_i64(0);
}

size_t row_values(const Shape *shape, const void *row, Value *values)
{
    size_t count = 0;
    for (size_t i = 0; i < shape->count; i++)
        if (row_stores(&shape->fields[i])) values[count++] = value_at(&shape->fields[i], row);
    return count;
}

bool row_is_storable(const Value *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (values[i].kind == KIND_STR && values[i].as.str.ptr != NULL &&
            memchr(values[i].as.str.ptr, 0, values[i].as.str.len) != NULL)
            return false;
    return true;
}
