/** The host a run asked, for formats that want one; `localhost` where the target is no URL. */
export function targetHost(target: string): string {
  return URL.canParse(target) ? new URL(target).hostname || 'localhost' : 'localhost';
}
