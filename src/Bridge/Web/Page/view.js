import { byId, make, say } from './dom.js';
import { words } from './words.js';
import * as format from './format.js';

// Draws what the service says; decides nothing.

/** The state document. */
export function showState(state) {
  const chargers = Object.entries(state.chargers ?? {});
  const drawn = sum(chargers.map(([, charger]) => charger.power));
  showFlow(state, drawn, chargers.length);
  showAllowance(state, drawn, chargers);
  byId('chargers').replaceChildren(...chargers.map(([id, charger]) => card(id, charger)));
  say(byId('fixed-name'), words.fixed(format.kilo(state.balancer?.cap)));
  say(byId('boost-text'), words.boostText(format.kilo(state.balancer?.cap)));
  for (const button of document.querySelectorAll('[data-mode]')) {
    button.setAttribute('aria-pressed', String(button.dataset.mode === state.mode));
    if (button.dataset.mode === state.mode) button.classList.remove('waits');
  }
  byId('limit-none').hidden = state.limit == null;
  byId('limit-w').placeholder = state.limit == null ? '–' : String(state.limit);
  document.title = `${state.mode === 'off' ? words.off : format.power(drawn)} · Wallbox`;
}

/** The page event: reasons, links, problems. */
export function showDetails(details, state) {
  byId('reasons').replaceChildren(...details.reasons.map((reason) => make('li', { text: (details.reasons.length > 1 ? `${reason.charger}: ` : '') + sentence(reason, details) })));
  byId('problems').hidden = details.problems.length === 0;
  const key = JSON.stringify(details.problems);
  if (byId('problems').dataset.key !== key) {
    byId('problems').dataset.key = key;
    byId('problems').replaceChildren(...details.problems.map((problem) => make('div', { class: 'problem' },
      make('b', { text: words.kind[problem.kind] ?? problem.kind }),
      make('p', { text: `${problem.part}: ${problem.text}` }),
      make('p', { text: words.advice[problem.kind] ?? problem.advice ?? '' }))));
  }
  say(byId('version'), `wallbox-mqtt ${details.version}`);
  showLinks(details, 0);
}

/** The links, their ages grown by the seconds since they were received. */
export function showLinks(details, later) {
  byId('links').replaceChildren(...details.links.map((link) => {
    const name = (link.name ?? words.parts[link.part] ?? link.id) + (link.part === 'charger' && link.name && details.reasons.length > 1 ? ` (${link.id})` : '');
    const advice = link.ok ? null : words.linkAdvice[link.part];
    const when = link.ageSeconds != null ? words.ago(format.span(link.ageSeconds + later)) : link.since ? words.since(format.moment(link.since)) : '';
    return make('li', { class: link.ok ? 'ok' : 'bad' }, make('span', { class: 'dot', 'aria-hidden': 'true' }), make('span', { text: name }),
      make('span', { text: words.status[link.status] ?? link.status }),
      make('span', { class: 'detail', text: [when, link.detail].filter(Boolean).join(' · ') }), ...(advice ? [make('span', { class: 'advice', text: advice })] : []));
  }));
}

/** Sessions and days; a fault where they cannot be had. */
export function showHistory(sessions, days, fault) {
  say(byId('sessions-note'), fault ? words.noHistory(fault) : sessions.length ? '' : words.noSessions);
  const head = [[words.start], [words.duration], [words.energy], [words.share], [words.most, 'less']];
  byId('sessions').hidden = sessions.length === 0;
  byId('sessions').replaceChildren(
    make('thead', {}, make('tr', {}, ...head.map(([text, less]) => make('th', { scope: 'col', class: less, text })))),
    make('tbody', {}, ...sessions.slice(0, 10).map((session) => make('tr', {},
      make('td', { text: format.moment(session.start) }),
      make('td', { text: session.end ? format.span((new Date(session.end) - new Date(session.start)) / 1000) : words.running }),
      make('td', { text: format.energy(session.energy) }),
      make('td', { text: format.percent(session.pvShare) }),
      make('td', { class: 'less', text: format.power(session.maxPower) })))));
  const shown = days.slice(0, 14).reverse();
  byId('days-h').hidden = byId('days').hidden = shown.length === 0;
  const high = Math.max(1, ...shown.map((day) => day.charged));
  byId('days').replaceChildren(...shown.map((day) => {
    const share = day.charged > 0 ? day.chargedPv / day.charged : null;
    const [sun, grid] = [make('div', { class: 'part sun', 'aria-hidden': 'true' }), make('div', { class: 'part grid', 'aria-hidden': 'true' })];
    sun.style.height = `${day.chargedPv / high * 70}%`;
    grid.style.height = `${day.chargedGrid / high * 70}%`;
    return make('li', { title: words.day({ day: format.day(day.day), energy: format.energy(day.charged), share: format.percent(share) }) },
      make('span', { class: 'hidden', text: words.day({ day: format.day(day.day), energy: format.energy(day.charged), share: format.percent(share) }) }),
      make('span', { 'aria-hidden': 'true', text: format.integer(day.charged) }), sun, grid, make('span', { 'aria-hidden': 'true', text: format.dayLetter(day.day) }));
  }));
}

