import { byId, say } from './dom.js';
import { language, words } from './words.js';
import { span } from './format.js';
import * as chart from './chart.js';
import { showDetails, showHistory, showLinks, showState } from './view.js';

// Figures come by server-sent events; where these are refused, by asking every 5 s. Nothing for 15 s: they are old.
const oldAfter = 15, historyEvery = 10, sessionsEvery = 60;
let events = null, heardAt = null, detailsAt = 0, details = null, pictureAt = 0, retryAt = 0, pause = 2, polling = false;
// When figures were first asked for; a login may come before.
let askedAt = 0;
let access = { read: true, change: false, login: 'none' };

const now = () => performance.now() / 1000;

function start() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = words[element.dataset.t];
  byId('lcd').alt = words.lcd;
  for (const button of document.querySelectorAll('[data-mode]')) button.addEventListener('click', () => command('mode', button.dataset.mode, button));
  byId('limit').addEventListener('submit', (event) => {
    event.preventDefault();
    if (byId('limit-w').value !== '') command('limit', byId('limit-w').value, byId('limit').querySelector('button'));
  });
  byId('limit-none').addEventListener('click', () => command('limit', 'none', byId('limit-none')));
  byId('login').addEventListener('submit', login);
  byId('logout').addEventListener('click', async () => { await post('logout', '').catch(() => null); await askAccess(); });
  chart.listen();
  askAccess();
  connect();
  refreshChart();
  refreshSessions();
  setInterval(tick, 1000);
}

function connect() {
  events?.close();
  events = new EventSource('api/events');
  retryAt = now() + oldAfter + pause;
  events.addEventListener('message', (event) => heard(JSON.parse(event.data), false));
  events.addEventListener('page', (event) => {
    details = JSON.parse(event.data);
    detailsAt = now();
    showDetails(details);
  });
  events.addEventListener('error', () => {
    // By itself it only tries again where there was no answer at all.
    if (events.readyState === EventSource.CLOSED) {
      retryAt = now() + pause;
      poll();
      askAccess();
    }
  });
}

function heard(state, polled) {
  heardAt = now();
  pause = 2;
  if (!polled) polling = false;
  retryAt = polled ? retryAt : now() + oldAfter;
  showState(state);
  if (now() - pictureAt >= 2) {
    pictureAt = now();
    byId('lcd').src = `lcd.png?${Math.round(pictureAt)}`;
  }
  tick();
}

async function poll() {
  try {
    const answer = await fetch('api/state', { signal: AbortSignal.timeout(4000) });
    if (!answer.ok) return;
    polling = true;
    heard(await answer.json(), true);
  } catch {
    // The banner says it.
  }
}

function tick() {
  const age = heardAt == null ? null : now() - heardAt;
  const old = access.read && (age == null ? now() - askedAt > 5 : age > oldAfter);
  document.body.classList.toggle('old', old);
  byId('live').className = old ? 'bad' : heardAt == null || !access.read ? '' : 'ok';
  byId('banner').hidden = !old;
  // Spoken when it begins; the seconds that pass are not.
  say(byId('banner-text'), !old ? '' : age == null ? words.never : words.old);
  say(byId('banner-age'), old && age != null ? `(${span(age)})` : '');
  say(byId('live-text'), !access.read ? words.locked : heardAt == null ? words.connecting : old ? words.status.offline : polling ? words.polled : words.liveNow);
  if (details && now() - detailsAt > 1.5) showLinks(details, now() - detailsAt);
  if (access.read && now() >= retryAt) {
    pause = Math.min(pause * 2, 30);
    connect();
    if (polling) poll();
  }
}

async function refreshChart() {
  if (access.read) await chart.refresh();
  setTimeout(refreshChart, historyEvery * 1000);
}

async function refreshSessions() {
  if (access.read) {
    try {
      const [sessions, days] = await Promise.all(['sessions', 'days'].map(async (name) => {
        const answer = await fetch(`api/${name}`, { signal: AbortSignal.timeout(8000) });
        if (!answer.ok) throw new Error((await answer.text()).trim().replace(/^no history: /, '') || answer.status);
        return (await answer.json())[name];
      }));
      showHistory(sessions, days, null);
    } catch (fault) {
      showHistory([], [], fault.message);
    }
  }
  setTimeout(refreshSessions, sessionsEvery * 1000);
}

async function askAccess() {
  const before = access.read;
  try {
    const answer = await fetch('api/access', { signal: AbortSignal.timeout(4000) });
    if (answer.ok) access = await answer.json();
  } catch {
    return;
  }
  byId('main').hidden = !access.read;
  byId('login').hidden = access.login !== 'needed';
  byId('logout').hidden = access.login !== 'in';
  for (const control of document.querySelectorAll('[data-mode], #limit input, #limit button')) control.disabled = !access.change;
  if (!access.change) tell(access.login === 'needed' ? words.loginFirst : words.noChange, false);
  else if ([words.loginFirst, words.noChange].includes(byId('said').textContent)) tell('', false);
  if (access.read && !before) {
    askedAt = now();
    heardAt = null;
    connect();
  }
  tick();
}

async function login(event) {
  event.preventDefault();
  const said = byId('login-said');
  const answer = await post('login', JSON.stringify({ password: byId('password').value })).catch(() => null);
  said.classList.toggle('bad', !answer?.ok);
  if (!answer) return say(said, words.unreached);
  if (answer.status === 429) return say(said, words.wait(answer.headers.get('Retry-After') ?? 60));
  if (!answer.ok) return say(said, words.wrong);
  say(said, '');
  byId('password').value = '';
  await askAccess();
  connect();
  chart.refresh();
}

async function command(name, payload, button) {
  button.classList.add('waits');
  try {
    const answer = await post(name, payload);
    if (answer.status === 401 || answer.status === 403) {
      await askAccess();
      if (access.change) tell((await answer.text()).trim(), true);
      button.classList.remove('waits');
      return;
    }
    const result = await answer.json();
    tell(result.accepted ? words.accepted(result.reason) : words.refused(result.reason), !result.accepted);
    // A mode's button waits until the state says so.
    if (name !== 'mode' || !result.accepted) button.classList.remove('waits');
    if (name === 'limit' && result.accepted) byId('limit-w').value = '';
  } catch {
    button.classList.remove('waits');
    tell(words.unreached, true);
  }
}

function tell(text, bad) {
  say(byId('said'), text);
  byId('said').classList.toggle('bad', bad);
}

const post = (name, body) => fetch(`api/${name}`, { method: 'POST', body, headers: { 'Content-Type': 'text/plain' }, signal: AbortSignal.timeout(15000) });

start();
