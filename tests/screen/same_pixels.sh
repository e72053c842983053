#!/bin/sh
# Both ways of drawing show the same: takes a picture of the real window drawn by the processor and
# of the one drawn by OpenGL in software, at the scales 1 and 1.5, and counts the pixels that differ
# by more than a thirtieth. The first picture is taken as soon as there is a window, and must not be
# a white one.
#
#   tests/screen/same_pixels.sh [PROGRAM] [FOLDER FOR PICTURES]
#
# Skips where Xvfb, xdotool or ImageMagick is not installed.
set -u
program=$(realpath "${1:-target/debug/nianbao}")
sample=$(realpath "$(dirname "$0")/../../assets/samples/weibin-2024.nianbao")
pictures=${2:-}
. "$(dirname "$0")/common.sh"
need "xvfb xdotool imagemagick" import compare convert
pictures=${pictures:-$work}
screen 1920x1200
export DBUS_SESSION_BUS_ADDRESS=none:
failed=0
for scale in 1 1.5; do
    for renderer in soft glow; do
        # The draft itself stays as it is: the program works on a copy.
        cp "$sample" "$work/样例.nianbao"
        export WINIT_X11_SCALE_FACTOR=$scale
        appear $renderer "$work/样例.nianbao"
        import -window "$id" "$work/first.png" 2>/dev/null
        xdotool mousemove 1919 1199
        settled
        import -window "$id" "$pictures/$renderer-$scale.png"
        # Idle draws nothing: no tick of the processor in three seconds.
        before=$(awk '{print $14 + $15}' "/proc/$drawing/stat")
        sleep 3
        after=$(awk '{print $14 + $15}' "/proc/$drawing/stat")
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
