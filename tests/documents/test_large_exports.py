"""Lists too long to be held leave part by part: the same file, of one moment, for a few at a time, never short unseen."""

import fcntl
import io
import logging
import threading
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from openpyxl import load_workbook

from documents.models import PolicyDocument, Target
from documents.views import exports, streaming
from tests.builders import JINAN, SCHOOLS, TRAFFIC, TaskSpec, build_document
from tests.documents.rereading import csv_lines, xlsx_lines

ADDRESSES = [
    "/tasks/export/{}/?category=all",
    "/tasks/export/{}/?category=all&role=lead&sort=deadline",
    "/tasks/export/{}/?category=all&sort=domain",
    "/targets/export/{}/?kind=all",
    "/documents/export/{}/",
    "/agencies/export/{}/",
    "/jurisdictions/export/{}/",
    f"/search/export/{{}}/?q={quote('城市')}",
    "/lenses/cues/export/{}/",
    "/lenses/citations/export/{}/",
]


@pytest.fixture
def large(monkeypatch):
    """Every list of more than one row counts as long, and comes in parts of a few rows."""

    def switch() -> None:
        monkeypatch.setattr(exports, "EXPORT_LIMIT", 1)
        monkeypatch.setattr(exports, "PART_ROWS", 3)

    return switch


def elsewhere(act) -> None:
    """Let somebody else do it, over a connection of their own."""

    def run() -> None:
        act()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def sent(response) -> bytes:
    assert response.status_code == 200
    assert response.streaming
    return b"".join(response.streaming_content)


@pytest.mark.django_db
def test_a_long_list_is_the_same_file_as_a_short_one_and_a_workbook_looks_the_same(client, corpus, large) -> None:
    agencies = [(" ＝一局", "support"), ("二局", "lead"), ("三局,", "lead"), ("四局", "responsible")]
    strange = (
        TaskSpec(title='-甲,“乙”"丙', text='-甲,“乙”"丙\n一\x0b\x1f\r<b>& 尾 '),
        TaskSpec(
            title="\u3000+丁",
            text="\u3000%s戊2020年 2019年 2020年",
            agencies=tuple((name, role, "transport") for name, role in agencies),
            deadlines=tuple((f"{year}年", f"{year}-12-31", "year") for year in (2020, 2019, 2020)),
        ),
    )
    build_document(place=JINAN, title="=怪", tasks=strange)
    measured = Target.objects.filter(kind="quantity", task__isnull=False).order_by("pk")
    for target, (sign, value, most) in zip(
        measured, [("=", "0.3000", None), ("range", "3", "5.25"), ("~", "12345678901.5", None)], strict=False
    ):
        Target.objects.filter(pk=target.pk).update(operator=sign, value=value, value_max=most)
    asked = [(each, kind) for each in ADDRESSES for kind in ("csv", "json")]
    asked += [(ADDRESSES[0], "xlsx"), (ADDRESSES[3], "xlsx"), (ADDRESSES[4], "xlsx")]
    held = {(each, kind): client.get(each.format(kind)) for each, kind in asked}
    large()

    for (address, kind), whole in held.items():
        in_parts = client.get(address.format(kind))
        content = sent(in_parts)
        assert in_parts["Content-Type"] == whole["Content-Type"]
        assert in_parts["Content-Disposition"] == whole["Content-Disposition"]
        if kind == "xlsx":
            assert_same_workbook(content, whole.content)
        else:
            assert content == whole.content, address
    lines = {line[2]: line for line in csv_lines(client.get(ADDRESSES[0].format("csv")).getvalue())}
    assert lines["'\u3000+丁"][4:8] == ["二局、三局,", "' ＝一局", "四局", "2020年、2019年"]


def assert_same_workbook(content: bytes, whole: bytes) -> None:
    assert xlsx_lines(content) == xlsx_lines(whole)
    ours, other = (load_workbook(io.BytesIO(each)) for each in (content, whole))
    assert ours.sheetnames == other.sheetnames
    for name in ours.sheetnames:
        one, two = ours[name], other[name]
        assert one.dimensions == two.dimensions
        assert (one.auto_filter.ref, one.print_area, one.freeze_panes) == (
            *(two.auto_filter.ref, two.print_area, two.freeze_panes),
        )
        heights = [{row: one_row.height for row, one_row in sheet.row_dimensions.items()} for sheet in (one, two)]
        assert heights[0] == heights[1]
        for mine, theirs in zip(one.iter_rows(), two.iter_rows(), strict=True):
            assert [
                (cell.value, cell.data_type, cell.font.b, cell.number_format, cell.border.left.style) for cell in mine
            ] == [
                (cell.value, cell.data_type, cell.font.b, cell.number_format, cell.border.left.style) for cell in theirs
            ]


