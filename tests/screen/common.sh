# What the scripts with a real window share: a screen in memory (Xvfb), the start of the window,
# waiting, pictures. It is sourced, with the program in $program:
#
#   . "$(dirname "$0")/common.sh"

. "$(dirname "$0")/../support/skip.sh"

# need PACKAGES TOOL...: skips where a tool is not installed.
need() {
    packages=$1; shift
    for tool in Xvfb xdotool "$@"; do
        command -v "$tool" >/dev/null || skip "$tool is not installed (apt-get install $packages)"
    done
}

# on_bus PACKAGES ARGUMENT...: goes on with a bus of assistive programs (AT-SPI), which the script, called with these
# arguments, begins once more in; $python is a Python that can ask it. Skips where it cannot be had.
on_bus() {
    packages=$1; shift
    need "$packages" dbus-run-session gdbus
    python=/usr/bin/python3
    $python -c 'import gi; gi.require_version("Atspi", "2.0"); from gi.repository import Atspi' 2>/dev/null ||
        skip "no Atspi for Python (apt-get install $packages)"
    [ -z "${NIANBAO_ON_BUS:-}" ] || return 0
    NIANBAO_ON_BUS=1 dbus-run-session -- "$0" "$@"
    exit
}

# Folder, processes: gone at the end. A script may keep something before.
work=$(mktemp -d)
window= xvfb= others=
at_end() { :; }
# The screen is waited for: one that ends takes the next one's socket away where that has its number.
trap 'kill $window $others $xvfb 2>/dev/null; wait $xvfb; at_end; rm -rf "$work"' EXIT

# screen SIZE [ARGUMENTS OF XVFB]: a screen that nobody else uses; Xvfb finds a free one and says which.
# It does not begin anew when its last program goes: one that comes just then would be turned away.
screen() {
    size=$1; shift
    Xvfb -noreset -displayfd 3 -screen 0 "${size}x24" "$@" 3>"$work/display" >/dev/null 2>&1 &
    xvfb=$!
    wait_for 20 test -s "$work/display" || { echo "no screen"; exit 1; }
    export DISPLAY=:$(cat "$work/display") LC_ALL=${LC_ALL:-C.UTF-8}
    export NIANBAO_SETTINGS=$work/settings.json NIANBAO_LANG=zh
    unset WAYLAND_DISPLAY
    wait_for 10 xdotool getdisplaygeometry || { echo "no screen"; exit 1; }
}

# wait_for SECONDS COMMAND...: until the command succeeds.
wait_for() {
    ticks=$(($1 * 20)); shift
    while [ $ticks -gt 0 ]; do
        "$@" >/dev/null 2>&1 && return 0
        sleep 0.05
        ticks=$((ticks - 1))
    done
    return 1
}

# window_of PROCESS: the window of a process or of one that it started, in $id, and its own in $drawing.
# One that was killed a moment ago may still have a window on the screen.
window_of() {
    for id in $(xdotool search --onlyvisible --class nianbao); do
        drawing=$(xdotool getwindowpid "$id") || continue
        process=$drawing
        while [ "${process:-0}" -gt 1 ]; do
            [ "$process" = "$1" ] && return 0
            process=$(awk '/^PPid:/ { print $2 }' "/proc/$process/status")
        done
    done 2>/dev/null
    return 1
}

# start RENDERER DRAFT: opens the window and waits until it has the focus and rests.
start() {
    appear "$@"
    focus
}

# appear RENDERER DRAFT: opens the window and waits until it is there. What $under says stands before
# the program, and $limit how many seconds it may take. OpenGL is the one in software, and must not have given up.
appear() {
    [ "$1" = glow ] && export LIBGL_ALWAYS_SOFTWARE=1
    # shellcheck disable=SC2086 # A command and its arguments.
    timeout ${limit:-120} ${under:-} "$program" --renderer "$1" "$2" 2>"$work/log" &
    window=$!
    wait_for 60 window_of $window || { echo "$1: no window"; cat "$work/log"; exit 1; }
    if [ "$1" = glow ] && grep -q '"glow_fails": true' "$NIANBAO_SETTINGS" 2>/dev/null; then
        echo "$1: OpenGL could not be used"; cat "$work/log"; exit 1
    fi
}

# focus: keys go to the window from now on; there is no window manager that would see to it.
focus() {
    focused() { xdotool windowfocus "$id" && [ "$(xdotool getwindowfocus)" = "$id" ]; }
    wait_for 10 focused
    settled
}

# settled: waits until what was done last has come to an end: the program that draws sleeps, and has
# used no time for nearly half a second, but for the blinking of a caret. Works on a busy computer as well.
settled() {
    sleep 0.3
    rests=0 looks=0 spent=
    while [ $rests -lt 4 ] && [ $looks -lt 200 ] && [ -e "/proc/$drawing" ]; do
        spends=$(awk '{ sub(/.*\) /, ""); print $1 == "S" ? $12 + $13 : "busy" }' "/proc/$drawing/stat" 2>/dev/null)
        case $spends in
        busy | "") rests=0 ;;
        *) [ $((spends - ${spent:-$spends})) -le 1 ] && rests=$((rests + 1)) || rests=0; spent=$spends ;;
        esac
        looks=$((looks + 1))
        sleep 0.1
    done
}

# write: puts the caret into the text of section one.
write() {
    settled
    xdotool mousemove 300 330 click 1
    settled
}

# press KEY...: one key after the other, each when the one before has done its work.
press() {
    for key in "$@"; do
        xdotool key "$key"
        settled
    done
}

# quit: closes the window as a user would.
quit() {
    xdotool key ctrl+q
    wait_for 20 sh -c "! kill -0 $window" || { echo "the window does not close"; return 1; }
    wait $window 2>/dev/null
    window=
}

# new FILE: an empty draft.
new() { "$program" new --unit 示例市水务局 --year 2024 -o "$1" >/dev/null || exit 1; }

# begin RENDERER: a new draft, in $draft, in a window with the caret in its section one.
begin() {
    draft=$work/$1.nianbao
    new "$draft"
    start "$1" "$draft"
    write
}

# picture NAME: of the screen, where pictures are wanted.
picture() {
    [ -n "${pictures:-}" ] && command -v import >/dev/null && import -window root "$pictures/$1.png"
    return 0
}
