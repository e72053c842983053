#!/bin/sh
# Kills the real window (kill -9) while someone types into it on a screen in memory (Xvfb), saves and
# goes from tab to tab, and starts it again at once: less than two seconds of typing may be gone, the
# draft's file must be whole, and the text that is offered can be opened and saved.
#
#   tests/screen/killed.sh [PROGRAM] [ROUNDS]
#
# Each round goes on with what the one before left. The last line says how many kills there were and how
# much was lost at most. Skips where Xvfb or xdotool is not installed.
set -u
program=$(realpath "${1:-target/debug/nianbao}")
rounds=${2:-3}
. "$(dirname "$0")/common.sh"
need "xvfb xdotool"
screen 1280x800
draft=$work/甲.nianbao

# A number below $1.
chance() { echo $(($(od -An -N2 -tu2 /dev/urandom) % $1)); }
now() { date +%s%3N; }

# The letters that stand after the x in the file with most of them; 0 where there is none.
letters() {
    for file in "$@"; do
        [ -f "$file" ] && grep -o 'x[a-j]*"' "$file" | head -1 | tr -d 'x"\n' | wc -c
    done | sort -n | tail -1 | grep . || echo 0
}

# Puts the caret behind the last letter.
to_the_end() { xdotool mousemove 300 330 click 1 key ctrl+End; }

# One letter, noted with its number and the time.
type_letter() {
    typed=$((typed + 1))
    xdotool key "$(printf abcdefghij | cut -c$((typed % 10 + 1)))"
    echo "$typed $(now)" >>"$work/strokes"
}

# A fresh draft in a window, with the caret behind its x.
begin_anew() {
    rm -rf "$work/settings" "$draft"
    new "$draft"
    start soft "$draft"
    write
    press x ctrl+s
    wait_for 10 grep -q '"x"' "$draft" || { echo "round $round: the x is not saved"; exit 1; }
    typed=0
}

# Opens what is offered, where anything is, and saves it. Under load the window may draw late.
recovered() {
    [ "$(letters "$draft")" -eq "$kept" ] && return 0
    press Return ctrl+s
    [ "$(letters "$draft")" -eq "$kept" ]
}

kills=0 saves=0 switches=0 worst=0 typed=0
for round in $(seq "$rounds"); do
    # As long as a paragraph is: a build without optimisation draws longer ones slower than they are typed.
    if [ -z "$window" ] || [ "$typed" -gt 300 ]; then
        [ -z "$window" ] || quit || exit 1
        begin_anew
    fi
    : >"$work/strokes"
    first=$typed
    # What happens last before the kill: typing, a save, a change of tabs.
    last=$(chance 3) until=$(($(now) + 500 + $(chance 4500)))
    while [ "$(now)" -lt $until ]; do
        case $(chance 40) in
        0) xdotool key ctrl+s; saves=$((saves + 1)) ;;
        1) xdotool key "ctrl+$(($(chance 6) + 2))" ctrl+1; to_the_end; switches=$((switches + 1)) ;;
        *) type_letter ;;
        esac
    done
    [ $last = 1 ] && { xdotool key ctrl+s; saves=$((saves + 1)); }
    [ $last = 2 ] && { xdotool key "ctrl+$(($(chance 6) + 2))"; switches=$((switches + 1)); }
    # A save takes some milliseconds: the kill comes before, within and after it.
    [ $last = 0 ] || sleep "0.0$(printf %02d "$(chance 100)")"
    # The program that draws is the child of timeout.
    pkill -9 -P $window || { echo "round $round: it had ended"; cat "$work/log"; exit 1; }
    killed=$(now) kills=$((kills + 1)) former=$window
    kept=$(letters "$draft" "$work"/settings/recovery/*.recovery)
    # How old the first letter is that is gone.
    lost=$(awk -v kept="$kept" -v killed="$killed" '$1 == kept + 1 { print killed - $2 }' "$work/strokes")
    lost=${lost:-0}
    [ "$kept" -ge "$first" ] || { echo "round $round: $kept letters kept, $first were there before it began"; exit 1; }
    [ "$lost" -le 2000 ] || { echo "round $round: $kept of $typed letters kept, lost $lost ms of typing"; exit 1; }
    [ "$lost" -le $worst ] || worst=$lost
    "$program" info "$draft" >/dev/null || { echo "round $round: the draft is broken"; exit 1; }
    # At once, while the system may still be clearing the killed one away.
    start soft "$draft"
    wait $former 2>/dev/null
    wait_for 2 recovered || {
        echo "round $round: $kept letters were kept, $(letters "$draft") of them could be opened and saved"; exit 1
    }
    left() { ls "$work"/settings/recovery/*.recovery 2>/dev/null; }
    gone() { [ -z "$(left)" ]; }
    wait_for 20 gone || { echo "round $round: a recovery file is left: $(left)"; exit 1; }
    echo "round $round: $typed letters typed, $kept kept, $lost ms of typing lost"
    typed=$kept
    write
    to_the_end
done
quit || exit 1
echo "$kills kills of the real window ($saves saves, $switches changes of tabs): at most $worst ms of typing lost"
