#!/usr/bin/env bash
# Tries the Windows packages in dist/ under Wine 10: silent installation by an ordinary user, the
# command line, the window, upgrade, bad luck, uninstallation.
#
#   packaging/test-windows.sh [windows|windows7]
#
# Wine comes into a clean Debian trixie in /var/tmp/nianbao-roots (NIANBAO_ROOTS), made with --make;
# without that, the script says what is missing and succeeds. Pictures go to dist/pictures.
set -u
cd "$(dirname "$0")/.."
. packaging/root.sh
make=
[ "${1:-}" != --make ] || { make=1; shift; }
kind=${1:-windows}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
setup=dist/nianbao-$version-$kind-x86_64-setup.exe
[ -f "$setup" ] || skip "$setup is not there (packaging/build.sh $kind)"
[ -n "$make" ] || [ -e "$roots/wine/.ready" ] || skip "Wine is missing in $roots/wine (packaging/test-windows.sh --make)"
[ "$(id -u)" = 0 ] || skip "the clean Debian with Wine needs root"
for tool in Xvfb xdotool xmodmap makensis; do
    command -v $tool >/dev/null || skip "$tool is missing (apt-get install xvfb xdotool x11-xserver-utils nsis)"
done
program=$(here)
[ -n "$program" ] || skip "no program for this machine to compare with (cargo build)"

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
# status COMMAND...: its exit status as a word.
status() { "$@" >/dev/null; echo $?; }
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
    win reg query "$1" "${which[@]}" | iconv -f gbk -t utf-8 2>/dev/null | tr -d '\r' | sed -n 's/.* REG_[A-Z]* *//p'
}