@pytest.mark.django_db
def test_a_text_longer_than_a_cell_goes_on_in_a_sheet_of_the_long_workbook_too(client, large) -> None:
    build_document(tasks=(TRAFFIC, TaskSpec(title="长", text="长" + "字" * 69_999)))
    whole = client.get("/tasks/export/xlsx/").content
    large()
    content = sent(client.get("/tasks/export/xlsx/"))

    assert load_workbook(io.BytesIO(content)).sheetnames == ["任务", "说明", "续文"]
    assert xlsx_lines(content) == xlsx_lines(whole)
    assert len(xlsx_lines(content)[2][3]) == 70_000


@pytest.mark.sqlite
@pytest.mark.django_db
def test_what_a_format_cannot_hold_is_refused_with_the_way_out(client, corpus, large, monkeypatch) -> None:
    large()
    monkeypatch.setattr(exports, "WORKBOOK_LIMIT", 40)

    for kind, words in {
        "docx": "Word文件一次最多1项。加上条件再导出，或改用CSV、JSON，行数不限。",
        "breakdown": "Word文件一次最多1项。",
        "md": "Markdown文件一次最多1项。",
        "xlsx": "Excel文件一次最多40项。",
    }.items():
        refusal = client.get(f"/tasks/export/{kind}/")
        assert refusal.status_code == 400
        assert words in refusal.content.decode()


@pytest.mark.sqlite
@pytest.mark.django_db
def test_only_headers_are_made_for_who_asks_for_headers(client, corpus, large, django_assert_max_num_queries) -> None:
    large()

    with django_assert_max_num_queries(10):
        response = client.head("/tasks/export/csv/")

    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(".csv")
    assert b"".join(response) == b""


@pytest.mark.sqlite
@pytest.mark.django_db
def test_who_comes_while_as_many_as_may_are_served_is_told_to_come_again(client, corpus, large) -> None:
    large()
    folder = Path(settings.VAR_DIR) / "exports"
    folder.mkdir(exist_ok=True)
    taken = [(folder / f"{number}.lock").open("ab") for number in range(streaming.AT_ONCE)]
    for place in taken:
        fcntl.flock(place, fcntl.LOCK_EX)

    refusal = client.get("/tasks/export/csv/")
    assert refusal.status_code == 503
    assert refusal["Retry-After"] == "120"
    assert "正在导出的大文件已有2份" in refusal.content.decode()

    for place in taken:
        place.close()
    left_early = [client.get("/tasks/export/csv/") for _time in range(streaming.AT_ONCE)]
    for response in left_early:
        next(iter(response.streaming_content))
        response._iterator.close()  # as when a reader goes away
    assert sent(client.get("/tasks/export/csv/"))


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_file_that_breaks_off_says_so_in_its_last_line_and_the_transfer_fails(
    client, corpus, large, monkeypatch, caplog, kind
) -> None:
    large()
    asked, real = iter(range(100)), exports._Asked.part

    def fails_later(*args, **kwargs):
        if next(asked) == 3:
            raise OSError("the disk is gone")
        return real(*args, **kwargs)

    monkeypatch.setattr(exports._Asked, "part", fails_later)
    received = []

    with caplog.at_level(logging.ERROR), pytest.raises(OSError, match="the disk is gone"):
        received.extend(client.get(f"/targets/export/{kind}/?kind=all").streaming_content)

    assert b"".join(received).decode().endswith("\r\n导出中断：以上不完整，重新导出。\r\n")
    assert "A large file broke off" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_file_is_of_one_moment_whatever_is_imported_and_withdrawn_while_it_is_sent(client, large) -> None:
    for number in range(4):
        build_document(place=JINAN, number=f"济政发〔2020〕{number}号", title=f"方案{number}", tasks=(SCHOOLS, TRAFFIC))
    large()
    chunks = iter(client.get("/tasks/export/csv/").streaming_content)
    received = [next(chunks), next(chunks)]

    elsewhere(lambda: PolicyDocument.objects.filter(title="方案3").update(state="withdrawn"))
    elsewhere(lambda: build_document(place=JINAN, number="济政发〔2021〕1号", title="新", tasks=(TRAFFIC,)))
    received.extend(chunks)

    lines = csv_lines(b"".join(received))
    assert [line[11] for line in lines[1:]] == [f"方案{number}" for number in range(4) for _task in range(2)]
    again = csv_lines(sent(client.get("/tasks/export/csv/")))
    assert [line[11] for line in again[1:]] == [*(f"方案{number}" for number in range(3) for _task in range(2)), "新"]
    assert connection.in_atomic_block is False
