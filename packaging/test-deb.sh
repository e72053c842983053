#!/usr/bin/env bash
# Tries the Linux packages in dist/ in a clean Debian: both .deb for amd64 and the tar.gz; what is for
# arm64 is looked through and, where qemu-aarch64-static and its libraries are, run.
#
#   packaging/test-deb.sh [--make]
#
# The system lies in /var/tmp/nianbao-roots (NIANBAO_ROOTS) and is made with --make; without that, the
# script says what is missing and fails. Pictures go to dist/pictures.
set -u
cd "$(dirname "$0")/.." || exit
. packaging/root.sh
[ "${1:-}" != --make ] || make=1
uos=org.nianbao.nianbao
plain=nianbao_${version}_amd64.deb
ready "dist/$plain" deb xclip:xclip

# What a desktop has anyway: types of files, menus, icons.
make_root bookworm deb shared-mime-info desktop-file-utils xdg-utils appstream hicolor-icon-theme libglib2.0-bin
home=$root_folder/home/clerk
window=
trap 'kill $window $screen 2>/dev/null; umount "$root_folder/opt" 2>/dev/null; unmounted' EXIT
apt() { inside env DEBIAN_FRONTEND=noninteractive apt-get -y -qq "$@" >"$home/apt.log" 2>&1; }

