"""What pyproject.toml cannot say: the settings of the screen lie beside app.py in a wheel too."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SETTINGS = Path(".streamlit") / "config.toml"


class WithSettings(build_py):
    """Copies them where the framework looks: in the folder of the script that it serves."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            self.mkpath(str(Path(self.build_lib) / SETTINGS.parent))
            self.copy_file(str(SETTINGS), str(Path(self.build_lib) / SETTINGS))


setup(cmdclass={"build_py": WithSettings})
