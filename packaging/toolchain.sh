# Tools and targets, for build.sh: what is missing, and how to compile for another system.

missing=()

# need COMMAND PACKAGE: a command, and the Debian package that brings it.
need() {
    command -v "$1" >/dev/null || missing+=("$1: apt-get install $2")
}

report_missing() {
    [ ${#missing[@]} -eq 0 ] && return
    echo "packaging: these are missing:" >&2
    printf '  %s\n' "${missing[@]}" | sort -u >&2
    exit 1
}

# Whether the toolchain has the standard library for TARGET.
has_target() {
    compgen -G "$(rustc --print target-libdir --target "$1" 2>/dev/null)/libstd-*.rlib" >/dev/null
}

# Where the standard library's source of exactly this compiler's version lies; nothing if nowhere.
library_source() {
    local release candidate archive clone
    release=$(rustc --version | cut -d' ' -f2)
    for candidate in "${NIANBAO_RUST_SRC:-}" "$(rustc --print sysroot)/lib/rustlib/src/rust/library" \
        "/usr/src/rustc-$release/library"; do
        [ -f "$candidate/std/Cargo.toml" ] && { echo "$candidate"; return; }
    done
    # Beside the clone, of which this may be a second working tree.
    clone=$(git rev-parse --path-format=absolute --git-common-dir 2>/dev/null) || clone=$root/.git
    archive=${clone%/.git}/../shared/toolchain/rust-src-$release-library-min.tar.xz
    if [ -f "$archive" ]; then
        candidate=$root/target/rust-src-$release/library
        [ -f "$candidate/std/Cargo.toml" ] || {
            mkdir -p "${candidate%/library}"
            tar -xf "$archive" -C "${candidate%/library}"
        }
        echo "$candidate"
    fi
}

# need_target TARGET: its standard library, or the source to make it from.
need_target() {
    has_target "$1" && return
    [ -n "$(library_source)" ] && return
    missing+=("standard library for $1: rustup target add $1, or the library's source for rustc $(rustc --version |
        cut -d' ' -f2): rustup component add rust-src, or apt-get install rust-src of the same version (trixie-backports)")
}

# compile TARGET COMMAND ARGUMENTS...: runs `cargo COMMAND --target TARGET --profile dist ARGUMENTS`, with
# a standard library made from source where the toolchain has none.
compile() {
    local target=$1 command=$2 plain=${1%%.*}
    shift 2
    local -a std=() setting=(
        # No path of this machine in the program, wherever it is built. Flags are parted by a control
        # character, since the path may have spaces.
        "CARGO_ENCODED_RUSTFLAGS=--remap-path-prefix=$root=nianbao$(printf '\037')--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=crates")
    if ! has_target "$plain"; then
        std=(-Z "build-std=std,panic_unwind")
        setting+=(RUSTC_BOOTSTRAP=1 "__CARGO_TESTS_ONLY_SRC_ROOT=$(library_source)")
    fi
    local name=${target^^}
    [ -z "${linker:-}" ] || setting+=("CARGO_TARGET_${name//-/_}_LINKER=$linker")
    env "${setting[@]}" cargo "$command" --profile dist --locked --target "$target" "${std[@]}" "$@"
}

# Our licences, those of fonts and words, and those of every crate in the program.
licence_texts() {
    cat LICENSE-MIT LICENSE-APACHE fonts/OFL-*.txt assets/words/MIT-*.txt assets/licences.txt
}

# icon NAME SIZE FILE: a picture from packaging/icons, drawn for its size where there is such a drawing.
icon() {
    local drawing=packaging/icons/$1.svg
    [ ! -e "packaging/icons/$1-$2.svg" ] || drawing=packaging/icons/$1-$2.svg
    rsvg-convert -w "$2" -h "$2" "$drawing" -o "$3"
}
