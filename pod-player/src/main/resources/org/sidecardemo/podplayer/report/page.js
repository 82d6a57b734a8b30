// Each picture is one stop of the Tab key, and arrow keys move through it. What is pointed at or reached is told below the
// picture, with its rule; first of all how the run turned out. Without this script the links to the rules remain.
for (const picture of document.querySelectorAll('svg.tl')) {
  const items = [...picture.querySelectorAll('.item')];
  const tip = picture.closest('figure').querySelector('.tip');
  const tell = (item) => {
    const says = document.createElement('b');
    says.textContent = item.dataset.says + '. ';
    tip.replaceChildren(says);
    const href = item.getAttribute('href');
    if (href) {
      const link = document.createElement('a');
      link.href = href;
      link.tabIndex = -1;
      link.textContent = 'Rule ' + href.slice('#rule-'.length);
      tip.append(link, ': ' + document.querySelector(href).textContent);
    }
  };
  const reached = (to) => items.forEach((item) => item.setAttribute('tabindex', item === to ? 0 : -1));
  reached(items[0]);
  tell(picture.querySelector('.outcome .item'));
  items.forEach((item, i) => {
    item.addEventListener('pointerenter', () => tell(item));
    item.addEventListener('focus', () => {
      reached(item);
      tell(item);
    });
    // Enter follows the link; a tap or a click tells first, and the link below the picture leads on
    item.addEventListener('click', (event) => {
      if (event.detail > 0) {
        event.preventDefault();
        tell(item);
      }
    });
    item.addEventListener('keydown', (event) => {
      const to = {ArrowRight: i + 1, ArrowDown: i + 1, ArrowLeft: i - 1, ArrowUp: i - 1, Home: 0, End: items.length - 1}[event.key];
      if (to !== undefined) {
        event.preventDefault();
        items[Math.max(0, Math.min(items.length - 1, to))].focus();
      }
    });
  });
}
