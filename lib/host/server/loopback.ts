/** Whether a Host header names this machine, whatever the port. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
}

/** 128 random bits. */
export function randomToken(): string {
  return crypto.randomUUID().replaceAll("-", "");
}
