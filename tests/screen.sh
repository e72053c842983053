#!/bin/sh
# Starts the real window on a screen in memory (Xvfb), types with xdotool, saves, exports, takes
# pictures, once drawn by the processor and once by OpenGL in software (Mesa). Bounded in time.
#
#   tests/screen.sh [PROGRAM] [FOLDER FOR PICTURES]
#
# Says so and succeeds where Xvfb or xdotool is missing.
set -u
program=$(realpath "${1:-target/debug/nianbao}")
pictures=${2:-}
for tool in Xvfb xdotool; do
    command -v $tool >/dev/null || { echo "skipped: $tool is missing (apt-get install xvfb xdotool)"; exit 0; }
done
work=$(mktemp -d)
trap 'kill $window $screen 2>/dev/null; rm -rf "$work"' EXIT
window= screen=
display=:$((90 + $$ % 900))
Xvfb $display -screen 0 1280x800x24 >/dev/null 2>&1 &
screen=$!
export DISPLAY=$display LC_ALL=C.UTF-8 NIANBAO_SETTINGS=$work/settings.json NIANBAO_LANG=zh
unset WAYLAND_DISPLAY
failed=0

# wait_for SECONDS COMMAND...: until the command succeeds
wait_for() {
    ticks=$(($1 * 10)); shift
    while [ $ticks -gt 0 ]; do
        "$@" >/dev/null 2>&1 && return 0
        sleep 0.1
        ticks=$((ticks - 1))
    done
    return 1
}

picture() {
    [ -n "$pictures" ] && command -v import >/dev/null && import -window root "$pictures/$1.png"
    return 0
}

wait_for 10 xdotool getdisplaygeometry || { echo "no screen"; exit 1; }

for renderer in soft glow; do
    draft=$work/$renderer.nianbao
    pdf=$work/$renderer.pdf
    "$program" new --unit 示例市水务局 --year 2024 -o "$draft" >/dev/null || exit 1
    [ $renderer = glow ] && export LIBGL_ALWAYS_SOFTWARE=1
    # No dialogs of the system: the window then asks for the path itself.
    timeout 90 env PATH="$work" DBUS_SESSION_BUS_ADDRESS=none: "$program" --renderer $renderer "$draft" 2>"$work/$renderer.log" &
    window=$!
    if ! wait_for 30 xdotool search --onlyvisible --name .; then
        echo "$renderer: no window"; cat "$work/$renderer.log"; failed=1; kill $window 2>/dev/null; continue
    fi
    id=$(xdotool search --onlyvisible --name . | head -1)
    xdotool windowfocus "$id" 2>/dev/null
    sleep 1
    # The text of section one, then a save.
    xdotool mousemove 300 330 click 1
    sleep 0.5
    xdotool type --delay 30 "2024 abc"
    sleep 0.5
    picture $renderer-typed
    xdotool key ctrl+s
    wait_for 10 grep -q "2024 abc" "$draft" || { echo "$renderer: what was typed is not in the draft"; failed=1; }
    # A PDF through the path field, which stands in for the missing dialogs.
    xdotool key ctrl+e
    sleep 3
    picture $renderer-path
    xdotool key ctrl+a
    sleep 0.3
    xdotool type --delay 20 "$pdf"
    sleep 0.3
    xdotool key Return
    wait_for 15 test -s "$pdf" || { echo "$renderer: no PDF"; failed=1; }
    head -c 5 "$pdf" 2>/dev/null | grep -q "%PDF-" || { echo "$renderer: no PDF in the file"; failed=1; }
    picture $renderer-done
    xdotool key ctrl+q
    wait_for 10 sh -c "! kill -0 $window" || { echo "$renderer: the window does not close"; failed=1; kill $window; }
    wait $window 2>/dev/null
    window=
    [ $failed = 0 ] && echo "$renderer: typed, saved, exported, closed"
done
exit $failed
