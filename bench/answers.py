"""weft's answers to the questions of ../shared/bench, from index and store, beside the rivals' of rivals.py: one set, one run.

Whoever is asked, is asked in turn, so that all of them have the same machine.  All must say the same; what differs by definition:
 * weft's "pivot day x type" counts; the rivals' question sums money in the same pass, as weft's "with a sum" does;
 * retention of C is D0, D1, D7 and D30 over all cohorts, its paths the most frequent edge of steps 1 and 2, its pivot one day's;
 * rivals' paths are the hundred most frequent edges; each must be weft's, and weft may not have another as frequent;
 * the audience is asked by fixed instants, the same that ref.c counts back from the end of the set; weft's is of customers, so each
   person is made one, with his last event as the time he was last active;
 * events of one second stand in the log by type, which is how the rivals order them."""
import datetime
import json
import statistics
import time

from answers_said import differences, rival_says, same, weft_says
from answers_set import SHARED, fill_log, make_customers, make_set
from rivals import all_of_them, fetch, floor, processor_ms

RANGE = {"from": "2025-01-01", "to": "2025-03-31"}
ALWAYS = {">=": [{"var": "occurred_at"}, 0]}  # holds for every event, and only the store can tell
SUM = {"measure": "sum", "property": "fen", "name": "fen"}
FROM, IDLE_SINCE = 1740873600000, 1742860800000  # 30 and 7 days before the end of the set
QUESTIONS = {  # name: (what it is called, aim, weft's question, who of weft answers it)
    "funnel": ("funnel, 3 steps, 7 days", "<= 60 ms", {"kind": "funnel", "window": "7d", "steps": ["product_view", "add_to_cart", "purchase"]}, "both"),
    "retention": ("retention, 30 days", "<= 55 ms", {"kind": "retention", "periods": 30}, "both"),
    "paths": ("paths, 5 edges", "<= 60 ms", {"kind": "paths", "length": 6, "session": "30m", "nodes": 40}, "both"),
    "pivot": ("pivot day x type", "<= 45 ms", {"kind": "pivot", "dimensions": ["day", "type"]}, "both"),
    "people": ("pivot with distinct people", "<= 80 ms", {"kind": "pivot", "dimensions": ["day", "type"], "metrics": ["events", "people"]}, "both"),
    "sum": ("pivot day x type with the sum of a property", "<= 1.2 x DuckDB", {"kind": "pivot", "dimensions": ["day", "type"], "metrics": ["events", SUM]}, "store"),
    "shop": ("pivot day x a property with the sum of another", "<= 1.2 x DuckDB",
             {"kind": "pivot", "dimensions": ["day", "property.shop"], "metrics": ["events", SUM]}, "store"),
}
RULE = {"and": [{">=": [{"event_count": ["purchase", [FROM, None]]}, 2]},
                {">": [{"event_sum": ["purchase", "fen", [FROM, None]]}, 50000]},
                {"<": [{"var": "last_event_at"}, IDLE_SINCE]}]}
ASKED_PERSON = "885873"  # in the rivals' question; whoever did most takes his place, for in a small set he did nothing


# ---- asking ------------------------------------------------------------------------------------------------


class Weft:
    """Questions to a house that runs."""

    def __init__(self, house):
        self.house, self.told = house, 0

    def post(self, path, value):
        answer, ms = fetch(self.house.url + path, json.dumps(value).encode(), {"Authorization": f"Bearer {self.house.key}", "Content-Type": "application/json"})
        return json.loads(answer), ms

    def ask(self, query, engine=None, **more):
        self.told += 1  # another limit is another question: nothing comes from the cache
        said, ms = self.post("/api/query", {"range": RANGE, "timezone": "UTC", "limit": 99999 - self.told, **query, **more})
        if engine and said["engine"] != engine:
            raise RuntimeError(f"{query['kind']}: {said['engine']} answered, not {engine}: {said['plan']}")
        return said, ms

    @property
    def pid(self):
        return self.house.weft.process.pid


class Timed:
    """One who is asked one question: how long it took each time, his processor, and what he said at last."""

    def __init__(self, name, pid, ask):
        self.name, self.pid, self.ask, self.ms, self.processor, self.said = name, pid, ask, [], [], None

    def once(self):
        before = processor_ms(self.pid)
        self.said, ms = self.ask()
        self.ms.append(ms)
        self.processor.append(processor_ms(self.pid) - before)

    @property
    def is_enough(self):
        return len(self.ms) >= 9 or (len(self.ms) >= 3 and sum(self.ms) > 6000)

    def figure(self):
        return f"{statistics.median(self.ms):,.{0 if statistics.median(self.ms) >= 100 else 1}f}"


