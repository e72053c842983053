#!/bin/sh
# Looks at exported web pages with other programs' eyes: headless Chromium draws them for a desk
# (1280), a phone (390) and paper, axe-core checks them for readers who do not see, html-validate
# their grammar.
#
#   tests/screen/web_page.sh PAGE.html... [--pictures FOLDER]
#
# Skips where Chromium or npm is not installed, or npm finds no registry.
set -u
. "$(dirname "$0")/../support/skip.sh"
pages= pictures=
while [ $# -gt 0 ]; do
    case $1 in
        --pictures) pictures=$2; mkdir -p "$pictures"; shift ;;
        *) pages="$pages
$(realpath "$1")" ;;
    esac
    shift
done
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
    skip "Chromium is not installed (apt-get install chromium)"
command -v npm >/dev/null || skip "npm is not installed (apt-get install npm)"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
modules=${NIANBAO_NPM:-$work}
if [ ! -e "$modules/node_modules/axe-core/axe.min.js" ]; then
    (cd "$modules" && npm install --silent --no-audit --no-fund axe-core@4 html-validate@10 >/dev/null 2>&1) ||
        skip "npm could not fetch axe-core and html-validate"
fi
# Where the system has no Chinese font, the program's own stand in.
if command -v fc-list >/dev/null && [ -z "$(fc-list :lang=zh family)" ]; then
    fonts=$(realpath "$(dirname "$0")/../../fonts")
    {
        echo "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig><dir>$fonts</dir><cachedir>$work/fc</cachedir>"
        for pair in "FangSong=AR FangSong" "KaiTi=AR Kai" "SimHei=AR Sans Medium" "SimSun=AR Serif" "FZXiaoBiaoSong-B05S=AR Serif Bold"; do
            echo "<alias><family>${pair%%=*}</family><prefer><family>${pair#*=}</family></prefer></alias>"
        done
        echo "</fontconfig>"
    } >"$work/fonts.conf"
    export FONTCONFIG_FILE="$work/fonts.conf"
fi
failed=0
chrome() {
    timeout 60 "$browser" --headless=new --no-sandbox --disable-gpu --hide-scrollbars --disable-extensions \
        --user-data-dir="$work/profile" "$@" 2>/dev/null
}
cat >"$work/rules.json" <<'RULES'
{ "root": true, "extends": ["html-validate:recommended"],
  "rules": { "no-inline-style": "off", "long-title": "off", "no-trailing-whitespace": "off", "empty-heading": "error",
             "no-redundant-for": "off", "text-content": "off", "void-style": "off", "attribute-boolean-style": "off" } }
RULES
cat >"$work/check.js" <<'CHECK'
axe.run(document, { resultTypes: ['violations'] }).then(result => {
    const say = one => `${one.impact} ${one.id}: ${one.help} (${one.nodes.length}) ${one.nodes[0].html}`;
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ['the page is wider than its window'] : [];
    const bad = result.violations.map(say).concat(wide).map(one => `AXE-BAD ${one}`);
    document.body.textContent = [`AXE ${result.passes.length} rules passed`, ...bad, 'AXE-END'].join('\n');
    document.querySelectorAll('script').forEach(one => one.remove());
});
CHECK

IFS='
'
for page in $pages; do
    name=$(basename "$page" .html)
    "$modules/node_modules/.bin/html-validate" --config "$work/rules.json" "$page" || failed=1
    # The page itself has no script; its copy here has the checker in it.
    for width in 1280 390; do
        copy=$work/$name-$width.html
        {
            sed 's,</body>.*,,' "$page"
            echo "<script>"; cat "$modules/node_modules/axe-core/axe.min.js"; echo "</script><script>"; cat "$work/check.js"
            echo "</script></body></html>"
        } >"$copy"
        said=$(chrome --window-size=$width,900 --virtual-time-budget=20000 --dump-dom "file://$copy")
        case $said in
            *AXE-BAD*) echo "$name at $width: "; echo "$said" | grep -a AXE-BAD; failed=1 ;;
            *AXE-END*) echo "$name at $width: $(echo "$said" | sed -n 's/.*AXE \([0-9]* rules passed\).*/\1/p')" ;;
            *) echo "$name at $width: the checker did not answer"; failed=1 ;;
        esac
    done
    [ -n "$pictures" ] || continue
    chrome --window-size=1280,3600 --screenshot="$pictures/$name-desk.png" "file://$page"
    # Windows are at least 500 wide; a frame of a phone's width is not.
    echo "<iframe src='file://$page' style='border:0;width:390px;height:5200px'></iframe><style>body{margin:0}</style>" >"$work/phone.html"
    chrome --window-size=500,5200 --screenshot="$pictures/$name-phone.png" "file://$work/phone.html"
    chrome --no-pdf-header-footer --print-to-pdf="$pictures/$name.pdf" "file://$page"
done
exit $failed
