// The fused graph: launches in boxes of their modules, which open on a click. dagre places them, in a thread of its own.
const CLEAR = 40; // boxes that are seen at a glance

/** Such as [forward, blocks.0, attention]. */
function pathOf(launch) {
  const parts = launch.module.split('.').filter(Boolean).reduce((all, part) => { if (/^\d+$/.test(part) && all.length) all[all.length - 1] += '.' + part; else all.push(part); return all; }, []);
  return state.plan.parts > 1 ? [launch.part, ...parts] : parts;
}
const groupsOf = launch => pathOf(launch).map((_, i, path) => path.slice(0, i + 1).join(' › '));
function prepareGroups(plan) {
  plan.parts = new Set(plan.launches.map(l => l.part)).size;
  plan.launches.forEach(l => { l.groups = groupsOf(l); });
  const size = new Map();
  plan.launches.forEach(l => l.groups.forEach(g => size.set(g, (size.get(g) || 0) + 1)));
  plan.launches.forEach(l => { l.groups = l.groups.filter(g => size.get(g) > 1); }); // one launch needs no frame

  state.open.clear();
  // What is large is opened first, as long as all of it can be seen.
  const all = [...new Set(plan.launches.flatMap(l => l.groups))].sort((a, b) => a.split(' › ').length - b.split(' › ').length);
  for (const group of all) {
    if (!all.every(outer => state.open.has(outer) || !group.startsWith(outer + ' › '))) continue;
    state.open.add(group);
    if (drawn().boxes.length > CLEAR) state.open.delete(group);
  }
}
/** What is to be drawn: boxes of launches that stand open, and of groups that are shut. */
function drawn() {
  const boxes = new Map(), edges = new Map(), home = [];
  for (const l of state.plan.launches) {
    const shut = l.groups.findIndex(g => !state.open.has(g)), name = shut < 0 ? 'launch ' + l.number : l.groups[shut];
    if (!boxes.has(name)) boxes.set(name, {name, group: shut >= 0, part: l.part, launches: [], width: 176, height: 40});
    boxes.get(name).launches.push(l);
    home[l.number] = name;
  }
  state.plan.launches.forEach(l => l.readers.forEach(r => { if (home[r] && home[l.number] !== home[r]) edges.set(home[l.number] + '\n' + home[r], [home[l.number], home[r]]); }));
  return {boxes: [...boxes.values()], edges: [...edges.values()]};
}

let working = null; // the layout that is on its way
function stopLayout() {
  if (working) { working.worker.terminate(); clearInterval(working.clock); working = null; }
}
const layoutSource = (async () => await (await inflate($('layout').textContent)).text() + '\n' + WORKER)();
let placeHere = null; // the same in this thread

async function graphPage() {
  return '<div class="row"><button id="shut">shut all</button><button id="unfold">open all</button><button id="fit">see all</button><span id="layoutsays" class="dim"></span><button id="cancel" hidden>cancel</button></div><div class="row chips" id="opened"></div>'
    + '<svg id="drawing"></svg>';
}
/** What is seen at a glance is placed at once, more in a thread that can be stopped. */
async function layOut() {
  stopLayout();
  const graph = drawn(), source = await layoutSource;
  if (!$('drawing')) return;
  const task = {boxes: graph.boxes.map(({name, part, width, height}) => ({name, part, width, height})), edges: graph.edges};
  if (graph.boxes.length <= 2 * CLEAR) {
    placeHere = placeHere || new Function(source + '\nreturn place;')();
    done(graph, placeHere(task));
    return;
  }
  const url = URL.createObjectURL(new Blob([source, '\nonmessage = e => postMessage(place(e.data));'], {type: 'text/javascript'}));
  const job = working = {worker: new Worker(url)}, start = performance.now();
  job.clock = setInterval(() => { $('cancel').hidden = false; say(`placing ${graph.boxes.length} boxes, ${((performance.now() - start) / 1000).toFixed(0)} s`); }, 400);
  job.end = () => { if (working === job) stopLayout(); URL.revokeObjectURL(url); $('cancel').hidden = true; };
  job.worker.onerror = e => { job.end(); say('the layout failed: ' + e.message); };
  job.worker.onmessage = e => { job.end(); done(graph, e.data); };
  job.worker.postMessage(task);
}
const say = text => { $('layoutsays').textContent = text; };
function done(graph, placed) {
  say(`${graph.boxes.length} boxes, ${graph.edges.length} arrows`);
  $('opened').innerHTML = [...new Set(state.plan.launches.flatMap(l => { const shut = l.groups.findIndex(g => !state.open.has(g)); return l.groups.slice(0, shut < 0 ? undefined : shut); }))].map(g => `<button data-shut="${esc(g)}" title="shut it">▾ ${esc(g)}</button>`).join('');
  draw(graph, placed);
}

