#!/bin/sh
# Types Chinese into the real window through a real input method: fcitx5 with pinyin, on a screen in
# memory (Xvfb). Twice: once drawn by the processor, once by OpenGL in software.
#
#   tests/screen/input_method.sh [PROGRAM] [FOLDER FOR PICTURES]
#
# Skips where something that it needs is not installed.
set -u
program=$(realpath "${1:-target/debug/nianbao}")
pictures=${2:-}
. "$(dirname "$0")/common.sh"
need "xvfb xdotool fcitx5 fcitx5-chinese-addons dbus-daemon locales" fcitx5 fcitx5-remote dbus-run-session localedef
if [ -z "${NIANBAO_ON_BUS:-}" ]; then
    # The input method and the window meet on a bus of their own.
    NIANBAO_ON_BUS=1 dbus-run-session -- "$0" "$@"
    exit
fi
# The input method writes its settings as it ends.
at_end() { wait $others; [ -z "$pictures" ] || cp "$work"/*.log "$pictures"; }
# X takes text from input methods only in a language that it knows.
mkdir -p "$work/locale" "$work/config/fcitx5"
localedef -i zh_CN -f UTF-8 "$work/locale/zh_CN.UTF-8" 2>/dev/null
[ -d "$work/locale/zh_CN.UTF-8" ] || skip "no sources of zh_CN (apt-get install locales)"
export LOCPATH=$work/locale LC_ALL=zh_CN.UTF-8 XMODIFIERS=@im=fcitx
export XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data XDG_CACHE_HOME=$work/cache
screen 1280x800
cat >"$work/config/fcitx5/profile" <<'PROFILE'
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
PROFILE

printf '[Behavior]\nActiveByDefault=True\nShareInputState=All\n' >"$work/config/fcitx5/config"

# The text of section one in the draft, paragraphs joined.
text() { grep -o '"text": *"[^"]*"' "$draft" | sed 's/.*: *"//; s/"$//' | tr -d '\n'; }

fcitx5 --disable=wayland,waylandim,notifications,cloudpinyin -r >"$work/fcitx.log" 2>&1 &
others=$!
sleep 3
# Asked too early, the bus would start another one.
wait_for 10 fcitx5-remote || skip "fcitx5 does not start here"
failed=0
for renderer in soft glow; do
    begin $renderer
    fcitx5-remote -o
    settled
    # A phrase, seen while it is composed; then another.
    xdotool type --delay 150 "zhengfu"
    settled
    picture "$renderer-composing"
    press space
    xdotool type --delay 150 "gongkai"
    settled
    press space
    # One given up, one taken back by one key, one left by a click elsewhere.
    xdotool type --delay 150 "xinxi"
    settled
    press Escape
    # A pause ends the run of typing that one key takes back.
    sleep 4
    xdotool type --delay 150 "nianbao"
    settled
    press space ctrl+z
    picture "$renderer-committed"
    fcitx5-remote -c
    press ctrl+s
    written() { [ "$(text)" = "政府公开" ]; }
    wait_for 5 written
    got=$(text)
    if [ "$got" = "政府公开" ]; then
        echo "$renderer: 政府公开 through fcitx5, one given up, one taken back"
    else
        echo "$renderer: the draft has “$got”, not 政府公开"; failed=1
    fi
    quit || { failed=1; kill $window; }
done
exit $failed
