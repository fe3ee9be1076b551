import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

export interface LoopbackServer extends AsyncDisposable {
  readonly url: string;
}

/** A real HTTP server on a free loopback port; disposing ends its connections too. */
export async function loopbackServer(answer: RequestListener): Promise<LoopbackServer> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
