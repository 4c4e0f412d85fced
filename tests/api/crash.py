#!/usr/bin/env python3
"""kill -9 at any moment, under load: no acknowledged callback lost, no welcome sent twice, no tag lost.

Usage: crash.py BUILD [rounds [seed]].  Customers scan all the while; the simulator repeats what was not
acknowledged, as the platform does, and gives up after three repeats.  What it gave up is fetched by a sync
at the end, as a brand would.  The seed of the pauses is printed."""
import collections
import json
import os
import pathlib
import random
import re
import signal
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import House  # noqa: E402

SCANS_A_SECOND = 25
CHECKS = 7


class Scanners(threading.Thread):
    """People who scan the code until they are told to stop."""

    def __init__(self, house, config_id):
        super().__init__(daemon=True)
        self.house, self.config_id = house, config_id
        self.scanned, self.problem, self.ended = 0, None, threading.Event()

    def run(self):
        try:
            while not self.ended.wait(1 / SCANS_A_SECOND):
                outcome = self.house.play("POST", "customers/scan", {"config_id": self.config_id})["outcome"]
                self.scanned += outcome == "added"
        except Exception as error:  # noqa: BLE001 -- reported by the main thread
            self.problem = str(error)

    def stop(self):
        self.ended.set()
        self.join()


def all_customers(house):
    window, found = "", []
    while True:
        page = house.good("GET", f"/api/customers?limit=500{window}")
        found += page["items"]
        if not page["items"]:
            return found
        window = f"&result_id={page['result_id']}&offset={len(found)}"


def logged(house, what, path, limit=100000):
    """A log of the simulator, whole: it keeps the last lines only, so a short log is a lost one."""
    lines = house.play("GET", f"{path}&limit={limit}" if "?" in path else f"{path}?limit={limit}")[what]
    return list(reversed(lines))


def everything_acknowledged(house, problems):
    """Of each callback that was answered with 200 there is an event, and the customer it told of."""
    acknowledged = [d for d in logged(house, "deliveries", "deliveries?event=add_external_contact") if d["state"] == "delivered"]
    told = collections.Counter(e["payload"]["fields"].get("WelcomeCode") for e in house.events("callback.received"))
    codes = [re.search(r"<WelcomeCode><!\[CDATA\[(.*?)\]\]>", d["xml"])[1] for d in acknowledged]
    lost = [code for code in codes if not told[code]]
    if not codes or lost:
        problems.append(f"{len(lost)} of {len(codes)} acknowledged callbacks have no event")
    twice = [code for code, count in told.items() if code and count > 1]
    if twice:
        problems.append(f"{len(twice)} callbacks became more than one event")
    return len(codes)


def welcomes_delivered(house, problems):
    sent = [json.loads(c["body"])["welcome_code"] for c in logged(house, "calls", "calls?path=externalcontact/send_welcome_msg")
            if c["errcode"] == 0]
    twice = len(sent) - len(set(sent))
    if twice or not sent:
        problems.append(f"{twice} of {len(sent)} welcomes were delivered twice")
    return len(sent)


def nobody_untagged(house, tag, problems):
    """Before the sync: history that is read later is not tagged."""
    ours = all_customers(house)
    untagged = [c["name"] for c in ours if tag not in [t["id"] for t in c["tags"]]]
    if untagged or not ours:
        problems.append(f"{len(untagged)} of {len(ours)} customers without the tag: {untagged[:5]}")
    return len(ours)


def counts_equal(house, code, people, problems):
    ours = len(all_customers(house))
    if ours != people:
        problems.append(f"{people} customers on the platform, {ours} here")
    stats = house.good("GET", f"/api/channel-codes/{code['id']}/stats")
    if stats["added"] != people:
        problems.append(f"{stats['added']} adds counted, {people} played")
    added = [e for e in house.good("GET", "/api/event-types")["items"] if e["type"] == "contact.added"]
    if not added or added[0]["count"] != people:
        problems.append(f"{added} in the log, {people} played")


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else int(time.time())
    chance = random.Random(seed)
    problems = []
    with House(sys.argv[1], pg=os.environ.get("WEFT_API_PG")) as house:
        house.start()
        connection = house.connect()
        house.sync(connection, "org")
        house.sync(connection, "tags")
        tag = house.good("POST", "/api/tag-groups", {"name": "来源", "kind": "internal", "tags": ["扫码"]})["tags"][0]["id"]
        code = house.code("crash", tag_ids=[tag])
        house.play("POST", "pump", {"retry_ms": 700})
        scanners = Scanners(house, code["config_id"])
        scanners.start()
        started = time.monotonic()
        for _ in range(rounds):
            time.sleep(chance.uniform(0, 0.4))
            house.weft.stop(signal.SIGKILL)
            house.start()
        took = time.monotonic() - started
        scanners.stop()
        if scanners.problem:
            problems.append(f"the load ended early: {scanners.problem}")
        house.play("GET", "pump/wait?timeout_ms=60000")
        house.settle()
        acknowledged = everything_acknowledged(house, problems)
        before = nobody_untagged(house, tag, problems)
        if before < acknowledged:
            problems.append(f"{acknowledged} callbacks acknowledged, {before} customers")
        house.sync(connection, "contacts")
        house.settle()
        sent = welcomes_delivered(house, problems)
        counts_equal(house, code, scanners.scanned, problems)
        dead = sum(c["dead_count"] for c in house.good("GET", "/api/health")["consumers"])
        if dead:
            problems.append(f"{dead} dead letters")
        print(f"seed {seed}: {rounds} kills in {took:.0f} s, {scanners.scanned} adds, {acknowledged} callbacks acknowledged, {sent} welcomes")
        if problems:
            print("\n".join(problems))
            print(f"kept: {house.folder}")
            raise SystemExit(f"{CHECKS - len(problems)} passed, {len(problems)} failed")
    print(f"{CHECKS} passed, 0 failed")


if __name__ == "__main__":
    main()
