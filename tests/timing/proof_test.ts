import { assert, assertEquals } from "@std/assert";
import { teacherStudent } from "../../lib/data/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { train } from "../../lib/train/mod.ts";
import { prove } from "../../lib/verdict/mod.ts";

const students = [
  { student: "2 → 2 tanh → 1", teacher: "2 → 4 tanh → 1", samples: 300 },
  { student: "2 → 3 sigmoid → 1", teacher: "2 → 5 sigmoid → 1", samples: 500 },
];

for (const { student, teacher, samples } of students) {
  Deno.test(`each minimum of ${student} is proved in half a second`, () => {
    const net = network(parseNetwork(student));
    const data = teacherStudent({
      teacher: network(parseNetwork(teacher)),
      samples,
      seed: 9,
    });
    const objective = empiricalLoss(net, data);
    for (let seed = 0; seed < 6; seed++) {
      const { parameters } = train(objective, initialize(net, { seed }));
      const begin = performance.now();
      const { status } = prove(objective, parameters);
      const duration = performance.now() - begin;
      assertEquals(status, "proved");
      assert(duration < 500, `${duration} ms`);
    }
  });
}
