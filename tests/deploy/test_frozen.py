"""Папка без сети: части по системе, список частей, установка и запуск с отключённой сетью."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from deploy.freeze import HERE, LINUX, LOCK, ROOT, WINDOWS, Part, bill_of, freeze, locked
from tests.browser.conftest import free_port

pytestmark = pytest.mark.timeout(1200)  # eighty wheels are fetched and unpacked
FIXTURES = ROOT / "tests" / "data_model" / "fixtures"


def names_of(lines: list[str]) -> set[str]:
    return {line.partition("==")[0] for line in lines}


def test_each_system_gets_its_own_parts_with_their_hashes() -> None:
    text = (ROOT / LOCK).read_text(encoding="utf-8")
    windows = [*locked(text, WINDOWS.markers)]
    linux = [*locked(text, {"sys_platform": "linux", "platform_system": "Linux"})]
    assert names_of(linux) - names_of(windows) == {"uvloop"}
    assert names_of(windows) - names_of(linux) == {"colorama"}
    assert all("--hash=sha256:" in line and ";" not in line for line in (*windows, *linux))
    every = [line for line in text.splitlines() if line[:1].isalpha()]
    assert names_of(linux) | names_of(windows) == names_of(every)
    newer = [*locked(text, {"python_full_version": "3.13.0", "python_version": "3.13"})]
    assert {*newer} - {*linux} > {*()}, "numpy of Python 3.12 and newer is another"


def test_the_list_of_parts_names_version_licence_and_sum() -> None:
    program = Part("roadmap-monitoring", "0.2.0", "MIT", "a" * 64)
    library = Part("docxtpl", "0.20.2", "LGPL-2.1-only", "b" * 64)
    text = bill_of([program, library])
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["name"] == "roadmap-monitoring"
    (part,) = bill["components"]
    assert part["purl"] == "pkg:pypi/docxtpl@0.20.2"
    assert part["licenses"] == [{"license": {"name": "LGPL-2.1-only"}}]
    assert part["hashes"] == [{"alg": "SHA-256", "content": "b" * 64}]


def test_the_windows_script_has_lines_as_its_shell_reads_them() -> None:
    """Не испытано на Windows: проверено, что строки целы и имена в ней — те же, что в Linux."""
    script = (HERE / "one_pc" / "install.bat").read_bytes()
    assert script.count(b"\n") == script.count(b"\r\n") > 20
    text = script.decode()
    assert text.index("chcp 65001") < re.search("[а-я]", text).start()  # type: ignore[union-attr]
    for word in ("--no-index", "--require-hashes", LOCK, "requirements.lock", "Scripts\\roadmap"):
        assert word in text
    shell = (HERE / "one_pc" / "install.sh").read_text(encoding="utf-8")
    assert "Мониторинг дорожной карты" in text
    assert "Мониторинг дорожной карты" in shell


# a machine without a network


def other_python() -> str:
    """The system's own Python where it is of this version: an older patch than ours, often."""
    system = "/usr/bin/python3"
    asked = "import sys, venv, ensurepip; print(*sys.version_info[:2])"
    told = subprocess.run([system, "-c", asked], capture_output=True, text=True, check=False)
    ours = f"{sys.version_info.major} {sys.version_info.minor}"
    return system if told.stdout.strip() == ours else sys.executable


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        return freeze(tmp_path_factory.mktemp("dist"), LINUX, (f"3.{sys.version_info.minor}",))
    except subprocess.CalledProcessError:
        pytest.skip("the package index is not reached: nothing to deliver")


LOOPBACK = (
    "import fcntl, socket, struct; "
    "fcntl.ioctl(socket.socket(socket.AF_INET, socket.SOCK_DGRAM), 0x8914, "
    "struct.pack('16sh', b'lo', 0x49))"
)
"""Of a new network only 127.0.0.1 is there, and it is switched off."""


def without_network(*words: str | Path) -> list[str]:
    """A command in a network of its own with nothing in it but this machine."""
    inside = f'{sys.executable} -c "{LOOPBACK}" && exec "$@"'
    return ["unshare", "--net", "--map-root-user", "sh", "-c", inside, "sh", *map(str, words)]


