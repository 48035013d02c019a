// Which lines of graph, nest and source belong together. The unit is a statement of the nest: an accumulator, an update, a
// store or a contraction, numbered in order; each stage's lines carry the units that they are part of.

/** Statements of a nest's text with what they name, and the units of its lines. */
function nestUnits(text) {
  const lines = text.split('\n'), units = lines.map(() => new Set()), statements = [], temps = [], loops = [];
  let segment = -1, ranges = 0, accs = 0, names = new Map();
  lines.forEach((line, i) => {
    const depth = line.search(/\S/), body = line.trim();
    while (loops.length && loops[loops.length - 1].depth >= depth) loops.pop();
    while (temps.length && temps[temps.length - 1].depth > depth) temps.pop();
    if (/^(segment|contraction)\b/.test(body)) { segment++; ranges = accs = 0; names = new Map(); }
    if (/^(segment|loop|contraction)\b/.test(body)) {
      const own = [...body.matchAll(/\bi(\d+) </g)].map(() => ranges++);
      loops.push({depth, line: i, at: body.startsWith('segment') ? -1 : own[own.length - 1]});
    }
    let m;
    if ((m = /^(%\d+) = /.exec(body))) { temps.push({name: m[1], depth, line: i, body}); return; }
    const s = {line: i, segment, loop: loops.length ? loops[loops.length - 1].at : -1, body};
    if ((m = /^acc (\w+) (a\d+) = /.exec(body))) { names.set(m[2], accs++); Object.assign(s, {acc: names.get(m[2]), kind: m[1], declares: true, name: m[2]}); }
    else if ((m = /^(a\d+) (\w+)= /.exec(body))) Object.assign(s, {acc: names.get(m[1]), kind: m[2], name: m[1]});
    else if ((m = /^(#(\d+)|l\d+)\[.* = /.exec(body))) Object.assign(s, {slot: m[2] === undefined ? -1 : +m[2]});
    else if (/^contraction\b/.test(body)) s.contraction = true;
    else return;
    const unit = statements.push(s) - 1;
    units[i].add(unit);
    loops.forEach(l => units[l.line].add(unit));
    let used = body; // temporaries that it needs, from the last to the first
    for (const t of [...temps].reverse()) if (new RegExp(t.name + '\\b').test(used)) { units[t.line].add(unit); used += t.body; }
  });
  return {statements, units};
}

/** Nodes of a graph's text. */
function graphNodes(text) {
  const nodes = new Map();
  let outputs = [];
  text.split('\n').forEach((line, i) => {
    const m = /^(%\d+) = (\w+) \S+?\[.*?\](.*)/.exec(line);
    if (m) nodes.set(m[1], {line: i, op: m[2], slot: (/^ \{#(\d+)/.exec(m[3]) || [])[1], kind: (/\{(\w+)/.exec(m[3]) || [])[1], sources: (m[3].split('//')[0].match(/%\d+/g) || [])});
    else if (line.startsWith('return ')) outputs = line.match(/%\d+/g) || [];
  });
  return {nodes, outputs};
}

/** Each statement computes an output, or a reduction, and whatever lies between that and the reductions and buffers below it. */
function graphUnits(text, slots, statements) {
  const {nodes, outputs} = graphNodes(text), units = text.split('\n').map(() => new Set());
  const reduces = [...nodes.values()].filter(n => n.op === 'reduce'), free = new Map();
  const mark = (node, unit, first) => {
    const stack = [node], seen = new Set();
    while (stack.length) {
      const n = nodes.get(stack.pop());
      if (!n || seen.has(n)) continue;
      seen.add(n);
      units[n.line].add(unit);
      if (n.op !== 'reduce' || n === first) stack.push(...n.sources);
    }
  };
  const key = n => [...nodes].find(e => e[1] === n)[0];
  const product = statements.some(s => s.contraction) && reduces.find(n => n.kind === 'add');
  const rest = reduces.filter(n => n !== product);
  // Accumulators take reductions of their kind in order; those of a later phase belong to the last of them.
  const owner = new Map();
  statements.forEach((s, unit) => {
    if (s.declares) {
      const mine = rest.filter(n => n.kind === s.kind), at = free.get(s.kind) || 0;
      free.set(s.kind, at + 1);
      owner.set(s.segment + ':' + s.acc, mine[Math.min(at, mine.length - 1)]);
    }
    if (s.acc !== undefined) {
      const n = owner.get(s.segment + ':' + s.acc);
      if (n) mark(key(n), unit, n);
    } else if (s.contraction && product) {
      mark(key(product), unit, product);
    } else if (s.slot >= 0) {
      outputs.forEach((o, i) => { if (slots[i] && slots[i].slot === s.slot) mark(o, unit, nodes.get(o)); });
    }
  });
  // What is kept or packed in passing shows what it reads.
  statements.forEach((s, unit) => {
    if (s.acc === undefined && !s.contraction && !units.some(u => u.has(unit))) {
      const next = statements.findIndex((o, i) => i > unit && o.loop === s.loop && units.some(u => u.has(i)));
      if (next >= 0) units.forEach(u => { if (u.has(next)) u.add(unit); });
      [...nodes.values()].filter(n => n.slot !== undefined && s.body.includes('#' + n.slot + '[')).forEach(n => units[n.line].add(unit));
    }
  });
  return units;
}

/** Lines of Java or OpenCL: their segment, the loop that they stand in, and the accumulators and stores that they name. */
function sourceUnits(text, statements) {
  const lines = text.split('\n'), units = lines.map(() => new Set()), buffers = callBuffers(lines), stages = stageSegments(lines);
  let segment = -1, depth = 0, loops = [];
  lines.forEach((line, i) => {
    const header = /\b(segment|stage)(\d+)\(.*(\{|,)\s*$/.exec(line) || /_p\d+s\d+\(/.exec(line);
    if (header && depth <= 1) { segment = header[1] === 'segment' ? +header[2] : header[1] === 'stage' ? stages.get(+header[2]) : segment + 1; loops = []; }
    const inner = /\bfor \(.*\bi(\d+) </.exec(line);
    if (inner) loops.push({at: +inner[1], depth});
    const loop = loops.length ? loops[loops.length - 1].at : -1;
    const mine = statements.map((s, u) => [s, u]).filter(([s]) => s.segment === segment);
    const accs = new Set([...line.matchAll(/\ba(\d+)(_\d+)?\b/g)].map(m => +m[1]));
    const written = storesOf(line).map(b => buffers ? (buffers.get(segment) || [])[b] : b);
    const chosen = mine.filter(([s]) => accs.size && accs.has(s.acc)).concat(mine.filter(([s]) => written.includes(s.slot)));
    const near = chosen.length ? chosen : loop < 0 ? [] : mine.filter(([s]) => s.loop === loop);
    near.forEach(([, u]) => units[i].add(u));
    depth += (line.match(/\{/g) || []).length - (line.match(/\}/g) || []).length;
    while (loops.length && loops[loops.length - 1].depth >= depth) loops.pop();
  });
  return units;
}
const storesOf = line => [...line.matchAll(/\bintoArray\(b(\d+)|\bvstore\d*\([^;]*\bb(\d+)\b[^;]*\);|^\s*b(\d+)\[[^=]*\] = /g)].map(m => +(m[1] || m[2] || m[3]));
/** Java passes buffers[n] to b0, b1 and so on; OpenCL's b names are slots. */
function callBuffers(lines) {
  const calls = new Map();
  lines.forEach(line => {
    const call = /^\s*segment(\d+)\(.*buffers\[/.exec(line);
    if (call) calls.set(+call[1], [...line.matchAll(/buffers\[(\d+)\]/g)].map(m => +m[1]));
  });
  return calls.size ? calls : null;
}
function stageSegments(lines) {
  const stages = new Map();
  let segment = 0;
  lines.forEach(line => {
    const header = /\bsegment(\d+)\(.*(\{|,)\s*$/.exec(line), call = /\bstage(\d+)\(.*;/.exec(line);
    if (header) segment = +header[1];
    if (call) stages.set(+call[1], segment);
  });
  return stages;
}

/** For each stage of a kernel the units of its lines. */
function linked(stages, slots) {
  const text = of => (stages.find(s => s.stage === of) || {text: ''}).text, loops = nestUnits(text('loops')), nest = nestUnits(text('nest'));
  return {
    graph: graphUnits(text('graph'), slots, nest.statements), nest: nest.units, source: sourceUnits(text('source'), nest.statements),
    loops: loops.statements.length === nest.statements.length ? loops.units : [],
  };
}
