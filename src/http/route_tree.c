/* route_tree.c -- checks the route tables and finds the route of a path. */
#include "http/route_tree.h"

#define METHODS ((int)OPTIONS + 1)

typedef struct Node Node;
struct Node {
    StrMap           *literals;
    Node             *param;
    const RouteEntry *by_method[METHODS];
};

struct RouteTree {
    Arena *arena;
    Node  *root;
    Rows   entries;
};

typedef struct LiveQuery {
    Str topics;
} LiveQuery;
static const Field live_query_fields[] = {
    FIELD_WITH(LiveQuery, topics, .max = 400,
               .about = "Beginnings of event names, by comma; all when absent"),
};
static const Shape live_query_shape = SHAPE(LiveQuery, live_query_fields);

/* Never called: the router hands this route to the hub. */
static Code run_live(Call *call) { return call->cx->err.code; }

static const Route live_routes[] = {
    { GET, "/api/live", PERM_SIGNED_IN, run_live, &live_query_shape, NULL, NULL, RAW,
      "Follow what happens, as server-sent events" },
};
const RouteList route_tree_live = ROUTE_LIST("live", live_routes);

static bool is_param(Str segment)
{
    return segment.len > 2 && str_starts(segment, S("{")) && str_ends(segment, S("}"));
}

/* ---- checks ---------------------------------------------------------- */

static const char *path_wrong(Str path)
{
    if (!str_starts(path, S("/"))) return "its path does not begin with /";
    int    ids = 0, args = 0;
    size_t segments = 0;
    for (Str rest = str_slice(path, 1, path.len); rest.ptr; segments++) {
        const Str segment = str_cut(&rest, '/');
        if (segment.len == 0 && path.len > 1) return "its path has an empty segment";
        if (!is_param(segment)) continue;
        if (str_equal(segment, S("{id}")))
            ids++;
        else
            args++;
    }
    if (ids > 1 || args > ROUTE_ARGS_MAX) return "its path has too many parameters";
    return segments > ROUTE_SEGMENTS_MAX ? "its path is too deep" : NULL;
}

static const char *query_wrong(const Shape *query)
{
    for (size_t i = 0; query && i < query->count; i++) {
        const Kind kind = query->fields[i].kind;
        if (kind == KIND_LIST || kind == KIND_OBJECT) return "its query holds what is no text";
    }
    return NULL;
}

static const char *route_wrong(const Route *route)
{
    const bool is_door = route->flags & RAW && route->need == PERM_PUBLIC;
    if (!route->path) return "it has no path";
    const char *wrong = path_wrong(str_of(route->path));
    if (wrong) return wrong;
    if (route->method < GET || route->method > OPTIONS) return "it has no method";
    if (route->need <= PERM_UNSET || route->need >= PERMISSION_COUNT)
        return "its permission is unset";
    if (!route->run) return "it has no handler";
    if (!route->about) return "it has no sentence";
    if (route->method != GET && !(route->flags & (AUDITED | OWN)) && !is_door)
        return "it changes something and is not audited";
    if (route->flags & GATHERED && (!is_door || route->flags & (AUDITED | IDEMPOTENT)))
        return "it is gathered and no plain door";
    if (!route->out && !(route->flags & (NO_BODY | RAW))) return "it has no out shape";
    if (route->in && route->in->count > 64) return "its in shape has more than 64 fields";
    return query_wrong(route->query);
}

/* ---- building --------------------------------------------------------- */

static Node *node_new(Arena *arena)
{
    Node *node     = arena_make(arena, Node, 1);
    node->literals = strmap_new(arena);
    return node;
}

static Node *node_below(Arena *arena, Node *node, Str segment)
{
    if (is_param(segment)) {
        if (!node->param) node->param = node_new(arena);
        return node->param;
    }
    Node *below = strmap_find(node->literals, segment);
    if (below) return below;
    below = node_new(arena);
    (void)strmap_put(node->literals, segment, below); /* was absent a line above */
    return below;
}

/* False when the method of that path is taken. */
static bool insert(RouteTree *tree, RouteEntry *entry)
{
    const Str path  = str_of(entry->route->path);
    Node     *node  = tree->root;
    int       param = 0;
    entry->id_at    = -1;
    for (Str rest = str_slice(path, 1, path.len); rest.ptr;) {
        const Str segment = str_cut(&rest, '/');
        if (str_equal(segment, S("{id}"))) entry->id_at = param;
        if (is_param(segment)) param++;
        node = node_below(tree->arena, node, segment);
    }
    const RouteEntry **place = &node->by_method[entry->route->method];
    if (*place) return false;
    *place = entry;
    return true;
}

static bool add(RouteTree *tree, RouteEntry *entry, Str *problem)
{
    const Route *route = entry->route;
    const char  *wrong = route_wrong(route);
    if (!wrong && !insert(tree, entry)) wrong = "the same route stands twice";
    if (!wrong) return true;
    *problem = str_fmt(tree->arena, "%s: %.*s %s: %s", entry->folder,
                       FMT(word_of(&method_words, (int)route->method)),
                       route->path ? route->path : "?", wrong);
    return false;
}

RouteTree *route_tree_new(Arena *arena, const RouteList *const *lists, size_t count, Str *problem)
{
    size_t total = 0, at = 0;
    for (size_t i = 0; i < count; i++) total += lists[i]->count;
    RouteTree  *tree    = arena_make(arena, RouteTree, 1);
    RouteEntry *entries = arena_make(arena, RouteEntry, total);
    *tree               = (RouteTree){ arena, node_new(arena), { entries, total } };
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < lists[i]->count; j++, at++) {
            entries[at] =
                (RouteEntry){ &lists[i]->routes[j], lists[i]->folder, at, -1, lists[i]->module };
            if (!add(tree, &entries[at], problem)) return NULL;
        }
    }
    return tree;
}

/* ---- finding ---------------------------------------------------------- */

static uint32_t methods_of(const Node *node)
{
    uint32_t allowed = 0;
    for (int method = GET; method < METHODS; method++)
        if (node->by_method[method]) allowed |= 1u << method;
    return allowed;
}

static bool find_below(const Node *node, Method method, Str rest, RouteMatch *match, int depth)
{
    if (!rest.ptr) {
        match->allowed |= methods_of(node);
        match->entry = node->by_method[method];
        return match->entry != NULL;
    }
    if (depth > ROUTE_SEGMENTS_MAX) return false;
    const Str   segment = str_cut(&rest, '/');
    const Node *literal = strmap_find(node->literals, segment);
    if (literal && find_below(literal, method, rest, match, depth + 1)) return true;
    if (!node->param || segment.len == 0 || match->param_count == ROUTE_PARAMS_MAX) return false;
    match->params[match->param_count++] = segment;
    if (find_below(node->param, method, rest, match, depth + 1)) return true;
    match->param_count--;
    return false;
}

RouteMatch route_tree_find(const RouteTree *tree, Method method, Str path)
{
    ASSERT((int)method < METHODS);
    RouteMatch match = { 0 };
    if (str_starts(path, S("/")))
        (void)find_below(tree->root, method, str_slice(path, 1, path.len), &match, 0);
    return match;
}

size_t route_tree_count(const RouteTree *tree) { return tree->entries.count; }

const RouteEntry *route_tree_at(const RouteTree *tree, size_t index)
{
    ASSERT(index < tree->entries.count);
    return &ROWS_AT(const RouteEntry, tree->entries, index)[0];
}
