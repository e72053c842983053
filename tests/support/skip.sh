# Skips of scripts, as tests/support/skip.rs is for tests; the script is named by its path from the root
# of the repository. It is sourced:
#
#   . "$(dirname "$0")/../support/skip.sh"
#
# skip REASON ends the script with the status 77; skip_part REASON goes on. In CI (CI=true) both end it
# with the status 1, unless tests/data/allowed_skips.toml names the script. NIANBAO_SKIPS names a file to
# which each is added.

skip_root=$(cd "$(dirname "$0")" && while [ ! -e .ci/run ] && [ "$PWD" != / ]; do cd ..; done && pwd)
skip_name=$(realpath -m "$0")
skip_name=${skip_name#"$skip_root"/}

skip() {
    note_skip "skipped" "$1"
    exit 77
}

skip_part() {
    note_skip "skipped in part" "$1"
}

# note_skip KIND REASON: says it, adds it to the file, and ends the script where it may not be.
note_skip() {
    echo "$1: $skip_name: $2"
    [ -z "${NIANBAO_SKIPS:-}" ] || printf '%s\t%s\t%s\n' "$1" "$skip_name" "$2" >>"$NIANBAO_SKIPS"
    case ${CI:-} in '' | false) return 0 ;; esac
    grep -Fqx "test = \"$skip_name\"" "$skip_root/tests/data/allowed_skips.toml" || {
        echo "tests/data/allowed_skips.toml does not name $skip_name"
        exit 1
    }
}
