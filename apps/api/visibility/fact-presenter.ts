/** Facts as somebody may see them: what may not be seen is left out, personal fields that may be seen are opened. */
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Json } from '../../../libs/engine/canonical/canonical-json.js';
import type { By, Envelope } from '../../../libs/engine/envelope/envelope.js';
import type { ReadStreamOptions, EventStore } from '../../../libs/engine/ports/event-store.js';
import type { Visibility } from '../../../libs/lifecycle/visibility/visibility.js';
import type { Keys } from '../../../libs/engine/ports/sealing.js';
import { unsealAll } from '../../../libs/sealing/crypto/seal-fields.js';
import { factsOf } from '../../../libs/runtime/stream-history.js';
import { KEYS, STORE } from '../http/injection-tokens.js';
import type { factSchema } from '../http/schemas.js';

type PresentedFact = z.infer<typeof factSchema>;

@Injectable()
export class FactPresenter {
  constructor(
    @Inject(STORE) private readonly store: EventStore,
    @Inject(KEYS) private readonly keys: Pick<Keys, 'get'>,
  ) {}

  /** Facts of a stream from a revision on. One that may not be seen is left out; its revision is missing. */
  async presentPage(
    visibility: Visibility,
    stream: string,
    { from, until, limit }: Required<Pick<ReadStreamOptions, 'from' | 'limit'>> & Pick<ReadStreamOptions, 'until'>,
  ): Promise<{ readonly facts: readonly PresentedFact[]; readonly next?: string }> {
    const read = await factsOf(this.store, stream, { from, limit: limit + 1, ...(until && { until }) });
    const facts: PresentedFact[] = [];
    for (const { envelope } of read.slice(0, limit)) {
      const presented = await this.present(visibility, envelope);
      if (presented) facts.push(presented);
    }
    return { facts, ...(read.length > limit && { next: String(from + limit) }) };
  }

  /** A fact as far as it may be seen; undefined: not at all. */
  async present(visibility: Visibility, fact: Envelope): Promise<PresentedFact | undefined> {
    const seen = visibility.fact(fact);
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
      // On whose behalf it was, and its cause, only for those who see all of the fact.
      ...(seen === 'all' && { for: behalf, cause }),
      stage: visibility.visibleStage(stage),
      data: (await this.open(data, id)) as PresentedFact['data'],
    };
  }

  private open(data: Envelope['data'], factId: string): Promise<Json> {
    return unsealAll(data, { factId, keys: this.keys, may: () => true });
  }
}

/** Those who see a score and no more do not see who gave it. */
function withoutAccount(by: By): { readonly role: string; readonly unit: string } | Exclude<By, { account: string }> {
  return 'account' in by ? { role: by.role, unit: by.unit } : by;
}
