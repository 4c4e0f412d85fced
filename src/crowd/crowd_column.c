/* crowd_column.c -- variables of persons: numbers, and words with a bitmap for each where they are
 * few. */
#include "crowd/crowd_store.h"

#include <math.h>
#include <stdlib.h>

static bool is_numeric(RuleType type)
{
    return type == RULE_TYPE_NUMBER || type == RULE_TYPE_MONEY || type == RULE_TYPE_TIME;
}

static bool is_enumerated(RuleType type)
{
    return type == RULE_TYPE_ENUM || type == RULE_TYPE_FLAG;
}

static CrowdColumn *find(const Crowd *crowd, Str name)
{
    for (uint32_t i = 0; i < crowd->column_count; i++)
        if (str_equal(crowd->columns[i].name, name)) return &crowd->columns[i];
    return NULL;
}

const CrowdColumn *crowd_column(const Crowd *crowd, Str name) { return find(crowd, name); }

bool crowd_has_column(const Crowd *crowd, Str name) { return find(crowd, name) != NULL; }

void crowd_add_column(Crowd *crowd, Str name, RuleType type)
{
    if (find(crowd, name)) return;
    crowd->columns      = crowd_grow(crowd->columns, sizeof *crowd->columns, &crowd->column_room,
                                     (size_t)crowd->column_count + 1);
    CrowdColumn *column = &crowd->columns[crowd->column_count++];
    *column =
        (CrowdColumn){ .name  = str_copy(crowd->own, name),
                       .type  = type,
                       .topic = crowd_topic(crowd, str_fmt(crowd->own, "v:%.*s", FMT(name))) };
}

static void make_room(const Crowd *crowd, CrowdColumn *column, uint32_t person)
{
    const uint32_t before = column->room;
    const size_t   need   = crowd_room(crowd) > person ? crowd_room(crowd) : (size_t)person + 1;
    if (person < before) return;
    if (!is_numeric(column->type)) {
        column->word = crowd_grow(column->word, sizeof *column->word, &column->room, need);
        return;
    }
    column->number = crowd_grow(column->number, sizeof *column->number, &column->room, need);
    for (uint32_t i = before; i < column->room; i++) column->number[i] = (double)NAN;
}

static bool same(double a, double b) { return (isnan(a) && isnan(b)) || (a <= b && a >= b); }

static void set_number(Crowd *crowd, CrowdColumn *column, uint32_t person, double number)
{
    make_room(crowd, column, person);
    if (same(column->number[person], number)) return;
    column->number[person] = number;
    crowd_note(crowd, person, column->topic);
}

static roaring_bitmap_t *set_of_word(CrowdColumn *column, uint32_t word)
{
    column->of_word = crowd_grow(column->of_word, sizeof(roaring_bitmap_t *), &column->of_word_room,
                                 (size_t)word + 1);
    if (!column->of_word[word]) column->of_word[word] = roaring_bitmap_create();
    return column->of_word[word];
}

static void set_word(Crowd *crowd, CrowdColumn *column, uint32_t person, uint32_t word)
{
    make_room(crowd, column, person);
    const uint32_t before = column->word[person];
    if (before == word) return;
    column->word[person] = word;
    if (is_enumerated(column->type)) {
        if (before) roaring_bitmap_remove(set_of_word(column, before), person);
        if (word) roaring_bitmap_add(set_of_word(column, word), person);
    }
    crowd_note(crowd, person, column->topic);
}

void crowd_put_word(Crowd *crowd, Str name, uint32_t person, Str word)
{
    CrowdColumn *column = find(crowd, name);
    if (!column) return;
    if (is_numeric(column->type)) {
        set_number(crowd, column, person, word.ptr ? rule_number_of_text(word) : (double)NAN);
        return;
    }
    set_word(crowd, column, person, word.ptr ? crowd_word_take(&column->words, word) : 0);
}

void crowd_put_number(Crowd *crowd, Str name, uint32_t person, double number)
{
    CrowdColumn *column = find(crowd, name);
    ASSERT(!column || is_numeric(column->type));
    if (column) set_number(crowd, column, person, number);
}

void crowd_put_nothing(Crowd *crowd, Str name, uint32_t person)
{
    crowd_put_word(crowd, name, person, (Str){ 0 });
}

RuleValue crowd_column_value(const CrowdColumn *column, uint32_t person)
{
    const RuleValue nothing = { .kind = RULE_NULL };
    if (person >= column->room) return nothing;
    if (is_numeric(column->type))
        return isnan(column->number[person]) ? nothing : rule_of_number(column->number[person]);
    const uint32_t word = column->word[person];
    if (!word) return nothing;
    if (column->type == RULE_TYPE_FLAG)
        return rule_of_flag(str_equal(crowd_word(&column->words, word), S("true")));
    return rule_of_text(crowd_word(&column->words, word));
}

RuleValue crowd_value(const Crowd *crowd, Str name, uint32_t person)
{
    const CrowdColumn *column = find(crowd, name);
    return column ? crowd_column_value(column, person) : (RuleValue){ .kind = RULE_NULL };
}

void crowd_column_deinit(CrowdColumn *column)
{
    for (uint32_t i = 0; i < column->of_word_room; i++)
        if (column->of_word[i]) roaring_bitmap_free(column->of_word[i]);
    free(column->of_word);
    free(column->number);
    free(column->word);
    word_table_deinit(&column->words);
}

size_t crowd_column_bytes(const CrowdColumn *column)
{
    size_t bytes = column->room * (column->number ? sizeof(double) : sizeof(uint32_t)) +
                   word_table_bytes(&column->words) + column->of_word_room * sizeof(void *);
    for (uint32_t i = 0; i < column->of_word_room; i++)
        if (column->of_word[i]) bytes += roaring_bitmap_size_in_bytes(column->of_word[i]);
    return bytes;
}
