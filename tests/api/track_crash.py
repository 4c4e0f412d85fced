#!/usr/bin/env python3
"""kill -9 while tracked events come and the door remembers whose they are: no acknowledged event is lost, none stands
twice, and each is of the person who said so.

Usage: track_crash.py BUILD [rounds [seed]].  Clients send batches of a few people, again and again, and repeat what was not
acknowledged, as Segment's clients do; between two kills each person is met many times, so that the door finds him in
memory.  Some tell who they are only later.  WEFT_API_PG names a PostgreSQL to run on; otherwise it is SQLite."""
import base64
import collections
import http.client
import json
import os
import pathlib
import random
import signal
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import House, ask  # noqa: E402

CLIENTS = 4
PEOPLE = 40  # of one client: nobody else sends of them
BATCH = 20
LEAST = 20  # batches of a client between two kills: the memory is warm then


class Client(threading.Thread):
    """Sends until it is told to stop; a batch again until it is acknowledged."""

    def __init__(self, house, key, number, seed):
        super().__init__(daemon=True)
        self.house, self.number, self.chance = house, number, random.Random(seed + number)
        self.head = {"Authorization": "Basic " + base64.b64encode(f"{key}:".encode()).decode(), "Content-Type": "application/json"}
        self.sent = self.acknowledged = self.repeated = 0
        self.known, self.problem, self.ended = {}, None, threading.Event()

    def event(self):
        who = self.chance.randrange(PEOPLE)
        self.sent += 1
        made = {"type": "track", "event": "Seen", "messageId": f"{self.number}-{self.sent}",
                "properties": {"who": f"{self.number}-{who}"}, "anonymousId": f"device-{self.number}-{who}"}
        # The first third is always signed in, the second never, the rest from some moment on.
        if who < PEOPLE // 3 or (who >= 2 * PEOPLE // 3 and (who in self.known or self.chance.random() < 0.02)):
            self.known[who] = True
            made["userId"] = f"user-{self.number}-{who}"
        return made

    def deliver(self, body):
        while True:
            try:
                status, answer = ask("POST", f"{self.house.url}/v1/batch", body, self.head, timeout=60)
            except (OSError, http.client.HTTPException):
                status, answer = 0, ""
            if status == 200:
                return
            if status not in (0, 503):
                raise AssertionError(f"{status} {answer}")
            self.repeated += 1
            time.sleep(0.02)

    def run(self):
        try:
            while not self.ended.is_set():
                events = [self.event() for _ in range(BATCH)]
                self.deliver(json.dumps({"batch": events}).encode())
                self.acknowledged += BATCH
        except Exception as error:  # noqa: BLE001 -- reported by the main thread
            self.problem = str(error)


def each_stands_once(clients, events, problems):
    ids = collections.Counter(e["payload"]["message_id"] for e in events)
    twice = [one for one, count in ids.items() if count > 1]
    wanted = {f"{c.number}-{n}" for c in clients for n in range(1, c.acknowledged + 1)}
    lost = wanted - set(ids)
    if twice:
        problems.append(f"{len(twice)} events stand twice: {twice[:5]}")
    if lost or not wanted:
        problems.append(f"{len(lost)} of {len(wanted)} acknowledged events are lost: {sorted(lost)[:5]}")


def each_is_of_the_right_person(events, problems):
    """Each event is of a person; a person is of one name alone, and a name of one person: who tells who he is later is who
    his device was."""
    names, persons = collections.defaultdict(set), collections.defaultdict(set)
    for e in events:
        who = e["payload"]["properties"]["who"]
        names[e["person_id"]].add(who)
        persons[who].add(e["person_id"])
    nobody = names.pop(None, set())
    if nobody:
        problems.append(f"events of {len(nobody)} are of nobody: {sorted(nobody)[:5]}")
    mixed = [sorted(of) for of in names.values() if len(of) > 1]
    if mixed:
        problems.append(f"{len(mixed)} persons have events of others: {mixed[:5]}")
    split = [who for who, of in persons.items() if len(of) > 1]
    if split:
        problems.append(f"{len(split)} are more than one person: {split[:5]}")
    return len(persons)


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else int(time.time())
    chance, problems = random.Random(seed), []
    with House(sys.argv[1], pg=os.environ.get("WEFT_API_PG")) as house:
        house.start()
        key = house.good("POST", "/api/sources", {"name": "crash"})["write_key"]
        clients = [Client(house, key, number, seed) for number in range(CLIENTS)]
        for client in clients:
            client.start()
        for _ in range(rounds):
            before = [c.acknowledged for c in clients]
            until = time.monotonic() + 120
            while not all(c.acknowledged >= was + LEAST * BATCH or c.problem for c, was in zip(clients, before)):
                if time.monotonic() > until:
                    problems.append("nothing is acknowledged any more")
                    break
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.05))
            house.weft.stop(signal.SIGKILL)
            house.start()
        for client in clients:
            client.ended.set()
        for client in clients:
            client.join()
            if client.problem:
                problems.append(f"client {client.number}: {client.problem}")
        house.settle()
        events = house.events("Seen")
        each_stands_once(clients, events, problems)
        people = each_is_of_the_right_person(events, problems)
        counted = [t["count"] for t in house.good("GET", "/api/event-types")["items"] if t["type"] == "Seen"]
        if counted != [len(events)]:
            problems.append(f"{counted} counted, {len(events)} in the log")
        repeated = sum(c.repeated for c in clients)
        if not repeated:
            problems.append("no batch had to be repeated: nothing was interrupted")
        print(f"seed {seed}: {rounds} kills, {len(events)} events of {people} people, {repeated} batches repeated")
    print("\n".join(problems[:20]))
    print(f"{0 if problems else 1} passed, {1 if problems else 0} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
