"""`python -m deploy.freeze --out DIR`: a folder that installs the program without a network.

    wheels/          the program and every part of it, as the lock file names them by hash
    install.sh, .bat a private environment of these wheels, a start icon for one PC
    server/          compose.yaml with its image and proxy, units of systemd
    docs/            the guide
    sbom.cdx.json    the list of parts (CycloneDX): name, version, licence, SHA-256 of each wheel
    licences.txt     the same for people

For another system (`--system windows`) the wheels are resolved by its tags on this machine.
Reaches the package index; nothing that it makes does.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from hashlib import sha256
from pathlib import Path
from typing import cast

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement

from terminal.commands.keeping import DISTRIBUTION, licence_of

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent
LOCK = "requirements.lock"
THIS_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


@dataclass(frozen=True)
class System:
    """Whose wheels are taken; ``tags`` empty: those of this machine."""

    name: str
    tags: tuple[str, ...]
    markers: dict[str, str]
    files: tuple[str, ...]
    """What of ``deploy/one_pc`` it gets."""


LINUX = System("linux", (), {}, ("install.sh", "ПРОЧТИ.txt"))
WINDOWS = System(
    "windows",
    ("win_amd64",),
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    ("install.bat", "ПРОЧТИ.txt"),
)
SYSTEMS = {one.name: one for one in (LINUX, WINDOWS)}


# wheels


def locked(text: str, markers: dict[str, str]) -> Iterator[str]:
    """The lines of a lock file that a system needs, hashes included, without their conditions."""
    for entry in text.replace("\\\n", " ").splitlines():
        named, *hashes = entry.split(" --hash=")
        if not named.strip():
            continue
        need = Requirement(named.strip())
        if need.marker is None or need.marker.evaluate({**markers}):
            need.marker = None
            yield " ".join([str(need), *(f"--hash={one.strip()}" for one in hashes)])


def build_wheel(target: Path) -> Path:
    """The wheel of the program, made of the repository as it stands."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "source"
        shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(*NOT_BUILT_FROM))
        pip("wheel", "--no-deps", "--no-build-isolation", "-w", str(target), str(source))
    return next(target.glob(f"{DISTRIBUTION.replace('-', '_')}-*.whl"))


NOT_BUILT_FROM = (".*_cache", ".venv", ".git", "var", "build", "*.egg-info", "tests", "docs")


def download_parts(system: System, python: str, wheels: Path) -> None:
    """Every wheel that the lock names, with its hash, for a system and a version of Python."""
    markers = {**system.markers, "python_version": python, "python_full_version": f"{python}.0"}
    needed = locked((ROOT / LOCK).read_text(encoding="utf-8"), markers)
    tags = [part for tag in system.tags for part in ("--platform", tag)]
    if tags or python != THIS_PYTHON:
        tags += ["--python-version", python, "--implementation", "cp"]
    binary = ("--no-deps", "--only-binary", ":all:", "--require-hashes")
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as lock:
        lock.write("\n".join(needed) + "\n")
        lock.flush()
        pip("download", *binary, *tags, "-r", lock.name, "-d", str(wheels))


def pip(*words: str) -> None:
    quietly = ("--quiet", "--disable-pip-version-check")
    subprocess.run([sys.executable, "-m", "pip", *words, *quietly], check=True)


# the list of parts


@dataclass(frozen=True)
class Part:
    """One wheel: what it says of itself, and the sum of its bytes."""

    name: str
    version: str
    licence: str
    sha256: str


def part_of(wheel: Path) -> Part:
    with zipfile.ZipFile(wheel) as opened:
        name = next(one for one in opened.namelist() if one.endswith(".dist-info/METADATA"))
        described = cast("Message", message_from_bytes(opened.read(name)))
    return Part(
        str(described["Name"]),
        str(described["Version"]),
        licence_of(described),
        sha256(wheel.read_bytes()).hexdigest(),
    )


def bill_of(parts: Iterable[Part]) -> str:
    """The list of parts as CycloneDX 1.6; the program is the subject, the others its parts."""
    bill = Bom()
    for one in parts:
        component = Component(
            name=one.name,
            version=one.version,
            type=ComponentType.LIBRARY,
            purl=PackageURL("pypi", name=one.name.lower(), version=one.version),
            licenses=[DisjunctiveLicense(name=one.licence)],
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one.sha256)],
            bom_ref=f"{one.name}-{one.sha256[:12]}",
        )
        if one.name == DISTRIBUTION:
            component.type = ComponentType.APPLICATION
            bill.metadata.component = component
        else:
            bill.components.add(component)
    if bill.metadata.component is not None:
        bill.register_dependency(bill.metadata.component, bill.components)
    return json.dumps(json.loads(JsonV1Dot6(bill).output_as_string()), ensure_ascii=False, indent=2)


def licences_of(parts: Iterable[Part]) -> str:
    lines = sorted({(one.name, one.version, one.licence) for one in parts})
    return "".join(f"{name} {version} — {licence}\n" for name, version, licence in lines)


# the folder


def freeze(target: Path, system: System, pythons: tuple[str, ...]) -> Path:
    """The folder of a version for a system; it must not be there yet."""
    scratch = target / f".{system.name}.part"
    shutil.rmtree(scratch, ignore_errors=True)
    wheels = scratch / "wheels"
    wheels.mkdir(parents=True)
    own = part_of(build_wheel(wheels))
    shutil.copy(ROOT / LOCK, scratch)
    for python in pythons:
        download_parts(system, python, wheels)
    lay_beside(scratch, system, [part_of(one) for one in sorted(wheels.glob("*.whl"))])
    folder = target / f"roadmap-{own.version}-{system.name}"
    scratch.rename(folder)
    return folder


def lay_beside(folder: Path, system: System, parts: list[Part]) -> None:
    """What stands beside the wheels."""
    for name in system.files:
        shutil.copy(HERE / "one_pc" / name, folder)
    shutil.copytree(HERE / "server", folder / "server")
    for name in ("docs/ru", "docs/pictures"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "docs" / "growth.md", folder / "docs")
    for name in ("LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, folder)
    (folder / "sbom.cdx.json").write_text(bill_of(parts) + "\n", encoding="utf-8")
    (folder / "licences.txt").write_text(licences_of(parts), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("dist"))
    parser.add_argument("--system", choices=sorted(SYSTEMS), default=LINUX.name)
    parser.add_argument(
        "--python", action="append", help="versions it is for, as 3.12; this one by default"
    )
    chosen = parser.parse_args()
    pythons = tuple(chosen.python or [THIS_PYTHON])
    print(freeze(chosen.out, SYSTEMS[chosen.system], pythons))


if __name__ == "__main__":
    main()
