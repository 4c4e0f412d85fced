#!/usr/bin/env python3
"""The figures of bench/README.md, measured now.

    run.py [--build DIR] [--quick] [--contacts N] [--pg] [name...]
                                                     names: callbacks welcome track live sync people board console bulk
                                                     rules segments identity import knowledge keepup answers

The load runs on the same machine.  Everything talks to 127.0.0.1 and stops by itself.  Without names all run one after the
other, but for keepup (30,000 tracked events a second for ten minutes); one that fails does not keep the others from running.
answers needs the 10 million events of ../shared/bench, and is left out where that is not.
--quick takes small sizes: whether everything works, not how fast it is.  --pg measures on a PostgreSQL of its own instead of
SQLite."""
import argparse
import concurrent.futures
import contextlib
import datetime
import json
import os
import pathlib
import platform
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import answers  # noqa: E402
import knowledge  # noqa: E402
import live  # noqa: E402
import people  # noqa: E402
from house import ROOT, House, free_port  # noqa: E402

RESULTS = []


def tell(name, figure, aim, more=""):
    RESULTS.append((name, figure, aim, more))
    print(f"  {name}: {figure}   (aim {aim}) {more}", flush=True)


def percentile(values, percent):
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


# ---- the door ------------------------------------------------------------------------------------


def bench_callbacks(given):
    """Callbacks accepted durably a second, then how long an answer takes at half that rate.

    What follows from them is not waited for: the platform lets us read 10,000 contacts a minute."""
    with House(given.build, world="bench", contacts=1000, db=given.db(),
               sim_args=("--limits", "off", "--workers", "96")) as house:
        house.start()
        house.sync(house.connect(), "org")
        way = [house.code(welcome_mode="none", welcome=None)["config_id"]]
        started = time.monotonic()
        full = house.play("POST", "burst", {"rate": 50000, "count": given.callbacks, "config_ids": way, "welcome": False})
        rate = full["delivered"] / (time.monotonic() - started)
        tell("callbacks accepted durably", f"{rate:,.0f}/s", ">= 4,000/s",
             f"{full['delivered']:,} sent over 96 connections, {full['failed']} failed, {full['retries']} repeated")
        half = house.play("POST", "burst", {"rate": int(rate / 2), "seconds": min(10, given.seconds), "config_ids": way, "welcome": False})
        took = half["callback_ms"]
        tell(f"answer at half that rate ({half['rate_reached']:,.0f}/s), p99", f"{took['p99']:.1f} ms", "<= 50 ms",
             f"p50 {took['p50']:.1f} ms, max {took['max']:.0f} ms")


# ---- welcomes ------------------------------------------------------------------------------------


def bench_welcome(given):
    """From the callback to the welcome call at the platform."""
    with House(given.build, world="bench", contacts=1000, db=given.db()) as house:
        house.start()
        house.sync(house.connect(), "org")
        code = house.code()
        # The platform lets 10,000 calls a minute, and weft plans with it: 12,000 go into two minutes.
        time.sleep((30 - time.time()) % 60)
        burst = house.play("POST", "burst", {"rate": 200, "seconds": given.seconds, "config_ids": [code["config_id"]]})
        took = burst["welcome_ms"]
        tell(f"callback to welcome, 200/s for {given.seconds} s, p99", f"{took['p99']:.0f} ms", "<= 1,000 ms",
             f"p50 {took['p50']:.0f} ms, max {took['max']:.0f} ms")
        tell("adds without a welcome; welcomes twice", f"{burst['without_welcome']}; {burst['duplicate_welcomes']}",
             "0; 0", f"of {burst['adds']:,}")


# ---- tracking -----------------------------------------------------------------------------------


