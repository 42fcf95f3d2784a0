import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { Cell, Graph } from "../../lib/cell/mod.ts";
import type { Figure } from "../../lib/figure/mod.ts";
import {
  listInputs,
  runNotebook,
} from "../../lib/host/headless/run_notebook.ts";
import { renderNotebook } from "../../lib/host/static/render_notebook.ts";
import { closeWorkers } from "../../lib/job/mod.ts";
import type { InputView } from "../../lib/notebook/mod.ts";
import type { DescentResult } from "../../lib/optimize/mod.ts";
import { exercise, type ExerciseOptions } from "./exercise.ts";

const url = new URL(
  "../../notebooks/four_layer_perceptron.ts",
  import.meta.url,
);
const notebook = Deno.readTextFileSync(url).replace(/\s+/g, " ");

function input(graph: Graph, label: string): Cell<unknown> {
  return listInputs(graph).find(({ view }) =>
    (view as InputView).label === label
  )!;
}

/** Sets an input as a host does, and waits for all that follows. */
async function type(graph: Graph, label: string, text: string): Promise<void> {
  const cell = input(graph, label);
  cell.set((cell.view as InputView).fromText(text));
  await graph.settled();
}

function cellOf(graph: Graph, name: string): Cell<unknown> {
  return graph.cells.find(({ identity }) => identity === `cell ${name}`)!;
}

