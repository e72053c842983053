#!/bin/sh
# Starts the real window on a screen in memory (Xvfb), types with xdotool, copies and pastes through
# the clipboard, saves, exports, takes pictures, once drawn by the processor and once by OpenGL in
# software (Mesa). Bounded in time.
#
#   tests/screen/editing.sh [PROGRAM] [FOLDER FOR PICTURES]
#
# Skips where Xvfb or xdotool is not installed.
set -u
program=$(realpath "${1:-target/debug/nianbao}")
pictures=${2:-}
. "$(dirname "$0")/common.sh"
need "xvfb xdotool"
screen 1280x800
command -v xclip >/dev/null || skip_part "no clipboard: xclip is not installed (apt-get install xclip)"
failed=0
for renderer in soft glow; do
    draft=$work/$renderer.nianbao
    pdf=$work/$renderer.pdf
    new "$draft"
    # No dialogs of the system: the window then asks for the path itself.
    under="env PATH=$work DBUS_SESSION_BUS_ADDRESS=none:"
    start $renderer "$draft"
    # The text of section one, then a save.
    write
    xdotool type --delay 30 "2024 abc"
    settled
    picture $renderer-typed
    press ctrl+s
    wait_for 10 grep -q "2024 abc" "$draft" || { echo "$renderer: what was typed is not in the draft"; failed=1; }
    if command -v xclip >/dev/null; then
        # Without a pause: keys that come within one frame act one after the other.
        xdotool key --delay 0 ctrl+a ctrl+c
        copied() { [ "$(timeout 2 xclip -o -selection clipboard -t UTF8_STRING)" = "2024 abc" ]; }
        wait_for 10 copied || { echo "$renderer: what was copied is not in the clipboard"; failed=1; }
        formatted() { [ "$(timeout 2 xclip -o -selection clipboard -t text/html)" = "2024 abc" ]; }
        formatted || { echo "$renderer: what was copied has no web form"; failed=1; }
        printf '政府信息公开' | xclip -i -selection clipboard
        xdotool key --delay 0 End ctrl+v ctrl+s
        wait_for 10 grep -q "2024 abc政府信息公开" "$draft" || { echo "$renderer: what was pasted is not in the draft"; failed=1; }
    fi
    # A PDF through the path field, which stands in for the missing dialogs.
    press ctrl+shift+p
    picture $renderer-path
    press ctrl+a
    xdotool type --delay 20 "$pdf"
    settled
    press Return
    wait_for 15 test -s "$pdf" || { echo "$renderer: no PDF"; failed=1; }
    head -c 5 "$pdf" 2>/dev/null | grep -q "%PDF-" || { echo "$renderer: no PDF in the file"; failed=1; }
    picture $renderer-done
    quit || { failed=1; kill $window; }
    [ $failed = 0 ] && echo "$renderer: typed, copied, pasted, saved, exported, closed"
done
exit $failed
