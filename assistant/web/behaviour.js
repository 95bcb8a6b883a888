// Runs once for each of our HTML components; `element`, `trigger` and `watch` come from Gradio.
// A button with data-event becomes one of these events on the server; `names` is read from this file, too.
const names = ['ask', 'cite', 'close', 'read', 'remove', 'confirm', 'cancel'];

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea'); // no clipboard without https, except on this machine
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

function save(name, text) {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(new Blob([text], { type: 'text/markdown;charset=utf-8' }));
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
}

element.addEventListener('click', async (event) => {
  const button = event.target.closest('button');
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
  if (event.key === 'Escape' && open) trigger('close', { value: open.dataset.key, page: 0 });
});

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
  const mark = words?.querySelector('mark');
  if (mark) words.scrollTop = mark.offsetTop - words.clientHeight / 3;

  const source = element.querySelector('.source');
  if (source?.dataset.state === 'open') {
    if (!element.contains(document.activeElement)) element.querySelector('h2')?.focus({ preventScroll: true });
  } else if (source?.dataset.state === 'closed') {
    document.querySelector(`.turn [data-event="cite"][data-value="${CSS.escape(source.dataset.key)}"]`)?.focus();
  }

  const reader = element.querySelector('.reader');
  if (reader && reader.dataset.key !== element.dataset.reader) reader.scrollIntoView({ block: 'start' });
  element.dataset.reader = reader?.dataset.key ?? '';

  element.querySelector('[data-focus]')?.focus();
});
