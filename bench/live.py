"""How long it takes until an open page shows what happened, while 5,000 tracked events a second come in beside it.

Two pages are open, as the console keeps them: each follows /api/live, waits for what else comes within half a second, and asks its question
anew.  The list shows who has a tag that a rule gives by an event, the board a tile that counts such events."""
import base64
import contextlib
import http.client
import json
import statistics
import subprocess
import threading
import time

GATHER_S = 0.5  # console/src/api/live.ts waits so long for what else comes


class Page:
    """Asks anew half a second after the stream told of something; notes when it showed the n-th of what is waited for."""

    def __init__(self, house, types, question):
        self.house, self.types, self.question, self.shown, self.moved, self.ends = house, types, question, [], threading.Event(), False
        self.link = http.client.HTTPConnection("127.0.0.1", house.port, timeout=60)
        self.link.request("GET", "/api/live", headers={"Authorization": f"Bearer {house.key}"})
        self.stream = self.link.getresponse()
        self.asking = threading.Thread(target=self.ask, daemon=True)
        self.asking.start()
        threading.Thread(target=self.hear, daemon=True).start()

    def close(self):
        self.ends = True
        self.asking.join()

    def hear(self):
        with contextlib.suppress(OSError):  # the server stops at the end
            while line := self.stream.readline().decode():
                if line.startswith("event: ") and line[7:].strip() in self.types:
                    self.moved.set()

    def ask(self):
        while not self.ends:
            if not self.moved.wait(0.2):
                continue
            time.sleep(GATHER_S)
            self.moved.clear()
            count = self.question()
            self.shown += [time.monotonic()] * (count - len(self.shown))


def p99_of(sent, shown):
    took = sorted((b - a) * 1000 for a, b in zip(sent, shown))
    return statistics.median(took), took[max(0, -(-len(took) * 99 // 100) - 1)], took[-1]


def bench(house, given, tell):
    house.start()
    key = house.good("POST", "/api/sources", {"name": "bench"})["write_key"]
    basic = "Basic " + base64.b64encode(f"{key}:".encode()).decode()
    tag = house.good("POST", "/api/tag-groups", {"name": "行为", "kind": "internal", "tags": ["刚来过"]})["tags"][0]["id"]
    house.good("PUT", f"/api/tags/{tag}/detail", {"type": "flag", "rule": '{"did":["Came in","30d"]}', "is_on": True, "revision": 0})
    load = [str(given.build / "weft-load"), str(house.port), key, "4", "50"]
    subprocess.run([*load, "0", "0", "20000"], capture_output=True, check=True)
    house.settle()
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600))
    tile = {"kind": "pivot", "dimensions": ["type"], "metrics": ["events"], "range": {"from": day, "to": day}, "limit": 100}

    def listed():
        return house.good("GET", f"/api/customers?tag_ids={tag}&limit=1")["total"]

    def counted():
        return next((int(row[1]) for row in house.good("POST", "/api/query", tile)["rows"] if row[0] == "Came in"), 0)

    pages = [Page(house, {"customer.tagged"}, listed), Page(house, {"track.received"}, counted)]
    loading = subprocess.Popen([*load, str(given.seconds), "5000", "20000", "20000"], stdout=subprocess.PIPE)
    try:
        measure(house, given, tell, pages, loading, basic)
    finally:
        loading.kill()
        for page in pages:
            page.close()


def measure(house, given, tell, pages, loading, basic):
    until, sent = time.monotonic() + given.seconds - 2, []
    while time.monotonic() < until:
        house.good("POST", "/v1/track", {"userId": f"user-{len(sent):07d}", "event": "Came in", "messageId": f"came-{len(sent)}"},
                   headers={"Authorization": basic})
        sent.append(time.monotonic())
        time.sleep(0.1)
    told = json.loads(loading.communicate()[0])
    if loading.returncode or told["failed"] or told["per_second"] < 4900:
        raise RuntimeError(f"the load beside it was another: {told}")
    until = time.monotonic() + 30
    while any(len(page.shown) < len(sent) for page in pages) and time.monotonic() < until:
        time.sleep(0.05)
    for page, what in zip(pages, ("event accepted, a rule's tag given, on an open list, p99", "event accepted, on an open board, p99")):
        if len(page.shown) < len(sent):
            raise RuntimeError(f"{what}: {len(page.shown)} of {len(sent)} were shown")
        middle, late, worst = p99_of(sent, page.shown)
        tell(what, f"{late:.0f} ms", "<= 1 s", f"p50 {middle:.0f}, at most {worst:.0f} ms, {GATHER_S * 1000:.0f} of them the page's own wait; "
             f"{len(sent)} events beside 5,000 a second")
