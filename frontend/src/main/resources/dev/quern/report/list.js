// The list of kernels: sorted, searched, chosen from.
const COLUMNS = [
  {by: 'number', title: '#', value: k => k.number, text: k => k.number},
  {by: 'name', title: 'kernel', value: k => k.name, left: true, text: k => broken(k.name) + tag(k)},
  {by: 'launches', title: 'runs', value: k => k.launches.length, text: k => k.launches.length},
  {by: 'time', title: 'µs in all', value: k => k.total, text: k => micros(k.total), timed: true},
  {by: 'before', title: 'before', value: k => k.before || 0, text: k => micros(k.before && k.before * k.launches.length), compared: true, timed: true},
  {by: 'flops', title: 'flop', value: k => k.flops, text: k => many(k.flops)},
  {by: 'bytes', title: 'bytes', value: k => k.bytes, text: k => many(k.bytes)},
];
const broken = name => esc(name).replace(/_/g, '_<wbr>');
const tag = k => k.change && k.change !== 'same' ? ` <span class="tag ${k.change}">${k.change}</span>` : '';
const columns = () => COLUMNS.filter(c => (!c.compared || DATA.compared) && (!c.timed || state.plan.timed));

function list() {
  const {plan, sort, kernel} = state, by = COLUMNS.find(c => c.by === sort.by).value;
  const shown = plan.kernels.filter(k => k.hit !== false)
    .sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : a.number - b.number) * (sort.up ? 1 : -1));
  document.querySelector('#list thead tr').innerHTML = columns().map(c =>
    `<th data-by="${c.by}" class="${c.left ? 'left' : ''}">${c.title}${sort.by === c.by ? (sort.up ? ' ▲' : ' ▼') : ''}</th>`).join('');
  const most = Math.max(1, ...plan.kernels.map(k => k.total));
  const cell = (c, k) => c.by === 'time' ? `<td class="bar" style="--share:${(100 * k.total / most).toFixed(1)}%">${c.text(k)}</td>` : `<td class="${c.left ? 'left name' : ''}">${c.text(k)}</td>`;
  document.querySelector('#list tbody').innerHTML =
    shown.map(k => `<tr data-kernel="${k.number}"${kernel === k ? ' class="on"' : ''}>${columns().map(c => cell(c, k)).join('')}</tr>`).join('')
    + plan.gone.map(n => `<tr><td></td><td class="left name">${esc(n)} <span class="tag gone">gone</span></td></tr>`).join('');
  $('found').textContent = `${shown.length} of ${plan.kernels.length} kernels, ${plan.launches.length} launches` + (plan.timed ? `, ${(plan.time / 1e6).toFixed(2)} ms` : '');
}
document.querySelector('#list thead').onclick = e => {
  const by = e.target.dataset.by;
  if (by) { state.sort = {by, up: state.sort.by === by ? !state.sort.up : by === 'name' || by === 'number'}; list(); }
};
document.querySelector('#list tbody').onclick = e => {
  const row = e.target.closest('tr[data-kernel]');
  if (row) choose(+row.dataset.kernel);
};
function choose(number) {
  state.kernel = state.plan.kernels.find(k => k.number === number);
  state.tab = 'kernel';
  document.querySelectorAll('#list tr.on').forEach(r => r.classList.remove('on'));
  const row = document.querySelector(`#list tr[data-kernel="${number}"]`);
  if (row) { row.classList.add('on'); row.scrollIntoView({block: 'nearest'}); }
  return show();
}

// Names first, at once; then texts, some at a time, so that typing never waits.
let turn = 0;
async function search(text) {
  const mine = ++turn, plan = state.plan, query = state.query = text.trim().toLowerCase();
  for (const k of plan.kernels) k.hit = !query || (k.name + ' ' + k.modules.join(' ')).toLowerCase().includes(query);
  list();
  if (query.length < 2) return;
  let count = 0;
  for (const k of plan.kernels.filter(k => !k.hit)) {
    const stages = await unpack(k.text);
    if (mine !== turn) return;
    if (stages.some(s => s.text.toLowerCase().includes(query))) k.hit = true;
    if (++count % 40 === 0) { list(); await new Promise(r => setTimeout(r)); }
  }
  if (mine === turn) list();
}
$('search').oninput = e => search(e.target.value);

// Arrows walk through the list; / searches.
document.addEventListener('keydown', e => {
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) return;
  if (e.key === '/') { e.preventDefault(); $('search').focus(); }
  const rows = [...document.querySelectorAll('#list tr[data-kernel]')], at = rows.findIndex(r => r.classList.contains('on'));
  const to = e.key === 'ArrowDown' ? rows[at + 1] : e.key === 'ArrowUp' ? rows[at - 1] : null;
  if (to) { e.preventDefault(); choose(+to.dataset.kernel); }
});
