#!/usr/bin/env python3
"""Files of events, orders, persons and products brought in over HTTP and from the command line: mappings, previews,
refused rows, and kill -9 in the middle, after which all is as one clean import would have left it.

    imports.py BUILD [--pg URL] [--rows N]"""
import argparse
import csv
import gzip
import io
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import House, ask  # noqa: E402

FAILED, DONE = [], 0
ORDERS = """订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额
A1,10.00,8.00,上海,2020-02-20 23:59:54,2020-02-21 00:00:02,2.00
A2,x,0,上海,2020-02-20 23:59:54,,0
A3,10.5,0,江苏省,2020-02-20 23:59:54,,0
"""
EVENTS = {"kind": "event", "source": "till", "fields": {"type": {"value": "store.visited"}, "at": "时间"},
          "people": [{"kind": "member_no", "column": "会员号"}], "payload": {"sum": {"column": "金额", "as": "money"}}}


def expect(what, got, wanted):
    global DONE
    DONE += 1
    if got != wanted:
        FAILED.append(f"{what}: {got!r}, expected {wanted!r}")


def upload(house, body, name="a.csv"):
    status, made = house.call("POST", f"/api/imports?name={name}", body, {"Content-Type": "application/octet-stream"})
    return status, made


def decide(house, made, mapping):
    return house.call("PUT", f"/api/imports/{made['id']}", {"mapping": mapping}, {"If-Match": f'"r{made["revision"]}"'})


def ended(house, job):
    """Waits as long as it moves on."""
    last, since = None, time.monotonic()
    while True:
        now = house.good("GET", f"/api/jobs/{job}")
        if now["state"] in ("done", "failed", "cancelled"):
            return now
        if (now["state"], now["done"]) != last:
            last, since = (now["state"], now["done"]), time.monotonic()
        if time.monotonic() - since > 300:
            raise RuntimeError(f"job {job} does not move: {now}")
        time.sleep(0.05)


def bring_in(house, body, mapping, name="a.csv"):
    status, made = upload(house, body, name)
    expect(f"upload of {name}", status, 201)
    status, made = decide(house, made, mapping)
    expect(f"mapping of {name}", (status, made.get("is_good")), (200, True))
    return ended(house, house.good("POST", f"/api/imports/{made['id']}/start", headers={"Accept-Language": "en"})["id"])


def count_of(house, kind):
    return {t["type"]: t["count"] for t in house.good("GET", "/api/event-types")["items"]}.get(kind, 0)


# ---- in steps ----------------------------------------------------------------------------------------


