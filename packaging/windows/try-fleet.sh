# Sourced by test-windows.sh: other programs' files in the way, older and newer versions, one user's copy beside
# everybody's, PATH, and what whoever manages two hundred computers learns from the status. Ends with nothing installed.

removed_by() { # removed_by KEY: what the list of programs tells to run
    local folder
    folder=$(value "$1\\$uninstall" InstallLocation)
    batch "$(value "$1\\$uninstall" QuietUninstallString)"
    # The uninstaller's own file goes a moment after it.
    folder=${folder#C:}
    within 10 test ! -e "$drive${folder//\\//}/uninstall.exe" || true
    sleep 1
}
setup_log() { iconv -f utf-16 "$user/AppData/Local/Temp/nianbao-setup.log"; }

[ ! -f "$installed/uninstall.exe" ] || removed_by HKCU >/dev/null

echo "== a folder of another program"
foreign=$drive/tools
mkdir -p "$foreign"
echo theirs | tee "$foreign/uninstall.exe" >"$foreign/LICENSE.txt"
chown -R 1000:1000 "$foreign"
holds "goes into a folder of its own there" is "$(batch 'Z:\home\clerk\new.exe /S /D=C:\tools')" 0
holds "which is the one that is listed" is "$(value "HKCU\\$uninstall" InstallLocation)" 'C:\tools\nianbao'
holds "their files are untouched" is "$(cat "$foreign"/{uninstall.exe,LICENSE.txt} | xargs)" "theirs theirs"
holds "again: the folder is found" is "$(batch 'Z:\home\clerk\new.exe /S')" 0
holds "upgrades there" is "$(batch 'Z:\home\clerk\newer.exe /S')" 0
holds "nowhere else" is "$(ls "$foreign" "$foreign/nianbao" | grep -c exe)" 3
holds "uninstalls" is "$(removed_by HKCU)" 0
holds "only what was ours goes" is "$(ls "$foreign" | xargs)" "LICENSE.txt uninstall.exe"
mkdir -p "$foreign/nianbao"
echo theirs >"$foreign/nianbao/other.txt"
holds "a folder of that name that is not ours: refused with 9" is "$(batch 'Z:\home\clerk\new.exe /S /D=C:\tools')" 9
holds "says which" said '不是公开年报的文件'
holds "writes nothing" is "$(ls "$foreign/nianbao")" other.txt
rm -r "$foreign"

echo "== our folder, with another program's file under one of our names"
holds "installs" is "$(batch 'Z:\home\clerk\old.exe /S')" 0
holds "the list has the sums of what is there" sh -c "cd '$installed' && tr '\\\\' / <nianbao-files.txt | tr -d '\r' | sha256sum --quiet -c"
echo theirs >"$installed/uninstall.exe"
holds "an upgrade is refused with 9" is "$(batch 'Z:\home\clerk\new.exe /S')" 9
holds "says which" said 'uninstall.exe'
holds "and replaces nothing" is "$(cat "$installed/uninstall.exe") $(value "HKCU\\$uninstall" DisplayVersion)" "theirs 0.0.9"
rm "$installed/uninstall.exe"
holds "without it, upgrades" is "$(batch 'Z:\home\clerk\new.exe /S')" 0
echo "my notes" >"$installed/IT.txt"
holds "uninstalls" is "$(removed_by HKCU)" 0
holds "a text that was changed stays, and is told" is "$(ls "$installed") $(setup_log | tail -1 | grep -c IT.txt)" "IT.txt 1"
rm -r "$installed"

echo "== older, same and newer"
holds "installs" is "$(batch 'Z:\home\clerk\new.exe /S')" 0
touch -d 2020-01-01 "$installed/nianbao.exe"
holds "the same version ends with 0" is "$(batch 'Z:\home\clerk\new.exe /S')" 0
holds "and touches nothing" is "$(date -r "$installed/nianbao.exe" +%F)" 2020-01-01
head -c 1000 /dev/zero >"$installed/nianbao.exe"
holds "a damaged program is repaired by it" is "$(batch 'Z:\home\clerk\new.exe /S') $(stat -c %s "$installed/nianbao.exe")" \
    "0 $(stat -c %s "target/packaging/$kind/nianbao.exe")"
holds "an older one is refused with 10" is "$(batch 'Z:\home\clerk\old.exe /S')" 10
holds "says how" said '/DOWNGRADE'
holds "changes nothing" is "$(value "HKCU\\$uninstall" DisplayVersion)" "$version"
holds "start /wait waits for it, and tells the status" is "$(batch 'start /wait "" Z:\home\clerk\old.exe /S')" 10
holds "unless it is meant" is "$(batch 'Z:\home\clerk\old.exe /S /DOWNGRADE') $(value "HKCU\\$uninstall" DisplayVersion)" "0 0.0.9"
holds "a newer one upgrades; /s is /S" is "$(batch 'Z:\home\clerk\new.exe /s') $(value "HKCU\\$uninstall" DisplayVersion)" "0 $version"

echo "== PATH"
path() { value 'HKCU\Environment' Path; }
win reg add 'HKCU\Environment' /v Path /t REG_EXPAND_SZ /d '%USERPROFILE%\bin' /f >/dev/null
holds "is not touched unasked" is "$(batch 'Z:\home\clerk\newer.exe /S') $(path)" '0 %USERPROFILE%\bin'
holds "is added to" is "$(batch 'Z:\home\clerk\old.exe /S /DOWNGRADE /PATH') $(path)" "0 %USERPROFILE%\\bin;$here_installed"
holds "once" is "$(batch 'Z:\home\clerk\new.exe /S') $(path)" "0 %USERPROFILE%\\bin;$here_installed"
holds "in a new console nianbao is found" is "$(batch 'nianbao --version >nul')" 0
holds "uninstalls" is "$(removed_by HKCU)" 0
holds "and is as it was" is "$(path)" '%USERPROFILE%\bin'
long=$(printf 'C:\\%0200d;' 1 2 3 4 5 6 7 8)
win reg add 'HKCU\Environment' /v Path /t REG_SZ /d "$long" /f >/dev/null
holds "one that is too long" is "$(batch 'Z:\home\clerk\new.exe /S /PATH')" 0
holds "is left alone" is "$(path)" "$long"
holds "and told" said "PATH"
win reg delete 'HKCU\Environment' /v Path /f >/dev/null

echo "== one user's and everybody's"
echo '{"scale":125}' >"$user/AppData/Roaming/nianbao.json"
holds "one for everybody comes beside" is "$(batch 'Z:\home\clerk\new.exe /S /AllUsers')" 0
holds "the user's own copy goes" within 10 test ! -e "$installed"
holds "and is no longer listed" is "$(value "HKCU\\$uninstall" DisplayVersion)" ""
holds "the settings stay" grep -q 125 "$user/AppData/Roaming/nianbao.json"
holds "a login script for one user ends with 0" is "$(batch 'Z:\home\clerk\new.exe /S')" 0
holds "and installs nothing beside" test ! -e "$installed"
holds "an older one for everybody is upgraded for everybody by whoever may" \
    is "$(batch 'Z:\home\clerk\newer.exe /S') $(value "HKLM\\$uninstall" DisplayVersion)" "0 9.0.0"
holds "the list of programs removes it" is "$(removed_by HKLM)" 0
holds "the computer's own account installs for everybody" is \
    "$(batch 'set USERPROFILE=C:\Windows\system32\config\systemprofile& Z:\home\clerk\new.exe /S') $(value "HKLM\\$uninstall" DisplayVersion)" "0 $version"
holds "and removes it" is "$(removed_by HKLM) $(ls "$drive/Program Files/nianbao" 2>&1 | grep -c nianbao.exe)" "0 0"

echo "== what is in use"
holds "installs" is "$(batch 'Z:\home\clerk\new.exe /S')" 0
chmod a-w "$installed/nianbao.exe"
holds "a held program: the list of programs is told 4" is "$(batch "$(value "HKCU\\$uninstall" QuietUninstallString)")" 4
holds "and nothing is removed" test -f "$installed/nianbao.exe" -a -f "$installed/uninstall.exe"
chmod u+w "$installed/nianbao.exe"
echo '{"scale":125}' >"$user/AppData/Roaming/nianbao.json"
holds "later it goes" is "$(batch "\"$here_installed\\uninstall.exe\" /S /KEEP _?=$here_installed")" 0
holds "with its folder" within 10 test ! -e "$installed"
holds "and with /KEEP the settings stay" grep -q 125 "$user/AppData/Roaming/nianbao.json"
rm "$user/AppData/Roaming/nianbao.json"
