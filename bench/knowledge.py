"""What is known of everybody, decided anew: a tag by a rule, a dictionary, the policy of an attribute; in the store of people.py."""
import json
import pathlib
import os
import sqlite3
import time

import people

CHOICES = ("无糖", "半糖", "全糖")


def evidence(count, tenant, attribute):
    """Two sources say something else of each."""
    for n in range(count):
        for at, source in enumerate(("app", "pos")):
            yield {"tenant_id": tenant, "id": 100_000_000 + 2 * n + at, "customer_id": 10_000_000 + n, "attribute_id": attribute, "about": "",
                   "value": CHOICES[(n + at) % 3], "source": source, "ref": source, "raw": None, "store_id": 0, "distance_m": -1, "confidence": 100,
                   "at_ms": people.NOW - 86_400_000 * (1 + at), "until_ms": 0, "ended_at_ms": 0, "event_seq": 0}


def decided(count, tenant, attribute):
    for n in range(count):
        yield {"tenant_id": tenant, "customer_id": 10_000_000 + n, "attribute_id": attribute, "about": "", "value": CHOICES[n % 3], "why_json": "{}"}


def raw(count, tenant):
    for n in range(count):
        yield {"tenant_id": tenant, "customer_id": 10_000_000 + n, "field": "wecom.remark", "value": f"宝妈-宝宝{n % 12}岁", "at_ms": people.NOW,
               "event_seq": 0, "is_matched": False, "tag_ids": "", "rules": "", "version": 0}


def fill(path, count, attribute):
    store = sqlite3.connect(path, isolation_level=None)
    tenant = store.execute("SELECT id FROM tenant").fetchone()[0]
    store.execute("BEGIN")
    people.insert(store, "attribute_evidence", evidence(count, tenant, attribute))
    people.insert(store, "customer_attribute", decided(count, tenant, attribute))
    people.insert(store, "dictionary_raw", raw(count, tenant))
    store.execute("COMMIT")
    store.close()


def processor(house):
    words = pathlib.Path(f"/proc/{house.weft.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


class Watched:
    """From now until the newest job of a kind is done: seconds, processor and the most memory."""

    def __init__(self, house, kind):
        self.house, self.kind, self.began, self.used, self.most = house, kind, time.monotonic(), processor(house), 0

    def end(self):
        while True:
            job = max((one for one in self.house.good("GET", "/api/jobs")["items"] if one["kind"] == self.kind), key=lambda one: int(one["id"]), default=None)
            self.most = max(self.most, self.house.weft.rss_mb())
            if job and job["state"] not in ("queued", "running"):
                break
            time.sleep(0.2)
        if job["state"] != "done":
            raise RuntimeError(f"job {self.kind}: {job['state']} {job['reason']} {job['detail']}")
        return time.monotonic() - self.began, processor(self.house) - self.used


def bench(house, given, tell):
    house.start()
    sealed = people.make_sealed(house)
    sugar = {"key": "sugar", "name": "甜度", "type": "enum", "choices": CHOICES, "policy": {"kind": "most_recent"}}
    made = house.good("POST", "/api/attributes", sugar)
    house.good("POST", "/api/attributes", {"key": "baby_age_year", "name": "宝宝年龄", "type": "number", "policy": {"kind": "most_recent"}})
    house.weft.stop()
    people.fill(house.folder / "data/weft.db", given.contacts, sealed)
    fill(house.folder / "data/weft.db", given.contacts, int(made["id"]))
    house.start()
    house.settle()

    def told(what, job, took):
        seconds, used = took
        tell(f"{what}, {given.contacts:,} customers", f"{given.contacts / seconds:,.0f}/s", "-",
             f"{seconds:.0f} s; processor a customer {used / given.contacts * 1e6:.0f} us; {job.most:.0f} MB at most")

    half = {"type": "flag", "rule": json.dumps({"==": [{"var": "sugar"}, "半糖"]}), "is_on": True, "revision": 0}
    job = Watched(house, "tagging.apply")
    house.good("PUT", "/api/tags/2000/detail", half)
    told("a tag by a rule given to a third", job, job.end())
    house.settle()
    job = Watched(house, "attribute.decide")
    house.good("PUT", f"/api/attributes/{made['id']}", {**sugar, "policy": {"kind": "source_priority", "sources": [{"source": "pos", "weight": 100}]}},
               {"If-Match": '"r1"'})
    told("the policy of an attribute decides anew", job, job.end())
    house.settle(longest=3600)
    job = Watched(house, "dictionary.rerun")
    draft = {"fields": [{"key": "wecom.remark", "name": "企微备注", "type": "customer.changed", "path": "@remark", "source": "wecom"}],
             "rules": [{"id": "m", "field": "wecom.remark", "kind": "pattern", "match": "宝妈-宝宝{age:number}岁", "tag_ids": ["2001"],
                        "gives": [{"key": "baby_age_year", "value": "{age}"}]}]}
    house.good("PUT", "/api/dictionary/draft", draft, {"If-Match": '"r1"'})
    house.good("POST", "/api/dictionary/publish", {"note": "bench"}, {"If-Match": '"r2"'})
    told("a dictionary gives a tag and a number to each", job, job.end())
    house.settle(longest=3600)