def an_import_in_steps(house):
    kinds = {k["kind"]: [f["name"] for f in k["fields"]] for k in house.good("GET", "/api/import-kinds")["items"]}
    expect("kinds", sorted(kinds), ["cost", "event", "order", "person", "product"])
    expect("fields", ("order_no" in kinds["order"], "at" in kinds["event"]), (True, True))
    status, made = upload(house, ORDERS.encode(), "orders.csv")
    expect("upload", (status, made["kind"], made["mapping"]["fields"]["order_no"]), (201, "order", "订单编号"))
    expect("samples", made["columns"][0], {"name": "订单编号", "samples": ["A1", "A2", "A3"], "reason": None})
    guess = house.good("GET", f"/api/imports/{made['id']}/guess?kind=product")
    expect("another kind", guess["mapping"]["kind"], "product")
    expect("not decided", house.call("POST", f"/api/imports/{made['id']}/start")[1].get("reason"), "intake.not_decided")
    status, wrong = decide(house, made, {"kind": "order", "fields": {"order_no": "单号", "created_at": "订单创建时间"}})
    expect("no such column", (status, wrong["reason"]), (400, "intake.no_column"))
    status, wrong = decide(house, made, {"kind": "order", "fields": {"colour": "单号"}})
    expect("no such field", (status, wrong["reason"], wrong["field"]), (400, "intake.unknown_field", "fields.colour"))
    preset = next(m for m in house.good("GET", "/api/import-mappings")["items"] if m["mapping"].get("shop", {}).get("number") == "import-tmall")
    status, made = decide(house, made, preset["mapping"])
    expect("decided", (status, made["is_good"], made["revision"]), (200, True, 2))
    look = house.good("POST", f"/api/imports/{made['id']}/preview", headers={"Accept-Language": "en"})
    expect("preview", (look["good"], look["refused"], look["is_whole"]), (2, 1, True))
    expect("as it would be", dict(zip(look["fields"], look["rows"][0]["cells"]))["total"], "10.00")
    expect("why not", look["rows"][1]["reason"], "总金额: is no amount")
    look = house.good("POST", f"/api/imports/{made['id']}/preview", headers={"Accept-Language": "zh-CN"})
    expect("why not, in Chinese", look["rows"][1]["reason"], "总金额：不是金额")
    job = ended(house, house.good("POST", f"/api/imports/{made['id']}/start", headers={"Accept-Language": "zh-CN"})["id"])
    result = job["result"]
    expect("brought in", (job["state"], result["rows"], result["added"], result["refused"]), ("done", 3, 2, 1))
    rows = list(csv.reader(io.StringIO(house.call("GET", f"/api/jobs/{job['id']}/file")[1].lstrip("\ufeff"))))
    expect("refused rows", (rows[0][-2:], rows[1][:2], rows[1][-1]), (["行号", "原因"], ["A2", "x"], "总金额：不是金额"))
    expect("the orders", sorted(o["order_no"] for o in house.good("GET", "/api/orders?limit=50")["items"]), ["A1", "A3"])
    expect("started", decide(house, made, preset["mapping"])[1].get("reason"), "intake.started")
    listed = house.good("GET", "/api/imports")["items"]
    expect("listed", (listed[0]["id"], listed[0]["job_id"]), (made["id"], job["id"]))
    expect("read", house.good("GET", f"/api/imports/{made['id']}")["name"], "orders.csv")
    again = bring_in(house, gzip.compress(ORDERS.encode()), preset["mapping"], "orders.csv.gz")
    expect("packed, and again", (again["result"]["added"], again["result"]["known"]), (0, 2))
    status, made = upload(house, ORDERS.encode())
    expect("dropped", house.call("DELETE", f"/api/imports/{made['id']}")[0], 204)
    expect("gone", house.call("GET", f"/api/imports/{made['id']}")[0], 404)
    for name, body in {"empty": b"", "blank": b"\n\n"}.items():
        expect(name, upload(house, body)[0], 400)


def mappings_by_name(house):
    mine = lambda: [m for m in house.good("GET", "/api/import-mappings")["items"] if m["id"]]  # noqa: E731
    status, kept = house.call("POST", "/api/import-mappings", {"name": "收银", "mapping": EVENTS})
    expect("remembered", (status, kept["name"], kept["kind"]), (201, "收银", "event"))
    status, again = house.call("POST", "/api/import-mappings", {"name": "收银", "mapping": {**EVENTS, "title": "新"}})
    expect("in its place", (again["id"], [m["mapping"].get("title") for m in mine()]), (kept["id"], ["新"]))
    expect("a bad one", house.call("POST", "/api/import-mappings", {"name": "x", "mapping": {"kind": "cow"}})[0], 400)
    expect("forgotten", house.call("DELETE", f"/api/import-mappings/{kept['id']}")[0], 204)
    expect("and gone", (house.call("DELETE", f"/api/import-mappings/{kept['id']}")[0], mine()), (404, []))


def persons_and_products(house):
    people = "手机,姓名\n13800138000,王芳\n13800138001,李雷\n1.38E+10,某人\n"
    job = bring_in(house, people.encode("gb18030"), {"kind": "person", "fields": {"phone": "手机", "name": "姓名"}}, "people.csv")
    expect("persons", (job["result"]["added"], job["result"]["refused"]), (2, 1))
    goods = "货号,品名,价格\nP1,茶,12.5\nP2,咖啡,30\n"
    job = bring_in(house, goods.encode(), {"kind": "product", "fields": {"product_no": "货号", "title": "品名", "price": "价格"}}, "goods.csv")
    expect("products", job["result"]["added"], 2)
    expect("a product", sorted(p["product_no"] for p in house.good("GET", "/api/products?limit=50")["items"]), ["P1", "P2"])


# ---- taken back --------------------------------------------------------------------------------------


def found(house, phone):
    return [c["id"] for c in house.good("GET", f"/api/customers?q={phone}")["items"]]