apt purge nianbao $uos
rm -rf "${home:?}"/* "$home"/.config
cp assets/samples/weibin-2024.nianbao "$home/样例 一.nianbao"
cp "dist/$plain" "dist/${uos}_${version}_amd64.deb" "dist/nianbao-$version-linux-x86_64.tar.gz" "$home/"
chown -R 1000:1000 "$home"
make_screen
"$program" export assets/samples/weibin-2024.nianbao -o "$home/here.pdf" >/dev/null

# try_program PATH NAME PACKAGE: the command line and the window, as a user without rights.
try_program() {
    rm -f "$home/there.pdf" "$home/draft.nianbao"
    holds "says its version" is "$(as_clerk "$1" --version)" "nianbao $version"
    holds "checks the sample with the same status" is "$(status as_clerk "$1" check '/home/clerk/样例 一.nianbao')" \
        "$(status "$program" check assets/samples/weibin-2024.nianbao)"
    holds "exports" is "$(status as_clerk "$1" export '/home/clerk/样例 一.nianbao' -o /home/clerk/there.pdf)" 0
    holds "the same bytes as here" cmp "$home/here.pdf" "$home/there.pdf"
    as_clerk "$1" new --unit 示例市水务局 --year 2024 -o /home/clerk/draft.nianbao >/dev/null
    as_clerk timeout 60 "$1" --renderer soft open /home/clerk/draft.nianbao 2>"$home/window.log" &
    window=$!
    holds "opens its window" within 30 xdotool search --onlyvisible --class nianbao
    xdotool windowfocus "$(xdotool search --onlyvisible --class nianbao | head -1)" 2>/dev/null
    sleep 1
    xdotool mousemove 300 330 click 1
    sleep 1
    # Chinese comes from an input method or the clipboard; here is only the latter.
    xdotool type --delay 60 "2024 "
    printf 水务 | xclip -selection clipboard 2>/dev/null
    xdotool key ctrl+v
    sleep 1
    picture "deb-$2"
    xdotool key ctrl+s
    holds "what was typed is saved" within 15 grep -q "2024 水务" "$home/draft.nianbao"
    holds "a new version may come while it runs" apt install --reinstall "/home/clerk/$3"
    xdotool key End
    xdotool type --delay 60 "after"
    xdotool key ctrl+s
    holds "which goes on" within 15 grep -q "2024 水务after" "$home/draft.nianbao"
    xdotool key ctrl+q
    within 10 sh -c "! kill -0 $window" || kill $window
    wait $window 2>/dev/null
    window=
}

echo "== $plain"
holds "installs, with what it depends on" apt install "/home/clerk/$plain"
try_program /usr/bin/nianbao plain "$plain"
holds "bash completes its words" is "$(as_clerk bash -c '. /usr/share/bash-completion/completions/nianbao
    COMP_WORDS=(nianbao export a --to x); COMP_CWORD=4; _nianbao; echo "${COMPREPLY[@]}"')" xlsx
for page in man1 zh_CN/man1; do
    holds "its manual page is in $page" within 1 sh -c "gzip -dc '$root_folder/usr/share/man/$page/nianbao.1.gz' | grep -q '^.SS nianbao export'"
done
holds "rule packs come with it" grep -q "wuwei-2025" <(as_clerk /usr/bin/nianbao rules)
holds "the licences of others' code too" grep -q "^skrifa " "$root_folder/usr/share/doc/nianbao/copyright"
mkdir -p "$root_folder/etc/nianbao"
echo '{ "locked": { "rule_packs": ["wuwei-2025"] } }' >"$root_folder/etc/nianbao/settings-policy.json"
holds "what the administrator lays down holds" grep -q "wuwei-2025.*设置里选用" <(as_clerk /usr/bin/nianbao --lang zh rules)
rm -r "$root_folder/etc/nianbao"
holds "drafts have their type" grep -q "content-type: application/x-nianbao" <(as_clerk gio info "/home/clerk/样例 一.nianbao")
holds "and open with it" is "$(as_clerk xdg-mime query default application/x-nianbao)" nianbao.desktop
holds "the desktop entry is in order" inside desktop-file-validate /usr/share/applications/nianbao.desktop
holds "so is what software centres show" inside appstreamcli validate --no-net /usr/share/metainfo/org.nianbao.nianbao.metainfo.xml
holds "an upgrade by itself changes nothing" apt install --reinstall "/home/clerk/$plain"
holds "is removed" apt purge nianbao
holds "without a trace" is "$(find "$root_folder/usr" "$root_folder/etc" -name '*nianbao*' -exec echo {} +)" ""
holds "drafts are still there" grep -q "2024 水务" "$home/draft.nianbao"
holds "removing twice ends well" inside dpkg --purge nianbao

echo "== ${uos}_${version}_amd64.deb"
holds "installs" apt install "/home/clerk/${uos}_${version}_amd64.deb"
holds "everything lies in /opt/apps" is "$(inside dpkg -L $uos | grep -vE "^/(\.|opt|opt/apps)?$|^/opt/apps/$uos(/|$)" | xargs)" ""
holds "in the three places of UOS" is "$(ls "$root_folder/opt/apps/$uos" | xargs)" "entries files info"
holds "its info is JSON" python3 -m json.tool "$root_folder/opt/apps/$uos/info" /dev/null
holds "its version has the four numbers of their store" grep -Eq '"version": "([0-9]+\.){3}[0-9]+"' "$root_folder/opt/apps/$uos/info"
holds "no scripts run as root" is "$(dpkg-deb --ctrl-tarfile "dist/${uos}_${version}_amd64.deb" | tar -t | grep -E '(pre|post)(inst|rm)' | xargs)" ""
holds "the desktop entry is in order" inside desktop-file-validate /opt/apps/$uos/entries/applications/$uos.desktop
holds "rule packs come with it" grep -q "wuwei-2025" <(as_clerk /opt/apps/$uos/files/bin/nianbao rules)
try_program /opt/apps/$uos/files/bin/nianbao uos "${uos}_${version}_amd64.deb"
holds "is removed" apt purge $uos
holds "without a trace" test ! -e "$root_folder/opt/apps/$uos"
holds "drafts are still there" grep -q "2024 水务" "$home/draft.nianbao"

echo "== onto a full disk"
mkdir -p "$root_folder/opt"
mount -t tmpfs -o size=10m none "$root_folder/opt"
holds "does not install" is "$(inside dpkg -i "/home/clerk/${uos}_${version}_amd64.deb" >"$home/full.log" 2>&1; echo $?)" 1
holds "says why" grep -q "No space left on device" "$home/full.log"
holds "leaves nothing" is "$(find "$root_folder/opt" -type f -exec echo {} +)$(inside dpkg -l $uos 2>/dev/null | grep '^i[^n]')" ""
umount "$root_folder/opt"

echo "== nianbao-$version-linux-x86_64.tar.gz, in a folder with Chinese and spaces"
as_clerk mkdir -p "/home/clerk/单位 软件"
holds "unpacks" as_clerk tar -C "/home/clerk/单位 软件" -xzf "/home/clerk/nianbao-$version-linux-x86_64.tar.gz"
unpacked="/home/clerk/单位 软件/nianbao-$version-linux-x86_64"
rm -f "$home/there.pdf"
holds "runs" is "$(as_clerk "$unpacked/nianbao" --version)" "nianbao $version"
holds "exports" is "$(status as_clerk "$unpacked/nianbao" export '/home/clerk/样例 一.nianbao' -o /home/clerk/there.pdf)" 0
holds "the same bytes as here" cmp "$home/here.pdf" "$home/there.pdf"

echo "== arm64"
for package in "nianbao_${version}_arm64.deb" "${uos}_${version}_arm64.deb"; do
    [ -f "dist/$package" ] || { skip_part "dist/$package is not there"; continue; }
    amd64=dist/${package/_arm64/_amd64}
    holds "$package says what it is for" is "$(dpkg-deb --field "dist/$package" Architecture)" arm64
    files() { dpkg-deb --contents "$1" | awk '{ print $1, $6 }'; }
    holds "and has the same files as that for amd64" is "$(files "dist/$package" | md5sum)" "$(files "$amd64" | md5sum)"
done
arm=$PWD/target/packaging/arm64/nianbao
libraries=/usr/aarch64-linux-gnu
if [ ! -f "$arm" ]; then
    skip_part "$arm is not there"
elif ! command -v qemu-aarch64-static >/dev/null || [ ! -e $libraries/lib/libgcc_s.so.1 ]; then
    skip_part "to run it, apt-get install qemu-user-static libc6-arm64-cross libgcc-s1-arm64-cross"
else
    emulated() { qemu-aarch64-static -L $libraries "$arm" "$@"; }
    holds "runs" is "$(emulated --version)" "nianbao $version"
    holds "checks the sample with the same status" is "$(status emulated check assets/samples/weibin-2024.nianbao)" \
        "$(status "$program" check assets/samples/weibin-2024.nianbao)"
    holds "exports" is "$(status emulated export assets/samples/weibin-2024.nianbao -o "$home/arm.pdf")" 0
    holds "the same bytes as here" cmp "$home/here.pdf" "$home/arm.pdf"
fi

finished