let view = null; // of the drawing: x, y, width, height
function draw(graph, placed) {
  if (!$('drawing')) return;
  const at = new Map(placed.boxes.map(b => [b.name, b])), most = Math.max(1, ...graph.boxes.map(b => sum(b.launches, l => l.median)));
  const edges = placed.edges.map(e => `<path class="edge${e.across ? ' across' : ''}" data-from="${esc(e.from)}" data-to="${esc(e.to)}" marker-end="url(#tip)" d="${e.across ? bow(e.points) : curve(e.points)}"/>`).join('');
  const boxes = graph.boxes.map(b => box(b, at.get(b.name), most)).join('');
  $('drawing').innerHTML = `<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0L8 4L0 8z" style="fill:var(--edge)"/></marker></defs>${edges}${boxes}`;
  state.drawing = placed;
  fit(false);
}
function curve(points) {
  const p = points, mid = (a, b) => `${((a.x + b.x) / 2).toFixed(1)} ${((a.y + b.y) / 2).toFixed(1)}`;
  let d = `M${p[0].x.toFixed(1)} ${p[0].y.toFixed(1)}`;
  for (let i = 1; i < p.length - 1; i++) d += `Q${p[i].x.toFixed(1)} ${p[i].y.toFixed(1)} ${i < p.length - 2 ? mid(p[i], p[i + 1]) : p[i + 1].x.toFixed(1) + ' ' + p[i + 1].y.toFixed(1)}`;
  return d;
}
const bow = ([a, b, c, d]) => `M${a.x} ${a.y}C${b.x} ${b.y} ${c.x} ${c.y} ${d.x} ${d.y}`;
const clip = (text, n) => text.length > n ? text.slice(0, n - 1) + '…' : text;
function box(b, at, most) {
  const x = at.x - at.width / 2, y = at.y - at.height / 2, l = b.launches[0], ns = sum(b.launches, o => o.median), kernel = state.plan.kernels[l.kernel - 1];
  const title = b.group ? b.name.split(' › ').pop() : `${l.number} ${kernel.name}`;
  const where = b.group ? '' : l.module && l.groups.length ? l.module + ': ' : '';
  const more = b.group ? `${b.launches.length} launch${b.launches.length > 1 ? 'es' : ''}${ns ? ', ' + micros(ns) + ' µs' : ''}` : `${where}${many(kernel.flops)} flop${ns ? ', ' + micros(ns) + ' µs' : ''}`;
  return `<g><rect class="box${b.group ? ' group' : ''}" data-box="${esc(b.name)}"${b.group ? '' : ` data-kernel="${l.kernel}"`} x="${x}" y="${y}" width="${at.width}" height="${at.height}" rx="6"><title>${esc(b.group ? b.name : kernel.name)}, ${esc(more)}${b.group ? ': a click opens it' : ''}</title></rect>`
    + (ns ? `<rect class="heat" x="${x + 5}" y="${y + at.height - 5}" width="${Math.max(1, (at.width - 10) * ns / most)}" height="3" rx="1.5"/>` : '')
    + `<text x="${x + 8}" y="${y + 16}"${b.group ? ' font-weight="600"' : ''}>${b.group ? '▸ ' : ''}${esc(clip(title, 23))}</text><text class="small" x="${x + 8}" y="${y + 31}">${esc(clip(more, 29))}</text></g>`;
}

// ---- moving about

function look() { $('drawing').setAttribute('viewBox', `${view.x} ${view.y} ${view.width} ${view.height}`); }
/** All of it if that can be read, else its beginning as wide as it is. */
function fit(whole) {
  const size = $('drawing').getBoundingClientRect(), {width, height} = state.drawing, all = Math.min(1.1, size.width / width, size.height / height);
  const scale = whole || all > .7 ? all : Math.max(.7, Math.min(1, size.width / width)), w = size.width / scale, h = size.height / scale;
  view = {x: w > width ? (width - w) / 2 : 0, y: h > height ? (height - h) / 2 : 0, width: w, height: h};
  look();
}
$('view').addEventListener('wheel', e => {
  const svg = e.target.closest('#drawing');
  if (!svg || !view) return;
  e.preventDefault();
  const r = svg.getBoundingClientRect(), by = Math.exp(e.deltaY * .0015), fx = (e.clientX - r.left) / r.width, fy = (e.clientY - r.top) / r.height;
  view = {x: view.x + view.width * (1 - by) * fx, y: view.y + view.height * (1 - by) * fy, width: view.width * by, height: view.height * by};
  look();
}, {passive: false});
let drag = null;
$('view').addEventListener('pointerdown', e => { if (e.target.closest('#drawing') && view) drag = {x: e.clientX, y: e.clientY, from: {...view}, far: false}; });
window.addEventListener('pointermove', e => {
  if (!drag || !$('drawing')) return;
  const r = $('drawing').getBoundingClientRect(), dx = e.clientX - drag.x, dy = e.clientY - drag.y;
  drag.far = drag.far || Math.hypot(dx, dy) > 4;
  if (drag.far) { view = {...drag.from, x: drag.from.x - dx * view.width / r.width, y: drag.from.y - dy * view.height / r.height}; look(); }
});
window.addEventListener('pointerup', () => { const was = drag; drag = null; if (was && was.far) swallow = performance.now(); });
let swallow = 0; // a drag ends in a click that means nothing

$('view').addEventListener('click', e => {
  if (performance.now() - swallow < 50) return;
  const at = e.target.dataset;
  if (e.target.id === 'cancel' && working) { working.end(); say('cancelled; with some modules shut it is quick'); }
  else if (e.target.id === 'fit' && state.drawing) fit(true);
  else if (e.target.id === 'shut') { state.open.clear(); if (state.plan.parts > 1) state.plan.launches.forEach(l => state.open.add(l.part)); layOut(); }
  else if (e.target.id === 'unfold') { state.plan.launches.forEach(l => l.groups.forEach(g => state.open.add(g))); layOut(); }
  else if (at.shut) { state.open.delete(at.shut); layOut(); }
  else if (at.box && !at.kernel) { state.open.add(at.box); layOut(); }
  else { const kernel = e.target.closest('[data-kernel]'); if (kernel) { e.preventDefault(); choose(+kernel.dataset.kernel); } }
});
$('view').addEventListener('mouseover', e => {
  if (!$('drawing')) return;
  const name = e.target.dataset.box, edges = $('drawing').querySelectorAll('.edge');
  edges.forEach(p => { const mine = name && (p.dataset.from === name || p.dataset.to === name); p.classList.toggle('lit', !!mine); p.classList.toggle('faint', !!name && !mine); });
});
