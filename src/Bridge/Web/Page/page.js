'use strict';

// Reads /api/state every second; a figure that is not known is a dash.
const reasons = {
  'pv-boost': 'Grid cap and sun together.',
  'fixed': 'The grid cap alone, as commanded.',
  'off': 'Switched off, as commanded.',
  'inverter-missing': 'No inverter reading since the start: the grid cap alone.',
  'inverter-stale': 'The inverter has gone silent: the grid cap alone.',
  'inverter-invalid': 'The inverter\u2019s last reading is not credible: the grid cap alone.',
  'raise-delay': 'More sun: waits until it has lasted.',
  'limit': 'Held down by the commanded limit.',
  'charger-maximum': 'The wallbox cannot do more.',
  'shared': 'Another wallbox has its part.',
  'below-minimum': 'Less than 6 A is allowed, and a car cannot charge with that.',
  'charger-offline': 'The wallbox is out of reach: it keeps its failsafe current by itself.',
  'overcurrent': 'The car drew more than it was offered.',
};

const byId = id => document.getElementById(id);
const kilowatts = watts => watts == null ? '–' : `${(watts / 1000).toFixed(1)} kW`;
const withUnit = (value, unit) => value == null ? '–' : `${value} ${unit}`;

function show(state) {
  const [id, charger] = Object.entries(state.chargers ?? {})[0] ?? ['', {}];
  byId('drawn').textContent = kilowatts(charger.power);
  byId('allowance').textContent = kilowatts(state.balancer?.allowance);
  byId('pv').textContent = kilowatts(state.inverter?.power);
  byId('setpoint').textContent = withUnit(charger.setpoint, 'A');
  byId('reason').textContent = reasons[state.balancer?.reason] ?? state.balancer?.reason ?? '';
  const rows = [
    ['Mode', state.mode],
    ['Limit', withUnit(state.limit, 'W')],
    ['Grid cap', kilowatts(state.balancer?.cap)],
    ['Inverter', state.inverter?.status],
    ['Grid', withUnit(state.inverter?.grid_power, 'W')],
    ['House', withUnit(state.inverter?.load_power, 'W')],
    [`Wallbox (${id})`, charger.available === 'online' ? charger.state : 'offline'],
    ['Session', withUnit(charger.session_energy, 'Wh')],
    ['Current', [1, 2, 3].map(n => charger[`current_l${n}`] ?? '–').join(' / ') + ' A'],
    ['Problem', charger.problem],
  ];
  byId('details').replaceChildren(...rows.flatMap(([name, value]) => {
    const dt = document.createElement('dt');
    const dd = document.createElement('dd');
    dt.textContent = name;
    dd.textContent = value ?? '–';
    return [dt, dd];
  }));
  byId('lcd').src = `lcd.png?${Date.now()}`;
}

function link(text, bad) {
  byId('link').textContent = text;
  byId('link').classList.toggle('bad', bad);
}

async function turn() {
  try {
    const answer = await fetch('api/state', { signal: AbortSignal.timeout(3000) });
    if (!answer.ok) throw new Error(await answer.text());
    const state = await answer.json();
    show(state);
    link(`as of ${new Date(state.time).toLocaleTimeString()}`, false);
  } catch {
    link('no answer from the service: figures are old', true);
  }
  setTimeout(turn, 1000);
}

turn();
