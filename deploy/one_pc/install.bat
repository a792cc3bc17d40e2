@echo off
rem Installs from this folder without a network: install.bat [TARGET], by default %USERPROFILE%\roadmap.
rem A new version is installed in the same way into the same folder: data (var) stay where they are.
chcp 65001 >nul
setlocal
set "here=%~dp0"
set "target=%~1"
if "%target%"=="" set "target=%USERPROFILE%\roadmap"
if "%PYTHON%"=="" set "PYTHON=py -3"

%PYTHON% -c "import sys, venv; sys.exit(sys.version_info < (3, 11))" || (
  echo Нужен Python 3.11 или новее: установите его с python.org и запустите install.bat снова.
  pause
  exit /b 2
)
for %%f in ("%here%wheels\roadmap_monitoring-*.whl") do set "own=%%f"
for /f "tokens=2 delims=-" %%v in ("%own:*roadmap_monitoring=roadmap_monitoring%") do set "version=%%v"
set "place=%target%\%version%"
if not exist "%target%" mkdir "%target%"
if exist "%place%" rmdir /s /q "%place%"

%PYTHON% -m venv "%place%" || exit /b 2
"%place%\Scripts\python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%here%wheels" --require-hashes -r "%here%requirements.lock" || (
  echo Для этой версии Python в папке wheels нет частей.
  pause
  exit /b 2
)
"%place%\Scripts\python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps "%own%" || exit /b 2

rem Start: without words it opens the program, with words it is a command (roadmap.bat doctor).
(
  echo @echo off
  echo chcp 65001 ^>nul
  echo cd /d "%target%"
  echo if "%%~1"=="" ^("%place%\Scripts\roadmap" demo^) else ^("%place%\Scripts\roadmap" %%*^)
) > "%target%\roadmap.bat"

rem Start icon on the desktop.
powershell -NoProfile -Command "$s = (New-Object -ComObject WScript.Shell).CreateShortcut([Environment]::GetFolderPath('Desktop') + '\Мониторинг дорожной карты.lnk'); $s.TargetPath = '%target%\roadmap.bat'; $s.WorkingDirectory = '%target%'; $s.Save()"
echo Версия %version% установлена. Запуск: %target%\roadmap.bat или значок «Мониторинг дорожной карты».