@pytest.fixture(scope="module")
def installed(delivered: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the program was installed by its own script, with the network shut off."""
    if subprocess.run(without_network("true"), capture_output=True, check=False).returncode:
        pytest.skip("this machine makes no networks of its own")
    home = tmp_path_factory.mktemp("home")
    (home / "Desktop").mkdir()
    script = delivered / "install.sh"
    done = subprocess.run(
        without_network("sh", script),
        env={**clean(home), "PYTHON": other_python()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "установлена" in done.stdout
    return home / "roadmap"


def clean(home: Path) -> dict[str, str]:
    """What a new machine knows. pip leaves compiling to the first run: most is never imported."""
    at_first_run = {"PIP_NO_COMPILE": "0"}  # pip reads it as the value of ``compile``
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", **at_first_run}


def roadmap(installed: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        without_network(installed / "roadmap.sh", *words),
        env=clean(installed.parent),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_folder_holds_everything(delivered: Path) -> None:
    bill = json.loads((delivered / "sbom.cdx.json").read_text(encoding="utf-8"))
    wheels = [*(delivered / "wheels").glob("*.whl")]
    assert len(wheels) == len(bill["components"]) + 1 > 70
    lines = (delivered / "licences.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(wheels)
    assert "docxtpl" in "\n".join(lines)
    assert (delivered / "docs" / "ru" / "11_office.md").is_file()
    assert (delivered / "ПРОЧТИ.txt").is_file()


SEEN_INSIDE = """
import json, subprocess, sys, time, urllib.request
script, port = sys.argv[1:]
server = subprocess.Popen([script, "demo", "--headless", "--port", port])
told = {}
for _ in range(240):
    time.sleep(0.25)
    try:
        for page in ("/_stcore/health", "/", "/assets/icon.svg"):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{page}") as answer:
                told[page] = answer.status
        break
    except OSError:
        continue
try:
    urllib.request.urlopen("http://1.1.1.1", timeout=2)
    told["outside"] = "reached"
except OSError:
    told["outside"] = "none"
server.terminate()
server.wait()
print(json.dumps(told))
"""
"""What a browser on a machine without a network gets, and that there is no network."""


def test_an_empty_machine_without_a_network_runs_the_sample_district(installed: Path) -> None:
    words = (sys.executable, "-c", SEEN_INSIDE, installed / "roadmap.sh", str(free_port()))
    done = subprocess.run(
        without_network(*words), env=clean(installed.parent), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    told = json.loads(done.stdout.splitlines()[-1])
    assert told == {"/_stcore/health": 200, "/": 200, "/assets/icon.svg": 200, "outside": "none"}
    assert "GET /" not in done.stdout + done.stderr, "the settings of the screen are not in force"


def test_an_icon_on_the_desktop_and_in_the_menu_starts_it(installed: Path) -> None:
    home = installed.parent
    menu = home / ".local" / "share" / "applications" / "roadmap-monitoring.desktop"
    for icon in (menu, home / "Desktop" / menu.name):
        entry = dict(
            line.split("=", 1) for line in icon.read_text(encoding="utf-8").splitlines()[1:]
        )
        assert Path(entry["Exec"].strip('"')) == installed / "roadmap.sh"
        assert Path(entry["Icon"]).is_file()


@pytest.mark.parametrize("former", ["version_0016", "version_0020"])
def test_the_database_of_a_former_version_is_upgraded_where_it_lies(
    installed: Path, former: str
) -> None:
    """Обновление: новая версия ставится в ту же папку, база обновляется, копия лежит рядом."""
    var = installed / "var"
    shutil.rmtree(var, ignore_errors=True)
    var.mkdir(mode=0o700)
    database = var / "roadmap.db"
    database.write_bytes(gzip.decompress((FIXTURES / f"{former}.db.gz").read_bytes()))
    database.chmod(0o600)
    assert "прежней версии" in roadmap(installed, "status", "--year", "2021").stderr
    assert roadmap(installed, "init").returncode == 0
    assert len([*var.glob("*before-*")]) == 1
    assert roadmap(installed, "doctor").returncode == 0
    about = json.loads(roadmap(installed, "about", "--json").stdout)
    assert about["database"]["schema"] == about["database"]["needed"]
    assert about["version"] == (installed / "roadmap.sh").read_text().split("/")[-3]
    assert {one["name"] for one in about["parts"]} >= {"streamlit", "SQLAlchemy", "docxtpl"}
