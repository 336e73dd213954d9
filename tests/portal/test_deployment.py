"""What is shipped for operators holds together: compose, image, units, proxy, and the paper that explains them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE_TEXT = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load(COMPOSE_TEXT)
SERVICES = COMPOSE["services"]
PAPER = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
SECRETS = {"secret_key", "postgres_password", "database_url", "metrics_token"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_container_is_limited_closed_and_watched(name):
    service = SERVICES[name]

    assert service["mem_limit"].endswith("m")
    assert service["pids_limit"] <= 200
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert service["healthcheck"]
    assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}
    assert re.fullmatch(r"\$\{[A-Z]+_IMAGE:-[a-z]+:(?!latest)[a-z0-9.-]+\}", service["image"])
    assert not {"/var/run/docker.sock"} & set(map(str, service.get("volumes", ())))
    if service["image"].startswith("${PORTAL_IMAGE"):
        assert service["user"] == "10001:10001"


def test_only_the_portal_and_its_proxy_can_be_reached_and_the_portal_from_this_machine_only():
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "web": ["127.0.0.1:${PORTAL_PORT:-8000}:8000"],
        "proxy": ["80:80", "443:443"],
    }
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert all(SERVICES[name]["networks"] == ["inside"] for name in ("db", "redis", "worker", "nightly", "prepare"))


def test_what_is_kept_lies_in_volumes_and_starts_in_order():
    assert SERVICES["db"]["volumes"] == ["database:/var/lib/postgresql/data"]
    assert SERVICES["nightly"]["volumes"] == ["${PORTAL_BACKUP_DIR:-backup}:/backup"]
    assert set(COMPOSE["volumes"]) == {"database", "backup"}
    assert SERVICES["prepare"]["depends_on"] == {"db": {"condition": "service_healthy"}}
    for name in ("web", "worker", "nightly"):
        assert SERVICES[name]["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}
    started = sum(int(SERVICES[name]["mem_limit"][:-1]) for name in ("db", "redis", "web", "worker"))
    assert started <= 4096


def test_secrets_come_from_files_that_are_neither_in_the_code_nor_in_the_image():
    assert set(COMPOSE["secrets"]) == SECRETS
    made = set(re.findall(r"^write (\w+) ", (DEPLOY / "secrets.sh").read_text(encoding="utf-8"), re.MULTILINE))
    assert made == SECRETS
    assert not re.search(r"PASSWORD: (?!/run)|SECRET_KEY: ", COMPOSE_TEXT)
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8")
    assert all(f"/deploy/{name}" in ignored for name in (".env", "secrets/", "certificates/"))
    sent_to_the_builder = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert sent_to_the_builder[1] == "*"
    assert [line for line in sent_to_the_builder if line.startswith("!deploy")] == ["!deploy/*.py", "!deploy/*.sh"]


def test_secrets_are_made_once_each_different_and_fit_together(tmp_path):
    shutil.copy(DEPLOY / "secrets.sh", tmp_path)
    for _ in range(2):
        subprocess.run(["sh", tmp_path / "secrets.sh"], check=True, capture_output=True)
        made = {path.name: path.read_text(encoding="utf-8").strip() for path in (tmp_path / "secrets").iterdir()}
        first = locals().get("first", made)

    assert made == first
    assert len(made["secret_key"]) >= 50
    assert made["database_url"] == f"postgresql://portal:{made['postgres_password']}@db:5432/portal"
    assert len({*made.values()}) == 4
    assert (tmp_path / "secrets").stat().st_mode & 0o77 == 0


def test_every_variable_of_the_deployment_is_explained():
    example = (DEPLOY / "compose.env.example").read_text(encoding="utf-8")
    asked = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE_TEXT))
    assert {name for name in asked if not re.search(rf"^#?{name}=", example, re.MULTILINE)} == set()
    assert {name for name in re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE) if name not in COMPOSE_TEXT} == {
        "COMPOSE_PROJECT_NAME"
    }
    read = set(re.findall(r'environ\.get\("([A-Z_]+)"', (DEPLOY / "gunicorn.conf.py").read_text(encoding="utf-8")))
    given = set(re.findall(r"^#?([A-Z_]+)=", (DEPLOY / "systemd/portal.env.example").read_text(), re.MULTILINE))
    assert {name for name in asked | read | given if f"`{name}`" not in PAPER + README} == set()


def test_the_image_is_built_from_the_lock_and_runs_as_nobody_in_particular():
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")

    assert image.count("--require-hashes") == 2
    assert re.findall(r"^USER (.*)$", image, re.MULTILINE) == ["10001:10001"]
    assert image.index("USER 10001") < image.index('CMD ["gunicorn"')
    copied = re.findall(r"^COPY (?!--from)(\S+)", image, re.MULTILINE)
    assert all((ROOT / name).exists() for name in copied)
    command = re.search(r"^CMD \[(.*)\]$", image, re.MULTILINE)[1].replace('"', "").split(", ")
    assert command == ["gunicorn", "portal.wsgi", "--config", "deploy/gunicorn.conf.py"]


def test_what_prepares_waits_for_the_database_and_says_so_before_it_gives_up():
    steps = re.findall(r"python (deploy/wait\.py|manage\.py \w+)", (DEPLOY / "prepare.sh").read_text(encoding="utf-8"))
    assert steps == ["manage.py check", "deploy/wait.py", "manage.py migrate", "manage.py check"]
    unit = (DEPLOY / "systemd/portal-prepare.service").read_text(encoding="utf-8")
    assert "\nExecStart=/bin/sh deploy/prepare.sh infinity\nExecStart=" in unit
    assert "\nTimeoutStartSec=infinity\n" in unit

    done = subprocess.run(
        [sys.executable, "deploy/wait.py", "0"],
        cwd=ROOT,
        env={"PYTHONPATH": ".", "DATABASE_URL": "postgresql://portal:word@127.0.0.1:1/portal", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("数据库没有答复，不再等了：")
    assert "127.0.0.1" in done.stderr
    assert "word" not in done.stderr


def test_the_queue_lets_other_containers_in_whatever_image_it_is():
    assert " ".join(SERVICES["redis"]["command"]).startswith("redis-server --protected-mode no ")
    assert "redis" not in {name for name, service in SERVICES.items() if "ports" in service}


def test_units_are_understood_by_systemd_and_share_what_closes_them(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on this machine")
    shutil.copytree(DEPLOY / "systemd", tmp_path, dirs_exist_ok=True)
    for unit in tmp_path.glob("portal-*.service"):  # the programs of the installation are those of this environment
        installed = re.sub(r"/srv/portal/app/\.venv/bin/\w+", sys.executable, unit.read_text(encoding="utf-8"))
        unit.write_text(installed, encoding="utf-8")
    units = sorted(str(path) for path in tmp_path.glob("portal-*.*") if path.is_file())

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert len(units) == 7
    closed = (tmp_path / "portal-.service.d" / "common.conf").read_text(encoding="utf-8")
    for line in ("NoNewPrivileges=true", "ProtectSystem=strict", "CapabilityBoundingSet=", "IPAddressDeny=any"):
        assert f"\n{line}\n" in closed


def test_the_proxy_tells_the_portal_who_asks_keeps_drafts_off_the_disk_and_figures_inside():
    proxy = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")

    assert "proxy_set_header X-Forwarded-For $remote_addr;" in proxy
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in proxy
    draft = re.search(r"location /check/ \{(.*?)\n    \}", proxy, re.DOTALL)[1]
    assert all(
        word in draft for word in ("access_log off", "proxy_max_temp_file_size 0", "client_body_in_single_buffer")
    )
    assert "location = /metrics { return 404; }" in proxy
    assert not re.search(r"log_format[^;]*\$(request|request_uri|args|http_\w+)\b(?!_)", proxy)
    # A log named outside the servers would be written beside the one of nginx.conf, which holds the words of a search.
    common, *servers = re.split(r"^server \{", proxy, flags=re.MULTILINE)
    assert "access_log" not in common
    assert len(servers) == 2
    for server in servers:
        assert "access_log /var/log/nginx/access.log portal;" in server
        assert "error_log /var/log/nginx/error.log crit;" in server
