# Sourced by test-windows.sh: the installed program on the command line and in its window.

echo "== the command line"
cli="$here_installed\\nianbao.com"
draft='Z:\home\clerk\样例 一.nianbao'
holds "says its version" is "$(win "$cli" --version | tr -d '\r')" "nianbao $version"
"$program" check assets/samples/weibin-2024.nianbao >/dev/null 2>&1
holds "checks the sample with the same status" is "$(status win "$cli" check "$draft")" "$(status "$program" check assets/samples/weibin-2024.nianbao)"
holds "a missing file is told by 2" is "$(status win "$cli" check 'Z:\没有.nianbao')" 2
"$program" export assets/samples/weibin-2024.nianbao -o "$home/here.pdf" >/dev/null
holds "the licences of others' code too" grep -q "^skrifa " "$installed/LICENSE.txt"
printf '{ "locked": { "rule_packs": ["wuwei-2025"] } }' >"$installed/settings-policy.json"
holds "what the administrator lays down holds" grep -q "wuwei-2025.*设置里选用" <(win "$cli" --lang zh rules)
rm "$installed/settings-policy.json"
holds "rule packs lie beside it" test -f "$installed/rules/wuwei-2025.toml"
holds "their files are named as users know them" is "$(win "$cli" --lang zh rules | grep -cF '\\?')" 0
holds "exports" is "$(status win "$cli" export "$draft" -o 'Z:\home\clerk\there.pdf')" 0
holds "the same bytes as on Linux" cmp "$home/here.pdf" "$home/there.pdf"
for ending in docx xlsx ofd html; do
    "$program" export assets/samples/weibin-2024.nianbao -o "$home/here.$ending" >/dev/null
    win "$cli" export "$draft" -o "Z:\\home\\clerk\\there.$ending" >/dev/null 2>&1
    holds "the same bytes of $ending as on Linux" cmp "$home/here.$ending" "$home/there.$ending"
done
(cd "$home" && printf '@echo off\r\n"%s" check Z:\\nothing.nianbao\r\necho status %%errorlevel%%\r\n' "$here_installed\\nianbao" >try.bat)
holds "in cmd, nianbao is the console's one" is "$(win cmd /c 'Z:\home\clerk\try.bat' | tr -d '\r' | tail -1)" "status 2"
holds "a draft comes in by standard input" is "$(batch "\"$cli\" check - <\"$draft\" >nul")" \
    "$(status "$program" check assets/samples/weibin-2024.nianbao)"
"$program" --lang zh check - <assets/samples/weibin-2024.nianbao >"$home/here.txt" 2>/dev/null
batch "\"$cli\" --lang zh check - <\"$draft\" >Z:\\home\\clerk\\there.txt" >/dev/null
holds "in code page 936 a file gets UTF-8, the same as on Linux" cmp "$home/here.txt" "$home/there.txt"
echo '{"rule_packs":["wuwei-2025"]}' >"$home/settings.json"
batch "set NIANBAO_SETTINGS=Z:\\home\\clerk\\settings.json& \"$cli\" --lang zh rules >Z:\\home\\clerk\\rules.txt" >/dev/null
holds "NIANBAO_SETTINGS says where the user's settings are" grep -q "wuwei-2025.*设置里选用" "$home/rules.txt"
# A console of its own, in English: Wine's has no Chinese face.
printf '@echo off\r\n"%s" --lang en rules\r\n"%s" --lang en check Z:\\nothing.nianbao\r\necho status %%errorlevel%%\r\n' \
    "$here_installed\\nianbao" "$here_installed\\nianbao" >"$home/console.bat"
wine_cmd timeout 30 wine start cmd /k 'Z:\home\clerk\console.bat' >/dev/null 2>&1
sleep 6
picture "$kind-console"
stop_wine

echo "== Ctrl+C in a console"
printf '@echo off\r\n"%s" --renderer soft open\r\n' "$here_installed\\nianbao" >"$home/wait.bat"
wine_cmd timeout 60 wine start cmd /k 'Z:\home\clerk\wait.bat' >/dev/null 2>&1
holds "the window has come" within 60 xdotool search --onlyvisible --class nianbao.exe
console=$(xdotool search --onlyvisible --class conhost.exe | head -1)
xdotool windowraise "$console" mousemove 400 300 click 1 sleep 1 keydown ctrl sleep 0.2 key --delay 200 c sleep 0.2 keyup ctrl
holds "both programs end" within 20 gone
stop_wine

echo "== the portable zip, in a folder with Chinese and spaces"
python3 -m zipfile -e "dist/nianbao-$version-$kind-x86_64-portable.zip" "$drive/便携 版"
chown -R 1000:1000 "$drive/便携 版"
portable="C:\\便携 版\\nianbao-$version-$kind-x86_64"
holds "rule packs lie beside it" test -f "$drive/便携 版/nianbao-$version-$kind-x86_64/rules/wuwei-2025.toml"
holds "holds the same programs" cmp "$drive/便携 版/nianbao-$version-$kind-x86_64/nianbao.exe" "$installed/nianbao.exe"
rm -f "$home/there.pdf"
holds "exports" is "$(status win "$portable\\nianbao.com" export "$draft" -o 'Z:\home\clerk\there.pdf')" 0
holds "the same bytes as on Linux" cmp "$home/here.pdf" "$home/there.pdf"
wine_cmd timeout 60 wine "$portable\\nianbao.exe" --renderer soft >/dev/null 2>&1 &
window=$!
holds "opens its window" within 60 xdotool search --onlyvisible --class nianbao.exe
within 20 drawn
picture "$kind-portable"
stop_wine
wait "$window" 2>/dev/null
window=

echo "== the window"
wine_cmd timeout 120 wine "$here_installed\\nianbao.exe" --renderer soft open 'C:\users\clerk\Documents\我的 年报.nianbao' >/dev/null 2>&1 &
window=$!
holds "opens" within 60 xdotool search --onlyvisible --class nianbao.exe
within 20 drawn
sleep 1
picture "$kind-window"
xdotool mousemove 300 330 click 1
sleep 1
# type_and_save: whether it reached the file. xdotool lends a key to each Chinese character for a
# moment; Wine can miss the first, on a busy computer several. (Keys of their own it does not know.)
type_and_save() {
    xdotool type --delay 200 "水务Wine水务"
    sleep 1
    picture "$kind-typed"
    xdotool key ctrl+s
    within 10 grep -q "Wine水务" "$user/Documents/我的 年报.nianbao"
}
holds "what was typed is saved" eval "type_and_save || type_and_save"
# Whoever wants the draft meanwhile is told who has it: the lock can be read, though not written, by others.
wine_cmd timeout 60 wine "$cli" --lang zh stage 'C:\users\clerk\Documents\我的 年报.nianbao' --enter review --by 李四 >"$home/who.txt" 2>&1
holds "a draft that is open is not written by another, who is told by whom it is open" grep -q "我的 年报.*clerk" "$home/who.txt"
