/** The page's own script and style, as the build made them. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}
