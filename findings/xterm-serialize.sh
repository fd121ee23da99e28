#!/usr/bin/env bash
# @xterm/addon-serialize 0.14.0 with @xterm/headless 6.0.0 (npm; needs node 20): a screen kept as text, and written into a new terminal,
# as terminals in a page do to bring back a session.
# Expected: the new terminal shows the same; at most a rare attribute is lost.
# Seen: empty lines that were erased in a colour come back without it, below the last text. What the main screen had as background is
# painted over the text of the alternate screen. Erasing the first half of a wrapped line leaves a hyphen there. Bold after faint is lost.
# What it prints (rows of ten cells; a capital is a cell on a colour, B for a blank one; * a bold cell):
#   screen erased in blue  |abcBBBBBBB|BBBBBBBBBB| restored |abcBBBBBBB|          |
#   alternate screen       |altBBBBBBB|BBBBBBBBBB| restored |ALTBBBBBBB|BBBBBBBBBB|
#   wrapped, then erased   |          |abc       | restored |-         |abc       |
#   faint, then bold       |ab**      |          | restored |abcd      |          |
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @xterm/headless@6.0.0 @xterm/addon-serialize@0.14.0
NODE_PATH="$folder/node_modules" node - <<'JS' | tee "$folder/seen"
const { Terminal } = require("@xterm/headless");
const { SerializeAddon } = require("@xterm/addon-serialize");

const CASES = {
  "screen erased in blue": "\x1b[44m\x1b[2J\x1b[H\x1b[0mabc",
  "alternate screen": "main\x1b[41m\x1b[?1049h\x1b[0m\x1b[Halt\x1b[41m",
  "wrapped, then erased": "0123456789abc\x1b[1;1H\x1b[K",
  "faint, then bold": "\x1b[2mab\x1b[22;1mcd\x1b[0m",
};

const draw = (terminal) => {
  const buffer = terminal.buffer.active;
  const rows = [0, 1].map((row) => {
    let text = "";
    for (let column = 0; column < 10; column++) {
      const cell = buffer.getLine(buffer.baseY + row).getCell(column);
      const shown = cell.getChars() || (cell.isBgDefault() ? " " : "b");
      text += cell.isBold() ? "*" : cell.isBgDefault() ? shown : shown.toUpperCase();
    }
    return text;
  });
  return `|${rows.join("|")}|`;
};

const terminal = async (text) => {
  const made = new Terminal({ cols: 10, rows: 2, allowProposedApi: true });
  const kept = new SerializeAddon();
  made.loadAddon(kept);
  await new Promise((done) => made.write(text, done));
  return [draw(made), kept.serialize()];
};

(async () => {
  for (const [name, text] of Object.entries(CASES)) {
    const [shown, kept] = await terminal(text);
    console.log(`${name.padEnd(22)} ${shown} restored ${(await terminal(kept))[0]}`);
  }
})();
JS
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
