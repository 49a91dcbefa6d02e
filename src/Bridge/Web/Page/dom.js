export const byId = (id) => document.getElementById(id);

/** Makes an element: its properties (class, text, or attributes), then its children. */
export function make(name, properties = {}, ...children) {
  const svg = ['svg', 'path', 'line', 'text', 'rect', 'g'].includes(name);
  const element = svg ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === 'text') element.textContent = value;
    else if (value != null && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

/** Sets a text only where it differs: a screen reader then speaks what is new. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
