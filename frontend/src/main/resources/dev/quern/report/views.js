// The plan's other pages: when its launches run, what memory they use, what was decided, what changed.
const hue = number => `hsl(${number * 47 % 360} 55% 58%)`;

async function timelinePage() {
  const p = state.plan;
  if (!p.timed) return '<p class="dim">Nothing was timed: --dump-timings does.</p>';
  let at = 0;
  const bars = p.launches.map(l => {
    const width = 1000 * l.median / p.time, x = at;
    at += width;
    return `<rect class="slice" data-kernel="${l.kernel}" x="${x.toFixed(2)}" y="6" width="${Math.max(width, .3).toFixed(2)}" height="52" style="fill:${hue(l.kernel)}"><title>launch ${l.number}: ${esc(p.kernels[l.kernel - 1].name)}, ${micros(l.median)} µs</title></rect>`;
  });
  const most = Math.max(...p.launches.map(l => l.median));
  return `<p>${(p.time / 1e6).toFixed(2)} ms in ${p.launches.length} launches, medians, one after the other; a colour is a kernel.</p><svg viewBox="0 0 1000 64" width="100%" height="64" preserveAspectRatio="none">${bars.join('')}</svg>`
    + '<table><tr><th>launch</th><th class="left">kernel</th><th class="left">module</th><th>µs</th><th>share</th></tr>' + p.launches.map(l =>
      `<tr><td>${l.number}</td><td class="left name"><a href="#" data-kernel="${l.kernel}">${esc(p.kernels[l.kernel - 1].name)}</a></td><td class="left">${esc(l.part + ' ' + l.module)}</td><td>${micros(l.median)}</td><td class="bar" style="--share:${(100 * l.median / most).toFixed(1)}%">${(100 * l.median / p.time).toFixed(1)} %</td></tr>`).join('') + '</table>';
}

async function memoryPage() {
  const p = state.plan, texts = await unpack(p.texts), buffers = await unpack(p.buffers), last = p.launches.length;
  const temporaries = buffers.filter(b => b.role === 'temporary' && b.first), arenas = [...new Set(temporaries.map(b => b.arena))].sort((a, b) => a - b);
  const size = new Map(arenas.map(a => [a, Math.max(...temporaries.filter(b => b.arena === a).map(b => b.bytes))])), total = sum([...size.values()], v => v);
  const live = Array.from({length: last + 1}, (_, l) => sum(temporaries.filter(b => b.first <= l && l <= b.last), b => b.bytes)), peak = Math.max(1, ...live);
  const fixed = role => sum(buffers.filter(b => b.role === role && !b.inPlace), b => b.bytes);
  const W = 1000, X = l => W * (l - 1) / Math.max(1, last);
  const steps = live.slice(1).map((v, i) => `${i ? '' : 'M0 110'}V${(110 - 100 * v / peak).toFixed(1)}H${X(i + 2).toFixed(1)}`).join('') + 'V110Z';
  let y = 0;
  const rows = arenas.map(a => {
    const height = Math.max(7, Math.min(36, 400 * size.get(a) / Math.max(1, total))), at = y;
    y += height + 2;
    return temporaries.filter(b => b.arena === a).map(b => `<rect class="slice" data-kernel="${p.launches[b.first - 1].kernel}" x="${X(b.first).toFixed(1)}" y="${at}" width="${Math.max(1.5, X(b.last + 1) - X(b.first)).toFixed(1)}" height="${Math.max(2, height * b.bytes / size.get(a)).toFixed(1)}" style="fill:${hue(b.buffer)}"><title>buffer ${b.buffer}, ${b.dtype}[${b.elements}], ${many(b.bytes)} bytes, launches ${b.first} to ${b.last}, arena ${a}</title></rect>`).join('');
  }).join('');
  return facts([['given', many(fixed('input')) + ' bytes'], ['results', many(fixed('output')) + ' bytes, those in place apart'], ['temporaries', `${many(total)} bytes in ${arenas.length} arenas; ${many(sum(temporaries, b => b.bytes))} if none shared memory`], ['live at once', many(peak) + ' bytes of temporaries at most']])
    + `<h3>bytes of temporaries that are live, launch by launch</h3><svg viewBox="0 0 ${W} 112" width="100%" height="112" preserveAspectRatio="none"><path d="${steps}" style="fill:var(--blue);opacity:.45"/></svg>`
    + `<h3>arenas: who uses which memory when</h3><svg viewBox="0 0 ${W} ${y + 4}" width="100%" height="${y + 4}" preserveAspectRatio="none">${rows}</svg>`
    + `<details><summary>all buffers</summary>${pre(texts.memory || '')}</details>`;
}

