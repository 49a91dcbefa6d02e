import { byId, make, say } from './dom.js';
import { words } from './words.js';
import * as format from './format.js';

// The last 24 hours: PV and charging as areas, the allowance as a dashed line, the setpoint as steps in a lane below.
const columns = ['time', 'pv', 'allowance', 'power', 'setpoint'];
const left = 46, right = 8, top = 8, lane = 42, bottom = 20, laneGap = 12, longestGap = 60;
let rows = [];
let hours = 24;
let cursor = null;
let fault = null;

/** Fetches what is new; what is old goes. */
export async function refresh() {
  const since = rows.length ? rows[rows.length - 1].time : 0;
  try {
    const answer = await fetch(`api/history?since=${since}`, { signal: AbortSignal.timeout(8000) });
    if (!answer.ok) throw new Error((await answer.text()).trim().replace(/^no history: /, '') || answer.status);
    const data = await answer.json();
    const fresh = data.time.map((_, index) => Object.fromEntries(columns.map((name) => [name, data[name][index]])));
    rows = rows.concat(fresh).filter((row) => row.time > Date.now() / 1000 - 86400);
    fault = null;
  } catch (reason) {
    fault = reason.message;
  }
  draw();
  fillTable();
}

function extent() {
  const until = Math.max(Date.now() / 1000, rows.length ? rows[rows.length - 1].time : 0);
  return [until - hours * 3600, until];
}

