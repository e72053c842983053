#!/bin/sh
# Kills the real window (kill -9) while someone types into it on a screen in memory (Xvfb), and
# starts it again: less than two seconds of typing may be gone, the draft's file must be as it was,
# and the text that is offered can be opened and saved.
#
#   tests/screen/killed.sh [PROGRAM] [ROUNDS]
#
# Skips where Xvfb or xdotool is not installed.
set -u
program=$(realpath "${1:-target/debug/nianbao}")
rounds=${2:-3}
. "$(dirname "$0")/common.sh"
need "xvfb xdotool"
screen 1280x800
draft=$work/甲.nianbao

# The letters that were typed after the x, as a file has them.
letters() {
    cat "$@" 2>/dev/null | grep -o 'x[a-j]*"' | head -1 | tr -d 'x"\n' | wc -c
}

now() { date +%s%3N; }

for round in $(seq "$rounds"); do
    rm -rf "$work/settings" "$draft"
    new "$draft"
    before=$(cksum <"$draft")
    start soft "$draft"
    write
    xdotool key x
    # Some seconds of typing, each stroke with its time, and a kill at a moment of chance.
    : >"$work/strokes"
    strokes=0 until=$(($(now) + 1000 + 20 * $(od -An -N1 -tu1 /dev/urandom)))
    while [ "$(now)" -lt $until ]; do
        strokes=$((strokes + 1))
        xdotool key "$(printf abcdefghij | cut -c$((strokes % 10 + 1)))"
        now >>"$work/strokes"
    done
    # The program that draws is the child of timeout.
    pkill -9 -P $window || { echo "round $round: it had ended"; exit 1; }
    killed=$(now)
    former=$window
    # At once, while the system may still be clearing the killed one away.
    start soft "$draft"
    wait $former 2>/dev/null
    safe=$(awk -v until=$((killed - 2000)) '$1 <= until' "$work/strokes" | wc -l)
    kept=$(letters "$work"/settings/recovery/*.recovery)
    [ "$kept" -ge "$safe" ] || { echo "round $round: $kept letters kept, $safe were older than two seconds"; exit 1; }
    [ "$before" = "$(cksum <"$draft")" ] || { echo "round $round: the draft was touched"; exit 1; }
    if ! ls "$work"/settings/recovery/*.recovery >/dev/null 2>&1; then
        # Killed within the first two seconds, it had promised nothing, and has nothing to offer.
        quit || exit 1
        echo "round $round: $strokes letters typed, all within two seconds before it was killed"
        continue
    fi
    # The text is offered at the latest when the system has cleared the killed one away; Return takes it.
    recovered() { press Return ctrl+s; wait_for 2 grep -q '"x[a-j]*"' "$draft"; }
    wait_for 30 recovered || { echo "round $round: what was recovered is not saved"; exit 1; }
    saved=$(letters "$draft")
    [ "$saved" -eq "$kept" ] || { echo "round $round: $kept letters recovered, $saved saved"; exit 1; }
    quit || exit 1
    [ -z "$(ls "$work/settings/recovery")" ] || { echo "round $round: a recovery file is left"; exit 1; }
    echo "round $round: $strokes letters typed, $kept kept, $safe older than two seconds when it was killed"
done
