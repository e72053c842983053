#!/bin/sh
# Kills the real window (kill -9) while someone types into it on a screen in memory (Xvfb), and
# starts it again: less than two seconds of typing may be gone, the draft's file must be as it was,
# and the text that is offered can be opened and saved.
#
#   tests/killed.sh [PROGRAM] [ROUNDS]
#
# Says so and succeeds where Xvfb or xdotool is missing.
set -u
program=$(realpath "${1:-target/debug/nianbao}")
rounds=${2:-3}
for tool in Xvfb xdotool; do
    command -v $tool >/dev/null || { echo "skipped: $tool is missing (apt-get install xvfb xdotool)"; exit 0; }
done
work=$(mktemp -d)
trap 'kill $window $screen 2>/dev/null; rm -rf "$work"' EXIT
window= screen=
# Xvfb looks for a free display itself and says which.
Xvfb -displayfd 3 -screen 0 1280x800x24 3>"$work/display" >/dev/null 2>&1 &
screen=$!
for tick in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
export DISPLAY=:$(cat "$work/display") LC_ALL=C.UTF-8 NIANBAO_SETTINGS=$work/settings.json NIANBAO_LANG=zh
unset WAYLAND_DISPLAY
draft=$work/甲.nianbao

wait_for() {
    ticks=$(($1 * 10)); shift
    while [ $ticks -gt 0 ]; do
        "$@" >/dev/null 2>&1 && return 0
        sleep 0.1
        ticks=$((ticks - 1))
    done
    return 1
}

start() {
    timeout 120 "$program" --renderer soft "$draft" 2>"$work/log" &
    window=$!
    wait_for 30 xdotool search --onlyvisible --name . || { echo "no window"; cat "$work/log"; exit 1; }
    xdotool windowfocus "$(xdotool search --onlyvisible --name . | head -1)" 2>/dev/null
    sleep 1
}

# The letters that were typed after the x, as a file has them.
letters() {
    cat "$@" 2>/dev/null | grep -o 'x[a-j]*"' | head -1 | tr -d 'x"\n' | wc -c
}

now() { date +%s%3N; }

wait_for 10 xdotool getdisplaygeometry || { echo "no screen"; exit 1; }
for round in $(seq "$rounds"); do
    rm -rf "$work/settings" "$draft"
    "$program" new --unit 示例市水务局 --year 2024 -o "$draft" >/dev/null || exit 1
    before=$(cksum <"$draft")
    start
    xdotool mousemove 300 330 click 1
    sleep 0.5
    xdotool key x
    # Some seconds of typing, each stroke with its time, and a kill at a moment of chance.
    strokes=$((40 + $(od -An -N1 -tu1 /dev/urandom)))
    : >"$work/strokes"
    for stroke in $(seq "$strokes"); do
        xdotool key "$(printf abcdefghij | cut -c$((stroke % 10 + 1)))"
        now >>"$work/strokes"
    done
    # The program that draws is the child of timeout.
    pkill -9 -P $window || { echo "round $round: it had ended"; exit 1; }
    killed=$(now)
    wait $window 2>/dev/null
    safe=$(awk -v until=$((killed - 2000)) '$1 <= until' "$work/strokes" | wc -l)
    kept=$(letters "$work"/settings/recovery/*.recovery)
    [ "$kept" -ge "$safe" ] || { echo "round $round: $kept letters kept, $safe were older than two seconds"; exit 1; }
    [ "$before" = "$(cksum <"$draft")" ] || { echo "round $round: the draft was touched"; exit 1; }
    start
    xdotool key Return
    sleep 1
    xdotool key ctrl+s
    wait_for 10 grep -q 'x[a-j]' "$draft" || { echo "round $round: what was recovered is not saved"; exit 1; }
    saved=$(letters "$draft")
    [ "$saved" -eq "$kept" ] || { echo "round $round: $kept letters recovered, $saved saved"; exit 1; }
    xdotool key ctrl+q
    wait_for 10 sh -c "! kill -0 $window" || { echo "round $round: the window does not close"; exit 1; }
    wait $window 2>/dev/null
    window=
    [ -z "$(ls "$work/settings/recovery")" ] || { echo "round $round: something is left aside"; exit 1; }
    echo "round $round: $strokes letters typed, $kept kept, $safe older than two seconds when it was killed"
done
