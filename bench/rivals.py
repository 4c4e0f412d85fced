"""Who else answers the questions of ../shared/bench: DuckDB by itself, ClickHouse, and plain C, the floor.

Each has the same rows, clustered by person, and two threads.  A rival is asked with `ask(SQL)`, which gives
(rows, milliseconds until all of them are here), and has a `pid` whose processor can be read."""
import contextlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request

from answers_set import SHARED, SHOPPING
from house import ROOT, free_port

SQL = {"funnel": "q1_funnel", "retention": "q2_retention", "paths": "q3_paths", "audience": "q4_segment", "pivot": "q5_pivot",
       "people": "q5b_pivot_distinct", "timeline": "q6_timeline"}


def processor_ms(pid):
    """What a process has used so far, in steps of the kernel's clock (10 ms)."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def fetch(url, body=None, headers=None):
    """(bytes of the answer, milliseconds)"""
    request = urllib.request.Request(url, data=body, headers=headers or {}, method="POST" if body is not None else "GET")
    began = time.monotonic()
    try:
        with urllib.request.urlopen(request, timeout=600) as reply:
            return reply.read(), (time.monotonic() - began) * 1000
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"{url}: {error.code} {error.read().decode(errors='replace')[:500]}") from error


# ---- the floor -----------------------------------------------------------------------------------------


def floor(folder):
    """What plain C says and needs: ({question: milliseconds}, {answer: numbers})"""
    text = subprocess.run([str(folder / "ref"), str(folder / "events.bin"), "2"], capture_output=True, text=True, check=True).stdout
    ours = {"segment": "audience", "pivot_distinct": "people"}
    took = {ours.get(name, name): float(ms) for name, ms in re.findall(r"^(\w+) +median ([\d.]+) ms", text, re.M)}
    numbers = lambda form: [int(number) for number in re.search(form, text).groups()]  # noqa: E731
    return took, {
        "funnel": numbers(r"ANSWER funnel (\d+) (\d+) (\d+)"),
        "retention": numbers(r"ANSWER retention D0 (\d+) D1 (\d+) D7 (\d+) D30 (\d+)"),
        "paths": [int(count) for count in re.findall(r"ANSWER path step \d+ top link \d+->\d+ (\d+)", text)],
        "audience": numbers(r"ANSWER segment (\d+)")[0],
        "pivot": numbers(r"ANSWER pivot day10 product_view (\d+) purchase cents (\d+) distinct viewers (\d+)"),
    }


# ---- DuckDB --------------------------------------------------------------------------------------------


class DuckDb:
    name = "DuckDB"
    by_shop = "select ts::date as d, shop, count(*), sum(cents) from ev2 group by 1, 2 order by 1, 2"

    def __init__(self, folder):
        here = ROOT / "bench"
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=here, check=True)
        self.process = subprocess.Popen(["node", "duckdb.mjs", str(folder / "events.csv"), str(folder / "names.txt"), str(folder / "rival.duckdb")],
                                        cwd=here, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.pid = self.process.pid
        try:
            told = self.line()
        except BaseException:
            self.close()
            raise
        self.version, self.count = told["version"], told["rows"]

    def line(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("DuckDB ended; what it said stands above")
        return json.loads(line)

    def question(self, name):
        return self.by_shop if name == "shop" else (SHARED / f"sql/duckdb/{SQL[name]}.sql").read_text()

    def ask(self, sql):
        self.process.stdin.write(json.dumps(sql) + "\n")
        self.process.stdin.flush()
        told = self.line()
        return told["rows"], told["ms"]

    def close(self):
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


# ---- ClickHouse ----------------------------------------------------------------------------------------


class ClickHouse:
    name = "ClickHouse"
    by_shop = "select toDate(ts) as d, shop, count(), sum(cents) from ev1 group by d, shop order by d, shop"

    def __init__(self, folder):
        self.folder = folder / "clickhouse"
        port = free_port()
        script = str(ROOT / "tools/clickhouse_temp.sh")
        self.script = script
        self.url = f"http://127.0.0.1:{port}/?max_threads=2&max_memory_usage=12000000000"
        try:
            subprocess.run([script, "start", str(self.folder), str(port)], check=True, stdout=subprocess.DEVNULL)
            self.pid = int((self.folder / "pid").read_text())
            self.fill(folder / "events.csv", (folder / "names.txt").read_text().split())
        except BaseException:
            self.close()
            raise

    def fill(self, csv, names):
        kinds = ", ".join(f"'{name}' = {code}" for code, name in enumerate(names))
        shopping = ", ".join(f"'{name}'" for name in SHOPPING)
        shop = f"if(event in ({shopping}), concat('S', substring(toString(100 + customer_id % 50), 2)), '')"
        fetch(self.url, f"create table ev1 (customer_id UInt32, event Enum8({kinds}), ts DateTime, cents UInt32, shop String default {shop})"
                        " engine = MergeTree partition by tuple() order by (customer_id, ts)".encode())
        with open(csv, "rb") as rows:
            fetch(self.url + "&query=insert+into+ev1+(customer_id,event,ts,cents)+format+CSV", rows, {"Content-Length": str(csv.stat().st_size)})
        fetch(self.url, b"optimize table ev1 final")  # nothing is merged meanwhile
        (self.version, self.count), = self.ask("select version(), count() from ev1")[0]

    def question(self, name):
        return self.by_shop if name == "shop" else (SHARED / f"sql/clickhouse/{SQL[name]}.sql").read_text()

    def ask(self, sql):
        answer, ms = fetch(self.url, (sql.strip().rstrip(";") + " format JSONCompact").encode())
        return json.loads(answer)["data"], ms

    def close(self):
        subprocess.run([self.script, "stop", str(self.folder)], check=False)


@contextlib.contextmanager
def all_of_them(folder):
    """The rivals there are, filled; who is not installed is left out."""
    found = []
    try:
        found.append(DuckDb(folder))
        if shutil.which("clickhouse-server"):
            found.append(ClickHouse(folder))
        yield found
    finally:
        for one in found:
            one.close()
