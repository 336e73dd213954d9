"""A visit to every page, public and staff, in a fresh process on the corpus of DATABASE_URL: what the process then holds.

Prints JSON: the status of each page, modules that are loaded, megabytes. Run by test_light.py.
"""

import json
import os
import sys
import time
from itertools import count
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

from portal.wsgi import application  # noqa: F401 - as gunicorn does

WATCHED = (
    "jieba",
    "celery",
    "kombu",
    "documents.parsing.pipeline",
    "documents.parsing.derived",
    "documents.parsing.preloaded",
    "documents.parsing.reader",
    "documents.parsing.outline",
    "documents.parsing.formats.pdf",
    "documents.parsing.formats.docx",
    "pypdfium2",
)
KEY = "a" * 32


def main():
    from django.contrib.auth.models import User
    from django.test import Client
    from django.urls import reverse

    from documents.models import PolicyDocument
    from tests.addresses import addresses
    from tests.people import sign_in_with_code
    from tests.portal.test_drafts import DRAFT, asked

    staff = sign_in_with_code(Client(), User.objects.create_superuser("某人"))
    documents = list(PolicyDocument.objects.order_by("-jurisdiction__code"))
    slug = documents[0].slug
    said = {}
    for path in [path for paths in asked(public=documents, secret=slug).values() for path in paths]:
        read(said, Client(), path)
    report(said, "POST /check/", Client().post("/check/", {"text": DRAFT, "chosen": "1", "peer": [slug]}))
    for path in (
        "/review/",
        "/review/rules/",
        "/review/reports/",
        "/review/agreement/",
        "/accounts/people/",
        "/admin/",
    ):
        read(said, staff, path)
    for each in addresses():
        if each.name.startswith(("reviewing:", "importing:", "accounts:")) and "sign_out" not in each.name:
            read(said, staff, each.sample().replace("/x/", f"/{slug}/"))
    report(said, "read again", staff.get(reverse("reviewing:read_again", args=[slug])))
    imported(said, staff)
    json.dump(
        {"said": said, "loaded": [name for name in WATCHED if name in sys.modules], "megabytes": megabytes()},
        sys.stdout,
    )


def imported(said, staff):
    """A file is sent, read by the thread of this process, looked through, and stored."""
    text = (Path(__file__).parents[2] / "fixtures" / "corpus" / "jinan-2018.txt").read_bytes()
    from django.core.files.uploadedfile import SimpleUploadedFile

    from documents.models import ImportItem

    file = SimpleUploadedFile("另一份.txt", text + "\n附：说明。\n".encode())
    report(said, "POST /import/", staff.post("/import/", {"key": KEY, "files": [file]}))
    for _try in count():
        item = ImportItem.objects.get()
        if item.state not in ("waiting", "reading") or _try > 600:
            break
        time.sleep(0.1)
    read(said, staff, f"/import/{KEY}/1/")
    stored = staff.post(f"/import/{KEY}/1/store/", {"revision": item.revision, "publish": "1"})
    report(said, f"POST store ({item.state} {item.sentence})", stored)
    said["stored"] = ImportItem.objects.get().state


def read(said, client, path):
    response = client.get(path)
    if response.streaming:
        for _piece in response.streaming_content:
            pass
    report(said, path, response)


def report(said, path, response):
    said[path] = response.status_code


def megabytes():
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
