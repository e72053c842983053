#!/bin/sh
# Writes a whole report in the real window on a screen in memory (Xvfb), with real keys and a real mouse, from an empty
# start to the PDF: once by both, once by keys alone. Names are looked up over the bus of assistive programs (AT-SPI), so
# that a control that cannot be named cannot be used. Pictures at each stage where a folder is given.
#
#   tests/screen/whole_report.sh [PROGRAM] [FOLDER FOR PICTURES] [SCREEN]
#
# Skips where something that it needs is not installed.
set -u
program=$(realpath "${1:-target/debug/nianbao}")
pictures=${2:-}
size=${3:-1366x768}
. "$(dirname "$0")/common.sh"
packages="xvfb xdotool xclip at-spi2-core dbus-daemon libglib2.0-bin python3-gi gir1.2-atspi-2.0"
need "$packages" xclip
on_bus "$packages" "$@"
screen "$size"
gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus \
    --method org.freedesktop.DBus.Properties.Set org.a11y.Status ScreenReaderEnabled "<true>" >/dev/null ||
    skip "no bus of assistive programs here"
failed=0
for way in mouse keys; do
    folder=$work/$way
    mkdir -p "$folder"
    export NIANBAO_SETTINGS=$folder/settings.json
    # No program to open a file or to ask for one: the window asks for paths itself.
    (cd "$folder" && exec env PATH="$work" "$program" --renderer soft 2>"$folder/log") &
    window=$!
    wait_for 60 window_of $window || { echo "$way: no window"; cat "$folder/log"; exit 1; }
    focus
    timeout 560 $python -W ignore "$(dirname "$0")/whole_report.py" "$way" "$folder" "$id" "$pictures" || failed=1
    wait_for 20 sh -c "! kill -0 $window" || { echo "$way: the window does not close"; kill $window; failed=1; }
    wait $window 2>/dev/null
    window=
    [ -s "$folder/年报.nianbao" ] || { echo "$way: no draft"; failed=1; continue; }
    "$program" check "$folder/年报.nianbao" >"$folder/checked" 2>&1
    grep -q "R0[1-5]" "$folder/checked" && { echo "$way: the tables are not as they should be"; cat "$folder/checked"; failed=1; }
    head -c 5 "$folder/年报.pdf" 2>/dev/null | grep -q "%PDF-" || { echo "$way: no PDF"; failed=1; }
done
exit $failed