def bench_track(given):
    """Events by /v1/batch and /v1/track, each of a known user among 20,000; and what follows the log meanwhile."""
    with House(given.build, db=given.db()) as house:
        house.start()
        key, first = house.good("POST", "/api/sources", {"name": "bench"})["write_key"], 0

        def processor():
            words = pathlib.Path(f"/proc/{house.weft.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
            return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

        def load(connections, batch, seconds, rate=0):
            nonlocal first
            done = subprocess.run([str(given.build / "weft-load"), str(house.port), key, str(connections), str(batch), str(seconds),
                                   str(rate), "20000", str(first)], capture_output=True, text=True, check=True)
            told = json.loads(done.stdout)
            first = told["next"]
            return told

        def more(told, used):
            return (f"{told['events']:,} events, {told['failed']} failed, p50 {told['p50_ms']} ms, max {told['max_ms']} ms; processor an event "
                    f"{used / told['events'] * 1e6:.1f} us, of the load {told['cpu_s'] / told['events'] * 1e6:.1f} us")

        load(16, 100, 0)
        house.settle()
        began = processor()
        told = load(32, 100, given.track_seconds)
        tell("/v1/batch of 100, accepted durably", f"{told['per_second']:,.0f} events/s", ">= 100,000/s", more(told, processor() - began))
        started = time.monotonic()
        house.settle()
        tell("until everybody had heard of it", f"{time.monotonic() - started:.1f} s", "-", f"processor an event, all told "
             f"{(processor() - began) / told['events'] * 1e6:.1f} us")
        began = processor()
        told = load(64, 1, given.track_seconds)
        tell("/v1/track alone, 64 connections", f"{told['per_second']:,.0f}/s, p99 {told['p99_ms']} ms", ">= 15,000/s, <= 30 ms",
             more(told, processor() - began))
        house.settle()
        told = load(16, 100, 6 * given.track_seconds, 30000)
        behind = max(one["behind"] for one in house.good("GET", "/api/health")["consumers"])
        tell(f"30,000/s for {6 * given.track_seconds} s (ten minutes: keepup)", f"{told['per_second']:,.0f} events/s", ">= 30,000/s",
             f"p99 {told['p99_ms']} ms; who is furthest behind: {behind:,} events; {house.weft.rss_mb():.0f} MB")


def bench_keepup(given):
    """30,000 tracked events a second for ten minutes: how far the last of the followers fell behind meanwhile."""
    with House(given.build, db=given.db()) as house:
        house.start()
        key = house.good("POST", "/api/sources", {"name": "bench"})["write_key"]
        load = [str(given.build / "weft-load"), str(house.port), key, "16", "100"]
        first = json.loads(subprocess.run([*load, "0", "0", "20000"], capture_output=True, text=True, check=True).stdout)["next"]
        house.settle()
        sending = subprocess.Popen([*load, str(60 * given.minutes), "30000", "20000", str(first)], stdout=subprocess.PIPE, text=True)
        behind = []
        while sending.poll() is None:
            time.sleep(min(1, given.minutes))
            behind.append(max(one["behind"] for one in house.good("GET", "/api/health")["consumers"]))
        told, started = json.loads(sending.stdout.read()), time.monotonic()
        house.settle(longest=3600)
        tell(f"tracked events for {given.minutes:g} minutes", f"{told['per_second']:,.0f} events/s", ">= 30,000/s",
             f"{told['events']:,} events, {told['failed']} failed, p99 {told['p99_ms']} ms; {house.weft.rss_mb():.0f} MB")
        late = behind[len(behind) // 2:]
        tell("the furthest behind of those who follow", f"{max(behind):,} events", "does not grow",
             f"{max(behind[:len(behind) // 2] or [0]):,} in the first half, {max(late):,} in the second; {time.monotonic() - started:.1f} s "
             "until all had heard all")


# ---- a million customers -------------------------------------------------------------------------


def first_sync(house, connection, contacts):
    peak, log_mb = 0.0, 0.0
    started = time.monotonic()

    def watch():
        nonlocal peak, log_mb
        peak = max(peak, house.weft.rss_mb())
        with contextlib.suppress(OSError):
            log_mb = max(log_mb, (house.folder / "data/weft.db-wal").stat().st_size / 1e6)

    job, read = house.good("POST", f"/api/connections/{connection['id']}/sync", {"what": "contacts"}), 0
    # The job itself ends later: it waits, with growing pauses, until all have heard what it read.
    while not read or any(consumer["behind"] for consumer in house.good("GET", "/api/health")["consumers"]):
        watch()
        time.sleep(0.2)
        job = house.good("GET", f"/api/jobs/{job['id']}")
        if job["state"] not in ("queued", "running", "done"):
            raise RuntimeError(f"sync: {job}")
        if not read and job["done"] >= contacts:
            read = time.monotonic() - started
    applied = time.monotonic() - started
    tell("initial sync", f"{contacts / applied:,.0f} contacts/s", ">= 5,000/s",
         f"{contacts:,} contacts, read in {read:.0f} s, applied in {applied:.0f} s")
    tell("resident memory at most, during it", f"{peak:.0f} MB", "flat")
    if not given_db(house):
        tell("SQLite's log at most, during it", f"{log_mb:.0f} MB", "-")


def given_db(house):
    return house.db is not None


def pages(house, repeat=60):
    """How long the console's questions take with these customers."""
    for _ in range(600):  # the list answers once its index is loaded
        if house.call("GET", "/api/customers?limit=50")[0] == 200:
            break
        time.sleep(0.2)
    first = house.good("GET", "/api/customers?limit=50")
    staff = max(house.good("GET", "/api/staff?limit=200")["items"], key=lambda one: one["customer_count"])
    tags = house.good("GET", "/api/tags")["items"]
    person = first["items"][0]
    window = f"limit=50&result_id={first['result_id']}"
    asked = {
        "first page, with the total": "/api/customers?limit=50",
        "second page": f"/api/customers?{window}&offset=50",
        "search, common": "/api/customers?limit=50&q=" + urllib.parse.quote(person["name"][:1]),
        "search, a whole name": "/api/customers?limit=50&q=" + urllib.parse.quote(person["name"]),
        "search, no such name": "/api/customers?limit=50&q=" + urllib.parse.quote("查无此人"),
        "phone, unknown": "/api/customers?limit=50&q=13900000000",
        "of one member of staff": f"/api/customers?limit=50&staff_id={staff['id']}",
        "lost ones": "/api/customers?limit=50&state=lost",
        "one customer": f"/api/customers/{person['id']}",
        "timeline": f"/api/customers/{person['id']}/timeline?limit=50",
    }
    if tags:
        asked["with one tag"] = f"/api/customers?limit=50&tag_ids={tags[0]['id']}"
    # A window first: each first page freezes a result, and only the latest few of a user are kept.
    for name, path in sorted(asked.items(), key=lambda one: "result_id=" not in one[1]):
        took = []
        for _ in range(repeat):
            started = time.monotonic()
            house.good("GET", path)
            took.append((time.monotonic() - started) * 1000)
            if sum(took) > 10000:
                break
        tell(f"customers, {name}, p99", f"{percentile(took, 99):.1f} ms", "-", f"p50 {percentile(took, 50):.1f} ms")


def bench_sync(given):
    """The first sync, and what it costs to hold what it brought."""
    with House(given.build, world="bench", contacts=given.contacts, db=given.db(), sim_args=("--limits", "off")) as house:
        house.start()
        time.sleep(1)
        tell("resident memory, idle", f"{house.weft.rss_mb():.0f} MB", "<= 60 MB")
        connection = house.connect()
        house.sync(connection, "org")
        house.sync(connection, "tags")
        first_sync(house, connection, given.contacts)
        house.weft.stop()
        started = house.start()
        tell("start-up with them", f"{started * 1000:.0f} ms", "<= 1,000 ms")
        pages(house)
        tell("resident memory with them, after these questions", f"{house.weft.rss_mb():.0f} MB", "<= 300 MB")
        size = sum(file.stat().st_size for file in (house.folder / "data").glob("weft.db*"))
        if not given_db(house):
            tell("store on disk", f"{size / 1e6:,.0f} MB", "-", f"{size / given.contacts / 1e3:.1f} KB a customer")


# ---- the board -----------------------------------------------------------------------------------


def a_year_of(house, people):
    """A brand's persons and relations written straight into the store: 1.5 a person, a fifth of them ended."""
    store = sqlite3.connect(house.folder / "data/weft.db")
    (tenant,) = store.execute("SELECT id FROM tenant ORDER BY id LIMIT 1").fetchone()
    now, year, dice = int(time.time() * 1000), 365 * 86400000, random.Random(7)

    def spans():
        for n in range(people + people // 2):
            person = n % people + 1
            added = now - dice.randrange(year)
            ended = added + dice.randrange(90 * 86400000) if dice.random() < 0.2 else 0
            ended = ended if ended < now else 0
            by = dice.choices(("customer", "staff", "transfer", "system"), (70, 10, 15, 5))[0] if ended else None
            yield (tenant, n + 1, person, (n + n // people) % 400 + 1, 1, f"wm{person}", "s", added, 1, ended, by,
                   dice.choice(("qr_code", "name_card", "assigned")), f"code-{n % 40}", 1, 0, 1)

    store.executemany("INSERT INTO customer (tenant_id, id, name, gender, kind, is_active, source, is_named, search_text, first_added_at_ms,"
                      " last_event_at_ms, created_at_ms, updated_at_ms, revision) VALUES (?,?,?,'unknown','wechat',1,'qr_code',0,?,?,?,?,?,1)",
                      ((tenant, n + 1, f"客户{n}", f"客户{n}", now, now, now, now) for n in range(people)))
    store.executemany("INSERT INTO customer_relation (tenant_id, id, customer_id, staff_id, connection_id, external_userid,"
                      " staff_userid, added_at_ms, is_exact, ended_at_ms, ended_by, add_way, state, interval_no, seen_at_ms,"
                      " revision) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", spans())
    store.commit()
    store.close()


def bench_board(given):
    """Questions over a year of a brand's relations; nothing is answered from before."""
    if given.pg:
        return print("  SQLite only: the spans are in memory either way")
    with House(given.build) as house:
        house.start()
        house.weft.stop()
        a_year_of(house, given.contacts)
        house.start()
        today = datetime.date.today()
        began = time.monotonic()
        while house.call("GET", "/api/boards/growth?by=month")[0] == 503:
            time.sleep(0.05)
        tell("board, the first answer after a start", f"{(time.monotonic() - began) * 1000:.0f} ms", "-",
             f"{given.contacts * 3 // 2:,} relations are read")
        for name, path in (("growth by day, compared", "growth?by=day&compare=previous"), ("growth by staff", "growth?by=staff"),
                           ("growth by code", "growth?by=code"), ("retention by month", "retention?by=month"),
                           ("people lost, a page", "growth/people?figure=lost&limit=20")):
            took = []
            for back in range(5):  # another range each time, so that no answer is known
                first, last = today - datetime.timedelta(364 + back), today - datetime.timedelta(back)
                began = time.monotonic()
                house.good("GET", f"/api/boards/{path}&from={first}&to={last}")
                took.append((time.monotonic() - began) * 1000)
            tell(f"board of a year, {name}", f"{statistics.median(took):.0f} ms", "<= 200 ms")
        began = time.monotonic()
        path = f"/api/boards/growth?by=day&from={today - datetime.timedelta(200)}&to={today}"
        with concurrent.futures.ThreadPoolExecutor(50) as pool:
            list(pool.map(lambda _: house.good("GET", path), range(50)))
        tell("50 operators on one board", f"{(time.monotonic() - began) * 1000:.0f} ms", "-", "the last one is answered")
        tell("resident memory with the spans", f"{house.weft.rss_mb():.0f} MB", "-")


# ---- the console ---------------------------------------------------------------------------------


def bench_console(given):
    """Bytes over the wire, and when something useful is painted."""
    console = ROOT / "console"
    if not (console / "dist/index.html").exists():
        print("  no console was built")
        return
    done = subprocess.run(["node", "tools/budget.mjs"], cwd=console, capture_output=True, text=True)
    lines = done.stdout.strip().splitlines()
    shell = next((line for line in lines if line.endswith(" shell")), "")
    largest = next((line for line in lines if not line.endswith(" shell")), "")
    tell("console bundles, brotli", "within budget" if done.returncode == 0 else "OVER", "shell 300 KB, a page +120 KB",
         f"{' '.join(shell.split())}; {' '.join(largest.split())}")
    with House(given.build) as house:
        house.start()
        done = subprocess.run(["node", str(ROOT / "bench/paint.mjs"), house.url, "admin", "house-password-1"],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr[-2000:])
        for line in done.stdout.strip().splitlines():
            name, ms = line.rsplit(" ", 1)
            tell(f"console, {name}", f"{float(ms):.0f} ms", "<= 2,000 ms", "headless Chromium, median of 5")


# ---- rules ---------------------------------------------------------------------------------------


def bench_rules(given):
    """One condition on five facts, beside the rule engines of npm, in one run."""
    folder = ROOT / "bench"
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder, check=True)
    done = subprocess.run(["node", "rules.mjs", str(given.build / "weft")], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    *table, rates = done.stdout.strip().splitlines()
    print("\n".join("  " + line for line in table))
    rates = json.loads(rates)
    ours, json_too = rates.pop("weft, records"), rates.pop("weft, JSON documents")
    rates.pop("JavaScript written by hand")
    rival = max(rates, key=rates.get)
    tell("a condition on five facts", f"{ours / 1e6:.1f} M/s", ">= 15 M/s of a processor, twice the fastest rival",
         f"{ours / rates[rival]:.1f} times {rival} ({rates[rival] / 1e6:.1f} M/s); over JSON documents {json_too / 1e6:.1f} M/s")


def bench_segments(given):
    """Audiences in memory: sets over ten million people, one event and every membership it changes."""
    done = subprocess.run([str(given.build / "weft"), "segment", "bench"], capture_output=True, text=True, check=True)
    told = {line["what"]: line for line in map(json.loads, done.stdout.splitlines())}
    live, sets = told["live"], told["sets"]
    tell("audience by 7 tags and attributes over 10 M people", f"{sets['ms']:.1f} ms", "<= 5 ms",
         f"{sets['found']:,} people; {sets['bytes_a_person']:.0f} bytes a person")
    tell("one event and all memberships it changes, 1 M people x 500 audiences",
         f"{live['per_second']:,.0f}/s; p99 {live['p99_ms']:.2f} ms", ">= 50,000/s; p99 <= 5 ms",
         f"worst {live['worst_ms']:.0f} ms (windows walked over); {live['asked_an_event']:.0f} audiences asked an event")
    tell("memory of the index", f"{live['bytes_an_event']:.1f} bytes an event", "<= 12")
    tell("two conditions over 10 M events, all asked", f"{told['compound']['ms']:.0f} ms", "<= 40 ms")


def bench_identity(given):
    """A person found by the door among a million, and two with 10,000 events each made one."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("WEFT_BENCH_DIR")) as folder:
        done = subprocess.run([str(given.build / "weft"), "identity", "bench", str(given.persons), "--data", folder],
                              capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    figures = json.loads(done.stdout.strip().splitlines()[-1])
    tell("a person found in the door who came of late; anybody", f"{figures['again_us']:.1f}; {figures['door_us']:.1f} us of processor",
         "<= 5 us warm", f"among {figures['persons']:,} persons with {figures['identities']:,} identities, 100 a call")
    tell("two persons with 10,000 events each become one", f"{figures['merge_ms']:.1f} ms", "<= 10 ms",
         f"durable; {figures['merge_processor_ms']:.1f} ms of processor")


def bench_answers(given):
    """Questions over the set of ../shared/bench: from index and store, beside DuckDB, ClickHouse and plain C."""
    with House(given.build, db=given.db()) as house:
        answers.bench(house, given, tell)


def peak_mb(pid):
    with contextlib.suppress(OSError):
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    return 0


def bench_import(given):
    """A file of events in the order of time, of people who come again: rows a second, processor, memory."""
    mapping = {"kind": "event", "source": "bench", "fields": {"type": "type", "at": {"column": "at", "format": "seconds"}, "id": "id"},
               "people": [{"kind": "member_no", "column": "member"}], "payload": {"item": "item", "sum": {"column": "sum", "as": "money"}}}
    rng, rows = random.Random(7), given.contacts
    with tempfile.TemporaryDirectory(dir=os.environ.get("WEFT_BENCH_DIR")) as folder:
        place = pathlib.Path(folder)
        (place / "mapping.json").write_text(json.dumps(mapping))
        with open(place / "events.csv", "w") as file:
            file.write("id,member,type,at,item,sum\n")
            for i in range(rows):
                file.write(f"E{i:09d},M{rng.randrange(100000):06d},product.viewed,{1700000000 + i // 20},I{i % 9999},{i % 500}.5\n")
        began, half = time.monotonic(), 0
        with open(place / "told", "wb") as told:
            pid = subprocess.Popen([str(given.build / "weft"), "import", "--data", folder, "--mapping", str(place / "mapping.json"),
                                    str(place / "events.csv")], stdout=told, stderr=told).pid
        while not (ended := os.wait4(pid, os.WNOHANG))[0]:  # its own memory: RUSAGE_CHILDREN tells the largest of all there were
            percent = re.findall(rb"(\d+) %", (place / "told").read_bytes()[-400:])
            if not half and percent and int(percent[-1]) >= 50:
                half = peak_mb(pid)
            time.sleep(0.05)
        seconds = time.monotonic() - began
        if ended[1] != 0:
            raise RuntimeError((place / "told").read_text()[-2000:])
    used = ended[2].ru_utime + ended[2].ru_stime
    tell(f"import of {rows:,} events from CSV", f"{rows / seconds:,.0f} rows/s", ">= 150,000 rows/s",
         f"{used / rows * 1e6:.1f} us of processor a row; at most {half:.0f} MB by its half, {ended[2].ru_maxrss / 1024:.0f} MB in all")


# ---- many customers at once ----------------------------------------------------------------------


def write_people(path, rows):
    """A file of customers as a shop's till writes it, CSV or XLSX by its name."""
    heading = ("姓名", "手机号", "性别", "生日", "备注")
    line = lambda n: (f"顾客{n}", str(13000000000 + n), "女" if n % 2 else "男", f"19{60 + n % 40}-0{1 + n % 9}-1{n % 10}", "周末来店")  # noqa: E731
    if path.suffix == ".csv":
        with open(path, "w", encoding="utf-8-sig", newline="") as file:
            file.write(",".join(heading) + "\r\n")
            file.writelines(",".join(line(n)) + "\r\n" for n in range(rows))
        return
    cells = lambda texts: "".join(f'<c t="inlineStr"><is><t>{t}</t></is></c>' for t in texts)  # noqa: E731
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as box:
        box.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>')
        box.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
        with box.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f"<worksheet><sheetData><row>{cells(heading)}</row>".encode())
            for first in range(0, rows, 1000):
                sheet.write("".join(f"<row>{cells(line(n))}</row>" for n in range(first, min(first + 1000, rows))).encode())
            sheet.write(b"</sheetData></worksheet>")


def job_end(house, job, watch=lambda: None):
    while True:
        now = house.good("GET", f"/api/jobs/{job}")
        if now["state"] not in ("queued", "running"):
            if now["state"] != "done":
                raise RuntimeError(f"job {now['kind']}: {now['state']} {now['reason']} {now['detail']}")
            return now
        watch()
        time.sleep(0.05)


def bring_in(house, path, watch):
    made = house.good("POST", f"/api/imports?name={path.name}", path.read_bytes(), {"Content-Type": "application/octet-stream"})
    house.good("PUT", f"/api/imports/{made['id']}", {"mapping": {**made["mapping"], "makes_tags": False}}, {"If-Match": f'"r{made["revision"]}"'})
    started = time.monotonic()
    job = job_end(house, house.good("POST", f"/api/imports/{made['id']}/start")["id"], watch)
    return job, time.monotonic() - started


def bench_bulk(given):
    """Imports of files, tags for all of them, all of them into a file."""
    for ending, aim in (("csv", 50000), ("xlsx", 20000)):
        with House(given.build, db=given.db()) as house:
            house.start()
            path = house.folder / f"people.{ending}"
            write_people(path, given.contacts)
            before, most = house.weft.rss_mb(), [0]
            job, took = bring_in(house, path, lambda: most.append(house.weft.rss_mb()))
            tell(f"import of {given.contacts:,} customers from {ending.upper()}", f"{given.contacts / took:,.0f} rows/s", f">= {aim:,}/s",
                 f"{took:.1f} s, {job['result']['added']:,} made, memory {before:.0f} -> at most {max(most):.0f} MB")
            if ending == "csv":
                again, took = bring_in(house, path, lambda: None)
                tell("the same file again", f"{given.contacts / took:,.0f} rows/s", "changes nothing", f"{again['result']['known'] - again['result']['updated']:,} unchanged")
            else:
                bulk_of_all(given, house)


def bulk_of_all(given, house):
    """Needs a frozen list of everybody, which is how the console chooses them."""
    tag = house.good("POST", "/api/tag-groups", {"name": "批量", "kind": "internal", "tags": ["全部"]})["tags"][0]["id"]
    everybody = lambda: {"result_id": house.good("GET", "/api/customers?limit=1")["result_id"]}  # noqa: E731
    quiet, busy, most = [], [], [0]
    ask_list = lambda into: into.append(timed(lambda: house.good("GET", "/api/customers?limit=50")))  # noqa: E731
    for _ in range(200):
        ask_list(quiet)
    started = time.monotonic()
    job = house.good("POST", "/api/customers/bulk-tags", {"selection": everybody(), "add_tag_ids": [tag], "remove_tag_ids": []})
    job = job_end(house, job["id"], lambda: (ask_list(busy), most.append(house.weft.rss_mb())))
    took = time.monotonic() - started
    tell(f"bulk tag of {job['result']['changed']:,} customers", f"{took:.1f} s", "<= 30 s",
         f"GET list p99 {percentile(quiet, 99):.1f} ms alone, {percentile(busy, 99):.1f} ms meanwhile; memory at most {max(most):.0f} MB")
    started = time.monotonic()
    undo = job_end(house, house.good("POST", f"/api/jobs/{job['id']}/undo")["id"])
    tell("taking it back", f"{time.monotonic() - started:.1f} s", "", f"{undo['result']['changed']:,} customers")
    for form in ("csv", "xlsx"):
        most, started = [0], time.monotonic()
        draft = {"selection": everybody(), "columns": ["name", "phone", "gender", "birthday", "description"], "format": form, "clear": False}
        made = job_end(house, house.good("POST", "/api/customers/exports", draft)["id"], lambda: most.append(house.weft.rss_mb()))
        took = time.monotonic() - started
        tell(f"export of {made['result']['rows']:,} customers to {form.upper()}", f"{made['result']['rows'] / took:,.0f} rows/s", "memory flat",
             f"{took:.1f} s, at most {max(most):.0f} MB")


def timed(what):
    started = time.monotonic()
    what()
    return (time.monotonic() - started) * 1000


# ---- the list of customers -----------------------------------------------------------------------


def bench_people(given):
    """A list over a million customers, as an administrator and as the manager of one store of 500."""
    with House(given.build) as house:
        people.bench(house, given, tell, percentile)


def bench_live(given):
    """An open list and an open board beside 5,000 tracked events a second."""
    with House(given.build, db=given.db()) as house:
        live.bench(house, given, tell)


def bench_knowledge(given):
    """A tag by a rule, the policy of an attribute and a dictionary, of all customers."""
    with House(given.build) as house:
        knowledge.bench(house, given, tell)


BENCHES = {"callbacks": bench_callbacks, "welcome": bench_welcome, "track": bench_track, "sync": bench_sync, "people": bench_people, "knowledge": bench_knowledge,
           "board": bench_board, "console": bench_console, "bulk": bench_bulk, "rules": bench_rules, "segments": bench_segments,
           "answers": bench_answers, "identity": bench_identity, "import": bench_import, "keepup": bench_keepup, "live": bench_live}
QUICK = {"contacts": 3000, "seconds": 4, "track_seconds": 1, "callbacks": 3000, "persons": 10000, "minutes": 0.1, "events": 200000}


# ---- all of them ---------------------------------------------------------------------------------


@contextlib.contextmanager
def postgres():
    """A server of our own; gives a function that makes an empty database and tells its URL."""
    folder = tempfile.mkdtemp(prefix="weft-pg.", dir=os.environ["WEFT_BENCH_DIR"])
    script, count = str(ROOT / "tools/pg_temp.sh"), 0
    url = subprocess.run([script, "start", folder, str(free_port())], check=True, capture_output=True, text=True).stdout.strip()

    def fresh():
        nonlocal count
        count += 1
        subprocess.run(["psql", "-q", url, "-c", f"CREATE DATABASE bench{count}"], check=True)
        return url.rsplit("/", 1)[0] + f"/bench{count}"

    try:
        yield fresh
    finally:
        subprocess.run([script, "stop", folder], check=False)
        shutil.rmtree(folder, ignore_errors=True)


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "")
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    return f"{os.cpu_count()} cores, {model}, {platform.system()} {platform.release()}, load before: {load}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build-release")
    parser.add_argument("--quick", action="store_true", help="small sizes where none is given")
    parser.add_argument("--contacts", type=int, help="1,000,000")
    parser.add_argument("--seconds", type=int, help="of the welcomes and of live: 60")
    parser.add_argument("--track-seconds", type=int, help="of each burst of tracked events: 10")
    parser.add_argument("--callbacks", type=int, help="50,000")
    parser.add_argument("--persons", type=int, help="among whom the door looks: 1,000,000")
    parser.add_argument("--events", type=int, help="of answers: 10,000,000")
    parser.add_argument("--minutes", type=float, help="of keepup: 10")
    parser.add_argument("--pg", action="store_true")
    parser.add_argument("names", nargs="*", choices=[[], *BENCHES])
    given = parser.parse_args()
    usual = {"contacts": 1000000, "seconds": 60, "track_seconds": 10, "callbacks": 50000, "persons": 1000000, "minutes": 10, "events": 10000000}
    for size, value in (QUICK if given.quick else usual).items():
        if getattr(given, size) is None:
            setattr(given, size, value)
    given.build = (ROOT / given.build).resolve()
    os.environ.setdefault("WEFT_BENCH_DIR", str(given.build))  # a real disk, not a memory file system
    failed, began = [], time.monotonic()
    print(machine() + (", PostgreSQL" if given.pg else ", SQLite (synchronous=FULL)"))
    with postgres() if given.pg else contextlib.nullcontext(lambda: None) as given.db:
        for name, bench in BENCHES.items():
            left_out = name not in given.names if given.names else name == "keepup"
            if left_out or (given.pg and name in ("people", "knowledge", "console", "answers", "rules", "identity", "segments", "import")):
                continue
            print(name, flush=True)
            started = time.monotonic()
            try:
                bench(given)
            except Exception as error:  # the others still tell their figures
                failed.append(name)
                tell(name, "FAILED", "-", f"{type(error).__name__}: {error}"[-300:].replace("\n", " "))
            print(f"  {name} took {time.monotonic() - started:.0f} s", flush=True)
    print("\n| what | now | aim | |\n|---|---|---|---|")
    for row in RESULTS:
        print("| " + " | ".join(row) + " |")
    print(f"\n{time.monotonic() - began:.0f} s in all" + (f"; failed: {' '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
