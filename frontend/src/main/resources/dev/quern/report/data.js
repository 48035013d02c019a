'use strict';
// What the page shows, and how numbers are written.
const DATA = JSON.parse(document.getElementById('data').textContent);
const $ = id => document.getElementById(id);
const esc = t => String(t).replace(/[&<>"]/g, c => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'}[c]));
const many = n => n >= 1e9 ? (n / 1e9).toFixed(2) + ' G' : n >= 1e6 ? (n / 1e6).toFixed(2) + ' M' : n >= 1e3 ? (n / 1e3).toFixed(1) + ' k' : String(Math.round(n));
const micros = ns => !ns ? '' : ns < 1e4 ? (ns / 1e3).toFixed(2) : ns < 1e6 ? (ns / 1e3).toFixed(1) : Math.round(ns / 1e3).toLocaleString('en');
const sum = (all, by) => all.reduce((s, x) => s + by(x), 0);

/** What is chosen and open. */
const state = {plan: null, kernel: null, tab: 'kernel', query: '', stages: ['nest', 'source'], sort: {by: 'number', up: true}, open: new Set()};

// Texts are kept compressed, so that a thousand kernels open at once; each is unpacked when it is first shown.
const unpacked = new Map();
function unpack(packed) {
  if (!unpacked.has(packed)) unpacked.set(packed, inflate(packed).json());
  return unpacked.get(packed);
}
function inflate(packed) {
  const bytes = Uint8Array.from(atob(packed), c => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')));
}
