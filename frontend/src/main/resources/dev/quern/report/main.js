// All together: tabs, plans, and what the address asks for.
const VIEWS = {kernel: kernelPage, graph: graphPage, timeline: timelinePage, memory: memoryPage, schedule: schedulePage, reasons: reasonsPage, cache: cachePage, ...(DATA.compared ? {changes: changesPage} : {})};
let showing = 0;
async function show() {
  const mine = ++showing;
  stopLayout();
  $('tabs').innerHTML = Object.keys(VIEWS).map(t => `<button data-tab="${t}"${t === state.tab ? ' class="on"' : ''}>${t}</button>`).join('');
  const html = await VIEWS[state.tab]();
  if (mine !== showing) return;
  $('view').innerHTML = html;
  $('view').scrollTop = 0;
  if (state.tab === 'graph') await layOut();
  remember();
}
$('tabs').onclick = e => { if (e.target.dataset.tab) { state.tab = e.target.dataset.tab; show(); } };
$('theme').onclick = () => { const root = document.documentElement; root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark'; };
if (matchMedia('(prefers-color-scheme: dark)').matches) document.documentElement.dataset.theme = 'dark';

/** The address says what is shown, so that it can be sent to somebody, or loaded again. */
function remember() {
  const pin = document.querySelector('.pane .pin'), at = {plan: state.plan.number, tab: state.tab};
  if (state.kernel) at.kernel = state.kernel.number;
  if (pin && pinned) at.pin = pinned;
  history.replaceState(null, '', '#' + new URLSearchParams(at));
}

function use(number) {
  const plan = state.plan = DATA.plans.find(p => p.number === number);
  state.kernel = null;
  for (const k of plan.kernels) k.total = sum(k.launches, l => (plan.launches[l - 1] || {median: 0}).median);
  plan.time = sum(plan.launches, l => l.median);
  plan.timed = plan.time > 0;
  state.sort = plan.timed ? {by: 'time', up: false} : {by: 'number', up: true};
  prepareGroups(plan);
  search($('search').value);
  return show();
}
$('plan').innerHTML = DATA.plans.map(p => `<option value="${p.number}">plan ${p.number}: ${p.kernels.length} kernels, ${esc(p.target)}</option>`).join('');
$('plan').onchange = e => use(+e.target.value);

(async () => {
  if (!DATA.plans.length) { $('view').textContent = 'The dump holds no plan.'; return; }
  const wanted = new URLSearchParams(location.hash.slice(1)), largest = DATA.plans.reduce((a, b) => (b.launches.length > a.launches.length ? b : a));
  if (wanted.has('theme')) document.documentElement.dataset.theme = wanted.get('theme');
  const first = DATA.plans.find(p => p.number === +wanted.get('plan')) || largest;
  $('plan').value = first.number;
  await use(first.number);
  if (wanted.has('stage')) state.stages[1] = wanted.get('stage');
  if (wanted.has('kernel')) await choose(+wanted.get('kernel'));
  if (wanted.has('search')) { $('search').value = wanted.get('search'); await search(wanted.get('search')); }
  if (wanted.has('tab') && VIEWS[wanted.get('tab')]) { state.tab = wanted.get('tab'); await show(); }
  if (wanted.has('open')) $('unfold').click();
  if (wanted.has('pin')) pin(wanted.get('pin'));
})();
