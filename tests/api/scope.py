#!/usr/bin/env python3
"""Walks every GET route of /api/openapi.json as people who see a part of a brand: a store manager, a region manager, a
guide, a head of a department, and somebody nobody placed.  No id, number on the platform or name of what lies outside may
stand in any answer; single things outside are not there; counts are of what is inside; an open page is told of nobody
outside."""
import http.client
import json
import pathlib
import re
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import SCOPES, House, ask  # noqa: E402

FAILED, DONE = [], 0
PASSWORD = "scoped-password-1"
# Answers that do not end, that are the program itself, or that tell of no brand.
LEFT_OUT = {"/api/live", "/api/openapi.json", "/healthz", "/readyz", "/metrics"}
# Everything: none of these may be given to a role that sees a part (the server drops them).
ALL_PERMISSIONS = SCOPES.split(",")


def check(what, holds, said=""):
    global DONE
    DONE += 1
    if not holds:
        FAILED.append(f"{what}: {said}"[:600])


def gets(api):
    for path, methods in sorted(api["paths"].items()):
        if "get" in methods and path not in LEFT_OUT and methods["get"].get("x-permission") != "public":
            yield path, methods["get"]


def sign_in(house, name):
    link = http.client.HTTPConnection("127.0.0.1", house.port)
    link.request("POST", "/api/sessions", json.dumps({"name": name, "password": PASSWORD}), {"Content-Type": "application/json"})
    reply = link.getresponse()
    text = reply.read()
    if reply.status != 201:
        raise RuntimeError(f"{name} cannot sign in: {reply.status} {text}")
    return {"Cookie": reply.getheader("Set-Cookie").split(";")[0]}


def pages(house, path):
    cursor, items = None, []
    while True:
        mark = "&" if "?" in path else "?"
        page = house.good("GET", f"{path}{mark}limit=200" + (f"&cursor={urllib.parse.quote(cursor)}" if cursor else ""))
        items += page["items"]
        cursor = page.get("next_cursor")
        if not cursor:
            return items


