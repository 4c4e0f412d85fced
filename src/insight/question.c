/* question.c -- reading query values. */
#include "insight/question_read.h"

#include "metric/metric.h"

#define WORDS(name, ...)                                            \
    static const char *const name##_list[] = { NULL, __VA_ARGS__ }; \
    const Words              name          = { name##_list, COUNT(name##_list) }

WORDS(question_measure_words, "events", "people", "per_person", "sum", "average", "min", "max",
      "median", "p90", "p95", "p99");
WORDS(question_by_words, "hour", "day", "week", "month", "quarter", "year", "weekday",
      "hour_of_day", "type", "source", "channel", "object", "actor", "property");
WORDS(question_model_words, "first", "last", "linear", "time_decay", "position", "markov",
      "shapley");

enum {
    ROWS_DEFAULT = 10000,
    DAYS_DEFAULT = 30,
    DAYS_MAX     = 40 * 366,
    RULE_NODES   = 2000,
    TEXT_MAX     = 500
};

static const int64_t WINDOW_MAX_MS = (int64_t)3660 * MS_PER_DAY;

/* ---- small readers ------------------------------------------------------------- */

static Code refuse(Ctx *cx, const char *reason, Str field, const char *allowed)
{
    return fail_field(cx, reason, str_copy(cx->arena, field), allowed);
}

static Str below(Ctx *cx, Str field, const char *name)
{
    return field.len ? str_fmt(cx->arena, "%.*s.%s", FMT(field), name) : str_of(name);
}

static Str item(Ctx *cx, Str field, size_t at)
{
    return str_fmt(cx->arena, "%.*s[%zu]", FMT(field), at);
}

/* A nested member of the value as JSON; NULL when it is not there. */
Code question_read_json(Ctx *cx, Str text, const char *field, const Json **out)
{
    const JsonLimits limits = { .bytes = 256 * 1024, .nodes = 20000, .depth = 63 };
    JsonError        error;
    *out = NULL;
    if (!text.ptr) return OK;
    if (json_parse(cx->arena, text, limits, out, &error) != OK)
        return refuse(cx, "query.bad_json", str_of(field), error.reason);
    if ((*out)->kind == JSON_NULL) *out = NULL;
    return OK;
}

/* Whether each member of an object is one of the names, divided by blanks. */
static Code only(Ctx *cx, const Json *object, Str field, const char *names)
{
    for (uint32_t i = 0; i < object->count; i++) {
        const Str key   = object->as.first[i].key;
        Str       rest  = str_of(names);
        bool      known = false;
        while (rest.ptr && !known) known = str_equal(str_cut(&rest, ' '), key);
        if (!known)
            return refuse(cx, "query.unknown_member", below(cx, field, str_z(cx->arena, key)),
                          names);
    }
    return OK;
}

static Code as_object(Ctx *cx, const Json *json, Str field, const char *names)
{
    if (json->kind != JSON_OBJECT) return refuse(cx, "query.not_allowed", field, "an object");
    return only(cx, json, field, names);
}

static Code as_text(Ctx *cx, const Json *json, Str field, Str *out)
{
    if (json->kind != JSON_STR || json->as.str.len == 0 || json->as.str.len > TEXT_MAX)
        return refuse(cx, "query.not_allowed", field, "a text of 1..500 bytes");
    *out = json->as.str;
    return OK;
}

/* One text or a list of them. */
static Code as_texts(Ctx *cx, const Json *json, Str field, Strs *out)
{
    Vec texts = vec_of(cx->arena, Str);
    if (json->kind != JSON_ARRAY) {
        TRY(as_text(cx, json, field, VEC_ADD(&texts, Str)));
    } else {
        if (json->count > QUESTION_TYPES_MAX) return refuse(cx, "query.too_many", field, "1..50");
        for (uint32_t i = 0; i < json->count; i++) {
            const Str at = item(cx, field, i);
            TRY(as_text(cx, &json->as.first[i], at, VEC_ADD(&texts, Str)));
        }
    }
    *out = (Strs){ (const Str *)(const void *)texts.at, texts.count };
    return OK;
}

static Code as_types(Ctx *cx, const Json *json, Str field, Strs *out)
{
    TRY(as_texts(cx, json, field, out));
    if (out->count == 1 && str_equal(out->at[0], S("*"))) *out = (Strs){ 0 };
    return OK;
}

/* A list of at most `max` items, or one that stands alone. */
static Code as_items(Ctx *cx, const Json *json, Str field, size_t max, JsonItems *out)
{
    *out = (JsonItems){ 0 };
    if (json == NULL) return OK;
    *out = json->kind == JSON_ARRAY ? (JsonItems){ json->as.first, json->count }
                                    : (JsonItems){ json, 1 };
    if (out->count > max)
        return refuse(cx, "query.too_many", field, str_fmt(cx->arena, "0..%zu", max).ptr);
    return OK;
}

/* "30m", "24h", "7d", "4w". */
Code question_read_duration(Ctx *cx, Str text, const char *field, int64_t otherwise, int64_t *ms)
{
    int64_t count = 0;
    *ms           = otherwise;
    if (text.len == 0) return OK;
    const char    letter = text.ptr[text.len - 1];
    const int64_t unit   = letter == 'm'   ? MS_PER_MINUTE
                           : letter == 'h' ? MS_PER_HOUR
                           : letter == 'd' ? MS_PER_DAY
                           : letter == 'w' ? 7 * (int64_t)MS_PER_DAY
                                           : 0;
    if (unit == 0 || !str_to_i64(str_slice(text, 0, text.len - 1), &count) || count < 1 ||
        count > WINDOW_MAX_MS / unit)
        return refuse(cx, "query.bad_window", str_of(field), "30m, 24h, 7d, 4w");
    *ms = count * unit;
    return OK;
}

/* ---- events, metrics, dimensions ------------------------------------------------- */

static Str types_name(Ctx *cx, Strs types)
{
    StrBuf name = strbuf(cx->arena, 4096);
    for (size_t i = 0; i < types.count; i++)
        strbuf_fmt(&name, "%s%.*s", i ? "|" : "", FMT(types.at[i]));
    return types.count ? strbuf_str(&name) : S("*");
}

/* "product.viewed", ["a", "b"], or {"event":…,"filters":…,"name":…} and what `more` names. */
/* The events of a metric that have a condition and a name of their own. */
static Code read_named(Ctx *cx, const Json *json, Str field, QuestionEvents *out)
{
    const Json *event = json_get(json, S("event")), *name = json_get(json, S("name"));
    const Str   place = below(cx, field, "event");
    if (json_get(json, S("filters")))
        return refuse(cx, "query.not_allowed", place, "one condition: within or beside it");
    TRY(question_read_events(cx, event, place, "event filters name", out));
    return name ? as_text(cx, name, below(cx, field, "name"), &out->name) : OK;
}

Code question_read_events(Ctx *cx, const Json *json, Str field, const char *names,
                          QuestionEvents *out)
{
    *out = (QuestionEvents){ .field = field };
    if (json->kind != JSON_OBJECT) {
        TRY(as_types(cx, json, field, &out->types));
        out->name = types_name(cx, out->types);
        return OK;
    }
    TRY(only(cx, json, field, names));
    const Json *event = json_get(json, S("event")), *name = json_get(json, S("name"));
    if (event && event->kind == JSON_OBJECT) return read_named(cx, json, field, out);
    if (event) TRY(as_types(cx, event, below(cx, field, "event"), &out->types));
    if (name) TRY(as_text(cx, name, below(cx, field, "name"), &out->name));
    if (!out->name.ptr) out->name = types_name(cx, out->types);
    out->filter = json_get(json, S("filters"));
    return OK;
}

static bool needs_property(QuestionMeasure measure) { return measure >= MEASURE_SUM; }

static Str without_prefix(Str property)
{
    const Str prefix = S("property.");
    return str_starts(property, prefix) ? str_slice(property, prefix.len, property.len) : property;
}

static Code read_measured(Ctx *cx, const Json *json, Str field, QuestionMetric *out)
{
    static const char names[] = "measure event property filters name";
    Str               word    = S("events");
    const Json       *measure = json->kind == JSON_STR ? json : json_get(json, S("measure"));
    if (json->kind != JSON_STR) {
        TRY(as_object(cx, json, field, names));
        TRY(question_read_events(cx, json, field, names, &out->events));
        const Json *property = json_get(json, S("property"));
        const Str   place    = below(cx, field, "property");
        if (property) TRY(as_text(cx, property, place, &out->property));
        out->property = without_prefix(out->property);
    }
    if (json->kind == JSON_STR) out->events.field = field;
    if (measure) TRY(as_text(cx, measure, below(cx, field, "measure"), &word));
    out->measure = (QuestionMeasure)value_of(&question_measure_words, word);
    if (out->measure == 0)
        return refuse(cx, "query.not_allowed", below(cx, field, "measure"),
                      "events, people, per_person, sum, average, min, max, median, p90, p95, p99");
    if (needs_property(out->measure) && out->property.len == 0)
        return refuse(cx, "query.required", below(cx, field, "property"), "the name of a property");
    const Json *name = json->kind == JSON_OBJECT ? json_get(json, S("name")) : NULL;
    if (name) {
        out->name = out->events.name;
    } else {
        out->name = out->property.ptr
                        ? str_fmt(cx->arena, "%.*s(%.*s)", FMT(word), FMT(out->property))
                        : word;
        if (out->events.types.count)
            out->name = str_fmt(cx->arena, "%.*s:%.*s", FMT(out->name), FMT(out->events.name));
    }
    return OK;
}

static Code read_ratio(Ctx *cx, const Json *formula, Str field, QuestionMetric *out)
{
    QuestionMetric *parts = arena_make(cx->arena, QuestionMetric, 2);
    const Json     *of = json_get(formula, S("of")), *over = json_get(formula, S("over"));
    TRY(only(cx, formula, field, "of over"));
    if (!of || !over) return refuse(cx, "query.required", field, "{\"of\",\"over\"}");
    TRY(read_measured(cx, of, field, &parts[0]));
    TRY(read_measured(cx, over, field, &parts[1]));
    *out = (QuestionMetric){ .measure = MEASURE_RATIO, .of = &parts[0], .over = &parts[1] };
    return OK;
}

/* {"metric": KEY}: what the catalogue says it is, called by its key. */
static Code read_catalogued(Ctx *cx, const Json *json, Str field, QuestionMetric *out)
{
    const Json *formula = NULL, *name = json_get(json, S("name"));
    Str         key = { 0 }, text = { 0 }, called = { 0 };
    TRY(only(cx, json, field, "metric name"));
    TRY(as_text(cx, json_get(json, S("metric")), below(cx, field, "metric"), &key));
    TRY(metric_find_formula(cx, key, &text));
    if (!text.ptr)
        return refuse(cx, "query.unknown_metric", below(cx, field, "metric"),
                      "a key of /api/metrics");
    called = key;
    if (name) TRY(as_text(cx, name, below(cx, field, "name"), &called));
    TRY(question_read_json(cx, text, str_z(cx->arena, field), &formula));
    if (!formula || formula->kind != JSON_OBJECT)
        return refuse(cx, "query.not_allowed", field, "an object");
    TRY(json_get(formula, S("of")) ? read_ratio(cx, formula, field, out)
                                   : read_measured(cx, formula, field, out));
    out->name         = called;
    out->formula_hash = str_hash(text);
    return OK;
}

static Code read_metric(Ctx *cx, const Json *json, Str field, QuestionMetric *out)
{
    return json->kind == JSON_OBJECT && json_get(json, S("metric"))
               ? read_catalogued(cx, json, field, out)
               : read_measured(cx, json, field, out);
}

bool question_dimension(Arena *arena, Str word, QuestionDimension *out)
{
    const Str prefix = S("property.");
    *out             = (QuestionDimension){ .name = word };
    if (str_starts(word, prefix) && word.len > prefix.len) {
        out->by       = DIMENSION_PROPERTY;
        out->property = str_copy(arena, str_slice(word, prefix.len, word.len));
        return true;
    }
    out->by = (QuestionBy)value_of(&question_by_words, word);
    return out->by != 0 && out->by != DIMENSION_PROPERTY;
}

#define DIMENSIONS                                                                                 \
    "hour, day, week, month, quarter, year, weekday, hour_of_day, type, source, channel, object, " \
    "actor, "                                                                                      \
    "property.NAME"

static Code read_dimension(Ctx *cx, const Json *json, Str field, QuestionDimension *out)
{
    Str word = { 0 };
    TRY(as_text(cx, json, field, &word));
    if (question_dimension(cx->arena, word, out)) return OK;
    return refuse(cx, "query.not_allowed", field, DIMENSIONS);
}

static Code read_metrics(Ctx *cx, Str text, Question *out)
{
    const Json *json  = NULL;
    JsonItems   items = { 0 };
    Vec         vec   = vec_of(cx->arena, QuestionMetric);
    TRY(question_read_json(cx, text, "metrics", &json));
    TRY(as_items(cx, json, S("metrics"), QUESTION_METRICS_MAX, &items));
    for (size_t i = 0; i < items.count; i++) {
        QuestionMetric *metric = VEC_ADD(&vec, QuestionMetric);
        TRY(read_metric(cx, &items.at[i], item(cx, S("metrics"), i), metric));
    }
    if (items.count == 0)
        *VEC_ADD(&vec, QuestionMetric) =
            (QuestionMetric){ .name = S("events"), .measure = MEASURE_EVENTS };
    out->metrics = vec_rows(&vec);
    return OK;
}

Code question_read_dimensions(Ctx *cx, Str text, size_t max, Question *out)
{
    const Json *json  = NULL;
    JsonItems   items = { 0 };
    Vec         vec   = vec_of(cx->arena, QuestionDimension);
    TRY(question_read_json(cx, text, "dimensions", &json));
    TRY(as_items(cx, json, S("dimensions"), max, &items));
    for (size_t i = 0; i < items.count; i++) {
        QuestionDimension *dimension = VEC_ADD(&vec, QuestionDimension);
        TRY(read_dimension(cx, &items.at[i], item(cx, S("dimensions"), i), dimension));
    }
    out->dimensions = vec_rows(&vec);
    return OK;
}

Code question_read_steps(Ctx *cx, Str text, size_t least, size_t most, Question *out)
{
    const Json *json  = NULL;
    JsonItems   items = { 0 };
    Vec         vec   = vec_of(cx->arena, QuestionEvents);
    TRY(question_read_json(cx, text, "steps", &json));
    TRY(as_items(cx, json, S("steps"), most, &items));
    if (items.count < least)
        return refuse(cx, "query.required", S("steps"),
                      str_fmt(cx->arena, "%zu..%zu steps", least, most).ptr);
    for (size_t i = 0; i < items.count; i++) {
        QuestionEvents *step = VEC_ADD(&vec, QuestionEvents);
        TRY(question_read_events(cx, &items.at[i], item(cx, S("steps"), i), "event filters name",
                                 step));
    }
    out->steps = vec_rows(&vec);
    return OK;
}

static Code read_order(Ctx *cx, Str text, Question *out)
{
    const Json *json  = NULL;
    JsonItems   items = { 0 };
    Vec         vec   = vec_of(cx->arena, QuestionOrder);
    TRY(question_read_json(cx, text, "order", &json));
    TRY(as_items(cx, json, S("order"), QUESTION_DIMENSIONS_MAX, &items));
    for (size_t i = 0; i < items.count; i++) {
        QuestionOrder *order = VEC_ADD(&vec, QuestionOrder);
        const Json    *by    = &items.at[i];
        const Str      field = item(cx, S("order"), i);
        if (by->kind == JSON_OBJECT) {
            TRY(only(cx, by, field, "by desc"));
            order->is_down = json_bool(by, S("desc"), false);
            by             = json_get(by, S("by"));
            if (by == NULL) return refuse(cx, "query.required", below(cx, field, "by"), "a column");
        }
        TRY(as_text(cx, by, field, &order->column));
    }
    out->order = vec_rows(&vec);
    return OK;
}

/* ---- the range --------------------------------------------------------------------- */

/* A business day or an instant; of a day its beginning, and `is_day`. */
static bool instant(Str text, Zone zone, int64_t *ms, bool *is_day)
{
    int64_t day = 0;
    *is_day     = day_parse(text, &day);
    if (*is_day) *ms = day_start_ms(day, zone);
    return *is_day || rfc3339_parse(text, ms);
}

static Code read_ends(Ctx *cx, const Json *range, Question *out)
{
    const Str from = json_str(range, S("from")), to = json_str(range, S("to"));
    bool      is_day = false;
    out->until_ms    = day_start_ms(day_of(cx->now_ms, out->zone) + 1, out->zone);
    if (to.ptr) {
        if (!instant(to, out->zone, &out->until_ms, &is_day))
            return refuse(cx, "query.bad_range", S("range.to"),
                          "2026-11-27, or an RFC 3339 instant");
        if (is_day) out->until_ms += MS_PER_DAY;
    }
    if (!from.ptr)
        return refuse(cx, "query.required", S("range.from"), "2026-11-27, or an RFC 3339 instant");
    if (!instant(from, out->zone, &out->from_ms, &is_day))
        return refuse(cx, "query.bad_range", S("range.from"), "2026-11-27, or an RFC 3339 instant");
    return OK;
}

static Code read_range(Ctx *cx, Str text, Question *out)
{
    const int64_t today = day_of(cx->now_ms, out->zone);
    int64_t       days  = DAYS_DEFAULT;
    const Json   *range = NULL;
    TRY(question_read_json(cx, text, "range", &range));
    if (range) TRY(as_object(cx, range, S("range"), "from to days"));
    if (range && (json_get(range, S("from")) || json_get(range, S("to")))) {
        TRY(read_ends(cx, range, out));
    } else {
        if (range) days = json_i64(range, S("days"), 0);
        if (days < 1 || days > DAYS_MAX)
            return refuse(cx, "query.bad_range", S("range.days"), "1..14640");
        out->from_ms  = day_start_ms(today - days + 1, out->zone);
        out->until_ms = day_start_ms(today + 1, out->zone);
    }
    if (out->from_ms >= out->until_ms || out->from_ms < 0 ||
        out->until_ms - out->from_ms > DAYS_MAX * (int64_t)MS_PER_DAY)
        return refuse(cx, "query.bad_range", S("range"), "from before to, at most 40 years");
    out->first_day = day_of(out->from_ms, out->zone);
    out->last_day  = day_of(out->until_ms - 1, out->zone);
    return OK;
}

/* ---- units of time -------------------------------------------------------------------- */

int64_t question_unit_start(QueryUnit unit, Zone zone, int64_t at_ms, int64_t periods)
{
    CivilTime     civil = civil_time(at_ms, zone);
    const int64_t day   = day_of(at_ms, zone);
    switch (unit) {
    case UNIT_OF_HOUR: {
        const int64_t local = at_ms + (int64_t)zone.offset_minutes * MS_PER_MINUTE;
        return (local / MS_PER_HOUR + periods) * MS_PER_HOUR -
               (int64_t)zone.offset_minutes * MS_PER_MINUTE;
    }
    case UNIT_OF_WEEK: return day_start_ms(day - civil.weekday + 1 + 7 * periods, zone);
    case UNIT_OF_MONTH: civil.month += (int32_t)periods; break;
    case UNIT_OF_QUARTER: civil.month += -((civil.month - 1) % 3) + 3 * (int32_t)periods; break;
    case UNIT_OF_YEAR:
        civil.month = 1;
        civil.year += (int32_t)periods;
        break;
    case UNIT_OF_DAY:
    default: return day_start_ms(day + periods, zone);
    }
    return civil_to_ms((CivilTime){ .year = civil.year, .month = civil.month, .day = 1 }, zone);
}

Str question_unit_name(Arena *arena, QueryUnit unit, Zone zone, int64_t start_ms)
{
    const CivilTime civil = civil_time(start_ms, zone);
    switch (unit) {
    case UNIT_OF_HOUR:
        return str_fmt(arena, "%04d-%02d-%02d %02d:00", civil.year, civil.month, civil.day,
                       civil.hour);
    case UNIT_OF_MONTH: return str_fmt(arena, "%04d-%02d", civil.year, civil.month);
    case UNIT_OF_QUARTER: return str_fmt(arena, "%04d-Q%d", civil.year, (civil.month - 1) / 3 + 1);
    case UNIT_OF_YEAR: return str_fmt(arena, "%04d", civil.year);
    case UNIT_OF_DAY:
    case UNIT_OF_WEEK:
    default: return day_text(arena, day_of(start_ms, zone));
    }
}

/* ---- what belongs to a kind --------------------------------------------------------------- */

static Code read_trend(Ctx *cx, const QueryValue *value, Question *out)
{
    enum { BUCKETS_MAX = 5000 };
    TRY(read_metrics(cx, value->metrics, out));
    TRY(question_read_dimensions(cx, value->dimensions, 3, out));
    int64_t buckets = 0;
    for (int64_t at = out->from_ms; at < out->until_ms; buckets++) {
        at = question_unit_start(out->unit, out->zone, at, 1);
        if (buckets == BUCKETS_MAX)
            return refuse(cx, "query.too_many", S("unit"), "at most 5000 points");
    }
    return OK;
}

static Code read_pivot(Ctx *cx, const QueryValue *value, Question *out)
{
    TRY(read_metrics(cx, value->metrics, out));
    TRY(question_read_dimensions(cx, value->dimensions, QUESTION_DIMENSIONS_MAX, out));
    out->columns = (size_t)value->columns;
    if (out->columns > out->dimensions.count || (out->columns > 0 && !out->subtotals))
        return refuse(cx, "query.not_allowed", S("columns"),
                      "at most as many as dimensions, with subtotals");
    return OK;
}

static Code read_retention(Ctx *cx, const QueryValue *value, Question *out)
{
    const Json *json = NULL;
    Vec         vec  = vec_of(cx->arena, int32_t);
    TRY(question_read_steps(cx, value->steps, 0, 2, out));
    TRY(question_read_dimensions(cx, value->dimensions, 1, out));
    if (out->unit != UNIT_OF_DAY && out->unit != UNIT_OF_WEEK && out->unit != UNIT_OF_MONTH)
        return refuse(cx, "query.not_allowed", S("unit"), "day, week, month");
    if (value->value.len > 0) out->value = without_prefix(value->value);
    TRY(question_read_json(cx, value->periods, "periods", &json));
    if (json == NULL || json->kind == JSON_INT) {
        const int64_t count = json ? json->as.integer : 7;
        if (count < 1 || count > QUESTION_PERIODS_MAX)
            return refuse(cx, "query.not_allowed", S("periods"), "1..400");
        for (int32_t i = 1; i <= count; i++) *VEC_ADD(&vec, int32_t) = i;
    } else {
        JsonItems items = { 0 };
        TRY(as_items(cx, json, S("periods"), QUESTION_PERIODS_MAX, &items));
        for (size_t i = 0; i < items.count; i++) {
            const Json *at = &items.at[i];
            if (at->kind != JSON_INT || at->as.integer < 0 || at->as.integer > 4000)
                return refuse(cx, "query.not_allowed", item(cx, S("periods"), i), "0..4000");
            *VEC_ADD(&vec, int32_t) = (int32_t)at->as.integer;
        }
    }
    out->periods = (Ints){ (const int32_t *)(const void *)vec.at, vec.count };
    return OK;
}

Code question_read_node(Ctx *cx, const QueryValue *value, int32_t nodes, Question *out)
{
    const Str by = value->node.len ? value->node : S("type");
    out->nodes   = value->nodes ? value->nodes : nodes;
    if (question_dimension(cx->arena, by, &out->node) && out->node.by >= DIMENSION_TYPE) return OK;
    return refuse(cx, "query.not_allowed", S("node"),
                  "type, source, channel, object, actor, property.NAME");
}

static Code read_paths(Ctx *cx, const QueryValue *value, Question *out)
{
    const Json *json = NULL;
    TRY(question_read_steps(cx, value->steps, 0, QUESTION_STEPS_MAX, out));
    TRY(question_read_json(cx, value->start, "start", &json));
    if (json) TRY(question_read_events(cx, json, S("start"), "event name", &out->start));
    TRY(question_read_json(cx, value->end, "end", &json));
    if (json) TRY(question_read_events(cx, json, S("end"), "event name", &out->end));
    TRY(question_read_json(cx, value->exclude, "exclude", &json));
    if (json) TRY(as_texts(cx, json, S("exclude"), &out->excluded));
    if (out->start.types.count && out->end.types.count)
        return refuse(cx, "query.not_allowed", S("end"), "either start or end");
    out->length        = value->length ? value->length : 5;
    out->merge_repeats = value->merge_repeats;
    return question_read_node(cx, value, 20, out);
}

static Code read_models(Ctx *cx, Str text, Question *out)
{
    const Json *json  = NULL;
    Strs        words = { 0 };
    TRY(question_read_json(cx, text, "models", &json));
    if (json) TRY(as_texts(cx, json, S("models"), &words));
    for (size_t i = 0; i < words.count; i++) {
        const int model = value_of(&question_model_words, words.at[i]);
        if (model == 0)
            return refuse(cx, "query.not_allowed", item(cx, S("models"), i),
                          "first, last, linear, time_decay, position, markov, shapley");
        out->models[model] = true;
    }
    for (int model = 1; words.count == 0 && model < MODEL_COUNT; model++) out->models[model] = true;
    return OK;
}

static Code read_cost(Ctx *cx, Str text, Question *out)
{
    const Json *json = NULL;
    Str         by = S("property.touch"), value = S("amount_fen"), model = S("linear");
    TRY(question_read_json(cx, text, "cost", &json));
    if (!json) return OK;
    TRY(question_read_events(cx, json, S("cost"), "event filters name by value model", &out->cost));
    if (out->cost.types.count == 0)
        return refuse(cx, "query.required", S("cost.event"), "a type of event");
    if (json->kind == JSON_OBJECT) {
        const Json *named = json_get(json, S("by")), *of = json_get(json, S("value"));
        if (named) TRY(as_text(cx, named, S("cost.by"), &by));
        if (of) TRY(as_text(cx, of, S("cost.value"), &value));
        if (json_get(json, S("model"))) model = json_str(json, S("model"));
    }
    if (!question_dimension(cx->arena, by, &out->cost_by) || out->cost_by.by < DIMENSION_TYPE)
        return refuse(cx, "query.not_allowed", S("cost.by"),
                      "type, source, channel, object, actor, property.NAME");
    out->cost_value = without_prefix(value);
    out->cost_model = value_of(&question_model_words, model);
    if (out->cost_model == 0)
        return refuse(cx, "query.not_allowed", S("cost.model"),
                      "first, last, linear, time_decay, position, markov, shapley");
    out->with_people = true;
    return OK;
}

static Code read_attribution(Ctx *cx, const QueryValue *value, Question *out)
{
    const Json *touches = NULL, *goal = NULL;
    Str         by = S("type");
    TRY(question_read_json(cx, value->touches, "touches", &touches));
    TRY(question_read_json(cx, value->goal, "goal", &goal));
    if (!touches) return refuse(cx, "query.required", S("touches"), "{\"event\":…,\"by\":…}");
    if (!goal) return refuse(cx, "query.required", S("goal"), "{\"event\":…}");
    TRY(question_read_events(cx, touches, S("touches"), "event filters name by", &out->touches));
    TRY(question_read_events(cx, goal, S("goal"), "event filters name value", &out->goal));
    if (out->goal.types.count == 0)
        return refuse(cx, "query.required", S("goal.event"), "a type of event");
    if (touches->kind == JSON_OBJECT && json_get(touches, S("by")))
        TRY(as_text(cx, json_get(touches, S("by")), S("touches.by"), &by));
    if (!question_dimension(cx->arena, by, &out->touched_by) || out->touched_by.by < DIMENSION_TYPE)
        return refuse(cx, "query.not_allowed", S("touches.by"),
                      "type, source, channel, object, actor, property.NAME");
    if (goal->kind == JSON_OBJECT && json_get(goal, S("value"))) {
        TRY(as_text(cx, json_get(goal, S("value")), S("goal.value"), &out->value));
        out->value = without_prefix(out->value);
    }
    out->with_people = value->people;
    TRY(read_cost(cx, value->cost, out));
    TRY(read_models(cx, value->models, out));
    /* What the return is made of stands in the rows: else nobody could sum it up. */
    if (out->cost.types.count > 0) out->models[out->cost_model] = true;
    return OK;
}

static Code read_cell(Ctx *cx, Str text, Question *out)
{
    const Json *cell = NULL;
    TRY(question_read_json(cx, text, "cell", &cell));
    if (!cell) return OK;
    TRY(as_object(cx, cell, S("cell"), "step side cohort period from to buckets"));
    const Str side = json_str(cell, S("side"));
    if (side.ptr && !str_equal(side, S("dropped")) && !str_equal(side, S("reached")))
        return refuse(cx, "query.not_allowed", S("cell.side"), "reached, dropped");
    const int64_t step = json_i64(cell, S("step"), 1), period = json_i64(cell, S("period"), 0);
    if (step < 1 || step > 20) return refuse(cx, "query.not_allowed", S("cell.step"), "1..20");
    if (period < 0 || period > 4000)
        return refuse(cx, "query.not_allowed", S("cell.period"), "0..4000");
    out->cell = (QuestionCell){ .step       = (int32_t)step,
                                .is_dropped = str_equal(side, S("dropped")),
                                .cohort     = json_str(cell, S("cohort")),
                                .period     = (int32_t)period,
                                .from       = json_str(cell, S("from")),
                                .to         = json_str(cell, S("to")) };
    return question_shapes_buckets(cx, cell, out);
}

static Code read_people(Ctx *cx, const QueryValue *value, Question *out)
{
    TRY(question_read_steps(cx, value->steps, 0, 1, out));
    out->cell.step = 1;
    if (!value->of.ptr) return OK;
    QueryValue inner = { 0 };
    Question  *of    = arena_make(cx->arena, Question, 1);
    TRY(query_read(cx, value->of, &inner));
    if (inner.kind == QUERY_TREND || inner.kind == QUERY_PIVOT || inner.kind == QUERY_ATTRIBUTION ||
        inner.kind == QUERY_PEOPLE || inner.kind == QUERY_EVENTS || inner.kind == 0)
        return refuse(cx, "query.not_allowed", S("of.kind"),
                      "funnel, retention, paths, distribution, interval, lift");
    TRY(question_read(cx, &inner, of));
    if (of->dimensions.count > 0)
        return refuse(cx, "query.not_allowed", S("of.dimensions"), "none: filter instead");
    out->of = of;
    return read_cell(cx, value->cell, out);
}

static Code read_events_of(Ctx *cx, const QueryValue *value, Question *out)
{
    enum { EVENTS_DEFAULT = 50, EVENTS_MAX = 500 };
    REQUIRE(cx, cx_may(cx, PERM_CUSTOMER_READ), ERR_DENIED, "permission.denied");
    if (value->limit > EVENTS_MAX) return refuse(cx, "query.not_allowed", S("limit"), "1..500");
    if (out->order.count > 0) return refuse(cx, "query.not_allowed", S("order"), "none");
    out->limit  = value->limit ? value->limit : EVENTS_DEFAULT;
    out->offset = value->offset;
    return read_people(cx, value, out);
}

static Code read_kind(Ctx *cx, const QueryValue *value, Question *out)
{
    switch (value->kind) {
    case QUERY_TREND: return read_trend(cx, value, out);
    case QUERY_FUNNEL:
        TRY(question_read_steps(cx, value->steps, 1, QUESTION_STEPS_MAX, out));
        return question_read_dimensions(cx, value->dimensions, 1, out);
    case QUERY_PATHS: return read_paths(cx, value, out);
    case QUERY_RETENTION: return read_retention(cx, value, out);
    case QUERY_PIVOT: return read_pivot(cx, value, out);
    case QUERY_ATTRIBUTION: return read_attribution(cx, value, out);
    case QUERY_PEOPLE: return read_people(cx, value, out);
    case QUERY_EVENTS: return read_events_of(cx, value, out);
    case QUERY_DISTRIBUTION: return question_shapes_distribution(cx, value, out);
    case QUERY_INTERVAL: return question_shapes_interval(cx, value, out);
    case QUERY_LIFT: return question_shapes_lift(cx, value, out);
    default: return refuse(cx, "query.required", S("kind"), "trend, funnel, paths, retention, …");
    }
}

Code question_read(Ctx *cx, const QueryValue *value, Question *out)
{
    const int64_t day = MS_PER_DAY;
    *out              = (Question){ .kind      = value->kind,
                                    .zone      = cx->zone,
                                    .limit     = value->limit ? value->limit : ROWS_DEFAULT,
                                    .unit      = value->unit ? value->unit : UNIT_OF_DAY,
                                    .compare   = value->compare ? value->compare : COMPARE_NOTHING,
                                    .subtotals = value->subtotals,
                                    .mode      = value->mode ? value->mode : MODE_ORDERED,
                                    .by        = value->by ? value->by : COUNTED_PERSON };
    if (value->timezone.len > 0 && !zone_of(value->timezone, &out->zone))
        return refuse(cx, "query.not_allowed", S("timezone"), "Asia/Shanghai, UTC, +08:00");
    TRY(read_range(cx, value->range, out));
    TRY(question_read_json(cx, value->filters, "filters", &out->filter));
    const bool is_attribution = value->kind == QUERY_ATTRIBUTION;
    TRY(question_read_duration(cx, value->window, "window", is_attribution ? 30 * day : 0,
                               &out->window_ms));
    TRY(question_read_duration(cx, value->session, "session", 30 * MS_PER_MINUTE,
                               &out->session_ms));
    TRY(question_read_duration(cx, value->half_life, "half_life", 7 * day, &out->half_life_ms));
    TRY(read_order(cx, value->order, out));
    return read_kind(cx, value, out);
}

/* ---- what an answer depends on -------------------------------------------------------------- */

/* Adds an entry's types; false when it means any. */
static bool add_types(Vec *types, const QuestionEvents *events)
{
    for (size_t i = 0; i < events->types.count; i++) *VEC_ADD(types, Str) = events->types.at[i];
    return events->types.count > 0;
}

static bool add_metric_types(Vec *types, const QuestionMetric *metric)
{
    if (metric->measure != MEASURE_RATIO) return add_types(types, &metric->events);
    return add_types(types, &metric->of->events) && add_types(types, &metric->over->events);
}

static bool add_all_types(Vec *types, const Question *question)
{
    bool is_known = false;
    if (question->of) return add_all_types(types, question->of);
    if (question->kind == QUERY_ATTRIBUTION)
        return add_types(types, &question->touches) && add_types(types, &question->goal) &&
               (!question->cost.types.count || add_types(types, &question->cost));
    /* Whatever is between: strict steps and sessions are of all events. */
    if (question->kind == QUERY_PATHS || question->mode == MODE_STRICT ||
        question->by == COUNTED_SESSION)
        return false;
    for (size_t i = 0; i < question->metrics.count; i++) {
        is_known = add_metric_types(types, ROWS_AT(QuestionMetric, question->metrics, i));
        if (!is_known) return false;
    }
    for (size_t i = 0; question->kind == QUERY_DISTRIBUTION && i < question->axes.count; i++) {
        is_known = add_types(types, &ROWS_AT(QuestionAxis, question->axes, i)->events);
        if (!is_known) return false;
    }
    for (size_t i = 0; i < question->steps.count; i++) {
        is_known = add_types(types, ROWS_AT(QuestionEvents, question->steps, i));
        if (!is_known) return false;
    }
    return is_known;
}

Strs question_types(Arena *arena, const Question *question)
{
    Vec types = vec_of(arena, Str);
    if (!add_all_types(&types, question)) return (Strs){ 0 };
    return (Strs){ (const Str *)(const void *)types.at, types.count };
}
