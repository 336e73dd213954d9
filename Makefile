# The commands of this project. Written for GNU make 3.81 (macOS) and newer, and any POSIX shell.

PORT ?= 8000
VENV ?= .venv
PY := $(VENV)/bin/python
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$name; break; fi; done)

# Every file of the lock is checked against its hash; setuptools, which builds jieba, comes from the lock as well.
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
LOCKED_SETUPTOOLS := awk '/^setuptools==/ {on=1} on {print} on && !/\\$$/ {exit}'
INSTALL_ADVICE := echo '安装没有完成，原因见上。多半是网络：恢复后再运行一次，接着装。' >&2; exit 1
PIP_COMPILE := $(abspath $(VENV))/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.PHONY: help demo test check format bench fuzz faults screenshots lock clean python

help:
	@echo 'make demo    在 http://127.0.0.1:$(PORT) 打开门户，已载入五份文件（换端口：make demo PORT=8080）'
	@echo 'make test    检查写法、类型、模块关系，在 SQLite 上运行全部测试，在 PostgreSQL 上再运行用到数据库的测试'
	@echo 'make check   只检查写法、类型、模块关系'
	@echo 'make format  按统一写法整理 Python 代码'
	@echo 'make bench   解析、载入、各页与裸 SQL、Datasette 等相比，五份和一千份，两种数据库（再加二万份：make bench SIZE=L）'
	@echo 'make fuzz    让 57,000 个损坏或恶意的文件走完整个解析，约二十分钟'
	@echo 'make faults  在导入途中断电、满盘、重复送达（两种数据库，约一小时）；再用有意写坏的导入验证查得出'
	@echo 'make screenshots  重新拍摄 README 中的页面图片（写入 docs/images/）'
	@echo 'make lock    由 requirements/*.in 重新生成 requirements/*.txt'
	@echo 'make clean   删除环境和运行中产生的一切（包括 var/ 中的数据库）'

demo: python
	@$(PYTHON) -m portal.port '$(PORT)'
	@$(MAKE) --silent --no-print-directory $(VENV)/base.stamp
	@exec $(PY) manage.py demo --port '$(PORT)'

test: python
	@$(MAKE) --silent --no-print-directory $(VENV)/test.stamp
	@$(PY) -m tests.everything

check: python
	@$(MAKE) --silent --no-print-directory $(VENV)/test.stamp
	@$(PY) -m tests.everything --without-tests

format: python
	@$(MAKE) --silent --no-print-directory $(VENV)/test.stamp
	@$(VENV)/bin/ruff check --fix --quiet . ; $(VENV)/bin/ruff format .

bench: python
	@$(MAKE) --silent --no-print-directory $(VENV)/bench.stamp
	@$(PY) -m tests.bench $(SIZE) $(if $(JSON),--json $(JSON))

fuzz: python
	@$(MAKE) --no-print-directory $(VENV)/test.stamp
	@$(PY) -m tests.fuzz

faults: python
	@$(MAKE) --silent --no-print-directory $(VENV)/test.stamp
	@$(PY) -m tests.faults

screenshots: python
	@$(MAKE) --silent --no-print-directory $(VENV)/test.stamp
	@UPDATE_SCREENSHOTS=1 $(PY) -m pytest -q tests/browser/test_screenshots.py

lock: python
	@$(MAKE) --silent --no-print-directory $(VENV)/test.stamp
	cd requirements && $(PIP_COMPILE) --output-file base.txt base.in && $(PIP_COMPILE) --output-file test.txt test.in && \
		$(PIP_COMPILE) --output-file bench.txt bench.in

clean:
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

python:
	@if [ -z '$(PYTHON)' ]; then \
		echo '没有找到 Python 3.11 或更新的版本。Debian：apt-get install python3 python3-venv；macOS：安装 python.org 的 Python 3。' >&2; \
		exit 1; \
	fi
	@test -x $(PY) || rm -rf $(VENV)  # made by a Python that is gone

$(PY):
	@echo '建立环境 $(VENV) ……'
	@if ! $(PYTHON) -m venv $(VENV); then \
		rm -rf $(VENV); \
		echo '不能建立 Python 环境。Debian：apt-get install python3-venv，再运行一次。' >&2; \
		exit 1; \
	fi

# A stamp is newer than its lock file when everything in the lock is installed.
$(VENV)/base.stamp: requirements/base.txt | $(PY)
	@echo '安装运行所需的包（只在第一次或依赖改变后）……'
	@$(LOCKED_SETUPTOOLS) $< > $(VENV)/setuptools.txt
	@$(PIP_INSTALL) --requirement $(VENV)/setuptools.txt || { $(INSTALL_ADVICE); }
	@$(PIP_INSTALL) --no-build-isolation --requirement $< || { $(INSTALL_ADVICE); }
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/base.stamp
	@echo '安装测试所需的包（只在第一次或依赖改变后）……'
	@$(PIP_INSTALL) --no-build-isolation --requirement $< || { $(INSTALL_ADVICE); }
	@touch $@

$(VENV)/bench.stamp: requirements/bench.txt $(VENV)/test.stamp
	@echo '安装测速的对照软件（只在第一次或依赖改变后）……'
	@$(PIP_INSTALL) --no-build-isolation --requirement $< || { $(INSTALL_ADVICE); }
	@touch $@
