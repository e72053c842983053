#!/usr/bin/env bash
# Tries the Windows packages in dist/ under Wine 10, as an ordinary user: silent installation, the
# command line, the window, upgrade, bad luck, uninstallation, and every page of the installer.
#
#   packaging/test-windows.sh [--make] [windows|windows7] [PART...]
#
# What is tried lies in windows/try-*.sh, in the order below: each goes on from where the last left
# the computer; `setup fleet` can also be tried without the others. Wine comes into a clean Debian trixie in /var/tmp/nianbao-roots (NIANBAO_ROOTS), made with --make;
# without that, the script says what is missing and fails. Pictures go to dist/pictures.
set -u
cd "$(dirname "$0")/.." || exit
. packaging/root.sh
[ "${1:-}" != --make ] || { make=1; shift; }
kind=${1:-windows}
parts=(setup program trouble fleet pages)
[ $# -lt 2 ] || parts=("${@:2}")
setup=dist/nianbao-$version-$kind-x86_64-setup.exe
ready "$setup" wine makensis:nsis

make_root trixie wine wine wine64 libgl1 libgl1-mesa-dri fonts-noto-cjk locales
[ -e "$root_folder/usr/lib/locale/C.utf8" ] && inside localedef -i zh_CN -f UTF-8 zh_CN.UTF-8 2>/dev/null
home=$root_folder/home/clerk
prefix=$home/wine-$kind
drive=$prefix/drive_c
user=$drive/users/clerk
menu="$user/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/公开年报.lnk"
uninstall='Software\Microsoft\Windows\CurrentVersion\Uninstall\nianbao'
here_installed='C:\users\clerk\AppData\Local\Programs\nianbao'
installed=$user/AppData/Local/Programs/nianbao
full=$home/full
window=
trap 'kill $window $screen 2>/dev/null; stop_wine; umount "$full" 2>/dev/null; unmounted' EXIT

# Commands in Wine, as a user without rights, with Windows in Chinese.
wine_cmd() {
    (cd "$root_folder" && as_clerk WINEPREFIX="/home/clerk/wine-$kind" WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=' "$@")
}
stop_wine() { wine_cmd wineserver -k; wine_cmd wineserver -w; }
win() { wine_cmd timeout 120 wine "$@" 2>/dev/null </dev/null; }
# batch LINE: the status of a line in a batch file, which cmd reads in the code page of Chinese Windows.
# Only so can /D= be written without quotation marks.
batch() {
    printf '@echo off\r\n%s\r\nexit /b %%errorlevel%%\r\n' "$1" | iconv -f utf-8 -t gbk >"$home/line.bat"
    status win cmd /c 'Z:\home\clerk\line.bat'
}
# value KEY NAME: what the registry says there.
value() {
    local which=(/v "$2")
    [ -n "$2" ] || which=(/ve)
    win reg query "$1" "${which[@]}" | iconv -f gbk -t utf-8 2>/dev/null | tr -d '\r' | sed -n 's/.* REG_[A-Z_]* *//p'
}

# said TEXT: whether that was the last thing that the silent setup wrote into its log.
said() { iconv -f utf-16 "$user/AppData/Local/Temp/nianbao-setup.log" | tail -1 | grep -q "$1"; }
# checksummed PROGRAM: whether the checksum in its header is that of its bytes.
checksummed() {
    python3 - "$1" <<'PY'
import struct, sys
data = bytearray(open(sys.argv[1], "rb").read())
at = struct.unpack_from("<I", data, 0x3C)[0] + 88
told = struct.unpack_from("<I", data, at)[0]
data[at : at + 4] = bytes(4)
length = len(data)
total = sum(word for (word,) in struct.iter_unpack("<H", data + bytes(length % 2)))
while total >> 16:
    total = (total & 0xFFFF) + (total >> 16)
sys.exit(told != total + length)
PY
}
# gone: whether neither of our programs runs.
gone() { ! pgrep -u 1000 -f 'nianbao\.(exe|com)'; }

rm -rf "$prefix" "$home"/*.exe "$home"/*.pdf "$home"/*.nianbao
# Without a screen, which Wine's first start can stumble over.
wine_cmd wineboot -i >/dev/null 2>&1
wine_cmd wineserver -w
[ -f "$drive/windows/system32/user32.dll" ] || { echo "Wine does not start"; exit 1; }
make_screen
if [ "$kind" = windows7 ]; then win winecfg -v win7; fi
cp "$setup" "$home/new.exe"
# other_version VERSION FILE: the same programs as another version, whose texts differ.
other_version() {
    makensis -V1 -INPUTCHARSET UTF8 -X'SetCompressor /FINAL zlib' -DVERSION="$1" -DNUMBERS="$1.0" \
        -DSEVEN="$([ "$kind" = windows7 ] && echo 1 || echo 0)" -DFOLDER="$PWD/target/packaging/$kind" -DOUTPUT="$home/$2" \
        -DSIGN=true packaging/windows/setup.nsi
}
other_version 0.0.9 old.exe
other_version 9.0.0 newer.exe
cp assets/samples/weibin-2024.nianbao "$home/样例 一.nianbao"
chown -R 1000:1000 "$home"

for part in "${parts[@]}"; do . "packaging/windows/try-$part.sh"; done
finished
