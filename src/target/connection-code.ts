/** Why a request got no reply, by the error's code alone: messages may hold addresses with credentials. */
export function connectionCode(problem: unknown): string {
  const code: unknown = problem instanceof Error && 'code' in problem ? problem.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? code : 'the connection failed';
}
