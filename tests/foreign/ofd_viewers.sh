#!/bin/sh
# Looks at an exported OFD file through two viewers that others made, and compares each page with the picture of
# the same page in the PDF: ofd.js 0.2.6 in headless Chromium, easyofd 20260427 in Python. Outside the ordinary
# run: it fetches both from their registries, and pages of another program may change.
#
#   tests/foreign/ofd_viewers.sh PROGRAM [DRAFT] [--pictures FOLDER]
#
# Neither viewer uses the fonts of the file; each takes one by the name of the family. The families that a Chinese
# Windows has are put in by the program's own fonts. Damaged copies of the file must be seen as different, so that
# the comparison is known to look. NIANBAO_NPM and NIANBAO_VENV name folders that have the packages already.
# Skips where Chromium, npm or Python is not installed or no registry is found.
set -eu
. "$(dirname "$0")/../support/skip.sh"
here=$(realpath "$(dirname "$0")")
root=$(realpath "$here/../..")
program=$(realpath "$1"); shift
draft=$root/assets/samples/weibin-2024.nianbao pictures=
while [ $# -gt 0 ]; do
    case $1 in
        --pictures) mkdir -p "$2"; pictures=$(realpath "$2"); shift ;;
        *) draft=$(realpath "$1") ;;
    esac
    shift
done
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
    skip "Chromium is not installed (apt-get install chromium)"
command -v npm >/dev/null || skip "npm is not installed (apt-get install npm)"
command -v python3 >/dev/null || skip "Python is not installed (apt-get install python3-venv)"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
modules=${NIANBAO_NPM:-$work/npm}
if [ ! -e "$modules/node_modules/ofd.js/lib/ofd.umd.min.js" ]; then
    mkdir -p "$modules"
    (cd "$modules" && npm install --silent --no-audit --no-fund --ignore-scripts ofd.js@0.2.6 >/dev/null 2>&1) ||
        skip "npm could not fetch ofd.js"
fi
venv=${NIANBAO_VENV:-$work/venv}
if [ ! -e "$venv/bin/python" ]; then
    python3 -m venv "$venv" && "$venv/bin/pip" install --quiet easyofd==20260427 pymupdf numpy pillow >/dev/null 2>&1 ||
        skip "pip could not fetch easyofd"
fi
# The families of a Chinese Windows, each by the program's own font of that kind.
{
    echo "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig><dir>$root/fonts</dir><cachedir>$work/fc</cachedir>"
    for pair in FangSong=fang KaiTi=kai 楷体=kai SimHei=hei SimSun=song; do
        echo "<match target='scan'><test name='file' compare='contains'><string>/${pair#*=}.ttf</string></test>"
        echo "<edit name='family' mode='append'><string>${pair%%=*}</string></edit></match>"
    done
    echo "</fontconfig>"
} >"$work/fonts.conf"
export FONTCONFIG_FILE="$work/fonts.conf"

# A report with characters beyond U+FFFF, each followed by text that a viewer may lose.
cat >"$work/rare.txt" <<'TEXT'
青石县水务局2024年政府信息公开工作年度报告
一、总体情况
（一）主动公开。𠀀字在前，后面的话一个字也不能丢，𠮷字之后也是这样，直到这一行的末尾。
（二）依申请公开。全年办结申请，没有超期。
TEXT
"$program" import "$work/rare.txt" -o "$work/rare.nianbao" >/dev/null
cp "$draft" "$work/given.nianbao"

failed=0
for name in given rare; do
    for kind in ofd pdf; do
        "$program" export "$work/$name.nianbao" -o "$work/$name.$kind" >/dev/null
    done
    "$venv/bin/python" "$here/ofd_viewers.py" damage "$work/$name.ofd" "$work/$name-damaged.ofd"
    for file in "$name" "$name-damaged"; do
        # ofd.js draws into a page, four pixels to the millimetre; the file is in the page, since a page without a
        # server may load none.
        {
            echo "<!DOCTYPE html><meta charset='utf-8'><style>body{margin:0}</style><body><script>"
            cat "$modules/node_modules/ofd.js/lib/ofd.umd.min.js"
            echo "</script><script>const bytes = Uint8Array.from(atob('$(base64 -w0 "$work/$file.ofd")'), one => one.charCodeAt(0)).buffer;"
            echo "ofd.parseOfdDocument({ ofd: bytes, success: pages => { for (const page of ofd.renderOfd(850, pages[0])) {"
            echo "page.style.marginBottom = '0'; document.body.append(page); } } });</script>"
        } >"$work/$file.html"
        count=$("$venv/bin/python" "$here/ofd_viewers.py" pages "$work/$name.pdf")
        timeout 120 "$browser" --headless=new --no-sandbox --disable-gpu --hide-scrollbars --disable-extensions \
            --user-data-dir="$work/profile" --virtual-time-budget=60000 --window-size=840,$((count * 1188)) \
            --screenshot="$work/$file-ofdjs.png" "file://$work/$file.html" >/dev/null 2>&1
        "$venv/bin/python" "$here/ofd_viewers.py" easyofd "$work/$file.ofd" "$root/fonts/song.ttf" "$work/$file-easyofd.png" \
            >"$work/easyofd.log" 2>&1 || { cat "$work/easyofd.log"; exit 1; }
        for viewer in ofdjs easyofd; do
            # easyofd may not find its fonts for the rare characters; what follows them must be there.
            said=$("$venv/bin/python" "$here/ofd_viewers.py" compare "$work/$name.pdf" "$work/$file-$viewer.png") && same=yes || same=no
            wanted=yes
            [ "$file" = "$name" ] || wanted=no
            if [ $same = $wanted ]; then result=passed; else result=FAILED failed=1; fi
            echo "$result: $file by $viewer: $said"
            [ -z "$pictures" ] || cp "$work/$file-$viewer.png" "$pictures/"
        done
    done
    [ -z "$pictures" ] || cp "$work/$name.pdf" "$work/$name.ofd" "$pictures/"
done
exit $failed
