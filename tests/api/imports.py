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

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import House  # noqa: E402

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
    expect("kinds", sorted(kinds), ["event", "order", "person", "product"])
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


def a_killed_command(house, rows):
    """The command line beside the running server, killed whenever it has come further."""
    before, folder = count_of(house, "store.visited"), house.folder
    (folder / "mapping.json").write_text(json.dumps({**EVENTS, "source": "cli"}))
    (folder / "many.csv").write_bytes(events_file(rows, 500))
    words = [str(house.build / "weft"), "import", "--mapping", str(folder / "mapping.json"), "--lang", "en-US", *house.data_args(), str(folder / "many.csv")]
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
    expect("a killed command ends", (told[0], told[1] + told[2]), (rows, rows - refused_of(rows)))
    expect("nothing twice", count_of(house, "store.visited") - before, rows - refused_of(rows))
    lines = list(csv.reader((folder / "many.csv.refused.csv").open(encoding="utf-8-sig", newline="")))
    expect("its refused rows", [line[-2] for line in lines[1:]], [str(2 + i * 50) for i in range(refused_of(rows))])
    expect("their reason", {line[-1] for line in lines[1:]}, {"金额: is no amount"})
    expect("again", "0 events added" in subprocess.run(words, capture_output=True, text=True).stdout, True)
    bad = subprocess.run([*words[:2], "--preset", "tmall-orders", *house.data_args(), str(folder / "many.csv")], capture_output=True, text=True)
    expect("a file of another kind", (bad.returncode, "intake.no_column" in bad.stderr), (1, True))
    bad = subprocess.run([*words[:2], "--preset", "nothing", *house.data_args(), str(folder / "many.csv")], capture_output=True, text=True)
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
        a_killed_job(house, given.rows)
        a_killed_command(house, given.rows)
    for line in FAILED:
        print(f"not ok: {line}")
    print(f"{DONE - len(FAILED)} passed, {len(FAILED)} failed")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
