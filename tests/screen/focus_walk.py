"""Walks the window by Tab and F6, as somebody does who sees no screen: [-v]. Every step must lead to a control
that has a name, the order must be the order of reading, and no key may leave the focus on nothing.

The focus is told by the bus of assistive programs (AT-SPI), event by event."""

import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

VERBOSE = "-v" in sys.argv
# What is no control: the focus there is on nothing.
NOTHING = ("frame", "window", "application", "desktop frame")
# Cells of a table have an order of their own; after so many the walk leaves it by F6.
CELL, CELLS = "table cell", 8
faults = []
current = None


def note(event):
    global current
    try:
        if event.detail1:
            current = event.source
        elif current is not None and event.source == current:
            current = None
    except Exception:
        pass


def rest(seconds=0.12):
    """Lets events come, for at least so long, and until none has come for a while."""
    context = GLib.MainContext.default()
    until = time.time() + seconds
    while time.time() < until:
        if context.iteration(False):
            until = max(until, time.time() + 0.06)
        else:
            time.sleep(0.01)


def press(*keys, seconds=0.2):
    for key in keys:
        subprocess.run(["xdotool", "key", key], check=True, timeout=30)
        rest(seconds)


def seek():
    """What has the focus by what the controls themselves say, where no event told it."""
    desktop = Atspi.get_desktop(0)
    waiting = [desktop.get_child_at_index(at) for at in range(desktop.get_child_count())]
    waiting = [program for program in waiting if program is not None and "nianbao" in (program.get_name() or "")]
    while waiting:
        node = waiting.pop()
        try:
            if node.get_state_set().contains(Atspi.StateType.FOCUSED) and node.get_role_name() not in NOTHING:
                return node
            waiting.extend(filter(None, (node.get_child_at_index(at) for at in range(node.get_child_count()))))
        except Exception:  # A control that went away meanwhile.
            continue
    return None


def at():
    """What has the focus: its role, its name, where it is; None for nothing."""
    global current
    if current is None:
        rest(0.2)
    if current is None:
        current = seek()
    if current is None:
        return None
    for _ in range(5):
        try:
            role, name = current.get_role_name(), current.get_name() or ""
            rect = current.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
            break
        except Exception:  # A control that went away just now.
            rest(0.1)
    else:
        return None
    if role in NOTHING:
        return None
    return role, name, (rect.x, rect.y, rect.x + rect.width, rect.y + rect.height)


def fault(where, words):
    faults.append(f"{where}: {words}")
    print(f"FAULT {where}: {words}", flush=True)


def shown(one):
    return f"{one[0]} “{one[1]}” at {one[2]}" if one else "nothing"


def goes_back(one, other):
    """Whether reading goes back from one control to the other: it stands above and not to the right, or to the left in
    the same line."""
    (left, top, right, bottom), (x, y, x2, y2) = one[2], other[2]
    overlap = min(bottom, y2) - max(top, y)
    if overlap > 0.5 * min(bottom - top, y2 - y):
        return x2 <= left + 2
    return y2 <= top + 2 and x < right


def walk(where, most=170, leave=True):
    """Goes from control to control until one comes again."""
    seen = []
    here = at()
    for _ in range(most):
        if here is None:
            fault(where, f"the focus is on nothing after {shown(seen[-1]) if seen else 'the first key'}")
            break
        if not here[1]:
            fault(where, f"a control without a name: {shown(here)}")
        if any(here == one for one in seen):
            break
        if seen and CELL not in (seen[-1][0], here[0]) and goes_back(seen[-1], here):
            back.append((where, seen[-1], here))
        seen.append(here)
        before = here
        cells = len(seen) >= CELLS and all(one[0] == CELL for one in seen[-CELLS:])
        press("F6" if cells and leave else "Tab")
        here = at()
        if here == before and leave:
            press("F6")
            here = at()
    else:
        fault(where, f"no end after {most} steps")
    if VERBOSE:
        for one in seen:
            print("   ", where, shown(one))
    # The way round leads from the last to the first: one step back is that.
    jumps = [jump for jump in back if jump[0] == where]
    if len(jumps) > 1:
        for _, one, other in jumps:
            fault(where, f"the order goes back from {shown(one)} to {shown(other)}")
    print(f"{where}: {len(seen)} controls, {len(jumps)} steps back", flush=True)
    return seen


def comes(where, *keys, seconds=0.5):
    """Presses keys; something must have the focus then."""
    press(*keys, seconds=seconds)
    if at() is None:
        rest(0.5)
    if at() is None:
        fault(where, f"the focus is on nothing after {' '.join(keys)}")


def dialog(where, *keys, closed="Escape", seconds=0.5, most=170):
    """Opens a dialog from the text, walks it round, and closes it: the text has the keys again."""
    press("ctrl+1", seconds=0.4)
    before = at()
    comes(where, *keys, seconds=seconds)
    if at() == before:
        press("Tab")
        if at() == before:
            fault(where, "Tab does not lead into it")
    walk(where, most=most, leave=False)
    press(closed, seconds=0.5)
    rest(0.3)
    if at() is None:
        fault(where, f"the focus is on nothing once it is closed, after {closed}")
    elif before and at()[:2] != before[:2]:
        fault(where, f"once it is closed the focus is on {shown(at())}, before it was on {shown(before)}")


back = []
listener = Atspi.EventListener.new(note)
listener.register("object:state-changed:focused")
rest(1)
# What a program on the bus hears first is the next change.
press("F6", "F6", seconds=0.5)
names = ["一", "二", "三", "四", "五", "六", "校核", "预览", "基本信息"]
for number, name in enumerate(names, 1):
    comes(f"tab {name}", f"ctrl+{number}", seconds=0.6)
    press("F6", seconds=0.3)
    walk(f"tab {name}")
# Back from any control to what is written.
press("ctrl+1", seconds=0.4)
first = at()
press("F6", "Tab", "Tab", "F6", seconds=0.3)
if first and (at() is None or at()[:2] != first[:2]):
    fault("F6", f"leads from {shown(first)} away and back to {shown(at())}")
dialog("settings", "ctrl+comma")
dialog("help", "F1")
dialog("about", "alt+h", "a")
dialog("find", "ctrl+f")
dialog("numbers", "ctrl+k", most=260)
dialog("phrases", "ctrl+shift+k")
# The system's own dialog is asked for first, which is not here.
dialog("save as", "ctrl+shift+s", seconds=2)
dialog("export", "ctrl+shift+p", seconds=2)
dialog("versions", "alt+e", "h")
dialog("menu", "F10")
dialog("context menu", "shift+F10")
print(f"{len(faults)} faults")
sys.exit(bool(faults))
