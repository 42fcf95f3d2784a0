/**
 * A number with its exact first and second derivatives in p variables: a second
 * opinion on hand-written derivatives, and an easy way to many test problems.
 */
export class Jet {
  constructor(
    readonly value: number,
    readonly gradient: Float64Array,
    /** p × p, row-major. */
    readonly hessian: Float64Array,
  ) {}

  /** The i-th of p variables, with second derivatives if asked for. */
  static variable(value: number, i: number, p: number, second = true): Jet {
    const gradient = new Float64Array(p);
    gradient[i] = 1;
    return new Jet(value, gradient, new Float64Array(second ? p * p : 0));
  }

  /** f(x) from f, f′ and f″ at x. */
  chain(f: number, first: number, second: number): Jet {
    const { gradient: g, hessian: H } = this;
    const p = g.length;
    const gradient = new Float64Array(p);
    const hessian = new Float64Array(H.length);
    for (let i = 0; i < p; i++) gradient[i] = first * g[i];
    let k = 0;
    for (let i = 0; k < H.length; i++) {
      for (let j = 0; j < p; j++, k++) {
        hessian[k] = first * H[k] + second * g[i] * g[j];
      }
    }
    return new Jet(f, gradient, hessian);
  }

  plus(y: Jet | number): Jet {
    if (typeof y === "number") return this.chain(this.value + y, 1, 0);
    const gradient = this.gradient.slice();
    const hessian = this.hessian.slice();
    for (let i = 0; i < gradient.length; i++) gradient[i] += y.gradient[i];
    for (let k = 0; k < hessian.length; k++) hessian[k] += y.hessian[k];
    return new Jet(this.value + y.value, gradient, hessian);
  }

  times(y: Jet | number): Jet {
    if (typeof y === "number") return this.chain(y * this.value, y, 0);
    const { value: a, gradient: g } = this;
    const { value: b, gradient: h } = y;
    const p = g.length;
    const gradient = new Float64Array(p);
    const hessian = new Float64Array(this.hessian.length);
    for (let i = 0; i < p; i++) gradient[i] = g[i] * b + a * h[i];
    let k = 0;
    for (let i = 0; k < hessian.length; i++) {
      for (let j = 0; j < p; j++, k++) {
        hessian[k] = this.hessian[k] * b + a * y.hessian[k] + g[i] * h[j] +
          g[j] * h[i];
      }
    }
    return new Jet(a * b, gradient, hessian);
  }

  minus(y: Jet | number): Jet {
    return this.plus(typeof y === "number" ? -y : y.times(-1));
  }

  over(y: Jet): Jet {
    return this.times(y.power(-1));
  }

  power(n: number): Jet {
    const x = this.value;
    return this.chain(
      x ** n,
      n * x ** (n - 1),
      n === 1 ? 0 : n * (n - 1) * x ** (n - 2),
    );
  }

  exp(): Jet {
    const f = Math.exp(this.value);
    return this.chain(f, f, f);
  }

  log(): Jet {
    const x = this.value;
    return this.chain(Math.log(x), 1 / x, -1 / (x * x));
  }

  sin(): Jet {
    const [s, c] = [Math.sin(this.value), Math.cos(this.value)];
    return this.chain(s, c, -s);
  }

  cos(): Jet {
    const [s, c] = [Math.sin(this.value), Math.cos(this.value)];
    return this.chain(c, -s, -c);
  }

  atan(): Jet {
    const x = this.value;
    const w = 1 / (1 + x * x);
    return this.chain(Math.atan(x), w, -2 * x * w * w);
  }
}
