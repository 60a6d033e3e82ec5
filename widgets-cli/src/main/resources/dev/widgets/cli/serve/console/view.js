// Which part of the drawing is seen, and how large.

const SMALLEST = 0.15;
const LARGEST = 4;
const READABLE = 0.7;
const ROOM = 28;

export class View {
  constructor(canvas, root) {
    Object.assign(this, { canvas, root, x: 0, y: 0, scale: 1, isMoving: false, gliding: 0 });
    new ResizeObserver(() => this.look()).observe(canvas);
  }

  look() {
    const { clientWidth: w, clientHeight: t } = this.canvas;
    if (w > 0 && t > 0) {
      this.root.setAttribute('viewBox',
        `${this.x - w / this.scale / 2} ${this.y - t / this.scale / 2} ${w / this.scale} ${t / this.scale}`);
    }
  }

  /** Shows all of a box, no larger than suits the size of the screen. */
  fit(box) {
    const { clientWidth: w, clientHeight: t } = this.canvas;
    const comfortable = Math.min(2.6, Math.max(1, w / 900));
    const scale = Math.min((w - 60) / (box.right - box.left), (t - 120) / (box.bottom - box.top), comfortable);
    this.jump({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, scale: Math.max(scale, SMALLEST) });
  }

  /** Shows a new drawing: all of it, if it can be read then, and the middle of it otherwise. */
  begin(box, middle) {
    this.fit(box);
    if (this.scale < READABLE) {
      this.jump({ x: middle.x, y: middle.y, scale: READABLE });
    }
  }

  jump(target) {
    cancelAnimationFrame(this.gliding);
    Object.assign(this, target);
    this.look();
  }

  /** Moves no more than needed to see a box, and zooms out only as far as labels can be read. */
  reveal(box) {
    const { clientWidth: w, clientHeight: t } = this.canvas;
    const fitting = Math.min(w / (box.right - box.left + 2 * ROOM), t / (box.bottom - box.top + 2 * ROOM));
    const scale = Math.min(this.scale, Math.max(fitting, Math.min(READABLE, this.scale)));
    const within = (at, low, high, half) => (high - low > 2 * (half - ROOM) ? (low + high) / 2
      : Math.min(Math.max(at, high + ROOM - half), low - ROOM + half));
    this.glide({
      x: within(this.x, box.left, box.right, w / scale / 2),
      y: within(this.y, box.top, box.bottom, t / scale / 2),
      scale,
    });
  }

  /** Moves to another view in small steps that the eye can follow. */
  glide(target) {
    const from = { x: this.x, y: this.y, scale: this.scale };
    const start = performance.now();
    const duration = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 220;
    cancelAnimationFrame(this.gliding);
    const step = (now) => {
      const part = duration === 0 ? 1 : Math.min(1, Math.max(0, now - start) / duration);
      const eased = 1 - (1 - part) ** 3;
      for (const key of ['x', 'y', 'scale']) {
        this[key] = from[key] + (target[key] - from[key]) * eased;
      }
      this.look();
      this.gliding = part < 1 ? requestAnimationFrame(step) : 0;
    };
    step(start);
  }

  /** Zooms by a factor around a point, which stays where it is seen. */
  zoom(factor, point = this) {
    const scale = Math.min(LARGEST, Math.max(SMALLEST, this.scale * factor));
    const part = 1 - this.scale / scale;
    this.jump({ x: this.x + (point.x - this.x) * part, y: this.y + (point.y - this.y) * part, scale });
  }

  point(event) {
    const box = this.root.getBoundingClientRect();
    return {
      x: this.x + (event.clientX - box.left - box.width / 2) / this.scale,
      y: this.y + (event.clientY - box.top - box.height / 2) / this.scale,
    };
  }

  /** Moves the view with the pointer, and zooms with the wheel where it does not scroll the page. */
  listen() {
    let from = null;
    this.root.addEventListener('pointerdown', (event) => {
      this.isMoving = false;
      from = event.button === 0 ? { x: event.clientX, y: event.clientY } : null;
    });
    this.root.addEventListener('pointermove', (event) => {
      if (from === null || (!this.isMoving && Math.hypot(event.clientX - from.x, event.clientY - from.y) < 5)) {
        return;
      }
      if (!this.isMoving) {
        this.isMoving = true;
        this.root.setPointerCapture(event.pointerId);
        this.root.classList.add('moving');
      }
      this.jump({
        x: this.x - (event.clientX - from.x) / this.scale,
        y: this.y - (event.clientY - from.y) / this.scale,
        scale: this.scale,
      });
      from = { x: event.clientX, y: event.clientY };
    });
    for (const end of ['pointerup', 'pointercancel']) {
      this.root.addEventListener(end, () => {
        this.root.classList.remove('moving');
        from = null;
      });
    }
    this.root.addEventListener('wheel', (event) => {
      if (event.ctrlKey || document.documentElement.scrollHeight <= window.innerHeight + 1) {
        event.preventDefault();
        this.zoom(Math.exp(-event.deltaY / 500), this.point(event));
      }
    }, { passive: false });
  }
}
