#!/usr/bin/env python3
"""Tracking over HTTP as clients of all kinds send it: large, packed, by picture, too often, with wrong clocks, strange
ids and broken neighbours.

Usage: track.py BUILD.  WEFT_API_PG names a PostgreSQL to run on; otherwise it is SQLite."""
import base64
import datetime
import gzip
import http.client
import json
import os
import pathlib
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import House, ask  # noqa: E402

CHECKS = []
EMOJI = "家\U0001F468‍\U0001F469‍\U0001F467é"


def check(function):
    CHECKS.append(function)
    return function


def same(what, got, want):
    if got != want:
        raise AssertionError(f"{what}: {got!r}, expected {want!r}")


def wait_for(what, look):
    """Until it is true; gives up when minutes have passed."""
    until = time.monotonic() + 300
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"never: {what}")


class Site:
    """A source and what a client needs to know of it."""

    def __init__(self, house):
        self.house = house
        made = house.good("POST", "/api/sources", {"name": f"site {os.urandom(4).hex()}"})
        self.id, self.key = made["id"], made["write_key"]

    def source(self):
        return next(one for one in self.house.good("GET", "/api/sources")["items"] if one["id"] == self.id)

    def change(self, **more):
        now = self.source()
        draft = {"name": now["name"], "is_on": now["is_on"], **more}
        status, answer = self.house.call("PUT", f"/api/sources/{self.id}", draft, {"If-Match": f'"r{now["revision"]}"'})
        same("change", status, 200)
        return answer

    def post(self, call, body, headers=None, key=None):
        """(status, answer) of a Segment call."""
        basic = base64.b64encode(f"{key or self.key}:".encode()).decode()
        data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        return ask("POST", f"{self.house.url}/v1/{call}", data,
                   {"Authorization": f"Basic {basic}", "Content-Type": "application/json", **(headers or {})})

    def taken(self, call, body, headers=None):
        same(f"{call} is taken", self.post(call, body, headers)[0], 200)

    def sensors(self, records, pack=False, query=""):
        text = json.dumps(records, ensure_ascii=False).encode()
        data = base64.b64encode(gzip.compress(text) if pack else text).decode()
        form = urllib.parse.urlencode({"data_list" if isinstance(records, list) else "data": data, "gzip": int(pack)})
        return ask("POST", f"{self.house.url}/sa?token={self.key}{query}", form.encode(),
                   {"Content-Type": "application/x-www-form-urlencoded"})

    def refusals(self):
        return self.house.good("GET", f"/api/track-refusals?source_id={self.id}&limit=200")["items"]

    def reasons(self):
        return [one["reason"] for one in self.refusals()]

    def events(self, name):
        return self.house.good("GET", f"/api/events?type={urllib.parse.quote(name)}&limit=200")["items"]


@check
def a_batch_with_one_bad_event(house):
    site = Site(house)
    good = [{"type": "track", "userId": "b1", "event": "Batch Good", "messageId": f"b-{n}"} for n in range(300)]
    good.insert(150, {"type": "track", "event": "Batch Bad", "messageId": "b-bad"})
    site.taken("batch", {"batch": good})
    same("the good count", len(site.events("Batch Good")) > 0, True)
    same("the bad is named", [(r["event"], r["reason"]) for r in site.refusals()], [("Batch Bad", "track.no_id")])
    wait_for("counted", lambda: site.source()["accepted"] == 300)
    same("refused", site.source()["refused"], 1)
    site.taken("batch", {"batch": good})
    same("sent again, nothing is new", site.source()["accepted"], 300)


