"""The steps of whole_report.sh: WAY FOLDER WINDOW PICTURES. Counts the keys and clicks that it takes."""

import os
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

WAY, FOLDER, WINDOW, PICTURES = sys.argv[1:5]
HEADINGS = [
    "（一）主动公开。2024年，我局发布信息36条。",
    "（二）依申请公开。收到申请3件，均已答复。",
    "（三）政府信息管理。开展保密审查36次。",
    "（四）政府信息公开平台建设。优化网站栏目。",
    "（五）监督保障。开展培训2次，接受社会评议。",
]
PROBLEMS = "存在的主要问题：解读形式单一。改进情况：增加图文解读，开展业务培训。"
OTHERS = "2024年，我局没有收取政府信息公开信息处理费。"
counts = {"steps": 0, "keys": 0, "clicks": 0, "pasted": 0}


class Failed(Exception):
    """A step that did not lead to what it should."""


def run(*command, **how):
    return subprocess.run(command, check=True, timeout=60, **how)


def rest(seconds=0.35):
    time.sleep(seconds)


def step(words):
    counts["steps"] += 1
    print(f"{WAY} {counts['steps']:3} {words}", flush=True)


# What a screen reader stops at, by the beginnings of its roles.
CONTROLS = ("push button", "button", "toggle", "check", "radio", "combo", "entry", "page tab", "menu item", "list item", "link")


def picture(name):
    """Takes a picture, and looks for controls without names in what it shows."""
    nameless = [node.get_role_name() for node in nodes() if node.get_role_name().startswith(CONTROLS) and not node.get_name()]
    if nameless:
        raise Failed(f"at “{name}” there are controls without names: {nameless}")
    if PICTURES:
        subprocess.run(["import", "-window", "root", f"{PICTURES}/{WAY}-{counts['steps']:03}-{name}.png"], check=False)


def nodes():
    """Every control of the window."""
    desktop = Atspi.get_desktop(0)
    waiting = []
    for at in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(at)
        if program is not None and "nianbao" in (program.get_name() or ""):
            waiting.append(program)
    while waiting:
        node = waiting.pop()
        try:
            node.get_role_name()
            children = [node.get_child_at_index(at) for at in range(node.get_child_count())]
        except Exception:  # A control that went away meanwhile.
            continue
        yield node
        waiting.extend(child for child in children if child is not None)


def find(name, role=None, exact=True):
    for node in nodes():
        try:
            its = node.get_name() or ""
            fits = its == name if exact else name in its
            if fits and (role is None or role in node.get_role_name()):
                return node
        except Exception:  # A control that went away meanwhile.
            continue
    return None


def wait(name, role=None, exact=True, seconds=10):
    until = time.time() + seconds
    while time.time() < until:
        node = find(name, role, exact)
        if node is not None:
            return node
        time.sleep(0.2)
    raise Failed(f"there is no {role or 'control'} “{name}”")


def text_of(node):
    words = node.get_text_iface() if "Text" in node.get_interfaces() else None
    return Atspi.Text.get_text(words, 0, Atspi.Text.get_character_count(words)) if words else ""


def middle(node):
    rect = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    return rect.x + rect.width // 2, rect.y + min(rect.height // 2, 20)


def press(*keys, words=None):
    for key in keys:
        step(words or f"press {key}")
        run("xdotool", "key", key)
        counts["keys"] += 1
        rest()


def typed(text):
    step(f"type {text}")
    run("xdotool", "type", "--delay", "40", text)
    counts["keys"] += len(text)
    rest()


def paste(text):
    """Chinese comes from the clipboard: no keyboard here has it."""
    run("xclip", "-i", "-selection", "clipboard", input=text.encode(), stdout=subprocess.DEVNULL)
    step(f"paste {text[:16]}")
    run("xdotool", "key", "ctrl+v")
    counts["keys"] += 1
    counts["pasted"] += len(text)
    rest(0.6)


