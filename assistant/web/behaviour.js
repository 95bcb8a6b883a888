// Runs once for each of our HTML components; `element`, `trigger` and `watch` come from Gradio.
// A button with data-event becomes one of these events on the server; `names` is read from this file, too.
const names = [
  'ask', 'cite', 'close', 'read', 'remove', 'confirm', 'cancel', 'open', 'sort', 'turn', 'record', 'export',
];

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea'); // no clipboard without https, except on this machine
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

function save(name, content, type = 'text/markdown;charset=utf-8') {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(new Blob([content], { type }));
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
}

element.addEventListener('click', async (event) => {
  const button = event.target.closest('button');
  const row = event.target.closest('[data-open]');
  if (!button && row && getSelection().isCollapsed) trigger('open', { value: row.dataset.open, page: 0 });
  if (!button || button.disabled) return;
  const data = button.dataset;
  if (names.includes(data.event)) {
    trigger(data.event, { value: data.value, page: Number(data.page ?? 0) });
  } else if ('copy' in data) {
    const words = button.textContent;
    await copy(data.copy);
    button.textContent = data.done;
    setTimeout(() => { button.textContent = words; }, 1500);
  } else if ('save' in data) {
    save(data.save, [...element.querySelectorAll('[data-markdown]')].map((turn) => turn.dataset.markdown).join('\n\n'));
  }
});

element.addEventListener('keydown', (event) => {
  const open = element.querySelector('.source[data-state="open"]');
  if (event.key === 'Escape' && open && !event.target.closest('form')) {
    trigger('close', { value: open.dataset.key, page: 0 });
  }
});

// What is typed into the forms of a row outlives whatever draws the page anew: an error, another language.
const drafts = new Map();
const keyOf = (control) => {
  const form = control.form?.dataset.form ?? '';
  return [control.closest('.source').dataset.key, form, control.name].join(' ');
};
const controls = () => [...element.querySelectorAll('.source :is(input, select, textarea)')];

element.addEventListener('input', (event) => {
  if (event.target.closest('.source')) drafts.set(keyOf(event.target), event.target.value);
});

element.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  const panel = form.closest('.source');
  const values = Object.fromEntries(new FormData(form));
  const record = { id: panel.dataset.key, kind: event.submitter.value, who: panel.querySelector('[name=who]').value, values };
  trigger(form.dataset.event, { value: JSON.stringify(record), page: 0 });
});

function restore(panel) {
  const forms = { confirm: 'review', reject: 'review', restore: 'review' };
  const saved = forms[panel.dataset.saved] ?? panel.dataset.saved;
  for (const control of controls()) {
    const key = keyOf(control);
    if (saved && (control.name === 'who' || control.form?.dataset.form === saved)) drafts.delete(key);
    const first = control.tagName === 'SELECT'
      ? (control.querySelector('option[selected]') ?? control.options[0]).value : control.defaultValue;
    const value = drafts.get(key) ?? first;
    if (control.value !== value) control.value = value;
  }
}

function mark(key) {
  for (const row of document.querySelectorAll('[data-open]')) row.classList.toggle('opened', row.dataset.open === key);
}

// In a list that can be searched, what is typed takes the place of the choice that stands there.
if (!document.documentElement.dataset.selects) {
  document.documentElement.dataset.selects = 'true';
  document.addEventListener('focusin', ({ target }) => {
    if (target.matches('#register-agency input, #register-document input')) setTimeout(() => target.select());
  });
}

let turns = 0;
watch('value', () => {
  const root = element.querySelector('[data-language]');
  if (root) {
    document.documentElement.lang = root.dataset.language;
    document.title = root.dataset.title;
  }

  const asked = element.querySelectorAll('.turn');
  if (asked.length > turns) asked[asked.length - 1].scrollIntoView({ block: 'start', behavior: 'smooth' });
  turns = asked.length;

  const words = element.querySelector('.words');
  const cited = words?.querySelector('mark:not(.date)');
  if (cited) words.scrollTop = cited.offsetTop - words.clientHeight / 3;

  const source = element.querySelector('.source');
  if (source?.matches('.register-row')) {
    mark(source.dataset.state === 'open' ? source.dataset.key : '');
    restore(source);
    if (source.dataset.key !== element.dataset.row) source.scrollTop = 0;
    element.dataset.row = source.dataset.key;
  }
  if (source?.dataset.state === 'open') {
    if (!element.contains(document.activeElement)) element.querySelector('h2')?.focus({ preventScroll: true });
  } else if (source?.dataset.state === 'closed') {
    const key = `[data-value="${CSS.escape(source.dataset.key)}"]`;
    document.querySelector(`.turn [data-event="cite"]${key}, [data-open] [data-event="open"]${key}`)?.focus();
  }

  const reader = element.querySelector('.reader');
  if (reader && reader.dataset.key !== element.dataset.reader) reader.scrollIntoView({ block: 'start' });
  element.dataset.reader = reader?.dataset.key ?? '';

  element.querySelector('[data-focus]')?.focus();

  const file = element.querySelector('[data-base64]')?.dataset;
  if (file) save(file.file, Uint8Array.from(atob(file.base64), (char) => char.charCodeAt(0)), file.type);
});
