#!/bin/sh
# A computer whose OpenGL really fails: no drivers, no EGL, a screen without GLX. However the program
# is started, it must end in a window that the processor draws, take what is typed and save it, and
# remember for the next start.
#
#   tests/screen/no_opengl.sh [PROGRAM]
#
# Skips where Xvfb or xdotool is not installed. That --renderer auto tries OpenGL needs a
# graphics card, which is made up in a mount namespace of our own; without the right to one, this
# part is skipped.
set -u
program=$(realpath "${1:-target/debug/nianbao}")
. "$(dirname "$0")/common.sh"
need "xvfb xdotool"
screen 1280x800 -extension GLX
failed=0
# with_a_card COMMAND...: a few devices and the file by which a card is known.
cat >"$work/with_a_card" <<'CARD'
set -e
devices=$1; shift
mkdir -p "$devices"
mount -t tmpfs none "$devices"
for node in null zero full random urandom tty; do cp -a /dev/$node "$devices/"; done
mkdir -p "$devices/dri" "$devices/shm"
touch "$devices/dri/renderD128"
ln -s /proc/self/fd "$devices/fd"
mount --bind "$devices" /dev
exec "$@"
CARD
card="unshare -m sh $work/with_a_card $work/devices"
$card true 2>/dev/null || { skip_part "auto: no mount namespace for a made-up graphics card"; card=; }
for renderer in glow auto; do
    [ $renderer = auto ] && [ -z "$card" ] && continue
    for broken in LIBGL_DRIVERS_PATH __EGL_VENDOR_LIBRARY_DIRS; do
        draft=$work/$renderer-$broken.nianbao
        rm -f "$NIANBAO_SETTINGS"
        new "$draft"
        before=
        [ $renderer = auto ] && before=$card
        # The program that fails starts another and ends.
        # shellcheck disable=SC2086 # A command and its arguments.
        env $broken=/nonexistent timeout 120 $before "$program" --renderer $renderer "$draft" >"$work/log" 2>&1 &
        window=$!
        any_window() { id=$(xdotool search --onlyvisible --class nianbao | head -1) && drawing=$(xdotool getwindowpid "$id"); }
        wait_for 60 any_window || {
            echo "$renderer, $broken: no window"; cat "$work/log"; failed=1; continue
        }
        others=$drawing
        focus
        write
        xdotool type --delay 30 abc
        settled
        press ctrl+s
        wait_for 10 grep -q abc "$draft" || { echo "$renderer, $broken: what was typed is not in the draft"; failed=1; }
        tr '\0' ' ' <"/proc/$others/cmdline" | grep -q -- "--renderer soft --glow-failed" || {
            echo "$renderer, $broken: not the processor draws"; failed=1
        }
        grep -q "OpenGL" "$work/log" || { echo "$renderer, $broken: nothing was said"; cat "$work/log"; failed=1; }
        grep -q '"glow_fails": true' "$NIANBAO_SETTINGS" || { echo "$renderer, $broken: not remembered"; failed=1; }
        xdotool key ctrl+q
        wait_for 20 sh -c "! kill -0 $others" || { echo "$renderer, $broken: the window does not close"; failed=1; kill "$others"; }
        others=
        wait $window 2>/dev/null; window=
        [ $failed = 0 ] && echo "$renderer, $broken: the processor draws; typed, saved, remembered"
    done
done
exit $failed
