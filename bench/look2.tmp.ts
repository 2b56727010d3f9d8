import { join } from 'node:path';
import { synthesize } from '../local/assembly/synthesize.ts';
import { ReadingDesk } from '../tests/browser/reading-desk.ts';
import { PROJECT } from '../tests/project.ts';
const STATE = join(PROJECT, 'node_modules', '.cache', 'precis-tests');
const assemblyDir = await synthesize({ projectDir: PROJECT, stateDir: STATE, onStart: () => {} });
const desk = await ReadingDesk.open(assemblyDir);
try {
  const briefs = await desk.addExamples();
  const { page, faults } = await desk.page({ viewport: { width: 1280, height: 1000 }, reducedMotion: 'reduce' });
  page.on('request', (r) => { if (r.url().includes('/v1/')) console.log(r.url()); });
  await page.goto('/');
  await page.locator('.story').first().waitFor();
  await page.getByRole('button', { name: 'I have seen these' }).click();
  await page.waitForTimeout(2500);
  console.log(await page.locator('.changes').innerText());
  console.log(await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }])));
  await page.screenshot({ path: '/tmp/rd/seen.png' });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/');
  await page.waitForTimeout(1000);
  await page.getByLabel('since').selectOption('24h');
  await page.locator('.story').first().waitFor();
  await page.screenshot({ path: '/tmp/rd/phone.png', fullPage: true });
  console.log(faults);
} finally { await desk.close(); }
