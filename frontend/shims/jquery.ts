/** The little of jQuery that the base of the widgets and anywidget ask of a view's element. */

class Elements {
  readonly 0: HTMLElement;

  constructor(element: HTMLElement) {
    this[0] = element;
  }

  empty(): this {
    this[0].replaceChildren();
    return this;
  }
}

// The base asks whether something is an instance of it, and calls it without `new`.
function wrap(element: HTMLElement): Elements {
  return new Elements(element);
}

wrap.prototype = Elements.prototype;

export default wrap;
