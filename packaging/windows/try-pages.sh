# Sourced by test-windows.sh: every page of the installer and the uninstaller, in both languages, as
# someone clicks through them, and what they say when it goes wrong. A person looks at the pictures.

# page NAME: the page that has just come.
page() {
    sleep 3
    picture "$kind-page-$language-$1"
}
# start CLASS COMMAND...: a setup in its own window, of that class.
start() {
    local class=$1
    shift
    wine_cmd LANG=$locale NIANBAO_LANG=$language timeout 300 wine "$@" >/dev/null 2>&1 &
    window=$!
    holds "$language: $class comes" within 60 xdotool search --onlyvisible --class "$class"
    sleep 2
    xdotool windowfocus "$(xdotool search --onlyvisible --class "$class" | head -1)" 2>/dev/null
}
# over: its window is closed.
over() {
    within 30 sh -c "! kill -0 $window"
    local ended=$?
    window=
    return $ended
}

for language in zh en; do
    locale=zh_CN.UTF-8
    [ $language = zh ] || locale=en_US.UTF-8
    echo "== the pages, $language"
    start new.exe 'Z:\home\clerk\new.exe'
    page 1-whom
    xdotool key Return
    page 2-where
    xdotool key Return
    holds "$language: installs" within 60 test -f "$installed/uninstall.exe" -a ! -e "$installed/nianbao-new"
    page 3-done
    cp "$installed/uninstall.exe" "$home/again.exe"
    xdotool key Return
    holds "$language: the last page starts the program" within 60 xdotool search --onlyvisible --class '^nianbao.exe'
    within 20 drawn
    page 4-program

    start new.exe 'Z:\home\clerk\new.exe'
    xdotool key Return
    sleep 2
    xdotool key Return
    page 5-running
    xdotool key Escape
    sleep 2
    holds "$language: over a running program nothing changes" test -f "$installed/nianbao.exe" -a ! -e "$installed/nianbao-new"
    stop_wine

    start '^[Uu]n' "$here_installed\\uninstall.exe"
    page 6-uninstall
    xdotool key Return
    holds "$language: uninstalls" within 60 test ! -e "$installed/nianbao.exe"
    page 7-uninstalled
    xdotool key Return
    stop_wine

    start again.exe 'Z:\home\clerk\again.exe' "_?=$here_installed"
    page 8-twice
    xdotool key Return
    holds "$language: ends" over
    stop_wine

    # What the user chose is too small: the box, then nothing is left.
    mount -t tmpfs -o size=30m,uid=1000 none "$full"
    start new.exe 'Z:\home\clerk\new.exe' '/D=X:\nianbao'
    xdotool key Return
    sleep 2
    xdotool key Return
    page 9-full
    xdotool key Return
    sleep 2
    holds "$language: a full disk is left empty" is "$(ls -A "$full")" ""
    stop_wine
    umount "$full"
done
