#!/usr/bin/env bash
# Builds 公开年报.app on a Mac, into dist/. NOT TRIED: no Mac was at hand. On Linux only the form of
# Info.plist and the pictures could be looked at.
#
#   packaging/macos/bundle.sh
#
# Needs Rust with both Apple targets, librsvg (brew install librsvg); lipo and iconutil come with
# the system. Opening a draft by double click reaches a Mac program as an event, which winit 0.30
# does not hand on: there a draft is opened from within the program.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "$(uname)" = Darwin ] || { echo "bundle.sh runs on a Mac only: linking needs Apple's SDK" >&2; exit 1; }
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
app=dist/公开年报.app/Contents
rm -rf "dist/公开年报.app"
mkdir -p "$app/MacOS" "$app/Resources"

for target in aarch64-apple-darwin x86_64-apple-darwin; do
    cargo build --profile dist --locked --target "$target" --bin nianbao
done
lipo -create -output "$app/MacOS/nianbao" target/{aarch64,x86_64}-apple-darwin/dist/nianbao

for name in nianbao draft; do
    set=$(mktemp -d)/$name.iconset
    mkdir "$set"
    for size in 16 32 128 256 512; do
        rsvg-convert -w $size -h $size packaging/icons/$name.svg -o "$set/icon_${size}x$size.png"
        rsvg-convert -w $((2 * size)) -h $((2 * size)) packaging/icons/$name.svg -o "$set/icon_${size}x$size@2x.png"
    done
    iconutil -c icns -o "$app/Resources/$name.icns" "$set"
done
sed "s/@VERSION@/$version/" packaging/macos/Info.plist >"$app/Info.plist"
cat LICENSE-MIT LICENSE-APACHE fonts/OFL-*.txt assets/words/MIT-*.txt >"$app/Resources/LICENSE"
cp -R assets/rules "$app/Resources/rules"
# Without a certificate: signed for this Mac only. With one: -s "Developer ID Application: …",
# then notarytool and stapler.
codesign --force --deep -s "${NIANBAO_IDENTITY:--}" "dist/公开年报.app"
(cd dist && ditto -c -k --keepParent 公开年报.app "nianbao-$version-macos.zip" && shasum -a 256 "nianbao-$version-macos.zip")