def in_turn(asked):
    """Each once, to be warm; then one after the other until each has been asked often enough."""
    for one in asked:
        one.once()
        one.ms, one.processor = [], []
    while waiting := [one for one in asked if not one.is_enough]:
        for one in waiting:
            one.once()
    return {one.name: one for one in asked}


class Table:
    """What everybody needed, and where they disagreed."""

    def __init__(self, tell, took, has_clickhouse):
        self.tell, self.took, self.has_clickhouse, self.rows, self.wrong = tell, took, has_clickhouse, [], []

    def differ(self, what, how):
        self.wrong.append(what)
        self.tell(what, "DIFFERS", "the same", how)

    def must(self, what, ours, theirs):
        if ours != theirs:
            self.differ(what, f"weft {str(ours)[:120]}, beside it {str(theirs)[:120]}")

    def add(self, name, called, aim, asked):
        cell = lambda who: asked[who].figure() if who in asked else "–"  # noqa: E731
        index = cell("weft index") + (f"; list {cell('list')}" if "list" in asked else "")
        floor_ms = f"{self.took[name]:.1f}" if name in self.took else "–"
        self.rows.append([called, aim, index, cell("weft store"), floor_ms, cell("DuckDB"),
                          cell("ClickHouse") if self.has_clickhouse else "not installed"])
        first = next(iter(asked.values()))
        used = "; ".join(f"{who} {one.figure()} ms, {statistics.mean(one.processor):.0f} of processor, at best {min(one.ms):.1f}" for who, one in asked.items())
        self.tell(called, f"{first.figure()} ms", aim, used)

    def show(self):
        print("\n  | question, median ms | aim | weft index | weft store | C floor | DuckDB | ClickHouse |\n  |---|--:|--:|--:|--:|--:|--:|")
        for row in self.rows:
            print("  | " + " | ".join(row) + " |")


def ask_all(weft, rivals, table, said_c):
    for name, (called, aim, query, by) in QUESTIONS.items():
        asked = [Timed("weft index", weft.pid, lambda q=query: weft.ask(q, "index"))] if by == "both" else []
        more = {"filters": ALWAYS} if by == "both" else {}
        asked.append(Timed("weft store", weft.pid, lambda q=query, m=more: weft.ask(q, "duckdb", **m)))
        rival_name = "pivot" if name == "sum" else name
        asked += [Timed(rival.name, rival.pid, lambda r=rival, n=rival_name: r.ask(r.question(n))) for rival in rivals]
        done = in_turn(asked)
        ours, beside_c = weft_says(name, done["weft store"].said)
        if by == "both":
            table.must(f"{name}, index beside store", done["weft index"].said["rows"], done["weft store"].said["rows"])
        for rival in rivals:
            theirs = rival_says(rival_name, done[rival.name].said)
            if not same(name, ours, theirs):
                table.differ(f"{name}, {rival.name}", differences(name, ours, theirs))
        compare_with_c(table, name, beside_c, ours, said_c)
        table.add(name, called, aim, done)
        if by == "store":
            ratio(table, called, done)


def compare_with_c(table, name, beside_c, cells, said_c):
    if name in ("funnel", "retention", "paths"):
        table.must(f"{name}, C", beside_c, said_c[name])
    viewed, bought, viewers = said_c["pivot"]
    if name == "pivot":
        table.must("pivot, C", beside_c, [viewed])
    if name == "people":
        table.must("distinct people, C", beside_c, [viewed, viewers])
    if name == "sum":
        table.must("sum, C", cells.get(("2025-01-11", "purchase"), [0, 0])[1], bought)


def ratio(table, called, done):
    store, rival = done["weft store"], done["DuckDB"]
    times = statistics.median(store.ms) / statistics.median(rival.ms)
    used = statistics.mean(store.processor) / max(1, statistics.mean(rival.processor))
    table.tell(f"{called}: weft's store beside DuckDB itself", f"{times:.2f} x", "<= 1.2 x", f"processor {used:.2f} x")


# ---- the audience and one person's timeline -------------------------------------------------------------


def people_of(weft, result):
    """The ids in a result that the list of customers opens."""
    ids = []
    while len(ids) < result["total"]:
        page = weft.house.good("GET", f"/api/customers?result_id={result['result_id']}&limit=100&offset={len(ids)}")["items"]
        if not page:
            break
        ids += [int(one["id"]) for one in page]
    return sorted(ids)


