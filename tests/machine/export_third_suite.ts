import { testExports } from "./exported.ts";

testExports(2);
