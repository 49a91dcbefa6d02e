import { language } from './words.js';

const locale = (navigator.languages ?? [navigator.language]).find((tag) => tag.startsWith(language)) ?? language;
const one = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const clockSeconds = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayAndClock = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric', hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'narrow', timeZone: 'UTC' });
const longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });

const known = (write) => (value) => value == null ? '–' : write(value);

export const power = known((w) => Math.abs(w) < 1000 ? `${whole.format(w)} W` : `${one.format(w / 1000)} kW`);
export const kilo = known((w) => `${one.format(w / 1000)} kW`);
export const amperes = known((a) => `${whole.format(a)} A`);
export const energy = known((kwh) => `${one.format(kwh)} kWh`);
export const percent = known((share) => `${whole.format(share * 100)} %`);
export const number = known((value) => one.format(value));
export const integer = known((value) => whole.format(value));
export const time = known((moment) => clock.format(new Date(moment)));
export const seconds = known((moment) => clockSeconds.format(new Date(moment)));
export const moment = known((at) => dayAndClock.format(new Date(at)));
export const dayLetter = (day) => weekday.format(new Date(`${day}T12:00:00Z`));
export const day = (text) => longDay.format(new Date(`${text}T12:00:00Z`));

/** A span in s, as users say it: 12 s, 5 min, 3 h 20 min. */
export const span = known((s) => s < 90 ? `${Math.round(s)} s` : s < 3600 ? `${Math.round(s / 60)} min`
  : s < 172800 ? `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min` : `${Math.floor(s / 86400)} d`);
