export type GraderSpec = { readonly type: string };
