#!/bin/sh
# Ставит программу из этой папки без сети: ./install.sh [КУДА], по умолчанию ~/roadmap.
# Новая версия ставится тем же способом в ту же папку: данные (var) остаются на месте.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-"$HOME/roadmap"}
python=${PYTHON:-python3}

"$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Нужен Python 3.11 или новее с модулем venv (в Debian: python3-venv)." >&2
    echo "Если он стоит под другим именем: PYTHON=python3.12 ./install.sh" >&2
    exit 2
}
own=$(ls "$here"/wheels/roadmap_monitoring-*.whl)
version=$(basename "$own" | cut -d- -f2)
mkdir -p "$target"
target=$(cd "$target" && pwd)
place="$target/$version"

rm -rf "$place"
"$python" -m venv "$place"
"$place/bin/python" -m pip install --quiet --disable-pip-version-check --no-index \
    --find-links "$here/wheels" --require-hashes -r "$here/requirements.lock" || {
    echo "Этой версии Python в папке wheels нет частей: $("$python" -V)." >&2
    exit 2
}
"$place/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps "$own"

# Запуск: без слов открывает программу, со словами — команда (./roadmap.sh doctor).
cat > "$target/roadmap.sh" <<END
#!/bin/sh
cd "$target"
[ \$# -gt 0 ] || set -- demo
exec "$place/bin/roadmap" "\$@"
END
chmod +x "$target/roadmap.sh"

# Значок: в меню и, если есть рабочий стол, на нём.
icon=$(ls "$place"/lib/python3*/site-packages/ui/static/icon.svg)
menu="${XDG_DATA_HOME:-$HOME/.local/share}/applications"
mkdir -p "$menu"
cat > "$menu/roadmap-monitoring.desktop" <<END
[Desktop Entry]
Type=Application
Name=Мониторинг дорожной карты
Comment=Отчёты школ, план и факт, справки
Exec="$target/roadmap.sh"
Icon=$icon
Terminal=true
Categories=Office;
END
desktop=$(xdg-user-dir DESKTOP 2>/dev/null || echo "$HOME/Desktop")
if [ -d "$desktop" ] && [ "$desktop" != "$HOME" ]; then
    cp "$menu/roadmap-monitoring.desktop" "$desktop/"
    chmod +x "$desktop/roadmap-monitoring.desktop"
fi
echo "Версия $version установлена. Запуск: $target/roadmap.sh или значок «Мониторинг дорожной карты»."
