/* route_tree.h -- the route tables, checked and compiled into a tree of path segments.
 * Private to http/. */
#ifndef HTTP_ROUTE_TREE_H
#define HTTP_ROUTE_TREE_H

#include "http/route.h"

enum { ROUTE_PARAMS_MAX = 5, ROUTE_ARGS_MAX = 4, ROUTE_SEGMENTS_MAX = 16 };

typedef struct RouteEntry {
    const Route *route;
    const char  *folder;
    size_t       index;    /* its place over all tables                      */
    int          id_at;    /* which parameter of the path is {id}; -1 = none */
    Module       module;   /* whose it is                                  */
} RouteEntry;

typedef struct RouteTree RouteTree;

typedef struct RouteMatch {
    const RouteEntry *entry;    /* NULL: no such path, or the path has not this method */
    uint32_t          allowed;  /* bit per method the path has; 0 = no such path       */
    Str               params[ROUTE_PARAMS_MAX]; /* raw, in the order of the path       */
    int               param_count;
} RouteMatch;

/* The live stream, which the server brings itself. */
extern const RouteList route_tree_live;

/* Checks the tables as http_server_start() says; NULL with the sentence in `problem`. */
RouteTree *route_tree_new(Arena *arena, const RouteList *const *lists, size_t count, Str *problem);
/* Literal segments win over parameters.  `method` 0 (one we do not know) fits none. */
RouteMatch route_tree_find(const RouteTree *tree, Method method, Str path);
size_t            route_tree_count(const RouteTree *tree);
const RouteEntry *route_tree_at(const RouteTree *tree, size_t index);

#endif
