"""What weft and its rivals said, in one form, so that it can be compared."""


def numbers(rows, keys):
    """{the first columns: the others as whole numbers}; what is empty is null"""
    return {tuple(cell or None for cell in row[:keys]): [int(cell) for cell in row[keys:]] for row in rows}


def weft_says(name, told):
    """(all that is compared with the rivals, what is compared with C)"""
    columns, rows = told["columns"], told["rows"]
    pick = lambda *names: [[row[columns.index(one)] for one in names] for row in rows]  # noqa: E731
    if name == "funnel":
        steps = [count for count, in pick("count")]
        return steps, steps
    if name == "retention":
        cells = {(cohort, 0): [size] for cohort, size in pick("cohort", "size") if cohort and size}
        cells |= {(cohort, period): [kept] for cohort, period, kept in pick("cohort", "period", "retained") if cohort and kept}
        return cells, [sum(count for (_, at), (count,) in cells.items() if at == period) for period in (0, 1, 7, 30)]
    if name == "paths":
        edges = {(step, one, other): [count] for step, one, other, count in pick("step", "from", "to", "count") if other}
        return edges, [max((count for (at, _, _), (count,) in edges.items() if at == step), default=0) for step in (1, 2)]
    cells = numbers(rows, 2)
    return cells, cells.get(("2025-01-11", "product_view"))


def rival_says(name, rows):
    if name == "funnel":
        return [int(cell) for cell in rows[0]]
    if name == "audience":
        return [int(row[0]) for row in rows]
    if name in ("retention", "paths"):
        return {(row[0] if name == "retention" else int(row[0]), int(row[1]) if name == "retention" else row[1], *row[2:-1]): [int(row[-1])] for row in rows}
    return numbers(rows, 2)


def same(name, ours, theirs):
    """Whether a rival said what weft said, as far as the question is the same."""
    if name == "paths":
        if not theirs:
            return False
        often = sorted((count for count, in ours.values()), reverse=True)[:len(theirs)]
        return all(ours.get(edge) == count for edge, count in theirs.items()) and often == sorted((count for count, in theirs.values()), reverse=True)
    if name == "pivot":
        return ours == {cell: [events] for cell, (events, _) in theirs.items()}
    return ours == theirs


def differences(name, ours, theirs):
    if not isinstance(ours, dict):
        return f"{str(ours)[:100]} and {str(theirs)[:100]}"
    differ = [key for key in (theirs if name == "paths" else ours.keys() | theirs.keys()) if ours.get(key) != theirs.get(key)]
    return f"{len(differ)} cells of {len(ours)}, weft and the other: {[(key, ours.get(key), theirs.get(key)) for key in differ[:3]]}"
