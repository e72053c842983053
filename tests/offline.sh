#!/bin/sh
# Watches by strace what the real window asks of the system while it is opened, typed into, saved
# and closed on a screen in memory (Xvfb): sockets to the screen and the bus of this computer, and
# none beyond it.
#
#   tests/offline.sh [PROGRAM]
#
# Says so and succeeds where Xvfb, xdotool or strace is missing.
set -u
program=$(realpath "${1:-target/debug/nianbao}")
for tool in Xvfb xdotool strace; do
    command -v $tool >/dev/null || { echo "skipped: $tool is missing (apt-get install xvfb xdotool strace)"; exit 0; }
done
work=$(mktemp -d)
window= screen=
trap 'kill $window $screen 2>/dev/null; rm -rf "$work"' EXIT
Xvfb -displayfd 3 -screen 0 1280x800x24 3>"$work/display" >/dev/null 2>&1 &
screen=$!
for tick in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
export DISPLAY=:$(cat "$work/display") LC_ALL=C.UTF-8 NIANBAO_SETTINGS=$work/settings.json NIANBAO_LANG=zh
unset WAYLAND_DISPLAY
failed=0
for renderer in soft glow; do
    draft=$work/$renderer.nianbao
    "$program" new --unit 示例市水务局 --year 2024 -o "$draft" >/dev/null || exit 1
    [ $renderer = glow ] && export LIBGL_ALWAYS_SOFTWARE=1
    timeout 120 strace -f -qq -e trace=socket,connect -o "$work/calls" "$program" --renderer $renderer "$draft" 2>"$work/log" &
    window=$!
    for tick in $(seq 600); do
        id=$(xdotool search --onlyvisible --class nianbao 2>/dev/null | head -1)
        [ -n "$id" ] && break
        kill -0 $window 2>/dev/null || { echo "skipped: strace cannot watch here"; exit 0; }
        sleep 0.1
    done
    [ -n "$id" ] || { echo "$renderer: no window"; cat "$work/log"; exit 1; }
    xdotool windowfocus "$id" 2>/dev/null
    sleep 2
    xdotool mousemove 300 330 click 1
    sleep 1
    xdotool type --delay 50 "abc"
    sleep 3
    xdotool key ctrl+s
    sleep 2
    xdotool key ctrl+q
    for tick in $(seq 200); do kill -0 $window 2>/dev/null || break; sleep 0.1; done
    kill $window 2>/dev/null; wait $window 2>/dev/null; window=
    [ -s "$work/calls" ] || { echo "$renderer: nothing was watched"; failed=1; continue; }
    if grep -q "AF_INET" "$work/calls"; then
        echo "$renderer: a socket beyond this computer:"; grep "AF_INET" "$work/calls"; failed=1
    else
        echo "$renderer: $(grep -c 'connect(' "$work/calls") connections, all within this computer"
    fi
done
exit $failed
