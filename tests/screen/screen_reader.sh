#!/bin/sh
# Asks the real window, on a screen in memory (Xvfb), what a screen reader asks: over the bus of
# assistive programs (AT-SPI), by the system's own library. The tree of the window must have its tabs,
# fields and cells by name, and the text that was typed. Then the window is walked by Tab and F6 through every tab and
# dialog (focus_walk.py).
#
#   tests/screen/screen_reader.sh [PROGRAM]
#
# Skips where something that it needs is not installed.
set -u
program=$(realpath "${1:-target/debug/nianbao}")
. "$(dirname "$0")/common.sh"
packages="xvfb xdotool at-spi2-core dbus-daemon libglib2.0-bin python3-gi gir1.2-atspi-2.0"
on_bus "$packages" "$@"
screen 1280x800
# As the desktop does when a screen reader is started.
gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus \
    --method org.freedesktop.DBus.Properties.Set org.a11y.Status ScreenReaderEnabled "<true>" >/dev/null ||
    skip "no bus of assistive programs here"
cat >"$work/ask.py" <<'ASK'
import sys
import time
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

def all_of(node, depth=0):
    yield depth, node
    for at in range(node.get_child_count()):
        child = node.get_child_at_index(at)
        if child is not None and depth < 60:
            yield from all_of(child, depth + 1)

def find():
    desktop = Atspi.get_desktop(0)
    for at in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(at)
        if program is not None and "nianbao" in (program.get_name() or ""):
            return program

def text(node):
    words = node.get_text_iface() if "Text" in node.get_interfaces() else None
    return Atspi.Text.get_text(words, 0, Atspi.Text.get_character_count(words)) if words else ""

program = None
for _ in range(100):
    program = find()
    if program is not None and program.get_child_count() > 0:
        break
    time.sleep(0.1)
if program is None:
    sys.exit("the window is not on the bus")
nodes = [(node.get_role_name(), node.get_name() or "", node) for _, node in all_of(program)]
if "-v" in sys.argv:
    for depth, node in all_of(program):
        print("  " * depth + node.get_role_name(), repr(node.get_name()))
wanted = [("page tab", "一、总体情况"), ("push button", "导出 PDF"), ("combo box", "样式"), ("entry", "一、总体情况")]
failed = False
for role, name in wanted:
    if not any(role in it and name in its for it, its, _ in nodes):
        print(f"no {role} {name}")
        failed = True
controls = ("push button", "toggle", "check", "radio", "combo", "entry", "page tab", "menu item", "list item", "link")
nameless = [role for role, name, _ in nodes if role.startswith(controls) and not name]
if nameless:
    print(f"controls without names: {nameless}")
    failed = True
written = [text(node) for role, name, node in nodes if name == "一、总体情况"]
if not any("abc" in one for one in written):
    print(f"the text of section one reads {written}")
    failed = True
print(f"{len(nodes)} objects on the bus")
sys.exit(failed)
ASK
failed=0
for renderer in soft glow; do
    begin $renderer
    xdotool type --delay 30 abc
    settled
    if timeout 60 $python -W ignore "$work/ask.py" ${2:-} >"$work/asked" 2>&1; then
        echo "$renderer: $(tail -1 "$work/asked"), tabs, fields and text among them"
    else
        echo "$renderer:"; cat "$work/asked"; failed=1
    fi
    press ctrl+s
    quit || { failed=1; kill $window; }
done
# The walk, in a report that has something of everything, where no other program can be asked for a file.
draft=$work/walk.nianbao
cp "$(dirname "$0")/../../assets/samples/weibin-2024.nianbao" "$draft"
chmod u+w "$draft"
limit=900
start soft "$draft"
write
if timeout 800 $python -W ignore "$(dirname "$0")/focus_walk.py" ${2:-} >"$work/walked" 2>&1; then
    echo "walk: $(grep -c controls "$work/walked") tabs and dialogs, nothing lost and nothing out of order"
else
    echo "walk:"; grep -v "^    " "$work/walked"; failed=1
fi
kill $window 2>/dev/null
exit $failed
