#!/bin/sh
# Копия базы каждую ночь в папку COPIES; старше KEEP_DAYS дней убираются. С «once» — одна сразу.
set -eu
folder=${COPIES:-/copies}
keep=${KEEP_DAYS:-30}

copy() {
    roadmap backup "$folder" && find "$folder" -name '*.dump' -mtime "+$keep" -delete
}

until_night() {
    now=$(date +%s)
    night=$(date -d "today ${COPY_AT:-02:00}" +%s)
    [ "$night" -gt "$now" ] || night=$(date -d "tomorrow ${COPY_AT:-02:00}" +%s)
    echo $((night - now))
}

if [ "${1:-}" = once ]; then
    copy
    exit
fi
while sleep "$(until_night)"; do
    copy || echo "Копия не сделана, следующая попытка — завтра ночью." >&2
done
