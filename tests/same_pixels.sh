#!/bin/sh
# Both ways of drawing show the same: takes a picture of the real window drawn by the processor and
# of the one drawn by OpenGL in software, at the scales 1 and 1.5, and counts the pixels that differ
# by more than a thirtieth. The first picture is taken as soon as there is a window, and must not be
# a white one.
#
#   tests/same_pixels.sh [PROGRAM] [FOLDER FOR PICTURES]
#
# Says so and succeeds where Xvfb, xdotool or ImageMagick is missing.
set -u
program=$(realpath "${1:-target/debug/nianbao}")
sample=$(realpath "$(dirname "$0")/../assets/samples/weibin-2024.nianbao")
for tool in Xvfb xdotool import compare convert; do
    command -v $tool >/dev/null || { echo "skipped: $tool is missing (apt-get install xvfb xdotool imagemagick)"; exit 0; }
done
work=$(mktemp -d)
pictures=${2:-$work}
window= screen=
trap 'kill $window $screen 2>/dev/null; rm -rf "$work"' EXIT
Xvfb -displayfd 3 -screen 0 1920x1200x24 3>"$work/display" >/dev/null 2>&1 &
screen=$!
for tick in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
export DISPLAY=:$(cat "$work/display") LC_ALL=C.UTF-8 NIANBAO_SETTINGS=$work/settings.json NIANBAO_LANG=zh
export LIBGL_ALWAYS_SOFTWARE=1 DBUS_SESSION_BUS_ADDRESS=none:
unset WAYLAND_DISPLAY
failed=0
for scale in 1 1.5; do
    for renderer in soft glow; do
        # The draft itself stays as it is: the program works on a copy.
        cp "$sample" "$work/样例.nianbao"
        WINIT_X11_SCALE_FACTOR=$scale timeout 60 "$program" --renderer $renderer "$work/样例.nianbao" 2>"$work/log" &
        window=$!
        found=
        for tick in $(seq 600); do
            id=$(xdotool search --onlyvisible --class nianbao 2>/dev/null | head -1)
            [ -n "$id" ] && { found=1; break; }
            sleep 0.02
        done
        [ -n "$found" ] || { echo "$renderer: no window"; cat "$work/log"; exit 1; }
        import -window "$id" "$work/first.png" 2>/dev/null
        xdotool mousemove 1919 1199
        sleep 2
        import -window "$id" "$pictures/$renderer-$scale.png"
        # Idle draws nothing: no tick of the processor in three seconds.
        pid=$(pgrep -P $window | head -1)
        before=$(awk '{print $14 + $15}' "/proc/${pid:-$window}/stat")
        sleep 3
        after=$(awk '{print $14 + $15}' "/proc/${pid:-$window}/stat")
        [ $((after - before)) -le 1 ] || { echo "$renderer $scale: $((after - before)) ticks while idle"; failed=1; }
        white=$(convert "$work/first.png" -fill black +opaque white -fill white -opaque white -format '%[fx:round(100*mean)]' info: 2>/dev/null)
        [ "${white:-0}" -lt 90 ] || { echo "$renderer $scale: the first picture is $white % white"; failed=1; }
        kill $window; wait $window 2>/dev/null; window=
    done
    differs=$(compare -metric AE -fuzz 3.4% "$pictures/soft-$scale.png" "$pictures/glow-$scale.png" "$work/difference.png" 2>&1 | cut -d' ' -f1)
    all=$(convert "$pictures/soft-$scale.png" -format '%[fx:w*h]' info:)
    # A three-hundredth: slanted edges, and two hairlines whose edges lie on centres of pixels.
    if awk -v differs="$differs" -v all="$all" 'BEGIN { exit !(differs * 300 <= all) }'; then
        echo "scale $scale: $differs of $all pixels differ between soft and glow"
    else
        echo "scale $scale: too many pixels differ: $differs of $all"; failed=1
    fi
done
exit $failed
