// Theme, search, diagrams and the navigation of narrow windows. Every page can be read without it.
const root = document.documentElement;
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const theme = () => root.dataset.theme || (systemIsDark.matches ? 'dark' : 'light');
try {
  const chosen = localStorage.getItem('theme');
  if (chosen === 'dark' || chosen === 'light') root.dataset.theme = chosen;
} catch { /* storage is off: the choice lasts for this page */ }

document.getElementById('theme').addEventListener('click', () => {
  root.dataset.theme = theme() === 'dark' ? 'light' : 'dark';
  try { localStorage.setItem('theme', root.dataset.theme); } catch { /* see above */ }
  draw();
});

const pages = document.querySelector('nav details');
if (matchMedia('(max-width: 48rem)').matches) pages.open = false;
document.querySelector('nav [aria-current]')?.scrollIntoView({block: 'nearest'});
if (!location.hash) scrollTo(0, 0);

const diagrams = [...document.querySelectorAll('pre.mermaid')]
  .map(element => ({element, text: element.textContent}));
async function draw() {
  if (!window.mermaid || diagrams.length === 0) return;
  mermaid.initialize({startOnLoad: false, theme: theme() === 'dark' ? 'dark' : 'neutral', securityLevel: 'strict'});
  for (const {element, text} of diagrams) {
    element.removeAttribute('data-processed');
    element.textContent = text;
  }
  await mermaid.run({nodes: diagrams.map(diagram => diagram.element)});
}
draw();

const input = document.getElementById('search');
const found = document.getElementById('found');
let loading;
const sections = () => loading ??= new Promise((resolve, reject) => {
  const script = document.createElement('script');
  script.src = 'sections.js';
  script.onload = () => resolve(window.widgetsSections);
  script.onerror = reject;
  document.head.append(script);
});

// Every word has to occur; headings count more than text.
function rank(section, words) {
  const heading = section.heading.toLowerCase();
  const text = section.text.toLowerCase();
  let points = 0;
  for (const word of words) {
    const inHeading = heading.includes(word);
    if (!inHeading && !text.includes(word)) return 0;
    points += inHeading ? 10 : 1;
    if (heading === words.join(' ')) points += 20;
  }
  return points;
}

function excerpt(text, word) {
  const at = Math.max(0, text.toLowerCase().indexOf(word) - 40);
  return (at > 0 ? '… ' : '') + text.slice(at, at + 120);
}

async function search() {
  const words = input.value.toLowerCase().split(/\s+/).filter(word => word);
  if (words.length === 0) { found.hidden = true; return; }
  const hits = (await sections())
    .map(section => ({section, points: rank(section, words)}))
    .filter(hit => hit.points > 0)
    .sort((one, other) => other.points - one.points)
    .slice(0, 12);
  found.replaceChildren(...hits.map(({section}) => {
    const link = document.createElement('a');
    link.href = section.link;
    link.textContent = section.heading === section.page ? section.page : section.page + ': ' + section.heading;
    const detail = document.createElement('small');
    detail.textContent = excerpt(section.text, words[0]);
    link.append(detail);
    const item = document.createElement('li');
    item.append(link);
    return item;
  }));
  if (hits.length === 0) found.textContent = 'Nothing found.';
  found.hidden = false;
}
input.addEventListener('input', search);
input.addEventListener('focus', search);
document.addEventListener('click', event => { if (!event.target.closest('.search')) found.hidden = true; });
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') found.hidden = true;
  if (event.key === '/' && document.activeElement === document.body) { event.preventDefault(); input.focus(); }
});
