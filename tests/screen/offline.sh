#!/bin/sh
# Watches by strace what the real window asks of the system while it is opened, typed into, saved
# and closed on a screen in memory (Xvfb): sockets to the screen and the bus of this computer, and
# none beyond it.
#
#   tests/screen/offline.sh [PROGRAM]
#
# Skips where Xvfb, xdotool or strace is not installed.
set -u
program=$(realpath "${1:-target/debug/nianbao}")
. "$(dirname "$0")/common.sh"
need "xvfb xdotool strace" strace
strace -o /dev/null true 2>/dev/null || skip "strace cannot watch here"
screen 1280x800
failed=0
for renderer in soft glow; do
    draft=$work/$renderer.nianbao
    new "$draft"
    under="strace -f -qq -e trace=socket,connect -o $work/calls"
    start $renderer "$draft"
    write
    xdotool type --delay 50 "abc"
    sleep 3
    press ctrl+s
    wait_for 5 grep -q abc "$draft" || { echo "$renderer: what was typed is not in the draft"; failed=1; }
    quit || { failed=1; kill $window; }
    [ -s "$work/calls" ] || { echo "$renderer: nothing was watched"; failed=1; continue; }
    if grep -q "AF_INET" "$work/calls"; then
        echo "$renderer: a socket beyond this computer:"; grep "AF_INET" "$work/calls"; failed=1
    else
        echo "$renderer: $(grep -c 'connect(' "$work/calls") connections, all within this computer"
    fi
done
exit $failed
