// `npm run demo`: public/smoke for real over HTTP, against the embedded miner and judge on free loopback ports.
const args = [
  'run',
  '--target',
  'mock',
  '--judge-url',
  'mock',
  '--suite',
  'public/smoke',
  '--config',
  'none',
];

console.error(`janus-bench ${args.join(' ')}\n`);
process.argv.push(...args);
await import('../bin/janus-bench.js');
if (process.exitCode === 0) console.error('\nTry next: npx janus-bench report --attempt smoke-count#0');
