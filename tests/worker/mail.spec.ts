/** Who is told what: notices of the programme, reminders to those who hold what is owed, chasing. */
import { afterEach, expect, test } from '@jest/globals';
import { openMailSpool, type MailSpool } from '../../libs/outside/mail/mail-spool.js';
import { describeWithPostgres } from '../postgres.js';
import { candidate, CYCLE, roster, ZZB } from '../shanghai/federation.js';
import { Scene } from './scene.js';

const nine = (days: number) => ({ days, time: '09:00' });

describeWithPostgres('letters', () => {
  let scene: Scene;
  afterEach(() => scene.close());

  /** Puts h1 forward and hands the roster in; the office returns it. */
  const returned = async (): Promise<void> => {
    const { house, all } = scene;
    await house.accepts(CYCLE, 'putForward', { home: 'h1' }, all.clerk, candidate);
    await house.accepts(CYCLE, 'submitRoster', { unit: 'pudong' }, all.clerk, {
      filledOn: '2024-04-02',
      sentTo: [ZZB],
    });
    const input = { reason: '请甲补正 13000000000', paperStands: false };
    await house.accepts(CYCLE, 'returnRoster', { unit: 'pudong' }, all.office, input);
  };

  test('what the programme says of a fact goes to whom it says, in both languages, with nothing of the forms in it', async () => {
    scene = await Scene.open({ at: '2024-04-02T09:00:00+08:00' });
    const worker = await scene.worker();
    await returned();
    await worker.waitUntilIdle();
    const { clerk, otherClerk, office } = scene.all;
    const [told, ...others] = await scene.letters(clerk.account);
    expect(others).toEqual([]);
    const [fact] = await scene.facts('rosterReturned');
    expect(told).toEqual({
      format: 1,
      fact: fact?.id,
      at: '2024-04-02T01:00:00.000Z',
      root: 'test',
      to: 'clerk-pudong',
      kind: 'notice',
      stream: roster,
      subject: {
        zh: '名册被退回，请修改后重新报送。',
        en: 'The roster was returned. Please mend it and submit it again.',
      },
      text: {
        zh: '3.0 提高级妇女之家推荐（2024），pudong：名册被退回，请修改后重新报送。',
        en: 'Recommendation of 3.0 advanced women’s homes (2024), pudong: The roster was returned. Please mend it and submit it again.',
      },
    });
    expect((await scene.letters(office.account)).map(({ subject }) => subject.en)).toEqual(['A roster was submitted.']);
    expect(await scene.letters(otherClerk.account)).toEqual([]);
    const all = JSON.stringify([told, ...(await scene.letters(office.account))]);
    for (const personal of ['13000000000', '02100000000', 'example.org', 'zzb@', '甲'])
      expect(all).not.toContain(personal);
  });

  test('an applicant named on the application is reminded of it; where nobody is named, whoever may type for them is', async () => {
    scene = await Scene.open({ at: '2024-04-02T09:00:00+08:00' });
    const { house, all } = scene;
    const worker = await scene.worker();
    await scene.reminders({ before: [nine(3)] });
    for (const home of ['h1', 'h2']) await house.accepts(CYCLE, 'putForward', { home }, all.clerk, candidate);
    const named = { account: all.applicant.account };
    await house.accepts(CYCLE, 'nameApplicant', { home: 'h1' }, all.clerk, named);
    await worker.advance(Date.parse('2024-04-12T09:00:00+08:00'));
    const sent = new Map((await scene.facts('reminderSent')).map(({ stream, data }) => [stream, data['to']]));
    expect(sent.get('watch-test.application.2024.h1')).toEqual(['applicant-h1']);
    expect(sent.get('watch-test.application.2024.h2')).toEqual(['clerk-pudong']);
    expect(sent.get('watch-test.roster.2024.xuhui')).toEqual(['clerk-xuhui']);
    // Its own unit has no clerk, and no unit above it does.
    expect(sent.get('watch-test.roster.2024.putuo')).toEqual([]);
    expect((await scene.letters('applicant-h1')).map(({ stream, text, due }) => [stream, text.zh, due?.local])).toEqual(
      [
        [
          'application-test.2024.h1',
          '3.0 提高级妇女之家推荐（2024），pudong“h1”：申报，方案报送期限，截止 2024-04-15 24:00。还有 3 天。',
          '2024-04-15 24:00',
        ],
      ],
    );
  });

  test('somebody above presses: whoever has to act is told, and the note stays in the log', async () => {
    scene = await Scene.open({ at: '2024-04-10T09:00:00+08:00' });
    const { house, all } = scene;
    const worker = await scene.worker();
    const input = { deadline: 'rosterDue', note: '请乙速报' };
    await house.accepts(undefined, 'chase', 'watch-test.roster.2024.pudong', all.office, input);
    await worker.waitUntilIdle();
    const [letter, ...others] = await scene.letters(all.clerk.account);
    expect(others).toEqual([]);
    expect([letter?.kind, letter?.stream, letter?.due?.deadline]).toEqual(['chase', roster, 'rosterDue']);
    expect(JSON.stringify(letter)).not.toContain('乙');
    expect(await scene.letters(all.otherClerk.account)).toEqual([]);
  });

  test('an outbox that fails is tried again until the letters lie there, each once', async () => {
    scene = await Scene.open({ at: '2024-04-02T09:00:00+08:00' });
    const real = openMailSpool(scene.outbox);
    let puts = 0;
    const failing: MailSpool = {
      put: async (letters) => {
        puts += 1;
        if (puts === 1) throw new Error('no room');
        const count = await real.put(letters);
        // Written, and then it failed before anybody heard of it.
        if (puts === 2) throw new Error('lost');
        return count;
      },
    };
    const worker = await scene.worker({ mailSpool: failing });
    await returned();
    await worker.waitUntilIdle();
    expect(puts).toBeGreaterThanOrEqual(3);
    expect(await scene.letters(scene.all.clerk.account)).toHaveLength(1);
  });
});
