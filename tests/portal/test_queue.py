"""The work queue: which brokers are refused, what an unreachable one costs, and what workers make of what commands send."""

from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from documents.importing.desk.rereading import ask_for, refused
from documents.importing.working import work_for
from documents.models import ImportBatch, ImportItem, PolicyDocument, Upload, WaitingRereading
from portal.broker import broker_url
from portal.environment import EnvironmentProblem
from tests.faults.material import documents
from tests.people import EDITOR, person


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1", "以“http”开头，只支持 redis（rediss）和 amqp（amqps）"),
        ("redis://", "没有写主机"),
        ("redis://127.0.0.1:port", "读不懂"),
        ("redis://127.0.0.1:6379/work", "Redis 的库号是“work”，应是整数"),
    ],
)
def test_a_broker_that_makes_no_sense_is_refused_with_advice(url, said):
    with pytest.raises(EnvironmentProblem) as refusal:
        broker_url(url)

    assert said in str(refusal.value)


@pytest.mark.parametrize(
    "url", ["", "redis://:geheim@10.0.0.5:6379/1", "rediss://queue.example.cn", "amqp://a:b@mq/portal"]
)
def test_a_broker_that_makes_sense_is_taken_as_it_stands(url):
    assert broker_url(url) == url


@pytest.mark.django_db
def test_what_is_sent_while_the_broker_is_down_waits_and_is_found_by_the_next_look(
    client, settings, caplog, django_capture_on_commit_callbacks
):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    settings.WORK_ANNOUNCER = "portal.queue.announce"
    client.force_login(person(EDITOR))
    sent = {"key": "b" * 32, "files": [SimpleUploadedFile(each.name, each.data) for each in documents(2)]}

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("importing:batches"), sent)

    assert answer.status_code == 302
    assert "the work waits in the database" in caplog.text
    assert list(ImportItem.objects.values_list("state", flat=True)) == ["waiting", "waiting"]

    from portal.looking import look

    for _delivery in range(2):  # a message that is delivered twice
        look()
    assert list(ImportItem.objects.values_list("state", "attempts")) == [("read", 1), ("read", 1)]


@pytest.mark.django_db
def test_a_folder_handed_to_the_workers_is_stored_published_and_read_anew_each_file_once(tmp_path):
    for each in documents(2):
        (tmp_path / each.name).write_bytes(each.data)
    (tmp_path / "诗.txt").write_text("床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n")

    assert queue(tmp_path) == "存入3份，已在途中0份，已在库0份\n"
    assert queue(tmp_path) == "存入0份，已在途中3份，已在库0份\n"
    assert work_for(60) is False

    public = PolicyDocument.objects.visible_to(None)
    assert [document.file_name for document in public.order_by("file_name")] == ["00-济南市.txt", "01-青岛市.txt"]
    assert ImportItem.objects.get(name="诗.txt").state in ("read", "refused")
    assert Upload.objects.count() == 1, "kept for whoever looks after the file that was not stored"
    assert queue(tmp_path) == "存入1份，已在途中0份，已在库2份\n"
    assert ImportBatch.objects.count() == 2

    before = list(public.order_by("pk").values_list("slug", "loaded_at"))
    assert ask_for([document.pk for document in public], now=timezone.now()) == 2
    PolicyDocument.objects.filter(slug=before[0][0]).update(original_bytes=b"")
    work_for(60)
    assert [row.document.slug for row in refused()] == [before[0][0]]
    assert WaitingRereading.objects.count() == 1
    after = list(public.order_by("pk").values_list("slug", "loaded_at"))
    assert after[0] == before[0]
    assert after[1][1] > before[1][1]


def queue(folder):
    out = StringIO()
    call_command("load_documents", str(folder), queue=True, no_wait=True, stdout=out, stderr=StringIO())
    return out.getvalue()