async function schedulePage() { return `<p class="dim">What each launch does.</p>${pre((await unpack(state.plan.texts)).schedule || '')}`; }

/** What was built for this run, and what a cache had; a dump that was written without one says nothing. */
async function cachePage() {
  const p = state.plan, found = p.found, places = ['built', 'disk', 'memory'];
  if (!found.plan) return '<p class="dim">The dump does not say where its kernels came from.</p>';
  const short = t => /^[0-9a-f]{32}$/.test(t) ? t.slice(0, 12) : t;
  const plan = {memory: 'This process had the plan before the dump began.', disk: 'The plan was in the disk cache; the dump took it through all passes again to show them.', built: found.plan.component ? 'The plan was built: neither this process nor the disk cache had it.' : 'The plan was built: this process did not have it, and no disk cache was in use.'}[found.plan.place];
  const miss = found.plan.component ? `<p>Missed on disk by its <b>${esc(found.plan.component)}</b>: ${found.plan.before ? `the nearest plan (${esc(found.plan.nearest)}) has <code>${esc(short(found.plan.before))}</code>, this one <code>${esc(short(found.plan.now))}</code>.` : `${esc(found.plan.nearest)} (<code>${esc(short(found.plan.now))}</code>).`}</p>` : '';
  const counts = places.map(place => [place, found.kernels.filter(at => at === place).length]).filter(c => c[1]);
  return `<p>${plan}</p>${miss}<p>Kernels: ${counts.map(([place, n]) => `${n} ${place === 'built' ? 'built' : 'from ' + place}`).join(', ')}.</p>`
    + '<table><tr><th>#</th><th class="left">kernel</th><th class="left">came from</th></tr>' + p.kernels.map(k => `<tr><td>${k.number}</td><td class="left name"><a href="#" data-kernel="${k.number}">${esc(k.name)}</a></td><td class="left"><span class="tag ${found.kernels[k.number - 1] === 'built' ? 'new' : ''}">${found.kernels[k.number - 1] || ''}</span></td></tr>`).join('') + '</table>';
}

async function reasonsPage() {
  const all = (await unpack(state.plan.reasons)).filter(r => !state.query || r.text.toLowerCase().includes(state.query));
  return `<p class="dim">${all.length} decisions by rule; a click on a rule lists them.</p>${reasonGroups(all, !!state.query && all.length <= 200)}`;
}

async function changesPage() {
  const p = state.plan, count = kind => p.kernels.filter(k => k.change === kind).length;
  const times = k => k.total && k.before ? `<td>${micros(k.before * k.launches.length)}</td><td>${micros(k.total)}</td><td>${(100 * (k.median / k.before - 1)).toFixed(0)} %</td>` : `<td></td><td>${micros(k.total)}</td><td></td>`;
  const rows = p.kernels.filter(k => k.change !== 'same').map(k => `<tr><td class="left"><span class="tag ${k.change}">${k.change}</span></td><td class="left name"><a href="#" data-kernel="${k.number}">${k.number} ${esc(k.name)}</a></td><td class="left">${esc(k.differs || '')}</td>${times(k)}</tr>`)
    .concat(p.gone.map(n => `<tr><td class="left"><span class="tag gone">gone</span></td><td class="left name">${esc(n)}</td><td></td><td></td><td></td><td></td></tr>`));
  return `<p>Against the other dump: ${count('new')} kernels new, ${count('changed')} changed, ${p.gone.length} gone, ${count('same')} the same.${p.timed && p.timeBefore ? ` One run took ${(p.timeBefore / 1e6).toFixed(2)} ms, now ${(p.time / 1e6).toFixed(2)} ms.` : ''}</p>`
    + (rows.length ? `<table><tr><th class="left">change</th><th class="left">kernel</th><th class="left">first differs in</th><th>µs before</th><th>µs now</th><th>time</th></tr>${rows.join('')}</table>` : '');
}
