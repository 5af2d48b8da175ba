import { stopServer } from './postgres-setup.mjs';

export default stopServer;
