/**
 * How long a page or a kernel is waited for until it counts as hung, in
 * milliseconds: many times what any takes while other suites share the machine.
 */
export const PATIENCE = 180_000;
