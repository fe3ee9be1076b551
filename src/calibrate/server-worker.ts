import { createServer } from 'node:net';
import * as z from 'zod';
import { AnswerConnection } from './answer-connection.js';
import { serveParent } from './child.js';
import { Player } from './player.js';

/** The known-answer server, a process of its own: no reader can hold up its writes. Listens on loopback only. */
const player = new Player();
const server = createServer({ noDelay: true }, (socket) => {
  new AnswerConnection(socket, player).listen();
});

serveParent({
  schema: z.enum(['listen', 'truth']),
  answer: async (order) => {
    if (order === 'truth') return { streams: player.takeTruth() };
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return { port: typeof address === 'object' ? address?.port : undefined };
  },
});
