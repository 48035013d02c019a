// Texts with their words coloured, and what differs between two.
const KEYS = new Set(('abstract acc argument boolean break buffer case class const continue decide default do double else final float for global if implements import int '
  + 'kernel local long loop nest new package phase private public return segment short static switch template this throw void while __kernel __global __local __private uint size_t').split(' '));
function paint(line) {
  const tokens = /(\/\/.*)|("[^"]*")|([%#]\d+|\b[A-Za-z_]\w*\b)|(-?\b\d[\w.+]*)/g;
  let out = '', at = 0, m;
  while ((m = tokens.exec(line))) {
    out += esc(line.slice(at, m.index));
    at = m.index + m[0].length;
    const kind = m[1] ? 'c' : m[2] ? 's' : m[3] ? (KEYS.has(m[3]) ? 'k' : /^[A-Z]/.test(m[3]) ? 't' : '') : 'n';
    out += kind ? `<span class="${kind}">${esc(m[0])}</span>` : esc(m[0]);
  }
  return out + esc(line.slice(at));
}
/** The text without the line that says what it is, and without the air before comments. */
const body = stage => stage.text.replace(/^\/\/ .*\n/, m => m.slice(3).trim() === stage.about.trim() ? '' : m).replace(/ {2,}\/\/ /g, '   // ');
/** @param units for each line the statements of the nest that it belongs to; @param marks lines that are 'new' or 'was' */
function pre(text, units = [], marks = []) {
  return '<pre>' + text.split('\n').map((line, i) => {
    const link = units[i] && units[i].size ? ` data-u=" ${[...units[i]].join(' ')} "` : '';
    return `<span class="l ${marks[i] || ''}"${link}>${paint(line)}</span>`;
  }).join('') + '</pre>';
}
/** For each line of b true if it is not in a, in order: the longest common subsequence; of very long texts, by occurrence. */
function fresh(a, b) {
  if (a.length * b.length > 4e6) { const there = new Set(a); return b.map(line => !there.has(line)); }
  const width = b.length + 1, best = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--)
    best[i * width + j] = a[i] === b[j] ? best[(i + 1) * width + j + 1] + 1 : Math.max(best[(i + 1) * width + j], best[i * width + j + 1]);
  const marks = b.map(() => true);
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) { marks[j] = false; i++; j++; } else if (best[(i + 1) * width + j] >= best[i * width + j + 1]) i++; else j++;
  }
  return marks;
}
const changes = (from, to, kind) => fresh(from.split('\n'), to.split('\n')).map(is => is ? kind : '');