def ask_audience(weft, rivals, table, said_c):
    count = lambda: weft.post("/api/segments/preview", {"rule": RULE})  # noqa: E731
    began, before = time.monotonic(), processor_ms(weft.pid)
    said, _ = count()
    if not said["is_good"]:
        raise RuntimeError(f"audience: {said}")
    table.tell("audience: the memory of what it asks, with the first answer", f"{time.monotonic() - began:.1f} s", "-",
               f"{(processor_ms(weft.pid) - before) / 1000:.1f} s of processor; {weft.house.weft.rss_mb():.0f} MB")
    asked = [Timed("weft index", weft.pid, count), Timed("list", weft.pid, lambda: weft.post("/api/segments/people", {"rule": RULE}))]
    asked += [Timed(rival.name, rival.pid, lambda r=rival: r.ask(r.question("audience"))) for rival in rivals]
    done = in_turn(asked)
    said = done["weft index"].said
    people = people_of(weft, done["list"].said)
    table.must("audience, C", said["count"] if said["is_exact"] else said, said_c["audience"])
    for rival in rivals:
        theirs = sorted(rival_says("audience", done[rival.name].said))
        if people != theirs:
            table.differ(f"audience, {rival.name}", f"{len(theirs)} people, weft {len(people)}, {len(set(theirs) & set(people))} of them the same")
    table.add("audience", f"audience of {said['count']:,}: twice in 30 days, over 500 元, not in 7 days", "<= 40 ms", done)


def ask_timeline(weft, rivals, table):
    (person, _), = rivals[0].ask("select customer_id, count(*) as events from ev2 group by 1 order by 2 desc, 1 limit 1")[0]

    def timeline():
        answer, ms = fetch(f"{weft.house.url}/api/customers/{person}/timeline?limit=50", None, {"Authorization": f"Bearer {weft.house.key}"})
        return json.loads(answer)["items"], ms

    of_him = lambda rival: rival.question("timeline").replace(ASKED_PERSON, str(person))  # noqa: E731
    done = in_turn([Timed("weft index", weft.pid, timeline), *(Timed(rival.name, rival.pid, lambda r=rival: r.ask(of_him(r))) for rival in rivals)])
    ours = sorted(datetime.datetime.fromisoformat(item["occurred_at"]).timestamp() for item in done["weft index"].said)
    for rival in rivals:  # they tell UTC
        table.must(f"timeline, {rival.name}", ours, sorted(datetime.datetime.fromisoformat(row[0] + "+00:00").timestamp() for row in done[rival.name].said))
    table.add("timeline", "the timeline of who did most, 50 events (of the log)", "-", done)


# ---- all of it --------------------------------------------------------------------------------------------


def until_there(ask, longest=1800):
    """Asks until it is no longer told to try again shortly."""
    until = time.monotonic() + longest
    while ask()[0] == 503:
        if time.monotonic() > until:
            raise RuntimeError(f"not there after {longest} s")
        time.sleep(0.2)


def feed(house, given, tell):
    """The log into the store, then the index; a weft that has just started."""
    began = time.monotonic()
    until_there(lambda: house.call("POST", "/api/query", {"kind": "pivot"}))
    tell(f"the store fed with {given.events:,} events", f"{time.monotonic() - began:.1f} s", "-")
    house.weft.stop()
    tell("started with them", f"{house.start() * 1000:.0f} ms", "<= 3 s with the index")
    weft = Weft(house)
    for what, engine, aim in (("the first question, of the store", "duckdb", "-"), ("the index made, with its first answer", "index", "<= 3 s")):
        memory, used = house.weft.rss_mb(), processor_ms(weft.pid)
        _, ms = weft.ask(QUESTIONS["funnel"][2], engine)
        tell(what, f"{ms / 1000:.1f} s", aim, f"{(processor_ms(weft.pid) - used) / 1000:.1f} s of processor; {house.weft.rss_mb() - memory:.0f} MB more")
    return weft


def bench(house, given, tell):
    if not SHARED.exists():
        return tell("answers", "left out", "-", "there is no ../shared/bench")
    make_set(house.folder, given.events)
    took, said_c = floor(house.folder)
    fill_log(house.folder / "data" / "weft.db", house.folder)
    house.start()
    house.settle()
    with all_of_them(house.folder) as rivals:
        table = Table(tell, took, len(rivals) > 1)
        for rival in rivals:
            table.must(f"rows of {rival.name}", given.events, int(rival.count))
        print("  beside C, " + ", ".join(f"{rival.name} {rival.version}" for rival in rivals) + "; two threads each", flush=True)
        weft = feed(house, given, tell)
        ask_all(weft, rivals, table, said_c)
        house.weft.stop()
        made = make_customers(house.folder / "data" / "weft.db")
        house.start()
        tell("customers made of the persons", f"{made:,}", "-")
        until_there(lambda: house.call("GET", "/api/customers?limit=1"))
        ask_audience(weft, rivals, table, said_c)
        ask_timeline(weft, rivals, table)
    table.show()
    if table.wrong:
        raise RuntimeError(f"answers differ: {'; '.join(table.wrong)}")
