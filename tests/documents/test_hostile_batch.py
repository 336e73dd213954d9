"""All hostile files in one folder with five sound ones: the sound ones are loaded, each other one is told with its code."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from documents.models import PolicyDocument
from tests.documents.parsing.test_hostile_files import HOSTILE

CORPUS = Path(__file__).parents[2] / "fixtures" / "corpus"
AS_ARCHIVE = {"重叠.zip": "overlap"}
"""A command that loads files opens archives, where the parser of one file only says that it is one."""


@pytest.mark.django_db
@pytest.mark.sqlite  # about the processes that read, not the database
def test_hostile_files_cost_the_sound_ones_between_them_nothing(tmp_path):
    for name, (_code, made) in HOSTILE.items():
        (tmp_path / name).write_bytes(made())
    for path in CORPUS.glob("*.txt"):
        shutil.copy(path, tmp_path)
    out, err = StringIO(), StringIO()

    with pytest.raises(SystemExit) as end:
        call_command("load_documents", str(tmp_path), jobs=2, stdout=out, stderr=err)

    told = {line.split("：")[0]: line.rsplit("（代码 ", 1)[1].rstrip("）") for line in err.getvalue().splitlines()}
    assert told == {name: AS_ARCHIVE.get(name, code) for name, (code, _made) in HOSTILE.items()}
    assert PolicyDocument.objects.count() == 5
    assert out.getvalue().count("已入库") == 2 * 5
    assert out.getvalue().count("没有入库：") == 2 * len(told)
    assert end.value.code == 1