rm -rf "$prefix" "$home"/*.exe "$home"/*.pdf "$home"/*.nianbao
# Without a screen, which Wine's first start can stumble over.
wine_cmd wineboot -i >/dev/null 2>&1
wine_cmd wineserver -w
[ -f "$drive/windows/system32/user32.dll" ] || { echo "Wine does not start"; exit 1; }
make_screen
if [ $kind = windows7 ]; then win winecfg -v win7; fi
cp "$setup" "$home/new.exe"
# The version before, with another text in it.
makensis -V1 -INPUTCHARSET UTF8 -X'SetCompressor /FINAL zlib' -DVERSION=0.0.9 -DNUMBERS=0.0.9.0 \
    -DSEVEN=$([ $kind = windows7 ] && echo 1 || echo 0) -DFOLDER="$PWD/target/packaging/$kind" -DOUTPUT="$home/old.exe" \
    -DSIGN=true packaging/windows/setup.nsi
cp assets/samples/weibin-2024.nianbao "$home/样例 一.nianbao"
chown -R 1000:1000 "$home"

echo "== the version before, silently, for one user"
holds "ends with 0" is "$(status win 'Z:\home\clerk\old.exe' /S)" 0
[ $failed = 0 ] || exit 1
holds "the program is there" test -f "$installed/nianbao.exe" -a -f "$installed/nianbao.com"
holds "it is in the start menu" test -f "$menu"
holds "no shortcut on the desktop unless asked for" test ! -e "$user/Desktop/公开年报.lnk"
holds "the list of programs has its version" is "$(value "HKCU\\$uninstall" DisplayVersion)" 0.0.9
holds "and its publisher" is "$(value "HKCU\\$uninstall" Publisher)" "公开年报 nianbao"

echo "== upgrade in place"
mkdir -p "$user/AppData/Roaming" "$user/Documents"
echo '{"scale":125}' >"$user/AppData/Roaming/nianbao.json"
cp "$home/样例 一.nianbao" "$user/Documents/我的 年报.nianbao"
mkdir -p "$user/AppData/Roaming/nianbao/versions"
echo backup >"$user/AppData/Roaming/nianbao/versions/one"
chown -R 1000:1000 "$user"
holds "ends with 0" is "$(status win 'Z:\home\clerk\new.exe' /S /Desktop)" 0
holds "the new version is listed" is "$(value "HKCU\\$uninstall" DisplayVersion)" "$version"
holds "nothing of the old one is left" is "$(ls "$installed" | sort | xargs)" "IT.txt LICENSE.txt nianbao.com nianbao.exe uninstall.exe"
holds "the shortcut that was asked for" test -e "$user/Desktop/公开年报.lnk"
holds "settings stay" grep -q 125 "$user/AppData/Roaming/nianbao.json"
holds "drafts stay" cmp -s "$home/样例 一.nianbao" "$user/Documents/我的 年报.nianbao"
holds "backups stay" test -f "$user/AppData/Roaming/nianbao/versions/one"
rm "$user/AppData/Roaming/nianbao.json"

echo "== the command line"
cli="$here_installed\\nianbao.com"
draft='Z:\home\clerk\样例 一.nianbao'
holds "says its version" is "$(win "$cli" --version | tr -d '\r')" "nianbao $version"
"$program" check assets/samples/weibin-2024.nianbao >/dev/null 2>&1
holds "checks the sample with the same status" is "$(status win "$cli" check "$draft")" "$(status "$program" check assets/samples/weibin-2024.nianbao)"
holds "a missing file is told by 2" is "$(status win "$cli" check 'Z:\没有.nianbao')" 2
"$program" export assets/samples/weibin-2024.nianbao -o "$home/here.pdf" >/dev/null
holds "exports" is "$(status win "$cli" export "$draft" -o 'Z:\home\clerk\there.pdf')" 0
holds "the same bytes as on Linux" cmp "$home/here.pdf" "$home/there.pdf"
(cd "$home" && printf '@echo off\r\n"%s" check Z:\\nothing.nianbao\r\necho status %%errorlevel%%\r\n' "$here_installed\\nianbao" >try.bat)
holds "in cmd, nianbao is the console's one" is "$(win cmd /c 'Z:\home\clerk\try.bat' | tr -d '\r' | tail -1)" "status 2"
# A console of its own, in English: Wine's has no Chinese face.
printf '@echo off\r\n"%s" --lang en rules\r\n"%s" --lang en check Z:\\nothing.nianbao\r\necho status %%errorlevel%%\r\n' \
    "$here_installed\\nianbao" "$here_installed\\nianbao" >"$home/console.bat"
wine_cmd timeout 30 wine start cmd /k 'Z:\home\clerk\console.bat' >/dev/null 2>&1
sleep 6
picture $kind-console
stop_wine

echo "== the window"
wine_cmd timeout 120 wine "$here_installed\\nianbao.exe" --renderer soft open 'C:\users\clerk\Documents\我的 年报.nianbao' >/dev/null 2>&1 &
window=$!
holds "opens" within 60 xdotool search --onlyvisible --class nianbao.exe
sleep 3
picture $kind-window
xdotool mousemove 300 330 click 1
sleep 1
xdotool type --delay 200 "Wine水务"
sleep 1
picture $kind-typed
xdotool key ctrl+s
holds "what was typed is saved" within 20 grep -q "Wine水务" "$user/Documents/我的 年报.nianbao"

echo "== over the running program"
before=$(sha256sum "$installed/nianbao.exe")
holds "installing ends with 4" is "$(status win 'Z:\home\clerk\old.exe' /S)" 4
holds "says why" grep -q "正在运行" <(iconv -f utf-16 "$user/AppData/Local/Temp/nianbao-setup.log")
holds "changes nothing" is "$(sha256sum "$installed/nianbao.exe") $(value "HKCU\\$uninstall" DisplayVersion)" "$before $version"
holds "uninstalling ends with 4" is "$(status win "$here_installed\\uninstall.exe" /S "_?=$here_installed")" 4
holds "removes nothing" test -f "$installed/nianbao.exe" -a -f "$menu"
xdotool key ctrl+q
within 15 sh -c "! kill -0 $window" || stop_wine
wait $window 2>/dev/null
window=

echo "== a program that breaks"
wine_cmd timeout 60 wine "$here_installed\\nianbao.exe" --break >/dev/null 2>&1 &
window=$!
holds "shows a box" within 30 xdotool search --onlyvisible --class nianbao.exe
sleep 1
picture $kind-box
holds "writes a log" grep -q "asked for by --break" "$user/AppData/Roaming/nianbao.log"
stop_wine
wait $window 2>/dev/null
window=

echo "== a full disk"
mkdir -p "$full"
mount -t tmpfs -o size=20m,uid=1000 none "$full"
ln -sfn ../../full "$prefix/dosdevices/x:"
holds "installing ends with 7" is "$(batch 'Z:\home\clerk\new.exe /S /D=X:\某 文件夹')" 7
holds "leaves nothing" is "$(ls -A "$full")" ""
mount -o remount,size=110m "$full"
head -c 80m /dev/zero >"$full/filler" 2>/dev/null
holds "a disk that fills up meanwhile: 7 or 2" grep -qx '[27]' <(batch 'Z:\home\clerk\new.exe /S /D=X:\某 文件夹')
holds "leaves nothing" is "$(ls -A "$full")" filler
holds "the other one is still listed" is "$(value "HKCU\\$uninstall" InstallLocation)" "$here_installed"
umount "$full"

echo "== uninstallation"
holds "ends with 0" is "$(status win "$here_installed\\uninstall.exe" /S)" 0
holds "the program goes" within 30 test ! -e "$installed"
holds "the menu and the desktop too" test ! -e "$menu" -a ! -e "$user/Desktop/公开年报.lnk"
holds "the list of programs too" is "$(value "HKCU\\$uninstall" DisplayVersion)" ""
holds "and the type of drafts" is "$(value 'HKCU\Software\Classes\.nianbao' '')" ""
holds "and the settings" test ! -e "$user/AppData/Roaming/nianbao.json" -a ! -e "$user/AppData/Roaming/nianbao.log"
holds "drafts are still there" grep -q "Wine水务" "$user/Documents/我的 年报.nianbao"
holds "and backups" test -f "$user/AppData/Roaming/nianbao/versions/one"

echo "== a folder with Chinese and spaces, and twice uninstalled"
holds "installs there" is "$(batch 'Z:\home\clerk\new.exe /S /D=C:\单位 软件\公开 年报')" 0
cp "$drive/单位 软件/公开 年报/uninstall.exe" "$home/again.exe"
echo mine >"$drive/单位 软件/公开 年报/我的文件.txt"
holds "runs there" is "$(win 'C:\单位 软件\公开 年报\nianbao.com' --version | tr -d '\r')" "nianbao $version"
command=$(value 'HKCU\Software\Classes\nianbao.draft\shell\open\command' '')
holds "a draft opens with it" is "$command" '"C:\单位 软件\公开 年报\nianbao.exe" open "%1"'
holds "uninstalls" is "$(batch '"C:\单位 软件\公开 年报\uninstall.exe" /S _?=C:\单位 软件\公开 年报')" 0
holds "the user's own file stays" test -f "$drive/单位 软件/公开 年报/我的文件.txt"
holds "uninstalling twice ends with 3" is "$(batch 'Z:\home\clerk\again.exe /S _?=C:\单位 软件\公开 年报')" 3
holds "and removes nothing" test -f "$drive/单位 软件/公开 年报/我的文件.txt"

echo "== for everybody, and a draft opened by double click"
holds "installs" is "$(status win 'Z:\home\clerk\new.exe' /S /AllUsers)" 0
holds "into Program Files" test -f "$drive/Program Files/nianbao/nianbao.exe"
holds "is listed for everybody" is "$(value "HKLM\\$uninstall" DisplayVersion)" "$version"
# Wine 10 does not look at one user's types, only at everybody's.
wine_cmd timeout 120 wine start 'C:\users\clerk\Documents\我的 年报.nianbao' >/dev/null 2>&1 &
window=$!
holds "a double click opens the window" within 60 xdotool search --onlyvisible --class nianbao.exe
sleep 2
picture $kind-double-click
stop_wine
window=
holds "uninstalls" is "$(batch '"C:\Program Files\nianbao\uninstall.exe" /S _?=C:\Program Files\nianbao')" 0
holds "the program goes" test ! -e "$drive/Program Files/nianbao/nianbao.exe"

finished
