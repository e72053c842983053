# Sourced by test-windows.sh: the version before, and an upgrade in place.

brought="IT.txt LICENSE.txt nianbao-files.txt nianbao.com nianbao.exe rules uninstall.exe"

echo "== the version before, silently, for one user"
holds "ends with 0" is "$(status win 'Z:\home\clerk\old.exe' /S)" 0
[ "$failed" = 0 ] || exit 1
holds "the program is there" test -f "$installed/nianbao.exe" -a -f "$installed/nianbao.com"
holds "it is in the start menu" test -f "$menu"
holds "no shortcut on the desktop unless asked for" test ! -e "$user/Desktop/公开年报.lnk"
holds "the list of programs has its version" is "$(value "HKCU\\$uninstall" DisplayVersion)" 0.0.9
holds "and its publisher" is "$(value "HKCU\\$uninstall" Publisher)" "公开年报 nianbao"

echo "== what scanners look at"
holds "the installer's checksum is right" checksummed "$setup"
holds "the uninstaller's too" checksummed "$installed/uninstall.exe"
holds "and the programs'" eval 'checksummed "$installed/nianbao.exe" && checksummed "$installed/nianbao.com"'

echo "== upgrade in place"
mkdir -p "$user/AppData/Roaming" "$user/Documents"
echo '{"scale":125}' >"$user/AppData/Roaming/nianbao.json"
cp "$home/样例 一.nianbao" "$user/Documents/我的 年报.nianbao"
mkdir -p "$user/AppData/Roaming/nianbao/versions"
echo backup >"$user/AppData/Roaming/nianbao/versions/one"
chown -R 1000:1000 "$user"
holds "ends with 0" is "$(status win 'Z:\home\clerk\new.exe' /S /Desktop)" 0
holds "the new version is listed" is "$(value "HKCU\\$uninstall" DisplayVersion)" "$version"
holds "nothing of the old one is left" is "$(ls "$installed" | sort | xargs)" "$brought"
holds "the shortcut that was asked for" test -e "$user/Desktop/公开年报.lnk"
holds "settings stay" grep -q 125 "$user/AppData/Roaming/nianbao.json"
holds "drafts stay" cmp -s "$home/样例 一.nianbao" "$user/Documents/我的 年报.nianbao"
holds "backups stay" test -f "$user/AppData/Roaming/nianbao/versions/one"
rm "$user/AppData/Roaming/nianbao.json"