@check
def large_batches_and_large_events(house):
    site = Site(house)
    text = "x" * 900
    batch = [{"type": "track", "userId": "l1", "event": "Large", "messageId": f"l-{n}", "properties": {"text": text}}
             for n in range(480)]
    body = json.dumps({"batch": batch}).encode()
    same("just under 500 KB", 470 * 1024 < len(body) < 500 * 1024, True)
    site.taken("batch", body)
    wait_for("all of it", lambda: site.source()["accepted"] == 480)
    same("over 500 KB is answered 400, so that it is dropped", site.post("batch", body + b" " * 30 * 1024)[0], 400)
    near = {"userId": "l2", "event": "Near", "messageId": "l2", "properties": {"text": "y" * (31 * 1024)}}
    site.taken("track", near)
    same("32 KB", site.events("Near")[0]["payload"]["properties"]["text"], "y" * (31 * 1024))
    same("over 32 KB", site.post("track", {**near, "properties": {"text": "y" * (33 * 1024)}})[0], 400)
    site.taken("batch", {"batch": [{"type": "track", "userId": "l3", "event": "Too large", "properties": {"text": "y" * 40000}},
                                   {"type": "track", "userId": "l3", "event": "Beside it", "messageId": "l3"}]})
    same("in a batch it alone is refused", site.reasons(), ["track.event_too_large"])
    same("and its neighbour taken", len(site.events("Beside it")), 1)


@check
def packed_bodies(house):
    site = Site(house)
    body = json.dumps({"batch": [{"type": "track", "userId": "g1", "event": "Packed", "messageId": "g1"}]}).encode()
    site.taken("batch", gzip.compress(body), {"Content-Encoding": "gzip"})
    same("packed", len(site.events("Packed")), 1)
    bomb = gzip.compress(b"{" + b" " * (40 << 20) + b"}")
    same("a bomb", site.post("batch", bomb, {"Content-Encoding": "gzip"})[0], 400)
    same("torn", site.post("batch", gzip.compress(body)[:-9], {"Content-Encoding": "gzip"})[0], 400)


@check
def clocks_wrong_by_a_year(house):
    site = Site(house)
    now = datetime.datetime.now(datetime.timezone.utc)
    ahead = now + datetime.timedelta(days=365)

    def stamp(at):
        return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")

    def distance_s(event):
        return abs((datetime.datetime.fromisoformat(event["occurred_at"].replace("Z", "+00:00")) - now).total_seconds())

    said = stamp(ahead - datetime.timedelta(hours=2))
    site.taken("batch", {"sentAt": stamp(ahead), "batch": [{"type": "track", "userId": "c1", "event": "Ahead", "messageId": "c1",
                                                             "timestamp": said}]})
    event = site.events("Ahead")[0]
    same("two hours before it was sent", 2 * 3600 - 600 < distance_s(event) < 2 * 3600 + 3600, True)
    same("what the client said is kept", event["payload"]["timestamp"], said)
    past = stamp(now - datetime.timedelta(days=365))
    site.taken("track", {"userId": "c1", "event": "Behind", "messageId": "c2", "timestamp": past, "sentAt": past})
    same("a clock a year behind", distance_s(site.events("Behind")[0]) < 3600, True)
    site.taken("track", {"userId": "c1", "event": "Never ahead", "messageId": "c3", "timestamp": stamp(ahead)})
    same("without sentAt nothing lies in the future", distance_s(site.events("Never ahead")[0]) < 3600, True)
    site.taken("import", {"batch": [{"type": "track", "userId": "c1", "event": "History", "messageId": "c4", "timestamp": past}]})
    site.taken("import", {"batch": [{"type": "track", "userId": "c1", "event": "Antiquity", "messageId": "c6", "timestamp": "0001-01-01T00:00:00Z"}]})
    same("before all time is now", distance_s(site.events("Antiquity")[0]) < 3600, True)
    same("history stays where it was", distance_s(site.events("History")[0]) > 360 * 86400, True)
    when = int(time.time() * 1000) + 365 * 86400 * 1000
    same("sensors", site.sensors({"type": "track", "event": "SaAhead", "distinct_id": "c5", "time": when, "_flush_time": when + 5000,
                                  "_track_id": 1})[0], 200)
    same("sensors by _flush_time", distance_s(site.events("SaAhead")[0]) < 3600, True)


