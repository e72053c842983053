# Clean Debian systems in folders, for the two test scripts: a program is tried as on a computer that
# has nothing of ours. Needs root, debootstrap and Debian's package server, once.

roots=${NIANBAO_ROOTS:-/var/tmp/nianbao-roots}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
screen="" display="" make="" program=""

. tests/support/skip.sh
# Asked for by name, what cannot be tried has failed; .ci/run, which tries what was built, counts it as skipped.
[ -n "${NIANBAO_SKIPS:-}" ] || skip() { echo "cannot try: $1" >&2; exit 1; }

# ready PACKAGE ROOT TOOL:DEBIAN_PACKAGE...: skips unless what is tried was built, the clean system is
# there or may be made, and every tool is at hand. $program is then what to compare with.
ready() {
    local package=$1 root=$2 pair
    shift 2
    [ -f "$package" ] || skip "$package is not there (packaging/build.sh)"
    [ -n "$make" ] || [ -e "$roots/$root/.ready" ] || skip "the clean system $roots/$root is not there ($0 --make)"
    [ "$(id -u)" = 0 ] || skip "a clean Debian needs root"
    for pair in Xvfb:xvfb xdotool:xdotool python3:python3 "$@"; do
        command -v "${pair%:*}" >/dev/null || skip "${pair%:*} is missing (apt-get install ${pair#*:})"
    done
    program=$(here)
    [ -n "$program" ] || skip "no program for this machine to compare with (cargo build)"
}

# make_root SUITE NAME PACKAGE...: the system at $roots/NAME, made where it is not there yet.
make_root() {
    root_folder=$roots/$2
    if [ ! -e "$root_folder/.ready" ]; then
        [ "$(id -u)" = 0 ] || skip "making a clean Debian in $root_folder needs root"
        command -v debootstrap >/dev/null || skip "debootstrap is missing (apt-get install debootstrap)"
        echo "making a clean Debian $1 in $root_folder"
        rm -rf "$root_folder"
        mkdir -p "$root_folder"
        debootstrap --variant=minbase "$1" "$root_folder" >"$roots/$2.log" 2>&1 || skip "debootstrap failed, see $roots/$2.log"
        shift 2
        if [ $# -gt 0 ]; then
            mounted
            inside env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" \
                >>"$roots/$(basename "$root_folder").log" 2>&1 || skip "packages did not come, see $roots"
        fi
        inside useradd -m clerk
        touch "$root_folder/.ready"
    fi
    mounted
}

# inside COMMAND...: as root in the system. as_clerk COMMAND...: as a user without rights.
inside() {
    chroot "$root_folder" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"
}
as_clerk() {
    chroot --userspec=clerk:clerk "$root_folder" env -i PATH=/usr/bin:/bin HOME=/home/clerk USER=clerk \
        DISPLAY="$display" LANG=zh_CN.UTF-8 NIANBAO_LANG=zh LIBGL_ALWAYS_SOFTWARE=1 "$@"
}

mounted() {
    local folder
    for folder in proc dev; do
        mountpoint -q "$root_folder/$folder" || mount --bind "/$folder" "$root_folder/$folder"
    done
}
unmounted() {
    local folder
    for folder in proc dev; do
        ! mountpoint -q "$root_folder/$folder" || umount -l "$root_folder/$folder"
    done
}

# A screen in memory, which programs in the system reach through the abstract socket.
make_screen() {
    display=:$((100 + $$ % 800))
    Xvfb $display -noreset -screen 0 1280x800x24 >/dev/null 2>&1 &
    screen=$!
    export DISPLAY=$display
    within 10 xdotool getdisplaygeometry || skip "Xvfb does not start"
}

# within SECONDS COMMAND...: until the command succeeds.
within() {
    local ticks=$(($1 * 5))
    shift
    while [ $ticks -gt 0 ]; do
        "$@" >/dev/null 2>&1 && return 0
        sleep 0.2
        ticks=$((ticks - 1))
    done
    return 1
}

# picture NAME: the screen, into dist/pictures.
picture() {
    command -v import >/dev/null || return 0
    mkdir -p dist/pictures
    import -window root "dist/pictures/$1.png"
}

# drawn: whether more than an empty window is on the screen.
drawn() {
    command -v import >/dev/null || return 0
    [ "$(import -window root -format %k info:)" -gt 100 ]
}

passed=0 failed=0
# holds WHAT COMMAND...: whether the command succeeds.
holds() {
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
        echo "ok      $what"
    else
        failed=$((failed + 1))
        echo "FAILED  $what"
    fi
}
# status COMMAND...: its exit status as a word.
status() { "$@" >/dev/null 2>&1; echo $?; }
is() { [ "$1" = "$2" ] || { echo "        $1, not $2"; return 1; }; }
finished() {
    echo "$passed passed, $failed failed"
    [ $failed = 0 ]
}

# The program built for this machine, for comparing what it writes.
here() {
    local candidate
    for candidate in "${NIANBAO:-}" target/packaging/amd64/nianbao target/release/nianbao target/debug/nianbao; do
        [ -x "$candidate" ] && { echo "$candidate"; return; }
    done
}