def an_import_taken_back(house):
    """Who was made by it goes, unless somebody touched him; a new import of the same phone makes somebody new."""
    phones = [f"1366666000{i}" for i in range(8)]
    body = ("姓名,手机号,标签\n" + "".join(f"归零{i},{phone},归零\n" for i, phone in enumerate(phones)) + "归零8,,归零\n").encode()
    people = {"kind": "person", "makes_tags": True, "fields": {"name": "姓名", "phone": "手机号", "tags": "标签"}}
    before = bring_in(house, "姓名,手机号\n老客,13666669999\n".encode(), {"kind": "person", "fields": {"name": "姓名", "phone": "手机号"}})
    job = bring_in(house, body + "老客,13666669999,归零\n归零7,13666660007,\n".encode(), people, "back.csv")
    expect("made", (job["result"]["people"], job["result"]["refused"]), (8, 1))
    house.settle()
    ids = {phone: found(house, phone)[0] for phone in phones}
    house.good("POST", f"/api/customers/{ids[phones[0]]}/notes", {"text": "来过店里"})
    now = house.good("GET", f"/api/customers/{ids[phones[1]]}")
    expect("edited", house.call("PATCH", f"/api/customers/{ids[phones[1]]}", {"address": "上海"}, {"If-Match": f'"r{now["revision"]}"'})[1].get("reason"), None)
    tag = house.good("POST", "/api/tag-groups", {"name": "手工", "kind": "internal", "tags": ["手工"]})["tags"][0]["id"]
    house.good("POST", f"/api/customers/{ids[phones[2]]}/tags", {"add": [tag], "remove": []})
    order = {"kind": "order", "shop": {"number": "back", "name": "店"}, "fields": {"order_no": "单号", "created_at": "时间", "total": "金额", "phone": "手机"}}
    bring_in(house, f"单号,时间,金额,手机\nB1,2026-01-02 10:00:00,5.00,{phones[3]}\n".encode(), order, "orders.csv")
    house.settle()
    has_order = any(o["order_no"] == "B1" and o["customer_id"] == ids[phones[3]] for o in house.good("GET", "/api/orders?limit=200")["items"])
    expect("ordered", has_order, True)
    look = house.good("GET", f"/api/jobs/{job['id']}/undo")
    stays = 4
    expect("what it would do", look, {"made": 8, "leaves": 8 - stays, "stays": stays, "changes": 1, "is_whole": True})
    back = ended(house, house.good("POST", f"/api/jobs/{job['id']}/undo", headers={"Accept-Language": "en"})["id"])
    told = back["result"]
    expect("taken back", (back["state"], told["gone"], told["stayed"], told["changed"]), ("done", 8 - stays, stays, stays + 1))
    lines = list(csv.reader(io.StringIO(house.call("GET", f"/api/jobs/{back['id']}/file")[1].lstrip("\ufeff"))))[1:]
    why = {line[0]: line[3] for line in lines}
    expect("and why not", [why.get(ids[phone]) for phone in phones[:3]],
           ["Has a note, a consent, a group, an account or a request for deletion", "Facts were changed after the import", "Was tagged after the import"])
    house.settle()
    expect("gone from the list", [len(found(house, phone)) for phone in phones], [1] * stays + [0] * (8 - stays))
    expect("and from its page", house.call("GET", f"/api/customers/{ids[phones[7]]}")[0], 404)
    expect("twice", house.call("POST", f"/api/jobs/{job['id']}/undo")[1].get("reason"), "bulk.undone_already")
    expect("who was there is there", (before["result"]["people"], len(found(house, "13666669999"))), (1, 1))
    again = bring_in(house, body, people, "back.csv")
    expect("the same phones again", again["result"]["people"], 8 - stays)
    house.settle()
    expect("somebody new", found(house, phones[7])[0] != ids[phones[7]], True)


