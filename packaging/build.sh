#!/usr/bin/env bash
# Builds what users install, on a Linux machine, from a fresh clone, into dist/.
#
#   packaging/build.sh [STEP] [windows|windows7|deb|all]
#   packaging/build.sh winget ADDRESS
#
# windows   the program for Windows 10 and later, its installer and a portable zip
# windows7  the same for Windows 7 and 8
# deb       amd64 and arm64: a .deb for Debian and Kylin, one as UOS wants it, a tar.gz
#
# A STEP does a part, so that files can be signed by hand between them (RELEASE.md): for Windows `compile` makes both
# programs, `uninstaller` the uninstaller, all in target/packaging/PART, `pack` the installer and the zip from what lies
# there (for `windows` where no part is named; only `compile` wants Rust); `sums` the list of sums. `winget` writes
# manifests into dist/winget for the installer in dist, which is fetched from ADDRESS.
#
# NIANBAO_SIGN, where set, is a command that signs the Windows file named after it in place.
# What is missing is named before anything is built, with the Debian package that brings it.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
dist=$root/dist
# Files carry the time of the commit, so that the same source gives the same packages.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)}
export SOURCE_DATE_EPOCH

. packaging/toolchain.sh
. packaging/windows/build.sh
. packaging/linux/build.sh

usage() {
    sed -n '2,17s/^# \{0,1\}//p' packaging/build.sh
    exit 2
}

if [ "${1:-}" = winget ]; then
    [ $# -eq 2 ] || usage
    winget_manifests "$2"
    exit
fi

step=build
case ${1:-} in
    compile | uninstaller | pack | sums)
        step=$1
        shift
        # What is given by hand is signed by hand.
        unset NIANBAO_SIGN
        ;;
esac
[ $# -le 1 ] || usage
# Only what is for Windows is made in steps.
[ "$step" = build ] || [ $# -gt 0 ] || set -- windows
case ${1:-all} in
    windows) parts=(windows) ;;
    windows7) parts=(windows7) ;;
    deb) parts=(deb) ;;
    all) parts=(windows windows7 deb) ;;
    *) usage ;;
esac

if [ "$step" != sums ]; then
    for part in "${parts[@]}"; do
        [ "$step" = build ] || [ "$part" != deb ] || { echo "packaging: $part is built in one step" >&2; exit 2; }
        "needs_$part"
    done
    report_missing
    mkdir -p "$dist"
    for part in "${parts[@]}"; do "${step}_$part"; done
    [ "$step" != compile ] && [ "$step" != uninstaller ] || exit 0
fi

# What the packages promise: 25 MB at most to hand on, 50 MB at most installed, both in decimal.
within() { # within BYTES MOST WHAT
    [ "$1" -le "$2" ] && return
    echo "$3: $1 bytes, and $2 at most are promised" >&2
    return 1
}
sound=0
for package in "$dist"/*"$version"*{-setup.exe,.deb}; do
    [ -e "$package" ] || continue
    name=$(basename "$package")
    within "$(stat -c %s "$package")" 25000000 "$name" || sound=1
    installed=0
    case $name in
        *.deb) installed=$(dpkg-deb --fsys-tarfile "$package" | tar -tv | awk '{ sum += $3 } END { print sum }') ;;
        *)
            # Of an earlier run, only the installer may be left.
            folder=target/packaging/$(cut -d- -f3 <<<"$name")
            [ ! -d "$folder" ] || installed=$(cat "$folder"/{nianbao.exe,nianbao.com,*.txt} | wc -c)
            ;;
    esac
    within "$installed" 50000000 "$name, installed" || sound=1
done

# One list of sums for whatever lies there of this version.
(cd "$dist" && find . -maxdepth 1 -type f -name "*$version*" -printf '%P\n' | sort | xargs -r sha256sum >SHA256SUMS)
echo
(cd "$dist" && cat SHA256SUMS && ls -l --block-size=K | awk 'NR > 1 { print $5, $9 }')
exit $sound
