#!/bin/sh
# Writes the checksum of a Windows program into its header, where NSIS leaves 0: scanners take that for a file
# that was changed. Before it is signed; NSIS's own sum leaves the header out.
exec perl -0777 -e '
    my $path = shift;
    open my $file, "+<:raw", $path or die "$path: $!\n";
    my $bytes = <$file>;
    my $place = unpack("V", substr $bytes, 0x3c, 4) + 88;
    substr $bytes, $place, 4, "\0" x 4;
    # The sum of all 16-bit words with what overflows added again, and the length of the file.
    my $sum = unpack "%64v*", length($bytes) % 2 ? "$bytes\0" : $bytes;
    $sum = ($sum & 0xffff) + ($sum >> 16) while $sum >> 16;
    seek $file, $place, 0 or die "$path: $!\n";
    print $file pack "V", $sum + length $bytes;
    close $file or die "$path: $!\n"' "$1"
