/* question_sight.c -- which dimensions name people, and whom the caller may be told of. */
#include "insight/question_sight.h"

#include "insight/insight_sql.h"

/* The last part of a property's name, how it ends, and what it tells then. */
static const struct {
    const char    *end;
    QuestionNaming naming;
} endings[] = {
    { "external_userid", NAMING_CUSTOMER }, { "unionid", NAMING_CUSTOMER },
    { "openid", NAMING_CUSTOMER },          { "customer_id", NAMING_CUSTOMER },
    { "customer_ids", NAMING_CUSTOMER },    { "customer_name", NAMING_CUSTOMER },
    { "person_id", NAMING_CUSTOMER },       { "inviter_id", NAMING_CUSTOMER },
    { "invitee_id", NAMING_CUSTOMER },      { "userid", NAMING_USERID },
    { "follow_user", NAMING_USERID },       { "staff_id", NAMING_STAFF_ID },
    { "staff_ids", NAMING_STAFF_ID },       { "owner_id", NAMING_STAFF_ID },
    { "staff_name", NAMING_STAFF_NAME },    { "owner_name", NAMING_STAFF_NAME },
    { "user_name", NAMING_STAFF_NAME },     { "user_id", NAMING_ACTOR },
    { "user_ids", NAMING_ACTOR },
};

bool question_is_called(Str property, Str end)
{
    if (!str_ends(property, end)) return false;
    const size_t before = property.len - end.len;
    return before == 0 || property.ptr[before - 1] == '.' || property.ptr[before - 1] == '_';
}

QuestionNaming question_naming_of(Str property)
{
    for (size_t i = 0; i < COUNT(endings); i++)
        if (question_is_called(property, str_of(endings[i].end))) return endings[i].naming;
    return NAMING_NOBODY;
}

QuestionNaming question_naming(const QuestionDimension *dimension)
{
    if (dimension->by == DIMENSION_ACTOR || dimension->by == DIMENSION_OBJECT) return NAMING_ACTOR;
    return dimension->by == DIMENSION_PROPERTY ? question_naming_of(dimension->property)
                                               : NAMING_NOBODY;
}

bool query_names_people(Str dimension)
{
    const Str property = S("property.");
    if (str_equal(dimension, S("actor")) || str_equal(dimension, S("object"))) return true;
    if (!str_starts(dimension, property)) return false;
    return question_naming_of(str_slice(dimension, property.len, dimension.len)) != NAMING_NOBODY;
}

Code question_sight(Ctx *cx, QuestionSight *out)
{
    Rows staff = { 0 };
    TRY(insight_sql_colleagues(cx, &staff));
    const size_t count = staff.count;
    Str *ids = arena_make(cx->arena, Str, count + 1), *names = arena_make(cx->arena, Str, count);
    Str *userids = arena_make(cx->arena, Str, count),
        *actors  = arena_make(cx->arena, Str, count + 2);
    for (size_t i = 0; i < count; i++) {
        const ColleagueFact *one = ROWS_AT(ColleagueFact, staff, i);
        ids[i]                   = str_fmt(cx->arena, "%lld", (long long)one->id);
        actors[i]                = str_fmt(cx->arena, "staff:%lld", (long long)one->id);
        userids[i]               = one->userid;
        names[i]                 = one->name;
    }
    actors[count]     = str_fmt(cx->arena, "user:%lld", (long long)cx->user_id);
    actors[count + 1] = str_fmt(cx->arena, "%lld", (long long)cx->user_id);
    *out              = (QuestionSight){ .ids     = { ids, count },
                                         .userids = { userids, count },
                                         .names   = { names, count },
                                         .actors  = { actors, count + 2 } };
    return OK;
}

Strs question_sight_told(const QuestionSight *sight, QuestionNaming naming)
{
    switch (naming) {
    case NAMING_STAFF_ID: return sight->ids;
    case NAMING_USERID: return sight->userids;
    case NAMING_STAFF_NAME: return sight->names;
    case NAMING_ACTOR: return sight->actors;
    case NAMING_CUSTOMER:
    case NAMING_NOBODY:
    default: return (Strs){ 0 };
    }
}
