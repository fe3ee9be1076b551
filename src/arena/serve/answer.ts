/** What a request is answered with, before headers. */
export interface Answer {
  readonly status: number;
  readonly type: 'html' | 'json';
  readonly body: string;
}
