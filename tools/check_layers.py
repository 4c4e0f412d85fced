#!/usr/bin/env python3
"""Refuses an #include that points the wrong way.  Usage: check_layers.py [root]

layers.conf: a line may only name modules above it, so it cannot express a cycle.  Of a slice
only <slice>/<slice>.h may be included by others; app may also take <slice>_http.h.  HTTP is
known in *_http.c alone, SQL text stands in *_sql.c alone."""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
PLATFORM = {"base", "sys", "wire", "db", "kernel", "log", "http", "columnar"}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([a-z0-9_]+)/([a-z0-9_]+)\.(?:h|def)"', re.M)
SQL = re.compile(r'"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH)\s[^"]*', re.M)
LOCAL_HTTP = {"client"}  # platforms are called by HTTP from channel; routes stay in *_http.c


def load(path):
    allow = {}
    for line in path.read_text().splitlines():
        words = line.split("#")[0].split()
        if not words:
            continue
        name, uses = words[0], words[1:]
        for use in uses:
            if use not in allow:
                sys.exit(f"{path}: {name} uses {use}, which is not declared above it")
        allow[name] = set(uses)
    return allow


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def check_includes(path, module, allow, text):
    slices = set(allow) - PLATFORM
    for match in INCLUDE.finditer(text):
        other, header = match.groups()
        where = f"{path}:{line_of(text, match.start())}"
        if other == module:
            if path.stem.endswith("_http") and header.endswith("_sql"):
                yield f"{where}: {path.stem} must go through {module}.h, not {header}.h"
            continue
        if other not in allow[module]:
            yield f"{where}: {module} may not include {other}"
        elif other in slices and header != other:
            if not (module == "app" and header == f"{other}_http"):
                yield f"{where}: {other}/{header}.h is private; include {other}/{other}.h"
        if module in slices - {"app"} and other == "http" and header not in LOCAL_HTTP:
            if not path.stem.endswith(("_http", "_test", "_fuzz")):
                yield f"{where}: only *_http may know HTTP"


def check_sql(path, module, text):
    if path.stem.endswith(("_sql", "_test", "_fuzz")) or module == "db":
        return
    for match in SQL.finditer(text):
        yield f"{path}:{line_of(text, match.start())}: SQL belongs in a *_sql.c"


def main():
    allow, bad = load(ROOT / "layers.conf"), []
    files = sorted((ROOT / "src").glob("*/*.[ch]")) + sorted((ROOT / "src").glob("*/*.cc"))
    for path in files:
        module, text = path.parent.name, path.read_text()
        if module not in allow:
            bad.append(f"{path}: module {module} is not in layers.conf")
            continue
        bad.extend(check_includes(path, module, allow, text))
        bad.extend(check_sql(path, module, text))
    for path in sorted((ROOT / "sim").glob("*.[ch]")):
        for match in INCLUDE.finditer(path.read_text()):
            if match.group(1) not in PLATFORM | {"sim"}:
                bad.append(f"{path}: the simulator may not include {match.group(1)}")
    print("\n".join(bad) or f"layers: ok ({len(files)} files)")
    return 1 if bad else 0


sys.exit(main())
