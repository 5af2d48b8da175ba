/** Facts as somebody may see them: what may not be seen is left out, and what is sealed is opened for those who may. */
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Json } from '../../../libs/engine/canonical/canonical-json.js';
import type { By, Envelope } from '../../../libs/engine/envelope/envelope.js';
import type { ReadStreamOptions } from '../../../libs/engine/ports/event-store.js';
import type { Sight } from '../../../libs/lifecycle/visibility/visibility.js';
import { unsealAll } from '../../../libs/sealing/crypto/seal-fields.js';
import { factsOf } from '../../../libs/runtime/stream-history.js';
import { API, type Api } from '../http/api-parts.js';
import type { factSchema } from '../http/schemas.js';

export type ShownFact = z.infer<typeof factSchema>;

@Injectable()
export class Opening {
  constructor(@Inject(API) private readonly api: Api) {}

  /** Facts of a stream from a revision on. An unseen one is left out: its number is missing. */
  async page(
    sight: Sight,
    stream: string,
    { from, until, limit }: Required<Pick<ReadStreamOptions, 'from' | 'limit'>> & Pick<ReadStreamOptions, 'until'>,
  ): Promise<{ readonly facts: readonly ShownFact[]; readonly next?: string }> {
    const read = await factsOf(this.api.store, stream, { from, limit: limit + 1, ...(until && { until }) });
    const facts: ShownFact[] = [];
    for (const { envelope } of read.slice(0, limit)) {
      const shown = await this.shown(sight, envelope);
      if (shown) facts.push(shown);
    }
    return { facts, ...(read.length > limit && { next: String(from + limit) }) };
  }

  /** A fact as far as it may be seen; undefined: not at all. */
  async shown(sight: Sight, fact: Envelope): Promise<ShownFact | undefined> {
    const seen = sight.fact(fact);
    if (seen === undefined) return undefined;
    const { id, stream, rev, type, at, on, by, for: behalf, cause, rules, texts, stage } = fact;
    const data = Object.fromEntries(Object.entries(fact.data).filter(([name]) => seen === 'all' || seen.has(name)));
    return {
      id,
      stream,
      rev,
      type,
      at,
      on,
      rules,
      texts,
      by: seen === 'all' ? by : withoutAccount(by),
      // Whose it is, and what it followed from, is said of a fact only to those who see all of it.
      ...(seen === 'all' && { for: behalf, cause }),
      stage: sight.stageTold(stage),
      data: (await this.opened(data, id)) as ShownFact['data'],
    };
  }

  private opened(data: Envelope['data'], factId: string): Promise<Json> {
    return unsealAll(data, { factId, keys: this.api.keys, may: () => true });
  }
}

/** Who scored is not told to those who are shown a score and no more. */
function withoutAccount(by: By): { readonly role: string; readonly unit: string } | Exclude<By, { account: string }> {
  return 'account' in by ? { role: by.role, unit: by.unit } : by;
}