/** Waits for a while only: what else is at work need not end. */
async function until(reached: () => boolean): Promise<void> {
  for (let tries = 0; tries < 6000 && !reached(); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert(reached());
}

function figuresOf(graph: Graph): Figure[] {
  return graph.cells.map(({ value }) => value as Figure | undefined)
    .filter((value) => value?.kind === "figure") as Figure[];
}

function figure(graph: Graph, title: string): Figure {
  return figuresOf(graph).find((figure) => figure.title.startsWith(title))!;
}

interface ZigZag {
  readonly inputs: readonly number[][];
  readonly path: readonly Float64Array[];
  readonly goal: Float64Array;
}

/** Length of the path, in ways from its start to its end; its steps. */
function measure({ path }: ZigZag) {
  const steps = path.slice(1).map((
    [x, y],
    k,
  ) => [x - path[k][0], y - path[k][1]]);
  const length = steps.reduce((sum, [x, y]) => sum + Math.hypot(x, y), 0);
  const [start, end] = [path[0], path.at(-1)!];
  const way = Math.hypot(end[0] - start[0], end[1] - start[1]);
  return { length: length / way, steps };
}

Deno.test("the perceptron notebook, cell by cell", async (t) => {
  const { graph, failure } = await runNotebook(url);
  try {
    await t.step("every cell is done, every figure there", () => {
      assertEquals(failure, undefined);
      const open = graph.cells.filter(({ status }) => status !== "done");
      assertEquals(open.map(({ title, error }) => [title, error?.message]), []);
      assertEquals(figuresOf(graph).length, 20);
    });

    await t.step("each button sets up its exercise", async () => {
      const controls = [
        "Activation",
        "Learning rate",
        "Seed",
        "Hidden layers",
        "Neurons per layer",
        "Scale of the start",
      ];
      const [slow, two] = [{ learningRate: 0.01 }, [2, 2, 2]];
      const sevenOf = (width: number) => Array(7).fill(width);
      const table: [string, unknown[], number[], ExerciseOptions][] = [
        ["sign, learning rate 0.01", ["sign", 0.01, 1, 3, 2, 1], two, {
          activation: "sign",
          ...slow,
        }],
        ["tanh, learning rate 0.01", ["tanh", 0.01, 1, 3, 2, 1], two, slow],
        [
          "seven hidden layers of two",
          ["tanh", 0.25, 1, 7, 2, 0.5],
          sevenOf(2),
          {
            scale: 0.5,
          },
        ],
        ["one hidden layer of eight", ["tanh", 0.25, 1, 1, 8, 1], [8], {}],
        [
          "seven hidden layers of ten",
          ["tanh", 0.25, 1, 7, 10, 0.7],
          sevenOf(10),
          {
            scale: 0.7,
          },
        ],
        ["learning rate 0.25, seed 1", ["tanh", 0.25, 1, 3, 2, 1], two, {}],
      ];
      const fit = cellOf(graph, "fit") as Cell<DescentResult>;
      for (const [label, expected, widths, options] of table) {
        const before = fit.value;
        const cell = input(graph, `Try it: ${label}`);
        cell.set((cell.view as InputView).fromText("press"));
        await until(() => fit.status === "done" && fit.value !== before);
        assertEquals(
          controls.map((name) => input(graph, name).value),
          expected,
        );
        assertEquals(
          fit.value!.parameters,
          exercise(widths, options).parameters,
          label,
        );
      }
      await graph.settled();
    });

    await t.step("a click finds the next stuck seed", async () => {
      await type(graph, "Find a stuck seed", "press");
      assertEquals(input(graph, "Seed").value, 2);
      await type(graph, "Find a stuck seed", "press");
      assertEquals(input(graph, "Seed").value, 3);
      await type(graph, "Seed", "1");
      const { title } = figuresOf(graph).find(({ title }) =>
        title.includes("seeds are stuck")
      )!;
      const [, count] = title.match(/^(\d+) of 100/)!;
      assert(Number(count) > 50 && Number(count) < 65, title);
    });

    await t.step(
      "truth tables follow what is typed, or say what is wrong",
      async () => {
        const answers = () =>
          Object.groupBy(
            figure(graph, "What each neuron answers").rows(),
            ({ neuron }) => String(neuron),
          );
        const read = (name: string) =>
          answers()[name]!.map(({ answer }) => answer);
        assertEquals(read("same"), [1, -1, -1, 1]);
        await type(
          graph,
          "Neurons",
          "both=a+b-1; two = 2 both - a − b + 1; h=0.5a+.5*b",
        );
        assertEquals(read("two"), [1, -1, -1, 1]);
        assertEquals(read("h"), [-1, 0, 0, 1]);
        const wrong: [string, string][] = [
          [
            "x = c",
            `Cannot compute "x": "c" is not known, expected one of a, b`,
          ],
          [
            "x",
            `Cannot read the neuron "x", expected as in "both = a + b − 1"`,
          ],
          ["x = a ^ b", `Cannot read "a^b" in "x = a ^ b"`],
        ];
        for (const [text, message] of wrong) {
          await type(graph, "Neurons", text);
          const cell = graph.cells.find(({ identity }) =>
            identity === "cell Truth tables"
          )!;
          assertEquals(cell.error?.message, message);
        }
        await type(graph, "Neurons", "x = a");
      },
    );

    await t.step(
      "the zig-zag: one direction, and nine times the way; straighter when centered",
      async () => {
        const zigzag = graph.cells.find(({ identity }) =>
          identity === "cell zigzag"
        ) as Cell<ZigZag>;
        assert(zigzag.value!.inputs.flat().every((x) => x > 0));
        const raw = measure(zigzag.value!);
        assert(raw.steps.every(([x, y]) => x * y >= 0));
        const [x, y] = zigzag.value!.goal;
        assert(x > 0 && y < 0, `${x}, ${y}`);
        assertAlmostEquals(raw.length, 9, 0.5);
        assert(notebook.includes("It is nine times as long as the way"));
        await type(graph, "Center the data", "true");
        const { length } = measure(zigzag.value!);
        assert(
          notebook.includes(`the path is ${length.toFixed(1)} times as long`),
        );
        await type(graph, "Step", "7");
        assertEquals(figure(graph, "Step 7: where").rows().length, 8);
      },
    );
  } finally {
    closeWorkers();
  }
});

Deno.test("the perceptron notebook as one file: frozen figures, folded answers", async () => {
  try {
    const { html, ok, cells } = await renderNotebook(url);
    const failed = cells.filter(({ status }) => status !== "done");
    assertEquals([ok, failed], [true, []]);
    const titles = [...html.matchAll(/<figcaption>([^<]*)/g)]
      .map(([, title]) => title);
    assertEquals(titles.length, 20, titles.join("\n"));
    assertEquals(html.match(/<details class="answer">/g)!.length, 10);
    // but for the boxes that fold the code open, which work by themselves
    const controls = html.replace(
      /<input type="checkbox" (id|aria-label)="[^"]*ode[^"]*">/g,
      "",
    );
    assertEquals(controls.match(/<script|<input|<button/g), null);
  } finally {
    closeWorkers();
  }
});
