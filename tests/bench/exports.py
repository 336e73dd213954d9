"""`python -m tests.bench.exports SIZE`: whole lists as files, against what the database and XlsxWriter take for the same.

The file is read as a server would send it, block by block; the peers write it to a file. On SQLite the processor time
of both is compared, on PostgreSQL the elapsed time, since there the work is done by the server.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import django

django.setup()

import xlsxwriter  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.http import StreamingHttpResponse  # noqa: E402
from django.test import Client  # noqa: E402

from documents.models import Task  # noqa: E402
from documents.rows.task_lines import task_lines  # noqa: E402
from tests.bench.lines import Line, report  # noqa: E402
from tests.bench.peer_files import VIEW, file_with_view, same_columns  # noqa: E402
from tests.bench.serving import datasette, fetch  # noqa: E402

EVERYTHING = "category=all"
ROUNDS = 5
# At L one file takes half a minute.
LONG_ROUNDS = 3
LONG = 500_000
WORKBOOK_ROWS = 100_000
# Datasette finds a page of a view by passing over all rows before it: all of L would take it an hour.
STREAMED_ROWS = 100_000
Work = Callable[[], float]
"""Does its work and gives the seconds that count."""


def lines(size: str) -> Iterator[Line]:
    """CSV of all tasks in rows per second, the memory it takes, and a workbook of at most 100,000 rows."""
    number = Task.objects.count()
    rounds = LONG_ROUNDS if number > LONG else ROUNDS
    client = Client(headers={"host": "localhost"})
    _ask(client, "/tasks/")
    with tempfile.TemporaryDirectory() as folder:
        peer = Path(folder) / "peer"
        on_sqlite = connection.vendor == "sqlite"
        database = "SQLite" if on_sqlite else "PostgreSQL"
        before = _resident()
        grown = [0.0]
        csv = _csv(client, Path(folder) / "ours", lambda: grown.append(_resident() - before))
        copied = _copied_by_sqlite(peer) if on_sqlite else _copied_by_psql(peer)
        name = "sqlite3 -csv" if on_sqlite else r"psql \copy"
        ours, theirs = _medians(csv if not on_sqlite else _own(csv), copied, rounds=rounds)
        what, note = f"{number} 项任务的 CSV", f"{rounds} 次的中位数"
        yield Line(what, size, database, number / ours, name, number / theirs, "行/秒", 0.5, "at least", note)
        yield Line(f"{what}，内存增长", size, database, max(grown), "上限", 20, "MiB", 1)
        if on_sqlite:
            yield from _beside_datasette(size, csv, number, Path(folder))
        yield _workbook(client, size, database, Path(folder))


def _csv(client: Client, path: Path, measured: Callable[[], None]) -> Work:
    def work() -> float:
        started = time.perf_counter()
        response = client.get(f"/tasks/export/csv/?{EVERYTHING}")
        with path.open("wb") as file:
            for number, chunk in enumerate(_chunks(response)):
                file.write(chunk)
                if number % 20 == 0:
                    measured()
        return time.perf_counter() - started

    return work


def _own(work: Work) -> Work:
    """The processor time of this process instead."""

    def measured() -> float:
        started = time.process_time()
        work()
        return time.process_time() - started

    return measured


def _copied_by_sqlite(path: Path) -> Work:
    database = connection.settings_dict["NAME"]

    def work() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with path.open("wb") as file:
            subprocess.run(["sqlite3", "-csv", str(database), same_columns("sqlite")], stdout=file, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return work


def _copied_by_psql(path: Path) -> Work:
    command = f"\\copy ({same_columns('postgresql')}) TO '{path}' CSV"

    def work() -> float:
        started = time.perf_counter()
        subprocess.run(["psql", "--quiet", "--no-psqlrc", os.environ["DATABASE_URL"], "-c", command], check=True)
        return time.perf_counter() - started

    return work


def _beside_datasette(size: str, csv: Work, number: int, folder: Path) -> Iterator[Line]:
    """Datasette streams a part of the rows, as all would take it minutes: the same columns, then the table alone."""
    corpus, part = Path(connection.settings_dict["NAME"]), folder / "part.sqlite3"
    rows = min(number, STREAMED_ROWS)
    file_with_view(corpus, part, tasks=rows)
    with datasette(part) as address:
        ours, view, table = _medians(
            csv,
            _streamed(f"{address}/{VIEW}.csv?_stream=on&_size=max"),
            _streamed(f"{address}/documents_task.csv?_stream=on&_size=max"),
            rounds=LONG_ROUNDS,
        )
    what, said = "任务的 CSV", f"{rows} 行，取自只含这些行的文件"
    for name, seconds, note, budget in (
        ("Datasette", view, f"Datasette 传同样的21列（视图），{said}", 10),
        ("Datasette 单表", table, f"Datasette 只传任务表自己的列，不连其他表，{said}", None),
    ):
        yield Line(what, size, "SQLite", number / ours, name, rows / seconds, "行/秒", budget, "at least", note)


def _streamed(address: str) -> Work:
    def work() -> float:
        started = time.perf_counter()
        status, _bytes = fetch(address)
        if status != 200:
            raise RuntimeError(f"Datasette 回答 {status}")
        return time.perf_counter() - started

    return work


def _workbook(client: Client, size: str, database: str, folder: Path) -> Line:
    """The same cells by XlsxWriter alone, which are read before its time begins."""
    tasks = Task.objects.filter(document__state="published")
    query = EVERYTHING
    if tasks.count() > WORKBOOK_ROWS:
        numbers = tasks.order_by().values_list("domain__code").annotate(number=Count("pk"))
        code = max((number, code) for code, number in numbers if number <= WORKBOOK_ROWS)[1]
        tasks, query = tasks.filter(domain__code=code), f"domain={code}&{EVERYTHING}"
    keys = list(tasks.order_by("pk").values_list("pk", flat=True))
    cells = [
        line for start in range(0, len(keys), 4_000) for line in task_lines(keys[start : start + 4_000], site="").lines
    ]

    def ours() -> float:
        started = time.process_time()
        for _chunk in _chunks(client.get(f"/tasks/export/xlsx/?{query}")):
            pass
        return time.process_time() - started

    def peer() -> float:
        started = time.process_time()
        _write(folder / "peer.xlsx", cells)
        return time.process_time() - started

    mine, other = _medians(ours, peer, rounds=LONG_ROUNDS)
    what, note = f"{len(keys)} 行的 XLSX", f"{LONG_ROUNDS} 次的中位数"
    name = "XlsxWriter 常量内存"
    return Line(what, size, database, len(keys) / mine, name, len(keys) / other, "行/秒", 0.8, "at least", note)


def _chunks(response: object) -> Iterable[bytes]:
    """The parts of a streamed answer; what the test client gives does not say that it has them."""
    chunks = response.streaming_content if isinstance(response, StreamingHttpResponse) else None
    if not isinstance(chunks, Iterator):
        raise TypeError("the answer is not streamed")
    return chunks


def _write(path: Path, cells: Sequence[Sequence[str]]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(cells):
            for index, text in enumerate(line):
                sheet.write_string(number, index, text)


def _medians(*works: Work, rounds: int) -> list[float]:
    """The median of what each work gives, taking turns; a round before them warms up."""
    times: list[list[float]] = [[] for _work in works]
    for number in range(rounds + 1):
        for index, work in enumerate(works):
            seconds = work()
            if number:
                times[index].append(seconds)
    return [statistics.median(each) for each in times]


def _ask(client: Client, address: str) -> None:
    if client.get(address).status_code != 200:
        raise RuntimeError(f"{address} 没有回答")


def _resident() -> float:
    """What this process holds of its own, in MiB; pages of files that are mapped are not its own."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return (int(pages[1]) - int(pages[2])) * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    report(lines(sys.argv[1]))