class Brand:
    """Two regions with two stores, members in each, and their customers."""

    def __init__(self, house):
        self.house = house
        self.regions = [house.good("POST", "/api/regions", {"name": name})["id"] for name in ("云上区域", "海边区域")]
        self.stores = [house.good("POST", "/api/stores", {"code": f"SC{i}", "name": f"{name}门店", "region_id": self.regions[i // 2]})["id"]
                       for i, name in enumerate(("望月", "听松", "观潮", "拾贝"))]
        self.staff = {s["id"]: s for s in pages(house, "/api/staff")}
        contacts = [s for s in self.staff.values() if s["is_contact"]]
        self.of_store = {store: [] for store in self.stores}
        for i, member in enumerate(contacts[:len(contacts) - 1]):
            store = self.stores[i % 4]
            house.good("PUT", f"/api/staff/{member['id']}", {"store_id": store}, {"If-Match": f"r{member['revision']}"})
            self.of_store[store].append(member["id"])
        self.codes = {store: house.good("POST", "/api/channel-codes", {
            "name": f"码{i}号", "allocation": "random", "skip_verify": True, "welcome_mode": "none",
            "staff": [{"staff_id": self.of_store[store][0], "weight": 1, "daily_cap": 0}]})["id"] for i, store in enumerate(self.stores)}
        house.settle()
        self.customers = {}
        for row in pages(house, "/api/customers"):
            view = house.good("GET", f"/api/customers/{row['id']}")
            self.customers[row["id"]] = {r["staff_id"] for r in view["relations"] if r["ended_by"] != "transfer"}

    def user(self, name, scope, staff_id=None, places=()):
        role = self.house.good("POST", "/api/roles", {"name": f"角色{name}", "permissions": [p for p in ALL_PERMISSIONS if p not in WHOLE],
                                                      "scope": scope, "masks": {"remark": "clear"}})
        made = self.house.good("POST", "/api/users", {"name": name, "display_name": f"用户{name}", "password": PASSWORD, "role_id": role["id"],
                                                      "staff_id": staff_id, "places": list(places)})
        return made["id"]


WHOLE = set()
# Whose customers their figures are of, as they read it beside each.
TOLD = {"manager": ("store", r"只含本门店（望月门店）的客户"), "regional": ("region", r"只含本区域（云上区域）及下级区域门店的客户"),
        "guide": ("self", r"只含本人（.+）的客户"), "nobody": ("store", r"没有可见的客户：.+")}


def outside_of(brand, seen_staff, seen_stores, seen_regions, own_user, users):
    """What may not be told, as texts: ids, userids and names."""
    texts = {}
    seen_customers = {c for c, staff in brand.customers.items() if staff & seen_staff}
    for i, member in brand.staff.items():
        if i not in seen_staff:
            texts[i], texts[f'"{member["userid"]}"'] = f"staff {member['name']}", f"userid of {member['name']}"
    for customer in brand.customers:
        if customer not in seen_customers:
            texts[customer] = "a customer"
    for store in brand.stores:
        if store not in seen_stores:
            texts[store] = "a store"
            texts[brand.codes[store]] = "a code"
    for region in brand.regions:
        if region not in seen_regions:
            texts[region] = "a region"
    for user in users:
        if user != own_user:
            texts[user] = "a user"
    return texts, seen_customers


def filled(path, number):
    return re.sub(r"\{[a-z_]+\}", str(number), path)


def walk(house, api, who, outside, ids, filters):
    """Every route as it stands, with each filter set to something outside, and each single thing outside."""
    headers = sign_in(house, who)

    def look(name, path, single=False, but=()):
        status, answer = ask("GET", house.url + path, None, headers)
        text = json.dumps(answer, ensure_ascii=False) if not isinstance(answer, str) else answer
        leaked = [f"{what}: ...{text[max(0, text.find(word) - 60):][:100]}..." for word, what in outside.items()
                  if word in text and word not in but]
        check(f"{who}: GET {name}", not leaked, f"tells of {leaked[:3]}")
        check(f"{who}: GET {name}", status < 500, f"{status} {text[:200]}")
        # Without a parameter it needs, a route tells nothing at all.
        if single and not (status == 400 and '"shape.required"' in text):
            check(f"{who}: GET {name} of what lies outside", status in (403, 404), f"{status} {text[:300]}")

    for path, route in gets(api):
        if "{" not in path:
            look(path, path)
            for parameter in route.get("parameters", []):
                for value in filters.get(parameter["name"], []):
                    look(f"{path}?{parameter['name']}=outside", f"{path}?{parameter['name']}={value}", but=(value,))
            continue
        if path.count("{") != 1 or "{id}" not in path:
            continue
        stem = path.split("/{id}")[0]
        for number in ids.get(stem, []):
            if number in outside:
                look(path, filled(path, number), single=True, but=(number,))
            else:
                look(path, filled(path, number))
    return headers


def figures(house, who, headers, seen_customers, seen_staff):
    def get(path):
        status, answer = ask("GET", house.url + path, None, headers)
        check(f"{who}: GET {path}", status == 200, f"{status} {answer}")
        return answer if status == 200 else {}
    total = get("/api/customers?limit=1").get("total")
    check(f"{who}: customers in the list", total == len(seen_customers), f"{total}, not {len(seen_customers)}")
    summary = get("/api/customers/summary").get("total")
    check(f"{who}: customers in the summary", summary == len(seen_customers), f"{summary}, not {len(seen_customers)}")
    staff = get("/api/staff?limit=200").get("items", [])
    check(f"{who}: staff", {s["id"] for s in staff} <= seen_staff, "others")
    for count in get("/api/event-types").get("items", []):
        check(f"{who}: events are not counted", count["count"] == 0, str(count))
    losses = get("/api/losses?limit=200").get("items", [])
    check(f"{who}: losses", all(loss["staff_id"] in seen_staff for loss in losses), str(losses)[:200])


def staff_of(row):
    """The members of staff a row of single events tells of: who did it, and whom it names."""
    said = json.loads(row[7]) if row[7] else {}
    named = {row[4].split(":")[1]} if (row[4] or "").startswith("staff:") else set()
    return named | ({str(said["staff_id"])} if said.get("staff_id") else set())


def queries(house, who, headers, seen_customers, seen_staff, shared):
    """Questions over all events, and audiences, are of the persons one may see."""

    def post(path, body):
        return ask("POST", house.url + path, body, {**headers, "Sec-Fetch-Site": "same-origin"})

    def tells(what, status, answer):
        word, sentence = TOLD[who]
        told = answer.get("scope") or {} if status == 200 else {}
        check(f"{who}: whose figures {what} has", told.get("word") == word and re.fullmatch(sentence, told["sentence_zh"]), f"{status} {told}")

    span, added = {"days": 3660}, {"kind": "funnel", "steps": ["contact.added"], "range": {"days": 3660}}
    status, answer = post("/api/query", added)
    if status == 503 and answer.get("reason") == "events.no_duckdb":
        print("  queries are left out: there is no DuckDB here")
    else:
        tells("a funnel", status, answer)
        check(f"{who}: persons of a funnel", status == 200 and answer["rows"][0][2] == len(seen_customers), f"{status} {answer}")
        status, answer = post("/api/query", {"kind": "people", "of": added, "cell": {"step": 1}})
        check(f"{who}: who they are", status == 200 and {row[0] for row in answer["rows"]} == set(seen_customers), f"{status} {answer}")
        for what, asked in (("a cell", {"of": added, "cell": {"step": 1}}), ("all", {"range": span})):
            status, answer = post("/api/query", {"kind": "events", "limit": 200, **asked})
            told = {row[3] for row in answer["rows"]} if status == 200 else {"?"}
            check(f"{who}: the events of {what}", told - {None} <= set(seen_customers), f"{status} {sorted(map(str, told))[:5]}")
            staff = set().union(*map(staff_of, answer["rows"])) if status == 200 else {"?"}
            check(f"{who}: of whom the events of {what} tell", staff <= seen_staff, f"{sorted(staff - seen_staff)[:5]}")
            check(f"{who}: told something of {what}", not seen_customers or bool(staff), f"{status} {answer}"[:300])
        # A customer whom a colleague outside knows, too: what the colleague did is not told.
        for customer in sorted(shared)[:3]:
            status, answer = post("/api/query", {"kind": "events", "limit": 500, "range": span,
                                                 "filters": {"==": [{"var": "person"}, customer]}})
            staff = set().union(*map(staff_of, answer["rows"])) if status == 200 else {"?"}
            check(f"{who}: the events of a shared customer", staff and staff <= seen_staff, f"{status} {sorted(staff)[:5]}")
        # What the whole brand paid is not told in parts, either.
        status, answer = post("/api/query", {"kind": "attribution", "range": span, "touches": {"event": "contact.added", "by": "source"},
                                             "goal": {"event": "customer.tagged"}, "cost": {"event": "spend.recorded"}})
        paid = [row[answer["columns"].index(c)] for row in answer["rows"] for c in ("cost", "cost_per_person", "roi")] if status == 200 else [0]
        check(f"{who}: no costs", set(paid) <= {None} and (paid or not seen_customers), f"{status} {answer}"[:300])
        status, answer = post("/api/query", {"kind": "pivot", "dimensions": ["type"], "metrics": ["people"], "range": span})
        check(f"{who}: persons of a pivot", status == 200 and all(row[1] <= len(seen_customers) for row in answer["rows"]),
              f"{status} {answer}")
        # Dimensions that name colleagues name those inside; the others are one row, in every kind of question.
        own = ask("GET", house.url + "/api/me", None, headers)[1]["user"]["id"]
        userids = {s["userid"] for s in pages(house, "/api/staff") if s["id"] in seen_staff}
        named = {"property.staff_id": lambda v: v in seen_staff, "property.staff_userid": lambda v: v in userids, "property.external_userid": lambda v: False,
                 "actor": lambda v: not v.startswith(("user:", "staff:")) or v.partition(":")[2] in seen_staff | {own},
                 "object": lambda v: not v.startswith(("user:", "staff:", "customer:"))}
        for by, may in named.items():
            for kind, rest, at in (("pivot", {"dimensions": [by], "metrics": ["events"]}, 0), ("paths", {"node": by, "nodes": 200}, 1),
                                   ("retention", {"dimensions": [by]}, 0), ("attribution", {"touches": {"event": "*", "by": by}, "goal": {"event": "customer.tagged"}}, 0)):
                status, answer = post("/api/query", {"kind": kind, "range": span, **rest})
                told = {row[at] for row in answer["rows"]} - {None, "", "other", "others"} if status == 200 else {"?"}
                check(f"{who}: {kind} by {by}", all(may(str(v)) for v in told), f"{status} {sorted(map(str, told))[:5]} {answer}"[:400])
        status, answer = post("/api/query", {"kind": "trend", "metrics": ["people"], "range": span, "unit": "year"})
        check(f"{who}: persons of a trend", status == 200 and all(row[-1] <= len(seen_customers) for row in answer["rows"]),
              f"{status} {answer}")
    status, answer = post("/api/segments/preview", {"rule": '{"or": [{"has_relation": []}, {"!": {"has_relation": []}}]}', "wants_sample": True})
    tells("an audience", status, answer)
    for board in ("growth", "retention"):
        tells(f"the {board} board", *ask("GET", f"{house.url}/api/boards/{board}", None, headers))
    adds = {"kind": "trend", "metrics": [{"metric": "customer.adds"}]}
    tells("a tile", *post("/api/board-tiles", {"tile": {"id": "t1", "look": "number", "query": adds}, "filter": {"range": {"days": 7}}}))
    check(f"{who}: an audience of everybody", status == 200 and answer.get("total") == len(seen_customers)
          and answer["count"] == len(seen_customers) and {p["customer_id"] for p in answer["sample"]} <= set(seen_customers), f"{status} {answer}")


def boards(house, brand, who, headers, seen_staff, seen_stores):
    """Whose figures a board shows: of a place seen in part those of the part, of one not seen nothing, not even its name."""
    tile = {"id": "t", "look": "number", "query": {"kind": "trend", "metrics": [{"metric": "customer.adds"}], "range": {"days": 3660}}}
    owners = [("staff", member) for of in brand.of_store.values() for member in of[:2]] + [("store", store) for store in brand.stores]
    for kind, owner in owners:
        seen = owner in seen_staff or (owner in seen_stores and bool(seen_staff))
        body = {"tile": tile, "filter": {"owner": {"kind": kind, "id": owner}}}
        status, answer = ask("POST", house.url + "/api/board-tiles", body, {**headers, "Sec-Fetch-Site": "same-origin"})
        if status == 503 and answer.get("reason") == "events.no_duckdb":
            return
        check(f"{who}: a board of a {kind} {'inside' if seen else 'outside'}", status == (200 if seen else 404), f"{status} {answer}"[:300])
        if status == 200:
            named = set(re.findall(r'"(\d{6,})"', json.dumps(answer["query"])))
            check(f"{who}: whom a board of a {kind} asks of", named <= seen_staff | seen_stores, f"{named}")
            continue
        status, answer = ask("POST", house.url + "/api/board-exports", {"board": "owner", "filter": body["filter"]},
                             {**headers, "Sec-Fetch-Site": "same-origin"})
        check(f"{who}: the file of a board of a {kind} outside", status == 404, f"{status} {answer}"[:300])


def code_names(house, brand, who, headers, seen_staff):
    """Pickers of codes: those of members he sees, however they are asked for, and no more than asked for."""
    inside = {brand.codes[store] for store in brand.stores if brand.of_store[store][0] in seen_staff}

    def told(query):
        status, answer = ask("GET", f"{house.url}/api/channel-code-names?{query}", None, headers)
        return [item["id"] for item in answer["items"]] if status == 200 else [f"{status} {answer}"]

    tokens = {item["id"]: item["token"] for item in house.good("GET", "/api/channel-code-names?limit=200")["items"]}
    asked = {"all": "limit=200", "by a part of the name": f"limit=200&q={urllib.parse.quote('号')}",
             "by id": "ids=" + ",".join(brand.codes.values()),
             "by name": "names=" + urllib.parse.quote(json.dumps([f"码{i}号" for i in range(len(brand.codes))]))}
    for how, query in asked.items():
        names = told(query)
        check(f"{who}: names of codes {how}", sorted(names) == sorted(inside), f"{names}, not {inside}")
    for code in brand.codes.values():
        names = told(f"token={tokens[code]}")
        check(f"{who}: the name of a code by its token", names == ([code] if code in inside else []), f"{names}")
    check(f"{who}: one name of a code", len(told("limit=1")) == min(1, len(inside)), f"{told('limit=1')}")


def live(house, brand, headers, name, inside, outside):
    """A change of a customer inside is told, one outside is not."""
    link = http.client.HTTPConnection("127.0.0.1", house.port, timeout=300)
    link.request("GET", "/api/live", None, headers)
    reply = link.getresponse()
    check(f"{name}: follows", reply.status == 200, str(reply.status))
    time.sleep(0.3)
    for customer in (outside, inside):
        view = house.good("GET", f"/api/customers/{customer}")
        house.good("PATCH", f"/api/customers/{customer}", {"description": f"说明{time.time()}"}, {"If-Match": f"r{view['revision']}"})
    told, until = "", time.monotonic() + 300  # a slow machine tells late
    while inside not in told and time.monotonic() < until:
        told += reply.fp.readline().decode(errors="replace")
    check(f"{name}: is told of whom he sees", inside in told, told[-300:])
    check(f"{name}: is told of nobody else", outside not in told, told[-300:])
    return link, reply


def ended(house, name, link, reply, headers):
    """A session that ends takes its open page along, and is no session any more."""
    user = ask("GET", house.url + "/api/me", None, headers)[1]["user"]["id"]
    house.good("DELETE", f"/api/users/{user}/sessions")
    closed = False
    try:
        for _ in range(400):
            if reply.fp.readline() in (b"", b"0\r\n"):
                closed = True
                break
    except OSError:
        pass
    check(f"{name}: the page ends with the session", closed)
    link.close()
    check(f"{name}: the session is none any more", ask("GET", house.url + "/api/me", None, headers)[0] == 401)


def collect(house, api):
    ids = {}
    for path, _ in gets(api):
        if "{" in path:
            continue
        status, answer = ask("GET", house.url + path, None, {"Authorization": f"Bearer {house.key}"})
        if status == 200 and isinstance(answer, dict):
            ids[path] = [i["id"] for i in answer.get("items") or [] if isinstance(i, dict) and i.get("id")][:12]
    return ids


def main():
    with House(sys.argv[1], world="bench", contacts=160) as house:
        house.start()
        connection = house.connect()
        house.sync(connection, "all")
        WHOLE.update(p["word"] for p in house.good("GET", "/api/permissions")["items"] if p["needs_all"])
        brand = Brand(house)
        api = house.good("GET", "/api/openapi.json")
        first, second = brand.stores[0], brand.stores[1]
        me = brand.of_store[first][0]
        people = {
            "manager": (brand.user("manager", "store", me), set(brand.of_store[first]), {first}, {brand.regions[0]}),
            "regional": (brand.user("regional", "region", None, [{"kind": "region", "place_id": brand.regions[0]}]),
                         set(brand.of_store[first]) | set(brand.of_store[second]), {first, second}, {brand.regions[0]}),
            "guide": (brand.user("guide", "self", me), {me}, {first}, {brand.regions[0]}),
            "nobody": (brand.user("nobody", "store"), set(), set(), set()),
        }
        users = [user for user, *_ in people.values()] + [u["id"] for u in house.good("GET", "/api/users")["items"]]
        ids = collect(house, api)
        ids.update({"/api/customers": list(brand.customers)[:40], "/api/staff": list(brand.staff)[:20], "/api/stores": brand.stores,
                    "/api/channel-codes": list(brand.codes.values()), "/api/users": users})
        for name, (user, staff, stores, regions) in people.items():
            # Two who are the same member see each other.
            known = [u for u, s, *_ in people.values() if name in ("manager", "guide", "regional") and u in (people["manager"][0], people["guide"][0])]
            outside, customers = outside_of(brand, staff, stores, regions, user, [u for u in users if u not in known])
            far = next(i for i in brand.of_store[brand.stores[3]])
            filters = {"staff_id": [far], "store_id": [brand.stores[3]], "region_id": [brand.regions[1]], "customer_id": [
                next(c for c in brand.customers if c not in customers)]}
            headers = walk(house, api, name, outside, ids, filters)
            figures(house, name, headers, customers, staff)
            shared = {c for c, of in brand.customers.items() if of & staff and of - staff}
            check(f"{name}: customers others know, too", shared or not customers, "nobody")
            queries(house, name, headers, customers, staff, shared)
            boards(house, brand, name, headers, staff, stores)
            code_names(house, brand, name, headers, staff)
            if customers:
                link, reply = live(house, brand, headers, name, next(iter(customers)), filters["customer_id"][0])
                ended(house, name, link, reply, headers)
        if DONE < 400:
            FAILED.append(f"too little was walked: {DONE} checks")
        if "WEFT_API_SEEN" in __import__("os").environ:
            house.note_seen()
    print("\n".join(FAILED))
    print(f"{DONE - len(FAILED)} passed, {len(FAILED)} failed")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