@check
def strange_ids_and_names(house):
    site = Site(house)
    site.taken("track", {"userId": "i" * 10240, "event": "Long id"})
    site.taken("track", {"userId": "bad\u0001id", "event": "Control"})
    site.taken("track", {"userId": "i1", "event": "e" * 500})
    same("refused with reasons", sorted(site.reasons()), ["track.bad_id", "track.event_too_long", "track.id_too_long"])
    site.taken("track", {"userId": EMOJI, "event": EMOJI, "messageId": EMOJI * 30, "properties": {EMOJI: EMOJI, "wide": "ＡＢＣ"}})
    event = site.events(EMOJI)[0]
    same("emoji come back as they were", event["payload"]["properties"], {EMOJI: EMOJI, "wide": "ＡＢＣ"})
    site.taken("track", {"userId": EMOJI, "event": EMOJI, "messageId": EMOJI * 30})
    same("a long message id tells it again", len(site.events(EMOJI)), 1)
    site.taken("track", {"userId": "i2", "event": "Long message id", "messageId": "m" * 10240})
    same("taken", len(site.events("Long message id")), 1)


@check
def consent_bots_blocked_and_renamed(house):
    site = Site(house)
    site.taken("track", {"userId": "p1", "event": "Declined", "context": {"consent": {"categoryPreferences": {"Analytics": False}}}})
    site.taken("track", {"userId": "p1", "event": "Crawled"}, {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"})
    same("refused", sorted(site.reasons()), ["track.bot", "track.no_consent"])
    site.taken("track", {"userId": "p1", "event": "Agreed", "messageId": "p1", "context": {"consent": {"categoryPreferences": {"Analytics": True}}}})
    site.taken("track", {"userId": "p1", "event": "Old name", "messageId": "p2"})

    def type_of(name):
        return next((one for one in house.good("GET", "/api/track-types")["items"] if one["name"] == name), None)

    for name, draft in (("Agreed", {"is_blocked": True}), ("Old name", {"rename_to": "New name"})):
        known = wait_for(name, lambda name=name: type_of(name))
        same(name, house.call("PUT", f"/api/track-types/{known['id']}", draft, {"If-Match": f'"r{known["revision"]}"'})[0], 200)
    site.taken("track", {"userId": "p1", "event": "Agreed", "messageId": "p3"})
    site.taken("track", {"userId": "p1", "event": "Old name", "messageId": "p4"})
    same("blocked", site.reasons()[0], "track.blocked")
    same("renamed", len(site.events("New name")), 1)


@check
def an_unknown_key_is_dropped_and_counted(house):
    site = Site(house)

    def unknown():
        text = ask("GET", f"{house.url}/metrics")[1]
        return int(next(line for line in text.splitlines() if line.startswith("weft_track_unknown_key_total ")).split()[1])

    before = unknown()
    same("as the official servers answer", site.post("batch", {"batch": [{}, {}, {}]}, key="nobody")[0], 200)
    same("counted", unknown() - before, 3)
    same("nothing is refused in anybody's name", site.reasons(), [])


@check
def too_much_at_once(house):
    site = Site(house)
    site.change(events_per_s_max=1)
    batch = {"batch": [{"type": "track", "userId": "r1", "event": "Often", "messageId": f"r-{n}"} for n in range(400)]}
    site.taken("batch", batch)
    connection = http.client.HTTPConnection("127.0.0.1", house.port)
    connection.request("POST", "/v1/track", json.dumps({"writeKey": site.key, "userId": "r1", "event": "Often"}), {"Origin": "https://shop.example"})
    answer = connection.getresponse()
    same("429", answer.status, 429)
    same("Retry-After", 1 <= int(answer.headers["Retry-After"]) <= 60, True)
    same("browsers may read it", answer.headers["Access-Control-Allow-Origin"], "https://shop.example")
    answer.read()
    same("sensors", site.sensors({"type": "track", "event": "Often", "distinct_id": "r1"})[0], 429)
    same("refused nothing", site.source()["refused"], 0)
    other = Site(house)
    other.taken("track", {"userId": "r2", "event": "Beside"})
    site.change(events_per_s_max=0)
    site.taken("track", {"userId": "r1", "event": "Often again", "messageId": "r-again"})
    same("no limit any more", len(site.events("Often again")), 1)


@check
def a_sample_is_of_visitors(house):
    site = Site(house)
    site.change(sample_percent=30)
    users = [f"s{n}" for n in range(100)]
    for event in ("First", "Second"):
        site.taken("batch", {"batch": [{"type": "track", "anonymousId": user, "event": f"Sample {event}", "messageId": f"{event}-{user}"}
                                       for user in users]})
    first, second = ({e["payload"]["anonymous_id"] for e in site.events(f"Sample {name}")} for name in ("First", "Second"))
    same("the same visitors each time", first, second)
    same("a part of them", 0 < len(first) < 100, True)
    same("counted", site.source()["sampled_out"], 2 * (100 - len(first)))
    site.taken("batch", {"batch": [{"type": "identify", "userId": user, "messageId": f"i-{user}"} for user in users]})
    same("who they are is always heard", site.source()["sampled_out"], 2 * (100 - len(first)))


@check
def by_picture(house):
    site = Site(house)
    data = base64.urlsafe_b64encode(json.dumps({"writeKey": site.key, "userId": "x1", "event": "Pixel", "messageId": "x1"}).encode()).decode()
    connection = http.client.HTTPConnection("127.0.0.1", house.port)
    connection.request("GET", f"/v1/pixel/track?data={data.rstrip('=')}")
    answer = connection.getresponse()
    same("a picture", (answer.status, answer.headers["Content-Type"], answer.read()[:6]), (200, "image/gif", b"GIF89a"))
    same("taken", len(site.events("Pixel")), 1)
    same("nothing in it", ask("GET", f"{house.url}/v1/pixel/track")[0], 400)
    same("no such call", ask("GET", f"{house.url}/v1/pixel/nonsense?data={data}")[0], 404)


@check
def sensors_lists(house):
    site = Site(house)
    at = int(time.time() * 1000)
    records = [{"type": "track", "event": "SaLarge", "distinct_id": "z1", "time": at, "_track_id": n,
                "properties": {"text": "z" * 1100, "n": n}} for n in range(900)]
    same("over 1 MiB as it comes", site.sensors(records)[0], 200)
    wait_for("all of it", lambda: site.source()["accepted"] == 900)
    same("packed it is the same again", site.sensors(records, pack=True)[0], 200)
    same("nothing is new", site.source()["accepted"], 900)
    same("over 5 MB", ask("POST", f"{house.url}/sa?token={site.key}", b"data=" + b"A" * (6 << 20))[0], 413)
    same("one bad among them", site.sensors([records[0], {"type": "nonsense"}, {**records[1], "event": "SaBeside", "_track_id": 5000}])[0], 200)
    same("is named", site.reasons(), ["track.unknown_type"])
    same("its neighbours are taken", len(site.events("SaBeside")), 1)


@check
def the_live_page_follows(house):
    site = Site(house)
    connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=300)
    connection.request("GET", "/api/live", headers={"Authorization": f"Bearer {house.key}"})
    stream = connection.getresponse()
    same("open", stream.status, 200)
    site.taken("track", {"userId": "v1", "event": "Seen live", "messageId": "v1"})
    seen = set()
    while not {"Seen live", "track.received"} <= seen:
        line = stream.readline().decode()
        if line.startswith("event: "):
            seen.add(line[7:].strip())
    connection.close()


def main():
    failed = 0
    with House(sys.argv[1], pg=os.environ.get("WEFT_API_PG")) as house:
        house.start()
        for function in CHECKS:
            try:
                function(house)
                print(f"ok {function.__name__}")
            except Exception as error:  # noqa: BLE001 -- one failure must not hide the next
                failed += 1
                print(f"not ok {function.__name__}: {type(error).__name__}: {error}")
        house.weft.stop()
        if house.weft.process.returncode != 0:
            failed += 1
            print(f"not ok stopped with {house.weft.process.returncode}: {(house.folder / 'weft.log').read_text()[-3000:]}")
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
