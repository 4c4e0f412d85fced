#!/usr/bin/env python3
"""Merges and splits of the same persons by many at once, with kill -9 in between: every person is whole at every
moment, and once everything is taken back each stands as before.

Usage: merge.py BUILD [rounds [seed]].  WEFT_API_PG names a PostgreSQL to run on; otherwise it is SQLite."""
import contextlib
import http.client
import os
import pathlib
import random
import signal
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import House, ask  # noqa: E402

FAILED, DONE = [], 0
PERSONS, HANDS = 8, 4


def check(what, holds, said=""):
    global DONE
    DONE += 1
    if not holds:
        FAILED.append(f"{what}: {said}"[:1500])


def everybody(house):
    """Persons of a source, each with an identity of his own, a note, a consent and an event."""
    key = house.good("POST", "/api/sources", {"name": "merge"})["write_key"]
    ids = []
    for i in range(PERSONS):
        for call, more in (("identify", {"traits": {"name": f"人{i}", "email": f"p{i}@example.test"}}), ("track", {"event": "Viewed"})):
            status, answer = ask("POST", f"{house.url}/v1/{call}", {"writeKey": key, "userId": f"user-{i}", "messageId": f"{call}-{i}", **more})
            check("taken", status == 200, answer)
        ids.append(house.good("GET", f"/api/people?identity=user_id:user-{i}")["id"])
        house.good("POST", f"/api/customers/{ids[-1]}/notes", {"text": f"备注 {i}"})
        house.good("POST", f"/api/customers/{ids[-1]}/consents", {"purpose": "sms", "state": ("given", "withdrawn")[i % 2], "source": "form",
                                                                 "at": f"2026-01-{i + 1:02}T00:00:00Z"})
    return ids


def picture(house, person):
    """All that pages show of one."""
    look = lambda path: house.good("GET", f"/api/customers/{person}{path}")
    return {"customer": look(""), "why": look("/why-one"), "notes": look("/notes"), "consents": look("/consents"),
            "events": [e["id"] for e in house.good("GET", f"/api/events?person_id={person}&limit=200")["items"]
                       if e["type"] not in ("customer.merged", "customer.split")]}


def merges(house, ids):
    found = {}
    for one in ids:
        status, why = house.call("GET", f"/api/customers/{one}/why-one")
        if status == 200:
            found.update({m["merge_id"]: m for m in why["merged"]})
    return found


def hand(house, ids, chance, until, seen):
    """Merges and splits what it finds until the time is over; a killed server answers nothing."""
    while time.monotonic() < until:
        with contextlib.suppress(OSError, ValueError, RuntimeError, http.client.HTTPException):
            if chance.random() < 0.6:
                a, b = chance.sample(ids, 2)
                status, answer = house.call("POST", f"/api/customers/{a}/merge", {"other_id": b}, timeout=20)
                seen.append((status, answer.get("reason") if isinstance(answer, dict) else answer))
            else:
                open_ones = list(merges(house, chance.sample(ids, 2)))
                if open_ones:
                    status, answer = house.call("POST", f"/api/customer-merges/{chance.choice(open_ones)}/split", timeout=20)
                    seen.append((status, answer.get("reason") if isinstance(answer, dict) else answer))


def one_round(house, ids, chance):
    seen, until = [], time.monotonic() + 0.5 + chance.random()
    hands = [threading.Thread(target=hand, args=(house, ids, random.Random(chance.random()), until, seen)) for _ in range(HANDS)]
    for one in hands:
        one.start()
    time.sleep(chance.random() * 0.8)
    house.weft.stop(signal.SIGKILL)
    for one in hands:
        one.join()
    house.start()
    wrong = [s for s in seen if s[0] not in (200, 404, 409, 503)]
    check("answers are those we know", not wrong, wrong[:3])
    # Whoever he is now, everybody is somebody, and holds his own name.
    for i, one in enumerate(ids):
        now = house.good("GET", f"/api/people/{one}")["id"]
        check("an old id leads to who holds its identity", house.good("GET", f"/api/people?identity=user_id:user-{i}")["id"] == now, one)
    return len(seen)


def both_at_once(house, ids):
    """Two merges of one pair at one instant: one of them happens."""
    answers = []
    call = lambda a, b: answers.append(house.call("POST", f"/api/customers/{a}/merge", {"other_id": b})[0])
    hands = [threading.Thread(target=call, args=pair) for pair in ((ids[0], ids[1]), (ids[1], ids[0]))]
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    check("one pair is merged once", answers.count(200) == 1 and set(answers) <= {200, 409, 503}, answers)
    check("and is one merge", len(merges(house, ids[:2])) == 1, merges(house, ids[:2]))


def take_all_back(house, ids):
    until = time.monotonic() + 300
    while time.monotonic() < until:
        left = merges(house, ids)
        if not left:
            return
        for merge in left:
            status, answer = house.call("POST", f"/api/customer-merges/{merge}/split")
            check("a split is done, or was", status in (200, 409, 503), answer)


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 30)
    chance = random.Random(seed)
    with House(sys.argv[1], pg=os.environ.get("WEFT_API_PG")) as house:
        house.start()
        ids = everybody(house)
        house.settle()
        before = {one: picture(house, one) for one in ids}
        both_at_once(house, ids)
        take_all_back(house, ids)
        tried = sum(one_round(house, ids, chance) for _ in range(rounds))
        take_all_back(house, ids)
        house.settle()
        for one in ids:
            now = picture(house, one)
            # The instant of the last event is kept to ten minutes, so what came since may have moved it within them.
            was, is_now = (seen["customer"].pop("last_event_at") for seen in (before[one], now))
            check(f"the last event is not lost (seed {seed})", is_now >= was, f"{is_now} {was}")
            for part, was in before[one].items():
                check(f"{part} as before (seed {seed})", now[part] == was, f"{now[part]} {was}")
        print(f"{tried} merges and splits, {rounds} kills")
    print("\n".join(FAILED))
    print(f"{DONE - len(FAILED)} passed, {len(FAILED)} failed")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
