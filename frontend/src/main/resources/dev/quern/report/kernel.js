// One kernel: its figures, its graph beside two stages of choice, its reasons.
const facts = pairs => '<dl class="facts">' + pairs.filter(p => p[1] !== '' && p[1] !== undefined).map(p => `<dt>${p[0]}</dt><dd>${esc(p[1])}</dd>`).join('') + '</dl>';
/** Many of one decision by one rule are folded into a line. */
function reasonGroups(all, open) {
  const groups = new Map();
  for (const r of all) {
    const key = r.decision + ': ' + r.rule;
    groups.set(key, (groups.get(key) || []).concat(r));
  }
  return [...groups].sort((a, b) => b[1][0].done - a[1][0].done).map(([key, list]) => list.length < 3 && !open ? reasonList(list)
    : `<details class="rule"${open ? ' open' : ''}><summary>${list.length} ${esc(key)}</summary>${reasonList(list.slice(0, 1000))}${list.length > 1000 ? '<p class="dim">and more; search to see them</p>' : ''}</details>`).join('') || reasonList([]);
}
const reasonList = all => all.length ? '<ul>' + all.map(r => `<li>${esc(r.text)}</li>`).join('') + '</ul>' : '<p class="dim">none</p>';

function planPage() {
  const p = state.plan, ms = ns => ns ? (ns / 1e6).toFixed(1) + ' ms' : '';
  return `<h2>plan ${p.number}</h2>${p.error ? `<pre class="bad">${esc(p.error)}</pre>` : ''}`
    + facts([['key', p.key], ['target', p.target], ['status', p.status], ['fusion', p.fusion], ['compiling took', ms(p.compile)], ['loading took', ms(p.load)],
      ['launches', p.launches.length], ['one run', p.timed ? ms(p.time) + ', medians added' : '']])
    + '<p class="dim">Choose a kernel, or walk through them with the arrow keys. Point at a line of a graph, nest or source to see what it became; click to keep it.</p>'
    + (p.timed ? '<h3>all kernels against this machine</h3>' + points(null) : '');
}

const stagesOf = async packed => (await unpack(packed)).map(s => ({...s, text: body(s)}));

async function kernelPage() {
  const k = state.kernel, plan = state.plan;
  if (!k) return planPage();
  const stages = await stagesOf(k.text), old = k.old ? await stagesOf(k.old) : null, links = linked(stages, k.outputs);
  const first = plan.launches[k.launches[0] - 1] || {sources: []};
  const reasons = (await unpack(plan.reasons)).filter(r => r.kernel === k.number || r.otherKernel === k.number);
  const done = reasons.filter(r => r.done), not = reasons.filter(r => !r.done);
  return `<div class="top"><div><h2>${k.number} ${esc(k.name)}${tag(k)}</h2>` + facts([['modules', k.modules.join(', ')], ['lines', first.sources.join(', ')], ['launches', k.launches.join(', ')], ['chunks', k.chunks.join(', ')],
    ['one run', `${many(k.flops)} flop, ${many(k.bytes)} bytes, ${(k.flops / Math.max(1, k.bytes)).toFixed(2)} flop a byte`],
    ['time', k.median ? `median ${micros(k.median)} µs, ${(k.flops / k.median).toFixed(2)} GFLOP/s, ${(k.bytes / k.median).toFixed(2)} GB/s${roofShare(k)}` : ''],
    ['before', k.before ? `median ${micros(k.before)} µs` : ''], ['departs', k.notes.join('; ')]]) + `</div>${plan.timed ? points(k) : ''}</div>`
    + '<div class="panes">' + (stages.some(s => s.stage === 'graph') ? pane(stages, old, links, 'graph', -1) : '') + state.stages.map((stage, i) => pane(stages, old, links, stage, i)).join('') + '</div>'
    + `<details open><summary>why: ${done.length} done</summary>${reasonList(done)}</details><details><summary>considered and not done: ${not.length}</summary>${reasonGroups(not)}</details>`;
}

/** A stage: its slider goes through the passes, and what a pass changed is marked; in a comparison, what another dump had. */
function pane(stages, old, links, wanted, number) {
  const passes = stages.filter(s => s.stage !== 'graph');
  let at = passes.findIndex(s => s.stage === wanted);
  if (at < 0 && number >= 0) at = passes.length - 1;
  const one = number < 0 ? stages.find(s => s.stage === 'graph') : passes[at], was = old && old.find(s => s.stage === one.stage);
  const before = at > 0 && /nest|loops|merged|members/.test(one.stage) && /nest|loops|merged|members/.test(passes[at - 1].stage) ? passes[at - 1] : null;
  const from = was && was.text !== one.text ? was : before;
  const kept = was && was.text !== one.text ? `<details><summary>before, ${one.stage}</summary>${pre(was.text, [], changes(one.text, was.text, 'was'))}</details>` : '';
  const about = one.about + (from === before && before ? ` Marked: what this pass changed of ${before.stage}.` : from ? ' Marked: what the other dump has not.' : '');
  return `<div class="pane" data-pane="${number}"><div class="bar">` + (number < 0 ? '<h3>what it computes</h3>'
    : `<input type="range" min="0" max="${passes.length - 1}" value="${at}" data-slide="${number}" aria-label="pass"><select data-stage="${number}" aria-label="stage">${passes.map((s, i) => `<option${i === at ? ' selected' : ''}>${esc(s.stage)}</option>`).join('')}</select>`)
    + `</div><p class="about">${esc(about)}</p>${pre(one.text, links[one.stage], from ? changes(from.text, one.text, 'new') : [])}${kept}</div>`;
}

