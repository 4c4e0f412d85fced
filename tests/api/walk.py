#!/usr/bin/env python3
"""Walks every route of /api/openapi.json instead of trusting authors.

For each: anonymous is 401, a key without the permission is 403, ids of another brand are 404 and say nothing,
a body that is no JSON or of the wrong type is 400 with a reason, an unknown parameter is refused."""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import SCOPES, House, ask  # noqa: E402

FAILED, DONE = [], 0
# Doors with a lock of their own.
OPEN = {"/callback/wecom/{corp_id}/{app}", "/callback/shop/{platform}/{shop_id}"}
# Answers that do not end.
STREAMS = {"/api/live"}
# How somebody signs in is his own affair: a key of his is refused, whatever it may else.
FOR_NO_KEY = {"/api/me/sessions/{id}", "/api/notifications/{id}/read"}


def expect(what, status, answer, wanted):
    global DONE
    DONE += 1
    if status not in wanted:
        FAILED.append(f"{what}: {status} {json.dumps(answer, ensure_ascii=False)[:200]}, expected {sorted(wanted)}")


def routes(api):
    for path, methods in api["paths"].items():
        for method, route in methods.items():
            if method in {"get", "post", "put", "patch", "delete"}:
                yield method.upper(), path, route


def permission_of(route):
    return route.get("x-permission", "")


def filled(path, number):
    import re
    return re.sub(r"\{[a-z_]+\}", str(number), path)


def some_body(api, route):
    """A body that has every required member, of the right type."""
    content = route.get("requestBody", {}).get("content", {}).get("application/json")
    return None if content is None else sample(api, content["schema"])


def sample(api, schema, depth=0):
    if "$ref" in schema:
        return sample(api, api["components"]["schemas"][schema["$ref"].split("/")[-1]], depth)
    if "enum" in schema:
        return next(word for word in schema["enum"] if word is not None)
    kind = schema.get("type", "string")
    kind = next((k for k in kind if k != "null"), "string") if isinstance(kind, list) else kind
    if kind == "object":
        return {k: sample(api, v, depth + 1) for k, v in schema.get("properties", {}).items()
                if k in schema.get("required", []) and depth < 4}
    if kind == "array":
        return [sample(api, schema.get("items", {}), depth + 1)] if schema.get("minItems") else []
    if kind in ("integer", "number"):
        return max(schema.get("minimum", 1), 1)
    if kind == "boolean":
        return True
    if schema.get("format") == "date-time":
        return "2026-11-22T08:00:00+08:00"
    return "1" * max(1, schema.get("minLength", 1))


def known(ids, path):
    """An id that is there, for a path with one."""
    return next(iter(ids.get(path.split("/{id}")[0], [])), None) if path.count("{") == 1 else None


def walk_one(house, api, keys, ids, method, path, route):
    real = known(ids, path)
    url, need, name = house.url + filled(path, 4611686018427387904), permission_of(route), f"{method} {path}"
    body = some_body(api, route)
    writes = {} if method == "GET" else {"If-Match": "r1"}
    if need == "public":
        return
    if path in OPEN:
        return
    status, answer = ask(method, url, body, writes)
    expect(f"{name} anonymous", status, answer, {401})
    if need and need != "signed_in":
        status, answer = ask(method, url, body, {"Authorization": f"Bearer {keys['weak' if need != 'org.read' else 'weaker']}", **writes})
        expect(f"{name} without {need}", status, answer, {403})
    if "{id}" in path:
        status, answer = ask(method, url, body, {"Authorization": f"Bearer {keys['all']}", **writes})
        expect(f"{name} of nobody", status, answer, {403} if path in FOR_NO_KEY else {404, 400, 409, 412})
        status, answer = ask(method, house.url + filled(path, "abc"), body, {"Authorization": f"Bearer {keys['all']}", **writes})
        expect(f"{name} with a malformed id", status, answer, {404})
    if real:
        url = house.url + filled(path, real)
    is_exact = real or "{" not in path
    if body is not None:
        key = {"Authorization": f"Bearer {keys['all']}", **writes}
        for bad in (b"{", b"[]", b"\"x\"", b"\xff\xfe", b"[" * 10000, b'{"no_such_member":1}'):
            status, answer = ask(method, url, bad, key)
            expect(f"{name} with body {bad[:12]!r}", status, answer, {400} if is_exact else {400, 404})
            if status == 400 and not answer.get("reason"):
                FAILED.append(f"{name}: a refusal without a reason: {answer}")
    if method == "GET":
        status, answer = ask(method, url + "?no_such_parameter=1", None, {"Authorization": f"Bearer {keys['all']}"})
        expect(f"{name} with an unknown parameter", status, answer, {400} if is_exact else {400, 404})


def walk_foreign(house, api, keys, ids):
    """Every id a brand has, asked for by another: there is nothing there."""
    for method, path, route in routes(api):
        if permission_of(route) == "public" or path.count("{") != 1 or "{id}" not in path:
            continue
        stem = path.split("/{id}")[0]
        for number in ids.get(stem, [])[:2]:
            writes = {} if method == "GET" else {"If-Match": "r1"}
            status, answer = ask(method, house.url + filled(path, number), some_body(api, route),
                                 {"Authorization": f"Bearer {keys['other']}", **writes})
            expect(f"{method} {path} of another brand", status, answer, {404, 400})


def collect_ids(house, api, keys):
    ids = {}
    for method, path, route in routes(api):
        if method != "GET" or "{" in path or path in STREAMS or permission_of(route) in ("public", ""):
            continue
        status, answer = ask("GET", house.url + path, None, {"Authorization": f"Bearer {keys['all']}"})
        if status != 200 or not isinstance(answer, dict):
            continue
        ids[path] = [item["id"] for item in answer.get("items", []) if isinstance(item, dict) and item.get("id")]
    return ids


def main():
    with House(sys.argv[1]) as house:
        house.start()
        connection = house.connect()
        house.sync(connection, "all")
        house.code("walk")
        house.good("POST", "/api/regions", {"name": "华东", "sort": 0})
        house.good("POST", "/api/stores", {"code": "S1", "name": "一店"})
        house.settle()
        house.command("tenant", "create", "--code", "other", "--name", "别家")
        keys = {"all": house.key,
                "other": house.command("apikey", "create", "--tenant", "other", "--name", "o", "--scope", SCOPES).split()[-1],
                "weak": house.command("apikey", "create", "--name", "w", "--scope", "org.read").split()[-1],
                "weaker": house.command("apikey", "create", "--name", "v", "--scope", "tag.read").split()[-1]}
        api = house.good("GET", "/api/openapi.json")
        ids = collect_ids(house, api, keys)
        walk_foreign(house, api, keys, ids)
        for method, path, route in routes(api):
            walk_one(house, api, keys, ids, method, path, route)
        seen = sum(len(v) for v in ids.values())
        if seen < 8 or DONE < 200:
            FAILED.append(f"too little was walked: {seen} ids, {DONE} requests")
    print("\n".join(FAILED))
    print(f"{DONE - len(FAILED)} passed, {len(FAILED)} failed")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
