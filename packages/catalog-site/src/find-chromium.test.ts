import { delimiter } from 'node:path';
import { expect, it } from 'vitest';
import { findChromium } from './find-chromium.ts';

const PATH = ['/usr/local/bin', '/usr/bin'].join(delimiter);

it.each([
  ['Debian’s', { PATH }, ['/usr/bin/chromium'], '/usr/bin/chromium'],
  ['Google’s', { PATH }, ['/usr/bin/google-chrome'], '/usr/bin/google-chrome'],
  ['Chromium before Chrome', { PATH }, ['/usr/local/bin/google-chrome', '/usr/bin/chromium'], '/usr/bin/chromium'],
  ['the named one before any other', { PATH, CHROMIUM_PATH: '/opt/c' }, ['/opt/c', '/usr/bin/chromium'], '/opt/c'],
  ['none when the named one does not exist', { PATH, CHROMIUM_PATH: '/opt/c' }, ['/usr/bin/chromium'], undefined],
  ['none on a machine without', { PATH }, [], undefined],
  ['none without a PATH', {}, ['chromium'], undefined],
])('finds %s', (_, env, installed, expected) => {
  expect(findChromium(env, (file) => installed.some((program) => program === file))).toBe(expected);
});
