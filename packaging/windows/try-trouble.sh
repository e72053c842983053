# Sourced by test-windows.sh: what goes wrong, silently; and uninstallation. The program's window is
# open from before.

echo "== over the running program"
before=$(sha256sum "$installed/nianbao.exe")
holds "installing another version ends with 4" is "$(status win 'Z:\home\clerk\old.exe' /S /DOWNGRADE)" 4
holds "says why" said "正在运行"
holds "changes nothing" is "$(sha256sum "$installed/nianbao.exe") $(value "HKCU\\$uninstall" DisplayVersion)" "$before $version"
holds "uninstalling ends with 4" is "$(status win "$here_installed\\uninstall.exe" /S "_?=$here_installed")" 4
holds "says why" said "正在运行"
holds "removes nothing" test -f "$installed/nianbao.exe" -a -f "$menu"
xdotool key ctrl+q
within 15 sh -c "! kill -0 $window" || stop_wine
wait "$window" 2>/dev/null
window=

echo "== a program that breaks"
wine_cmd timeout 60 wine "$here_installed\\nianbao.exe" --break >/dev/null 2>&1 &
window=$!
holds "shows a box" within 30 xdotool search --onlyvisible --class nianbao.exe
sleep 1
picture "$kind-box"
holds "writes a log" grep -q "asked for by --break" "$user/AppData/Roaming/nianbao.log"
stop_wine
wait "$window" 2>/dev/null
window=

echo "== a full disk"
mkdir -p "$full"
mount -t tmpfs -o size=20m,uid=1000 none "$full"
ln -sfn ../../full "$prefix/dosdevices/x:"
holds "installing ends with 7" is "$(batch 'Z:\home\clerk\new.exe /S /D=X:\某 文件夹')" 7
holds "says why" said "磁盘空间不足"
holds "leaves nothing" is "$(ls -A "$full")" ""
mount -o remount,size=110m "$full"
head -c 80m /dev/zero >"$full/filler" 2>/dev/null
holds "a disk that fills up meanwhile: 7 or 2" grep -qx '[27]' <(batch 'Z:\home\clerk\new.exe /S /D=X:\某 文件夹')
holds "says why" said "空间不足\|不能写入"
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
holds "says why" said "可能已经卸载过了"
holds "and removes nothing" test -f "$drive/单位 软件/公开 年报/我的文件.txt"

echo "== for everybody, and a draft opened by double click"
holds "installs" is "$(status win 'Z:\home\clerk\new.exe' /S /AllUsers)" 0
holds "into Program Files" test -f "$drive/Program Files/nianbao/nianbao.exe"
holds "is listed for everybody" is "$(value "HKLM\\$uninstall" DisplayVersion)" "$version"
# Wine 10 does not look at one user's types, only at everybody's.
wine_cmd timeout 120 wine start 'C:\users\clerk\Documents\我的 年报.nianbao' >/dev/null 2>&1 &
window=$!
holds "a double click opens the window" within 60 xdotool search --onlyvisible --class nianbao.exe
within 20 drawn
picture "$kind-double-click"
stop_wine
window=
holds "uninstalls" is "$(batch '"C:\Program Files\nianbao\uninstall.exe" /S _?=C:\Program Files\nianbao')" 0
holds "the program goes" test ! -e "$drive/Program Files/nianbao/nianbao.exe"
