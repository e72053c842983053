#!/bin/sh
# Types Chinese into the real window through a real input method: fcitx5 with pinyin, on a screen in
# memory (Xvfb). Twice: once drawn by the processor, once by OpenGL in software.
#
#   tests/input_method.sh [PROGRAM] [FOLDER FOR PICTURES]
#
# Says so and succeeds where something that it needs is missing.
set -u
program=$(realpath "${1:-target/debug/nianbao}")
pictures=${2:-}
for tool in Xvfb xdotool fcitx5 fcitx5-remote dbus-run-session localedef; do
    command -v $tool >/dev/null || {
        echo "skipped: $tool is missing (apt-get install xvfb xdotool fcitx5 fcitx5-chinese-addons dbus-daemon locales)"
        exit 0
    }
done
if [ -z "${NIANBAO_ON_BUS:-}" ]; then
    # The input method and the window meet on a bus of their own.
    NIANBAO_ON_BUS=1 exec dbus-run-session -- "$0" "$@"
fi
work=$(mktemp -d)
window= screen= method=
trap 'kill $window $method $screen 2>/dev/null; [ -n "$pictures" ] && cp "$work"/*.log "$pictures"; rm -rf "$work"' EXIT
# X takes text from input methods only in a language that it knows.
mkdir -p "$work/locale" "$work/config/fcitx5"
localedef -i zh_CN -f UTF-8 "$work/locale/zh_CN.UTF-8" 2>/dev/null
[ -d "$work/locale/zh_CN.UTF-8" ] || { echo "skipped: no sources of zh_CN (apt-get install locales)"; exit 0; }
Xvfb -displayfd 3 -screen 0 1280x800x24 3>"$work/display" >/dev/null 2>&1 &
screen=$!
for tick in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
export DISPLAY=:$(cat "$work/display") LOCPATH=$work/locale LC_ALL=zh_CN.UTF-8 XMODIFIERS=@im=fcitx
export XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data XDG_CACHE_HOME=$work/cache
export NIANBAO_SETTINGS=$work/settings.json NIANBAO_LANG=zh
unset WAYLAND_DISPLAY
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

# The text of section one in the draft, paragraphs joined.
text() { grep -o '"text": *"[^"]*"' "$draft" | sed 's/.*: *"//; s/"$//' | tr -d '\n'; }

fcitx5 --disable=wayland,waylandim,notifications,cloudpinyin -r >"$work/fcitx.log" 2>&1 &
method=$!
sleep 3
# Asked too early, the bus would start another one.
wait_for 10 fcitx5-remote || { echo "skipped: fcitx5 does not start here"; exit 0; }
failed=0
for renderer in soft glow; do
    draft=$work/$renderer.nianbao
    "$program" new --unit 示例市水务局 --year 2024 -o "$draft" >/dev/null || exit 1
    [ $renderer = glow ] && export LIBGL_ALWAYS_SOFTWARE=1
    timeout 90 "$program" --renderer $renderer "$draft" 2>"$work/$renderer.log" &
    window=$!
    if ! wait_for 30 xdotool search --onlyvisible --class nianbao; then
        echo "$renderer: no window"; cat "$work/$renderer.log"; exit 1
    fi
    xdotool windowfocus "$(xdotool search --onlyvisible --class nianbao | head -1)" 2>/dev/null
    sleep 1
    xdotool mousemove 300 330 click 1
    sleep 1
    fcitx5-remote -o
    sleep 0.5
    # A phrase, seen while it is composed; then another.
    xdotool type --delay 150 "zhengfu"
    sleep 1
    picture "$renderer-composing"
    xdotool key space
    sleep 0.7
    xdotool type --delay 150 "gongkai"
    sleep 0.5
    xdotool key space
    sleep 0.7
    # One given up, one taken back by one key, one left by a click elsewhere.
    xdotool type --delay 150 "xinxi"
    sleep 1
    xdotool key Escape
    sleep 0.5
    xdotool type --delay 150 "nianbao"
    sleep 0.5
    xdotool key space
    sleep 0.7
    xdotool key ctrl+z
    sleep 0.5
    picture "$renderer-committed"
    fcitx5-remote -c
    xdotool key ctrl+s
    sleep 1.5
    got=$(text)
    if [ "$got" = "政府公开" ]; then
        echo "$renderer: 政府公开 through fcitx5, one given up, one taken back"
    else
        echo "$renderer: the draft has “$got”, not 政府公开"; failed=1
    fi
    xdotool key ctrl+q
    wait_for 10 sh -c "! kill -0 $window" || { echo "$renderer: the window does not close"; failed=1; kill $window; }
    wait $window 2>/dev/null
    window=
done
exit $failed
