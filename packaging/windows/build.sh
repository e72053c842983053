# Windows, for build.sh: compiled by mingw, packed by NSIS.

needs_windows() {
    need x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64
    need x86_64-w64-mingw32-windres binutils-mingw-w64-x86-64
    need makensis nsis
    need icotool icoutils
    need rsvg-convert librsvg2-bin
    need convert imagemagick
    need zip zip
    need perl perl-base
    ! compiles || need_target x86_64-pc-windows-gnu
}

needs_windows7() {
    needs_windows
    ! compiles || need_target x86_64-win7-windows-gnu
}

# Whether this step compiles: the others pack what lies there.
compiles() { [ "$step" = build ] || [ "$step" = compile ]; }

build_windows() { compile_windows; rm -f "$root/target/packaging/windows/uninstall.exe"; pack_windows; }
build_windows7() { compile_windows7; rm -f "$root/target/packaging/windows7/uninstall.exe"; pack_windows7; }

compile_windows() {
    programs x86_64-pc-windows-gnu windows
}

compile_windows7() {
    # What AccessKit calls came with Windows 8.
    programs x86_64-win7-windows-gnu windows7 --no-default-features --features window
    older_name "$root/target/packaging/windows7/nianbao.exe"
    runs_on_windows7 "$root/target/packaging/windows7/nianbao.exe"
    runs_on_windows7 "$root/target/packaging/windows7/nianbao.com"
}

uninstaller_windows() { uninstaller windows 0; }
uninstaller_windows7() { uninstaller windows7 1; }
pack_windows() { pack windows 0; }
pack_windows7() { pack windows7 1; }

# programs TARGET NAME FEATURES...: both programs, into target/packaging/NAME.
programs() {
    local target=$1 folder=$root/target/packaging/$2 linker=x86_64-w64-mingw32-gcc
    local link=(-C "link-arg=-Wl,--no-insert-timestamp")
    shift 2
    mkdir -p "$folder"
    resources "$folder"
    compile "$target" rustc "$@" --bin nianbao -- "${link[@]}" -C "link-arg=$folder/program.o"
    compile "$target" rustc "$@" --bin nianbao-console -- "${link[@]}" -C "link-arg=$folder/console.o"
    cp "target/$target/dist/nianbao.exe" "$folder/nianbao.exe"
    cp "target/$target/dist/nianbao-console.exe" "$folder/nianbao.com"
    x86_64-w64-mingw32-strip "$folder/nianbao.exe" "$folder/nianbao.com"
    sign "$folder/nianbao.exe"
    sign "$folder/nianbao.com"
}

# resources FOLDER: icons, version and manifest of each program, as objects for the linker; the
# installer's picture.
resources() {
    local folder=$1 name size
    for name in nianbao draft; do
        for size in 16 20 24 32 40 48 64 256; do icon $name $size "$folder/$name-$size.png"; done
        # The large one pressed as PNG, which Windows reads since Vista.
        icotool --create -o "$folder/$name.ico" "$folder/$name"-{16,20,24,32,40,48,64}.png --raw="$folder/$name-256.png"
    done
    rsvg-convert -w 164 -h 314 packaging/icons/side.svg -o "$folder/side.png"
    convert "$folder/side.png" -strip -compress none -type Palette "BMP3:$folder/side.bmp"
    cp packaging/windows/nianbao.manifest "$folder/"
    object program nianbao.exe "公开年报" 1
    object console nianbao.com "公开年报（命令行）" 0
}

# object NAME FILE DESCRIPTION WITH_DRAFT_ICON: one object in $folder.
object() {
    local numbers=${version%%[-+]*}
    sed -e "s/@VERSION@/$version/" -e "s/@NUMBERS@/${numbers//./,},0/" -e "s/@FILE@/$2/" -e "s/@DESCRIPTION@/$3/" \
        packaging/windows/nianbao.rc >"$folder/$1.rc"
    [ "$4" = 1 ] || sed -i '/draft\.ico/d' "$folder/$1.rc"
    (cd "$folder" && x86_64-w64-mingw32-windres --codepage=65001 "$1.rc" "$1.o")
}

# older_name PROGRAM: combase.dll came with Windows 8; what is imported from it, ole32.dll has had
# all along. The name is replaced in the finished file, which must hold it once.
older_name() {
    perl -0777 -i -pe '
        my $times = () = /combase\.dll/gi;
        die "combase.dll is named $times times in $ARGV, not once\n" if $times != 1;
        s/combase\.dll/ole32.dll\0\0/i' "$1"
}

