#!/bin/sh
# Called by setup.nsi with the uninstaller that is about to be packed: takes a copy of it to sign by hand, or puts the
# signed copy in its place.
#
#   packaging/windows/uninstaller.sh take|put COPY UNINSTALLER
case $1 in
    take) cp "$3" "$2" ;;
    put) cp "$2" "$3" ;;
    *) exit 2 ;;
esac
