/** A settings file to begin with: what most people set, and how to find the rest. */
export const starterConfig = `# Settings of janus-bench for this folder and those below it. Flags and JANUS_BENCH_* go before them.
# Everything that can be set: janus-bench run --print-config
target: http://localhost:8001
suite: public/dev
# The variable that holds the key, never the key itself.
# apiKeyEnv: MY_AGENT_KEY
# model: my-agent
# concurrency: 1
# repeat: 3
# A bare number is seconds; 300ms, 10s and 5m work.
timeout: 5m
`;
