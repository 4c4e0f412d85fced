#!/usr/bin/env python3
"""The figures of bench/README.md, measured now.  Usage: run.py --build DIR [name...]

The load runs on the same machine.  Everything talks to 127.0.0.1 and stops by itself."""
import argparse
import os
import pathlib
import platform
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from house import ROOT, House  # noqa: E402

RESULTS = []


def tell(name, figure, aim, limit=""):
    RESULTS.append((name, figure, aim, limit))
    print(f"  {name}: {figure}   (aim {aim}) {limit}", flush=True)


def bench_callbacks(build):
    """Callbacks accepted durably a second, then the latency at half that rate."""
    with House(build) as house:
        house.start()
        house.connect()
        house.sync(house.good("GET", "/api/connections")["items"][0], "org")
        full = house.play("POST", "burst", {"rate": 20000, "count": 60000, "wait": True, "welcome": False})
        rate = full["rate_reached"]
        house.settle(600)
        tell("callbacks accepted durably", f"{rate:,.0f}/s", ">= 4,000/s", "SQLite, synchronous=FULL")
        half = house.play("POST", "burst", {"rate": max(2000, rate / 2), "seconds": 10, "wait": True, "welcome": False})
        tell("answer at half that rate, p99", f"{half['callback_ms']['p99']:.1f} ms", "<= 50 ms")
        house.settle(600)


def bench_welcome(build, seconds=60):
    """From the callback to the welcome call at the platform."""
    with House(build, world="bench", contacts=1000) as house:
        house.start()
        connection = house.connect()
        house.sync(connection, "org")
        code = house.code()
        burst = house.play("POST", "burst", {"rate": 200, "seconds": seconds, "config_ids": [code["config_id"]], "wait": True})
        tell(f"callback to welcome, 200/s for {seconds} s, p99", f"{burst['welcome_ms']['p99']:.0f} ms", "<= 1,000 ms",
             f"p50 {burst['welcome_ms']['p50']:.0f} ms, max {burst['welcome_ms']['max']:.0f} ms")
        tell("adds without a welcome; welcomes twice", f"{burst['without_welcome']}; {burst['duplicate_welcomes']}", "0; 0")


def bench_sync(build, contacts=1000000):
    """The first sync, and what it costs to hold what it brought."""
    with House(build, world="bench", contacts=contacts, sim_args=("--limits", "off")) as house:
        house.start()
        idle = house.weft.rss_mb()
        tell("resident memory, idle", f"{idle:.0f} MB", "<= 60 MB")
        connection = house.connect()
        house.sync(connection, "org")
        house.sync(connection, "tags")
        peak = [0.0]
        started = time.monotonic()
        house.sync(connection, "contacts", watch=lambda job: peak.__setitem__(0, max(peak[0], house.weft.rss_mb())))
        fetched = time.monotonic() - started
        while any(c["behind"] for c in house.good("GET", "/api/health")["consumers"]):
            peak[0] = max(peak[0], house.weft.rss_mb())
            time.sleep(0.5)
        applied = time.monotonic() - started
        tell("initial sync", f"{contacts / applied:,.0f} contacts/s", ">= 5,000/s",
             f"{contacts:,} contacts, read in {fetched:.0f} s, applied in {applied:.0f} s, memory at most {peak[0]:.0f} MB")
        house.weft.stop()
        started_s = house.start()
        for _ in range(50):
            house.good("GET", "/api/customers?limit=50")
        tell("start-up with them", f"{started_s * 1000:.0f} ms", "<= 1,000 ms")
        tell("resident memory with them", f"{house.weft.rss_mb():.0f} MB", "<= 300 MB")
        size = sum(f.stat().st_size for f in (house.folder / "data").glob("weft.db*"))
        tell("store on disk", f"{size / 1e6:,.0f} MB", "-")


def bench_console(build):
    """Bytes over the wire and the first useful paint."""
    script = ROOT / "console/tools/budget.mjs"
    if not script.exists():
        return
    done = subprocess.run(["npm", "run", "--silent", "budget"], cwd=ROOT / "console", capture_output=True, text=True)
    tell("console bundles", "within budget" if done.returncode == 0 else "OVER", "shell <= 300 KB, routes +120 KB",
         done.stdout.strip().splitlines()[-1] if done.stdout.strip() else "")


BENCHES = {"callbacks": bench_callbacks, "welcome": bench_welcome, "sync": bench_sync, "console": bench_console}


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "")
    return f"{os.cpu_count()} cores, {model}, {platform.system()} {platform.release()}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default="build-release")
    parser.add_argument("--contacts", type=int, default=1000000)
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    build = (ROOT / given.build).resolve()
    os.environ.setdefault("WEFT_BENCH_DIR", str(build))  # a real disk, not a memory file system
    print(machine())
    for name, bench in BENCHES.items():
        if given.names and name not in given.names:
            continue
        print(name, flush=True)
        bench(build, given.contacts) if name == "sync" else bench(build)
    print("\n| what | now | aim | |\n|---|---|---|---|")
    for row in RESULTS:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