# runs_on_windows7 PROGRAM: no import that Windows 7 is known to lack.
runs_on_windows7() {
    local newer='api-ms-win-|bcryptprimitives|combase|shcore\.dll|ProcessPrng|WaitOnAddress|WakeByAddress'
    newer+='|GetSystemTimePreciseAsFileTime|SetThreadDescription|GetTempPath2W|Get(Dpi|SystemMetrics)For|AwarenessContext'
    newer+='|AdjustWindowRectExForDpi|CreatePseudoConsole|SetFileInformationByHandleEx|PrefetchVirtualMemory'
    if x86_64-w64-mingw32-objdump -p "$1" | grep -iE "$newer"; then
        echo "packaging: $1 imports what Windows 7 lacks" >&2
        exit 1
    fi
}

# uninstaller NAME SEVEN: the uninstaller alone, into target/packaging/NAME, to be signed there.
uninstaller() {
    local folder=$root/target/packaging/$1
    texts "$folder"
    installer "$1" "$2" "$folder/setup.tmp" "\"$root/packaging/windows/uninstaller.sh\" take \"$folder/uninstall.exe\""
    rm "$folder/setup.tmp"
    echo "$folder/uninstall.exe"
}

# pack NAME SEVEN: the installer and the zip of target/packaging/NAME.
pack() {
    local folder=$root/target/packaging/$1 product=nianbao-$version-$1-x86_64 sign=${NIANBAO_SIGN:-true}
    texts "$folder"
    rm -f "$dist/$product-setup.exe" "$dist/$product-portable.zip"
    # One that was signed by hand takes the place of the one that would be packed.
    [ ! -e "$folder/uninstall.exe" ] || sign="\"$root/packaging/windows/uninstaller.sh\" put \"$folder/uninstall.exe\""
    installer "$1" "$2" "$dist/$product-setup.exe" "$sign"
    packaging/windows/checksum.sh "$dist/$product-setup.exe"
    sign "$dist/$product-setup.exe"
    rm -rf "${folder:?}/$product"
    mkdir "$folder/$product"
    cp -r "$folder"/nianbao.{exe,com} "$folder"/*.txt "$folder/rules" "$folder/$product/"
    find "$folder/$product" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
    (cd "$folder" && zip -q -X -9 -r "$dist/$product-portable.zip" "$product")
    rm -r "${folder:?}/$product"
}

# texts FOLDER: the texts beside the programs; all with the time that the installer keeps.
texts() {
    local file
    for file in "$1"/nianbao.{exe,com}; do
        [ -f "$file" ] || { echo "packaging: $file is not there; packaging/build.sh compile makes it" >&2; exit 1; }
    done
    text_files "$1"
    touch -d "@$SOURCE_DATE_EPOCH" "$1"/nianbao.{exe,com} "$1"/*.txt "$1"/rules/* "$1"/side.bmp
}

# installer NAME SEVEN FILE SIGN: the installer of target/packaging/NAME; SIGN is given its uninstaller.
installer() {
    makensis -V2 -WX -INPUTCHARSET UTF8 -DVERSION="$version" -DNUMBERS="${version%%[-+]*}.0" -DSEVEN="$2" \
        -DFOLDER="$root/target/packaging/$1" -DOUTPUT="$3" -DSIGN="$4" packaging/windows/setup.nsi
}

# text_files FOLDER: what is read beside the program, with the line ends of Windows.
text_files() {
    local pack
    licence_texts | sed 's/\r*$/\r/' >"$1/LICENSE.txt"
    { printf '\xef\xbb\xbf'; sed 's/\r*$/\r/' packaging/IT.md; } >"$1/IT.txt"
    rm -rf "$1/rules"
    mkdir "$1/rules"
    for pack in assets/rules/*.toml; do sed 's/\r*$/\r/' "$pack" >"$1/rules/$(basename "$pack")"; done
}

# winget_manifests ADDRESS: what winget wants to know of the installer in dist, into dist/winget.
winget_manifests() {
    local setup=$dist/nianbao-$version-windows-x86_64-setup.exe sum part
    [ -f "$setup" ] || { echo "packaging: $setup is not there; build it first" >&2; exit 1; }
    sum=$(sha256sum "$setup" | cut -d' ' -f1 | tr a-f A-F)
    mkdir -p "$dist/winget"
    for part in installer locale.zh-CN version; do
        sed -e "s/@VERSION@/$version/" -e "s/@SHA256@/$sum/" -e "s|@URL@|$1|" "packaging/windows/winget/$part.yaml" \
            >"$dist/winget/Nianbao.Nianbao$([ $part = version ] || echo ".$part").yaml"
    done
    ls "$dist/winget"
}

sign() {
    [ -z "${NIANBAO_SIGN:-}" ] || $NIANBAO_SIGN "$1"
}