function draw() {
  const box = byId('chart');
  const width = Math.max(240, box.clientWidth), height = Math.max(160, box.clientHeight);
  const [from, until] = extent();
  const seen = rows.filter((row) => row.time >= from);
  const most = (name) => seen.reduce((high, row) => Math.max(high, row[name] ?? 0), 0);
  const high = Math.max(4000, most('pv'), most('allowance'), most('power'));
  const step = [1000, 2000, 5000, 10000, 20000, 50000].find((size) => high / size <= 5) ?? 100000;
  const ceiling = Math.ceil(high / step) * step;
  const floor = height - bottom - lane - laneGap;
  const x = (time) => left + (time - from) / (until - from) * (width - left - right);
  const y = (watts) => floor - watts / ceiling * (floor - top);
  const laneY = (amps) => height - bottom - amps / 32 * lane;
  const svg = make('svg', { viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' });

  for (let watts = 0; watts <= ceiling; watts += step) {
    svg.append(make('line', { class: 'rule', x1: left, x2: width - right, y1: y(watts), y2: y(watts) }),
      make('text', { x: left - 6, y: y(watts) + 4, 'text-anchor': 'end', text: format.integer(watts / 1000) + (watts + step > ceiling ? ' kW' : '') }));
  }
  svg.append(make('text', { x: left - 6, y: laneY(32) + 4, 'text-anchor': 'end', text: '32 A' }), make('text', { x: left - 6, y: laneY(0) + 4, 'text-anchor': 'end', text: '0' }),
    make('line', { class: 'rule', x1: left, x2: width - right, y1: laneY(0), y2: laneY(0) }));
  const tick = hours > 6 ? (width < 500 ? 6 : 3) : 1;
  const first = new Date(from * 1000);
  first.setMinutes(0, 0, 0);
  for (let at = first.getTime() / 1000; at <= until; at += 3600) {
    if (at < from || new Date(at * 1000).getHours() % tick) continue;
    svg.append(make('line', { class: 'rule', x1: x(at), x2: x(at), y1: top, y2: laneY(0) }),
      make('text', { x: Math.min(Math.max(x(at), left + 14), width - right - 16), y: height - 4, 'text-anchor': 'middle', text: format.time(at * 1000) }));
  }

  const points = thin(seen, from, until, width);
  svg.append(...lines(points, 'pv', x, y, floor), ...lines(points, 'power', x, y, floor), ...lines(points, 'allowance', x, y), ...lines(points, 'setpoint', x, laneY, null, true));
  if (cursor != null && seen.length) {
    const row = nearest(cursor);
    svg.append(make('line', { class: 'cursor', x1: x(row.time), x2: x(row.time), y1: top, y2: laneY(0) }));
    say(byId('chart-said'), words.at({ time: format.time(row.time * 1000), pv: format.power(row.pv), allowance: format.kilo(row.allowance), power: format.power(row.power), setpoint: format.amperes(row.setpoint) }));
  } else {
    say(byId('chart-said'), fault ? words.noHistory(fault) : seen.length ? '' : words.noHistoryYet);
  }
  box.setAttribute('aria-label', words.summary(hours, format.kilo(most('pv')), format.kilo(most('power')), format.kilo(most('allowance'))));
  box.replaceChildren(svg);
}

// No more points than the screen has pixels: the mean of each pixel's rows, the last of its setpoints.
function thin(seen, from, until, width) {
  const span = Math.max(10, (until - from) / width);
  const cells = new Map();
  for (const row of seen) {
    const key = Math.floor((row.time - from) / span);
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(row);
  }
  const mean = (cell, name) => {
    const values = cell.map((row) => row[name]).filter((value) => value != null);
    return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
  };
  return [...cells.values()].map((cell) => ({
    time: cell[cell.length - 1].time, pv: mean(cell, 'pv'), power: mean(cell, 'power'), allowance: mean(cell, 'allowance'), setpoint: cell[cell.length - 1].setpoint,
  }));
}

// One path for each stretch without a gap.
function lines(points, name, x, y, floor = null, steps = false) {
  const stretches = [];
  let last = null;
  for (const point of points) {
    if (point[name] == null) { last = null; continue; }
    if (!last || point.time - last > Math.max(longestGap, hours * 15)) stretches.push([]);
    stretches[stretches.length - 1].push(point);
    last = point.time;
  }
  return stretches.map((stretch) => {
    let d = '';
    stretch.forEach((point, index) => {
      const [px, py] = [x(point.time).toFixed(1), y(point[name]).toFixed(1)];
      d += index === 0 ? `M${px} ${py}` : steps ? `H${px}V${py}` : `L${px} ${py}`;
    });
    if (stretch.length === 1) d += 'h1';
    if (floor != null) d += `V${floor}H${x(stretch[0].time).toFixed(1)}Z`;
    return make('path', { class: name, d });
  });
}

function nearest(time) {
  return rows.reduce((best, row) => Math.abs(row.time - time) < Math.abs(best.time - time) ? row : best, rows[0]);
}

function fillTable() {
  const mean = (list, name) => {
    const values = list.map((row) => row[name]).filter((value) => value != null);
    return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
  };
  const groups = new Map();
  for (const row of rows) {
    const hour = Math.floor(row.time / 3600) * 3600;
    if (!groups.has(hour)) groups.set(hour, []);
    groups.get(hour).push(row);
  }
  const head = make('tr', {}, ...[words.hour, words.pv, words.allowance, words.charging, words.setpointA].map((text) => make('th', { scope: 'col', text })));
  const body = [...groups].reverse().map(([hour, list]) => make('tr', {},
    make('td', { text: format.time(hour * 1000) }), make('td', { text: format.kilo(mean(list, 'pv')) }), make('td', { text: format.kilo(mean(list, 'allowance')) }),
    make('td', { text: format.kilo(mean(list, 'power')) }), make('td', { text: format.number(mean(list, 'setpoint')) })));
  byId('chart-table').replaceChildren(make('thead', {}, head), make('tbody', {}, ...body));
}

/** Listens to pointer, keys and the choice of hours. */
export function listen() {
  const box = byId('chart');
  const point = (event) => {
    const [from, until] = extent();
    const share = (event.clientX - box.getBoundingClientRect().left - left) / (box.clientWidth - left - right);
    cursor = from + Math.min(1, Math.max(0, share)) * (until - from);
    draw();
  };
  const leave = () => { cursor = null; draw(); };
  box.addEventListener('pointermove', point);
  box.addEventListener('pointerdown', point);
  box.addEventListener('pointerleave', leave);
  box.addEventListener('blur', leave);
  box.addEventListener('keydown', (event) => {
    const [from, until] = extent();
    const move = { ArrowLeft: -1, ArrowRight: 1, PageUp: -6, PageDown: 6 }[event.key];
    if (event.key === 'Escape') return leave();
    if (event.key === 'Home') cursor = from;
    else if (event.key === 'End') cursor = until;
    else if (move) cursor = Math.min(until, Math.max(from, (cursor ?? until) + move * hours * 25));
    else return;
    event.preventDefault();
    draw();
  });
  for (const button of document.querySelectorAll('[data-hours]')) {
    button.addEventListener('click', () => {
      hours = Number(button.dataset.hours);
      for (const other of document.querySelectorAll('[data-hours]')) other.setAttribute('aria-pressed', String(other === button));
      draw();
    });
  }
  new ResizeObserver(draw).observe(box);
}
