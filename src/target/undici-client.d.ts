/** The client alone loads in a third of the time that all of undici takes, and a worker waits for it. */
declare module 'undici/lib/dispatcher/client.js' {
  import { Client } from 'undici';

  export default Client;
}
