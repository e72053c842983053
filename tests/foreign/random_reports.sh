#!/bin/sh
# Random reports in files that six programs of others write: python-docx, npm docx, html-to-docx, pandoc, LibreOffice,
# openpyxl. Each file is imported by the built program and all its cells are compared; none may differ. Outside the
# ordinary run: it fetches the programs from their registries, at fixed versions (LibreOffice is the computer's).
#
#   tests/foreign/random_reports.sh PROGRAM [COUNT [FIRST SEED]] [--keep FOLDER]
#
# NIANBAO_NPM and NIANBAO_VENV name folders that have the packages already. What is not installed and cannot be
# fetched is skipped by name.
set -eu
. "$(dirname "$0")/../support/skip.sh"
here=$(realpath "$(dirname "$0")")
program=$(realpath "$1"); shift
count= seed= keep=
while [ $# -gt 0 ]; do
    case $1 in
        --keep) mkdir -p "$2"; keep=$(realpath "$2"); shift ;;
        *) if [ -z "$count" ]; then count=$1; else seed=$1; fi ;;
    esac
    shift
done
command -v python3 >/dev/null || skip "Python is not installed (apt-get install python3-venv)"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
venv=${NIANBAO_VENV:-$work/venv}
if [ ! -e "$venv/bin/python" ]; then
    python3 -m venv "$venv" &&
        "$venv/bin/pip" install --quiet python-docx==1.2.0 openpyxl==3.1.5 pypandoc_binary==1.15 >/dev/null 2>&1 ||
        skip "pip could not fetch python-docx, openpyxl and pandoc"
fi
modules=${NIANBAO_NPM:-$work/npm}
if ! command -v npm >/dev/null; then
    skip_part "npm is not installed (apt-get install npm)"
elif [ ! -e "$modules/node_modules/docx" ]; then
    mkdir -p "$modules"
    (cd "$modules" && npm install --silent --no-audit --no-fund --ignore-scripts docx@9.5.1 html-to-docx@1.8.0 >/dev/null 2>&1) ||
        skip_part "npm could not fetch docx and html-to-docx"
fi
command -v soffice >/dev/null || skip_part "LibreOffice is not installed (apt-get install libreoffice)"
NODE_PATH=$modules/node_modules "$venv/bin/python" "$here/random_reports.py" "$program" "${keep:-$work/files}" "${count:-10}" "${seed:-0}"
