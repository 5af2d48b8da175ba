import { memoryStore } from '../../../libs/store/memory/memory-store.js';
import { storeContract } from './store.contract.js';

storeContract('memory', async () => {
  const store = memoryStore();
  return { store, drop: () => store.close() };
});
