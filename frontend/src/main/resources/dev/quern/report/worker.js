// Runs behind the layout library, for many boxes in a thread of its own: boxes and arrows in, places out.
// Forward, backward and update stand beside each other, and backward runs up, so that what belongs to a module is level.
const BETWEEN = 80;

function place(graph) {
  const parts = [...new Set(graph.boxes.map(b => b.part))].map(part => placePart(graph, part)), height = Math.max(...parts.map(p => p.height));
  const boxes = new Map(), routes = new Map();
  let x = 0;
  for (const part of parts) {
    const y = part.up ? height - part.height : 0; // the loss is below, on both sides
    part.boxes.forEach(b => boxes.set(b.name, {...b, x: b.x + x, y: b.y + y}));
    part.routes.forEach((points, key) => routes.set(key, points.map(p => ({x: p.x + x, y: p.y + y}))));
    x += part.width + BETWEEN;
  }
  const edges = graph.edges.map(([from, to]) => ({from, to, points: routes.get(from + '\n' + to) || across(boxes.get(from), boxes.get(to)), across: !routes.has(from + '\n' + to)}));
  return {width: x - BETWEEN, height, boxes: [...boxes.values()], edges};
}
function across(a, b) {
  const right = a.x < b.x ? 1 : -1, from = {x: a.x + right * a.width / 2, y: a.y}, to = {x: b.x - right * b.width / 2, y: b.y}, bend = right * 60;
  return [from, {x: from.x + bend, y: from.y}, {x: to.x - bend, y: to.y}, to];
}
function placePart(graph, part) {
  const up = part === 'backward' && graph.boxes.some(b => b.part !== part), mine = new Map(graph.boxes.filter(b => b.part === part).map(b => [b.name, b])), g = new dagre.graphlib.Graph();
  g.setGraph({rankdir: up ? 'BT' : 'TB', nodesep: 18, ranksep: 26, edgesep: 8, marginx: 10, marginy: 10, ranker: mine.size > 300 ? 'longest-path' : 'network-simplex'});
  g.setDefaultEdgeLabel(() => ({}));
  mine.forEach(b => g.setNode(b.name, {width: b.width, height: b.height}));
  const inside = graph.edges.filter(([from, to]) => mine.has(from) && mine.has(to));
  inside.forEach(([from, to]) => g.setEdge(from, to));
  dagre.layout(g);
  const routes = new Map(inside.map(([from, to]) => [from + '\n' + to, g.edge(from, to).points]));
  return {up, routes, width: g.graph().width, height: g.graph().height, boxes: [...mine.keys()].map(name => { const {x, y, width, height} = g.node(name); return {name, x, y, width, height}; })};
}
