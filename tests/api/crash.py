#!/usr/bin/env python3
"""kill -9 at any moment, under load: no acknowledged callback lost, no welcome sent twice, no tag lost.

Usage: crash.py BUILD [rounds].  The simulator plays customers all the while and repeats what was not
acknowledged, as the platform does; the seed of the pauses is printed."""
import pathlib
import random
import signal
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import House  # noqa: E402


def all_customers(house):
    cursor, found = "", []
    while True:
        page = house.good("GET", f"/api/customers?limit=200{cursor}")
        found += page["items"]
        if not page["next_cursor"]:
            return found
        cursor = f"&cursor={page['next_cursor']}"


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    seed = int(time.time())
    chance = random.Random(seed)
    problems = []
    with House(sys.argv[1]) as house:
        house.start()
        connection = house.connect()
        house.sync(connection, "org")
        house.sync(connection, "tags")
        tag = house.good("POST", "/api/tag-groups", {"name": "来源", "kind": "internal", "tags": ["扫码"]})["tags"][0]["id"]
        code = house.code("crash", tag_ids=[tag])
        # The platform gives up after three repeats: let those outlast a restart.
        house.play("POST", "pump", {"retry_ms": 1500})
        for number in range(rounds):
            house.play("POST", "burst", {"rate": 40, "count": 12, "config_ids": [code["config_id"]], "wait": False})
            time.sleep(chance.uniform(0, 0.35))
            house.weft.stop(signal.SIGKILL)
            house.start()
        house.play("GET", "pump/wait?timeout_ms=60000")
        house.settle(180)
        played = house.play("GET", "pulse")
        contacts = [c for c in house.play("GET", "customers?limit=100000")["customers"]]
        ours = all_customers(house)
        if len(ours) != len(contacts):
            problems.append(f"{len(contacts)} customers on the platform, {len(ours)} here")
        untagged = [c["name"] for c in ours if tag not in [t["id"] for t in c["tags"]]]
        if untagged:
            problems.append(f"{len(untagged)} customers without the tag: {untagged[:5]}")
        stats = house.good("GET", f"/api/channel-codes/{code['id']}/stats")
        if stats["added"] != len(contacts):
            problems.append(f"{stats['added']} adds counted, {len(contacts)} played")
        calls = house.play("GET", "calls?path=externalcontact/send_welcome_msg&limit=1000000")
        sent = [c["body"]["welcome_code"] for c in calls.get("calls", []) if c.get("errcode") == 0]
        if len(sent) != len(set(sent)):
            problems.append(f"{len(sent) - len(set(sent))} welcomes were delivered twice")
        health = house.good("GET", "/api/health")
        dead = sum(c["dead_count"] for c in health["consumers"])
        if dead:
            problems.append(f"{dead} dead letters")
        print(f"seed {seed}: {rounds} kills, {len(contacts)} adds, {len(sent)} welcomes, {played.get('deliveries', '?')} deliveries")
    print("\n".join(problems))
    print(f"{5 - len(problems)} passed, {len(problems)} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