function showFlow(state, drawn, count) {
  const { power: sun, grid_power: grid, load_power: load, status } = state.inverter ?? {};
  // The inverter's meter counts the car as a part of the house.
  const house = load == null ? null : Math.max(0, load - (load >= (drawn ?? 0) ? drawn ?? 0 : 0));
  const values = { sun, grid, house, car: drawn };
  for (const [name, value] of Object.entries(values)) {
    say(byId(`flow-${name}`), format.power(name === 'grid' && value != null ? Math.abs(value) : value));
    const edge = byId(`edge-${name}`);
    edge.classList.toggle('on', Math.abs(value ?? 0) >= 50);
    edge.classList.toggle('back', name === 'grid' && value < 0);
  }
  say(byId('name-sun'), words.sun);
  say(byId('name-grid'), grid < 0 ? words.exports : words.grid);
  say(byId('name-house'), words.house);
  say(byId('name-car'), count > 1 ? words.wallboxes : words.car);
  say(byId('flow-text'), words.flow(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, format.power(value)]))));
  say(byId('flow-note'), words.noSun[status] ?? (grid == null ? words.noMeter : ''));
}

function showAllowance(state, drawn, chargers) {
  const { allowance, cap } = state.balancer ?? {};
  say(byId('allowance'), format.kilo(allowance));
  const setpoints = chargers.map(([, charger]) => charger.setpoint);
  say(byId('setpoint'), setpoints.length === 1 && setpoints[0] != null ? words.perPhase(format.integer(setpoints[0])) : '');
  const full = Math.max(22080, allowance ?? 0, drawn ?? 0);
  const ofCap = Math.min(allowance ?? 0, cap ?? 0);
  const ofSun = Math.max(0, (allowance ?? 0) - ofCap);
  const share = (watts) => `${(watts / full * 100).toFixed(1)}%`;
  byId('bar-cap').style.width = share(ofCap);
  byId('bar-sun').style.left = share(ofCap);
  byId('bar-sun').style.width = share(ofSun);
  byId('bar-draw').style.width = drawn > 100 ? share(drawn) : '0';
  byId('bar-draw').hidden = !(drawn > 100);
  const parts = [['grid', words.ofCap(format.kilo(ofCap))], ...(ofSun > 0 ? [['sun', words.ofSun(format.kilo(ofSun))]] : []), ['car', words.draws(format.power(drawn))],
    ...(state.limit == null ? [] : [[null, words.limited(format.power(state.limit))]])];
  const text = parts.map((part) => part[1]).join(', ');
  if (byId('bar').getAttribute('aria-label') === text) return;
  byId('bar').setAttribute('aria-label', text);
  byId('bar-text').replaceChildren(...parts.map(([key, part]) => make('span', { class: key ? `key ${key}` : null, text: part })));
}

function sentence(reason, details) {
  const write = words.reason[reason.reason];
  if (!write) return reason.reason;
  return write({
    setpoint: format.amperes(reason.setpoint), could: format.amperes(reason.could), ago: format.span(reason.lowSecondsAgo),
    at: reason.raisesAt ? format.seconds(Date.now() + (new Date(reason.raisesAt) - new Date(details.time))) : null,
  });
}

function card(id, charger) {
  const info = charger.info ?? {};
  const three = (name, digits) => [1, 2, 3].map((phase) => digits(charger[`${name}_l${phase}`])).join(' / ');
  const rows = {
    state: charger.available === 'online' ? words.state[charger.state] ?? charger.state ?? '–' : words.status.offline,
    vehicle: charger.vehicle === 'ON' ? words.yes : charger.vehicle === 'OFF' ? words.no : words.unknown,
    power: format.power(charger.power), setpoint: format.amperes(charger.setpoint),
    current: `${three('current', format.number)} A`, voltage: `${three('voltage', format.integer)} V`,
    session_energy: charger.session_energy == null ? '–' : format.energy(charger.session_energy / 1000), session_duration: format.span(charger.session_duration),
    pv_energy: format.energy(charger.pv_energy), grid_energy: format.energy(charger.grid_energy), energy_total: format.energy(charger.energy_total),
    max_current: format.amperes(charger.max_current), failsafe_current: format.amperes(charger.failsafe_current),
    serial: info.serial ?? '–', firmware: info.firmware ?? '–',
  };
  const name = [info.brand, info.model].filter(Boolean).join(' ') || 'Wallbox';
  return make('section', { class: 'card', 'aria-label': `${name} (${id})` }, make('h2', { text: `${name} (${id})` }),
    make('dl', {}, ...Object.entries(rows).map(([field, text]) => make('div', {}, make('dt', { text: words.fields[field] }), make('dd', { text })))));
}

const sum = (values) => values.some((value) => value != null) ? values.reduce((total, value) => total + (value ?? 0), 0) : null;