def click(name, role=None, exact=True):
    """Clicks a control by its name, scrolled to where it lies below the window's edge."""
    step(f"click {name}")
    geometry = run("xdotool", "getwindowgeometry", "--shell", WINDOW, capture_output=True, text=True).stdout
    sides = dict(line.split("=") for line in geometry.split())
    for _ in range(12):
        x, y = middle(wait(name, role, exact))
        if 0 <= x < int(sides["WIDTH"]) and 0 <= y < int(sides["HEIGHT"]) - 30:
            run("xdotool", "mousemove", "--window", WINDOW, str(x), str(y), "click", "1")
            counts["clicks"] += 1
            rest()
            return
        run("xdotool", "mousemove", "--window", WINDOW, str(int(sides["WIDTH"]) // 3), str(int(sides["HEIGHT"]) // 2))
        run("xdotool", "click", "5" if y > 0 else "4")
        rest()
    raise Failed(f"“{name}” cannot be scrolled to")


def holds(name, wanted, role="entry", seconds=15):
    """Waits until a text has these words: a busy computer draws late."""
    until = time.time() + seconds
    while True:
        found = [text_of(node) for node in nodes() if (node.get_name() or "") == name and role in node.get_role_name()]
        if any(wanted in one for one in found):
            return
        if time.time() > until:
            raise Failed(f"“{name}” reads {found}, without “{wanted}”")
        time.sleep(0.3)


def written(name, seconds=60):
    """Waits for a file; a busy disk may take its time."""
    until = time.time() + seconds
    while time.time() < until:
        if os.path.exists(f"{FOLDER}/{name}"):
            return rest(1)
        time.sleep(0.2)
    raise Failed(f"there is no file {name}")


def begin():
    picture("start")
    if WAY == "mouse":
        click("新建年报", "button")
        click("单位全称", "entry")
        paste("示例市水务局")
        click("报告年度", "entry")
        press("ctrl+a")
        typed("2024")
        click("单位类型", "combo")
        picture("kinds")
        click("部门", "list item")
        click("新建", "button")
    else:
        press("ctrl+n")
        paste("示例市水务局")
        press("Tab", "ctrl+a")
        typed("2024")
        press("Tab", "Down", "Up", "Home", "shift+Tab", "Return")
    wait("一、总体情况", "tab", exact=False)
    picture("begun")


def tab(number, name):
    if WAY == "mouse":
        click(name, "tab", exact=False)
    else:
        press(f"ctrl+{number}", words=f"ctrl+{number}, {name}")


def basics():
    tab(9, "基本信息")
    if WAY == "mouse":
        click("落款单位", "entry")
        paste("示例市水务局")
        click("成文日期", "entry")
    else:
        # Unit, year, kind, title, then the signing unit.
        for _ in range(4):
            press("Tab")
        paste("示例市水务局")
        press("Tab")
    typed("2025.1.20")
    press("Return")
    holds("成文日期", "2025年1月20日")
    picture("basics")


def text(number, name, title, paragraphs):
    tab(number, name)
    if WAY == "mouse":
        click(title, "entry")
    for at, paragraph in enumerate(paragraphs):
        if at > 0:
            press("Return")
        paste(paragraph)
    holds(title, paragraphs[-1])
    picture(f"text-{number}")


def marks():
    """Formatting, undo and redo: nothing of it stays."""
    press("ctrl+Home", "shift+End", "ctrl+b", "ctrl+u", "ctrl+z", "ctrl+z", "ctrl+e", "ctrl+z")
    press("ctrl+shift+2", "ctrl+z", "ctrl+End")
    if WAY == "mouse":
        click("编辑", "menu item")
        picture("edit-menu")
        click("全选", "menu item")
    else:
        press("alt+e")
        picture("edit-menu")
        press("a")
    press("ctrl+b", "ctrl+z", "ctrl+End")
    holds("一、总体情况", HEADINGS[0])


def tables():
    # Table two, cell by cell; Enter goes down within the columns that have inputs.
    tab(2, "二、主动公开")
    if WAY == "mouse":
        click("全部空格填 0", "button")
    else:
        press("ctrl+shift+0")
    picture("table-two")
    # Table three: three requests of natural persons, all granted.
    tab(3, "三、申请办理")
    press("ctrl+shift+0")
    if WAY == "mouse":
        click("一、本年新收政府信息公开申请数量 · 自然人", None, exact=False)
    else:
        press("ctrl+Home")
    typed("3")
    press("Return", "0", "Return", "3", "Return")
    picture("table-three")
    for _ in range(20):
        press("Return")
    press("ctrl+Home", "Right", "Down", "Left", "Up")
    # Table four from a spreadsheet.
    tab(4, "四、复议诉讼")
    press("ctrl+shift+0")
    if WAY == "keys":
        press("ctrl+Home")
    picture("table-four")


def checks():
    press("F7")
    picture("checks")
    wait("全部", None)
    press("F8", "F8", "shift+F8")
    press("ctrl+g")
    press("F1")
    picture("help")
    paste("查找")
    picture("help-found")
    press("Escape")
    press("ctrl+1", "ctrl+f")
    paste("培训")
    press("Return", "Return", "shift+Return")
    picture("find")
    press("Escape")


def look():
    press("ctrl+F2")
    picture("preview")
    press("ctrl+plus", "ctrl+minus", "ctrl+0")
    press("ctrl+comma")
    if WAY == "mouse":
        click("深色", None)
        picture("dark")
        click("浅色", None)
    picture("settings")
    press("Escape")
    for number in range(1, 10):
        press(f"ctrl+{number}")
        if number in (3, 7):
            picture(f"tab-{number}")


def menus():
    """Every menu, opened and left by its keys."""
    for letter in "feoicvh":
        press(f"alt+{letter}")
        picture(f"menu-{letter}")
        press("Down", "Up", "Escape")
    press("F10", "Right", "Down", "Escape")


def hand_out():
    press("ctrl+s")
    wait("草稿保存到哪里？", None)
    picture("save")
    press("ctrl+a")
    paste(f"{FOLDER}/年报.nianbao")
    press("Return")
    written("年报.nianbao")
    if WAY == "mouse":
        click("导出 PDF", "button")
    else:
        press("ctrl+shift+p")
    wait("导出到哪里？", None)
    press("ctrl+a")
    paste(f"{FOLDER}/年报.pdf")
    press("Return")
    written("年报.pdf")
    picture("exported")
    press("ctrl+p")
    # Neither a viewer nor a file manager is here: no success may be said.
    wait("不能打开", None, exact=False)
    picture("print")
    press("ctrl+q")


try:
    begin()
    basics()
    text(1, "一、总体情况", "一、总体情况", HEADINGS)
    marks()
    tables()
    text(5, "五、问题改进", "五、存在的主要问题及改进情况", [PROBLEMS])
    text(6, "六、其他事项", "六、其他需要报告的事项", [OTHERS])
    checks()
    look()
    menus()
    hand_out()
except Failed as failure:
    picture("failed")
    print(f"{WAY}: {failure}")
    sys.exit(1)
print(f"{WAY}: {counts['steps']} steps, {counts['keys']} keys, {counts['clicks']} clicks, {counts['pasted']} characters pasted")