class Member:
    """Signed in as somebody who sees his own customers only."""

    def __init__(self, house, name, permissions):
        role = house.good("POST", "/api/roles", {"name": name, "permissions": permissions, "scope": "self"})
        house.good("POST", "/api/users", {"name": name, "password": "scoped-password-1", "role_id": role["id"]})
        request = urllib.request.Request(f"{house.url}/api/sessions", method="POST", headers={"Content-Type": "application/json"},
                                         data=json.dumps({"name": name, "password": "scoped-password-1"}).encode())
        self.cookie = urllib.request.urlopen(request).headers["Set-Cookie"].split(";")[0]
        self.url = house.url

    def call(self, method, path, body=None, headers=None):
        return ask(method, self.url + path, body, {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin", **(headers or {})})

    def good(self, method, path, body=None, headers=None):
        status, answer = self.call(method, path, body, headers)
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {answer}")
        return answer


def an_import_taken_back_by_who_sees_little(house):
    """His own import goes with whom it made, though he never saw them; another's is not there."""
    mapping = {"kind": "person", "fields": {"name": "姓名", "phone": "手机号"}}
    little = Member(house, "little", ["customer.read", "customer.tag", "customer.import", "job.read", "job.write"])
    own = bring_in(little, "姓名,手机号\n甲,13655550001\n乙,13655550002\n".encode(), mapping, "own.csv")
    other = bring_in(house, "姓名,手机号\n丙,13655550003\n".encode(), mapping, "other.csv")
    house.settle()
    back = ended(little, little.good("POST", f"/api/jobs/{own['id']}/undo", headers={"Accept-Language": "en"})["id"])
    expect("his own import", (back["state"], back["result"]["gone"], back["result"]["stayed"]), ("done", 2, 0))
    for method in ("GET", "POST"):
        expect("another's import", little.call(method, f"/api/jobs/{other['id']}/undo")[0], 404)
    house.settle()
    expect("who is there", [len(found(house, f"1365555000{i}")) for i in (1, 2, 3)], [0, 0, 1])


def a_killed_undo(house, people):
    body = ("姓名,手机号\n" + "".join(f"众{i},139{i:08d}\n" for i in range(people))).encode()
    job = bring_in(house, body, {"kind": "person", "fields": {"name": "姓名", "phone": "手机号"}}, "crowd.csv")
    house.settle()
    count = lambda: house.good("GET", "/api/customers?limit=1")["total"]  # noqa: E731
    before = count()
    undo, seen, kills = house.good("POST", f"/api/jobs/{job['id']}/undo")["id"], -1, 0
    while kills < 4:
        now = house.good("GET", f"/api/jobs/{undo}")
        if now["state"] not in ("queued", "running"):
            break
        if now["done"] <= seen:
            time.sleep(0.01)
            continue
        seen = now["done"]
        house.weft.stop(signal.SIGKILL)
        house.start()
        kills += 1
    back = ended(house, undo)
    house.settle()
    expect("it was killed", kills > 0, True)
    expect("a killed undo ends", (back["state"], back["result"]["gone"], back["result"]["stayed"], count()), ("done", people, 0, before - people))
    again = bring_in(house, body, {"kind": "person", "fields": {"name": "姓名", "phone": "手机号"}}, "crowd.csv")
    expect("nobody half gone", (again["result"]["people"], again["result"]["known"]), (people, 0))


# ---- kill -9 -----------------------------------------------------------------------------------------


def events_file(rows, first):
    lines = ["会员号,时间,金额"]
    for i in range(rows):
        lines.append(f"M{first + i % 97:05d},2026-01-{1 + i % 28:02d} 10:00:00,{'x' if i % 50 == 0 else i}")
    return "\n".join(lines).encode() + b"\n"


def refused_of(rows):
    return (rows + 49) // 50


def a_killed_job(house, rows):
    before = count_of(house, "store.visited")
    status, made = upload(house, events_file(rows, 0), "many.csv")
    status, made = decide(house, made, EVENTS)
    job, seen = house.good("POST", f"/api/imports/{made['id']}/start", headers={"Accept-Language": "en"})["id"], -1
    for _ in range(4):  # each time when it has come further
        now = house.good("GET", f"/api/jobs/{job}")
        while now["state"] in ("queued", "running") and now["done"] <= seen:
            time.sleep(0.01)
            now = house.good("GET", f"/api/jobs/{job}")
        if now["state"] not in ("queued", "running"):
            break
        seen = now["done"]
        house.weft.stop(signal.SIGKILL)
        house.start()
    now = ended(house, job)
    result = now["result"]
    expect("a killed job ends", (now["state"], result["rows"], result["added"], result["known"], result["refused"]),
           ("done", rows, rows - refused_of(rows), 0, refused_of(rows)))
    expect("no event twice", count_of(house, "store.visited") - before, rows - refused_of(rows))
    lines = list(csv.reader(io.StringIO(house.call("GET", f"/api/jobs/{job}/file")[1])))
    expect("each refused row once", [line[-2] for line in lines[1:]], [str(2 + i * 50) for i in range(refused_of(rows))])
    expect("no half file", [p.name for p in (house.folder / "data" / "jobs").glob("*.part")], [])


def a_killed_command(house, rows, name, source, pack):
    """The command line beside the running server, killed whenever it has come further."""
    before, folder = count_of(house, "store.visited"), house.folder
    (folder / "mapping.json").write_text(json.dumps({**EVENTS, "source": source}))
    (folder / name).write_bytes(pack(events_file(rows, 500)))
    words = [str(house.build / "weft"), "import", "--mapping", str(folder / "mapping.json"), "--lang", "en-US", *house.data_args(), str(folder / name)]
    for times in range(1000):
        with open(folder / "progress", "wb") as progress:
            process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=progress, text=True)
        while times < 4 and process.poll() is None and b"rows" not in (folder / "progress").read_bytes():
            time.sleep(0.005)
        if times < 4:
            process.send_signal(signal.SIGKILL)
        out = process.communicate()[0]
        if process.returncode == 0:
            break
        if process.returncode != -signal.SIGKILL:
            raise RuntimeError((folder / "progress").read_text()[-2000:])
    # A kill behind its last transaction leaves nothing to go on with: the next run finds all there.
    told = [int(n) for n in re.findall(r"(\d+) rows read: (\d+) events added, (\d+) known already", out)[0]]
    expect(f"a killed command ends: {name}", (told[0], told[1] + told[2]), (rows, rows - refused_of(rows)))
    expect("nothing twice", count_of(house, "store.visited") - before, rows - refused_of(rows))
    lines = list(csv.reader((folder / f"{name}.refused.csv").open(encoding="utf-8-sig", newline="")))
    expect("its refused rows", [line[-2] for line in lines[1:]], [str(2 + i * 50) for i in range(refused_of(rows))])
    expect("their reason", {line[-1] for line in lines[1:]}, {"金额: is no amount"})
    expect("again", "0 events added" in subprocess.run(words, capture_output=True, text=True).stdout, True)
    bad = subprocess.run([*words[:2], "--preset", "tmall-orders", *house.data_args(), str(folder / name)], capture_output=True, text=True)
    expect("a file of another kind", (bad.returncode, "intake.no_column" in bad.stderr), (1, True))
    bad = subprocess.run([*words[:2], "--preset", "nothing", *house.data_args(), str(folder / name)], capture_output=True, text=True)
    expect("an unknown preset", (bad.returncode, "tmall-orders" in bad.stderr), (1, True))


def without_a_header(house):
    """The first row is one of data: said in the wizard, kept with the mapping, said on the command line."""
    body = "丁一,13755550001\n丁二,13755550002\n".encode()
    status, made = upload(house, "名,号\n丁一,13755550001\n".encode())
    expect("it looks like a header", (status, made["has_header"], [c["name"] for c in made["columns"]]), (201, True, ["名", "号"]))
    say = lambda has, row: house.call("PUT", f"/api/imports/{row['id']}/header", {"has_header": has}, {"If-Match": f'"r{row["revision"]}"'})  # noqa: E731
    status, made = say(False, made)
    expect("letters", (status, made["has_header"], [c["name"] for c in made["columns"]]), (200, False, ["A", "B"]))
    expect("its first row is a sample", made["columns"][0]["samples"], ["名", "丁一"])
    expect("the guess says so", house.good("GET", f"/api/imports/{made['id']}/guess?kind=person")["mapping"]["file"]["header"], False)
    status, made = say(True, made)
    expect("and back", (status, [c["name"] for c in made["columns"]]), (200, ["名", "号"]))
    expect("of an older look", say(False, {**made, "revision": 1})[0], 412)
    mapping = {"kind": "person", "file": {"header": False}, "fields": {"name": "A", "phone": "B"}}
    done = bring_in(house, body, mapping)
    expect("both rows", (done["state"], done["done"], done["result"]["added"]), ("done", 2, 2))
    path = house.folder / "bare.csv"
    path.write_bytes("丁三,13755550003\n丁二,13755550002\n".encode())
    expect("on the command line", "2 rows read: 1 people added, 1 known" in house.command("import", "--kind", "person", "--no-header", str(path)), True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--pg", default=os.environ.get("WEFT_API_PG"))
    parser.add_argument("--rows", type=int, default=20000)
    given = parser.parse_args()
    with House(given.build, pg=given.pg) as house:
        house.start()
        an_import_in_steps(house)
        mappings_by_name(house)
        persons_and_products(house)
        without_a_header(house)
        an_import_taken_back(house)
        an_import_taken_back_by_who_sees_little(house)
        a_killed_undo(house, 3000)
        a_killed_job(house, given.rows)
        a_killed_command(house, given.rows, "many.csv", "cli", bytes)
        a_killed_command(house, given.rows, "packed.csv.gz", "packed", gzip.compress)
    for line in FAILED:
        print(f"not ok: {line}")
    print(f"{DONE - len(FAILED)} passed, {len(FAILED)} failed")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
