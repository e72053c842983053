# Debian, Kylin and UOS, for build.sh: linked by zig against glibc 2.28, packed by dpkg-deb.

# The oldest C library that it must run with: UOS 20 has 2.28, Kylin V10 2.31.
glibc=2.28
# The name that UOS wants, and the folder below /opt/apps.
uos=org.nianbao.nianbao
# Debian's name of the machine, and the compiler's.
machines=(amd64:x86_64 arm64:aarch64)

needs_deb() {
    local machine
    command -v cargo-zigbuild >/dev/null || missing+=("cargo-zigbuild: pip install cargo-zigbuild")
    python3 -c 'import ziglang' 2>/dev/null || command -v zig >/dev/null || missing+=("zig: pip install ziglang")
    need dpkg-deb dpkg
    need rsvg-convert librsvg2-bin
    need readelf binutils
    for machine in "${machines[@]}"; do need_target "${machine#*:}-unknown-linux-gnu"; done
}

build_deb() {
    local machine processor architecture folder shell
    for machine in "${machines[@]}"; do
        architecture=${machine%:*}
        processor=${machine#*:}
        folder=$root/target/packaging/$architecture
        mkdir -p "$folder"
        compile "$processor-unknown-linux-gnu.$glibc" zigbuild --bin nianbao
        cp "target/$processor-unknown-linux-gnu/dist/nianbao" "$folder/nianbao"
        old_enough "$folder/nianbao"
    done
    shell_files
    for machine in "${machines[@]}"; do
        architecture=${machine%:*}
        processor=${machine#*:}
        folder=$root/target/packaging/$architecture
        debian
        uos
        tarball
    done
}

# old_enough PROGRAM: it wants no newer C library, and no library that a desktop may lack.
old_enough() {
    local newest
    newest=$(readelf --version-info --wide "$1" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -1)
    echo "packaging: $1 wants $newest and $(readelf -d --wide "$1" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' | xargs)"
    if [ "$(printf '%s\n' "$newest" "GLIBC_$glibc" | sort -V | tail -1)" != "GLIBC_$glibc" ]; then
        echo "packaging: that is newer than glibc $glibc" >&2
        exit 1
    fi
    if readelf -d --wide "$1" | grep NEEDED | grep -vE 'lib(c|m|dl|rt|pthread|gcc_s)\.so|ld-linux'; then
        echo "packaging: these libraries must be opened at run time instead" >&2
        exit 1
    fi
}

# Completion scripts and manual pages, printed into target/packaging/shell by whichever of the programs
# runs on this machine: they are the same for all.
shell_files() {
    local program machine runs=
    shell=$root/target/packaging/shell
    rm -rf "$shell"
    mkdir -p "$shell"
    for machine in "${machines[@]}"; do
        program=$root/target/packaging/${machine%:*}/nianbao
        if "$program" --version >/dev/null 2>&1; then
            runs=$program
            break
        fi
    done
    if [ -z "$runs" ]; then
        echo "packaging: none of the programs runs here to print its completion scripts" >&2
        exit 1
    fi
    "$runs" --lang zh completions bash >"$shell/nianbao.bash"
    "$runs" --lang zh completions zsh >"$shell/_nianbao"
    "$runs" --lang zh completions fish >"$shell/nianbao.fish"
    "$runs" --lang en man >"$shell/nianbao.1"
    "$runs" --lang zh man >"$shell/nianbao.zh_CN.1"
}

# for_shells SHARE: them in the folders where shells and man look.
for_shells() {
    install -D -m 644 "$shell/nianbao.bash" "$1/bash-completion/completions/nianbao"
    install -D -m 644 "$shell/_nianbao" "$1/zsh/vendor-completions/_nianbao"
    install -D -m 644 "$shell/nianbao.fish" "$1/fish/vendor_completions.d/nianbao.fish"
    install -d "$1/man/man1" "$1/man/zh_CN/man1"
    gzip -9nc "$shell/nianbao.1" >"$1/man/man1/nianbao.1.gz"
    gzip -9nc "$shell/nianbao.zh_CN.1" >"$1/man/zh_CN/man1/nianbao.1.gz"
}

# The plain package: /usr/bin, a desktop entry, the type of drafts, icons, completion, manual pages.
debian() {
    local tree=$folder/debian share=$folder/debian/usr/share
    rm -rf "$tree"
    install -D -m 755 "$folder/nianbao" "$tree/usr/bin/nianbao"
    install -D -m 644 packaging/linux/nianbao.desktop "$share/applications/nianbao.desktop"
    install -D -m 644 packaging/linux/nianbao.xml "$share/mime/packages/nianbao.xml"
    metadata nianbao nianbao >"$folder/metainfo.xml"
    install -D -m 644 "$folder/metainfo.xml" "$share/metainfo/org.nianbao.nianbao.metainfo.xml"
    icons "$share/icons/hicolor" nianbao
    documents "$share/doc/nianbao"
    rule_packs "$share/nianbao/rules"
    for_shells "$share"
    control "$tree" nianbao
    deb "$tree" "nianbao_${version}_$architecture.deb"
}

# The package as UOS wants it: everything below /opt/apps/<name>, entries that the desktop collects,
# no scripts.
uos() {
    local tree=$folder/uos app=$folder/uos/opt/apps/$uos
    rm -rf "$tree"
    install -D -m 755 "$folder/nianbao" "$app/files/bin/nianbao"
    documents "$app/files/doc"
    rule_packs "$app/files/share/nianbao/rules"
    for_shells "$app/files/share"
    install -d "$app/entries/applications" "$app/entries/mime/packages"
    sed -e "s|^Exec=nianbao|Exec=/opt/apps/$uos/files/bin/nianbao|" -e "s|^Icon=.*|Icon=$uos|" \
        packaging/linux/nianbao.desktop >"$app/entries/applications/$uos.desktop"
    cp packaging/linux/nianbao.xml "$app/entries/mime/packages/$uos.xml"
    metadata "$uos" "$uos" >"$folder/metainfo.xml"
    install -D -m 644 "$folder/metainfo.xml" "$app/files/share/metainfo/$uos.metainfo.xml"
    icons "$app/entries/icons/hicolor" "$uos"
    # Their store wants four numbers.
    sed -e "s/@VERSION@/${version%%[-+]*}.0/" -e "s/@NAME@/$uos/" -e "s/@ARCHITECTURE@/$architecture/" \
        packaging/linux/info.json >"$app/info"
    control "$tree" "$uos"
    deb "$tree" "${uos}_${version}_$architecture.deb"
}

# metadata DESKTOP ICON: what software centres show (AppStream), for the entry and the icon of these names.
metadata() {
    sed -e "s/@DESKTOP@/$1.desktop/" -e "s/@ICON@/$2/" -e "s/@VERSION@/$version/" \
        -e "s/@DAY@/$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)/" packaging/linux/nianbao.metainfo.xml
}

# icons FOLDER NAME: the program's and the draft's, in the usual sizes.
icons() {
    local size
    for size in 16 22 24 32 48 64 128 256 512; do
        install -d "$1/${size}x$size/apps" "$1/${size}x$size/mimetypes"
        icon nianbao $size "$1/${size}x$size/apps/$2.png"
        icon draft $size "$1/${size}x$size/mimetypes/application-x-nianbao.png"
    done
    install -D -m 644 packaging/icons/nianbao.svg "$1/scalable/apps/$2.svg"
    install -D -m 644 packaging/icons/draft.svg "$1/scalable/mimetypes/application-x-nianbao.svg"
}

documents() {
    install -d "$1"
    licence_texts >"$1/copyright"
    gzip -9nc CHANGELOG.md >"$1/changelog.gz"
    install -m 644 packaging/IT.md "$1/IT.md"
}

# rule_packs FOLDER: the notices of provinces and cities that come with the program.
rule_packs() {
    install -D -m 644 -t "$1" assets/rules/*.toml
}

# control TREE PACKAGE: what dpkg is told.
control() {
    install -d "$1/DEBIAN"
    sed -e "s/@PACKAGE@/$2/" -e "s/@VERSION@/${version/-/\~}/" -e "s/@ARCHITECTURE@/$architecture/" \
        -e "s/@SIZE@/$(du -sk --apparent-size "$1" | cut -f1)/" -e "s/@GLIBC@/$glibc/" \
        packaging/linux/control >"$1/DEBIAN/control"
    (cd "$1" && find . -path ./DEBIAN -prune -o -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' md5sum >DEBIAN/md5sums)
}

deb() {
    find "$1" -type d -exec chmod 755 {} +
    dpkg-deb --root-owner-group -Zxz --build "$1" "$dist/$2" >/dev/null
}

# One file to unpack anywhere, with its icon and desktop entry for whoever wants them.
tarball() {
    local name=nianbao-$version-linux-$processor tree=$folder/tar
    rm -rf "$tree"
    install -D -m 755 "$folder/nianbao" "$tree/$name/nianbao"
    cp packaging/linux/nianbao.desktop packaging/linux/nianbao.xml packaging/icons/nianbao.svg "$tree/$name/"
    cp packaging/IT.md "$tree/$name/"
    install -D -m 644 -t "$tree/$name/shell" "$shell"/*
    rule_packs "$tree/$name/rules"
    licence_texts >"$tree/$name/LICENSE"
    tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -C "$tree" -c "$name" |
        gzip -9n >"$dist/$name.tar.gz"
}
