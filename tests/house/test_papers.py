"""The papers beside the code tell the truth: README, Makefile, requirements, licence."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
# Options that may stand in a requirements file; any other could name where packages come from.
OPTIONS = ("-r ", "-c ", "--hash=sha256:")


def tracked_texts():
    """Name and text of every text file under version control."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.is_file() and b"\0" not in (data := path.read_bytes()):
            yield name, data.decode("utf-8", errors="replace")


def test_the_readme_names_every_management_command():
    commands = {path.stem for path in ROOT.glob("*/management/commands/*.py") if not path.stem.startswith("_")}

    assert {"demo"} <= commands
    assert {name for name in commands if f"manage.py {name}" not in README} == set()


def test_the_readme_names_every_make_target():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)[1].split()) - {"help", "python"}

    assert {"demo", "test"} <= targets
    assert {name for name in targets if f"make {name}" not in README} == set()


def test_make_help_names_every_target():
    helped = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)[1].split()) - {"help", "python"}

    assert {name for name in targets if f"make {name}" not in helped} == set()


def test_requirement_files_name_no_place_to_fetch_from():
    named = [
        f"{path.name}:{number}: {line}"
        for path in sorted((ROOT / "requirements").iterdir())
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if "://" in line or "@" in line or (line.strip().startswith("-") and not line.strip().startswith(OPTIONS))
    ]

    assert named == []


def test_every_locked_package_has_a_version_and_hashes():
    for name in ("base.txt", "test.txt", "bench.txt"):
        lock = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        packages = re.findall(r"^([a-z0-9-]+)==(\S+) \\\n    --hash=sha256:[0-9a-f]{64}", lock, re.MULTILINE)
        all_packages = re.findall(r"^([A-Za-z0-9][\w.-]*)", lock, re.MULTILINE)

        assert len(packages) > 15
        assert [package for package, _ in packages] == all_packages


def test_every_dependency_has_its_reason_beside_it():
    for name in ("base.in", "test.in", "bench.in"):
        lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
        packages = [line for line in lines if line and not line.startswith(("#", "-"))]

        assert packages
        assert [line for line in packages if not re.search(r"\S\s+# \S", line)] == []


def test_no_file_names_a_folder_of_one_machine():
    folders = re.compile(r"(?:^|[\s\"'(=])/(?:root|work|Users|home)/\w")

    assert [name for name, text in tracked_texts() if folders.search(text)] == []
