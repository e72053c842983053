#!/bin/sh
# A label without spaces, as every Chinese one is, makes jspdf-autotable break the numbers beside it between digits.
#
# Columns are narrowed down to their longest word, and words are what spaces part: a label in Chinese, or one long
# compound, is a single word. The table is then too wide for its page, and in a second attempt all columns are narrowed
# without regard to words: 93975 comes out as 939 and, on the next line, 75, in a table in which the label alone could
# have been wrapped. Nothing warns. Whoever reads the PDF line by line reads 939. The same label with spaces breaks none.
# Seen with jspdf 4.2.1 and jspdf-autotable 5.0.9.
#
# Installs pinned packages in a temporary folder and makes its tables itself; fails if the behaviour changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jspdf@4.2.1 jspdf-autotable@5.0.9
cat >try.cjs <<'NODE'
const { jsPDF } = require('jspdf');
const autoTable = require('jspdf-autotable').default;

const numbers = ['15589', '15295', '16030', '15883', '15442', '15736', '93975'];

/** The pieces of text of a table with this label, in the order in which the page has them. */
function pieces(label) {
  const page = new jsPDF({ compress: false });
  const head = [['Outcome', 'People', 'Firms', 'Institutes', 'Charities', 'Lawyers', 'Others', 'Sum']];
  autoTable(page, { head, body: [[label, ...numbers]] });
  return [...page.output().matchAll(/\((.*?)\) Tj/g)].map((match) => match[1]);
}

const whole = (found) => numbers.every((number) => found.includes(number));
const spaced = pieces('Information that would have to be made anew for the purpose of an answer to the person who asks');
const joined = pieces('Informationsfreiheitsgesetzausfuehrungsverordnungsaenderungsverfahrensbeteiligungsrecht');
console.log(spaced.join(' | '));
console.log(joined.join(' | '));
if (!whole(spaced)) throw new Error('changed: numbers break beside a label with spaces too');
if (whole(joined)) throw new Error('changed: numbers stay whole beside a label without spaces');
if (!joined.includes('939') || !joined.includes('75')) throw new Error('changed: 93975 is broken elsewhere');
NODE
node try.cjs
echo "as described: beside the label without spaces 93975 stands as 939 and 75"
