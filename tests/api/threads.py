#!/usr/bin/env python3
"""The server under ThreadSanitizer while 100 customers a second come, people look on, and live pages stay open.

Usage: threads.py TSAN_BUILD [seconds].  A report of the sanitizer is a failure."""
import os
import pathlib
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
from house import House, ask  # noqa: E402

PATHS = ("/api/customers", "/api/welcomes", "/api/health", "/api/callbacks", "/api/channel-codes", "/api/event-types",
         "/api/customers/summary", "/api/effects", "/metrics", "/api/losses")


def look_on(house, ended, problems):
    while not ended.wait(0.02):
        for path in PATHS:
            status, answer = house.call("GET", path)
            if status != 200:
                problems.append(f"{path}: {status} {answer}")


def main():
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    supp = pathlib.Path(__file__).parent.parent / "tsan.supp"
    os.environ["TSAN_OPTIONS"] = f"halt_on_error=0 exitcode=66 second_deadlock_stack=1 suppressions={supp}"
    problems, ended = [], threading.Event()
    with House(sys.argv[1]) as house:
        house.start()
        house.sync(house.connect(), "org")
        code = house.code("threads")
        people = [threading.Thread(target=look_on, args=(house, ended, problems), daemon=True) for _ in range(2)]
        pages = [threading.Thread(target=lambda: ask("GET", f"{house.url}/api/live", None, {"Authorization": f"Bearer {house.key}"}), daemon=True)
                 for _ in range(2)]
        for one in people + pages:
            one.start()
        played = house.play("POST", "burst", {"rate": 100, "seconds": seconds, "config_ids": [code["config_id"]], "wait": True})
        ended.set()
        house.play("GET", "pump/wait?timeout_ms=30000")
        house.settle()
        house.weft.stop()
        text = (house.folder / "weft.log").read_text()
        reports = text.count("WARNING: ThreadSanitizer")
        if reports or house.weft.process.returncode != 0:
            problems.append(f"{reports} reports, ended with {house.weft.process.returncode}")
            problems.append(text[text.find("WARNING: ThreadSanitizer"):][:6000])
        print({k: v for k, v in played.items() if not isinstance(v, (list, dict))})
    print("\n".join(problems[:20]))
    print(f"{0 if problems else 1} passed, {1 if problems else 0} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
