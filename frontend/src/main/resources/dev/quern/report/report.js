'use strict';
const DATA = JSON.parse(document.getElementById('data').textContent);
const $ = id => document.getElementById(id);
const KEYS = new Set(('abstract boolean break case class const continue default do double else final float for global if implements import int '
  + 'kernel local long new package private public return short static switch this throw void while __kernel __global __local __private uint size_t').split(' '));
let plan, chosen = null, tab = 'kernel', sort = {by: 'number', up: true}, query = '', stage = 'source', open = new Set(), turn = 0;

const esc = t => String(t).replace(/[&<>"]/g, c => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'}[c]));
const many = n => n >= 1e9 ? (n / 1e9).toFixed(2) + ' G' : n >= 1e6 ? (n / 1e6).toFixed(2) + ' M' : n >= 1e3 ? (n / 1e3).toFixed(1) + ' k' : String(n);
const micros = ns => ns ? (ns / 1e3).toFixed(1) : '';

// Texts are kept compressed, so that a thousand kernels open at once; each is unpacked when it is first shown.
const unpacked = new Map();
function unpack(packed) {
  if (!unpacked.has(packed)) {
    const bytes = Uint8Array.from(atob(packed), c => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    unpacked.set(packed, new Response(stream).json());
  }
  return unpacked.get(packed);
}

// ---- the list

const COLUMNS = [
  ['number', '#', k => k.number, k => k.number], ['name', 'kernel', k => k.name, k => esc(k.name) + (k.change && k.change !== 'same' ? ` <span class="tag ${k.change}">${k.change}</span>` : ''), 'left'],
  ['launches', 'runs', k => k.launches.length, k => k.launches.length], ['time', 'us', k => k.median || 0, k => micros(k.median)],
  ['before', 'us before', k => k.before || 0, k => micros(k.before)],
  ['flops', 'flop', k => k.flops, k => many(k.flops)], ['bytes', 'bytes', k => k.bytes, k => many(k.bytes)],
];
function columns() {
  return COLUMNS.filter(c => c[0] !== 'before' || DATA.compared).filter(c => c[0] !== 'time' || plan.timed);
}
function list() {
  const head = document.querySelector('#list thead tr'), body = document.querySelector('#list tbody');
  head.innerHTML = columns().map(c => `<th data-by="${c[0]}" class="${c[4] || ''}">${c[1]}${sort.by === c[0] ? (sort.up ? ' ▲' : ' ▼') : ''}</th>`).join('');
  const by = COLUMNS.find(c => c[0] === sort.by)[2];
  const shown = plan.kernels.filter(k => k.hit !== false).sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : a.number - b.number) * (sort.up ? 1 : -1));
  body.innerHTML = shown.map(k => `<tr data-k="${k.number}"${chosen === k ? ' class="on"' : ''}>` + columns().map(c => `<td class="${c[4] || ''}">${c[3](k)}</td>`).join('') + '</tr>').join('')
    + plan.gone.map(n => `<tr><td></td><td class="left">${esc(n)} <span class="tag gone">gone</span></td></tr>`).join('');
  $('found').textContent = `${shown.length} of ${plan.kernels.length} kernels, ${plan.launches.length} launches`;
}
document.querySelector('#list thead').onclick = e => {
  const by = e.target.dataset.by;
  if (by) { sort = {by, up: sort.by === by ? !sort.up : by === 'name' || by === 'number'}; list(); }
};
document.querySelector('#list tbody').onclick = e => {
  const row = e.target.closest('tr[data-k]');
  if (row) choose(+row.dataset.k);
};
function choose(number) {
  chosen = plan.kernels.find(k => k.number === number);
  tab = 'kernel';
  document.querySelectorAll('#list tr.on').forEach(r => r.classList.remove('on'));
  const row = document.querySelector(`#list tr[data-k="${number}"]`);
  if (row) row.classList.add('on');
  show();
}

// Names first, at once; then texts, some at a time, so that typing never waits.
async function search(text) {
  const mine = ++turn;
  query = text.trim().toLowerCase();
  for (const k of plan.kernels) k.hit = !query || (k.name + ' ' + k.modules.join(' ')).toLowerCase().includes(query);
  list();
  if (query.length < 2) return;
  let count = 0;
  for (const k of plan.kernels.filter(k => !k.hit)) {
    const stages = await unpack(k.text);
    if (mine !== turn) return;
    if (stages.some(s => s.text.toLowerCase().includes(query))) { k.hit = true; }
    if (++count % 40 === 0) { list(); await new Promise(r => setTimeout(r)); }
  }
  if (mine === turn) list();
}
$('search').oninput = e => search(e.target.value);

// ---- texts

function paint(line) {
  const tokens = /(\/\/.*|;;.*)|("[^"]*")|([%#]\d+|\b[A-Za-z_]\w*\b)|(-?\b\d[\w.+]*)/g;
  let out = '', at = 0, m;
  while ((m = tokens.exec(line))) {
    out += esc(line.slice(at, m.index));
    at = m.index + m[0].length;
    const kind = m[1] ? 'c' : m[2] ? 's' : m[3] ? (KEYS.has(m[3]) ? 'k' : /^[A-Z]/.test(m[3]) ? 't' : 'v') : 'n';
    out += `<span class="${kind}"${kind === 'v' ? ` data-v="${m[3]}"` : ''}>${esc(m[0])}</span>`;
  }
  return out + esc(line.slice(at));
}
function pre(text, other, links) {
  const there = other === undefined ? null : new Set(other.text.split('\n'));
  return '<pre>' + text.split('\n').map((line, i) => {
    const kind = there && !there.has(line) ? ' ' + other.kind : '';
    const link = links && links[i] !== undefined ? ` data-node="${links[i]}"` : '';
    return `<span class="l${kind}"${link}>${paint(line)}</span>`;
  }).join('') + '</pre>';
}
function light(root, test) {
  root.querySelectorAll('.lit').forEach(e => e.classList.remove('lit'));
  if (test) root.querySelectorAll('[data-v],[data-node]').forEach(e => { if (test(e)) e.closest('.l, tr, li').classList.add('lit'); });
}
// A name lights every line that has it; a line of the graph or a reason lights the same node elsewhere.
$('view').onmouseover = e => {
  const word = e.target.closest('[data-v]'), node = e.target.closest('[data-node]');
  if (word) light(word.closest('pre'), o => o.dataset.v === word.dataset.v);
  else if (node) light($('view'), o => o.dataset.node === node.dataset.node);
};
$('view').onmouseleave = () => light($('view'), null);

// ---- the kernel

const VIEWS = {
  async kernel() {
    const k = chosen;
    if (!k) return `<p class="dim">Choose a kernel.</p>${plan.error ? `<pre class="bad">${esc(plan.error)}</pre>` : ''}` + facts([['plan', `${plan.number}, ${plan.key}`], ['target', plan.target], ['status', plan.status], ['fusion', plan.fusion], ['compiling took', plan.compile ? (plan.compile / 1e6).toFixed(1) + ' ms' : ''], ['loading took', plan.load ? (plan.load / 1e6).toFixed(1) + ' ms' : '']]);
    const stages = await unpack(k.text), old = k.old ? await unpack(k.old) : null;
    let at = stages.findIndex(s => s.stage === stage);
    if (at < 0) at = stages.length - 1;
    const one = stages[at], was = old && old.find(s => s.stage === one.stage);
    const graph = stages.find(s => s.stage === 'graph'), decisions = stages.find(s => s.stage === 'decisions');
    const first = plan.launches[k.launches[0] - 1];
    const links = graph && first ? lineNodes(graph.text, first.graph) : [];
    const reasons = (await unpack(plan.reasons)).filter(r => r.kernel === k.number || r.otherKernel === k.number);
    const texts = was && was.text !== one.text
      ? `<div class="two"><div><h3>before</h3>${pre(was.text, {text: one.text, kind: 'was'})}</div><div><h3>now</h3>${pre(one.text, {text: was.text, kind: 'new'})}</div></div>`
      : pre(one.text, undefined, one === graph ? links : undefined);
    return `<h2>${k.number} ${esc(k.name)}</h2>` + facts([['modules', k.modules.join(', ')], ['lines', first ? first.sources.join(', ') : ''], ['launches', k.launches.join(', ')], ['chunks', k.chunks.join(', ')],
      ['one run', `${many(k.flops)} flop, ${many(k.bytes)} bytes, ${(k.flops / Math.max(1, k.bytes)).toFixed(2)} flop a byte`],
      ['time', k.median ? `median ${micros(k.median)} us, ${(k.flops / k.median).toFixed(2)} GFLOP/s, ${(k.bytes / k.median).toFixed(2)} GB/s` : ''], ['before', k.before ? `median ${micros(k.before)} us` : ''], ['departs', k.notes.join('; ')]])
      + `<div class="stage"><input type="range" id="slide" min="0" max="${stages.length - 1}" value="${at}" aria-label="stage"> `
      + stages.map((s, i) => `<button data-stage="${esc(s.stage)}"${i === at ? ' style="border-color:var(--blue)"' : ''}>${esc(s.stage)}</button>`).join('') + '</div>'
      + `<p class="dim">${esc(one.about)}</p>${texts}`
      + (graph && one !== graph ? `<h3>what it computes</h3>${pre(graph.text, undefined, links)}` : '')
      + (decisions && one !== decisions ? `<h3>how its loops run</h3>${pre(decisions.text)}` : '')
      + `<h3>reasons</h3>${reasonList(reasons)}` + (plan.timed ? '<h3>work and time of all kernels, this one dark</h3>' + points(k) : '');
  },
  async graph() { return '<p class="dim">Launches by module, from left to right in the order of what they need. A click opens a module or shows a kernel. <button id="shut">close all</button></p>' + drawing(); },
  async timeline() {
    if (!plan.timed) return '<p class="dim">Nothing was timed: --dump-timings does.</p>';
    const total = plan.launches.reduce((s, l) => s + (l.median || 0), 0);
    let at = 0;
    const bars = plan.launches.map(l => { const w = 1000 * (l.median || 0) / total, x = at; at += w;
      return `<rect class="box" data-kernel="${l.kernel}" x="${x.toFixed(2)}" y="10" width="${Math.max(w, .3).toFixed(2)}" height="60" fill-opacity="1" style="fill:hsl(${l.kernel * 47 % 360} 55% 72%)"><title>launch ${l.number}: ${esc(plan.kernels[l.kernel - 1].name)}, ${micros(l.median)} us</title></rect>`; });
    return `<p>${(total / 1e6).toFixed(2)} ms in ${plan.launches.length} launches, medians, one after the other.</p><svg viewBox="0 0 1000 80" width="100%">${bars.join('')}</svg>`
      + '<table><tr><th>launch</th><th class="left">kernel</th><th>us</th><th>share</th></tr>' + plan.launches.map(l => `<tr><td>${l.number}</td><td class="left"><a href="#" data-kernel="${l.kernel}">${esc(plan.kernels[l.kernel - 1].name)}</a></td><td>${micros(l.median)}</td><td>${(100 * (l.median || 0) / total).toFixed(1)} %</td></tr>`).join('') + '</table>';
  },
  async memory() { return `<p class="dim">The buffers of the plan.</p>${pre((await unpack(plan.texts)).memory || '')}`; },
  async schedule() { return `<p class="dim">What each launch does.</p>${pre((await unpack(plan.texts)).schedule || '')}`; },
  async reasons() {
    const all = (await unpack(plan.reasons)).filter(r => !query || r.text.toLowerCase().includes(query));
    return `<p class="dim">${all.length} decisions${all.length > 2000 ? ', the first 2,000; search to see others' : ''}.</p>${reasonList(all.slice(0, 2000))}`;
  },
};
function facts(pairs) { return '<dl class="facts">' + pairs.filter(p => p[1] !== '' && p[1] !== undefined).map(p => `<dt>${p[0]}</dt><dd>${esc(p[1])}</dd>`).join('') + '</dl>'; }
function reasonList(all) { return all.length ? '<ul>' + all.map(r => `<li data-node="${r.node}">${esc(r.text)}</li>`).join('') + '</ul>' : '<p class="dim">none</p>'; }
function lineNodes(text, nodes) {
  let next = 0;
  return text.split('\n').map(line => /^\s*%\d+/.test(line) ? nodes[next++] : undefined);
}
function points(k) {
  const timed = plan.kernels.filter(o => o.median && o.flops && o.bytes);
  const x = o => Math.log10(o.flops / o.bytes), y = o => Math.log10(o.flops / o.median);
  const xs = timed.map(x), ys = timed.map(y), x0 = Math.min(...xs), x1 = Math.max(...xs), y0 = Math.min(...ys), y1 = Math.max(...ys);
  const dot = o => `<circle data-kernel="${o.number}" cx="${60 + 520 * (x(o) - x0) / (x1 - x0 || 1)}" cy="${200 - 180 * (y(o) - y0) / (y1 - y0 || 1)}" r="${o === k ? 7 : 4}" fill="${o === k ? '#1f5fbf' : '#a8c2ea'}"><title>${esc(o.name)}</title></circle>`;
  return `<svg viewBox="0 0 620 235" width="620"><path d="M50 10V210H600"/>${timed.map(dot).join('')}<text x="420" y="228">flop a byte, ${(10 ** x0).toFixed(2)} to ${(10 ** x1).toFixed(1)} (log)</text><text x="54" y="14">GFLOP/s, ${(10 ** y0).toFixed(2)} to ${(10 ** y1).toFixed(1)} (log)</text></svg>`;
}

// ---- the graph: columns by how many launches must come before, so a box stays where it is when others open

function depths() {
  if (!plan.depths) {
    plan.depths = plan.launches.map(() => 0);
    for (const l of plan.launches) for (const r of l.readers) plan.depths[r - 1] = Math.max(plan.depths[r - 1], plan.depths[l.number - 1] + 1);
  }
  return plan.depths;
}
function boxOf(l) {
  const path = (l.modules[0] || '').split('.').filter(Boolean);
  let prefix = '';
  for (const part of path) {
    prefix = prefix ? prefix + '.' + part : part;
    if (!open.has(prefix)) return prefix;
  }
  return 'launch ' + l.number;
}
function drawing() {
  const boxes = new Map(), name = plan.launches.map(boxOf);
  plan.launches.forEach((l, i) => {
    if (!boxes.has(name[i])) boxes.set(name[i], {name: name[i], depth: depths()[i], launches: [], edges: new Set()});
    boxes.get(name[i]).launches.push(l);
  });
  plan.launches.forEach((l, i) => l.readers.forEach(r => { if (name[r - 1] !== name[i]) boxes.get(name[i]).edges.add(name[r - 1]); }));
  const columns = [...new Set([...boxes.values()].map(b => b.depth))].sort((a, b) => a - b), rows = columns.map(() => 0);
  for (const b of boxes.values()) { b.column = columns.indexOf(b.depth); b.row = rows[b.column]++; }
  const W = 190, H = 44, all = [...boxes.values()];
  const paths = all.flatMap(b => [...b.edges].map(e => { const t = boxes.get(e), x = b.column * W + 160, y = b.row * H + 26, u = t.column * W + 10, v = t.row * H + 26;
    return `<path data-from="${esc(b.name)}" data-to="${esc(e)}" d="M${x} ${y}C${x + 25} ${y} ${u - 25} ${v} ${u} ${v}"/>`; }));
  const rects = all.map(b => { const group = !b.name.startsWith('launch '), l = b.launches[0], label = group ? b.name + ' (' + b.launches.length + ')' : l.number + ' ' + plan.kernels[l.kernel - 1].name;
    const ns = b.launches.reduce((s, x) => s + (x.median || 0), 0);
    return `<rect class="box${group ? ' group' : ''}" data-box="${esc(b.name)}"${group ? '' : ` data-kernel="${l.kernel}"`} x="${b.column * W + 10}" y="${b.row * H + 10}" width="150" height="32" rx="4"><title>${esc(label)}${ns ? ', ' + micros(ns) + ' us' : ''}</title></rect><text x="${b.column * W + 15}" y="${b.row * H + 30}">${esc(label.length > 24 ? label.slice(0, 23) + '…' : label)}</text>`; });
  return `<svg id="drawing" width="${columns.length * W + 20}" height="${Math.max(...rows, 1) * H + 30}">${paths.join('')}${rects.join('')}</svg>`;
}

// ---- all together

let showing = 0;
async function show() {
  const mine = ++showing;
  $('tabs').innerHTML = Object.keys(VIEWS).map(t => `<button data-tab="${t}"${t === tab ? ' class="on"' : ''}>${t}</button>`).join(' ');
  const html = await VIEWS[tab]();
  if (mine === showing) $('view').innerHTML = html;
}
$('tabs').onclick = e => { if (e.target.dataset.tab) { tab = e.target.dataset.tab; show(); } };
$('view').oninput = async e => { if (e.target.id === 'slide') { stage = (await unpack(chosen.text))[+e.target.value].stage; const at = $('view').scrollTop; await show(); $('view').scrollTop = at; $('slide').focus(); } };
$('view').onclick = e => {
  const kernel = e.target.closest('[data-kernel]'), box = e.target.closest('[data-box]');
  if (e.target.dataset.stage) { stage = e.target.dataset.stage; show(); }
  else if (kernel) { e.preventDefault(); choose(+kernel.dataset.kernel); }
  else if (box) { open.add(box.dataset.box); show(); }
  else if (e.target.id === 'shut') { open.clear(); show(); }
};
$('view').addEventListener('mouseover', e => {
  const box = e.target.closest('[data-box]');
  if ($('drawing')) $('drawing').querySelectorAll('path').forEach(p => p.classList.toggle('lit', !!box && (p.dataset.from === box.dataset.box || p.dataset.to === box.dataset.box)));
});
function use(number) {
  plan = DATA.plans.find(p => p.number === number);
  chosen = null;
  open.clear();
  plan.timed = plan.kernels.some(k => k.median);
  search($('search').value);
  return show();
}
$('plan').innerHTML = DATA.plans.map(p => `<option value="${p.number}">plan ${p.number}: ${p.kernels.length} kernels, ${esc(p.target)}</option>`).join('');
$('plan').onchange = e => use(+e.target.value);
(async () => {
  if (!DATA.plans.length) { $('view').textContent = 'The dump holds no plan.'; return; }
  const largest = DATA.plans.reduce((a, b) => (b.launches.length > a.launches.length ? b : a));
  $('plan').value = largest.number;
  await use(largest.number);
  const hash = new URLSearchParams(location.hash.slice(1));
  if (hash.has('tab')) { tab = hash.get('tab'); await show(); }
  if (hash.has('stage')) stage = hash.get('stage');
  if (hash.has('kernel')) choose(+hash.get('kernel'));
  if (hash.has('search')) { $('search').value = hash.get('search'); await search(hash.get('search')); }
})();