async function turnTo(number, stage) {
  state.stages[number] = stage;
  const k = state.kernel, stages = await stagesOf(k.text), old = k.old ? await stagesOf(k.old) : null, there = document.querySelector(`[data-pane="${number}"]`);
  if (!there || state.kernel !== k) return;
  const at = there.querySelector('pre').scrollTop, focus = document.activeElement && document.activeElement.matches('input[type=range]');
  there.outerHTML = pane(stages, old, linked(stages, k.outputs), stage, number);
  const now = document.querySelector(`[data-pane="${number}"]`);
  now.querySelector('pre').scrollTop = at;
  if (focus) now.querySelector('input').focus();
}
$('view').addEventListener('input', async e => {
  if (e.target.dataset.slide) turnTo(+e.target.dataset.slide, (await unpack(state.kernel.text)).filter(s => s.stage !== 'graph')[+e.target.value].stage);
  else if (e.target.dataset.stage) turnTo(+e.target.dataset.stage, e.target.value);
});

// Pointing at a line lights what belongs to it in every pane; a click keeps it lit and scrolls the others there.
function light(line, kind) {
  document.querySelectorAll('.' + kind).forEach(e => e.classList.remove(kind));
  if (!line) return;
  line.classList.add(kind);
  for (const unit of line.dataset.u.trim().split(' ')) document.querySelectorAll(`[data-u*=" ${unit} "]`).forEach(e => { if (e.closest('.pane') !== line.closest('.pane')) e.classList.add(kind); });
}
$('view').addEventListener('mouseover', e => light(e.target.closest('[data-u]'), 'lit'));
$('view').addEventListener('mouseleave', () => light(null, 'lit'));
let pinned = ''; // such as 0:12, pane and line
$('view').addEventListener('click', e => {
  const line = e.target.closest('[data-u]');
  if (line) pin(line.classList.contains('pin') && line.closest('.pane').dataset.pane === pinned.split(':')[0] ? '' : line.closest('.pane').dataset.pane + ':' + [...line.parentNode.children].indexOf(line));
});
function pin(where) {
  const [number, at] = where.split(':'), home = document.querySelector(`[data-pane="${number || 'none'}"]`), line = home && home.querySelectorAll('pre .l')[at];
  pinned = line && line.dataset.u ? where : '';
  light(pinned ? line : null, 'pin');
  document.querySelectorAll('.pane').forEach(p => {
    const lit = p !== home && p.querySelector('.pin'), box = p.querySelector('pre');
    if (lit) box.scrollTop = lit.offsetTop - box.offsetTop - 40;
  });
  remember();
}

// ---- the roofline

function roofShare(k) {
  const r = DATA.roofline;
  return r && k.median ? `, ${(1e11 * Math.max(k.bytes / r.bytes_per_second, k.flops / r.flops_per_second) / k.median).toFixed(1)} % of the roof` : '';
}
/** Work per byte against speed, both in powers of ten, with what this machine allows. */
function points(chosen) {
  const timed = state.plan.kernels.filter(k => k.median && k.flops && k.bytes), r = DATA.roofline, W = chosen ? 400 : 720, H = chosen ? 190 : 330;
  if (!timed.length) return '';
  const intensity = k => Math.log10(k.flops / k.bytes), speed = k => Math.log10(k.flops / k.median);
  const roof = r ? Math.log10(r.flops_per_second / 1e9) : -1e9, ridge = r ? roof - Math.log10(r.bytes_per_second / 1e9) : 0;
  const x0 = Math.floor(Math.min(...timed.map(intensity), ridge)), x1 = Math.ceil(Math.max(...timed.map(intensity), ridge) + .1);
  const y0 = Math.floor(Math.min(...timed.map(speed))), y1 = Math.ceil(Math.max(...timed.map(speed), roof));
  const X = v => 48 + (W - 60) * (v - x0) / (x1 - x0), Y = v => H - 34 - (H - 50) * (v - y0) / (y1 - y0 || 1);
  const ticks = (a, b) => Array.from({length: b - a + 1}, (_, i) => a + i), say = v => v < 0 ? (10 ** v).toFixed(-v) : many(10 ** v);
  const grid = ticks(x0, x1).map(v => `<text class="small" text-anchor="middle" x="${X(v)}" y="${H - 18}">${say(v)}</text>`).join('') + ticks(y0, y1).map(v => `<text class="small" text-anchor="end" x="42" y="${Y(v) + 4}">${say(v)}</text>`).join('');
  const left = Math.max(x0, y0 - roof + ridge);
  const limit = r ? `<path class="roof" d="M${X(left)} ${Y(left - ridge + roof)}L${X(ridge)} ${Y(roof)}H${W - 12}"><title>${(r.bytes_per_second / 1e9).toFixed(1)} GB/s, ${(r.flops_per_second / 1e9).toFixed(0)} GFLOP/s</title></path>` : '';
  const dot = k => `<circle class="dot${k === chosen ? ' on' : ''}" data-kernel="${k.number}" cx="${X(intensity(k)).toFixed(1)}" cy="${Y(speed(k)).toFixed(1)}" r="${k === chosen ? 7 : 4.5}"><title>${k.number} ${esc(k.name)}, ${micros(k.median)} µs${roofShare(k)}</title></circle>`;
  return `<svg class="roofline" width="${W}" height="${H}" role="img" aria-label="roofline"><path class="axis" d="M48 8V${H - 34}H${W - 12}"/>${grid}${limit}${timed.filter(k => k !== chosen).map(dot).join('')}${chosen && chosen.median && chosen.flops ? dot(chosen) : ''}`
    + `<text class="small" x="${W - 12}" y="${H - 4}" text-anchor="end">flop a byte</text><text class="small" x="52" y="12">GFLOP/s</text></svg>`;
}
